//! Scores that move together: common factors, and rank correlations of what factors leave.
//!
//! The score of dimension j is `Σ b_jf F_f + √(1 − Σ b_jf²) · e_j`, with its loads `b` on the
//! factors `F`. The `e` are independent but for stated correlations: those between normals whose
//! ranks are correlated by ρ have the correlation `2 sin(π ρ / 6)` (Pearson 1907; a Gaussian
//! copula). A stated correlation therefore joins what the factors leave of two inputs.

use std::f64::consts::PI;
use std::ops::Range;

use super::normal::{normal_quantile, to_scores};
use super::points::Points;
use super::random::Stream;
use crate::evaluate::compiled::{LANES, Lanes};
use crate::quantity::to_float;
use crate::uncertainty::{Correlation, Design, Factor};

/// A random number of each trial, or of each of its months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// The TOML path of the input, by which its random numbers are its own.
    pub name: String,
    /// The steps in which it takes a score: 0 alone, or the months (from 0) of a process.
    pub steps: Range<u32>,
}

/// The coordinate of each stream in each step in which it has one.
type Coordinates = Vec<Vec<Option<usize>>>;

/// How the scores of some dimensions are made.
#[derive(Debug, Clone)]
pub struct Dependence {
    points: Points,
    /// The coordinate of each stream in each step; factors come first, then the dimensions.
    coordinates: Coordinates,
    /// Of each dimension the streams that its score is made of, with their weights, whose squares
    /// add to one.
    parts: Vec<Vec<(usize, f64)>>,
}

/// The scores of every coordinate in a block of trials.
#[derive(Debug, Clone, Default)]
pub struct Scores(Vec<Lanes>);

impl Dependence {
    /// These dimensions under a design. Correlations and loads of other names are passed over;
    /// those among them fit together, which the scenario has checked.
    ///
    /// In a Sobol' sequence factors come first, then what takes one number a trial, both in the order
    /// given, then processes month by month: what matters most is spread best.
    pub fn new(
        design: &Design,
        dimensions: &[Dimension],
        correlations: &[Correlation],
        factors: &[Factor],
    ) -> Dependence {
        let names: Vec<&str> = dimensions.iter().map(|of| of.name.as_str()).collect();
        let lower = cholesky(correlated(&names, correlations));
        let own = names.iter().enumerate().map(|(at, name)| {
            let loads = loads(name, factors);
            let explained: f64 = loads.iter().map(|(_, load)| load * load).sum();
            let rest = (1.0 - explained).max(0.0).sqrt();
            let weights = lower[at].iter().enumerate();
            let own = weights.map(|(of, weight)| (factors.len() + of, rest * weight));
            let parts = loads.into_iter().chain(own);
            parts.filter(|(_, weight)| *weight != 0.0).collect()
        });
        let parts: Vec<Vec<(usize, f64)>> = own.collect();
        let of_factors = factors
            .iter()
            .map(|factor| format!("factors.{}", factor.name));
        let own = names.iter().map(|name| (*name).to_owned());
        let streams: Vec<Stream> = of_factors
            .chain(own)
            .map(|name| Stream::new(design.seed, &name))
            .collect();
        let (coordinates, places) = coordinates(&streams, dimensions, &parts);
        Dependence {
            points: Points::new(design, &places),
            coordinates,
            parts,
        }
    }

    /// The score of a dimension in a trial; `step` is the month of a process, 0 otherwise.
    ///
    /// # Panics
    /// If the dimension does not take a score in this step.
    pub fn score(&self, dimension: usize, trial: u64, step: u32) -> f64 {
        let parts = self.parts[dimension].iter();
        let scores = parts.map(|(stream, weight)| {
            let coordinate = self.coordinate(*stream, step);
            weight * normal_quantile(self.points.uniform(coordinate, trial))
        });
        scores.sum()
    }

