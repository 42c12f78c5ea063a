//! The graph of operations that a sheet's cells expand to: equal operations are one node, and what
//! no variable reaches is computed at once, in decimals.

use super::super::operations::{binary, compare, divide, unary};
use super::intern::{Constants, Table};
use super::node::{Is, Kind, Node, NodeId, Op, Value};
use crate::quantity::Decimal;
use crate::sheet::{BinaryOp, CompareOp, CompareScale, UnaryOp, WhenZero};

/// The nodes, each once.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub(super) nodes: Vec<Node>,
    /// What is known of each node's value.
    pub(super) kinds: Vec<Kind>,
    /// The month in whose cells each node first came up.
    pub(super) months: Vec<u32>,
    /// The month being expanded.
    pub(super) month: u32,
    table: Table,
    /// Constants in the scale of the lanes.
    pub(super) constants: Constants,
    /// Operations computed beforehand.
    pub(super) folded: usize,
    /// Operations that were there already.
    pub(super) shared: usize,
}

impl Graph {
    /// A variable of the trial, without unit.
    pub(super) fn variable(&mut self, index: u32) -> Value {
        let none = NodeId::NONE;
        let node = self.intern(Op::Variable(index), [none; 3]);
        Value {
            is: Is::Node(node),
            money: Some(0),
        }
    }

    /// The node of a value; a constant becomes one here.
    pub(super) fn place(&mut self, value: Value) -> NodeId {
        match value.is {
            Is::Node(node) => node,
            Is::Known(exact) => {
                let money = if exact.is_zero() {
                    0
                } else {
                    value.money.unwrap_or(0)
                };
                let constant = self.constants.at(exact, money);
                self.intern(Op::Constant(constant), [NodeId::NONE; 3])
            }
        }
    }

    /// An operation on one value.
    pub(super) fn unary(&mut self, op: UnaryOp, a: Value) -> Value {
        if let Some(known) = a.known() {
            return self.fold(unary(op, known), a.money);
        }
        let scale = a.money.unwrap_or(0);
        let node = self.place(a);
        if op == UnaryOp::ToCents && self.kinds[node.index()] <= Kind::Whole {
            self.folded += 1;
            return a;
        }
        let op = match op {
            UnaryOp::Abs => Op::Abs,
            UnaryOp::ToCents => Op::Cents,
            UnaryOp::Floor => Op::Floor(self.units(0, scale)),
            UnaryOp::RoundTo(decimals) => Op::Round(self.units(decimals, scale)),
        };
        self.node(op, [a; 3], a.money)
    }

