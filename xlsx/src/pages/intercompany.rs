//! What the bodies of the plan sell, pay and owe to one another, by year.

use cittadella_engine::model::{Exchange, ExchangeKind};
use cittadella_engine::quantity::Unit;

use super::Page;
use super::draft::{Draft, in_unit};
use super::frame_of_years::{CODE, FIRST_LINE, FIRST_YEAR, LABEL, UNIT};
use super::live::{Spot, sum};
use super::site::Site;
use crate::book::{Cell, Column, Look, Style, Worksheet, WorksheetId};

/// Writes the page; `None` where the plan has one body.
pub(super) fn write(site: &Site<'_>) -> Option<(WorksheetId, Worksheet)> {
    let group = site.plan().group.as_ref()?;
    let years = u16::try_from(site.years().len()).unwrap_or_default();
    let mut draft = Draft::new(site, Page::Intercompany, &[30.0, 66.0, 8.0]);
    draft.sheet.columns.push(Column {
        first: FIRST_YEAR,
        last: FIRST_YEAR + years - 1,
        width: 14.0,
        level: 0,
    });
    draft.guide(FIRST_YEAR + years - 1);
    draft.year_heads();
    let mut row = FIRST_LINE;
    for kind in ExchangeKind::ALL {
        let of_kind: Vec<&Exchange> = group
            .exchanges
            .iter()
            .filter(|exchange| exchange.kind == kind)
            .collect();
        if !of_kind.is_empty() {
            row = block(&mut draft, kind, &of_kind, row) + 1;
        }
    }
    let said = site.say(
        "Che i due enti dicano la stessa cosa, mese per mese e al centesimo, è tra i controlli di integrità (righe «gruppo e infragruppo»).",
        "That both bodies say the same, month by month and to the cent, is among the integrity checks (lines \"group and intercompany\").",
    );
    draft.text(Cell::at(row, LABEL), said, Look::Fine);
    Some(draft.finish(FIRST_YEAR + years - 1))
}

/// The exchanges of a kind with their total; returns the row after them.
fn block(draft: &mut Draft<'_>, kind: ExchangeKind, of_kind: &[&Exchange], mut row: u32) -> u32 {
    let site = draft.site;
    let years = site.years();
    let width = FIRST_YEAR + u16::try_from(years.len()).unwrap_or_default();
    draft.heading(row, site.label(&kind.label()), width);
    row += 1;
    let mut columns: Vec<Vec<Spot>> = years.iter().map(|_| Vec::new()).collect();
    for exchange in of_kind {
        let pair = format!(
            "{} → {}",
            site.body_label(&exchange.from),
            site.body_label(&exchange.to)
        );
        draft.text(Cell::at(row, CODE), pair, Look::Body);
        draft.text(
            Cell::at(row, LABEL),
            site.label(&exchange.label),
            Look::Body,
        );
        draft.text(
            Cell::at(row, UNIT),
            site.plan().currency.clone(),
            Look::Fine,
        );
        for ((column, year), spots) in (FIRST_YEAR..).zip(&years).zip(&mut columns) {
            let live = site.yearly(draft.id, (exchange.row, exchange.over_year), (column, year));
            let style = in_unit(Look::Body, Unit::Euro);
            spots.push(draft.live(Cell::at(row, column), live, style));
        }
        row += 1;
    }
    let total = site.say("Totale", "Total");
    draft.styled(Cell::at(row, LABEL), total, Style::text(Look::Total));
    for (column, spots) in (FIRST_YEAR..).zip(&columns) {
        let style = in_unit(Look::Total, Unit::Euro);
        draft.live(Cell::at(row, column), sum(spots), style);
    }
    row + 1
}
