//! What comes out of correlations, factors and copulas, against closed forms and other libraries.

use super::{Dependence, Dimension, Scores, Together, cholesky};
use crate::evaluate::compiled::{LANES, Lanes};
use crate::quantity::Decimal;
use crate::uncertainty::{Copula, Correlation, Design, Factor, Sampler};

fn names(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("inputs.i{at}")).collect()
}

fn dimensions(count: usize) -> Vec<Dimension> {
    let names = names(count).into_iter();
    names.map(|name| Dimension { name, steps: 0..1 }).collect()
}

fn correlated(correlations: &[Correlation]) -> Together<'_> {
    Together {
        correlations,
        factors: &[],
        copula: Copula::Gaussian,
    }
}

/// The correlation of the scores of two dimensions over many trials, and the share in which
/// both are negative.
fn observed(dependence: &Dependence, trials: u32) -> (f64, f64) {
    let (mut product, mut both) = (0.0, 0.0);
    for trial in 0..trials {
        let a = dependence.score(0, trial.into(), 0);
        let b = dependence.score(1, trial.into(), 0);
        product += a * b;
        both += f64::from(u8::from(a < 0.0 && b < 0.0));
    }
    let n = f64::from(trials);
    (product / n, both / n)
}

// With a rank correlation of 0.5 normals have 2 sin(π/12) = 0.517638, and both are negative in
// 1/4 + asin(0.517638)/2π of all cases (Sheppard).
#[test]
fn a_rank_correlation_comes_out() {
    let correlation = Correlation {
        between: names(2),
        rank: Decimal::new(5, 1),
    };
    let dependence = Dependence::new(
        &Design::plain(7),
        &dimensions(3),
        correlated(&[correlation]),
    );
    let trials = 100_000;
    let (correlation, both) = observed(&dependence, trials);
    assert!((correlation - 0.517_638).abs() < 5.0 * 1.2 / f64::from(trials).sqrt());
    let expected = 0.25 + 0.517_638_f64.asin() / std::f64::consts::TAU;
    assert!((both - expected).abs() < 5.0 * 0.5 / f64::from(trials).sqrt());
}

#[test]
fn loads_on_a_factor_multiply() {
    let loads = names(2)
        .into_iter()
        .zip([Decimal::new(7, 1), Decimal::new(-5, 1)]);
    let factor = Factor {
        name: "demand".to_owned(),
        loads: loads.collect(),
    };
    let dependence = Dependence::new(
        &Design::plain(7),
        &dimensions(2),
        Together {
            correlations: &[],
            factors: &[factor],
            copula: Copula::Gaussian,
        },
    );
    let trials = 100_000;
    let (correlation, _) = observed(&dependence, trials);
    assert!((correlation + 0.35).abs() < 5.0 * 1.1 / f64::from(trials).sqrt());
}

#[test]
fn the_triangle_squares_to_the_matrix() {
    let matrix = vec![
        vec![4.0, 2.0, -1.0],
        vec![2.0, 3.0, 0.5],
        vec![-1.0, 0.5, 2.0],
    ];
    let lower = cholesky(matrix.clone());
    for (row, stated) in matrix.iter().enumerate() {
        for (column, stated) in stated.iter().enumerate() {
            let product: f64 = lower[row]
                .iter()
                .zip(&lower[column])
                .map(|(a, b)| a * b)
                .sum();
            assert!((product - stated).abs() < 1e-12);
        }
    }
}

// Every number of a block is the number of its trial, whichever way it is asked for.
#[test]
fn a_block_holds_the_scores_of_its_trials() {
    let correlation = Correlation {
        between: vec!["inputs.i0".to_owned(), "rates.r".to_owned()],
        rank: Decimal::new(-6, 1),
    };
    let factor = Factor {
        name: "demand".to_owned(),
        loads: vec![("inputs.i1".to_owned(), Decimal::new(8, 1))],
    };
    let mut dimensions = dimensions(2);
    dimensions.push(Dimension {
        name: "rates.r".to_owned(),
        steps: 3..9,
    });
    for sampler in Sampler::ALL {
        let design = Design {
            sampler,
            replicates: 5,
            trials: 1_000,
            seed: 11,
        };
        let correlations = [correlation.clone()];
        let together = Together {
            correlations: &correlations,
            factors: std::slice::from_ref(&factor),
            copula: Copula::Student {
                degrees_of_freedom: 4,
            },
        };
        let dependence = Dependence::new(&design, &dimensions, together);
        let (mut scores, mut mixed) = (Scores::default(), Lanes::default());
        for first in [0, 77, 512] {
            dependence.fill(first, &mut scores);
            for (at, step) in [(0, 0), (1, 0), (2, 3), (2, 8)] {
                dependence.mix(at, step, &scores, &mut mixed);
                for lane in 0..LANES {
                    let alone = dependence.score(at, first + lane as u64, step);
                    assert!(
                        (mixed.0[lane] - alone).abs() < 1e-14,
                        "{sampler:?} {at} {step}"
                    );
                }
            }
        }
    }
}

