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
