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

/// The decimal of the fifteen significant digits that a spreadsheet program computes with and
/// shows at most: 0.1 + 0.2 is 0.3. `None` where it is not finite or exceeds what a decimal holds.
///
/// ```
/// use cittadella_engine::quantity::{from_spreadsheet, Decimal};
/// assert_eq!(from_spreadsheet(0.1 + 0.2), Some("0.3".parse::<Decimal>()?));
/// assert_eq!(from_spreadsheet(1_234_567.89), Some("1234567.89".parse::<Decimal>()?));
/// assert_eq!(from_spreadsheet(1e40), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn from_spreadsheet(value: f64) -> Option<Decimal> {
    let digits = format!("{value:.14e}");
    let decimal = Decimal::from_scientific(&digits).ok()?;
    Some(decimal.normalize())
}
