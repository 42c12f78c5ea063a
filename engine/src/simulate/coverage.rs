//! Whether the intervals hold the truth as often as they say, on models whose truth is known.
//!
//! Each test draws thousands of samples from fixed seeds and counts; a count may stray from its
//! expectation by five standard errors.

use super::points::Points;
use super::random::Stream;
use super::{Sample, Share, normal_quantile};
use crate::uncertainty::{Design, Sampler};

/// How many samples are drawn.
const RUNS: u32 = 4_000;

/// The share of samples in which something holds.
fn coverage(runs: u32, holds: impl Fn(u64) -> bool) -> f64 {
    let held = (0..runs).filter(|run| holds(u64::from(*run))).count();
    f64::from(u32::try_from(held).unwrap()) / f64::from(runs)
}

/// Five standard errors of a share.
fn five_errors(share: f64, runs: u32) -> f64 {
    5.0 * (share * (1.0 - share) / f64::from(runs)).sqrt()
}

fn points(sampler: Sampler, replicates: u32, trials: u64, seed: u64) -> Points {
    let design = Design {
        sampler,
        replicates,
        trials,
        seed,
    };
    let streams = ["a", "b"].map(|name| (Stream::new(seed, name), 0));
    Points::new(&design, &streams)
}

/// The probability that a binomial count lies where its Wilson interval holds the truth, added up term
/// by term.
fn exact_wilson_coverage(n: u32, p: f64) -> f64 {
    // From the count that all trials make up, downwards: its probability is above what a float can hold.
    let mut probability = p.powi(i32::try_from(n).unwrap());
    let mut sum = 0.0;
    for count in (0..=n).rev() {
        let (low, high) = Share::new(count as usize, n as usize).interval();
        if low <= p && p <= high {
            sum += probability;
        }
        probability *= f64::from(count) / f64::from(n - count + 1) * (1.0 - p) / p;
    }
    sum
}

// Of 500 trials that hold with 90 %: what Wilson's interval covers is a sum of binomial terms, near
// 95 %, and the draws agree with it.
#[test]
fn wilsons_interval_covers() {
    let (n, p) = (500, 0.9);
    let expected = exact_wilson_coverage(n, p);
    assert!((expected - 0.95).abs() < 0.01, "{expected}");
    let found = coverage(RUNS, |run| {
        let stream = Stream::new(run, "wilson");
        let holds: Vec<bool> = (0..u64::from(n))
            .map(|trial| stream.uniform(trial, 0) < p)
            .collect();
        let (low, high) = Share::holding(&holds, None).interval();
        low <= p && p <= high
    });
    assert!(
        (found - expected).abs() < five_errors(expected, RUNS),
        "{found} is {expected}"
    );
}

// The tenth of 1000 values lies between those of ranks 82 and 120 in 95.5 % of all samples, whatever
// the distribution.
#[test]
fn order_statistics_cover() {
    let expected = 0.955;
    let truth = normal_quantile(0.1);
    let found = coverage(RUNS, |run| {
        let stream = Stream::new(run, "order");
        let values: Vec<f64> = (0..1_000)
            .map(|trial| normal_quantile(stream.uniform(trial, 0)))
            .collect();
        let tenth = Sample::new(&values).quantile(0.1).unwrap();
        tenth.low <= truth && truth <= tenth.high
    });
    assert!(
        (found - expected).abs() < five_errors(expected, RUNS) + 1e-3,
        "{found}"
    );
}

// Sixteen replicates of 64 points each: the mean of e^(u + v), whose truth is (e − 1)², lies in
// Student's interval in 95 of 100 samples, for Latin hypercubes and Sobol' sequences; and the latter's
// is many times narrower than that of independent trials.
#[test]
fn students_interval_of_a_mean_covers() {
    let truth = (std::f64::consts::E - 1.0).powi(2);
    let mut widths = Vec::new();
    for sampler in Sampler::ALL {
        let trials = 16 * 64;
        let interval = |run: u64| {
            let points = points(sampler, 16, trials, run);
            let value = |trial| (points.uniform(0, trial) + points.uniform(1, trial)).exp();
            let values: Vec<f64> = (0..trials).map(value).collect();
            let replicates = (sampler != Sampler::Plain).then_some(16);
            Sample::replicated(&values, replicates)
                .mean()
                .unwrap()
                .interval()
        };
        let runs = 1_000;
        let found = coverage(runs, |run| {
            let (low, high) = interval(run);
            low <= truth && truth <= high
        });
        assert!(
            (found - 0.95).abs() < five_errors(0.95, runs),
            "{sampler:?}: {found}"
        );
        let (low, high) = interval(0);
        widths.push(high - low);
    }
    assert!(widths[2] * 10.0 < widths[0], "{widths:?}");
}

// The probability that u + v stays below 0.45, 0.10125: replicates' shares are only nearly normal, and
// their interval covers 93 of 100 or more; that of a quantile, here of the tenth of u + v, √0.2,
// likewise.
#[test]
fn students_interval_of_a_share_and_a_quantile_covers() {
    let (trials, runs) = (16 * 64, 1_000);
    let tenth = 0.2_f64.sqrt();
    for sampler in [Sampler::Latin, Sampler::Sobol] {
        let covered: Vec<(bool, bool)> = (0..u64::from(runs))
            .map(|run| {
                let points = points(sampler, 16, trials, run);
                let sum = |trial| points.uniform(0, trial) + points.uniform(1, trial);
                let values: Vec<f64> = (0..trials).map(sum).collect();
                let below: Vec<bool> = values.iter().map(|sum| *sum < 0.45).collect();
                let share = Share::holding(&below, Some(16)).interval();
                let sample = Sample::replicated(&values, Some(16));
                let quantile = sample.quantile(0.1).unwrap();
                (
                    share.0 <= 0.101_25 && 0.101_25 <= share.1,
                    quantile.low <= tenth && tenth <= quantile.high,
                )
            })
            .collect();
        let nth = |run: u64| covered[usize::try_from(run).unwrap()];
        let of_share = coverage(runs, |run| nth(run).0);
        let of_quantile = coverage(runs, |run| nth(run).1);
        for found in [of_share, of_quantile] {
            let allowed = 0.015 + five_errors(0.945, runs);
            assert!((found - 0.945).abs() < allowed, "{sampler:?}: {found}");
        }
    }
}
