//! Where the money comes from and where it goes: of the group and of each body, by year and in all.
//!
//! Every line of cash of the ledger stands on one side. What is drawn on loans, lines and bonds is
//! told contract by contract, so that the sum over contracts and the ledger's cash meet here in two
//! ways: sources less uses have to be the change of the cash that the balance sheet shows.

use cittadella_engine::calendar::Month;
use cittadella_engine::ledger::{Flow, OverYear};
use cittadella_engine::model::PlanEntity;
use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::RowId;
use cittadella_engine::wording::Label;

use super::Page;
use super::cash_groups::{Entry, Group, entries};
use super::checks::Test;
use super::draft::{Draft, formatted, in_unit};
use super::frame_of_years::{CODE, FIRST_LINE, FIRST_YEAR, LABEL, LAST, UNIT, YEAR};
use super::live::{Live, Spot, sum};
use super::site::{Site, Year};
use crate::book::{Cell, Column, Look, NumberFormat, Place, Range, Style, Worksheet, WorksheetId};

/// What stands in the first column beside a subtotal, so that totals find it.
const MARK: &str = "Σ";

/// The page and what has to be zero on it.
#[derive(Debug)]
pub(super) struct Sources {
    /// The page.
    pub(super) page: (WorksheetId, Worksheet),
    /// One for each body.
    pub(super) tests: Vec<Test>,
    /// What the first body of the page (the group, where there is one) takes in all.
    pub(super) totals: Totals,
}

/// The groups of lines of one body with their totals, for a chart.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Totals {
    /// The name of the series, the labels of the groups, and their totals: sources positive, uses
    /// negative.
    pub(super) bars: Option<(Place, Range, Range)>,
}

/// Writes the page.
pub(super) fn write(site: &Site<'_>) -> Sources {
    let years = site.years();
    let mut draft = Draft::new(site, Page::SourcesAndUses, &[4.0, 58.0, 7.0]);
    let total = FIRST_YEAR + u16::try_from(years.len()).unwrap_or_default();
    draft.sheet.columns.push(Column {
        first: FIRST_YEAR,
        last: total,
        width: 14.5,
        level: 0,
    });
    draft.guide(total);
    draft.year_heads();
    draft.number_heads(YEAR, total, [site.say("Totale", "Total")]);
    let mut bodies = site.books();
    // The group first: it is what a reader of the whole asks about.
    if site.plan().group.is_some() {
        bodies.rotate_right(1);
    }
    let mut row = FIRST_LINE;
    let (mut tests, mut groups) = (Vec::new(), Vec::new());
    for body in bodies {
        let test;
        let of;
        (row, test, of) = one(&mut draft, body, &years, row);
        row += 2;
        tests.push(test);
        groups.push(of);
    }
    let totals = groups.first().map(|groups| bars(&mut draft, groups, row));
    Sources {
        page: draft.finish(total),
        tests,
        totals: totals.unwrap_or_default(),
    }
}

/// What one body takes and spends; returns the row after it.
fn one(
    draft: &mut Draft<'_>,
    body: &PlanEntity,
    years: &[Year],
    mut row: u32,
) -> (u32, Test, Groups) {
    let site = draft.site;
    let width = FIRST_YEAR + u16::try_from(years.len()).unwrap_or_default() + 1;
    draft.heading(row, site.label(&body.label), width);
    let (after, sources) = side(draft, body, (&Group::SOURCES, Flow::In), years, row + 1);
    let (after, uses) = side(draft, body, (&Group::USES, Flow::Out), years, after);
    row = after;
    let label = Label::new("Fonti meno impieghi", "Sources less uses");
    let net = row_of(draft, row, &label, Look::Subtotal, |column| {
        let (a, b) = (sources.0[column], uses.0[column]);
        Live::number(format!("{}-{}", a.cell, b.cell), a.amount - b.amount)
    });
    let change = changes(draft, body, years, row + 1);
    let test = meet(draft, body, (&net, &change), row + 2);
    let groups = Groups {
        sources: sources.1,
        uses: uses.1,
    };
    (row + 4, test, groups)
}

