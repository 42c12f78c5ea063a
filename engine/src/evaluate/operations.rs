//! What each operation of a formula does to decimals. `None` is an overflow.

use std::cmp::Ordering;

use crate::quantity::{Decimal, power, round_half_away, snap, to_cents};
use crate::sheet::{BinaryOp, CompareOp, CompareScale, UnaryOp, WhenZero};

pub(crate) fn unary(op: UnaryOp, a: Decimal) -> Decimal {
    match op {
        UnaryOp::Abs => a.abs(),
        UnaryOp::Floor => snap(a).floor(),
        UnaryOp::ToCents => to_cents(a),
        UnaryOp::RoundTo(decimals) => round_half_away(a, decimals),
    }
}

pub(crate) fn binary(op: BinaryOp, a: Decimal, b: Decimal) -> Option<Decimal> {
    match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Subtract => a.checked_sub(b),
        BinaryOp::Multiply => a.checked_mul(b),
        BinaryOp::Min => Some(a.min(b)),
        BinaryOp::Max => Some(a.max(b)),
        BinaryOp::Modulo => modulo(snap(a), b),
        BinaryOp::Power => power(a, b),
    }
}

fn modulo(a: Decimal, b: Decimal) -> Option<Decimal> {
    if b.is_zero() {
        return Some(Decimal::ZERO);
    }
    a.checked_sub(b.checked_mul(a.checked_div(b)?.floor())?)
}

/// # Panics
/// Where the divisor is zero and was declared not to be.
pub(crate) fn divide(a: Decimal, b: Decimal, when_zero: WhenZero) -> Option<Decimal> {
    if !b.is_zero() {
        return a.checked_div(b);
    }
    match when_zero {
        WhenZero::Yields(value) => Some(value),
        WhenZero::Impossible => unreachable!("the verifier proved this divisor nonzero"),
    }
}

/// 1 where the comparison holds, else 0.
pub(crate) fn compare(
    op: CompareOp,
    scale: CompareScale,
    a: Decimal,
    b: Decimal,
) -> Option<Decimal> {
    let difference = a.checked_sub(b)?;
    let rounded = match scale {
        CompareScale::Cents => to_cents(difference),
        CompareScale::NineDecimals => snap(difference),
    };
    let ordering = rounded.cmp(&Decimal::ZERO);
    let holds = match op {
        CompareOp::Less => ordering == Ordering::Less,
        CompareOp::AtMost => ordering != Ordering::Greater,
        CompareOp::Greater => ordering == Ordering::Greater,
        CompareOp::AtLeast => ordering != Ordering::Less,
        CompareOp::Equal => ordering == Ordering::Equal,
        CompareOp::NotEqual => ordering != Ordering::Equal,
    };
    Some(if holds { Decimal::ONE } else { Decimal::ZERO })
}
