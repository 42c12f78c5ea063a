//! Formulas: the closed set of operations, and the operators that build them.
//!
//! A formula is written with ordinary operators on row and input handles:
//!
//! ```
//! use cittadella_engine::sheet::{max, number, InputId, RowId, Term};
//! # fn f(balance: RowId, rate: InputId, days: RowId, basis: InputId) {
//! let interest = (balance.previous() * rate * days).over(basis).to_cents();
//! let shortfall = max(number(0.into()), balance.previous() - interest);
//! # let _ = shortfall; }
//! ```

use std::ops::{Add, Mul, Sub};

use super::list::{KeyColumn, ListId, Rank, TagId};
use super::{InputId, RowId};
use crate::quantity::{Decimal, Unit, Whole};

/// A fact of the calendar, the same in every plan with the same timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CalendarRow {
    /// 1 in the first month, 2 in the second.
    MonthNumber,
    /// 1 (January) to 12.
    MonthOfYear,
    /// The calendar year, which is the fiscal year.
    Year,
    /// 28 to 31.
    DaysInMonth,
}

/// An operation on one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// The absolute value.
    Abs,
    /// The greatest whole number not above the value, which is first rounded to nine decimals.
    Floor,
    /// Whole cents: see [`crate::quantity::to_cents`].
    ToCents,
    /// Rounded half away from zero to this many decimals.
    RoundTo(u32),
}

/// An operation on two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// The sum.
    Add,
    /// The difference.
    Subtract,
    /// The product.
    Multiply,
    /// The lesser.
    Min,
    /// The greater.
    Max,
    /// `a − b × floor(a / b)` with `a` first rounded to nine decimals; 0 where b is 0.
    Modulo,
    /// `a` to the power `b`; 0 where no real number exists (`a` negative and `b` fractional, or `a`
    /// zero and `b` negative). With a fractional `b` the result holds 20 significant digits: see
    /// [`crate::quantity::power`].
    Power,
}

/// A comparison, which yields 1 or 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `a < b`
    Less,
    /// `a <= b`
    AtMost,
    /// `a > b`
    Greater,
    /// `a >= b`
    AtLeast,
    /// `a = b`
    Equal,
    /// `a <> b`
    NotEqual,
}

/// The rounding of a difference before it is compared with zero. The builder sets it by unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareScale {
    /// Money: `to_cents(a − b)`.
    Cents,
    /// Anything else: `a − b` rounded to nine decimals.
    NineDecimals,
}

/// What a division yields where the divisor is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenZero {
    /// The divisor cannot be zero: a constant, a calendar row, an input bounded above zero.
    Impossible,
    /// This value.
    Yields(Decimal),
}

/// The finite set of whole months that a lag may take, known when the sheet is built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support(Vec<u32>);

impl Support {
    /// How many points a support may have.
    pub const POINTS_MAX: usize = 16;

    /// A support from its points, in any order; `None` where there are none or too many.
    pub fn new(points: impl IntoIterator<Item = u32>) -> Option<Support> {
        let mut points: Vec<u32> = points.into_iter().collect();
        points.sort_unstable();
        points.dedup();
        (!points.is_empty() && points.len() <= Support::POINTS_MAX).then_some(Support(points))
    }

    /// The support of a lag that nothing varies.
    pub fn only(point: u32) -> Support {
        Support(vec![point])
    }

    /// The points, ascending.
    pub fn points(&self) -> &[u32] {
        &self.0
    }

    /// The least point: at 0 a delayed row reads the amount of its own month.
    pub fn least(&self) -> u32 {
        self.0[0]
    }

    /// A lag as it is used: rounded half up to a whole month, never negative.
    pub fn settle(lag: Decimal) -> Decimal {
        Whole::Yes.settle(lag).max(Decimal::ZERO)
    }

    /// The support with every point `months` later.
    pub fn plus(&self, months: u32) -> Support {
        Support(self.0.iter().map(|point| point + months).collect())
    }
}

