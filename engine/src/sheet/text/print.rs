//! A sheet as text.

use std::fmt::Write;

use super::unit;
use crate::calendar::Timeline;
use crate::quantity::{Decimal, Unit, Whole};
use crate::sheet::{
    BinaryOp, CalendarRow, CompareOp, Direction, Entry, Figure, FigureFormula, Formula, Input, Key,
    KeyColumn, Kind, Level, List, Opening, Origin, RowId, Sheet, Span, TagId, UnaryOp, WhenZero,
};
use crate::uncertainty::Change;
use crate::wording::{Label, Language};

/// The whole sheet.
pub fn print(sheet: &Sheet) -> String {
    let mut text = timeline(sheet.timeline());
    for (_, stress) in sheet.stresses() {
        text += &format!("\nstress {}\n{}", key(&stress.key), label(&stress.label));
    }
    for (_, of) in sheet.inputs() {
        text += &format!("\n{}", input(sheet, of));
    }
    text += "\n";
    for (_, tag) in sheet.tags() {
        text += &format!("tag {}\n", key(tag));
    }
    for (_, of) in sheet.lists() {
        text += &format!("\n{}", list(sheet, of));
    }
    for (row, _) in sheet.rows() {
        text += &format!("\n{}", print_row(sheet, row));
    }
    for (_, of) in sheet.figures() {
        text += &format!("\n{}", figure(sheet, of));
    }
    text
}

/// One row with its formula.
pub fn print_row(sheet: &Sheet, row: RowId) -> String {
    let row = sheet.row(row);
    let kind = match row.kind() {
        Kind::Flow => "flow",
        Kind::Balance => "balance",
        Kind::Rate => "rate",
        Kind::Flag => "flag",
    };
    let mut text = format!("row {}\n{}", key(row.key()), label(row.label()));
    text += &format!("  kind {kind}\n  unit [{}]\n", unit::print(row.unit()));
    match row.direction() {
        Direction::In => text += "  direction in\n",
        Direction::Out => text += "  direction out\n",
        Direction::Neither => {}
    }
    match row.opening() {
        Opening::Number(value) if value.is_zero() => {}
        Opening::Number(value) => text += &format!("  opening {value}\n"),
        Opening::Input(input) => {
            text += &format!("  opening ${}\n", key(&sheet.input(input).key));
        }
    }
    if let Some(flag) = row.applies() {
        text += &format!("  applies {}\n", key(sheet.row(flag).key()));
    }
    if let Some(entity) = row.entity() {
        text += &format!("  entity {}\n", quoted(entity));
    }
    text += &origin(row.origin());
    text += &format!("  = {}\n", print_formula(sheet, row.formula()));
    text
}

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
        } => {
            let points: String = support.points().iter().fold(String::new(), |mut text, at| {
                let _ = write!(text, ", {at}");
                text
            });
            format!("delayed_by({}, {}{points})", row(*of), row(*lag))
        }
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

fn timeline(timeline: &Timeline) -> String {
    let years = (timeline.shown() + timeline.start().month_of_year() - 1) / 12;
    let tail = timeline.month_count() - timeline.shown();
    format!("timeline {} years {years} tail {tail}\n", timeline.start())
}

fn input(sheet: &Sheet, input: &Input) -> String {
    let mut text = format!("input {}\n{}", key(&input.key), label(&input.label));
    text += &format!("  unit [{}]\n", unit::print(input.unit));
    match &input.level {
        Level::Scalar(value) => text += &format!("  level {value}\n"),
        Level::Series(values) => text += &format!("  series {}\n", runs(values)),
    }
    if let Some(low) = input.bounds.low {
        text += &format!("  low {low}\n");
    }
    if let Some(high) = input.bounds.high {
        text += &format!("  high {high}\n");
    }
    if input.whole == Whole::Yes {
        text += "  whole\n";
    }
    for (stress, change) in &input.changes {
        let Change {
            factor,
            shift,
            month,
        } = change;
        let month = month.map_or(String::new(), |month| format!(" month {}", month + 1));
        let stress = key(&sheet.stress(*stress).key);
        text += &format!("  change {stress} factor {factor} shift {shift}{month}\n");
    }
    text + &origin(&input.origin)
}

/// Values with how often each stands in a row: `160 x 24, 170 x 72`.
fn runs(values: &[Decimal]) -> String {
    let mut text = String::new();
    for run in values.chunk_by(|a, b| a == b) {
        let separator = if text.is_empty() { "" } else { ", " };
        let _ = write!(text, "{separator}{} x {}", run[0], run.len());
    }
    text
}

fn list(sheet: &Sheet, list: &List) -> String {
    let mut text = format!("list {}\n", key(list.key()));
    for entry in list.entries() {
        let Entry {
            amount,
            rank,
            first,
            second,
            third,
        } = entry;
        let tag = |column: KeyColumn, tag: Option<TagId>| {
            tag.map_or(String::new(), |tag| {
                format!(" {} {}", column_word(column), key(sheet.tag(tag)))
            })
        };
        text += &format!(
            "  entry {} rank {}{}{}{}\n",
            key(sheet.row(*amount).key()),
            rank.0,
            tag(KeyColumn::First, Some(*first)),
            tag(KeyColumn::Second, *second),
            tag(KeyColumn::Third, *third),
        );
    }
    text
}

fn figure(sheet: &Sheet, figure: &Figure) -> String {
    format!(
        "figure {}\n{}  unit [{}]\n{}  = {}\n",
        key(figure.key()),
        label(figure.label()),
        unit::print(figure.unit()),
        origin(figure.origin()),
        print_figure_formula(sheet, figure.formula()),
    )
}

fn label(label: &Label) -> String {
    let [italian, english] = Language::ALL.map(|language| quoted(label.get(language)));
    format!("  label {italian} {english}\n")
}

fn origin(origin: &Origin) -> String {
    let mut text = String::new();
    if let Some(place) = &origin.place {
        text += &format!("  place {}\n", quoted(place));
    }
    if let Some(reference) = &origin.reference {
        text += &format!("  reference {}\n", quoted(reference));
    }
    text
}

/// A key as it stands where it is a plain dotted word, else in quotes.
fn key(key: &Key) -> String {
    if super::token::is_word(key.as_str()) {
        key.as_str().to_owned()
    } else {
        quoted(key.as_str())
    }
}

fn quoted(text: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\r', "\\r");
    format!("\"{escaped}\"")
}
