//! Every file of `tests/errors/` is wrong in the one way that its name says.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::{CellValue, Changes, Scenario, SourceError, Sources};
use crate::scenario::{Worksheet, WorksheetError};
use crate::wording::{Label, Language};

/// The files of the folder, with what their workbooks hold: this package opens none itself.
struct Files<'a>(&'a BTreeMap<String, String>);

impl Sources for Files<'_> {
    fn read(&self, path: &str) -> Result<String, SourceError> {
        self.0.read(path)
    }

    fn worksheet(&self, path: &str, name: &str) -> Result<Worksheet, WorksheetError> {
        if path != "files/staff.xlsx" {
            return Err(WorksheetError::Refused {
                reason: Label::new("non lo è", "it is none"),
                remedy: Label::new("salvalo", "save it"),
            });
        }
        if name != "Broken" {
            let names = ["Staff", "Broken"];
            return Err(WorksheetError::NoSuchWorksheet(
                names.map(str::to_owned).to_vec(),
            ));
        }
        let texts = ["name", "entity", "headcount", "gross_salary"];
        let cells = texts.into_iter().zip(0..);
        let keys = cells.map(|(key, column)| ((0, column), CellValue::Text(key.to_owned())));
        let row = [
            CellValue::Text("manager".to_owned()),
            CellValue::Text("hub".to_owned()),
            CellValue::Error("#DIV/0!".to_owned()),
            CellValue::Error("#REF!".to_owned()),
        ];
        let row = row.into_iter().zip(0..);
        let row = row.map(|(value, column)| ((1, column), value));
        Ok(Worksheet {
            cells: keys.chain(row).collect(),
        })
    }
}

fn bad_files() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/errors");
    let entries = std::fs::read_dir(&folder).unwrap().map(Result::unwrap);
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    let ending = |path: &std::path::PathBuf| path.extension().is_some_and(|of| of == "toml");
    let mut files: BTreeMap<String, String> = entries
        .map(|entry| entry.path())
        .filter(ending)
        .map(read)
        .collect();
    let tables = std::fs::read_dir(folder.join("files")).unwrap();
    for path in tables.map(|entry| entry.unwrap().path()) {
        if path.extension().is_some_and(|of| of == "csv") {
            let (name, text) = read(path);
            files.insert(format!("files/{name}"), text);
        }
    }
    files
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
    match Scenario::load(name, &Files(files), &changes) {
        Ok(loaded) => loaded.notices,
        Err(refused) => refused.diagnostics,
    }
}

#[test]
fn each_file_is_refused_for_the_reason_of_its_name() {
    let files = bad_files();
    let scenarios = files.keys().filter(|name| !name.contains('/'));
    for name in scenarios {
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
        // A file of more than 4 MB is made by a test of its own; what is wrong with a workbook that
        // comes back, by those that edit one.
        let comes_back = (Code::NoScenarioInside..=Code::EditNotSayable).contains(code);
        let file = format!("{code}.toml");
        assert!(
            files.contains_key(&file) || *code == Code::FileTooLarge || comes_back,
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
