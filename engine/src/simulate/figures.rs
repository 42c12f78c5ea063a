//! Figures of each trial, read off what the tape hands out, over all trials of a block at once.
//!
//! The same definitions as in the exact reading, on binary numbers: months in which a row is absent
//! are skipped, a figure without a value is absent, here not a number. A rate of return is looked
//! for with the same method.

use std::collections::HashMap;

use crate::calendar::Month;
use crate::evaluate::compiled::{LANES, Lanes, Wanted, math};
use crate::finance::irr_of;
use crate::quantity::to_float;
use crate::sheet::{BinaryOp, FigureFormula, FigureId, InputId, RowId, Sheet, Span};

/// Reads answers off the outputs of a block.
#[derive(Debug, Clone)]
pub(super) struct FigureReader {
    answers: Vec<Answer>,
    wanted: Vec<Wanted>,
}

/// How an answer is read off the outputs.
#[derive(Debug, Clone)]
enum Answer {
    Same(f64),
    Output(usize),
    /// A net present value: the flow of so many months from an output on, and the yearly rate.
    PresentValue(usize, usize, Box<Answer>),
    /// A rate of return: the flow of so many months from an output on.
    Return(usize, usize),
    Arithmetic(BinaryOp, Box<Answer>, Box<Answer>),
    Quotient(Box<Answer>, Box<Answer>),
}

impl FigureReader {
    /// A reader of figures, then of the first shown month in which each of some rows is not zero,
    /// then of cells. `input` gives the value of an input that a figure reads.
    pub(super) fn new(
        sheet: &Sheet,
        figures: &[FigureId],
        firsts: &[RowId],
        cells: &[(RowId, Month)],
        input: impl Fn(InputId) -> f64,
    ) -> FigureReader {
        let mut asking = Asking {
            sheet,
            input,
            wanted: Vec::new(),
            places: HashMap::new(),
        };
        let shown = sheet.timeline().shown();
        let mut answers: Vec<Answer> = figures
            .iter()
            .map(|figure| asking.figure(sheet.figure(*figure).formula()))
            .collect();
        answers.extend(
            firsts
                .iter()
                .map(|row| asking.ask(Wanted::First(*row, shown))),
        );
        let cells = cells.iter();
        answers.extend(cells.map(|(row, month)| asking.ask(Wanted::Value(*row, *month))));
        FigureReader {
            answers,
            wanted: asking.wanted,
        }
    }

    /// What the tape has to hand out, in order.
    pub(super) fn wanted(&self) -> &[Wanted] {
        &self.wanted
    }

    /// How many answers a trial gives.
    pub(super) fn answers(&self) -> usize {
        self.answers.len()
    }

    /// The answers of a block; what is absent is not a number.
    pub(super) fn read(&self, outputs: &[Lanes], mut take: impl FnMut(usize, &Lanes)) {
        for (nth, answer) in self.answers.iter().enumerate() {
            match answer {
                Answer::Output(output) => take(nth, &outputs[*output]),
                Answer::Same(_)
                | Answer::PresentValue(..)
                | Answer::Return(..)
                | Answer::Arithmetic(..)
                | Answer::Quotient(..) => take(nth, &answer.value(outputs)),
            }
        }
    }
}

/// Collects what answers want of the tape.
struct Asking<'a, I> {
    sheet: &'a Sheet,
    input: I,
    wanted: Vec<Wanted>,
    places: HashMap<Wanted, usize>,
}

