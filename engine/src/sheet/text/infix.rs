//! Formulas as infix text.

use super::{print::quoted, unit};
use crate::quantity::{Decimal, Unit};
use crate::sheet::{
    BinaryOp, CalendarRow, CompareOp, FigureFormula, Formula, Key, KeyColumn, RowId, Sheet, Span,
    Support, UnaryOp, WhenZero,
};

/// A row's formula, with the keys of what it reads.
pub fn print_formula(sheet: &Sheet, formula: &Formula) -> String {
    expression(sheet, formula, Binding::Comparison)
}

/// A figure's formula, with the keys of what it reads.
pub fn print_figure_formula(sheet: &Sheet, formula: &FigureFormula) -> String {
    figure_expression(sheet, formula, Binding::Sum)
}

/// How tightly what surrounds an expression binds it: looser expressions stand in parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Comparison,
    Sum,
    Product,
    Operand,
}

fn expression(sheet: &Sheet, formula: &Formula, around: Binding) -> String {
    let inner = |formula: &Formula| expression(sheet, formula, Binding::Comparison);
    let row = |row: RowId| key(sheet.row(row).key());
    match formula {
        Formula::Constant(value, unit) => constant(*value, *unit),
        Formula::Calendar(fact) => format!("{}()", calendar(*fact)),
        Formula::Input(input) => format!("${}", key(&sheet.input(*input).key)),
        Formula::Row(of) => row(*of),
        Formula::Previous(of) => format!("previous({})", row(*of)),
        Formula::Lag { row: of, months } => format!("lag({}, {months})", row(*of)),
        Formula::Leading { row: of, months } => format!("leading({}, {months})", row(*of)),
        Formula::Trailing { row: of, months } => format!("trailing({}, {months})", row(*of)),
        Formula::YearToDate(of) => format!("year_to_date({})", row(*of)),
        Formula::RunningTotal(of) => format!("running_total({})", row(*of)),
        Formula::DelayedBy {
            row: of,
            lag,
            support,
        } => delayed(&row(*of), &row(*lag), support),
        Formula::ListSum {
            list,
            column,
            tag,
            below,
        } => {
            let below = below.map_or(String::new(), |rank| format!(", below {}", rank.0));
            let (list, tag) = (key(sheet.list(*list).key()), key(sheet.tag(*tag)));
            format!("sum({list}, {} {tag}{below})", column_word(*column))
        }
        Formula::Unary(UnaryOp::RoundTo(decimals), a) => {
            format!("round_to({}, {decimals})", inner(a))
        }
        Formula::Unary(UnaryOp::Abs, a) => format!("abs({})", inner(a)),
        Formula::Unary(UnaryOp::Floor, a) => format!("floor({})", inner(a)),
        Formula::Unary(UnaryOp::ToCents, a) => format!("to_cents({})", inner(a)),
        Formula::Binary(op, a, b) => match operator(*op) {
            Operator::Infix(sign, binding) => {
                let a = expression(sheet, a, binding);
                let b = expression(sheet, b, tighter(binding));
                enclosed(format!("{a} {sign} {b}"), binding, around)
            }
            Operator::Function(name) => format!("{name}({}, {})", inner(a), inner(b)),
        },
        Formula::Divide(a, b, WhenZero::Yields(value)) => {
            format!("divide_or({}, {}, {value})", inner(a), inner(b))
        }
        Formula::Divide(a, b, WhenZero::Impossible) => {
            let a = expression(sheet, a, Binding::Product);
            let b = expression(sheet, b, Binding::Operand);
            enclosed(format!("{a} / {b}"), Binding::Product, around)
        }
        Formula::Compare(op, _, a, b) => {
            let a = expression(sheet, a, Binding::Sum);
            let b = expression(sheet, b, Binding::Sum);
            enclosed(
                format!("{a} {} {b}", comparison(*op)),
                Binding::Comparison,
                around,
            )
        }
        Formula::Select(flag, yes, no) => {
            format!("select({}, {}, {})", inner(flag), inner(yes), inner(no))
        }
    }
}

