//! Dated free receipts and payments with the account they belong to: a sponsor's gift, a grant of
//! a member, bank charges paid once.
//!
//! Receipts on A1 count as collected from customers; interest (C16, C17) as interest; C15 as
//! dividends; all else as
//! other receipts and payments. Other receipts are no part of operating cash: a gift is not earned.

use super::context::Context;
use super::terms::{vat_account, vat_on, vat_on_sale};
use crate::ledger::{Account, CashFlow, IncomeLine, Posting, Stage};
use crate::scenario::{Flow, FlowDirection};
use crate::sheet::Term;

/// Writes one free flow; net and VAT move on the dates stated.
pub(super) fn write(c: &mut Context<'_>, flow: &Flow) {
    let entity = c.entity_id(&flow.entity);
    let item = c.item(entity, "flows", &flow.name, &flow.label, &flow.place);
    let amounts = c.live(&flow.amounts);
    let amount = c.s.add(item.euro("amount"), amounts.to_cents());
    let line = c.income_line(&flow.account);
    let account = Account::Income(line);
    let (vat, other) = match flow.direction {
        FlowDirection::Receipts => {
            let vat = vat_on_sale(c, &item, entity, amount, &flow.vat);
            (vat, Account::VatDebt)
        }
        FlowDirection::Payments => {
            let vat = vat_on(c, &item, amount, &flow.vat);
            (vat, vat_account(c, entity, account))
        }
    };
    for (amount, account) in [(amount, account), (vat, other)] {
        let (debit, credit, cash_flow) = match flow.direction {
            FlowDirection::Receipts => (Account::Cash, account, receipt_on(line)),
            FlowDirection::Payments => (account, Account::Cash, payment_on(line)),
        };
        c.post(Posting {
            entity,
            stage: Stage::Operations,
            amount,
            debit,
            credit,
            cash_flow: Some(cash_flow),
            between: None,
        });
    }
}

/// The line of the cash-flow statement for a receipt on a line of the income statement.
fn receipt_on(line: IncomeLine) -> CashFlow {
    if line == IncomeLine::A1 {
        CashFlow::CustomerReceipts
    } else if line == IncomeLine::C15 {
        CashFlow::DividendsReceived
    } else if line == IncomeLine::C16 {
        CashFlow::InterestReceived
    } else {
        CashFlow::OtherReceipts
    }
}

/// The line of the cash-flow statement for a payment on a line of the income statement.
fn payment_on(line: IncomeLine) -> CashFlow {
    if line == IncomeLine::C17 {
        CashFlow::InterestPaid
    } else {
        CashFlow::OtherPayments
    }
}
