//! A workbook that comes back, for the commands that read one.

use std::path::Path;

use cittadella_engine::diagnostic::{Code, Diagnostic};
use cittadella_engine::wording::Language;
use cittadella_xlsx::foreign::{self, Examined, Inside, NotExamined, NotRebuilt};

use crate::exit::{Exit, Failure, Findings, exit_for};
use crate::render::diagnostic;
use crate::sources;
use crate::words::Words;

/// Reads a workbook and holds it against the scenario inside; with the language to speak of it.
pub(super) fn examine(
    file: &Path,
    language: Option<Language>,
) -> Result<(Examined, Words), (Failure, Words)> {
    let words = Words::new(language.unwrap_or(Language::English));
    let shown = file.display().to_string();
    let bytes = sources::workbook(file).map_err(|error| {
        let cause = words.cannot_read(&shown, &error);
        (Failure::new(exit_for(error.kind(), Exit::Io), cause), words)
    })?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let examined = foreign::examine(&name, bytes);
    let examined = examined.map_err(|why| (failure(why, &shown, file, words), words))?;
    let words = Words::new(language.unwrap_or(examined.inside.language));
    Ok((examined, words))
}

/// What was found, rendered.
pub(super) fn findings(found: &[Diagnostic], folder: &Path, words: Words) -> Findings {
    Findings {
        text: diagnostic::report(found, &[], folder, words),
        values: diagnostic::values(found, folder, words),
    }
}

fn failure(why: NotExamined, shown: &str, file: &Path, words: Words) -> Failure {
    let folder = file.parent().unwrap_or(Path::new(""));
    let found = match why {
        NotExamined::Refused(refusal) => vec![
            Diagnostic::without_place(Code::WorkbookRefused)
                .with("file", shown)
                .with_label("found", refusal.reason())
                .with_label("hint", refusal.remedy()),
        ],
        NotExamined::NoScenario(reason) => vec![
            Diagnostic::without_place(Code::NoScenarioInside)
                .with("file", shown)
                .with_label("found", reason)
                .with("worksheet", Inside::worksheet_names()),
        ],
        NotExamined::NotRebuilt(NotRebuilt::Scenario(found)) => found,
        NotExamined::NotRebuilt(NotRebuilt::Overflow(number)) => {
            return Failure::new(Exit::BadData, number).effect(words.nothing_written());
        }
        NotExamined::NotRebuilt(NotRebuilt::Workbook(error)) => {
            let cause = words.no_workbook(&error.to_string());
            return Failure::new(Exit::BadData, cause).effect(words.nothing_written());
        }
    };
    Failure::new(Exit::BadData, words.errors_found(shown, found.len()))
        .findings(findings(&found, folder, words))
        .effect(words.nothing_written())
}
