//! The exact reading: every cell in decimal arithmetic.

use std::fmt;

use super::cells::Cells;
use super::figures;
use super::{Case, Grid};
use crate::calendar::Month;
use crate::sheet::{InputId, RowId, Sheet};

/// Computes every cell and figure of a sheet in one case.
///
/// Every value is a decimal of up to 28 digits; sums, differences and products of amounts in cents
/// are exact, a quotient is rounded in its 28th digit. Rows are evaluated in the sheet's
/// [`Order`](crate::sheet::Order), month by month; what each operation means is said on
/// [`Formula`](crate::sheet::Formula).
///
/// # Errors
/// [`Overflow`] where a number exceeds what a decimal holds (about 7.9·10²⁸): absurd amounts do
/// that, never a bug of the sheet. A figure that exceeds it is merely absent, with that reason.
///
/// # Panics
/// Where a lag takes a value that its declared support lacks, or a divisor that was declared
/// nonzero is zero: mistakes of the code that built the sheet.
pub fn exact(sheet: &Sheet, case: &Case) -> Result<Grid, Overflow> {
    let mut cells = Cells::new(sheet, case)?;
    cells.compute()?;
    let mut grid = cells.into_grid();
    grid.figures = figures::compute(sheet, case, &grid);
    Ok(grid)
}

/// A number too large for a decimal, and where it arose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overflow {
    /// In an input, after its changes.
    Input(InputId),
    /// In a row, in a month.
    Cell(RowId, Month),
}

impl Overflow {
    /// What a user is told: the key of the number and, of a row, the month.
    pub fn describe(&self, sheet: &Sheet) -> String {
        let limit = "exceeds 7.9e28, the largest number that can be computed with";
        match *self {
            Overflow::Input(input) => format!("`{}` {limit}", sheet.input(input).key),
            Overflow::Cell(row, month) => format!(
                "`{}` in {} {limit}",
                sheet.row(row).key(),
                sheet.timeline().calendar_month(month)
            ),
        }
    }
}

impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Overflow::Input(input) => write!(f, "input {input} overflows"),
            Overflow::Cell(row, month) => write!(f, "row {row} overflows in month {}", month.0 + 1),
        }
    }
}

impl std::error::Error for Overflow {}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
