//! Formulas are small, their windows reasonable, their divisors safe.

use super::Violation;
use crate::quantity::Decimal;
use crate::sheet::{BinaryOp, Formula, Row, Sheet, UnaryOp, WhenZero};

/// How many months a lag or a window may span: thirty years.
const MONTHS_MAX: u32 = 360;
/// How many rows, inputs, calendar facts and sums one formula may read.
const OPERANDS_MAX: usize = 6;
/// How deep functions may stand in one another.
const DEPTH_MAX: usize = 2;
/// How far a divisor is followed through rows and operations to see that it is not zero.
const PROOF_DEPTH_MAX: usize = 12;

pub(super) fn check(sheet: &Sheet, violations: &mut Vec<Violation>) {
    for (_, row) in sheet.rows() {
        check_size(row, violations);
        row.formula().walk(&mut |formula| {
            check_months(row, formula, violations);
            if let Formula::Divide(_, divisor, WhenZero::Impossible) = formula
                && !is_positive(sheet, divisor, 0)
                && !is_negative_number(divisor)
            {
                let sentence = "it divides by what may be zero; say what that yields (`over_or`), \
                                or divide by `max(x, 1)` of its unit";
                violations.push(Violation::of(row.key(), sentence));
            }
        });
    }
}

fn check_size(row: &Row, violations: &mut Vec<Violation>) {
    let (mut operands, mut selects) = (0, 0);
    row.formula().walk(&mut |formula| {
        operands += usize::from(is_operand(formula));
        selects += usize::from(is_select(formula));
    });
    if operands > OPERANDS_MAX {
        let sentence = format!(
            "the formula reads {operands} operands, more than {OPERANDS_MAX}; name a part of it as \
             a row of its own"
        );
        violations.push(Violation::of(row.key(), sentence));
    }
    if selects > 1 {
        let sentence = format!(
            "the formula chooses {selects} times (a division with a value at zero counts); name \
             the inner select as a row of its own"
        );
        violations.push(Violation::of(row.key(), sentence));
    }
    let inside =
        if let Formula::Unary(UnaryOp::ToCents | UnaryOp::RoundTo(_), inner) = row.formula() {
            inner
        } else {
            row.formula()
        };
    let depth = depth(inside);
    if depth > DEPTH_MAX {
        let sentence = format!(
            "functions stand {depth} deep in one another, more than {DEPTH_MAX}; name the inner \
             function as a row of its own"
        );
        violations.push(Violation::of(row.key(), sentence));
    }
}

fn is_operand(formula: &Formula) -> bool {
    formula.operands().is_empty() && !matches!(formula, Formula::Constant(..))
}

fn is_select(formula: &Formula) -> bool {
    matches!(
        formula,
        Formula::Select(..) | Formula::Divide(_, _, WhenZero::Yields(_))
    )
}

fn depth(formula: &Formula) -> usize {
    let inner = formula.operands().into_iter().map(depth).max().unwrap_or(0);
    let function = match formula {
        Formula::Unary(..) | Formula::Compare(..) | Formula::Select(..) => true,
        Formula::Binary(op, ..) => match op {
            BinaryOp::Add | BinaryOp::Subtract | BinaryOp::Multiply => false,
            BinaryOp::Min | BinaryOp::Max | BinaryOp::Modulo | BinaryOp::Power => true,
        },
        Formula::Divide(_, _, when_zero) => matches!(when_zero, WhenZero::Yields(_)),
        Formula::Constant(..)
        | Formula::Calendar(_)
        | Formula::Input(_)
        | Formula::Row(_)
        | Formula::Previous(_)
        | Formula::Lag { .. }
        | Formula::DelayedBy { .. }
        | Formula::Leading { .. }
        | Formula::YearToDate(_)
        | Formula::Trailing { .. }
        | Formula::RunningTotal(_)
        | Formula::ListSum { .. } => false,
    };
    inner + usize::from(function)
}

fn check_months(row: &Row, formula: &Formula, violations: &mut Vec<Violation>) {
    let (what, least, months) = match formula {
        Formula::Lag { months, .. } => ("lag", 1, vec![*months]),
        Formula::Leading { months, .. } => ("leading window", 1, vec![*months]),
        Formula::Trailing { months, .. } => ("trailing window", 1, vec![*months]),
        Formula::DelayedBy { support, .. } => ("delay", 0, support.points().to_vec()),
        Formula::Constant(..)
        | Formula::Calendar(_)
        | Formula::Input(_)
        | Formula::Row(_)
        | Formula::Previous(_)
        | Formula::YearToDate(_)
        | Formula::RunningTotal(_)
        | Formula::ListSum { .. }
        | Formula::Unary(..)
        | Formula::Binary(..)
        | Formula::Divide(..)
        | Formula::Compare(..)
        | Formula::Select(..) => return,
    };
    for months in months {
        if months < least || months > MONTHS_MAX {
            let sentence = format!("a {what} of {months} months; it spans {least} to {MONTHS_MAX}");
            violations.push(Violation::of(row.key(), sentence));
        }
    }
}

fn is_negative_number(formula: &Formula) -> bool {
    matches!(formula, Formula::Constant(value, _) if *value < Decimal::ZERO)
}

/// Whether a formula is above zero in every month and case, as far as its form shows.
fn is_positive(sheet: &Sheet, formula: &Formula, depth: usize) -> bool {
    let positive = |formula: &Formula| is_positive(sheet, formula, depth + 1);
    if depth > PROOF_DEPTH_MAX {
        return false;
    }
    match formula {
        Formula::Constant(value, _) => *value > Decimal::ZERO,
        Formula::Calendar(_) => true,
        Formula::Input(input) => {
            let input = sheet.input(*input);
            let low = input.bounds.low;
            low.is_some_and(|low| input.whole.settle(low) > Decimal::ZERO)
        }
        Formula::Row(row) => positive(sheet.row(*row).formula()),
        Formula::Unary(UnaryOp::Abs, a) => positive(a),
        Formula::Binary(op, a, b) => match op {
            BinaryOp::Add | BinaryOp::Multiply | BinaryOp::Min => positive(a) && positive(b),
            BinaryOp::Max => positive(a) || positive(b),
            BinaryOp::Power => positive(a),
            BinaryOp::Subtract | BinaryOp::Modulo => false,
        },
        Formula::Divide(a, b, WhenZero::Impossible) => positive(a) && positive(b),
        Formula::Select(_, yes, no) => positive(yes) && positive(no),
        Formula::Unary(UnaryOp::Floor | UnaryOp::ToCents | UnaryOp::RoundTo(_), _)
        | Formula::Divide(_, _, WhenZero::Yields(_))
        | Formula::Previous(_)
        | Formula::Lag { .. }
        | Formula::DelayedBy { .. }
        | Formula::Leading { .. }
        | Formula::YearToDate(_)
        | Formula::Trailing { .. }
        | Formula::RunningTotal(_)
        | Formula::ListSum { .. }
        | Formula::Compare(..) => false,
    }
}
