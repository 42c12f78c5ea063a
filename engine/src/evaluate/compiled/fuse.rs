//! From nodes to steps: what the outputs need, with a sum of many terms as one step and a rounding
//! to cents as part of the step that it rounds.
//!
//! A step keeps what it works on in registers, so what is fused is neither written nor read again.
//! Whole numbers are added in any order, since their sums are exact; all others in the order in
//! which the sheet adds them.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::graph::Graph;
use super::inner::{inner, uses};
use super::intern::Spread;
use super::node::{Kind, NodeId, Op};
use super::tape::{Code, Operation};
use crate::sheet::CompareOp;

/// One step before it has a place: what it does to the values of which nodes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) code: Code,
    /// The node that it computes.
    pub(super) result: u32,
    /// Where its operands stand in [`Steps::operands`], and how many there are.
    first: u32,
    count: u32,
    /// How many of the operands a sum adds; it subtracts the others.
    pub(super) plus: u32,
    /// Positions of constants that it uses, or the number of a variable.
    pub(super) constants: [u32; 2],
}

/// The steps, each after those whose values it uses.
#[derive(Debug, Default)]
pub(super) struct Steps {
    pub(super) steps: Vec<Step>,
    operands: Vec<u32>,
    pub(super) constants: Vec<f64>,
    /// Operations on two numbers at most, as the sheet counts them.
    pub(super) operations: usize,
    /// How many nodes the graph has.
    pub(super) nodes: usize,
    /// How many of them no output needs.
    pub(super) dead: usize,
}

impl Steps {
    /// The nodes whose values a step uses.
    pub(super) fn operands(&self, step: &Step) -> &[u32] {
        &self.operands[step.first as usize..][..step.count as usize]
    }
}

/// The steps for some outputs of a graph.
pub(super) fn fuse(graph: &Graph, constants: Vec<f64>, outputs: &[NodeId]) -> Steps {
    let uses = uses(graph, outputs);
    let inner = inner(graph, &uses);
    let mut fusion = Fusion {
        graph,
        inner,
        filled: vec![false; graph.nodes.len()],
        sums: HashMap::default(),
        terms: Terms::default(),
        steps: Steps {
            constants,
            nodes: graph.nodes.len(),
            ..Steps::default()
        },
    };
    for (at, uses) in uses.iter().enumerate() {
        if *uses == 0 {
            fusion.steps.dead += 1;
        } else if !fusion.inner[at] {
            fusion.node(at);
        }
    }
    for output in outputs {
        fusion.fill(to_u32(output.index()));
    }
    fusion.steps
}

/// What a step is made of.
struct Shape {
    operation: Operation,
    operands: [usize; 3],
    count: usize,
    constants: [u32; 2],
}

impl Shape {
    fn new(operation: Operation, stated: &[usize], known: &[u32]) -> Shape {
        let (mut operands, mut constants) = ([0; 3], [0; 2]);
        operands[..stated.len()].copy_from_slice(stated);
        constants[..known.len()].copy_from_slice(known);
        Shape {
            operation,
            operands,
            count: stated.len(),
            constants,
        }
    }
}

/// The terms of a sum.
#[derive(Debug, Default)]
struct Terms {
    plus: Vec<u32>,
    minus: Vec<u32>,
    /// What a constant adds to.
    known: Option<f64>,
    /// Nodes to look at, and whether they are added.
    open: Vec<(usize, bool)>,
}

struct Fusion<'a> {
    graph: &'a Graph,
    inner: Vec<bool>,
    /// Constants that have a step of their own already.
    filled: Vec<bool>,
    sums: HashMap<u64, u32, BuildHasherDefault<Spread>>,
    terms: Terms,
    steps: Steps,
}

