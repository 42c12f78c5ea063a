//! From the text of the co-working hub of Cremona to its values, step by step.
#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot run its scenario has nothing to measure"
)]

use std::hint::black_box;

use cittadella_engine::evaluate::compiled::{InstructionSet, LANES, Lanes, Tape, Vary, VaryAs};
use cittadella_engine::evaluate::{Case, exact};
use cittadella_engine::model::compile;
use cittadella_engine::quantity::Whole;
use cittadella_engine::scenario::{Changes, Scenario, SourceError, Sources};
use cittadella_engine::sheet::Sheet;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

struct Cobox;

impl Sources for Cobox {
    fn read(&self, _path: &str) -> Result<String, SourceError> {
        Ok(include_str!("../../scenarios/cremona-cobox.toml").to_owned())
    }
}

fn plan(c: &mut Criterion) {
    let changes = Changes::default();
    let parse =
        || Scenario::load("cremona-cobox.toml", &Cobox, &changes).expect("the scenario is right");
    let scenario = parse().scenario;
    let build = || compile(&scenario, &[]).expect("the scenario compiles");
    let sheet = build().sheet;
    let case = Case::base();

    c.bench_function("parse", |b| b.iter(|| black_box(parse())));
    c.bench_function("build", |b| b.iter(|| black_box(build())));
    c.bench_function("exact", |b| b.iter(|| black_box(exact(&sheet, &case))));
}

/// Everything that may vary continuously varies, and every month of every closing balance is
/// wanted: the longest tape of the plan.
fn tape_of(sheet: &Sheet) -> Tape {
    let varying = sheet.inputs().filter(|(_, input)| input.whole == Whole::No);
    let vary: Vec<Vary> = (0_u32..)
        .zip(varying)
        .map(|(variable, (input, _))| Vary {
            input,
            by: VaryAs::Ratio(variable),
        })
        .collect();
    let balances = sheet
        .rows()
        .filter(|(_, row)| row.key().as_str().ends_with(".closing"));
    let wanted: Vec<_> = balances
        .flat_map(|(row, _)| sheet.timeline().months().map(move |month| (row, month)))
        .collect();
    Tape::compile(sheet, &Case::base(), &vary, &wanted)
}

/// Instructions times lanes a second, on one thread, by instruction set.
fn compiled(c: &mut Criterion) {
    let changes = Changes::default();
    let loaded = Scenario::load("cremona-cobox.toml", &Cobox, &changes).expect("it is right");
    let sheet = compile(&loaded.scenario, &[]).expect("it compiles").sheet;
    c.bench_function("compile the tape", |b| {
        b.iter(|| black_box(tape_of(&sheet)))
    });
    let tape = tape_of(&sheet);
    let variables = vec![Lanes([1.0; LANES]); sheet.inputs().len()];
    let mut outputs = vec![Lanes::default(); tape.outputs()];
    let mut memory = tape.memory();
    let mut group = c.benchmark_group("tape");
    let steps = tape.size().instructions * LANES;
    group.throughput(Throughput::Elements(
        u64::try_from(steps).unwrap_or(u64::MAX),
    ));
    for set in InstructionSet::available() {
        group.bench_function(set.name(), |b| {
            b.iter(|| tape.run(set, black_box(&variables), &mut outputs, &mut memory));
        });
    }
    group.finish();
}

criterion_group!(benches, plan, compiled);
criterion_main!(benches);
