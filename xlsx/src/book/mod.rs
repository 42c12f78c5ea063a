//! What a workbook holds, as data: worksheets of cells, names, looks. Nothing here knows the file
//! format, and nothing knows the plan.
//!
//! Every cell of a [`Book`] says its formula *and* the value that the engine computed for it. The
//! writer puts both into the file; `verify` compares both with a file that comes back; the tests
//! let a foreign spreadsheet program compute the formulas and compare with the values.
//!
//! Positions are counted from zero, as in `rust_xlsxwriter`; only [`Cell`]'s `Display` prints the
//! `J12` that people read.

mod address;
mod chart;
mod style;
mod worksheet;

pub use address::{Cell, Place, Range, WorksheetId, column_letters, quoted_name};
pub use chart::{Chart, ChartKind, Ink, Series};
pub use style::{Colour, Look, NumberFormat, Style};
pub use worksheet::{
    Absence, Alarm, Cached, Column, Content, Line, Page, Part, Printing, Validation, Worksheet,
};

/// A whole workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// What the file is called inside.
    pub title: String,
    /// Facts about the file, by name, that survive another program's saving: the hash of the
    /// scenario, the version of the engine.
    pub properties: Vec<(String, String)>,
    /// The worksheets in the order of their tabs; a [`WorksheetId`] is a position here.
    pub worksheets: Vec<Worksheet>,
    /// Names of single cells: one for each input, its TOML path.
    pub names: Vec<(String, Place)>,
}

impl Book {
    /// One worksheet.
    pub fn worksheet(&self, id: WorksheetId) -> &Worksheet {
        &self.worksheets[id.0]
    }

    /// The cell at a place, if anything stands there.
    pub fn part(&self, place: Place) -> Option<&Part> {
        self.worksheet(place.worksheet).cells.get(&place.cell)
    }

    /// The text of a reference to a place from a formula on worksheet `from`: `J12` on the same
    /// worksheet, `Leases!J12` from another one.
    pub fn reference(&self, from: WorksheetId, place: Place) -> String {
        let cell = place.cell.to_string();
        self.qualified(from, place.worksheet, &cell)
    }

    /// A text such as `$J12:$BQ12` with the worksheet in front where it is another one.
    pub fn qualified(&self, from: WorksheetId, worksheet: WorksheetId, text: &str) -> String {
        if from == worksheet {
            text.to_owned()
        } else {
            format!("{}!{text}", self.worksheet(worksheet).quoted_name())
        }
    }
}
