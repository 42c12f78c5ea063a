//! The cells of every row, in the order of the sheet.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::exact::Overflow;
use super::operations::{binary, compare, divide, unary};
use super::{Case, Grid};
use crate::quantity::{Decimal, power};
use crate::sheet::{
    BinaryOp, CalendarRow, Drawn, Formula, Input, KeyColumn, Level, ListId, Opening, Rank, RowId,
    Sheet, StressId, Support, TagId,
};

/// The cells computed so far, and what makes computing the next one cheap.
pub(super) struct Cells<'a> {
    sheet: &'a Sheet,
    months: usize,
    values: Vec<Decimal>,
    openings: Vec<Decimal>,
    inputs: Vec<InputValues>,
    clamped: Vec<crate::sheet::InputId>,
    calendar: Vec<CalendarMonth>,
    entries: ListEntries,
    totals: Vec<Total>,
    powers: HashMap<RowId, (Decimal, Decimal, Decimal)>,
}

/// The values of an input in one case.
enum InputValues {
    Same(Decimal),
    Monthly(Vec<Decimal>),
}

impl InputValues {
    fn at(&self, month: usize) -> Decimal {
        match self {
            InputValues::Same(value) => *value,
            InputValues::Monthly(values) => values[month],
        }
    }
}

struct CalendarMonth {
    number: Decimal,
    month_of_year: u32,
    year: Decimal,
    days: Decimal,
}

/// The sum of the first `months` cells of a row; carried from month to month.
#[derive(Clone, Copy, Default)]
struct Total {
    months: usize,
    sum: Decimal,
}

