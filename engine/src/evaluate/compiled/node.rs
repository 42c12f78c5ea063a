//! What the graph of a sheet's operations is made of.

use super::intern::spread;
use crate::quantity::Decimal;
use crate::sheet::CompareOp;

/// A node, by position; its operands have lower positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(u32);

impl NodeId {
    /// In place of an operand that there is not.
    pub(super) const NONE: NodeId = NodeId(u32::MAX);

    pub(super) fn of(position: u32) -> NodeId {
        NodeId(position)
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A number with the power of money in its unit: amounts travel through the lanes in cents, so a
/// value of power `e` is 100^e times what the sheet says. A zero written in a formula fits every
/// power; one that a row comes to has the row's.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    pub(super) is: Is,
    pub(super) money: Option<i8>,
}

/// What a value is: known beforehand, or computed for each trial.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Is {
    /// The same in every trial.
    Known(Decimal),
    /// A node of the graph.
    Node(NodeId),
}

impl Value {
    /// A number known beforehand, of a power of money.
    pub(super) fn of(exact: Decimal, money: Option<i8>) -> Value {
        Value {
            is: Is::Known(exact),
            money,
        }
    }

    /// The decimal, where no variable reaches it.
    pub(super) fn known(self) -> Option<Decimal> {
        match self.is {
            Is::Known(exact) => Some(exact),
            Is::Node(_) => None,
        }
    }
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

/// What a node's value is known to be, in every trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// 0 or 1.
    Bit,
    /// A whole number: cents, counts.
    Whole,
    /// Any number.
    Any,
}

impl Node {
    /// The node spread over 64 bits.
    pub(super) fn hash(self) -> u64 {
        let (code, detail) = match self.op {
            Op::Constant(position) => (0, position),
            Op::Variable(number) => (1, number),
            Op::Add => (2, 0),
            Op::Subtract => (3, 0),
            Op::Multiply => (4, 0),
            Op::Min => (5, 0),
            Op::Max => (6, 0),
            Op::Modulo => (7, 0),
            Op::Power => (8, 0),
            Op::Divide => (9, 0),
            Op::Abs => (10, 0),
            Op::Floor(unit) => (11, unit),
            Op::Cents => (12, 0),
            Op::Round(unit) => (13, unit),
            Op::Compare(op, threshold) => (14 + op as u64, threshold),
            Op::Select => (20, 0),
        };
        let [a, b, c] = self.operands.map(|operand| u64::from(operand.0));
        spread(spread(spread(code << 32 | u64::from(detail)) ^ (a << 32 | b)) ^ c)
    }
}
