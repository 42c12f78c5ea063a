//! The workbook is true: programs that are not ours recompute it to our numbers, its formulas are
//! ones that a reviewer can read, and the file holds what a bank expects.

mod controls;
mod dialect;
mod formula;
mod graph;
mod hostile;
mod judge;
mod package;
mod reading;
mod recalculation;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex};

use cittadella_engine::evaluate::Case;
use cittadella_tests::Exported;
use cittadella_xlsx::book::{Book, Cached, Content, Part};

/// A scenario with its workbook in the base case.
struct Base {
    exported: Exported,
    book: Book,
}

/// A scenario's workbook in the base case, made once for all tests.
fn base(name: &str) -> Arc<Base> {
    static MADE: LazyLock<Mutex<BTreeMap<String, Arc<Base>>>> = LazyLock::new(Mutex::default);
    let mut made = MADE
        .lock()
        .expect("no test fails while it makes a workbook");
    let base = made.entry(name.to_owned()).or_insert_with(|| {
        let exported = Exported::read_file(&scenario(name));
        let book = exported.book(&Case::base());
        Arc::new(Base { exported, book })
    });
    base.clone()
}

/// The formula of a cell, if it has one.
fn formula_of(part: &Part) -> Option<&str> {
    if let Content::Formula(text, _) = &part.content {
        Some(text)
    } else {
        None
    }
}

/// The number that a cell holds or whose formula computes it.
fn number_in(part: &Part) -> Option<f64> {
    if let Content::Number(number) | Content::Formula(_, Cached::Number(number)) = &part.content {
        Some(*number)
    } else {
        None
    }
}

/// The names of the scenarios of the repository.
fn scenarios() -> Vec<String> {
    let files = fs::read_dir(folder()).expect("there is a folder of scenarios");
    let mut names: Vec<String> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

fn scenario(name: &str) -> PathBuf {
    folder().join(format!("{name}.toml"))
}

fn folder() -> PathBuf {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios").into()
}
