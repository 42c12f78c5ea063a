//! A small plan with every kind of draw, under every sampler: each trial is the exact plan with its
//! draws, and what tenants come and go has the mean of its Markov chain.

use cittadella_engine::calendar::Month;
use cittadella_engine::evaluate::{Case, exact};
use cittadella_engine::model::PlanUncertainty;
use cittadella_engine::sheet::RowId;
use cittadella_engine::simulate::{Sample, Simulation};
use cittadella_engine::uncertainty::{Design, Sampler};
use cittadella_tests::{Reading, read};
use rust_decimal::prelude::ToPrimitive;

const PLAN: &str = r#"
[plan]
name  = "Sampled"
start = "2024-01"
years = 3

[entities.hub]
name       = "Hub srl"
kind       = "company"
legal_form = "srl"
founded    = "2024-01"

[spaces.offices]
entity    = "hub"
units     = 1
area_m2   = 100
price     = { base = 180, per = "m2/year", relative = { lognormal = { p50 = "+5%", p90 = "+30%" }, truncated = ["-30%", "+60%"] } }
occupancy = { initial = "0%", full = "0%", ramp_months = 1 }
opens     = "2024-01"
vat       = "vat.exempt"

[tenants.cafe]
space   = "offices"
area_m2 = 100
begins  = "2025-01"
let     = { base = "100%", uncertain = { process = "tenancy", hazard = "50%", void_months = 6 } }

[costs.energy]
entity = "hub"
amount = { base = 4_000, per = "year", empirical = [3_600, 3_900, 4_000, 4_400, 5_200] }
vat    = "vat.standard"

[costs.cleaning]
entity = "hub"
amount = { base = 2_000, per = "year", beta = { sd = 100, min = 1_700, max = 2_600 } }
vat    = "vat.standard"

[factors.demand]
loads = { "spaces.*.price" = 0.4, "costs.energy.amount" = -0.3 }

[dependence]
copula = "t"
"#;

fn design(sampler: Sampler, trials: u64) -> Design {
    Design {
        sampler,
        replicates: 8,
        trials,
        seed: 12,
    }
}

/// The rows that are watched, and a simulation that hands out all their months.
fn simulation(reading: &Reading, design: Design) -> (Vec<(RowId, Month)>, Simulation<'_>) {
    let sheet = &reading.plan.sheet;
    let rows = ["tenants.cafe.occupied_m2", "hub.cash.closing"].map(|key| reading.row(key));
    let months = || sheet.timeline().months();
    let cells: Vec<(RowId, Month)> = rows
        .into_iter()
        .flat_map(|row| months().map(move |month| (row, month)))
        .collect();
    let uncertainty = PlanUncertainty {
        design,
        ..reading.plan.uncertainty.clone()
    };
    let simulation = Simulation::new(sheet, &Case::base(), &uncertainty, &[], &[], &cells);
    (cells, simulation)
}

#[test]
fn a_trial_of_every_sampler_is_the_exact_plan_with_its_draws() {
    let reading = read(PLAN);
    for sampler in Sampler::ALL {
        let (cells, simulation) = simulation(&reading, design(sampler, 64));
        let trials = simulation.run(0, 64);
        for trial in [0, 9, 63_usize] {
            let draws = simulation.draws().drawn(trial as u64);
            let case = draws
                .into_iter()
                .fold(Case::base(), |case, (input, drawn)| {
                    case.drawn(input, drawn)
                });
            let grid = exact(&reading.plan.sheet, &case).expect("no overflow");
            for ((row, month), column) in cells.iter().zip(&trials.cells) {
                let exact = grid.value(*row, *month).and_then(|value| value.to_f64());
                let exact = exact.expect("neither row is ever absent");
                let found = column[trial];
                assert!(
                    (found - exact).abs() <= 1e-7 * exact.abs().max(1.0),
                    "{sampler:?} {trial} {month:?}: {found} is {exact}"
                );
            }
        }
    }
}

// A month sees the tenant leave with d = 1 − 0.5^(1/12), a void one the next come with q = 1/6. From
// January 2025 on the chain starts let: after k months it is let with
// q/(q + d) + d/(q + d) (1 − q − d)^k. All samplers find the mean over the 24 months.
#[test]
fn tenants_come_and_go_as_their_hazard_says() {
    let reading = read(PLAN);
    let (d, q) = (1.0 - 0.5_f64.powf(1.0 / 12.0), 1.0 / 6.0);
    let let_after = |months: i32| (q + d * (1.0 - q - d).powi(months)) / (q + d);
    let expected = 100.0 * (1..=24).map(let_after).sum::<f64>();
    for sampler in Sampler::ALL {
        let design = design(sampler, 4_096);
        let (cells, simulation) = simulation(&reading, design);
        let trials = simulation.run(0, 4_096);
        let row = reading.row("tenants.cafe.occupied_m2");
        let of_tenant = || {
            cells
                .iter()
                .zip(&trials.cells)
                .filter(|(cell, _)| cell.0 == row)
        };
        assert!(
            of_tenant()
                .take(12)
                .all(|(_, column)| column.iter().all(|m2| *m2 == 0.0))
        );
        let sums: Vec<f64> = (0..trials.count)
            .map(|trial| of_tenant().map(|(_, column)| column[trial]).sum())
            .collect();
        let mean = Sample::replicated(&sums, design.replicated()).mean();
        let mean = mean.expect("there are values");
        assert!(
            (mean.value - expected).abs() < 5.0 * mean.error,
            "{sampler:?}: {} ± {} is {expected}",
            mean.value,
            mean.error
        );
    }
}
