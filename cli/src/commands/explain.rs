//! `cittadella explain`: why a row has its value in a month.

use cittadella_engine::calendar::{Month, YearMonth};
use cittadella_engine::explain::explain;
use cittadella_engine::sheet::{FigureId, InputId, RowId};

use crate::arguments::ExplainArguments;
use crate::cases;
use crate::exit::{Exit, Failure};
use crate::output;
use crate::project::Project;
use crate::render::View;
use crate::render::explain::{self as tree, Root};
use crate::suggest::unknown;
use crate::words::{Missing, Words};

/// Explains a row in a month, or a figure.
pub(crate) fn run(arguments: &ExplainArguments, project: &Project) -> Result<Exit, Failure> {
    let sheet = &project.plan.sheet;
    let words = project.words;
    // The base case comes first; the stress, if one is asked for, is the other.
    let Some(named) = project.cases.last() else {
        return Ok(Exit::Ok);
    };
    let computed = cases::compute(&project.plan, named, words)?;
    let explanation = Explanation {
        view: computed.view(&project.plan, words, None),
        case: &named.case,
        depth: arguments.depth,
    };
    let key = arguments.row.as_str();
    let row = sheet.find_row(key);
    let input = sheet.inputs().find(|(_, input)| input.key.as_str() == key);
    // A row may go by the name of the input it is computed from; only the row takes a month.
    let text = match (row, input, sheet.find_figure(key)) {
        (None, Some((input, _)), _) => {
            // It is told whole; a month beside it is one all the same.
            if arguments.month.is_some() {
                month(arguments, &explanation.view)?;
            }
            explanation.input(input)
        }
        (Some(_), Some((input, _)), _) if arguments.month.is_none() => explanation.input(input),
        (Some(row), _, _) => explanation.cell(row, month(arguments, &explanation.view)?),
        (None, None, Some(figure)) => {
            no_month(arguments, words)?;
            explanation.figure(figure)
        }
        (None, None, None) => return Err(no_such_row(arguments, project)),
    };
    output::print(&text, words)?;
    Ok(Exit::Ok)
}

fn no_such_row(arguments: &ExplainArguments, project: &Project) -> Failure {
    let sheet = &project.plan.sheet;
    let rows = sheet.rows().map(|(_, row)| row.key().as_str());
    let figures = sheet.figures().map(|(_, figure)| figure.key().as_str());
    let inputs = sheet.inputs().map(|(_, input)| input.key.as_str());
    let names = rows.chain(figures).chain(inputs);
    let file = arguments.file.display().to_string();
    unknown(Missing::Row, &arguments.row, names, project.words)
        .or_remedy(project.words.list_rows(&file))
}

/// Refuses a month beside what has one value.
fn no_month(arguments: &ExplainArguments, words: Words) -> Result<(), Failure> {
    match &arguments.month {
        None => Ok(()),
        Some(month) => Err(
            Failure::new(Exit::Usage, words.no_month_needed(&arguments.row))
                .effect(words.nothing_computed())
                .remedy(words.leave_out(month)),
        ),
    }
}

/// The month on the command line.
fn month(arguments: &ExplainArguments, view: &View<'_>) -> Result<Month, Failure> {
    let words = view.words;
    let usage = |cause: String| Failure::new(Exit::Usage, cause).effect(words.nothing_computed());
    let timeline = view.timeline();
    let Some(text) = &arguments.month else {
        let example = format!("{} {}", arguments.row, timeline.start());
        return Err(usage(words.month_needed(&arguments.row)).remedy(words.for_example(&example)));
    };
    let Ok(calendar_month) = text.parse::<YearMonth>() else {
        return Err(usage(words.not_a_month(text)));
    };
    timeline.month_of(calendar_month).ok_or_else(|| {
        let first = timeline.start().to_string();
        usage(words.month_outside(text, &first, &timeline.last().to_string()))
    })
}

struct Explanation<'a> {
    view: View<'a>,
    case: &'a cittadella_engine::evaluate::Case,
    depth: usize,
}

impl Explanation<'_> {
    fn cell(&self, row: RowId, month: Month) -> String {
        let sheet = &self.view.plan.sheet;
        let told = explain(sheet, self.view.grid, self.case, row, month, self.depth);
        let mut text = tree::cell(&self.view, &told.cause);
        if told.depth < self.depth {
            text += &self.view.words.goes_on(told.depth);
        }
        text
    }

    /// The figure, then the cells, figures and inputs it is read off, once each.
    fn figure(&self, id: FigureId) -> String {
        let mut text = tree::figure(&self.view, id);
        if self.depth == 0 {
            return text;
        }
        let formula = self.view.plan.sheet.figure(id).formula();
        let mut told = Vec::new();
        for root in tree::roots(&self.view, formula) {
            if told.contains(&root) {
                continue;
            }
            told.push(root);
            let inner = Explanation {
                depth: self.depth - 1,
                ..*self
            };
            text += &match root {
                Root::Cell(row, month) => tree::nested(&inner.cell(row, month)),
                Root::Row(row) => tree::row(&self.view, row),
                Root::Figure(figure) => tree::nested(&inner.figure(figure)),
                Root::Input(input) => tree::nested(&inner.input(input)),
            };
        }
        text
    }

    fn input(&self, id: InputId) -> String {
        tree::input(&self.view, id, self.case)
    }
}
