//! Live inputs: numbers and months that a user may change, vary or make uncertain.

use crate::calendar::YearMonth;
use crate::diagnostic::Place;
use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::uncertainty::{Change, Uncertain};
use crate::wording::Label;

/// A number with its three slots: level, uncertainty, changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveNumber {
    /// The TOML path, its only name everywhere: `spaces.desks.price`.
    pub path: String,
    /// What it is called: the item, then the key.
    pub label: Label,
    /// Its unit.
    pub unit: Unit,
    /// What is stated, month by month.
    pub level: Level,
    /// The allowed range.
    pub bounds: Bounds,
    /// Whether it is a whole number.
    pub whole: Whole,
    /// How it may turn out.
    pub uncertainty: Option<Uncertain>,
    /// What stresses and `--set` do to it, in the order in which they state it.
    pub changes: Vec<StatedChange>,
    /// The line that states it.
    pub place: Place,
}

/// The stated values of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Level {
    /// One number for all months.
    Base(Decimal),
    /// From each date on, in the order written; 0 before the first.
    Steps(Vec<Step>),
    /// One number for each fiscal year from the plan's first; the last is held.
    Yearly(Vec<Decimal>),
    /// Amounts on dates, in the order of the dates; nothing in all other months.
    Dated(Vec<(YearMonth, Decimal)>),
}

/// A value from a date on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// From when.
    pub at: LiveDate,
    /// The value.
    pub is: Decimal,
}

/// A change of one input by one stress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedChange {
    /// The index into [`super::Scenario::stresses`].
    pub stress: usize,
    /// What it does.
    pub change: Change,
}

/// A month that a user may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveDate {
    /// The TOML path: `spaces.desks.opens`.
    pub path: String,
    /// What it is called.
    pub label: Label,
    /// The date, or what it follows.
    pub level: DateLevel,
    /// Shifts in months and replacements by month numbers (1 is the plan's first month).
    pub changes: Vec<StatedChange>,
    /// The line that states it.
    pub place: Place,
}

/// How a date is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateLevel {
    /// A month of the calendar.
    Fixed(YearMonth),
    /// A number of months after a milestone.
    After {
        /// The milestone's name, without `milestones.`.
        milestone: String,
        /// How long after; `path.plus_months`.
        plus_months: Box<LiveNumber>,
    },
}

impl LiveNumber {
    /// The stated number where there is one for all months.
    pub fn base(&self) -> Option<Decimal> {
        match &self.level {
            Level::Base(value) => Some(*value),
            Level::Steps(_) | Level::Yearly(_) | Level::Dated(_) => None,
        }
    }

    /// The amounts by date; none for a number that is stated otherwise.
    pub fn dated(&self) -> &[(YearMonth, Decimal)] {
        match &self.level {
            Level::Dated(amounts) => amounts,
            Level::Base(_) | Level::Steps(_) | Level::Yearly(_) => &[],
        }
    }
}
