//! The figures, read off finished cells.

use super::operations::binary;
use super::{Case, FigureValue, Grid, Reason};
use crate::calendar::Month;
use crate::finance::{NoRate, irr, npv, per_month, per_year};
use crate::quantity::Decimal;
use crate::sheet::{FigureFormula, FigureId, RowId, Sheet, Span};

/// The value of every figure, in the order of the sheet.
pub(super) fn compute(sheet: &Sheet, case: &Case, grid: &Grid) -> Vec<FigureValue> {
    let mut figures = Figures {
        sheet,
        case,
        grid,
        known: vec![None; sheet.figures().len()],
    };
    sheet.figures().map(|(id, _)| figures.figure(id)).collect()
}

/// What a formula over a finished grid gives: a figure, or a part of one.
pub fn figure_value(
    sheet: &Sheet,
    case: &Case,
    grid: &Grid,
    formula: &FigureFormula,
) -> FigureValue {
    let mut figures = Figures {
        sheet,
        case,
        grid,
        known: vec![None; sheet.figures().len()],
    };
    figures.value(formula)
}

struct Figures<'a> {
    sheet: &'a Sheet,
    case: &'a Case,
    grid: &'a Grid,
    known: Vec<Option<FigureValue>>,
}

impl Figures<'_> {
    /// The verifier has checked that figures read each other in no circle.
    fn figure(&mut self, id: FigureId) -> FigureValue {
        if let Some(known) = &self.known[id.index()] {
            return known.clone();
        }
        let sheet = self.sheet;
        let value = self.value(sheet.figure(id).formula());
        self.known[id.index()] = Some(value.clone());
        value
    }

    fn value(&mut self, formula: &FigureFormula) -> FigureValue {
        match formula {
            FigureFormula::Constant(value, _) => FigureValue::Value(*value),
            FigureFormula::Input(input) => {
                let (drawn, stresses) = (self.case.draw_of(*input), self.case.stresses());
                FigureValue::Value(self.sheet.input(*input).value(0, drawn, stresses))
            }
            FigureFormula::Figure(figure) => self.figure(*figure),
            FigureFormula::Sum(row, span) => {
                let sum = self
                    .present(*row, *span)
                    .try_fold(Decimal::ZERO, |sum, (_, value)| sum.checked_add(value));
                sum.map_or(FigureValue::Absent(Reason::TooLarge), FigureValue::Value)
            }
            FigureFormula::Min(row, span) => self.extreme(*row, *span, Extreme::Least, |(_, v)| v),
            FigureFormula::Max(row, span) => {
                self.extreme(*row, *span, Extreme::Greatest, |(_, v)| v)
            }
            FigureFormula::MonthOfMin(row, span) => {
                self.extreme(*row, *span, Extreme::Least, |(month, _)| number(month))
            }
            FigureFormula::MonthOfMax(row, span) => {
                self.extreme(*row, *span, Extreme::Greatest, |(month, _)| number(month))
            }
            FigureFormula::Last(row, span) => {
                let last = self.months(*span).next_back();
                last.map_or(FigureValue::Absent(Reason::OutsidePlan), |month| {
                    self.at(*row, month)
                })
            }
            FigureFormula::At(row, number) => {
                let month = usize::try_from(number - 1)
                    .ok()
                    .filter(|index| *index < self.grid.months);
                month.map_or(FigureValue::Absent(Reason::OutsidePlan), |index| {
                    self.at(*row, Month::at(index))
                })
            }
            FigureFormula::FirstMonthWhere(flag, span) => self
                .present(*flag, *span)
                .find(|(_, value)| !value.is_zero())
                .map_or(FigureValue::Absent(Reason::Never), |(month, _)| {
                    FigureValue::Value(number(month))
                }),
            FigureFormula::Npv { flow, rate, span } => {
                let rate = self.value(rate);
                let flow = self.flow(*flow, *span);
                with(rate, |rate| present_value(rate, &flow))
            }
            FigureFormula::Irr(flow, span) => rate_of_return(&self.flow(*flow, *span)),
            FigureFormula::Arithmetic(op, a, b) => {
                let (a, b) = (self.value(a), self.value(b));
                with(a, |a| {
                    with(b, |b| {
                        binary(*op, a, b)
                            .map_or(FigureValue::Absent(Reason::TooLarge), FigureValue::Value)
                    })
                })
            }
            FigureFormula::Quotient(a, b) => {
                let (a, b) = (self.value(a), self.value(b));
                with(a, |a| with(b, |b| quotient(a, b)))
            }
        }
    }

    fn months(&self, span: Span) -> impl DoubleEndedIterator<Item = Month> + use<> {
        let timeline = self.sheet.timeline();
        let end = match span {
            Span::Shown => timeline.shown(),
            Span::Computed => timeline.month_count(),
        };
        (0..end).map(Month)
    }

    /// The months in which the row is not absent, with its values.
    fn present(&self, row: RowId, span: Span) -> impl Iterator<Item = (Month, Decimal)> {
        let grid = self.grid;
        self.months(span)
            .filter_map(move |month| grid.value(row, month).map(|value| (month, value)))
    }

    fn at(&self, row: RowId, month: Month) -> FigureValue {
        let value = self.grid.value(row, month);
        value.map_or(
            FigureValue::Absent(Reason::NothingApplies),
            FigureValue::Value,
        )
    }

    /// The first of the months with the least or the greatest value, and what is told of it.
    fn extreme(
        &self,
        row: RowId,
        span: Span,
        extreme: Extreme,
        told: fn((Month, Decimal)) -> Decimal,
    ) -> FigureValue {
        let best = self.present(row, span).reduce(|best, next| {
            let better = match extreme {
                Extreme::Least => next.1 < best.1,
                Extreme::Greatest => next.1 > best.1,
            };
            if better { next } else { best }
        });
        best.map_or(FigureValue::Absent(Reason::NothingApplies), |best| {
            FigureValue::Value(told(best))
        })
    }

    /// A row as a flow: 0 where it is absent.
    fn flow(&self, row: RowId, span: Span) -> Vec<Decimal> {
        self.months(span)
            .map(|month| self.grid.value(row, month).unwrap_or(Decimal::ZERO))
            .collect()
    }
}

