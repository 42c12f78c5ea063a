//! The statements of each body by year.
//!
//! A year is read off the months: a flow is their sum, a balance its last month. What the columns
//! add up to is compared with the row of months once more, in another way: the sum of the years
//! with the sum of all shown months, the last year with the month whose number is the last shown.

use cittadella_engine::ledger::{OverYear, Statement, StatementLine, Weight};
use cittadella_engine::model::PlanEntity;
use cittadella_engine::quantity::{Decimal, Unit, to_cents};
use cittadella_engine::sheet::RowId;
use cittadella_engine::wording::Label;

use super::Page;
use super::checks::Test;
use super::draft::{Draft, formatted, in_unit};
use super::frame_of_years::{CODE, FIRST_LINE, FIRST_YEAR, LABEL, LAST, UNIT};
use super::live::{Live, Spot, sum};
use super::site::{Site, Year};
use crate::book::{
    Cell, Column, Look, NumberFormat, Place, Style, Worksheet, WorksheetId, column_letters,
};
use crate::frame;

/// The pages, and what has to be zero on them.
#[derive(Debug)]
pub(super) struct Yearly {
    /// The pages.
    pub(super) pages: Vec<(WorksheetId, Worksheet)>,
    /// One for each page.
    pub(super) tests: Vec<Test>,
}

/// Writes the pages of all books.
pub(super) fn write(site: &Site<'_>, pages: &[Page]) -> Yearly {
    let mut yearly = Yearly {
        pages: Vec::new(),
        tests: Vec::new(),
    };
    for (position, body) in site.books().into_iter().enumerate() {
        let page = Page::Yearly(position);
        if pages.contains(&page) {
            let (written, test) = statements(site, page, body);
            yearly.pages.push(written);
            yearly.tests.push(test);
        }
    }
    yearly
}

/// The looks of a line of a statement.
pub(super) fn look(weight: Weight) -> Look {
    match weight {
        Weight::Heading => Look::Heading,
        Weight::Item => Look::Body,
        Weight::Part => Look::Part,
        Weight::Subtotal => Look::Subtotal,
        Weight::Total => Look::Total,
    }
}

/// How deep its label is indented.
pub(super) fn indent(weight: Weight) -> u8 {
    match weight {
        Weight::Heading | Weight::Subtotal | Weight::Total => 0,
        Weight::Item => 1,
        Weight::Part => 2,
    }
}

fn statements(site: &Site<'_>, page: Page, body: &PlanEntity) -> ((WorksheetId, Worksheet), Test) {
    let years = site.years();
    let mut draft = Draft::new(site, page, &[11.0, 62.0, 8.0]);
    let after = FIRST_YEAR + u16::try_from(years.len()).unwrap_or_default();
    draft.sheet.columns.extend([
        Column {
            first: FIRST_YEAR,
            last: after - 1,
            width: 14.0,
            level: 0,
        },
        Column {
            first: after,
            last: after,
            width: 12.0,
            level: 0,
        },
    ]);
    draft.guide(after);
    draft.year_heads();
    let head = site.say("Anni = mesi", "Years = months");
    draft.text(
        Cell::at(super::frame_of_years::YEAR, after),
        head,
        Look::ColumnHead,
    );
    let mut row = FIRST_LINE;
    let mut tested = Vec::new();
    for statement in &body.statements {
        row = one(&mut draft, statement, &years, row, &mut tested);
        row += 1;
    }
    let (first, last) = (Cell::at(FIRST_LINE, after), Cell::at(row, after));
    let worst: Decimal = tested
        .iter()
        .map(|spot: &Spot| spot.amount.abs())
        .max()
        .unwrap_or_default();
    let total = Cell::at(LAST, after);
    let live = Live::number(format!("MAX({first}:{last},0-MIN({first}:{last}))"), worst);
    draft.live(total, live, formatted(Look::Fine, NumberFormat::Cents));
    let (what_it, what_en) = ("esercizi uguali ai mesi", "years equal their months");
    let test = Test {
        label: body.label.with_detail(&Label::new(what_it, what_en)),
        place: Place {
            worksheet: draft.id,
            cell: total,
        },
        amount: worst,
    };
    (draft.finish(after), test)
}

/// One statement; returns the row after it.
fn one(
    draft: &mut Draft<'_>,
    statement: &Statement,
    years: &[Year],
    mut row: u32,
    tested: &mut Vec<Spot>,
) -> u32 {
    let site = draft.site;
    let width = FIRST_YEAR + u16::try_from(years.len()).unwrap_or_default() + 1;
    draft.heading(row, site.label(&statement.kind.label()), width);
    row += 1;
    for line in &statement.lines {
        words(draft, line, row);
        if let Some(of) = line.row {
            let spots: Vec<Spot> = (FIRST_YEAR..)
                .zip(years)
                .map(|(column, year)| {
                    let live = site.yearly(draft.id, (of, line.over_year), (column, year));
                    draft.live(
                        Cell::at(row, column),
                        live,
                        in_unit(look(line.weight), Unit::Euro),
                    )
                })
                .collect();
            let check = check(draft, (of, line.over_year), &spots);
            tested.push(draft.live(
                Cell::at(row, width - 1),
                check,
                formatted(Look::Fine, NumberFormat::Cents),
            ));
        }
        row += 1;
    }
    row
}

/// Code, label and unit of a line.
pub(super) fn words(draft: &mut Draft<'_>, line: &StatementLine, row: u32) {
    let site = draft.site;
    let look = if line.weight == Weight::Heading {
        Look::Subtotal
    } else {
        look(line.weight)
    };
    draft.text(Cell::at(row, CODE), line.code.replace('_', " "), Look::Fine);
    let style = Style::text(look).indented(indent(line.weight));
    draft.styled(Cell::at(row, LABEL), site.label(&line.label), style);
    if line.row.is_some() {
        draft.text(
            Cell::at(row, UNIT),
            site.plan().currency.clone(),
            Look::Fine,
        );
    }
}

/// The difference between a line's years and its months.
fn check(draft: &Draft<'_>, (of, over): (RowId, OverYear), spots: &[Spot]) -> Live {
    let site = draft.site;
    let shown = site.shown(draft.id, of);
    let total: Decimal = spots.iter().map(|spot| spot.amount).sum();
    let months = site
        .timeline()
        .months()
        .take(site.timeline().shown() as usize);
    let (first, last) = (spots[0], spots[spots.len() - 1]);
    let (formula, value) = match over {
        OverYear::Sum => {
            let of_months: Decimal = months.map(|month| site.grid().cell(of, month)).sum();
            let years = sum(spots);
            let text = years.formula();
            (format!("{text}-SUM({shown})"), total - of_months)
        }
        OverYear::Last => {
            let numbers = site.heads(draft.id, of, frame::NUMBER);
            let letters = column_letters(last.cell.column);
            let head = format!("{letters}${}", LAST + 1);
            let values = site.months(draft.id, of);
            let cell = months.last().map(|month| site.grid().cell(of, month));
            (
                format!("{}-SUMIFS({values},{numbers},{head})", last.cell),
                last.amount - cell.unwrap_or_default(),
            )
        }
        OverYear::First => {
            let place = site
                .addresses
                .month(of, cittadella_engine::calendar::Month(0));
            let link = site.place(draft.id, place);
            let cell = site.grid().cell(of, cittadella_engine::calendar::Month(0));
            (format!("{}-{link}", first.cell), first.amount - cell)
        }
    };
    Live::number(format!("ROUND({formula},2)"), to_cents(value))
}
