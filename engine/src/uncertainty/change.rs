//! A change of a number: a factor, then a shift.

use crate::quantity::Decimal;

/// A change of an input: `value × factor + shift`.
///
/// To replace a value by x: factor 0, shift x. To scale it: factor f, shift 0. To move it: factor
/// 1, shift d.
///
/// ```
/// use cittadella_engine::quantity::Decimal;
/// use cittadella_engine::uncertainty::Change;
/// let up = Change::scale("1.5".parse::<Decimal>()?);
/// assert_eq!(up.apply(Decimal::from(12)), Decimal::from(18));
/// assert_eq!(Change::replace(Decimal::from(7)).apply(Decimal::from(12)), Decimal::from(7));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// What the value is multiplied by, first.
    pub factor: Decimal,
    /// What is added, second; in the input's unit.
    pub shift: Decimal,
    /// The one month of a series that changes (zero-based), or `None` for all.
    pub month: Option<usize>,
}

impl Change {
    /// Multiplies by `factor`.
    pub fn scale(factor: Decimal) -> Change {
        Change {
            factor,
            shift: Decimal::ZERO,
            month: None,
        }
    }

    /// Adds `shift`.
    pub fn shift(shift: Decimal) -> Change {
        Change {
            factor: Decimal::ONE,
            shift,
            month: None,
        }
    }

    /// Puts `value` in place of whatever stood there.
    pub fn replace(value: Decimal) -> Change {
        Change {
            factor: Decimal::ZERO,
            shift: value,
            month: None,
        }
    }

    /// The same change in one month of a series only.
    pub fn in_month(self, month: usize) -> Change {
        Change {
            month: Some(month),
            ..self
        }
    }

    /// The changed value. Beyond what a decimal holds (about 7.9·10²⁸) it is the end of that range.
    pub fn apply(&self, value: Decimal) -> Decimal {
        let scaled = value.saturating_mul(self.factor);
        scaled.saturating_add(self.shift)
    }
}
