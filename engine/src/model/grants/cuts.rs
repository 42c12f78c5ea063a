//! What a grant loses: what the deadline finds unclaimed, and what the final check revokes.
//!
//! What has been recognised and not claimed by the deadline is lost in the month after it. From the
//! month of the final claim on, `revoked × (recognised − lost)`, in cents, is taken away again.

use super::super::context::Context;
use super::super::item::Item;
use super::calendar::Calendar;
use crate::quantity::Unit;
use crate::scenario::FinalClaim;
use crate::sheet::{RowId, Term, max, number};

/// Why part of a grant is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// It was not claimed by the deadline.
    Late,
    /// The final check revoked it.
    Revoked,
}

/// What was taken away, and what is left.
pub(super) struct Cuts {
    /// Taken away in the month, for each reason.
    pub(super) flows: Vec<(Reason, RowId)>,
    /// Recognised to date less what was lost and what was revoked.
    pub(super) kept: RowId,
    /// 1 up to the deadline, where it falls within the plan.
    pub(super) on_time: Option<RowId>,
    /// The share revoked, 0 before the final check.
    pub(super) revoked: Option<RowId>,
}

impl Cuts {
    /// A grant that loses nothing.
    pub(super) fn none(entitled: RowId) -> Cuts {
        Cuts {
            flows: Vec::new(),
            kept: entitled,
            on_time: None,
            revoked: None,
        }
    }
}

/// Writes what is lost and revoked of what has been recognised (`entitled`, to date).
pub(super) fn write(
    c: &mut Context<'_>,
    item: &Item,
    balance: Option<&FinalClaim>,
    calendar: &Calendar,
    (entitled, not_claimed): (RowId, RowId),
) -> Cuts {
    let mut cuts = Cuts {
        on_time: calendar.on_time,
        ..Cuts::none(entitled)
    };
    let mut checked = entitled;
    if let Some(expires) = calendar.expires {
        let lost = max(number(0.into()), not_claimed.previous()) * expires;
        let lost = c.s.add(item.euro("lost"), lost);
        if let Some(last) = calendar.last {
            checked = still_to_check(c, item, (entitled, lost, last));
        }
        let to_date = c.s.add(item.balance("lost_to_date"), lost.running_total());
        cuts.kept = c.s.add(item.balance("claimed_in_time"), entitled - to_date);
        cuts.flows.push((Reason::Late, lost));
    }
    if let (Some(balance), Some(last)) = (balance, calendar.last) {
        let share = c.live(&balance.revoked);
        let share =
            c.s.add(item.rate("revoked_share", Unit::Percent), share * last);
        let to_date = c.s.add(
            item.balance("revoked_to_date"),
            (checked * share).to_cents(),
        );
        let revoked = c.s.add(item.euro("revoked"), to_date - to_date.previous());
        cuts.kept = c.s.add(item.balance("kept"), cuts.kept - to_date);
        cuts.flows.push((Reason::Revoked, revoked));
        cuts.revoked = Some(share);
    }
    cuts
}

/// What the final check looks at: everything recognised, less what had been lost before it. What is
/// lost after it was never paid, so the check took its share of it already.
fn still_to_check(
    c: &mut Context<'_>,
    item: &Item,
    (entitled, lost, last): (RowId, RowId, RowId),
) -> RowId {
    let before = lost * (number(1.into()) - last.previous());
    let before = c.s.add(item.euro("lost_before_check"), before);
    let before = c.s.add(
        item.balance("lost_before_check_to_date"),
        before.running_total(),
    );
    c.s.add(item.balance("checked"), entitled - before)
}
