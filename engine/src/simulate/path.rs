//! Processes: monthly deviations around a stated yearly rate, with mean zero.
//!
//! With parameters of a year, the exact step of a month is, for scores `ε`,
//!
//! ```text
//! AR(1):    x' = φ x + σ √(1 − φ²) ε            φ = persistence^(1/12), σ the long-run deviation
//! Vasicek:  x' = x e^(−κ/12) + σ √((1 − e^(−κ/6)) / 2κ) ε
//! ```
//!
//! The deviation is zero up to the last known month. Where the rate with it would fall below a
//! floor, it is held there; the process itself goes on below.

use std::ops::Range;

use crate::evaluate::compiled::math::{exp, ln};
use crate::quantity::{Decimal, to_float};
use crate::uncertainty::Process;

/// A process ready to be drawn from.
#[derive(Debug, Clone)]
pub struct Path {
    /// The share of a deviation that is left after a month.
    kept: f64,
    /// The standard deviation of a month's shock.
    shock: f64,
    /// The first month (zero-based) that deviates.
    first: u32,
    /// The month after the last.
    last: u32,
    /// The least deviation of each month, where there is a floor.
    least: Option<Vec<f64>>,
}

impl Path {
    /// A process around the levels of an input, one a month, that deviates in these months
    /// (zero-based).
    pub fn new(process: &Process, months: Range<u32>, levels: &[Decimal]) -> Path {
        let (kept, shock, floor) = match process {
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
                (kept, shock, floor)
            }
            Process::Vasicek {
                reversion,
                volatility,
                floor,
            } => {
                let speed = to_float(*reversion);
                let variance = (1.0 - exp(-speed / 6.0)) / (2.0 * speed);
                let shock = to_float(*volatility) * variance.sqrt();
                (exp(-speed / 12.0), shock, floor)
            }
        };
        let least = floor.map(|floor| {
            let below = levels
                .iter()
                .map(|level| to_float(floor) - to_float(*level));
            below.collect()
        });
        Path {
            kept,
            shock,
            first: months.start.min(months.end),
            last: months.end,
            least,
        }
    }

    /// The months (from 0) in which a score is taken.
    pub fn months(&self) -> Range<u32> {
        self.first..self.last
    }

    /// The deviation after a month that began with `deviation`, from the month's score; what floors
    /// hold back is not yet held.
    #[inline]
    pub(super) fn step(&self, deviation: f64, score: f64) -> f64 {
        self.kept * deviation + self.shock * score
    }

    /// The least deviation of a month, where there is a floor.
    pub(super) fn least(&self, month: usize) -> f64 {
        let least = self.least.as_ref();
        least.map_or(f64::NEG_INFINITY, |least| least[month])
    }

    /// Fills the deviations of a trial, month by month, from the score of each month.
    pub fn fill(&self, months: &mut [f64], mut score: impl FnMut(u32) -> f64) {
        months.fill(0.0);
        let mut deviation = 0.0;
        for month in self.months() {
            deviation = self.step(deviation, score(month));
            months[month as usize] = f64::max(deviation, self.least(month as usize));
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "what is exact is compared as such")]
mod tests {
    use super::Path;
    use crate::quantity::Decimal;
    use crate::simulate::normal_quantile;
    use crate::simulate::random::Stream;
    use crate::uncertainty::Process;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn last_of(path: &Path, months: usize, trials: u32) -> Vec<f64> {
        let stream = Stream::new(11, "indices.test");
        let mut row = vec![0.0; months];
        (0..trials)
            .map(|trial| {
                path.fill(&mut row, |month| {
                    normal_quantile(stream.uniform(trial.into(), month))
                });
                row[months - 1]
            })
            .collect()
    }

    fn deviation(values: &[f64]) -> f64 {
        let n = f64::from(u32::try_from(values.len()).unwrap());
        (values.iter().map(|value| value * value).sum::<f64>() / n).sqrt()
    }

    // κ = 0.5, σ = 0.01: after a month 0.00282764, after five years 0.0099663 (the closed forms
    // σ √((1 − e^(−2κt)) / 2κ) at t = 1/12 and t = 5).
    #[test]
    fn vasicek_has_its_known_deviation() {
        let process = Process::Vasicek {
            reversion: d("0.5"),
            volatility: d("0.01"),
            floor: None,
        };
        let path = Path::new(&process, 0..60, &[]);
        assert!((path.shock - 0.002_827_64).abs() < 1e-8);
        let observed = deviation(&last_of(&path, 60, 40_000));
        // Five standard errors of a standard deviation: σ / √(2 n).
        assert!((observed - 0.009_966_3).abs() < 5.0 * 0.01 / 80_000_f64.sqrt());
    }

    #[test]
    fn an_autoregressive_path_reaches_its_long_run_deviation() {
        let process = Process::Autoregressive {
            persistence: d("0.6"),
            volatility: d("0.009"),
            floor: None,
        };
        let path = Path::new(&process, 0..120, &[]);
        let observed = deviation(&last_of(&path, 120, 40_000));
        assert!((observed - 0.009).abs() < 5.0 * 0.009 / 80_000_f64.sqrt());
    }

    #[test]
    fn known_months_do_not_deviate_and_a_floor_holds() {
        let process = Process::Vasicek {
            reversion: d("0.5"),
            volatility: d("0.05"),
            floor: Some(d("0")),
        };
        let levels = vec![d("0.02"); 24];
        let path = Path::new(&process, 6..24, &levels);
        let stream = Stream::new(3, "indices.test");
        let mut row = vec![1.0; 24];
        let mut held = 0;
        for trial in 0..200_u64 {
            path.fill(&mut row, |month| {
                normal_quantile(stream.uniform(trial, month))
            });
            assert!(row[..6].iter().all(|deviation| *deviation == 0.0));
            assert!(row.iter().all(|deviation| *deviation >= -0.02));
            held += row.iter().filter(|deviation| **deviation == -0.02).count();
        }
        assert!(held > 0);
    }
}
