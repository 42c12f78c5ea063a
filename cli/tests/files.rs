//! What the program writes, and what it does when it cannot.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot run its program has failed"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program from the root of the workspace.
fn cittadella(arguments: &[&str]) -> Command {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_cittadella"));
    command
        .args(arguments)
        .current_dir(package.parent().unwrap());
    command
}

fn output(arguments: &[&str]) -> Output {
    cittadella(arguments).output().unwrap()
}

const SCENARIO: &str = "scenarios/cremona-cobox.toml";

#[test]
fn the_same_scenario_gives_the_same_bytes() {
    let first = output(&["run", SCENARIO, "--json"]);
    assert_eq!(first.status.code(), Some(0));
    assert_eq!(first, output(&["run", SCENARIO, "--json"]));
}

#[test]
fn json_has_the_keys_that_the_help_names() {
    let printed = output(&["run", SCENARIO, "--json", "--lang", "en"]);
    let value: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    let keys: Vec<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        [
            "scenario",
            "months",
            "rows",
            "figures",
            "target",
            "checks",
            "alerts",
            "exchanges",
            "covenants",
            "returns",
            "asserts",
            "notices"
        ]
    );
    let months = value["months"].as_array().unwrap().len();
    assert_eq!(months, 84);
    let row = &value["rows"]["loans.bank.closing"];
    assert_eq!(row["values"].as_array().unwrap().len(), months);
    // Drawn in March 2023: before that nothing is owed, after it the whole.
    assert_eq!(row["values"][1], "0");
    assert_eq!(row["values"][2], "150000");
    for key in [
        "hub.cash.closing",
        "hub.income_statement.A1",
        "hub.balance_sheet.assets.total",
    ] {
        assert_eq!(value["rows"][key]["entity"], "hub", "{key}");
    }
}

#[test]
fn csv_files_hold_what_json_holds() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    let written = output(&["run", SCENARIO, "--csv", target.to_str().unwrap()]);
    assert_eq!(written.status.code(), Some(0));
    let mut names: Vec<String> = fs::read_dir(&target)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "hub_balance_sheet.csv",
            "hub_cash_flow.csv",
            "hub_income_statement.csv",
            "rows.csv"
        ]
    );
    let rows = fs::read_to_string(target.join("rows.csv")).unwrap();
    let loan = rows
        .lines()
        .find(|line| line.starts_with("loans.bank.closing,"))
        .unwrap();
    assert!(loan.contains(",balance,0,0,150000,150000,"), "{loan}");
}

#[test]
fn several_cases_are_several_sets_of_files() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().to_str().unwrap();
    let stresses = ["--stress", "slow_ramp", "--stress", "slow_ramp+late_grant"];
    let arguments = [&["run", SCENARIO, "--csv", target], &stresses[..]].concat();
    assert_eq!(output(&arguments).status.code(), Some(0));
    for name in [
        "base_rows.csv",
        "slow_ramp_rows.csv",
        "slow_ramp+late_grant_rows.csv",
    ] {
        assert!(folder.path().join(name).is_file(), "{name}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 12);
}

#[test]
fn a_refused_scenario_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    let set = "spaces.nowhere.price=1";
    let refused = output(&[
        "run",
        SCENARIO,
        "--set",
        set,
        "--csv",
        target.to_str().unwrap(),
    ]);
    assert_eq!(refused.status.code(), Some(65));
    assert!(refused.stdout.is_empty());
    assert!(!target.exists());
}

/// A device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_with_its_code() {
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let failed = cittadella(&["run", SCENARIO, "--lang", "en"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(failed.status.code(), Some(74));
    let message = String::from_utf8(failed.stderr).unwrap();
    assert_eq!(
        message,
        "error: cannot write to standard output: the disk is full\n"
    );
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let mut child = cittadella(&["run", SCENARIO, "--json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert!(ended.stderr.is_empty());
}

#[test]
fn a_plan_without_uncertainty_is_not_simulated() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("certain.toml");
    let text = "[plan]\nname = \"Certain\"\nstart = \"2024-01\"\nyears = 1\n\n\
                [entities.hub]\nname = \"Hub srl\"\nkind = \"company\"\nlegal_form = \"srl\"\n\
                founded = \"2024-01\"\n";
    fs::write(&file, text).unwrap();
    let path = file.to_str().unwrap();
    let refused = output(&["simulate", path, "--lang", "en"]);
    assert_eq!(refused.status.code(), Some(65));
    assert!(refused.stdout.is_empty());
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("nothing is uncertain"), "{said}");
    assert!(said.contains("pert"), "{said}");
}

#[test]
fn a_simulation_gives_the_same_bytes_and_its_seed_matters() {
    let simulate = |seed| {
        output(&[
            "simulate", SCENARIO, "--json", "--trials", "200", "--seed", seed,
        ])
    };
    let first = simulate("1");
    assert_eq!(first.status.code(), Some(0));
    let value: serde_json::Value = serde_json::from_slice(&first.stdout).unwrap();
    assert_eq!(value["trials"], 200);
    assert_eq!(first, simulate("1"));
    assert_ne!(first, simulate("2"));
}

#[test]
fn a_workbook_is_written_again_until_somebody_changes_it() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.xlsx");
    let target = target.to_str().unwrap();
    let export = ["export", SCENARIO, "-o", target, "--lang", "en"];
    assert_eq!(output(&export).status.code(), Some(0));
    let first = fs::read(target).unwrap();
    assert_eq!(output(&export).status.code(), Some(0));
    assert_eq!(first, fs::read(target).unwrap(), "the same bytes");
    fs::write(target, b"a letter to the bank").unwrap();
    let refused = output(&export);
    assert_eq!(refused.status.code(), Some(73));
    let message = String::from_utf8(refused.stderr).unwrap();
    assert!(
        message.contains("was not written by this program"),
        "{message}"
    );
    assert!(message.contains("--force"), "{message}");
    assert_eq!(fs::read(target).unwrap(), b"a letter to the bank");
    let forced = output(&[&export[..], &["--force"]].concat());
    assert_eq!(forced.status.code(), Some(0));
    assert_eq!(first, fs::read(target).unwrap());
}
