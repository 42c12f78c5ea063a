//! Capital grants as income: with the depreciation of the assets that they paid for (OIC 16).
//!
//! A grant is spread over the covered items by their cost. With `W` the whole grant once everything
//! is spent, less what was taken back,
//!
//! ```text
//! released to date = W × accumulated depreciation of the covered items / their whole cost
//! ```
//!
//! in cents, and never more than is kept. Cumulated, it catches up by itself with what is recognised late, and the share of land,
//! which is not depreciated, stays deferred. Where the deadline or the final check takes away part
//! of the grant, the part of it that had been released is charged to B14 in that month.

use super::super::context::Context;
use super::super::item::Item;
use super::super::registry::GrantedRows;
use super::super::totals::OfProperty;
use super::Course;
use super::entitlement::sum;
use crate::ledger::{Account, EntityId, FixedAsset, IncomeLine, Posting, Stage};
use crate::quantity::Unit;
use crate::scenario::{Covered, CoveringGrant};
use crate::sheet::{RowId, Term, max, min, number, select};

/// Writes what is released in each month, and what remains deferred.
pub(super) fn write(
    c: &mut Context<'_>,
    item: &Item,
    entity: EntityId,
    terms: &CoveringGrant,
    course: &Course,
) {
    let cost = covered(c, item, terms, "covered_cost", |rows| rows.planned);
    let worn = covered(c, item, terms, "covered_depreciation", |rows| {
        rows.accumulated
    });
    let spread = spread(c, item, terms, course, cost);
    for covered in &terms.covers {
        if let Covered::Capex(name) = &covered.value {
            let rows = GrantedRows {
                item: item.clone(),
                grant: spread,
                covered: cost,
            };
            c.note_granted(name, rows);
        }
    }
    let share = c.s.add(
        item.rate("granted_share", Unit::Percent),
        spread.over_or(cost, 0.into()),
    );
    for covered in &terms.covers {
        if let Covered::Capex(name) = &covered.value {
            c.note_granted_share(name, share);
        }
    }
    let kept = course.cuts.kept;
    let released = min(kept, (spread * worn).over_or(cost, 0.into())).to_cents();
    let to_date = c.s.add(item.balance("released_to_date"), released);
    let mut income = to_date - to_date.previous();
    if !course.cuts.flows.is_empty() {
        let restated = (spread * worn.previous()).over_or(cost, 0.into());
        let restated = min(kept, restated).to_cents();
        let restated = c.s.add(item.balance("released_restated"), restated);
        let charged = max(number(0.into()), to_date.previous() - restated);
        let charged = c.s.add(item.euro("charged_back"), charged);
        income = income + charged;
        post(
            c,
            entity,
            charged,
            Account::Income(IncomeLine::B14),
            Account::CapitalGrantsReleased,
        );
    }
    let income = c.s.add(item.euro("released"), income);
    let account = Account::Income(IncomeLine::A5Capital);
    post(c, entity, income, Account::CapitalGrantsReleased, account);
    c.s.add(item.balance("deferred"), kept - to_date);
    on_property(c, item, entity, terms, to_date, worn);
    c.open_item(entity, Account::CapitalGrantsReleased, to_date);
}

/// Counts the release on land and buildings that are not instrumental: all of it in the proportion
/// in which they have lost value, net of what is charged back.
fn on_property(
    c: &mut Context<'_>,
    item: &Item,
    entity: EntityId,
    terms: &CoveringGrant,
    to_date: RowId,
    worn: RowId,
) {
    if c.entity(entity).tax.cadastral_income.is_none() {
        return;
    }
    let mut of_property = number(0.into());
    for covered in &terms.covers {
        if let Covered::Capex(name) = &covered.value {
            let mut all = c.scenario.capex.iter();
            let account = all
                .find(|capex| capex.name == *name)
                .map(|capex| c.fixed_asset(&capex.account));
            if account.is_some_and(FixedAsset::is_land_or_buildings) {
                of_property = of_property + c.capex_rows(name).accumulated;
            }
        }
    }
    let item = item.under("art. 90 TUIR");
    let worn_property =
        c.s.add(item.balance("property_depreciation_to_date"), of_property);
    let share = c.s.add(
        item.rate("property_share", Unit::Percent),
        worn_property.over_or(worn, 0.into()),
    );
    let of_property = c.s.add(
        item.balance("released_on_property_to_date"),
        (to_date * share).to_cents(),
    );
    let month = c.s.add(
        item.euro("released_on_property"),
        of_property - of_property.previous(),
    );
    c.of_other_property(entity, OfProperty::Grants, month);
}

/// The whole grant that is spread over the assets: what it comes to once everything is spent, less
/// what was revoked; after the deadline what is kept.
fn spread(
    c: &mut Context<'_>,
    item: &Item,
    terms: &CoveringGrant,
    course: &Course,
    cost: RowId,
) -> RowId {
    let intensity = c.live(&terms.intensity);
    let planned = c.s.add(
        item.balance("planned_grant"),
        min(course.amount.clone(), cost * intensity).to_cents(),
    );
    let left = match course.cuts.revoked {
        Some(share) => c.s.add(
            item.balance("planned_kept"),
            planned - (planned * share).to_cents(),
        ),
        None => planned,
    };
    match course.cuts.on_time {
        Some(on_time) => c.s.add(
            item.balance("spread"),
            select(on_time, left, course.cuts.kept),
        ),
        None => left,
    }
}

/// The sum of one row of every covered investment.
fn covered(
    c: &mut Context<'_>,
    item: &Item,
    terms: &CoveringGrant,
    name: &str,
    row: impl Fn(super::super::registry::CapexRows) -> RowId,
) -> RowId {
    let rows: Vec<RowId> = terms
        .covers
        .iter()
        .filter_map(|covered| match &covered.value {
            Covered::Capex(name) => Some(row(c.capex_rows(name))),
            Covered::Service(_) | Covered::Cost(_) | Covered::Staff(_) => None,
        })
        .collect();
    let total = sum(c, item, name, &rows);
    c.s.add(item.balance(name), total)
}

fn post(c: &mut Context<'_>, entity: EntityId, amount: RowId, debit: Account, credit: Account) {
    c.post(Posting {
        entity,
        stage: Stage::Depreciation,
        amount,
        debit,
        credit,
        cash_flow: None,
        between: None,
    });
}
