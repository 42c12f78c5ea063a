//! Where every row, input and figure of a plan stands in the workbook.
//!
//! The layout decides all places before a single formula is written, so a formula may point
//! forward and backward alike.

use cittadella_engine::calendar::{Month, Timeline};
use cittadella_engine::sheet::{FigureId, InputId, RowId};

use crate::book::{Cell, Place, Range, WorksheetId};
use crate::frame;

/// The places of one plan.
#[derive(Debug, Clone)]
pub struct Addresses {
    timeline: Timeline,
    rows: Vec<RowPlace>,
    inputs: Vec<InputPlace>,
    figures: Vec<Place>,
    /// The cell that holds the number of the chosen case: 0 for base, 1 for the first stress.
    pub selector: Place,
    /// The cell that reads OK or ERROR.
    pub master_check: Place,
}

/// The line of a row on its monthly worksheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowPlace {
    /// The worksheet.
    pub worksheet: WorksheetId,
    /// The line, from zero.
    pub line: u32,
}

/// The cells of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InputPlace {
    /// What the user changes: the stated value, for a date the date. For a series the cell of the
    /// first month.
    pub stated: Place,
    /// The value in the chosen case, which formulas read. For a series the cell of the first month;
    /// the others stand beside it, in the columns of their months.
    pub live: Place,
    /// Whether there is one value a month.
    pub series: bool,
}

impl Addresses {
    /// Places in the order of the ids.
    pub fn new(
        timeline: Timeline,
        rows: Vec<RowPlace>,
        inputs: Vec<InputPlace>,
        figures: Vec<Place>,
        selector: Place,
        master_check: Place,
    ) -> Addresses {
        Addresses {
            timeline,
            rows,
            inputs,
            figures,
            selector,
            master_check,
        }
    }

    /// The line of a row.
    pub fn row(&self, row: RowId) -> RowPlace {
        self.rows[row.index()]
    }

    /// A row in a month.
    pub fn month(&self, row: RowId, month: Month) -> Place {
        self.at(row, frame::column(month))
    }

    /// What stands before a row's first month.
    pub fn opening(&self, row: RowId) -> Place {
        self.at(row, frame::OPENING)
    }

    /// The key of a row.
    pub fn key(&self, row: RowId) -> Place {
        self.at(row, frame::KEY)
    }

    /// The shown months of a row.
    pub fn shown(&self, row: RowId) -> Range {
        self.months(row, frame::last_shown(&self.timeline))
    }

    /// The computed months of a row.
    pub fn computed(&self, row: RowId) -> Range {
        self.months(row, frame::last_computed(&self.timeline))
    }

    /// The cells of an input.
    pub fn input(&self, input: InputId) -> InputPlace {
        self.inputs[input.index()]
    }

    /// A figure's value.
    pub fn figure(&self, figure: FigureId) -> Place {
        self.figures[figure.index()]
    }

    fn at(&self, row: RowId, column: u16) -> Place {
        let RowPlace { worksheet, line } = self.row(row);
        Place {
            worksheet,
            cell: Cell::at(line, column),
        }
    }

    fn months(&self, row: RowId, last: u16) -> Range {
        let RowPlace { worksheet, line } = self.row(row);
        Range {
            worksheet,
            first: Cell::at(line, frame::FIRST_MONTH),
            last: Cell::at(line, last),
        }
    }
}
