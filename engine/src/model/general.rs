//! Indices, milestones and areas: what other topics hang on.

use super::context::Context;
use super::item::Item;
use crate::quantity::{Decimal, Unit};
use crate::scenario::{Area, Index, IndexSource, Milestone};
use crate::sheet::{CalendarRow, Key, Origin, RowId, Term, number, number_of, select};

/// Writes every index, an index that follows another after it.
///
/// `level = level of the month before × (1 + rate)^(1/12)`, 1.00 at the plan's start; prices step
/// each January to the level of the December before.
pub(super) fn write_indices(c: &mut Context<'_>) {
    let mut rates: Vec<(String, RowId)> = Vec::new();
    let mut pending: Vec<&Index> = c.scenario.indices.iter().collect();
    while !pending.is_empty() {
        let before = pending.len();
        pending.retain(|index| match rate(c, index, &rates) {
            Some(rate) => {
                write_index(c, index, rate);
                rates.push((index.name.clone(), rate));
                false
            }
            None => true,
        });
        assert!(
            pending.len() < before,
            "indices that follow each other in a circle are refused"
        );
    }
}

fn index_item(index: &Index) -> Item {
    let key = Key::new("indices").child(&index.name);
    Item::general(
        key,
        index.label.clone(),
        Origin::at(index.place.to_string()),
    )
}

/// The yearly rate of an index, or `None` while the index that it follows is not written.
fn rate(c: &mut Context<'_>, index: &Index, rates: &[(String, RowId)]) -> Option<RowId> {
    let formula = match &index.source {
        IndexSource::Stated(rate) => c.live(rate),
        IndexSource::Follows {
            index,
            share,
            drift,
        } => {
            let (_, leader) = rates.iter().find(|(name, _)| name == index)?;
            let (share, drift) = (c.live(share), c.live(drift));
            *leader * share + drift
        }
    };
    let rate = c.add(
        index_item(index).rate("rate", Unit::PercentPerYear),
        formula,
    );
    c.note_index_rate(&index.name, rate);
    Some(rate)
}

fn write_index(c: &mut Context<'_>, index: &Index, rate: RowId) {
    let item = index_item(index);
    let twelfth = number(Decimal::ONE).over(number(12.into()));
    let one_year = number_of(1, Unit::Years);
    let growth = (number(Decimal::ONE) + rate * one_year).power(twelfth);
    let growth = c.add(item.rate("growth", Unit::Ratio), growth);
    let level =
        c.s.declare(item.rate("level", Unit::Ratio).opening(Decimal::ONE));
    c.s.define(level, level.previous() * growth);
    let prices =
        c.s.declare(item.rate("price_level", Unit::Ratio).opening(Decimal::ONE));
    c.s.define(
        prices,
        select(c.january, level.previous(), prices.previous()),
    );
    c.add_index(&index.name, level, prices);
}

/// Writes a milestone: its planned month plus its delay.
pub(super) fn write_milestone(c: &mut Context<'_>, milestone: &Milestone) {
    let key = Key::new("milestones").child(&milestone.name);
    let origin = Origin::at(milestone.place.to_string());
    let item = Item::general(key, milestone.label.clone(), origin);
    let (date, delay) = (c.date(&milestone.date), c.live(&milestone.delay_months));
    let month = c.add(item.rate("month", Unit::MonthNumber), date + delay);
    c.add_milestone(&milestone.name, month);
}

/// Writes an area: its gross square metres from the month in which it opens.
pub(super) fn write_area(c: &mut Context<'_>, area: &Area) {
    let entity = c.entity_id(&area.entity);
    let item = c.item(entity, "areas", &area.name, &area.label, &area.place);
    let (opens, gross) = (c.date(&area.opens), c.live(&area.gross_m2));
    let open = c.add(item.flag("open"), CalendarRow::MonthNumber.at_least(opens));
    let gross = c.add(item.rate("open_gross", Unit::Area), gross * open);
    c.count_gross(gross);
}
