//! The allowed range of a number that users may change.

use super::{Decimal, round_half_away};

/// The allowed range of an input, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The least allowed value, if there is one.
    pub low: Option<Decimal>,
    /// The greatest allowed value, if there is one.
    pub high: Option<Decimal>,
}

impl Bounds {
    /// Every number is allowed.
    pub const NONE: Bounds = Bounds {
        low: None,
        high: None,
    };
    /// Zero and above.
    pub const NOT_NEGATIVE: Bounds = Bounds {
        low: Some(Decimal::ZERO),
        high: None,
    };
    /// One and above: lengths that are divided by.
    pub const AT_LEAST_ONE: Bounds = Bounds {
        low: Some(Decimal::ONE),
        high: None,
    };
    /// From 1 to 12: a month of the year.
    pub const MONTH_OF_YEAR: Bounds = Bounds {
        low: Some(Decimal::ONE),
        high: Some(Decimal::from_parts(12, 0, 0, false, 0)),
    };
    /// From 0 to 3600: days of payment, ten years of them at most.
    pub const DAYS: Bounds = Bounds {
        low: Some(Decimal::ZERO),
        high: Some(Decimal::from_parts(3600, 0, 0, false, 0)),
    };
    /// From 0 to 360: lags in months, no longer than the longest plan.
    pub const MONTHS: Bounds = Bounds {
        low: Some(Decimal::ZERO),
        high: Some(Decimal::from_parts(360, 0, 0, false, 0)),
    };
    /// From 1 to 360: lengths in months that are divided by.
    pub const MONTHS_FROM_ONE: Bounds = Bounds {
        low: Some(Decimal::ONE),
        high: Some(Decimal::from_parts(360, 0, 0, false, 0)),
    };
    /// From -360 to 360: months after a date, or before it.
    pub const MONTHS_EITHER_WAY: Bounds = Bounds {
        low: Some(Decimal::from_parts(360, 0, 0, true, 0)),
        high: Some(Decimal::from_parts(360, 0, 0, false, 0)),
    };
    /// From -99.9 % to 100 %: what prices may rise or fall by in a year.
    pub const YEARLY_CHANGE: Bounds = Bounds {
        low: Some(Decimal::from_parts(999, 0, 0, true, 3)),
        high: Some(Decimal::ONE),
    };
    /// From 0 % to 100 %.
    pub const SHARE: Bounds = Bounds {
        low: Some(Decimal::ZERO),
        high: Some(Decimal::ONE),
    };
    /// From 0.1 % to 100 %: shares and rates that are divided by.
    pub const SHARE_ABOVE_ZERO: Bounds = Bounds {
        low: Some(Decimal::from_parts(1, 0, 0, false, 3)),
        high: Some(Decimal::ONE),
    };
    /// 0.01 and above: ratios that are divided by.
    pub const RATIO_ABOVE_ZERO: Bounds = Bounds {
        low: Some(Decimal::from_parts(1, 0, 0, false, 2)),
        high: None,
    };

    /// The allowed value nearest to this one.
    pub fn clamp(&self, value: Decimal) -> Decimal {
        let raised = self.low.map_or(value, |low| value.max(low));
        self.high.map_or(raised, |high| raised.min(high))
    }

    /// Whether the value is allowed.
    pub fn allow(&self, value: Decimal) -> bool {
        self.clamp(value) == value
    }
}

/// Whether an input is a whole number (a lag, a date, a count) or any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// Rounded half up after all changes, last of all.
    Yes,
    /// Any number.
    No,
}

impl Whole {
    /// The value as it is used: half up where whole (−0.5 gives 0, as Excel `INT(x + 0.5)` does).
    pub fn settle(self, value: Decimal) -> Decimal {
        match self {
            Whole::Yes => round_half_away(value, 9)
                .saturating_add(Decimal::new(5, 1))
                .floor(),
            Whole::No => value,
        }
    }
}
