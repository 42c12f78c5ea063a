//! The campus of three bodies, whole: its checks, its group, and figures computed a second time.
//!
//! The amounts below were computed apart from this program, from what the scenario states: curves of
//! spending, claims at quarter ends, indexed rents, day counts. They are typed in, to the cent.

use std::collections::BTreeMap;
use std::path::Path;

use cittadella_engine::diagnostic::Code;
use cittadella_engine::evaluate::Case;
use cittadella_engine::model::ReturnOf;
use cittadella_engine::quantity::Decimal;
use cittadella_engine::scenario::{Changes, Scenario};
use cittadella_tests::{Reading, read_file, read_file_with};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios/cittadella.toml");

fn campus() -> Reading {
    read_file(Path::new(FILE))
}

fn amount(text: &str) -> Decimal {
    text.parse().expect("an amount")
}

/// Compares a row with amounts of some months; the months that are not named have to be zero where
/// `all` says so.
fn compare(reading: &Reading, key: &str, expected: &[(&str, &str)]) {
    for (month, value) in expected {
        let month = month.parse().expect("a month");
        let found = reading.at(key, month).expect("a value");
        assert_eq!(found, amount(value), "{key}, {month}");
    }
}

fn compare_all(reading: &Reading, key: &str, expected: &[(&str, &str)]) {
    compare(reading, key, expected);
    let found = reading.months(key).iter().filter(|value| !value.is_zero());
    assert_eq!(found.count(), expected.len(), "{key}");
}

fn assert_whole(reading: &Reading, case: &str) {
    for check in &reading.plan.checks {
        let label = &check.label;
        assert_eq!(
            check.first_failure(&reading.grid),
            None,
            "{case}: {label:?}"
        );
    }
}

#[test]
fn every_check_is_zero_in_every_month_of_every_stress() {
    let base = campus();
    assert!(base.plan.checks.len() > 50, "{}", base.plan.checks.len());
    assert_whole(&base, "base");
    for (id, stress) in base.plan.sheet.stresses() {
        let reading = Reading::of(base.plan.clone(), &Case::stressed([id]));
        assert_whole(&reading, stress.key.as_str());
    }
}

/// 45 % of what lots and design have cost by each quarter's end, less the advance, until 90 % of 72
/// million; the last tenth three months after lot 2 opens. Each is paid four months later.
#[test]
fn the_pnrr_pays_by_quarters() {
    let reading = campus();
    let claimed = [
        ("2023-09", "6352854.22"),
        ("2023-12", "8713516.52"),
        ("2024-03", "7454019.38"),
        ("2024-06", "7297130.33"),
        ("2024-09", "7868770.29"),
        ("2024-12", "9374456.26"),
        ("2025-03", "9073319.06"),
        ("2025-06", "1465933.94"),
        ("2026-01", "7200000"),
    ];
    compare_all(&reading, "grants.pnrr.claimed", &claimed);
    compare_all(
        &reading,
        "grants.pnrr.advance_paid",
        &[("2023-04", "7200000")],
    );
    let received = [("2024-01", "6352854.22"), ("2026-05", "7200000")];
    compare(&reading, "grants.pnrr.received", &received);
}

/// Six months free, 40 %, 70 % from October 2025, all from July 2026; each July 75 % of the
/// inflation of the twelve months before.
#[test]
fn the_rent_steps_with_what_is_delivered() {
    let reading = campus();
    let rent = [
        ("2024-07", "0"),
        ("2024-12", "0"),
        ("2025-01", "90000"),
        ("2025-07", "90742.20"),
        ("2025-10", "158798.85"),
        ("2026-07", "229407.54"),
        ("2027-07", "232332.40"),
    ];
    compare(&reading, "leases.campus.rent", &rent);
}

/// Draws at the start of the month, actual days over 360, Euribor of the year and 1.9 %; then the
/// annuity of 100 quarters at 4.0 %: 380,777.84.
#[test]
fn the_mortgage_follows_the_works_and_then_its_plan() {
    let reading = campus();
    let interest = [
        ("2024-03", "903.86"),
        ("2024-12", "154167.08"),
        ("2025-09", "246783.52"),
        ("2026-06", "236600"),
        ("2027-03", "240000"),
    ];
    compare(&reading, "loans.mortgage.interest_paid", &interest);
    compare(
        &reading,
        "loans.mortgage.repayment",
        &[("2027-03", "140777.84")],
    );
    compare(
        &reading,
        "loans.mortgage.closing",
        &[("2025-09", "24000000")],
    );
}

