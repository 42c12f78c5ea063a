//! Has LibreOffice compute the workbook of every scenario and compares every formula cell: in the
//! base case, with other inputs under each stress in turn, and at the edges.
//!
//! `judge FOLDER [SCENARIO...]` writes into FOLDER, which it needs for itself. Called by
//! `tests/full.sh`; it is no part of `cargo test` because it needs an office suite.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a check that is run by hand or by a script: it tells what it does, and stops"
)]

mod office;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use cittadella_engine::evaluate::Case;
use cittadella_tests::{Comparison, Exported, Values, corrupted};
use cittadella_xlsx::book::{Book, Content};
use office::Office;

/// How many input vectors are drawn for a scenario whose workbook is small.
const VECTORS: u64 = 20;
/// How many for one whose workbook is not: an office program takes half a minute for the campus.
const VECTORS_OF_LARGE: u64 = 2;
/// How many cells a small workbook has at most.
const SMALL_CELLS: usize = 110_000;
/// How many office programs run at a time.
const OFFICES: usize = 2;

fn main() {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("judge FOLDER [SCENARIO...]"));
    let asked: Vec<String> = arguments.collect();
    let files = if asked.is_empty() {
        scenarios()
    } else {
        asked.iter().map(PathBuf::from).collect()
    };
    assert!(!files.is_empty(), "there are no scenarios");
    control(&folder, &files[0]);
    for file in files {
        judge(&folder, &file);
    }
}

/// A judge that finds nothing wrong with a wrong workbook is no judge: one formula is changed, and
/// has to be found; and a file whose cached values are wrong has to come back with other ones.
fn control(folder: &Path, file: &Path) {
    let exported = Exported::read_file(file);
    let book = exported.book(&Case::base());
    let mut wrong = corrupted(&book);
    let changed = change_a_formula(&mut wrong);
    let found = recalculated(
        &mut Office::open(&folder.join("control")),
        "control",
        &wrong,
    );
    let comparison = Comparison::of(&book, |place| found.at(place));
    assert!(
        !comparison.differences.is_empty(),
        "the changed formula {changed} went unnoticed"
    );
    assert!(
        comparison.differences.len() < comparison.cells / 2,
        "LibreOffice did not compute: {} of {} cells differ",
        comparison.differences.len(),
        comparison.cells
    );
    println!(
        "control: the changed formula {changed} moves {} of {} cells",
        comparison.differences.len(),
        comparison.cells
    );
}

/// Turns the first sum of two cells into a difference.
fn change_a_formula(book: &mut Book) -> String {
    for worksheet in &mut book.worksheets {
        for (cell, part) in &mut worksheet.cells {
            let Content::Formula(text, cached) = &part.content else {
                continue;
            };
            let plain = text.split_once('+').is_some_and(|(left, right)| {
                let cell = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric());
                cell(left) && cell(right)
            });
            if plain {
                let place = format!("{}!{cell} ={text}", worksheet.name);
                part.content = Content::Formula(text.replace('+', "-1-"), cached.clone());
                return place;
            }
        }
    }
    panic!("no formula adds two cells");
}

/// Compares every formula cell of a scenario's workbook in every case.
fn judge(folder: &Path, file: &Path) {
    let name = file.file_stem().expect("a name").to_string_lossy();
    let start = Instant::now();
    let exported = Exported::read_file(file);
    let cases = cases(&exported);
    let next = AtomicUsize::new(0);
    let cells: usize = thread::scope(|scope| {
        let offices: Vec<_> = (0..OFFICES)
            .map(|number| {
                let (exported, cases, next, name) = (&exported, &cases, &next, &name);
                let folder = folder.join(format!("office{number}"));
                scope.spawn(move || {
                    let mut office = Office::open(&folder);
                    let mut cells = 0;
                    while let Some((label, case)) = cases.get(next.fetch_add(1, Ordering::Relaxed))
                    {
                        let book = exported.book(case);
                        let stem = format!("{name}-{}", label.replace(' ', "-"));
                        let found = recalculated(&mut office, &stem, &corrupted(&book));
                        let comparison = Comparison::of(&book, |place| found.at(place));
                        comparison.assert_equal(&format!("{name}, {label}"));
                        office.forget(&stem);
                        cells += comparison.cells;
                    }
                    cells
                })
            })
            .collect();
        offices
            .into_iter()
            .map(|office| office.join().expect("see the message above"))
            .sum()
    });
    println!(
        "{name}: {cells} formula cells of {} workbooks are equal ({:.0} s)",
        cases.len(),
        start.elapsed().as_secs_f64()
    );
    let bytes = write(&exported.book(&Case::base()));
    fs::write(folder.join(format!("{name}.xlsx")), bytes).expect("a file that can be written");
}

/// The base case, the edges, and inputs at random under each stress in turn.
fn cases(exported: &Exported) -> Vec<(String, Case)> {
    let mut cases = vec![("base".to_owned(), Case::base())];
    cases.extend(exported.edges());
    let stresses = exported.stresses();
    let book = exported.book(&Case::base());
    let cells: usize = book.worksheets.iter().map(|page| page.cells.len()).sum();
    let vectors = if cells > SMALL_CELLS {
        VECTORS_OF_LARGE
    } else {
        VECTORS
    };
    let from = (0..vectors).map(|vector| {
        let turn = usize::try_from(vector).expect("few") % (stresses.len() + 1);
        let base = ("base".to_owned(), Case::base());
        let (stress, case) = stresses.get(turn).cloned().unwrap_or(base);
        let label = format!("vector {vector} {stress}");
        (label, exported.varied(case, vector))
    });
    cases.extend(from);
    cases
}

/// The workbook as LibreOffice computes it.
fn recalculated(office: &mut Office, stem: &str, book: &Book) -> Values {
    Values::read(office.recalculate(stem, &write(book)), book)
}

fn write(book: &Book) -> Vec<u8> {
    cittadella_xlsx::write::write(book).unwrap_or_else(|error| panic!("{error}"))
}

fn scenarios() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios");
    let files = fs::read_dir(folder).expect("there is a folder of scenarios");
    let mut paths: Vec<PathBuf> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    paths.sort();
    paths
}
