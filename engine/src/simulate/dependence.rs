//! Scores that move together: common factors, and rank correlations of what factors leave.
//!
//! The score of dimension j is `Σ b_jf F_f + √(1 − Σ b_jf²) · e_j`, with its loads `b` on the
//! factors `F`. The `e` are independent but for stated correlations: those between normals whose
//! ranks are correlated by ρ have the correlation `2 sin(π ρ / 6)` (Pearson 1907; a Gaussian
//! copula). A stated correlation therefore joins what the factors leave of two inputs. With a t copula
//! the scores of all that move together are stretched by one more number of the trial ([`Tails`]).

use std::ops::Range;

use super::normal::{normal_quantile, to_scores};
use super::points::Points;
use super::random::Stream;
use super::tails::Tails;
use crate::evaluate::compiled::{LANES, Lanes};
use crate::quantity::to_float;
use crate::uncertainty::correlation_matrix::joint;
use crate::uncertainty::{Copula, Correlation, Design, Factor};

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
    /// What stretches the scores of those dimensions that move with others, and its stream.
    tails: Option<(Tails, usize)>,
    /// Which dimensions move with others.
    joined: Vec<bool>,
}

/// What moves together, and how far.
#[derive(Debug, Clone, Copy)]
pub struct Together<'a> {
    /// Rank correlations.
    pub correlations: &'a [Correlation],
    /// Common causes.
    pub factors: &'a [Factor],
    /// How far it does so in the extremes.
    pub copula: Copula,
}

/// The scores of every coordinate in a block of trials.
#[derive(Debug, Clone, Default)]
pub struct Scores(Vec<Lanes>);

impl Dependence {
    /// These dimensions under a design. Correlations and loads of other names are passed over;
    /// those among them fit together, which the scenario has checked.
    ///
    /// In a Sobol' sequence what is common to several comes first, then what takes one number a
    /// trial, both in the order given, then processes month by month: what matters most is spread
    /// best.
    pub fn new(design: &Design, dimensions: &[Dimension], together: Together<'_>) -> Dependence {
        let Together {
            correlations,
            factors,
            copula,
        } = together;
        let names: Vec<&str> = dimensions.iter().map(|of| of.name.as_str()).collect();
        let joined: Vec<bool> = names
            .iter()
            .map(|name| is_joined(name, correlations, factors))
            .collect();
        let tails = match copula {
            Copula::Gaussian => None,
            Copula::Student { degrees_of_freedom } => Some(Tails::new(degrees_of_freedom)),
        };
        let mut common: Vec<String> = factors
            .iter()
            .map(|factor| format!("factors.{}", factor.name))
            .collect();
        let tails = tails.map(|tails| {
            common.push("dependence.copula".to_owned());
            (tails, factors.len())
        });
        let lower = cholesky(joint(&names, correlations));
        let parts = names.iter().enumerate().map(|(at, name)| {
            let loads = loads(name, factors);
            let explained: f64 = loads.iter().map(|(_, load)| load * load).sum();
            let rest = (1.0 - explained).max(0.0).sqrt();
            let weights = lower[at].iter().enumerate();
            let own = weights.map(|(of, weight)| (common.len() + of, rest * weight));
            let parts = loads.into_iter().chain(own);
            parts.filter(|(_, weight)| *weight != 0.0).collect()
        });
        let parts: Vec<Vec<(usize, f64)>> = parts.collect();
        let own = names.iter().map(|name| (*name).to_owned());
        let streams: Vec<Stream> = common
            .iter()
            .cloned()
            .chain(own)
            .map(|name| Stream::new(design.seed, &name))
            .collect();
        let needs = dimensions.iter().zip(&parts).zip(&joined);
        let needs = needs.map(|((dimension, parts), joined)| {
            let streams = parts.iter().map(|(stream, _)| *stream);
            let tails = tails
                .as_ref()
                .filter(|_| *joined)
                .map(|(_, stream)| *stream);
            (dimension.steps.clone(), streams.chain(tails).collect())
        });
        let (coordinates, places) = coordinates(&streams, dimensions, &needs.collect::<Vec<_>>());
        Dependence {
            points: Points::new(design, &places),
            coordinates,
            parts,
            tails,
            joined,
        }
    }

    /// The score of a dimension in a trial; `step` is the month of a process, 0 otherwise.
    ///
    /// # Panics
    /// If the dimension does not take a score in this step.
    pub fn score(&self, dimension: usize, trial: u64, step: u32) -> f64 {
        let parts = self.parts[dimension].iter();
        let own = |stream: usize| {
            let coordinate = self.coordinate(stream, step);
            normal_quantile(self.points.uniform(coordinate, trial))
        };
        let score = parts.map(|(stream, weight)| weight * own(*stream)).sum();
        match &self.tails {
            Some((tails, stream)) if self.joined[dimension] => tails.stretched(score, own(*stream)),
            Some(_) | None => score,
        }
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
        if let Some((tails, stream)) = self.tails.as_ref().filter(|_| self.joined[dimension]) {
            let of = &scores.0[self.coordinate(*stream, step)];
            for (to, chi_square) in mixed.0.iter_mut().zip(&of.0) {
                *to = tails.stretched(*to, *chi_square);
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

/// Whether an input moves with others.
fn is_joined(name: &str, correlations: &[Correlation], factors: &[Factor]) -> bool {
    let mut between = correlations.iter().flat_map(|of| &of.between);
    let mut loads = factors.iter().flat_map(|of| &of.loads);
    between.any(|path| path == name) || loads.any(|(path, _)| path == name)
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
    needs: &[(Range<u32>, Vec<usize>)],
) -> (Coordinates, Vec<(Stream, u32)>) {
    let last = dimensions.iter().map(|of| of.steps.end).max().unwrap_or(0);
    let mut needed = vec![vec![false; last as usize]; streams.len()];
    for (steps, of) in needs {
        for stream in of {
            for step in steps.clone() {
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
mod tests;
