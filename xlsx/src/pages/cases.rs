//! The cases beside each other: the chosen case live, the others as they were at the export.
//!
//! What is stored tells by a checksum of all stated inputs whether it still belongs to the inputs of
//! the file: where they have been changed since, it reads "stale".

use cittadella_engine::evaluate::Grid;
use cittadella_engine::ledger::OverYear;
use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::{FigureId, RowId};

use super::draft::{Draft, formatted, in_unit};
use super::live::{Live, finite, serial};
use super::site::Site;
use super::{Page, checksum};
use crate::book::{Cell, Column, Look, NumberFormat, Page as Pages, Worksheet, WorksheetId};

/// The columns: whose, what, unit, then the chosen case and the others.
pub(super) const WHO: u16 = 0;
pub(super) const WHAT: u16 = 1;
const UNIT: u16 = 2;
pub(super) const LIVE: u16 = 3;
const HEADS: u32 = 3;
/// How many cases stand on one printed page.
const ON_A_PAGE: u16 = 5;

/// Writes the page.
pub(super) fn write(site: &Site<'_>) -> (WorksheetId, Worksheet) {
    let mut draft = Draft::new(site, Page::CasesCompared, &[22.0, 66.0, 9.0]);
    let compared = u16::try_from(site.export.compared.len()).unwrap_or_default();
    let last = LIVE + compared;
    draft.sheet.columns.push(Column {
        first: LIVE,
        last,
        width: 16.0,
        level: 0,
    });
    draft.guide(LIVE);
    heads(&mut draft);
    let mut row = HEADS + 2;
    row = target(&mut draft, row);
    row = figures(&mut draft, row);
    row = promises(&mut draft, row);
    row = results(&mut draft, row);
    checksum::write(&mut draft, row + 1);
    draft.sheet.frozen = Some(Cell::at(HEADS + 2, LIVE + 1));
    let cuts = (1..).map(|page| LIVE + 1 + page * ON_A_PAGE);
    draft.sheet.printing.page = Pages::Columns(60, cuts.take_while(|cut| *cut <= last).collect());
    draft.sheet.printing.repeat_rows = Some((0, HEADS + 1));
    draft.sheet.printing.repeat_columns = Some((WHO, LIVE));
    draft.finish(last)
}

fn heads(draft: &mut Draft<'_>) {
    let site = draft.site;
    draft.heads(
        HEADS,
        0,
        [
            site.say("Di chi", "Whose"),
            site.say("Che cosa", "What"),
            site.say("Unità", "Unit"),
        ],
    );
    let case = super::cover::chosen(site, draft.id);
    let head = formatted(Look::ColumnHead, NumberFormat::Whole);
    draft.live(Cell::at(HEADS, LIVE), case, head);
    let live = site.say("vivo", "live");
    let fine = formatted(Look::Fine, NumberFormat::Whole);
    draft.styled(Cell::at(HEADS + 1, LIVE), live, fine);
    let stored = site.say("valori all'esportazione", "values at the export");
    for (column, compared) in (LIVE + 1..).zip(&site.export.compared) {
        draft.number_heads(HEADS, column, [site.label(&compared.label)]);
        let fine = formatted(Look::Fine, NumberFormat::Whole);
        draft.styled(Cell::at(HEADS + 1, column), stored.clone(), fine);
    }
    draft.height(HEADS, 40.0);
}

fn words(draft: &mut Draft<'_>, row: u32, who: String, what: String, unit: Unit) {
    draft.text(Cell::at(row, WHO), who, Look::Body);
    draft.text(Cell::at(row, WHAT), what, Look::Body);
    let unit = draft.site.unit(unit);
    draft.text(Cell::at(row, UNIT), unit, Look::Fine);
}

/// A value of another case, or why there is none.
fn stored(draft: &mut Draft<'_>, cell: Cell, value: Option<Decimal>, format: NumberFormat) {
    match value {
        Some(value) => draft.number(cell, finite(value), formatted(Look::Fixed, format)),
        None => {
            let absent = draft.site.absent();
            draft.styled(cell, absent, formatted(Look::Fixed, format));
        }
    }
}

/// A figure in every case.
fn figure(draft: &mut Draft<'_>, row: u32, figure: FigureId, unit: Unit) {
    let site = draft.site;
    let is_month = unit == Unit::MonthNumber;
    let (live, format) = if is_month {
        (site.figure_month(draft.id, figure), NumberFormat::Month)
    } else {
        (site.figure(draft.id, figure), NumberFormat::Unit(unit))
    };
    draft.live(Cell::at(row, LIVE), live, formatted(Look::Body, format));
    for (column, compared) in (LIVE + 1..).zip(&site.export.compared) {
        let value = compared.grid.figure(figure).value();
        let value = if is_month {
            value.and_then(|number| month(site, number))
        } else {
            value
        };
        stored(draft, Cell::at(row, column), value, format);
    }
}