impl Fusion<'_> {
    fn node(&mut self, at: usize) {
        let node = self.graph.nodes[at];
        let inside = node.operands[0].index();
        if node.op == Op::Cents && self.inner[inside] {
            self.steps.operations += 1;
            self.step(at, inside, true);
        } else {
            self.step(at, at, false);
        }
    }

    /// The step that computes a node; where it rounds, for the rounding `result`.
    fn step(&mut self, result: usize, at: usize, rounded: bool) {
        let Some(shape) = self.shape(at) else {
            if matches!(self.graph.nodes[at].op, Op::Add | Op::Subtract) {
                self.sum(result, at, rounded);
            }
            return;
        };
        let operands = shape.operands.map(to_u32);
        for operand in &operands[..shape.count] {
            self.fill(*operand);
        }
        self.steps.operations += usize::from(shape.operation != Operation::Load);
        let code = Code {
            operation: shape.operation,
            rounded,
        };
        let first = to_u32(self.steps.operands.len());
        self.steps.operands.extend(&operands[..shape.count]);
        self.push(code, result, first, 0, shape.constants);
    }

    fn constant(&self, of: usize) -> Option<u32> {
        match self.graph.nodes.get(of)?.op {
            Op::Constant(constant) => Some(constant),
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
            | Op::Select => None,
        }
    }

    /// What the step of a node is made of; `None` for a constant and for a sum.
    fn shape(&self, at: usize) -> Option<Shape> {
        use Operation as To;
        let node = self.graph.nodes[at];
        let [a, b, c] = node.operands.map(NodeId::index);
        let (known_a, known_b) = (self.constant(a), self.constant(b));
        let symmetric = |with: To, pair: To| match (known_a, known_b) {
            (Some(constant), _) => Shape::new(with, &[b], &[constant]),
            (None, Some(constant)) => Shape::new(with, &[a], &[constant]),
            (None, None) => Shape::new(pair, &[a, b], &[]),
        };
        let second = |with: To, pair: To| match known_b {
            Some(constant) => Shape::new(with, &[a], &[constant]),
            None => Shape::new(pair, &[a, b], &[]),
        };
        let shape = match node.op {
            Op::Constant(_) | Op::Add | Op::Subtract => return None,
            Op::Variable(number) => Shape::new(To::Load, &[], &[number]),
            Op::Multiply => symmetric(To::Scale, To::Multiply),
            Op::Min => symmetric(To::AtMost, To::Min),
            Op::Max => symmetric(To::AtLeast, To::Max),
            Op::Modulo => second(To::ModuloBy, To::Modulo),
            Op::Power => second(To::PowerBy, To::Power),
            Op::Divide => {
                let otherwise = self.constant(c).unwrap_or(0);
                match (known_a, known_b) {
                    (None, Some(divisor)) => Shape::new(To::DivideBy, &[a], &[divisor]),
                    (Some(known), _) => Shape::new(To::DivideInto, &[b], &[known, otherwise]),
                    (None, None) => Shape::new(To::Divide, &[a, b], &[otherwise]),
                }
            }
            Op::Abs => Shape::new(To::Abs, &[a], &[]),
            Op::Cents => Shape::new(To::Cents, &[a], &[]),
            Op::Floor(unit) => Shape::new(To::Floor, &[a], &[unit]),
            Op::Round(unit) => Shape::new(To::Round, &[a], &[unit]),
            Op::Compare(op, limit) => match (known_a, known_b) {
                (Some(known), _) => Shape::new(To::CompareWith(turned(op)), &[b], &[known, limit]),
                (None, Some(known)) => Shape::new(To::CompareWith(op), &[a], &[known, limit]),
                (None, None) => Shape::new(To::Compare(op), &[a, b], &[limit]),
            },
            Op::Select => match (known_b, self.constant(c)) {
                (None, None) => Shape::new(To::Select, &[a, b, c], &[]),
                (None, Some(no)) => Shape::new(To::SelectElse, &[a, b], &[no]),
                (Some(yes), None) => Shape::new(To::SelectThen, &[a, c], &[yes]),
                (Some(yes), Some(no)) => Shape::new(To::Choose, &[a], &[yes, no]),
            },
        };
        Some(shape)
    }

    /// The step of a sum and of all sums inside it.
    fn sum(&mut self, result: usize, at: usize, rounded: bool) {
        let whole = self.graph.kinds[at] <= Kind::Whole;
        let mut terms = std::mem::take(&mut self.terms);
        terms.plus.clear();
        terms.minus.clear();
        terms.known = None;
        terms.open.push((at, true));
        while let Some((of, added)) = terms.open.pop() {
            let node = self.graph.nodes[of];
            let [a, b, _] = node.operands.map(NodeId::index);
            if of != at && !self.inner[of] {
                self.term(&mut terms, whole, of, added);
            } else if node.op == Op::Subtract {
                terms.open.extend([(b, !added), (a, added)]);
            } else if !whole && self.inner[b] {
                // The sum inside comes first: its terms keep their order.
                terms.open.extend([(a, added), (b, added)]);
            } else {
                terms.open.extend([(b, added), (a, added)]);
            }
        }
        let known = terms.known.filter(|known| !whole || *known != 0.0);
        let (plus, minus) = (terms.plus.len(), terms.minus.len());
        let known = known.or((plus == 0).then_some(0.0));
        let operation = match (known, plus, minus) {
            (Some(_), _, _) => Operation::SumFrom,
            (None, 2, 0) => Operation::Add,
            (None, 1, 1) => Operation::Subtract,
            (None, _, _) => Operation::Sum,
        };
        self.steps.operations += (plus + minus + usize::from(known.is_some())).max(2) - 1;
        let start = known.map_or(0, |known| self.known(known));
        let first = to_u32(self.steps.operands.len());
        self.steps
            .operands
            .extend(terms.plus.iter().chain(&terms.minus));
        self.terms = terms;
        let code = Code { operation, rounded };
        self.push(code, result, first, to_u32(plus), [start, 0]);
    }

    /// Takes a term into a sum.
    fn term(&mut self, terms: &mut Terms, whole: bool, of: usize, added: bool) {
        if let Some(constant) = self.constant(of) {
            let value = self.steps.constants[constant as usize];
            let value = if added { value } else { -value };
            // Of other than whole numbers the first two may change places, nothing else.
            if whole || (terms.known.is_none() && terms.plus.len() + terms.minus.len() <= 1) {
                terms.known = Some(terms.known.unwrap_or(0.0) + value);
                return;
            }
        }
        self.fill(to_u32(of));
        let side = if added {
            &mut terms.plus
        } else {
            &mut terms.minus
        };
        side.push(to_u32(of));
    }

    /// The position of a constant that sums start from.
    fn known(&mut self, value: f64) -> u32 {
        let constants = &mut self.steps.constants;
        *self.sums.entry(value.to_bits()).or_insert_with(|| {
            constants.push(value);
            to_u32(constants.len() - 1)
        })
    }

    /// Gives a constant that an operation takes for a computed value a step of its own.
    fn fill(&mut self, of: u32) {
        if let Some(constant) = self.constant(of as usize)
            && !self.filled[of as usize]
        {
            self.filled[of as usize] = true;
            let code = Code {
                operation: Operation::Fill,
                rounded: false,
            };
            let first = to_u32(self.steps.operands.len());
            self.push(code, of as usize, first, 0, [constant, 0]);
        }
    }

    /// Adds a step whose operands are the last ones.
    fn push(&mut self, code: Code, result: usize, first: u32, plus: u32, constants: [u32; 2]) {
        let end = to_u32(self.steps.operands.len());
        self.steps.steps.push(Step {
            code,
            result: to_u32(result),
            first,
            count: end - first,
            plus,
            constants,
        });
    }
}

/// The comparison that holds for `b` and `a` where the given one holds for `a` and `b`.
fn turned(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::AtMost => CompareOp::AtLeast,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::AtLeast => CompareOp::AtMost,
        CompareOp::Equal => CompareOp::Equal,
        CompareOp::NotEqual => CompareOp::NotEqual,
    }
}

/// A position; a tape has fewer than 2³² of anything.
pub(super) fn to_u32(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
