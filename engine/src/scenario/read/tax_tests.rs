//! What entities may choose in tax law, and what is refused of it.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::scenario::{Changes, Scenario, VatKind, VatMode};

const BASE: &str = r#"
[plan]
name = "Prova"
start = "2024-01"
years = 3
[entities.hub]
kind = "company"
legal_form = "srl"
founded = "2020-01"
[entities.foundation]
kind = "foundation"
[loans.bank]
borrower = "hub"
amount = 1_000
draw = { "2024-01" = 1_000 }
rate = { fixed = "4%", day_count = "30/360" }
repayment = { kind = "bullet", years = 5, frequency = "annual" }
"#;

fn load(text: &str) -> Result<Scenario, Vec<Code>> {
    let files = BTreeMap::from([("a.toml".to_owned(), text.to_owned())]);
    let loaded = Scenario::load("a.toml", &files, &Changes::default());
    loaded
        .map(|loaded| loaded.scenario)
        .map_err(|refused| refused.diagnostics.iter().map(|found| found.code).collect())
}

fn with(more: &str) -> Result<Scenario, Vec<Code>> {
    load(&format!("{BASE}{more}"))
}

fn property(keys: &str) -> Result<Scenario, Vec<Code>> {
    with(&format!(
        "[entities.property]\nkind = \"real_estate_company\"\nlegal_form = \"srl\"\n\
         founded = \"2020-01\"\n{keys}\n"
    ))
}

fn service(seller: &str, keys: &str) -> Result<Scenario, Vec<Code>> {
    with(&format!(
        "[services.events]\nentity = \"{seller}\"\nrevenue = {{ base = 1_000, per = \"year\" }}\n{keys}\n"
    ))
}

fn cost(buyer: &str, keys: &str) -> Result<Scenario, Vec<Code>> {
    with(&format!(
        "[costs.rooms]\nentity = \"{buyer}\"\namount = {{ base = 1_000, per = \"year\" }}\n{keys}\n"
    ))
}

#[test]
fn the_percentage_is_stated_once_as_a_share() {
    let read = property("pro_rata = { provisional = \"97%\" }").unwrap();
    let stated = read.entities[2].tax.pro_rata.as_ref().unwrap();
    assert_eq!(stated.path, "entities.property.pro_rata.provisional");
    assert_eq!(read.entities[0].tax.pro_rata, None);
    assert_eq!(
        property("pro_rata = \"97%\"").unwrap_err(),
        [Code::WrongType]
    );
    let steps = property("pro_rata = { provisional = { yearly = [\"97%\"] } }");
    assert_eq!(steps.unwrap_err(), [Code::WrongType]);
}

#[test]
fn mortgages_are_term_loans_of_the_real_estate_company_that_names_them() {
    let own = r#"
[loans.mortgage]
borrower = "property"
amount = 1_000
draw = { "2024-01" = 1_000 }
rate = { fixed = "4%", day_count = "30/360" }
repayment = { kind = "bullet", years = 5, frequency = "annual" }
"#;
    let read = property(&format!("mortgage_loans = [\"loans.mortgage\"]\n{own}")).unwrap();
    assert_eq!(read.entities[2].tax.mortgage_loans, ["mortgage"]);
    let others = property("mortgage_loans = [\"bank\"]");
    assert_eq!(others.unwrap_err(), [Code::UnknownReference]);
    let company = load(&BASE.replacen("founded", "mortgage_loans = [\"bank\"]\nfounded", 1));
    assert_eq!(company.unwrap_err(), [Code::Conflict]);
}

#[test]
fn property_that_is_not_instrumental_has_a_cadastral_income() {
    let income = "cadastral_income = 12_000";
    let other = "property = \"other\"\ncadastral_income = 12_000";
    let read = property(other).unwrap();
    assert!(read.entities[2].tax.cadastral_income.is_some());
    let read = property("property = \"instrumental\"").unwrap();
    assert!(read.entities[2].tax.cadastral_income.is_none());
    let unstated = property("property = \"other\"");
    assert_eq!(unstated.unwrap_err(), [Code::MissingKey]);
    assert_eq!(property(income).unwrap_err(), [Code::Conflict]);
    let company = load(&BASE.replacen("founded", &format!("{other}\nfounded"), 1));
    assert_eq!(company.unwrap_err(), [Code::Conflict]);
}

#[test]
fn ordinary_maintenance_is_of_property_that_is_not_instrumental() {
    let other = |keys: &str| {
        property(&format!(
            "property = \"other\"\ncadastral_income = 12_000\n[costs.repairs]\n\
             entity = \"property\"\namount = {{ base = 1_000, per = \"year\" }}\n{keys}\n"
        ))
    };
    let repairs = "vat = \"vat.exempt\"\nordinary_maintenance = true";
    let read = other(repairs).unwrap();
    assert!(read.costs[0].ordinary_maintenance.is_some());
    let elsewhere = cost("hub", repairs);
    assert_eq!(elsewhere.unwrap_err(), [Code::Conflict]);
    let twice = other(&format!("{repairs}\nires_deductible = \"20%\""));
    assert_eq!(twice.unwrap_err(), [Code::Conflict]);
}

#[test]
fn a_non_commercial_body_sells_nothing_as_a_business() {
    assert!(service("foundation", "vat = \"vat.outside\"").is_ok());
    assert!(service("hub", "vat = \"vat.exempt\"").is_ok());
    for vat in ["\"vat.standard\"", "\"vat.exempt\""] {
        let sold = service("foundation", &format!("vat = {vat}"));
        assert_eq!(sold.unwrap_err(), [Code::NotComputedYet], "{vat}");
    }
}

#[test]
fn who_pays_the_vat_is_kept_with_its_classes() {
    let sold = service("hub", "vat = \"vat.standard\"\nsplit_payment = true").unwrap();
    assert_eq!(sold.services[0].vat.mode, VatMode::SplitPayment);
    // What the service itself costs is bought like everything else.
    assert_eq!(sold.services[0].direct_cost_vat.mode, VatMode::Ordinary);
    let reverse = "vat = \"vat.standard\"\nvat_mode = \"reverse_charge\"";
    let bought = cost("hub", reverse).unwrap();
    assert_eq!(bought.costs[0].vat.mode, VatMode::ReverseCharge);
    assert_eq!(cost("foundation", reverse).unwrap_err(), [Code::Conflict]);
}

#[test]
fn a_vat_class_is_taxable_unless_it_says_otherwise() {
    let read = with("[vat.school]\nrate = \"0%\"\nkind = \"exempt\"\n[vat.food]\nrate = \"4%\"\n");
    let read = read.unwrap();
    assert_eq!(read.vat_class("school").kind, VatKind::Exempt);
    assert_eq!(read.vat_class("food").kind, VatKind::Taxable);
    assert_eq!(read.vat_class("outside").kind, VatKind::Outside);
}
