//! How far to trust trials that are not independent of one another.
//!
//! The points of a Latin hypercube or of a Sobol' sequence are spread evenly on purpose, so the
//! spread of its trials says nothing about the error of their mean. Several such samples with random
//! numbers of their own do: their estimates are independent, and about normal, so that
//! `mean ± t · s / √R` holds the truth in 95 of 100 cases, with `s` the standard deviation of the `R`
//! estimates and `t` the 97.5 % quantile of Student's distribution with `R − 1` degrees of freedom.
//!
//! # Source
//! A. B. Owen, "Monte Carlo theory, methods and examples" (2013), 17.2.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// The values of each replicate: trial `k` belongs to replicate `k mod replicates`.
pub(super) fn dealt<T: Copy>(trials: &[T], replicates: u32) -> Vec<Vec<T>> {
    let replicates = replicates.max(1) as usize;
    (0..replicates)
        .map(|replicate| {
            let own = trials.iter().skip(replicate).step_by(replicates);
            own.copied().collect()
        })
        .collect()
}

/// How far some independent estimates differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spread {
    /// The standard error of their mean, `s / √R`.
    pub(super) error: f64,
    /// `R − 1`.
    degrees: f64,
}

impl Spread {
    /// The spread of some estimates; `None` for fewer than two.
    pub(super) fn of(estimates: &[f64]) -> Option<Spread> {
        let count = u32::try_from(estimates.len()).ok()?;
        if count < 2 {
            return None;
        }
        let n = f64::from(count);
        let mean = estimates.iter().sum::<f64>() / n;
        let squares = estimates
            .iter()
            .map(|value| (value - mean) * (value - mean));
        let variance = squares.sum::<f64>() / (n - 1.0);
        Some(Spread {
            error: (variance / n).sqrt(),
            degrees: n - 1.0,
        })
    }

    /// How far an interval reaches to either side, each end passed with the probability
    /// `1 − confidence`.
    pub(super) fn reach(self, confidence: f64) -> f64 {
        let student = StudentsT::new(0.0, 1.0, self.degrees);
        student.map_or(f64::INFINITY, |student| {
            student.inverse_cdf(confidence) * self.error
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Spread, dealt};

    #[test]
    fn trials_are_dealt_in_turn() {
        assert_eq!(
            dealt(&[0, 1, 2, 3, 4, 5, 6], 3),
            [vec![0, 3, 6], vec![1, 4], vec![2, 5]]
        );
    }

    // 1, 2, 3, 4: s² = 5/3, and Student's 97.5 % with 3 degrees of freedom is 3.182446 (any table):
    // 3.182446 · √(5/12) = 2.054261.
    #[test]
    fn the_interval_is_that_of_the_table() {
        let half = Spread::of(&[1.0, 2.0, 3.0, 4.0]).unwrap().reach(0.975);
        assert!((half - 2.054_260).abs() < 2e-6, "{half}");
        assert_eq!(Spread::of(&[1.0]), None);
    }
}
