//! What the language says of one key: its unit, its range, its words.

use crate::quantity::{Bounds, Unit, Whole};
use crate::wording::Label;

/// A key that holds a live number.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) label: Label,
    pub(super) unit: Unit,
    pub(super) bounds: Bounds,
    pub(super) whole: Whole,
}

impl Field {
    /// A key with its words and its unit; any number is allowed.
    pub(super) fn new(key: &'static str, label: Label, unit: Unit) -> Field {
        Field {
            key,
            label,
            unit,
            bounds: Bounds::NONE,
            whole: Whole::No,
        }
    }

    /// Sets the allowed range.
    pub(super) fn within(self, bounds: Bounds) -> Field {
        Field { bounds, ..self }
    }

    /// Sets whether the number is whole.
    pub(super) fn whole(self, whole: Whole) -> Field {
        Field { whole, ..self }
    }
}
