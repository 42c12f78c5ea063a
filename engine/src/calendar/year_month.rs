//! A month of the calendar.

use std::fmt;
use std::str::FromStr;

/// A calendar month, such as 2024-07.
///
/// - Range: years 1 to 9998.
/// - Text: `YYYY-MM`, both read and written.
///
/// ```
/// use cittadella_engine::calendar::YearMonth;
/// let opening: YearMonth = "2024-07".parse()?;
/// assert_eq!(opening.plus_months(6).to_string(), "2025-01");
/// assert_eq!(opening.days(), 31);
/// assert!("2024-13".parse::<YearMonth>().is_err());
/// # Ok::<(), cittadella_engine::calendar::InvalidYearMonth>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct YearMonth {
    /// Months since January of year 0.
    ordinal: i32,
}

/// A text that is not a month of the form `YYYY-MM`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidYearMonth {
    text: String,
}

impl YearMonth {
    /// January of year 1, the first month there is.
    pub const FIRST: YearMonth = YearMonth { ordinal: 12 };

    /// The month with this year and this month of the year (1 to 12), or `None` out of range.
    pub fn new(year: i32, month_of_year: u32) -> Option<YearMonth> {
        let month = i32::try_from(month_of_year).ok()?;
        ((1..=9998).contains(&year) && (1..=12).contains(&month)).then_some(YearMonth {
            ordinal: year * 12 + month - 1,
        })
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.ordinal.div_euclid(12)
    }

    /// The month of the year, 1 to 12.
    pub fn month_of_year(self) -> u32 {
        self.ordinal.rem_euclid(12).unsigned_abs() + 1
    }

    /// The month that lies `months` later (earlier where negative).
    pub fn plus_months(self, months: i32) -> YearMonth {
        YearMonth {
            ordinal: self.ordinal + months,
        }
    }

    /// How many months `self` lies after `earlier`; negative where it lies before.
    pub fn months_since(self, earlier: YearMonth) -> i32 {
        self.ordinal - earlier.ordinal
    }

    /// The number of days in the month: 28 to 31.
    pub fn days(self) -> u32 {
        let year = i16::try_from(self.year()).unwrap_or(i16::MAX);
        let month = i8::try_from(self.month_of_year()).unwrap_or(1);
        jiff::civil::Date::new(year, month, 1)
            .map_or(30, |first| u32::from(first.days_in_month().unsigned_abs()))
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month_of_year())
    }
}

impl FromStr for YearMonth {
    type Err = InvalidYearMonth;

    fn from_str(text: &str) -> Result<YearMonth, InvalidYearMonth> {
        let invalid = || InvalidYearMonth {
            text: text.to_owned(),
        };
        let (year, month) = text.split_once('-').ok_or_else(invalid)?;
        let digits = |part: &str, length: usize| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(year, 4) || !digits(month, 2) {
            return Err(invalid());
        }
        let year = year.parse().map_err(|_| invalid())?;
        let month = month.parse().map_err(|_| invalid())?;
        YearMonth::new(year, month).ok_or_else(invalid)
    }
}

impl fmt::Display for InvalidYearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a month of the form YYYY-MM", self.text)
    }
}

impl std::error::Error for InvalidYearMonth {}
