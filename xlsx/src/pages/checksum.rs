//! Whether values that were stored at the export still belong to the stated inputs of the file.

use std::collections::BTreeMap;

use cittadella_engine::quantity::{Decimal, Unit, round_half_away};
use cittadella_engine::sheet::InputId;

use super::cases::{LIVE as NOW, WHAT, WHO, month};
use super::draft::{Draft, formatted, in_unit};
use super::live::{Live, Spot, finite};
use super::site::Site;
use crate::book::{Cell, Look, NumberFormat, Place, Range, Style, WorksheetId};
use crate::frame;

/// Whether the stored values still belong to the stated inputs.
pub(super) fn write(draft: &mut Draft<'_>, row: u32) {
    let site = draft.site;
    let said = site.say(
        "I valori all'esportazione appartengono ai dati di questo file?",
        "Do the values at the export belong to the inputs of this file?",
    );
    draft.heading(row, said, NOW + 1);
    draft.heads(
        row + 1,
        0,
        [
            site.say("Foglio", "Worksheet"),
            site.say("Somma dei dati dichiarati", "Sum of the stated inputs"),
            String::new(),
            site.say("Oggi", "Now"),
            site.say("All'esportazione", "At the export"),
            site.say("Diversi (1)", "Differ (1)"),
        ],
    );
    let mut at = row + 2;
    let mut differences: Vec<Spot> = Vec::new();
    for Stated {
        block: column,
        weights,
        sums,
    } in columns(site)
    {
        draft.text(
            Cell::at(at, WHO),
            site.tabs[column.worksheet.0].name.clone(),
            Look::Body,
        );
        let block = site.block(draft.id, column);
        let sum = match weights {
            Some(months) => format!("SUMPRODUCT({block},{})", site.block(draft.id, months)),
            None => format!("SUM({block})"),
        };
        let now = Live::number(sum, sums.0);
        let style = in_unit(Look::Body, Unit::Ratio);
        let now = draft.live(Cell::at(at, NOW), now, style);
        let then = Cell::at(at, NOW + 1);
        draft.number(then, finite(sums.1), in_unit(Look::Fixed, Unit::Ratio));
        // Binary sums of numbers in the millions are right to some eight decimals; weighted by
        // months they reach billions.
        let digits = if weights.is_some() { 3 } else { 6 };
        let differs = !round_half_away(sums.0 - sums.1, digits).is_zero();
        let live = Live::number(
            format!("1*(ROUND(ABS({}-{then}),{digits})>0)", now.cell),
            Decimal::from(u8::from(differs)),
        );
        differences.push(draft.live(Cell::at(at, NOW + 2), live, style));
        at += 1;
    }
    judge(draft, at, &differences);
}

/// Whether all differences are nothing; said at the head of the page, too.
fn judge(draft: &mut Draft<'_>, row: u32, differences: &[Spot]) {
    let site = draft.site;
    let (Some(first), Some(last)) = (differences.first(), differences.last()) else {
        return;
    };
    let fresh = differences.iter().all(|spot| spot.amount.is_zero());
    let (yes, no) = (
        site.say("ATTUALI", "CURRENT"),
        site.say("SUPERATI", "STALE"),
    );
    let count = Cell::at(row, NOW);
    let groups = finite(Decimal::from(differences.len()));
    draft.number(
        count,
        groups,
        formatted(Look::Constant, NumberFormat::Whole),
    );
    let text = site.say(
        "Gruppi di dati uguali a quelli dell'esportazione: tutti?",
        "Groups of inputs equal to those of the export: all?",
    );
    draft.text(Cell::at(row, WHAT), text, Look::Body);
    let said = if fresh { yes.clone() } else { no.clone() };
    let status = Live::text(
        format!(
            "IF(COUNTIF({}:{},0)={count},\"{yes}\",\"{no}\")",
            first.cell, last.cell
        ),
        said.clone(),
    );
    let cell = Cell::at(row, NOW + 1);
    let head = Cell::at(1, NOW + 1);
    draft.live(cell, status, Style::text(Look::Status));
    let link = Live::text(cell.anchored(), said);
    draft.live(head, link, Style::text(Look::Status));
    draft.alarm(cell, cell, yes.clone());
    draft.alarm(head, head, yes);
}

/// What an input states now, in this month, and as the scenario states it.
fn stated(site: &Site<'_>, id: InputId, month_index: usize) -> (Decimal, Decimal) {
    let input = site.plan().sheet.input(id);
    let level = input.level.at(month_index);
    let drawn = site.export.shown().0.draw_of(id);
    let now = drawn.map_or(level, |drawn| drawn.apply(level, month_index));
    // A date is a cell with a date.
    let shown = |value: Decimal| {
        if input.unit == Unit::MonthNumber {
            month(site, value).unwrap_or(value)
        } else {
            value
        }
    };
    (shown(now), shown(level))
}

/// Stated inputs that are summed together.
struct Stated {
    block: Range,
    /// The month numbers above a series, by which its months are weighted: an amount that moves to
    /// another month is a change.
    weights: Option<Range>,
    /// The sum today, and at the export.
    sums: (Decimal, Decimal),
}

/// The blocks in which inputs are stated, with their sums: now, and as the scenario states them. A
/// column for the inputs with one value of a worksheet, a line for each with a value a month.
fn columns(site: &Site<'_>) -> Vec<Stated> {
    let mut found: BTreeMap<(WorksheetId, u16), Stated> = BTreeMap::new();
    let mut lines = Vec::new();
    let months = site.timeline().month_count() as usize;
    for (id, _) in site.plan().sheet.inputs() {
        let places = site.addresses.input(id);
        let Place { worksheet, cell } = places.stated;
        let block = |last| Range {
            worksheet,
            first: cell,
            last,
        };
        if places.series {
            let last = frame::last_computed(site.timeline());
            let mut sums = (Decimal::ZERO, Decimal::ZERO);
            for month in 0..months {
                let (now, then) = stated(site, id, month);
                let number = Decimal::from(month + 1);
                sums = (sums.0 + now * number, sums.1 + then * number);
            }
            let heads = Range {
                worksheet,
                first: Cell::at(frame::NUMBER, cell.column),
                last: Cell::at(frame::NUMBER, last),
            };
            lines.push(Stated {
                block: block(Cell::at(cell.row, last)),
                weights: Some(heads),
                sums,
            });
            continue;
        }
        let (now, then) = stated(site, id, 0);
        let nothing = Stated {
            block: block(cell),
            weights: None,
            sums: (Decimal::ZERO, Decimal::ZERO),
        };
        let of = found.entry((worksheet, cell.column)).or_insert(nothing);
        of.block.first = of.block.first.min(cell);
        of.block.last = of.block.last.max(cell);
        of.sums = (of.sums.0 + now, of.sums.1 + then);
    }
    found.into_values().chain(lines).collect()
}
