//! Formulas of rows, read from text.

use std::collections::HashMap;

use super::token::{Line, Token};
use super::{ParseError, infix, unit};
use crate::quantity::{Decimal, Unit};
use crate::sheet::{
    BinaryOp, CalendarRow, CompareOp, FigureId, Formula, InputId, KeyColumn, ListId, Rank, RowId,
    StressId, Support, TagId, Term, UnaryOp, select,
};

/// How deep parentheses and functions may stand in one another.
pub(super) const NESTING_MAX: usize = 64;
/// How many operands one formula may have.
const OPERANDS_MAX: usize = 256;

/// The ids of everything that has a key.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) rows: HashMap<String, RowId>,
    pub(super) inputs: HashMap<String, InputId>,
    pub(super) stresses: HashMap<String, StressId>,
    pub(super) lists: HashMap<String, ListId>,
    pub(super) tags: HashMap<String, TagId>,
    pub(super) figures: HashMap<String, FigureId>,
}

/// Reads the key of something that exists.
pub(super) fn known<Id: Copy>(
    line: &mut Line,
    names: &HashMap<String, Id>,
    what: &str,
) -> Result<Id, ParseError> {
    let key = line.key()?;
    names
        .get(key.as_str())
        .copied()
        .ok_or_else(|| line.error_before(format!("there is no {what} `{key}`")))
}

/// Reads formulas off one line.
pub(super) struct FormulaReader<'a> {
    pub(super) line: &'a mut Line,
    pub(super) names: &'a Names,
    nesting: usize,
    operands: usize,
}

