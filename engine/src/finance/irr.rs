//! Internal rates of return: all of them.

use std::fmt;

use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use crate::quantity::Decimal;

/// The rates a period at which the present value of a flow is zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatesOfReturn {
    /// Every rate above −100 %, ascending; at least one.
    pub all: Vec<Decimal>,
    /// The one that is reported: see [`irr`].
    pub conventional: Decimal,
}

/// Why a flow has no rate of return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoRate {
    /// All amounts are zero, or none is negative, or none is positive.
    OneSign,
    /// No rate above −100 % makes the present value zero.
    NoRoot,
}

impl fmt::Display for NoRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoRate::OneSign => "the flow is all zero or has one sign only",
            NoRate::NoRoot => "no rate above −100 % makes the present value zero",
        })
    }
}

impl std::error::Error for NoRate {}

/// The internal rates of return of one amount a period: every rate above −100 % a period at which
/// `Σ flow_t / (1 + rate)^t` is zero.
///
/// - Unit: effective a period, 0.1 is 10 %.
/// - Precision: 1e-10 for a rate that crosses zero; a rate at which the present value only touches
///   zero is found to about half the digits.
/// - Several rates can satisfy the definition where the flow changes its sign more than once. The
///   *conventional* one has the sign of the undiscounted total (who gets back more than was paid
///   earns a positive rate) and is the nearest to zero among those: the first rate, on the way
///   from 0 %, at which the verdict on the investment turns. Where none has that sign, the
///   nearest to zero of all. The others are returned with it, never hidden.
///
/// # Method
/// With `v = 1 / (1 + rate)` the present value is a polynomial in v, and its positive roots are
/// wanted. Multiplied by `v^−a`, with a between two amounts of opposite sign, its derivative has
/// one change of sign less (Rolle and Descartes), and the roots of that derivative separate the
/// roots wanted. So each level is bracketed by the one below, down to no change of sign, and no
/// root is missed for want of a good guess.
///
/// # Errors
/// [`NoRate`].
///
/// # Source
/// Excel `IRR`, which returns one root near its guess; its documented example:
///
/// ```
/// use cittadella_engine::finance::irr;
/// use cittadella_engine::quantity::Decimal;
/// let flows = [-70_000, 12_000, 15_000, 18_000, 21_000, 26_000].map(Decimal::from);
/// assert_eq!(irr(&flows)?.conventional.round_dp(4), "0.0866".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn irr(flows: &[Decimal]) -> Result<RatesOfReturn, NoRate> {
    let first = flows.iter().position(|flow| !flow.is_zero());
    let last = flows.iter().rposition(|flow| !flow.is_zero());
    let (Some(first), Some(last)) = (first, last) else {
        return Err(NoRate::OneSign);
    };
    let amounts: Vec<f64> = flows[first..=last]
        .iter()
        .map(|flow| flow.to_f64().unwrap_or(0.0))
        .collect();
    if sign_changes(&amounts).is_empty() {
        return Err(NoRate::OneSign);
    }
    let all: Vec<Decimal> = positive_roots(&amounts)
        .into_iter()
        .rev()
        .filter_map(|place| Decimal::from_f64(rate_at(place)))
        .collect();
    let total = flows
        .iter()
        .copied()
        .fold(Decimal::ZERO, Decimal::saturating_add);
    let conventional = conventional(&all, total).ok_or(NoRate::NoRoot)?;
    Ok(RatesOfReturn { all, conventional })
}

/// The conventional rate of return of a flow of binary numbers, as [`irr`]; `None` where there is
/// none.
pub(crate) fn irr_of(flows: &[f64]) -> Option<f64> {
    let first = flows.iter().position(|flow| *flow != 0.0)?;
    let last = flows.iter().rposition(|flow| *flow != 0.0)?;
    let amounts = &flows[first..=last];
    if sign_changes(amounts).is_empty() {
        return None;
    }
    let rates = positive_roots(amounts).into_iter().map(rate_at);
    let negative = flows.iter().sum::<f64>() < 0.0;
    let fits = |rate: &f64| (*rate < 0.0) == negative;
    let nearest = |a: f64, b: f64| if b.abs() < a.abs() { b } else { a };
    let all: Vec<f64> = rates.collect();
    let fitting = all.iter().copied().filter(fits).reduce(nearest);
    fitting.or_else(|| all.iter().copied().reduce(nearest))
}

fn conventional(all: &[Decimal], total: Decimal) -> Option<Decimal> {
    let nearest =
        |rates: &mut dyn Iterator<Item = &Decimal>| rates.min_by_key(|rate| rate.abs()).copied();
    let fits = |rate: &&Decimal| {
        if total.is_sign_negative() {
            rate.is_sign_negative()
        } else {
            !rate.is_sign_negative()
        }
    };
    nearest(&mut all.iter().filter(fits)).or_else(|| nearest(&mut all.iter()))
}

/// A place on the way from v = 0 (0.0) over v = 1 (1.0) to v = ∞ (2.0): `v` up to 1, `2 − 1/v`
/// beyond, so that every power in an evaluation stays below 1.
type Place = f64;

const START: Place = 0.0;
const END: Place = 2.0;

fn rate_at(place: Place) -> f64 {
    if place <= 1.0 {
        (1.0 - place) / place
    } else {
        1.0 - place
    }
}

/// The places of the positive roots of `Σ amount_t × v^t`, ascending in v. The first and the last
/// amount are not zero.
fn positive_roots(amounts: &[f64]) -> Vec<Place> {
    let mut chain = vec![amounts.to_vec()];
    loop {
        let polynomial = &chain[chain.len() - 1];
        let changes = sign_changes(polynomial);
        let Some(middle) = changes.get(changes.len() / 2) else {
            break;
        };
        let derived = derived(polynomial, *middle);
        chain.push(derived);
    }
    let mut separators = Vec::new();
    while let Some(polynomial) = chain.pop() {
        separators = roots_between(&polynomial, &separators);
    }
    separators
}

