//! Events that come once, or never.

use crate::quantity::Decimal;

/// How likely an event is in each year in which it has not yet come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hazard {
    /// The probability a year, from 0 to 1.
    pub yearly: Decimal,
}
