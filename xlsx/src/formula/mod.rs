//! Formulas of the sheet as formulas of a spreadsheet: one text for all months of a row.
//!
//! | the sheet says | the cell of March (column L) says |
//! |---|---|
//! | a row, an input, a fact of the calendar | `L12`, `'Inputs sales'!$J$9`, `L$4` |
//! | `previous(x)` | `K12` |
//! | `lag(x, k)` | `INDEX($I12:K12,1,MAX(0,L$4-$D20)+1)` |
//! | `delayed_by(x, lag)` | `SUMIFS($I12:L12,$I15:L15,L$4)`, row 15 being the month of arrival |
//! | `leading(x, k)` | `(L$4+$D20<=months)*SUM(M12:X12)` |
//! | `year_to_date(x)` | `(1-L$5)*K20+L12`; within a longer formula `SUMIFS($J12:L12,$J$6:L$6,L$6)` |
//! | `trailing(x, k)` | `(L$4>=$D20)*SUMIFS($J12:L12,$J$4:L$4,">"&L$4-$D20)` |
//! | `running_total(x)` | `K20+L12`; within a longer formula `$I20+SUM($J12:L12)` |
//! | a sum over a list | `SUMIFS(Postings!L$9:L$80,Postings!$D$9:$D$80,$D$20)` |
//! | `to_cents(x)` | `ROUND(ROUND(x,6),2)` |
//! | `floor(x)`, `modulo(x, y)` | `INT(ROUND(x,9))`, `MOD(ROUND(x,9),y)` |
//! | a comparison of money, of anything else | `(ROUND(ROUND(x-y,6),2)>0)*1`, `(ROUND(x-y,9)>0)*1` |
//! | `select(flag, x, y)` | `IF(L30<>0,x,y)` |
//! | a division that may be by zero | `IF(ROUND(y,9)=0,0,x/y)` |
//!
//! Numbers other than 0, 1, −1 and the digits of a rounding stand in the constants of the row
//! (columns D to F), never inside the text.

mod operations;
mod template;
mod windows;

pub use template::Template;

use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::{BinaryOp, CalendarRow, Formula, Kind, Opening, RowId, Sheet};

use crate::WorkbookError;
use crate::book::WorksheetId;
use crate::frame;
use crate::layout::Layout;

/// The formula of a row, and the constants that it reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The formula without its `=`.
    pub template: Template,
    /// What stands in columns D, E, F; at most three.
    pub constants: Vec<Constant>,
}

/// A constant beside a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    /// A number with its unit.
    Number(Decimal, Unit),
    /// A key by which entries of a list are summed.
    Key(String),
}

/// Writes the formula of a row.
///
/// # Errors
/// [`WorkbookError::TooManyConstants`].
pub fn write(sheet: &Sheet, layout: &Layout, row: RowId) -> Result<Written, WorkbookError> {
    let place = layout.addresses.row(row);
    let mut writer = Writer {
        sheet,
        layout,
        worksheet: place.worksheet,
        line: place.line + 1,
        own: row,
        constants: Vec::new(),
    };
    let expression = writer.whole(sheet.row(row).formula());
    let constants = writer.constants;
    if constants.len() > frame::CONSTANTS.len() {
        return Err(WorkbookError::TooManyConstants {
            key: sheet.row(row).key().to_string(),
            constants: constants.len(),
        });
    }
    Ok(Written {
        template: expression.template,
        constants,
    })
}

/// How tightly the outermost operation of a text binds, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Power,
    Atom,
}

/// A text and how tightly it binds.
#[derive(Debug, Clone)]
struct Expression {
    template: Template,
    binding: Binding,
}

impl Expression {
    fn atom(template: Template) -> Expression {
        Expression {
            template,
            binding: Binding::Atom,
        }
    }

    /// The text, in brackets where it binds more loosely than `least`.
    fn within(self, least: Binding) -> Template {
        if self.binding < least {
            Template::text("(").then(self.template).and(")")
        } else {
            self.template
        }
    }
}

/// Writes the formula of one row.
struct Writer<'a> {
    sheet: &'a Sheet,
    layout: &'a Layout,
    worksheet: WorksheetId,
    /// The row's line, counted from 1.
    line: u32,
    own: RowId,
    constants: Vec<Constant>,
}

