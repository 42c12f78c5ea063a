//! Scores that move together: common factors, and rank correlations of what factors leave.
//!
//! The score of dimension j is `Σ b_jf F_f + √(1 − Σ b_jf²) · e_j`, with its loads `b` on the
//! factors `F`. The `e` are independent but for stated correlations: those between normals whose
//! ranks are correlated by ρ have the correlation `2 sin(π ρ / 6)` (Pearson 1907; a Gaussian
//! copula). A stated correlation therefore joins what the factors leave of two inputs.

use std::f64::consts::PI;

use super::normal::normal_quantile;
use super::random::Stream;
use crate::quantity::to_float;
use crate::uncertainty::{Correlation, Factor};

/// How the scores of some dimensions are made.
#[derive(Debug, Clone)]
pub struct Dependence {
    dimensions: Vec<Dimension>,
    own: Vec<Stream>,
    factors: Vec<Stream>,
}

#[derive(Debug, Clone)]
struct Dimension {
    /// Factors with their loads.
    loads: Vec<(usize, f64)>,
    /// What is left for the dimension itself.
    rest: f64,
    /// Own streams (this one and others) with their weights, whose squares add to one.
    weights: Vec<(usize, f64)>,
}

impl Dependence {
    /// The dimensions with these names under a seed. Correlations and loads of other names are
    /// passed over; those among them fit together, which the scenario has checked.
    pub fn new(
        seed: u64,
        names: &[String],
        correlations: &[Correlation],
        factors: &[Factor],
    ) -> Dependence {
        let lower = cholesky(correlated(names, correlations));
        let dimensions = names.iter().enumerate().map(|(at, name)| {
            let loads: Vec<(usize, f64)> = factors
                .iter()
                .enumerate()
                .flat_map(|(factor, stated)| {
                    let of_name = stated.loads.iter().filter(|(path, _)| path == name);
                    of_name.map(move |(_, load)| (factor, to_float(*load)))
                })
                .collect();
            let explained: f64 = loads.iter().map(|(_, load)| load * load).sum();
            let weights = lower[at].iter().copied().enumerate();
            Dimension {
                rest: (1.0 - explained).max(0.0).sqrt(),
                loads,
                weights: weights.filter(|(_, weight)| *weight != 0.0).collect(),
            }
        });
        Dependence {
            dimensions: dimensions.collect(),
            own: names.iter().map(|name| Stream::new(seed, name)).collect(),
            factors: factors
                .iter()
                .map(|factor| Stream::new(seed, &format!("factors.{}", factor.name)))
                .collect(),
        }
    }

    /// The score of a dimension in a trial; `step` is the month of a process, 0 otherwise.
    pub fn score(&self, dimension: usize, trial: u64, step: u32) -> f64 {
        let Dimension {
            loads,
            rest,
            weights,
        } = &self.dimensions[dimension];
        let draw = |stream: &Stream| normal_quantile(stream.uniform(trial, step));
        let common: f64 = loads
            .iter()
            .map(|(factor, load)| load * draw(&self.factors[*factor]))
            .sum();
        let own: f64 = weights
            .iter()
            .map(|(of, weight)| weight * draw(&self.own[*of]))
            .sum();
        common + rest * own
    }
}

/// The matrix of the stated correlations, as correlations of normals.
fn correlated(names: &[String], correlations: &[Correlation]) -> Vec<Vec<f64>> {
    let position = |path: &String| names.iter().position(|name| name == path);
    let mut matrix: Vec<Vec<f64>> = (0..names.len())
        .map(|row| {
            let place = |column| if row == column { 1.0 } else { 0.0 };
            (0..names.len()).map(place).collect()
        })
        .collect();
    for correlation in correlations {
        let known: Vec<usize> = correlation.between.iter().filter_map(position).collect();
        let pearson = 2.0 * (PI * to_float(correlation.rank) / 6.0).sin();
        for (nth, first) in known.iter().enumerate() {
            for second in known[nth + 1..].iter().filter(|second| *second != first) {
                matrix[*first][*second] = pearson;
                matrix[*second][*first] = pearson;
            }
        }
    }
    matrix
}

/// The lower triangle `L` with `L Lᵀ` the matrix. A pivot that is zero but for rounding ends its
/// column: the dimension is a sum of others.
fn cholesky(matrix: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    const NOTHING: f64 = 1e-12;
    let mut lower: Vec<Vec<f64>> = matrix;
    for column in 0..lower.len() {
        for row in &mut lower[..column] {
            row[column] = 0.0;
        }
        let before: f64 = lower[column][..column].iter().map(|x| x * x).sum();
        let pivot = lower[column][column] - before;
        let root = if pivot > NOTHING { pivot.sqrt() } else { 0.0 };
        let (above, below) = lower.split_at_mut(column + 1);
        let pivot_row = &mut above[column];
        pivot_row[column] = root;
        for row in below {
            let shared: f64 = pivot_row[..column]
                .iter()
                .zip(&row[..column])
                .map(|(a, b)| a * b)
                .sum();
            row[column] = if root > 0.0 {
                (row[column] - shared) / root
            } else {
                0.0
            };
        }
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::{Dependence, cholesky};
    use crate::quantity::Decimal;
    use crate::uncertainty::{Correlation, Factor};

    fn names(count: usize) -> Vec<String> {
        (0..count).map(|at| format!("inputs.i{at}")).collect()
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
        let dependence = Dependence::new(7, &names(3), &[correlation], &[]);
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
        let dependence = Dependence::new(7, &names(2), &[], &[factor]);
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
}
