//! Figures as formulas over the months of their rows.

use cittadella_engine::evaluate::{FigureValue, Reason};
use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::{BinaryOp, FigureFormula, RowId, Span};

use super::{APPLIES, CONSTANT, FigureLine, Operand, VALUE, start_of_search};
use crate::WorkbookError;
use crate::book::{Cell, Range, WorksheetId};
use crate::frame;
use crate::setting::Setting;
use crate::tabs::Tab;

/// The cells of a figure's line.
#[derive(Default)]
pub(super) struct Read {
    /// The value; `None` where the figure can never have one.
    pub(super) value: Option<String>,
    /// Whether there is one; `None` where that never changes.
    pub(super) applies: Option<String>,
    pub(super) constant: Option<(Decimal, Unit)>,
    pub(super) check: Option<String>,
}

/// The formulas of a line.
///
/// # Errors
/// [`WorkbookError::FlowAbsent`] where a rate of return is asked of a row that may be absent.
pub(super) fn formula(
    setting: &Setting<'_>,
    line: &FigureLine,
    row: u32,
    found: &FigureValue,
) -> Result<Read, WorkbookError> {
    let reader = Reader {
        setting,
        here: setting.layout.tabs.id(Tab::Figures),
        line,
        row,
    };
    Ok(match &line.formula {
        FigureFormula::Constant(value, unit) => Read {
            value: Some(reader.at(CONSTANT)),
            constant: Some((*value, *unit)),
            ..Read::default()
        },
        FigureFormula::Input(input) => {
            let live = setting.layout.addresses.input(*input).live;
            Read {
                value: Some(setting.layout.tabs.anchored(reader.here, live)),
                ..Read::default()
            }
        }
        FigureFormula::Figure(figure) => {
            let target = setting.layout.figures.row(Operand::Figure(*figure));
            Read {
                value: Some(Cell::at(target, VALUE).to_string()),
                applies: Some(Cell::at(target, APPLIES).to_string()),
                ..Read::default()
            }
        }
        FigureFormula::Sum(of, span) => Read {
            value: Some(reader.over("SUM", "SUMIFS", *of, *span)),
            ..Read::default()
        },
        FigureFormula::Min(of, span) => reader.extreme("MIN", "_xlfn.MINIFS", *of, *span),
        FigureFormula::Max(of, span) => reader.extreme("MAX", "_xlfn.MAXIFS", *of, *span),
        FigureFormula::Last(of, span) => {
            let last = reader.months(*of, *span).last;
            reader.one_month(*of, last.column)
        }
        FigureFormula::At(of, number) => reader.at_month(*of, *number),
        FigureFormula::FirstMonthWhere(of, span) => reader.first_month(*of, *span),
        FigureFormula::MonthOfMin(of, span) => reader.month_of(*of, *span, "<=", "+"),
        FigureFormula::MonthOfMax(of, span) => reader.month_of(*of, *span, ">=", "-"),
        FigureFormula::Npv { flow, span, .. } => reader.present_value(*flow, *span)?,
        FigureFormula::Irr(of, span) => reader.rate_of_return(*of, *span, found)?,
        FigureFormula::Arithmetic(op, ..) => reader.arithmetic(*op),
        FigureFormula::Quotient(..) => reader.quotient(),
    })
}

struct Reader<'a> {
    setting: &'a Setting<'a>,
    here: WorksheetId,
    line: &'a FigureLine,
    row: u32,
}

