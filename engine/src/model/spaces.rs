//! Spaces: units let at a price, filling up along a ramp from an opening date.
//!
//! `occupancy = (initial + (full − initial) × ramp) × open`. The opening month has the initial
//! occupancy and the last month of the ramp is full: with a ramp of 12 months from January, January
//! has `initial` and December `full`. The S curve is
//! `p² (3 − 2p)`. Revenue of the month, by the price's period: `units × m² × price / 12`,
//! `units × price` (a month), `units × price / 12` (a year), `units × price × days / 12` (a day or
//! night), each times occupancy and the price level of the index, in whole cents.
//!
//! A single tenant takes its square metres out of the curve: what is left fills as before.

use super::context::Context;
use super::item::Item;
use super::registry::SpaceRows;
use super::terms::sell;
use super::totals::OfProperty;
use crate::ledger::EntityId;
use crate::quantity::{Decimal, Unit};
use crate::scenario::{LiveNumber, PricePer, Space, Turnover};
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, min, number, number_of};

/// The part of an item that holds its service charge.
const CHARGE: &str = "service_charge";

/// Writes one group of spaces.
pub(super) fn write(c: &mut Context<'_>, space: &Space) {
    let entity = c.entity_id(&space.entity);
    let item = c.item(entity, "spaces", &space.name, &space.label, &space.place);
    let (open, occupancy) = occupancy(c, &item, space);
    let units = open_units(c, &item, space);
    let occupied =
        c.s.add(item.rate("occupied", Unit::Items), units * occupancy);
    let area = space.area_m2.as_ref().map(|area| {
        let area = c.live(area);
        c.s.add(item.rate("occupied_m2", Unit::Area), occupied * area)
    });
    let index = space.index.as_deref();
    let price = indexed(c, &item, &space.price.amount, index);
    let charge = space.service_charge.as_ref();
    let charge = charge.map(|charge| indexed(c, &item.part(CHARGE), &charge.amount, index));
    let rows = SpaceRows {
        open,
        price,
        service_charge: charge,
    };
    c.note_space(&space.name, rows);
    let_out(c, entity, &item, space, (occupied, area), rows);
    if let Some(turnover) = &space.turnover {
        turnover_rent(c, entity, &item, space, turnover, occupied);
    }
}

/// The units that fill along the curve: all but what single tenants take.
fn open_units(c: &mut Context<'_>, item: &Item, space: &Space) -> Formula {
    let units = c.live(&space.units);
    let Some(area) = &space.area_m2 else {
        return units;
    };
    let tenants = c.scenario.tenants.iter();
    let mut of_space = tenants.filter(|tenant| tenant.space == space.name);
    let Some(first) = of_space.next() else {
        return units;
    };
    let mut taken = c.live(&first.area_m2);
    for (index, tenant) in of_space.enumerate() {
        let area = c.live(&tenant.area_m2);
        let spec = item.numbered(index + 1).rate("taken_m2", Unit::Area);
        taken = c.s.add(spec, taken + area).into();
    }
    let taken = c.s.add(item.rate("taken_m2", Unit::Area), taken);
    let area = c.live(area);
    let left = max(number(0.into()), units - taken.over_or(area, Decimal::ZERO));
    c.s.add(item.rate("units_on_the_curve", Unit::Items), left)
        .into()
}

/// A price at the level of its index.
fn indexed(c: &mut Context<'_>, item: &Item, amount: &LiveNumber, index: Option<&str>) -> RowId {
    let factor = c.index_factor(item, amount, index);
    let price = c.live(amount);
    c.s.add(item.rate("price_indexed", amount.unit), price * factor)
}

/// Charges the price and the service charge for units of a space with their surface, and counts it.
pub(super) fn let_out(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    space: &Space,
    (occupied, area): (RowId, Option<RowId>),
    rows: SpaceRows,
) {
    if let Some(area) = area {
        c.count_occupied(area);
        c.tell_letting(item, area);
    }
    let month = month_revenue(c, space, occupied, area, rows.price);
    let rent = charge(c, entity, item, space, month);
    c.of_other_property(entity, OfProperty::Rents, rent);
    if let (Some(price), Some(area)) = (rows.service_charge, area) {
        c.count_served(area);
        let month = (area * price).over(number_of(12, Unit::PER_YEAR));
        charge(c, entity, &item.part(CHARGE), space, month);
    }
}

/// Invoices an amount of the month on the terms of a space; returns it in cents.
fn charge(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    space: &Space,
    month: Formula,
) -> RowId {
    let revenue = c.s.add(item.euro("revenue"), month.to_cents());
    let days = &space.paid_after_days;
    sell(c, item, entity, revenue, &space.vat, days);
    revenue
}

/// Rent on the sales of the let units: `share × (sales − threshold)` of each, a twelfth a month;
/// nothing where sales stay below. Sales and threshold follow the index.
fn turnover_rent(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    space: &Space,
    turnover: &Turnover,
    occupied: RowId,
) {
    let item = item.part("turnover_rent");
    let index = space.index.as_deref();
    let each = indexed(c, &item.part("sales"), &turnover.each, index);
    let above = indexed(c, &item.part("threshold"), &turnover.above, index);
    let counted = c.s.add(
        item.rate("sales_above", turnover.each.unit),
        max(number(0.into()), each - above),
    );
    let share = c.live(&turnover.share);
    let month = (occupied * counted * share).over(number_of(12, Unit::PER_YEAR));
    let rent = charge(c, entity, &item, space, month);
    c.of_other_property(entity, OfProperty::Rents, rent);
}

/// The flag of the opening, and the share that is let along the curve.
fn occupancy(c: &mut Context<'_>, item: &Item, space: &Space) -> (RowId, RowId) {
    let opens = c.date(&space.opens);
    let open = c.s.add(
        item.flag("open"),
        CalendarRow::MonthNumber.at_least(opens.clone()),
    );
    let full = c.live(&space.occupancy.full);
    let Some(ramp) = &space.occupancy.ramp else {
        let always = c.s.add(item.rate("occupancy", Unit::Percent), full * open);
        return (open, always);
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
    let ramped = c.s.add(
        item.rate("occupancy", Unit::Percent),
        (initial.clone() + (full - initial) * curve) * open,
    );
    (open, ramped)
}

fn month_revenue(
    c: &mut Context<'_>,
    space: &Space,
    occupied: RowId,
    area: Option<RowId>,
    price: RowId,
) -> Formula {
    let months = number_of(12, Unit::PER_YEAR);
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
