//! The invariants of a sheet.
//!
//! A sheet that [`super::SheetBuilder::finish`] returns satisfies all of these; every reading
//! relies on them. A violation is a mistake of the code that built the sheet.
//!
//! *Names*
//! 1. Every row is defined, once.
//! 2. Keys are unique: among rows, inputs, figures, stresses, lists, and tags.
//!
//! *Units and values*
//! 3. Every formula has the unit of its row; what is added, compared or chosen between has one
//!    dimension; the entries of a list that one sum adds have one dimension.
//! 4. Every comparison is made at its unit's scale: money in cents, the rest in nine decimals.
//! 5. A series input holds one value for each computed month.
//! 6. An opening value that is an input is a single number in the unit of its row.
//!
//! *Time*
//! 7. No row reads itself in the same month, and none looks ahead at what depends on it
//!    ([`super::Order`]).
//! 8. Lags and windows span 1 to 360 months; so do the points of a lag's support, or 0.
//!
//! *Absence*
//! 9. `applies` names a flag row that is never absent itself.
//! 10. A row that reads one that may be absent names an `applies` of its own or reads that flag in
//!     its formula; the entries of a list are never absent.
//! 11. A row with a `trailing` or `leading` window names an `applies`, or reads a flag or compares:
//!     the window lacks months at one end of the plan.
//!
//! *Formulas that a workbook can print*
//! 12. At most six operands (rows, inputs, calendar facts and sums read; numbers are free).
//! 13. At most one `select`; a division that says what it yields at zero is one.
//! 14. Functions (`min max abs floor modulo power select`, comparisons, roundings) are nested at
//!     most two deep; an outermost rounding and plain arithmetic do not count.
//! 15. A division that says its divisor cannot be zero divides by something that cannot: a nonzero
//!     number, a calendar fact, an input bounded above zero, `max(x, positive)`, or products,
//!     sums and rows of such.
//!
//! *Figures*
//! 16. A figure has the unit of its formula; it reads flags where it asks for a month, single
//!     inputs, and no figure that reads it back.

mod absence;
mod figures;
mod formulas;
mod names;
mod values;

use std::fmt;

use super::key::Key;
use super::{Circle, CircleKind, Row, Sheet};

/// A broken invariant: a mistake of the code that built the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rows, inputs or figures concerned.
    pub keys: Vec<Key>,
    /// What is wrong, in a sentence.
    pub sentence: String,
}

impl Violation {
    fn of(key: &Key, sentence: impl Into<String>) -> Violation {
        Violation {
            keys: vec![key.clone()],
            sentence: sentence.into(),
        }
    }

    pub(super) fn defined_twice(key: &Key) -> Violation {
        Violation {
            keys: vec![key.clone()],
            sentence: "the row is defined twice".to_owned(),
        }
    }

    pub(super) fn undefined(key: &Key) -> Violation {
        Violation {
            keys: vec![key.clone()],
            sentence: "the row has no formula".to_owned(),
        }
    }

    pub(super) fn circle(circle: &Circle, rows: &[Row]) -> Violation {
        Violation {
            keys: circle
                .rows
                .iter()
                .map(|row| rows[row.index()].key().clone())
                .collect(),
            sentence: match circle.kind {
                CircleKind::SameMonth => {
                    "these rows read each other in the same month; let one of them read the month \
                     before (`previous()`)"
                }
                CircleKind::LookingAhead => {
                    "the first row looks ahead at the second, which depends on the first; look \
                     ahead only at rows that follow from the contract alone"
                }
            }
            .to_owned(),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, key) in self.keys.iter().enumerate() {
            let separator = if position == 0 { "" } else { " -> " };
            write!(f, "{separator}`{key}`")?;
        }
        write!(f, ": {}", self.sentence)
    }
}

/// Every broken invariant of a sheet, apart from the first and the seventh, which only the builder
/// can see.
pub fn verify(sheet: &Sheet) -> Vec<Violation> {
    let mut violations = Vec::new();
    names::check(sheet, &mut violations);
    values::check(sheet, &mut violations);
    absence::check(sheet, &mut violations);
    formulas::check(sheet, &mut violations);
    figures::check(sheet, &mut violations);
    violations
}

#[cfg(test)]
mod tests;
