//! Where a cell is.

use std::fmt;

/// A worksheet of one [`super::Book`]: its position among the tabs, from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WorksheetId(pub usize);

/// A cell of a worksheet. Row and column are counted from zero; cells are ordered row by row.
///
/// ```
/// use cittadella_xlsx::book::Cell;
/// assert_eq!(Cell::at(11, 9).to_string(), "J12");
/// assert_eq!(Cell::at(11, 9).anchored_column(), "$J12");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// The row, from zero.
    pub row: u32,
    /// The column, from zero.
    pub column: u16,
}

impl Cell {
    /// The cell in this row and column.
    pub fn at(row: u32, column: u16) -> Cell {
        Cell { row, column }
    }

    /// `$J12`: stays in its column when the formula is copied along the row.
    pub fn anchored_column(self) -> String {
        format!("${}", self)
    }

    /// `J$12`: stays in its row when the formula is copied down.
    pub fn anchored_row(self) -> String {
        format!("{}${}", column_letters(self.column), self.row + 1)
    }

    /// `$J$12`: stays where it is.
    pub fn anchored(self) -> String {
        format!("${}${}", column_letters(self.column), self.row + 1)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.column), self.row + 1)
    }
}

/// A cell and its worksheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The worksheet.
    pub worksheet: WorksheetId,
    /// The cell.
    pub cell: Cell,
}

/// A block of cells of one worksheet, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    /// The worksheet.
    pub worksheet: WorksheetId,
    /// The corner at the top left.
    pub first: Cell,
    /// The corner at the bottom right.
    pub last: Cell,
}

impl Range {
    /// `$J$12:$BQ$12`.
    pub fn anchored(self) -> String {
        format!("{}:{}", self.first.anchored(), self.last.anchored())
    }
}

/// The letters of a column counted from zero.
///
/// ```
/// use cittadella_xlsx::book::column_letters;
/// assert_eq!(column_letters(0), "A");
/// assert_eq!(column_letters(26), "AA");
/// assert_eq!(column_letters(16_383), "XFD");
/// ```
pub fn column_letters(column: u16) -> String {
    cittadella_engine::diagnostic::column_letters(column.into())
}

/// The name of a worksheet as a formula spells it: in quotes where it is not one plain word.
///
/// ```
/// use cittadella_xlsx::book::quoted_name;
/// assert_eq!(quoted_name("Leases"), "Leases");
/// assert_eq!(quoted_name("Inputs sales"), "'Inputs sales'");
/// ```
pub fn quoted_name(name: &str) -> String {
    if name.chars().all(|c| c.is_ascii_alphabetic() || c == '_') {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', "''"))
    }
}
