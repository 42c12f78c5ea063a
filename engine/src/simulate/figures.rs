//! Figures of each trial, read off the rows that the tape hands out.
//!
//! The same definitions as in the exact reading, on binary numbers: months in which a row is absent
//! are skipped, a figure without a value is absent. A rate of return is looked for with the same
//! method.

use std::collections::BTreeMap;

use crate::calendar::Month;
use crate::evaluate::compiled::{Lanes, math};
use crate::finance::irr_of;
use crate::quantity::to_float;
use crate::sheet::{BinaryOp, FigureFormula, FigureId, InputId, RowId, Sheet, Span};

/// Reads figures off the outputs of a block.
#[derive(Debug, Clone)]
pub(super) struct FigureReader<'a> {
    sheet: &'a Sheet,
    figures: Vec<FigureId>,
    /// The first output of each row.
    rows: BTreeMap<RowId, usize>,
    /// Inputs that figures read, with their values.
    inputs: BTreeMap<InputId, f64>,
    months: usize,
}

impl<'a> FigureReader<'a> {
    /// A reader of some figures; `rows` are wanted besides those that the figures read, and
    /// `input` gives the value of an input that a figure reads.
    pub(super) fn new(
        sheet: &'a Sheet,
        figures: &[FigureId],
        also: &[RowId],
        input: impl Fn(InputId) -> f64,
    ) -> FigureReader<'a> {
        let mut reader = FigureReader {
            sheet,
            figures: figures.to_vec(),
            rows: BTreeMap::new(),
            inputs: BTreeMap::new(),
            months: sheet.timeline().month_count() as usize,
        };
        let mut open: Vec<FigureId> = figures.to_vec();
        let mut seen = Vec::new();
        while let Some(figure) = open.pop() {
            if seen.contains(&figure) {
                continue;
            }
            seen.push(figure);
            let formula = sheet.figure(figure).formula();
            reader.collect(formula, &input);
            open.extend(formula.figures_read());
        }
        for row in also {
            reader.want(*row);
        }
        reader
    }

    /// The cells that the tape has to hand out, in order.
    pub(super) fn wanted(&self) -> Vec<(RowId, Month)> {
        let mut rows: Vec<(RowId, usize)> = self.rows.iter().map(|(row, at)| (*row, *at)).collect();
        rows.sort_by_key(|(_, at)| *at);
        let months = self.sheet.timeline();
        rows.into_iter()
            .flat_map(|(row, _)| months.months().map(move |month| (row, month)))
            .collect()
    }

    /// How many figures are read.
    pub(super) fn figures(&self) -> usize {
        self.figures.len()
    }

    fn want(&mut self, row: RowId) {
        let flag = self.sheet.row(row).applies();
        for row in [Some(row), flag].into_iter().flatten() {
            let next = self.rows.len() * self.months;
            self.rows.entry(row).or_insert(next);
        }
    }

    fn collect(&mut self, formula: &FigureFormula, input: &impl Fn(InputId) -> f64) {
        match formula {
            FigureFormula::Constant(..) | FigureFormula::Figure(_) => {}
            FigureFormula::Input(id) => {
                self.inputs.insert(*id, input(*id));
            }
            FigureFormula::Sum(row, _)
            | FigureFormula::Min(row, _)
            | FigureFormula::Max(row, _)
            | FigureFormula::Last(row, _)
            | FigureFormula::At(row, _)
            | FigureFormula::FirstMonthWhere(row, _)
            | FigureFormula::MonthOfMin(row, _)
            | FigureFormula::MonthOfMax(row, _)
            | FigureFormula::Irr(row, _) => self.want(*row),
            FigureFormula::Npv { flow, rate, .. } => {
                self.want(*flow);
                self.collect(rate, input);
            }
            FigureFormula::Arithmetic(_, a, b) | FigureFormula::Quotient(a, b) => {
                self.collect(a, input);
                self.collect(b, input);
            }
        }
    }

    /// The value of a row in a month of a trial, where it is not absent.
    pub(super) fn cell(
        &self,
        row: RowId,
        month: usize,
        outputs: &[Lanes],
        lane: usize,
    ) -> Option<f64> {
        if let Some(flag) = self.sheet.row(row).applies() {
            let flag = outputs[self.rows[&flag] + month].0[lane];
            if flag == 0.0 {
                return None;
            }
        }
        Some(outputs[self.rows[&row] + month].0[lane])
    }

    /// The number of the first shown month of a trial in which a row is not zero.
    pub(super) fn first(&self, row: RowId, outputs: &[Lanes], lane: usize) -> Option<f64> {
        let shown = self.sheet.timeline().shown() as usize;
        let mut months = 0..shown;
        let first = months.find(|month| {
            let value = self.cell(row, *month, outputs, lane);
            value.is_some_and(|value| value != 0.0)
        });
        first.map(number)
    }

    /// The figures of one trial, in the order asked for.
    pub(super) fn read(&self, outputs: &[Lanes], lane: usize) -> Vec<Option<f64>> {
        let trial = Trial {
            reader: self,
            outputs,
            lane,
        };
        let formulas = self
            .figures
            .iter()
            .map(|id| self.sheet.figure(*id).formula());
        formulas.map(|formula| trial.value(formula)).collect()
    }
}

