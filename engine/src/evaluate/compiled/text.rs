//! A tape as plain text, so that other programs can run it and be compared with this one.
//!
//! One item a line, words between blanks, numbers written with the fewest digits that give the same
//! binary number back:
//!
//! ```text
//! cittadella-tape 1
//! variables 260                     how many numbers a trial draws
//! slots 1309                        how many values are alive at once
//! outputs 2                         how many numbers it hands out
//! add 7 12 5                        slot 7 becomes slot 12 + slot 5
//! scale.cents 7 7 0.22              slot 7 becomes slot 7 × 0.22, rounded to whole cents
//! sum 3 + 4 8 - 9                   slot 3 becomes slot 4 + slot 8 − slot 9
//! sumfrom 3 120.5 + 4 - 9 10        slot 3 becomes 120.5 + slot 4 − slot 9 − slot 10
//! load 4 17                         slot 4 becomes variable 17
//! store 0 7                         output 0 becomes slot 7
//! output 0 100 -1                   output 0 is divided by 100 in the end, and always exists
//! output 1 1 2                      output 1 does not exist where output 2 is 0
//! ```
//!
//! An operation names the slot of its result, the slots that it reads and then its constants;
//! `.cents` after its name rounds the result: `floor(|x| + 0.50005)` with the sign of x, x being in
//! cents. The others: `fill t c`; `subtract t a b`; `multiply t a b`, `scale t a c`; `min`, `max`
//! with `atmost t a c`, `atleast t a c`; `modulo`, `moduloby`: with `a` rounded to nine decimals as
//! `floor(a × 10⁹ + 0.5) / 10⁹`, `a − b × floor(a / b)`, and 0 where b is 0; `power`, `powerby`; `divide t a b c` and
//! `divideinto t b a c` with constants last, `a / b`, but c where b is 0; `divideby t a c`; `abs`;
//! `cents`; `floor t a u`: `floor(a × u + 5·10⁻¹⁰) / u`; `round t a u`: `floor(|a| × u + 0.500001) /
//! u` with the sign of a; `less`, `atmostis`, `greater`, `atleastis`, `equal`, `notequal t a b e`
//! with the threshold e: 1 where `a − b` is `≤ −e`, `< e`, `≥ e`, `> −e`, within or not within e,
//! else 0, and the same with `.with` after the name where b is a constant; `select t a b c`: c where
//! a is 0, else b, `selectelse t a b C`, `selectthen t a c B`, `choose t a B C` with constants in capitals.

use std::fmt::Write;

use super::Tape;
use super::tape::{Instruction, Operation};
use crate::sheet::CompareOp;

impl Tape {
    /// The tape as text, of which so many variables are drawn for a trial. Outputs stand in the
    /// scale of the lanes, money in cents; after those asked for come the flags that tell which of
    /// them exist.
    pub fn text(&self, variables: usize) -> String {
        let program = &self.program;
        let mut text = format!(
            "cittadella-tape 1\nvariables {variables}\nslots {}\noutputs {}\n",
            program.slots,
            self.outputs.len() + self.flags
        );
        for (nth, output) in self.outputs.iter().enumerate() {
            let flag = output.exists.map(|flag| self.outputs.len() + flag as usize);
            let flag = flag.map_or_else(|| "-1".to_owned(), |flag| flag.to_string());
            let _ = writeln!(text, "output {nth} {:?} {flag}", output.scale);
        }
        let mut instructions = program.instructions.iter();
        for run in &program.runs {
            let name = name(run.code.operation);
            let rounded = if run.code.rounded { ".cents" } else { "" };
            for step in instructions.by_ref().take(run.count as usize) {
                let _ = write!(text, "{name}{rounded} {}", step.target);
                self.operands(&mut text, run.code.operation, step);
                text.push('\n');
            }
        }
        text
    }

    fn operands(&self, text: &mut String, operation: Operation, step: &Instruction) {
        let program = &self.program;
        let (slots, constants) = shape(operation);
        if let Operation::Sum | Operation::SumFrom = operation {
            let mut terms = program.terms[step.a as usize..].iter();
            if operation == Operation::SumFrom
                && let Some(constant) = terms.next()
            {
                let _ = write!(text, " {:?}", program.constants[*constant as usize]);
            }
            for (sign, count) in [(" +", step.b), (" -", step.c)] {
                if count > 0 {
                    text.push_str(sign);
                }
                for term in terms.by_ref().take(count as usize) {
                    let _ = write!(text, " {term}");
                }
            }
            return;
        }
        let places = [step.a, step.b, step.c];
        for slot in &places[..slots] {
            let _ = write!(text, " {slot}");
        }
        for constant in &places[slots..slots + constants] {
            let _ = write!(text, " {:?}", program.constants[*constant as usize]);
        }
    }
}

/// How many slots and then constants an operation names; of a sum neither.
fn shape(operation: Operation) -> (usize, usize) {
    match operation {
        Operation::Sum | Operation::SumFrom => (0, 0),
        Operation::Fill => (0, 1),
        Operation::Load | Operation::Store | Operation::Abs | Operation::Cents => (1, 0),
        Operation::Scale
        | Operation::AtMost
        | Operation::AtLeast
        | Operation::ModuloBy
        | Operation::PowerBy
        | Operation::DivideBy
        | Operation::Floor
        | Operation::Round => (1, 1),
        Operation::DivideInto | Operation::CompareWith(_) | Operation::Choose => (1, 2),
        Operation::Add
        | Operation::Subtract
        | Operation::Multiply
        | Operation::Min
        | Operation::Max
        | Operation::Modulo
        | Operation::Power => (2, 0),
        Operation::Divide
        | Operation::Compare(_)
        | Operation::SelectElse
        | Operation::SelectThen => (2, 1),
        Operation::Select => (3, 0),
    }
}

fn name(operation: Operation) -> &'static str {
    match operation {
        Operation::Load => "load",
        Operation::Store => "store",
        Operation::Fill => "fill",
        Operation::Add => "add",
        Operation::Subtract => "subtract",
        Operation::Sum => "sum",
        Operation::SumFrom => "sumfrom",
        Operation::Multiply => "multiply",
        Operation::Scale => "scale",
        Operation::Min => "min",
        Operation::AtMost => "atmost",
        Operation::Max => "max",
        Operation::AtLeast => "atleast",
        Operation::Modulo => "modulo",
        Operation::ModuloBy => "moduloby",
        Operation::Power => "power",
        Operation::PowerBy => "powerby",
        Operation::Divide => "divide",
        Operation::DivideBy => "divideby",
        Operation::DivideInto => "divideinto",
        Operation::Abs => "abs",
        Operation::Cents => "cents",
        Operation::Floor => "floor",
        Operation::Round => "round",
        Operation::Compare(op) => comparison(op).0,
        Operation::CompareWith(op) => comparison(op).1,
        Operation::Select => "select",
        Operation::SelectElse => "selectelse",
        Operation::SelectThen => "selectthen",
        Operation::Choose => "choose",
    }
}

/// The name of a comparison of two values, and of one with a constant.
fn comparison(op: CompareOp) -> (&'static str, &'static str) {
    match op {
        CompareOp::Less => ("less", "less.with"),
        CompareOp::AtMost => ("atmostis", "atmostis.with"),
        CompareOp::Greater => ("greater", "greater.with"),
        CompareOp::AtLeast => ("atleastis", "atleastis.with"),
        CompareOp::Equal => ("equal", "equal.with"),
        CompareOp::NotEqual => ("notequal", "notequal.with"),
    }
}
