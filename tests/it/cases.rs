//! Worked examples: small scenarios whose figures come from a law, a standard or a calculation on
//! paper. Each file in `tests/cases/` holds one, with its source.
//!
//! ```toml
//! name = "what it shows, as a sentence"
//! source = "where the figures come from"
//! scenario = '''…the scenario…'''   # or file = "scenarios/….toml"
//! [expect."loans.bank.interest_paid"]
//! months = [0, 0, 1_425.00]        # from the plan's first month
//! yearly = [5_700, 5_700]          # sums of flows, closings of balances
//! "2024-06" = 1_425.00             # single months
//! [figures]
//! "target.reached" = 22            # a month number, an amount, a rate
//! ```

use std::fs;
use std::path::PathBuf;

use cittadella_engine::calendar::YearMonth;
use cittadella_engine::quantity::{Decimal, snap};
use cittadella_tests::{Reading, read, read_file};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn files() -> Vec<(String, String)> {
    let entries = fs::read_dir(folder()).expect("the cases have a folder");
    let paths = entries.map(|entry| entry.expect("an entry can be read").path());
    let mut files: Vec<(String, String)> = paths
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().display().to_string();
            (name, fs::read_to_string(&path).expect("a case is text"))
        })
        .collect();
    files.sort();
    files
}

/// The differences between what a case expects and what its scenario gives, as sentences.
fn differences(case: &toml::Table) -> Vec<String> {
    let text = |name: &str| case.get(name).and_then(toml::Value::as_str);
    let reading = match (text("scenario"), text("file")) {
        (Some(scenario), None) => read(scenario),
        (None, Some(file)) => read_file(&folder().join("../..").join(file)),
        (Some(_), Some(_)) | (None, None) => panic!("a case has a scenario or the file of one"),
    };
    let part = |name: &str| case.get(name).and_then(toml::Value::as_table);
    let (rows, figures) = (part("expect"), part("figures"));
    assert!(rows.or(figures).is_some(), "a case expects something");
    let mut found = broken_checks(&reading);
    for (key, value) in figures.into_iter().flatten() {
        let (expected, value) = (amount(value), reading.figure(key));
        // A return is found to nine decimals, an amount to the cent.
        if value.map(snap) != Some(expected) {
            found.push(format!("{key}: {value:?} instead of {expected}"));
        }
    }
    for (key, values) in rows.into_iter().flatten() {
        for (when, value) in values.as_table().expect("a row's expectations are a table") {
            found.extend(compare(&reading, key, when, value));
        }
    }
    found
}

/// The integrity checks of the plan that are not zero in every computed month.
fn broken_checks(reading: &Reading) -> Vec<String> {
    let checks = reading.plan.checks.iter();
    let broken = checks.filter(|check| !reading.grid.cells(check.row).iter().all(Decimal::is_zero));
    let key = |row| reading.plan.sheet.row(row).key().to_string();
    broken
        .map(|check| format!("{} is not zero", key(check.row)))
        .collect()
}

fn compare(reading: &Reading, key: &str, when: &str, value: &toml::Value) -> Vec<String> {
    let list = |found: &[Decimal], what: &str| -> Vec<String> {
        let expected = value.as_array().expect("a list of amounts");
        let pairs = expected.iter().map(amount).zip(found).enumerate();
        assert!(
            expected.len() <= found.len(),
            "{key} has {} {what}s only",
            found.len()
        );
        pairs
            .filter(|(_, (expected, found))| expected != *found)
            .map(|(index, (expected, found))| {
                format!("{key}, {what} {}: {found} instead of {expected}", index + 1)
            })
            .collect()
    };
    match when {
        "months" => list(reading.months(key), "month"),
        "yearly" => list(&reading.years(key), "year"),
        month => {
            let month: YearMonth = month.parse().expect("`months`, `yearly` or a month");
            let (expected, found) = (amount(value), reading.at(key, month));
            if found == Some(expected) {
                return Vec::new();
            }
            vec![format!("{key}, {month}: {found:?} instead of {expected}")]
        }
    }
}

/// A number as written: an integer, a decimal with at most fifteen digits, or a text.
fn amount(value: &toml::Value) -> Decimal {
    let text = match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_)
        | toml::Value::Array(_)
        | toml::Value::Table(_) => value.to_string(),
    };
    text.parse().expect("an amount is a number")
}

#[test]
fn every_worked_example_comes_out() {
    let mut found = Vec::new();
    for (name, text) in files() {
        let case: toml::Table = text.parse().expect("a case is TOML");
        assert!(
            case["source"].as_str().is_some_and(|s| !s.is_empty()),
            "{name} has a source"
        );
        let wrong = differences(&case);
        found.extend(wrong.into_iter().map(|line| format!("{name}: {line}")));
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn a_wrong_figure_is_found() {
    let text = fs::read_to_string(folder().join("loan_bullet.toml")).expect("the case exists");
    let changed = text.replace("\"2023-06\" = 1_425_000", "\"2023-06\" = 1_425_000.01");
    let case: toml::Table = changed.parse().expect("a case is TOML");
    assert_eq!(
        differences(&case),
        ["loans.bank.interest_paid, 2023-06: Some(1425000.00) instead of 1425000.01",]
    );
}
