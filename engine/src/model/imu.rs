//! IMU, the municipal tax on property (art. 1 c. 738-783 L. 160/2019).
//!
//! It accrues by the month of possession (c. 761) and stands in B14. What has accrued since January
//! is paid in June, the rest of the year in December (c. 762), so that nothing is owed at the
//! year's end. It is deducted from IRES in the year of payment, for instrumental property in full,
//! for other property not at all (art. 90 c. 2 TUIR), and never from IRAP (c. 772-773). It bears no
//! VAT.

use super::context::Context;
use super::item::Item;
use super::operations::accrued_cost;
use crate::ledger::{Account, CashFlow, EntityId, IncomeLine, Posting, Stage};
use crate::scenario::Cost;
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, number};

/// Writes the tax on one property, whose amount a year the scenario states.
pub(super) fn write(c: &mut Context<'_>, entity: EntityId, item: &Item, cost: &Cost) {
    let item = item.under("art. 1 c. 738-783 L. 160/2019");
    let amount = accrued_cost(c, entity, &item, cost);
    let paid = pay(c, entity, &item, amount);
    let rules = &c.scenario.rules.imu;
    let instrumental = c.entity(entity).tax.cadastral_income.is_none();
    for (tax, share) in [
        ("ires", &rules.ires_deductible),
        ("irap", &rules.irap_deductible),
    ] {
        let deducted = match tax {
            "ires" if !instrumental => number(0.into()),
            _ => paid * c.live(share),
        };
        let row = c.s.add(
            item.euro(&format!("{tax}_not_deductible")),
            (amount - deducted).to_cents(),
        );
        c.add_not_deductible(entity, tax, row);
    }
}

/// Pays what has accrued, in the two months of the law.
fn pay(c: &mut Context<'_>, entity: EntityId, item: &Item, amount: RowId) -> RowId {
    let rules = &c.scenario.rules.imu;
    let (first, second) = (c.live(&rules.first_month), c.live(&rules.second_month));
    let in_month = |month: Formula| CalendarRow::MonthOfYear.equals(month);
    let due = c.s.add(
        item.flag("payment_month"),
        max(in_month(first), in_month(second)),
    );
    let owed = c.s.declare(item.balance("accrued_unpaid"));
    let before =
        c.s.add(item.euro("accrued_to_pay"), owed.previous() + amount);
    let paid = c.s.add(item.euro("paid"), before * due);
    c.s.close(owed, before - paid);
    let line = Account::Income(IncomeLine::B14);
    let entries = [
        (amount, line, Account::PropertyTaxDebt, None),
        (
            paid,
            Account::PropertyTaxDebt,
            Account::Cash,
            Some(CashFlow::OtherPayments),
        ),
    ];
    for (amount, debit, credit, cash_flow) in entries {
        c.post(Posting {
            entity,
            stage: Stage::Operations,
            amount,
            debit,
            credit,
            cash_flow,
            between: None,
        });
    }
    c.open_item(entity, Account::PropertyTaxDebt, owed);
    paid
}
