//! What a rent is, month by month: its free time, its steps, its indexation.
//!
//! `rent of a month = full rent × share in force / 12` from the end of the free time. At each
//! anniversary of the beginning the full rent rises by the part agreed of the index's change over
//! the twelve months before, never falling: `factor = factor before × (1 + part × max(0, change))`.
//! The change is that of the level of the month before the anniversary on the level a year
//! earlier; the index stands at 1.00 before the plan. The full rent is rounded to cents, as it is
//! written in the request for its adjustment (art. 32 L. 392/1978).

use crate::model::context::Context;
use crate::model::item::Item;
use crate::quantity::{Decimal, Unit};
use crate::scenario::{Lease, LeaseIndex};
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, number, number_of, select};

/// The rows of a rent that invoices, taxes and the deposit are made of.
pub(super) struct Rent {
    /// Months since the beginning; negative before it.
    pub(super) since: RowId,
    /// 1 in the first month of each year of the contract.
    pub(super) year_start: RowId,
    /// The rent of a year with all its steps.
    pub(super) full: RowId,
    /// 1 once the last step is reached.
    pub(super) full_step: RowId,
    /// The rent of the month, unrounded.
    pub(super) month: RowId,
    /// The same since the last anniversary.
    pub(super) cumulated: RowId,
    /// The rent of the month, in cents.
    pub(super) accrued: RowId,
}

/// Writes the rent of a lease.
pub(super) fn write(c: &mut Context<'_>, item: &Item, lease: &Lease) -> Rent {
    let begins = c.date(&lease.begins);
    let since = c.s.add(
        item.rate("months_since_beginning", Unit::Months),
        CalendarRow::MonthNumber - begins,
    );
    let year_start = c.s.add(
        item.flag("contract_year_start"),
        since
            .modulo(number_of(12, Unit::Months))
            .equals(number(0.into())),
    );
    let rent = c.live(&lease.rent);
    let factor = match &lease.index {
        Some(index) => index_factor(c, item, index, since, year_start),
        None => number(1.into()),
    };
    let one_year = number_of(1, Unit::Years);
    let full = c.s.add(
        item.rate("full_rent", Unit::Euro),
        (rent * factor * one_year).to_cents(),
    );
    let (share, full_step) = share_in_force(c, item, lease, since);
    let month = c.s.add(
        item.euro("rent_unrounded"),
        (full * share).over(number(12.into())),
    );
    let cumulated = c.s.declare(item.balance("rent_cumulated"));
    c.s.define(
        cumulated,
        cumulated.previous() * (number(1.into()) - year_start) + month,
    );
    let accrued = c.s.accrue(item.euro("rent"), cumulated, year_start);
    Rent {
        since,
        year_start,
        full,
        full_step,
        month,
        cumulated,
        accrued,
    }
}

/// What the rent of the beginning is multiplied by.
fn index_factor(
    c: &mut Context<'_>,
    item: &Item,
    index: &LeaseIndex,
    since: RowId,
    year_start: RowId,
) -> Formula {
    let item = item.under("art. 32 L. 392/1978");
    let (level, part) = (c.index_level(&index.index), c.live(&index.share));
    let year_ago =
        c.s.add(item.rate("index_year_ago", Unit::Ratio), level.lag(13));
    let change = level.previous().over_or(year_ago, Decimal::ONE);
    let change = c.s.add(
        item.rate("index_change", Unit::Percent),
        max(number(0.into()), change - number(1.into())),
    );
    let anniversary = c.s.add(
        item.flag("anniversary"),
        year_start * since.greater(number(0.into())),
    );
    let factor =
        c.s.declare(item.rate("index_factor", Unit::Ratio).opening(Decimal::ONE));
    c.s.define(
        factor,
        factor.previous() * (number(1.into()) + part * change * anniversary),
    );
    factor.into()
}

/// The share of the full rent that is due, and the flag of the last step.
fn share_in_force(c: &mut Context<'_>, item: &Item, lease: &Lease, since: RowId) -> (RowId, RowId) {
    let free = c.live(&lease.rent_free_months);
    let charged = c.s.add(item.flag("charged"), since.at_least(free));
    let mut share: Formula = match lease.steps.first() {
        Some(_) => number(0.into()),
        None => number(1.into()),
    };
    let steps = item.part("steps");
    let mut last = charged;
    for (index, step) in lease.steps.iter().enumerate() {
        let part = steps.numbered(index + 1);
        let (at, stated) = (c.date(&step.at), c.live(&step.share));
        let reached = c.s.add(
            part.flag("step_reached"),
            CalendarRow::MonthNumber.at_least(at),
        );
        let spec = part.rate("step_share", Unit::Percent);
        share = c.s.add(spec, select(reached, stated, share)).into();
        last = reached;
    }
    let share =
        c.s.add(item.rate("rent_share", Unit::Percent), share * charged);
    let full_step = c.s.add(item.flag("full_step"), last * charged);
    (share, full_step)
}
