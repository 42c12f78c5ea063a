//! Processes: monthly deviations around a stated yearly rate, with mean zero.
//!
//! With parameters of a year, the exact step of a month is, for scores `ε`,
//!
//! ```text
//! AR(1):    x' = φ x + σ √(1 − φ²) ε            φ = persistence^(1/12), σ the long-run deviation
//! Vasicek:  x' = x e^(−κ/12) + σ √((1 − e^(−κ/6)) / 2κ) ε
//! ```
//!
//! Around the forward rates of today the second is Hull and White's model of rates as forecasters use
//! it, without the convexity that pricing adds.
//!
//! A tenancy is let or void. A let month sees the tenant leave with the probability `1 − (1 − h)^(1/12)`
//! of the yearly hazard, a void one sees the next come with `1 / m`, m the mean months of void; a low
//! score is the worse.
//!
//! The deviation is zero up to the last known month. Where the rate with it would fall below a
//! floor, it is held there; the process itself goes on below.

use std::ops::Range;

use super::normal_quantile;
use crate::evaluate::compiled::Lanes;
use crate::evaluate::compiled::math::{exp, ln};
use crate::quantity::{Decimal, to_float};
use crate::uncertainty::{Hazard, Process};

/// A process ready to be drawn from.
#[derive(Debug, Clone)]
pub struct Path {
    kind: Kind,
    /// The first month (zero-based) that deviates.
    first: u32,
    /// The month after the last.
    last: u32,
}

#[derive(Debug, Clone)]
enum Kind {
    Around(Around),
    Tenancy(Tenancy),
}

/// A deviation that is drawn back to zero.
#[derive(Debug, Clone)]
pub(super) struct Around {
    /// The share of a deviation that is left after a month.
    kept: f64,
    /// The standard deviation of a month's shock.
    shock: f64,
    /// The least deviation of each month, where there is a floor.
    least: Option<Vec<f64>>,
}

/// The level of each month while let, nothing while void.
#[derive(Debug, Clone)]
pub(super) struct Tenancy {
    /// The score below which a month sees the tenant leave.
    leaves: f64,
    /// The score from which a void month is the last one.
    comes: f64,
    levels: Vec<f64>,
}

/// What a trial carries from month to month, and what the month shows.
pub(super) trait Walk {
    /// What the month leaves behind, from what the one before did (0 at first) and its score.
    fn next(&self, state: f64, score: f64) -> f64;

    /// The deviation of a month in which this is left behind.
    fn shown(&self, state: f64, month: usize) -> f64;
}

impl Walk for Around {
    #[inline]
    fn next(&self, state: f64, score: f64) -> f64 {
        self.kept * state + self.shock * score
    }

    #[inline]
    fn shown(&self, state: f64, month: usize) -> f64 {
        match &self.least {
            Some(least) => f64::max(state, least[month]),
            None => state,
        }
    }
}

impl Walk for Tenancy {
    /// 0 is let, 1 is void.
    #[inline]
    fn next(&self, state: f64, score: f64) -> f64 {
        let void = if state > 0.5 {
            score < self.comes
        } else {
            score < self.leaves
        };
        f64::from(u8::from(void))
    }

    #[inline]
    fn shown(&self, state: f64, month: usize) -> f64 {
        -state * self.levels[month]
    }
}

impl Path {
    /// A process around the levels of an input, one a month, that deviates in these months
    /// (zero-based).
    pub fn new(process: &Process, months: Range<u32>, levels: &[Decimal]) -> Path {
        let kind = match process {
            Process::Autoregressive {
                persistence,
                volatility,
                floor,
            } => {
                let yearly = to_float(*persistence);
                let kept = if yearly > 0.0 {
                    exp(ln(yearly) / 12.0)
                } else {
                    0.0
                };
                let shock = to_float(*volatility) * (1.0 - kept * kept).sqrt();
                around((kept, shock), *floor, levels)
            }
            Process::Vasicek {
                reversion,
                volatility,
                floor,
            } => {
                let speed = to_float(*reversion);
                let variance = (1.0 - exp(-speed / 6.0)) / (2.0 * speed);
                let shock = to_float(*volatility) * variance.sqrt();
                around((exp(-speed / 12.0), shock), *floor, levels)
            }
            Process::Tenancy {
                hazard,
                void_months,
            } => Kind::Tenancy(Tenancy {
                leaves: score_of(monthly(*hazard)),
                comes: score_of(1.0 - 1.0 / to_float(*void_months).max(1.0)),
                levels: levels.iter().map(|level| to_float(*level)).collect(),
            }),
        };
        Path {
            kind,
            first: months.start.min(months.end),
            last: months.end,
        }
    }

    /// The same from a month on, where that is later.
    pub(super) fn not_before(self, first: u32) -> Path {
        Path {
            first: self.first.max(first).min(self.last),
            ..self
        }
    }

    /// The months (from 0) in which a score is taken.
    pub fn months(&self) -> Range<u32> {
        self.first..self.last
    }

    /// Fills the deviations of a trial, month by month, from the score of each month.
    pub fn fill(&self, months: &mut [f64], score: impl FnMut(u32) -> f64) {
        match &self.kind {
            Kind::Around(around) => self.walk(around, months, score),
            Kind::Tenancy(tenancy) => self.walk(tenancy, months, score),
        }
    }

    fn walk(&self, walk: &impl Walk, months: &mut [f64], mut score: impl FnMut(u32) -> f64) {
        months.fill(0.0);
        let mut state = 0.0;
        for month in self.months() {
            state = walk.next(state, score(month));
            months[month as usize] = walk.shown(state, month as usize);
        }
    }

    /// The same for a block of trials: `score` puts the month's scores where the deviations go.
    pub(super) fn fill_block(&self, months: &mut [Lanes], score: impl FnMut(u32, &mut Lanes)) {
        match &self.kind {
            Kind::Around(around) => self.walk_block(around, months, score),
            Kind::Tenancy(tenancy) => self.walk_block(tenancy, months, score),
        }
    }

    fn walk_block(
        &self,
        walk: &impl Walk,
        months: &mut [Lanes],
        mut score: impl FnMut(u32, &mut Lanes),
    ) {
        for lanes in &mut months[..self.first as usize] {
            *lanes = Lanes::default();
        }
        let mut states = Lanes::default();
        for month in self.months() {
            let lanes = &mut months[month as usize];
            score(month, lanes);
            for (lane, state) in lanes.0.iter_mut().zip(&mut states.0) {
                *state = walk.next(*state, *lane);
                *lane = walk.shown(*state, month as usize);
            }
        }
    }
}

fn around((kept, shock): (f64, f64), floor: Option<Decimal>, levels: &[Decimal]) -> Kind {
    let least = floor.map(|floor| {
        let below = levels
            .iter()
            .map(|level| to_float(floor) - to_float(*level));
        below.collect()
    });
    Kind::Around(Around { kept, shock, least })
}

/// The probability a month of what has one a year: `1 − (1 − h)^(1/12)`.
fn monthly(hazard: Hazard) -> f64 {
    let stays = 1.0 - to_float(hazard.yearly).min(1.0 - 1e-12);
    1.0 - exp(ln(stays) / 12.0)
}

/// The score below which a share of the cases lies; of none, and of all, beyond every score.
fn score_of(probability: f64) -> f64 {
    if probability <= 0.0 {
        f64::NEG_INFINITY
    } else if probability >= 1.0 {
        f64::INFINITY
    } else {
        normal_quantile(probability)
    }
}

#[cfg(test)]
mod tests;
