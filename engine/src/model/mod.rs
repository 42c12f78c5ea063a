//! The business rules: a scenario becomes a sheet.
//!
//! The only place where the scenario language and the sheet meet. One file for each business
//! topic; each writes rows and posts to the ledger, none knows the others' rows. [`compile`] calls
//! them in the order of the ledger's stages: what is sold and bought, contracts, VAT, debt
//! service, income taxes, the legal reserve, and last what looks at cash.
//!
//! A new kind of contract is one new file here, its part of the scenario language, its words and
//! its test.

mod answers;
mod bond_limit;
mod capex;
mod capital;
mod checks;
mod context;
mod contracts;
mod debt;
mod flows;
mod general;
mod grants;
mod group;
mod imu;
mod inputs;
mod item;
mod leases;
mod liquidity;
mod not_modelled;
mod opening;
mod operations;
mod plan;
mod plan_group;
mod questions;
mod ratios;
mod registry;
mod reserve;
mod spaces;
mod staff;
mod target;
mod tax;
mod tenants;
mod terms;
mod totals;
mod uncertain;
mod words;

pub use answers::{
    Answers, PlanCovenant, PlanMaturity, PlanRatio, PlanReturn, PlanValuation, ReturnOf,
};
pub use contracts::{
    ContractName, Contracts, DebtKind, PlanCall, PlanDebt, PlanGrant, PlanInvestment, PlanLetting,
};
pub use plan::{Alert, Assertion, Check, Plan, PlanEntity, PlanFigure, Target, Worst};
pub use plan_group::{Culprit, Exchange, ExchangeKind, Mirrored, PlanGroup};
pub use uncertain::{Law, PlanUncertainty, UncertainInput};

use crate::diagnostic::Diagnostic;
use crate::ledger::{
    Account, BalanceSheet, CashFlowStatement, EntityId, IncomeStatement, LiabilityLine,
};
use crate::scenario::{LoanKind, Scenario};
use crate::sheet::{RowId, RowSpec, Violation};
use context::Context;
use liquidity::Line;
use target::Liquidity;

/// Compiles a scenario to a plan.
///
/// `cases` are the combinations of stresses (each a list of positions in
/// [`Scenario::stresses`]) that the sheet will be read under, beside the base case and each stress
/// alone: a lag's support is every value that it takes in any of them.
///
/// # Errors
/// What only shows once the rows exist: a figure or assertion that names no row, a lag with too
/// many values.
///
/// # Panics
/// If the sheet breaks one of its invariants: a mistake of this module, never of the user.
pub fn compile(scenario: &Scenario, cases: &[Vec<usize>]) -> Result<Plan, Vec<Diagnostic>> {
    let mut c = Context::new(scenario, cases);
    let entities: Vec<EntityId> = scenario
        .entities
        .iter()
        .map(|entity| c.add_entity(entity))
        .collect();
    for entity in &entities {
        opening::open(&mut c, *entity);
    }
    write_items(&mut c);
    let distributions = capital::Distributions::declare(&mut c);
    let mut written = Vec::new();
    for entity in &entities {
        written.push(write_entity(&mut c, *entity));
    }
    decide(&mut c, &distributions, &mut written);
    finish(c, written)
}

/// Everything that no other item depends on, in file order within each topic. Areas and spaces
/// come before the costs that they drive.
fn write_items(c: &mut Context<'_>) {
    let scenario = c.scenario;
    for milestone in &scenario.milestones {
        general::write_milestone(c, milestone);
    }
    general::write_indices(c);
    for area in &scenario.areas {
        general::write_area(c, area);
    }
    for space in &scenario.spaces {
        spaces::write(c, space);
    }
    for tenant in &scenario.tenants {
        tenants::write(c, tenant);
    }
    for staff in &scenario.staff {
        staff::write(c, staff);
    }
    for service in &scenario.services {
        operations::write_service(c, service);
    }
    for cost in &scenario.costs {
        operations::write_cost(c, cost);
    }
    for capex in &scenario.capex {
        capex::write(c, capex);
    }
    for lease in &scenario.leases {
        leases::write(c, lease);
    }
    for flow in &scenario.flows {
        flows::write(c, flow);
    }
    for grant in &scenario.grants {
        grants::write(c, grant);
    }
    grants::watch_cumulation(c);
}

