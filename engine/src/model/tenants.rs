//! Single tenants: a part of a space that one tenant takes, outside the curve of occupancy.
//!
//! From the month in which it begins, and not before its space opens, the tenant pays the space's
//! price and service charge for its square metres. From the month in which it leaves they stand
//! empty for the months of void; then somebody else pays the same. Where a part of it stands empty from
//! time to time ([`Tenant::share_let`]), only what is let pays.

use super::context::Context;
use super::spaces::let_out;
use crate::quantity::{Decimal, Unit};
use crate::scenario::{Space, Tenant};
use crate::sheet::{CalendarRow, Term, number};

/// Writes one tenant of a space that has been written.
///
/// # Panics
/// If the space does not exist: references are checked when the scenario is read.
pub(super) fn write(c: &mut Context<'_>, tenant: &Tenant) {
    let space = space_of(c, tenant);
    let rows = c.space_rows(&space.name);
    let entity = c.entity_id(&space.entity);
    let item = c.item(
        entity,
        "tenants",
        &tenant.name,
        &tenant.label,
        &tenant.place,
    );
    let begun = match &tenant.begins {
        Some(date) => {
            let date = c.date(date);
            CalendarRow::MonthNumber.at_least(date) * rows.open
        }
        None => rows.open.into(),
    };
    let begun = c.s.add(item.flag("begun"), begun);
    let (leaves, void) = (c.date(&tenant.leaves), c.live(&tenant.void_months));
    let begins = tenant.begins.as_ref().unwrap_or(&space.opens);
    super::uncertain::note_leaving(c, tenant, begins);
    let void = c.s.add(
        item.flag("void"),
        CalendarRow::MonthNumber.at_least(leaves.clone())
            * CalendarRow::MonthNumber.less(leaves + void),
    );
    let area = c.live(&tenant.area_m2);
    let mut occupied = area * begun * (number(1.into()) - void);
    if let Some(share) = &tenant.share_let {
        occupied = occupied * c.live(share);
        super::uncertain::note_beginning(c, share, begins);
    }
    let area = c.s.add(item.rate("occupied_m2", Unit::Area), occupied);
    let of_unit = match &space.area_m2 {
        Some(area) => c.live(area),
        None => number(1.into()),
    };
    let occupied = c.s.add(
        item.rate("occupied", Unit::Items),
        area.over_or(of_unit, Decimal::ZERO),
    );
    let_out(c, entity, &item, space, (occupied, Some(area)), rows);
}

#[expect(
    clippy::expect_used,
    reason = "references were checked when the scenario was read"
)]
fn space_of<'a>(c: &Context<'a>, tenant: &Tenant) -> &'a Space {
    let mut spaces = c.scenario.spaces.iter();
    let found = spaces.find(|space| space.name == tenant.space);
    found.expect("the space of a tenant was checked")
}
