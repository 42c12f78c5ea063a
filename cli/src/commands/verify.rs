//! `cittadella verify`: whether a workbook is still the plan that it carries.

use std::path::Path;

use cittadella_engine::wording::Language;
use cittadella_xlsx::foreign::{Difference, Examined, Kind, shown_value};

use super::foreign_file::{examine, findings};
use crate::arguments::VerifyArguments;
use crate::exit::Exit;
use crate::exit::Failure;
use crate::output;
use crate::words::Words;

/// More differences of one kind than this are counted and not listed.
const LISTED: usize = 40;

/// Lists everything that is not as this program writes it.
pub(crate) fn run(
    arguments: &VerifyArguments,
    language: Option<Language>,
) -> Result<Exit, (Failure, Words)> {
    let (examined, words) = examine(&arguments.file, language)?;
    let folder = arguments.file.parent().unwrap_or(Path::new(""));
    let shown = arguments.file.display().to_string();
    let (text, exit) = report(&examined, &shown, folder, words);
    output::print(&text, words).map_err(|failure| (failure, words))?;
    Ok(exit)
}

/// The report, and what it comes to.
fn report(examined: &Examined, file: &str, folder: &Path, words: Words) -> (String, Exit) {
    let comparison = &examined.comparison;
    let mut text = words.compared(file, comparison.formulas, &examined.inside.main);
    let version = env!("CARGO_PKG_VERSION");
    match &examined.inside.version {
        Some(written) if written == version => {}
        other => text += &words.other_version(other.as_deref().unwrap_or("?"), version),
    }
    if !examined.source_is_whole {
        text += words.source_changed();
    }
    let part = |is: fn(&Kind) -> bool| {
        let found = comparison.differences.iter();
        found.filter(|found| is(&found.kind)).collect::<Vec<_>>()
    };
    let case = part(|kind| matches!(kind, Kind::Case(_)));
    let typed = part(|kind| matches!(kind, Kind::FormulaInInput(_)));
    let formulas = part(|kind| matches!(kind, Kind::Formula { .. }));
    let others = part(|kind| matches!(kind, Kind::Fixed { .. } | Kind::WorksheetGone));
    let added = part(|kind| matches!(kind, Kind::Added(_)));
    let values: Vec<&Difference> = examined.wrong_values.iter().collect();
    if !examined.edits.is_empty() {
        text += &format!("\n{}: {}\n", words.changed_inputs(), examined.edits.len());
        for line in &examined.edits {
            text += &words.was(&line.path, &line.value, &line.before);
        }
    }
    for (title, found) in [
        (words.chosen_case(), &case),
        (words.typed_formulas(), &typed),
        (words.changed_formulas(), &formulas),
        (words.changed_cells(), &others),
        (words.wrong_values(), &values),
        (words.added_cells(), &added),
    ] {
        text += &list(title, found, words);
    }
    if !comparison.added_worksheets.is_empty() {
        text += &words.added_worksheets(&comparison.added_worksheets.join(", "));
    }
    // What has no list above: a name that is gone, a text in a number.
    let unlisted: Vec<_> = examined
        .refused
        .iter()
        .filter(|found| is_unlisted(found))
        .cloned()
        .collect();
    if !unlisted.is_empty() {
        let rendered = findings(&unlisted, folder, words).text;
        text += &anstream::adapter::strip_str(&rendered).to_string();
    }
    let broken = !formulas.is_empty()
        || !typed.is_empty()
        || !others.is_empty()
        || !values.is_empty()
        || !unlisted.is_empty()
        || !examined.source_is_whole;
    if broken {
        return (text + words.is_another_plan(), Exit::ChecksFailed);
    }
    if !examined.edits.is_empty() || !case.is_empty() {
        return (text + words.is_with_other_inputs(), Exit::Alert);
    }
    (text + words.is_the_plan(), Exit::Ok)
}

fn is_unlisted(found: &cittadella_engine::diagnostic::Diagnostic) -> bool {
    use cittadella_engine::diagnostic::Code;
    !matches!(
        found.code,
        Code::FormulaChanged | Code::StructureChanged | Code::EditIsFormula
    )
}

/// Differences of one kind, each on a line.
fn list(title: &str, found: &[&Difference], words: Words) -> String {
    if found.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{title}: {}\n", found.len());
    for difference in found.iter().take(LISTED) {
        let place = format!("{}!{}", difference.worksheet, difference.cell);
        text += &format!("  {place}: {}\n", sentence(&difference.kind, words));
    }
    if found.len() > LISTED {
        text += &words.and_more_cells(found.len() - LISTED);
    }
    text
}

fn sentence(kind: &Kind, words: Words) -> String {
    let or_nothing = |text: String| {
        if text.is_empty() {
            words.nothing_there().to_owned()
        } else {
            text
        }
    };
    match kind {
        Kind::Input { before, now } => {
            words.now_and_before(&or_nothing(shown_value(now)), &format!("{before}"))
        }
        Kind::FormulaInInput(formula) => format!("={formula}"),
        Kind::Case(now) => or_nothing(shown_value(now)),
        Kind::Formula { before, now } => {
            let now = now.as_ref().map(|formula| format!("={formula}"));
            words.now_and_before(&or_nothing(now.unwrap_or_default()), &format!("={before}"))
        }
        Kind::Value { expected, found } => {
            let expected = match expected {
                cittadella_xlsx::book::Cached::Number(number) => format!("{number}"),
                cittadella_xlsx::book::Cached::Text(text) => text.clone(),
            };
            words.shown_and_computed(&or_nothing(shown_value(found)), &expected)
        }
        Kind::Fixed { before, now } => words.now_and_before(&or_nothing(now.clone()), before),
        Kind::Added(now) => now.clone(),
        Kind::WorksheetGone => words.nothing_there().to_owned(),
    }
}
