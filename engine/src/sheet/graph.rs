//! Which row reads which, and when: the graph that the order of evaluation is computed on.

use std::collections::BTreeMap;

use super::{Formula, List, ListId, Rank, Row, RowId};

/// When a value that is read arises, seen from the month in which it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads {
    /// In the same month, alone or with earlier ones.
    Now,
    /// In earlier months only.
    Before,
    /// In later months.
    Ahead,
}

/// One dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) node: usize,
    pub(super) when: Reads,
}

/// The rows by their index; behind them one node for each stretch of a list that sums end at, so
/// that many sums over one long list cost one dependency each.
#[derive(Debug)]
pub(super) struct Graph {
    row_count: usize,
    reads: Vec<Vec<Read>>,
}

impl Graph {
    pub(super) fn of(rows: &[Row], lists: &[List]) -> Graph {
        let mut graph = Graph {
            row_count: rows.len(),
            reads: vec![Vec::new(); rows.len()],
        };
        let sums = graph.add_lists(rows, lists);
        for (index, row) in rows.iter().enumerate() {
            let reads = &mut graph.reads[index];
            row.formula().walk(&mut |formula| {
                for (node, when) in direct_reads(formula, lists, &sums) {
                    reads.push(Read { node, when });
                }
            });
        }
        graph
    }

    /// Adds a node for each list and each number of leading entries that some sum takes; each
    /// reads the next shorter one and the entries in between.
    fn add_lists(&mut self, rows: &[Row], lists: &[List]) -> BTreeMap<(ListId, usize), usize> {
        let mut sums = BTreeMap::new();
        for row in rows {
            row.formula().walk(&mut |formula| {
                if let Formula::ListSum { list, below, .. } = formula {
                    sums.insert((*list, length(lists, *list, *below)), 0);
                }
            });
        }
        let mut shorter: Option<(ListId, usize, usize)> = None;
        for ((list, end), node) in &mut sums {
            *node = self.reads.len();
            let mut reads = Vec::new();
            let mut begin = 0;
            if let Some((of, length, node)) = shorter
                && of == *list
            {
                begin = length;
                reads.push(Read {
                    node,
                    when: Reads::Now,
                });
            }
            for entry in &lists[list.index()].entries()[begin..*end] {
                reads.push(Read {
                    node: entry.amount.index(),
                    when: Reads::Now,
                });
            }
            self.reads.push(reads);
            shorter = Some((*list, *end, *node));
        }
        sums
    }

    pub(super) fn len(&self) -> usize {
        self.reads.len()
    }

    pub(super) fn reads(&self, node: usize) -> &[Read] {
        &self.reads[node]
    }

    /// The rows among these nodes, in their order.
    pub(super) fn rows_among(&self, nodes: &[usize]) -> Vec<RowId> {
        nodes
            .iter()
            .filter(|node| **node < self.row_count)
            .map(|node| RowId::at(*node))
            .collect()
    }

    /// The sets of nodes that depend on one another in some month, each set after those that it
    /// reads (Tarjan's strongly connected components, without recursion).
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        const UNSEEN: usize = usize::MAX;
        let mut number = vec![UNSEEN; self.len()];
        let mut lowest = vec![0; self.len()];
        let mut waiting = vec![false; self.len()];
        let mut stack = Vec::new();
        let mut components = Vec::new();
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut numbered = 0;
        for start in 0..self.len() {
            if number[start] == UNSEEN {
                open.push((start, 0));
            }
            while let Some((node, next)) = open.last_mut() {
                let node = *node;
                if *next == 0 {
                    number[node] = numbered;
                    lowest[node] = numbered;
                    numbered += 1;
                    waiting[node] = true;
                    stack.push(node);
                }
                if let Some(read) = self.reads[node].get(*next) {
                    *next += 1;
                    if number[read.node] == UNSEEN {
                        open.push((read.node, 0));
                    } else if waiting[read.node] {
                        lowest[node] = lowest[node].min(number[read.node]);
                    }
                    continue;
                }
                open.pop();
                if let Some((reader, _)) = open.last() {
                    lowest[*reader] = lowest[*reader].min(lowest[node]);
                }
                if lowest[node] == number[node] {
                    let begin = stack.iter().rposition(|other| *other == node);
                    let component = stack.split_off(begin.unwrap_or(0));
                    for member in &component {
                        waiting[*member] = false;
                    }
                    components.push(component);
                }
            }
        }
        components
    }
}

/// How many leading entries of a list lie below a rank.
fn length(lists: &[List], list: ListId, below: Option<Rank>) -> usize {
    lists[list.index()].entries_below(below).len()
}

/// What a formula reads by itself, without what its operands read.
fn direct_reads(
    formula: &Formula,
    lists: &[List],
    sums: &BTreeMap<(ListId, usize), usize>,
) -> Vec<(usize, Reads)> {
    match formula {
        Formula::Row(row)
        | Formula::YearToDate(row)
        | Formula::Trailing { row, .. }
        | Formula::RunningTotal(row) => vec![(row.index(), Reads::Now)],
        Formula::Previous(row) | Formula::Lag { row, .. } => vec![(row.index(), Reads::Before)],
        Formula::DelayedBy { row, lag, support } => {
            let when = if support.least() == 0 {
                Reads::Now
            } else {
                Reads::Before
            };
            vec![(row.index(), when), (lag.index(), when)]
        }
        Formula::Leading { row, .. } => vec![(row.index(), Reads::Ahead)],
        Formula::ListSum { list, below, .. } => {
            vec![(sums[&(*list, length(lists, *list, *below))], Reads::Now)]
        }
        Formula::Constant(..)
        | Formula::Calendar(_)
        | Formula::Input(_)
        | Formula::Unary(..)
        | Formula::Binary(..)
        | Formula::Divide(..)
        | Formula::Compare(..)
        | Formula::Select(..) => Vec::new(),
    }
}
