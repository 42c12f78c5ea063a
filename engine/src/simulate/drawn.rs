//! What was drawn in a trial, in the units of the scenario.

use rayon::prelude::*;

use super::Draws;
use crate::model::{Plan, PlanUncertainty};
use crate::quantity::{Decimal, to_float};
use crate::sheet::{Drawn, Level, StressId};

/// For each uncertain input of the plan the value that it takes in each of some trials: after the
/// draw and the stresses, within the range that the key allows, and where it differs between months
/// the mean of the months shown. Of a series in steps it is the first.
pub fn drawn_values(
    plan: &Plan,
    uncertainty: &PlanUncertainty,
    draws: &Draws,
    stresses: &[StressId],
    trials: std::ops::Range<u64>,
) -> Vec<Vec<f64>> {
    let of_trial = |trial: u64| -> Vec<f64> {
        let drawn = draws.drawn(trial);
        let inputs = uncertainty.inputs.iter();
        let values = inputs.map(|uncertain| {
            let first = uncertain.inputs.first()?;
            let (_, drawn) = drawn.iter().find(|(input, _)| input == first)?;
            let input = plan.sheet.input(*first);
            let months = match (&input.level, drawn) {
                (Level::Scalar(_), Drawn::Ratio(_) | Drawn::Difference(_)) => 1,
                (Level::Scalar(_) | Level::Series(_), Drawn::Path(_))
                | (Level::Series(_), Drawn::Ratio(_) | Drawn::Difference(_)) => {
                    plan.sheet.timeline().shown()
                }
            };
            let value = |month: u32| input.value(month as usize, Some(drawn), stresses);
            let sum: Decimal = (0..months).map(value).sum();
            Some(to_float(sum / Decimal::from(months.max(1))))
        });
        values.map(|value| value.unwrap_or(f64::NAN)).collect()
    };
    trials.into_par_iter().map(of_trial).collect()
}