/// The change of cash of each year and in all, from the balances.
fn changes(draft: &mut Draft<'_>, body: &PlanEntity, years: &[Year], row: u32) -> Vec<Spot> {
    let site = draft.site;
    let cash = body.closing_cash;
    let label = site.say(
        "Variazione della cassa, dallo stato patrimoniale",
        "Change of cash, from the balance sheet",
    );
    let style = Style::text(Look::Body).indented(1);
    draft.styled(Cell::at(row, LABEL), label, style);
    let first = opening_cash(body);
    let mut opening = first.map_or_else(
        || site.grid().opening(cash),
        |row| site.grid().cell(row, Month(0)),
    );
    let mut spots: Vec<Spot> = Vec::new();
    for (position, year) in years.iter().enumerate() {
        let live = change(draft, (cash, first), (position, year), opening);
        opening = site.grid().cell(cash, year.last);
        let column = FIRST_YEAR + u16::try_from(position).unwrap_or_default();
        let style = in_unit(Look::Body, Unit::Euro);
        spots.push(draft.live(Cell::at(row, column), live, style));
    }
    let all = FIRST_YEAR + u16::try_from(years.len()).unwrap_or_default();
    let live = sum(&spots);
    spots.push(draft.live(Cell::at(row, all), live, in_unit(Look::Body, Unit::Euro)));
    spots
}

/// The difference of what sources and uses leave and what the balances say, and the worst of them.
fn meet(
    draft: &mut Draft<'_>,
    body: &PlanEntity,
    (net, change): (&[Spot], &[Spot]),
    row: u32,
) -> Test {
    let label = Label::new(
        "Controllo: fonti = impieghi + variazione di cassa",
        "Check: sources = uses + change of cash",
    );
    let text = draft.site.label(&label);
    draft.text(Cell::at(row, LABEL), text, Look::Fine);
    let style = formatted(Look::Fine, NumberFormat::Cents);
    let checks: Vec<Spot> = net
        .iter()
        .zip(change)
        .map(|(net, change)| {
            let live = super::live::difference(*net, *change);
            draft.live(Cell::at(row, net.cell.column), live, style)
        })
        .collect();
    let (first, last) = (checks[0].cell, checks[checks.len() - 1].cell);
    let worst = checks.iter().map(|spot| spot.amount.abs()).max();
    let live = Live::number(
        format!("MAX({first}:{last},0-MIN({first}:{last}))"),
        worst.unwrap_or_default(),
    );
    let spot = draft.live(Cell::at(row + 1, last.column), live, style);
    Test {
        label: body.label.with_detail(&label),
        place: Place {
            worksheet: draft.id,
            cell: spot.cell,
        },
        amount: spot.amount,
    }
}

/// The line of the cash-flow statement with the cash before each month: what stood on the sum of
/// all bodies is no opening value of a row but a row.
fn opening_cash(body: &PlanEntity) -> Option<RowId> {
    let lines = body.statements.iter().flat_map(|of| &of.lines);
    let mut openings = lines.filter(|line| line.over_year == OverYear::First);
    openings.next().and_then(|line| line.row)
}

/// The change of cash over a year: the last month's closing less the one before the first.
fn change(
    draft: &Draft<'_>,
    (cash, first): (RowId, Option<RowId>),
    (position, year): (usize, &Year),
    opening: Decimal,
) -> Live {
    let site = draft.site;
    let column = FIRST_YEAR + u16::try_from(position).unwrap_or_default();
    let head = Cell::at(LAST, column).anchored_row();
    let closing = site.at_month(draft.id, cash, &head, year.last);
    let amount = closing.amount();
    let text = closing.formula();
    let before = if position == 0 {
        let opening = site.addresses.opening(cash);
        let row = first.map(|row| site.addresses.month(row, Month(0)));
        site.place(draft.id, row.unwrap_or(opening))
    } else {
        let month = Month(year.first.0 - 1);
        site.place(draft.id, site.addresses.month(cash, month))
    };
    Live::number(format!("{text}-{before}"), amount - opening)
}

/// A label with a formula for each year and for the total, by position.
fn row_of(
    draft: &mut Draft<'_>,
    row: u32,
    label: &Label,
    look: Look,
    live: impl Fn(usize) -> Live,
) -> Vec<Spot> {
    let site = draft.site;
    draft.text(Cell::at(row, LABEL), site.label(label), look);
    draft.text(
        Cell::at(row, UNIT),
        site.plan().currency.clone(),
        Look::Fine,
    );
    let count = site.years().len() + 1;
    (FIRST_YEAR..)
        .zip(0..count)
        .map(|(column, position)| {
            draft.live(
                Cell::at(row, column),
                live(position),
                in_unit(look, Unit::Euro),
            )
        })
        .collect()
}

/// What a side comes to, year by year and in all; and each of its groups with its total.
type Side = (Vec<Spot>, Vec<(Group, Spot)>);

