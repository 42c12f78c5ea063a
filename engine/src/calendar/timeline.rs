//! The months that a plan computes and the ones it shows.

use super::YearMonth;

/// A zero-based position on a [`Timeline`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(pub u32);

impl Month {
    /// The position with this index.
    pub fn at(index: usize) -> Month {
        Month(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The position as an index into a row's values.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The months of a plan: `shown` ones that statements print, then a tail that is computed for
/// forward-looking ratios, holds and "how late".
///
/// The fiscal year is the calendar year. The first fiscal year may be short; the computed months
/// always end with a December.
///
/// ```
/// use cittadella_engine::calendar::{Timeline, YearMonth};
/// let start: YearMonth = "2023-09".parse()?;
/// let timeline = Timeline::new(start, 2, 12);
/// assert_eq!(timeline.shown(), 16); // September to December 2023, and 2024
/// assert_eq!(timeline.month_count(), 28);
/// assert_eq!(timeline.fiscal_years(), vec![2023, 2024, 2025]);
/// assert_eq!(timeline.number_of(start), 1);
/// # Ok::<(), cittadella_engine::calendar::InvalidYearMonth>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeline {
    start: YearMonth,
    shown: u32,
    month_count: u32,
}

impl Timeline {
    /// A timeline that shows `years` fiscal years from `start` and computes at least
    /// `tail_months` more, rounded up to the next December.
    pub fn new(start: YearMonth, years: u32, tail_months: u32) -> Timeline {
        let first_year = 13 - start.month_of_year();
        let shown = first_year + 12 * years.saturating_sub(1);
        let month_count = shown + tail_months.div_ceil(12) * 12;
        Timeline {
            start,
            shown,
            month_count,
        }
    }

    /// The first month.
    pub fn start(&self) -> YearMonth {
        self.start
    }

    /// How many months statements show.
    pub fn shown(&self) -> u32 {
        self.shown
    }

    /// How many months are computed; at least [`Timeline::shown`].
    pub fn month_count(&self) -> u32 {
        self.month_count
    }

    /// The last computed month.
    pub fn last(&self) -> YearMonth {
        self.calendar_month(Month(self.month_count.saturating_sub(1)))
    }

    /// Every computed month, in order.
    pub fn months(&self) -> impl DoubleEndedIterator<Item = Month> + use<> {
        (0..self.month_count).map(Month)
    }

    /// The calendar month at a position.
    pub fn calendar_month(&self, month: Month) -> YearMonth {
        self.start
            .plus_months(i32::try_from(month.0).unwrap_or(i32::MAX))
    }

    /// The position of a calendar month, or `None` where it is not computed.
    pub fn month_of(&self, calendar_month: YearMonth) -> Option<Month> {
        let offset = u32::try_from(calendar_month.months_since(self.start)).ok()?;
        (offset < self.month_count).then_some(Month(offset))
    }

    /// The month number of a calendar month: 1 for the plan's first month, 0 for the one before.
    pub fn number_of(&self, calendar_month: YearMonth) -> i32 {
        calendar_month.months_since(self.start) + 1
    }

    /// The calendar month with this month number.
    pub fn month_numbered(&self, number: i32) -> YearMonth {
        self.start.plus_months(number - 1)
    }

    /// The calendar years that are computed, in order.
    pub fn fiscal_years(&self) -> Vec<i32> {
        (self.start.year()..=self.last().year()).collect()
    }
}
