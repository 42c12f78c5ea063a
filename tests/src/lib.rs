//! What whole-program tests share: from the text of a scenario to a plan with its values.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "what a test asks for and does not find has failed that test"
)]

mod comparison;
mod exported;
mod reading;

use std::fs;
use std::path::{Path, PathBuf};

use cittadella_engine::diagnostic::Source;
use cittadella_engine::evaluate::Case;
use cittadella_engine::model::{Plan, compile};
use cittadella_engine::scenario::{Changes, Scenario, SourceError, Sources};
use cittadella_engine::scenario::{Worksheet, WorksheetError};
use cittadella_engine::sheet::StressId;

pub use comparison::{Comparison, Found, Values, corrupted};
pub use exported::{Draws, Exported};
pub use reading::Reading;

/// Reads a scenario from its text.
///
/// # Panics
/// If the scenario is refused; the message holds every finding.
pub fn read(text: &str) -> Reading {
    read_with(text, &[])
}

/// Reads a scenario from its text, with changes such as `milestones.opening.delay_months=6`.
///
/// # Panics
/// If the scenario is refused; the message holds every finding.
pub fn read_with(text: &str, sets: &[&str]) -> Reading {
    compiled("scenario.toml", &Text(text.to_owned()), sets)
}

/// Reads a scenario of the repository.
///
/// # Panics
/// If the scenario is refused; the message holds every finding.
pub fn read_file(path: &Path) -> Reading {
    read_file_with(path, &[])
}

/// Reads a scenario of the repository, with changes.
///
/// # Panics
/// If the scenario is refused; the message holds every finding.
pub fn read_file_with(path: &Path, sets: &[&str]) -> Reading {
    let (name, folder) = located(path);
    compiled(&name, &folder, sets)
}

/// The name of a file and the folder that it lies in.
fn located(path: &Path) -> (String, Folder) {
    let folder = path.parent().expect("a file lies in a folder").to_owned();
    let name = path.file_name().expect("a file has a name");
    (name.to_string_lossy().into_owned(), Folder(folder))
}

fn compiled(name: &str, sources: &dyn Sources, sets: &[&str]) -> Reading {
    let (plan, case, _) = plan(name, sources, sets);
    Reading::of(plan, &case)
}

/// The plan of a scenario, its base case and the texts it was read from.
fn plan(name: &str, sources: &dyn Sources, sets: &[&str]) -> (Plan, Case, Vec<Source>) {
    let changes = Changes {
        sets: sets.iter().map(|set| (*set).to_owned()).collect(),
        stresses: Vec::new(),
    };
    let loaded = Scenario::load(name, sources, &changes)
        .unwrap_or_else(|refused| panic!("refused: {:#?}", refused.diagnostics));
    let base = loaded.scenario.base_case();
    let plan = compile(&loaded.scenario, std::slice::from_ref(&base))
        .unwrap_or_else(|diagnostics| panic!("refused: {diagnostics:#?}"));
    let stresses: Vec<StressId> = plan.sheet.stresses().map(|(id, _)| id).collect();
    let case = Case::stressed(base.into_iter().map(|position| stresses[position]));
    (plan, case, loaded.sources)
}

/// One text, whatever file is asked for.
struct Text(String);

impl Sources for Text {
    fn read(&self, _path: &str) -> Result<String, SourceError> {
        Ok(self.0.clone())
    }
}

/// The files of a folder.
struct Folder(PathBuf);

impl Sources for Folder {
    fn read(&self, path: &str) -> Result<String, SourceError> {
        fs::read_to_string(self.0.join(path)).map_err(|error| SourceError {
            reason: error.to_string(),
        })
    }

    fn worksheet(&self, path: &str, name: &str) -> Result<Worksheet, WorksheetError> {
        let bytes = fs::read(self.0.join(path)).map_err(|error| {
            WorksheetError::Unreadable(SourceError {
                reason: error.to_string(),
            })
        })?;
        cittadella_xlsx::foreign::worksheet(bytes, name)
    }
}