    /// Draws the scores of every coordinate in a block of trials, of which the first has this
    /// number.
    pub fn fill(&self, first: u64, scores: &mut Scores) {
        scores.0.resize(self.points.coordinates(), Lanes::default());
        for (coordinate, lanes) in scores.0.iter_mut().enumerate() {
            self.points.fill(coordinate, first, lanes);
            to_scores(lanes);
        }
    }

    /// The scores of a dimension in a step, from those of the block's coordinates.
    ///
    /// # Panics
    /// If the dimension does not take a score in this step.
    pub fn mix(&self, dimension: usize, step: u32, scores: &Scores, mixed: &mut Lanes) {
        mixed.0 = [0.0; LANES];
        for (stream, weight) in &self.parts[dimension] {
            let of = &scores.0[self.coordinate(*stream, step)];
            for (to, score) in mixed.0.iter_mut().zip(&of.0) {
                *to += weight * score;
            }
        }
    }

    #[expect(
        clippy::expect_used,
        reason = "a dimension takes scores in its own steps only"
    )]
    fn coordinate(&self, stream: usize, step: u32) -> usize {
        let steps = &self.coordinates[stream];
        let coordinate = steps.get(step as usize).copied().flatten();
        coordinate.expect("every part of a dimension has a number in each of its steps")
    }
}

/// The factors that a dimension loads on.
fn loads(name: &str, factors: &[Factor]) -> Vec<(usize, f64)> {
    let stated = factors.iter().enumerate().flat_map(|(factor, stated)| {
        let of_name = stated.loads.iter().filter(|(path, _)| path == name);
        of_name.map(move |(_, load)| (factor, to_float(*load)))
    });
    stated.collect()
}

/// A coordinate for each step in which a stream is needed, and their order.
fn coordinates(
    streams: &[Stream],
    dimensions: &[Dimension],
    parts: &[Vec<(usize, f64)>],
) -> (Coordinates, Vec<(Stream, u32)>) {
    let last = dimensions.iter().map(|of| of.steps.end).max().unwrap_or(0);
    let mut needed = vec![vec![false; last as usize]; streams.len()];
    for (dimension, parts) in dimensions.iter().zip(parts) {
        for (stream, _) in parts {
            for step in dimension.steps.clone() {
                needed[*stream][step as usize] = true;
            }
        }
    }
    // A process that is drawn from its first month on takes its step 0 behind what is drawn once.
    let process = |stream: usize| {
        let own = stream.checked_sub(streams.len() - dimensions.len());
        own.is_some_and(|own| dimensions[own].steps.end > 1)
    };
    let mut places = Vec::new();
    let mut coordinates = vec![vec![None; last as usize]; streams.len()];
    for late in [false, true] {
        for step in 0..last {
            for (stream, needed) in needed.iter().enumerate() {
                let is_late = step > 0 || process(stream);
                if needed[step as usize] && is_late == late {
                    coordinates[stream][step as usize] = Some(places.len());
                    places.push((streams[stream], step));
                }
            }
        }
    }
    (coordinates, places)
}

/// The matrix of the stated correlations, as correlations of normals.
fn correlated(names: &[&str], correlations: &[Correlation]) -> Vec<Vec<f64>> {
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
    use super::{Dependence, Dimension, Scores, cholesky};
    use crate::evaluate::compiled::{LANES, Lanes};
    use crate::quantity::Decimal;
    use crate::uncertainty::{Correlation, Design, Factor, Sampler};

    fn names(count: usize) -> Vec<String> {
        (0..count).map(|at| format!("inputs.i{at}")).collect()
    }

    fn dimensions(count: usize) -> Vec<Dimension> {
        let names = names(count).into_iter();
        names.map(|name| Dimension { name, steps: 0..1 }).collect()
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
        let dependence = Dependence::new(&Design::plain(7), &dimensions(3), &[correlation], &[]);
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
        let dependence = Dependence::new(&Design::plain(7), &dimensions(2), &[], &[factor]);
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
            let factors = [factor.clone()];
            let dependence = Dependence::new(&design, &dimensions, &correlations, &factors);
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
}
