//! What a property is worth, and what its owners would be left with.
//!
//! Until its income has run in full for twelve months a property stands at what it has cost, net
//! of depreciation and of capital grants not yet released; from then on at
//! `(income − running costs of its owner), twelve months to date / yield asked`. An income with
//! steps (a lease) runs in full from its last step; any other income from its first month above
//! zero.
//!
//! The exit stands in the last month shown: `value − selling costs − net debt`, where net debt
//! counts the reserve account as the owners' cash, since it is theirs once the debt is repaid. Less
//! than nothing is not left: owners of a company lose no more than they paid in.
//!
//! Nobody buys at cost a building whose income has not shown itself. Until that has run in full for
//! twelve months the price of the exit is therefore the lower of the cost and of what the net
//! income of the last twelve months is worth at the yield asked; so a building that opens late, or
//! fills late, never sells for more.
//!
//! # Source
//! EBA/GL/2020/06, annex 3 (capitalisation rate, loan to cost, debt yield); Regulation (EU) 575/2013
//! art. 229 c. 1, as amended in 2024 (prudent value, without expected rises).

use super::subject::Subject;
use super::total;
use crate::ledger::{Account, AssetLine, CashFlow, EntityId, Position};
use crate::model::answers::PlanValuation;
use crate::model::context::Context;
use crate::model::item::Item;
use crate::model::questions::find_amount;
use crate::quantity::{Decimal, Unit};
use crate::scenario::Valuation;
use crate::sheet::{
    CalendarRow, FigureFormula, Formula, RowId, Span, Term, max, min, number, number_of, select,
};

/// The rows of one valuation.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct Valued {
    /// The owner.
    pub(in crate::model) entity: EntityId,
    /// The value at the month's end.
    pub(in crate::model) value: RowId,
    /// 1 where it follows from the income.
    pub(in crate::model) by_income: RowId,
    /// The price that a buyer would pay at the month's end.
    pub(in crate::model) price: RowId,
    /// Loans and bonds over cost.
    pub(in crate::model) loan_to_cost: RowId,
    /// Net income over cost.
    pub(in crate::model) yield_on_cost: RowId,
    /// Net income over loans and bonds.
    pub(in crate::model) debt_yield: RowId,
    /// Dividends over capital paid in.
    pub(in crate::model) cash_on_cash: RowId,
    /// What a sale brings in the last month shown, before debts.
    pub(in crate::model) sale: RowId,
    /// What it leaves to the owners.
    pub(in crate::model) exit: RowId,
}

/// Writes one valuation, once the ratios of its owner stand; nothing where its income does not
/// exist, which is reported.
pub(in crate::model) fn write(c: &mut Context<'_>, valuation: &Valuation) -> Option<Valued> {
    let entity = c.entity_id(&valuation.entity);
    let item = c.item(
        entity,
        "valuations",
        &valuation.name,
        &valuation.label,
        &valuation.place,
    );
    let path = format!("valuations.{}.income", valuation.name);
    let found = valuation.incomes.iter();
    let incomes = found.map(|income| find_amount(c, &path, income));
    let incomes = incomes.collect::<Option<Vec<RowId>>>()?;
    let full = runs_in_full(c, &item, &incomes);
    let month = net_income(c, &item, entity, &incomes)?;
    let net = c.s.add(
        item.balance("net_income_12_months").applies(full),
        month.trailing(12),
    );
    let (value, price) = value(c, &item, entity, valuation, (month, net, full));
    let cost = cost(c, &item, entity);
    let debt = {
        let closing: Vec<RowId> = c
            .debts_of(entity)
            .iter()
            .map(|(_, debt)| debt.closing)
            .collect();
        total(c, &item, |item| item.balance("debt"), &closing)
    };
    let over = |c: &mut Context<'_>, word: &str, of: RowId, over: RowId, flag: Option<RowId>| {
        let item = item.part(word);
        let positive = over.greater(number(0.into()));
        let positive = match flag {
            Some(flag) => positive * flag,
            None => positive,
        };
        let applies = c.s.add(item.flag("applies"), positive);
        c.s.add(
            item.rate("ratio", Unit::Percent).applies(applies),
            of.over_or(over, Decimal::ZERO),
        )
    };
    let loan_to_cost = over(c, "loan_to_cost", debt, cost, None);
    let yield_on_cost = over(c, "yield_on_cost", net, cost, Some(full));
    let debt_yield = over(c, "debt_yield", net, debt, Some(full));
    let (dividends, capital, year) = owners(c, &item, entity)?;
    let cash_on_cash = over(c, "cash_on_cash", dividends, capital, Some(year));
    let (sale, exit) = sale(c, &item, entity, valuation, price)?;
    Some(Valued {
        entity,
        value,
        by_income: full,
        price,
        loan_to_cost,
        yield_on_cost,
        debt_yield,
        cash_on_cash,
        sale,
        exit,
    })
}

