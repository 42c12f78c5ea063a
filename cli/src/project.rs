//! From the file on the command line to a compiled plan.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use cittadella_engine::diagnostic::{Diagnostic, Severity, Source};
use cittadella_engine::evaluate::Case;
use cittadella_engine::model::{Plan, compile};
use cittadella_engine::scenario::{Changes, Loaded, Refused, Scenario, Sources};
use cittadella_engine::sheet::StressId;
use cittadella_engine::wording::Language;

use crate::exit::{Exit, Failure, Findings, exit_for};
use crate::remembered::{Remembered, Seen};
use crate::render::diagnostic;
use crate::sources::Folder;
use crate::words::Words;

/// A scenario that was read, checked and compiled.
#[derive(Debug)]
pub(crate) struct Project {
    /// The plan.
    pub(crate) plan: Plan,
    /// Sentences about the scenario, such as a yearly list whose last value is held.
    pub(crate) notices: Vec<String>,
    /// The texts, in the language of the command line or else of the scenario.
    pub(crate) words: Words,
    /// What to compute: the base case, then one case for each `--stress`.
    pub(crate) cases: Vec<Named>,
    /// The texts that the scenario was read from, the file itself last.
    pub(crate) sources: Vec<Source>,
    /// All that it was read from.
    pub(crate) origin: Origin,
}

/// Everything that a plan depends on but the program itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Origin {
    /// The name of the scenario's file.
    pub(crate) name: String,
    /// The files that were read, with what was read of them.
    pub(crate) files: Remembered,
    /// Each `--set`.
    pub(crate) sets: Vec<String>,
    /// Each `--stress`.
    pub(crate) stresses: Vec<String>,
}

/// A case with its names.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    /// The stresses by their names in the scenario; empty for the base case.
    pub(crate) stresses: Vec<String>,
    /// What it is called.
    pub(crate) title: String,
    /// What the engine takes.
    pub(crate) case: Case,
}

/// What is asked of the scenario before it is compiled.
#[derive(Debug, Clone, Default)]
pub(crate) struct Request<'a> {
    /// Each `--set`.
    pub(crate) set: &'a [String],
    /// Each `--stress`.
    pub(crate) stress: &'a [String],
    /// `--lang`.
    pub(crate) language: Option<Language>,
}

impl Project {
    /// Reads and compiles a scenario.
    ///
    /// # Errors
    /// Everything that is wrong with it, in one failure, and the language to tell it in.
    pub(crate) fn load(file: &Path, request: &Request<'_>) -> Result<Project, (Failure, Words)> {
        if let Err(error) = readable(file) {
            let words = Words::new(request.language.unwrap_or(Language::English));
            let cause = words.cannot_read(&file.display().to_string(), &error);
            let failure = Failure::new(exit_for(error.kind(), Exit::Io), cause);
            return Err((failure.effect(words.nothing_computed()), words));
        }
        let folder = Folder::of(file);
        let origin = Origin {
            name: name_of(file),
            sets: request.set.to_vec(),
            stresses: request.stress.to_vec(),
            files: Remembered::default(),
        };
        let seen = Seen::through(&folder);
        let project = Project::read(file, origin, &seen, request.language, || folder.failed())?;
        Ok(project.with_files(seen.files()))
    }

    /// Compiles a scenario again from all that it was read from before.
    ///
    /// # Errors
    /// As [`Project::load`].
    pub(crate) fn again(
        origin: Origin,
        language: Option<Language>,
    ) -> Result<Project, (Failure, Words)> {
        let files = origin.files.clone();
        let file = PathBuf::from(&origin.name);
        let project = Project::read(&file, origin, &files, language, || None)?;
        Ok(project.with_files(files))
    }

    /// The files that the plan was read from, the scenario's own among them.
    pub(crate) fn read_from(&self, file: &Path) -> Vec<PathBuf> {
        let folder = file.parent().unwrap_or(Path::new(""));
        let names = self.sources.iter().map(|source| {
            // A worksheet is named `rents.xlsx:Rents`.
            source.file.split(':').next().unwrap_or(&source.file)
        });
        let mut files = vec![file.to_owned()];
        files.extend(names.map(|name| folder.join(name)));
        files
    }

    fn with_files(mut self, files: Remembered) -> Project {
        self.origin.files = files;
        self
    }

