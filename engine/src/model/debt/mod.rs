//! Debt: term loans, revolving lines, bonds, and the reserve accounts that banks ask for.
//!
//! What is scheduled is posted with debt service and never looks at cash. What cash decides, the
//! balance of a revolving line, is decided last, in `liquidity`.

pub(super) mod bonds;
pub(super) mod bridge;
mod draw;
mod fees;
pub(super) mod loans;
mod plan;
mod rate;
pub(super) mod reserve;
mod words;

#[cfg(test)]
pub(super) use words::SOURCES;
pub(super) use words::WORDS;

use super::context::Context;
use super::item::Item;
use crate::ledger::{Account, CashFlow, EntityId, IncomeLine, LiabilityLine, Posting, Stage};
use crate::quantity::Unit;
use crate::scenario::DayCount;
use crate::sheet::number_of;
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, number};

/// The days of a month and of a year by which interest is counted.
fn days_and_basis(day_count: DayCount) -> (Formula, Formula) {
    let year = |days: u32| number_of(days, Unit::DAYS_PER_YEAR);
    match day_count {
        DayCount::Thirty360 => (number_of(30, Unit::Days), year(360)),
        DayCount::Actual360 => (CalendarRow::DaysInMonth.into(), year(360)),
        DayCount::Actual365 => (CalendarRow::DaysInMonth.into(), year(365)),
    }
}

/// The months in which a debt pays what has accrued.
#[derive(Debug, Clone, Copy)]
struct Periods {
    /// 1 in the months in which a period ends.
    payment: RowId,
    /// 1 in the months in which one starts after a payment.
    start: RowId,
}

/// What accrues by the month and is paid when a period ends.
#[derive(Debug, Clone, Copy)]
struct Accrual {
    /// Accrued in the month, in cents; the months of a period add up to its rounded sum.
    accrued: RowId,
    /// Paid in the month.
    paid: RowId,
    /// Accrued and not yet paid.
    open: RowId,
}

/// Accrues `month` over each period, rounded on the period's sum, and pays it at the period's end.
fn accrue(
    c: &mut Context<'_>,
    item: &Item,
    name: &str,
    month: Formula,
    periods: Periods,
) -> Accrual {
    let raw = c.s.add(item.euro(&format!("{name}_unrounded")), month);
    let cumulated = c.s.declare(item.balance(&format!("{name}_cumulated")));
    c.s.define(
        cumulated,
        cumulated.previous() * (number(1.into()) - periods.start) + raw,
    );
    let accrued = c.s.accrue(item.euro(name), cumulated, periods.start);
    let open = c.s.declare(item.balance(&format!("accrued_{name}")));
    let paid = c.s.add(
        item.euro(&format!("{name}_paid")),
        (open.previous() + accrued) * periods.payment,
    );
    c.s.close(open, open.previous() + accrued - paid);
    Accrual {
        accrued,
        paid,
        open,
    }
}

/// Posts what accrues to the result and its payment to cash.
fn post_accrual(c: &mut Context<'_>, entity: EntityId, accrual: Accrual) {
    let charge = Account::Income(IncomeLine::C17);
    let entries = [
        (accrual.accrued, charge, Account::AccruedInterest, None),
        (
            accrual.paid,
            Account::AccruedInterest,
            Account::Cash,
            Some(CashFlow::InterestPaid),
        ),
    ];
    post(c, entity, &entries);
    c.open_item(entity, Account::AccruedInterest, accrual.open);
}

/// An amount with its debit, its credit and, where it moves cash, the line of the statement.
type Entry = (RowId, Account, Account, Option<CashFlow>);

/// Posts with debt service.
fn post(c: &mut Context<'_>, entity: EntityId, entries: &[Entry]) {
    for (amount, debit, credit, cash_flow) in entries {
        c.post(Posting {
            entity,
            stage: Stage::DebtService,
            amount: *amount,
            debit: *debit,
            credit: *credit,
            cash_flow: *cash_flow,
            between: None,
        });
    }
}

/// The same of a debt that is repaid all at once: known in every month, since its maturity is, even
/// after the computed months.
fn bullet_due_later(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    (closing, matures): (RowId, Formula),
    line: LiabilityLine,
) {
    let year = number_of(12, Unit::Months);
    let beyond = (matures - CalendarRow::MonthNumber).greater(year);
    let later = c.s.add(item.balance("due_later"), closing * beyond);
    c.due_later(entity, line, later);
}

/// The part of a balance that falls due beyond twelve months, which art. 2424 asks for.
fn due_later(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    (closing, repayment): (RowId, RowId),
    line: LiabilityLine,
) {
    let known = c.s.add(
        item.flag("due_later_applies"),
        CalendarRow::MonthNumber.at_most(c.months_before_end(12)),
    );
    let soon = c.s.add(
        item.balance("due_within_12_months").applies(known),
        repayment.leading(12),
    );
    let later = c.s.add(
        item.balance("due_later").applies(known),
        max(number(0.into()), closing - soon),
    );
    c.due_later(entity, line, later);
}