/// The formula of a row: an expression over this month, earlier months and, through
/// [`Formula::Leading`] alone, later ones.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// A number with a unit. Zero fits every unit.
    Constant(Decimal, Unit),
    /// A fact of the calendar.
    Calendar(CalendarRow),
    /// An input's value in this month.
    Input(InputId),
    /// A row's value in this month.
    Row(RowId),
    /// A row's value in the month before; in the first month its opening value.
    Previous(RowId),
    /// A row's value `months` (at least 1) ago; up to month `months` its opening value.
    Lag {
        /// The row read.
        row: RowId,
        /// How many months ago, at least 1.
        months: u32,
    },
    /// The amounts of `row` whose month plus lag is this month: what was claimed `lag` months ago
    /// and is paid now. The lag is read in the month of the amount, rounded half up to a whole month
    /// and never negative ([`Support::settle`]). What falls after the plan never arrives.
    DelayedBy {
        /// The amounts, each in the month in which it arises.
        row: RowId,
        /// The lag in whole months, one value for each month in which an amount arises.
        lag: RowId,
        /// Every value that the lag can take.
        support: Support,
    },
    /// The sum of the `months` months after this one. Absent where the window passes the end: the
    /// number is 0 there, and the row names the flag by which it applies.
    Leading {
        /// The row summed.
        row: RowId,
        /// The length of the window.
        months: u32,
    },
    /// The sum from January to this month.
    YearToDate(RowId),
    /// The sum of this month and the `months − 1` before. Absent until `months` months exist: the
    /// number is 0 there, and the row names the flag by which it applies.
    Trailing {
        /// The row summed.
        row: RowId,
        /// The length of the window.
        months: u32,
    },
    /// The sum from the first month to this one, on top of the summing row's opening value.
    RunningTotal(RowId),
    /// The sum of the entries of a list that carry a key.
    ListSum {
        /// The list.
        list: ListId,
        /// The key column that is compared.
        column: KeyColumn,
        /// The key.
        tag: TagId,
        /// Only entries of ranks below this one, or all.
        below: Option<Rank>,
    },
    /// An operation on one value.
    Unary(UnaryOp, Box<Formula>),
    /// An operation on two values.
    Binary(BinaryOp, Box<Formula>, Box<Formula>),
    /// The first value divided by the second.
    Divide(Box<Formula>, Box<Formula>, WhenZero),
    /// 1 where the comparison holds, else 0.
    Compare(CompareOp, CompareScale, Box<Formula>, Box<Formula>),
    /// The second value where the first is not 0, else the third. Both are evaluated.
    Select(Box<Formula>, Box<Formula>, Box<Formula>),
}

/// An input or a plain number, where either will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputOrNumber {
    /// An input.
    Input(InputId),
    /// A number.
    Number(Decimal),
}

impl From<InputId> for InputOrNumber {
    fn from(input: InputId) -> InputOrNumber {
        InputOrNumber::Input(input)
    }
}

impl From<Decimal> for InputOrNumber {
    fn from(value: Decimal) -> InputOrNumber {
        InputOrNumber::Number(value)
    }
}

/// A pure number, or zero of any unit.
pub fn number(value: Decimal) -> Formula {
    Formula::Constant(value, Unit::Ratio)
}

/// A number with a unit: `number_of(1, Unit::Months)`.
pub fn number_of(value: impl Into<Decimal>, unit: Unit) -> Formula {
    Formula::Constant(value.into(), unit)
}

/// The lesser of two values.
pub fn min(a: impl Into<Formula>, b: impl Into<Formula>) -> Formula {
    binary(BinaryOp::Min, a, b)
}

/// The greater of two values.
pub fn max(a: impl Into<Formula>, b: impl Into<Formula>) -> Formula {
    binary(BinaryOp::Max, a, b)
}