impl<'a> FormulaReader<'a> {
    pub(super) fn new(line: &'a mut Line, names: &'a Names) -> FormulaReader<'a> {
        FormulaReader {
            line,
            names,
            nesting: 0,
            operands: 0,
        }
    }

    /// Counts one more operand within one more pair of parentheses.
    pub(super) fn enter(&mut self) -> Result<(), ParseError> {
        self.nesting += 1;
        self.operands += 1;
        if self.nesting > NESTING_MAX || self.operands > OPERANDS_MAX {
            return Err(self.line.error(format!(
                "a formula has at most {OPERANDS_MAX} operands, {NESTING_MAX} deep"
            )));
        }
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.nesting -= 1;
    }

    pub(super) fn formula(&mut self) -> Result<Formula, ParseError> {
        let left = self.sum()?;
        let comparison = match self.line.peek() {
            Some(Token::Sign("<")) => CompareOp::Less,
            Some(Token::Sign("<=")) => CompareOp::AtMost,
            Some(Token::Sign(">")) => CompareOp::Greater,
            Some(Token::Sign(">=")) => CompareOp::AtLeast,
            Some(Token::Sign("=")) => CompareOp::Equal,
            Some(Token::Sign("<>")) => CompareOp::NotEqual,
            Some(_) | None => return Ok(left),
        };
        self.line.next();
        let right = self.sum()?;
        Ok(match comparison {
            CompareOp::Less => left.less(right),
            CompareOp::AtMost => left.at_most(right),
            CompareOp::Greater => left.greater(right),
            CompareOp::AtLeast => left.at_least(right),
            CompareOp::Equal => left.equals(right),
            CompareOp::NotEqual => left.differs(right),
        })
    }

    fn sum(&mut self) -> Result<Formula, ParseError> {
        let mut sum = self.product()?;
        loop {
            if self.line.takes("+") {
                sum = sum + self.product()?;
            } else if self.line.takes("-") {
                sum = sum - self.product()?;
            } else {
                return Ok(sum);
            }
        }
    }

    fn product(&mut self) -> Result<Formula, ParseError> {
        let mut product = self.operand()?;
        loop {
            if self.line.takes("*") {
                product = product * self.operand()?;
            } else if self.line.takes("/") {
                product = product.over(self.operand()?);
            } else {
                return Ok(product);
            }
        }
    }

    fn operand(&mut self) -> Result<Formula, ParseError> {
        self.enter()?;
        let operand = match self.line.peek() {
            Some(Token::Number(_) | Token::Sign("-")) => {
                let (value, unit) = self.constant()?;
                Formula::Constant(value, unit)
            }
            Some(Token::Sign("$")) => {
                self.line.next();
                known(self.line, &self.names.inputs, "input")?.into()
            }
            Some(Token::Sign("(")) => {
                self.line.next();
                let inside = self.formula()?;
                self.line.sign(")")?;
                inside
            }
            Some(Token::Word(_)) => {
                let word = self.line.word()?;
                if self.line.takes("(") {
                    let call = self.call(&word)?;
                    self.line.sign(")")?;
                    call
                } else {
                    let row = self.names.rows.get(&word).copied();
                    let row = row.ok_or_else(|| {
                        self.line.error_before(format!("there is no row `{word}`"))
                    })?;
                    row.into()
                }
            }
            Some(_) | None => self.row()?.into(),
        };
        self.leave();
        Ok(operand)
    }

    pub(super) fn constant(&mut self) -> Result<(Decimal, Unit), ParseError> {
        let value = self.line.number()?;
        let unit = match self.line.bracketed() {
            None => Unit::Ratio,
            Some(text) => unit::parse(&text)
                .ok_or_else(|| self.line.error_before(format!("`{text}` is no unit")))?,
        };
        Ok((value, unit))
    }

    /// What stands between the parentheses of a function.
    fn call(&mut self, name: &str) -> Result<Formula, ParseError> {
        for fact in [
            CalendarRow::MonthNumber,
            CalendarRow::MonthOfYear,
            CalendarRow::Year,
            CalendarRow::DaysInMonth,
        ] {
            if infix::calendar(fact) == name {
                return Ok(fact.into());
            }
        }
        match name {
            "previous" => Ok(self.row()?.previous()),
            "year_to_date" => Ok(self.row()?.year_to_date()),
            "running_total" => Ok(self.row()?.running_total()),
            "lag" => Ok(self.row_and()?.lag(self.line.whole()?)),
            "leading" => Ok(self.row_and()?.leading(self.line.whole()?)),
            "trailing" => Ok(self.row_and()?.trailing(self.line.whole()?)),
            "delayed_by" => self.delay(),
            "sum" => self.list_sum(),
            "abs" => Ok(self.formula()?.abs()),
            "floor" => Ok(self.formula()?.floor()),
            "to_cents" => Ok(self.formula()?.to_cents()),
            "round_to" => {
                let inside = self.argument()?;
                let decimals = UnaryOp::RoundTo(self.line.whole()?);
                Ok(Formula::Unary(decimals, Box::new(inside)))
            }
            "min" => self.binary(BinaryOp::Min),
            "max" => self.binary(BinaryOp::Max),
            "modulo" => self.binary(BinaryOp::Modulo),
            "power" => self.binary(BinaryOp::Power),
            "divide_or" => {
                let (dividend, divisor) = (self.argument()?, self.argument()?);
                Ok(dividend.over_or(divisor, self.line.number()?))
            }
            "select" => {
                let (flag, yes) = (self.argument()?, self.argument()?);
                Ok(select(flag, yes, self.formula()?))
            }
            _ => Err(self
                .line
                .error_back(2, format!("there is no function `{name}`"))),
        }
    }

    pub(super) fn row(&mut self) -> Result<RowId, ParseError> {
        known(self.line, &self.names.rows, "row")
    }

    /// A row, and the comma that precedes what follows it.
    pub(super) fn row_and(&mut self) -> Result<RowId, ParseError> {
        let row = self.row()?;
        self.line.sign(",")?;
        Ok(row)
    }

    /// A formula, and the comma that precedes the next argument.
    fn argument(&mut self) -> Result<Formula, ParseError> {
        let argument = self.formula()?;
        self.line.sign(",")?;
        Ok(argument)
    }

    fn binary(&mut self, op: BinaryOp) -> Result<Formula, ParseError> {
        let (a, b) = (self.argument()?, self.formula()?);
        Ok(Formula::Binary(op, Box::new(a), Box::new(b)))
    }

    fn delay(&mut self) -> Result<Formula, ParseError> {
        let (row, lag) = (self.row_and()?, self.row()?);
        let mut points: Vec<u32> = Vec::new();
        while self.line.takes(",") {
            points.push(self.line.whole()?);
        }
        let support = Support::new(points).ok_or_else(|| {
            let most = Support::POINTS_MAX;
            self.line
                .error(format!("a delay has 1 to {most} months in its support"))
        })?;
        Ok(row.delayed_by(lag, support))
    }

    fn list_sum(&mut self) -> Result<Formula, ParseError> {
        let list = known(self.line, &self.names.lists, "list")?;
        self.line.sign(",")?;
        let column = column(self.line)?;
        let tag = known(self.line, &self.names.tags, "tag")?;
        let below = if self.line.takes(",") {
            self.line.expect_word("below")?;
            Some(Rank(self.line.whole()?))
        } else {
            None
        };
        Ok(Formula::ListSum {
            list,
            column,
            tag,
            below,
        })
    }
}

/// The word of a key column.
fn column(line: &mut Line) -> Result<KeyColumn, ParseError> {
    let word = line.word()?;
    KeyColumn::ALL
        .into_iter()
        .find(|column| infix::column_word(*column) == word)
        .ok_or_else(|| line.error_before("expected `first`, `second` or `third`"))
}
