//! How often debt service is covered: DSCR over the year to date and over the months to come, ICR,
//! LLCR.
//!
//! `dscr = cfads / debt service` over the twelve months to date; ahead over the six and the twelve
//! months that follow. Without debt service in its window a ratio is absent, and so it is where
//! the window passes either end of the plan. Its lowest and average count from when lenders test it
//! ([`super::tests_begin`]).
//!
//! `llcr = present value of the cfads still to come while debt is owed / debt`, discounted at what
//! the debt itself costs; interest accrued counts as owed, so that the rate of a payment period is
//! met exactly, whatever its length. A present value looks ahead at what looks ahead, which a sheet without
//! circles refuses; so every month's cash is discounted to the plan's start, the first month adds
//! up the months to come, and each month takes off what has passed:
//! `present value = (total − discounted to date) / discount factor`. Where debt is still owed at
//! the end of the computed months the cash that serves it is not known to its end: absent.
//!
//! # Source
//! CNDCEC–FNC 2023 and D.Lgs. 14/2019 art. 3 (DSCR over the next six to twelve months); MEF
//! guidelines on public-private partnerships (LLCR).

use super::cfads::CashRows;
use super::subject::Subject;
use super::tests_begin;
use crate::ledger::EntityId;
use crate::model::context::Context;
use crate::model::plan::PlanFigure;
use crate::quantity::{Decimal, Unit};
use crate::sheet::{
    CalendarRow, FigureFormula, Formula, RowId, Span, Term, number, number_of, select,
};

/// How far ahead the forward ratios look: the crisis code asks for six to twelve months.
const AHEAD: [(u32, &str); 2] = [(6, "next_6"), (12, "next_12")];

/// A ratio that some months lack.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Ratio {
    /// The ratio.
    pub(in crate::model) value: RowId,
    /// 1 where it is meaningful.
    pub(in crate::model) applies: RowId,
}

/// The cover ratio of an entity.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Cover {
    /// Over the twelve months to date; absent where nothing is due.
    pub(in crate::model) ratio: RowId,
    /// 1 where it is meaningful.
    pub(in crate::model) applies: RowId,
    /// The same in the months from which a lender tests it; absent in all others.
    pub(in crate::model) tested: RowId,
    /// 1 in the months that count.
    counts: RowId,
    /// 1 where it counts and lies below 1.
    pub(in crate::model) below_one: RowId,
    /// Cash flow available for debt service, twelve months to date.
    pub(in crate::model) available: RowId,
    /// Debt service, twelve months to date.
    pub(in crate::model) due: RowId,
    /// Over the twelve months to come.
    pub(in crate::model) next_12: Ratio,
}

/// Writes `dscr` of the months to date and of those to come.
pub(in crate::model) fn write(
    c: &mut Context<'_>,
    subject: &Subject,
    entity: EntityId,
    cash: CashRows,
) -> Cover {
    let item = subject.item("dscr");
    let months = CalendarRow::MonthNumber.at_least(number_of(12, Unit::MonthNumber));
    let year = c.s.add(item.flag("twelve_months"), months);
    let due = c.s.add(
        item.balance("debt_service_12_months").applies(year),
        cash.service.trailing(12),
    );
    let available = c.s.add(
        item.balance("cfads_12_months").applies(year),
        cash.cfads.trailing(12),
    );
    let applies =
        c.s.add(item.flag("applies"), due.greater(number(0.into())) * year);
    let ratio = available.over_or(due, Decimal::ZERO);
    let ratio =
        c.s.add(item.rate("ratio", Unit::Ratio).applies(applies), ratio);
    let counts = tests_begin::counted(c, subject, entity, applies);
    let tested =
        c.s.add(item.rate("tested", Unit::Ratio).applies(counts), ratio);
    let below_one = tested.less(number(1.into())) * counts;
    let below_one = c.s.add(item.flag("below_one"), below_one);
    let [_, next_12] = AHEAD.map(|(months, word)| ahead(c, subject, cash, months, word));
    Cover {
        ratio,
        applies,
        tested,
        counts,
        below_one,
        available,
        due,
        next_12,
    }
}

/// The ratio over the months to come.
fn ahead(c: &mut Context<'_>, subject: &Subject, cash: CashRows, months: u32, word: &str) -> Ratio {
    let item = subject.item("dscr").part(word);
    let known = c.s.add(
        item.flag("window_known"),
        CalendarRow::MonthNumber.at_most(c.months_before_end(months)),
    );
    let due = c.s.add(
        item.balance("debt_service").applies(known),
        cash.service.leading(months),
    );
    let available = c.s.add(
        item.balance("cfads").applies(known),
        cash.cfads.leading(months),
    );
    let applies =
        c.s.add(item.flag("applies"), due.greater(number(0.into())) * known);
    let value = c.s.add(
        item.rate("ratio", Unit::Ratio).applies(applies),
        available.over_or(due, Decimal::ZERO),
    );
    Ratio { value, applies }
}

