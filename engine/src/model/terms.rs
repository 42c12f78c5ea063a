//! Terms of payment: what is invoiced in a month and when it is paid.
//!
//! `d` days of payment are two instalments: with `k = floor(d / 30)` whole months and
//! `w = d / 30 − k`, the share `1 − w` (in cents) is paid after `k` months and the rest after
//! `k + 1`. So 45 days are one half after one month and one half after two.

use super::context::Context;
use super::item::Item;
use super::tax::pro_rata;
use crate::ledger::{Account, CashFlow, EntityId, IncomeLine, Posting, Stage};
use crate::quantity::Unit;
use crate::scenario::{LiveNumber, VatMode, VatTreatment};
use crate::sheet::{RowId, Term, number, number_of};

/// The days of a month in terms of payment.
const DAYS_PER_MONTH: u32 = 30;

/// An amount invoiced and what has been paid of it.
pub(super) struct Settled {
    /// Paid in the month.
    pub(super) paid: RowId,
    /// Invoiced and not yet paid.
    pub(super) open: RowId,
}

/// Pays an invoiced amount after a number of days.
pub(super) fn pay_after(
    c: &mut Context<'_>,
    item: &Item,
    invoiced: RowId,
    days: &LiveNumber,
) -> Settled {
    let support = c.support(days, |days| days / DAYS_PER_MONTH);
    let days = c.live(days);
    let month = || number_of(DAYS_PER_MONTH, Unit::Days);
    let days = c.s.add(item.rate("days", Unit::Days), days);
    let whole = c.s.add(
        item.rate("whole_months", Unit::Ratio),
        days.over(month()).floor(),
    );
    let lag = c.s.add(
        item.rate("lag", Unit::Months),
        whole * number_of(1, Unit::Months),
    );
    let later = c.s.add(
        item.rate("lag_second", Unit::Months),
        lag + number_of(1, Unit::Months),
    );
    let share = c.s.add(
        item.rate("first_share", Unit::Percent),
        number(1.into()) + whole - days.over(month()),
    );
    let first =
        c.s.add(item.euro("first_part"), (invoiced * share).to_cents());
    let second = c.s.add(item.euro("second_part"), invoiced - first);
    let first = c.s.add(
        item.euro("first_part_paid"),
        first.delayed_by(lag, support.clone()),
    );
    let second = c.s.add(
        item.euro("second_part_paid"),
        second.delayed_by(later, support.plus(1)),
    );
    let paid = c.s.add(item.euro("paid"), first + second);
    let open = c.s.declare(item.balance("open_items"));
    c.s.close(open, open.previous() + invoiced - paid);
    Settled { paid, open }
}

/// Sells: posts revenue and its VAT on invoice, and collects both on the terms of payment. Under
/// split payment the customer keeps the VAT and pays it to the tax office.
pub(super) fn sell(
    c: &mut Context<'_>,
    item: &Item,
    entity: EntityId,
    revenue: RowId,
    vat: &VatTreatment,
    days: &LiveNumber,
) {
    let vat = vat_on_sale(c, item, entity, revenue, vat);
    let invoiced = c.s.add(item.euro("invoiced"), revenue + vat);
    let settled = pay_after(c, item, invoiced, days);
    let receivable = Account::CustomerReceivables;
    for (amount, credit) in [
        (revenue, Account::Income(IncomeLine::A1)),
        (vat, Account::VatDebt),
    ] {
        c.post(Posting {
            entity,
            stage: Stage::Operations,
            amount,
            debit: receivable,
            credit,
            cash_flow: None,
            between: None,
        });
    }
    c.post(Posting {
        entity,
        stage: Stage::Operations,
        amount: settled.paid,
        debit: Account::Cash,
        credit: receivable,
        cash_flow: Some(CashFlow::CustomerReceipts),
        between: None,
    });
    c.open_item(entity, receivable, settled.open);
}

/// Buys: posts a cost and its VAT on invoice, and pays both on the terms of payment. Under reverse
/// charge the VAT is owed to the tax office and deducted there, and the supplier is paid net. A
/// non-commercial body deducts none: its VAT is part of the cost.
pub(super) fn buy(
    c: &mut Context<'_>,
    item: &Item,
    entity: EntityId,
    (cost, line): (RowId, IncomeLine),
    vat: &VatTreatment,
    days: &LiveNumber,
) {
    let tax = vat_on(c, item, cost, vat);
    let invoiced = match vat.mode {
        VatMode::Ordinary | VatMode::SplitPayment => cost + tax,
        VatMode::ReverseCharge => cost.into(),
    };
    let invoiced = c.s.add(item.euro("invoiced"), invoiced);
    let settled = pay_after(c, item, invoiced, days);
    let payable = Account::SupplierPayables;
    let owed = match vat.mode {
        VatMode::Ordinary | VatMode::SplitPayment => payable,
        VatMode::ReverseCharge => Account::VatDebt,
    };
    let deducted = vat_account(c, entity, Account::Income(line));
    for (amount, debit, credit) in [
        (cost, Account::Income(line), payable),
        (tax, deducted, owed),
    ] {
        c.post(Posting {
            entity,
            stage: Stage::Operations,
            amount,
            debit,
            credit,
            cash_flow: None,
            between: None,
        });
    }
    c.post(Posting {
        entity,
        stage: Stage::Operations,
        amount: settled.paid,
        debit: payable,
        credit: Account::Cash,
        cash_flow: Some(CashFlow::SupplierPayments),
        between: None,
    });
    c.open_item(entity, payable, settled.open);
}

/// The VAT on an invoiced amount.
pub(super) fn vat_on(c: &mut Context<'_>, item: &Item, net: RowId, vat: &VatTreatment) -> RowId {
    let rate = c.vat_rate(item, vat);
    c.s.add(item.euro("vat"), (net * rate).to_cents())
}

/// The VAT that a seller charges; the supply counts for what the seller may deduct.
pub(super) fn vat_on_sale(
    c: &mut Context<'_>,
    item: &Item,
    entity: EntityId,
    net: RowId,
    vat: &VatTreatment,
) -> RowId {
    pro_rata::count(c, item, entity, net, vat);
    let tax = vat_on(c, item, net, vat);
    match vat.mode {
        VatMode::Ordinary => tax,
        VatMode::SplitPayment => {
            let item = item.under("art. 17-ter DPR 633/1972");
            let in_force = c.live(&c.scenario.rules.vat.split_payment);
            let customer =
                c.s.add(item.euro("vat_of_customer"), (tax * in_force).to_cents());
            c.s.add(item.euro("vat_charged"), tax - customer)
        }
        VatMode::ReverseCharge => c.s.add(item.euro("vat_charged"), number(0.into())),
    }
}

/// Where the VAT on a purchase goes: to the credit, or with the cost where none is deducted.
pub(super) fn vat_account(c: &Context<'_>, entity: EntityId, cost: Account) -> Account {
    if c.entity(entity).is_commercial() {
        Account::VatCredit
    } else {
        cost
    }
}
