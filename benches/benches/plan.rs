//! From the text of a scenario to its values, step by step: the co-working hub of Cremona, one company,
//! and the campus, three bodies with all their contracts.
#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot run its scenario has nothing to measure"
)]

use std::hint::black_box;

use cittadella_engine::evaluate::compiled::{LANES, Lanes};
use cittadella_engine::evaluate::{Case, Grid, exact};
use cittadella_engine::model::compile;
use cittadella_engine::scenario::{Changes, Scenario, SourceError, Sources};
use cittadella_engine::sheet::FigureId;
use cittadella_engine::simulate::{Scores, Simulation};
use cittadella_xlsx::book;
use cittadella_xlsx::export::{Compared, Export};
use cittadella_xlsx::write::write;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// The scenarios that are measured, with their texts.
const SCENARIOS: [(&str, &str); 2] = [
    (
        "cremona-cobox",
        include_str!("../../scenarios/cremona-cobox.toml"),
    ),
    (
        "cittadella",
        include_str!("../../scenarios/cittadella.toml"),
    ),
];

struct Text(&'static str);

impl Sources for Text {
    fn read(&self, _path: &str) -> Result<String, SourceError> {
        Ok(self.0.to_owned())
    }
}

fn load(name: &str, text: &'static str) -> Scenario {
    let loaded = Scenario::load(name, &Text(text), &Changes::default());
    loaded.expect("the scenario is right").scenario
}

fn plan(c: &mut Criterion) {
    for (name, text) in SCENARIOS {
        let scenario = load(name, text);
        let build = || compile(&scenario, &[]).expect("the scenario compiles");
        let sheet = build().sheet;
        let case = Case::base();
        let mut group = c.benchmark_group(name);
        group.bench_function("parse", |b| b.iter(|| black_box(load(name, text))));
        group.bench_function("build", |b| b.iter(|| black_box(build())));
        group.bench_function("exact", |b| b.iter(|| black_box(exact(&sheet, &case))));
        group.finish();
    }
}

/// A simulation of the campus: making it ready, and its trials on all processors.
fn trials(c: &mut Criterion) {
    let (name, text) = SCENARIOS[1];
    let scenario = load(name, text);
    let plan = compile(&scenario, &[]).expect("it compiles");
    let figures: Vec<FigureId> = plan.figures.iter().map(|figure| figure.figure).collect();
    let case = Case::base();
    let ready = || Simulation::new(&plan.sheet, &case, &plan.uncertainty, &figures, &[], &[]);
    let mut group = c.benchmark_group("trials");
    group.sample_size(10);
    group.bench_function("ready", |b| b.iter(|| black_box(ready())));
    let simulation = ready();
    let count = 32 * LANES;
    let steps = simulation.size().instructions * count;
    group.throughput(Throughput::Elements(
        u64::try_from(steps).unwrap_or(u64::MAX),
    ));
    group.bench_function("4096", |b| b.iter(|| black_box(simulation.run(0, count))));
    let draws = simulation.draws();
    let mut variables = vec![Lanes::default(); draws.variables()];
    let mut scores = Scores::default();
    let drawn = draws.variables() * count;
    group.throughput(Throughput::Elements(
        u64::try_from(drawn).unwrap_or(u64::MAX),
    ));
    group.bench_function("draws", |b| {
        b.iter(|| {
            for block in 0..32_u64 {
                draws.fill(block * LANES as u64, &mut scores, &mut variables);
            }
            black_box(&variables);
        });
    });
    group.finish();
}

/// The campus as a workbook: every cell laid out, and the bytes of the file.
fn workbook(c: &mut Criterion) {
    let (name, text) = SCENARIOS[1];
    let loaded = Scenario::load(name, &Text(text), &Changes::default());
    let loaded = loaded.expect("the scenario is right");
    let plan = compile(&loaded.scenario, &[]).expect("it compiles");
    let compute = |case: &Case| exact(&plan.sheet, case).expect("its numbers are small");
    let stresses = plan.sheet.stresses();
    let cases: Vec<Case> = stresses.map(|(id, _)| Case::stressed([id])).collect();
    let grids: Vec<Grid> = cases.iter().map(compute).collect();
    let base = Case::base();
    let grid = compute(&base);
    let labels = plan
        .sheet
        .stresses()
        .map(|(_, stress)| stress.label.clone());
    let compared = labels.zip(cases.iter().zip(&grids));
    let export = Export {
        plan: &plan,
        base: (&base, &grid),
        chosen: None,
        compared: compared
            .map(|(label, (case, grid))| Compared { label, case, grid })
            .collect(),
        sources: &loaded.sources,
        sets: &[],
        language: plan.language,
        simulated: None,
    };
    let mut group = c.benchmark_group("workbook");
    group.sample_size(10);
    let build = || book(&export).expect("it fits a workbook");
    group.bench_function("book", |b| b.iter(|| black_box(build())));
    let book = build();
    group.bench_function("write", |b| b.iter(|| black_box(write(&book))));
    group.finish();
}

criterion_group!(benches, plan, trials, workbook);
criterion_main!(benches);
