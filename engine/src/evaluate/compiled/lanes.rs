//! The interpreter: one instruction at a time, each over a block of trials side by side.
//!
//! Every lane is one trial and none reads another, so a trial's result does not depend on its
//! neighbours. All loops are plain arithmetic without a branch, which compilers turn into vector
//! instructions; nothing is fused or re-associated, so every instruction set gives the same bits.
//!
//! A block passes in parts, so that more slots stay in a core's second cache; a slot is a few
//! [`Line`]s, each read whole before it is written.

use std::cell::Cell;

use super::math;
use super::tape::{Instruction, Operation, Program, Run};
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

/// How many lanes stand in a line.
pub(super) const LINE: usize = 8;

/// Lines of a slot: half a block passes at a time. That leaves room in a core's second cache for
/// twice as many slots; a quarter costs more in dispatch than it saves.
const W: usize = 8;

/// As many lanes as the widest registers hold.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
pub(super) struct Line([f64; LINE]);

/// What one part of a block works on: a slot is `W` lines.
#[derive(Clone, Copy)]
struct Part<'a> {
    slots: &'a [[Cell<Line>; W]],
    constants: &'a [f64],
    terms: &'a [u32],
}

/// The working set of one thread.
#[derive(Debug)]
pub(super) struct Slots(Vec<Line>);

impl Slots {
    /// Room for so many slots.
    pub(super) fn new(count: usize) -> Slots {
        Slots(vec![Line([0.0; LINE]); count * W])
    }
}

/// Runs a tape over one block; outputs beyond the first places go to the second.
#[inline(always)]
pub(super) fn run(
    program: &Program,
    variables: &[Lanes],
    outputs: (&mut [Lanes], &mut [Lanes]),
    memory: &mut Slots,
) {
    let lines = Cell::from_mut(memory.0.as_mut_slice()).as_slice_of_cells();
    let part = Part {
        slots: lines.as_chunks().0,
        constants: &program.constants,
        terms: &program.terms,
    };
    for first in (0..LANES).step_by(W * LINE) {
        let mut instructions = program.instructions.iter();
        for run in &program.runs {
            let steps = instructions.as_slice();
            let (steps, rest) = steps.split_at(run.count as usize);
            instructions = rest.iter();
            if run.code.operation == Operation::Load {
                load(part, steps, variables, first);
            } else if run.code.operation == Operation::Store {
                store(part, steps, (&mut *outputs.0, &mut *outputs.1), first);
            } else {
                compute(part, run, steps);
            }
        }
    }
}

#[inline(always)]
fn load(part: Part<'_>, steps: &[Instruction], variables: &[Lanes], first: usize) {
    for step in steps {
        let from = &variables[step.a as usize].0[first..first + W * LINE];
        let to = &part.slots[step.target as usize];
        for (to, from) in to.iter().zip(from.as_chunks::<LINE>().0) {
            to.set(Line(*from));
        }
    }
}

#[inline(always)]
fn store(
    part: Part<'_>,
    steps: &[Instruction],
    outputs: (&mut [Lanes], &mut [Lanes]),
    first: usize,
) {
    for step in steps {
        let place = step.target as usize;
        let to = match place.checked_sub(outputs.0.len()) {
            None => &mut outputs.0[place],
            Some(flag) => &mut outputs.1[flag],
        };
        let to = &mut to.0[first..first + W * LINE];
        let from = &part.slots[step.a as usize];
        for (to, from) in to.as_chunks_mut::<LINE>().0.iter_mut().zip(from) {
            *to = from.get().0;
        }
    }
}

#[inline(always)]
fn compute(part: Part<'_>, run: &Run, steps: &[Instruction]) {
    if run.code.rounded {
        rounded(part, run.code.operation, steps);
    } else {
        plain(part, run.code.operation, steps);
    }
}

/// One value of each lane from those of one, two or three slots and from constants, for every step
/// of a run. A macro, since a closure is not sure to be compiled for the instruction set of the
/// function that it is used in.
macro_rules! each {
    ($part:ident, $steps:ident, [$($slot:ident),*], [$($constant:ident),*], $value:expr) => {
        for step in $steps {
            let places = [step.a, step.b, step.c];
            let mut next = 0;
            $(
                let $slot = &$part.slots[places[next] as usize];
                next += 1;
            )*
            $(
                let $constant = $part.constants[places[next] as usize];
                next += 1;
            )*
            let _ = next;
            let to = &$part.slots[step.target as usize];
            for at in 0..W {
                $(let $slot = $slot[at].get().0;)*
                let mut line = [0.0; LINE];
                for lane in 0..LINE {
                    $(let $slot = $slot[lane];)*
                    line[lane] = $value;
                }
                to[at].set(Line(line));
            }
        }
    };
}

