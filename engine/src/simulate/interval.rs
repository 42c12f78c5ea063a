//! How far means, tails and whole curves can be trusted.

use super::normal_quantile;
use super::replicates::Spread;
use super::statistics::{Sample, float, to_rank};

/// A number computed from trials, with how far it can be trusted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
    /// How far its interval of 95 % reaches to either side.
    pub reach: f64,
}

impl Estimate {
    /// The interval that holds the truth in 95 of 100 samples.
    pub fn interval(self) -> (f64, f64) {
        (self.value - self.reach, self.value + self.reach)
    }

    /// A number whose error independent trials tell: the interval is `value ± 1.96 × error`.
    fn independent((value, error): (f64, f64)) -> Estimate {
        Estimate {
            value,
            error,
            reach: normal_quantile(0.975) * error,
        }
    }

    /// A number whose error the spread of replicates tells; with one replicate nothing does.
    fn replicated(value: f64, spread: Option<Spread>) -> Estimate {
        Estimate {
            value,
            error: spread.map_or(f64::INFINITY, |spread| spread.error),
            reach: spread.map_or(f64::INFINITY, |spread| spread.reach(0.975)),
        }
    }
}

/// Which end of the values is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The least values.
    Least,
    /// The greatest values.
    Greatest,
}

impl Sample {
    /// The mean with its standard error: of independent trials `s / √n`, of replicates that of
    /// their means; `None` without values.
    pub fn mean(&self) -> Option<Estimate> {
        self.estimate(|values| mean(values.iter().copied()))
    }

    /// A statistic with the error that it states itself, or that replicates tell.
    fn estimate(&self, statistic: impl Fn(&[f64]) -> Option<(f64, f64)>) -> Option<Estimate> {
        let told = statistic(self.sorted())?;
        if self.independent() {
            return Some(Estimate::independent(told));
        }
        let value = |values: &[f64]| statistic(values).map(|(value, _)| value);
        Some(Estimate::replicated(told.0, self.spread(value)))
    }

    /// The mean of one end of the values (conditional value at risk, expected shortfall).
    ///
    /// With `k = ⌈n α⌉` and the values in order, the least share α has the mean
    /// `(1/nα) (Σ_{i<k} x_i + (nα − k + 1) x_k)`; the greatest likewise from above. Its standard
    /// error is that of the mean of `c ± (x − c)±/α` over all trials, c the value at rank k.
    ///
    /// # Source
    /// R. T. Rockafellar and S. Uryasev, "Conditional value-at-risk for general loss
    /// distributions", Journal of Banking and Finance 26 (2002).
    ///
    /// ```
    /// use cittadella_engine::simulate::{End, Sample};
    /// let sample = Sample::new(&[4.0, 1.0, 3.0, 2.0]);
    /// assert_eq!(sample.tail(0.5, End::Least).map(|tail| tail.value), Some(1.5));
    /// assert_eq!(sample.tail(0.25, End::Greatest).map(|tail| tail.value), Some(4.0));
    /// // Three quarters of two values: the first whole and half of the second.
    /// let two = Sample::new(&[0.0, 3.0]);
    /// assert_eq!(two.tail(0.75, End::Least).map(|tail| tail.value), Some(1.0));
    /// ```
    pub fn tail(&self, share: f64, end: End) -> Option<Estimate> {
        self.estimate(|values| tail(values, share, end))
    }
}

/// The mean of one end of sorted values and its standard error.
fn tail(sorted: &[f64], share: f64, end: End) -> Option<(f64, f64)> {
    let n = sorted.len();
    if n == 0 {
        return None;
    }
    let k = to_rank((share * float(n)).ceil()).clamp(1, n);
    // From above it is the tail of the negatives.
    let (sign, at_k) = match end {
        End::Least => (1.0, sorted[k - 1]),
        End::Greatest => (-1.0, -sorted[n - k]),
    };
    // c − (c − x)⁺/α: its mean is the mean of the tail, however many values equal c.
    let values = sorted
        .iter()
        .map(|x| at_k - (at_k - sign * x).max(0.0) / share);
    let (value, error) = mean(values)?;
    Some((sign * value, error))
}

