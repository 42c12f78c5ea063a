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

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{Decimal, to_cents};

    /// The definition in whole numbers: `floor((floor(|x|·10⁶ + 0.5) + 5000) / 10⁴)` cents, for x
    /// in units of 10⁻¹⁰ euro.
    fn cents(tenth_billionths: i64) -> i64 {
        let millionths = (tenth_billionths.abs() + 5_000) / 10_000;
        (millionths + 5_000) / 10_000 * tenth_billionths.signum()
    }

    proptest! {
        #[test]
        fn rounding_agrees_with_whole_numbers(x in any::<i64>()) {
            let x = x / 1_000;
            assert_eq!(to_cents(Decimal::new(x, 10)), Decimal::new(cents(x), 2));
        }
    }

    // VAT at 22 % of a whole-cent amount ends on half a cent for one amount in fifty, three
    // quarters of one for one in four.
    #[test]
    fn ties_of_shares_go_away_from_zero() {
        for (share, per_hundred_ties) in [(22_i64, 2), (75, 25), (4, 0), (50, 50)] {
            let mut ties = 0;
            for amount in 0..10_000_i64 {
                let exact = Decimal::new(amount * share, 4);
                let whole = amount * share;
                assert_eq!(to_cents(exact), Decimal::new((whole + 50) / 100, 2));
                assert_eq!(to_cents(-exact), Decimal::new(-((whole + 50) / 100), 2));
                ties += i64::from(whole % 100 == 50);
            }
            assert_eq!(ties, per_hundred_ties * 100, "{share} %");
        }
    }
}
