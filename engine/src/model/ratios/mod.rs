//! The ratios by which lenders and owners judge a plan.
//!
//! [`cfads`] is the one definition of cash flow available for debt service; [`cover`] sets it
//! against what is due, [`leverage`] sets debt against earnings and equity; [`covenants`] hold both
//! against what was promised; [`valuation`] says what the property is worth, [`returns`] what
//! owners get, [`asked`] what they want.

mod asked;
pub(super) mod cfads;
pub(super) mod covenants;
pub(super) mod cover;
pub(super) mod leverage;
pub(super) mod returns;
pub(super) mod subject;
mod tests_begin;
pub(super) mod valuation;
mod words;

pub(super) use words::WORDS;

use super::answers::{Answers, PlanMaturity, PlanRatio};
use super::context::Context;
use super::item::Item;
use super::registry::DebtRows;
use super::uncertain::planned;
use super::words::word;
use crate::ledger::{Account, BalanceSheet, CashFlow, EntityId, IncomeLine, IncomeStatement};
use crate::quantity::{Decimal, Unit};
use crate::sheet::{Formula, RowId, RowSpec, Term, number};
use cfads::CashRows;
use cover::{Cover, Debt, Ratio};
use leverage::{Books, Leverage};
use subject::Subject;

/// The sources of this module that name rows.
#[cfg(test)]
pub(super) const SOURCES: &[&str] = &[
    include_str!("cfads.rs"),
    include_str!("covenants.rs"),
    include_str!("cover.rs"),
    include_str!("leverage.rs"),
    include_str!("mod.rs"),
    include_str!("returns.rs"),
    include_str!("tests_begin.rs"),
    include_str!("valuation.rs"),
];

/// How many rows one formula adds, with what the one before has added.
const ROWS_IN_A_FORMULA: usize = 5;

/// The accounts of financial debt.
const DEBTS: [Account; 4] = [
    Account::BankLoans,
    Account::Revolver,
    Account::Bonds,
    Account::UncoveredNeed,
];

/// The ratios of one entity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ratios {
    /// The flows of a month by which debt is served.
    pub(super) cash: CashRows,
    /// Cover of debt service, for entities with debt.
    pub(super) cover: Option<Cover>,
    /// Loan life cover, for entities with loans or bonds.
    pub(super) llcr: Option<Ratio>,
    /// Debt against earnings and equity.
    pub(super) leverage: Leverage,
}

/// Writes the ratios of one entity, once its statements are closed.
pub(super) fn write(
    c: &mut Context<'_>,
    entity: EntityId,
    income: &IncomeStatement,
    balance: &BalanceSheet,
) -> Ratios {
    let subject = Subject::entity(c, entity);
    let cash = cfads::write(c, entity);
    let scheduled = [Account::BankLoans, Account::Bonds];
    let borrows = |account: &Account| c.ledger.uses(entity, *account);
    let (has_debt, has_scheduled) = (
        scheduled.iter().any(borrows) || borrows(&Account::Revolver),
        scheduled.iter().any(borrows),
    );
    let cover = has_debt.then(|| cover::write(c, &subject, entity, cash));
    if let Some(cover) = cover {
        c.note_cover(entity, cover.ratio, cover.applies);
    }
    let llcr = has_scheduled.then(|| {
        let debt = scheduled_debt(c, entity, &subject);
        cover::loan_life(c, &subject, cash.cfads, debt)
    });
    let debts = DEBTS
        .into_iter()
        .filter(|account| *account == Account::UncoveredNeed || c.ledger.uses(entity, *account))
        .collect::<Vec<_>>();
    let books = Books {
        debts: debts
            .into_iter()
            .map(|account| c.ledger.closing(&mut c.s, entity, account))
            .collect(),
        cash: c.ledger.closing(&mut c.s, entity, Account::Cash),
        assets: balance.assets,
        equity: balance.equity,
        production: income.production,
        operating_result: income.operating_result,
        not_cash: [income.depreciation, income.provisions],
        grants_released: income.line(IncomeLine::A5Capital),
        interest_paid: interest_paid(c, entity, &subject),
    };
    let leverage = leverage::write(c, &subject, &books);
    let ratios = Ratios {
        cash,
        cover,
        llcr,
        leverage,
    };
    c.note_ratios(entity, ratios);
    ratios
}

/// The sum of some rows; several rows where they are more than one formula reads.
pub(super) fn total(
    c: &mut Context<'_>,
    item: &Item,
    spec: impl Fn(&Item) -> RowSpec,
    rows: &[RowId],
) -> RowId {
    let mut parts = rows.chunks(ROWS_IN_A_FORMULA).map(|part| {
        let rows = part.iter().map(|row| Formula::from(*row));
        rows.reduce(|sum, row| sum + row)
    });
    let mut sum = parts.next().flatten().unwrap_or_else(|| number(0.into()));
    for (index, part) in parts.flatten().enumerate() {
        let so_far = c.s.add(spec(&item.numbered(index + 1)), sum);
        sum = part + so_far;
    }
    c.s.add(spec(item), sum)
}

fn interest_paid(c: &mut Context<'_>, entity: EntityId, subject: &Subject) -> RowId {
    let paid = cfads::paid_on(c, entity, &[CashFlow::InterestPaid]);
    c.s.add(subject.item("ratios").euro("interest_paid"), paid)
}

/// The loans and bonds of an entity; the group owes what its entities owe.
fn debts_of(c: &Context<'_>, entity: EntityId) -> Vec<DebtRows> {
    let owed_by = |of: EntityId| c.debts_of(of).into_iter().map(|(_, rows)| rows);
    if c.ledger.entities().any(|of| of == entity) {
        owed_by(entity).collect()
    } else {
        c.ledger.entities().flat_map(owed_by).collect()
    }
}

