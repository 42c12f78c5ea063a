//! Term loans at a fixed rate: draws, interest by day count, repayment plans.
//!
//! Interest runs on the opening balance plus the draws of the month (dated draws fall at its
//! start), is cumulated over the payment period and rounded once, and is paid at the period's end.
//! Periods end every `frequency` months counted from the end of the interest-only time, or from
//! the first draw. With `i` the rate of a period, `m` the instalments left and `P` what is owed
//! before the instalment, principal is
//!
//! * French: `P · i / ((1 + i)^m − 1)`, so that interest and principal together stay equal (`P / m`
//!   at rate 0);
//! * Italian: `P / m`;
//! * bullet: all with the last instalment.
//!
//! Each instalment is rounded to cents and the last takes what is left. A draw after the plan has
//! begun, or a rate that steps, is spread over the instalments still to come; a draw after the
//! last one is repaid at the next payment date.
//!
//! # Source
//! Ordinary annuity in arrears: the k-th principal of Excel's `PPMT(i, k, n, −P)`.

use super::context::Context;
use super::item::Item;
use super::registry::DebtRows;
use crate::ledger::{Account, CashFlow, EntityId, LiabilityLine, Posting, Stage};
use crate::quantity::{Decimal, Dimension, Unit};
use crate::scenario::{DayCount, Loan, Repayment, RepaymentKind, TermLoan};
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, min, number, number_of, select};

/// A number a year that turns a year's rate into a period's: `rate × months / 12`.
const PER_YEAR: Unit = Unit::Other(Dimension {
    year: -1,
    ..Dimension::NONE
});

/// Writes one term loan.
pub(super) fn write(c: &mut Context<'_>, loan: &Loan, terms: &TermLoan, entity: EntityId) {
    let item = c.item(entity, "loans", &loan.name, &loan.label, &loan.place);
    let rate = c.live(&loan.rate.fixed);
    let rate = c.s.add(item.rate("rate", Unit::PercentPerYear), rate);
    let draws = c.live(&terms.draw);
    let drawdown = c.s.add(item.euro("drawdown"), draws.to_cents());
    let owed = super::opening::owed_on(c, entity, &loan.name);
    let closing = c.s.declare(item.balance("closing").opening_from(owed));
    let opening = c.s.add(item.balance("opening"), closing.previous());
    let before = c.s.add(item.balance("balance_before"), opening + drawdown);

    let schedule = schedule(c, &item, terms);
    let interest = interest(c, &item, loan.rate.day_count, before, rate, &schedule);
    let repayment = repayment(c, &item, terms, before, rate, &schedule);
    c.s.close(closing, opening + drawdown - repayment);

    let accrued = c.s.declare(item.balance("accrued_interest"));
    let interest_paid = c.s.add(
        item.euro("interest_paid"),
        (accrued.previous() + interest) * schedule.payment,
    );
    c.s.close(accrued, accrued.previous() + interest - interest_paid);
    c.open_item(entity, Account::BankLoans, closing);
    c.open_item(entity, Account::AccruedInterest, accrued);
    c.s.add(item.euro("debt_service"), interest_paid + repayment);
    let rows = DebtRows {
        entity,
        closing,
        interest,
        interest_paid,
        repayment,
    };
    c.note_debt(&format!("loans.{}", loan.name), rows);
    post(c, entity, [drawdown, interest, interest_paid, repayment]);
    due_later(c, entity, &item, closing, repayment);
}

/// When a loan pays.
struct Schedule {
    /// The month number after which the plan's first period starts.
    anchor: Formula,
    /// Months between two payments.
    frequency: u32,
    /// 1 in the months in which a period ends.
    payment: RowId,
}

fn schedule(c: &mut Context<'_>, item: &Item, terms: &TermLoan) -> Schedule {
    let frequency = terms.repayment.frequency.months();
    let anchor = match &terms.interest_only_until {
        Some(until) => c.date(until),
        None => {
            let first = c.first_draw(&terms.draw);
            number_of(first - 1, Unit::MonthNumber)
        }
    };
    let since = CalendarRow::MonthNumber - anchor.clone();
    let payment = c.s.add(
        item.flag("payment_month"),
        since
            .modulo(number_of(frequency, Unit::Months))
            .equals(number(0.into())),
    );
    Schedule {
        anchor,
        frequency,
        payment,
    }
}

/// Interest accrued in the month, in cents; the months of a period add up to its rounded sum.
fn interest(
    c: &mut Context<'_>,
    item: &Item,
    day_count: DayCount,
    balance: RowId,
    rate: RowId,
    schedule: &Schedule,
) -> RowId {
    let (days, basis) = days_and_basis(day_count);
    let raw = c.s.add(
        item.euro("interest_unrounded"),
        (balance * rate * days).over(basis),
    );
    let start =
        c.s.add(item.flag("period_start"), schedule.payment.previous());
    let cumulated = c.s.declare(item.balance("interest_cumulated"));
    c.s.define(
        cumulated,
        cumulated.previous() * (number(1.into()) - start) + raw,
    );
    c.s.accrue(item.euro("interest"), cumulated, start)
}

