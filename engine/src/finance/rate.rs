//! Effective rates of a month and of a year.

use crate::quantity::{Decimal, power};

const MONTHS_PER_YEAR: i64 = 12;

/// The effective rate a month that grows to `rate` in a year: `(1 + rate)^(1/12) − 1`.
///
/// - Unit: 0.06 is 6 %.
/// - `None` where `rate` is −100 % or below: no such month exists.
///
/// ```
/// use cittadella_engine::finance::{per_month, per_year};
/// let month = per_month("0.06".parse()?).ok_or("below -100 %")?;
/// assert_eq!(month.round_dp(10), "0.0048675506".parse()?);
/// assert_eq!(per_year(month).map(|rate| rate.round_dp(20)), Some("0.06".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Source
/// Compound interest, Directive 2008/48/EC annex I: effective rates with the year as unit.
pub fn per_month(rate: Decimal) -> Option<Decimal> {
    let growth = Decimal::ONE.checked_add(rate)?;
    if growth <= Decimal::ZERO {
        return None;
    }
    let month = Decimal::ONE / Decimal::from(MONTHS_PER_YEAR);
    Some(power(growth, month)? - Decimal::ONE)
}

/// The effective rate a year of a rate a month: `(1 + rate)^12 − 1`; `None` where it exceeds what
/// a decimal holds.
pub fn per_year(rate: Decimal) -> Option<Decimal> {
    let growth = Decimal::ONE.checked_add(rate)?;
    power(growth, Decimal::from(MONTHS_PER_YEAR))?.checked_sub(Decimal::ONE)
}
