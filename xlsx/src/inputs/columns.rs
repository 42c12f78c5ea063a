//! The columns of the worksheets of inputs and of *Cases*.
//!
//! | column | of an input |
//! |---|---|
//! | A | TOML path |
//! | B | label |
//! | C | unit |
//! | D | stated: the cell that may be changed; of a date the last day of its month |
//! | E | of a date its month number |
//! | F, G | allowed range |
//! | H, I | factor and shift of the chosen case |
//! | J | what counts |
//! | K | of a date what counts, as a date |
//! | L | where it is stated |

/// The stated value.
pub const STATED: u16 = 3;
/// The month number of a stated date.
pub const NUMBER: u16 = 4;
/// The least allowed value.
pub const LOW: u16 = 5;
/// The greatest allowed value.
pub const HIGH: u16 = 6;
/// The factor of the chosen case.
pub const FACTOR: u16 = 7;
/// The shift of the chosen case.
pub const SHIFT: u16 = 8;
/// What counts.
pub const LIVE: u16 = 9;
/// What counts, as a date.
pub const LIVE_DATE: u16 = 10;
/// File and line.
pub const SOURCE: u16 = 11;

/// The line of the name of the chosen case on *Cases*; its number stands below.
pub const CHOSEN_LINE: u32 = 3;
/// The column of both.
pub const CHOSEN: u16 = 3;
/// Whether a line of *Cases* holds factors or shifts.
pub const WHAT: u16 = 3;
/// The value in the chosen case.
pub const SELECTED: u16 = 4;
/// The base case; the others follow.
pub const FIRST_CASE: u16 = 5;
/// The first line with changes.
pub const CASES_FIRST_LINE: u32 = 7;
