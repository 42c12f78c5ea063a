//! The invariants of a sheet.

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

/// Every broken invariant of a sheet.
pub fn verify(sheet: &Sheet) -> Vec<Violation> {
    let mut seen = std::collections::BTreeSet::new();
    sheet
        .rows()
        .map(|(_, row)| row.key())
        .filter(|key| !seen.insert(*key))
        .map(|key| Violation {
            keys: vec![key.clone()],
            sentence: "two rows have this key".to_owned(),
        })
        .collect()
}
