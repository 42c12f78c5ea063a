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

/// Orders what the outputs need and gives each node a slot. The outputs are visited in the order
/// of `visit` (positions in `outputs`): where that goes month by month, a value is computed shortly
/// before it is read, and few are alive at once.
pub(super) fn schedule(graph: &Graph, outputs: &[NodeId], visit: &[usize]) -> Program {
    let order = order(graph, visit.iter().map(|at| outputs[*at].index()));
    let last_use = last_uses(graph, &order);
    let mut builder = Builder {
        graph,
        slot_of: vec![u32::MAX; graph.nodes.len()],
        free: Vec::new(),
        program: Program {
            dead: graph.nodes.len() - order.len(),
            ..Program::default()
        },
    };
    let mut wanted: Vec<Vec<u32>> = vec![Vec::new(); graph.nodes.len()];
    for (number, node) in (0_u32..).zip(outputs) {
        wanted[node.index()].push(number);
    }
    for (at, node) in order.iter().enumerate() {
        builder.emit(*node);
        for number in &wanted[*node] {
            builder.store(*node, *number);
        }
        builder.release(*node, at, &last_use);
    }
    builder.program
}

/// The nodes that some nodes need, each after its operands: depth first from one root after the
/// other.
fn order(graph: &Graph, roots: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut order = Vec::new();
    let mut placed = vec![false; graph.nodes.len()];
    // A node with the position of the operand that is visited next.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for root in roots {
        open.push((root, 0));
        while let Some((node, next)) = open.pop() {
            if placed[node] {
                continue;
            }
            let operands = &graph.nodes[node].operands[..arity(graph.nodes[node].op)];
            match operands.get(next) {
                Some(operand) => {
                    open.push((node, next + 1));
                    if !placed[operand.index()] {
                        open.push((operand.index(), 0));
                    }
                }
                None => {
                    placed[node] = true;
                    order.push(node);
                }
            }
        }
    }
    order
}

/// For each node the place in the order of the last node that reads it; its own where only an
/// output does.
fn last_uses(graph: &Graph, order: &[usize]) -> Vec<usize> {
    let mut last: Vec<usize> = vec![0; graph.nodes.len()];
    for (at, node) in order.iter().enumerate() {
        last[*node] = at;
        let operands = &graph.nodes[*node].operands[..arity(graph.nodes[*node].op)];
        for operand in operands {
            last[operand.index()] = at;
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

    fn store(&mut self, node: usize, number: u32) {
        let value = self.place(node);
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
        self.place(node.index())
    }

    fn place(&self, node: usize) -> Operand {
        match self.graph.nodes[node].op {
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
            | Op::Select => Operand(self.slot_of[node]),
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
    fn release(&mut self, node: usize, at: usize, last_use: &[usize]) {
        let operands = &self.graph.nodes[node].operands[..arity(self.graph.nodes[node].op)];
        let read = operands.iter().map(|operand| operand.index());
        let mut done: Vec<usize> = read
            .chain([node])
            .filter(|of| last_use[*of] == at)
            .collect();
        done.sort_unstable();
        done.dedup();
        for node in done {
            if self.slot_of[node] != u32::MAX {
                self.free.push(self.slot_of[node]);
            }
        }
    }
}
