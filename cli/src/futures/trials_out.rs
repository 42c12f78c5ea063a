//! Every future in a line: what was drawn, when the target is reached, the numbers.
//!
//! Numbers stand to their last digit, months as `2027-07`; a value that does not exist is empty.

use std::io::{self, Write};
use std::path::Path;

use cittadella_engine::quantity::{Unit, from_float};
use cittadella_engine::simulate::{Outlook, drawn_values};

use super::{Futures, Subject};
use crate::exit::{Exit, Failure};
use crate::output;
use crate::render::View;
use crate::words::Words;

/// How many futures are made ready at a time.
const STRIDE: usize = 4_096;

/// The form of the file, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Parquet,
}

fn form(path: &Path) -> Option<Form> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "csv" => Some(Form::Csv),
        "parquet" => Some(Form::Parquet),
        _ => None,
    }
}

/// Refuses a form that this program cannot write, before anything is computed.
pub(crate) fn writable(path: Option<&Path>, words: Words) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    let refused =
        |cause: String| Err(Failure::new(Exit::Usage, cause).effect(words.nothing_computed()));
    match form(path) {
        Some(Form::Csv) => Ok(()),
        Some(Form::Parquet) if cfg!(feature = "parquet") => Ok(()),
        Some(Form::Parquet) => refused(words.without_parquet()),
        None => refused(words.csv_or_parquet(&path.display().to_string())),
    }
}

/// What a column of the file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The number of the future.
    Future,
    /// A number.
    Number,
    /// A month number, told as the month.
    Month,
}

/// Writes the file.
pub(crate) fn write(
    subject: &Subject<'_>,
    view: &View<'_>,
    outlook: &Outlook,
    futures: &Futures,
    path: &Path,
) -> Result<(), Failure> {
    let words = subject.project.words;
    let lines = Lines {
        subject,
        view,
        outlook,
        futures,
    };
    match form(path) {
        Some(Form::Csv) => output::write_file(path, words, |out| lines.csv(out)),
        #[cfg(feature = "parquet")]
        Some(Form::Parquet) => {
            output::write_file(path, words, |out| super::parquet::write(&lines, out))
        }
        #[cfg(not(feature = "parquet"))]
        Some(Form::Parquet) => Err(Failure::new(Exit::Usage, words.without_parquet())),
        None => {
            let cause = words.csv_or_parquet(&path.display().to_string());
            Err(Failure::new(Exit::Usage, cause))
        }
    }
}

/// The lines of the file.
pub(super) struct Lines<'a> {
    subject: &'a Subject<'a>,
    view: &'a View<'a>,
    outlook: &'a Outlook,
    futures: &'a Futures,
}

impl Lines<'_> {
    /// The heads of the columns: `trial`, the paths of the uncertain inputs, `target.reached`,
    /// `target.relapse`, the keys of the numbers.
    pub(super) fn heads(&self) -> Vec<(String, Kind)> {
        let mut heads = vec![("trial".to_owned(), Kind::Future)];
        let inputs = self.futures.order.uncertainty.inputs.iter();
        heads.extend(inputs.map(|input| (input.name.clone(), Kind::Number)));
        let target = self.futures.questions.target(&self.futures.record);
        if target.is_some() {
            let months = ["target.reached", "target.relapse"];
            heads.extend(months.map(|name| (name.to_owned(), Kind::Month)));
        }
        let numbers = self.outlook.numbers.iter();
        heads.extend(numbers.map(|number| {
            let kind = if number.unit == Unit::MonthNumber {
                Kind::Month
            } else {
                Kind::Number
            };
            (number.key.clone(), kind)
        }));
        heads
    }

    /// Hands out the lines, some at a time: each line as a value a column.
    pub(super) fn each<E>(
        &self,
        mut take: impl FnMut(Vec<Vec<f64>>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Futures {
            questions,
            record,
            order,
            ..
        } = self.futures;
        let project = self.subject.project;
        let simulation = self.subject.simulation(questions, order);
        let stresses = self.subject.named.case.stresses();
        let mut answers: Vec<&[f64]> = questions.target(record).into_iter().flatten().collect();
        answers.extend(questions.numbers(record));
        for from in (0..record.count).step_by(STRIDE) {
            let to = record.count.min(from + STRIDE);
            let trials = record.first + from as u64..record.first + to as u64;
            let (plan, uncertainty) = (&project.plan, &order.uncertainty);
            let draws = simulation.draws();
            let drawn = drawn_values(plan, uncertainty, draws, stresses, trials.clone());
            let lines = trials.zip(drawn).enumerate().map(|(nth, (trial, drawn))| {
                let mut line = vec![float(trial)];
                line.extend(drawn);
                line.extend(answers.iter().map(|column| column[from + nth]));
                line
            });
            take(lines.collect())?;
        }
        Ok(())
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let heads = self.heads();
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(heads.iter().map(|(name, _)| name))?;
        self.each(|lines| {
            for line in lines {
                let cells = heads.iter().zip(line);
                writer.write_record(cells.map(|((_, kind), value)| self.text(*kind, value)))?;
            }
            Ok::<(), csv::Error>(())
        })?;
        writer.flush()
    }

    /// A value as text; empty where there is none.
    pub(super) fn text(&self, kind: Kind, value: f64) -> String {
        if value.is_nan() {
            return String::new();
        }
        match kind {
            Kind::Future | Kind::Number => value.to_string(),
            Kind::Month => {
                let month = from_float(value).and_then(|number| self.view.month_numbered(number));
                month.map_or_else(String::new, |month| month.to_string())
            }
        }
    }
}

/// The number of a trial; below 2^53 by far.
#[expect(clippy::cast_precision_loss, reason = "ten million trials at most")]
fn float(trial: u64) -> f64 {
    trial as f64
}
