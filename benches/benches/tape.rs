//! How fast the tape of the campus runs: operations × trials a second, on one thread and on two, for
//! the plan as it stands and for one of thirty years, beside a scalar run of the same tape.
//!
//! The best of several runs is told, in time that the threads spent computing where the system
//! tells that, so that other programs on the machine count little. Run it by
//! `cargo bench -p cittadella-benches --bench tape`.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that prints what it found"
)]

use std::fs;
use std::hint::black_box;
use std::sync::Barrier;
use std::thread;
use std::time::Instant;

use cittadella_benches::ScalarTape;
use cittadella_engine::evaluate::Case;
use cittadella_engine::evaluate::compiled::{InstructionSet, LANES, Lanes};
use cittadella_engine::model::{Plan, compile};
use cittadella_engine::scenario::{Changes, Scenario, SourceError, Sources};
use cittadella_engine::sheet::{FigureId, RowId};
use cittadella_engine::simulate::Simulation;

const CAMPUS: &str = include_str!("../../scenarios/cittadella.toml");

/// Blocks that a run computes, and runs.
const BLOCKS: usize = 16;
const RUNS: usize = 9;

struct Text(String);

impl Sources for Text {
    fn read(&self, _path: &str) -> Result<String, SourceError> {
        Ok(self.0.clone())
    }
}

fn plan(years: u32) -> Plan {
    let text = CAMPUS.replacen("years       = 5 ", &format!("years       = {years} "), 1);
    let loaded = Scenario::load("cittadella.toml", &Text(text), &Changes::default());
    let scenario = loaded.expect("the scenario is right").scenario;
    compile(&scenario, &[]).expect("it compiles")
}

fn simulation_of(plan: &Plan) -> Simulation<'_> {
    let figures: Vec<FigureId> = plan.figures.iter().map(|figure| figure.figure).collect();
    let firsts: Vec<RowId> = plan.alerts.iter().map(|alert| alert.flag).collect();
    Simulation::new(
        &plan.sheet,
        &Case::base(),
        &plan.uncertainty,
        &figures,
        &firsts,
        &[],
    )
}

/// Seconds that this thread has spent computing; the time that passed where the system does not
/// tell.
fn spent(since: Instant) -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |spent| spent / 1e9)
}

/// The best of some runs of `work`, in seconds.
fn best(mut work: impl FnMut()) -> f64 {
    let since = Instant::now();
    let runs = (0..RUNS).map(|_| {
        let start = spent(since);
        work();
        spent(since) - start
    });
    runs.fold(f64::INFINITY, f64::min)
}

#[expect(clippy::cast_precision_loss, reason = "counts of operations")]
fn rate(operations: usize, trials: usize, seconds: f64) -> f64 {
    (operations * trials) as f64 / seconds / 1e9
}

/// Seconds a run of so many threads at once, each computing all its blocks.
fn threads(simulation: &Simulation<'_>, set: InstructionSet, count: usize) -> f64 {
    let (variables, outputs) = simulation.first_block();
    let barrier = Barrier::new(count);
    let work = || {
        let mut outputs: Vec<Lanes> = outputs.clone();
        let mut memory = simulation.tape().memory();
        barrier.wait();
        best(|| {
            for _ in 0..BLOCKS {
                simulation
                    .tape()
                    .run(set, &variables, &mut outputs, &mut memory);
            }
        })
    };
    thread::scope(|scope| {
        let running: Vec<_> = (0..count).map(|_| scope.spawn(work)).collect();
        let seconds = running
            .into_iter()
            .map(|thread| thread.join().expect("no thread fails"));
        seconds.fold(0.0, f64::max)
    })
}

/// A trial by itself, again and again.
fn scalar(simulation: &Simulation<'_>) -> f64 {
    let (variables, outputs) = simulation.first_block();
    let text = simulation.tape().text(simulation.draws().variables());
    let mut tape = ScalarTape::read(&text).expect("a tape");
    assert_eq!(tape.operations(), simulation.size().instructions);
    let drawn = |lane: usize| -> Vec<f64> { variables.iter().map(|row| row.0[lane]).collect() };
    for lane in 0..8 {
        for (found, row) in tape.run(&drawn(lane)).zip(&outputs) {
            let expected = row.0[lane];
            let near = (found - expected).abs() <= 1e-9 * expected.abs().max(1.0);
            assert!(
                near || found.is_nan() && expected.is_nan(),
                "{found} {expected}"
            );
        }
    }
    let first = drawn(0);
    best(|| {
        for _ in 0..BLOCKS {
            black_box(tape.run(&first).count());
        }
    })
}

fn main() {
    let mut lanes = 0.0;
    for years in [5, 27] {
        let plan = plan(years);
        let simulation = simulation_of(&plan);
        let size = simulation.size();
        println!(
            "{} years ({} months): {} cells, {} operations a trial, {} slots",
            years,
            plan.sheet.timeline().month_count(),
            size.cells,
            size.instructions,
            size.slots
        );
        let ready = best(|| {
            black_box(simulation_of(&plan));
        });
        println!("  made ready in {:.0} ms", ready * 1e3);
        let trials = BLOCKS * LANES;
        for set in InstructionSet::available() {
            let one = rate(size.instructions, trials, threads(&simulation, set, 1));
            println!(
                "  one thread, {}: {one:.2} G operations a second",
                set.name()
            );
            lanes = one;
        }
        let widest = InstructionSet::widest();
        let two = 2.0 * rate(size.instructions, trials, threads(&simulation, widest, 2));
        println!("  two threads: {two:.2} G, {:.2} times one", two / lanes);
        let alone = rate(size.instructions, BLOCKS, scalar(&simulation));
        println!(
            "  a scalar run of the same tape: {alone:.2} G; one thread in lanes does {:.1} times that",
            lanes / alone
        );
    }
}
