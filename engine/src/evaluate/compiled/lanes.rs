//! The interpreter: one instruction at a time, each over a block of trials side by side.
//!
//! Every lane is one trial and none reads another, so a trial's result does not depend on its
//! neighbours. All loops are plain arithmetic without a branch, which compilers turn into vector
//! instructions; nothing is fused or re-associated, so every instruction set gives the same bits.

use std::mem;

use super::math;
use super::tape::{Code, Instruction, Operand, Program};
use crate::sheet::CompareOp;

/// Trials computed side by side.
pub const LANES: usize = 128;

/// One value of each trial of a block.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
pub struct Lanes(pub [f64; LANES]);

impl Default for Lanes {
    fn default() -> Lanes {
        Lanes([0.0; LANES])
    }
}

/// The working set of one thread: a value for each slot, and one more, which an instruction fills
/// before it takes its target's place.
#[derive(Debug)]
#[expect(
    clippy::vec_box,
    reason = "a finished value takes its target's place by swapping two pointers"
)]
pub(super) struct Slots {
    slots: Vec<Box<Lanes>>,
    spare: Box<Lanes>,
}

impl Slots {
    pub(super) fn new(count: usize) -> Slots {
        Slots {
            slots: (0..count).map(|_| Box::default()).collect(),
            spare: Box::default(),
        }
    }
}

/// What an operand is for one instruction.
#[derive(Clone, Copy)]
enum Side<'s> {
    Each(&'s Lanes),
    All(f64),
}

/// Runs a tape over one block.
#[inline(always)]
pub(super) fn run(
    program: &Program,
    constants: &[f64],
    variables: &[Lanes],
    outputs: &mut [Lanes],
    memory: &mut Slots,
) {
    let Slots { slots, spare } = memory;
    for instruction in &program.instructions {
        let target = instruction.target as usize;
        match instruction.code {
            Code::Store => {
                let side = side(instruction.a, slots, constants);
                unary(&mut outputs[target], side, |a| a);
            }
            Code::Load => {
                spare.0 = variables[instruction.a.constant()].0;
                mem::swap(&mut slots[target], spare);
            }
            Code::Add
            | Code::Subtract
            | Code::Multiply
            | Code::Min
            | Code::Max
            | Code::Modulo
            | Code::Power
            | Code::Divide
            | Code::Abs
            | Code::Cents
            | Code::Floor
            | Code::Round
            | Code::Compare(_)
            | Code::Select => {
                compute(spare, instruction, slots, constants);
                mem::swap(&mut slots[target], spare);
            }
        }
    }
}

#[inline(always)]
fn side<'s>(operand: Operand, slots: &'s [Box<Lanes>], constants: &[f64]) -> Side<'s> {
    match operand.slot() {
        Some(slot) => Side::Each(&slots[slot]),
        None => Side::All(constants[operand.constant()]),
    }
}

#[inline(always)]
fn compute(to: &mut Lanes, step: &Instruction, slots: &[Box<Lanes>], constants: &[f64]) {
    let a = side(step.a, slots, constants);
    let b = || side(step.b, slots, constants);
    let constant = |operand: Operand| constants[operand.constant()];
    match step.code {
        Code::Add => binary(to, a, b(), |a, b| a + b),
        Code::Subtract => binary(to, a, b(), |a, b| a - b),
        Code::Multiply => binary(to, a, b(), |a, b| a * b),
        Code::Min => binary(to, a, b(), |a, b| if a < b { a } else { b }),
        Code::Max => binary(to, a, b(), |a, b| if a > b { a } else { b }),
        Code::Modulo => binary(to, a, b(), modulo),
        Code::Power => binary(to, a, b(), math::power),
        Code::Divide => divide(to, a, b(), side(step.c, slots, constants)),
        Code::Abs => unary(to, a, f64::abs),
        Code::Cents => unary(to, a, cents),
        Code::Floor => {
            let unit = constant(step.b);
            unary(to, a, |a| (a * unit + HALF_BILLIONTH).floor() / unit);
        }
        Code::Round => {
            let unit = constant(step.b);
            unary(to, a, |a| {
                ((a.abs() * unit + TIE).floor() / unit).copysign(a)
            });
        }
        Code::Compare(op) => compare(to, op, (a, b()), constant(step.c)),
        Code::Select => select(
            to,
            a,
            side(step.b, slots, constants),
            side(step.c, slots, constants),
        ),
        // Handled by `run`, which alone holds the variables and the outputs.
        Code::Load | Code::Store => {}
    }
}

/// Half of the ninth decimal, by which a number may miss the whole one that it stands for.
const HALF_BILLIONTH: f64 = 0.5e-9;

