//! The rules of the language, one small truth each.

use std::collections::BTreeMap;

use super::change::matches;
use super::written::{Suffix, Unreadable, Written};
use crate::diagnostic::Code;
use crate::quantity::Decimal;
use crate::scenario::{
    Changes, DateLevel, IndexSource, Level, Loaded, LoanKind, RefundYears, Refused, Scenario,
};
use crate::uncertainty::{Change, Distribution, Process, Relation, Uncertain};

const BASE: &str = r#"
[plan]
name = "Prova"
start = "2024-01"
years = 3
[entities.hub]
name = "Hub srl"
kind = "company"
legal_form = "srl"
founded = "2020-01"
[milestones.works]
date = "2024-07"
delay_months = { base = 0, discrete = [[0, "80%"], [6, "20%"]] }
[staff.managers]
entity = "hub"
gross_salary = { base = 30_000, relative = { pert = ["-10%", "0%", "+20%"] } }
headcount = { from = [{ at = "2024-01", is = 1 }, { at = "milestones.works", is = 3 }] }
"#;

fn load(text: &str) -> Result<Loaded, Refused> {
    let files = BTreeMap::from([("a.toml".to_owned(), text.to_owned())]);
    Scenario::load("a.toml", &files, &Changes::default())
}

/// The base with more text, read without a mistake.
fn with(more: &str) -> Scenario {
    let loaded = load(&format!("{BASE}{more}"));
    loaded
        .map_err(|refused| refused.diagnostics)
        .unwrap()
        .scenario
}

