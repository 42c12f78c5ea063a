//! What moves together: rank correlations and common factors.

use crate::quantity::Decimal;

/// A rank correlation between inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correlation {
    /// The paths of the inputs; every pair of them has this correlation.
    pub between: Vec<String>,
    /// Spearman's rank correlation, between −1 and 1.
    pub rank: Decimal,
}

/// A common cause with its weight on each input; the squares of one input's weights add to at
/// most 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// The factor's name.
    pub name: String,
    /// Paths of inputs with their signed weights.
    pub loads: Vec<(String, Decimal)>,
}