/// Half a unit, with what a product of binary numbers may miss of a tie.
const TIE: f64 = 0.500_001;

/// Whole cents, as [`crate::quantity::to_cents`]: what reaches half a cent to the nearest
/// millionth of a euro goes away from zero.
#[inline(always)]
fn cents(a: f64) -> f64 {
    (a.abs() + 0.500_05).floor().copysign(a)
}

#[inline(always)]
fn modulo(a: f64, b: f64) -> f64 {
    let a = (a * 1e9 + 0.5).floor() / 1e9;
    let whole = a - b * (a / b).floor();
    if b == 0.0 { 0.0 } else { whole }
}

#[inline(always)]
fn unary(to: &mut Lanes, a: Side<'_>, f: impl Fn(f64) -> f64) {
    match a {
        Side::Each(a) => {
            for (to, a) in to.0.iter_mut().zip(&a.0) {
                *to = f(*a);
            }
        }
        Side::All(a) => to.0.fill(f(a)),
    }
}

#[inline(always)]
fn binary(to: &mut Lanes, a: Side<'_>, b: Side<'_>, f: impl Fn(f64, f64) -> f64) {
    match (a, b) {
        (Side::Each(a), Side::Each(b)) => {
            for ((to, a), b) in to.0.iter_mut().zip(&a.0).zip(&b.0) {
                *to = f(*a, *b);
            }
        }
        (Side::Each(a), Side::All(b)) => unary(to, Side::Each(a), |a| f(a, b)),
        (Side::All(a), Side::Each(b)) => unary(to, Side::Each(b), |b| f(a, b)),
        (Side::All(a), Side::All(b)) => to.0.fill(f(a, b)),
    }
}

#[inline(always)]
fn divide(to: &mut Lanes, a: Side<'_>, b: Side<'_>, otherwise: Side<'_>) {
    binary(to, a, b, |a, b| a / b);
    // A quotient by zero is no number; what the sheet says instead takes its place.
    if let Side::Each(b) = b {
        let zeros = b.0.contains(&0.0);
        if zeros {
            for (lane, (to, b)) in to.0.iter_mut().zip(&b.0).enumerate() {
                if *b == 0.0 {
                    *to = match otherwise {
                        Side::Each(otherwise) => otherwise.0[lane],
                        Side::All(otherwise) => otherwise,
                    };
                }
            }
        }
    }
}

#[inline(always)]
fn compare(to: &mut Lanes, op: CompareOp, (a, b): (Side<'_>, Side<'_>), threshold: f64) {
    let one = |holds: bool| if holds { 1.0 } else { 0.0 };
    match op {
        CompareOp::Less => binary(to, a, b, |a, b| one(a - b <= -threshold)),
        CompareOp::AtMost => binary(to, a, b, |a, b| one(a - b < threshold)),
        CompareOp::Greater => binary(to, a, b, |a, b| one(a - b >= threshold)),
        CompareOp::AtLeast => binary(to, a, b, |a, b| one(a - b > -threshold)),
        CompareOp::Equal => binary(to, a, b, |a, b| one((a - b).abs() < threshold)),
        CompareOp::NotEqual => binary(to, a, b, |a, b| one((a - b).abs() >= threshold)),
    }
}

#[inline(always)]
fn select(to: &mut Lanes, flag: Side<'_>, yes: Side<'_>, no: Side<'_>) {
    let Side::Each(flag) = flag else {
        // A known flag was folded; kept right all the same.
        let Side::All(flag) = flag else { return };
        return unary(to, if flag == 0.0 { no } else { yes }, |a| a);
    };
    match (yes, no) {
        (Side::Each(yes), Side::Each(no)) => {
            let sides = yes.0.iter().zip(&no.0);
            for ((to, flag), (yes, no)) in to.0.iter_mut().zip(&flag.0).zip(sides) {
                *to = if *flag == 0.0 { *no } else { *yes };
            }
        }
        (Side::Each(yes), Side::All(no)) => {
            for ((to, flag), yes) in to.0.iter_mut().zip(&flag.0).zip(&yes.0) {
                *to = if *flag == 0.0 { no } else { *yes };
            }
        }
        (Side::All(yes), Side::Each(no)) => {
            for ((to, flag), no) in to.0.iter_mut().zip(&flag.0).zip(&no.0) {
                *to = if *flag == 0.0 { *no } else { yes };
            }
        }
        (Side::All(yes), Side::All(no)) => {
            for (to, flag) in to.0.iter_mut().zip(&flag.0) {
                *to = if *flag == 0.0 { no } else { yes };
            }
        }
    }
}