/// The sum of some terms less that of others, in this order, each told as `$told` of it.
macro_rules! sum {
    ($part:ident, $steps:ident, $skip:literal, $told:ident) => {
        for step in $steps {
            let terms = &$part.terms[step.a as usize..];
            let (plus, rest) = terms.split_at($skip + step.b as usize);
            let minus = &rest[..step.c as usize];
            let to = &$part.slots[step.target as usize];
            for first in (0..W).step_by(HELD) {
                let mut sums = [[0.0; LINE]; HELD];
                for at in 0..HELD {
                    sums[at] = if $skip == 1 {
                        [$part.constants[plus[0] as usize]; LINE]
                    } else {
                        $part.slots[plus[0] as usize][first + at].get().0
                    };
                }
                for term in &plus[1..] {
                    let term = &$part.slots[*term as usize];
                    for at in 0..HELD {
                        let term = term[first + at].get().0;
                        for lane in 0..LINE {
                            sums[at][lane] += term[lane];
                        }
                    }
                }
                for term in minus {
                    let term = &$part.slots[*term as usize];
                    for at in 0..HELD {
                        let term = term[first + at].get().0;
                        for lane in 0..LINE {
                            sums[at][lane] -= term[lane];
                        }
                    }
                }
                for at in 0..HELD {
                    for lane in 0..LINE {
                        sums[at][lane] = $told(sums[at][lane]);
                    }
                    to[first + at].set(Line(sums[at]));
                }
            }
        }
    };
}

/// Lines that a sum keeps in registers at a time.
const HELD: usize = 4;

/// Operations whose result is rounded to cents.
#[inline(always)]
fn rounded(part: Part<'_>, operation: Operation, steps: &[Instruction]) {
    match operation {
        Operation::Add => each!(part, steps, [a, b], [], cents(a + b)),
        Operation::Subtract => each!(part, steps, [a, b], [], cents(a - b)),
        Operation::Sum => sum!(part, steps, 0, cents),
        Operation::SumFrom => sum!(part, steps, 1, cents),
        Operation::Multiply => each!(part, steps, [a, b], [], cents(a * b)),
        Operation::Scale => each!(part, steps, [a], [b], cents(a * b)),
        Operation::Divide => each!(part, steps, [a, b], [c], cents(quotient(a, b, c))),
        Operation::DivideBy => each!(part, steps, [a], [b], cents(a / b)),
        Operation::DivideInto => each!(part, steps, [b], [a, c], cents(quotient(a, b, c))),
        Operation::Load
        | Operation::Store
        | Operation::Fill
        | Operation::Min
        | Operation::AtMost
        | Operation::Max
        | Operation::AtLeast
        | Operation::Modulo
        | Operation::ModuloBy
        | Operation::Power
        | Operation::PowerBy
        | Operation::Abs
        | Operation::Cents
        | Operation::Floor
        | Operation::Round
        | Operation::Compare(_)
        | Operation::CompareWith(_)
        | Operation::Select
        | Operation::SelectElse
        | Operation::SelectThen
        | Operation::Choose => unreachable!("no rounding is part of this operation"),
    }
}

