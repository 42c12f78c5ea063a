//! What an uncertain number is at a normal score: the inverse of its distribution, so that a higher
//! score never gives a lower number.
//!
//! A draw is a normal score `z`, made from a uniform number and, where inputs move together, from
//! the scores of others. The number is the quantile of `Φ(z)`. Every family is one monotone
//! function of one score: ranks, correlations and strata survive it.

use super::beta::Beta;
use super::normal::{normal_probability, normal_quantile};
use crate::evaluate::compiled::Lanes;
use crate::evaluate::compiled::math::{exp, ln};
use crate::quantity::{Decimal, to_float};
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
        beta: Beta,
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
}

/// The normal score of 90 %.
const P90: f64 = 1.281_551_565_544_600_4;

impl Marginal {
    /// The inverse of a distribution, whose parameters the scenario has checked.
    pub fn new(distribution: &Distribution) -> Marginal {
        Marginal(match distribution {
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
            Distribution::Pert { low, likely, high } => {
                pert(to_float(*low), to_float(*likely), to_float(*high))
            }
            Distribution::Normal { mean, sd } => Shape::Normal {
                mean: to_float(*mean),
                sd: to_float(*sd),
            },
            Distribution::Lognormal { lower, upper } => lognormal(*lower, *upper),
            Distribution::Quantiles { p10, p50, p90 } => {
                quantiles(to_float(*p10), to_float(*p50), to_float(*p90))
            }
            Distribution::Discrete(points) => steps(
                points
                    .iter()
                    .map(|(value, p)| (to_float(*value), to_float(*p))),
            ),
            Distribution::Bernoulli {
                probability,
                impact,
            } => {
                let probability = to_float(*probability);
                steps([(0.0, 1.0 - probability), (to_float(*impact), probability)].into_iter())
            }
        })
    }

    /// Turns the scores of a block into numbers: [`Marginal::at`] of each.
    pub(super) fn fill(&self, lanes: &mut Lanes) {
        let Shape::Normal { mean, sd } = &self.0 else {
            for lane in &mut lanes.0 {
                *lane = self.at(*lane);
            }
            return;
        };
        for lane in &mut lanes.0 {
            *lane = mean + sd * *lane;
        }
    }

    /// The number at a normal score.
    #[inline]
    pub fn at(&self, z: f64) -> f64 {
        match &self.0 {
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
        }
    }
}

/// Straight flanks: each side is the square root of a uniform number.
fn triangular(low: f64, likely: f64, high: f64, z: f64) -> f64 {
    let width = high - low;
    if width == 0.0 {
        return low;
    }
    let (below, above) = (normal_probability(z), normal_probability(-z));
    if below * width < likely - low {
        low + (below * width * (likely - low)).sqrt()
    } else {
        high - (above * width * (high - likely)).sqrt()
    }
}

/// The beta whose mean is `(low + 4 likely + high) / 6` (Malcolm, Roseboom, Clark and Fazar 1959, in
/// its parametrisation `α = 1 + 4 (likely − low) / width`).
fn pert(low: f64, likely: f64, high: f64) -> Shape {
    let width = high - low;
    let part = if width > 0.0 {
        (likely - low) / width
    } else {
        0.5
    };
    Shape::Beta {
        low,
        width,
        beta: Beta::new(1.0 + 4.0 * part, 5.0 - 4.0 * part),
    }
}

/// The lognormal through two quantiles.
fn lognormal(lower: (Decimal, Decimal), upper: (Decimal, Decimal)) -> Shape {
    let score = |(probability, _): (Decimal, Decimal)| normal_quantile(to_float(probability));
    let log = |(_, value): (Decimal, Decimal)| ln(to_float(value));
    let sd = (log(upper) - log(lower)) / (score(upper) - score(lower));
    Shape::Lognormal {
        shift: 0.0,
        sign: 1.0,
        mean: log(lower) - sd * score(lower),
        sd,
    }
}

/// The metalog through three quantiles (Keelin 2016, "The metalog distributions"), or where that has
/// no density (strong skew) the shifted lognormal through them, mirrored if need be.
fn quantiles(p10: f64, p50: f64, p90: f64) -> Shape {
    let width = p90 - p10;
    if width == 0.0 {
        return Shape::Normal { mean: p50, sd: 0.0 };
    }
    // Keelin's condition for a density: the median's place between the outer two.
    let place = (p50 - p10) / width;
    let least = 0.5 * (1.0 - 1.667_11 * 0.4);
    if place > least && place < 1.0 - least {
        let logit = ln(9.0);
        let slope = width / (2.0 * logit);
        let skew = (1.0 - 2.0 * place) * width / (0.8 * logit);
        return Shape::Metalog([p50, slope, skew]);
    }
    let shift = (p50 * p50 - p10 * p90) / (2.0 * p50 - p10 - p90);
    let sign = if p50 > shift { 1.0 } else { -1.0 };
    let (near, far) = if sign > 0.0 {
        (p50 - shift, p90 - shift)
    } else {
        (shift - p50, shift - p10)
    };
    Shape::Lognormal {
        shift,
        sign,
        mean: ln(near),
        sd: ln(far / near) / P90,
    }
}

