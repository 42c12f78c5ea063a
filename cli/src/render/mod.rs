//! Turning a computed plan into text: for people ([`screen`], [`statement`], [`comparison`],
//! [`rows`]), for programs ([`json`], [`csv`]).
//!
//! Everything here is a pure function of the plan, its values and the language: nothing is
//! computed that the sheet does not hold, and nothing is printed.

pub(crate) mod alerts;
pub(crate) mod answers;
pub(crate) mod comparison;
pub(crate) mod csv;
pub(crate) mod diagnostic;
pub(crate) mod exchanges;
pub(crate) mod explain;
pub(crate) mod figures;
pub(crate) mod grid;
pub(crate) mod json;
pub(crate) mod month;
pub(crate) mod number;
pub(crate) mod period;
mod promises;
pub(crate) mod rows;
pub(crate) mod screen;
pub(crate) mod simulation;
pub(crate) mod statement;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod verdict;
mod view;
pub(crate) mod years;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;

pub(crate) use view::View;