/// Scheduled debt as a whole: what is owed, what it costs, what is repaid.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Debt {
    /// Loans and bonds at the end of the month.
    pub(in crate::model) closing: RowId,
    /// What has been repaid in the month.
    pub(in crate::model) repayment: RowId,
    /// Interest accrued in the month.
    pub(in crate::model) interest: RowId,
    /// Interest paid in the month.
    pub(in crate::model) interest_paid: RowId,
}

/// Writes the loan life cover ratio.
pub(in crate::model) fn loan_life(
    c: &mut Context<'_>,
    subject: &Subject,
    cfads: RowId,
    debt: Debt,
) -> Ratio {
    let item = subject.item("llcr");
    let accrued = c.s.declare(item.balance("accrued_interest"));
    c.s.close(
        accrued,
        accrued.previous() + debt.interest - debt.interest_paid,
    );
    let closing =
        c.s.add(item.balance("debt_and_interest"), debt.closing + accrued);
    let owed = c.s.add(
        item.balance("debt_in_month"),
        debt.closing + debt.repayment + accrued.previous(),
    );
    let rate = c.s.add(
        item.rate("month_rate", Unit::Percent),
        debt.interest.over_or(owed, Decimal::ZERO),
    );
    let factor = c.s.declare(
        item.rate("discount_factor", Unit::Ratio)
            .opening(Decimal::ONE),
    );
    c.s.define(
        factor,
        factor
            .previous()
            .over_or(number(1.into()) + rate, Decimal::ONE),
    );
    let discounted = cfads * factor * owed.greater(number(0.into()));
    let discounted = c.s.add(item.euro("discounted"), discounted);
    let total = total_of_plan(c, &item, "discounted_total", discounted);
    let passed = c.s.add(
        item.balance("discounted_to_date"),
        discounted.running_total(),
    );
    let last = c.months_before_end(0);
    let at_end = closing * CalendarRow::MonthNumber.equals(last);
    let at_end = c.s.add(item.euro("debt_at_end"), at_end);
    let left = total_of_plan(c, &item, "debt_left", at_end);
    let repaid = left.at_most(number(0.into())) * closing.greater(number(0.into()));
    let applies = c.s.add(item.flag("applies"), repaid);
    let value = c.s.add(
        item.balance("present_value"),
        (total - passed).over_or(factor, Decimal::ZERO),
    );
    let ratio = c.s.add(
        item.rate("ratio", Unit::Ratio).applies(applies),
        value.over_or(closing, Decimal::ZERO),
    );
    Ratio {
        value: ratio,
        applies,
    }
}

/// The sum of a row over all computed months, the same in each of them.
fn total_of_plan(
    c: &mut Context<'_>,
    item: &crate::model::item::Item,
    word: &str,
    row: RowId,
) -> RowId {
    let months = c.timeline().month_count();
    let total = c.s.declare(item.balance(word));
    let first: Formula = if months > 1 {
        row + row.leading(months - 1)
    } else {
        row.into()
    };
    let is_first = CalendarRow::MonthNumber.at_most(number_of(1, Unit::MonthNumber));
    c.s.define(total, select(is_first, first, total.previous()));
    total
}

/// The figures of the cover ratio, in the order in which they are printed, over all computed months
/// that count ([`tests_begin`]): the lowest, the average of the Decembers, the first below 1.
pub(in crate::model) fn figures(
    c: &mut Context<'_>,
    subject: &Subject,
    cover: Cover,
) -> Vec<PlanFigure> {
    let item = subject.item("dscr");
    let Cover {
        tested,
        counts,
        below_one: below,
        ..
    } = cover;
    let december = c.december;
    let counted =
        c.s.add(item.rate("counted", Unit::Ratio), counts * december);
    let total =
        c.s.add(item.rate("summed", Unit::Ratio), tested * counts * december);
    // A lender's tests do not end with the years shown.
    let span = Span::Computed;
    let lowest = subject.extreme(
        c,
        ("dscr.min", Unit::Ratio),
        (
            "DSCR minimo (12 mesi, a rimborsi avviati)",
            "Lowest DSCR (12 months, once repayments run)",
        ),
        (
            FigureFormula::Min(tested, span),
            FigureFormula::MonthOfMin(tested, span),
        ),
    );
    let average = FigureFormula::Quotient(
        Box::new(FigureFormula::Sum(total, span)),
        Box::new(FigureFormula::Sum(counted, span)),
    );
    let average = subject.figure(
        c,
        ("dscr.average", Unit::Ratio),
        (
            "DSCR medio degli anni, a rimborsi avviati",
            "Average DSCR of the years, once repayments run",
        ),
        average,
    );
    let breach = subject.figure(
        c,
        ("dscr.first_below_one", Unit::MonthNumber),
        (
            "Primo mese con DSCR sotto 1, a rimborsi avviati",
            "First month with DSCR below 1, once repayments run",
        ),
        FigureFormula::FirstMonthWhere(below, span),
    );
    vec![lowest, subject.printed(average), subject.printed(breach)]
}
