//! `cittadella check`: silent where all is well.

use cittadella_engine::evaluate::Case;

use crate::cases;
use crate::exit::{Exit, Failure};
use crate::project::{Named, Project};

/// The scenario was loaded and compiled, so it is right. What is left is the program: every check
/// has to hold in the base case and under every stress that the scenario names.
pub(crate) fn run(project: &Project) -> Result<Exit, Failure> {
    cases::compute_all(project)?;
    for (id, stress) in project.plan.sheet.stresses() {
        let named = Named {
            stresses: vec![stress.key.to_string()],
            title: project.words.label(&stress.label).to_owned(),
            case: Case::stressed([id]),
        };
        cases::compute(&project.plan, &named, project.words)?;
    }
    Ok(Exit::Ok)
}
