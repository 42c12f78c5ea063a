//! IRES: corporate income tax with its two pools of losses.
//!
//! `income = result before tax + costs that are not deductible + interest not deducted − dividends
//! excluded` ([`interest`], [`super::dividends`]), once a year; property that is not instrumental
//! counts by rules of its own ([`other_property`]). A loss goes to a
//! pool: in the first periods of a new activity to the one usable in full, later to the one usable
//! up to a share of each year's income (art. 84 TUIR). The limited pool is used first, which is
//! never worse: the law leaves the order to the taxpayer (AdE circ. 25/E of 2012).
//! `tax = rate × (income − losses used)`, in whole euro.

use super::income::{IncomeTax, charge_and_pay};
use super::interest;
use super::other_property;
use crate::ledger::{EntityId, IncomeStatement};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::quantity::Unit;
use crate::sheet::{CalendarRow, RowId, Term, max, min, number, number_of};

/// Writes the tax of one entity; `income` is its statement down to the result before tax.
pub(in crate::model) fn write(c: &mut Context<'_>, entity: EntityId, income: &IncomeStatement) {
    let item = c
        .entity_item(entity, "ires")
        .under("artt. 77, 83 e 84 TUIR (DPR 917/1986)");
    let december = c.december;
    let result = c.s.add(
        item.balance("result_to_date"),
        income.result_before_tax.year_to_date(),
    );
    let not_deductible = c.not_deductible(entity, "ires");
    let added = c.s.add(
        item.balance("not_deductible_to_date"),
        not_deductible.year_to_date(),
    );
    let mut base = (result + added) * december;
    let property = other_property::write(c, entity);
    if let Some(property) = property {
        base = base + property.added;
    }
    if let Some(interest) = interest::not_deducted(c, entity, income, not_deductible, property) {
        base = base + interest;
    }
    if let Some(excluded) = c.excluded_dividends(entity) {
        let excluded = c.s.add(
            item.euro("dividends_excluded_of_year"),
            excluded.year_to_date() * december,
        );
        base = base - excluded;
    }
    let base = c.s.add(item.euro("income"), base);
    let gain = c.s.add(item.euro("gain"), max(number(0.into()), base));
    let loss = c.s.add(item.euro("loss"), gain - base);
    let used = losses(c, entity, &item, gain, loss);
    let rate = c.live(&c.scenario.rules.ires.rate);
    let taxable = c.s.add(item.euro("taxable_profit"), gain - used);
    let tax = c.s.add(item.euro("tax"), (taxable * rate).round_to(0));
    charge_and_pay(c, entity, &item, &IncomeTax::IRES, tax);
}

/// The two pools; returns the losses used in the year.
fn losses(c: &mut Context<'_>, entity: EntityId, item: &Item, gain: RowId, loss: RowId) -> RowId {
    let item = item.under("art. 84 TUIR");
    let rules = &c.scenario.rules.ires;
    let (cap, full_periods) = (c.live(&rules.loss_cap), c.live(&rules.full_loss_periods));
    let founded = c.entity(entity).founded.year();
    let new_activity = u32::from(c.entity(entity).new_activity);
    let period = c.s.add(
        item.rate("period", Unit::Ordinal),
        CalendarRow::Year - number_of(founded - 1, Unit::Ordinal),
    );
    let in_full = c.s.add(
        item.flag("losses_in_full"),
        period.at_most(full_periods) * number(new_activity.into()),
    );
    let open_80 = c.tax_history(entity, |history| &history.losses_80);
    let open_full = c.tax_history(entity, |history| &history.losses_full);
    let limited =
        c.s.declare(item.balance("losses_limited").opening_from(open_80));
    let full =
        c.s.declare(item.balance("losses_full").opening_from(open_full));
    let used_limited = c.s.add(
        item.euro("losses_limited_used"),
        min(limited.previous(), (gain * cap).to_cents()),
    );
    let used_full = c.s.add(
        item.euro("losses_full_used"),
        min(full.previous(), gain - used_limited),
    );
    let loss_full = c.s.add(item.euro("loss_in_full"), loss * in_full);
    c.s.close(
        limited,
        limited.previous() + loss - loss_full - used_limited,
    );
    c.s.close(full, full.previous() + loss_full - used_full);
    c.s.add(item.euro("losses_used"), used_limited + used_full)
}