impl<'a> Cells<'a> {
    pub(super) fn new(sheet: &'a Sheet, case: &Case) -> Result<Cells<'a>, Overflow> {
        let timeline = sheet.timeline();
        let months = timeline.month_count() as usize;
        let stresses = case.stresses();
        let mut inputs = Vec::with_capacity(sheet.inputs().len());
        let mut clamped = Vec::new();
        for (id, input) in sheet.inputs() {
            let drawn = case.draw_of(id);
            let values = input_values(input, months, drawn, stresses);
            let last = months.saturating_sub(1);
            if (0..=last).any(|month| values.at(month).abs() == Decimal::MAX) {
                return Err(Overflow::Input(id));
            }
            if pushed_out(input, months, drawn, stresses) {
                clamped.push(id);
            }
            inputs.push(values);
        }
        let openings = sheet
            .rows()
            .map(|(_, row)| match row.opening() {
                Opening::Number(value) => value,
                Opening::Input(input) => inputs[input.index()].at(0),
            })
            .collect();
        let calendar = timeline
            .months()
            .map(|month| {
                let calendar_month = timeline.calendar_month(month);
                CalendarMonth {
                    number: Decimal::from(month.0 + 1),
                    month_of_year: calendar_month.month_of_year(),
                    year: calendar_month.year().into(),
                    days: calendar_month.days().into(),
                }
            })
            .collect();
        Ok(Cells {
            sheet,
            months,
            values: vec![Decimal::ZERO; sheet.rows().len() * months],
            openings,
            inputs,
            clamped,
            calendar,
            entries: ListEntries::of(sheet),
            totals: vec![Total::default(); sheet.rows().len()],
            powers: HashMap::new(),
        })
    }

    /// Computes every cell: phase by phase, month by month, row by row.
    pub(super) fn compute(&mut self) -> Result<(), Overflow> {
        let sheet = self.sheet;
        for phase in sheet.order().phases() {
            for month in sheet.timeline().months() {
                for &row in phase {
                    let value = self
                        .value(sheet.row(row).formula(), row, month.index())
                        .ok_or(Overflow::Cell(row, month))?;
                    self.values[row.index() * self.months + month.index()] = value;
                }
            }
        }
        self.assert_lags_supported();
        Ok(())
    }

    pub(super) fn into_grid(self) -> Grid {
        Grid {
            months: self.months,
            values: self.values,
            applies: self.sheet.rows().map(|(_, row)| row.applies()).collect(),
            openings: self.openings,
            figures: Vec::new(),
            clamped: self.clamped,
        }
    }

    /// The value of a formula that belongs to the row `of`, in a month.
    fn value(&mut self, formula: &Formula, of: RowId, month: usize) -> Option<Decimal> {
        match formula {
            Formula::Constant(value, _) => Some(*value),
            Formula::Calendar(fact) => Some(self.calendar_fact(*fact, month)),
            Formula::Input(input) => Some(self.inputs[input.index()].at(month)),
            Formula::Row(row) => Some(self.cell(*row, month)),
            Formula::Previous(row) => Some(self.ago(*row, month, 1)),
            Formula::Lag { row, months } => Some(self.ago(*row, month, *months as usize)),
            Formula::DelayedBy { row, lag, support } => self.arriving(*row, *lag, support, month),
            Formula::Leading { row, months } => {
                let last = month + *months as usize;
                if last >= self.months {
                    return Some(Decimal::ZERO);
                }
                self.sum(*row, month + 1..=last)
            }
            Formula::YearToDate(row) => {
                let since_january = self.calendar[month].month_of_year as usize - 1;
                self.sum(*row, month.saturating_sub(since_january)..=month)
            }
            Formula::Trailing { row, months } => match (month + 1).checked_sub(*months as usize) {
                Some(first) => self.sum(*row, first..=month),
                None => Some(Decimal::ZERO),
            },
            Formula::RunningTotal(row) => {
                let total = self.total(*row, month)?;
                self.openings[of.index()].checked_add(total)
            }
            Formula::ListSum {
                list,
                column,
                tag,
                below,
            } => self.list_sum(*list, *column, *tag, *below, month),
            Formula::Unary(op, a) => Some(unary(*op, self.value(a, of, month)?)),
            Formula::Binary(op, a, b) => {
                let (a, b) = (self.value(a, of, month)?, self.value(b, of, month)?);
                match op {
                    BinaryOp::Power => self.remembered_power(of, a, b),
                    BinaryOp::Add
                    | BinaryOp::Subtract
                    | BinaryOp::Multiply
                    | BinaryOp::Min
                    | BinaryOp::Max
                    | BinaryOp::Modulo => binary(*op, a, b),
                }
            }
            Formula::Divide(a, b, when_zero) => {
                let (a, b) = (self.value(a, of, month)?, self.value(b, of, month)?);
                divide(a, b, *when_zero)
            }
            Formula::Compare(op, scale, a, b) => {
                let (a, b) = (self.value(a, of, month)?, self.value(b, of, month)?);
                compare(*op, *scale, a, b)
            }
            Formula::Select(flag, yes, no) => {
                let flag = self.value(flag, of, month)?;
                // An overflow in the branch not taken is no overflow.
                let (yes, no) = (self.value(yes, of, month), self.value(no, of, month));
                if flag.is_zero() { no } else { yes }
            }
        }
    }

    fn cell(&self, row: RowId, month: usize) -> Decimal {
        self.values[row.index() * self.months + month]
    }

    /// The value so many months ago, the opening value where that lies before the plan.
    fn ago(&self, row: RowId, month: usize, months: usize) -> Decimal {
        match month.checked_sub(months) {
            Some(earlier) => self.cell(row, earlier),
            None => self.openings[row.index()],
        }
    }

    fn sum(&self, row: RowId, months: RangeInclusive<usize>) -> Option<Decimal> {
        let first = row.index() * self.months;
        sum(self.values[first + months.start()..=first + months.end()].iter())
    }

    fn calendar_fact(&self, fact: CalendarRow, month: usize) -> Decimal {
        let calendar = &self.calendar[month];
        match fact {
            CalendarRow::MonthNumber => calendar.number,
            CalendarRow::MonthOfYear => calendar.month_of_year.into(),
            CalendarRow::Year => calendar.year,
            CalendarRow::DaysInMonth => calendar.days,
        }
    }

    /// The amounts whose month plus lag is this month.
    fn arriving(&self, row: RowId, lag: RowId, support: &Support, month: usize) -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        for &point in support.points() {
            if let Some(source) = month.checked_sub(point as usize)
                && Support::settle(self.cell(lag, source)) == Decimal::from(point)
            {
                sum = sum.checked_add(self.cell(row, source))?;
            }
        }
        Some(sum)
    }

    /// The sum of a row from the first month to this one.
    fn total(&mut self, row: RowId, month: usize) -> Option<Decimal> {
        let mut total = self.totals[row.index()];
        if total.months > month + 1 {
            total = Total::default();
        }
        let first = row.index() * self.months;
        for value in &self.values[first + total.months..=first + month] {
            total.sum = total.sum.checked_add(*value)?;
        }
        total.months = month + 1;
        self.totals[row.index()] = total;
        Some(total.sum)
    }

