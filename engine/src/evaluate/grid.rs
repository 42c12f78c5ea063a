//! The values of every row in every month, and of every figure.

use std::collections::BTreeMap;

use crate::calendar::Month;
use crate::quantity::Decimal;
use crate::sheet::{Drawn, FigureId, InputId, RowId, StressId};

/// What holds in one evaluation: the numbers drawn, and the changes that act after them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    drawn: BTreeMap<InputId, Drawn>,
    stresses: Vec<StressId>,
}

impl Case {
    /// The stated values, no change.
    pub fn base() -> Case {
        Case::default()
    }

    /// These stresses, one after the other.
    pub fn stressed(stresses: impl IntoIterator<Item = StressId>) -> Case {
        Case {
            stresses: stresses.into_iter().collect(),
            ..Case::default()
        }
    }

    /// The same case with what was drawn for an input in place of an earlier draw.
    pub fn drawn(mut self, input: InputId, drawn: Drawn) -> Case {
        self.drawn.insert(input, drawn);
        self
    }

    /// What was drawn for an input, if anything.
    pub fn draw_of(&self, input: InputId) -> Option<&Drawn> {
        self.drawn.get(&input)
    }

    /// The stresses, in their order.
    pub fn stresses(&self) -> &[StressId] {
        &self.stresses
    }
}

/// The value of a figure, or why it has none.
#[derive(Debug, Clone, PartialEq)]
pub enum FigureValue {
    /// A value.
    Value(Decimal),
    /// The conventional value among several that satisfy the definition, all of them listed.
    Several {
        /// The value reported.
        value: Decimal,
        /// All of them, ascending.
        all: Vec<Decimal>,
    },
    /// No value.
    Absent(Reason),
}

impl FigureValue {
    /// The value, where there is one.
    pub fn value(&self) -> Option<Decimal> {
        match self {
            FigureValue::Value(value) | FigureValue::Several { value, .. } => Some(*value),
            FigureValue::Absent(_) => None,
        }
    }
}

/// Why a figure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The row it is read off is absent in every month looked at.
    NothingApplies,
    /// The flag is 0 in every month looked at.
    Never,
    /// The month lies outside the plan.
    OutsidePlan,
    /// A divisor is zero.
    DivisorZero,
    /// No rate of return exists: the flow is all zero, or has one sign only.
    FlowHasOneSign,
    /// No rate of return above −100 % makes the present value zero.
    NoRoot,
    /// The discount rate is −100 % or below.
    RateTooLow,
    /// The value exceeds what can be computed with (about 7.9·10²⁸).
    TooLarge,
}

/// The result of an evaluation: rows × months, and the figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    pub(super) months: usize,
    /// Row-major: the value of row r in month m stands at `r × months + m`.
    pub(super) values: Vec<Decimal>,
    /// For each row, the flag row that says where it is absent.
    pub(super) applies: Vec<Option<RowId>>,
    pub(super) openings: Vec<Decimal>,
    pub(super) figures: Vec<FigureValue>,
    pub(super) clamped: Vec<InputId>,
}

impl Grid {
    /// The value of a row in a month, or `None` where the row is absent there.
    pub fn value(&self, row: RowId, month: Month) -> Option<Decimal> {
        let absent = self.applies[row.index()].is_some_and(|flag| self.cell(flag, month).is_zero());
        (!absent).then(|| self.cell(row, month))
    }

    /// The number in the cell, also where the row is absent.
    pub fn cell(&self, row: RowId, month: Month) -> Decimal {
        self.values[row.index() * self.months + month.index()]
    }

    /// The numbers of a row in all months, also where it is absent.
    pub fn cells(&self, row: RowId) -> &[Decimal] {
        &self.values[row.index() * self.months..(row.index() + 1) * self.months]
    }

    /// What stands before the first month.
    pub fn opening(&self, row: RowId) -> Decimal {
        self.openings[row.index()]
    }

    /// The value of a figure.
    pub fn figure(&self, figure: FigureId) -> &FigureValue {
        &self.figures[figure.index()]
    }

    /// The inputs that a change would have pushed out of their allowed range, in input order.
    pub fn clamped(&self) -> &[InputId] {
        &self.clamped
    }
}
