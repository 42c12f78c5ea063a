//! The frame that every page by year shares: the same column is the same year everywhere.
//!
//! | column | holds |
//! |---|---|
//! | A | code of the law |
//! | B | label |
//! | C | unit |
//! | D … | the fiscal years shown |
//!
//! | row | holds |
//! |---|---|
//! | 1, 2 | title, purpose |
//! | 3 | the years |
//! | 4 | the number of the year's first month in the plan |
//! | 5 | the number of its last month |
//! | 6 … | lines |

/// Column A: the code.
pub(super) const CODE: u16 = 0;
/// Column B: the label.
pub(super) const LABEL: u16 = 1;
/// Column C: the unit.
pub(super) const UNIT: u16 = 2;
/// Column D: the first year.
pub(super) const FIRST_YEAR: u16 = 3;

/// Row 3: the years.
pub(super) const YEAR: u32 = 2;
/// Row 4: the first month of the year by number.
pub(super) const FIRST: u32 = 3;
/// Row 5: the last month of the year by number.
pub(super) const LAST: u32 = 4;
/// Row 6: the first line.
pub(super) const FIRST_LINE: u32 = 5;