/// The scores of two dimensions whose normals are correlated by `r`, in 65 536 Sobol' points.
fn pair(r: f64, copula: Copula) -> Vec<(f64, f64)> {
    let rank = crate::uncertainty::correlation_matrix::rank_correlation(r);
    let correlation = Correlation {
        between: names(2),
        rank: crate::quantity::from_float(rank).unwrap(),
    };
    let design = Design {
        sampler: Sampler::Sobol,
        replicates: 16,
        trials: 65_536,
        seed: 5,
    };
    let together = Together {
        correlations: &[correlation],
        factors: &[],
        copula,
    };
    let dependence = Dependence::new(&design, &dimensions(2), together);
    let both = |trial: u64| (dependence.score(0, trial, 0), dependence.score(1, trial, 0));
    (0..design.trials).map(both).collect()
}

fn share(pairs: &[(f64, f64)], holds: impl Fn(&(f64, f64)) -> bool) -> f64 {
    let count = pairs.iter().filter(|pair| holds(pair)).count();
    f64::from(u32::try_from(count).unwrap()) / f64::from(u32::try_from(pairs.len()).unwrap())
}

/// Pearson's correlation.
fn pearson(pairs: &[(f64, f64)]) -> f64 {
    let n = f64::from(u32::try_from(pairs.len()).unwrap());
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (a, b) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum =
        |of: &dyn Fn(f64, f64) -> f64| -> f64 { pairs.iter().map(|(x, y)| of(x - a, y - b)).sum() };
    sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt()
}

/// The ranks of some values, from 0.
fn ranks(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let values: Vec<f64> = values.collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    for (rank, at) in order.into_iter().enumerate() {
        ranks[at] = f64::from(u32::try_from(rank).unwrap());
    }
    ranks
}

// Closed forms for normals with r = 0.5: both negative in 1/4 + asin(r)/2π = 1/3 (Sheppard), both in
// their lowest tenth in 0.0324015 (bivariate normal tables); and e^(0.5 z) of two with r = 0.6 have
// Pearson's correlation (e^(0.25·0.6) − 1)/(e^0.25 − 1) = 0.569788.
#[test]
fn normals_come_out_as_in_closed_form() {
    let half = pair(0.5, Copula::Gaussian);
    let negative = share(&half, |(a, b)| *a < 0.0 && *b < 0.0);
    assert!((negative - 1.0 / 3.0).abs() < 1e-3, "{negative}");
    let tenth = -1.281_551_565_544_600_4;
    let low = share(&half, |(a, b)| *a < tenth && *b < tenth);
    assert!((low - 0.032_401_5).abs() < 5e-4, "{low}");
    let more = pair(0.6, Copula::Gaussian);
    let logs: Vec<(f64, f64)> = more
        .iter()
        .map(|(a, b)| ((0.5 * a).exp(), (0.5 * b).exp()))
        .collect();
    let found = pearson(&logs);
    assert!((found - 0.569_788).abs() < 3e-3, "{found}");
}

// The rank correlation that was stated is that of the draws, within 3/√n.
#[test]
fn ranks_are_recovered() {
    let stated = 0.7;
    let normal = crate::uncertainty::correlation_matrix::normal_correlation(stated);
    let pairs = pair(normal, Copula::Gaussian);
    let first = ranks(pairs.iter().map(|pair| pair.0));
    let second = ranks(pairs.iter().map(|pair| pair.1));
    let found = pearson(&first.into_iter().zip(second).collect::<Vec<_>>());
    assert!((found - stated).abs() < 3.0 / 256.0, "{found}");
}

