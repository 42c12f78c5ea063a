//! What a change, a distribution, a process or a correlation IS: validated data, no sampling.

mod change;
mod dependence;
mod distribution;

pub use change::Change;
pub use dependence::{Correlation, Factor};
pub use distribution::{Distribution, Process, Relation, Uncertain};
