//! Formulas of figures, read from text.

use super::formula::{FormulaReader, known};
use super::token::Token;
use super::{ParseError, infix};
use crate::sheet::{BinaryOp, FigureFormula, RowId, Span};

impl FormulaReader<'_> {
    pub(super) fn figure_formula(&mut self) -> Result<FigureFormula, ParseError> {
        let mut sum = self.figure_product()?;
        loop {
            let op = if self.line.takes("+") {
                BinaryOp::Add
            } else if self.line.takes("-") {
                BinaryOp::Subtract
            } else {
                return Ok(sum);
            };
            sum = arithmetic(op, sum, self.figure_product()?);
        }
    }

    fn figure_product(&mut self) -> Result<FigureFormula, ParseError> {
        let mut product = self.figure_operand()?;
        loop {
            if self.line.takes("*") {
                product = arithmetic(BinaryOp::Multiply, product, self.figure_operand()?);
            } else if self.line.takes("/") {
                let divisor = self.figure_operand()?;
                product = FigureFormula::Quotient(Box::new(product), Box::new(divisor));
            } else {
                return Ok(product);
            }
        }
    }

    fn figure_operand(&mut self) -> Result<FigureFormula, ParseError> {
        self.enter()?;
        let operand = match self.line.peek() {
            Some(Token::Number(_) | Token::Sign("-")) => {
                let (value, unit) = self.constant()?;
                FigureFormula::Constant(value, unit)
            }
            Some(Token::Sign("$")) => {
                self.line.next();
                FigureFormula::Input(known(self.line, &self.names.inputs, "input")?)
            }
            Some(Token::Sign("(")) => {
                self.line.next();
                let inside = self.figure_formula()?;
                self.line.sign(")")?;
                inside
            }
            Some(Token::Word(_)) => {
                let word = self.line.word()?;
                if self.line.takes("(") {
                    let call = self.figure_call(&word)?;
                    self.line.sign(")")?;
                    call
                } else {
                    let figure = self.names.figures.get(&word).copied();
                    FigureFormula::Figure(figure.ok_or_else(|| {
                        self.line
                            .error_before(format!("there is no figure `{word}`"))
                    })?)
                }
            }
            Some(_) | None => {
                FigureFormula::Figure(known(self.line, &self.names.figures, "figure")?)
            }
        };
        self.leave();
        Ok(operand)
    }

    fn figure_call(&mut self, name: &str) -> Result<FigureFormula, ParseError> {
        match name {
            "sum" => self.over_months(FigureFormula::Sum),
            "min" => self.over_months(FigureFormula::Min),
            "max" => self.over_months(FigureFormula::Max),
            "last" => self.over_months(FigureFormula::Last),
            "first_month_where" => self.over_months(FigureFormula::FirstMonthWhere),
            "month_of_min" => self.over_months(FigureFormula::MonthOfMin),
            "month_of_max" => self.over_months(FigureFormula::MonthOfMax),
            "irr" => self.over_months(FigureFormula::Irr),
            "at" => Ok(FigureFormula::At(self.row_and()?, self.line.whole()?)),
            "npv" => {
                let (flow, rate) = (self.row_and()?, Box::new(self.figure_formula()?));
                self.line.sign(",")?;
                let span = self.span()?;
                Ok(FigureFormula::Npv { flow, rate, span })
            }
            "lesser" => self.figure_binary(BinaryOp::Min),
            "greater" => self.figure_binary(BinaryOp::Max),
            "modulo" => self.figure_binary(BinaryOp::Modulo),
            "power" => self.figure_binary(BinaryOp::Power),
            _ => Err(self
                .line
                .error_back(2, format!("there is no function `{name}`"))),
        }
    }

    fn over_months(
        &mut self,
        figure: fn(RowId, Span) -> FigureFormula,
    ) -> Result<FigureFormula, ParseError> {
        let row = self.row_and()?;
        Ok(figure(row, self.span()?))
    }

    fn span(&mut self) -> Result<Span, ParseError> {
        for span in [Span::Shown, Span::Computed] {
            if self.line.takes_word(infix::span_word(span)) {
                return Ok(span);
            }
        }
        Err(self.line.error("expected `shown` or `computed`"))
    }

    fn figure_binary(&mut self, op: BinaryOp) -> Result<FigureFormula, ParseError> {
        let a = self.figure_formula()?;
        self.line.sign(",")?;
        Ok(arithmetic(op, a, self.figure_formula()?))
    }
}

fn arithmetic(op: BinaryOp, a: FigureFormula, b: FigureFormula) -> FigureFormula {
    FigureFormula::Arithmetic(op, Box::new(a), Box::new(b))
}
