//! Uncertain futures: what is drawn for each trial.
//!
//! Each uncertain input is one dimension with a stream of random numbers of its own
//! ([`random::Stream`]); a trial's numbers depend on the seed, the input's name and the trial's
//! number alone. A draw is a normal score, which a distribution turns into a number
//! ([`Marginal`]); scores move together by [`Dependence`], and a [`Path`] of monthly deviations takes
//! one score a month.

mod beta;
mod dependence;
mod draws;
mod figures;
mod latin;
mod marginal;
mod normal;
mod outlook;
mod path;
mod points;
pub mod random;
mod replicates;
mod run;
mod sobol;
mod statistics;

pub use dependence::{Dependence, Dimension, Scores};
pub use draws::Draws;
pub use marginal::Marginal;
pub use normal::{normal_probability, normal_quantile};
pub use outlook::{
    AlertOutlook, Competing, FigureOutlook, Outlook, PROBABILITIES, TAIL, TargetOutlook, YearEnd,
    simulate,
};
pub use path::Path;
pub use run::{Simulation, Trials};
pub use statistics::{Quantile, Sample, Share};
