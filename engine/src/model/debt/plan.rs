//! Plans of repayment: when a loan pays, and how much principal.
//!
//! Periods end every `frequency` months counted from the end of the interest-only time, or from
//! the first draw. With `i` the rate of a period, `m` the instalments left and `P` what is owed
//! before the instalment, principal is
//!
//! * French: `P · i / ((1 + i)^m − 1)`, so that interest and principal together stay equal (`P / m`
//!   at rate 0). On a fixed plan `i` is the rate ruling at the first repayment, so that principal
//!   follows the plan of that day and only interest moves; recomputed, `i` is the rate of the
//!   month;
//! * Italian: `P / m`;
//! * bullet: all with the last instalment.
//!
//! Each instalment is rounded to cents and the last takes what is left. A draw after the plan has
//! begun is spread over the instalments still to come; a draw after the last one is repaid at the
//! next payment date. A loan that repays already when the plan starts takes the rate of the plan's
//! first month for its fixed plan.
//!
//! # Source
//! Ordinary annuity in arrears: the k-th principal of Excel's `PPMT(i, k, n, −P)`.

use super::super::context::Context;
use super::super::item::Item;
use super::Periods;
use crate::quantity::{Decimal, Unit};
use crate::scenario::{Draw, Frequency, Instalment, Repayment, RepaymentKind, TermLoan};
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, min, number, number_of, select};

/// When a loan pays.
pub(super) struct Schedule {
    /// The month number after which the plan's first period starts.
    pub(super) anchor: Formula,
    /// How often it pays.
    pub(super) frequency: Frequency,
    /// The months in which periods end and start.
    pub(super) periods: Periods,
}

/// Whether the rate may change while the loan is repaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RateChanges {
    /// It is the same all along.
    Never,
    /// It resets.
    Resets,
}

/// Writes when a loan pays.
pub(super) fn schedule(c: &mut Context<'_>, item: &Item, terms: &TermLoan) -> Schedule {
    let frequency = terms.repayment.frequency;
    let anchor = anchor(c, terms);
    let since = CalendarRow::MonthNumber - anchor.clone();
    let payment = c.s.add(
        item.flag("payment_month"),
        since
            .modulo(number_of(frequency.months(), Unit::Months))
            .equals(number(0.into())),
    );
    let start = c.s.add(item.flag("period_start"), payment.previous());
    Schedule {
        anchor,
        frequency,
        periods: Periods { payment, start },
    }
}

fn anchor(c: &mut Context<'_>, terms: &TermLoan) -> Formula {
    if let Some(until) = &terms.interest_only_until {
        return c.date(until);
    }
    let first = match &terms.draw {
        Draw::Dated(dated) => dated.months().map(|(first, _)| first),
        Draw::With(_) => None,
    };
    let first = first.map_or(1, |month| c.timeline().number_of(month));
    number_of(first - 1, Unit::MonthNumber)
}

/// Principal repaid in the month: what is owed, spread over the instalments that are left.
pub(super) fn repayment(
    c: &mut Context<'_>,
    item: &Item,
    plan: Repayment,
    balance: RowId,
    (rate, changes): (RowId, RateChanges),
    schedule: &Schedule,
) -> RowId {
    let count = plan.instalments();
    let position = c.s.add(
        item.rate("instalment_number", Unit::Ratio),
        (CalendarRow::MonthNumber - schedule.anchor.clone())
            .over(number_of(schedule.frequency.months(), Unit::Months)),
    );
    let left = c.s.add(
        item.rate("instalments_left", Unit::Ratio),
        max(number(1.into()), number((count + 1).into()) - position),
    );
    let rate = match (plan.kind, changes) {
        (RepaymentKind::French(Instalment::FixedPlan), RateChanges::Resets) => {
            plan_rate(c, item, rate, position)
        }
        (RepaymentKind::French(_) | RepaymentKind::Italian | RepaymentKind::Bullet, _) => rate,
    };
    let share = repayment_share(c, item, plan, rate, left);
    let repaying = c.s.add(
        item.flag("repaying"),
        schedule.periods.payment * position.greater(number(0.into())),
    );
    let due = c.s.add(
        item.euro("principal_due"),
        min(balance, (balance * share).to_cents()),
    );
    c.s.add(item.euro("repayment"), due * repaying)
}

/// The month number in which a bullet is repaid; nothing of a plan of instalments.
pub(super) fn maturity(plan: Repayment, schedule: &Schedule) -> Option<Formula> {
    match plan.kind {
        RepaymentKind::Bullet => {
            let months = plan.instalments() * schedule.frequency.months();
            Some(schedule.anchor.clone() + number_of(months, Unit::Months))
        }
        RepaymentKind::French(_) | RepaymentKind::Italian => None,
    }
}

/// 1 in the months of the plan's periods in which something is owed; nothing of a bullet.
pub(super) fn runs(
    c: &mut Context<'_>,
    item: &Item,
    kind: RepaymentKind,
    balance: RowId,
    schedule: &Schedule,
) -> Option<RowId> {
    match kind {
        RepaymentKind::Bullet => None,
        RepaymentKind::French(_) | RepaymentKind::Italian => {
            let begun = CalendarRow::MonthNumber.greater(schedule.anchor.clone());
            let runs = begun * balance.greater(number(0.into()));
            Some(c.s.add(item.flag("plan_runs"), runs))
        }
    }
}

/// The rate of the plan: the rate of the month up to the first repayment, then held.
fn plan_rate(c: &mut Context<'_>, item: &Item, rate: RowId, position: RowId) -> RowId {
    let first_month = CalendarRow::MonthNumber.at_most(number_of(1, Unit::MonthNumber));
    let open = c.s.add(
        item.flag("plan_rate_open"),
        max(position.at_most(number(1.into())), first_month),
    );
    let held = c.s.declare(item.rate("plan_rate", Unit::PercentPerYear));
    c.s.define(held, select(open, rate, held.previous()));
    held
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
        RepaymentKind::French(_) => {
            let even = c.s.add(item.rate("even_share", Unit::Ratio), even);
            let period_rate = c.s.add(
                item.rate("period_rate", Unit::Percent),
                (rate * number(plan.frequency.months().into())).over(number_of(12, Unit::PER_YEAR)),
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
