//! What is wrong or worth knowing, where, what is allowed, and how to mend it.
//!
//! A [`Diagnostic`] is data: a stable [`Code`], places and arguments. Its texts in both languages
//! stand in one catalogue; whoever shows it (the command line, a workbook) renders it.

mod catalogue;
mod code;
mod finding;
mod place;

pub use code::{Code, Severity};
pub use finding::{Diagnostic, Source};
pub use place::{LineIndex, Located, Medium, Place, column_letters};

#[cfg(test)]
mod tests;
