//! What the samplers promise: which points move, which stay, and how fast means settle.

#![expect(clippy::float_cmp, reason = "what is exact is compared as such")]

use super::super::random::Stream;
use super::super::statistics::Sample;
use super::Points;
use crate::uncertainty::{Design, Sampler};

fn design(sampler: Sampler, replicates: u32, trials: u64, seed: u64) -> Design {
    Design {
        sampler,
        replicates,
        trials,
        seed,
    }
}

fn points(design: &Design, names: &[&str]) -> Points {
    let streams = names.iter().map(|name| (Stream::new(design.seed, name), 0));
    Points::new(design, &streams.collect::<Vec<_>>())
}

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

#[test]
fn a_trial_depends_on_its_number_alone() {
    for sampler in [Sampler::Plain, Sampler::Sobol] {
        let few = points(&design(sampler, 16, 500, 3), &NAMES);
        let many = points(&design(sampler, 16, 1_000, 3), &NAMES);
        for trial in 0..500 {
            for coordinate in 0..NAMES.len() {
                let u = few.uniform(coordinate, trial);
                assert!(u > 0.0 && u < 1.0);
                assert_eq!(u, many.uniform(coordinate, trial));
            }
        }
    }
    let few = points(&design(Sampler::Latin, 16, 500, 3), &NAMES);
    let many = points(&design(Sampler::Latin, 16, 1_000, 3), &NAMES);
    assert_ne!(few.uniform(0, 7), many.uniform(0, 7));
}

#[test]
fn a_new_input_leaves_the_others_alone() {
    let before = ["a", "b", "d"];
    let between = ["a", "b", "c", "d"];
    for sampler in [Sampler::Plain, Sampler::Latin] {
        let design = design(sampler, 4, 400, 3);
        let (before, after) = (points(&design, &before), points(&design, &between));
        for trial in 0..400 {
            assert_eq!(before.uniform(2, trial), after.uniform(3, trial));
        }
    }
    // In a Sobol' sequence those before it stay, those behind it move.
    let design = design(Sampler::Sobol, 4, 400, 3);
    let (before, after) = (points(&design, &before), points(&design, &between));
    for trial in 0..400 {
        assert_eq!(before.uniform(1, trial), after.uniform(1, trial));
    }
    assert!((0..400).any(|trial| before.uniform(2, trial) != after.uniform(3, trial)));
}

// One point in each of the strata of a replicate, also where trials do not divide evenly: of 50 in
// 4 replicates two have 13 and two have 12.
#[test]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a stratum of a number below 1"
)]
fn every_stratum_of_a_latin_hypercube_holds_one_point() {
    let points = points(&design(Sampler::Latin, 4, 50, 9), &NAMES);
    for coordinate in 0..NAMES.len() {
        for (replicate, size) in [(0_u64, 13_u32), (1, 13), (2, 12), (3, 12)] {
            let mut strata: Vec<u32> = (replicate..50)
                .step_by(4)
                .map(|trial| (points.uniform(coordinate, trial) * f64::from(size)) as u32)
                .collect();
            strata.sort_unstable();
            assert!(strata.into_iter().eq(0..size), "{coordinate} {replicate}");
        }
    }
}

/// The mean over each replicate of `Π (1 + (u_j − ½) / j²)`, whose expectation is 1.
fn products(design: &Design) -> Vec<f64> {
    let points = points(design, &NAMES);
    let product = |trial: u64| -> f64 {
        let factors = (0..NAMES.len()).map(|at| {
            let j = f64::from(u32::try_from(at + 1).unwrap());
            1.0 + (points.uniform(at, trial) - 0.5) / (j * j)
        });
        factors.product()
    };
    let replicates = u64::from(design.replicates);
    (0..replicates)
        .map(|replicate| {
            let trials = (replicate..design.trials).step_by(design.replicates as usize);
            let values: Vec<f64> = trials.map(product).collect();
            values.iter().sum::<f64>() / f64::from(u32::try_from(values.len()).unwrap())
        })
        .collect()
}

/// The root of the mean square of the replicates' errors.
fn error(sampler: Sampler, each: u64) -> f64 {
    let errors = products(&design(sampler, 64, 64 * each, 5));
    let squares: f64 = errors.iter().map(|mean| (mean - 1.0) * (mean - 1.0)).sum();
    (squares / 64.0).sqrt()
}

// The product of six factors, smooth: scrambled Sobol' points err by about n^−1.5 (Owen 1997), from
// 7·10⁻⁴ at 64 points to 1.5·10⁻⁶ at 4096; independent ones by 0.3 / √n (the variance is
// Π (1 + 1/(12 j⁴)) − 1 = 0.0905).
#[test]
fn sobol_points_settle_at_their_known_rate() {
    let (few, many) = (error(Sampler::Sobol, 64), error(Sampler::Sobol, 4_096));
    assert!(few > 3e-4 && few < 1.2e-3, "{few:e}");
    assert!(many > 0.7e-6 && many < 3e-6, "{many:e}");
    let slope = (many / few).log2() / 6.0;
    assert!(slope < -1.3, "{slope}");
    let plain = error(Sampler::Plain, 64);
    assert!(
        (plain / 0.0376 - 1.0).abs() < 5.0 / 128_f64.sqrt(),
        "{plain}"
    );
}

// Sixteen scrambles of 4096 points: the mean is off by less than 5·10⁻⁶.
#[test]
fn sobol_points_integrate_the_product() {
    let means = products(&design(Sampler::Sobol, 16, 16 * 4_096, 8));
    let mean = means.iter().sum::<f64>() / 16.0;
    assert!((mean - 1.0).abs() < 5e-6, "{mean}");
}

// What is a sum of functions of one input each is left without variance but that within strata:
// of the product here main effects make all but Σ_(j<k) 1/(144 j⁴ k⁴) ≈ 6.2·10⁻⁴ of 0.0905 (Stein
// 1987), so the error at 256 points is about √(6.2·10⁻⁴ / 256) = 0.00155, and not 0.0188.
#[test]
fn a_latin_hypercube_removes_main_effects() {
    let latin = error(Sampler::Latin, 256);
    assert!(
        (latin / 0.001_55 - 1.0).abs() < 5.0 / 128_f64.sqrt(),
        "{latin:e}"
    );
}

// The mean of e^(u1 + … + u6) is (e − 1)^6; every sampler comes within 2.5 half widths (five standard errors), and
// those of even samples are the narrower ones.
#[test]
fn samplers_agree_within_their_intervals() {
    let expected = (std::f64::consts::E - 1.0).powi(6);
    let mut widths = Vec::new();
    for sampler in Sampler::ALL {
        let design = design(sampler, 16, 16 * 512, 21);
        let points = points(&design, &NAMES);
        let value = |trial: u64| -> f64 {
            let sum: f64 = (0..NAMES.len()).map(|at| points.uniform(at, trial)).sum();
            sum.exp()
        };
        let values: Vec<f64> = (0..design.trials).map(value).collect();
        let sample = Sample::replicated(&values, design.replicated());
        let (low, high) = sample.mean().unwrap().interval();
        let (centre, half) = ((low + high) / 2.0, (high - low) / 2.0);
        assert!(
            (centre - expected).abs() < 2.5 * half,
            "{sampler:?}: {centre} ± {half}"
        );
        widths.push(half);
    }
    assert!(
        widths[1] < widths[0] && widths[2] < widths[1] / 3.0,
        "{widths:?}"
    );
}