/// What is left of an entity once its books are closed.
struct Written {
    entity: PlanEntity,
    books: group::Books,
    checks: Vec<Check>,
    alerts: Vec<Alert>,
    /// Figures beside those of its liquidity.
    figures: Vec<PlanFigure>,
}

/// Settles VAT, serves debt, taxes, closes the books of one entity.
fn write_entity(c: &mut Context<'_>, entity: EntityId) -> Written {
    opening::run_off(c, entity);
    let stated = c.entity(entity);
    tax::vat::settle(c, entity, stated);
    let lines = write_loans(c, entity);
    let mut income = IncomeStatement::before_tax(&mut c.s, &c.ledger, entity);
    tax::write_income_taxes(c, entity, &income);
    income.close(&mut c.s, &c.ledger);
    if stated.kind.is_company() {
        reserve::allocate(c, entity, &income);
    }
    let wanted = liquidity::cover(c, entity, &lines);

    let flow = CashFlowStatement::new(&mut c.s, &mut c.ledger, &income, entity);
    let due_later = due_later(c, entity);
    let balance = BalanceSheet::new(&mut c.s, &c.ledger, &income, entity, &due_later);
    let checks = checks::integrity(c, entity, &balance, &flow);
    let ratios = ratios::write(c, entity, &income, &balance);
    let liquidity = Liquidity::of(&ratios, wanted);
    let mut alerts = checks::alerts(c, entity, balance.equity, liquidity.cover);
    alerts.extend(debt::reserve::alert(c, entity));
    alerts.extend(bond_limit::test(c, entity, &income));
    alerts.extend(tax::non_operating::test(c, entity, &income, balance.assets));
    let written = PlanEntity {
        id: entity,
        name: c.ledger.name(entity).to_owned(),
        label: c.ledger.label(entity).clone(),
        statements: vec![
            income.statement().clone(),
            balance.statement().clone(),
            flow.statement().clone(),
        ],
        revenue: income.production,
        operating_result: income.operating_result,
        net_result: income.result(),
        operating_cash: liquidity.operating_cash,
        closing_cash: c.ledger.closing(&mut c.s, entity, Account::Cash),
        uncovered_need: c.ledger.closing(&mut c.s, entity, Account::UncoveredNeed),
        payments: c.ledger.payments(entity).collect(),
    };
    Written {
        entity: written,
        books: group::Books {
            entity,
            income,
            balance,
            liquidity,
        },
        checks,
        alerts,
        figures: Vec::new(),
    }
}

/// Writes the loans and bonds of one entity; returns its revolving lines, whose balance comes last.
fn write_loans(c: &mut Context<'_>, entity: EntityId) -> Vec<Line> {
    let name = c.ledger.name(entity).to_owned();
    let mut lines = Vec::new();
    for loan in c.scenario.loans.iter().filter(|loan| loan.borrower == name) {
        match &loan.kind {
            LoanKind::Term(terms) => debt::loans::write(c, loan, terms, entity),
            LoanKind::Revolving(terms) => {
                let mut line = liquidity::declare(c, loan, terms, entity);
                let (item, closing) = (&line.item, line.closing);
                line.interest = Some(debt::loans::revolver_interest(
                    c, item, loan, entity, closing,
                ));
                lines.push(line);
            }
        }
    }
    for bond in c.scenario.bonds.iter().filter(|bond| bond.issuer == name) {
        debt::bonds::write(c, bond, entity);
    }
    lines
}

