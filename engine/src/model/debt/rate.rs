//! The rate of a loan in each month.
//!
//! A floating rate is `max(floor, index) + spread`, the index counting with its yearly rate of the
//! month; without a floor the sum counts as 0 where it would fall below. It is read in reset months
//! and held until the next. A term loan resets in the first month of each payment period, or every
//! `reset` months counted on the same grid; a revolving line, whose interest is paid by the month,
//! resets every month, or every `reset` months counted from January. The first month of the plan is
//! always a reset month.
//!
//! # Source
//! Usual terms of floating-rate loans: the index is fixed before each interest period begins.

use super::super::context::Context;
use super::super::item::Item;
use crate::quantity::Unit;
use crate::scenario::{FloatingRate, Frequency, LoanRate, RateSource};
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, number, number_of, select};

/// From where resets are counted, and how often they come unless the rate says it.
pub(super) enum Resets {
    /// From the month after this month number.
    After(Formula, Frequency),
    /// From January.
    January(Frequency),
}

/// Writes the rate.
pub(super) fn write(c: &mut Context<'_>, item: &Item, rate: &LoanRate, resets: Resets) -> RowId {
    match &rate.source {
        RateSource::Fixed(fixed) => {
            let fixed = c.live(fixed);
            c.s.add(item.rate("rate", Unit::PercentPerYear), fixed)
        }
        RateSource::Floating(floating) => floats(c, item, floating, resets),
    }
}

fn floats(c: &mut Context<'_>, item: &Item, rate: &FloatingRate, resets: Resets) -> RowId {
    let index = c.index_rate(&rate.index);
    let spread = c.live(&rate.spread);
    let quoted = match &rate.floor {
        Some(floor) => {
            let floor = c.live(floor);
            max(floor, index) + spread
        }
        None => max(number(0.into()), index + spread),
    };
    // Months since the resets are counted; a multiple of the months between them is a reset.
    let (since, usual) = match resets {
        Resets::After(anchor, usual) => {
            let one = number_of(1, Unit::Months);
            (CalendarRow::MonthNumber - anchor - one, usual)
        }
        Resets::January(usual) => {
            let since = CalendarRow::MonthOfYear - number_of(1, Unit::Ordinal);
            (since * number_of(1, Unit::Months), usual)
        }
    };
    let every = rate.reset.unwrap_or(usual).months();
    if every == 1 {
        return c.s.add(item.rate("rate", Unit::PercentPerYear), quoted);
    }
    let quoted =
        c.s.add(item.rate("rate_quoted", Unit::PercentPerYear), quoted);
    // The product is 0 in a reset month and in the plan's first month.
    let first = CalendarRow::MonthNumber - number_of(1, Unit::MonthNumber);
    let remainder = since.modulo(number_of(every, Unit::Months));
    let reset = c.s.add(
        item.flag("reset_month"),
        (remainder * first).equals(number(0.into())),
    );
    let held = c.s.declare(item.rate("rate", Unit::PercentPerYear));
    c.s.define(held, select(reset, quoted, held.previous()));
    held
}
