//! A simulation as CSV files (RFC 4180: comma, point, UTF-8). Numbers to their last digit.

use cittadella_engine::simulate::{Estimate, PROBABILITIES, Quantile, Share};
use csv::Writer;

use super::{Told, json};
use crate::output::OutputFile;
use crate::render::View;
use crate::render::csv::{finished, guarded};

/// A table under construction.
struct File {
    name: &'static str,
    writer: Writer<Vec<u8>>,
}

impl File {
    fn new(name: &'static str, heads: &[&str]) -> csv::Result<File> {
        let mut writer = Writer::from_writer(Vec::new());
        writer.write_record(heads)?;
        Ok(File { name, writer })
    }

    fn finish(self) -> csv::Result<OutputFile> {
        Ok(OutputFile {
            name: self.name.to_owned(),
            content: finished(self.writer)?,
        })
    }
}

/// A file for each table.
///
/// # Errors
/// Only those of writing to memory.
pub(crate) fn files(view: &View<'_>, told: &Told<'_>) -> csv::Result<Vec<OutputFile>> {
    let mut files = vec![
        numbers(view, told)?,
        cash(view, told)?,
        needs(view, told)?,
        alerts(view, told)?,
        covenants(view, told)?,
    ];
    files.extend(target(view, told)?);
    files.extend(readings(told)?);
    Ok(files)
}

/// Count, share and interval.
fn share(share: Share) -> [String; 4] {
    let (low, high) = share.interval();
    [
        share.count.to_string(),
        share.value().to_string(),
        low.to_string(),
        high.to_string(),
    ]
}

/// The heads of a share's cells.
fn heads(names: &[&str]) -> Vec<String> {
    let parts = ["count", "share", "low", "high"];
    let of = |name: &&str| parts.map(|part| format!("{name}_{part}"));
    names.iter().flat_map(of).collect()
}

fn calendar(view: &View<'_>, month: cittadella_engine::calendar::Month) -> String {
    view.timeline().calendar_month(month).to_string()
}

fn first(view: &View<'_>, number: Option<f64>) -> String {
    let number = number.and_then(super::digits::whole);
    let month = number.and_then(|number| view.month_numbered(number));
    month.map_or_else(String::new, |month| month.to_string())
}

fn target(view: &View<'_>, told: &Told<'_>) -> csv::Result<Option<OutputFile>> {
    let Some(found) = &told.outlook.target else {
        return Ok(None);
    };
    let mut all = vec!["month".to_owned()];
    all.extend(heads(&["stands", "insolvent_first", "neither", "reached"]));
    all.extend(["reached_curve_low", "reached_curve_high"].map(str::to_owned));
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let mut file = File::new("target.csv", &all)?;
    for (month, of) in view.timeline().months().zip(&found.months) {
        let shares = [
            of.shares.stands,
            of.shares.insolvent,
            of.shares.neither,
            of.reached,
        ];
        let mut cells = vec![calendar(view, month)];
        cells.extend(shares.into_iter().flat_map(share));
        let reached = of.reached.value();
        let band = |end: f64| {
            let edge = found
                .band
                .map(|band| (reached + end * band).clamp(0.0, 1.0));
            edge.map_or_else(String::new, |edge| edge.to_string())
        };
        cells.extend([band(-1.0), band(1.0)]);
        file.writer.write_record(cells)?;
    }
    file.finish().map(Some)
}

fn quantile_heads() -> Vec<String> {
    let heads = PROBABILITIES.iter().flat_map(|p| {
        let p = (p * 100.0).round();
        [format!("p{p}"), format!("p{p}_low"), format!("p{p}_high")]
    });
    heads.collect()
}

fn quantiles(of: &[Quantile]) -> Vec<String> {
    if of.is_empty() {
        return vec![String::new(); 3 * PROBABILITIES.len()];
    }
    let cells = of.iter().flat_map(|q| [q.value, q.low, q.high]);
    cells.map(|value| value.to_string()).collect()
}

fn estimate(of: Option<Estimate>) -> [String; 2] {
    of.map_or_else(Default::default, |of| {
        [of.value.to_string(), of.error.to_string()]
    })
}

