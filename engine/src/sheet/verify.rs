//! The invariants of a sheet.

use super::key::Key;
use super::{Circle, Row, Sheet};

/// A broken invariant: a mistake of the code that built the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rows, inputs or figures concerned.
    pub keys: Vec<Key>,
    /// What is wrong, in a sentence.
    pub sentence: String,
}

impl Violation {
    pub(super) fn unit(key: &Key, sentence: String) -> Violation {
        Violation {
            keys: vec![key.clone()],
            sentence,
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
            sentence: "these rows read each other in the same month".to_owned(),
        }
    }
}

/// Every broken invariant of a sheet.
pub fn verify(sheet: &Sheet) -> Vec<Violation> {
    let _ = sheet;
    todo!()
}
