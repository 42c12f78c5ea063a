//! What of a plan is uncertain: each number's inputs with what may be drawn for them.

use super::context::Context;
use crate::calendar::Timeline;
use crate::quantity::Decimal;
use crate::scenario::{DateLevel, LiveDate, LiveNumber, Scenario, Tenant};
use crate::sheet::InputId;
use crate::uncertainty::{Copula, Correlation, Design, Factor, Hazard, Uncertain};
use crate::wording::Label;

/// All that draws depend on.
#[derive(Debug, Clone, Default)]
pub struct PlanUncertainty {
    /// The uncertain numbers, in the order in which the plan reads them.
    pub inputs: Vec<UncertainInput>,
    /// What moves together.
    pub correlations: Vec<Correlation>,
    /// Common causes.
    pub factors: Vec<Factor>,
    /// How far it does so in the extremes.
    pub copula: Copula,
    /// How the trials take their random numbers, and from which seed.
    pub design: Design,
    /// The first month number in which processes deviate.
    pub deviate_from: i32,
}

impl PlanUncertainty {
    /// The uncertainty of a scenario whose uncertain inputs are these.
    pub(super) fn of(scenario: &Scenario, inputs: Vec<UncertainInput>) -> PlanUncertainty {
        let timeline = scenario.plan.timeline();
        PlanUncertainty {
            inputs,
            correlations: scenario.correlations.clone(),
            factors: scenario.factors.clone(),
            copula: scenario.copula,
            design: scenario.plan.design,
            deviate_from: timeline.number_of(scenario.plan.known_until) + 1,
        }
    }
}

/// An uncertain number of the scenario.
#[derive(Debug, Clone)]
pub struct UncertainInput {
    /// Its TOML path, which names its draws too.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The inputs that take the draw: one, or one for each step of a dated series.
    pub inputs: Vec<InputId>,
    /// What may be drawn.
    pub law: Law,
    /// The first month number in which it can deviate, where its item begins later than the plan.
    pub from: Option<i32>,
}

/// What may be drawn for a number.
#[derive(Debug, Clone)]
pub enum Law {
    /// A distribution or a process.
    Number(Uncertain),
    /// The month of an event that comes with the same probability in each year.
    Event {
        /// How likely it is.
        hazard: Hazard,
        /// The first month number in which it can come.
        from: i32,
    },
}

/// Notes that an input carries a number, if that is uncertain. The parts of a series with steps are
/// one number.
pub(super) fn note(known: &mut Vec<UncertainInput>, number: &LiveNumber, input: InputId) {
    let Some(uncertain) = &number.uncertainty else {
        return;
    };
    let name = number.path.split(".from.").next().unwrap_or_default();
    match known.iter_mut().find(|known| known.name == name) {
        Some(known) => known.inputs.push(input),
        None => known.push(UncertainInput {
            name: name.to_owned(),
            label: number.label.clone(),
            inputs: vec![input],
            law: Law::Number(uncertain.clone()),
            from: None,
        }),
    }
}

/// Notes that a tenant may leave, from the month in which it is planned to begin.
pub(super) fn note_leaving(c: &mut Context<'_>, tenant: &Tenant, begins: &LiveDate) {
    let Some(hazard) = tenant.hazard else {
        return;
    };
    let Some(input) = c.inputs.date_input(&tenant.leaves) else {
        return;
    };
    let from = planned(c, begins);
    c.inputs.uncertain.push(UncertainInput {
        name: tenant.leaves.path.clone(),
        label: tenant.leaves.label.clone(),
        inputs: vec![input],
        law: Law::Event { hazard, from },
        from: None,
    });
}

/// Notes that a number cannot deviate before a date.
pub(super) fn note_beginning(c: &mut Context<'_>, number: &LiveNumber, begins: &LiveDate) {
    let from = planned(c, begins);
    let mut known = c.inputs.uncertain.iter_mut();
    if let Some(known) = known.find(|known| known.name == number.path) {
        known.from = Some(from);
    }
}

/// The month number of a date as stated, without any delay.
pub(super) fn planned(c: &Context<'_>, date: &LiveDate) -> i32 {
    let timeline: Timeline = c.timeline();
    match &date.level {
        DateLevel::Fixed(month) => timeline.number_of(*month),
        DateLevel::After {
            milestone,
            plus_months,
        } => {
            let mut milestones = c.scenario.milestones.iter();
            let stated = milestones.find(|stated| stated.name == *milestone);
            let month = stated.map_or(1, |stated| planned(c, &stated.date));
            let plus = plus_months.base().unwrap_or(Decimal::ZERO);
            month + i32::try_from(plus).unwrap_or(0)
        }
    }
}
