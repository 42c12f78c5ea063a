//! The one rounding of money, and the roundings that comparisons are made with.

use rust_decimal::{Decimal, RoundingStrategy};

/// Rounds an amount to whole cents: first to a millionth of a euro, then half away from zero.
///
/// The first step removes the noise that a division leaves in the last digits, so that a tie is
/// seen as the tie it is: `0.125 = 1/8` and `0.1249999999999999999999999999` both give `0.13`.
///
/// - Unit: euro in, euro with two decimals out.
/// - Sign: `to_cents(-x) = -to_cents(x)`.
///
/// # Source
/// Excel `ROUND(ROUND(x, 6), 2)`. Half away from zero is commercial rounding (Reg. CE 1103/97
/// art. 5: "if the application of the conversion rate gives a result exactly half-way, the sum
/// shall be rounded up").
///
/// ```
/// use cittadella_engine::quantity::{to_cents, Decimal};
/// let d = |text: &str| text.parse::<Decimal>().unwrap();
/// assert_eq!(to_cents(d("2.345")), d("2.35"));
/// assert_eq!(to_cents(d("-2.345")), d("-2.35"));
/// assert_eq!(to_cents(d("2.3449999999")), d("2.35")); // snapped: closer than a millionth
/// assert_eq!(to_cents(d("2.344999")), d("2.34"));
/// ```
pub fn to_cents(amount: Decimal) -> Decimal {
    round_half_away(round_half_away(amount, 6), 2)
}

/// Rounds to the given number of decimals, half away from zero (Excel `ROUND`).
pub fn round_half_away(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounds to nine decimals: what every comparison, `floor` and `modulo` of numbers other than
/// money do first, so that all readings see the same side of a threshold.
pub fn snap(value: Decimal) -> Decimal {
    round_half_away(value, 9)
}
