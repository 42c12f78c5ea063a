//! Invariants 12 to 16.

use super::{accepted, euro, flag, input, refused, scalar, spec};
use crate::quantity::{Bounds, Decimal, Unit};
use crate::sheet::{
    BinaryOp, CalendarRow, Figure, FigureFormula, FigureId, Level, Origin, SheetBuilder, Span,
    Term, max, min, number_of, select,
};
use crate::wording::Label;

#[test]
fn more_than_six_operands() {
    let long = |s: &mut SheetBuilder| {
        let a = euro(s, "a");
        s.add(spec("b", Unit::Euro), a + a + a + a + a + a + a);
    };
    refused(long, "b", "reads 7 operands");
}

#[test]
fn a_select_within_a_select() {
    let twice = |s: &mut SheetBuilder| {
        let (a, f) = (euro(s, "a"), flag(s, "f"));
        s.add(spec("b", Unit::Euro), select(f, a, select(f, a, a)));
    };
    refused(twice, "b", "name the inner select as a row of its own");
    let division = |s: &mut SheetBuilder| {
        let (a, f) = (euro(s, "a"), flag(s, "f"));
        let share = a.over_or(a, Decimal::ZERO);
        s.add(spec("b", Unit::Ratio), select(f, share, super::one()));
    };
    refused(division, "b", "name the inner select");
}

#[test]
fn functions_three_deep() {
    let deep = |s: &mut SheetBuilder| {
        let a = euro(s, "a");
        s.add(spec("b", Unit::Euro), min(a, max(a, a.abs())));
    };
    refused(deep, "b", "functions stand 3 deep");
    accepted(|s| {
        let a = euro(s, "a");
        s.add(
            spec("b", Unit::Euro),
            (min(a, max(a, a - a)) + a).to_cents(),
        );
    });
}

#[test]
fn a_division_by_what_may_be_zero() {
    let unsafe_division = |s: &mut SheetBuilder| {
        let a = euro(s, "a");
        let divisor = scalar(s, "i", 0);
        s.add(spec("b", Unit::Ratio), a.over(divisor));
    };
    refused(unsafe_division, "b", "divides by what may be zero");
}

#[test]
fn divisions_by_what_cannot_be_zero() {
    accepted(|s| {
        let a = euro(s, "a");
        let i = scalar(s, "i", 1);
        s.add(spec("by_input", Unit::Ratio), a.over(i));
        s.add(spec("by_row", Unit::Ratio), a.over(a));
        s.add(
            spec("by_max", Unit::Ratio),
            a.over(max(a - a, number_of(1, Unit::Euro))),
        );
        let days = number_of(1, Unit::Days);
        s.add(
            spec("by_days", Unit::Ratio),
            days.over(CalendarRow::DaysInMonth),
        );
    });
}

pub(super) fn figure(
    s: &mut SheetBuilder,
    key: &str,
    unit: Unit,
    formula: FigureFormula,
) -> FigureId {
    s.figure(Figure::new(
        key,
        Label::same(key),
        unit,
        formula,
        Origin::default(),
    ))
}

#[test]
fn a_figure_in_the_wrong_unit() {
    let wrong = |s: &mut SheetBuilder| {
        let a = euro(s, "a");
        figure(s, "f", Unit::Ratio, FigureFormula::Min(a, Span::Shown));
    };
    refused(wrong, "f", "`EUR` and `1` cannot be the unit of one figure");
}

#[test]
fn a_first_month_of_what_is_no_flag() {
    let wrong = |s: &mut SheetBuilder| {
        let a = euro(s, "a");
        let first = FigureFormula::FirstMonthWhere(a, Span::Shown);
        figure(s, "f", Unit::MonthNumber, first);
    };
    refused(wrong, "f", "`a`, which is no flag");
}

#[test]
fn a_figure_that_reads_a_series() {
    let series = |s: &mut SheetBuilder| {
        let i = input(s, "i", Level::Series(vec![Decimal::ONE; 12]), Bounds::NONE);
        figure(s, "f", Unit::Euro, FigureFormula::Input(i));
    };
    refused(series, "f", "`i` is a series");
}

#[test]
fn a_figure_that_reads_itself() {
    let circle = |s: &mut SheetBuilder| {
        let itself = Box::new(FigureFormula::Figure(FigureId::at(0)));
        let one = Box::new(FigureFormula::Constant(1.into(), Unit::Ratio));
        let formula = FigureFormula::Arithmetic(BinaryOp::Add, itself, one);
        figure(s, "f", Unit::Ratio, formula);
    };
    refused(circle, "f", "reads itself");
}
