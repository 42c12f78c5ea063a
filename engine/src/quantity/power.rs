//! Powers of decimals.

use rust_decimal::{Decimal, MathematicalOps};

/// `base` to the power `exponent`, or `None` where the result exceeds what a decimal holds.
///
/// - A whole exponent multiplies the base by itself: exact as long as the product has no more
///   than 28 digits.
/// - A fractional exponent gives `e^(exponent × ln base)`, right to at least 20 significant digits
///   for bases from 10⁻⁶ to 10⁹ and results of that size.
/// - Where no real number exists (a negative base under a fractional exponent, zero under a
///   negative one) the result is 0, so that a branch that is not taken never traps.
///
/// ```
/// use cittadella_engine::quantity::{power, Decimal};
/// let d = |text: &str| text.parse::<Decimal>();
/// assert_eq!(power(d("1.1")?, d("3")?), Some(d("1.331")?));
/// let month = power(d("1.02")?, d("0.5")?).ok_or("overflow")?;
/// assert_eq!((month * month).round_dp(20), d("1.02")?);
/// assert_eq!(power(d("-8")?, d("0.5")?), Some(d("0")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn power(base: Decimal, exponent: Decimal) -> Option<Decimal> {
    if exponent.is_zero() || base == Decimal::ONE {
        return Some(Decimal::ONE);
    }
    let whole = exponent.fract().is_zero();
    if base.is_zero() || (base.is_sign_negative() && !whole) {
        return Some(Decimal::ZERO);
    }
    if whole {
        let times = i64::try_from(exponent.normalize()).ok()?;
        base.checked_powi(times)
    } else {
        base.checked_ln()?.checked_mul(exponent)?.checked_exp()
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, power};

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    // Computed with 60 digits by Python's decimal module, printed with 24.
    const POWERS: [(&str, &str, &str); 11] = [
        (
            "1.02",
            "0.0833333333333333333333333333",
            "1.00165158130192017480095",
        ),
        (
            "1.054",
            "0.0833333333333333333333333333",
            "1.00439232227050079305539",
        ),
        (
            "0.985",
            "0.0833333333333333333333333333",
            "0.998741322981736086062933",
        ),
        ("2", "0.5", "1.41421356237309504880169"),
        (
            "1000000",
            "0.3333333333333333333333333333",
            "100.000000000000000000000",
        ),
        ("0.000001", "0.5", "0.00100000000000000000000000"),
        (
            "1.0000000001",
            "0.0833333333333333333333333333",
            "1.00000000000833333333295",
        ),
        ("1000000000", "0.9", "125892541.179416721042395"),
        ("0.5", "-2.5", "5.65685424949238019520675"),
        ("7.25", "12.75", "93177184582.1735631943915"),
        (
            "1.016",
            "3.4166666666666666666666666667",
            "1.05573155422250366489603",
        ),
    ];

    #[test]
    fn a_fractional_exponent_gives_twenty_digits() {
        for (base, exponent, expected) in POWERS {
            let found = power(d(base), d(exponent)).unwrap();
            let error = (found / d(expected) - Decimal::ONE).abs();
            assert!(error < Decimal::new(1, 20), "{base}^{exponent} = {found}");
        }
    }

    #[test]
    fn a_whole_exponent_is_repeated_multiplication() {
        assert_eq!(
            power(d("1.01"), d("12")),
            Some(d("1.126825030131969720661201"))
        );
        assert_eq!(power(d("-3"), d("3.0")), Some(d("-27")));
        assert_eq!(power(d("4"), d("-2")), Some(d("0.0625")));
        assert_eq!(power(d("0"), d("0")), Some(d("1")));
    }

    #[test]
    fn without_a_real_result_the_power_is_zero() {
        assert_eq!(power(d("-8"), d("0.3333")), Some(d("0")));
        assert_eq!(power(d("0"), d("-1")), Some(d("0")));
    }

    #[test]
    fn what_a_decimal_cannot_hold_is_none() {
        assert_eq!(power(d("1000"), d("10")), None);
        assert_eq!(power(d("1000"), d("10.5")), None);
    }
}
