//! What a tape hands out: cells, and what is read off a row over its first months, carried along
//! month by month.

use std::ops::Range;

use super::expand::Expansion;
use super::node::Value;
use crate::calendar::Month;
use crate::quantity::Decimal;
use crate::sheet::{BinaryOp, RowId};

/// One number of each trial. Months in which the row is absent are passed over, but for
/// [`Wanted::Cell`]; a number that does not exist is handed out as not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wanted {
    /// The number in a cell, also where the row is absent.
    Cell(RowId, Month),
    /// The value of a row in a month; it does not exist where the row is absent.
    Value(RowId, Month),
    /// The value of a row in a month, 0 where the row is absent.
    Flow(RowId, Month),
    /// The sum of so many months.
    Sum(RowId, u32),
    /// The least value of so many months.
    Least(RowId, u32),
    /// The greatest value of so many months.
    Greatest(RowId, u32),
    /// The number of the first of so many months with the least value.
    MonthOfLeast(RowId, u32),
    /// The number of the first of so many months with the greatest value.
    MonthOfGreatest(RowId, u32),
    /// The number of the first of so many months in which the row is not 0.
    First(RowId, u32),
}

/// A number and whether it exists, where that is not sure.
pub(super) struct Found {
    pub(super) value: Value,
    pub(super) exists: Option<Value>,
}

/// Which of two values is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extreme {
    Least,
    Greatest,
}

impl Wanted {
    /// The row that is read, and in which months.
    pub(super) fn reads(self) -> (RowId, Range<u32>) {
        match self {
            Wanted::Cell(row, month) | Wanted::Value(row, month) | Wanted::Flow(row, month) => {
                (row, month.0..month.0 + 1)
            }
            Wanted::Sum(row, months)
            | Wanted::Least(row, months)
            | Wanted::Greatest(row, months)
            | Wanted::MonthOfLeast(row, months)
            | Wanted::MonthOfGreatest(row, months)
            | Wanted::First(row, months) => (row, 0..months),
        }
    }

    /// Adds what is wanted to the graph.
    pub(super) fn expand(self, sheet: &mut Expansion<'_>) -> Found {
        let sure = |value: Value| Found {
            value,
            exists: None,
        };
        match self {
            Wanted::Cell(row, month) => sure(sheet.cell(row, month.index())),
            Wanted::Value(row, month) => Found {
                value: sheet.cell(row, month.index()),
                exists: sheet.applies(row, month.index()),
            },
            Wanted::Flow(row, month) => sure(flow(sheet, row, month.index())),
            Wanted::Sum(row, months) => {
                let zero = Value::of(Decimal::ZERO, None);
                sure((0..months as usize).fold(zero, |sum, month| {
                    let value = flow(sheet, row, month);
                    sheet.graph.binary(BinaryOp::Add, sum, value)
                }))
            }
            Wanted::First(row, months) => first(sheet, row, months),
            Wanted::Least(row, months) => extreme(sheet, row, months, Extreme::Least).0,
            Wanted::Greatest(row, months) => extreme(sheet, row, months, Extreme::Greatest).0,
            Wanted::MonthOfLeast(row, months) => extreme(sheet, row, months, Extreme::Least).1,
            Wanted::MonthOfGreatest(row, months) => {
                extreme(sheet, row, months, Extreme::Greatest).1
            }
        }
    }
}

fn number(month: usize) -> Value {
    Value::of(Decimal::from(month + 1), Some(0))
}

/// The value of a row in a month, 0 where it is absent.
fn flow(sheet: &mut Expansion<'_>, row: RowId, month: usize) -> Value {
    sheet.graph.month = u32::try_from(month).unwrap_or(u32::MAX);
    let value = sheet.cell(row, month);
    match sheet.applies(row, month) {
        None => value,
        Some(applies) => {
            let zero = Value::of(Decimal::ZERO, value.money);
            sheet.graph.select(applies, value, zero)
        }
    }
}

/// The first month in which a row is not 0; its number is 0 as long as there is none.
fn first(sheet: &mut Expansion<'_>, row: RowId, months: u32) -> Found {
    let none = Value::of(Decimal::ZERO, Some(0));
    let first = (0..months as usize).fold(none, |first, month| {
        let value = flow(sheet, row, month);
        let here = sheet.graph.select(value, number(month), none);
        sheet.graph.select(first, first, here)
    });
    Found {
        value: first,
        exists: Some(first),
    }
}

/// The best value and the number of its month.
fn extreme(sheet: &mut Expansion<'_>, row: RowId, months: u32, extreme: Extreme) -> (Found, Found) {
    let (never, always) = (
        Value::of(Decimal::ZERO, Some(0)),
        Value::of(Decimal::ONE, Some(0)),
    );
    let (mut best, mut at, mut any) = (never, never, never);
    for month in 0..months as usize {
        sheet.graph.month = u32::try_from(month).unwrap_or(u32::MAX);
        let value = sheet.cell(row, month);
        let applies = sheet.applies(row, month).unwrap_or(always);
        let graph = &mut sheet.graph;
        let better = match extreme {
            Extreme::Least => graph.below(value, best),
            Extreme::Greatest => graph.below(best, value),
        };
        let better = graph.select(any, better, always);
        let better = graph.select(applies, better, never);
        best = Value {
            money: value.money,
            ..graph.select(better, value, best)
        };
        at = graph.select(better, number(month), at);
        any = graph.select(applies, always, any);
    }
    let found = |value: Value| Found {
        value,
        exists: Some(any),
    };
    (found(best), found(at))
}
