//! Operating grants of an amount a year: earned by twelfths, claimed for the time past, collected
//! after a lag or on dates (OIC 12: A5 when the right exists).

use super::super::context::Context;
use super::super::contracts::{ContractName, PlanGrant};
use super::super::item::Item;
use crate::ledger::{Account, CashFlow, EntityId, IncomeLine, Posting, Stage};
use crate::quantity::Unit;
use crate::scenario::{ClaimFrequency, YearlyGrant, YearlyPayment};
use crate::sheet::{CalendarRow, RowId, Term, max, number, number_of};

/// Writes one grant; returns what is earned and not yet collected, 0 where more was received.
pub(super) fn write(
    c: &mut Context<'_>,
    item: &Item,
    entity: EntityId,
    terms: &YearlyGrant,
) -> RowId {
    let item = item.under("OIC 12; art. 85 TUIR");
    let amount = c.live(&terms.amount);
    let month = amount.over(number_of(12, Unit::PER_YEAR));
    let accrued = c.accrue_in_year(&item, "accrued", month);
    let (claimed, received) = match &terms.payment {
        YearlyPayment::Claims {
            frequency,
            paid_after_months,
        } => {
            let claimed = claimed(c, &item, *frequency, accrued);
            let received = c.delayed(&item, "received", claimed, paid_after_months);
            (Some(claimed), received)
        }
        YearlyPayment::Dates(payments) => {
            let payments = c.live(payments);
            let received = c.s.add(item.euro("received"), payments.to_cents());
            (None, received)
        }
    };
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
    c.registry.contracts.grants.push(PlanGrant {
        name: ContractName::of(&item),
        capital: false,
        recognised: accrued,
        claimed,
        received: vec![received],
        returned: None,
    });
    c.s.add(
        item.balance("open_receivable"),
        max(number(0.into()), receivable),
    )
}

/// What is claimed in the month: all that has accrued since the last claim.
fn claimed(c: &mut Context<'_>, item: &Item, claims: ClaimFrequency, accrued: RowId) -> RowId {
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
