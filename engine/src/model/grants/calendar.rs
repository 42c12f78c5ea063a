//! The months of a grant: when claims are made, which is the final one, which come too late.

use super::super::context::Context;
use super::super::item::Item;
use crate::quantity::Unit;
use crate::scenario::GrantClaims;
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, min, number, number_of};

/// When claims can be made.
pub(super) struct Calendar {
    /// 1 in the months in which a claim is made.
    pub(super) claims: RowId,
    /// 1 from the month of the final claim on.
    pub(super) last: Option<RowId>,
    /// Where the deadline falls within the plan: 1 up to its month.
    pub(super) on_time: Option<RowId>,
    /// 1 in the month after the deadline.
    pub(super) expires: Option<RowId>,
    /// 1 from the month in which what was collected too much is given back: that of the final
    /// claim, or the first after the deadline.
    pub(super) settles: Option<RowId>,
}

/// Writes the flags: a claim is made at the end of each period of the frequency (counted from
/// January), in the month of the final claim and in the month of the deadline; none after the
/// deadline, and none before the advance, which is the first payment.
pub(super) fn write(c: &mut Context<'_>, item: &Item, rules: &GrantClaims) -> Calendar {
    let numbered = |month: i32| number_of(month, Unit::MonthNumber);
    let last_month = i32::try_from(c.timeline().month_count()).unwrap_or(i32::MAX);
    // A deadline after the last computed month takes nothing away.
    let deadline = rules.deadline.map(|month| c.timeline().number_of(month));
    let deadline = deadline.filter(|month| *month < last_month);
    let on_time = deadline.map(|month| {
        let on_time = CalendarRow::MonthNumber.at_most(numbered(month));
        c.s.add(item.flag("on_time"), on_time)
    });
    let expires = deadline.map(|month| {
        let after = CalendarRow::MonthNumber.equals(numbered(month + 1));
        c.s.add(item.flag("after_deadline"), after)
    });
    let after = rules.balance.as_ref().map(|balance| c.date(&balance.after));
    let last = after.clone().map(|after| {
        let last = CalendarRow::MonthNumber.at_least(after);
        c.s.add(item.flag("final_claim"), last)
    });
    let period = number_of(rules.frequency.months(), Unit::Ordinal);
    let ends = CalendarRow::MonthOfYear
        .modulo(period)
        .equals(number_of(0, Unit::Ordinal));
    let mut claims: Formula = c.s.add(item.flag("claim_period_ends"), ends).into();
    for also in after.into_iter().chain(deadline.map(numbered)) {
        claims = claims + CalendarRow::MonthNumber.equals(also);
    }
    let due =
        c.s.add(item.flag("claim_due"), min(number(1.into()), claims));
    let mut claims: Formula = due.into();
    if let Some(on_time) = on_time {
        claims = claims * on_time;
    }
    if let Some(advance) = &rules.advance {
        let at = c.date(&advance.at);
        claims = claims * CalendarRow::MonthNumber.at_least(at);
    }
    let claims = c.s.add(item.flag("claim_month"), claims);
    let settles = match (last, on_time) {
        (Some(last), Some(on_time)) => Some(max(last, number(1.into()) - on_time)),
        (Some(last), None) => Some(last.into()),
        (None, Some(on_time)) => Some(number(1.into()) - on_time),
        (None, None) => None,
    };
    let settles = settles.map(|settles| c.s.add(item.flag("settling"), settles));
    Calendar {
        claims,
        last,
        on_time,
        expires,
        settles,
    }
}
