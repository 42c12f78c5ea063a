//! Readings that compute: the exact one, in decimals, to the cent.

mod cells;
pub mod compiled;
mod exact;
mod figures;
mod grid;
pub(crate) mod operations;

pub use exact::{Overflow, exact};
pub use figures::figure_value;
pub use grid::{Case, FigureValue, Grid, Reason};
