//! The order of evaluation, computed from the formulas.
//!
//! Dependencies are judged by *ranges*, as a spreadsheet judges them: a sum over a list depends on
//! every entry of the ranks that it spans, a year to date on its row's value of this month, a
//! delayed amount on this month's only where its range reaches this month. So a sheet that has an
//! order here has no circular reference in any spreadsheet program either.
//!
//! * *Now*: the row itself, `year_to_date`, `trailing`, `running_total`, a sum over a list, and
//!   `delayed_by` where the least lag is 0 (its amounts and its lags). A row that reaches itself
//!   by such steps is refused.
//! * *Before*: `previous`, `lag`, `delayed_by` with a least lag of 1 or more. They bind nothing
//!   within a month, but they carry what lies ahead into every later month.
//! * *Ahead*: `leading`. The row read, and all that it depends on in any month, must be finished
//!   for the whole plan first. A row that looks ahead at something that in any month depends on
//!   that same row is refused.

use std::collections::VecDeque;

use super::graph::{Graph, Reads};
use super::{List, Row, RowId};

/// In which order rows are evaluated: phase by phase, and within a phase month by month, row by
/// row. A row that looks ahead ([`super::Formula::Leading`]) stands in a later phase than the
/// rows that its window reads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Order {
    phases: Vec<Vec<RowId>>,
}

/// Why rows that read each other have no order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CircleKind {
    /// Each reads the next in the same month.
    SameMonth,
    /// The first looks ahead at the second, which in some month depends on the first.
    LookingAhead,
}

/// Rows of which each depends on the next, and the last on the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// In the same month, or through a look ahead.
    pub kind: CircleKind,
    /// The rows, each reading the next.
    pub rows: Vec<RowId>,
}

impl Order {
    /// The phases, each a list of rows such that no row reads a later one in the same month.
    pub fn phases(&self) -> &[Vec<RowId>] {
        &self.phases
    }

    /// The order of these rows: deterministic, and as near to the order in which they were
    /// written as the dependencies allow. Takes time in proportion to rows, reads and entries.
    pub(super) fn of(rows: &[Row], lists: &[List]) -> Result<Order, Circle> {
        let graph = Graph::of(rows, lists);
        let sequence = sequence(&graph)?;
        let phase_of = phases_of_nodes(&graph)?;
        let count = (0..rows.len()).map(|row| phase_of[row] + 1).max();
        let mut phases = vec![Vec::new(); count.unwrap_or(0)];
        for node in sequence {
            if node < rows.len() {
                phases[phase_of[node]].push(RowId::at(node));
            }
        }
        // A phase holds no row where only sums over lists stand in it.
        phases.retain(|phase| !phase.is_empty());
        Ok(Order { phases })
    }
}

/// Every node after those that it reads now.
fn sequence(graph: &Graph) -> Result<Vec<usize>, Circle> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Not,
        Open,
        Done,
    }
    let mut seen = vec![Seen::Not; graph.len()];
    let mut sequence = Vec::with_capacity(graph.len());
    // Each open node with the position of the next of its reads to look at.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for start in 0..graph.len() {
        if seen[start] == Seen::Not {
            seen[start] = Seen::Open;
            open.push((start, 0));
        }
        while let Some((node, next)) = open.last_mut() {
            let Some(read) = graph.reads(*node).get(*next) else {
                seen[*node] = Seen::Done;
                sequence.push(*node);
                open.pop();
                continue;
            };
            *next += 1;
            if read.when != Reads::Now {
                continue;
            }
            match seen[read.node] {
                Seen::Not => {
                    seen[read.node] = Seen::Open;
                    open.push((read.node, 0));
                }
                Seen::Open => {
                    let from = open.iter().position(|(node, _)| *node == read.node);
                    let nodes: Vec<usize> = open[from.unwrap_or(0)..]
                        .iter()
                        .map(|(node, _)| *node)
                        .collect();
                    return Err(shortest_circle(graph, &nodes));
                }
                Seen::Done => {}
            }
        }
    }
    Ok(sequence)
}

/// How many nodes of a circle are tried as the start of a shorter one.
const STARTS_TRIED: usize = 64;

/// The shortest circle of reads now through one of these nodes, which form one.
fn shortest_circle(graph: &Graph, nodes: &[usize]) -> Circle {
    let mut best = nodes.to_vec();
    for &start in nodes.iter().take(STARTS_TRIED) {
        if let Some(path) = path(graph, start, start, |when| when == Reads::Now)
            && path.len() < best.len()
        {
            best = path;
        }
    }
    Circle {
        kind: CircleKind::SameMonth,
        rows: graph.rows_among(&best),
    }
}

/// The shortest path of reads from one node to another, without its last node.
fn path(
    graph: &Graph,
    from: usize,
    to: usize,
    follow: impl Fn(Reads) -> bool,
) -> Option<Vec<usize>> {
    let mut reached_from: Vec<Option<usize>> = vec![None; graph.len()];
    let mut queue = VecDeque::from([from]);
    while let Some(node) = queue.pop_front() {
        for read in graph.reads(node).iter().filter(|read| follow(read.when)) {
            if read.node == to {
                let mut path = vec![node];
                let mut at = node;
                while at != from {
                    at = reached_from[at]?;
                    path.push(at);
                }
                path.reverse();
                return Some(path);
            }
            if read.node != from && reached_from[read.node].is_none() {
                reached_from[read.node] = Some(node);
                queue.push_back(read.node);
            }
        }
    }
    None
}

/// The phase of every node: at least that of all it reads, and one more than what it looks ahead
/// at.
fn phases_of_nodes(graph: &Graph) -> Result<Vec<usize>, Circle> {
    let components = graph.components();
    let mut component_of = vec![0; graph.len()];
    for (index, component) in components.iter().enumerate() {
        for &node in component {
            component_of[node] = index;
        }
    }
    let mut phase_of_component = vec![0_usize; components.len()];
    // Components come after the ones that they read.
    for (index, component) in components.iter().enumerate() {
        let mut phase = 0;
        for &node in component {
            for read in graph.reads(node) {
                let inside = component_of[read.node] == index;
                match read.when {
                    Reads::Ahead if inside => return Err(ahead_circle(graph, node, read.node)),
                    Reads::Ahead => {
                        phase = phase.max(phase_of_component[component_of[read.node]] + 1)
                    }
                    Reads::Now | Reads::Before if inside => {}
                    Reads::Now | Reads::Before => {
                        phase = phase.max(phase_of_component[component_of[read.node]]);
                    }
                }
            }
        }
        phase_of_component[index] = phase;
    }
    Ok(component_of
        .into_iter()
        .map(|component| phase_of_component[component])
        .collect())
}

/// The circle of a row that looks ahead at a row which depends on it.
fn ahead_circle(graph: &Graph, looks: usize, seen: usize) -> Circle {
    let mut nodes = vec![looks];
    if looks != seen {
        nodes.extend(path(graph, seen, looks, |_| true).unwrap_or_default());
    }
    Circle {
        kind: CircleKind::LookingAhead,
        rows: graph.rows_among(&nodes),
    }
}

#[cfg(test)]
mod tests;