/// Principal repaid in the month: what is owed, spread over the instalments that are left.
fn repayment(
    c: &mut Context<'_>,
    item: &Item,
    terms: &TermLoan,
    balance: RowId,
    rate: RowId,
    schedule: &Schedule,
) -> RowId {
    let count = terms.repayment.instalments();
    let position = c.s.add(
        item.rate("instalment_number", Unit::Ratio),
        (CalendarRow::MonthNumber - schedule.anchor.clone())
            .over(number_of(schedule.frequency, Unit::Months)),
    );
    let left = c.s.add(
        item.rate("instalments_left", Unit::Ratio),
        max(number(1.into()), number((count + 1).into()) - position),
    );
    let share = repayment_share(c, item, terms.repayment, rate, left);
    let repaying = c.s.add(
        item.flag("repaying"),
        schedule.payment * position.greater(number(0.into())),
    );
    let due = c.s.add(
        item.euro("principal_due"),
        min(balance, (balance * share).to_cents()),
    );
    c.s.add(item.euro("repayment"), due * repaying)
}

/// The share of what is owed that the next of `left` instalments repays; 1 for the last.
fn repayment_share(
    c: &mut Context<'_>,
    item: &Item,
    plan: Repayment,
    rate: RowId,
    left: RowId,
) -> RowId {
    let even = number(1.into()).over_or(left, Decimal::ONE);
    let formula = match plan.kind {
        RepaymentKind::French => {
            let even = c.s.add(item.rate("even_share", Unit::Ratio), even);
            let period_rate = c.s.add(
                item.rate("period_rate", Unit::Percent),
                (rate * number(plan.frequency.months().into())).over(number_of(12, PER_YEAR)),
            );
            let growth = c.s.add(
                item.rate("annuity_growth", Unit::Ratio),
                (number(1.into()) + period_rate).power(left.floor()),
            );
            let annuity = c.s.add(
                item.rate("annuity_share", Unit::Ratio),
                period_rate.over_or(growth - number(1.into()), Decimal::ZERO),
            );
            select(period_rate.greater(number(0.into())), annuity, even)
        }
        RepaymentKind::Italian => even,
        RepaymentKind::Bullet => left.at_most(number(1.into())),
    };
    c.s.add(item.rate("repayment_share", Unit::Ratio), formula)
}

fn post(c: &mut Context<'_>, entity: EntityId, rows: [RowId; 4]) {
    let [drawdown, interest, interest_paid, repayment] = rows;
    use crate::ledger::IncomeLine::C17;
    let entries = [
        (
            drawdown,
            Account::Cash,
            Account::BankLoans,
            Some(CashFlow::LoansDrawn),
        ),
        (
            interest,
            Account::Income(C17),
            Account::AccruedInterest,
            None,
        ),
        (
            interest_paid,
            Account::AccruedInterest,
            Account::Cash,
            Some(CashFlow::InterestPaid),
        ),
        (
            repayment,
            Account::BankLoans,
            Account::Cash,
            Some(CashFlow::LoansRepaid),
        ),
    ];
    for (amount, debit, credit, cash_flow) in entries {
        c.post(Posting {
            entity,
            stage: Stage::DebtService,
            amount,
            debit,
            credit,
            cash_flow,
            between: None,
        });
    }
}

/// The part of the balance that falls due beyond twelve months, which art. 2424 asks for.
fn due_later(c: &mut Context<'_>, entity: EntityId, item: &Item, closing: RowId, repayment: RowId) {
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
    c.due_later(entity, LiabilityLine::D4, later);
}

/// Interest on a revolving line: on last month's balance, paid every month.
pub(super) fn revolver_interest(
    c: &mut Context<'_>,
    item: &Item,
    loan: &Loan,
    entity: EntityId,
    closing: RowId,
) {
    let rate = c.live(&loan.rate.fixed);
    let rate = c.s.add(item.rate("rate", Unit::PercentPerYear), rate);
    let opening = c.s.add(item.balance("opening"), closing.previous());
    let (days, basis) = days_and_basis(loan.rate.day_count);
    let interest = c.s.add(
        item.euro("interest"),
        (opening * rate * days).over(basis).to_cents(),
    );
    c.post(Posting {
        entity,
        stage: Stage::DebtService,
        amount: interest,
        debit: Account::Income(crate::ledger::IncomeLine::C17),
        credit: Account::Cash,
        cash_flow: Some(CashFlow::InterestPaid),
        between: None,
    });
}

/// The days of a month and of a year by which interest is counted.
fn days_and_basis(day_count: DayCount) -> (Formula, Formula) {
    let year = |days: u32| number_of(days, Unit::DAYS_PER_YEAR);
    match day_count {
        DayCount::Thirty360 => (number_of(30, Unit::Days), year(360)),
        DayCount::Actual360 => (CalendarRow::DaysInMonth.into(), year(360)),
        DayCount::Actual365 => (CalendarRow::DaysInMonth.into(), year(365)),
    }
}
