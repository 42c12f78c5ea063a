//! Debt as written: what fits together, and what excludes what.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::{
    Changes, Draw, Loan, LoanKind, RateSource, Receivable, Scenario, SubstituteTax,
};
use crate::wording::Language;

const BASE: &str = r#"
[plan]
name = "Prova"
start = "2024-01"
years = 3
[indices.euribor]
yearly = ["3%"]
[entities.hub]
name = "Hub srl"
kind = "company"
legal_form = "srl"
founded = "2020-01"
[capex.works]
entity = "hub"
amount = 100_000
spend = { at = "2024-02", months = 4 }
in_use = "2024-06"
depreciation = "3%"
vat = "vat.standard"
"#;

/// A loan drawn in February, with further lines; `rate` as written.
fn loan(rate: &str, more: &str) -> String {
    format!(
        "[loans.bank]\nborrower = 'hub'\ndraw = {{ '2024-02' = 50_000 }}\nrate = {{ {rate} }}\n\
         repayment = {{ kind = 'italian', years = 5, frequency = 'annual' }}\n{more}"
    )
}

const FIXED: &str = "fixed = '4%', day_count = '30/360'";

fn load(more: &str) -> Result<Vec<Loan>, Vec<Diagnostic>> {
    let files = BTreeMap::from([("a.toml".to_owned(), format!("{BASE}{more}"))]);
    let loaded = Scenario::load("a.toml", &files, &Changes::default());
    let loaded = loaded.map_err(|refused| refused.diagnostics)?;
    Ok(loaded.scenario.loans)
}

/// The code and the English title of each finding.
fn found(more: &str) -> Vec<String> {
    let found = load(more).unwrap_err();
    let line = |found: &Diagnostic| format!("{} {}", found.code, found.title(Language::English));
    found.iter().map(line).collect()
}

fn codes(more: &str) -> Vec<Code> {
    load(more)
        .unwrap_err()
        .iter()
        .map(|found| found.code)
        .collect()
}

#[test]
fn a_rate_is_fixed_or_floats() {
    let floating = "index = 'euribor', spread = '1.9%', day_count = 'act/360'";
    let loans = load(&loan(floating, "")).unwrap();
    let RateSource::Floating(rate) = &loans[0].rate.source else {
        panic!("it follows an index");
    };
    assert_eq!(
        (rate.index.as_str(), &rate.floor, rate.reset),
        ("euribor", &None, None)
    );
    assert_eq!(
        found(&loan(&format!("{floating}, fixed = '4%'"), "")),
        ["E0108 `loans.bank.rate` has both `fixed` and `index`"]
    );
    assert_eq!(
        found(&loan("spread = '1.9%', day_count = 'act/360'", "")),
        ["E0103 `loans.bank.rate` lacks the key `index`"]
    );
    assert_eq!(
        codes(&loan(
            "index = 'libor', spread = '1%', day_count = 'act/360'",
            ""
        )),
        [Code::UnknownReference]
    );
}

#[test]
fn draws_with_spending_need_an_amount_and_an_end_of_interest_only() {
    let text = |more: &str| {
        loan(FIXED, more).replace(
            "{ '2024-02' = 50_000 }",
            "{ with = 'capex.works', share = '60%' }",
        )
    };
    let loans = load(&text("amount = 60_000\ninterest_only_until = '2025-06'\n")).unwrap();
    let LoanKind::Term(terms) = &loans[0].kind else {
        panic!("it has a term");
    };
    let Draw::With(with) = &terms.draw else {
        panic!("it follows spending");
    };
    assert_eq!(with.capex, "works");
    let missing = codes(&text(""));
    assert_eq!(missing, [Code::MissingKey, Code::MissingKey]);
    let unknown = text("amount = 1\ninterest_only_until = '2025-06'\n").replace("works'", "roof'");
    assert_eq!(codes(&unknown), [Code::UnknownReference]);
}