/// The groups of one body with their totals.
struct Groups {
    sources: Vec<(Group, Spot)>,
    uses: Vec<(Group, Spot)>,
}

/// The table that the chart of the dashboard draws: sources positive, uses negative.
fn bars(draft: &mut Draft<'_>, groups: &Groups, row: u32) -> Totals {
    let site = draft.site;
    let name = Cell::at(row, LABEL);
    let text = site.say("Fonti (+) e impieghi (−)", "Sources (+) and uses (−)");
    draft.text(name, text, Look::Subtotal);
    let sources = groups
        .sources
        .iter()
        .map(|(group, spot)| (*group, Live::number(spot.cell.to_string(), spot.amount)));
    let uses = groups.uses.iter().map(|(group, spot)| {
        (
            *group,
            Live::number(format!("0-{}", spot.cell), -spot.amount),
        )
    });
    let mut last = row;
    for (at, (group, live)) in (row + 1..).zip(sources.chain(uses)) {
        draft.text(Cell::at(at, LABEL), site.label(&group.label()), Look::Body);
        draft.live(
            Cell::at(at, FIRST_YEAR),
            live,
            in_unit(Look::Body, Unit::Euro),
        );
        last = at;
    }
    let block = |column| Range {
        worksheet: draft.id,
        first: Cell::at(row + 1, column),
        last: Cell::at(last, column),
    };
    let name = Place {
        worksheet: draft.id,
        cell: name,
    };
    Totals {
        bars: (last > row).then(|| (name, block(LABEL), block(FIRST_YEAR))),
    }
}

/// The sources or the uses; returns the row after them and their total.
fn side(
    draft: &mut Draft<'_>,
    body: &PlanEntity,
    (groups, flow): (&[Group], Flow),
    years: &[Year],
    mut row: u32,
) -> (u32, Side) {
    let site = draft.site;
    let first = row;
    let mut subtotals: Vec<Vec<Spot>> = Vec::new();
    let mut places = Vec::new();
    for group in groups {
        let entries = entries(site, body, *group, flow);
        if entries.is_empty() {
            continue;
        }
        let lines: Vec<Vec<Spot>> = entries
            .iter()
            .map(|entry| {
                let spots = line(draft, entry, years, row);
                row += 1;
                spots
            })
            .collect();
        let spots = row_of(draft, row, &group.label(), Look::Subtotal, |column| {
            let column: Vec<Spot> = lines.iter().map(|line| line[column]).collect();
            sum(&column)
        });
        draft.text(Cell::at(row, CODE), MARK, Look::Fine);
        places.push((*group, spots[spots.len() - 1]));
        subtotals.push(spots);
        row += 1;
    }
    let label = match flow {
        Flow::In => Label::new("Fonti", "Sources"),
        Flow::Out => Label::new("Impieghi", "Uses"),
    };
    let spots = row_of(draft, row, &label, Look::Total, |column| {
        let total = subtotals.iter().map(|group| group[column].amount).sum();
        let column = FIRST_YEAR + u16::try_from(column).unwrap_or_default();
        let block = |column| (Cell::at(first, column), Cell::at(row - 1, column));
        let (values, marks) = (block(column), block(CODE));
        let (from, to) = (marks.0.anchored_column(), marks.1.anchored_column());
        Live::number(
            format!("SUMIFS({}:{},{from}:{to},\"{MARK}\")", values.0, values.1),
            total,
        )
    });
    (row + 2, (spots, places))
}

fn line(draft: &mut Draft<'_>, entry: &Entry, years: &[Year], row: u32) -> Vec<Spot> {
    let site = draft.site;
    let label = site.label(&entry.label);
    draft.styled(
        Cell::at(row, LABEL),
        label,
        Style::text(Look::Body).indented(1),
    );
    draft.text(
        Cell::at(row, UNIT),
        site.plan().currency.clone(),
        Look::Fine,
    );
    let style = in_unit(Look::Body, Unit::Euro);
    let mut spots: Vec<Spot> = (FIRST_YEAR..)
        .zip(years)
        .map(|(column, year)| {
            let live = site.yearly(draft.id, (entry.row, OverYear::Sum), (column, year));
            draft.live(Cell::at(row, column), live, style)
        })
        .collect();
    let total = sum(&spots);
    let column = FIRST_YEAR + u16::try_from(years.len()).unwrap_or_default();
    spots.push(draft.live(Cell::at(row, column), total, style));
    spots
}
