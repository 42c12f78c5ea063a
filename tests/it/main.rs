//! Whole-program tests: scenarios in, answers out; and the rules that the source itself obeys.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot read its own material has failed"
)]

mod bodies;
mod campus;
mod cases;
mod compiled;
mod contracts;
mod debt;
mod grants;
mod group;
mod language;
mod leases;
mod pages;
mod properties;
mod sampling;
mod simulation;
mod snapshots;
mod tidy;
mod toys;
mod workbook;
