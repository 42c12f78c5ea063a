//! Claims: how much of a grant is asked for and paid, after an advance and before a balance.
//!
//! A claim is for everything that has been spent until its month; none comes before the advance. With `K` the grant kept to date
//! (recognised less lost less revoked), `A` the advance paid, `a` its share and `G` the whole
//! grant, advance and claims together can reach, in cents,
//!
//! ```text
//! before the final claim, absorb first:  min(K, interim limit × G)
//! before the final claim, proportional:  min(K × (1 − a) + A, interim limit × G)
//! from the final claim on:               K
//! ```
//!
//! and a claim asks for what is missing to that. It is paid after the lag in force in its month.
//! What was obtained beyond `K` is given back with the final claim, or after the deadline: an
//! advance that spending has not made up for, and what was revoked of sums already claimed.

use super::super::context::Context;
use super::super::item::Item;
use super::calendar::{self, Calendar};
use super::cuts;
use super::{Course, entitlement};
use crate::quantity::Decimal;
use crate::scenario::{CoveringGrant, GrantAdvance, GrantClaims, Recovery};
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, min, number, select};

/// Writes what is recognised, claimed and collected of a grant.
pub(super) fn write(
    c: &mut Context<'_>,
    item: &Item,
    terms: &CoveringGrant,
    rules: &GrantClaims,
) -> Course {
    let calendar = calendar::write(c, item, rules);
    let amount = c.live(&rules.amount);
    let entitled = entitlement::write(c, item, terms, &amount, calendar.on_time);
    let not_claimed = c.s.declare(item.balance("not_claimed"));
    let rows = (entitled.to_date, not_claimed);
    let cuts = cuts::write(c, item, rules.balance.as_ref(), &calendar, rows);
    let advance = rules.advance.as_ref();
    let advance = advance.map(|advance| pay_advance(c, item, advance, &amount, &calendar));
    let claimable = claimable(
        c,
        item,
        rules,
        &calendar,
        (cuts.kept, amount.clone(), advance),
    );

    let obtained = c.s.declare(item.balance("obtained"));
    let before = match advance {
        Some(advance) => obtained.previous() + advance,
        None => obtained.previous(),
    };
    let claimed = max(number(0.into()), claimable - before.clone()) * calendar.claims;
    let claimed = c.s.add(item.euro("claimed"), claimed);
    let after = before + claimed;
    let returned = calendar.settles.map(|settles| {
        let excess = max(number(0.into()), after.clone() - cuts.kept) * settles;
        c.s.add(item.euro("returned"), excess)
    });
    let closing = match returned {
        Some(returned) => after - returned,
        None => after,
    };
    c.s.close(obtained, closing);
    c.s.close(not_claimed, cuts.kept - obtained);
    let received = c.delayed(item, "received", claimed, &rules.paid_after_months);
    Course {
        amount,
        recognised: entitled.recognised,
        cuts,
        claimed: Some(claimed),
        collected: advance.into_iter().chain([received]).collect(),
        returned,
    }
}

/// The advance, paid in its month if that is on time: `share × amount`, in cents.
fn pay_advance(
    c: &mut Context<'_>,
    item: &Item,
    advance: &GrantAdvance,
    amount: &Formula,
    calendar: &Calendar,
) -> RowId {
    let (share, at) = (c.live(&advance.share), c.date(&advance.at));
    let now = CalendarRow::MonthNumber.equals(at);
    let paid = (amount.clone() * share).to_cents() * now;
    let paid = match calendar.on_time {
        Some(on_time) => paid * on_time,
        None => paid,
    };
    c.s.add(item.euro("advance_paid"), paid)
}

/// What advance and claims together can reach.
fn claimable(
    c: &mut Context<'_>,
    item: &Item,
    rules: &GrantClaims,
    calendar: &Calendar,
    (kept, amount, advance): (RowId, Formula, Option<RowId>),
) -> RowId {
    let absorbed: Formula = match (&rules.advance, advance) {
        (Some(stated), Some(paid)) => match stated.recovery {
            Recovery::AbsorbFirst => kept.into(),
            Recovery::Proportional => {
                let paid =
                    c.s.add(item.balance("advance_to_date"), paid.running_total());
                let rest = number(Decimal::ONE) - c.live(&stated.share);
                c.s.add(item.balance("reduced"), kept * rest + paid).into()
            }
        },
        (Some(_) | None, _) => kept.into(),
    };
    let (Some(balance), Some(last)) = (&rules.balance, calendar.last) else {
        return c.s.add(item.balance("claimable"), absorbed.to_cents());
    };
    let limit = amount * c.live(&balance.interim_up_to);
    let interim =
        c.s.add(item.balance("interim"), min(absorbed, limit).to_cents());
    c.s.add(item.balance("claimable"), select(last, kept, interim))
}
