//! Spaces: units let at a price, filling up along a ramp from an opening date.
//!
//! `occupancy = (initial + (full − initial) × ramp) × open`. The opening month has the initial
//! occupancy and the last month of the ramp is full: with a ramp of 12 months from January, January
//! has `initial` and December `full`. The S curve is
//! `p² (3 − 2p)`. Revenue of the month, by the price's period: `units × m² × price / 12`,
//! `units × price` (a month), `units × price / 12` (a year), `units × price × days / 12` (a day or
//! night), each times occupancy and the price level of the index, in whole cents.

use super::context::Context;
use super::item::Item;
use super::terms::sell;
use crate::ledger::EntityId;
use crate::quantity::{Decimal, Dimension, Unit};
use crate::scenario::{PricePer, Space};
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, min, number, number_of};

/// A number a year.
const PER_YEAR: Unit = Unit::Other(Dimension {
    year: -1,
    ..Dimension::NONE
});

/// Writes one group of spaces.
pub(super) fn write(c: &mut Context<'_>, space: &Space) {
    let entity = c.entity_id(&space.entity);
    let item = c.item(entity, "spaces", &space.name, &space.label, &space.place);
    let occupancy = occupancy(c, &item, space);
    let units = c.live(&space.units);
    let occupied =
        c.s.add(item.rate("occupied", Unit::Items), units * occupancy);
    let area = space.area_m2.as_ref().map(|area| {
        let area = c.live(area);
        c.s.add(item.rate("occupied_m2", Unit::Area), occupied * area)
    });
    if let Some(area) = area {
        c.count_occupied(area);
    }
    let factor = c.index_factor(&item, &space.price.amount, space.index.as_deref());
    let price = c.live(&space.price.amount);
    let price = c.s.add(
        item.rate("price_indexed", space.price.amount.unit),
        price * factor,
    );
    let month = month_revenue(c, space, occupied, area, price);
    let revenue = c.s.add(item.euro("revenue"), month.to_cents());
    sell(
        c,
        &item,
        entity,
        revenue,
        &space.vat,
        &space.paid_after_days,
    );
    if let (Some(charge), Some(area)) = (&space.service_charge, area) {
        service_charge(c, entity, &item, space, charge, area);
    }
}

fn occupancy(c: &mut Context<'_>, item: &Item, space: &Space) -> RowId {
    let opens = c.date(&space.opens);
    let open = c.s.add(
        item.flag("open"),
        CalendarRow::MonthNumber.at_least(opens.clone()),
    );
    let full = c.live(&space.occupancy.full);
    let Some(ramp) = &space.occupancy.ramp else {
        return c.s.add(item.rate("occupancy", Unit::Percent), full * open);
    };
    let (initial, months) = (c.live(&ramp.initial), c.live(&ramp.months));
    let elapsed = c.s.add(
        item.rate("months_elapsed", Unit::Months),
        max(number(0.into()), CalendarRow::MonthNumber - opens),
    );
    let steps = c.s.add(
        item.rate("ramp_steps", Unit::Months),
        months - number_of(1, Unit::Months),
    );
    let passed = c.s.add(
        item.rate("ramp_passed", Unit::Percent),
        elapsed.over_or(steps, Decimal::ONE),
    );
    let progress = c.s.add(
        item.rate("progress", Unit::Percent),
        min(number(1.into()), passed),
    );
    let curve = c.curve(item, progress, ramp.curve);
    c.s.add(
        item.rate("occupancy", Unit::Percent),
        (initial.clone() + (full - initial) * curve) * open,
    )
}

fn month_revenue(
    c: &mut Context<'_>,
    space: &Space,
    occupied: RowId,
    area: Option<RowId>,
    price: RowId,
) -> Formula {
    let months = number_of(12, PER_YEAR);
    match space.price.per {
        PricePer::AreaYear => (area.unwrap_or(occupied) * price).over(months),
        PricePer::UnitMonth => occupied * price,
        PricePer::UnitYear => (occupied * price).over(months),
        PricePer::Day | PricePer::Night => {
            let days = c.live(&space.days_per_year);
            (occupied * price * days).over(months)
        }
    }
}

fn service_charge(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    space: &Space,
    charge: &crate::scenario::Price,
    area: RowId,
) {
    let item = item.part("service_charge");
    c.count_served(area);
    let factor = c.index_factor(&item, &charge.amount, space.index.as_deref());
    let price = c.live(&charge.amount);
    let price = c.s.add(
        item.rate("price_indexed", charge.amount.unit),
        price * factor,
    );
    let revenue = c.s.add(
        item.euro("revenue"),
        (area * price).over(number_of(12, PER_YEAR)).to_cents(),
    );
    sell(
        c,
        &item,
        entity,
        revenue,
        &space.vat,
        &space.paid_after_days,
    );
}
