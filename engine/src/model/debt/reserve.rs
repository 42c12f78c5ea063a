//! The reserve account for debt service (DSRA).
//!
//! The target is the principal scheduled in the next `k` months, plus the interest-bearing balance
//! of those months by days over the basis at today's rate. From `reserve_from` on the account moves
//! to its target with debt service, an obligation that does not look at cash; in the last `k`
//! computed months, whose window passes the end, it keeps its last target. The money stays in the
//! books as restricted cash and is not drawn on: beside an uncovered need the plan says what the
//! account could have paid.

use super::super::context::Context;
use super::super::item::Item;
use super::super::plan::{Alert, Worst};
use super::{days_and_basis, post};
use crate::ledger::{Account, CashFlow, EntityId};
use crate::quantity::{Dimension, Unit};
use crate::scenario::{DayCount, ReserveAccount};
use crate::sheet::{CalendarRow, Origin, RowId, RowSpec, Term, max, min, number, select};
use crate::wording::Label;

/// Money times years: what a yearly rate turns into interest.
const EURO_YEARS: Unit = Unit::Other(Dimension {
    euro: 1,
    year: 1,
    ..Dimension::NONE
});

/// The rows of a loan that its reserve looks at.
pub(super) struct Service {
    /// Scheduled principal.
    pub(super) repayment: RowId,
    /// The balance that bears interest in the month.
    pub(super) balance: RowId,
    /// The rate of the month.
    pub(super) rate: RowId,
    /// How days are counted.
    pub(super) day_count: DayCount,
}

/// Writes the reserve account of one loan.
pub(super) fn write(
    c: &mut Context<'_>,
    entity: EntityId,
    loan: &Item,
    account: &ReserveAccount,
    service: &Service,
) {
    let item = loan.part("reserve_account");
    let target = target(c, &item, account.months, service);
    let from = c.date(&account.from);
    let begun =
        c.s.add(item.flag("begun"), CalendarRow::MonthNumber.at_least(from));
    let closing = c.s.add(item.balance("closing"), target * begun);
    let funded = c.s.add(
        item.euro("funded"),
        max(number(0.into()), closing - closing.previous()),
    );
    let released = c.s.add(
        item.euro("freed"),
        max(number(0.into()), closing.previous() - closing),
    );
    let (reserve, cash) = (Account::ReserveCash, Account::Cash);
    let entries = [
        (funded, reserve, cash, Some(CashFlow::ReserveFunded)),
        (released, cash, reserve, Some(CashFlow::ReserveReleased)),
    ];
    post(c, entity, &entries);
    c.open_item(entity, reserve, closing);
}

/// `principal ahead + (balance × days / basis) ahead × rate`, held where the window passes the end.
fn target(c: &mut Context<'_>, item: &Item, months: u32, service: &Service) -> RowId {
    let known = c.s.add(
        item.flag("window_known"),
        CalendarRow::MonthNumber.at_most(c.months_before_end(months)),
    );
    let principal = c.s.add(
        item.balance("principal_ahead").applies(known),
        service.repayment.leading(months),
    );
    let (days, basis) = days_and_basis(service.day_count);
    let base = c.s.add(
        item.rate("interest_base", EURO_YEARS),
        (service.balance * days).over(basis),
    );
    let ahead = c.s.add(
        item.rate("interest_base_ahead", EURO_YEARS).applies(known),
        base.leading(months),
    );
    let target = c.s.declare(item.balance("target_balance"));
    let wanted = (principal + ahead * service.rate).to_cents();
    c.s.define(target, select(known, wanted, target.previous()));
    target
}

/// Beside an uncovered need: what the reserve accounts of an entity could have paid of it.
pub(in crate::model) fn alert(c: &mut Context<'_>, entity: EntityId) -> Option<Alert> {
    if !c.ledger.uses(entity, Account::ReserveCash) {
        return None;
    }
    let need = c.ledger.closing(&mut c.s, entity, Account::UncoveredNeed);
    let reserve = c.ledger.closing(&mut c.s, entity, Account::ReserveCash);
    let item = c.entity_item(entity, "liquidity");
    let amount =
        c.s.add(item.balance("reserve_could_pay"), min(need, reserve));
    let label = Label::new(
        "il fabbisogno scoperto poteva essere pagato, in tutto o in parte, con la riserva del debito",
        "the reserve account could have paid the uncovered need, or part of it",
    );
    let key = c.ledger.key(entity, "alerts").child("reserve_could_pay");
    let spec = RowSpec::flag(key, label.clone())
        .entity(c.ledger.name(entity))
        .origin(Origin::at(c.entity(entity).place.to_string()));
    let flag = c.s.add(spec, amount.greater(number(0.into())));
    Some(Alert {
        entity: c.ledger.name(entity).to_owned(),
        label,
        flag,
        amount,
        worst: Worst::Greatest,
    })
}
