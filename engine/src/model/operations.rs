//! Services sold and costs borne: amounts that run between two dates, by the month, the year, the
//! square metre or the person.
//!
//! A yearly amount accrues by twelfths and is rounded on the year's cumulated amount, so that
//! twelve months add up to the year to the cent. Prices by the square metre and by the person are
//! a year's too; a price by the use is multiplied by the uses of a year.

use super::context::Context;
use super::item::Item;
use super::terms::{buy, sell};
use super::totals::OfProperty;
use crate::ledger::{EntityId, IncomeLine};
use crate::quantity::Unit;
use crate::scenario::{Amount, AmountPer, Cost, CostKind, LiveDate, Service};
use crate::sheet::{CalendarRow, RowId, Term, number, number_of};

/// Writes one service with its direct cost.
pub(super) fn write_service(c: &mut Context<'_>, service: &Service) {
    let entity = c.entity_id(&service.entity);
    let item = c.item(
        entity,
        "services",
        &service.name,
        &service.label,
        &service.place,
    );
    let between = (service.begins.as_ref(), service.ends.as_ref());
    let revenue = accrued(
        c,
        entity,
        &item,
        "revenue",
        &service.revenue,
        service.index.as_deref(),
        between,
    );
    sell(
        c,
        &item,
        entity,
        revenue,
        &service.vat,
        &service.paid_after_days,
    );
    if let Some(share) = &service.direct_cost {
        let share = c.live(share);
        let part = item.part("direct_cost");
        let cost = c.s.add(part.euro("cost"), (revenue * share).to_cents());
        c.note_cost(item.key.as_str(), cost);
        buy(
            c,
            &part,
            entity,
            (cost, IncomeLine::B7),
            &service.direct_cost_vat,
            &service.direct_cost_paid_after_days,
        );
    }
}

/// Writes one cost.
pub(super) fn write_cost(c: &mut Context<'_>, cost: &Cost) {
    let entity = c.entity_id(&cost.entity);
    let item = c.item(entity, "costs", &cost.name, &cost.label, &cost.place);
    match cost.kind {
        CostKind::Supplier => write_purchase(c, entity, &item, cost),
        CostKind::Imu => super::imu::write(c, entity, &item, cost),
    }
}

/// Writes a cost that suppliers invoice.
fn write_purchase(c: &mut Context<'_>, entity: EntityId, item: &Item, cost: &Cost) {
    let line = c.income_line(&cost.account);
    let amount = accrued_cost(c, entity, item, cost);
    buy(
        c,
        item,
        entity,
        (amount, line),
        &cost.vat,
        &cost.paid_after_days,
    );
    if cost.ordinary_maintenance.is_some() {
        c.of_other_property(entity, OfProperty::Maintenance, amount);
        c.add_not_deductible(entity, "ires", amount);
    }
    for (tax, share) in [
        ("ires", &cost.ires_deductible),
        ("irap", &cost.irap_deductible),
    ] {
        // IRAP never counts the other lines of B, so there is nothing to add back.
        let counted = tax == "ires" || line.reduces_irap_base();
        if let Some(share) = share.as_ref().filter(|_| counted) {
            let share = c.live(share);
            let row = c.s.add(
                item.euro(&format!("{tax}_not_deductible")),
                (amount * (number(1.into()) - share)).to_cents(),
            );
            c.add_not_deductible(entity, tax, row);
        }
    }
}

/// A cost of the month, in cents.
pub(super) fn accrued_cost(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    cost: &Cost,
) -> RowId {
    let between = (cost.begins.as_ref(), cost.ends.as_ref());
    let amount = accrued(
        c,
        entity,
        item,
        "cost",
        &cost.amount,
        cost.index.as_deref(),
        between,
    );
    c.note_cost(item.key.as_str(), amount);
    amount
}

/// The amount of the month, in cents.
fn accrued(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    name: &str,
    amount: &Amount,
    index: Option<&str>,
    (begins, ends): (Option<&LiveDate>, Option<&LiveDate>),
) -> RowId {
    let factor = c.index_factor(item, &amount.value, index);
    let begun = between(c, item, begins, ends);
    let value = c.live(&amount.value);
    let value = c.s.add(
        item.rate("amount", amount.value.unit),
        value * factor * begun,
    );
    let year = number_of(12, Unit::PER_YEAR);
    let value = match &amount.uses {
        Some(uses) => {
            let uses = c.live(uses);
            c.s.add(
                item.rate("amount_of_year", Unit::EURO_PER_YEAR),
                value * uses,
            )
        }
        None => value,
    };
    let driver = amount.driver.as_ref().map(|driver| {
        let driver = c.driver(entity, driver);
        c.s.add(item.rate("driver", driver.1), driver.0)
    });
    match (amount.per, driver) {
        (AmountPer::Month, None) => c.s.add(item.euro(name), value.to_cents()),
        (AmountPer::Month, Some(driver)) => c.s.add(item.euro(name), (value * driver).to_cents()),
        (AmountPer::Year | AmountPer::AreaYear | AmountPer::PersonYear | AmountPer::Use, None) => {
            c.accrue_in_year(item, name, value.over(year))
        }
        (
            AmountPer::Year | AmountPer::AreaYear | AmountPer::PersonYear | AmountPer::Use,
            Some(driver),
        ) => c.accrue_in_year(item, name, (value * driver).over(year)),
    }
}

/// 1 from the month in which the item begins to the month in which it ends, both included.
fn between(
    c: &mut Context<'_>,
    item: &Item,
    begins: Option<&LiveDate>,
    ends: Option<&LiveDate>,
) -> RowId {
    let begun = match begins {
        Some(date) => {
            let date = c.date(date);
            CalendarRow::MonthNumber.at_least(date)
        }
        None => number(1.into()),
    };
    let formula = match ends {
        Some(date) => {
            let date = c.date(date);
            begun * CalendarRow::MonthNumber.at_most(date)
        }
        None => begun,
    };
    c.s.add(item.flag("begun"), formula)
}
