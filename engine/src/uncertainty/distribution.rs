//! How a number may turn out, as business people state it.

use super::Hazard;
use crate::quantity::Decimal;

/// The shape of an uncertain number, with its parameters in order and possible.
///
/// Parameters are in the input's unit (or, where the uncertainty is stated `relative`, a ratio or
/// a difference: see [`Uncertain`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Distribution {
    /// Any value between the two, all alike: `uniform = [low, high]`.
    Uniform {
        /// The least value.
        low: Decimal,
        /// The greatest value.
        high: Decimal,
    },
    /// Straight flanks: `triangular = [low, likely, high]`.
    Triangular {
        /// The least value.
        low: Decimal,
        /// The most likely value.
        likely: Decimal,
        /// The greatest value.
        high: Decimal,
    },
    /// Straight flanks by their tenths: `trigen = [p10, likely, p90]`.
    Trigen {
        /// Exceeded nine times in ten.
        p10: Decimal,
        /// The most likely value.
        likely: Decimal,
        /// Exceeded once in ten.
        p90: Decimal,
    },
    /// A beta on the range with mean `(low + 4 likely + high) / 6`: `pert = [low, likely, high]`.
    Pert {
        /// The least value.
        low: Decimal,
        /// The most likely value.
        likely: Decimal,
        /// The greatest value.
        high: Decimal,
    },
    /// A beta on the range by its mean and standard deviation: `beta = { mean, sd, min, max }`.
    Beta {
        /// The least value.
        low: Decimal,
        /// The greatest value.
        high: Decimal,
        /// The mean, between the two.
        mean: Decimal,
        /// The standard deviation; above zero and small enough for the range.
        sd: Decimal,
    },
    /// The bell: `normal = { mean, sd }`; the mean of a relative one is "no change" where left out.
    Normal {
        /// The mean.
        mean: Decimal,
        /// The standard deviation; above zero.
        sd: Decimal,
    },
    /// Positive and skewed, by two quantiles: `lognormal = { p10, p90 }` or `{ p50, p90 }`.
    Lognormal {
        /// The lower quantile: probability (0.1 or 0.5) and value, above zero.
        lower: (Decimal, Decimal),
        /// The upper quantile: probability (0.9) and value, above the lower one.
        upper: (Decimal, Decimal),
    },
    /// Three quantiles: `quantiles = { p10, p50, p90 }`.
    Quantiles {
        /// Exceeded nine times in ten.
        p10: Decimal,
        /// The median.
        p50: Decimal,
        /// Exceeded once in ten.
        p90: Decimal,
    },
    /// A list of values with their probabilities, which add to one:
    /// `discrete = [[5, "60%"], [9, "30%"], [14, "10%"]]`.
    Discrete(Vec<(Decimal, Decimal)>),
    /// An event that happens or not: `bernoulli = { probability, impact }`.
    Bernoulli {
        /// How likely it is.
        probability: Decimal,
        /// What the number is when it does not happen: its level.
        otherwise: Decimal,
        /// What the number is when it happens.
        impact: Decimal,
    },
    /// Observed values, all as likely, and what lies between two neighbours:
    /// `empirical = [82, 90, 97, 110]`.
    Empirical(Vec<Decimal>),
    /// One of the others within bounds, outside of which nothing falls: `truncated = [low, high]`
    /// beside it.
    Truncated {
        /// What is truncated.
        of: Box<Distribution>,
        /// The least value.
        low: Decimal,
        /// The greatest value.
        high: Decimal,
    },
}

impl Distribution {
    /// The values it can take, where they are a list.
    pub fn values(&self) -> Option<Vec<Decimal>> {
        match self {
            Distribution::Discrete(points) => {
                Some(points.iter().map(|(value, _)| *value).collect())
            }
            Distribution::Bernoulli {
                otherwise, impact, ..
            } => Some(vec![*otherwise, *impact]),
            Distribution::Truncated { of, low, high } => {
                let mut values = of.values()?;
                values.retain(|value| low <= value && value <= high);
                Some(values)
            }
            Distribution::Uniform { .. }
            | Distribution::Triangular { .. }
            | Distribution::Trigen { .. }
            | Distribution::Pert { .. }
            | Distribution::Beta { .. }
            | Distribution::Empirical(_)
            | Distribution::Normal { .. }
            | Distribution::Lognormal { .. }
            | Distribution::Quantiles { .. } => None,
        }
    }
}

/// Whether a metalog passes through three quantiles; else they are too skewed for it.
///
/// With `r = (p50 − p10) / (p90 − p10)` it has a density where `k < r < 1 − k`,
/// `k = ½ (1 − 1.66711 (½ − 0.1)) = 0.166578`.
///
/// # Source
/// T. W. Keelin, "The metalog distributions", Decision Analysis 13 (2016), 3.3.
pub fn metalog_fits(p10: Decimal, p50: Decimal, p90: Decimal) -> bool {
    let least = Decimal::new(166_578, 6);
    let (below, width) = (p50 - p10, p90 - p10);
    let bound = least * width;
    bound < below && below < width - bound
}

/// A path through the months: around the stated curve, with mean zero, or between it and nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Process {
    /// `process = "ar1"`: each year keeps a share of the last deviation.
    Autoregressive {
        /// The share of a deviation that is left after a year; from 0 to below 1.
        persistence: Decimal,
        /// The standard deviation in the long run.
        volatility: Decimal,
        /// The rate never falls below this.
        floor: Option<Decimal>,
    },
    /// `process = "vasicek"`: pulled back to the curve.
    Vasicek {
        /// The speed of return a year; above zero.
        reversion: Decimal,
        /// The standard deviation of a year's shocks.
        volatility: Decimal,
        /// The rate never falls below this.
        floor: Option<Decimal>,
    },
    /// `process = "tenancy"`: as stated while somebody is there, nothing after they have left, until
    /// somebody else comes.
    Tenancy {
        /// How likely it is to be left, a year.
        hazard: Hazard,
        /// How many months it stands empty, in the mean; one or more.
        void_months: Decimal,
    },
}

/// How a relative uncertainty meets the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The level is multiplied by what is drawn; "+10%" is 1.1.
    Ratio,
    /// What is drawn is added to the level; "+2pp" is 0.02.
    Difference,
}

/// The uncertainty of one input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Uncertain {
    /// Stated in the input's own unit; `base` is the level it is compared with.
    Absolute(Distribution),
    /// Stated as a ratio to the level or a difference from it.
    Relative {
        /// What is drawn: a factor (1.1 is "+10%") or a difference.
        distribution: Distribution,
        /// How it meets the level.
        relation: Relation,
    },
    /// A path around the stated curve.
    Process(Process),
}
