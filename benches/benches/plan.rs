//! From the text of the co-working hub of Cremona to its values, step by step.
#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot run its scenario has nothing to measure"
)]

use std::hint::black_box;

use cittadella_engine::evaluate::{Case, exact};
use cittadella_engine::model::compile;
use cittadella_engine::scenario::{Changes, Scenario, SourceError, Sources};
use criterion::{Criterion, criterion_group, criterion_main};

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

criterion_group!(benches, plan);
criterion_main!(benches);
