//! The compiled reading: the same sheet, over many trials at once, in binary floating point.
//!
//! Formula by formula and month by month the sheet expands to operations. What no variable reaches
//! is computed beforehand, in decimals; equal operations are kept once; what no output needs is
//! dropped. The rest is a flat tape of instructions, each over a block of [`LANES`] trials, whose
//! intermediate values share a small set of slots.
//!
//! * Money travels in cents: an amount that the sheet rounds is a whole number in every lane, and
//!   sums of whole numbers are exact up to 9·10¹³ euro. The rounding is the one of
//!   [`crate::quantity::to_cents`], valid up to 4·10⁹ euro an amount.
//! * Comparisons, `floor` and the remainder round as the exact reading does.
//! * A trial's result depends on its variables alone: not on the block it falls into, nor on the
//!   instruction set ([`InstructionSet`]), nor on the thread.
//!
//! A cell can start a difference of one cent from the exact reading only where the number before
//! the rounding lies closer to a tie than binary arithmetic can see; tests follow such a cell to
//! where it began instead of allowing for it.

mod dispatch;
mod expand;
mod fuse;
mod graph;
mod inner;
mod intern;
mod lanes;
pub(crate) mod math;
mod needed;
mod node;
mod order;
mod tape;
mod text;
mod wanted;

pub use dispatch::InstructionSet;
pub use lanes::{LANES, Lanes};
pub use wanted::Wanted;

use super::Case;
use crate::sheet::{InputId, Sheet};
use expand::Expansion;
use lanes::Slots;
use node::NodeId;
use tape::Program;
use wanted::Found;

/// An input that takes a value of its own in each trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vary {
    /// The input.
    pub input: InputId,
    /// By which variables, and how they meet its level.
    pub by: VaryAs,
}

/// How variables of a trial meet the level of an input: see [`crate::sheet::Drawn`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VaryAs {
    /// The level is multiplied by this variable.
    Ratio(u32),
    /// This variable is added to the level.
    Difference(u32),
    /// One variable a month is added, from this one on.
    Path(u32),
}

/// What the tape hands out, and in which unit.
#[derive(Debug, Clone, Copy)]
struct Output {
    /// What the lanes' value is divided by: 100 for money.
    scale: f64,
    /// Among [`Tape::flags`] the one that is 0 where it does not exist.
    exists: Option<u32>,
}

/// How large a tape is, and what became of the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Rows times months.
    pub cells: usize,
    /// Operations computed beforehand.
    pub folded: usize,
    /// Operations that were there already.
    pub shared: usize,
    /// Operations that no output needs.
    pub dead: usize,
    /// Steps of the tape.
    pub instructions: usize,
    /// Values that are alive at once, at most.
    pub slots: usize,
}

/// A sheet compiled for some variables and outputs.
#[derive(Debug, Clone)]
pub struct Tape {
    program: Program,
    outputs: Vec<Output>,
    /// How many outputs besides tell which of the others exist.
    flags: usize,
    size: Size,
}

/// What one thread needs to run a tape.
#[derive(Debug)]
pub struct Memory {
    slots: Slots,
    flags: Vec<Lanes>,
}

impl Tape {
    /// Compiles a sheet in a case: `vary` are the inputs that differ between trials, `wanted` the
    /// numbers to hand out, in this order. Draws of the case itself are not looked at.
    pub fn compile(sheet: &Sheet, case: &Case, vary: &[Vary], wanted: &[Wanted]) -> Tape {
        let mut expansion = Expansion::of(sheet, case, vary, wanted);
        let mut nodes: Vec<NodeId> = Vec::with_capacity(wanted.len());
        let mut outputs = Vec::with_capacity(wanted.len());
        let mut flags: Vec<NodeId> = Vec::new();
        for wanted in wanted {
            let Found { value, exists } = wanted.expand(&mut expansion);
            nodes.push(expansion.graph.place(value));
            let exists = exists.map(|exists| {
                let flag = expansion.graph.place(exists);
                let known = flags.iter().position(|known| *known == flag);
                fuse::to_u32(known.unwrap_or_else(|| {
                    flags.push(flag);
                    flags.len() - 1
                }))
            });
            outputs.push(Output {
                scale: 100_f64.powi(value.money.unwrap_or(0).into()),
                exists,
            });
        }
        let flag_count = flags.len();
        nodes.extend(flags);
        let numbers: Vec<u32> = nodes
            .iter()
            .map(|node| fuse::to_u32(node.index()))
            .collect();
        let mut graph = expansion.graph;
        let constants = std::mem::take(&mut graph.constants).into_values();
        let steps = fuse::fuse(&graph, constants, &nodes);
        let mut order = order::order(&steps, &graph.months, &numbers);
        order::group(&steps, &mut order);
        let (instructions, dead) = (steps.operations, steps.dead);
        let program = tape::assemble(steps, &order, &numbers);
        let size = Size {
            cells: sheet.rows().len() * sheet.timeline().month_count() as usize,
            folded: graph.folded,
            shared: graph.shared,
            dead,
            instructions,
            slots: program.slots,
        };
        Tape {
            program,
            outputs,
            flags: flag_count,
            size,
        }
    }

    /// How large the tape is.
    pub fn size(&self) -> Size {
        self.size
    }

    /// How many outputs it hands out.
    pub fn outputs(&self) -> usize {
        self.outputs.len()
    }

    /// Room for one thread to run it.
    pub fn memory(&self) -> Memory {
        Memory {
            slots: Slots::new(self.program.slots),
            flags: vec![Lanes::default(); self.flags],
        }
    }

    /// Computes one block: `variables` holds each variable of every trial of the block, `outputs`
    /// receives the outputs, in the sheet's units.
    ///
    /// # Panics
    /// If there are fewer variables than the inputs vary by, or not as many outputs as wanted.
    pub fn run(
        &self,
        set: InstructionSet,
        variables: &[Lanes],
        outputs: &mut [Lanes],
        memory: &mut Memory,
    ) {
        assert_eq!(outputs.len(), self.outputs.len(), "one place an output");
        let Memory { slots, flags } = memory;
        dispatch::run(set, &self.program, variables, (outputs, flags), slots);
        for (lanes, output) in outputs.iter_mut().zip(&self.outputs) {
            for lane in &mut lanes.0 {
                // No value is a negative zero.
                *lane = *lane / output.scale + 0.0;
            }
            if let Some(flag) = output.exists {
                for (lane, flag) in lanes.0.iter_mut().zip(&flags[flag as usize].0) {
                    *lane = if *flag == 0.0 { f64::NAN } else { *lane };
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