/// The mean of some values and its standard error.
fn mean(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    // Welford's recurrence: no difference of large sums.
    let (mut count, mut mean, mut squares) = (0_usize, 0.0, 0.0);
    for value in values {
        count += 1;
        let off = value - mean;
        mean += off / float(count);
        squares += off * (value - mean);
    }
    if count == 0 {
        return None;
    }
    let n = float(count);
    let spread = if count > 1 { squares / (n - 1.0) } else { 0.0 };
    Some((mean, (spread / n).sqrt()))
}

/// By how much a whole curve of shares may be off, in 95 of 100 samples: half the width of the band
/// around an empirical distribution function of independent trials.
///
/// `ε = √(ln(2 / 0.05) / 2n)`
///
/// # Source
/// A. Dvoretzky, J. Kiefer and J. Wolfowitz (1956), with the constant of P. Massart, "The tight
/// constant in the Dvoretzky–Kiefer–Wolfowitz inequality", Annals of Probability 18 (1990).
///
/// ```
/// use cittadella_engine::simulate::curve_band;
/// assert!((curve_band(10_000) - 0.013_581).abs() < 1e-6);
/// ```
pub fn curve_band(trials: usize) -> f64 {
    const LOG_40: f64 = 3.688_879_454_113_936;
    (LOG_40 / (2.0 * float(trials.max(1)))).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{End, Sample};
    use crate::evaluate::compiled::math::{exp, ln};
    use crate::simulate::normal_quantile;

    /// The quantiles of a distribution at the middles of n equal parts.
    fn even(n: u32, quantile: impl Fn(f64) -> f64) -> Sample {
        let middle = |at: u32| (f64::from(at) + 0.5) / f64::from(n);
        Sample::new(&(0..n).map(|at| quantile(middle(at))).collect::<Vec<f64>>())
    }

    // Means of the tail of 5 %, in closed form: normal φ(z)/0.05, exponential 1 − ln 0.05,
    // lognormal (σ = 0.5) e^{σ²/2} Φ(σ − z)/0.05.
    #[test]
    fn tails_of_known_distributions() {
        let n = 200_000;
        let normal = even(n, normal_quantile);
        let tail = |sample: &Sample, end| sample.tail(0.05, end).unwrap().value;
        assert!((tail(&normal, End::Least) + 2.062_712_8).abs() < 1e-4);
        assert!((tail(&normal, End::Greatest) - 2.062_712_8).abs() < 1e-4);
        let exponential = even(n, |p| -ln(1.0 - p));
        assert!((tail(&exponential, End::Greatest) - 3.995_732_3).abs() < 1e-4);
        let lognormal = even(n, |p| exp(0.5 * normal_quantile(p)));
        assert!((tail(&lognormal, End::Greatest) - 2.858_591_3).abs() < 1e-4);
    }

    // The mean of n uniform numbers has the error 1/√(12 n). For the tail of a uniform distribution
    // c − (c − x)⁺/α has the variance (1/α² )(α c²/3 − α² c²/4) with c = α: α/3 − α²/4.
    #[test]
    fn standard_errors_of_a_uniform() {
        let uniform = even(40_000, |p| p);
        let mean = uniform.mean().unwrap();
        assert!((mean.value - 0.5).abs() < 1e-9);
        assert!((mean.error - (1.0 / 480_000.0_f64).sqrt()).abs() < 1e-7);
        let tail = uniform.tail(0.05, End::Least).unwrap();
        let variance: f64 = 0.05 / 3.0 - 0.05 * 0.05 / 4.0;
        assert!((tail.value - 0.025).abs() < 1e-6);
        assert!((tail.error - (variance / 40_000.0).sqrt()).abs() < 1e-6);
    }

    // Two replicates of two values each: means 1.5 and 3.5, whose mean has the error 1, and with one
    // degree of freedom Student's 97.5 % is 12.7062.
    #[test]
    fn replicates_tell_the_error_of_a_mean() {
        let mean = Sample::replicated(&[1.0, 3.0, 2.0, 4.0], Some(2))
            .mean()
            .unwrap();
        assert!((mean.value - 2.5).abs() < 1e-12 && (mean.error - 1.0).abs() < 1e-12);
        assert!((mean.reach - 12.706_2).abs() < 1e-4);
    }

    #[test]
    fn without_values_there_is_no_mean() {
        let nothing = Sample::new(&[f64::NAN]);
        assert_eq!(nothing.mean(), None);
        assert_eq!(nothing.tail(0.05, End::Least), None);
    }
}
