//! `cittadella rows`: the keys of a plan.

use crate::arguments::RowsArguments;
use crate::cases;
use crate::exit::{Exit, Failure};
use crate::output;
use crate::project::Project;
use crate::render::rows;

/// Lists rows, figures and inputs.
pub(crate) fn run(arguments: &RowsArguments, project: &Project) -> Result<Exit, Failure> {
    let base = cases::compute(&project.plan, &project.cases[0], project.words)?;
    let view = base.view(&project.plan, project.words, None);
    let text = rows::list(&view, arguments.pattern.as_deref());
    if let Some(pattern) = arguments.pattern.as_deref().filter(|_| text.is_empty()) {
        let file = arguments.file.display().to_string();
        let failure = Failure::new(Exit::Usage, project.words.no_row_matches(pattern));
        return Err(failure.remedy(project.words.list_rows(&file)));
    }
    output::print(&text, project.words)?;
    Ok(Exit::Ok)
}