// A t copula leaves each number its distribution and, being elliptical, the share of both negative;
// in the tails it has more in common: the same share as in another library's normals over roots of
// chi squares, drawn by themselves.
#[test]
fn a_t_copula_goes_wrong_together() {
    use rand::SeedableRng;
    use rand_distr::{ChiSquared, Distribution, StandardNormal};
    let student = Copula::Student {
        degrees_of_freedom: 4,
    };
    let pairs = pair(0.5, student);
    let negative = share(&pairs, |(a, b)| *a < 0.0 && *b < 0.0);
    assert!((negative - 1.0 / 3.0).abs() < 1e-3, "{negative}");
    let hundredth = -2.326_347_874_040_841;
    for (score, below) in [(hundredth, 0.01), (-1.0, 0.158_655_25), (1.5, 0.933_192_8)] {
        let found = share(&pairs, |(a, _)| *a < score);
        assert!((found - below).abs() < 1e-3, "{found} below {score}");
    }
    let mut random = rand::rngs::ChaCha8Rng::seed_from_u64(1);
    let chi_square = ChiSquared::new(4.0).unwrap();
    // The hundredth of a t with 4 degrees of freedom (any table).
    let hundredth_of_t = -3.746_947_388_0;
    let n = 400_000_u32;
    let mut together = 0.0;
    for _ in 0..n {
        let (a, b): (f64, f64) = (
            StandardNormal.sample(&mut random),
            StandardNormal.sample(&mut random),
        );
        let root: f64 = (chi_square.sample(&mut random) / 4.0_f64).sqrt();
        let b = 0.5 * a + 0.75_f64.sqrt() * b;
        let both = a / root < hundredth_of_t && b / root < hundredth_of_t;
        together += f64::from(u8::from(both));
    }
    let expected = together / f64::from(n);
    let found = share(&pairs, |(a, b)| *a < hundredth && *b < hundredth);
    // Five standard errors of the difference of two shares.
    let error = (expected / f64::from(n) + expected / 65_536.0).sqrt();
    assert!(
        (found - expected).abs() < 5.0 * error,
        "{found} is {expected}"
    );
    // Normals have 0.0013 there (r = 0.5): a t copula has more than twice as much.
    let normal = share(&pair(0.5, Copula::Gaussian), |(a, b)| {
        *a < hundredth && *b < hundredth
    });
    assert!(found > 2.0 * normal, "{found} against {normal}");
}

// One common cause behind twelve tenants of whom each fails with 5 % a year: with the load √0.2 on the
// cause, three or more fail in 0.0516869 of all years, and in 0.0195683 where they are independent
// (Vasicek's one-factor model, by numerical integration).
#[test]
fn failures_have_a_common_cause() {
    let expected = [
        (
            Decimal::from_str_exact("0.4472135955").unwrap(),
            0.051_686_9,
        ),
        (Decimal::ZERO, 0.019_568_3),
    ];
    for (load, expected) in expected {
        let factor = Factor {
            name: "demand".to_owned(),
            loads: names(12).into_iter().map(|name| (name, load)).collect(),
        };
        let together = Together {
            correlations: &[],
            factors: &[factor],
            copula: Copula::Gaussian,
        };
        let dependence = Dependence::new(&Design::plain(3), &dimensions(12), together);
        let n = 100_000_u32;
        // A low score is an early event: Φ⁻¹(0.05) = −1.6448536.
        let fails = |trial: u64| {
            (0..12_usize)
                .map(|at| dependence.score(at, trial, 0))
                .filter(|z| *z < -1.644_853_6)
                .count()
        };
        let many = (0..n).filter(|trial| fails(u64::from(*trial)) >= 3).count();
        let found = f64::from(u32::try_from(many).unwrap()) / f64::from(n);
        let error = (expected * (1.0 - expected) / f64::from(n)).sqrt();
        assert!(
            (found - expected).abs() < 5.0 * error,
            "{found} is {expected}"
        );
    }
}

// The shocks of two processes with a rank correlation of −0.6 in each month: 2 sin(−π/10) = −0.618034,
// and none between months.
#[test]
fn shocks_of_processes_move_together() {
    let rates: Vec<Dimension> = names(2)
        .into_iter()
        .map(|name| Dimension { name, steps: 6..30 })
        .collect();
    let correlation = Correlation {
        between: names(2),
        rank: Decimal::new(-6, 1),
    };
    let dependence = Dependence::new(&Design::plain(7), &rates, correlated(&[correlation]));
    let shocks = |lag: u32| -> Vec<(f64, f64)> {
        let months = move |trial: u64| (6..29).map(move |month| (trial, month));
        let places = (0..4_000_u64).flat_map(months);
        let both = places.map(|(trial, month)| {
            let first = dependence.score(0, trial, month);
            (first, dependence.score(1, trial, month + lag))
        });
        both.collect()
    };
    let error = 1.0 / (4_000.0_f64 * 23.0).sqrt();
    let together = pearson(&shocks(0));
    assert!((together + 0.618_034).abs() < 5.0 * error, "{together}");
    let apart = pearson(&shocks(1));
    assert!(apart.abs() < 5.0 * error, "{apart}");
}