    /// What turns a value in the lanes into a count of units of 10^-decimals.
    fn units(&mut self, decimals: u32, money: i8) -> u32 {
        let factor = (0..decimals).fold(Decimal::ONE, |factor, _| factor * Decimal::TEN);
        self.constants.at(factor, -money)
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
        let (known_a, known_b) = (a.known(), b.known());
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
        self.node(op, [a, b, a], money)
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
                Some(Value::of(Decimal::ZERO, Some(money)))
            }
            BinaryOp::Multiply if one(known_a) && a.money == Some(0) => Some(b),
            BinaryOp::Multiply if one(known_b) && b.money == Some(0) => Some(a),
            BinaryOp::Min | BinaryOp::Max if a.is == b.is => Some(a),
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
        let (known_a, known_b) = (a.known(), b.known());
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
        let otherwise = Value::of(otherwise, money);
        self.node(Op::Divide, [a, b, otherwise], money)
    }

    /// 1 where the comparison holds, else 0.
    pub(super) fn compare(
        &mut self,
        op: CompareOp,
        scale: CompareScale,
        a: Value,
        b: Value,
    ) -> Value {
        if let (Some(known_a), Some(known_b)) = (a.known(), b.known())
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
        let threshold = self
            .constants
            .at(threshold, a.money.or(b.money).unwrap_or(0));
        self.node(Op::Compare(op, threshold), [a, b, a], Some(0))
    }

    /// 1 where the first value is below the second by however little, else 0.
    pub(super) fn below(&mut self, a: Value, b: Value) -> Value {
        if let (Some(known_a), Some(known_b)) = (a.known(), b.known()) {
            let below = if known_a < known_b {
                Decimal::ONE
            } else {
                Decimal::ZERO
            };
            return self.fold(below, Some(0));
        }
        // With no threshold what is at most zero is less: the difference of two binary numbers is
        // zero where they are equal only.
        let threshold = self.constants.at(Decimal::ZERO, 0);
        self.node(
            Op::Compare(CompareOp::AtMost, threshold),
            [a, b, a],
            Some(0),
        )
    }

    /// The second value where the first is not 0, else the third.
    pub(super) fn select(&mut self, flag: Value, yes: Value, no: Value) -> Value {
        if let Some(flag) = flag.known() {
            self.folded += 1;
            return if flag.is_zero() { no } else { yes };
        }
        if yes.is == no.is {
            self.folded += 1;
            return yes;
        }
        let money = yes.money.or(no.money);
        if let Is::Node(node) = flag.is
            && self.kinds[node.index()] == Kind::Bit
            && (yes.known(), no.known()) == (Some(Decimal::ONE), Some(Decimal::ZERO))
            && yes.money == Some(0)
        {
            self.folded += 1;
            return Value { money, ..flag };
        }
        self.node(Op::Select, [flag, yes, no], money)
    }

    fn fold(&mut self, exact: Decimal, money: Option<i8>) -> Value {
        self.folded += 1;
        Value::of(exact, money)
    }

    fn node(&mut self, op: Op, operands: [Value; 3], money: Option<i8>) -> Value {
        let operands = operands.map(|operand| self.place(operand));
        Value {
            is: Is::Node(self.intern(op, operands)),
            money,
        }
    }

    fn intern(&mut self, op: Op, operands: [NodeId; 3]) -> NodeId {
        let node = Node { op, operands };
        let hash = node.hash();
        let nodes = &self.nodes;
        if let Some(known) = self.table.find(hash, |at| nodes[at as usize] == node) {
            self.shared += 1;
            return NodeId::of(known);
        }
        let id = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.kinds.push(self.kind(node));
        self.nodes.push(node);
        self.months.push(self.month);
        let nodes = &self.nodes;
        self.table.insert(hash, id, |at| hash_of(nodes, at));
        NodeId::of(id)
    }

    fn is_one(&self, id: NodeId) -> bool {
        let one = self.constants.one;
        one.is_some_and(|one| self.nodes[id.index()].op == Op::Constant(one))
    }

    /// What is known of a node from what is known of its operands.
    fn kind(&self, node: Node) -> Kind {
        let of = |at: usize| self.kinds[node.operands[at].index()];
        let whole = |kind: Kind| kind.max(Kind::Whole);
        match node.op {
            Op::Constant(constant) => self.constants.kind(constant),
            Op::Compare(..) => Kind::Bit,
            Op::Cents => Kind::Whole,
            Op::Subtract if of(1) == Kind::Bit && self.is_one(node.operands[0]) => Kind::Bit,
            Op::Add | Op::Subtract => whole(of(0).max(of(1))),
            // A product of amounts could exceed what binary numbers hold exactly.
            Op::Multiply if of(0) == Kind::Bit || of(1) == Kind::Bit => of(0).max(of(1)),
            Op::Min | Op::Max => of(0).max(of(1)),
            Op::Abs => of(0),
            Op::Select => of(1).max(of(2)),
            Op::Variable(_)
            | Op::Multiply
            | Op::Modulo
            | Op::Power
            | Op::Divide
            | Op::Floor(_)
            | Op::Round(_) => Kind::Any,
        }
    }
}

fn hash_of(nodes: &[Node], at: u32) -> u64 {
    nodes[at as usize].hash()
}
