//! `cittadella import`: what a bank changed in a workbook, as a file that extends the scenario.

use std::path::Path;

use cittadella_xlsx::foreign::{self, Examined, Kind};

use super::foreign_file::{examine, findings};
use crate::arguments::ImportArguments;
use crate::exit::{Exit, Failure};
use crate::output::{self, OutputFile};
use crate::words::Words;

/// Reads the workbook, and writes the overlay where something was changed.
pub(crate) fn run(
    arguments: &ImportArguments,
    language: Option<cittadella_engine::wording::Language>,
) -> Result<Exit, (Failure, Words)> {
    let (examined, words) = examine(&arguments.file, language)?;
    let shown = arguments.file.display().to_string();
    write(arguments, &examined, &shown, words).map_err(|failure| (failure, words))
}

fn write(
    arguments: &ImportArguments,
    examined: &Examined,
    shown: &str,
    words: Words,
) -> Result<Exit, Failure> {
    if !examined.refused.is_empty() {
        let folder = arguments.file.parent().unwrap_or(Path::new(""));
        let found = words.edits_refused(shown, examined.refused.len());
        return Err(Failure::new(Exit::BadData, found)
            .findings(findings(&examined.refused, folder, words))
            .effect(words.nothing_written()));
    }
    if examined.edits.is_empty() {
        let text = words.nothing_changed(shown) + &notes(examined, words);
        output::print(&text, words)?;
        return Ok(Exit::Ok);
    }
    let path = &arguments.output;
    let (Some(name), folder) = (path.file_name(), path.parent()) else {
        let failure = Failure::new(Exit::Usage, words.no_file_name(&path.display().to_string()));
        return Err(failure.effect(words.nothing_written()));
    };
    let carried = |text: &String| name == text.as_str();
    if examined.inside.texts.keys().any(carried) {
        // The overlay would extend itself.
        let cause = words.is_read(&path.display().to_string());
        return Err(Failure::new(Exit::CannotCreate, cause)
            .effect(words.nothing_written())
            .remedy(words.another_name()));
    }
    if path.exists() && !arguments.force {
        let cause = words.already_there(&path.display().to_string());
        return Err(Failure::new(Exit::CannotCreate, cause)
            .effect(words.nothing_written())
            .remedy(words.force_or_another_name()));
    }
    let name = name.to_string_lossy().into_owned();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let workbook = arguments.file.file_name().unwrap_or_default();
    let file = OutputFile {
        name,
        content: foreign::overlay(examined, &workbook.to_string_lossy()).into_bytes(),
    };
    output::write_files(folder, &[file], words)?;
    let mut text = words.inputs_changed(examined.edits.len(), &path.display().to_string());
    for line in &examined.edits {
        text += &words.was(&line.path, &line.value, &line.before);
    }
    text += &beside(examined, folder, words);
    text += &notes(examined, words);
    output::print(&text, words)?;
    Ok(Exit::Ok)
}

/// The scenario must lie beside the overlay, as it was when the workbook was written.
fn beside(examined: &Examined, folder: &Path, words: Words) -> String {
    let main = &examined.inside.main;
    let inside = examined.inside.texts.get(main);
    match std::fs::read_to_string(folder.join(main)) {
        Ok(text) if Some(&text) == inside => String::new(),
        Ok(_) => words.scenario_changed_since(main),
        Err(_) => words.put_beside(main),
    }
}

/// What else there is to know about the workbook.
fn notes(examined: &Examined, words: Words) -> String {
    let mut text = String::new();
    if let Some(case) = &examined.chosen_case {
        text += &words.other_case(case);
    }
    if !examined.inside.sets.is_empty() {
        text += &words.exported_with(&examined.inside.sets.join(" --set "));
    }
    if let Some(first) = examined.wrong_values.first() {
        let place = format!("{}!{}", first.worksheet, first.cell);
        text += &words.not_recalculated(examined.wrong_values.len(), &place);
    }
    let added = examined.comparison.differences.iter();
    let added = added.filter(|found| matches!(found.kind, Kind::Added(_)));
    let count = added.count();
    if count > 0 {
        text += &words.notes_beside(count);
    }
    text
}