#[inline(always)]
fn plain(part: Part<'_>, operation: Operation, steps: &[Instruction]) {
    match operation {
        Operation::Load | Operation::Store => {}
        Operation::Fill => each!(part, steps, [], [a], a),
        Operation::Add => each!(part, steps, [a, b], [], a + b),
        Operation::Subtract => each!(part, steps, [a, b], [], a - b),
        Operation::Sum => sum!(part, steps, 0, unrounded),
        Operation::SumFrom => sum!(part, steps, 1, unrounded),
        Operation::Multiply => each!(part, steps, [a, b], [], a * b),
        Operation::Scale => each!(part, steps, [a], [b], a * b),
        Operation::Min => each!(part, steps, [a, b], [], least(a, b)),
        Operation::AtMost => each!(part, steps, [a], [b], least(a, b)),
        Operation::Max => each!(part, steps, [a, b], [], greatest(a, b)),
        Operation::AtLeast => each!(part, steps, [a], [b], greatest(a, b)),
        Operation::Modulo => each!(part, steps, [a, b], [], modulo(a, b)),
        Operation::ModuloBy => each!(part, steps, [a], [b], modulo(a, b)),
        Operation::Power => each!(part, steps, [a, b], [], math::power(a, b)),
        Operation::PowerBy => power_by(part, steps),
        Operation::Divide => each!(part, steps, [a, b], [c], quotient(a, b, c)),
        Operation::DivideBy => each!(part, steps, [a], [b], a / b),
        Operation::DivideInto => each!(part, steps, [b], [a, c], quotient(a, b, c)),
        Operation::Abs => each!(part, steps, [a], [], a.abs()),
        Operation::Cents => each!(part, steps, [a], [], cents(a)),
        Operation::Floor => each!(part, steps, [a], [unit], floor(a, unit)),
        Operation::Round => each!(part, steps, [a], [unit], round(a, unit)),
        Operation::Compare(op) => compare(part, op, steps),
        Operation::CompareWith(op) => compare_with(part, op, steps),
        Operation::Select => each!(part, steps, [a, b, c], [], choice(a, b, c)),
        Operation::SelectElse => each!(part, steps, [a, b], [c], choice(a, b, c)),
        Operation::SelectThen => each!(part, steps, [a, c], [b], choice(a, b, c)),
        Operation::Choose => each!(part, steps, [a], [b, c], choice(a, b, c)),
    }
}

#[inline(always)]
fn compare(part: Part<'_>, op: CompareOp, steps: &[Instruction]) {
    match op {
        CompareOp::Less => each!(part, steps, [a, b], [limit], one(a - b <= -limit)),
        CompareOp::AtMost => each!(part, steps, [a, b], [limit], one(a - b < limit)),
        CompareOp::Greater => each!(part, steps, [a, b], [limit], one(a - b >= limit)),
        CompareOp::AtLeast => each!(part, steps, [a, b], [limit], one(a - b > -limit)),
        CompareOp::Equal => each!(part, steps, [a, b], [limit], one((a - b).abs() < limit)),
        CompareOp::NotEqual => each!(part, steps, [a, b], [limit], one((a - b).abs() >= limit)),
    }
}

#[inline(always)]
fn compare_with(part: Part<'_>, op: CompareOp, steps: &[Instruction]) {
    match op {
        CompareOp::Less => each!(part, steps, [a], [b, limit], one(a - b <= -limit)),
        CompareOp::AtMost => each!(part, steps, [a], [b, limit], one(a - b < limit)),
        CompareOp::Greater => each!(part, steps, [a], [b, limit], one(a - b >= limit)),
        CompareOp::AtLeast => each!(part, steps, [a], [b, limit], one(a - b > -limit)),
        CompareOp::Equal => each!(part, steps, [a], [b, limit], one((a - b).abs() < limit)),
        CompareOp::NotEqual => each!(part, steps, [a], [b, limit], one((a - b).abs() >= limit)),
    }
}

#[inline(always)]
fn power_by(part: Part<'_>, steps: &[Instruction]) {
    for step in steps {
        let steps = std::slice::from_ref(step);
        if math::is_whole(part.constants[step.b as usize]) {
            each!(part, steps, [a], [b], math::power(a, b));
        } else {
            each!(part, steps, [a], [b], math::broken_power(a, b));
        }
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

/// A quotient; by zero it is no number, and what the sheet says instead takes its place.
#[inline(always)]
fn quotient(a: f64, b: f64, otherwise: f64) -> f64 {
    let quotient = a / b;
    if b == 0.0 { otherwise } else { quotient }
}

#[inline(always)]
fn unrounded(sum: f64) -> f64 {
    sum
}

#[inline(always)]
fn one(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

#[inline(always)]
fn least(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

#[inline(always)]
fn greatest(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

#[inline(always)]
fn floor(a: f64, unit: f64) -> f64 {
    (a * unit + HALF_BILLIONTH).floor() / unit
}

#[inline(always)]
fn round(a: f64, unit: f64) -> f64 {
    ((a.abs() * unit + TIE).floor() / unit).copysign(a)
}

#[inline(always)]
fn choice(flag: f64, yes: f64, no: f64) -> f64 {
    if flag == 0.0 { no } else { yes }
}
