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

/// A number of the scenario that users may change, vary or make uncertain.
///
/// Its value in a month is `clamp(level × factor + shift)` with the changes of the chosen
/// stresses applied in their order, then rounded half up where it must be whole.
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
    /// The value in a month (zero-based) under these stresses, in their order.
    pub fn value(&self, month: usize, stresses: &[StressId]) -> Decimal {
        self.whole
            .settle(self.bounds.clamp(self.unclamped(month, stresses)))
    }

    /// The changed value before it is held within its bounds and rounded.
    pub fn unclamped(&self, month: usize, stresses: &[StressId]) -> Decimal {
        let mut value = self.level.at(month);
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
