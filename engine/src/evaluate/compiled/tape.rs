//! The tape: instructions in runs of the same operation, each value in a slot that is given back
//! after its last use.

use super::fuse::{Step, Steps, to_u32};
use crate::sheet::CompareOp;

/// What an instruction does. Operands are slots, but for those called constants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    /// A variable of the trial.
    Load,
    /// Hands out an output.
    Store,
    /// A constant, where an operation takes computed values only.
    Fill,
    /// `a + b`
    Add,
    /// `a − b`
    Subtract,
    /// The sum of some terms, less that of others.
    Sum,
    /// The same, starting from a constant.
    SumFrom,
    /// `a × b`
    Multiply,
    /// `a ×` a constant.
    Scale,
    /// The lesser.
    Min,
    /// The lesser of a value and a constant.
    AtMost,
    /// The greater.
    Max,
    /// The greater of a value and a constant.
    AtLeast,
    /// The remainder.
    Modulo,
    /// The remainder by a constant.
    ModuloBy,
    /// `a` to the power `b`.
    Power,
    /// `a` to the power of a constant.
    PowerBy,
    /// `a / b`, or a constant where b is zero.
    Divide,
    /// `a /` a constant.
    DivideBy,
    /// A constant `/ a`, or another constant where a is zero.
    DivideInto,
    /// The absolute value.
    Abs,
    /// Whole cents.
    Cents,
    /// The greatest whole multiple not above; the constant turns the value into a count of units.
    Floor,
    /// Rounded half away from zero, likewise.
    Round,
    /// A comparison of two values; the constant is the threshold.
    Compare(CompareOp),
    /// A comparison with a constant; the second constant is the threshold.
    CompareWith(CompareOp),
    /// `b` where a is not 0, else `c`.
    Select,
    /// `b` where a is not 0, else a constant.
    SelectElse,
    /// A constant where a is not 0, else `b`.
    SelectThen,
    /// One of two constants.
    Choose,
}

/// An operation, and whether its result is rounded to cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) operation: Operation,
    pub(super) rounded: bool,
}

/// One step of the tape: where its result goes, its slots and then its constants. For a sum the
/// beginning of its terms, how many are added and how many subtracted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Instruction {
    pub(super) target: u32,
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) c: u32,
}

/// Instructions of one operation, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) code: Code,
    pub(super) count: u32,
}

/// The instructions and how much room they need.
#[derive(Debug, Clone, Default)]
pub(super) struct Program {
    pub(super) runs: Vec<Run>,
    pub(super) instructions: Vec<Instruction>,
    /// Slots that sums read, a starting constant before them where there is one.
    pub(super) terms: Vec<u32>,
    pub(super) constants: Vec<f64>,
    pub(super) slots: usize,
}

/// Gives each value a slot; `outputs` are the nodes to hand out.
pub(super) fn assemble(steps: Steps, order: &[u32], outputs: &[u32]) -> Program {
    let mut last_use = vec![u32::MAX; steps.nodes];
    for (at, step) in (0_u32..).zip(order) {
        let step = &steps.steps[*step as usize];
        last_use[step.result as usize] = at;
        for operand in steps.operands(step) {
            last_use[*operand as usize] = at;
        }
    }
    let mut wanted: Vec<(u32, u32)> = (0_u32..).zip(outputs).map(|(nth, of)| (*of, nth)).collect();
    wanted.sort_unstable();
    let mut assembly = Assembly {
        slot_of: vec![u32::MAX; steps.nodes],
        free: Vec::new(),
        program: Program::default(),
    };
    for (at, step) in (0_u32..).zip(order) {
        let step = &steps.steps[*step as usize];
        assembly.emit(step, steps.operands(step), at, &last_use);
        let first = wanted.partition_point(|(of, _)| *of < step.result);
        for (_, nth) in wanted[first..]
            .iter()
            .take_while(|(of, _)| *of == step.result)
        {
            let slot = assembly.slot_of[step.result as usize];
            assembly.push(STORE, *nth, [slot, 0, 0]);
        }
        if last_use[step.result as usize] == at {
            assembly.free.push(assembly.slot_of[step.result as usize]);
        }
    }
    assembly.program.constants = steps.constants;
    assembly.program
}

const STORE: Code = Code {
    operation: Operation::Store,
    rounded: false,
};

struct Assembly {
    slot_of: Vec<u32>,
    free: Vec<u32>,
    program: Program,
}

impl Assembly {
    fn emit(&mut self, step: &Step, operands: &[u32], at: u32, last_use: &[u32]) {
        let (mut places, mut next) = ([0; 3], 0);
        let mut put = |place: u32| {
            if next < places.len() {
                places[next] = place;
                next += 1;
            }
        };
        let sum = matches!(step.code.operation, Operation::Sum | Operation::SumFrom);
        let slots = operands
            .iter()
            .map(|operand| self.slot_of[*operand as usize]);
        if sum {
            let terms = &mut self.program.terms;
            put(to_u32(terms.len()));
            put(step.plus);
            put(to_u32(operands.len()) - step.plus);
            if step.code.operation == Operation::SumFrom {
                terms.push(step.constants[0]);
            }
            terms.extend(slots);
        } else {
            slots.for_each(&mut put);
            step.constants.into_iter().for_each(&mut put);
        }
        // Every operation reads a lane before it writes it, so its target may be the slot of an
        // operand that nothing reads any more.
        for operand in operands {
            let slot = &mut self.slot_of[*operand as usize];
            if last_use[*operand as usize] == at && *slot != u32::MAX {
                self.free.push(*slot);
                *slot = u32::MAX;
            }
        }
        let target = self.free.pop().unwrap_or_else(|| {
            self.program.slots += 1;
            to_u32(self.program.slots - 1)
        });
        self.slot_of[step.result as usize] = target;
        self.push(step.code, target, places);
    }

    fn push(&mut self, code: Code, target: u32, [a, b, c]: [u32; 3]) {
        self.program
            .instructions
            .push(Instruction { target, a, b, c });
        match self.program.runs.last_mut() {
            Some(run) if run.code == code => run.count += 1,
            _ => self.program.runs.push(Run { code, count: 1 }),
        }
    }
}
