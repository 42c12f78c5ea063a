//! From the graph to a tape: what the outputs need, in order, each in a slot that is given back
//! after its last use.

use super::graph::{Graph, NodeId, Op};
use crate::sheet::CompareOp;

/// Where an instruction finds an operand: a slot, or (with the top bit set) a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Operand(u32);

const CONSTANT: u32 = 1 << 31;

impl Operand {
    pub(super) fn slot(self) -> Option<usize> {
        (self.0 & CONSTANT == 0).then_some(self.0 as usize)
    }

    /// The position of a constant; meaningless for a slot.
    pub(super) fn constant(self) -> usize {
        (self.0 & !CONSTANT) as usize
    }
}

/// What an instruction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    /// Takes a variable of the trial: `a` is its number, as a constant's position.
    Load,
    /// Hands out an output: `target` is its number.
    Store,
    Add,
    Subtract,
    Multiply,
    Min,
    Max,
    Modulo,
    Power,
    Divide,
    Abs,
    Cents,
    /// `b` is the constant that turns the value into a count of units.
    Floor,
    /// `b` is the constant that turns the value into a count of units.
    Round,
    /// `c` is the threshold, a constant.
    Compare(CompareOp),
    Select,
}

/// One step of the tape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Instruction {
    pub(super) code: Code,
    pub(super) target: u32,
    pub(super) a: Operand,
    pub(super) b: Operand,
    pub(super) c: Operand,
}

/// The instructions and how much room they need.
#[derive(Debug, Clone, Default)]
pub(super) struct Program {
    pub(super) instructions: Vec<Instruction>,
    pub(super) slots: usize,
    /// Nodes that no output needs.
    pub(super) dead: usize,
}

/// Orders what the outputs need and gives each node a slot.
pub(super) fn schedule(graph: &Graph, outputs: &[NodeId]) -> Program {
    let last_use = last_uses(graph, outputs);
    let mut builder = Builder {
        graph,
        slot_of: vec![u32::MAX; graph.nodes.len()],
        free: Vec::new(),
        program: Program::default(),
    };
    let mut wanted: Vec<(NodeId, u32)> = outputs
        .iter()
        .enumerate()
        .map(|(number, node)| (*node, u32::try_from(number).unwrap_or(u32::MAX)))
        .collect();
    wanted.sort_unstable();
    let mut wanted = wanted.into_iter().peekable();
    for (index, used_until) in last_use.iter().enumerate() {
        let Some(used_until) = *used_until else {
            builder.program.dead += 1;
            continue;
        };
        builder.emit(index);
        while let Some((node, number)) = wanted.next_if(|(node, _)| node.index() == index) {
            builder.store(node, number);
        }
        builder.release(index, used_until, &last_use);
    }
    builder.program
}

/// For each node the last node that reads it, itself where only an output does; `None` for what
/// no output needs.
fn last_uses(graph: &Graph, outputs: &[NodeId]) -> Vec<Option<usize>> {
    let mut last: Vec<Option<usize>> = vec![None; graph.nodes.len()];
    for node in outputs {
        last[node.index()] = Some(node.index());
    }
    for index in (0..graph.nodes.len()).rev() {
        if last[index].is_none() {
            continue;
        }
        let node = graph.nodes[index];
        for operand in &node.operands[..arity(node.op)] {
            let known = &mut last[operand.index()];
            *known = Some(known.map_or(index, |later| later.max(index)));
        }
    }
    last
}

/// How many operands an operation has.
fn arity(op: Op) -> usize {
    match op {
        Op::Constant(_) | Op::Variable(_) => 0,
        Op::Abs | Op::Floor(_) | Op::Cents | Op::Round(_) => 1,
        Op::Add
        | Op::Subtract
        | Op::Multiply
        | Op::Min
        | Op::Max
        | Op::Modulo
        | Op::Power
        | Op::Compare(..) => 2,
        Op::Divide | Op::Select => 3,
    }
}

