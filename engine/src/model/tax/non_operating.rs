//! The test of non-operating companies (art. 30 L. 724/1994), as an alert.
//!
//! A company whose revenue is less than its assets should bring is presumed not to operate:
//!
//! ```text
//! least revenue = Σ share × tax value averaged over the year and the two before
//! missing       = max(0, least revenue − revenue averaged over the same years)
//! ```
//!
//! The tax value is cost in use, before depreciation and net of capital grants; what is in progress
//! does not count, what comes into use within the year counts by its months. Years before the plan
//! are not known: the average is of those that are. Not tested are the first tax period, companies
//! with enough employees in both years before, and those whose production is above their assets.
//! The tax on the least income and the lost VAT credit are not computed: the alert says what rent
//! would avoid them.

use crate::ledger::{Account, AssetLine, EntityId, IncomeLine, IncomeStatement};
use crate::model::checks::alert;
use crate::model::context::Context;
use crate::model::item::Item;
use crate::model::plan::{Alert, Worst};
use crate::quantity::{Decimal, Unit};
use crate::scenario::Driver;
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, min, number, number_of};
use crate::wording::Label;

/// What a company holds, by the share of revenue that it should bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holding {
    Property,
    OtherAssets,
    Stakes,
}

impl Holding {
    const ALL: [Holding; 3] = [Holding::Property, Holding::OtherAssets, Holding::Stakes];

    /// The word of its tax value.
    fn word(self) -> &'static str {
        match self {
            Holding::Property => "property_value",
            Holding::OtherAssets => "other_assets_value",
            Holding::Stakes => "holdings_value",
        }
    }

    /// What an asset on this line of the balance sheet is.
    fn on(account: &str) -> Holding {
        if account == AssetLine::BII1.code() {
            Holding::Property
        } else {
            Holding::OtherAssets
        }
    }
}

/// Writes the test of a company that owns fixed assets or holdings; `None` for any other body.
pub(in crate::model) fn test(
    c: &mut Context<'_>,
    entity: EntityId,
    income: &IncomeStatement,
    assets: RowId,
) -> Option<Alert> {
    if !c.entity(entity).kind.is_company() || !owns(c, entity) {
        return None;
    }
    let item = c
        .entity_item(entity, "non_operating")
        .under("art. 30 L. 724/1994; art. 20 D.Lgs. 192/2024");
    let first = number_of(c.timeline().start().year() - 1, Unit::Ordinal);
    let known = min(number(3.into()), CalendarRow::Year - first);
    let years = c.s.add(
        item.rate("years_averaged", Unit::Ratio),
        max(number(1.into()), known),
    );
    let minimum = least_revenue(c, entity, &item, years);
    let revenue = revenue_of_year(c, &item, income);
    let average = averaged(c, &item, REVENUE, revenue, years);
    let tested = tested(c, entity, &item, income, assets);
    let missing = c.s.add(
        item.euro("missing_revenue"),
        max(number(0.into()), minimum - average).to_cents() * tested,
    );
    c.s.add(
        item.euro("revenue_to_pass"),
        (revenue + missing * years) * tested,
    );
    let label = Label::new(
        "società di comodo (art. 30 L. 724/1994): ricavi medi che mancano al minimo",
        "non-operating company (art. 30 L. 724/1994): average revenue short of the least",
    );
    let condition = missing.greater(number(0.into()));
    let found = (condition, missing, Worst::Greatest);
    Some(alert(c, entity, "non_operating", label, found))
}

fn owns(c: &Context<'_>, entity: EntityId) -> bool {
    let mut accounts = c.ledger.accounts(entity);
    accounts.any(|(account, _)| matches!(account, Account::Cost(_) | Account::Holdings))
}

/// The revenue that the assets should bring in the year, in December.
fn least_revenue(c: &mut Context<'_>, entity: EntityId, item: &Item, years: RowId) -> RowId {
    let rules = &c.scenario.rules.non_operating;
    let shares = [&rules.property, &rules.other_assets, &rules.holdings];
    note_tax_values(c, entity);
    let mut least = number(0.into());
    for (holding, share) in Holding::ALL.into_iter().zip(shares) {
        let name = holding.word();
        let value = tax_value(c, entity, item, holding);
        let part = item.part(name);
        let of_year = c.s.add(
            part.euro("value_of_year"),
            value.year_to_date().over(number(12.into())) * c.december,
        );
        let average = averaged(c, &part, VALUE, of_year, years);
        let share = c.live(share);
        let expected = c.s.add(part.euro("least_revenue"), average * share);
        least = least + expected;
    }
    c.s.add(item.euro("least_revenue"), least.to_cents())
}