#[derive(Clone, Copy)]
enum Extreme {
    Least,
    Greatest,
}

fn number(month: Month) -> Decimal {
    Decimal::from(month.0 + 1)
}

/// Goes on with a value; hands on the reason where there is none.
fn with(value: FigureValue, next: impl FnOnce(Decimal) -> FigureValue) -> FigureValue {
    match value {
        FigureValue::Value(value) | FigureValue::Several { value, .. } => next(value),
        FigureValue::Absent(reason) => FigureValue::Absent(reason),
    }
}

fn quotient(a: Decimal, b: Decimal) -> FigureValue {
    if b.is_zero() {
        return FigureValue::Absent(Reason::DivisorZero);
    }
    a.checked_div(b)
        .map_or(FigureValue::Absent(Reason::TooLarge), FigureValue::Value)
}

fn present_value(rate: Decimal, flow: &[Decimal]) -> FigureValue {
    match per_month(rate) {
        None => FigureValue::Absent(Reason::RateTooLow),
        Some(rate) => {
            npv(rate, flow).map_or(FigureValue::Absent(Reason::TooLarge), FigureValue::Value)
        }
    }
}

/// The decimals that a rate of return is right to.
const RATE_DECIMALS: u32 = 10;

fn rate_of_return(flow: &[Decimal]) -> FigureValue {
    let rates = match irr(flow) {
        Ok(rates) => rates,
        Err(NoRate::OneSign) => return FigureValue::Absent(Reason::FlowHasOneSign),
        Err(NoRate::NoRoot) => return FigureValue::Absent(Reason::NoRoot),
    };
    let yearly = |rate: Decimal| per_year(rate).map(|rate| rate.round_dp(RATE_DECIMALS));
    let all: Option<Vec<Decimal>> = rates.all.iter().map(|rate| yearly(*rate)).collect();
    match (yearly(rates.conventional), all) {
        (Some(value), Some(all)) if all.len() > 1 => FigureValue::Several { value, all },
        (Some(value), Some(_)) => FigureValue::Value(value),
        (_, None) | (None, _) => FigureValue::Absent(Reason::TooLarge),
    }
}

#[cfg(test)]
mod tests;
