//! The invoices of a rent, their VAT and their payment.
//!
//! Periods are counted from the contract's beginning, so that every anniversary begins one.
//!
//! *In advance*: an invoice asks for the whole period at the rent in force. Where the rent changes
//! within a period (a step that follows a milestone, the end of the free time), the difference for
//! what is left of the period is invoiced in the month of the change; a lower rent is credited. So
//! what has been invoiced always covers the time to the period's end at the rent in force:
//! `covered = accrued + rent of the month × months of the period to come`.
//!
//! *In arrears*: an invoice asks for what has accrued since the last one.
//!
//! VAT falls on the invoice (art. 6 DPR 633/1972), at the rate that the lessor has opted for
//! (art. 10 n. 8). It is owed to and by the tax office: only what the bodies owe each other is
//! between them. A lessee that deducts no VAT bears it as a cost of its own.

use super::rent::Rent;
use super::{Half, Parties, post};
use crate::ledger::BetweenSide::{Both, Credit, Debit};
use crate::ledger::{Account, CashFlow, IncomeLine};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::model::terms::{pay_after, vat_account, vat_on_sale};
use crate::quantity::Unit;
use crate::scenario::{InvoiceTiming, Lease};
use crate::sheet::{RowId, Term, number, number_of};

const RECEIVABLE: Account = Account::AffiliateReceivables;
const PAYABLE: Account = Account::AffiliatePayables;
const INCOME: Account = Account::Income(IncomeLine::A1);
const COST: Account = Account::Income(IncomeLine::B8);

/// Writes what is invoiced and paid of a rent, and posts all of it.
pub(super) fn write(
    c: &mut Context<'_>,
    item: &Item,
    lease: &Lease,
    parties: Parties,
    rent: &Rent,
) {
    let months = lease.invoiced.frequency.months();
    let to_come = months_to_come(c, item, "months_to_invoice", rent.since, months);
    let invoiced = match lease.invoiced.timing {
        InvoiceTiming::InAdvance => in_advance(c, item, parties, rent, to_come),
        InvoiceTiming::InArrears => in_arrears(c, item, parties, rent, to_come),
    };
    let vat = vat_on_sale(c, item, parties.lessor, invoiced, &lease.vat);
    let gross = c.s.add(item.euro("invoiced"), invoiced + vat);
    let settled = pay_after(c, item, gross, &lease.paid_after_days);
    let deducted = vat_account(c, parties.lessee, COST);
    post(
        c,
        parties,
        vat,
        Half::of(RECEIVABLE, Account::VatDebt, Debit),
        Half::of(deducted, PAYABLE, Credit),
    );
    post(
        c,
        parties,
        settled.paid,
        Half::receives(RECEIVABLE, CashFlow::CustomerReceipts),
        Half::pays(PAYABLE, CashFlow::SupplierPayments),
    );
    open_on(c, parties, (RECEIVABLE, PAYABLE), settled.open);
}

/// The months of the period that are still to come after this one.
pub(super) fn months_to_come(
    c: &mut Context<'_>,
    item: &Item,
    name: &str,
    since: RowId,
    period: u32,
) -> RowId {
    let length = |months: u32| number_of(months, Unit::Months);
    let left = length(period - 1) - since.modulo(length(period));
    c.s.add(item.rate(name, Unit::Ratio), left.over(length(1)))
}

/// Rent invoiced in the month for its period, without VAT.
fn in_advance(
    c: &mut Context<'_>,
    item: &Item,
    parties: Parties,
    rent: &Rent,
    to_come: RowId,
) -> RowId {
    let covered = c.s.add(
        item.balance("rent_covered"),
        rent.cumulated + rent.month * to_come,
    );
    let invoiced =
        c.s.accrue(item.euro("rent_invoiced"), covered, rent.year_start);
    let waiting = c.s.declare(item.balance("rent_in_advance"));
    c.s.close(waiting, waiting.previous() + invoiced - rent.accrued);
    let (income, cost) = (Account::DeferredIncome, Account::Prepayments);
    post(
        c,
        parties,
        invoiced,
        Half::of(RECEIVABLE, income, Both),
        Half::of(cost, PAYABLE, Both),
    );
    post(
        c,
        parties,
        rent.accrued,
        Half::of(income, INCOME, Both),
        Half::of(COST, cost, Both),
    );
    open_on(c, parties, (income, cost), waiting);
    invoiced
}

/// Rent invoiced in the last month of its period, without VAT; it is owed as it accrues.
fn in_arrears(
    c: &mut Context<'_>,
    item: &Item,
    parties: Parties,
    rent: &Rent,
    to_come: RowId,
) -> RowId {
    let waiting = c.s.declare(item.balance("rent_to_invoice"));
    let due = c.s.add(
        item.euro("rent_not_invoiced"),
        waiting.previous() + rent.accrued,
    );
    let last =
        c.s.add(item.flag("invoice_month"), to_come.equals(number(0.into())));
    let invoiced = c.s.add(item.euro("rent_invoiced"), due * last);
    c.s.close(waiting, due - invoiced);
    post(
        c,
        parties,
        rent.accrued,
        Half::of(RECEIVABLE, INCOME, Both),
        Half::of(COST, PAYABLE, Both),
    );
    open_on(c, parties, (RECEIVABLE, PAYABLE), waiting);
    invoiced
}

/// Notes what a lease leaves open on an account of the lessor and on its mirror at the lessee.
fn open_on(
    c: &mut Context<'_>,
    parties: Parties,
    (lessor, lessee): (Account, Account),
    open: RowId,
) {
    c.open_item(parties.lessor, lessor, open);
    c.open_item(parties.lessee, lessee, open);
}
