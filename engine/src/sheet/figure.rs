//! Figures: scalars read off rows.

use super::formula::BinaryOp;
use super::key::{Key, dense_id};
use super::row::{Origin, RowId};
use super::{InputId, Rank};
use crate::quantity::{Decimal, Unit};
use crate::wording::Label;

dense_id!(
    /// A figure of one sheet.
    FigureId,
    "f"
);

/// The months that a figure looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// The months that statements show.
    Shown,
    /// Every computed month, the tail included.
    Computed,
}

/// How a figure is read off the rows. Months in which a row is absent are skipped.
#[derive(Debug, Clone, PartialEq)]
pub enum FigureFormula {
    /// A number.
    Constant(Decimal, Unit),
    /// A scalar input.
    Input(InputId),
    /// Another figure; absent where it is.
    Figure(FigureId),
    /// The sum of a row's values.
    Sum(RowId, Span),
    /// The least value; absent where the row has none.
    Min(RowId, Span),
    /// The greatest value; absent where the row has none.
    Max(RowId, Span),
    /// The value of the last month; absent where the row is absent there.
    Last(RowId, Span),
    /// The value in the month with this number (1 is the first); absent outside the plan.
    At(RowId, i32),
    /// The month number of the first 1 of a flag row; absent where there is none.
    FirstMonthWhere(RowId, Span),
    /// The month number of the least value, the first one where several are equal.
    MonthOfMin(RowId, Span),
    /// The month number of the greatest value, the first one where several are equal.
    MonthOfMax(RowId, Span),
    /// The net present value at the start of the first month of the span; each amount falls at the
    /// end of its month; the rate is effective a year, discounted by `(1 + rate)^(months / 12)`.
    Npv {
        /// The flow, inflows positive.
        flow: RowId,
        /// The yearly rate; 0.065 is 6.5 %.
        rate: Box<FigureFormula>,
        /// The months.
        span: Span,
    },
    /// The internal rate of return a year, effective: `(1 + monthly)^12 − 1`. Absent with a reason
    /// where there is none; marked where there are several.
    Irr(RowId, Span),
    /// Arithmetic on figures; absent where an operand is, or where a divisor is zero.
    Arithmetic(BinaryOp, Box<FigureFormula>, Box<FigureFormula>),
    /// The first figure divided by the second; absent where that is zero.
    Quotient(Box<FigureFormula>, Box<FigureFormula>),
}

impl FigureFormula {
    /// The figures that this one reads directly.
    pub fn figures_read(&self) -> Vec<FigureId> {
        match self {
            FigureFormula::Figure(figure) => vec![*figure],
            FigureFormula::Npv { rate, .. } => rate.figures_read(),
            FigureFormula::Arithmetic(_, a, b) | FigureFormula::Quotient(a, b) => {
                let mut figures = a.figures_read();
                figures.extend(b.figures_read());
                figures
            }
            FigureFormula::Constant(..)
            | FigureFormula::Input(_)
            | FigureFormula::Sum(..)
            | FigureFormula::Min(..)
            | FigureFormula::Max(..)
            | FigureFormula::Last(..)
            | FigureFormula::At(..)
            | FigureFormula::FirstMonthWhere(..)
            | FigureFormula::MonthOfMin(..)
            | FigureFormula::MonthOfMax(..)
            | FigureFormula::Irr(..) => Vec::new(),
        }
    }
}

/// A scalar read off rows: lowest cash, month of self-sufficiency, internal rate of return.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub(super) key: Key,
    pub(super) label: Label,
    pub(super) unit: Unit,
    pub(super) formula: FigureFormula,
    pub(super) origin: Origin,
}

impl Figure {
    /// A figure with its formula.
    pub fn new(
        key: impl Into<Key>,
        label: Label,
        unit: Unit,
        formula: FigureFormula,
        origin: Origin,
    ) -> Figure {
        Figure {
            key: key.into(),
            label,
            unit,
            formula,
            origin,
        }
    }

    /// The dotted name.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// What it is called, in both languages.
    pub fn label(&self) -> &Label {
        &self.label
    }

    /// The unit of the value.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// How it is read off the rows.
    pub fn formula(&self) -> &FigureFormula {
        &self.formula
    }

    /// Where it comes from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }
}

impl Rank {
    /// The rank just above this one, for sums that include it.
    pub fn next(self) -> Rank {
        Rank(self.0 + 1)
    }
}
