//! The income taxes of a non-commercial body (artt. 143-149 TUIR), which sells nothing as a business.
//!
//! What members, donors and public funders give it for its purposes is no income, and what it
//! spends on them is not deducted. Of the dividends that it receives, as they are paid, a share is
//! taxed: `IRES = rate × taxed share × dividends`, half of them for bodies of general interest
//! (art. 1 c. 44-47 L. 178/2020). Interest is taken as received, net of the tax withheld for good.
//!
//! IRAP follows the retributive method (art. 10 D.Lgs. 446/1997): `rate × gross pay`, due even with
//! a deficit; no deduction for permanent staff. Both are paid on the calendar of every income tax.

use super::income::{IncomeTax, charge_and_pay};
use crate::ledger::{EntityId, IncomeLine, IncomeStatement};
use crate::model::context::Context;
use crate::sheet::Term;

/// Writes both taxes of a non-commercial body; `income` is its statement down to the result before
/// tax. A body without dividends, staff or tax history has none.
pub(in crate::model) fn write(c: &mut Context<'_>, entity: EntityId, income: &IncomeStatement) {
    let before = c
        .opening(entity)
        .and_then(|opening| opening.tax_history.as_ref());
    let history = before.is_some();
    if income.line(IncomeLine::C15).is_some() || history {
        tax_dividends(c, entity, income);
    }
    if income.line(IncomeLine::B9a).is_some() || history {
        tax_pay(c, entity, income);
    }
}

/// Dividends stand on C15 in the month in which they are paid.
fn tax_dividends(c: &mut Context<'_>, entity: EntityId, income: &IncomeStatement) {
    let item = c
        .entity_item(entity, "ires")
        .under("artt. 77 e 143 TUIR; art. 1 c. 44-47 L. 178/2020");
    let december = c.december;
    let received = match income.line(IncomeLine::C15) {
        Some(line) => line.year_to_date() * december,
        None => crate::sheet::number(0.into()),
    };
    let of_year = c.s.add(item.euro("dividends_of_year"), received);
    let share = c.live(&c.scenario.rules.dividends.institutional_taxable);
    let taxable =
        c.s.add(item.euro("taxable_profit"), (of_year * share).to_cents());
    let rate = c.live(&c.scenario.rules.ires.rate);
    let tax = c.s.add(item.euro("tax"), (taxable * rate).round_to(0));
    charge_and_pay(c, entity, &item, &IncomeTax::IRES, tax);
}

fn tax_pay(c: &mut Context<'_>, entity: EntityId, income: &IncomeStatement) {
    let item = c
        .entity_item(entity, "irap")
        .under("art. 10 c. 1 D.Lgs. 446/1997");
    let december = c.december;
    let pay = match income.line(IncomeLine::B9a) {
        Some(line) => line.year_to_date() * december,
        None => crate::sheet::number(0.into()),
    };
    let base = c.s.add(item.euro("pay_of_year"), pay);
    let rate = c.live(&c.scenario.rules.irap.rate);
    let tax = c.s.add(item.euro("tax"), (base * rate).round_to(0));
    charge_and_pay(c, entity, &item, &IncomeTax::IRAP, tax);
}
