//! What the reader asks of grants.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::{Changes, Covered, GrantPayment, GrantTerms, Scenario};

const BASE: &str = r#"
[plan]
name = "Prova"
start = "2024-01"
years = 3
[entities.hub]
name = "Hub srl"
kind = "company"
legal_form = "srl"
founded = "2024-01"
[entities.lab]
name = "Lab srl"
kind = "company"
legal_form = "srl"
founded = "2024-01"
[milestones.works]
date = "2024-07"
[capex.building]
entity = "hub"
amount = 1000
spend = { at = "2024-01", delayed_with = "milestones.works" }
in_use = "2024-07"
depreciation = "3%"
vat = "vat.standard"
[services.advice]
entity = "hub"
revenue = { base = 100, per = "month" }
vat = "vat.standard"
[grants.g]
"#;
const CLAIMED: &str = "kind = 'capital'\ncovers = ['capex.building']\namount = 500\n\
                       intensity = '50%'\npaid_after_months = 3\n";

fn load(grant: &str) -> Result<Scenario, Vec<Diagnostic>> {
    let files = BTreeMap::from([("a.toml".to_owned(), format!("{BASE}{grant}"))]);
    let loaded = Scenario::load("a.toml", &files, &Changes::default());
    loaded
        .map(|loaded| loaded.scenario)
        .map_err(|refused| refused.diagnostics)
}

/// The codes of the findings, each with the key or name that it is about.
fn refused(grant: &str) -> Vec<(Code, String)> {
    let about = |found: &Diagnostic| {
        let word = ["key", "second", "found"]
            .iter()
            .find_map(|name| found.says(name));
        (found.code, word.unwrap_or_default().to_owned())
    };
    load(grant).unwrap_err().iter().map(about).collect()
}

fn one(code: Code, about: &str) -> Vec<(Code, String)> {
    vec![(code, about.to_owned())]
}

#[test]
fn a_grant_on_claims_states_what_it_covers() {
    let scenario = load(&format!("entity = 'hub'\n{CLAIMED}")).unwrap();
    let GrantTerms::Covering(terms) = &scenario.grants[0].terms else {
        panic!("it covers an investment");
    };
    assert_eq!(terms.covers[0].value, Covered::Capex("building".to_owned()));
    assert!(matches!(&terms.payment, GrantPayment::Claims(claims) if claims.balance.is_none()));
    let delayed = scenario.capex[0].spend.delayed_with.as_deref();
    assert_eq!(delayed, Some("works"));
}

#[test]
fn what_waits_for_the_final_claim_asks_for_its_month() {
    for line in ["interim_up_to = '90%'", "revoked = '25%'"] {
        let found = refused(&format!("entity = 'hub'\n{CLAIMED}{line}\n"));
        assert_eq!(found, one(Code::MissingKey, "final_after"));
    }
}

#[test]
fn a_grant_covers_items_of_its_own_entity() {
    let found = refused(&format!("entity = 'lab'\n{CLAIMED}"));
    assert_eq!(found, one(Code::UnknownReference, "capex.building"));
}

#[test]
fn a_grant_on_a_service_covers_its_direct_cost() {
    let grant = "entity = 'hub'\nkind = 'operating'\namount = 500\nintensity = '50%'\n\
                 paid_after_months = 3\n";
    let found = refused(&format!("{grant}covers = ['services.advice']\n"));
    assert_eq!(found, one(Code::MissingKey, "direct_cost"));
    let found = refused(&format!("{grant}covers = ['capex.building']\n"));
    assert_eq!(found, one(Code::UnknownReference, "capex.building"));
    let found = refused(&format!("{grant}covers = []\n"));
    assert_eq!(found, one(Code::EmptyList, ""));
    assert_eq!(refused(grant), one(Code::MissingKey, "covers"));
}

#[test]
fn a_grant_is_paid_on_claims_or_on_dates() {
    let found = refused(&format!(
        "entity = 'hub'\n{CLAIMED}payments = {{ '2024-06' = 500 }}\n"
    ));
    assert_eq!(found, one(Code::Conflict, "paid_after_months"));
    let dated = "entity = 'hub'\nkind = 'capital'\ncovers = ['capex.building']\n\
                 payments = { '2024-06' = 500 }\n";
    assert!(load(dated).is_ok());
    let found = refused(&format!("{dated}amount = 400\n"));
    assert_eq!(found, one(Code::SumDiffers, "amount"));
}

#[test]
fn a_deadline_may_lie_beyond_the_plan_but_not_before_it() {
    let deadline = |month| format!("entity = 'hub'\n{CLAIMED}deadline = '{month}'\n");
    assert!(load(&deadline("2031-12")).is_ok());
    assert_eq!(
        refused(&deadline("2023-12")),
        one(Code::DateOutsidePlan, "2023-12")
    );
}

#[test]
fn the_direct_method_is_refused_with_the_indirect_one_offered() {
    let found = load(&format!(
        "entity = 'hub'\n{CLAIMED}accounting = 'cost_reduction'\n"
    ));
    let found = found.unwrap_err();
    assert_eq!(found[0].code, Code::NotComputedYet);
}
