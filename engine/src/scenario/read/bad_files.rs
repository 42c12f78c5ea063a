//! Every file of `tests/errors/` is wrong in the one way that its name says.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::{Changes, Scenario};
use crate::wording::Language;

fn bad_files() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/errors");
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(read)
        .collect()
}

fn findings(name: &str, files: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let mut changes = Changes::default();
    for line in files[name].lines().take_while(|line| line.starts_with('#')) {
        if let Some(set) = line.strip_prefix("# --set ") {
            changes.sets.push(set.to_owned());
        }
        if let Some(stress) = line.strip_prefix("# --stress ") {
            changes.stresses.push(stress.to_owned());
        }
    }
    match Scenario::load(name, files, &changes) {
        Ok(loaded) => loaded.notices,
        Err(refused) => refused.diagnostics,
    }
}

#[test]
fn each_file_is_refused_for_the_reason_of_its_name() {
    let files = bad_files();
    for name in files.keys() {
        let code = name.strip_suffix(".toml").unwrap();
        // Whether a row exists, only the model knows.
        if code == Code::UnknownRow.number() {
            continue;
        }
        let found = findings(name, &files);
        let codes: Vec<&str> = found.iter().map(|found| found.code.number()).collect();
        assert!(
            !codes.is_empty() && codes.iter().all(|of| *of == code),
            "{name}: {codes:?}"
        );
        for finding in &found {
            for language in Language::ALL {
                assert!(!finding.title(language).is_empty(), "{name}: no title");
                assert!(finding.hint(language).is_some(), "{name}: no hint");
            }
        }
    }
}

#[test]
fn every_code_has_a_file() {
    let files = bad_files();
    for code in Code::ALL {
        // A file of more than 4 MB is made by a test of its own.
        let file = format!("{code}.toml");
        assert!(
            files.contains_key(&file) || *code == Code::FileTooLarge,
            "{file}"
        );
    }
}

#[test]
fn a_file_over_four_megabytes_is_refused() {
    let text = "#".repeat(4 * 1024 * 1024 + 1);
    let files = BTreeMap::from([("large.toml".to_owned(), text)]);
    let refused = Scenario::load("large.toml", &files, &Changes::default()).unwrap_err();
    assert_eq!(refused.diagnostics[0].code, Code::FileTooLarge);
}