impl Reader<'_> {
    fn at(&self, column: u16) -> String {
        Cell::at(self.row, column).to_string()
    }

    /// The value where there is one, else "n.m.".
    fn guarded(&self, value: &str) -> Option<String> {
        let none = self.setting.not_meaningful();
        Some(format!("IF({}=1,{value},\"{none}\")", self.at(APPLIES)))
    }

    fn months(&self, row: RowId, span: Span) -> Range {
        let addresses = &self.setting.layout.addresses;
        match span {
            Span::Shown => addresses.shown(row),
            Span::Computed => addresses.computed(row),
        }
    }

    /// The months of a row as a reference.
    fn range(&self, row: RowId, span: Span) -> String {
        let range = self.months(row, span);
        self.setting.layout.tabs.block(self.here, range)
    }

    /// The numbers of the same months.
    fn numbers(&self, row: RowId, span: Span) -> String {
        let range = self.months(row, span);
        let header = Range {
            first: Cell::at(frame::NUMBER, range.first.column),
            last: Cell::at(frame::NUMBER, range.last.column),
            ..range
        };
        self.setting.layout.tabs.block(self.here, header)
    }

    fn flag(&self, row: RowId) -> Option<RowId> {
        self.setting.sheet().row(row).applies()
    }

    /// `SUM(months)`, or `SUMIFS(months,flags,1)` where the row may be absent.
    fn over(&self, plain: &str, conditional: &str, row: RowId, span: Span) -> String {
        let months = self.range(row, span);
        match self.flag(row) {
            None => format!("{plain}({months})"),
            Some(flag) => format!("{conditional}({months},{},1)", self.range(flag, span)),
        }
    }

    fn extreme(&self, plain: &str, conditional: &str, row: RowId, span: Span) -> Read {
        let value = self.over(plain, conditional, row, span);
        match self.flag(row) {
            None => Read {
                value: Some(value),
                ..Read::default()
            },
            Some(flag) => Read {
                value: self.guarded(&value),
                applies: Some(format!("(COUNTIF({},1)>0)*1", self.range(flag, span))),
                ..Read::default()
            },
        }
    }

    fn one_month(&self, row: RowId, column: u16) -> Read {
        let cell = |row: RowId| {
            let range = self.months(row, Span::Computed);
            let cell = Range {
                first: Cell::at(range.first.row, column),
                last: Cell::at(range.first.row, column),
                ..range
            };
            let sheet = self
                .setting
                .layout
                .tabs
                .qualified(self.here, cell.worksheet, "");
            format!("{sheet}{}", cell.first.anchored())
        };
        match self.flag(row) {
            None => Read {
                value: Some(cell(row)),
                ..Read::default()
            },
            Some(flag) => Read {
                value: self.guarded(&cell(row)),
                applies: Some(cell(flag)),
                ..Read::default()
            },
        }
    }

    fn at_month(&self, row: RowId, number: i32) -> Read {
        let computed = self.setting.sheet().timeline().month_count();
        match u32::try_from(number - 1) {
            Ok(month) if month < computed => {
                let column = frame::column(cittadella_engine::calendar::Month(month));
                self.one_month(row, column)
            }
            Ok(_) | Err(_) => Read::default(),
        }
    }

    /// `,flags,1` where the row may be absent.
    fn and_present(&self, row: RowId, span: Span) -> String {
        let flag = self.flag(row);
        flag.map_or(String::new(), |flag| {
            format!(",{},1", self.range(flag, span))
        })
    }

    fn first_month(&self, row: RowId, span: Span) -> Read {
        let (months, present) = (self.range(row, span), self.and_present(row, span));
        let numbers = self.numbers(row, span);
        Read {
            value: self.guarded(&format!("_xlfn.MINIFS({numbers},{months},1{present})")),
            applies: Some(format!("(COUNTIFS({months},1{present})>0)*1")),
            ..Read::default()
        }
    }

    /// The first month whose value is the extreme one, which the line below holds. Binary numbers
    /// carry dust, so what is nearer than half a cent (or a billionth) counts as equal.
    fn month_of(&self, row: RowId, span: Span, compare: &str, sign: &str) -> Read {
        let below = self.operand(0);
        let extreme = Cell::at(below, VALUE);
        let (months, present) = (self.range(row, span), self.and_present(row, span));
        let numbers = self.numbers(row, span);
        let near = self.at(CONSTANT);
        let criterion = format!("\"{compare}\"&{extreme}{sign}{near}");
        let value = format!("_xlfn.MINIFS({numbers},{months},{criterion}{present})");
        let money = self.setting.sheet().row(row).unit().is_money();
        let tolerance = if money {
            Decimal::new(5, 3)
        } else {
            Decimal::new(1, 9)
        };
        Read {
            value: self.guarded(&value),
            applies: Some(Cell::at(below, APPLIES).to_string()),
            constant: Some((tolerance, Unit::Ratio)),
            check: None,
        }
    }

    /// Amounts at the ends of months, at a yearly rate that the line below holds.
    fn present_value(&self, flow: RowId, span: Span) -> Result<Read, WorkbookError> {
        self.never_absent(flow)?;
        let below = self.operand(0);
        let (rate, exists) = (Cell::at(below, VALUE), Cell::at(below, APPLIES));
        let months = self.months_in_year();
        let flows = self.range(flow, span);
        Ok(Read {
            value: self.guarded(&format!("NPV((1+{rate})^(1/{months})-1,{flows})")),
            applies: Some(format!("IF({exists}=1,(1+{rate}>0)*1,0)")),
            ..Read::default()
        })
    }

    /// The yearly rate, searched by month from a constant on; beside it the present value at it.
    fn rate_of_return(
        &self,
        flow: RowId,
        span: Span,
        found: &FigureValue,
    ) -> Result<Read, WorkbookError> {
        self.never_absent(flow)?;
        if *found == FigureValue::Absent(Reason::NoRoot) {
            return Ok(Read::default());
        }
        let flows = self.range(flow, span);
        let (months, start) = (self.months_in_year(), self.at(CONSTANT));
        let value = format!("(1+IRR({flows},{start}))^{months}-1");
        let (rate, exists) = (self.at(VALUE), self.at(APPLIES));
        let check = format!("IF({exists}=1,ROUND(NPV((1+{rate})^(1/{months})-1,{flows}),2),0)");
        Ok(Read {
            value: self.guarded(&value),
            applies: Some(format!("(MIN({flows})*MAX({flows})<0)*1")),
            constant: Some((start_of_search(found.value()), Unit::Percent)),
            check: Some(check),
        })
    }

    fn arithmetic(&self, op: BinaryOp) -> Read {
        let (a, b) = (self.operand(0), self.operand(1));
        let value = |row| Cell::at(row, VALUE).to_string();
        let (x, y) = (value(a), value(b));
        let text = match op {
            BinaryOp::Add => format!("{x}+{y}"),
            BinaryOp::Subtract => format!("{x}-{y}"),
            BinaryOp::Multiply => format!("{x}*{y}"),
            BinaryOp::Min => format!("MIN({x},{y})"),
            BinaryOp::Max => format!("MAX({x},{y})"),
            BinaryOp::Modulo => format!("MOD(ROUND({x},9),{y})"),
            BinaryOp::Power => format!("{x}^{y}"),
        };
        Read {
            value: self.guarded(&text),
            applies: Some(self.both(a, b)),
            ..Read::default()
        }
    }

    fn quotient(&self) -> Read {
        let (a, b) = (self.operand(0), self.operand(1));
        let value = |row| Cell::at(row, VALUE).to_string();
        let divisor = value(b);
        Read {
            value: self.guarded(&format!("{}/{divisor}", value(a))),
            applies: Some(format!(
                "IF({}=1,(ROUND({divisor},9)<>0)*1,0)",
                self.both(a, b)
            )),
            ..Read::default()
        }
    }

    fn both(&self, a: u32, b: u32) -> String {
        format!("{}*{}", Cell::at(a, APPLIES), Cell::at(b, APPLIES))
    }

    /// The line of an operand.
    fn operand(&self, position: usize) -> u32 {
        self.setting
            .layout
            .figures
            .row(self.line.operands[position])
    }

    fn months_in_year(&self) -> String {
        let months = self.setting.layout.calendar.months_in_year;
        self.setting.layout.tabs.anchored(self.here, months)
    }

    /// # Errors
    /// Where the row may be absent: its cells are no flow there.
    fn never_absent(&self, row: RowId) -> Result<(), WorkbookError> {
        match self.flag(row) {
            None => Ok(()),
            Some(_) => Err(WorkbookError::FlowAbsent {
                key: self.setting.sheet().row(row).key().to_string(),
            }),
        }
    }
}
