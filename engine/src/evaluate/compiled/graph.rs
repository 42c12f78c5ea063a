//! The graph of operations that a sheet's cells expand to: equal operations are one node, and what
//! no variable reaches is computed at once, in decimals.

use std::collections::HashMap;

use super::super::operations::{binary, compare, divide, unary};
use crate::quantity::{Decimal, to_float};
use crate::sheet::{BinaryOp, CompareOp, CompareScale, UnaryOp, WhenZero};

/// A node, by position; its operands have lower positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(u32);

impl NodeId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A node with the power of money in its unit: amounts travel through the lanes in cents, so a
/// value of power `e` is 100^e times what the sheet says. A zero written in a formula fits every
/// power; one that a row comes to has the row's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    pub(super) node: NodeId,
    pub(super) money: Option<i8>,
}

/// What a node computes. Every parameter is stated in the scale of the lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Op {
    /// A number known beforehand, by its position in [`Graph::constants`].
    Constant(u32),
    /// A variable of the trial.
    Variable(u32),
    /// `a + b`
    Add,
    /// `a − b`
    Subtract,
    /// `a × b`
    Multiply,
    /// The lesser.
    Min,
    /// The greater.
    Max,
    /// The remainder.
    Modulo,
    /// `a` to the power `b`.
    Power,
    /// `a / b`, or `c` where b is zero.
    Divide,
    /// The absolute value.
    Abs,
    /// The greatest whole multiple not above, of a unit stated as for [`Op::Round`].
    Floor(u32),
    /// Whole cents.
    Cents,
    /// Rounded half away from zero; the position of the constant that turns the value into a
    /// count of units, and by which the count is divided afterwards.
    Round(u32),
    /// A comparison of `a − b` with zero; what lies within the threshold, a constant, is zero.
    Compare(CompareOp, u32),
    /// `b` where a is not 0, else `c`.
    Select,
}

/// A node: what it computes from which nodes. Unused operands repeat the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Node {
    pub(super) op: Op,
    pub(super) operands: [NodeId; 3],
}

/// The nodes, each once.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub(super) nodes: Vec<Node>,
    known: HashMap<Node, NodeId>,
    /// Constants in the scale of the lanes, with the decimal they stand for.
    pub(super) constants: Vec<f64>,
    exact: Vec<Decimal>,
    by_value: HashMap<(Decimal, i8), u32>,
    /// Operations computed beforehand.
    pub(super) folded: usize,
    /// Operations that were there already.
    pub(super) shared: usize,
}

impl Graph {
    /// A number of a power of money.
    pub(super) fn constant(&mut self, exact: Decimal, money: Option<i8>) -> Value {
        let scale = if exact.is_zero() {
            0
        } else {
            money.unwrap_or(0)
        };
        let constant = self.constant_at(exact, scale);
        let none = NodeId(u32::MAX);
        let node = self.intern(Op::Constant(constant), [none; 3]);
        Value { node, money }
    }

    /// A variable of the trial, without unit.
    pub(super) fn variable(&mut self, index: u32) -> Value {
        let none = NodeId(u32::MAX);
        let node = self.intern(Op::Variable(index), [none; 3]);
        Value {
            node,
            money: Some(0),
        }
    }

