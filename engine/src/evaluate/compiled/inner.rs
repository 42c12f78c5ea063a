//! Which nodes are used, and which become part of the step that uses them.

use super::graph::Graph;
use super::node::{Kind, NodeId, Op};

/// How often the value of each node is used, by other nodes and as an output; 0 where no output
/// needs it.
pub(super) fn uses(graph: &Graph, outputs: &[NodeId]) -> Vec<u32> {
    let mut uses = vec![0; graph.nodes.len()];
    for output in outputs {
        uses[output.index()] += 1;
    }
    for (at, node) in graph.nodes.iter().enumerate().rev() {
        if uses[at] > 0 {
            for operand in &node.operands[..arity(node.op)] {
                uses[operand.index()] += 1;
            }
        }
    }
    uses
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

/// Which nodes are part of the one step that uses them.
pub(super) fn inner(graph: &Graph, uses: &[u32]) -> Vec<bool> {
    let mut inner = vec![false; graph.nodes.len()];
    // Sums that subtract already, to which nothing more may be added in their order.
    let mut closed = vec![false; graph.nodes.len()];
    for (at, node) in graph.nodes.iter().enumerate() {
        let [left, right, _] = node.operands.map(NodeId::index);
        if uses[at] == 0 {
            continue;
        }
        // Whole sums are exact in any order, so none of them goes into one that keeps its order.
        let whole = graph.kinds[at] <= Kind::Whole;
        let sum = |of: usize| {
            let one = uses[of] == 1 && matches!(graph.nodes[of].op, Op::Add | Op::Subtract);
            // A balance is carried on from month to month, or its terms would wait for its reader.
            let here = graph.months[of] == graph.months[at];
            one && here && (graph.kinds[of] <= Kind::Whole) == whole
        };
        match node.op {
            Op::Add | Op::Subtract if whole => {
                inner[left] |= sum(left);
                inner[right] |= sum(right);
            }
            Op::Add => {
                // A sum of two numbers is the same in either order.
                if sum(left) && !closed[left] {
                    inner[left] = true;
                } else if sum(right) && !closed[right] {
                    inner[right] = true;
                }
            }
            Op::Subtract => {
                inner[left] |= sum(left);
                closed[at] = true;
            }
            Op::Cents => {
                let rounds = matches!(
                    graph.nodes[left].op,
                    Op::Add | Op::Subtract | Op::Multiply | Op::Divide
                );
                inner[left] |= uses[left] == 1 && rounds;
            }
            Op::Constant(_)
            | Op::Variable(_)
            | Op::Multiply
            | Op::Min
            | Op::Max
            | Op::Modulo
            | Op::Power
            | Op::Divide
            | Op::Abs
            | Op::Floor(_)
            | Op::Round(_)
            | Op::Compare(..)
            | Op::Select => {}
        }
    }
    inner
}