/// `yes` where `flag` is not 0, else `no`.
pub fn select(
    flag: impl Into<Formula>,
    yes: impl Into<Formula>,
    no: impl Into<Formula>,
) -> Formula {
    Formula::Select(
        Box::new(flag.into()),
        Box::new(yes.into()),
        Box::new(no.into()),
    )
}

fn binary(op: BinaryOp, a: impl Into<Formula>, b: impl Into<Formula>) -> Formula {
    Formula::Binary(op, Box::new(a.into()), Box::new(b.into()))
}

fn compare(op: CompareOp, a: impl Into<Formula>, b: impl Into<Formula>) -> Formula {
    // The builder replaces the scale once it knows the unit of both sides.
    Formula::Compare(
        op,
        CompareScale::NineDecimals,
        Box::new(a.into()),
        Box::new(b.into()),
    )
}

/// What can stand in a formula: a row, an input, a formula.
pub trait Term: Into<Formula> + Sized {
    /// Whole cents.
    fn to_cents(self) -> Formula {
        Formula::Unary(UnaryOp::ToCents, Box::new(self.into()))
    }

    /// Rounded half away from zero to this many decimals.
    fn round_to(self, decimals: u32) -> Formula {
        Formula::Unary(UnaryOp::RoundTo(decimals), Box::new(self.into()))
    }

    /// The absolute value.
    fn abs(self) -> Formula {
        Formula::Unary(UnaryOp::Abs, Box::new(self.into()))
    }

    /// The greatest whole number not above the value.
    fn floor(self) -> Formula {
        Formula::Unary(UnaryOp::Floor, Box::new(self.into()))
    }

    /// The remainder of a division, with the sign of the divisor.
    fn modulo(self, divisor: impl Into<Formula>) -> Formula {
        binary(BinaryOp::Modulo, self, divisor)
    }

    /// This value to a power.
    fn power(self, exponent: impl Into<Formula>) -> Formula {
        binary(BinaryOp::Power, self, exponent)
    }

    /// Divided by something that cannot be zero (the verifier checks that it cannot).
    fn over(self, divisor: impl Into<Formula>) -> Formula {
        Formula::Divide(
            Box::new(self.into()),
            Box::new(divisor.into()),
            WhenZero::Impossible,
        )
    }

    /// Divided by something that may be zero, in which case the result is `if_zero`.
    fn over_or(self, divisor: impl Into<Formula>, if_zero: Decimal) -> Formula {
        Formula::Divide(
            Box::new(self.into()),
            Box::new(divisor.into()),
            WhenZero::Yields(if_zero),
        )
    }

    /// 1 where this value is below the other.
    fn less(self, other: impl Into<Formula>) -> Formula {
        compare(CompareOp::Less, self, other)
    }

    /// 1 where this value is the other or below it.
    fn at_most(self, other: impl Into<Formula>) -> Formula {
        compare(CompareOp::AtMost, self, other)
    }

    /// 1 where this value is above the other.
    fn greater(self, other: impl Into<Formula>) -> Formula {
        compare(CompareOp::Greater, self, other)
    }

    /// 1 where this value is the other or above it.
    fn at_least(self, other: impl Into<Formula>) -> Formula {
        compare(CompareOp::AtLeast, self, other)
    }

    /// 1 where the two are equal.
    fn equals(self, other: impl Into<Formula>) -> Formula {
        compare(CompareOp::Equal, self, other)
    }

    /// 1 where the two differ.
    fn differs(self, other: impl Into<Formula>) -> Formula {
        compare(CompareOp::NotEqual, self, other)
    }
}

impl Term for Formula {}
impl Term for RowId {}
impl Term for InputId {}
impl Term for CalendarRow {}

impl RowId {
    /// The value of the month before; in the first month the opening value.
    pub fn previous(self) -> Formula {
        Formula::Previous(self)
    }

    /// The value `months` (at least 1) ago.
    pub fn lag(self, months: u32) -> Formula {
        Formula::Lag { row: self, months }
    }

