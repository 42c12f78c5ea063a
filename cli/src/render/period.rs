//! The columns of a statement: months, quarters or fiscal years, each a run of months.

use std::ops::Range;

use cittadella_engine::calendar::{Month, Timeline, YearMonth};
use cittadella_engine::evaluate::Grid;
use cittadella_engine::ledger::OverYear;
use cittadella_engine::quantity::Decimal;
use cittadella_engine::sheet::RowId;
use cittadella_engine::wording::Language;

use super::month;

/// How long a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A month.
    Month,
    /// A quarter of the calendar year.
    Quarter,
    /// A fiscal year, which is the calendar year.
    Year,
}

/// Whether the months behind the ones that statements show are printed as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tail {
    /// They are.
    Shown,
    /// They are not.
    Hidden,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Period {
    /// Its head.
    pub(crate) head: String,
    /// Its months by position.
    pub(crate) months: Range<u32>,
}

/// The columns over a timeline, and the position of the first one of the tail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Periods {
    /// The columns.
    pub(crate) periods: Vec<Period>,
    /// Where the tail begins, if it is printed.
    pub(crate) tail_from: Option<usize>,
}

impl Periods {
    /// The columns of this length.
    pub(crate) fn new(timeline: &Timeline, step: Step, tail: Tail, language: Language) -> Periods {
        let end = match tail {
            Tail::Shown => timeline.month_count(),
            Tail::Hidden => timeline.shown(),
        };
        let mut periods: Vec<Period> = Vec::new();
        for position in 0..end {
            let calendar_month = timeline.calendar_month(Month(position));
            let head = head(calendar_month, step, language);
            match periods.last_mut() {
                Some(last) if last.head == head => last.months.end = position + 1,
                _ => periods.push(Period {
                    head,
                    months: position..position + 1,
                }),
            }
        }
        // The months shown end with a December, so that no column lies on both sides.
        let tail_from = periods
            .iter()
            .position(|period| period.months.start >= timeline.shown());
        Periods { periods, tail_from }
    }

    /// The heads in their order.
    pub(crate) fn heads(&self) -> Vec<String> {
        self.periods
            .iter()
            .map(|period| period.head.clone())
            .collect()
    }
}

impl Period {
    /// The value of a row over the period, `None` where the row is absent.
    ///
    /// A sum is that of the months in which the row is present.
    pub(crate) fn value(&self, grid: &Grid, row: RowId, over: OverYear) -> Option<Decimal> {
        let value = |month| grid.value(row, Month(month));
        match over {
            OverYear::First => value(self.months.start),
            OverYear::Last => value(self.months.end - 1),
            OverYear::Sum => self
                .months
                .clone()
                .filter_map(value)
                .reduce(|sum, next| sum + next),
        }
    }

    /// The greatest value of a row in the period.
    pub(crate) fn greatest(&self, grid: &Grid, row: RowId) -> Option<Decimal> {
        let months = self.months.clone();
        months
            .filter_map(|month| grid.value(row, Month(month)))
            .max()
    }
}

fn head(calendar_month: YearMonth, step: Step, language: Language) -> String {
    match step {
        Step::Month => month::short(calendar_month, language),
        Step::Quarter => {
            let quarter = calendar_month.month_of_year().div_ceil(3);
            format!(
                "{}{quarter} {}",
                language.pick("T", "Q"),
                calendar_month.year()
            )
        }
        Step::Year => calendar_month.year().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn periods(start: &str, step: Step, tail: Tail) -> Periods {
        let timeline = Timeline::new(start.parse().unwrap(), 2, 12);
        Periods::new(&timeline, step, tail, Language::English)
    }

    #[test]
    fn a_short_first_year_is_a_short_first_column() {
        let years = periods("2023-09", Step::Year, Tail::Shown);
        assert_eq!(years.heads(), ["2023", "2024", "2025"]);
        assert_eq!(years.periods[0].months, 0..4);
        assert_eq!(years.tail_from, Some(2));
        assert_eq!(periods("2023-09", Step::Year, Tail::Hidden).tail_from, None);
    }

    #[test]
    fn quarters_are_those_of_the_calendar() {
        let quarters = periods("2023-09", Step::Quarter, Tail::Hidden);
        assert_eq!(quarters.heads()[..2], ["Q3 2023", "Q4 2023"]);
        assert_eq!(quarters.periods[0].months, 0..1);
        assert_eq!(quarters.periods[1].months, 1..4);
    }

    #[test]
    fn months_are_one_each() {
        assert_eq!(
            periods("2023-01", Step::Month, Tail::Hidden).periods.len(),
            24
        );
    }
}
