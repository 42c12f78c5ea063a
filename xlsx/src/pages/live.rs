//! A formula of a page together with the value that the engine computed for it.

use cittadella_engine::calendar::YearMonth;
use cittadella_engine::quantity::{Decimal, to_float};

use crate::book::{Cached, Cell, Content};

/// A formula without its `=`, and its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Live {
    formula: String,
    value: Value,
}

/// What a formula yields.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
}

impl Live {
    /// A formula that yields a number.
    pub(super) fn number(formula: impl Into<String>, value: Decimal) -> Live {
        Live {
            formula: formula.into(),
            value: Value::Number(value),
        }
    }

    /// A formula that yields a text.
    pub(super) fn text(formula: impl Into<String>, value: impl Into<String>) -> Live {
        Live {
            formula: formula.into(),
            value: Value::Text(value.into()),
        }
    }

    /// The number; 0 of a text.
    pub(super) fn amount(&self) -> Decimal {
        match &self.value {
            Value::Number(number) => *number,
            Value::Text(_) => Decimal::ZERO,
        }
    }

    /// The formula, for one that contains it.
    pub(super) fn formula(&self) -> &str {
        &self.formula
    }

    /// What the cell holds.
    pub(super) fn content(self) -> Content {
        let cached = match self.value {
            Value::Number(number) => Cached::Number(finite(number)),
            Value::Text(text) => Cached::Text(text),
        };
        Content::Formula(self.formula, cached)
    }
}

/// A number as a cell holds it: never a negative zero.
pub(super) fn finite(number: Decimal) -> f64 {
    if number.is_zero() {
        0.0
    } else {
        to_float(number)
    }
}

/// A cell of the page under construction with its number, for the formulas that read it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    /// Where it stands.
    pub(super) cell: Cell,
    /// Its value.
    pub(super) amount: Decimal,
}

/// The sum of a block of cells in one row or one column, which stand beside each other.
///
/// # Panics
/// If there is none.
pub(super) fn sum(spots: &[Spot]) -> Live {
    let (first, last) = (spots[0].cell, spots[spots.len() - 1].cell);
    let total = spots.iter().map(|spot| spot.amount).sum();
    Live::number(format!("SUM({first}:{last})"), total)
}

/// The difference of two cells, to the cent.
pub(super) fn difference(of: Spot, less: Spot) -> Live {
    let value = of.amount - less.amount;
    Live::number(
        format!("ROUND({}-{},2)", of.cell, less.cell),
        cittadella_engine::quantity::to_cents(value),
    )
}

/// The last day of a month as a cell holds it.
pub(super) fn serial(month: YearMonth) -> Decimal {
    Decimal::from(crate::calculations::serial(month))
}