/// The pointers to one valuation, with the figure of what a sale leaves.
pub(in crate::model) fn printed(
    c: &mut Context<'_>,
    valuation: &Valuation,
    rows: &Valued,
) -> PlanValuation {
    let item = c.item(
        rows.entity,
        "valuations",
        &valuation.name,
        &valuation.label,
        &valuation.place,
    );
    let exit = Subject::of_item(&item).figure(
        c,
        ("exit.sum", Unit::Euro),
        (
            "ai soci, con la vendita alla fine dei mesi mostrati",
            "to the owners, by a sale at the end of the months shown",
        ),
        FigureFormula::Sum(rows.exit, Span::Shown),
    );
    PlanValuation {
        entity: valuation.entity.clone(),
        name: format!("valuations.{}", valuation.name),
        label: valuation.label.clone(),
        value: rows.value,
        by_income: rows.by_income,
        price: rows.price,
        loan_to_cost: rows.loan_to_cost,
        yield_on_cost: rows.yield_on_cost,
        debt_yield: rows.debt_yield,
        cash_on_cash: rows.cash_on_cash,
        exit,
    }
}

/// Notes what each owner's properties are worth together.
pub(in crate::model) fn note_values(c: &mut Context<'_>, valued: &[(&Valuation, Valued)]) {
    for entity in c.ledger.entities() {
        let of_entity = valued.iter().filter(|(_, rows)| rows.entity == entity);
        let values: Vec<RowId> = of_entity.map(|(_, rows)| rows.value).collect();
        let value = match values.as_slice() {
            [] => continue,
            [only] => *only,
            several => {
                let item = c.entity_item(entity, "ratios");
                total(c, &item, |item| item.balance("value"), several)
            }
        };
        c.note_property_value(entity, value);
    }
}

/// 1 once every income has run in full in each of twelve months.
fn runs_in_full(c: &mut Context<'_>, item: &Item, incomes: &[RowId]) -> RowId {
    let mut all: Option<RowId> = None;
    for (index, income) in incomes.iter().enumerate() {
        let full = match c.full_income(*income) {
            Some(flag) => flag,
            None => {
                let spec = item.numbered(index + 1).flag("income_runs");
                c.s.add(spec, income.greater(number(0.into())))
            }
        };
        all = Some(match all {
            Some(others) => {
                let spec = item.numbered(index + 1).flag("incomes_run");
                c.s.add(spec, others * full)
            }
            None => full,
        });
    }
    let twelve = match all {
        Some(full) => full.trailing(12).at_least(number(12.into())),
        None => number(0.into()),
    };
    c.s.add(item.flag("by_income"), twelve)
}

/// Income of the month less the owner's running costs.
fn net_income(
    c: &mut Context<'_>,
    item: &Item,
    entity: EntityId,
    incomes: &[RowId],
) -> Option<RowId> {
    let costs = c.ratios(entity)?.leverage.running_costs;
    let income = match incomes {
        [one] => *one,
        several => total(c, item, |item| item.euro("income_of_property"), several),
    };
    Some(c.s.add(item.euro("net_income"), income - costs))
}

