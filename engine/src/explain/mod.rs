//! Why a cell has its value: the tree of what it reads, down to the lines of the scenario.
//!
//! [`explain`] only gathers; it prints nothing. A [`Cause`] is a cell, an opening value or an
//! input; its [`Read`]s are the operands of its formula, left to right, each with the cells that
//! it consists of. **The reads rebuild the cell:** the formula over the values of its reads gives
//! the value, and the value of each read is the sum of its causes.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use crate::calendar::Month;
use crate::evaluate::{Case, Grid};
use crate::quantity::{Decimal, Unit};
use crate::sheet::text::print_formula;
use crate::sheet::{
    CalendarRow, Formula, InputId, Key, Opening, Origin, RowId, Sheet, StressId, Support,
};
use crate::uncertainty::Change;
use crate::wording::Label;

/// What a value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// A row, in a month.
    Row(RowId),
    /// What stands before the first month of a row.
    Opening(RowId),
    /// An input, in a month.
    Input(InputId),
}

/// A value and what caused it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cause {
    /// Whose value it is.
    pub source: Source,
    /// The key of the row or input.
    pub key: Key,
    /// What it is called.
    pub label: Label,
    /// The unit of the value.
    pub unit: Unit,
    /// The month of the value; of an opening value the month before the first, `None`.
    pub month: Option<Month>,
    /// The number, also where the row is absent.
    pub value: Decimal,
    /// The flag row that makes the row absent in this month, where it is.
    pub absent_by: Option<RowId>,
    /// A row's formula as text.
    pub formula: Option<String>,
    /// Of an input: what is stated and what changed it.
    pub stated: Option<Stated>,
    /// The scenario line and the rule behind it.
    pub origin: Origin,
    /// The operands of the formula, left to right, without numbers; empty where the depth asked
    /// for ends.
    pub reads: Vec<Read>,
}

/// How an input came to its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// The stated value in that month.
    pub level: Decimal,
    /// The changes applied, in their order.
    pub changes: Vec<(StressId, Change)>,
    /// Whether the changed value was held at the end of the allowed range.
    pub clamped: bool,
}

/// One operand of a formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The operand as it stands in the formula: `trailing(rent.paid, 12)`.
    pub operand: String,
    /// What it yields: the sum of its causes; of a calendar fact the fact itself.
    pub value: Decimal,
    /// The cells that it reads, by month and then by list order. Of a sum only the cells that are
    /// not zero.
    pub causes: Vec<Cause>,
    /// Why those amounts fall in this month: the lags by which they were delayed, each in the month
    /// of its amount. They are no part of the value.
    pub timing: Vec<Cause>,
}

/// How many values a tree may hold; a reader has long stopped before.
pub const CAUSES_MAX: usize = 2_000;

/// A tree of causes, and how deep it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The cell.
    pub cause: Cause,
    /// How many reads deep it is told: as deep as asked, or as [`CAUSES_MAX`] values allow.
    pub depth: usize,
}

/// Explains a cell, so many reads deep: 0 is the cell alone, 1 adds what its formula reads.
///
/// A window of months is explained by every month in it, so trees grow with the depth as fast as
/// formulas fan out: two or three levels are what a person reads. A cell that stands in the tree
/// several times is followed further only once, and a tree that would hold more than
/// [`CAUSES_MAX`] values ends at the last depth at which it does not.
pub fn explain(
    sheet: &Sheet,
    grid: &Grid,
    case: &Case,
    row: RowId,
    month: Month,
    depth: usize,
) -> Explanation {
    let told = |depth: usize| {
        let reader = Reader {
            sheet,
            grid,
            case,
            followed: RefCell::new(HashMap::new()),
            left: Cell::new(CAUSES_MAX),
        };
        let cause = reader.cell(row, month, depth);
        (reader.left.get() > 0 || depth <= 1).then_some(Explanation { cause, depth })
    };
    let mut deepest = told(0);
    for depth in 1..=depth {
        match told(depth) {
            Some(explanation)
                if Some(&explanation.cause) != deepest.as_ref().map(|told| &told.cause) =>
            {
                deepest = Some(explanation);
            }
            // Nothing lies deeper: every leaf is an input or an opening value.
            Some(_) => {
                return Explanation {
                    depth,
                    ..whole(deepest)
                };
            }
            None => break,
        }
    }
    whole(deepest)
}