#[test]
fn coupons_property_tax_energy_and_pay_come_out_as_by_hand() {
    let reading = campus();
    let coupons = [
        "2025-06", "2026-06", "2027-06", "2028-06", "2029-06", "2030-06",
    ];
    let coupons: Vec<(&str, &str)> = coupons.iter().map(|month| (*month, "420000")).collect();
    compare_all(&reading, "bonds.green_bond.interest_paid", &coupons);
    compare(
        &reading,
        "bonds.green_bond.proceeds",
        &[("2024-06", "7880000")],
    );
    let property_tax = [
        ("2024-12", "64000"),
        ("2025-06", "64000"),
        ("2025-12", "112000"),
        ("2026-06", "160000"),
    ];
    compare(&reading, "costs.imu.paid", &property_tax);
    // 20 euro a square metre, 1.054 × 1.008 of them from 2025.
    let energy = [
        ("2024-07", "35133.33"),
        ("2025-10", "88536"),
        ("2026-03", "89775.50"),
    ];
    compare(&reading, "costs.energy.cost", &energy);
    // Heads at their gross pay, by twelfths: 801,000 a year in 2023.
    let pay = [("2026-11", "155940.05")];
    compare(&reading, "operating.income_statement.B9a", &pay);
    let claimed_back = [("2023-12", "5471718.75"), ("2024-12", "7645555.52")];
    compare(
        &reading,
        "real_estate.vat.refund_receivable.closing",
        &claimed_back,
    );
}

/// 175 million of building, and nothing else, less what was spent before the first lot.
#[test]
fn the_building_costs_what_is_stated() {
    let reading = campus();
    let total: Decimal = ["land", "lot_1", "lot_2", "design"]
        .iter()
        .flat_map(|name| reading.months(&format!("capex.{name}.spent")).to_vec())
        .sum();
    assert_eq!(total, Decimal::from(175_000_000));
}

#[test]
fn holders_pay_their_shares_in_each_call() {
    let reading = campus();
    // 25 % of 18 million and 35 % of 3 million, an outflow.
    let paid = [("2023-01", "-5550000")];
    compare(&reading, "foundation.cash_flow.holdings_paid", &paid);
}

/// A loan is drawn with an investment of its own borrower, a line lent against its own receivables,
/// a property worth what its own owner earns.
#[test]
fn what_belongs_to_another_body_is_refused() {
    let text = std::fs::read_to_string(FILE).expect("the campus");
    for (own, foreign) in [
        ("with = \"capex.lot_2\"", "with = \"capex.furniture_lot_1\""),
        (
            "\"grants.pnrr.receivable\"",
            "\"grants.start_up.receivable\"",
        ),
        ("\"leases.campus.rent\"", "\"spaces.offices.revenue\""),
        // Not another body, but one misspelt.
        ("foundation              = \"25%\"", "foundaton = \"25%\""),
    ] {
        assert!(text.contains(own), "{own}");
        let files = BTreeMap::from([("campus".to_owned(), text.replace(own, foreign))]);
        let loaded = Scenario::load("campus", &files, &Changes::default());
        let found = loaded.expect_err("it is refused").diagnostics;
        let codes: Vec<Code> = found.iter().map(|found| found.code).collect();
        assert!(
            codes.contains(&Code::UnknownReference),
            "{foreign}: {codes:?}"
        );
    }
}

/// A sale brings what the income shown so far is worth, at most: an opening that slips leaves its
/// owners less, month for month, and never more.
#[test]
fn a_late_opening_raises_no_return() {
    let exit = |delay: u32| {
        let set = format!("milestones.lot_2_opens.delay_months=+{delay}");
        let reading = read_file_with(Path::new(FILE), &[&set]);
        let price = &reading.plan.answers.valuations[0];
        let sold = reading.grid.cells(price.price)[59];
        let owners = &reading.plan.answers.returns;
        let owners = owners.iter().find(|found| found.of == ReturnOf::Owners);
        let obtained = owners.expect("owners").obtained;
        (sold, reading.grid.figure(obtained).value())
    };
    let on_time = exit(0);
    let mut before = on_time;
    for delay in [3, 6, 7, 9, 12, 18] {
        let after = exit(delay);
        // The full rent, from nine months after the opening, has not run for a year in December 2027.
        let early = delay > 6;
        assert_eq!(
            early,
            after.0 < on_time.0 - Decimal::ONE,
            "{delay}: {after:?}"
        );
        // No rate at all: nothing comes back.
        let worse = match (after.1, before.1) {
            (Some(after), Some(before)) => after <= before,
            (None, _) => true,
            (Some(_), None) => false,
        };
        assert!(worse, "{delay}: {after:?}, {before:?}");
        before = after;
    }
}
