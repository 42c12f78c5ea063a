//! The answers of a simulation: when the target is reached and who runs out of money before, what
//! the plan's numbers may be, how often promises are broken.
//!
//! An outlook is read off a [`Record`] alone, without computing anything of the plan again: the
//! same record gives the same outlook, on however many machines its trials ran.

mod cash;
mod covenants;
mod numbers;
mod target;

pub use cash::{CashMonth, CashOutlook, INSIDE};
pub use covenants::{CovenantOutlook, TestOutlook};
pub use numbers::{NumberOutlook, Range};
pub use target::{Competing, MonthOutlook, TargetOutlook, standing, stands};

pub(super) use cash::ask as ask_cash;
pub(super) use covenants::ask as ask_covenants;
pub(super) use numbers::ask as ask_numbers;

use super::questions::Column;
use super::record::Tally;
use super::statistics::{Quantile, Sample, Share};
use super::{Questions, Record};
use crate::evaluate::Grid;
use crate::model::{Plan, PlanEntity};

/// The shares of trials at which numbers are told.
pub const PROBABILITIES: [f64; 5] = [0.05, 0.10, 0.50, 0.90, 0.95];

/// The share of trials that a tail mean is taken over.
pub const TAIL: f64 = 0.05;

/// What some number of futures of a plan come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// How many futures.
    pub trials: usize,
    /// When the target is reached, where the scenario states one.
    pub target: Option<TargetOutlook>,
    /// What the plan's numbers may be, body by body, then those that the scenario asks for.
    pub numbers: Vec<NumberOutlook>,
    /// The place in [`Outlook::numbers`] of the one that tells how the plan as stated compares
    /// with its futures: the operating cash of the last year of the target's body, or else of all.
    pub headline: Option<usize>,
    /// In how many futures each alert of the plan holds in some shown month, in the plan's order.
    pub alerts: Vec<AlertOutlook>,
    /// How often each covenant of the plan is broken, in its order.
    pub covenants: Vec<CovenantOutlook>,
    /// Month-end cash of each entity, in the plan's order.
    pub cash: Vec<CashOutlook>,
    /// Who lacks money, entity by entity in the plan's order.
    pub needs: Vec<NeedOutlook>,
}

/// How often an alert holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlertOutlook {
    /// Futures in which it holds in some shown month.
    pub holds: Share,
    /// The month number in which it first does, in half of those.
    pub first: Option<f64>,
}

/// How often an entity lacks money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NeedOutlook {
    /// Futures in which it has an uncovered need in some shown month.
    pub lacks: Share,
    /// Futures in which it does so before every other entity, or as early.
    pub first_of_all: Share,
    /// The month number in which it first does, in half of the futures in which it does.
    pub first: Option<f64>,
}

impl Outlook {
    /// Reads the answers off a record of [`Questions::of`] the plan; `base` holds the plan's
    /// values without any draw, in the same case.
    pub fn of(plan: &Plan, base: &Grid, questions: &Questions, record: &Record) -> Outlook {
        let places = &questions.places;
        let tally = record.tally();
        let answers = |column: &Column| record.column(questions, *column);
        let numbers = numbers::outlook(plan, base, questions, record);
        let firsts: Vec<&[f64]> = places.needs.iter().map(answers).collect();
        let alerts = places.alerts.iter().map(answers);
        Outlook {
            trials: record.count,
            target: target::outlook(plan, base, questions, record),
            headline: numbers::headline(plan, &numbers),
            numbers,
            alerts: alerts.map(|firsts| alert_outlook(tally, firsts)).collect(),
            covenants: covenants::outlook(questions, record),
            cash: cash::outlook(questions, record),
            needs: needs(tally, &firsts),
        }
    }
}

/// The entities, and behind them the group.
fn all_books(plan: &Plan) -> impl Iterator<Item = &PlanEntity> {
    let group = plan.group.iter().map(|group| &group.books);
    plan.entities.iter().chain(group)
}

/// The values at [`PROBABILITIES`].
fn quantiles(sample: &Sample) -> Vec<Quantile> {
    let quantile = |probability: &f64| sample.quantile(*probability);
    PROBABILITIES.iter().filter_map(quantile).collect()
}

fn alert_outlook(tally: Tally, firsts: &[f64]) -> AlertOutlook {
    AlertOutlook {
        holds: tally.share(|trial| !firsts[trial].is_nan()),
        first: median(firsts),
    }
}

/// The middle of the values that exist.
fn median(values: &[f64]) -> Option<f64> {
    let quantile = Sample::new(values).quantile(0.5);
    quantile.map(|quantile| quantile.value)
}

fn needs(tally: Tally, firsts: &[&[f64]]) -> Vec<NeedOutlook> {
    let earliest = |trial: usize| {
        let of_trial = firsts.iter().map(|first| first[trial]);
        of_trial.filter(|first| !first.is_nan()).reduce(f64::min)
    };
    let earliest: Vec<Option<f64>> = (0..tally.trials).map(earliest).collect();
    firsts
        .iter()
        .map(|first| NeedOutlook {
            lacks: tally.share(|trial| !first[trial].is_nan()),
            first_of_all: tally
                .share(|trial| earliest[trial].is_some_and(|earliest| first[trial] <= earliest)),
            first: median(first),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Tally, median, needs};

    // Four futures of two bodies: (month, month), month 0 for never.
    #[test]
    fn who_lacks_money_first_is_told_apart_from_who_lacks_it_at_all() {
        let tally = Tally {
            trials: 4,
            replicates: None,
        };
        let never = f64::NAN;
        let (one, two) = ([3.0, never, 5.0, 9.0], [4.0, never, 5.0, 2.0]);
        let [one, two] = needs(tally, &[&one, &two])[..] else {
            panic!("an answer for each body");
        };
        assert_eq!((one.lacks.count, two.lacks.count), (3, 3));
        // Month 5 comes first for both.
        assert_eq!((one.first_of_all.count, two.first_of_all.count), (2, 2));
        assert_eq!((one.first, two.first), (Some(5.0), Some(4.0)));
        assert_eq!(median(&[never]), None);
    }
}
