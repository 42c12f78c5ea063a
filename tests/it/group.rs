//! All bodies of a plan together.

use cittadella_engine::evaluate::Case;
use cittadella_engine::explain::{Cause, explain};
use cittadella_engine::ledger::GROUP;
use cittadella_engine::quantity::Decimal;
use cittadella_tests::{Reading, read};

/// An owner builds with a grant that is paid four months after each claim, and lets to a hub that
/// borrows.
const PLAN: &str = "\
[plan]
name = 'Two bodies'
start = '2024-01'
years = 3
[entities.owner]
name = 'Owner'
kind = 'company'
legal_form = 'srl'
founded = '2024-01'
[entities.hub]
name = 'Hub'
kind = 'company'
legal_form = 'srl'
founded = '2024-01'
[equity.owner]
entity = 'owner'
payments = { '2024-01' = 100_000 }
[equity.hub]
entity = 'hub'
payments = { '2024-01' = 50_000 }
[capex.hall]
entity = 'owner'
amount = 60_000
spend = { at = '2024-02', months = 2 }
in_use = '2024-04'
depreciation = '3%'
vat = 'vat.reduced'
paid_after_days = 0
[grants.public]
entity = 'owner'
kind = 'capital'
covers = ['capex.hall']
amount = 30_000
intensity = '50%'
claims = 'quarterly'
interim_up_to = '100%'
final_after = '2024-04'
deadline = '2025-12'
accounting = 'deferred_income'
paid_after_months = 4
[loans.bank]
borrower = 'hub'
kind = 'term'
amount = 24_000
draw = { '2024-01' = 24_000 }
rate = { fixed = '4%', day_count = '30/360' }
repayment = { kind = 'italian', years = 2, frequency = 'annual' }
[leases.hall]
lessor = 'owner'
lessee = 'hub'
rent = { base = 12_000, per = 'year' }
begins = '2024-04'
invoiced = 'monthly_in_advance'
vat = 'vat.standard'
";

/// Every value in a tree of causes with its key and line.
fn told(cause: &Cause, found: &mut Vec<(String, String)>) {
    let place = cause.origin.place.clone().unwrap_or_default();
    found.push((cause.key.to_string(), place));
    for read in &cause.reads {
        for cause in read.causes.iter().chain(&read.timing) {
            told(cause, found);
        }
    }
}

fn months_of(reading: &Reading, key: &str) -> Vec<Decimal> {
    reading.months(key).to_vec()
}

/// The group's cash of a month leads back to the line of the grant's lag.
#[test]
fn a_figure_of_the_group_is_explained_down_to_the_scenario() {
    let reading = read(PLAN);
    let received = months_of(&reading, "group.cash.capital_grants_received");
    let month = received.iter().position(|amount| !amount.is_zero());
    let sheet = &reading.plan.sheet;
    let month = sheet
        .timeline()
        .months()
        .nth(month.expect("the grant is received"));
    let row = reading.row("group.cash.closing");
    let month = month.expect("a computed month");
    let told_of = explain(sheet, &reading.grid, &Case::base(), row, month, 7);
    let mut found = Vec::new();
    told(&told_of.cause, &mut found);
    let line = PLAN
        .lines()
        .position(|line| line.starts_with("paid_after_months"));
    let place = format!("scenario.toml:{}", line.expect("the lag is stated") + 1);
    let lag = ("grants.public.paid_after_months".to_owned(), place);
    assert!(found.contains(&lag), "{found:#?}");
}

/// What a bank is owed after a year is shown of the group as of its bodies: half of the loan.
#[test]
fn the_group_shows_what_is_due_later() {
    let reading = read(PLAN);
    let group = reading.plan.group.as_ref().expect("two bodies are a group");
    let balance = &group.books.statements[1];
    let label = "of which due beyond 12 months";
    let later = balance.lines.iter().find(|line| {
        line.label
            .get(cittadella_engine::wording::Language::English)
            == label
    });
    let row = later.and_then(|line| line.row).expect("the part due later");
    // Drawn at the beginning of 2024, repaid by halves of 12,000 in December 2024 and 2025.
    let cells = reading.grid.cells(row);
    assert_eq!(cells[0], Decimal::from(12_000));
    assert_eq!(cells[10], Decimal::from(12_000));
    assert_eq!(cells[11], Decimal::ZERO);
}

#[test]
fn one_body_is_no_group() {
    let alone = PLAN.split("[entities.hub]").next().expect("a beginning");
    let reading = read(alone);
    assert!(reading.plan.group.is_none());
    let keys = reading.plan.sheet.rows();
    let mut of_group = keys.filter(|(_, row)| row.entity() == Some(GROUP));
    assert!(of_group.next().is_none());
}
