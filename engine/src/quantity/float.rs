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
    let value = value.normalize();
    let scale = usize::try_from(value.scale()).unwrap_or(usize::MAX);
    match (i64::try_from(value.mantissa()), POWERS_OF_TEN.get(scale)) {
        // Both are exact, and a division of exact numbers is rounded once.
        (Ok(digits), Some(power)) if digits.unsigned_abs() <= EXACT_BELOW => {
            #[expect(
                clippy::cast_precision_loss,
                reason = "whole numbers up to 2^53 are exact"
            )]
            let digits = digits as f64;
            digits / power
        }
        _ => value.to_string().parse().unwrap_or(f64::NAN),
    }
}

/// Whole numbers up to this one are exact as binary numbers.
const EXACT_BELOW: u64 = 1 << 53;

/// The powers of ten that are exact as binary numbers.
const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

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

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{Decimal, to_float};

    proptest! {
        // The parser of the standard library rounds to the nearest: Clinger, 1990.
        #[test]
        fn the_nearest_number_is_found_on_either_way(digits in any::<i64>(), scale in 0_u32..28) {
            let value = Decimal::new(digits, scale);
            let parsed: f64 = value.normalize().to_string().parse().unwrap();
            assert_eq!(to_float(value).to_bits(), parsed.to_bits());
            let short = Decimal::new(digits >> 20, scale);
            let parsed: f64 = short.normalize().to_string().parse().unwrap();
            assert_eq!(to_float(short).to_bits(), parsed.to_bits());
        }
    }
}
