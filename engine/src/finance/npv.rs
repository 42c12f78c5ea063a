//! Net present value.

use crate::quantity::Decimal;

/// The net present value of amounts at the ends of periods 1, 2, 3 …, at the start of period 1:
/// `Σ flow_t / (1 + rate)^t`.
///
/// - Unit: that of the flows; `rate` is effective a period, 0.1 is 10 %.
/// - Sign: inflows positive.
/// - `None` where `rate` is −100 % or below, or where a number exceeds what a decimal holds.
///
/// # Source
/// Excel `NPV(rate, value1, …)`; its documented example:
///
/// ```
/// use cittadella_engine::finance::npv;
/// use cittadella_engine::quantity::Decimal;
/// let flows = [-10_000, 3_000, 4_200, 6_800].map(Decimal::from);
/// let value = npv("0.1".parse()?, &flows).ok_or("too large")?;
/// assert_eq!(value.round_dp(2), "1188.44".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn npv(rate: Decimal, flows: &[Decimal]) -> Option<Decimal> {
    let growth = Decimal::ONE.checked_add(rate)?;
    if growth <= Decimal::ZERO {
        return None;
    }
    flows.iter().rev().try_fold(Decimal::ZERO, |later, flow| {
        later.checked_add(*flow)?.checked_div(growth)
    })
}
