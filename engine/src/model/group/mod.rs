//! The group: combined statements of all entities, what of them belongs to outside holders, and
//! what the entities owe, sell and pay to one another.

mod exchanges;
mod minority;

use super::checks;
use super::context::Context;
use super::plan::{Check, PlanEntity, PlanFigure};
use super::plan_group::PlanGroup;
use super::ratios;
use super::target::{self, Liquidity};
use crate::ledger::{
    Account, BalanceSheet, CashFlowStatement, EntityId, GROUP, IncomeStatement, Statement,
    StatementLine, Weight,
};
use crate::quantity::Unit;
use crate::sheet::{Figure, FigureFormula, Key, Origin, RowId, RowSpec, Span, number};
use crate::wording::Label;
use minority::{Minority, Split};

/// The books of one entity, closed.
#[derive(Debug)]
pub(super) struct Books {
    pub(super) entity: EntityId,
    pub(super) income: IncomeStatement,
    pub(super) balance: BalanceSheet,
    pub(super) liquidity: Liquidity,
}

/// The group with its figures and checks.
pub(super) struct Group {
    pub(super) plan: PlanGroup,
    pub(super) liquidity: Liquidity,
    pub(super) checks: Vec<Check>,
}

/// Writes the group; `None` where the plan has one entity.
pub(super) fn write(c: &mut Context<'_>, books: &[&Books]) -> Option<Group> {
    if books.len() < 2 {
        return None;
    }
    let statements: Vec<_> = books
        .iter()
        .map(|books| (&books.income, &books.balance))
        .collect();
    let label = Label::new("Gruppo", "Group");
    let group = c.ledger.combine(&mut c.s, label, &statements);
    let between = c.ledger.exchanges().cloned().unwrap_or_default();

    let mut income = IncomeStatement::before_tax(&mut c.s, &c.ledger, group);
    income.close(&mut c.s, &c.ledger);
    let flow = CashFlowStatement::new(&mut c.s, &mut c.ledger, &income, group);
    for books in books {
        for (line, rows) in c.due_later_rows(books.entity) {
            rows.into_iter()
                .for_each(|row| c.due_later(group, line, row));
        }
    }
    let due_later = super::due_later(c, group);
    let balance = BalanceSheet::new(&mut c.s, &c.ledger, &income, group, &due_later);
    let mut checks = checks::integrity(c, group, &balance, &flow);
    checks.extend(exchanges::checks(c, &between));

    let minority = Minority::write(c, books, &between);
    let equity = minority.equity(c, balance.equity);
    let result = minority.result(c, income.result());
    let wanted = wanted(c, group, books);
    let ratios = ratios::write(c, group, &income, &balance);
    let liquidity = Liquidity::of(&ratios, wanted);
    let statements = vec![
        with_parts(income.statement(), income.result(), &result),
        with_parts(balance.statement(), balance.equity, &equity),
        flow.statement().clone(),
    ];
    let closing_cash = c.ledger.closing(&mut c.s, group, Account::Cash);
    let uncovered_need = c.ledger.closing(&mut c.s, group, Account::UncoveredNeed);
    let payments = c.ledger.payments(group).collect();
    let plan = PlanGroup {
        books: PlanEntity {
            id: group,
            name: c.ledger.name(group).to_owned(),
            label: c.ledger.label(group).clone(),
            statements,
            revenue: income.production,
            operating_result: income.operating_result,
            net_result: income.result(),
            operating_cash: liquidity.operating_cash,
            closing_cash,
            uncovered_need,
            payments,
        },
        net_debt: ratios.leverage.net_debt,
        own_equity: equity.own,
        minority_equity: equity.outside,
        own_result: result.own,
        minority_result: result.outside,
        exchanges: exchanges::listed(c, &between),
        mirrored: exchanges::mirrored(c),
    };
    Some(Group {
        plan,
        liquidity,
        checks,
    })
}