fn figure_expression(sheet: &Sheet, formula: &FigureFormula, around: Binding) -> String {
    let read = |name: &str, row: RowId, span: Span| {
        format!("{name}({}, {})", key(sheet.row(row).key()), span_word(span))
    };
    let inner = |formula: &FigureFormula| figure_expression(sheet, formula, Binding::Sum);
    match formula {
        FigureFormula::Constant(value, unit) => constant(*value, *unit),
        FigureFormula::Input(input) => format!("${}", key(&sheet.input(*input).key)),
        FigureFormula::Figure(figure) => key(sheet.figure(*figure).key()),
        FigureFormula::Sum(row, span) => read("sum", *row, *span),
        FigureFormula::Min(row, span) => read("min", *row, *span),
        FigureFormula::Max(row, span) => read("max", *row, *span),
        FigureFormula::Last(row, span) => read("last", *row, *span),
        FigureFormula::At(row, month) => format!("at({}, {month})", key(sheet.row(*row).key())),
        FigureFormula::FirstMonthWhere(row, span) => read("first_month_where", *row, *span),
        FigureFormula::MonthOfMin(row, span) => read("month_of_min", *row, *span),
        FigureFormula::MonthOfMax(row, span) => read("month_of_max", *row, *span),
        FigureFormula::Npv { flow, rate, span } => {
            let flow = key(sheet.row(*flow).key());
            format!("npv({flow}, {}, {})", inner(rate), span_word(*span))
        }
        FigureFormula::Irr(row, span) => read("irr", *row, *span),
        FigureFormula::Arithmetic(op, a, b) => match operator(*op) {
            Operator::Infix(sign, binding) => {
                let a = figure_expression(sheet, a, binding);
                let b = figure_expression(sheet, b, tighter(binding));
                enclosed(format!("{a} {sign} {b}"), binding, around)
            }
            Operator::Function(name) => {
                let name = match name {
                    "min" => "lesser",
                    "max" => "greater",
                    other => other,
                };
                format!("{name}({}, {})", inner(a), inner(b))
            }
        },
        FigureFormula::Quotient(a, b) => {
            let a = figure_expression(sheet, a, Binding::Product);
            let b = figure_expression(sheet, b, Binding::Operand);
            enclosed(format!("{a} / {b}"), Binding::Product, around)
        }
    }
}

fn delayed(row: &str, lag: &str, support: &Support) -> String {
    let mut text = format!("delayed_by({row}, {lag}");
    for months in support.points() {
        text += &format!(", {months}");
    }
    text + ")"
}

enum Operator {
    Infix(&'static str, Binding),
    Function(&'static str),
}

fn operator(op: BinaryOp) -> Operator {
    match op {
        BinaryOp::Add => Operator::Infix("+", Binding::Sum),
        BinaryOp::Subtract => Operator::Infix("-", Binding::Sum),
        BinaryOp::Multiply => Operator::Infix("*", Binding::Product),
        BinaryOp::Min => Operator::Function("min"),
        BinaryOp::Max => Operator::Function("max"),
        BinaryOp::Modulo => Operator::Function("modulo"),
        BinaryOp::Power => Operator::Function("power"),
    }
}

fn tighter(binding: Binding) -> Binding {
    match binding {
        Binding::Comparison => Binding::Sum,
        Binding::Sum => Binding::Product,
        Binding::Product | Binding::Operand => Binding::Operand,
    }
}

fn enclosed(text: String, binding: Binding, around: Binding) -> String {
    if binding < around {
        format!("({text})")
    } else {
        text
    }
}

fn constant(value: Decimal, unit: Unit) -> String {
    if unit == Unit::Ratio {
        value.to_string()
    } else {
        format!("{value} [{}]", unit::print(unit))
    }
}

pub(super) fn calendar(fact: CalendarRow) -> &'static str {
    match fact {
        CalendarRow::MonthNumber => "month_number",
        CalendarRow::MonthOfYear => "month_of_year",
        CalendarRow::Year => "year",
        CalendarRow::DaysInMonth => "days_in_month",
    }
}

pub(super) fn column_word(column: KeyColumn) -> &'static str {
    match column {
        KeyColumn::First => "first",
        KeyColumn::Second => "second",
        KeyColumn::Third => "third",
    }
}

pub(super) fn span_word(span: Span) -> &'static str {
    match span {
        Span::Shown => "shown",
        Span::Computed => "computed",
    }
}

fn comparison(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Less => "<",
        CompareOp::AtMost => "<=",
        CompareOp::Greater => ">",
        CompareOp::AtLeast => ">=",
        CompareOp::Equal => "=",
        CompareOp::NotEqual => "<>",
    }
}

/// A key as it stands where it is a plain dotted word, else in quotes.
pub(super) fn key(key: &Key) -> String {
    if super::token::is_word(key.as_str()) {
        key.as_str().to_owned()
    } else {
        quoted(key.as_str())
    }
}
