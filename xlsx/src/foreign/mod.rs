//! Reading workbooks that somebody else has written or saved.
//!
//! A foreign file is hostile until shown otherwise: a few kilobytes can unpack to gigabytes, or
//! declare a cell so far away that a reader asks for more memory than the machine has, which ends
//! the process instead of returning an error. So [`Workbook::open`] first walks through the whole
//! package (`guard`) and only then lets `calamine` parse it, cell by cell; nothing is ever
//! laid out as a rectangle.

mod compare;
mod examine;
mod formula_text;
mod guard;
mod inside;
mod rebuild;
mod refusal;
mod worksheet;

#[cfg(test)]
mod hostile_tests;

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx, XlsxCellReader, XlsxFormulaMetadata, expand_shared_formula};

pub use compare::{Comparison, Difference, Kind, compare, shown_value};
pub use examine::{Examined, NotExamined, examine, overlay};
pub use inside::Inside;
pub use rebuild::NotRebuilt;
pub use refusal::Refusal;
pub use worksheet::worksheet;

/// A workbook that passed the guard.
pub struct Workbook {
    xlsx: Xlsx<Cursor<Vec<u8>>>,
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.xlsx.sheet_names();
        f.debug_struct("Workbook")
            .field("worksheets", &names)
            .finish_non_exhaustive()
    }
}

/// A cell that holds something; row and column are counted from zero.
#[derive(Debug, Clone, PartialEq)]
pub struct ForeignCell {
    /// The row.
    pub row: u32,
    /// The column.
    pub column: u16,
    /// The value, of a formula the one that is stored beside it.
    pub value: ForeignValue,
    /// The formula without its `=`.
    pub formula: Option<String>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum ForeignValue {
    /// Nothing: a formula beside which no value is stored.
    Nothing,
    /// A text.
    Text(String),
    /// A number; of a cell that shows a date, its serial number.
    Number(f64),
    /// A day as text, `2025-03-01`: how some programs store dates.
    Day(String),
    /// True or false.
    Boolean(bool),
    /// An error such as `#REF!`.
    Error(String),
}

impl Workbook {
    /// Checks the bytes of a file and opens it.
    ///
    /// # Errors
    /// Where it is no workbook that may be read.
    pub fn open(bytes: Vec<u8>) -> Result<Workbook, Refusal> {
        guard::check(&bytes)?;
        let xlsx = Xlsx::new(Cursor::new(bytes));
        Ok(Workbook {
            xlsx: xlsx.map_err(malformed)?,
        })
    }

    /// The names of the worksheets, in the order of their tabs.
    pub fn worksheet_names(&self) -> Vec<String> {
        self.xlsx.sheet_names()
    }

    /// The defined names with what they refer to, such as `'Inputs funding'!$D$12`.
    pub fn defined_names(&self) -> &[(String, String)] {
        self.xlsx.defined_names()
    }

    /// A fact about the file that its writer noted under a name of its own.
    ///
    /// # Errors
    /// Where the part that holds them is malformed.
    pub fn property(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let properties = self.xlsx.workbook_properties().map_err(malformed)?;
        Ok(properties.custom_properties.get(name).cloned())
    }

    /// Hands every cell of a worksheet that holds something to `take`, in the order of the file.
    ///
    /// # Errors
    /// Where the worksheet is malformed.
    pub fn cells(&mut self, name: &str, mut take: impl FnMut(ForeignCell)) -> Result<(), Refusal> {
        let mut reader = self.reader(name)?;
        let mut shared: HashMap<usize, (String, (u32, u32))> = HashMap::new();
        while let Some(record) = reader
            .next_cell_with_formula_metadata()
            .map_err(malformed)?
        {
            let formula = match record.formula {
                None => None,
                Some(XlsxFormulaMetadata::Normal { formula }) => Some(formula),
                Some(XlsxFormulaMetadata::Shared {
                    shared_index,
                    formula,
                    ..
                }) => {
                    shared.insert(shared_index, (formula.clone(), record.pos));
                    Some(formula)
                }
                Some(XlsxFormulaMetadata::SharedDerived { shared_index }) => {
                    let (template, start) = shared
                        .get(&shared_index)
                        .ok_or_else(|| Refusal::Malformed(format!("formula {shared_index}")))?;
                    let formula = expand_shared_formula(template, *start, record.pos);
                    Some(formula.map_err(malformed)?)
                }
                // The enum of the reading library may grow.
                Some(_) => Some(String::new()),
            };
            let value = value(record.value);
            if formula.is_none() && value == ForeignValue::Nothing {
                continue;
            }
            let (row, column) = place(record.pos)?;
            take(ForeignCell {
                row,
                column,
                value,
                formula,
            });
        }
        Ok(())
    }

    fn reader(&mut self, name: &str) -> Result<XlsxCellReader<'_, Cursor<Vec<u8>>>, Refusal> {
        self.xlsx.worksheet_cells_reader(name).map_err(malformed)
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what `map_err` hands over"
)]
fn malformed(error: calamine::XlsxError) -> Refusal {
    Refusal::Malformed(error.to_string())
}

/// A place within the format: cells may stand without an address, and are then counted.
fn place((row, column): (u32, u32)) -> Result<(u32, u16), Refusal> {
    let column = u16::try_from(column).ok().filter(|at| *at < guard::COLUMNS);
    match column {
        Some(column) if row < guard::ROWS => Ok((row, column)),
        Some(_) | None => Err(Refusal::BadAddress(format!("{row}:{column:?}"))),
    }
}

fn value(value: DataRef<'_>) -> ForeignValue {
    match value {
        DataRef::Empty => ForeignValue::Nothing,
        #[expect(
            clippy::cast_precision_loss,
            reason = "a cell holds a binary number; this kind is for other formats"
        )]
        DataRef::Int(number) => ForeignValue::Number(number as f64),
        DataRef::Float(number) => ForeignValue::Number(number),
        DataRef::DateTime(date) => ForeignValue::Number(date.as_f64()),
        DataRef::String(text) => ForeignValue::Text(text),
        DataRef::SharedString(text) => ForeignValue::Text(text.to_owned()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => ForeignValue::Day(text),
        DataRef::Bool(value) => ForeignValue::Boolean(value),
        DataRef::Error(error) => ForeignValue::Error(error.to_string()),
    }
}