struct Builder<'a> {
    graph: &'a Graph,
    slot_of: Vec<u32>,
    free: Vec<u32>,
    program: Program,
}

impl Builder<'_> {
    /// The instruction of a node; constants need none.
    fn emit(&mut self, index: usize) {
        let node = self.graph.nodes[index];
        let constant = |position: u32| Operand(CONSTANT | position);
        let [a, b, c] = node.operands;
        let zero = constant(0);
        let (code, operands) = match node.op {
            Op::Constant(_) => return,
            Op::Variable(number) => (Code::Load, [constant(number), zero, zero]),
            Op::Add => (Code::Add, [self.operand(a), self.operand(b), zero]),
            Op::Subtract => (Code::Subtract, [self.operand(a), self.operand(b), zero]),
            Op::Multiply => (Code::Multiply, [self.operand(a), self.operand(b), zero]),
            Op::Min => (Code::Min, [self.operand(a), self.operand(b), zero]),
            Op::Max => (Code::Max, [self.operand(a), self.operand(b), zero]),
            Op::Modulo => (Code::Modulo, [self.operand(a), self.operand(b), zero]),
            Op::Power => (Code::Power, [self.operand(a), self.operand(b), zero]),
            Op::Divide => (
                Code::Divide,
                [self.operand(a), self.operand(b), self.operand(c)],
            ),
            Op::Abs => (Code::Abs, [self.operand(a), zero, zero]),
            Op::Cents => (Code::Cents, [self.operand(a), zero, zero]),
            Op::Floor(unit) => (Code::Floor, [self.operand(a), constant(unit), zero]),
            Op::Round(unit) => (Code::Round, [self.operand(a), constant(unit), zero]),
            Op::Compare(op, threshold) => (
                Code::Compare(op),
                [self.operand(a), self.operand(b), constant(threshold)],
            ),
            Op::Select => (
                Code::Select,
                [self.operand(a), self.operand(b), self.operand(c)],
            ),
        };
        // The target is taken before the operands are given back, so it never is one of them.
        let target = self.take_slot();
        self.slot_of[index] = target;
        self.push(code, target, operands);
    }

    fn store(&mut self, node: NodeId, number: u32) {
        let value = self.operand(node);
        let zero = Operand(CONSTANT);
        self.push(Code::Store, number, [value, zero, zero]);
    }

    fn push(&mut self, code: Code, target: u32, [a, b, c]: [Operand; 3]) {
        let instruction = Instruction {
            code,
            target,
            a,
            b,
            c,
        };
        self.program.instructions.push(instruction);
    }

    fn operand(&self, node: NodeId) -> Operand {
        match self.graph.nodes[node.index()].op {
            Op::Constant(position) => Operand(CONSTANT | position),
            Op::Variable(_)
            | Op::Add
            | Op::Subtract
            | Op::Multiply
            | Op::Min
            | Op::Max
            | Op::Modulo
            | Op::Power
            | Op::Divide
            | Op::Abs
            | Op::Floor(_)
            | Op::Cents
            | Op::Round(_)
            | Op::Compare(..)
            | Op::Select => Operand(self.slot_of[node.index()]),
        }
    }

    fn take_slot(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            let slot = u32::try_from(self.program.slots).unwrap_or(u32::MAX);
            self.program.slots += 1;
            slot
        })
    }

    /// Gives back the slots that this node was the last to read, and its own where nobody does.
    fn release(&mut self, index: usize, used_until: usize, last_use: &[Option<usize>]) {
        let node = self.graph.nodes[index];
        let mut done: Vec<usize> = node.operands[..arity(node.op)]
            .iter()
            .map(|operand| operand.index())
            .filter(|operand| last_use[*operand] == Some(index))
            .collect();
        if used_until == index {
            done.push(index);
        }
        done.sort_unstable();
        done.dedup();
        for node in done {
            if self.slot_of[node] != u32::MAX {
                self.free.push(self.slot_of[node]);
            }
        }
    }
}
