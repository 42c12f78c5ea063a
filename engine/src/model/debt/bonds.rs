//! Bonds: issued at the end of a month, paid on its anniversaries, repaid at maturity or in equal
//! parts.
//!
//! The issuer receives `amount × price` at the end of the month of issue and owes the nominal
//! amount. Discount and costs go to prepayments and are charged by equal months from the month
//! after the issue to the month of maturity, the sum to date being rounded. The coupon runs on what
//! is owed at the month's start, is rounded on the sum of its period, and is paid every `frequency`
//! months counted from the issue and at maturity. An amortising bond repays `owed / payments left`
//! with each coupon, the last one what is left.
//!
//! # Source
//! OIC 19 (discount and costs of a bond whose amortised cost is not computed: prepayments, charged
//! over its life to C.17).

use super::super::context::Context;
use super::super::contracts::DebtKind;
use super::super::item::Item;
use super::super::registry::DebtRows;
use super::fees::spread;
use super::{Periods, accrue, bullet_due_later, days_and_basis, due_later, post, post_accrual};
use crate::ledger::{Account, CashFlow, EntityId, IncomeLine, LiabilityLine};
use crate::quantity::{Decimal, Unit};
use crate::scenario::{Bond, BondRepayment};
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, number, number_of};

/// The months of a bond.
struct Months {
    /// 1 in the month of issue.
    issue: RowId,
    /// The month number of maturity.
    matures: Formula,
    /// Since the issue: 0 in its month and before.
    since: RowId,
    /// To maturity: 0 from its month on.
    left: RowId,
}

/// Writes one bond.
pub(in crate::model) fn write(c: &mut Context<'_>, bond: &Bond, entity: EntityId) {
    let item = c.item(entity, "bonds", &bond.name, &bond.label, &bond.place);
    let months = months(c, &item, bond);
    let amount = c.live(&bond.amount);
    let nominal =
        c.s.add(item.euro("issued"), (amount * months.issue).to_cents());
    let closing = c.s.declare(item.balance("closing"));
    let opening = c.s.add(item.balance("opening"), closing.previous());
    let periods = periods(c, &item, bond, &months);
    let rate = c.live(&bond.coupon);
    let rate = c.s.add(item.rate("rate", Unit::PercentPerYear), rate);
    let (days, basis) = days_and_basis(bond.day_count);
    let month = (opening * rate * days).over(basis);
    let interest = accrue(c, &item, "interest", month, periods);
    let repayment = repayment(c, &item, bond, opening, periods, &months);
    c.s.close(closing, opening + nominal - repayment);
    let proceeds = issue(c, entity, &item, bond, nominal, &months);
    let repaid = (
        repayment,
        Account::Bonds,
        Account::Cash,
        Some(CashFlow::BondsRepaid),
    );
    post(c, entity, &[repaid]);
    post_accrual(c, entity, interest);
    c.open_item(entity, Account::Bonds, closing);
    c.s.add(item.euro("debt_service"), interest.paid + repayment);
    let told = [closing, proceeds, repayment, interest.paid];
    c.tell_debt(&item, DebtKind::Bond, told);
    match bond.repayment {
        BondRepayment::Bullet => {
            let maturity = (closing, months.matures.clone());
            bullet_due_later(c, entity, &item, maturity, LiabilityLine::D1);
        }
        BondRepayment::Amortising => {
            due_later(c, entity, &item, (closing, repayment), LiabilityLine::D1);
        }
    }
    let repaying = match bond.repayment {
        BondRepayment::Bullet => None,
        BondRepayment::Amortising => {
            let owed = opening.greater(number(0.into()));
            Some(c.s.add(item.flag("plan_runs"), owed))
        }
    };
    let rows = DebtRows {
        entity,
        closing,
        interest: interest.accrued,
        interest_paid: interest.paid,
        repayment,
        repaying,
    };
    c.note_debt(&format!("bonds.{}", bond.name), rows);
}

fn months(c: &mut Context<'_>, item: &Item, bond: &Bond) -> Months {
    let (issued, matures) = (c.date(&bond.issued), c.date(&bond.matures));
    let issue = c.s.add(
        item.flag("issue_month"),
        CalendarRow::MonthNumber.equals(issued.clone()),
    );
    let since = c.s.add(
        item.rate("months_elapsed", Unit::Months),
        max(number(0.into()), CalendarRow::MonthNumber - issued),
    );
    let left = c.s.add(
        item.rate("months_left", Unit::Months),
        max(number(0.into()), matures.clone() - CalendarRow::MonthNumber),
    );
    Months {
        issue,
        matures,
        since,
        left,
    }
}

/// Coupons are paid every `frequency` months from the issue, and at maturity.
fn periods(c: &mut Context<'_>, item: &Item, bond: &Bond, months: &Months) -> Periods {
    let frequency = number_of(bond.frequency.months(), Unit::Months);
    let due = c.s.add(
        item.flag("coupon_month"),
        months.since.modulo(frequency).equals(number(0.into())),
    );
    let last = CalendarRow::MonthNumber.equals(months.matures.clone());
    let payment = c.s.add(item.flag("payment_month"), max(due, last));
    let start = c.s.add(item.flag("period_start"), payment.previous());
    Periods { payment, start }
}

/// Principal repaid in the month.
fn repayment(
    c: &mut Context<'_>,
    item: &Item,
    bond: &Bond,
    balance: RowId,
    periods: Periods,
    months: &Months,
) -> RowId {
    let matured = CalendarRow::MonthNumber.equals(months.matures.clone());
    match bond.repayment {
        BondRepayment::Bullet => c.s.add(item.euro("repayment"), balance * matured),
        BondRepayment::Amortising => {
            // Payments left, this one included: the months to come in whole periods, rounded up.
            let every = bond.frequency.months();
            let whole = (months.left + number_of(every - 1, Unit::Months))
                .over(number_of(every, Unit::Months));
            let left = c.s.add(
                item.rate("instalments_left", Unit::Ratio),
                number(1.into()) + whole.floor(),
            );
            let due = c.s.add(
                item.euro("principal_due"),
                balance.over_or(left, Decimal::ZERO).to_cents(),
            );
            c.s.add(item.euro("repayment"), due * periods.payment)
        }
    }
}

/// Posts the issue, and charges discount and costs over the life of the bond.
fn issue(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    bond: &Bond,
    nominal: RowId,
    months: &Months,
) -> RowId {
    let item = &item.under("OIC 19");
    let price = c.live(&bond.issue_price);
    let proceeds = c.s.add(item.euro("proceeds"), (nominal * price).to_cents());
    let discount = c.s.add(item.euro("discount"), nominal - proceeds);
    let share = c.live(&bond.issue_costs);
    let costs =
        c.s.add(item.euro("issue_costs"), (nominal * share).to_cents());
    let both = c.s.add(item.euro("financing_costs_paid"), discount + costs);
    let charged = spread(c, entity, item, both, (months.since, months.left));
    let (prepaid, cash) = (Account::PrepaidFinancingCosts, Account::Cash);
    let entries = [
        (proceeds, cash, Account::Bonds, Some(CashFlow::BondsIssued)),
        (discount, prepaid, Account::Bonds, None),
        (costs, prepaid, cash, Some(CashFlow::FinancingCostsPaid)),
        (charged, Account::Income(IncomeLine::C17), prepaid, None),
    ];
    post(c, entity, &entries);
    proceeds
}
