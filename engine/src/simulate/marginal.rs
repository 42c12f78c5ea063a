//! What an uncertain number is at a normal score: the inverse of its distribution, so that a higher
//! score never gives a lower number.
//!
//! A draw is a normal score `z`, made from a uniform number and, where inputs move together, from
//! the scores of others. The number is the quantile of `Φ(z)`. Every family is one monotone
//! function of one score: ranks, correlations and strata survive it.

mod families;
#[cfg(test)]
mod tests;

use families::{
    beta, lognormal, observed, pert, quantiles, steps, triangular, trigen, truncated, within,
};

use super::beta::Beta;
use super::normal::normal_probability;
use crate::evaluate::compiled::Lanes;
use crate::evaluate::compiled::math::{exp, ln};
use crate::quantity::to_float;
use crate::uncertainty::Distribution;

/// A distribution ready to be drawn from.
#[derive(Debug, Clone)]
pub struct Marginal(Shape);

#[derive(Debug, Clone)]
enum Shape {
    Uniform {
        low: f64,
        width: f64,
    },
    Triangular {
        low: f64,
        likely: f64,
        high: f64,
    },
    Beta {
        low: f64,
        width: f64,
        beta: Box<Beta>,
    },
    Normal {
        mean: f64,
        sd: f64,
    },
    /// `shift + sign · e^(mean + sd · sign · z)`; the sign mirrors a tail to the left.
    Lognormal {
        shift: f64,
        sign: f64,
        mean: f64,
        sd: f64,
    },
    Metalog([f64; 3]),
    /// Values, ascending, each with the probability of it or a lesser one.
    Steps(Vec<(f64, f64)>),
    /// Observed values, ascending.
    Observed(Vec<f64>),
    /// What lies between the two scores, as if it were all.
    Truncated {
        of: Box<Shape>,
        low: f64,
        high: f64,
        scores: (f64, f64),
    },
}

impl Marginal {
    /// The inverse of a distribution, whose parameters the scenario has checked.
    pub fn new(distribution: &Distribution) -> Marginal {
        Marginal(Shape::new(distribution))
    }

    /// Turns the scores of a block into numbers: [`Marginal::at`] of each.
    pub(super) fn fill(&self, lanes: &mut Lanes) {
        let Shape::Normal { mean, sd } = &self.0 else {
            for lane in &mut lanes.0 {
                *lane = self.0.at(*lane);
            }
            return;
        };
        for lane in &mut lanes.0 {
            *lane = mean + sd * *lane;
        }
    }

    /// The number at a normal score.
    pub fn at(&self, z: f64) -> f64 {
        self.0.at(z)
    }

    /// Which part of the cases a truncation removes; 0 where nothing is truncated.
    pub fn removed(&self) -> f64 {
        match &self.0 {
            Shape::Truncated { scores, .. } => {
                normal_probability(scores.0) + normal_probability(-scores.1)
            }
            Shape::Uniform { .. }
            | Shape::Triangular { .. }
            | Shape::Beta { .. }
            | Shape::Normal { .. }
            | Shape::Lognormal { .. }
            | Shape::Metalog(_)
            | Shape::Steps(_)
            | Shape::Observed(_) => 0.0,
        }
    }
}

impl Shape {
    fn new(distribution: &Distribution) -> Shape {
        match distribution {
            Distribution::Uniform { low, high } => {
                let (low, high) = (to_float(*low), to_float(*high));
                Shape::Uniform {
                    low,
                    width: high - low,
                }
            }
            Distribution::Triangular { low, likely, high } => Shape::Triangular {
                low: to_float(*low),
                likely: to_float(*likely),
                high: to_float(*high),
            },
            Distribution::Trigen { p10, likely, p90 } => {
                trigen(to_float(*p10), to_float(*likely), to_float(*p90))
            }
            Distribution::Pert { low, likely, high } => {
                pert(to_float(*low), to_float(*likely), to_float(*high))
            }
            Distribution::Beta {
                low,
                high,
                mean,
                sd,
            } => beta([*low, *high, *mean, *sd].map(to_float)),
            Distribution::Normal { mean, sd } => Shape::Normal {
                mean: to_float(*mean),
                sd: to_float(*sd),
            },
            Distribution::Lognormal { lower, upper } => lognormal(*lower, *upper),
            Distribution::Quantiles { p10, p50, p90 } => quantiles(*p10, *p50, *p90),
            Distribution::Discrete(points) => steps(
                points
                    .iter()
                    .map(|(value, p)| (to_float(*value), to_float(*p))),
            ),
            Distribution::Bernoulli {
                probability,
                otherwise,
                impact,
            } => {
                let probability = to_float(*probability);
                let (otherwise, impact) = (to_float(*otherwise), to_float(*impact));
                steps([(otherwise, 1.0 - probability), (impact, probability)].into_iter())
            }
            Distribution::Empirical(values) => {
                let mut values: Vec<f64> = values.iter().map(|value| to_float(*value)).collect();
                values.sort_unstable_by(f64::total_cmp);
                Shape::Observed(values)
            }
            Distribution::Truncated { of, low, high } => {
                truncated(Shape::new(of), to_float(*low), to_float(*high))
            }
        }
    }

    /// The number at a normal score.
    fn at(&self, z: f64) -> f64 {
        match self {
            Shape::Uniform { low, width } => low + width * normal_probability(z),
            Shape::Triangular { low, likely, high } => triangular(*low, *likely, *high, z),
            Shape::Beta { low, width, beta } => low + width * beta.at(z),
            Shape::Normal { mean, sd } => mean + sd * z,
            Shape::Lognormal {
                shift,
                sign,
                mean,
                sd,
            } => shift + sign * exp(mean + sd * sign * z),
            Shape::Metalog([a, b, c]) => {
                let below = normal_probability(z).clamp(1e-300, 1.0);
                let above = normal_probability(-z).clamp(1e-300, 1.0);
                a + (b + c * (below - 0.5)) * (ln(below) - ln(above))
            }
            Shape::Steps(steps) => {
                let probability = normal_probability(z);
                let reached = steps.iter().find(|(_, up_to)| probability <= *up_to);
                let (value, _) = reached.or(steps.last()).copied().unwrap_or_default();
                value
            }
            Shape::Observed(values) => observed(values, normal_probability(z)),
            Shape::Truncated {
                of,
                low,
                high,
                scores,
            } => of.at(within(*scores, z)).clamp(*low, *high),
        }
    }
}