    /// The decimal that a node is, where no variable reaches it.
    pub(super) fn known(&self, value: Value) -> Option<Decimal> {
        match self.nodes[value.node.index()].op {
            Op::Constant(constant) => Some(self.exact[constant as usize]),
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

    /// An operation on one value.
    pub(super) fn unary(&mut self, op: UnaryOp, a: Value) -> Value {
        if let Some(known) = self.known(a) {
            return self.fold(unary(op, known), a.money);
        }
        let scale = a.money.unwrap_or(0);
        let op = match op {
            UnaryOp::Abs => Op::Abs,
            UnaryOp::ToCents => Op::Cents,
            UnaryOp::Floor => Op::Floor(self.units(0, scale)),
            UnaryOp::RoundTo(decimals) => Op::Round(self.units(decimals, scale)),
        };
        self.node(op, [a.node; 3], a.money)
    }

    /// What turns a value in the lanes into a count of units of 10^-decimals.
    fn units(&mut self, decimals: u32, money: i8) -> u32 {
        let factor = (0..decimals).fold(Decimal::ONE, |factor, _| factor * Decimal::TEN);
        self.constant_at(factor, -money)
    }

    /// An operation on two values.
    pub(super) fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Value {
        let money = match op {
            BinaryOp::Multiply => Some(a.money.unwrap_or(0) + b.money.unwrap_or(0)),
            BinaryOp::Power => Some(0),
            BinaryOp::Add
            | BinaryOp::Subtract
            | BinaryOp::Min
            | BinaryOp::Max
            | BinaryOp::Modulo => a.money.or(b.money),
        };
        let (known_a, known_b) = (self.known(a), self.known(b));
        if let (Some(known_a), Some(known_b)) = (known_a, known_b)
            && let Some(folded) = binary(op, known_a, known_b)
        {
            return self.fold(folded, money);
        }
        if let Some(same) = self.identity(op, (a, known_a), (b, known_b)) {
            return same;
        }
        let op = match op {
            BinaryOp::Add => Op::Add,
            BinaryOp::Subtract => Op::Subtract,
            BinaryOp::Multiply => Op::Multiply,
            BinaryOp::Min => Op::Min,
            BinaryOp::Max => Op::Max,
            BinaryOp::Modulo => Op::Modulo,
            BinaryOp::Power => Op::Power,
        };
        self.node(op, [a.node, b.node, a.node], money)
    }

    /// The operand or the number that an operation comes to whatever the variables are. Right for
    /// finite values only, and the lanes hold no others.
    fn identity(
        &mut self,
        op: BinaryOp,
        (a, known_a): (Value, Option<Decimal>),
        (b, known_b): (Value, Option<Decimal>),
    ) -> Option<Value> {
        let zero = |known: Option<Decimal>| known.is_some_and(|known| known.is_zero());
        let one = |known: Option<Decimal>| known == Some(Decimal::ONE);
        let found = match op {
            BinaryOp::Add if zero(known_a) => Some(b),
            BinaryOp::Add | BinaryOp::Subtract if zero(known_b) => Some(a),
            BinaryOp::Multiply if zero(known_a) || zero(known_b) => {
                let money = a.money.unwrap_or(0) + b.money.unwrap_or(0);
                Some(self.constant(Decimal::ZERO, Some(money)))
            }
            BinaryOp::Multiply if one(known_a) && a.money == Some(0) => Some(b),
            BinaryOp::Multiply if one(known_b) && b.money == Some(0) => Some(a),
            BinaryOp::Min | BinaryOp::Max if a.node == b.node => Some(a),
            BinaryOp::Add
            | BinaryOp::Subtract
            | BinaryOp::Multiply
            | BinaryOp::Min
            | BinaryOp::Max
            | BinaryOp::Modulo
            | BinaryOp::Power => None,
        };
        self.folded += usize::from(found.is_some());
        found
    }

    /// The first value divided by the second.
    pub(super) fn divide(&mut self, a: Value, b: Value, when_zero: WhenZero) -> Value {
        let money = Some(a.money.unwrap_or(0) - b.money.unwrap_or(0));
        let (known_a, known_b) = (self.known(a), self.known(b));
        if let (Some(known_a), Some(known_b)) = (known_a, known_b)
            && let Some(folded) = divide(known_a, known_b, when_zero)
        {
            return self.fold(folded, money);
        }
        if known_a.is_some_and(|known| known.is_zero()) && when_zero == WhenZero::Impossible {
            return self.fold(Decimal::ZERO, money);
        }
        // A divisor that is always zero leaves only what the sheet says instead.
        if let (Some(known_b), WhenZero::Yields(instead)) = (known_b, when_zero)
            && known_b.is_zero()
        {
            return self.fold(instead, money);
        }
        let otherwise = match when_zero {
            WhenZero::Impossible => Decimal::ZERO,
            WhenZero::Yields(value) => value,
        };
        let otherwise = self.constant(otherwise, money);
        self.node(Op::Divide, [a.node, b.node, otherwise.node], money)
    }

    /// 1 where the comparison holds, else 0.
    pub(super) fn compare(
        &mut self,
        op: CompareOp,
        scale: CompareScale,
        a: Value,
        b: Value,
    ) -> Value {
        if let (Some(known_a), Some(known_b)) = (self.known(a), self.known(b))
            && let Some(folded) = compare(op, scale, known_a, known_b)
        {
            return self.fold(folded, Some(0));
        }
        // The least difference that does not round to zero: half a unit of the rounding, for
        // money what the step to a millionth lifts to half a cent.
        let threshold = match scale {
            CompareScale::Cents => Decimal::new(4_999_500, 9),
            CompareScale::NineDecimals => Decimal::new(5, 10),
        };
        let threshold = self.constant_at(threshold, a.money.or(b.money).unwrap_or(0));
        self.node(
            Op::Compare(op, threshold),
            [a.node, b.node, a.node],
            Some(0),
        )
    }

    /// The second value where the first is not 0, else the third.
    pub(super) fn select(&mut self, flag: Value, yes: Value, no: Value) -> Value {
        if let Some(flag) = self.known(flag) {
            self.folded += 1;
            return if flag.is_zero() { no } else { yes };
        }
        if yes.node == no.node {
            self.folded += 1;
            return yes;
        }
        let money = yes.money.or(no.money);
        self.node(Op::Select, [flag.node, yes.node, no.node], money)
    }

    fn fold(&mut self, exact: Decimal, money: Option<i8>) -> Value {
        self.folded += 1;
        self.constant(exact, money)
    }

    fn node(&mut self, op: Op, operands: [NodeId; 3], money: Option<i8>) -> Value {
        let node = self.intern(op, operands);
        Value { node, money }
    }

    fn intern(&mut self, op: Op, operands: [NodeId; 3]) -> NodeId {
        let node = Node { op, operands };
        if let Some(known) = self.known.get(&node) {
            self.shared += 1;
            return *known;
        }
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(node);
        self.known.insert(node, id);
        id
    }

    fn constant_at(&mut self, exact: Decimal, money: i8) -> u32 {
        let key = (exact.normalize(), money);
        if let Some(known) = self.by_value.get(&key) {
            return *known;
        }
        let id = u32::try_from(self.constants.len()).unwrap_or(u32::MAX);
        self.constants.push(in_lanes(exact, money));
        self.exact.push(exact);
        self.by_value.insert(key, id);
        id
    }
}

/// A decimal as the lanes hold it: the nearest binary number to `exact × 100^money`.
pub(super) fn in_lanes(exact: Decimal, money: i8) -> f64 {
    let mut scaled = exact;
    for _ in 0..money.unsigned_abs() {
        let moved = if money > 0 {
            scaled.checked_mul(Decimal::ONE_HUNDRED)
        } else {
            scaled.checked_div(Decimal::ONE_HUNDRED)
        };
        scaled = moved.unwrap_or(scaled);
    }
    to_float(scaled)
}
