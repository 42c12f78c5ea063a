//! Uncertain futures: what is drawn for each trial.
//!
//! Each uncertain input is one dimension with a stream of random numbers of its own
//! ([`random::Stream`]); a trial's numbers depend on the seed, the input's name and the trial's
//! number alone. A draw is a normal score, which a distribution turns into a number
//! ([`Marginal`]); scores move together by [`Dependence`], and a [`Path`] of monthly deviations takes
//! one score a month.

mod beta;
#[cfg(test)]
mod coverage;
mod curve;
mod dependence;
mod drawn;
mod draws;
mod figures;
mod interval;
mod latin;
mod marginal;
mod model_risk;
mod normal;
mod outlook;
mod path;
mod points;
mod questions;
pub mod random;
mod record;
mod replicates;
mod run;
mod sobol;
mod statistics;
mod stopping;
mod tails;

pub use dependence::{Dependence, Dimension, Scores, Together};
pub use drawn::drawn_values;
pub use draws::Draws;
pub use interval::{End, Estimate, curve_band};
pub use marginal::Marginal;
pub use model_risk::{Reading, ReadingOutlook, model_risk, readings};
pub use normal::{normal_probability, normal_quantile};
pub use outlook::{
    AlertOutlook, CashMonth, CashOutlook, Competing, CovenantOutlook, INSIDE, MonthOutlook,
    NeedOutlook, NumberOutlook, Outlook, PROBABILITIES, Range, TAIL, TargetOutlook, TestOutlook,
    standing, stands,
};
pub use path::Path;
pub use questions::{Column, Questions};
pub use record::Record;
pub use run::{Simulation, Trials};
pub use statistics::{Quantile, Sample, Share};
pub use stopping::{Looks, Verdict};