struct Trial<'r> {
    reader: &'r FigureReader<'r>,
    outputs: &'r [Lanes],
    lane: usize,
}

impl Trial<'_> {
    fn value(&self, formula: &FigureFormula) -> Option<f64> {
        match formula {
            FigureFormula::Constant(value, _) => Some(to_float(*value)),
            FigureFormula::Input(input) => self.reader.inputs.get(input).copied(),
            FigureFormula::Figure(figure) => {
                self.value(self.reader.sheet.figure(*figure).formula())
            }
            FigureFormula::Sum(row, span) => {
                Some(self.present(*row, *span).map(|(_, value)| value).sum())
            }
            FigureFormula::Min(row, span) => {
                self.best(*row, *span, |a, b| a < b).map(|best| best.1)
            }
            FigureFormula::Max(row, span) => {
                self.best(*row, *span, |a, b| a > b).map(|best| best.1)
            }
            FigureFormula::MonthOfMin(row, span) => self
                .best(*row, *span, |a, b| a < b)
                .map(|best| number(best.0)),
            FigureFormula::MonthOfMax(row, span) => self
                .best(*row, *span, |a, b| a > b)
                .map(|best| number(best.0)),
            FigureFormula::Last(row, span) => {
                let last = self.months(*span).checked_sub(1)?;
                self.cell(*row, last)
            }
            FigureFormula::At(row, number) => {
                let month = usize::try_from(number - 1).ok()?;
                (month < self.reader.months).then(|| self.cell(*row, month))?
            }
            FigureFormula::FirstMonthWhere(row, span) => {
                let mut present = self.present(*row, *span);
                let first = present.find(|(_, value)| *value != 0.0);
                first.map(|(month, _)| number(month))
            }
            FigureFormula::Npv { flow, rate, span } => {
                present_value(self.value(rate)?, &self.flow(*flow, *span))
            }
            FigureFormula::Irr(flow, span) => {
                let monthly = irr_of(&self.flow(*flow, *span))?;
                Some(math::power(1.0 + monthly, 12.0) - 1.0)
            }
            FigureFormula::Arithmetic(op, a, b) => {
                Some(arithmetic(*op, self.value(a)?, self.value(b)?))
            }
            FigureFormula::Quotient(a, b) => {
                let (a, b) = (self.value(a)?, self.value(b)?);
                (b != 0.0).then(|| a / b)
            }
        }
    }

    fn months(&self, span: Span) -> usize {
        match span {
            Span::Shown => self.reader.sheet.timeline().shown() as usize,
            Span::Computed => self.reader.months,
        }
    }

    fn cell(&self, row: RowId, month: usize) -> Option<f64> {
        self.reader.cell(row, month, self.outputs, self.lane)
    }

    fn present(&self, row: RowId, span: Span) -> impl Iterator<Item = (usize, f64)> {
        (0..self.months(span)).filter_map(move |month| Some((month, self.cell(row, month)?)))
    }

    fn flow(&self, row: RowId, span: Span) -> Vec<f64> {
        let months = 0..self.months(span);
        months
            .map(|month| self.cell(row, month).unwrap_or(0.0))
            .collect()
    }

    /// The first of the months with the best value.
    fn best(&self, row: RowId, span: Span, better: fn(f64, f64) -> bool) -> Option<(usize, f64)> {
        let present = self.present(row, span);
        present.reduce(|best, next| if better(next.1, best.1) { next } else { best })
    }
}

#[expect(clippy::cast_precision_loss, reason = "months of a plan")]
fn number(month: usize) -> f64 {
    (month + 1) as f64
}

fn present_value(yearly: f64, flow: &[f64]) -> Option<f64> {
    if yearly <= -1.0 {
        return None;
    }
    let discount = 1.0 / math::power(1.0 + yearly, 1.0 / 12.0);
    let backwards = flow.iter().rev();
    Some(backwards.fold(0.0, |value, amount| (value + amount) * discount))
}

fn arithmetic(op: BinaryOp, a: f64, b: f64) -> f64 {
    match op {
        BinaryOp::Add => a + b,
        BinaryOp::Subtract => a - b,
        BinaryOp::Multiply => a * b,
        BinaryOp::Min => a.min(b),
        BinaryOp::Max => a.max(b),
        BinaryOp::Modulo => a - b * (a / b).floor(),
        BinaryOp::Power => math::power(a, b),
    }
}