    /// The sum of the `months` months after this one.
    pub fn leading(self, months: u32) -> Formula {
        Formula::Leading { row: self, months }
    }

    /// The sum of this month and the `months − 1` before it.
    pub fn trailing(self, months: u32) -> Formula {
        Formula::Trailing { row: self, months }
    }

    /// The sum from January to this month.
    pub fn year_to_date(self) -> Formula {
        Formula::YearToDate(self)
    }

    /// The sum from the first month to this one.
    pub fn running_total(self) -> Formula {
        Formula::RunningTotal(self)
    }

    /// Each month's amount, `lag` months later; the lag is read in the amount's month.
    pub fn delayed_by(self, lag: RowId, support: Support) -> Formula {
        Formula::DelayedBy {
            row: self,
            lag,
            support,
        }
    }
}

impl From<RowId> for Formula {
    fn from(row: RowId) -> Formula {
        Formula::Row(row)
    }
}

impl From<InputId> for Formula {
    fn from(input: InputId) -> Formula {
        Formula::Input(input)
    }
}

impl From<CalendarRow> for Formula {
    fn from(row: CalendarRow) -> Formula {
        Formula::Calendar(row)
    }
}

/// Plain arithmetic for every kind of term on the left.
macro_rules! arithmetic {
    ($($left:ty),*) => {$(
        impl<Right: Into<Formula>> Add<Right> for $left {
            type Output = Formula;
            fn add(self, other: Right) -> Formula {
                binary(BinaryOp::Add, self, other)
            }
        }
        impl<Right: Into<Formula>> Sub<Right> for $left {
            type Output = Formula;
            fn sub(self, other: Right) -> Formula {
                binary(BinaryOp::Subtract, self, other)
            }
        }
        impl<Right: Into<Formula>> Mul<Right> for $left {
            type Output = Formula;
            fn mul(self, other: Right) -> Formula {
                binary(BinaryOp::Multiply, self, other)
            }
        }
    )*};
}
arithmetic!(Formula, RowId, InputId, CalendarRow);

impl Formula {
    /// The formulas directly inside this one, left to right.
    pub fn operands(&self) -> Vec<&Formula> {
        match self {
            Formula::Constant(..)
            | Formula::Calendar(_)
            | Formula::Input(_)
            | Formula::Row(_)
            | Formula::Previous(_)
            | Formula::Lag { .. }
            | Formula::DelayedBy { .. }
            | Formula::Leading { .. }
            | Formula::YearToDate(_)
            | Formula::Trailing { .. }
            | Formula::RunningTotal(_)
            | Formula::ListSum { .. } => Vec::new(),
            Formula::Unary(_, a) => vec![a],
            Formula::Binary(_, a, b) | Formula::Divide(a, b, _) | Formula::Compare(_, _, a, b) => {
                vec![a, b]
            }
            Formula::Select(flag, yes, no) => vec![flag, yes, no],
        }
    }

    /// The rows that this formula reads by itself, in any month; not the entries of a list, nor
    /// what its operands read.
    pub fn rows_read(&self) -> Vec<RowId> {
        match self {
            Formula::Row(row)
            | Formula::Previous(row)
            | Formula::Lag { row, .. }
            | Formula::Leading { row, .. }
            | Formula::YearToDate(row)
            | Formula::Trailing { row, .. }
            | Formula::RunningTotal(row) => vec![*row],
            Formula::DelayedBy { row, lag, .. } => vec![*row, *lag],
            Formula::Constant(..)
            | Formula::Calendar(_)
            | Formula::Input(_)
            | Formula::ListSum { .. }
            | Formula::Unary(..)
            | Formula::Binary(..)
            | Formula::Divide(..)
            | Formula::Compare(..)
            | Formula::Select(..) => Vec::new(),
        }
    }

    /// Calls `visit` on this formula and on everything inside it, outermost first.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Formula)) {
        visit(self);
        for operand in self.operands() {
            operand.walk(visit);
        }
    }
}
