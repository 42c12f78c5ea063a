//! What a sample of trials says, and how far it can be trusted.
//!
//! Every interval holds the truth in 95 of 100 samples. It tells of the number of trials alone:
//! whether the inputs are uncertain in the way that the scenario says, no sample can know.

use statrs::distribution::{Binomial, DiscreteCDF};

use super::normal_quantile;
use super::replicates::{Spread, dealt};

/// How many of some trials something holds in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// In how many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// How far replicates differ, where trials were dealt to some.
    spread: Option<Spread>,
}

impl Share {
    /// So many of so many trials that are independent of one another.
    pub fn new(count: usize, of: usize) -> Share {
        let spread = None;
        Share { count, of, spread }
    }

    /// In how many trials something holds; `replicates` where the trials were dealt to that many
    /// samples ([`crate::uncertainty::Design::replicated`]).
    pub fn holding(holds: &[bool], replicates: Option<u32>) -> Share {
        let share =
            |holds: &[bool]| Share::new(holds.iter().filter(|holds| **holds).count(), holds.len());
        let all = share(holds);
        let spread = replicates.and_then(|replicates| {
            let dealt = dealt(holds, replicates);
            let own = dealt.iter().filter(|holds| !holds.is_empty());
            Spread::of(&own.map(|holds| share(holds).value()).collect::<Vec<_>>())
        });
        Share { spread, ..all }
    }

    /// The share of the trials.
    pub fn value(self) -> f64 {
        if self.of == 0 {
            return 0.0;
        }
        float(self.count) / float(self.of)
    }

    /// The interval of 95 % for the probability: of independent trials Wilson's, of replicates
    /// Student's. What was never seen, or always, has Wilson's in any case: replicates that agree on
    /// it do not make it certain.
    pub fn interval(self) -> (f64, f64) {
        self.at_confidence(0.975)
    }

    /// The interval whose either end is passed with the probability `1 − confidence`: one-sided of
    /// 95 % at 0.95, two-sided of 95 % at 0.975.
    pub fn at_confidence(self, confidence: f64) -> (f64, f64) {
        match self.spread {
            Some(spread) if self.count > 0 && self.count < self.of => {
                let (value, reach) = (self.value(), spread.reach(confidence));
                ((value - reach).max(0.0), (value + reach).min(1.0))
            }
            Some(_) | None => self.wilson(normal_quantile(confidence)),
        }
    }

    /// Wilson's interval for the probability: the values that lie within `z` standard errors of the
    /// share of independent trials.
    ///
    /// `centre = (p + z²/2n) / (1 + z²/n)`,
    /// `half width = z √(p (1 − p)/n + z²/4n²) / (1 + z²/n)`.
    ///
    /// # Source
    /// E. B. Wilson, "Probable inference", JASA 22 (1927).
    ///
    /// ```
    /// use cittadella_engine::simulate::Share;
    /// let (low, high) = Share::new(900, 1000).wilson(1.959_964);
    /// assert!((low - 0.879_848).abs() < 1e-6 && (high - 0.917_091).abs() < 1e-6);
    /// ```
    pub fn wilson(self, z: f64) -> (f64, f64) {
        let n = float(self.of.max(1));
        let p = self.value();
        let scale = 1.0 + z * z / n;
        let centre = (p + z * z / (2.0 * n)) / scale;
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / scale;
        // What was never seen may be impossible, and what always was certain, to the last digit.
        let low = if self.count == 0 { 0.0 } else { centre - half };
        let high = if self.count == self.of {
            1.0
        } else {
            centre + half
        };
        (low.max(0.0), high.min(1.0))
    }
}

/// A value that a share of the trials does not exceed, with the interval of 95 % for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantile {
    /// The share.
    pub probability: f64,
    /// The value in the sample.
    pub value: f64,
    /// The least that it may be.
    pub low: f64,
    /// The greatest that it may be.
    pub high: f64,
}

/// A sorted sample of values that exist.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    sorted: Vec<f64>,
    /// The sorted values of each replicate that has some; none where trials are independent.
    replicates: Vec<Vec<f64>>,
    /// Trials without a value.
    pub absent: usize,
}

impl Sample {
    /// The values of independent trials; what is not a number is absent.
    pub fn new(values: &[f64]) -> Sample {
        Sample::replicated(values, None)
    }

    /// The values of trials that were dealt to so many samples; what is not a number is absent.
    pub fn replicated(values: &[f64], replicates: Option<u32>) -> Sample {
        let sorted = present(values);
        let dealt = replicates.map(|replicates| dealt(values, replicates));
        let replicates = dealt.iter().flatten().map(|values| present(values));
        Sample {
            absent: values.len() - sorted.len(),
            replicates: replicates.filter(|values| !values.is_empty()).collect(),
            sorted,
        }
    }