    fn list_sum(
        &self,
        list: ListId,
        column: KeyColumn,
        tag: TagId,
        below: Option<Rank>,
        month: usize,
    ) -> Option<Decimal> {
        let entries = self.entries.under(list, column, tag);
        let end = below.map_or(entries.len(), |below| {
            entries.partition_point(|(rank, _)| *rank < below)
        });
        let mut sum = Decimal::ZERO;
        for (_, row) in &entries[..end] {
            sum = sum.checked_add(self.cell(*row, month))?;
        }
        Some(sum)
    }

    /// A power, remembered from month to month: a year's growth spread over its months is the
    /// same power twelve times.
    fn remembered_power(&mut self, of: RowId, base: Decimal, exponent: Decimal) -> Option<Decimal> {
        if let Some((known_base, known_exponent, result)) = self.powers.get(&of)
            && (*known_base, *known_exponent) == (base, exponent)
        {
            return Some(*result);
        }
        let result = power(base, exponent)?;
        self.powers.insert(of, (base, exponent, result));
        Some(result)
    }

    /// Checks that every lag took only values that its support declares: an amount under another
    /// lag would never arrive.
    fn assert_lags_supported(&self) {
        for (_, row) in self.sheet.rows() {
            row.formula().walk(&mut |formula| {
                let Formula::DelayedBy { lag, support, .. } = formula else {
                    return;
                };
                for month in self.sheet.timeline().months() {
                    let value = Support::settle(self.cell(*lag, month.index()));
                    let declared = support.points().iter();
                    assert!(
                        declared
                            .map(|point| Decimal::from(*point))
                            .any(|point| point == value),
                        "`{}` reads a lag of {value} months from `{}` in month {}, which its \
                         support does not declare",
                        row.key(),
                        self.sheet.row(*lag).key(),
                        month.0 + 1,
                    );
                }
            });
        }
    }
}

fn sum<'v>(values: impl Iterator<Item = &'v Decimal>) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    for value in values {
        sum = sum.checked_add(*value)?;
    }
    Some(sum)
}

fn input_values(
    input: &Input,
    months: usize,
    drawn: Option<&Drawn>,
    stresses: &[StressId],
) -> InputValues {
    let path = matches!(drawn, Some(Drawn::Path(_)));
    let steady = matches!(input.level, Level::Scalar(_))
        && !path
        && input
            .changes
            .iter()
            .all(|(_, change)| change.month.is_none());
    if steady {
        InputValues::Same(input.value(0, drawn, stresses))
    } else {
        InputValues::Monthly(
            (0..months)
                .map(|month| input.value(month, drawn, stresses))
                .collect(),
        )
    }
}

/// Whether a change would have moved the input out of its range in some month.
fn pushed_out(input: &Input, months: usize, drawn: Option<&Drawn>, stresses: &[StressId]) -> bool {
    let changed = input.changes.iter().any(|(of, _)| stresses.contains(of));
    changed && (0..months).any(|month| !input.bounds.allow(input.unclamped(month, drawn, stresses)))
}

/// The entries of each list by key column and key, in the order of their ranks.
pub(super) struct ListEntries {
    tags: usize,
    by_key: Vec<Vec<(Rank, RowId)>>,
}

impl ListEntries {
    pub(super) fn of(sheet: &Sheet) -> ListEntries {
        let tags = sheet.tags().len();
        let columns = KeyColumn::ALL.len();
        let mut entries = ListEntries {
            tags,
            by_key: vec![Vec::new(); sheet.lists().len() * columns * tags],
        };
        for (id, list) in sheet.lists() {
            for column in KeyColumn::ALL {
                for entry in list.entries() {
                    if let Some(tag) = entry.tag(column) {
                        let place = entries.place(id, column, tag);
                        entries.by_key[place].push((entry.rank, entry.amount));
                    }
                }
            }
        }
        entries
    }

    fn place(&self, list: ListId, column: KeyColumn, tag: TagId) -> usize {
        (list.index() * KeyColumn::ALL.len() + column.index()) * self.tags + tag.index()
    }

    pub(super) fn under(&self, list: ListId, column: KeyColumn, tag: TagId) -> &[(Rank, RowId)] {
        &self.by_key[self.place(list, column, tag)]
    }
}