/// The loans and bonds of an entity together.
fn scheduled_debt(c: &mut Context<'_>, entity: EntityId, subject: &Subject) -> Debt {
    let item = subject.item("llcr");
    let debts = debts_of(c, entity);
    let closing: Vec<RowId> = debts.iter().map(|rows| rows.closing).collect();
    let repayment: Vec<RowId> = debts.iter().map(|rows| rows.repayment).collect();
    let paid: Vec<RowId> = debts.iter().map(|rows| rows.interest_paid).collect();
    let interest: Vec<RowId> = debts.iter().map(|rows| rows.interest).collect();
    Debt {
        closing: total(c, &item, |item| item.balance("debt"), &closing),
        repayment: total(c, &item, |item| item.euro("repayment"), &repayment),
        interest_paid: total(c, &item, |item| item.euro("interest_paid"), &paid),
        interest: total(c, &item, |item| item.euro("interest"), &interest),
    }
}

/// Bonds whose money has to be there only after the last computed month: no verdict sees them.
fn maturities(c: &Context<'_>) -> Vec<PlanMaturity> {
    let timeline = c.timeline();
    let last = timeline.number_of(timeline.last());
    let bonds = c.scenario.bonds.iter();
    bonds
        .map(|bond| (bond, planned(c, &bond.matures)))
        .filter(|(_, month)| *month > last)
        .map(|(bond, month)| PlanMaturity {
            entity: bond.issuer.clone(),
            label: bond.label.clone(),
            closing: c.debt_rows(&format!("bonds.{}", bond.name)).closing,
            month: timeline.month_numbered(month),
        })
        .collect()
}

/// Writes what needs the statements of every entity: valuations, what they mean for loans, returns.
///
/// Covenants raise their alerts.
pub(super) fn answer(c: &mut Context<'_>) -> Answers {
    let scenario = c.scenario;
    let mut answers = Answers {
        maturities: maturities(c),
        ..Answers::default()
    };
    for entity in c.ledger.entities().chain(c.ledger.group()) {
        answers.ratios.extend(printed(c, entity));
    }
    let mut valued = Vec::new();
    for valuation in &scenario.valuations {
        if let Some(rows) = valuation::write(c, valuation) {
            c.note_exit(&valuation.name, rows.exit);
            answers
                .valuations
                .push(valuation::printed(c, valuation, &rows));
            valued.push((valuation, rows));
        }
    }
    valuation::note_values(c, &valued);
    for entity in c.ledger.entities() {
        answers.ratios.extend(on_value(c, entity));
    }
    // Those of one body stay together.
    let order: Vec<String> = answers.ratios.iter().map(|of| of.entity.clone()).collect();
    answers
        .ratios
        .sort_by_key(|of| order.iter().position(|name| *name == of.entity));
    for loan in &scenario.loans {
        let Some(promised) = &loan.covenants else {
            continue;
        };
        for (covenant, alert) in covenants::write(c, loan, promised) {
            answers.covenants.push(covenant);
            c.alerts.push(alert);
        }
    }
    for (valuation, rows) in &valued {
        answers.returns.extend(returns::write(c, valuation, rows));
    }
    answers
}

/// All debt of an entity over all its valued property: as lenders see it, and with the money that
/// nobody has lent yet.
fn on_value(c: &mut Context<'_>, entity: EntityId) -> Vec<PlanRatio> {
    let (Some(ratios), Some(value)) = (c.ratios(entity), c.property_value(entity)) else {
        return Vec::new();
    };
    let name = c.ledger.name(entity).to_owned();
    let need = c.ledger.closing(&mut c.s, entity, Account::UncoveredNeed);
    let subject = Subject::entity(c, entity);
    let item = subject.item("ltv_of_all_debt");
    let all = ratios.leverage.debt;
    let lent = c.s.add(item.balance("lent"), all - need);
    let mut printed = Vec::new();
    for (word_of, debt, counts) in [
        ("ltv_of_all_debt", lent, None),
        ("ltv_with_need", all, Some(need)),
    ] {
        let item = subject.item(word_of);
        let applies = value.greater(number(0.into())) * debt.greater(number(0.into()));
        let applies = c.s.add(item.flag("applies"), applies);
        let row = c.s.add(
            item.rate("ratio", Unit::Percent).applies(applies),
            debt.over_or(value, Decimal::ZERO),
        );
        printed.push(PlanRatio {
            entity: name.clone(),
            label: word(word_of),
            word: word_of,
            row,
            counts,
        });
    }
    printed
}

/// The ratios of an entity that are printed year by year.
fn printed(c: &Context<'_>, entity: EntityId) -> Vec<PlanRatio> {
    let Some(ratios) = c.ratios(entity) else {
        return Vec::new();
    };
    let name = c.ledger.name(entity);
    let of = |label: &'static str, row| PlanRatio {
        entity: name.to_owned(),
        label: word(label),
        word: label,
        row,
        counts: None,
    };
    let leverage = &ratios.leverage;
    let mut printed = Vec::new();
    if let Some(cover) = ratios.cover {
        printed.extend([
            of("dscr_12_months", cover.tested),
            of("dscr_next_12_months", cover.next_12.value),
        ]);
    }
    printed.extend(ratios.llcr.map(|llcr| of("llcr", llcr.value)));
    printed.extend([
        of("icr", leverage.icr.value),
        of("net_debt", leverage.net_debt),
        of("pfn_ebitda", leverage.pfn_ebitda.value),
        of("pfn_equity", leverage.pfn_equity.value),
        of("equity_ratio", leverage.equity_ratio.value),
    ]);
    printed
}
