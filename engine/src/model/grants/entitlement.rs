//! What a grant is entitled to: a share of what the covered items have spent, up to its amount.
//!
//! `entitled to date = min(amount, intensity × eligible spending to date)`, in cents; the month
//! recognises the difference. The lower of the two binds, whichever month it is. Spending counts
//! when it is invoiced, without VAT (which is eligible only where it cannot be recovered: DPR
//! 22/2018 art. 15).

use super::super::context::Context;
use super::super::item::Item;
use crate::scenario::{Covered, CoveringGrant};
use crate::sheet::{Entry, Formula, KeyColumn, Rank, RowId, Term, min};

/// What has been recognised on spending.
pub(super) struct Entitlement {
    /// To date, before anything is taken back.
    pub(super) to_date: RowId,
    /// In the month.
    pub(super) recognised: RowId,
}

/// Writes the entitlement; `counts` is 0 in months whose spending comes too late.
pub(super) fn write(
    c: &mut Context<'_>,
    item: &Item,
    terms: &CoveringGrant,
    amount: &Formula,
    counts: Option<RowId>,
) -> Entitlement {
    let rows: Vec<RowId> = terms
        .covers
        .iter()
        .map(|covered| spending(c, &covered.value))
        .collect();
    let spent = sum(c, item, "covered_spending", &rows);
    let eligible = match counts {
        Some(counts) => spent * counts,
        None => spent,
    };
    let eligible = c.s.add(item.euro("eligible"), eligible);
    let to_date =
        c.s.add(item.balance("eligible_to_date"), eligible.running_total());
    let intensity = c.live(&terms.intensity);
    let entitled = c.s.add(
        item.balance("entitled"),
        min(amount.clone(), to_date * intensity).to_cents(),
    );
    let recognised =
        c.s.add(item.euro("recognised"), entitled - entitled.previous());
    Entitlement {
        to_date: entitled,
        recognised,
    }
}

/// What an item spends in the month, net of VAT.
fn spending(c: &Context<'_>, covered: &Covered) -> RowId {
    match covered {
        Covered::Capex(name) => c.capex_rows(name).spent,
        Covered::Service(_) | Covered::Cost(_) | Covered::Staff(_) => c.cost_row(&covered.path()),
    }
}

/// The sum of rows of several items.
pub(super) fn sum(c: &mut Context<'_>, item: &Item, name: &str, rows: &[RowId]) -> Formula {
    let key = item.key.child(name);
    let list = c.s.list(key.clone());
    let tag = c.s.tag(key);
    for row in rows {
        c.s.enter(
            list,
            Entry {
                amount: *row,
                rank: Rank(0),
                first: tag,
                second: None,
                third: None,
            },
        );
    }
    c.s.list_sum(list, KeyColumn::First, tag, None)
}
