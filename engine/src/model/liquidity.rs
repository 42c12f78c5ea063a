//! Liquidity: revolving lines, and the need that no source covers.
//!
//! Cash never goes silently negative. What is missing below the minimum is drawn on the entity's
//! revolving lines, in file order, each up to its limit; what is still missing is uncovered need.
//! `wanted = max(0, need + lines of last month + minimum cash − cash before liquidity)`,
//! `line = min(limit, what the lines before left)`, `need = what all lines left`. So need is given
//! back first, lines next, and a limit that falls forces repayment in that month.

use super::context::Context;
use super::contracts::DebtKind;
use super::item::Item;
use crate::ledger::{Account, CashFlow, EntityId, Posting, Stage};
use crate::scenario::{Loan, RevolvingLine};
use crate::sheet::{Formula, RowId, RowSpec, max, min, number};

/// A revolving line whose balance is decided here.
pub(super) struct Line {
    /// The line's item.
    pub(super) item: Item,
    /// Its closing balance, declared so that interest could read it.
    pub(super) closing: RowId,
    /// The limit in the month.
    pub(super) limit: RowId,
    /// Interest of the month, paid at once.
    pub(super) interest: Option<RowId>,
}

/// Declares a revolving line and writes its limit. Interest is written with debt service.
pub(super) fn declare(
    c: &mut Context<'_>,
    loan: &Loan,
    terms: &RevolvingLine,
    entity: EntityId,
) -> Line {
    let item = c.item(entity, "loans", &loan.name, &loan.label, &loan.place);
    let limit = super::debt::bridge::limit(c, &item, entity, terms);
    let closing = c.s.declare(item.balance("closing"));
    Line {
        item,
        closing,
        limit,
        interest: None,
    }
}

/// Decides the month's lines and need; the last posting of all. Returns what they cover together.
pub(super) fn cover(c: &mut Context<'_>, entity: EntityId, lines: &[Line]) -> RowId {
    let item = c.entity_item(entity, "liquidity");
    let minimum = c.live(&c.entity(entity).minimum_cash);
    let cash = c.ledger.closing(&mut c.s, entity, Account::Cash);
    let moved = c
        .ledger
        .before(&mut c.s, Stage::Liquidity, entity, Account::Cash);
    let need = c.ledger.closing(&mut c.s, entity, Account::UncoveredNeed);
    let before =
        c.s.add(item.balance("cash_before"), cash.previous() + moved);
    let mut outstanding = c.s.add(item.balance("outstanding"), need.previous());
    for line in lines {
        let spec = line.item.balance("outstanding");
        outstanding = c.s.add(spec, outstanding + line.closing.previous());
    }
    let wanted = c.s.add(
        item.balance("wanted"),
        max(number(0.into()), outstanding + minimum - before),
    );
    let mut left = wanted;
    for line in lines {
        c.s.define(line.closing, min(line.limit, left));
        left =
            c.s.add(line.item.balance("not_covered"), left - line.closing);
        let moves = Moves {
            debt: Account::Revolver,
            drawn: CashFlow::RevolverDrawn,
            repaid: CashFlow::RevolverRepaid,
        };
        let [drawn, repaid] = post_change(c, entity, &line.item, line.closing, &moves);
        if let Some(interest) = line.interest {
            let told = [line.closing, drawn, repaid, interest];
            c.tell_debt(&line.item, DebtKind::Line, told);
        }
        c.open_item(entity, Account::Revolver, line.closing);
    }
    let row = c.s.add(item.balance("need"), left);
    let moves = Moves {
        debt: Account::UncoveredNeed,
        drawn: CashFlow::NeedRaised,
        repaid: CashFlow::NeedRepaid,
    };
    post_change(c, entity, &item, row, &moves);
    c.open_item(entity, Account::UncoveredNeed, row);
    wanted
}

/// The account and the cash-flow lines of a balance that moves both ways.
struct Moves {
    debt: Account,
    drawn: CashFlow,
    repaid: CashFlow,
}

/// Posts the change of a balance: a rise as drawn, a fall as repaid. Returns both.
fn post_change(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    balance: RowId,
    moves: &Moves,
) -> [RowId; 2] {
    let rise = |c: &mut Context<'_>, spec: RowSpec, change: Formula| {
        c.s.add(spec, max(number(0.into()), change))
    };
    let drawdown = rise(c, item.euro("drawdown"), balance - balance.previous());
    let repayment = rise(c, item.euro("repayment"), balance.previous() - balance);
    c.post(Posting {
        entity,
        stage: Stage::Liquidity,
        amount: drawdown,
        debit: Account::Cash,
        credit: moves.debt,
        cash_flow: Some(moves.drawn),
        between: None,
    });
    c.post(Posting {
        entity,
        stage: Stage::Liquidity,
        amount: repayment,
        debit: moves.debt,
        credit: Account::Cash,
        cash_flow: Some(moves.repaid),
        between: None,
    });
    [drawdown, repayment]
}
