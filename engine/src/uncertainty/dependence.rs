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

/// How far numbers that move together do so in the extremes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Copula {
    /// As normals do: `copula = "gaussian"`. The further out, the less do they.
    #[default]
    Gaussian,
    /// As Student's t does: `copula = "t"`. What goes very wrong goes wrong together.
    Student {
        /// `degrees_of_freedom`: the fewer, the stronger.
        degrees_of_freedom: u32,
    },
}

impl Copula {
    /// The degrees of freedom where none are stated.
    pub const USUAL_DEGREES: u32 = 4;
    /// The fewest degrees of freedom.
    pub const FEWEST_DEGREES: u32 = 3;
    /// The most degrees of freedom: from there on nothing tells it from the Gaussian.
    pub const MOST_DEGREES: u32 = 60;
}
