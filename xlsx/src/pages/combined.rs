//! All bodies, what is eliminated, and the group, beside each other for every year.
//!
//! The group's rows are computed by the ledger from the accounts of all bodies less what mirrors
//! between them; the bodies' rows from their own postings. What is shown as eliminated is what makes
//! the one of the others, and it has to be the same on both sides of the balance sheet, and nothing
//! in the change of cash.

use std::collections::BTreeMap;

use cittadella_engine::ledger::{OverYear, Statement, StatementKind, StatementLine};
use cittadella_engine::model::PlanEntity;
use cittadella_engine::quantity::{Decimal, Unit, to_cents};
use cittadella_engine::sheet::{RowId, Sheet};
use cittadella_engine::wording::Label;

use super::Page;
use super::checks::Test;
use super::draft::{Draft, formatted, in_unit};
use super::frame_of_years::{CODE, FIRST_YEAR, LABEL, UNIT};
use super::live::{Live, Spot};
use super::site::{Site, Year};
use super::yearly::{look, words};
use crate::book::{Cell, Column, Look, NumberFormat, Page as Pages, Place, Worksheet, WorksheetId};

/// The page and what has to be zero on it.
#[derive(Debug)]
pub(super) struct Combined {
    /// The page.
    pub(super) page: (WorksheetId, Worksheet),
    /// Two for each year.
    pub(super) tests: Vec<Test>,
}

/// The row with the heads of years, and below it those of the bodies.
const YEARS: u32 = 2;
const HEADS: u32 = 3;
const FIRST_LINE: u32 = 4;

/// Writes the page; `None` where the plan has one body.
pub(super) fn write(site: &Site<'_>) -> Option<Combined> {
    let group = site.plan().group.as_ref()?;
    site.id(Page::Combined)?;
    let bodies: Vec<&PlanEntity> = site.plan().entities.iter().collect();
    let years = site.years();
    let mut draft = Draft::new(site, Page::Combined, &[9.0, 52.0, 6.0]);
    let wide = u16::try_from(bodies.len()).unwrap_or_default() + 2;
    let after = FIRST_YEAR + wide * u16::try_from(years.len()).unwrap_or_default();
    draft.sheet.columns.push(Column {
        first: FIRST_YEAR,
        last: after - 1,
        width: 13.5,
        level: 0,
    });
    draft.guide(FIRST_YEAR + wide - 1);
    heads(&mut draft, &bodies, &years, wide);
    let rows = bodies
        .iter()
        .map(|body| of_body(&site.plan().sheet, body))
        .collect::<Vec<_>>();
    let mut found = BTreeMap::new();
    let mut row = FIRST_LINE;
    for statement in &group.books.statements {
        row = one(
            &mut draft,
            statement,
            (&rows, &years, wide),
            row,
            &mut found,
        );
        row += 1;
    }
    let tests = tests(&mut draft, &found, &years, row + 1);
    let breaks =
        (1..years.len()).map(|year| FIRST_YEAR + wide * u16::try_from(year).unwrap_or_default());
    draft.sheet.printing.page = Pages::Columns(55, breaks.collect());
    draft.sheet.printing.repeat_rows = Some((0, HEADS));
    draft.sheet.printing.repeat_columns = Some((CODE, UNIT));
    draft.sheet.frozen = Some(Cell::at(FIRST_LINE, FIRST_YEAR));
    Some(Combined {
        page: draft.finish(after - 1),
        tests,
    })
}

/// The lines of a body by what their keys say behind its name: the same in the group's books.
type Lines = BTreeMap<String, RowId>;

fn of_body(sheet: &Sheet, body: &PlanEntity) -> Lines {
    let lines = body
        .statements
        .iter()
        .flat_map(|statement| &statement.lines);
    lines
        .filter_map(|line| line.row)
        .map(|row| (behind_name(sheet, row, &body.name), row))
        .collect()
}

fn behind_name(sheet: &Sheet, row: RowId, name: &str) -> String {
    let key = sheet.row(row).key().as_str();
    let behind = key
        .strip_prefix(name)
        .and_then(|rest| rest.strip_prefix('.'));
    behind.unwrap_or(key).to_owned()
}

fn heads(draft: &mut Draft<'_>, bodies: &[&PlanEntity], years: &[Year], wide: u16) {
    let site = draft.site;
    draft.heads(
        HEADS,
        0,
        [
            site.say("Codice", "Code"),
            site.say("Voce", "Item"),
            String::new(),
        ],
    );
    for (position, year) in (0_u16..).zip(years) {
        let first = FIRST_YEAR + position * wide;
        draft.number(
            Cell::at(YEARS, first),
            f64::from(year.year),
            formatted(Look::Heading, NumberFormat::Whole),
        );
        for (column, month) in [(first + 1, year.first), (first + 2, year.last)] {
            let number = f64::from(month.0 + 1);
            draft.number(
                Cell::at(YEARS, column),
                number,
                formatted(Look::Fine, NumberFormat::Whole),
            );
        }
        let names = bodies.iter().map(|body| site.label(&body.label));
        let more = [
            site.say("Elisioni", "Eliminations"),
            site.say("Gruppo", "Group"),
        ];
        draft.number_heads(HEADS, first, names.chain(more));
    }
    draft.height(HEADS, 30.0);
}

