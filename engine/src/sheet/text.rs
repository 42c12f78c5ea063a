//! The text form of a sheet: readable, complete, and read back.
//!
//! `parse(print(sheet)) == sheet`. Each stress, input, tag, list, row and figure is a block whose
//! first line names it; formulas are infix, with the keys of rows as they stand, of inputs behind
//! a `$`; a key that is no plain dotted word stands in quotes. The order of evaluation is not
//! written: it is computed again.
//!
//! ```text
//! timeline 2024-01 years 1 tail 0
//!
//! input savings.rate
//!   label "Tasso" "Rate"
//!   unit [%]
//!   level 0.01
//!
//! row savings.closing
//!   label "Risparmi" "Savings"
//!   kind balance
//!   unit [EUR]
//!   opening 1000
//!   = previous(savings.closing) * (1 + $savings.rate)
//! ```
//!
//! Numbers are pure unless a unit follows in brackets. Sums over a list are written
//! `sum(postings, first hub.cash, below 3)`; a division that says what it yields at zero is
//! `divide_or(a, b, 0)`; delays list their support: `delayed_by(amount, lag, 0, 3, 6)`.

mod block;
mod figure;
mod formula;
mod infix;
mod parse;
mod print;
mod token;
mod unit;

pub use infix::{print_figure_formula, print_formula};
pub use parse::{ParseError, parse};
pub use print::{print, print_row};

#[cfg(test)]
pub(crate) mod tests;