fn codes(more: &str) -> Vec<Code> {
    let refused = load(&format!("{BASE}{more}")).unwrap_err();
    refused.diagnostics.iter().map(|found| found.code).collect()
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn numbers_keep_sign_and_suffix() {
    let read = |text| Written::parse(text).map(|read| (read.number, read.suffix));
    assert_eq!(read("-12.5%"), Ok((d("-12.5"), Suffix::Percent)));
    assert_eq!(read("+200bp"), Ok((d("200"), Suffix::BasisPoints)));
    assert_eq!(read("2 pp"), Ok((d("2"), Suffix::Points)));
    assert_eq!(read("1e3"), Ok((d("1000"), Suffix::None)));
    assert_eq!(read("1.000,50"), Err(Unreadable::NotANumber));
    assert_eq!(read("9999999999999999"), Err(Unreadable::TooManyDigits));
}

#[test]
fn two_hundred_basis_points_are_two_points() {
    let scaled = |text| Written::parse(text).unwrap().scaled();
    assert_eq!(scaled("200bp"), scaled("2pp"));
    assert_eq!(scaled("2%"), d("0.02"));
}

#[test]
fn a_star_stands_for_one_name() {
    assert!(matches("spaces.*.price", "spaces.desks.price"));
    assert!(!matches("spaces.*.price", "spaces.desks.occupancy.full"));
    assert!(!matches("spaces.*", "spaces"));
}

#[test]
fn a_relative_percentage_is_a_ratio() {
    let scenario = with("");
    let expected = Uncertain::Relative {
        distribution: Distribution::Pert {
            low: d("0.9"),
            likely: d("1"),
            high: d("1.2"),
        },
        relation: Relation::Ratio,
    };
    assert_eq!(scenario.staff[0].gross_salary.uncertainty, Some(expected));
}

#[test]
fn a_step_may_hang_on_a_milestone() {
    let scenario = with("");
    let Level::Steps(steps) = &scenario.staff[0].headcount.level else {
        panic!("the headcount has steps");
    };
    let DateLevel::After { milestone, .. } = &steps[1].at.level else {
        panic!("the second step hangs on the works");
    };
    assert_eq!((milestone.as_str(), steps[1].is), ("works", d("3")));
}

#[test]
fn a_date_follows_a_milestone_and_a_stress_moves_it_relative_to_it() {
    let scenario = with(
        r#"
[areas.lot]
entity = "hub"
gross_m2 = 1000
opens = { at = "milestones.works", plus_months = 2 }
[stresses.late]
set = { "areas.lot.opens" = "+3" }
"#,
    );
    let DateLevel::After { plus_months, .. } = &scenario.areas[0].opens.level else {
        panic!("the opening follows the works");
    };
    assert_eq!(plus_months.base(), Some(d("2")));
    assert_eq!(plus_months.changes[0].change, Change::shift(d("3")));
}

#[test]
fn a_stress_moves_a_date_to_a_month_by_its_number() {
    let more = "[stresses.moved]\nset = { \"milestones.works.date\" = \"2025-01\" }\n";
    let scenario = with(more);
    let change = scenario.milestones[0].date.changes[0].change;
    assert_eq!(change, Change::replace(d("13")));
}

#[test]
fn an_index_has_a_curve_and_a_process() {
    let scenario = with(
        r#"
[indices.euribor]
yearly = ["3.4%", "3.6%", "2.2%"]
uncertain = { process = "vasicek", reversion = 0.5, volatility = "0.8%", floor = "0%" }
[indices.salaries]
follows = "euribor"
drift = { base = "0%", normal = { sd = "0.6pp" } }
[stresses.up]
set = { "indices.euribor" = "+200bp" }
"#,
    );
    let IndexSource::Stated(rate) = &scenario.indices[0].source else {
        panic!("the index is stated");
    };
    assert_eq!(rate.path, "indices.euribor");
    assert_eq!(rate.changes[0].change, Change::shift(d("0.02")));
    let expected = Process::Vasicek {
        reversion: d("0.5"),
        volatility: d("0.008"),
        floor: Some(d("0")),
    };
    assert_eq!(rate.uncertainty, Some(Uncertain::Process(expected)));
    let IndexSource::Follows { drift, .. } = &scenario.indices[1].source else {
        panic!("salaries follow");
    };
    let expected = Distribution::Normal {
        mean: d("0"),
        sd: d("0.006"),
    };
    assert_eq!(drift.uncertainty, Some(Uncertain::Absolute(expected)));
}

#[test]
fn correlations_and_factors_are_kept() {
    let scenario = with(
        r#"
[correlations.pay]
between = ["staff.managers.gross_salary", "milestones.works.delay_months"]
rank = -0.3
[factors.market]
loads = { "staff.*.gross_salary" = 0.6 }
"#,
    );
    assert_eq!(scenario.correlations[0].rank, d("-0.3"));
    let load = ("staff.managers.gross_salary".to_owned(), d("0.6"));
    assert_eq!(scenario.factors[0].loads, vec![load]);
}

#[test]
fn an_opening_balance_sheet_counts_taxes_owed() {
    // Assets 100; owed: IRES 30 less 20 paid in advance; the rest is equity.
    let scenario = with(
        r#"
[opening.hub]
cash = 100
share_capital = 90
tax_history = { tax_previous_year = 30, advances_paid = 20 }
"#,
    );
    assert_eq!(scenario.openings[0].ires_debt(), d("10"));
}

#[test]
fn vat_may_be_split() {
    let scenario = with(
        r#"
[costs.mixed]
entity = "hub"
amount = { base = 100, per = "month" }
vat = { "vat.standard" = "60%", "vat.exempt" = "40%" }
"#,
    );
    let classes: Vec<_> = scenario.costs[0]
        .vat
        .parts
        .iter()
        .map(|part| part.class.as_str())
        .collect();
    assert_eq!(classes, ["standard", "exempt"]);
    assert_eq!(scenario.vat_class("standard").rate.base(), Some(d("0.22")));
}

#[test]
fn defaults_are_those_of_the_rules() {
    let scenario = with(
        r#"
[costs.mixed]
entity = "hub"
amount = { base = 100, per = "month" }
vat = "vat.standard"
"#,
    );
    let cost = &scenario.costs[0];
    assert_eq!(cost.paid_after_days.path, "rules.payment.days");
    assert_eq!(cost.account, "B7");
}

#[test]
fn the_least_vat_payment_has_changed_in_2024() {
    let Level::Steps(steps) = &with("").rules.vat.payment_minimum.level else {
        panic!("the minimum has steps");
    };
    let values: Vec<Decimal> = steps.iter().map(|step| step.is).collect();
    assert_eq!(values, [d("25.82"), d("100")]);
}

#[test]
fn a_fifteen_year_half_yearly_loan_has_thirty_instalments() {
    let scenario = with(
        r#"
[loans.bank]
borrower = "hub"
draw = { "2024-03" = 100_000 }
rate = { fixed = "4%", day_count = "30/360" }
repayment = { kind = "italian", years = 15, frequency = "half_yearly" }
"#,
    );
    let LoanKind::Term(term) = &scenario.loans[0].kind else {
        panic!("the loan has a term");
    };
    assert_eq!(term.repayment.instalments(), 30);
}

#[test]
fn a_refund_every_year() {
    let text = BASE.replace(
        "founded = \"2020-01\"",
        "founded = \"2020-01\"\nvat_refund = { years = \"every\", paid_after_months = 12 }",
    );
    let scenario = load(&text)
        .map_err(|refused| refused.diagnostics)
        .unwrap()
        .scenario;
    let refund = scenario.entities[0].vat_refund.as_ref().unwrap();
    assert_eq!(refund.years, RefundYears::Every);
    assert_eq!(refund.paid_after_months.base(), Some(d("12")));
}

#[test]
fn a_whole_dated_series_is_only_scaled() {
    let equity = "[equity.owners]\nentity = \"hub\"\npayments = { \"2024-02\" = 100 }\n";
    let stress = |change: &str| {
        format!("{equity}[stresses.s]\nset = {{ \"equity.owners.payments\" = \"{change}\" }}\n")
    };
    let scaled = with(&stress("+10%"));
    assert_eq!(
        scaled.equity[0].payments.changes[0].change,
        Change::scale(d("1.1"))
    );
    assert_eq!(codes(&stress("+10")), [Code::BadChange]);
}

#[test]
fn a_lag_of_more_than_sixteen_values_is_refused() {
    let points: Vec<String> = (0..20).map(|value| format!("[{value}, \"5%\"]")).collect();
    let grant = format!(
        "[grants.g]\nentity = \"hub\"\nkind = \"operating\"\namount = 1000\n\
         paid_after_months = {{ base = 3, discrete = [{}] }}\n",
        points.join(", ")
    );
    assert_eq!(codes(&grant), [Code::LagSupport]);
}

#[test]
fn two_files_that_extend_one_another_are_refused() {
    let files = BTreeMap::from([
        (
            "x/a.toml".to_owned(),
            format!("extends = \"b.toml\"\n{BASE}"),
        ),
        ("x/b.toml".to_owned(), "extends = \"./a.toml\"\n".to_owned()),
    ]);
    let refused = Scenario::load("x/a.toml", &files, &Changes::default()).unwrap_err();
    assert_eq!(refused.diagnostics[0].code, Code::ExtendsCircle);
}

#[test]
fn a_file_below_the_folder_may_look_up_into_it() {
    let files = BTreeMap::from([
        (
            "x/a.toml".to_owned(),
            "extends = \"parts/b.toml\"\n".to_owned(),
        ),
        (
            "x/parts/b.toml".to_owned(),
            "extends = \"../c.toml\"\n".to_owned(),
        ),
        ("x/c.toml".to_owned(), BASE.to_owned()),
    ]);
    let loaded = Scenario::load("x/a.toml", &files, &Changes::default()).unwrap();
    let read: Vec<&str> = loaded.sources.iter().map(|source| &*source.file).collect();
    for file in files.keys() {
        assert!(read.contains(&file.as_str()), "{file} among {read:?}");
    }
}

#[test]
fn reordering_the_file_changes_nothing_but_the_order() {
    let (plan, rest) = BASE.split_at(BASE.find("[staff").unwrap());
    let turned = format!("{rest}{plan}");
    let scenario = load(&turned)
        .map_err(|refused| refused.diagnostics)
        .unwrap()
        .scenario;
    assert_eq!(
        scenario.staff[0].gross_salary.level,
        with("").staff[0].gross_salary.level
    );
}
