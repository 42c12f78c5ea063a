//! What those who put money into a property ask for it, each and together.
//!
//! `asked on equity = Σ paid in by a holder × what it asks / Σ paid in`; who states nothing asks for
//! nothing. `asked on all funds` counts owners so, loans and bonds at the interest they bear (a
//! year's interest over the average balance) and capital grants at nothing; each weighs what it has
//! put in over the months shown.

use crate::ledger::{CashFlow, EntityId};
use crate::model::capital::HolderRows;
use crate::model::context::Context;
use crate::quantity::Unit;
use crate::sheet::{BinaryOp, FigureFormula, FigureId, Span};

/// What the owners ask together: the money paid in at what each asks, nothing where none is stated.
pub(super) struct EquityAsk {
    /// Paid in over the months shown.
    pub(super) paid: Option<FigureFormula>,
    /// Paid in, times what is asked on it.
    pub(super) weighed: Option<FigureFormula>,
    /// The weighted rate; none where nobody asks for anything.
    pub(super) rate: Option<FigureFormula>,
}

/// What the holders ask together.
pub(super) fn on_equity(holders: &[HolderRows], asked: &[Option<FigureId>]) -> EquityAsk {
    let paid = |holder: &HolderRows| FigureFormula::Sum(holder.paid, Span::Shown);
    let sum = |parts: Vec<FigureFormula>| parts.into_iter().reduce(plus);
    let all = sum(holders.iter().map(paid).collect());
    let pairs = holders.iter().zip(asked);
    let weighed = pairs.filter_map(|(holder, asked)| {
        let asked = FigureFormula::Figure((*asked)?);
        Some(times(paid(holder), asked))
    });
    let weighed = sum(weighed.collect());
    let rate = all.clone().zip(weighed.clone());
    EquityAsk {
        rate: rate.map(|(all, weighed)| over(weighed, all)),
        paid: all,
        weighed,
    }
}

/// What all funds ask together; none where no owner asks for anything.
pub(super) fn on_funds(
    c: &Context<'_>,
    entity: EntityId,
    equity: &EquityAsk,
) -> Option<FigureFormula> {
    let span = Span::Shown;
    let (paid, mut cost) = (equity.paid.clone()?, equity.weighed.clone()?);
    let mut funds = paid;
    for (line, row) in c.ledger.payments(entity) {
        let amount = FigureFormula::Sum(row, span);
        if line == CashFlow::CapitalGrantsReceived {
            funds = plus(funds, amount);
        } else if line == CashFlow::CapitalGrantsReturned {
            funds = arithmetic(BinaryOp::Subtract, funds, amount);
        }
    }
    for (_, debt) in c.debts_of(entity) {
        let repaid = FigureFormula::Sum(debt.repayment, span);
        let lent = plus(FigureFormula::Last(debt.closing, span), repaid);
        let months = FigureFormula::Constant(12.into(), Unit::PER_YEAR);
        let interest = times(FigureFormula::Sum(debt.interest, span), months);
        let rate = over(interest, FigureFormula::Sum(debt.closing, span));
        funds = plus(funds, lent.clone());
        cost = plus(cost, times(lent, rate));
    }
    Some(over(cost, funds))
}

fn arithmetic(op: BinaryOp, a: FigureFormula, b: FigureFormula) -> FigureFormula {
    FigureFormula::Arithmetic(op, Box::new(a), Box::new(b))
}

fn plus(a: FigureFormula, b: FigureFormula) -> FigureFormula {
    arithmetic(BinaryOp::Add, a, b)
}

fn times(a: FigureFormula, b: FigureFormula) -> FigureFormula {
    arithmetic(BinaryOp::Multiply, a, b)
}

fn over(a: FigureFormula, b: FigureFormula) -> FigureFormula {
    FigureFormula::Quotient(Box::new(a), Box::new(b))
}
