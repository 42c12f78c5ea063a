//! How often covenants are broken, test by test.

use super::{Column, Tally, median};
use crate::calendar::Month;
use crate::evaluate::Grid;
use crate::model::Plan;
use crate::sheet::RowId;
use crate::simulate::{Questions, Record, Share};

/// How often one covenant is broken.
#[derive(Debug, Clone, PartialEq)]
pub struct CovenantOutlook {
    /// Its tests, in their order.
    pub tests: Vec<TestOutlook>,
    /// Futures in which it fails a test of some computed month.
    pub broken: Share,
    /// The month number of the first test that it fails, in half of those.
    pub first: Option<f64>,
}

/// One test of a covenant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TestOutlook {
    /// The month.
    pub month: Month,
    /// Futures in which it is made.
    pub made: Share,
    /// Futures in which it fails.
    pub fails: Share,
    /// Futures in which it is the first that fails.
    pub fails_first: Share,
}

/// The computed months in which a covenant may be tested: those in the same months of the year as
/// the tests of the plan as stated, or all where that has none.
fn months(plan: &Plan, base: &Grid, tested: RowId) -> Vec<Month> {
    let timeline = plan.sheet.timeline();
    let of_year = |month: Month| timeline.calendar_month(month).month_of_year();
    let stated: Vec<u32> = timeline
        .months()
        .filter(|month| !base.cell(tested, *month).is_zero())
        .map(of_year)
        .collect();
    let is_test = |month: &Month| stated.is_empty() || stated.contains(&of_year(*month));
    timeline.months().filter(is_test).collect()
}

/// Asks for the margin of every covenant in every month in which it may be tested.
pub(in crate::simulate) fn ask(
    plan: &Plan,
    base: &Grid,
    questions: &mut Questions,
) -> Vec<Vec<(Month, Column)>> {
    let covenants = plan.answers.covenants.iter();
    covenants
        .map(|covenant| {
            let months = months(plan, base, covenant.tested).into_iter();
            months
                .map(|month| (month, questions.cell(covenant.margin, month)))
                .collect()
        })
        .collect()
}

pub(super) fn outlook(questions: &Questions, record: &Record) -> Vec<CovenantOutlook> {
    let covenants = questions.places.covenants.iter();
    covenants
        .map(|tests| {
            let margins: Vec<(Month, &[f64])> = tests
                .iter()
                .map(|(month, column)| (*month, record.column(questions, *column)))
                .collect();
            of_margins(record.tally(), &margins)
        })
        .collect()
}

/// A test is made where there is a margin, and fails where that is below zero.
fn of_margins(tally: Tally, margins: &[(Month, &[f64])]) -> CovenantOutlook {
    let first = |trial: usize| {
        let mut tests = margins.iter();
        let first = tests.find(|(_, margin)| margin[trial] < 0.0);
        first.map(|(month, _)| *month)
    };
    let firsts: Vec<Option<Month>> = (0..tally.trials).map(first).collect();
    let number = |first: &Option<Month>| first.map_or(f64::NAN, |month| f64::from(month.0) + 1.0);
    let numbers: Vec<f64> = firsts.iter().map(number).collect();
    let tests = margins.iter().map(|(month, margin)| TestOutlook {
        month: *month,
        made: tally.share(|trial| !margin[trial].is_nan()),
        fails: tally.share(|trial| margin[trial] < 0.0),
        fails_first: tally.share(|trial| firsts[trial] == Some(*month)),
    });
    CovenantOutlook {
        tests: tests.filter(|test| test.made.count > 0).collect(),
        broken: tally.share(|trial| firsts[trial].is_some()),
        first: median(&numbers),
    }
}

#[cfg(test)]
mod tests {
    use super::{Month, Tally, of_margins};

    // Three futures, three dates: the first fails twice, the second never, the third is not tested
    // before the last date and fails there. No test is ever made on a fourth date.
    #[test]
    fn tests_are_counted_by_date_and_by_the_first_that_fails() {
        let tally = Tally {
            trials: 3,
            replicates: None,
        };
        let none = f64::NAN;
        let margins: [(Month, &[f64]); 4] = [
            (Month(5), &[-1.0, 0.0, none]),
            (Month(11), &[2.0, 1.0, none]),
            (Month(17), &[-3.0, 4.0, -5.0]),
            (Month(23), &[none, none, none]),
        ];
        let found = of_margins(tally, &margins);
        let counts: Vec<_> = found
            .tests
            .iter()
            .map(|test| (test.made.count, test.fails.count, test.fails_first.count))
            .collect();
        assert_eq!(counts, [(2, 1, 1), (2, 0, 0), (3, 2, 1)]);
        assert_eq!(found.broken.count, 2);
        assert_eq!(found.first, Some(6.0));
    }
}
