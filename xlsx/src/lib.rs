//! The plan as a live workbook, and back.
//!
//! * [`mod@book`] says what a workbook holds, as data: worksheets of cells, each with its formula and
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
mod calculations;
pub mod export;
mod figures;
pub mod foreign;
pub mod formula;
pub mod frame;
pub mod inputs;
pub mod layout;
pub mod names;
pub mod setting;
pub mod tabs;
mod workbook;
pub mod write;

pub use workbook::{book, scenario_hash};
pub mod pages;

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
    /// A formula reads more constants than stand beside it.
    TooManyConstants {
        /// The key of the row.
        key: String,
        /// How many it reads; three stand beside it.
        constants: usize,
    },
    /// A date lies before January 1900, the first month that a cell can hold.
    DateTooEarly {
        /// The key of the input.
        key: String,
    },
    /// A present value or a rate of return is asked of a row that is absent in some months.
    FlowAbsent {
        /// The key of the row.
        key: String,
    },
    /// A formula is longer than a cell holds.
    FormulaTooLong {
        /// The worksheet and the cell.
        cell: String,
        /// How many characters it has; a cell holds 8,192.
        characters: usize,
    },
    /// The library that writes the file refuses something: a mistake of ours.
    Refused {
        /// What it says.
        reason: String,
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
            WorkbookError::TooManyConstants { key, constants } => {
                write!(
                    f,
                    "the formula of `{key}` reads {constants} constants; at most 3"
                )
            }
            WorkbookError::DateTooEarly { key } => {
                write!(
                    f,
                    "the date `{key}` lies before 1900, which no cell can hold"
                )
            }
            WorkbookError::FlowAbsent { key } => {
                write!(
                    f,
                    "`{key}` is absent in some months, so it has no rate of return"
                )
            }
            WorkbookError::FormulaTooLong { cell, characters } => {
                write!(
                    f,
                    "the formula in {cell} has {characters} characters; at most 8,192"
                )
            }
            WorkbookError::Refused { reason } => f.write_str(reason),
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
