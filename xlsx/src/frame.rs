//! The frame that every monthly worksheet shares: the same column is the same month everywhere.
//!
//! | column | holds |
//! |---|---|
//! | A | key of the row |
//! | B | label |
//! | C | unit |
//! | D, E, F | constants of the row's formula: windows, lags, literal numbers, keys of sums |
//! | G | direction of positive values |
//! | H | total of the shown months (flows only) |
//! | I | opening |
//! | J … | months, the shown ones first |
//!
//! | row | holds |
//! |---|---|
//! | 1 | title, and the master check |
//! | 2 | purpose, and the way back to the contents |
//! | 3 | month, as the date of its last day |
//! | 4 | month number: 1 is the plan's first month |
//! | 5 | 1 in January (and in no other month) |
//! | 6 | fiscal year |
//! | 7 | heads of the columns |
//! | 8 … | lines |

use cittadella_engine::calendar::{Month, Timeline};

use crate::book::{Cell, column_letters};

/// Column A: the key.
pub const KEY: u16 = 0;
/// Column B: the label.
pub const LABEL: u16 = 1;
/// Column C: the unit.
pub const UNIT: u16 = 2;
/// Columns D to F: constants of the formula.
pub const CONSTANTS: [u16; 3] = [3, 4, 5];
/// Column G: the direction.
pub const DIRECTION: u16 = 6;
/// Column H: the total of the shown months.
pub const TOTAL: u16 = 7;
/// Column I: what stands before the first month.
pub const OPENING: u16 = 8;
/// Column J: the first month.
pub const FIRST_MONTH: u16 = 9;

/// Row 1: the title.
pub const TITLE: u32 = 0;
/// Row 2: the purpose.
pub const PURPOSE: u32 = 1;
/// Row 3: the months as dates.
pub const MONTH: u32 = 2;
/// Row 4: the month numbers.
pub const NUMBER: u32 = 3;
/// Row 5: 1 in January.
pub const JANUARY: u32 = 4;
/// Row 6: the fiscal year.
pub const YEAR: u32 = 5;
/// Row 7: the heads of the columns.
pub const HEADS: u32 = 6;
/// Row 8: the first line.
pub const FIRST_LINE: u32 = 7;

/// The column of a month.
pub fn column(month: Month) -> u16 {
    FIRST_MONTH + u16::try_from(month.0).unwrap_or(u16::MAX - FIRST_MONTH)
}

/// The cell of a line in a month.
pub fn cell(line: u32, month: Month) -> Cell {
    Cell::at(line, column(month))
}

/// The column of the last month that statements show.
pub fn last_shown(timeline: &Timeline) -> u16 {
    column(Month(timeline.shown() - 1))
}

/// The column of the last computed month.
pub fn last_computed(timeline: &Timeline) -> u16 {
    column(Month(timeline.month_count() - 1))
}

/// The letters of a month's column.
pub fn letters(month: Month) -> String {
    column_letters(column(month))
}
