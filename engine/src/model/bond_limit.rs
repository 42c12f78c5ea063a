//! The limit on the bonds of a società per azioni (art. 2412 c.c.), as an alert.
//!
//! `limit = multiple × (share capital + legal reserve + available reserves of the last accounts)`.
//! The accounts count from the January after their year; earnings kept back count as available,
//! losses as their opposite. What the law leaves outside (bonds for supervised investors, bonds
//! secured by a first mortgage, listed ones) is for the user to know. A società a responsabilità
//! limitata has no such limit (art. 2483 c.c.).

use super::checks::alert;
use super::context::Context;
use super::plan::{Alert, Worst};
use crate::ledger::{Account, EntityId, IncomeStatement};
use crate::scenario::LegalForm;
use crate::sheet::{Term, max, number, select};
use crate::wording::Label;

/// Writes the limit of a company that has bonds out; `None` for any other body.
pub(super) fn test(
    c: &mut Context<'_>,
    entity: EntityId,
    income: &IncomeStatement,
) -> Option<Alert> {
    let limited = c.entity(entity).legal_form == Some(LegalForm::Spa);
    if !limited || !c.ledger.uses(entity, Account::Bonds) {
        return None;
    }
    let item = c.entity_item(entity, "bond_limit").under("art. 2412 c.c.");
    let mut closing = |account| c.ledger.closing(&mut c.s, entity, account);
    let [legal, others, retained] = [
        Account::LegalReserve,
        Account::OtherReserves,
        Account::RetainedEarnings,
    ]
    .map(&mut closing);
    let (capital, bonds) = (closing(Account::ShareCapital), closing(Account::Bonds));
    let results = c.s.add(
        item.balance("results_since_start"),
        income.result().running_total(),
    );
    let reserves = c.s.declare(item.balance("reserves_of_last_accounts"));
    let year_end = legal.previous() + others.previous() + retained.previous() + results.previous();
    c.s.define(reserves, select(c.january, year_end, reserves.previous()));
    let multiple = c.live(&c.scenario.rules.capital.bond_multiple);
    let limit = c.s.add(
        item.balance("limit_of_bonds"),
        (max(number(0.into()), capital + reserves) * multiple).to_cents(),
    );
    let above = c.s.add(
        item.balance("bonds_above_limit"),
        max(number(0.into()), bonds - limit),
    );
    let label = Label::new(
        "obbligazioni oltre il limite (art. 2412 c.c.): eccedenza",
        "bonds above the limit (art. 2412 c.c.): excess",
    );
    let condition = above.greater(number(0.into()));
    let found = (condition, above, Worst::Greatest);
    Some(alert(c, entity, "bond_limit", label, found))
}
