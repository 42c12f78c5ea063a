//! What a change, a distribution, a process or a correlation IS: validated data, no sampling.

mod change;

pub use change::Change;
