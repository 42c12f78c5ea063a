//! Rows and statements as CSV files (RFC 4180: comma, point, UTF-8).

use cittadella_engine::ledger::OverYear;
use cittadella_engine::model::Exchange;
use cittadella_engine::quantity::Decimal;
use csv::Writer;

use super::period::{Period, Periods};
use super::statement::Columns;
use super::{View, json};
use crate::output::OutputFile;

/// `rows.csv` with every row of the sheet by month, and a file for each statement.
///
/// # Errors
/// Only those of writing to memory.
pub(crate) fn files(view: &View<'_>, columns: Columns) -> csv::Result<Vec<OutputFile>> {
    let mut files = vec![OutputFile {
        name: "rows.csv".to_owned(),
        content: rows(view)?,
    }];
    let periods = Periods::new(view.timeline(), columns.step, columns.tail, view.language());
    for entity in view.entities() {
        for statement in &entity.statements {
            let mut writer = Writer::from_writer(Vec::new());
            let heads = ["code", "line", "row"].map(str::to_owned);
            writer.write_record(heads.into_iter().chain(periods.heads()))?;
            for line in &statement.lines {
                let key = line
                    .row
                    .map(|row| view.plan.sheet.row(row).key().to_string());
                let texts = [
                    guarded(&line.code),
                    guarded(view.label(&line.label)),
                    guarded(&key.unwrap_or_default()),
                ];
                let cell = |period: &Period| {
                    let value = line
                        .row
                        .and_then(|row| period.value(view.grid, row, line.over_year));
                    plain(value)
                };
                let cells = periods.periods.iter().map(cell);
                writer.write_record(texts.into_iter().chain(cells))?;
            }
            files.push(OutputFile {
                name: format!("{}_{}.csv", entity.name, statement.kind.word()),
                content: finished(writer)?,
            });
        }
    }
    if let Some(group) = &view.plan.group {
        files.push(OutputFile {
            name: "exchanges.csv".to_owned(),
            content: exchanges(view, &group.exchanges, &periods)?,
        });
    }
    Ok(files)
}

/// The intercompany matrix, a line each, of all entities.
fn exchanges(view: &View<'_>, lines: &[Exchange], periods: &Periods) -> csv::Result<Vec<u8>> {
    let mut writer = Writer::from_writer(Vec::new());
    let heads = ["kind", "from", "to", "line", "row"].map(str::to_owned);
    writer.write_record(heads.into_iter().chain(periods.heads()))?;
    for exchange in lines {
        let texts = [
            exchange.kind.word().to_owned(),
            guarded(&exchange.from),
            guarded(&exchange.to),
            guarded(view.label(&exchange.label)),
            guarded(view.plan.sheet.row(exchange.row).key().as_str()),
        ];
        let values = super::exchanges::values(view, exchange, &periods.periods);
        let cells = values.into_iter().map(plain);
        writer.write_record(texts.into_iter().chain(cells))?;
    }
    finished(writer)
}

fn rows(view: &View<'_>) -> csv::Result<Vec<u8>> {
    let mut writer = Writer::from_writer(Vec::new());
    let timeline = view.timeline();
    let months = timeline
        .months()
        .map(|month| timeline.calendar_month(month).to_string());
    let heads = ["key", "entity", "label", "unit", "kind"].map(str::to_owned);
    writer.write_record(heads.into_iter().chain(months))?;
    for (id, row) in view.plan.sheet.rows() {
        let texts = [
            guarded(row.key().as_str()),
            guarded(row.entity().unwrap_or_default()),
            guarded(view.label(row.label())),
            guarded(&row.unit().to_string()),
            json::kind(row.kind()).to_owned(),
        ];
        let cells = (0..timeline.month_count()).map(|month| {
            let period = Period {
                head: String::new(),
                months: month..month + 1,
            };
            plain(period.value(view.grid, id, OverYear::Last))
        });
        writer.write_record(texts.into_iter().chain(cells))?;
    }
    finished(writer)
}

/// The bytes of a finished table.
///
/// # Errors
/// Only those of writing to memory.
pub(crate) fn finished(writer: Writer<Vec<u8>>) -> csv::Result<Vec<u8>> {
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

fn plain(value: Option<Decimal>) -> String {
    value.map_or_else(String::new, |value| value.normalize().to_string())
}

/// A text cell that no spreadsheet takes for a formula.
///
/// # Source
/// OWASP, CSV injection: cells that begin with `=`, `+`, `-`, `@`, tab or carriage return.
pub(crate) fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{text}");
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_never_becomes_a_formula() {
        assert_eq!(guarded("=1+1"), "'=1+1");
        assert_eq!(guarded("@sum"), "'@sum");
        assert_eq!(guarded("Cobox"), "Cobox");
    }

    #[test]
    fn numbers_are_plain() {
        assert_eq!(plain("-1234.50".parse().ok()), "-1234.5");
        assert_eq!(plain(None), "");
    }
}
