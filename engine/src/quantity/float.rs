//! Between decimals and binary numbers.

use super::Decimal;

/// The binary number nearest to a decimal.
///
/// The text of a decimal has all its digits, and the parser rounds once, to the nearest.
///
/// ```
/// use cittadella_engine::quantity::{to_float, Decimal};
/// assert_eq!(to_float("0.1".parse::<Decimal>()?), 0.1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn to_float(value: Decimal) -> f64 {
    value.normalize().to_string().parse().unwrap_or(f64::NAN)
}

/// The decimal of a binary number's shortest text; `None` where it is not finite or exceeds what a
/// decimal holds.
///
/// ```
/// use cittadella_engine::quantity::{from_float, Decimal};
/// assert_eq!(from_float(0.1), Some("0.1".parse::<Decimal>()?));
/// assert_eq!(from_float(f64::NAN), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn from_float(value: f64) -> Option<Decimal> {
    format!("{value}").parse().ok()
}
