//! Money from outside that is not debt: equity called by date, operating grants.

use super::context::Context;
use crate::ledger::{Account, CashFlow, IncomeLine, Posting, Stage};
use crate::quantity::{Dimension, Unit};
use crate::scenario::{ClaimFrequency, Equity, Grant};
use crate::sheet::{CalendarRow, RowId, Term, number_of};

/// A number a year.
const PER_YEAR: Unit = Unit::Other(Dimension {
    year: -1,
    ..Dimension::NONE
});

/// Writes the calls of one entity's equity: share capital, paid in on the dates stated.
pub(super) fn write_equity(c: &mut Context<'_>, equity: &Equity) {
    let entity = c.entity_id(&equity.entity);
    let item = c
        .item(entity, "equity", &equity.name, &equity.label, &equity.place)
        .under("artt. 2342 e 2439 c.c.");
    let payments = c.live(&equity.payments);
    let paid = c.s.add(item.euro("paid"), payments.to_cents());
    c.post(Posting {
        entity,
        stage: Stage::Contracts,
        amount: paid,
        debit: Account::Cash,
        credit: Account::ShareCapital,
        cash_flow: Some(CashFlow::EquityPaidIn),
        between: None,
    });
}

/// Writes one operating grant: earned by twelfths of each year's amount, claimed for the period
/// past, collected after a lag (OIC 12: A5 when the right exists).
pub(super) fn write_operating_grant(c: &mut Context<'_>, grant: &Grant) {
    let entity = c.entity_id(&grant.entity);
    let item = c
        .item(entity, "grants", &grant.name, &grant.label, &grant.place)
        .under("OIC 12; art. 85 TUIR");
    let amount = c.live(&grant.amount);
    let month = amount.over(number_of(12, PER_YEAR));
    let accrued = c.accrue_in_year(&item, "accrued", month);
    let claimed = claimed(c, &item, grant.claims, accrued);
    let received = c.delayed(&item, "received", claimed, &grant.paid_after_months);
    let receivable = c.s.declare(item.balance("receivable"));
    c.s.close(receivable, receivable.previous() + accrued - received);
    let entries = [
        (
            accrued,
            Account::GrantReceivables,
            Account::Income(IncomeLine::A5Grants),
            None,
        ),
        (
            received,
            Account::Cash,
            Account::GrantReceivables,
            Some(CashFlow::GrantReceipts),
        ),
    ];
    for (amount, debit, credit, cash_flow) in entries {
        c.post(Posting {
            entity,
            stage: Stage::Contracts,
            amount,
            debit,
            credit,
            cash_flow,
            between: None,
        });
    }
    c.open_item(entity, Account::GrantReceivables, receivable);
}

/// What is claimed in the month: all that has accrued since the last claim.
fn claimed(
    c: &mut Context<'_>,
    item: &super::item::Item,
    claims: ClaimFrequency,
    accrued: RowId,
) -> RowId {
    let due = CalendarRow::MonthOfYear
        .modulo(number_of(claims.months(), Unit::Ordinal))
        .equals(number_of(0, Unit::Ordinal));
    let claims = c.s.add(item.flag("claim_month"), due);
    let open = c.s.declare(item.balance("not_claimed"));
    let to_claim = c.s.add(item.euro("to_claim"), open.previous() + accrued);
    let claimed = c.s.add(item.euro("claimed"), to_claim * claims);
    c.s.close(open, to_claim - claimed);
    claimed
}
