//! Money from outside that is not debt: equity called by date.

use super::context::Context;
use crate::ledger::{Account, CashFlow, Posting, Stage};
use crate::scenario::Equity;
use crate::sheet::Term;

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
