//! Trials against the exact reading: what is drawn, and what comes out of it.

use std::path::{Path, PathBuf};

use cittadella_engine::evaluate::compiled::InstructionSet;
use cittadella_engine::evaluate::{Case, exact};
use cittadella_engine::sheet::{FigureId, RowId};
use cittadella_engine::simulate::{Simulation, Trials};
use cittadella_tests::{Reading, read_file};
use rust_decimal::prelude::ToPrimitive;

fn cobox() -> Reading {
    let folder: PathBuf = concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios").into();
    read_file(&folder.join(Path::new("cremona-cobox.toml")))
}

fn figures(reading: &Reading) -> Vec<FigureId> {
    reading.plan.sheet.figures().map(|(id, _)| id).collect()
}

fn rows(reading: &Reading) -> Vec<RowId> {
    [
        "hub.cash.closing",
        "hub.uncovered_need.closing",
        "hub.dscr.ratio",
    ]
    .map(|key| reading.row(key))
    .to_vec()
}

fn simulation(reading: &Reading) -> Simulation<'_> {
    let plan = &reading.plan;
    let (figures, rows) = (figures(reading), rows(reading));
    Simulation::new(
        &plan.sheet,
        &Case::base(),
        &plan.uncertainty,
        &figures,
        &rows,
    )
}

fn near(found: f64, exact: Option<f64>) -> bool {
    match exact {
        None => found.is_nan(),
        Some(exact) => (found - exact).abs() <= 1e-7 * exact.abs().max(1.0),
    }
}

/// Every figure and row of each trial is what the exact reading finds with the same draws.
#[test]
fn a_trial_is_the_exact_plan_with_its_draws() {
    let reading = cobox();
    let sheet = &reading.plan.sheet;
    let simulation = simulation(&reading);
    let trials = simulation.run(0, 40);
    assert_eq!(
        simulation.draws().dimensions(),
        3,
        "occupancy, ramp, lag of the grant"
    );
    assert!(
        trials
            .figures
            .iter()
            .any(|of| of[0].to_bits() != of[1].to_bits())
    );
    for trial in 0..40_usize {
        let draws = simulation.draws().drawn(trial as u64);
        let case = draws
            .into_iter()
            .fold(Case::base(), |case, (input, drawn)| {
                case.drawn(input, drawn)
            });
        let grid = exact(sheet, &case).expect("no overflow");
        for (nth, figure) in figures(&reading).into_iter().enumerate() {
            let value = grid.figure(figure).value().and_then(|value| value.to_f64());
            let found = trials.figures[nth][trial];
            let key = sheet.figure(figure).key();
            assert!(
                near(found, value),
                "trial {trial} {key}: {found} is {value:?}"
            );
        }
        for (nth, row) in rows(&reading).into_iter().enumerate() {
            for month in sheet.timeline().months() {
                let value = grid.value(row, month).and_then(|value| value.to_f64());
                let found = trials.rows[nth][month.index()][trial];
                let key = sheet.row(row).key();
                assert!(
                    near(found, value),
                    "trial {trial} {key} {month:?}: {found} is {value:?}"
                );
            }
        }
    }
}

/// The bits of every number.
fn bits(trials: &Trials) -> Vec<u64> {
    let rows = trials.rows.iter().flatten();
    let all = trials.figures.iter().chain(rows).flatten();
    all.map(|value| value.to_bits()).collect()
}

#[test]
fn it_does_not_matter_how_trials_are_cut() {
    let reading = cobox();
    let simulation = simulation(&reading);
    let whole = simulation.run(0, 300);
    let (mut first, second) = (simulation.run(0, 77), simulation.run(77, 223));
    for (column, more) in first.figures.iter_mut().zip(second.figures) {
        column.extend(more);
    }
    for (column, more) in first
        .rows
        .iter_mut()
        .flatten()
        .zip(second.rows.into_iter().flatten())
    {
        column.extend(more);
    }
    assert!(bits(&whole) == bits(&first));
}

#[test]
fn every_instruction_set_gives_the_same_trials() {
    let reading = cobox();
    let sets = InstructionSet::available().into_iter();
    let results: Vec<_> = sets
        .map(|set| bits(&simulation(&reading).on(set).run(0, 200)))
        .collect();
    assert!(results.windows(2).all(|pair| pair[0] == pair[1]));
}