#[test]
fn an_instalment_is_french() {
    let text = loan(FIXED, "").replace("'annual' }", "'annual', instalment = 'recomputed' }");
    let both = "E0108 `loans.bank.repayment` has both `kind = \"italian\"` and `instalment`";
    assert_eq!(found(&text), [both]);
    assert!(load(&text.replace("italian", "french")).is_ok());
}

#[test]
fn months_of_a_reserve_and_its_start_belong_together() {
    let reserve = |lines: &str| load(&loan(FIXED, lines)).map(|loans| loans.len());
    assert_eq!(
        reserve("reserve_months = 6\nreserve_from = '2025-01'\n"),
        Ok(1)
    );
    for line in ["reserve_months = 6\n", "reserve_from = '2025-01'\n"] {
        assert_eq!(codes(&loan(FIXED, line)), [Code::MissingKey], "{line}");
    }
    let long = "reserve_months = 25\nreserve_from = '2025-01'\n";
    assert_eq!(codes(&loan(FIXED, long)), [Code::OutOfBounds]);
}

#[test]
fn a_stated_tax_stands_before_the_rule() {
    let tax = |fees: &str| {
        let loans = load(&loan(FIXED, fees)).unwrap();
        let LoanKind::Term(terms) = &loans[0].kind else {
            panic!("it has a term");
        };
        terms.fees.as_ref().map(|fees| fees.substitute_tax.clone())
    };
    assert_eq!(tax(""), None);
    assert_eq!(
        tax("fees = { upfront = '1%' }\n"),
        Some(SubstituteTax::Rule)
    );
    let stated = tax("fees = { substitute_tax = '0%' }\n");
    assert!(matches!(stated, Some(SubstituteTax::Stated(_))));
}

#[test]
fn what_was_paid_before_the_plan_is_not_paid_again() {
    let opening =
        "[opening.hub]\ncash = 90_000\nloans = { bank = 50_000 }\nshare_capital = 40_000\n";
    let text = |fees: &str| {
        let fees = format!("fees = {{ {fees} }}\n{opening}");
        loan(FIXED, &fees).replace("draw = { '2024-02' = 50_000 }\n", "")
    };
    assert!(load(&text("commitment = '0.4%'")).is_ok());
    let both = "E0108 `loans.bank` has both `opening.hub.loans.bank` and `fees.upfront`";
    assert_eq!(found(&text("upfront = '1%'")), [both]);
}

#[test]
fn a_bridge_names_what_carries_it() {
    let line = |names: &str| {
        format!(
            "[grants.region]\nentity = 'hub'\nkind = 'operating'\namount = 1_000\n\
             paid_after_months = 3\n[loans.line]\nborrower = 'hub'\nkind = 'revolving'\n\
             limit = {{ base = 9_000, capped_by = [{names}] }}\n\
             rate = {{ fixed = '4%', day_count = 'act/360' }}\n"
        )
    };
    let loans = load(&line("'vat.credit', 'grants.region.receivable'")).unwrap();
    let LoanKind::Revolving(terms) = &loans[0].kind else {
        panic!("it is a line");
    };
    let region = Receivable::Grant("region".to_owned());
    assert_eq!(terms.capped_by, [Receivable::VatCredit, region]);
    assert_eq!(codes(&line("'vat.debt'")), [Code::UnknownChoice]);
    assert_eq!(
        codes(&line("'grants.state.receivable'")),
        [Code::UnknownReference]
    );
}

#[test]
fn a_bond_matures_after_its_issue_and_perhaps_after_the_plan() {
    let bond = |matures: &str| {
        format!(
            "[bonds.green]\nissuer = 'hub'\namount = 1_000\nissued = '2024-06'\n\
             coupon = '5%'\nfrequency = 'annual'\nmatures = '{matures}'\nrepayment = 'bullet'\n"
        )
    };
    assert!(load(&bond("2034-06")).is_ok());
    assert_eq!(codes(&bond("2024-06")), [Code::EndsAsItBegins]);
    assert_eq!(
        codes(&bond("2023-06")),
        [Code::DateOutsidePlan, Code::EndsBeforeBegins]
    );
}
