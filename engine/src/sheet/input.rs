//! Inputs: the numbers that a user may change, and the named changes to them.

use super::key::{Key, dense_id};
use super::row::Origin;
use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::uncertainty::Change;
use crate::wording::Label;

dense_id!(
    /// An input of one sheet.
    InputId,
    "i"
);
dense_id!(
    /// A stress of one sheet.
    StressId,
    "s"
);

/// The stated values of an input, before any change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Level {
    /// One number for all months.
    Scalar(Decimal),
    /// One number a month, as many as the timeline computes.
    Series(Vec<Decimal>),
}

impl Level {
    /// The stated value in a month.
    pub fn at(&self, month: usize) -> Decimal {
        match self {
            Level::Scalar(value) => *value,
            Level::Series(values) => values[month],
        }
    }
}

/// How one draw of an uncertain input meets its stated level, before any change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drawn {
    /// The level is multiplied by this in every month.
    Ratio(Decimal),
    /// This is added to the level in every month.
    Difference(Decimal),
    /// One number a month is added to the level: a path around the stated curve.
    Path(Vec<Decimal>),
}

impl Drawn {
    /// The level with the draw. Beyond what a decimal holds it is the end of that range.
    pub fn apply(&self, level: Decimal, month: usize) -> Decimal {
        match self {
            Drawn::Ratio(ratio) => level.saturating_mul(*ratio),
            Drawn::Difference(difference) => level.saturating_add(*difference),
            Drawn::Path(path) => level.saturating_add(path[month]),
        }
    }
}

/// A number of the scenario that users may change, vary or make uncertain.
///
/// Its value in a month is `clamp((level × ratio drawn, or + difference drawn) × factor + shift)`
/// with the changes of the chosen stresses applied in their order, then rounded half up where it
/// must be whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The TOML path, the input's only name everywhere.
    pub key: Key,
    /// What it is called, in both languages.
    pub label: Label,
    /// Its unit.
    pub unit: Unit,
    /// The stated values.
    pub level: Level,
    /// The allowed range.
    pub bounds: Bounds,
    /// Whether it is a whole number.
    pub whole: Whole,
    /// What each stress does to it, in the order in which that stress states it.
    pub changes: Vec<(StressId, Change)>,
    /// The scenario line that states it.
    pub origin: Origin,
}

impl Input {
    /// The value in a month (zero-based) with what was drawn, under these stresses, in their order.
    pub fn value(&self, month: usize, drawn: Option<&Drawn>, stresses: &[StressId]) -> Decimal {
        let value = self.unclamped(month, drawn, stresses);
        self.whole.settle(self.bounds.clamp(value))
    }

    /// The changed value before it is held within its bounds and rounded.
    pub fn unclamped(&self, month: usize, drawn: Option<&Drawn>, stresses: &[StressId]) -> Decimal {
        let level = self.level.at(month);
        let mut value = drawn.map_or(level, |drawn| drawn.apply(level, month));
        for stress in stresses {
            for (of, change) in &self.changes {
                if of == stress && change.month.is_none_or(|only| only == month) {
                    value = change.apply(value);
                }
            }
        }
        value
    }
}

/// A named set of changes, applied together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stress {
    /// Its name in the scenario.
    pub key: Key,
    /// What it is called, in both languages.
    pub label: Label,
}
