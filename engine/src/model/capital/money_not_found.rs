//! What an entity received from another one that did not have the money.
//!
//! A payer without cash pays all the same, and its books show uncovered need. So what the payee
//! received out of it is in doubt: in each month, of each payer, the lesser of what the payee
//! received from it and of the uncovered need that the payer raised in the month.

use std::collections::BTreeMap;

use crate::ledger::{CashFlow, EntityId, Flow};
use crate::model::context::Context;
use crate::model::plan::{Alert, PlanFigure, Worst};
use crate::quantity::Unit;
use crate::sheet::{Figure, FigureFormula, RowId, RowSpec, Span, Term, min, number};
use crate::wording::Label;

use super::total;

/// Writes the rows of one entity, with its alert and its figure; none for an entity that receives
/// nothing from others of the plan. Comes after all postings.
pub(in crate::model) fn write(c: &mut Context<'_>, payee: EntityId) -> Option<(Alert, PlanFigure)> {
    let mut parts = Vec::new();
    for (payer, amounts) in received(c, payee) {
        parts.push(from_payer(c, payee, payer, &amounts));
    }
    if parts.is_empty() {
        return None;
    }
    let item = c.entity_item(payee, "money_not_found");
    let sum = total(c, &item, "not_found_part", &parts);
    let spec = RowSpec::flow(item.key.clone(), item.label.clone(), Unit::Euro);
    let spec = spec
        .entity(c.ledger.name(payee))
        .origin(item.origin.clone());
    let row = c.s.add(spec, sum);
    let flag = c.s.add(item.flag("happens"), row.greater(number(0.into())));
    let label = Label::new(
        "ha incassato da chi non aveva il denaro (fabbisogno scoperto di chi paga)",
        "has received from others of the plan that did not have the money (their uncovered need)",
    );
    let alert = Alert {
        entity: c.ledger.name(payee).to_owned(),
        label,
        flag,
        amount: row,
        worst: Worst::Greatest,
    };
    Some((alert, figures(c, payee, row, flag)))
}

/// What an entity receives from each other one: the amounts of the postings that name it.
fn received(c: &Context<'_>, payee: EntityId) -> BTreeMap<EntityId, Vec<RowId>> {
    let mut amounts: BTreeMap<EntityId, Vec<RowId>> = BTreeMap::new();
    for posting in c.ledger.between() {
        let comes_in = posting
            .cash_flow
            .is_some_and(|line| line.flow() == Flow::In);
        if let Some(between) = posting.between
            && posting.entity == payee
            && comes_in
        {
            amounts
                .entry(between.with)
                .or_default()
                .push(posting.amount);
        }
    }
    amounts
}

/// What was received from one payer out of money that it did not have.
fn from_payer(c: &mut Context<'_>, payee: EntityId, payer: EntityId, amounts: &[RowId]) -> RowId {
    let (name, label) = (
        c.ledger.name(payer).to_owned(),
        c.ledger.label(payer).clone(),
    );
    let item = c
        .entity_item(payee, "money_not_found")
        .labelled_part(&name, &label);
    let sum = total(c, &item, "received_part", amounts);
    let received = c.s.add(item.euro("received"), sum);
    let raised = c.ledger.payments_on(&mut c.s, payer, CashFlow::NeedRaised);
    c.s.add(item.euro("not_found"), min(received, raised))
}

/// The sum over the shown months, with the first month.
fn figures(c: &mut Context<'_>, payee: EntityId, row: RowId, flag: RowId) -> PlanFigure {
    let item = c.entity_item(payee, "money_not_found");
    let label = Label::new(
        "Incassato da chi non aveva il denaro, in tutto (e da quando)",
        "Received from others that did not have the money, in all (and since when)",
    );
    let month_label = Label::new(
        "Incassato da chi non aveva il denaro: primo mese",
        "Received from others that did not have the money: first month",
    );
    let sum = c.s.figure(Figure::new(
        item.key.child("sum"),
        label,
        Unit::Euro,
        FigureFormula::Sum(row, Span::Shown),
        item.origin.clone(),
    ));
    let first = c.s.figure(Figure::new(
        item.key.child("first_month"),
        month_label,
        Unit::MonthNumber,
        FigureFormula::FirstMonthWhere(flag, Span::Shown),
        item.origin,
    ));
    PlanFigure {
        entity: Some(c.ledger.name(payee).to_owned()),
        figure: sum,
        month: Some(first),
    }
}