#[expect(clippy::expect_used, reason = "a cell alone always fits")]
fn whole(explanation: Option<Explanation>) -> Explanation {
    explanation.expect("the cell alone is a tree")
}

struct Reader<'a> {
    sheet: &'a Sheet,
    grid: &'a Grid,
    case: &'a Case,
    /// How deep each cell has been followed already.
    followed: RefCell<HashMap<(RowId, Month), usize>>,
    /// How many more values the tree may hold.
    left: Cell<usize>,
}

impl Reader<'_> {
    fn cell(&self, id: RowId, month: Month, depth: usize) -> Cause {
        let row = self.sheet.row(id);
        let mut reads = Vec::new();
        self.left.set(self.left.get().saturating_sub(1));
        if self.follows(id, month, depth) {
            row.formula().walk(&mut |formula| {
                reads.extend(self.read(formula, id, month, depth - 1));
            });
        }
        let absent = self.grid.value(id, month).is_none();
        Cause {
            source: Source::Row(id),
            key: row.key().clone(),
            label: row.label().clone(),
            unit: row.unit(),
            month: Some(month),
            value: self.grid.cell(id, month),
            absent_by: row.applies().filter(|_| absent),
            formula: Some(print_formula(self.sheet, row.formula())),
            stated: None,
            origin: row.origin().clone(),
            reads,
        }
    }

    /// Whether a cell is followed here: not where it has been as deep already, nor once the tree
    /// is full.
    fn follows(&self, row: RowId, month: Month, depth: usize) -> bool {
        if self.left.get() == 0 {
            return false;
        }
        let mut followed = self.followed.borrow_mut();
        let before = followed.entry((row, month)).or_insert(0);
        let deeper = depth > *before;
        *before = depth.max(*before);
        deeper
    }

    fn opening(&self, id: RowId, depth: usize) -> Cause {
        let row = self.sheet.row(id);
        let mut reads = Vec::new();
        if let Opening::Input(input) = row.opening()
            && depth > 0
        {
            let cause = self.input(input, Month(0));
            reads.push(Read {
                operand: format!("${}", cause.key),
                value: cause.value,
                causes: vec![cause],
                timing: Vec::new(),
            });
        }
        Cause {
            source: Source::Opening(id),
            key: row.key().clone(),
            label: row.label().clone(),
            unit: row.unit(),
            month: None,
            value: self.grid.opening(id),
            absent_by: None,
            formula: None,
            stated: None,
            origin: row.origin().clone(),
            reads,
        }
    }

    fn input(&self, id: InputId, month: Month) -> Cause {
        let input = self.sheet.input(id);
        let (drawn, stresses) = (self.case.draw_of(id), self.case.stresses());
        let at = month.index();
        let mut changes = Vec::new();
        for stress in stresses {
            let of_stress = input
                .changes
                .iter()
                .filter(|(of, change)| of == stress && change.month.is_none_or(|only| only == at));
            changes.extend(of_stress.copied());
        }
        Cause {
            source: Source::Input(id),
            key: input.key.clone(),
            label: input.label.clone(),
            unit: input.unit,
            month: Some(month),
            value: input.value(at, drawn, stresses),
            absent_by: None,
            formula: None,
            stated: Some(Stated {
                level: input.level.at(at),
                changes,
                clamped: !input.bounds.allow(input.unclamped(at, drawn, stresses)),
            }),
            origin: input.origin.clone(),
            reads: Vec::new(),
        }
    }

    /// What a formula reads by itself; `None` for a number and for an operation.
    fn read(&self, formula: &Formula, of: RowId, month: Month, depth: usize) -> Option<Read> {
        let cells = |rows: Vec<(RowId, Month)>| self.sum_of(rows, depth);
        let mut timing = Vec::new();
        let causes = match formula {
            Formula::Calendar(fact) => {
                return Some(Read {
                    operand: print_formula(self.sheet, formula),
                    value: self.fact(*fact, month),
                    causes: Vec::new(),
                    timing,
                });
            }
            Formula::Input(input) => vec![self.input(*input, month)],
            Formula::Row(row) => vec![self.cell(*row, month, depth)],
            Formula::Previous(row) => vec![self.ago(*row, month, 1, depth)],
            Formula::Lag { row, months } => vec![self.ago(*row, month, *months, depth)],
            Formula::DelayedBy { row, lag, support } => {
                let causes = cells(self.arriving(*row, *lag, support, month));
                let months = causes.iter().filter_map(|cause| cause.month);
                timing.extend(months.map(|source| self.cell(*lag, source, depth)));
                causes
            }
            Formula::Leading { row, months } => {
                let last = month.0 + months;
                let known = last < self.sheet.timeline().month_count();
                let window = if known { month.0 + 1..last + 1 } else { 0..0 };
                cells(window.map(|at| (*row, Month(at))).collect())
            }
            Formula::YearToDate(row) => {
                let calendar_month = self.sheet.timeline().calendar_month(month);
                let first = month.0.saturating_sub(calendar_month.month_of_year() - 1);
                cells((first..=month.0).map(|at| (*row, Month(at))).collect())
            }
            Formula::Trailing { row, months } => {
                let window = match (month.0 + 1).checked_sub(*months) {
                    Some(first) => first..month.0 + 1,
                    None => 0..0,
                };
                cells(window.map(|at| (*row, Month(at))).collect())
            }
            Formula::RunningTotal(row) => {
                let mut causes = vec![self.opening(of, depth)];
                causes.retain(|opening| !opening.value.is_zero());
                causes.extend(cells((0..=month.0).map(|at| (*row, Month(at))).collect()));
                causes
            }
            Formula::ListSum {
                list,
                column,
                tag,
                below,
            } => {
                let entries = self.sheet.list(*list).entries_below(*below).iter();
                let under = entries.filter(|entry| entry.tag(*column) == Some(*tag));
                cells(under.map(|entry| (entry.amount, month)).collect())
            }
            Formula::Constant(..)
            | Formula::Unary(..)
            | Formula::Binary(..)
            | Formula::Divide(..)
            | Formula::Compare(..)
            | Formula::Select(..) => return None,
        };
        Some(Read {
            operand: print_formula(self.sheet, formula),
            value: total(&causes),
            causes,
            timing,
        })
    }

    /// The cells of a sum that are not zero.
    fn sum_of(&self, cells: Vec<(RowId, Month)>, depth: usize) -> Vec<Cause> {
        cells
            .into_iter()
            .filter(|(row, month)| !self.grid.cell(*row, *month).is_zero())
            .map(|(row, month)| self.cell(row, month, depth))
            .collect()
    }

    fn ago(&self, row: RowId, month: Month, months: u32, depth: usize) -> Cause {
        match month.0.checked_sub(months) {
            Some(earlier) => self.cell(row, Month(earlier), depth),
            None => self.opening(row, depth),
        }
    }

    /// The amounts that arrive in this month.
    fn arriving(
        &self,
        row: RowId,
        lag: RowId,
        support: &Support,
        month: Month,
    ) -> Vec<(RowId, Month)> {
        let sources = support.points().iter().rev().filter_map(|point| {
            let source = Month(month.0.checked_sub(*point)?);
            let months = Support::settle(self.grid.cell(lag, source));
            (months == Decimal::from(*point)).then_some((row, source))
        });
        sources.collect()
    }

    fn fact(&self, fact: CalendarRow, month: Month) -> Decimal {
        let calendar_month = self.sheet.timeline().calendar_month(month);
        match fact {
            CalendarRow::MonthNumber => Decimal::from(month.0 + 1),
            CalendarRow::MonthOfYear => calendar_month.month_of_year().into(),
            CalendarRow::Year => calendar_month.year().into(),
            CalendarRow::DaysInMonth => calendar_month.days().into(),
        }
    }
}

/// The sum of the causes; in a branch not taken it may lie beyond all decimals, and is then the end
/// of their range.
fn total(causes: &[Cause]) -> Decimal {
    let values = causes.iter().map(|cause| cause.value);
    values.fold(Decimal::ZERO, Decimal::saturating_add)
}

#[cfg(test)]
mod tests;
