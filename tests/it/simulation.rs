//! Trials against the exact reading: what is drawn, and what comes out of it.

use std::path::{Path, PathBuf};

use cittadella_engine::calendar::Month;
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
    let rows = rows(reading);
    let timeline = plan.sheet.timeline();
    let cells: Vec<(RowId, Month)> = rows
        .iter()
        .flat_map(|row| timeline.months().map(|month| (*row, month)))
        .collect();
    Simulation::new(
        &plan.sheet,
        &Case::base(),
        &plan.uncertainty,
        &figures(reading),
        &rows,
        &cells,
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
        let months: Vec<Month> = sheet.timeline().months().collect();
        let cells = rows(&reading)
            .into_iter()
            .flat_map(|row| months.iter().map(move |month| (row, *month)));
        for ((row, month), column) in cells.zip(&trials.cells) {
            let value = grid.value(row, month).and_then(|value| value.to_f64());
            let key = sheet.row(row).key();
            let found = column[trial];
            assert!(
                near(found, value),
                "trial {trial} {key} {month:?}: {found} is {value:?}"
            );
        }
        for (row, column) in rows(&reading).into_iter().zip(&trials.firsts) {
            let shown = months.iter().take(sheet.timeline().shown() as usize);
            let mut first = shown.filter(|month| {
                let value = grid.value(row, **month);
                value.is_some_and(|value| !value.is_zero())
            });
            let expected = first.next().map(|month| f64::from(month.0 + 1));
            assert_eq!(
                column[trial].to_bits(),
                expected.unwrap_or(f64::NAN).to_bits()
            );
        }
    }
}

/// The bits of every number.
fn bits(trials: &Trials) -> Vec<u64> {
    let columns = trials
        .figures
        .iter()
        .chain(&trials.firsts)
        .chain(&trials.cells);
    columns.flatten().map(|value| value.to_bits()).collect()
}

#[test]
fn it_does_not_matter_how_trials_are_cut() {
    let reading = cobox();
    let simulation = simulation(&reading);
    let whole = simulation.run(0, 300);
    let (mut first, second) = (simulation.run(0, 77), simulation.run(77, 223));
    let columns = first
        .figures
        .iter_mut()
        .chain(&mut first.firsts)
        .chain(&mut first.cells);
    let more = second
        .figures
        .into_iter()
        .chain(second.firsts)
        .chain(second.cells);
    for (column, more) in columns.zip(more) {
        column.extend(more);
    }
    assert!(bits(&whole) == bits(&first));
}

#[test]
fn it_does_not_matter_how_many_threads_run_the_trials() {
    let reading = cobox();
    let simulation = simulation(&reading);
    let results: Vec<_> = [1, 2, 7]
        .map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let pool = pool.expect("threads can be had");
            bits(&pool.install(|| simulation.run(0, 1_500)))
        })
        .into();
    assert!(results.windows(2).all(|pair| pair[0] == pair[1]));
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
