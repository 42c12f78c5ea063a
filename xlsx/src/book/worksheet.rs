//! One worksheet.

use std::collections::BTreeMap;

use cittadella_engine::calendar::YearMonth;

use super::address::{Cell, Place, Range, quoted_name};
use super::chart::Chart;
use super::style::{Colour, Style};

/// One worksheet: cells, and what surrounds them.
#[derive(Debug, Clone, PartialEq)]
pub struct Worksheet {
    /// The tab: at most 31 characters.
    pub name: String,
    /// The colour of the tab.
    pub colour: Colour,
    /// The cells that hold something, row by row.
    pub cells: BTreeMap<Cell, Part>,
    /// Widths and outline levels of columns.
    pub columns: Vec<Column>,
    /// Heights and outline levels of rows, where they differ from the usual.
    pub lines: BTreeMap<u32, Line>,
    /// The cell whose left and upper neighbours stay in sight.
    pub frozen: Option<Cell>,
    /// The column before which a thick line stands: the first month after the shown ones.
    pub divider: Option<u16>,
    /// How it is printed.
    pub printing: Printing,
    /// What may be typed into input cells, from the first cell to the last one of a block.
    pub validations: Vec<(Cell, Cell, Validation)>,
    /// Ranges that turn red (and say so in words already) while another text than OK stands there.
    pub alarms: Vec<Alarm>,
    /// Ranges that read "n.m." cell by cell, where the cell beside which they stand holds 0.
    pub absences: Vec<Absence>,
    /// Charts over cells.
    pub charts: Vec<Chart>,
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What it holds.
    pub content: Content,
    /// How it looks.
    pub style: Style,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A text; never a formula, whatever it begins with.
    Text(String),
    /// A number.
    Number(f64),
    /// The last day of a month.
    Date(YearMonth),
    /// A formula without its `=`, in English, and the value that the engine computed for it.
    Formula(String, Cached),
    /// A text that leads to another cell.
    Link(String, Place),
    /// Nothing but its looks: a cell that is filled or bordered.
    Blank,
}

/// The value that stands in the file beside a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Cached {
    /// A number; finite, and never a negative zero.
    Number(f64),
    /// A text.
    Text(String),
}

/// The width of a column and how it folds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// The first column, from zero.
    pub first: u16,
    /// The last column.
    pub last: u16,
    /// The width in characters.
    pub width: f64,
    /// The outline level: 0 for none.
    pub level: u8,
}

/// The height of a row and how it folds.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Line {
    /// The height in points, where it is not the usual one.
    pub height: Option<f64>,
    /// The outline level: 0 for none.
    pub level: u8,
}

/// How a worksheet comes out on paper: always A4.
#[derive(Debug, Clone, PartialEq)]
pub struct Printing {
    /// The pages.
    pub page: Page,
    /// Rows repeated on each page, first and last.
    pub repeat_rows: Option<(u32, u32)>,
    /// Columns repeated on each page, first and last.
    pub repeat_columns: Option<(u16, u16)>,
    /// The last cell that is printed.
    pub until: Option<Cell>,
}

/// How pages are cut.
#[derive(Debug, Clone, PartialEq)]
pub enum Page {
    /// Landscape, everything on one page's width.
    OneWide,
    /// Landscape, one page in all.
    One,
    /// Landscape at this scale in per cent, with a new page before each of these columns.
    Columns(u16, Vec<u16>),
}

/// What may be typed into a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Validation {
    /// A number in a range, both ends included; no end where there is none.
    Between(Option<f64>, Option<f64>),
    /// A whole number in a range.
    WholeBetween(Option<f64>, Option<f64>),
    /// A date between two months.
    Months(YearMonth, YearMonth),
    /// One of the texts of a range.
    OneOf(Range),
}

/// Cells that turn red while they hold anything but this text.
#[derive(Debug, Clone, PartialEq)]
pub struct Alarm {
    /// The first cell.
    pub first: Cell,
    /// The last cell.
    pub last: Cell,
    /// The text that means that all is well.
    pub well: String,
}

/// Cells whose number is shown as "n.m." while another cell holds 0: ratios and their flags.
#[derive(Debug, Clone, PartialEq)]
pub struct Absence {
    /// The first cell.
    pub first: Cell,
    /// The last cell.
    pub last: Cell,
    /// The cell that decides for the first one, as a formula refers to it: `Ratios!J12`. It moves
    /// with the cells.
    pub flag: String,
    /// What is shown.
    pub shown: String,
}

impl Worksheet {
    /// A worksheet without cells, landscape on one page's width.
    pub fn new(name: impl Into<String>, colour: Colour) -> Worksheet {
        Worksheet {
            name: name.into(),
            colour,
            cells: BTreeMap::new(),
            columns: Vec::new(),
            lines: BTreeMap::new(),
            frozen: None,
            divider: None,
            printing: Printing {
                page: Page::OneWide,
                repeat_rows: None,
                repeat_columns: None,
                until: None,
            },
            validations: Vec::new(),
            alarms: Vec::new(),
            absences: Vec::new(),
            charts: Vec::new(),
        }
    }

    /// Puts something into a cell.
    ///
    /// # Panics
    /// If something stands there already: two writers for one cell are our own mistake.
    pub fn put(&mut self, cell: Cell, content: Content, style: Style) {
        let before = self.cells.insert(cell, Part { content, style });
        assert!(before.is_none(), "{}!{cell} is written twice", self.name);
    }

    /// Puts a text into a cell.
    pub fn text(&mut self, cell: Cell, text: impl Into<String>, style: Style) {
        self.put(cell, Content::Text(text.into()), style);
    }

    /// The name as a formula spells it: in quotes where it is not one plain word.
    pub fn quoted_name(&self) -> String {
        quoted_name(&self.name)
    }
}
