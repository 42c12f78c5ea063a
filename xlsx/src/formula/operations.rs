//! Arithmetic, roundings, comparisons, choices.

use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::{BinaryOp, CompareOp, CompareScale, Formula, UnaryOp, WhenZero};

use super::{Binding, Expression, Template, Writer};

impl Writer<'_> {
    pub(super) fn unary(&mut self, op: UnaryOp, a: &Formula) -> Expression {
        let a = self.expression(a).template;
        let around = |open: &str, close: &str| {
            Expression::atom(Template::text(open).then(a.clone()).and(close))
        };
        match op {
            UnaryOp::Abs => around("ABS(", ")"),
            UnaryOp::Floor => around("INT(ROUND(", ",9))"),
            UnaryOp::ToCents => around("ROUND(ROUND(", ",6),2)"),
            UnaryOp::RoundTo(decimals) => around("ROUND(", &format!(",{decimals})")),
        }
    }

    pub(super) fn binary(&mut self, op: BinaryOp, a: &Formula, b: &Formula) -> Expression {
        match op {
            BinaryOp::Add if is_number(b, Decimal::NEGATIVE_ONE) => self.infix(
                a,
                "-",
                &Formula::Constant(Decimal::ONE, Unit::Ratio),
                Binding::Sum,
            ),
            BinaryOp::Add => self.infix(a, "+", b, Binding::Sum),
            BinaryOp::Subtract => self.infix(a, "-", b, Binding::Sum),
            BinaryOp::Multiply => self.infix(a, "*", b, Binding::Product),
            BinaryOp::Min => self.function("MIN(", a, b),
            BinaryOp::Max => self.function("MAX(", a, b),
            BinaryOp::Modulo => self.modulo(a, b),
            BinaryOp::Power => self.power(a, b),
        }
    }

    /// `a / b`, with what it yields where b is zero if b may be zero.
    pub(super) fn divide(&mut self, a: &Formula, b: &Formula, when_zero: WhenZero) -> Expression {
        let quotient = self.infix(a, "/", b, Binding::Product);
        match when_zero {
            WhenZero::Impossible => quotient,
            WhenZero::Yields(value) => {
                let divisor = self.expression(b).template;
                let value = self.number(value, Unit::Ratio).template;
                Expression::atom(
                    Template::text("IF(ROUND(")
                        .then(divisor)
                        .and(",9)=0,")
                        .then(value)
                        .and(",")
                        .then(quotient.template)
                        .and(")"),
                )
            }
        }
    }

    /// The text of a comparison, which is true or false and no number yet.
    pub(super) fn comparison(
        &mut self,
        op: CompareOp,
        scale: CompareScale,
        a: &Formula,
        b: &Formula,
    ) -> Template {
        let difference = if is_number(b, Decimal::ZERO) {
            self.expression(a)
        } else {
            self.infix(a, "-", b, Binding::Sum)
        };
        let (open, close) = match scale {
            CompareScale::Cents => ("ROUND(ROUND(", ",6),2)"),
            CompareScale::NineDecimals => ("ROUND(", ",9)"),
        };
        let sign = match op {
            CompareOp::Less => "<0",
            CompareOp::AtMost => "<=0",
            CompareOp::Greater => ">0",
            CompareOp::AtLeast => ">=0",
            CompareOp::Equal => "=0",
            CompareOp::NotEqual => "<>0",
        };
        let rounded = Template::text(open).then(difference.template).and(close);
        rounded.and(sign)
    }

    pub(super) fn select(&mut self, flag: &Formula, yes: &Formula, no: &Formula) -> Expression {
        let condition = if let Formula::Compare(op, scale, a, b) = flag {
            self.comparison(*op, *scale, a, b)
        } else {
            let value = self.expression(flag).template;
            if self.is_flag(flag) {
                value.and("<>0")
            } else {
                Template::text("ROUND(").then(value).and(",9)<>0")
            }
        };
        let (yes, no) = (self.expression(yes), self.expression(no));
        Expression::atom(
            Template::text("IF(")
                .then(condition)
                .and(",")
                .then(yes.template)
                .and(",")
                .then(no.template)
                .and(")"),
        )
    }

    /// `a ⊕ b`, in the order of evaluation that the sheet has.
    fn infix(&mut self, a: &Formula, sign: &str, b: &Formula, binding: Binding) -> Expression {
        let left = self.expression(a).within(binding);
        let tighter = match binding {
            Binding::Sum => Binding::Product,
            Binding::Product => Binding::Power,
            Binding::Power | Binding::Atom => Binding::Atom,
        };
        let right = self.expression(b).within(tighter);
        Expression {
            template: left.and(sign).then(right),
            binding,
        }
    }

    fn function(&mut self, open: &str, a: &Formula, b: &Formula) -> Expression {
        let (a, b) = (self.expression(a).template, self.expression(b).template);
        Expression::atom(Template::text(open).then(a).and(",").then(b).and(")"))
    }

    /// The remainder; 0 where the divisor is zero and is no plain number.
    fn modulo(&mut self, a: &Formula, b: &Formula) -> Expression {
        let a = self.expression(a).template;
        let divisor = self.expression(b).template;
        let remainder = Template::text("MOD(ROUND(")
            .then(a)
            .and(",9),")
            .then(divisor.clone())
            .and(")");
        let divides = matches!(b, Formula::Constant(value, _) if !value.is_zero());
        Expression::atom(if divides {
            remainder
        } else {
            Template::text("IF(ROUND(")
                .then(divisor)
                .and(",9)=0,0,")
                .then(remainder)
                .and(")")
        })
    }

    /// A power. Under a fraction such as 1/12 no real number exists for a base below zero; the
    /// sheet says 0 there, and so does the power of the greater of 0 and the base.
    fn power(&mut self, base: &Formula, exponent: &Formula) -> Expression {
        let fraction = matches!(
            exponent,
            Formula::Divide(a, b, WhenZero::Impossible)
                if is_number(a, Decimal::ONE) && matches!(**b, Formula::Constant(..))
        );
        let base = if fraction {
            let base = self.expression(base).template;
            Template::text("MAX(0,").then(base).and(")")
        } else {
            self.expression(base).within(Binding::Atom)
        };
        let exponent = self.expression(exponent).within(Binding::Atom);
        Expression {
            template: base.and("^").then(exponent),
            binding: Binding::Power,
        }
    }
}

fn is_number(formula: &Formula, number: Decimal) -> bool {
    matches!(formula, Formula::Constant(value, _) if *value == number)
}
