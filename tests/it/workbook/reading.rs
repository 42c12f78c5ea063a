//! Every formula of every workbook, as a reviewer reads it.

use std::collections::{BTreeMap, BTreeSet};

use cittadella_engine::calendar::Month;
use cittadella_engine::sheet::Formula;
use cittadella_xlsx::book::{Cached, Cell, Content, Part, Range, Worksheet};
use cittadella_xlsx::frame;

use super::dialect::breaches;
use super::formula::{as_seen_from, references, tokens};
use super::graph::Graph;
use super::{Base, base, formula_of, number_in, scenarios};

/// The worksheets whose columns are months: those that count them in their fourth row.
fn monthly(base: &Base) -> Vec<&Worksheet> {
    let first = Cell::at(frame::NUMBER, frame::FIRST_MONTH);
    let second = Cell::at(frame::NUMBER, frame::FIRST_MONTH + 1);
    let counts = |worksheet: &&Worksheet| {
        number(worksheet.cells.get(&first)) == Some(1.0)
            && number(worksheet.cells.get(&second)) == Some(2.0)
    };
    base.book.worksheets.iter().filter(counts).collect()
}

fn number(part: Option<&Part>) -> Option<f64> {
    number_in(part?)
}

/// How many months a worksheet has.
fn months(worksheet: &Worksheet) -> usize {
    let first = Cell::at(frame::NUMBER, frame::FIRST_MONTH);
    worksheet
        .cells
        .range(first..Cell::at(frame::NUMBER + 1, 0))
        .count()
}

/// The cells of a worksheet's months, line by line.
fn lines(worksheet: &Worksheet) -> BTreeMap<u32, Vec<(Cell, &Part)>> {
    let mut lines: BTreeMap<u32, Vec<(Cell, &Part)>> = BTreeMap::new();
    for (cell, part) in &worksheet.cells {
        if cell.row >= frame::FIRST_LINE && cell.column >= frame::FIRST_MONTH {
            lines.entry(cell.row).or_default().push((*cell, part));
        }
    }
    lines
}

/// W6, W8, W9: short formulas of few references, without constants inside, from a closed list of
/// functions. Each kind of formula is judged once.
#[test]
fn every_formula_keeps_to_the_dialect() {
    for name in scenarios() {
        let base = base(&name);
        let mut seen = BTreeSet::new();
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for worksheet in &base.book.worksheets {
            for (cell, part) in &worksheet.cells {
                let Some(text) = formula_of(part) else {
                    continue;
                };
                let tokens = tokens(text)
                    .unwrap_or_else(|why| panic!("{name}: {}!{cell}: {why}", worksheet.name));
                if !seen.insert((
                    worksheet.name.clone(),
                    cell.row,
                    as_seen_from(&tokens, *cell),
                )) {
                    continue;
                }
                for breach in breaches(text, &tokens) {
                    let place = format!("{}!{cell} ={text}", worksheet.name);
                    found.entry(breach).or_default().push(place);
                }
            }
        }
        let shown: Vec<String> = found
            .iter()
            .map(|(breach, places)| {
                let few = &places[..places.len().min(5)];
                format!("{breach}, {} times:\n  {}", places.len(), few.join("\n  "))
            })
            .collect();
        assert!(found.is_empty(), "{name}\n{}", shown.join("\n"));
    }
}

/// W5: one formula a line, the same in every month from the first to the last.
#[test]
fn a_line_has_one_formula() {
    for name in scenarios() {
        let base = base(&name);
        let worksheets = monthly(&base);
        assert!(worksheets.len() > 5, "{name}: {}", worksheets.len());
        for worksheet in worksheets {
            let months = months(worksheet);
            for (line, cells) in lines(worksheet) {
                let place = format!("{name}: {} line {}", worksheet.name, line + 1);
                let texts: BTreeSet<String> = cells
                    .iter()
                    .filter_map(|(cell, part)| {
                        let tokens = tokens(formula_of(part)?).expect("tokens");
                        Some(as_seen_from(&tokens, *cell))
                    })
                    .collect();
                let formulas = cells
                    .iter()
                    .filter(|(_, part)| matches!(part.content, Content::Formula(..)));
                let count = formulas.count();
                assert!(texts.len() <= 1, "{place}: {texts:?}");
                assert!(
                    count == 0 || count == cells.len(),
                    "{place}: formulas and numbers"
                );
                assert!(
                    count == 0 || count == months,
                    "{place}: {count} of {months} months"
                );
            }
        }
    }
}

/// W20: no text and no error in a line of numbers.
#[test]
fn lines_of_numbers_hold_numbers() {
    for name in scenarios() {
        let base = base(&name);
        for worksheet in monthly(&base) {
            for (cell, part) in lines(worksheet).into_values().flatten() {
                let good = number(Some(part)).is_some()
                    || matches!(part.content, Content::Date(_) | Content::Blank);
                assert!(good, "{name}: {}!{cell} {:?}", worksheet.name, part.content);
            }
        }
        for worksheet in &base.book.worksheets {
            for (cell, part) in &worksheet.cells {
                if let Content::Number(value) | Content::Formula(_, Cached::Number(value)) =
                    &part.content
                {
                    assert!(value.is_finite(), "{name}: {}!{cell}", worksheet.name);
                }
            }
        }
    }
}

