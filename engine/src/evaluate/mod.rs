//! Readings that compute: the exact one, in decimals, to the cent.

mod exact;
mod grid;

pub use exact::exact;
pub use grid::{Case, FigureValue, Grid, Reason};
