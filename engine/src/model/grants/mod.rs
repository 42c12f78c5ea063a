//! Public money: what is granted, when it is claimed and paid, and when it becomes income.
//!
//! Three moments are kept apart. A grant is *recognised* as its conditions are met: by the month,
//! or as the covered items spend (`entitlement`). It is *collected* on claims, after an advance and
//! before a final balance (`claims`), or on dates (`dates`). It is *income* at once where it covers
//! running costs (OIC 12), and as the assets are depreciated where it covers investment (OIC 16:
//! `release`).

mod calendar;
mod claims;
mod cumulation;
mod cuts;
mod dates;
mod entitlement;
mod postings;
mod release;
mod words;
mod yearly;

pub(super) use cumulation::watch_cumulation;
#[cfg(test)]
pub(super) use words::SOURCES;
pub(super) use words::WORDS;

use super::context::Context;
use super::contracts::{ContractName, PlanGrant};
use super::item::Item;
use crate::ledger::EntityId;
use crate::scenario::{CoveringGrant, CoveringKind, Grant, GrantPayment, GrantTerms};
use crate::sheet::{Formula, RowId};
use cuts::Cuts;

/// Writes one grant.
pub(super) fn write(c: &mut Context<'_>, grant: &Grant) {
    let entity = c.entity_id(&grant.entity);
    let item = c.item(entity, "grants", &grant.name, &grant.label, &grant.place);
    let receivable = match &grant.terms {
        GrantTerms::Yearly(terms) => yearly::write(c, &item, entity, terms),
        GrantTerms::Covering(terms) => covering(c, &item, entity, terms),
    };
    c.note_grant_receivable(&grant.name, receivable);
}

/// What a grant that covers spending comes to, however it is paid.
struct Course {
    /// The most that is granted.
    amount: Formula,
    /// Recognised in the month on spending.
    recognised: RowId,
    /// What the deadline and the final check take away.
    cuts: Cuts,
    /// Claimed in the month, where it is paid on claims.
    claimed: Option<RowId>,
    /// Cash received in the month: the advance, the claims.
    collected: Vec<RowId>,
    /// Cash given back in the month.
    returned: Option<RowId>,
}

/// A grant that covers the spending of items; returns what is open of it.
fn covering(c: &mut Context<'_>, item: &Item, entity: EntityId, terms: &CoveringGrant) -> RowId {
    let item = item.under(match terms.kind {
        CoveringKind::Capital => "OIC 16 par. 87",
        CoveringKind::Operating => "OIC 12; art. 85 TUIR",
    });
    let course = match &terms.payment {
        GrantPayment::Claims(rules) => claims::write(c, &item, terms, rules),
        GrantPayment::Dates(payments) => dates::write(c, &item, terms, payments),
    };
    let open = postings::write(c, &item, entity, terms.kind, &course);
    c.registry.contracts.grants.push(PlanGrant {
        name: ContractName::of(&item),
        capital: terms.kind == CoveringKind::Capital,
        recognised: course.recognised,
        claimed: course.claimed,
        received: course.collected.clone(),
        returned: course.returned,
    });
    if terms.kind == CoveringKind::Capital {
        release::write(c, &item, entity, terms, &course);
    }
    open
}
