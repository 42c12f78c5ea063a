//! Grants paid on dates, whatever has been spent: a region, a bank's foundation.
//!
//! The whole grant is the sum of its payments. It is recognised on the spending of the covered
//! items, up to that sum; what is received before is a debt, what is recognised before a credit.
//! Each payment is an input of its own, so that a change of the payments changes the grant too.

use super::super::context::Context;
use super::super::item::Item;
use super::cuts::Cuts;
use super::{Course, entitlement};
use crate::calendar::YearMonth;
use crate::quantity::{Decimal, Unit};
use crate::scenario::{CoveringGrant, Level, LiveNumber, StatedChange};
use crate::sheet::{CalendarRow, Formula, Term, number, number_of};

/// Writes what is recognised and received of a grant.
pub(super) fn write(
    c: &mut Context<'_>,
    item: &Item,
    terms: &CoveringGrant,
    payments: &LiveNumber,
) -> Course {
    let (mut whole, mut received): (Formula, Formula) = (number(0.into()), number(0.into()));
    for (position, (month, amount)) in dated(payments).iter().enumerate() {
        let at = number_of(c.timeline().number_of(*month), Unit::MonthNumber);
        let amount = c.live(&payment(c, payments, *month, *amount));
        let item = item.part("payments").numbered(position + 1);
        let amount = c.s.add(item.balance("amount"), amount.to_cents());
        let now = CalendarRow::MonthNumber.equals(at);
        received =
            c.s.add(item.euro("received"), received + amount * now)
                .into();
        whole = c.s.add(item.balance("whole"), whole + amount).into();
    }
    let entitled = entitlement::write(c, item, terms, &whole, None);
    let received = c.s.add(item.euro("received"), received);
    Course {
        amount: whole,
        recognised: entitled.recognised,
        cuts: Cuts::none(entitled.to_date),
        claimed: None,
        collected: vec![received],
        returned: None,
    }
}

fn dated(payments: &LiveNumber) -> &[(YearMonth, Decimal)] {
    match &payments.level {
        Level::Dated(amounts) => amounts,
        Level::Base(_) | Level::Steps(_) | Level::Yearly(_) => &[],
    }
}

/// One payment as a number of its own: `grants.region.payments.2023-06`.
fn payment(
    c: &Context<'_>,
    payments: &LiveNumber,
    month: YearMonth,
    amount: Decimal,
) -> LiveNumber {
    let index = c.timeline().month_of(month).map(|month| month.index());
    let of_month = payments.changes.iter().filter(|stated| {
        let only = stated.change.month;
        only.is_none() || only == index
    });
    let changes = of_month.map(|stated| StatedChange {
        stress: stated.stress,
        change: crate::uncertainty::Change {
            month: None,
            ..stated.change
        },
    });
    LiveNumber {
        path: format!("{}.{month}", payments.path),
        level: Level::Base(amount),
        changes: changes.collect(),
        ..payments.clone()
    }
}
