//! Month-end cash: what it may be in each month, and between what it stays in all months together.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{Column, Tally, quantiles};
use crate::calendar::Month;
use crate::model::Plan;
use crate::simulate::statistics::{float, to_rank};
use crate::simulate::{Quantile, Questions, Record, Share};

/// The share of futures that a band is to hold, in one month or in all.
pub const INSIDE: f64 = 0.90;

/// The month-end cash of one entity.
#[derive(Debug, Clone, PartialEq)]
pub struct CashOutlook {
    /// Each shown month.
    pub months: Vec<CashMonth>,
    /// Futures that stay between the 5 % and the 95 % of every month, in all months: fewer than
    /// nine in ten, though nine in ten do in each month by itself.
    pub inside_each: Share,
    /// Futures that stay within the band of every month, in all months: at least [`INSIDE`].
    pub inside_all: Share,
}

/// The cash at the end of one month.
#[derive(Debug, Clone, PartialEq)]
pub struct CashMonth {
    /// The month.
    pub month: Month,
    /// The values at [`super::PROBABILITIES`], this month by itself.
    pub quantiles: Vec<Quantile>,
    /// The band within which at least [`INSIDE`] of the futures stay in all months together.
    pub band: (Quantile, Quantile),
}

/// Asks for the cash of every entity at the end of every shown month.
pub(in crate::simulate) fn ask(plan: &Plan, questions: &mut Questions) -> Vec<Vec<Column>> {
    let timeline = plan.sheet.timeline();
    let entities = plan.entities.iter();
    entities
        .map(|entity| {
            let shown = (0..timeline.shown()).map(Month);
            shown
                .map(|month| questions.cell(entity.closing_cash, month))
                .collect()
        })
        .collect()
}

pub(super) fn outlook(questions: &Questions, record: &Record) -> Vec<CashOutlook> {
    let entities = questions.places.cash.iter();
    entities
        .map(|months| {
            let column = |month: &Column| record.column(questions, *month);
            let months: Vec<&[f64]> = months.iter().map(column).collect();
            of_months(record.tally(), &months)
        })
        .collect()
}

/// The fan of some months, each with its value in every trial.
///
/// A future lies as deep in a month as there are futures beyond it, on the side where there are
/// fewer (itself and its equals among them); and as deep in all months as in the one in which it
/// lies least deep. The band holds, month by month, what lies at least so deep that [`INSIDE`] of
/// the futures do in all months.
///
/// # Source
/// Envelopes by extreme ranks: M. Myllymäki et al., "Global envelope tests for spatial processes",
/// Journal of the Royal Statistical Society B 79 (2017).
fn of_months(tally: Tally, months: &[&[f64]]) -> CashOutlook {
    let trials = tally.trials;
    let depth: Vec<AtomicUsize> = (0..trials).map(|_| AtomicUsize::new(usize::MAX)).collect();
    let outside: Vec<AtomicUsize> = (0..trials).map(|_| AtomicUsize::new(0)).collect();
    let fan: Vec<Vec<Quantile>> = months
        .par_iter()
        .map(|values| {
            let sample = tally.sample(values);
            let sorted = sample.sorted();
            let quantiles = quantiles(&sample);
            let (low, high) = (value(quantiles.first()), value(quantiles.last()));
            for (trial, of_trial) in values.iter().enumerate() {
                let up_to = sorted.partition_point(|other| other <= of_trial);
                let from = sorted.len() - sorted.partition_point(|other| other < of_trial);
                // The least of all months, in whatever order the months come.
                depth[trial].fetch_min(up_to.min(from), Ordering::Relaxed);
                if *of_trial < low || *of_trial > high {
                    outside[trial].fetch_add(1, Ordering::Relaxed);
                }
            }
            quantiles
        })
        .collect();
    let depth: Vec<usize> = depth.into_iter().map(AtomicUsize::into_inner).collect();
    let least = least_depth(&depth);
    let bands: Vec<(Quantile, Quantile)> = months
        .par_iter()
        .filter_map(|values| {
            let sample = tally.sample(values);
            let at = |rank: usize| sample.quantile((float(rank) - 0.5) / float(trials));
            at(least).zip(at(trials + 1 - least))
        })
        .collect();
    let months = fan.into_iter().zip(bands).enumerate();
    CashOutlook {
        months: months
            .map(|(at, (quantiles, band))| CashMonth {
                month: Month::at(at),
                quantiles,
                band,
            })
            .collect(),
        inside_each: tally.share(|trial| outside[trial].load(Ordering::Relaxed) == 0),
        inside_all: tally.share(|trial| depth[trial] >= least),
    }
}

fn value(quantile: Option<&Quantile>) -> f64 {
    quantile.map_or(f64::NAN, |quantile| quantile.value)
}

/// The greatest depth that at least [`INSIDE`] of the futures have.
fn least_depth(depth: &[usize]) -> usize {
    let mut sorted = depth.to_vec();
    sorted.sort_unstable();
    // A ninth decimal keeps what is a whole number from falling below it.
    let beyond = to_rank((1.0 - INSIDE) * float(sorted.len()) + 1e-9);
    sorted.get(beyond).copied().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::{CashOutlook, Tally, of_months};

    fn tally(trials: usize) -> Tally {
        Tally {
            trials,
            replicates: None,
        }
    }

    fn band(fan: &CashOutlook, month: usize) -> (f64, f64) {
        let (low, high) = fan.months[month].band;
        (low.value, high.value)
    }

    #[test]
    fn the_band_of_all_months_is_wider_than_that_of_each() {
        let first: Vec<f64> = (0..100_u32).map(f64::from).collect();
        // The same values, shifted by half: who is low in one month is in the middle of the other.
        let second: Vec<f64> = (0..100_u32)
            .map(|nth| f64::from((nth + 50) % 100))
            .collect();
        let fan = of_months(tally(100), &[&first, &second]);
        // Month by month the 5th to the 95th value: 9 of 100 lie outside in each month, others in
        // the other.
        assert_eq!(
            fan.months[0].quantiles[0].value.to_bits(),
            4.0_f64.to_bits()
        );
        assert_eq!(fan.inside_each.count, 82);
        // Of depth 3 and more are 4 × 2 fewer than all: 92; of depth 4 only 88.
        assert_eq!(fan.inside_all.count, 92);
        assert_eq!(band(&fan, 0), (2.0, 97.0));
        assert_eq!(band(&fan, 1), (2.0, 97.0));
    }

    #[test]
    fn what_is_known_has_no_width() {
        let fan = of_months(
            tally(8),
            &[&[5.0; 8], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]],
        );
        assert_eq!(band(&fan, 0), (5.0, 5.0));
        assert_eq!(fan.inside_all.count, 8);
    }
}