/// Notes the tax value of each investment: its cost in use, less the grants that it has received.
fn note_tax_values(c: &mut Context<'_>, entity: EntityId) {
    let name = c.ledger.name(entity).to_owned();
    let investments = c.scenario.capex.iter().filter(|capex| capex.entity == name);
    for capex in investments {
        let item = c
            .item(entity, "capex", &capex.name, &capex.label, &capex.place)
            .under("art. 30 L. 724/1994; art. 110 c. 1 TUIR");
        let cost = c.capex_rows(&capex.name).cost;
        let granted = c.grants_on(&capex.name);
        let mut value = Formula::from(cost);
        for granted in &granted {
            let on_cost = (cost * granted.grant).over_or(granted.covered, Decimal::ZERO);
            let part = granted.item.part("on_cost");
            let spec = part.labelled_part(&capex.name, &capex.label);
            let on_cost = c.s.add(spec.balance("grant_on_cost"), on_cost.to_cents());
            c.count_grant_on_cost(&capex.name, on_cost);
        }
        if !granted.is_empty() {
            value = value - c.grants_on_cost(&capex.name);
        }
        let value = c.s.add(item.balance("tax_value"), value);
        c.count_tax_value(entity, Holding::on(&capex.account).word(), value);
    }
}

/// The tax value of all that an entity holds of a kind, at the end of the month.
fn tax_value(c: &mut Context<'_>, entity: EntityId, item: &Item, holding: Holding) -> RowId {
    let stated = c.opening(entity).into_iter();
    let stated = stated.flat_map(|opening| &opening.fixed_assets);
    let stated = stated.filter(|asset| Holding::on(&asset.account) == holding);
    let opened: Decimal = stated.map(|asset| asset.cost).sum();
    let name = holding.word();
    let formula = match holding {
        Holding::Property | Holding::OtherAssets => {
            c.tax_values(entity, name) + number_of(opened, Unit::Euro)
        }
        Holding::Stakes if c.ledger.uses(entity, Account::Holdings) => {
            c.ledger.closing(&mut c.s, entity, Account::Holdings).into()
        }
        Holding::Stakes => number(0.into()),
    };
    c.s.add(item.balance(name), formula)
}

/// The words of a sum over three years and of its average: of revenue, of a value.
const REVENUE: [&str; 2] = ["revenue_of_three_years", "revenue_average"];
const VALUE: [&str; 2] = ["value_of_three_years", "value_average"];

/// The average of a December's amount and those of the two before, as far as the plan knows them.
fn averaged(
    c: &mut Context<'_>,
    item: &Item,
    [sum, average]: [&str; 2],
    of_year: RowId,
    years: RowId,
) -> RowId {
    let three_years =
        c.s.add(item.euro(sum), of_year + of_year.lag(12) + of_year.lag(24));
    c.s.add(item.euro(average), three_years.over(years) * c.december)
}

/// Revenue and ordinary income of the year, in December; the yearly share of capital grants is none.
fn revenue_of_year(c: &mut Context<'_>, item: &Item, income: &IncomeStatement) -> RowId {
    let mut month = Formula::from(income.production);
    for line in [IncomeLine::C15, IncomeLine::C16] {
        if let Some(row) = income.line(line) {
            month = month + row;
        }
    }
    if let Some(grants) = income.line(IncomeLine::A5Capital) {
        month = month - grants;
    }
    let month = c.s.add(item.euro("revenue"), month);
    let december = c.december;
    c.s.add(
        item.euro("revenue_of_year"),
        month.year_to_date() * december,
    )
}

/// 1 in the Decembers in which the company is tested.
fn tested(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    income: &IncomeStatement,
    assets: RowId,
) -> RowId {
    let founded = number_of(c.entity(entity).founded.year(), Unit::Ordinal);
    let least = c.live(&c.scenario.rules.non_operating.employees);
    let (headcount, unit) = c.driver(entity, &Driver::Headcount);
    let headcount = c.s.add(item.rate("employees", unit), headcount);
    let staffed = c.s.declare(item.rate("months_staffed", Unit::Ratio));
    c.s.define(
        staffed,
        (staffed.previous() + number(1.into())) * headcount.at_least(least),
    );
    let small = c.s.add(
        item.flag("few_employees"),
        staffed.lag(12).less(number(24.into())),
    );
    let production = c.s.add(
        item.balance("production_to_date"),
        income.production.year_to_date(),
    );
    let idle = c.s.add(
        item.flag("production_within_assets"),
        production.at_most(assets),
    );
    let later = CalendarRow::Year.greater(founded);
    let december = c.december;
    c.s.add(item.flag("under_test"), later * small * idle * december)
}