/// Values with their probabilities, sorted so that a higher score never gives a lower value.
fn steps(points: impl Iterator<Item = (f64, f64)>) -> Shape {
    let mut points: Vec<(f64, f64)> = points.collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut sum = 0.0;
    for (_, probability) in &mut points {
        sum += *probability;
        *probability = sum;
    }
    Shape::Steps(points)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "what is exact is compared as such")]
mod tests {
    use super::{Marginal, P90};
    use crate::quantity::Decimal;
    use crate::uncertainty::Distribution;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn three(marginal: &Marginal) -> [f64; 3] {
        [-P90, 0.0, P90].map(|z| marginal.at(z))
    }

    fn near(found: [f64; 3], expected: [f64; 3], allowed: f64) {
        for (found, expected) in found.into_iter().zip(expected) {
            assert!((found - expected).abs() < allowed, "{found} is {expected}");
        }
    }

    // Reference values by numerical inversion in Python (scipy.stats), range (10, 12, 20).
    #[test]
    fn ranges_have_their_known_quantiles() {
        let (low, likely, high) = (d("10"), d("12"), d("20"));
        let pert = Marginal::new(&Distribution::Pert { low, likely, high });
        near(
            three(&pert),
            [10.899_021_3, 12.766_722_6, 15.453_340_5],
            5e-7,
        );
        let triangular = Marginal::new(&Distribution::Triangular { low, likely, high });
        near(
            three(&triangular),
            [11.414_213_6, 13.675_444_7, 17.171_572_9],
            5e-7,
        );
        let uniform = Marginal::new(&Distribution::Uniform { low, high });
        near(three(&uniform), [11.0, 15.0, 19.0], 1e-12);
    }

    #[test]
    fn what_is_stated_by_quantiles_has_them() {
        let (p10, p50, p90) = (d("90"), d("100"), d("130"));
        let metalog = Marginal::new(&Distribution::Quantiles { p10, p50, p90 });
        near(three(&metalog), [90.0, 100.0, 130.0], 1e-9);
        // Skewed beyond what a metalog can be: the shifted lognormal.
        for (p10, p50, p90) in [("90", "91", "130"), ("90", "129", "130")] {
            let [p10, p50, p90] = [p10, p50, p90].map(d);
            let shifted = Marginal::new(&Distribution::Quantiles { p10, p50, p90 });
            let expected = [p10, p50, p90].map(|p| p.to_string().parse().unwrap());
            near(three(&shifted), expected, 1e-9);
        }
        let lognormal = Marginal::new(&Distribution::Lognormal {
            lower: (d("0.1"), d("80")),
            upper: (d("0.9"), d("125")),
        });
        near(three(&lognormal), [80.0, 100.0, 125.0], 1e-9);
    }

    #[test]
    fn steps_come_with_their_probabilities_and_in_their_order() {
        let discrete = Marginal::new(&Distribution::Discrete(vec![
            (d("14"), d("0.1")),
            (d("3"), d("0.3")),
            (d("8"), d("0.3")),
            (d("4"), d("0.3")),
        ]));
        for (probability, value) in [(0.29, 3.0), (0.31, 4.0), (0.61, 8.0), (0.91, 14.0)] {
            let z = crate::simulate::normal_quantile(probability);
            assert_eq!(discrete.at(z), value);
        }
        let event = Marginal::new(&Distribution::Bernoulli {
            probability: d("0.03"),
            impact: d("0.25"),
        });
        assert_eq!(event.at(1.88), 0.0);
        assert_eq!(event.at(1.89), 0.25);
    }

    #[test]
    fn a_higher_score_never_gives_a_lower_number() {
        let (low, likely, high) = (d("0.7"), d("1"), d("1.8"));
        let (p10, p50, p90) = (d("90"), d("91"), d("130"));
        let families = [
            Distribution::Pert { low, likely, high },
            Distribution::Pert {
                low,
                likely: low,
                high,
            },
            Distribution::Pert {
                low,
                likely: high,
                high,
            },
            Distribution::Triangular {
                low,
                likely: low,
                high,
            },
            Distribution::Triangular {
                low,
                likely: high,
                high,
            },
            Distribution::Triangular {
                low,
                likely: low,
                high: low,
            },
            Distribution::Quantiles { p10, p50, p90 },
        ];
        for family in &families {
            let marginal = Marginal::new(family);
            let mut last = f64::NEG_INFINITY;
            for step in -8_000..=8_000_i32 {
                let value = marginal.at(f64::from(step) / 1_000.0);
                // But for what the last digits of a product may lose.
                assert!(
                    value >= last - 1e-12,
                    "{family:?} at {step}: {value} after {last}"
                );
                last = value;
            }
        }
    }
}
