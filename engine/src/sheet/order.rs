//! The order of evaluation, computed from the formulas.

use super::{List, Row, RowId};

/// In which order rows are evaluated: phase by phase, and within a phase month by month, row by
/// row. A row that looks ahead ([`super::Formula::Leading`]) stands in a later phase than the
/// rows that its window reads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Order {
    phases: Vec<Vec<RowId>>,
}

/// Rows that in one month each depend on the next, the last on the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// The rows, each reading the next.
    pub rows: Vec<RowId>,
}

impl Order {
    /// The phases, each a list of rows such that no row reads a later one in the same month.
    pub fn phases(&self) -> &[Vec<RowId>] {
        &self.phases
    }

    pub(super) fn of(rows: &[Row], lists: &[List]) -> Result<Order, Circle> {
        let _ = (rows, lists);
        todo!()
    }
}
