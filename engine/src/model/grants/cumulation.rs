//! Several grants on one investment: together they may pay its cost once (RGS circular 33/2021).
//!
//! Each grant pays `spread / cost of its covered items` of every item that it covers. Where two or
//! more cover the same one and their shares add to more than 100 %, the plan tells of the excess;
//! it takes nothing away, since which funder gives way is for the funders to say.

use super::super::context::Context;
use super::super::plan::{Alert, Worst};
use crate::quantity::Unit;
use crate::scenario::Capex;
use crate::sheet::{Formula, RowId, Term, max, number};
use crate::wording::Label;

/// Watches every investment that several grants cover.
pub(in crate::model) fn watch_cumulation(c: &mut Context<'_>) {
    for capex in &c.scenario.capex {
        let shares = c.granted_shares(&capex.name);
        if shares.len() > 1 {
            watch(c, capex, &shares);
        }
    }
}

fn watch(c: &mut Context<'_>, capex: &Capex, shares: &[RowId]) {
    let rows = c.capex_rows(&capex.name);
    let item = c
        .item(
            rows.entity,
            "capex",
            &capex.name,
            &capex.label,
            &capex.place,
        )
        .under("RGS circ. 33/2021");
    let mut total: Formula = number(0.into());
    for (position, share) in shares.iter().enumerate() {
        let part = item.part("granted").numbered(position + 1);
        let spec = part.rate("granted_share", Unit::Percent);
        total = c.s.add(spec, total + *share).into();
    }
    let excess = max(number(0.into()), total - number(1.into())) * rows.planned;
    let excess =
        c.s.add(item.balance("granted_beyond_cost"), excess.to_cents());
    let flag =
        c.s.add(item.flag("granted_twice"), excess.greater(number(0.into())));
    c.alerts.push(Alert {
        entity: c.ledger.name(rows.entity).to_owned(),
        label: item.label.with_detail(&Label::new(
            "i contributi superano il costo (doppio finanziamento)",
            "grants exceed its cost (double funding)",
        )),
        flag,
        amount: excess,
        worst: Worst::Greatest,
    });
}