/// W3: nothing is read from a later month, but where a row looks ahead, which its own formula in
/// the sheet says.
#[test]
fn no_formula_reads_a_later_month() {
    for name in scenarios() {
        let base = base(&name);
        let sheet = &base.exported.plan.sheet;
        let looks_ahead: BTreeSet<&str> = sheet
            .rows()
            .filter(|(_, row)| {
                let mut ahead = false;
                row.formula()
                    .walk(&mut |formula| ahead |= matches!(formula, Formula::Leading { .. }));
                ahead
            })
            .map(|(_, row)| row.key().as_str())
            .collect();
        let names: BTreeSet<&str> = monthly(&base)
            .iter()
            .map(|worksheet| worksheet.name.as_str())
            .collect();
        for worksheet in monthly(&base) {
            for (cell, part) in lines(worksheet).into_values().flatten() {
                let Some(text) = formula_of(part) else {
                    continue;
                };
                let found = tokens(text).expect("tokens");
                let ahead = references(&found).any(|reference| {
                    let there = reference.worksheet.as_deref().unwrap_or(&worksheet.name);
                    names.contains(there) && reference.columns().1 > cell.column
                });
                let key = worksheet.cells.get(&Cell::at(cell.row, frame::KEY));
                let tagged = key.is_some_and(|part| {
                    matches!(&part.content, Content::Text(key) if looks_ahead.contains(key.as_str()))
                });
                assert!(
                    !ahead || tagged,
                    "{name}: {}!{cell} ={text} reads a later month",
                    worksheet.name
                );
            }
        }
    }
}

/// W10: every cell can be computed after those that it reads, where a block counts as all of its
/// cells.
#[test]
fn no_cell_needs_itself() {
    for name in scenarios() {
        let base = base(&name);
        let graph = Graph::of(&base.book);
        assert!(graph.len() > 10_000, "{name}: {} formulas", graph.len());
        assert_eq!(graph.circle(), None, "{name}");
    }
}

/// W4: a column is the same month on every monthly worksheet: the shown months on the one that feeds
/// charts, all computed months on the others.
#[test]
fn a_column_is_one_month_everywhere() {
    for name in scenarios() {
        let base = base(&name);
        let timeline = base.exported.plan.sheet.timeline();
        for worksheet in monthly(&base) {
            let count = months(worksheet);
            let whole = [timeline.shown() as usize, timeline.month_count() as usize];
            assert!(
                whole.contains(&count),
                "{name}: {}, {count} months",
                worksheet.name
            );
            for month in timeline.months().take(count) {
                let head = |row: u32| worksheet.cells.get(&frame_cell(row, month));
                let calendar = timeline.calendar_month(month);
                let place = format!("{name}: {}, {calendar}", worksheet.name);
                let date = head(frame::MONTH).map(|part| &part.content);
                let last_day = super::judge::serial(calendar);
                let dated = matches!(date, Some(Content::Date(month)) if *month == calendar)
                    || number(head(frame::MONTH)) == Some(last_day);
                assert!(dated, "{place}: {date:?}");
                let january = f64::from(u8::from(calendar.month_of_year() == 1));
                assert_eq!(
                    number(head(frame::NUMBER)),
                    Some(f64::from(month.0 + 1)),
                    "{place}"
                );
                assert_eq!(number(head(frame::JANUARY)), Some(january), "{place}");
                assert_eq!(
                    number(head(frame::YEAR)),
                    Some(calendar.year().into()),
                    "{place}"
                );
            }
            let last = worksheet
                .cells
                .keys()
                .map(|cell| usize::from(cell.column))
                .max();
            let end = usize::from(frame::FIRST_MONTH) + count;
            assert!(last < Some(end), "{name}: {} goes on", worksheet.name);
        }
    }
}

fn frame_cell(row: u32, month: Month) -> Cell {
    frame::cell(row, month)
}

/// W28: a chart reads live cells, as many as it has categories; by month, all that are shown.
#[test]
fn charts_cover_all_periods() {
    let mut charts = 0;
    for name in scenarios() {
        let base = base(&name);
        let monthly: BTreeSet<&str> = monthly(&base).iter().map(|w| w.name.as_str()).collect();
        let shown = base.exported.plan.sheet.timeline().shown();
        for worksheet in &base.book.worksheets {
            for chart in &worksheet.charts {
                charts += 1;
                let place = format!("{name}: {}, {}", worksheet.name, chart.title);
                assert!(!chart.series.is_empty(), "{place} is empty");
                for series in &chart.series {
                    let (values, heads) = (series.values, series.categories);
                    let source = base.book.worksheet(values.worksheet);
                    assert_eq!(length(values), length(heads), "{place}");
                    if monthly.contains(source.name.as_str()) {
                        assert_eq!(length(values), shown, "{place}");
                        assert_eq!(values.first.column, frame::FIRST_MONTH, "{place}");
                    }
                    let cells = source.cells.range(values.first..=values.last);
                    let inside = |cell: &Cell| {
                        (values.first.column..=values.last.column).contains(&cell.column)
                    };
                    let numbers =
                        cells.filter(|(cell, part)| inside(cell) && number_in(part).is_some());
                    let count = u32::try_from(numbers.count()).expect("few");
                    assert_eq!(count, length(values), "{place} reads empty cells");
                }
            }
        }
    }
    assert!(charts > 10, "{charts} charts");
}

/// How many cells a line or column has.
fn length(range: Range) -> u32 {
    let (first, last) = (range.first, range.last);
    (last.row - first.row + 1) * u32::from(last.column - first.column + 1)
}