/// The eliminations of a line, year by year.
type Found = BTreeMap<String, Vec<Spot>>;

fn one(
    draft: &mut Draft<'_>,
    statement: &Statement,
    (bodies, years, wide): (&[Lines], &[Year], u16),
    mut row: u32,
    found: &mut Found,
) -> u32 {
    let site = draft.site;
    let end = FIRST_YEAR + wide * u16::try_from(years.len()).unwrap_or_default();
    draft.heading(row, site.label(&statement.kind.label()), end);
    row += 1;
    for line in &statement.lines {
        words(draft, line, row);
        if let Some(of) = line.row {
            let key = behind_name(&site.plan().sheet, of, cittadella_engine::ledger::GROUP);
            for (position, year) in (0_u16..).zip(years) {
                let first = FIRST_YEAR + position * wide;
                let spot = cells(draft, (line, of, &key), bodies, (first, year), row);
                found.entry(key.clone()).or_default().push(spot);
            }
        }
        row += 1;
    }
    row
}

/// A line in one year: the bodies, what is eliminated, the group. Returns the elimination.
fn cells(
    draft: &mut Draft<'_>,
    (line, of, key): (&StatementLine, RowId, &str),
    bodies: &[Lines],
    (first, year): (u16, &Year),
    row: u32,
) -> Spot {
    let style = in_unit(look(line.weight), Unit::Euro);
    let mut total = Decimal::ZERO;
    for (column, lines) in (first..).zip(bodies) {
        match lines.get(key) {
            Some(of) => {
                let live = in_year(draft, (*of, line.over_year), (first, year));
                total += live.amount();
                draft.live(Cell::at(row, column), live, style);
            }
            None => draft.blank(Cell::at(row, column), look(line.weight)),
        }
    }
    let count = u16::try_from(bodies.len()).unwrap_or_default();
    let (eliminated, group) = (first + count, first + count + 1);
    let live = in_year(draft, (of, line.over_year), (first, year));
    let sum = draft.live(Cell::at(row, group), live, style);
    let (from, to) = (Cell::at(row, first), Cell::at(row, eliminated - 1));
    let live = Live::number(
        format!("ROUND({}-SUM({from}:{to}),2)", sum.cell),
        to_cents(sum.amount - total),
    );
    draft.live(Cell::at(row, eliminated), live, style)
}

/// A row over the year whose head, first and last month stand above a block of columns.
fn in_year(draft: &Draft<'_>, (row, over): (RowId, OverYear), (first, year): (u16, &Year)) -> Live {
    let site = draft.site;
    let head = |column: u16| Cell::at(YEARS, column).anchored();
    match over {
        OverYear::Sum => {
            let values = site.months(draft.id, row);
            let years = site.heads(draft.id, row, crate::frame::YEAR);
            let months = year.first.0..=year.last.0;
            let sum = months
                .map(|month| {
                    site.grid()
                        .cell(row, cittadella_engine::calendar::Month(month))
                })
                .sum();
            Live::number(format!("SUMIFS({values},{years},{})", head(first)), sum)
        }
        OverYear::First => site.at_month(draft.id, row, &head(first + 1), year.first),
        OverYear::Last => site.at_month(draft.id, row, &head(first + 2), year.last),
    }
}

/// What is eliminated of the assets is what is eliminated of the liabilities; of the change of cash
/// nothing is.
fn tests(draft: &mut Draft<'_>, found: &Found, years: &[Year], row: u32) -> Vec<Test> {
    let site = draft.site;
    let sheet = StatementKind::BalanceSheet.word();
    let flow = StatementKind::CashFlow.word();
    let total = |side: &str| found.get(&format!("{sheet}.{side}.total"));
    let mut tests = Vec::new();
    let said = site.say("Le elisioni si pareggiano", "Eliminations net to zero");
    draft.heading(row, said, UNIT + 1);
    let sides = Label::new(
        "elisioni dell'attivo e del passivo",
        "eliminations of assets and liabilities",
    );
    let cash = Label::new(
        "elisioni della variazione di cassa",
        "eliminations of the change of cash",
    );
    draft.text(Cell::at(row + 1, LABEL), site.label(&sides), Look::Body);
    draft.text(Cell::at(row + 2, LABEL), site.label(&cash), Look::Body);
    for (position, year) in years.iter().enumerate() {
        let mut test = |row: u32, label: &Label, live: Live, column: u16| {
            let spot = draft.live(
                Cell::at(row, column),
                live,
                formatted(Look::Body, NumberFormat::Cents),
            );
            tests.push(Test {
                label: label.with_detail(&Label::same(year.year.to_string())),
                place: Place {
                    worksheet: draft.id,
                    cell: spot.cell,
                },
                amount: spot.amount,
            });
        };
        if let (Some(assets), Some(liabilities)) = (total("assets"), total("liabilities")) {
            let (a, l) = (assets[position], liabilities[position]);
            test(
                row + 1,
                &sides,
                super::live::difference(a, l),
                a.cell.column,
            );
        }
        if let Some(change) = found.get(&format!("{flow}.change")) {
            let spot = change[position];
            let live = Live::number(format!("ROUND({},2)", spot.cell), to_cents(spot.amount));
            test(row + 2, &cash, live, spot.cell.column);
        }
    }
    tests
}
