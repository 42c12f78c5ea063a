//! The workbook computed by a program that is not ours: the same value in every formula cell, in
//! the base case, under each stress, and with other inputs.

use cittadella_engine::evaluate::Case;
use cittadella_tests::{Comparison, Exported, Values, corrupted};

use super::judge::Judge;

/// Opens a scenario's workbook with every cached value wrong, and compares every formula cell of
/// every worksheet at the base case, under each stress chosen in the selector cell, and with
/// inputs typed at random.
fn recalculates(name: &str) {
    let exported = Exported::read_file(&super::scenario(name));
    let base = exported.book(&Case::base());
    let mut judge = Judge::open(&corrupted(&base));
    judge.recalculate();
    judge.compare(&base).assert_equal(name);
    judge.type_in(&base);
    let random = (1..=3).map(|seed| {
        (
            format!("random {seed}"),
            exported.varied(Case::base(), seed),
        )
    });
    let cases = exported.stresses().into_iter().chain(random);
    for (case, stressed) in cases {
        let book = exported.book(&stressed);
        judge.type_in(&book);
        judge.recalculate();
        judge
            .compare(&book)
            .assert_equal(&format!("{name}, {case}"));
    }
}

#[test]
fn the_hub_recalculates() {
    recalculates("cremona-cobox");
}

#[test]
fn the_hub_with_lists_in_spreadsheets_recalculates() {
    recalculates("cremona-listino");
}

#[test]
fn the_network_recalculates() {
    recalculates("bergamo-rete");
}

#[test]
fn the_cluster_recalculates() {
    recalculates("cluster-lombardo");
}

#[test]
fn the_headquarters_recalculates() {
    recalculates("cittadella-sede");
}

#[test]
fn the_campus_recalculates() {
    recalculates("cittadella");
}

/// The corrupted file really is wrong in every cell, so that a program that computes nothing cannot
/// pass.
#[test]
fn the_file_that_is_recalculated_holds_no_right_value() {
    let base = super::base("cluster-lombardo");
    let bytes = cittadella_xlsx::write::write(&corrupted(&base.book));
    let values = Values::read(bytes.unwrap_or_else(|error| panic!("{error}")), &base.book);
    let comparison = Comparison::of(&base.book, |place| values.at(place));
    assert_eq!(comparison.differences.len(), comparison.cells);
}

#[test]
fn every_scenario_is_recalculated() {
    let source = include_str!("recalculation.rs");
    for name in super::scenarios() {
        assert!(
            source.contains(&format!("recalculates(\"{name}\");")),
            "{name} is not recalculated"
        );
    }
}