    /// `failed` tells why a file could not be read, where one could not.
    fn read(
        file: &Path,
        origin: Origin,
        sources: &dyn Sources,
        language: Option<Language>,
        failed: impl Fn() -> Option<io::ErrorKind>,
    ) -> Result<Project, (Failure, Words)> {
        let changes = Changes {
            sets: origin.sets.clone(),
            stresses: origin.stresses.clone(),
        };
        let loaded = Scenario::load(&origin.name, sources, &changes).map_err(|refused| {
            let language = language.unwrap_or_else(|| stated(&refused.sources));
            let words = Words::new(language);
            (refusal(file, &refused, failed(), words), words)
        })?;
        let language = language.unwrap_or(loaded.scenario.plan.language);
        let words = Words::new(language);
        let combinations: Vec<Vec<usize>> = loaded
            .cases
            .iter()
            .map(|case| case.stresses.clone())
            .collect();
        let plan = compile(&loaded.scenario, &combinations).map_err(|diagnostics| {
            let refused = Refused {
                diagnostics,
                sources: loaded.sources.clone(),
            };
            (refusal(file, &refused, None, words), words)
        })?;
        let cases = cases(&loaded, &plan, &origin.stresses, words);
        let notices = loaded.notices.iter().map(|notice| sentence(notice, words));
        Ok(Project {
            notices: notices.collect(),
            words,
            cases,
            plan,
            sources: loaded.sources,
            origin,
        })
    }
}

fn name_of(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Whether the scenario can be opened. On some systems a folder can, and only reading it fails.
fn readable(file: &Path) -> io::Result<()> {
    if File::open(file)?.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(())
}

fn cases(loaded: &Loaded, plan: &Plan, asked: &[String], words: Words) -> Vec<Named> {
    let ids: Vec<StressId> = plan.sheet.stresses().map(|(id, _)| id).collect();
    let case = |stresses: &[usize]| Case::stressed(stresses.iter().map(|index| ids[*index]));
    let base = Named {
        stresses: Vec::new(),
        title: words.base_case().to_owned(),
        case: case(&loaded.scenario.base_case()),
    };
    let stressed = loaded
        .cases
        .iter()
        .zip(asked)
        .map(|(combination, asked)| Named {
            stresses: asked
                .split('+')
                .map(|name| name.trim().to_owned())
                .collect(),
            title: format!("{} ({asked})", words.label(&combination.label)),
            case: case(&combination.stresses),
        });
    std::iter::once(base).chain(stressed).collect()
}

/// A notice as one sentence with its place.
fn sentence(notice: &Diagnostic, words: Words) -> String {
    let title = notice.title(words.language());
    match &notice.place {
        Some(place) => format!("{title} ({place})"),
        None => title,
    }
}

/// Everything that is wrong, with a closing line that says what follows.
fn refusal(file: &Path, refused: &Refused, failed: Option<io::ErrorKind>, words: Words) -> Failure {
    let exit = match failed {
        Some(io::ErrorKind::InvalidData) | None => Exit::BadData,
        Some(kind) => exit_for(kind, Exit::Io),
    };
    let folder = file.parent().unwrap_or(Path::new(""));
    let findings = Findings {
        text: diagnostic::report(&refused.diagnostics, &refused.sources, folder, words),
        values: diagnostic::values(&refused.diagnostics, folder, words),
    };
    let errors = refused.diagnostics.iter();
    let errors = errors.filter(|finding| finding.severity() == Severity::Error);
    let found = words.errors_found(&file.display().to_string(), errors.count());
    Failure::new(exit, found)
        .findings(findings)
        .effect(words.nothing_computed())
}

/// The language that a refused scenario asks for, read off its lines: messages about a file should
/// be in the language of its author even where the file cannot be understood. A scenario that
/// states none speaks Italian.
fn stated(sources: &[Source]) -> Language {
    let lines = sources.iter().flat_map(|source| source.text.lines());
    let mut values = lines.filter_map(|line| {
        let (key, value) = line.split_once('=')?;
        let value = value.split('#').next().unwrap_or_default().trim();
        (key.trim() == "language").then(|| Language::from_code(value.trim_matches(['"', '\''])))?
    });
    values.next().unwrap_or(Language::Italian)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn language_of(text: &str) -> Language {
        stated(&[Source {
            file: Arc::from("plan.toml"),
            text: Arc::from(text),
        }])
    }

    #[test]
    fn a_broken_scenario_is_answered_in_its_language() {
        assert_eq!(
            language_of("[plan\nlanguage = \"en\" # later it\n"),
            Language::English
        );
        assert_eq!(language_of("language='it'"), Language::Italian);
        assert_eq!(language_of("language = \"fr\""), Language::Italian);
        assert_eq!(language_of(""), Language::Italian);
    }
}
