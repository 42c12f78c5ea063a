//! Dated free receipts and payments with the account they belong to: a sponsor's gift, a fine.

use super::context::Context;
use super::terms::vat_on;
use crate::ledger::{Account, CashFlow, Posting, Stage};
use crate::scenario::{Flow, FlowDirection};
use crate::sheet::Term;

/// Writes one free flow; net and VAT move on the dates stated.
pub(super) fn write(c: &mut Context<'_>, flow: &Flow) {
    let entity = c.entity_id(&flow.entity);
    let item = c.item(entity, "flows", &flow.name, &flow.label, &flow.place);
    let amounts = c.live(&flow.amounts);
    let amount = c.s.add(item.euro("amount"), amounts.to_cents());
    let vat = vat_on(c, &item, amount, &flow.vat);
    let account = Account::Income(c.income_line(&flow.account));
    let other = match flow.direction {
        FlowDirection::Receipts => Account::VatDebt,
        FlowDirection::Payments => Account::VatCredit,
    };
    for (amount, account) in [(amount, account), (vat, other)] {
        let (debit, credit, cash_flow) = match flow.direction {
            FlowDirection::Receipts => (Account::Cash, account, CashFlow::OtherReceipts),
            FlowDirection::Payments => (account, Account::Cash, CashFlow::OtherPayments),
        };
        c.post(Posting {
            entity,
            stage: Stage::Operations,
            amount,
            debit,
            credit,
            cash_flow: Some(cash_flow),
        });
    }
}