    /// Whether no trial has a value.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// The value at rank `⌈p n⌉`, with its interval of 95 %.
    ///
    /// Of independent trials the true quantile lies between the values at ranks `l` and `u` with the
    /// probability `F(u − 1) − F(l − 1)`, F the binomial distribution of how many of n values lie
    /// below it. Of replicates the interval is Student's around the value; where only one of them has
    /// a value, it is the whole sample.
    ///
    /// # Source
    /// H. A. David and H. N. Nagaraja, Order Statistics (2003), 7.1.
    pub fn quantile(&self, probability: f64) -> Option<Quantile> {
        let value = at_rank(&self.sorted, probability)?;
        let n = self.sorted.len();
        let (low, high) = if self.replicates.is_empty() {
            let (low, high) = ranks(n, probability);
            (self.sorted[low - 1], self.sorted[high - 1])
        } else {
            let spread = self.spread(|values| at_rank(values, probability));
            let (least, most) = (self.sorted[0], self.sorted[n - 1]);
            spread.map_or((least, most), |spread| {
                let reach = spread.reach(0.975);
                (value - reach, value + reach)
            })
        };
        Some(Quantile {
            probability,
            value,
            low,
            high,
        })
    }

    /// How far the replicates differ in a statistic; `None` where trials are independent or fewer
    /// than two replicates have it.
    pub(super) fn spread(&self, statistic: impl Fn(&[f64]) -> Option<f64>) -> Option<Spread> {
        let replicates = self.replicates.iter();
        let estimates = replicates.filter_map(|values| statistic(values));
        Spread::of(&estimates.collect::<Vec<_>>())
    }

    /// Whether the trials are independent of one another.
    pub(super) fn independent(&self) -> bool {
        self.replicates.is_empty()
    }

    /// The values in their order.
    pub fn sorted(&self) -> &[f64] {
        &self.sorted
    }

    /// The share of values up to this one, counting equal ones half.
    pub fn place(&self, value: f64) -> Option<f64> {
        if self.is_empty() {
            return None;
        }
        let below = self.sorted.partition_point(|other| *other < value);
        let up_to = self.sorted.partition_point(|other| *other <= value);
        Some(float(below + up_to) / (2.0 * float(self.sorted.len())))
    }
}

/// The values that exist, ascending.
fn present(values: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|x| !x.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

/// The value at rank `⌈p n⌉` of sorted values.
fn at_rank(sorted: &[f64], probability: f64) -> Option<f64> {
    let rank = to_rank((probability * float(sorted.len())).ceil());
    sorted.get(rank.clamp(1, sorted.len().max(1)) - 1).copied()
}

/// The ranks (from 1) between which a quantile lies with a probability of 95 %.
fn ranks(n: usize, probability: f64) -> (usize, usize) {
    let Ok(binomial) = Binomial::new(probability, n as u64) else {
        return (1, n);
    };
    let below = binomial.inverse_cdf(0.025);
    // F(l − 1) is at most 2.5 %: the rank after the last such count.
    let low = if binomial.cdf(below) > 0.025 {
        below
    } else {
        below + 1
    };
    let high = binomial.inverse_cdf(0.975) + 1;
    let rank = |count: u64| usize::try_from(count).unwrap_or(n).clamp(1, n);
    (rank(low), rank(high))
}

#[expect(clippy::cast_precision_loss, reason = "counts of trials")]
pub(super) fn float(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank between 0 and the number of trials"
)]
pub(super) fn to_rank(place: f64) -> usize {
    place as usize
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "what is exact is compared as such")]
mod tests {
    use super::{Sample, Share, ranks};

    // Ranks computed with exact binomial sums in Python.
    #[test]
    fn quantiles_lie_between_known_ranks() {
        assert_eq!(ranks(10_000, 0.1), (942, 1_060));
        assert_eq!(ranks(1_000, 0.1), (82, 120));
        assert_eq!(ranks(1_000, 0.5), (469, 532));
    }

    #[test]
    fn nothing_seen_is_not_impossible() {
        let (low, high) = Share::new(0, 1_000).interval();
        assert_eq!(low, 0.0);
        assert!(high > 0.003 && high < 0.004);
    }

    #[test]
    fn a_sample_tells_its_own_values() {
        let sample = Sample::new(&[3.0, f64::NAN, 1.0, 2.0, 4.0]);
        assert_eq!(sample.absent, 1);
        assert_eq!(sample.mean().map(|mean| mean.value), Some(2.5));
        assert_eq!(sample.quantile(0.5).map(|q| q.value), Some(2.0));
        assert_eq!(sample.place(3.0), Some(0.625));
    }
}
