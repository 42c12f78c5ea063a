//! Dividends that a company receives (art. 89 TUIR): most of each is no income, in the year in which
//! it is paid.
//!
//! `excluded = share × dividend`, where the stake reaches the least stake or its tax value the least
//! value (L. 199/2025, from January 2026); else the dividend is income in full. The stake is what the
//! holder has paid in of all the capital, its tax value what it has paid in, both at the end of the
//! month before.

use crate::ledger::EntityId;
use crate::model::context::Context;
use crate::model::item::Item;
use crate::quantity::{Decimal, Unit};
use crate::sheet::{RowId, Term, max};

/// What a dividend to an entity of the plan is made of.
pub(in crate::model) struct Dividend {
    /// The dividend, as the issuer pays it to this holder.
    pub(in crate::model) item: Item,
    /// What is received in the month.
    pub(in crate::model) received: RowId,
    /// What the holder has paid in.
    pub(in crate::model) held: RowId,
    /// All the capital of the issuer.
    pub(in crate::model) capital: RowId,
}

/// Counts what is excluded of a dividend from the income of `payee`, where that is a company or
/// another body taxed as one.
pub(in crate::model) fn exclude(c: &mut Context<'_>, payee: EntityId, dividend: &Dividend) {
    if !c.entity(payee).is_commercial() {
        return;
    }
    let item = Item {
        entity: Some((payee, c.ledger.name(payee).to_owned())),
        ..dividend.item.under("art. 89 c. 2 TUIR; L. 199/2025")
    };
    let rules = &c.scenario.rules.dividends;
    let (share, stake, value) = (
        c.live(&rules.excluded),
        c.live(&rules.minimum_stake),
        c.live(&rules.minimum_value),
    );
    let (held, capital) = (dividend.held.previous(), dividend.capital.previous());
    let held_share = c.s.add(
        item.rate("stake", Unit::Percent),
        held.clone().over_or(capital, Decimal::ZERO),
    );
    let reached = c.s.add(
        item.flag("stake_reaches_least"),
        max(held_share.at_least(stake), held.at_least(value)),
    );
    let excluded = c.s.add(
        item.euro("excluded_from_income"),
        (dividend.received * share * reached).to_cents(),
    );
    c.exclude_dividend(payee, excluded);
}
