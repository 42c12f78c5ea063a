//! Leases, single tenants and IMU as they are written, and what is refused of them.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::quantity::Decimal;
use crate::scenario::{Changes, DateLevel, Frequency, InvoiceTiming, Loaded, Refused, Scenario};
use crate::wording::Language;

const BASE: &str = r#"
[plan]
name = "Prova"
start = "2024-01"
years = 3
[indices.foi]
yearly = ["2%", "2%", "2%"]
[entities.hub]
name = "Hub srl"
kind = "company"
legal_form = "srl"
founded = "2020-01"
[entities.property]
name = "Immobiliare srl"
kind = "company"
legal_form = "srl"
founded = "2020-01"
[milestones.works]
date = "2024-07"
[spaces.offices]
entity = "hub"
units = 10
area_m2 = 30
price = { base = 120, per = "m2/year" }
opens = "2024-02"
occupancy = { full = "50%" }
vat = "vat.standard"
"#;
const LEASE: &str = r#"
[leases.campus]
lessor = "property"
lessee = "hub"
rent = { base = 120_000, per = "year" }
begins = { at = "milestones.works" }
invoiced = "quarterly_in_advance"
vat = "vat.standard"
"#;

fn load(more: &str) -> Result<Loaded, Refused> {
    let text = format!("{BASE}{more}");
    let files = BTreeMap::from([("a.toml".to_owned(), text)]);
    Scenario::load("a.toml", &files, &Changes::default())
}

fn with(more: &str) -> Scenario {
    let loaded = load(more).map_err(|refused| refused.diagnostics);
    loaded.unwrap().scenario
}

/// The codes and titles of what is refused.
fn refused(more: &str) -> Vec<(Code, String)> {
    let found = load(more).unwrap_err().diagnostics;
    let titles = found
        .iter()
        .map(|found| (found.code, found.title(Language::English)));
    titles.collect()
}

#[test]
fn a_lease_has_its_defaults() {
    let scenario = with(LEASE);
    let lease = &scenario.leases[0];
    assert_eq!(lease.invoiced.frequency, Frequency::Quarterly);
    assert_eq!(lease.invoiced.timing, InvoiceTiming::InAdvance);
    assert_eq!(lease.paid_after_days.base(), Some(Decimal::ZERO));
    assert_eq!(lease.deposit_months.base(), Some(Decimal::ZERO));
    assert_eq!(lease.registration_tax.path, "rules.leases.registration_tax");
    assert!(lease.steps.is_empty() && lease.index.is_none());
}

#[test]
fn steps_have_paths_by_their_number() {
    let steps = r#"steps = [{ at = "milestones.works", share = "40%" }, { at = "milestones.works", plus_months = 9, share = "100%" }]"#;
    let scenario = with(&format!("{LEASE}{steps}"));
    let second = &scenario.leases[0].steps[1];
    assert_eq!(second.at.path, "leases.campus.steps.2.at");
    assert_eq!(second.share.path, "leases.campus.steps.2.share");
    let DateLevel::After { plus_months, .. } = &second.at.level else {
        panic!("the step hangs on a milestone");
    };
    assert_eq!(plus_months.path, "leases.campus.steps.2.plus_months");
    assert_eq!(plus_months.base(), Some(Decimal::from(9)));
}

#[test]
fn months_after_a_month_of_the_calendar_are_refused() {
    let late = LEASE.replace(
        "at = \"milestones.works\"",
        "at = \"2024-05\", plus_months = 2",
    );
    let title = "`leases.campus.begins` has both `at = \"2024-05\"` and `plus_months`";
    assert_eq!(refused(&late), [(Code::Conflict, title.to_owned())]);
}

#[test]
fn steps_out_of_order_and_empty_ones_are_refused() {
    let steps = r#"steps = [{ at = "2025-03", share = "40%" }, { at = "2025-02", share = "70%" }]"#;
    let found = refused(&format!("{LEASE}{steps}"));
    assert_eq!(found[0].0, Code::StepsOutOfOrder, "{found:?}");
    let found = refused(&format!("{LEASE}steps = []"));
    assert_eq!(found[0].0, Code::EmptyList, "{found:?}");
    let found = refused(&format!("{LEASE}steps = \"40%\""));
    assert_eq!(found[0].0, Code::WrongType, "{found:?}");
}

#[test]
fn a_share_of_no_index_is_refused() {
    let found = refused(&format!("{LEASE}index_share = \"75%\""));
    let title = "`leases.campus` lacks the key `index`";
    assert_eq!(found, [(Code::MissingKey, title.to_owned())]);
}

#[test]
fn a_lease_that_has_begun_before_the_plan_is_refused() {
    let early = LEASE.replace("{ at = \"milestones.works\" }", "\"2023-10\"");
    assert_eq!(refused(&early)[0].0, Code::DateOutsidePlan);
}

#[test]
fn a_tenant_never_leaves_unless_said() {
    let never = ["", "leaves = \"never\"", "leaves = { hazard = \"4%\" }"];
    for leaves in never {
        let text = format!("[tenants.anchor]\nspace = \"offices\"\narea_m2 = 90\n{leaves}\n");
        let scenario = with(&text);
        let after = scenario.plan.timeline().last().plus_months(1);
        assert_eq!(scenario.tenants[0].leaves.fixed(), Some(after), "{leaves}");
    }
    let text = "[tenants.anchor]\nspace = \"spaces.offices\"\narea_m2 = 90\n\
                leaves = { base = \"2025-03\", hazard = \"4%\" }\n";
    let tenant = &with(text).tenants[0];
    assert_eq!(tenant.space, "offices");
    assert_eq!(tenant.leaves.fixed().unwrap().to_string(), "2025-03");
    assert_eq!(tenant.hazard.unwrap().yearly, Decimal::new(4, 2));
}

#[test]
fn tenants_have_room_in_their_space() {
    let anchor = |name: &str, area: u32| {
        format!("[tenants.{name}]\nspace = \"offices\"\narea_m2 = {area}\n")
    };
    let both = |second| format!("{}{}", anchor("one", 200), anchor("two", second));
    assert_eq!(with(&both(100)).tenants.len(), 2);
    let title = "`tenants.two.area_m2` cannot be 101";
    assert_eq!(refused(&both(101)), [(Code::OutOfBounds, title.to_owned())]);
    let bare = BASE.replace("area_m2 = 30\n", "");
    let bare = bare.replace("per = \"m2/year\"", "per = \"unit/month\"");
    let files = BTreeMap::from([("a.toml".to_owned(), format!("{bare}{}", anchor("one", 1)))]);
    let found = Scenario::load("a.toml", &files, &Changes::default()).unwrap_err();
    assert_eq!(found.diagnostics[0].code, Code::MissingKey);
}

#[test]
fn imu_takes_nothing_that_the_rules_say() {
    let imu = "[costs.imu]\nentity = \"property\"\nkind = \"imu\"\n\
               amount = { base = 1_000, per = \"year\" }\n";
    assert!(with(imu).costs[0].vat.parts.is_empty());
    let stated = format!("{imu}vat = \"vat.standard\"\naccount = \"B7\"\n");
    let codes: Vec<Code> = refused(&stated).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, [Code::Conflict, Code::Conflict]);
}
