//! Money, rates and the units of numbers.
//!
//! An amount is a [`Decimal`]: it is never a binary fraction,
//! but in the one reading that says so ([`to_float`]). [`to_cents`] is the one rounding of
//! money; [`Unit`] is what keeps euro from being added to a percentage.

mod bounds;
mod cents;
mod float;
mod power;
mod unit;

pub use bounds::{Bounds, Whole};
pub use cents::{round_half_away, snap, to_cents};
pub use float::{from_float, from_spreadsheet, to_float};
pub use power::power;
pub use rust_decimal::Decimal;
pub use unit::{Dimension, Unit};
