//! Dimensions of formulas: what may be added to what.

use super::{BinaryOp, CalendarRow, CompareScale, Formula, Input, List, UnaryOp};
use crate::quantity::{Dimension, Unit};

/// The dimension of a formula, or `None` for a zero, which fits every unit.
pub(super) type Inferred = Option<Dimension>;

/// Looks up the units of rows and inputs while formulas are checked.
pub(super) struct Units<'a> {
    pub(super) rows: &'a [Unit],
    pub(super) inputs: &'a [Input],
    pub(super) lists: &'a [List],
}

impl Units<'_> {
    /// Infers the dimension of a formula and sets the scale of each comparison in it.
    ///
    /// # Errors
    /// A sentence that names the two dimensions that do not fit.
    pub(super) fn infer(&self, formula: &mut Formula) -> Result<Inferred, String> {
        match formula {
            Formula::Constant(value, unit) => Ok((!value.is_zero()).then_some(unit.dimension())),
            Formula::Calendar(row) => Ok(Some(calendar_unit(*row).dimension())),
            Formula::Input(input) => Ok(Some(self.inputs[input.index()].unit.dimension())),
            Formula::Row(row)
            | Formula::Previous(row)
            | Formula::Lag { row, .. }
            | Formula::Leading { row, .. }
            | Formula::YearToDate(row)
            | Formula::Trailing { row, .. }
            | Formula::RunningTotal(row) => Ok(Some(self.row(row.index()))),
            Formula::DelayedBy { row, lag, .. } => {
                let months = self.row(lag.index());
                if months != Unit::Months.dimension() {
                    return Err(format!("a lag is measured in {months}, not in months"));
                }
                Ok(Some(self.row(row.index())))
            }
            Formula::ListSum {
                list,
                column,
                tag,
                below,
            } => {
                let entries = self.lists[list.index()].entries_below(*below).iter();
                entries
                    .filter(|entry| entry.tag(*column) == Some(*tag))
                    .map(|entry| Some(self.row(entry.amount.index())))
                    .try_fold(None, |sum, entry| same(sum, entry, "added in one list"))
            }
            Formula::Unary(UnaryOp::ToCents, inner) => {
                let inner = self.infer(inner)?;
                same(inner, Some(Unit::Euro.dimension()), "rounded to cents")
            }
            Formula::Unary(UnaryOp::Abs | UnaryOp::Floor | UnaryOp::RoundTo(_), inner) => {
                self.infer(inner)
            }
            Formula::Binary(op, a, b) => {
                let (a, b) = (self.infer(a)?, self.infer(b)?);
                combine(*op, a, b)
            }
            Formula::Divide(a, b, _) => {
                let (a, b) = (self.infer(a)?, self.infer(b)?);
                Ok(a.map(|a| a.over(b.unwrap_or(Dimension::NONE))))
            }
            Formula::Compare(_, scale, a, b) => {
                let (a, b) = (self.infer(a)?, self.infer(b)?);
                let compared = same(a, b, "compared")?;
                *scale = if compared == Some(Unit::Euro.dimension()) {
                    CompareScale::Cents
                } else {
                    CompareScale::NineDecimals
                };
                Ok(Some(Dimension::NONE))
            }
            Formula::Select(flag, yes, no) => {
                let flag = self.infer(flag)?;
                same(flag, Some(Dimension::NONE), "used as a flag")?;
                let (yes, no) = (self.infer(yes)?, self.infer(no)?);
                same(yes, no, "chosen between")
            }
        }
    }

    fn row(&self, index: usize) -> Dimension {
        self.rows[index].dimension()
    }
}

/// The unit of a calendar row.
pub(super) fn calendar_unit(row: CalendarRow) -> Unit {
    match row {
        CalendarRow::MonthNumber => Unit::MonthNumber,
        CalendarRow::MonthOfYear | CalendarRow::Year => Unit::Ordinal,
        CalendarRow::DaysInMonth => Unit::Days,
    }
}

pub(super) fn combine(op: BinaryOp, a: Inferred, b: Inferred) -> Result<Inferred, String> {
    match op {
        BinaryOp::Add | BinaryOp::Subtract => same(a, b, "added"),
        BinaryOp::Min | BinaryOp::Max => same(a, b, "compared"),
        BinaryOp::Modulo => same(a, b, "divided with a remainder"),
        BinaryOp::Multiply => Ok(a.zip(b).map(|(a, b)| a.times(b))),
        BinaryOp::Power => {
            same(a, Some(Dimension::NONE), "raised to a power")?;
            same(b, Some(Dimension::NONE), "used as an exponent")?;
            Ok(Some(Dimension::NONE))
        }
    }
}

/// The common dimension of two, or the sentence that says that they have none.
pub(super) fn same(a: Inferred, b: Inferred, verb: &str) -> Result<Inferred, String> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => Err(format!("`{a}` and `{b}` cannot be {verb}")),
        (a, b) => Ok(a.or(b)),
    }
}