/// Decides what is paid on closed periods, now that all books are written, and tells who has
/// received money that its payer did not have.
fn decide(
    c: &mut Context<'_>,
    distributions: &capital::Distributions<'_>,
    written: &mut [Written],
) {
    let incomes: Vec<IncomeStatement> = written
        .iter()
        .map(|part| part.books.income.clone())
        .collect();
    for (entity, alert) in distributions.define(c, &incomes) {
        written[entity.index()].alerts.push(alert);
    }
    for part in written {
        if let Some((alert, figure)) = capital::money_not_found::write(c, part.books.entity) {
            part.alerts.push(alert);
            part.figures.push(figure);
        }
    }
}

/// The part of each debt line due beyond twelve months, over all its contracts.
fn due_later(
    c: &mut Context<'_>,
    entity: EntityId,
) -> std::collections::BTreeMap<LiabilityLine, RowId> {
    let mut totals = std::collections::BTreeMap::new();
    for (line, rows) in c.due_later_rows(entity) {
        // Debts with a plan of instalments are known up to the same month, all others always.
        let mut flags = rows.iter().map(|row| c.s.spec(*row).applies_flag());
        let applies = flags.find_map(|flag| flag);
        let mut rows = rows.into_iter();
        let Some(mut total) = rows.next() else {
            continue;
        };
        for (index, row) in rows.enumerate() {
            let key = c
                .ledger
                .key(entity, "due_later")
                .child(&format!("{}_{index}", line.code()));
            let label = line.label().with_detail(&words::word("due_later"));
            let mut spec = RowSpec::balance(key, label, crate::quantity::Unit::Euro);
            if let Some(flag) = applies {
                spec = spec.applies(flag);
            }
            total = c.s.add(spec, total + row);
        }
        totals.insert(line, total);
    }
    totals
}

fn finish(mut c: Context<'_>, written: Vec<Written>) -> Result<Plan, Vec<Diagnostic>> {
    let scenario = c.scenario;
    let books: Vec<&group::Books> = written.iter().map(|written| &written.books).collect();
    let group = group::write(&mut c, &books);
    let mut figures = Vec::new();
    for part in &written {
        let books = &part.books;
        figures.extend(target::figures(&mut c, books.entity, books.liquidity));
        figures.extend(part.figures.iter().cloned());
    }
    if let Some(group) = &group {
        figures.extend(group::figures(&mut c, group));
    }
    let target = scenario.target.as_ref().and_then(|target| {
        let of = written
            .iter()
            .find(|written| written.entity.name == target.entity)?;
        Some(target::write(&mut c, target, of.books.liquidity))
    });
    let answers = ratios::answer(&mut c);
    figures.extend(questions::write_figures(&mut c));
    let assertions = questions::write_assertions(&mut c);
    let open_items = checks::open_items(&mut c);
    if !c.diagnostics.is_empty() {
        return Err(c.diagnostics);
    }
    let sheet =
        c.s.finish()
            .unwrap_or_else(|violations| broken(&violations));
    let (mut entities, mut checks, mut alerts) = (Vec::new(), Vec::new(), Vec::new());
    for mut part in written {
        entities.push(part.entity);
        checks.append(&mut part.checks);
        alerts.append(&mut part.alerts);
    }
    checks.extend(open_items);
    alerts.append(&mut c.alerts);
    let group = group.map(|group| {
        checks.extend(group.checks);
        group.plan
    });
    Ok(Plan {
        name: scenario.plan.name.clone(),
        language: scenario.plan.language,
        currency: scenario.plan.currency.clone(),
        sheet,
        entities,
        group,
        target,
        figures,
        answers,
        contracts: c.registry.contracts,
        checks,
        alerts,
        assertions,
        uncertainty: PlanUncertainty::of(scenario, c.inputs.uncertain),
        not_modelled: not_modelled::list(),
    })
}

#[expect(
    clippy::panic,
    reason = "a sheet that breaks its invariants is our own mistake"
)]
fn broken(violations: &[Violation]) -> ! {
    let listed: Vec<String> = violations
        .iter()
        .map(|violation| format!("{violation:?}"))
        .collect();
    panic!(
        "the model wrote a sheet that breaks its invariants:\n{}",
        listed.join("\n")
    )
}
