//! `cittadella simulate`: the plan in many futures.

use cittadella_engine::simulate::simulate;

use crate::arguments::SimulateArguments;
use crate::cases;
use crate::exit::{Exit, Failure};
use crate::output;
use crate::project::Project;
use crate::render::simulation::{self, Asked};
use crate::render::{View, json};

/// Draws, computes and tells. The case is the last one named: the stress, or the plan as stated.
pub(crate) fn run(arguments: &SimulateArguments, project: &Project) -> Result<Exit, Failure> {
    let words = project.words;
    let plan = &project.plan;
    if plan.uncertainty.inputs.is_empty() {
        return Err(Failure::new(Exit::BadData, words.nothing_uncertain())
            .effect(words.nothing_computed())
            .remedy(words.state_an_uncertainty()));
    }
    let Some(named) = project.cases.last() else {
        return Ok(Exit::Ok);
    };
    let computed = cases::compute(plan, named, words)?;
    let design = arguments.design(plan.uncertainty.design);
    let outlook = simulate(plan, &named.case, &computed.grid, design);
    let view = View {
        full: arguments.full,
        ..computed.view(plan, words, None)
    };
    let asked = Asked {
        title: &computed.title,
        stressed: !computed.stresses.is_empty(),
        inspect: arguments.inspect,
    };
    let text = if arguments.json {
        json::text(&simulation::value(&view, &outlook, &computed.stresses))
    } else {
        simulation::text(&view, &outlook, &asked, &project.notices)
    };
    output::print(&text, words)?;
    Ok(Exit::Ok)
}
