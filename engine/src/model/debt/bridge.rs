//! The limit of a revolving line, which a bridge line's bank ties to open receivables.
//!
//! `limit = min(base, open receivables)`, in cents. A receivable counts with what is open at this
//! month's closing (everything that moves it stands in an earlier stage), and never below zero: an
//! advance is no receivable. So the limit falls as receivables are collected, and the line with it.

use super::super::context::Context;
use super::super::item::Item;
use crate::ledger::{Account, EntityId, Stage};
use crate::scenario::{Receivable, RevolvingLine};
use crate::sheet::{Formula, RowId, Term, max, min, number};

/// Writes the limit of the month.
pub(in crate::model) fn limit(
    c: &mut Context<'_>,
    item: &Item,
    entity: EntityId,
    line: &RevolvingLine,
) -> RowId {
    let base = c.live(&line.limit);
    let mut open: Option<Formula> = None;
    for (index, receivable) in line.capped_by.iter().enumerate() {
        let counted = max(number(0.into()), open_now(c, entity, receivable));
        let total = match open {
            Some(total) => total + counted,
            None => counted,
        };
        let spec = item.numbered(index + 1).balance("open_receivables");
        open = Some(c.s.add(spec, total).into());
    }
    let limit = match open {
        Some(open) => min(base, open),
        None => base,
    };
    c.s.add(item.balance("available"), limit.to_cents())
}

/// What is open of a receivable at this month's closing.
fn open_now(c: &mut Context<'_>, entity: EntityId, receivable: &Receivable) -> Formula {
    match receivable {
        Receivable::VatCredit => {
            let carried = before_liquidity(c, entity, Account::VatCredit);
            carried + before_liquidity(c, entity, Account::VatRefund)
        }
        Receivable::Grant(name) => c.grant_receivable(name).into(),
    }
}

/// An account's balance once every stage before liquidity has posted.
fn before_liquidity(c: &mut Context<'_>, entity: EntityId, account: Account) -> Formula {
    let closing = c.ledger.closing(&mut c.s, entity, account);
    let moved = c.ledger.before(&mut c.s, Stage::Liquidity, entity, account);
    closing.previous() + moved
}