impl<I: Fn(InputId) -> f64> Asking<'_, I> {
    fn ask(&mut self, wanted: Wanted) -> Answer {
        let next = self.wanted.len();
        let place = *self.places.entry(wanted).or_insert(next);
        if place == next {
            self.wanted.push(wanted);
        }
        Answer::Output(place)
    }

    fn figure(&mut self, formula: &FigureFormula) -> Answer {
        match formula {
            FigureFormula::Constant(value, _) => Answer::Same(to_float(*value)),
            FigureFormula::Input(input) => Answer::Same((self.input)(*input)),
            FigureFormula::Figure(figure) => self.figure(self.sheet.figure(*figure).formula()),
            FigureFormula::Sum(row, span) => self.ask(Wanted::Sum(*row, self.months(*span))),
            FigureFormula::Min(row, span) => self.ask(Wanted::Least(*row, self.months(*span))),
            FigureFormula::Max(row, span) => self.ask(Wanted::Greatest(*row, self.months(*span))),
            FigureFormula::MonthOfMin(row, span) => {
                self.ask(Wanted::MonthOfLeast(*row, self.months(*span)))
            }
            FigureFormula::MonthOfMax(row, span) => {
                self.ask(Wanted::MonthOfGreatest(*row, self.months(*span)))
            }
            FigureFormula::FirstMonthWhere(row, span) => {
                self.ask(Wanted::First(*row, self.months(*span)))
            }
            FigureFormula::Last(row, span) => self.at(*row, self.months(*span).checked_sub(1)),
            FigureFormula::At(row, number) => {
                let index = u32::try_from(*number).ok().and_then(|at| at.checked_sub(1));
                self.at(*row, index)
            }
            FigureFormula::Npv { flow, rate, span } => {
                let (first, months) = self.flow(*flow, *span);
                Answer::PresentValue(first, months, Box::new(self.figure(rate)))
            }
            FigureFormula::Irr(flow, span) => {
                let (first, months) = self.flow(*flow, *span);
                Answer::Return(first, months)
            }
            FigureFormula::Arithmetic(op, a, b) => {
                Answer::Arithmetic(*op, Box::new(self.figure(a)), Box::new(self.figure(b)))
            }
            FigureFormula::Quotient(a, b) => {
                Answer::Quotient(Box::new(self.figure(a)), Box::new(self.figure(b)))
            }
        }
    }

    /// The value of a row in a month by its place from 0; absent outside the plan.
    fn at(&mut self, row: RowId, month: Option<u32>) -> Answer {
        let computed = self.sheet.timeline().month_count();
        match month.filter(|month| *month < computed) {
            Some(month) => self.ask(Wanted::Value(row, Month(month))),
            None => Answer::Same(f64::NAN),
        }
    }

    /// The months of a row as a flow: the place of the first, the others after it.
    fn flow(&mut self, row: RowId, span: Span) -> (usize, usize) {
        let months = self.months(span);
        // Together, even where one of them was asked for before.
        let first = self.wanted.len();
        self.wanted
            .extend((0..months).map(|month| Wanted::Flow(row, Month(month))));
        (first, months as usize)
    }

    fn months(&self, span: Span) -> u32 {
        match span {
            Span::Shown => self.sheet.timeline().shown(),
            Span::Computed => self.sheet.timeline().month_count(),
        }
    }
}

impl Answer {
    fn value(&self, outputs: &[Lanes]) -> Lanes {
        match self {
            Answer::Same(value) => Lanes([*value; LANES]),
            Answer::Output(output) => outputs[*output],
            Answer::PresentValue(first, months, rate) => {
                present_value(rate.value(outputs), &outputs[*first..first + months])
            }
            Answer::Return(first, months) => rate_of_return(&outputs[*first..first + months]),
            Answer::Arithmetic(op, a, b) => combine(a.value(outputs), b.value(outputs), |a, b| {
                arithmetic(*op, a, b)
            }),
            Answer::Quotient(a, b) => combine(a.value(outputs), b.value(outputs), |a, b| {
                if b == 0.0 { f64::NAN } else { a / b }
            }),
        }
    }
}

/// A value of two; absent where one of them is.
fn combine(mut a: Lanes, b: Lanes, of: impl Fn(f64, f64) -> f64) -> Lanes {
    for (a, b) in a.0.iter_mut().zip(&b.0) {
        let absent = a.is_nan() || b.is_nan();
        *a = if absent { f64::NAN } else { of(*a, *b) };
    }
    a
}

fn present_value(yearly: Lanes, flow: &[Lanes]) -> Lanes {
    let mut discount = yearly;
    for lane in &mut discount.0 {
        *lane = if *lane <= -1.0 {
            f64::NAN
        } else {
            1.0 / math::power(1.0 + *lane, 1.0 / 12.0)
        };
    }
    let mut value = Lanes::default();
    for amounts in flow.iter().rev() {
        let lanes = value.0.iter_mut().zip(&amounts.0).zip(&discount.0);
        for ((value, amount), discount) in lanes {
            *value = (*value + amount) * discount;
        }
    }
    value
}

/// A rate of return a year. It is sought trial by trial: how often the search turns differs.
fn rate_of_return(flow: &[Lanes]) -> Lanes {
    let mut rates = Lanes::default();
    let mut amounts = vec![0.0; flow.len()];
    for (lane, rate) in rates.0.iter_mut().enumerate() {
        for (amount, lanes) in amounts.iter_mut().zip(flow) {
            *amount = lanes.0[lane];
        }
        let monthly = irr_of(&amounts);
        *rate = monthly.map_or(f64::NAN, |monthly| math::power(1.0 + monthly, 12.0) - 1.0);
    }
    rates
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