/// The exponents a, one between each two neighbouring amounts of opposite sign.
fn sign_changes(amounts: &[f64]) -> Vec<f64> {
    let mut changes = Vec::new();
    let mut before: Option<(f64, f64)> = None;
    let mut exponent = 0.0;
    for &amount in amounts {
        if amount != 0.0 {
            if let Some((earlier, sign)) = before
                && sign * amount < 0.0
            {
                changes.push((earlier + exponent) / 2.0);
            }
            before = Some((exponent, amount.signum()));
        }
        exponent += 1.0;
    }
    changes
}

/// `v^(a + 1)` times the derivative of `v^−a × polynomial`, scaled to a greatest coefficient of 1.
fn derived(polynomial: &[f64], a: f64) -> Vec<f64> {
    let mut exponent = -a;
    let mut derived = Vec::with_capacity(polynomial.len());
    for amount in polynomial {
        derived.push(amount * exponent);
        exponent += 1.0;
    }
    let greatest = derived.iter().fold(0.0_f64, |most, c| most.max(c.abs()));
    for coefficient in &mut derived {
        *coefficient /= greatest;
    }
    derived
}

/// The roots of a polynomial with at most one root between neighbouring separators.
fn roots_between(polynomial: &[f64], separators: &[Place]) -> Vec<Place> {
    let mut roots = Vec::new();
    let mut low = START;
    let mut low_sign = sign(polynomial, START);
    for high in separators.iter().copied().chain([END]) {
        let high_sign = sign(polynomial, high);
        if high_sign == 0 {
            roots.push(high);
        } else if low_sign * high_sign < 0 {
            roots.push(between(polynomial, low, high));
        }
        (low, low_sign) = (high, high_sign);
    }
    roots
}

/// Enough halvings to reach neighbouring floating-point numbers from any bracket that matters.
const HALVINGS: usize = 200;

/// The root between two places at which a polynomial has opposite signs.
///
/// Ridders' method: each step halves the bracket and moves to the root of an exponential through
/// its ends and its middle. It ends where a step changes the last digit at most.
///
/// # Source
/// C. Ridders, "A new algorithm for computing a single root of a real continuous function", IEEE
/// Transactions on Circuits and Systems 26 (1979).
fn between(polynomial: &[f64], mut low: Place, mut high: Place) -> Place {
    const LAST_DIGIT: f64 = 2.0 * f64::EPSILON;
    let (mut at_low, mut at_high) = (quick_value(polynomial, low), quick_value(polynomial, high));
    let mut before = f64::NAN;
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        let at_middle = quick_value(polynomial, middle);
        let slope = (at_middle * at_middle - at_low * at_high).sqrt();
        let towards = if at_low > 0.0 { at_middle } else { -at_middle };
        let next = middle + (middle - low) * towards / slope;
        if at_middle * at_low > 0.0 {
            (low, at_low) = (middle, at_middle);
        } else {
            (high, at_high) = (middle, at_middle);
        }
        if low < next && next < high {
            if (next - before).abs() <= LAST_DIGIT {
                return next;
            }
            before = next;
            let value = quick_value(polynomial, next);
            if value == 0.0 {
                return next;
            }
            if value * at_low > 0.0 {
                (low, at_low) = (next, value);
            } else {
                (high, at_high) = (next, value);
            }
        }
    }
    f64::midpoint(low, high)
}

/// The value of a polynomial at a place, as [`value`], in four sums side by side.
fn quick_value(polynomial: &[f64], place: Place) -> f64 {
    if place <= 1.0 {
        side_by_side(polynomial.iter(), place)
    } else {
        side_by_side(polynomial.iter().rev(), END - place)
    }
}

/// `Σ c_t × x^t`, every fourth coefficient in a sum of its own.
fn side_by_side<'c>(
    coefficients: impl DoubleEndedIterator<Item = &'c f64> + ExactSizeIterator,
    x: f64,
) -> f64 {
    let square = x * x;
    let fourth = square * square;
    let mut sums = [0.0; 4];
    let mut place = coefficients.len();
    for coefficient in coefficients.rev() {
        place -= 1;
        let sum = &mut sums[place % 4];
        *sum = *sum * fourth + coefficient;
    }
    (sums[0] + sums[1] * x) + square * (sums[2] + sums[3] * x)
}

/// The sign of a polynomial at a place, 0 where rounding errors alone decide it.
fn sign(polynomial: &[f64], place: Place) -> i32 {
    let (value, noise) = if place <= START {
        (polynomial[0], 0.0)
    } else if place >= END {
        (polynomial[polynomial.len() - 1], 0.0)
    } else {
        value(polynomial, place)
    };
    if value > noise {
        1
    } else if value < -noise {
        -1
    } else {
        0
    }
}

/// The value of a polynomial at a place (beyond v = 1 divided by its greatest power) and the
/// rounding error that it may carry.
fn value(polynomial: &[f64], place: Place) -> (f64, f64) {
    let step = |(value, size): (f64, f64), c: &f64, x: f64| (value * x + c, size * x + c.abs());
    let (value, size) = if place <= 1.0 {
        let coefficients = polynomial.iter().rev();
        coefficients.fold((0.0, 0.0), |sum, c| step(sum, c, place))
    } else {
        let coefficients = polynomial.iter();
        coefficients.fold((0.0, 0.0), |sum, c| step(sum, c, END - place))
    };
    (value, size * 8.0 * f64::EPSILON)
}

#[cfg(test)]
mod tests;