/// The value: by cost first, by income once that has run in full for a year; and the price, which
/// is never above what the income shown so far is worth.
fn value(
    c: &mut Context<'_>,
    item: &Item,
    entity: EntityId,
    valuation: &Valuation,
    (month, net, full): (RowId, RowId, RowId),
) -> (RowId, RowId) {
    let carrying = carrying(c, item, entity);
    let asked = c.live(&valuation.yield_rate);
    let of_year = number_of(1, Unit::PER_YEAR);
    let by_income = c.s.add(
        item.balance("value_by_income").applies(full),
        (net * of_year.clone()).over(asked.clone()),
    );
    let chosen = select(full, by_income, carrying);
    let value = c.s.add(
        item.balance("value"),
        max(number(0.into()), chosen).to_cents(),
    );
    let to_date =
        c.s.add(item.balance("net_income_to_date"), month.running_total());
    let so_far = c.s.add(
        item.balance("net_income_so_far"),
        max(number(0.into()), to_date - to_date.lag(12)),
    );
    let worth = c.s.add(
        item.balance("value_of_income_so_far"),
        (so_far * of_year).over(asked).to_cents(),
    );
    let price = c.s.add(
        item.balance("price"),
        select(full, value, min(value, worth)),
    );
    (value, price)
}

/// Tangible assets at cost less depreciation and less capital grants not yet released.
fn carrying(c: &mut Context<'_>, item: &Item, entity: EntityId) -> RowId {
    let (mut added, mut deducted) = (Vec::new(), Vec::new());
    for (account, closing) in c.ledger.accounts(entity) {
        match account.position() {
            Position::Asset(line) if is_tangible(line) => added.push(closing),
            Position::Deduction(line) if is_tangible(line) => deducted.push(closing),
            Position::Asset(_)
            | Position::Deduction(_)
            | Position::Liability(_)
            | Position::LiabilityDeduction(_)
            | Position::Swing(..)
            | Position::Result(_) => {}
        }
        if account == Account::CapitalGrants {
            deducted.push(closing);
        }
        if account == Account::CapitalGrantsReleased {
            added.push(closing);
        }
    }
    let added = total(c, item, |item| item.balance("carrying_added"), &added);
    let deducted = total(c, item, |item| item.balance("carrying_deducted"), &deducted);
    c.s.add(item.balance("carrying"), added - deducted)
}

fn is_tangible(line: AssetLine) -> bool {
    (AssetLine::BII1..=AssetLine::BII5).contains(&line)
}

/// What the owner's investments have cost so far, before grants and without VAT.
fn cost(c: &mut Context<'_>, item: &Item, entity: EntityId) -> RowId {
    let spent: Vec<RowId> = c
        .scenario
        .capex
        .iter()
        .map(|capex| c.capex_rows(&capex.name))
        .filter(|rows| rows.entity == entity)
        .map(|rows| rows.spent)
        .collect();
    let spent = total(c, item, |item| item.euro("spent"), &spent);
    c.s.add(item.balance("cost"), spent.running_total())
}

/// Dividends of the twelve months to date, what owners have paid in, 1 once a year has passed.
fn owners(c: &mut Context<'_>, item: &Item, entity: EntityId) -> Option<(RowId, RowId, RowId)> {
    let year = c.ratios(entity)?.leverage.year;
    let dividends = super::cfads::paid_on(c, entity, &[CashFlow::DividendsPaid]);
    let dividends = c.s.add(item.euro("dividends_paid"), dividends);
    let dividends = c.s.add(
        item.balance("dividends_12_months").applies(year),
        dividends.trailing(12),
    );
    let capital = c.ledger.closing(&mut c.s, entity, Account::ShareCapital);
    Some((dividends, capital, year))
}

/// What a sale in the last month shown brings, before and after debts.
fn sale(
    c: &mut Context<'_>,
    item: &Item,
    entity: EntityId,
    valuation: &Valuation,
    price: RowId,
) -> Option<(RowId, RowId)> {
    let costs = c.live(&valuation.costs);
    let costs =
        c.s.add(item.balance("selling_costs"), (price * costs).to_cents());
    let shown = c.timeline().shown();
    let sold = CalendarRow::MonthNumber.equals(number_of(shown, Unit::MonthNumber));
    let sold = c.s.add(item.flag("sold"), sold);
    let sale = c.s.add(item.euro("sale"), (price - costs) * sold);
    let net_debt: Formula = c.ratios(entity)?.leverage.net_debt.into();
    let debt = if c.ledger.uses(entity, Account::ReserveCash) {
        net_debt - c.ledger.closing(&mut c.s, entity, Account::ReserveCash)
    } else {
        net_debt
    };
    let debt = c.s.add(item.balance("debt_at_sale"), debt);
    let exit =
        c.s.add(item.euro("exit"), max(number(0.into()), sale - debt * sold));
    Some((sale, exit))
}