/// What the entities lack together, since the cash of one does not serve another; their VAT on
/// investments is noted for the group's operating cash.
fn wanted(c: &mut Context<'_>, group: EntityId, books: &[&Books]) -> RowId {
    let wanted: Vec<RowId> = books.iter().map(|books| books.liquidity.wanted).collect();
    let label = Label::new(
        "Linee e fabbisogno scoperto di tutti gli enti",
        "Lines and uncovered need of all entities",
    );
    let wanted = total(c, "liquidity.wanted", label, Kind::Balance, &wanted);
    let recovered: Vec<RowId> = books
        .iter()
        .filter_map(|books| c.recovered_vat.get(&books.entity).copied())
        .collect();
    if !recovered.is_empty() {
        let label = Label::new(
            "IVA sugli investimenti compensata da tutti gli enti",
            "VAT on investments set off by all entities",
        );
        let recovered = total(c, "vat.recovered", label, Kind::Flow, &recovered);
        c.recovers_investment_vat(group, recovered);
    }
    wanted
}

/// The figures of the group: those of its liquidity, and its net debt.
pub(super) fn figures(c: &mut Context<'_>, group: &Group) -> Vec<PlanFigure> {
    let mut figures = target::figures(c, group.plan.books.id, group.liquidity);
    let row = group.plan.net_debt;
    let mut figure = |name: &str, italian: &str, english: &str, unit, formula| {
        c.s.figure(Figure::new(
            Key::new(GROUP).child(name),
            Label::new(italian, english),
            unit,
            formula,
            Origin::default(),
        ))
    };
    let peak = figure(
        "peak_net_debt",
        "Punta della posizione finanziaria netta",
        "Peak net debt",
        Unit::Euro,
        FigureFormula::Max(row, Span::Shown),
    );
    let month = figure(
        "peak_net_debt.month",
        "Punta della posizione finanziaria netta: mese",
        "Peak net debt: month",
        Unit::MonthNumber,
        FigureFormula::MonthOfMax(row, Span::Shown),
    );
    figures.push(PlanFigure {
        entity: Some(GROUP.to_owned()),
        figure: peak,
        month: Some(month),
    });
    figures
}

/// A statement with the parts of a total below it.
fn with_parts(statement: &Statement, total: RowId, split: &Split) -> Statement {
    let mut statement = statement.clone();
    let position = statement
        .lines
        .iter()
        .position(|line| line.row == Some(total));
    if let Some(position) = position {
        let over_year = statement.lines[position].over_year;
        let [own, outside] = Split::labels();
        let code = statement.lines[position].code.clone();
        let part = |label, row| StatementLine {
            code: code.clone(),
            label,
            row: Some(row),
            weight: Weight::Part,
            over_year,
        };
        let parts = [part(own, split.own), part(outside, split.outside)];
        let at = position + 1;
        statement.lines.splice(at..at, parts);
    }
    statement
}

/// What the values of a row of the group are over time.
#[derive(Clone, Copy)]
enum Kind {
    Flow,
    Balance,
}

fn spec(word: &str, label: Label, kind: Kind) -> RowSpec {
    let key = Key::new(GROUP).child(word);
    let spec = match kind {
        Kind::Flow => RowSpec::flow(key, label, Unit::Euro),
        Kind::Balance => RowSpec::balance(key, label, Unit::Euro),
    };
    spec.entity(GROUP)
}

/// A row with the sum of others, in steps of six.
fn total(c: &mut Context<'_>, word: &str, label: Label, kind: Kind, rows: &[RowId]) -> RowId {
    let mut parts = rows.to_vec();
    let mut step = 0;
    while parts.len() > 6 {
        step += 1;
        let first: Vec<RowId> = parts.drain(..6).collect();
        let part = spec(&format!("{word}.part_{step}"), label.clone(), kind);
        let sum = first
            .into_iter()
            .fold(number(0.into()), |sum, row| sum + row);
        parts.insert(0, c.s.add(part, sum));
    }
    let sum = parts
        .into_iter()
        .fold(number(0.into()), |sum, row| sum + row);
    c.s.add(spec(word, label, kind), sum)
}
