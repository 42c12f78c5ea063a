//! What a change, a distribution, a process or a correlation IS: validated data, no sampling.

mod change;
pub mod correlation_matrix;
mod dependence;
mod design;
mod distribution;
mod hazard;

pub use change::Change;
pub use dependence::{Copula, Correlation, Factor};
pub use design::{Design, Sampler};
pub use distribution::{Distribution, Process, Relation, Uncertain, metalog_fits};
pub use hazard::Hazard;
