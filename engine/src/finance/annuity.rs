//! The loan of equal instalments, in closed form.

use std::fmt;

use crate::quantity::{Decimal, power};

/// A loan repaid in equal instalments at the ends of its periods ("French" repayment).
///
/// `instalment = principal × r / (1 − (1 + r)^−n)`, or `principal / n` where `r = 0`.
///
/// - Unit: currency; the rate is effective a period, 0.01 is 1 %.
/// - Nothing is rounded: a bank's plan rounds the instalment to cents and settles in the last one.
///
/// # Source
/// Ordinary annuity; agrees with Excel `PMT(r, n, −principal)` and `PPMT(r, k, n, −principal)`.
/// Excel's documented example of `PMT` (10 000 over 10 months at 8 % a year):
///
/// ```
/// use cittadella_engine::finance::Annuity;
/// use cittadella_engine::quantity::Decimal;
/// let rate = Decimal::new(8, 2) / Decimal::from(12);
/// let loan = Annuity::new(10_000.into(), rate, 10)?;
/// assert_eq!(loan.instalment().round_dp(2), "1037.03".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Annuity {
    principal: Decimal,
    rate: Decimal,
    periods: u32,
    instalment: Decimal,
}

/// Why terms are no annuity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotAnAnnuity {
    /// There is no period to repay in.
    NoPeriods,
    /// The rate is −100 % a period or below.
    RateTooLow,
    /// A number exceeds what a decimal holds.
    TooLarge,
}

impl fmt::Display for NotAnAnnuity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotAnAnnuity::NoPeriods => "an annuity needs at least one period",
            NotAnAnnuity::RateTooLow => "the rate of an annuity lies above −100 %",
            NotAnAnnuity::TooLarge => "the annuity exceeds what can be computed with",
        })
    }
}

impl std::error::Error for NotAnAnnuity {}

impl Annuity {
    /// The loan of `principal` at `rate` a period over so many periods.
    ///
    /// # Errors
    /// [`NotAnAnnuity`] where there is no period, the rate is −100 % or below, or the growth over
    /// all periods exceeds what a decimal holds.
    pub fn new(principal: Decimal, rate: Decimal, periods: u32) -> Result<Annuity, NotAnAnnuity> {
        if periods == 0 {
            return Err(NotAnAnnuity::NoPeriods);
        }
        if rate <= Decimal::NEGATIVE_ONE {
            return Err(NotAnAnnuity::RateTooLow);
        }
        let instalment = if rate.is_zero() {
            Some(principal / Decimal::from(periods))
        } else {
            instalment(principal, rate, periods)
        };
        Ok(Annuity {
            principal,
            rate,
            periods,
            instalment: instalment.ok_or(NotAnAnnuity::TooLarge)?,
        })
    }

    /// The amount paid at the end of every period.
    pub fn instalment(&self) -> Decimal {
        self.instalment
    }

    /// The principal within the k-th instalment, from 1: `(instalment − principal × r) ×
    /// (1 + r)^(k − 1)`; `None` outside 1 to the number of periods.
    pub fn principal_repaid(&self, k: u32) -> Option<Decimal> {
        if k == 0 || k > self.periods {
            return None;
        }
        let first = self
            .instalment
            .checked_sub(self.principal.checked_mul(self.rate)?)?;
        first.checked_mul(power(Decimal::ONE + self.rate, Decimal::from(k - 1))?)
    }
}

fn instalment(principal: Decimal, rate: Decimal, periods: u32) -> Option<Decimal> {
    let growth = power(Decimal::ONE.checked_add(rate)?, Decimal::from(periods))?;
    let paid_off = growth.checked_sub(Decimal::ONE)?;
    let share = rate.checked_mul(growth)?.checked_div(paid_off)?;
    principal.checked_mul(share)
}

#[cfg(test)]
mod tests {
    use super::Annuity;
    use crate::quantity::Decimal;

    fn loan(principal: i64, rate: &str, periods: u32) -> Annuity {
        Annuity::new(principal.into(), rate.parse().unwrap(), periods).unwrap()
    }

    #[test]
    fn without_interest_the_principal_is_divided_evenly() {
        let loan = loan(1_200, "0", 12);
        assert_eq!(loan.instalment(), Decimal::from(100));
        assert_eq!(loan.principal_repaid(7), Some(Decimal::from(100)));
    }

    #[test]
    fn the_instalments_repay_the_principal() {
        let loan = loan(24_000_000, "0.0125", 100);
        let repaid: Decimal = (1..=100).filter_map(|k| loan.principal_repaid(k)).sum();
        assert_eq!(repaid.round_dp(12), Decimal::from(24_000_000));
    }

    // Excel's documented example of PPMT: 2 000 over 2 years at 10 % a year, first month.
    #[test]
    fn the_first_principal_is_what_excel_documents() {
        let rate = Decimal::new(1, 1) / Decimal::from(12);
        let loan = Annuity::new(2_000.into(), rate, 24).unwrap();
        assert_eq!(
            loan.principal_repaid(1).unwrap().round_dp(2),
            "75.62".parse().unwrap()
        );
    }

    #[test]
    fn there_is_no_instalment_outside_the_term() {
        assert_eq!(loan(1_200, "0.01", 12).principal_repaid(0), None);
        assert_eq!(loan(1_200, "0.01", 12).principal_repaid(13), None);
        assert!(Annuity::new(1.into(), 0.into(), 0).is_err());
    }
}
