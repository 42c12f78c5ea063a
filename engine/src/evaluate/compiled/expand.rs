//! Cells of a sheet as nodes: what each formula comes to in each month.

use std::collections::HashMap;

use super::super::Case;
use super::super::cells::ListEntries;
use super::graph::Graph;
use super::needed::Needed;
use super::node::Value;
use super::wanted::Wanted;
use super::{Vary, VaryAs};
use crate::calendar::Month;
use crate::quantity::{Decimal, Whole};
use crate::sheet::{
    BinaryOp, CalendarRow, CompareOp, CompareScale, Formula, Input, InputId, KeyColumn, ListId,
    Opening, Rank, RowId, Sheet, StressId, Support, TagId, UnaryOp,
};

/// The nodes of the cells of a sheet.
pub(super) struct Expansion<'a> {
    pub(super) graph: Graph,
    sheet: &'a Sheet,
    months: usize,
    stresses: &'a [StressId],
    vary: HashMap<InputId, VaryAs>,
    entries: ListEntries,
    cells: Vec<Value>,
    openings: Vec<Value>,
    /// The value of each input in each month, once it is known.
    inputs: Vec<Option<Value>>,
    /// The sums of the first months of each row.
    totals: Vec<Vec<Value>>,
}

impl<'a> Expansion<'a> {
    /// Expands the cells that lead to what is wanted, in the sheet's order.
    pub(super) fn of(
        sheet: &'a Sheet,
        case: &'a Case,
        vary: &[Vary],
        wanted: &[Wanted],
    ) -> Expansion<'a> {
        let graph = Graph::default();
        let months = sheet.timeline().month_count() as usize;
        let zero = Value::of(Decimal::ZERO, None);
        let mut expansion = Expansion {
            graph,
            sheet,
            months,
            stresses: case.stresses(),
            vary: vary.iter().map(|vary| (vary.input, vary.by)).collect(),
            entries: ListEntries::of(sheet),
            cells: vec![zero; sheet.rows().len() * months],
            openings: Vec::new(),
            inputs: vec![None; sheet.inputs().len() * months],
            totals: vec![Vec::new(); sheet.rows().len()],
        };
        expansion.openings = sheet
            .rows()
            .map(|(id, row)| match row.opening() {
                Opening::Number(value) => Value::of(value, Some(money(sheet, id))),
                Opening::Input(input) => expansion.input(input, 0),
            })
            .collect();
        let needed = Needed::of(sheet, &expansion.entries, wanted);
        for phase in sheet.order().phases() {
            for month in sheet.timeline().months() {
                expansion.graph.month = month.0;
                let rows = phase.iter().copied();
                for row in rows.filter(|row| needed.has(*row, month.index())) {
                    let found = expansion.formula(sheet.row(row).formula(), row, month.index());
                    let cell = Value {
                        money: Some(money(sheet, row)),
                        ..found
                    };
                    expansion.cells[row.index() * months + month.index()] = cell;
                }
            }
        }
        expansion
    }

    /// The value of a cell.
    pub(super) fn cell(&self, row: RowId, month: usize) -> Value {
        self.cells[row.index() * self.months + month]
    }

    /// Whether a row has a value in a month: that of its flag row, where it has one.
    pub(super) fn applies(&self, row: RowId, month: usize) -> Option<Value> {
        let flag = self.sheet.row(row).applies()?;
        Some(self.cell(flag, month))
    }

    /// The value of an input in a month: level, draw, changes, range, whole number.
    pub(super) fn input(&mut self, id: InputId, month: usize) -> Value {
        let place = id.index() * self.months + month;
        if let Some(known) = self.inputs[place] {
            return known;
        }
        let input = self.sheet.input(id);
        let value = match self.vary.get(&id).copied() {
            None => {
                let value = input.value(month, None, self.stresses);
                Value::of(value, Some(input.unit.dimension().euro))
            }
            Some(by) => self.varied(input, by, month),
        };
        self.inputs[place] = Some(value);
        value
    }

    fn varied(&mut self, input: &Input, by: VaryAs, month: usize) -> Value {
        let money = input.unit.dimension().euro;
        let level = Value::of(input.level.at(month), Some(money));
        let mut value = match by {
            VaryAs::Ratio(variable) => {
                let ratio = self.graph.variable(variable);
                self.graph.binary(BinaryOp::Multiply, level, ratio)
            }
            VaryAs::Difference(variable) => self.shifted(level, variable, money),
            VaryAs::Path(first) => {
                let month = u32::try_from(month).unwrap_or(u32::MAX);
                self.shifted(level, first + month, money)
            }
        };
        for stress in self.stresses {
            for (of, change) in &input.changes {
                if of == stress && change.month.is_none_or(|only| only == month) {
                    let factor = Value::of(change.factor, Some(0));
                    let shift = Value::of(change.shift, Some(money));
                    value = self.graph.binary(BinaryOp::Multiply, value, factor);
                    value = self.graph.binary(BinaryOp::Add, value, shift);
                }
            }
        }
        for (bound, op) in [
            (input.bounds.low, BinaryOp::Max),
            (input.bounds.high, BinaryOp::Min),
        ] {
            if let Some(bound) = bound {
                let bound = Value::of(bound, Some(money));
                value = self.graph.binary(op, value, bound);
            }
        }
        match input.whole {
            Whole::No => value,
            Whole::Yes => self.half_up(value),
        }
    }

    /// A level plus a variable, which is stated in the sheet's scale.
    fn shifted(&mut self, level: Value, variable: u32, money: i8) -> Value {
        let drawn = self.graph.variable(variable);
        let one = Value::of(Decimal::ONE, Some(money));
        let drawn = self.graph.binary(BinaryOp::Multiply, drawn, one);
        self.graph.binary(BinaryOp::Add, level, drawn)
    }

    /// Rounded half up to a whole number.
    fn half_up(&mut self, value: Value) -> Value {
        let half = Value::of(Decimal::new(5, 1), value.money);
        let raised = self.graph.binary(BinaryOp::Add, value, half);
        self.graph.unary(UnaryOp::Floor, raised)
    }

    /// The value of a formula that belongs to the row `of`, in a month.
    fn formula(&mut self, formula: &Formula, of: RowId, month: usize) -> Value {
        match formula {
            Formula::Constant(value, _) if value.is_zero() => self.zero(),
            Formula::Constant(value, unit) => Value::of(*value, Some(unit.dimension().euro)),
            Formula::Calendar(fact) => self.calendar(*fact, month),
            Formula::Input(input) => self.input(*input, month),
            Formula::Row(row) => self.cell(*row, month),
            Formula::Previous(row) => self.ago(*row, month, 1),
            Formula::Lag { row, months } => self.ago(*row, month, *months as usize),
            Formula::DelayedBy { row, lag, support } => self.arriving(*row, *lag, support, month),
            Formula::Leading { row, months } => {
                let last = month + *months as usize;
                if last >= self.months {
                    return self.zero();
                }
                self.window(*row, month + 1, last)
            }
            Formula::YearToDate(row) => {
                let calendar = self.sheet.timeline().calendar_month(Month::at(month));
                let since = month.saturating_sub(calendar.month_of_year() as usize - 1);
                (since + 1..=month).fold(self.cell(*row, since), |sum, month| {
                    let cell = self.cell(*row, month);
                    self.graph.binary(BinaryOp::Add, sum, cell)
                })
            }
            Formula::Trailing { row, months } => match (month + 1).checked_sub(*months as usize) {
                Some(first) => self.window(*row, first, month),
                None => self.zero(),
            },
            Formula::RunningTotal(row) => {
                let total = self.total(*row, month);
                let opening = self.openings[of.index()];
                self.graph.binary(BinaryOp::Add, opening, total)
            }
            Formula::ListSum {
                list,
                column,
                tag,
                below,
            } => self.list_sum((*list, *column, *tag), *below, month),
            Formula::Unary(op, a) => {
                let a = self.formula(a, of, month);
                self.graph.unary(*op, a)
            }
            Formula::Binary(op, a, b) => {
                let (a, b) = (self.formula(a, of, month), self.formula(b, of, month));
                self.graph.binary(*op, a, b)
            }
            Formula::Divide(a, b, when_zero) => {
                let (a, b) = (self.formula(a, of, month), self.formula(b, of, month));
                self.graph.divide(a, b, *when_zero)
            }
            Formula::Compare(op, scale, a, b) => {
                let (a, b) = (self.formula(a, of, month), self.formula(b, of, month));
                self.graph.compare(*op, *scale, a, b)
            }
            Formula::Select(flag, yes, no) => {
                let flag = self.formula(flag, of, month);
                let (yes, no) = (self.formula(yes, of, month), self.formula(no, of, month));
                self.graph.select(flag, yes, no)
            }
        }
    }

    fn zero(&mut self) -> Value {
        Value::of(Decimal::ZERO, None)
    }

    fn calendar(&mut self, fact: CalendarRow, month: usize) -> Value {
        let calendar = self.sheet.timeline().calendar_month(Month::at(month));
        let value: Decimal = match fact {
            CalendarRow::MonthNumber => Decimal::from(month + 1),
            CalendarRow::MonthOfYear => calendar.month_of_year().into(),
            CalendarRow::Year => calendar.year().into(),
            CalendarRow::DaysInMonth => calendar.days().into(),
        };
        Value::of(value, Some(0))
    }

    fn ago(&self, row: RowId, month: usize, months: usize) -> Value {
        match month.checked_sub(months) {
            Some(earlier) => self.cell(row, earlier),
            None => self.openings[row.index()],
        }
    }

    /// The sum of a row from the first month to this one.
    fn total(&mut self, row: RowId, month: usize) -> Value {
        while self.totals[row.index()].len() <= month {
            let totals = &self.totals[row.index()];
            let cell = self.cell(row, totals.len());
            let total = match totals.last() {
                None => cell,
                Some(total) => self.graph.binary(BinaryOp::Add, *total, cell),
            };
            self.totals[row.index()].push(total);
        }
        self.totals[row.index()][month]
    }

    /// The sum of a row over some months: a difference of running totals, so that its cost does
    /// not grow with the window.
    fn window(&mut self, row: RowId, first: usize, last: usize) -> Value {
        let end = self.total(row, last);
        match first.checked_sub(1) {
            None => end,
            Some(before) => {
                let start = self.total(row, before);
                self.graph.binary(BinaryOp::Subtract, end, start)
            }
        }
    }

    /// The amounts whose month plus lag is this month: one choice for each point of the support.
    fn arriving(&mut self, row: RowId, lag: RowId, support: &Support, month: usize) -> Value {
        let mut sum = self.zero();
        for &point in support.points() {
            let Some(source) = month.checked_sub(point as usize) else {
                continue;
            };
            let lag = self.cell(lag, source);
            let settled = self.half_up(lag);
            let zero = self.zero();
            let settled = self.graph.binary(BinaryOp::Max, settled, zero);
            let point = Value::of(point.into(), Some(0));
            let scale = CompareScale::NineDecimals;
            let arrives = self.graph.compare(CompareOp::Equal, scale, settled, point);
            let amount = self.cell(row, source);
            let part = self.graph.select(arrives, amount, zero);
            sum = self.graph.binary(BinaryOp::Add, sum, part);
        }
        sum
    }

    fn list_sum(
        &mut self,
        (list, column, tag): (ListId, KeyColumn, TagId),
        below: Option<Rank>,
        month: usize,
    ) -> Value {
        let entries = self.entries.under(list, column, tag).iter();
        let rows: Vec<RowId> = entries
            .take_while(|(rank, _)| below.is_none_or(|below| *rank < below))
            .map(|(_, row)| *row)
            .collect();
        let mut sum = self.zero();
        for row in rows {
            let cell = self.cell(row, month);
            sum = self.graph.binary(BinaryOp::Add, sum, cell);
        }
        sum
    }
}

/// The power of money in a row's unit.
fn money(sheet: &Sheet, row: RowId) -> i8 {
    sheet.row(row).unit().dimension().euro
}