impl Writer<'_> {
    /// The whole formula of the row: sums over time may lean on the row's own last cell.
    fn whole(&mut self, formula: &Formula) -> Expression {
        let formula = without_one(formula);
        if let Formula::RunningTotal(row) = formula {
            return self.running_total_on_itself(*row);
        }
        if let Formula::YearToDate(row) = formula
            && self.sheet.row(self.own).opening() == Opening::Number(Decimal::ZERO)
        {
            return self.year_to_date_on_itself(*row);
        }
        self.expression(formula)
    }

    fn expression(&mut self, formula: &Formula) -> Expression {
        match without_one(formula) {
            Formula::Constant(value, unit) => self.number(*value, *unit),
            Formula::Calendar(fact) => calendar(*fact),
            Formula::Input(input) => Expression::atom(self.input(*input)),
            Formula::Row(row) => Expression::atom(self.cell(*row, 0)),
            Formula::Previous(row) => Expression::atom(self.cell(*row, -1)),
            Formula::Lag { row, months } => self.lag(*row, *months),
            Formula::DelayedBy { row, lag, support } => self.delayed(*row, *lag, support),
            Formula::Leading { row, months } => self.leading(*row, *months),
            Formula::YearToDate(row) => self.year_to_date(*row),
            Formula::Trailing { row, months } => self.trailing(*row, *months),
            Formula::RunningTotal(row) => self.running_total(*row),
            Formula::ListSum {
                list,
                column,
                tag,
                below,
            } => self.list_sum(*list, *column, *tag, *below),
            Formula::Unary(op, a) => self.unary(*op, a),
            Formula::Binary(op, a, b) => self.binary(*op, a, b),
            Formula::Divide(a, b, when_zero) => self.divide(a, b, *when_zero),
            Formula::Compare(op, scale, a, b) => {
                let holds = self.comparison(*op, *scale, a, b);
                Expression {
                    template: Template::text("(").then(holds).and(")*1"),
                    binding: Binding::Product,
                }
            }
            Formula::Select(flag, yes, no) => self.select(flag, yes, no),
        }
    }

    /// Whether a formula is a row that holds 0 or 1, exactly.
    fn is_flag(&self, formula: &Formula) -> bool {
        let (Formula::Row(row) | Formula::Previous(row)) = formula else {
            return false;
        };
        let row = self.sheet.row(*row);
        row.kind() == Kind::Flag || row.unit() == Unit::Flag
    }

    /// A number: 0, 1 and −1 as they are, any other as a constant of the row.
    fn number(&mut self, value: Decimal, unit: Unit) -> Expression {
        if value.is_zero() {
            return Expression::atom(Template::text("0"));
        }
        if value == Decimal::ONE {
            return Expression::atom(Template::text("1"));
        }
        if value == Decimal::NEGATIVE_ONE {
            return Expression {
                template: Template::text("-1"),
                binding: Binding::Sum,
            };
        }
        Expression::atom(self.constant(Constant::Number(value, unit)))
    }

    /// The cell of a constant in the row's columns D to F.
    fn constant(&mut self, constant: Constant) -> Template {
        let known = self.constants.iter().position(|other| *other == constant);
        let position = known.unwrap_or_else(|| {
            self.constants.push(constant);
            self.constants.len() - 1
        });
        // More than three are refused once all are counted.
        let column = frame::CONSTANTS[position.min(frame::CONSTANTS.len() - 1)];
        let letters = crate::book::column_letters(column);
        // LibreOffice computes equal formulas of neighbouring rows as one, on several threads, and
        // then takes rows that sum over one block for circular. A row of its own keeps them apart.
        let row = match self.constants[position] {
            Constant::Key(_) => "$",
            Constant::Number(..) => "",
        };
        Template::text(format!("${letters}{row}{}", self.line))
    }
}

/// A formula without factors and divisors of 1, which only turn one unit into another.
fn without_one(formula: &Formula) -> &Formula {
    let one = |formula: &Formula| matches!(formula, Formula::Constant(value, _) if *value == Decimal::ONE);
    if let Formula::Binary(BinaryOp::Multiply, a, b) = formula {
        if one(b) {
            return without_one(a);
        }
        if one(a) {
            return without_one(b);
        }
    }
    if let Formula::Divide(a, b, _) = formula
        && one(b)
    {
        return without_one(a);
    }
    formula
}

fn calendar(fact: CalendarRow) -> Expression {
    let header = |row: u32| Template::column(0).and(&format!("${}", row + 1));
    Expression::atom(match fact {
        CalendarRow::MonthNumber => header(frame::NUMBER),
        CalendarRow::Year => header(frame::YEAR),
        CalendarRow::MonthOfYear => Template::text("MONTH(").then(header(frame::MONTH)).and(")"),
        CalendarRow::DaysInMonth => Template::text("DAY(").then(header(frame::MONTH)).and(")"),
    })
}