fn numbers(view: &View<'_>, told: &Told<'_>) -> csv::Result<OutputFile> {
    let mut all: Vec<String> = ["key", "label", "entity", "unit", "base", "base_place"]
        .map(str::to_owned)
        .to_vec();
    all.extend(heads(&["absent"]));
    let estimates = ["mean", "least_5_percent", "greatest_5_percent"];
    all.extend(
        estimates
            .iter()
            .flat_map(|name| [(*name).to_owned(), format!("{name}_error")]),
    );
    all.extend(quantile_heads());
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let mut file = File::new("numbers.csv", &all)?;
    for number in &told.outlook.numbers {
        let range = &number.range;
        let base = number.base.map(|base| base.normalize().to_string());
        let mut cells = vec![
            number.key.clone(),
            guarded(view.label(&number.label)),
            number.entity.clone().unwrap_or_default(),
            number.unit.to_string(),
            base.unwrap_or_default(),
            number
                .base_place
                .map_or_else(String::new, |place| place.to_string()),
        ];
        cells.extend(share(range.absent));
        let estimates = [range.mean, range.least, range.greatest];
        cells.extend(estimates.into_iter().flat_map(estimate));
        cells.extend(quantiles(&range.quantiles));
        file.writer.write_record(cells)?;
    }
    file.finish()
}

fn cash(view: &View<'_>, told: &Told<'_>) -> csv::Result<OutputFile> {
    let mut all = vec!["entity".to_owned(), "month".to_owned()];
    all.extend(quantile_heads());
    all.extend(["low_in_all_months", "high_in_all_months"].map(str::to_owned));
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let mut file = File::new("cash.csv", &all)?;
    for (entity, found) in view.plan.entities.iter().zip(&told.outlook.cash) {
        for month in &found.months {
            let mut cells = vec![entity.name.clone(), calendar(view, month.month)];
            cells.extend(quantiles(&month.quantiles));
            cells.extend([month.band.0, month.band.1].map(|edge| edge.value.to_string()));
            file.writer.write_record(cells)?;
        }
    }
    file.finish()
}

fn needs(view: &View<'_>, told: &Told<'_>) -> csv::Result<OutputFile> {
    let mut all = vec!["entity".to_owned()];
    all.extend(heads(&["lacks", "first_of_all"]));
    all.push("first_month_in_half".to_owned());
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let mut file = File::new("needs.csv", &all)?;
    for (entity, need) in view.plan.entities.iter().zip(&told.outlook.needs) {
        let mut cells = vec![entity.name.clone()];
        cells.extend(share(need.lacks));
        cells.extend(share(need.first_of_all));
        cells.push(first(view, need.first));
        file.writer.write_record(cells)?;
    }
    file.finish()
}

fn alerts(view: &View<'_>, told: &Told<'_>) -> csv::Result<OutputFile> {
    let mut all = vec!["entity".to_owned(), "label".to_owned()];
    all.extend(heads(&["holds"]));
    all.push("first_month_in_half".to_owned());
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let mut file = File::new("alerts.csv", &all)?;
    for (alert, found) in view.plan.alerts.iter().zip(&told.outlook.alerts) {
        let mut cells = vec![alert.entity.clone(), guarded(view.label(&alert.label))];
        cells.extend(share(found.holds));
        cells.push(first(view, found.first));
        file.writer.write_record(cells)?;
    }
    file.finish()
}

fn covenants(view: &View<'_>, told: &Told<'_>) -> csv::Result<OutputFile> {
    let mut all: Vec<String> = ["entity", "contract", "covenant", "month"]
        .map(str::to_owned)
        .to_vec();
    all.extend(heads(&["made", "fails", "fails_first"]));
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let mut file = File::new("covenants.csv", &all)?;
    let covenants = view.plan.answers.covenants.iter();
    for (covenant, found) in covenants.zip(&told.outlook.covenants) {
        for test in &found.tests {
            let mut cells = vec![
                covenant.entity.clone(),
                covenant.contract.clone(),
                covenant.kind.word().to_owned(),
                calendar(view, test.month),
            ];
            let shares = [test.made, test.fails, test.fails_first];
            cells.extend(shares.into_iter().flat_map(share));
            file.writer.write_record(cells)?;
        }
    }
    file.finish()
}

fn readings(told: &Told<'_>) -> csv::Result<Option<OutputFile>> {
    let Some(readings) = told.readings else {
        return Ok(None);
    };
    let mut all = vec!["reading".to_owned()];
    all.extend(heads(&["stands"]));
    all.extend(["difference", "difference_low", "difference_high"].map(str::to_owned));
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let mut file = File::new("model_risk.csv", &all)?;
    for found in readings {
        let (low, high) = found.difference.interval();
        let value = found.difference.value;
        let mut cells = vec![json::word(found.reading).to_owned()];
        cells.extend(share(found.stands));
        cells.extend([value, low, high].map(|value| value.to_string()));
        file.writer.write_record(cells)?;
    }
    file.finish().map(Some)
}
