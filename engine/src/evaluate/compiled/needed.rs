//! Which cells a question needs: those wanted and, backwards through their formulas, all that they
//! read.

use super::super::cells::ListEntries;
use super::wanted::Wanted;
use crate::calendar::Month;
use crate::sheet::{Formula, RowId, Sheet};

/// The cells to expand.
pub(super) struct Needed {
    months: usize,
    cells: Vec<bool>,
    /// How many of its first months are needed of each row, because a running total reads them.
    first: Vec<usize>,
}

impl Needed {
    /// The cells that lead to what is wanted.
    pub(super) fn of(sheet: &Sheet, entries: &ListEntries, wanted: &[Wanted]) -> Needed {
        let months = sheet.timeline().month_count() as usize;
        let mut needed = Needed {
            months,
            cells: vec![false; sheet.rows().len() * months],
            first: vec![0; sheet.rows().len()],
        };
        for wanted in wanted {
            let (row, read) = wanted.reads();
            for row in [Some(row), sheet.row(row).applies()].into_iter().flatten() {
                for month in read.clone() {
                    needed.mark(row, month as usize);
                }
            }
        }
        // Against the order of evaluation: a cell's readers have all been seen before it.
        for phase in sheet.order().phases().iter().rev() {
            for month in (0..months).rev() {
                for &row in phase.iter().rev() {
                    if needed.has(row, month) {
                        needed.formula(sheet, entries, sheet.row(row).formula(), month);
                    }
                }
            }
        }
        needed
    }

    /// Whether a cell is needed.
    pub(super) fn has(&self, row: RowId, month: usize) -> bool {
        self.cells[row.index() * self.months + month] || month < self.first[row.index()]
    }

    fn mark(&mut self, row: RowId, month: usize) {
        self.cells[row.index() * self.months + month] = true;
    }

    fn ago(&mut self, row: RowId, month: usize, months: usize) {
        if let Some(earlier) = month.checked_sub(months) {
            self.mark(row, earlier);
        }
    }

    fn up_to(&mut self, row: RowId, month: usize) {
        let first = &mut self.first[row.index()];
        *first = (*first).max(month + 1);
    }

    fn formula(&mut self, sheet: &Sheet, entries: &ListEntries, of: &Formula, month: usize) {
        match of {
            Formula::Constant(..) | Formula::Calendar(_) | Formula::Input(_) => {}
            Formula::Row(row) => self.mark(*row, month),
            Formula::Previous(row) => self.ago(*row, month, 1),
            Formula::Lag { row, months } => self.ago(*row, month, *months as usize),
            Formula::DelayedBy { row, lag, support } => {
                for point in support.points() {
                    self.ago(*row, month, *point as usize);
                    self.ago(*lag, month, *point as usize);
                }
            }
            Formula::Leading { row, months } => {
                let last = month + *months as usize;
                if last < self.months {
                    self.up_to(*row, last);
                }
            }
            Formula::YearToDate(row) => {
                let calendar = sheet.timeline().calendar_month(Month::at(month));
                for ago in 0..calendar.month_of_year() as usize {
                    self.ago(*row, month, ago);
                }
            }
            Formula::Trailing { row, .. } | Formula::RunningTotal(row) => self.up_to(*row, month),
            Formula::ListSum {
                list,
                column,
                tag,
                below,
            } => {
                for (rank, row) in entries.under(*list, *column, *tag) {
                    if below.is_none_or(|below| *rank < below) {
                        self.mark(*row, month);
                    }
                }
            }
            Formula::Unary(_, a) => self.formula(sheet, entries, a, month),
            Formula::Binary(_, a, b) | Formula::Divide(a, b, _) | Formula::Compare(_, _, a, b) => {
                self.formula(sheet, entries, a, month);
                self.formula(sheet, entries, b, month);
            }
            Formula::Select(a, b, c) => {
                self.formula(sheet, entries, a, month);
                self.formula(sheet, entries, b, month);
                self.formula(sheet, entries, c, month);
            }
        }
    }
}
