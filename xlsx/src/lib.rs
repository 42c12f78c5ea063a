//! The plan as a live workbook, and back.
//!
//! * [`book`] says what a workbook holds, as data: worksheets of cells, each with its formula and
//!   the value that the engine computed.
//! * [`mod@frame`] is the frame that all monthly worksheets share, [`addresses`] the places of a
//!   plan's rows, inputs and figures in it.
//! * [`export`] is what a workbook is made of.
//! * [`foreign`] reads workbooks that somebody else has written or saved.
//!
//! The crate reads a finished [`cittadella_engine::model::Plan`] and its exact
//! [`cittadella_engine::evaluate::Grid`], and writes one formula for each row, copied across the
//! months. It knows worksheets, addresses and number formats; it knows no business rule
//! (`ARCHITECTURE.md` 1 and 2). It matches every variant of the sheet's formulas by name, so that a
//! new operation stops its build. What cannot be written is refused with a [`WorkbookError`];
//! nothing is cut short in silence.

pub mod addresses;
pub mod book;
pub mod export;
pub mod foreign;
pub mod frame;

use std::fmt;

/// Why a workbook cannot be written: a limit of the file format that the plan exceeds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WorkbookError {
    /// A worksheet would need more rows than the format holds.
    TooManyRows {
        /// The worksheet.
        worksheet: String,
        /// How many rows it would need; the format holds 1,048,576.
        rows: usize,
    },
    /// A worksheet would need more columns than the format holds.
    TooManyColumns {
        /// The worksheet.
        worksheet: String,
        /// How many columns it would need; the format holds 16,384.
        columns: usize,
    },
    /// A text is longer than a cell holds.
    TextTooLong {
        /// The key of the row or input.
        key: String,
        /// How many characters it has; a cell holds 32,767.
        characters: usize,
    },
}

impl fmt::Display for WorkbookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WorkbookError::TooManyRows { worksheet, rows } => {
                write!(
                    f,
                    "worksheet `{worksheet}` needs {rows} rows; at most 1,048,576"
                )
            }
            WorkbookError::TooManyColumns { worksheet, columns } => {
                write!(
                    f,
                    "worksheet `{worksheet}` needs {columns} columns; at most 16,384"
                )
            }
            WorkbookError::TextTooLong { key, characters } => {
                write!(
                    f,
                    "the text of `{key}` has {characters} characters; at most 32,767"
                )
            }
        }
    }
}

impl std::error::Error for WorkbookError {}
