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
    /// From 0 % to 100 %.
    pub const SHARE: Bounds = Bounds {
        low: Some(Decimal::ZERO),
        high: Some(Decimal::ONE),
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