pub(super) fn month(site: &Site<'_>, number: Decimal) -> Option<Decimal> {
    let number: i32 = number.trunc().to_string().parse().ok()?;
    Some(serial(site.timeline().month_numbered(number)))
}

fn target(draft: &mut Draft<'_>, row: u32) -> u32 {
    let site = draft.site;
    let Some(target) = &site.plan().target else {
        return row;
    };
    let who = site.label(&target.entity_label);
    let what = site.say("Si regge da sola dal mese", "Stands on its own from");
    words(draft, row, who.clone(), what, Unit::MonthNumber);
    figure(draft, row, target.reached, Unit::MonthNumber);
    let what = site.say("Mesi di ritardo sull'obiettivo", "Months late");
    words(draft, row + 1, who, what, Unit::Months);
    figure(draft, row + 1, target.months_late, Unit::Months);
    row + 2
}

fn figures(draft: &mut Draft<'_>, mut row: u32) -> u32 {
    let site = draft.site;
    for of in &site.plan().figures {
        let stated = site.plan().sheet.figure(of.figure);
        let who = of
            .entity
            .as_deref()
            .map_or_else(String::new, |entity| site.body_label(entity));
        words(draft, row, who, site.label(stated.label()), stated.unit());
        figure(draft, row, of.figure, stated.unit());
        row += 1;
    }
    row
}

fn promises(draft: &mut Draft<'_>, mut row: u32) -> u32 {
    let site = draft.site;
    for covenant in &site.plan().answers.covenants {
        let name = site.label(&covenant.contract_label.with_detail(&covenant.label));
        let who = site.body_label(&covenant.entity);
        let worst = site.say("peggiore", "worst");
        let unit = site.plan().sheet.row(covenant.level).unit();
        words(draft, row, who.clone(), format!("{name}: {worst}"), unit);
        figure(draft, row, covenant.worst.figure, unit);
        let from = site.say("violato dal", "broken from");
        words(
            draft,
            row + 1,
            who,
            format!("{name}: {from}"),
            Unit::MonthNumber,
        );
        figure(draft, row + 1, covenant.first_breach, Unit::MonthNumber);
        row += 2;
    }
    row
}

/// Results and cash of the last shown year.
fn results(draft: &mut Draft<'_>, mut row: u32) -> u32 {
    let site = draft.site;
    let Some(year) = site.years().pop() else {
        return row;
    };
    for body in site.books() {
        for (italian, english, of, over) in [
            ("Ricavi", "Revenue", body.revenue, OverYear::Sum),
            (
                "Risultato netto",
                "Net result",
                body.net_result,
                OverYear::Sum,
            ),
            (
                "Cassa finale",
                "Closing cash",
                body.closing_cash,
                OverYear::Last,
            ),
            (
                "Fabbisogno scoperto",
                "Uncovered need",
                body.uncovered_need,
                OverYear::Last,
            ),
        ] {
            let what = format!("{} {}", site.say(italian, english), year.year);
            words(draft, row, site.label(&body.label), what, Unit::Euro);
            let value = |grid: &Grid| in_year(grid, of, over, &year);
            let first = site.place(draft.id, site.addresses.month(of, year.first));
            let text = match over {
                OverYear::Sum => {
                    let last = site.addresses.month(of, year.last).cell.anchored();
                    format!("SUM({first}:{last})")
                }
                OverYear::Last => site.place(draft.id, site.addresses.month(of, year.last)),
                OverYear::First => first,
            };
            let live = Live::number(text, value(site.grid()));
            draft.live(Cell::at(row, LIVE), live, in_unit(Look::Body, Unit::Euro));
            for (column, compared) in (LIVE + 1..).zip(&site.export.compared) {
                let euro = NumberFormat::Unit(Unit::Euro);
                stored(
                    draft,
                    Cell::at(row, column),
                    Some(value(compared.grid)),
                    euro,
                );
            }
            row += 1;
        }
    }
    row
}

fn in_year(grid: &Grid, row: RowId, over: OverYear, year: &super::site::Year) -> Decimal {
    match over {
        OverYear::Sum => (year.first.0..=year.last.0)
            .map(|month| grid.cell(row, cittadella_engine::calendar::Month(month)))
            .sum(),
        OverYear::Last => grid.cell(row, year.last),
        OverYear::First => grid.cell(row, year.first),
    }
}
