//! Long sums in steps, so that no formula outgrows the sheet's limit on operands.

use crate::sheet::{Formula, Key, RowId, RowSpec, SheetBuilder, number};
use crate::wording::Label;

/// How many rows one formula adds at most.
const ROWS_MAX: usize = 6;

/// The same sum in at most `most` rows: where there are more, partial sums `part_1`, `part_2`
/// below `key` take their place. `spec` makes the spec of a partial sum.
pub(super) fn in_steps(
    s: &mut SheetBuilder,
    spec: &impl Fn(Key, Label) -> RowSpec,
    key: &Key,
    rows: &[RowId],
    most: usize,
) -> Vec<RowId> {
    let mut parts = rows.to_vec();
    let mut step = 0;
    while parts.len() > most {
        step += 1;
        let first: Vec<RowId> = parts.drain(..ROWS_MAX.min(parts.len())).collect();
        let label = Label::new("Somma parziale", "Partial sum");
        let part = spec(key.child(&format!("part_{step}")), label);
        parts.insert(0, s.add(part, sum(first)));
    }
    parts
}

/// The sum of rows, in steps where there are more than six.
pub(super) fn long_sum(
    s: &mut SheetBuilder,
    spec: &impl Fn(Key, Label) -> RowSpec,
    key: &Key,
    rows: &[RowId],
) -> Formula {
    sum(in_steps(s, spec, key, rows, ROWS_MAX))
}

/// The sum of rows; zero where there are none.
pub(super) fn sum(rows: impl IntoIterator<Item = RowId>) -> Formula {
    let rows = rows.into_iter().map(Formula::from);
    rows.reduce(|total, row| total + row)
        .unwrap_or_else(|| number(0.into()))
}
