//! Every scenario of the repository as it stands: its sheet as text, its statements by year.
//!
//! A snapshot proves nothing about a figure; it shows what else moved when one changed. Read the
//! difference line by line before accepting it.

use std::fmt::Write as _;

use cittadella_engine::calendar::Month;
use cittadella_engine::ledger::{OverYear, StatementLine};
use cittadella_engine::quantity::Decimal;
use cittadella_engine::sheet::text;
use cittadella_engine::wording::Language;
use cittadella_tests::{Reading, read_file};

/// The value of a statement line in each fiscal year that is shown.
fn years(reading: &Reading, line: &StatementLine) -> Vec<Option<Decimal>> {
    let Some(row) = line.row else {
        return Vec::new();
    };
    let timeline = reading.plan.sheet.timeline();
    let shown: Vec<Month> = timeline
        .months()
        .filter(|month| month.0 < timeline.shown())
        .collect();
    let year = |month: &&Month| timeline.calendar_month(**month).year();
    let mut values = Vec::new();
    for fiscal in timeline.fiscal_years() {
        let months: Vec<&Month> = shown.iter().filter(|month| year(month) == fiscal).collect();
        let (Some(first), Some(last)) = (months.first(), months.last()) else {
            continue;
        };
        values.push(match line.over_year {
            OverYear::Sum => Some(
                months
                    .iter()
                    .map(|month| reading.grid.cell(row, **month))
                    .sum(),
            ),
            OverYear::Last => reading.grid.value(row, **last),
            OverYear::First => reading.grid.value(row, **first),
        });
    }
    values
}

fn statements(reading: &Reading) -> String {
    let mut text = String::new();
    for entity in &reading.plan.entities {
        for statement in &entity.statements {
            let title = statement.kind.label();
            let _ = writeln!(text, "{}: {}", entity.name, title.get(Language::Italian));
            for line in &statement.lines {
                let label = line.label.get(Language::Italian);
                let _ = write!(text, "{:7} {label:60.60}", line.code);
                for value in years(reading, line) {
                    let value = value.map_or("n.m.".to_owned(), |value| value.to_string());
                    let _ = write!(text, " {value:>14}");
                }
                let trimmed = text.trim_end().len();
                text.truncate(trimmed);
                text.push('\n');
            }
            text.push('\n');
        }
    }
    text
}

/// The sheet's text without the lines of the files that its rows come from, which move whenever a
/// comment does.
fn without_places(reading: &Reading) -> String {
    let printed = text::print(&reading.plan.sheet);
    let lines = printed.lines().filter(|line| !line.starts_with("  place "));
    lines.fold(String::new(), |text, line| text + line + "\n")
}

#[test]
fn every_scenario_keeps_its_sheet_and_statements() {
    insta::glob!("../../scenarios", "*.toml", |path| {
        let reading = read_file(path);
        // Of the others a sheet of thousands of rows would drown the difference that counts.
        if path.ends_with("cremona-cobox.toml") {
            insta::assert_snapshot!("sheet", without_places(&reading));
        }
        insta::assert_snapshot!("statements", statements(&reading));
    });
}
