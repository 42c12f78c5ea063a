//! What is wrong with a scenario, with the lines that say it.

use std::path::Path;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use cittadella_engine::diagnostic::{Diagnostic, Place, Severity, Source};

use serde_json::{Value, json};

use super::table::PAGE;
use super::text::wrap;
use crate::words::Words;

/// Every finding, one after the other, styled for a terminal (whoever prints it takes the styles
/// off where there is none). The engine names files as seen from the scenario's folder; here they
/// are named as seen by the user, so that an editor can open them.
pub(crate) fn report(
    findings: &[Diagnostic],
    sources: &[Source],
    folder: &Path,
    words: Words,
) -> String {
    findings
        .iter()
        .map(|finding| one(finding, sources, folder, words))
        .collect()
}

/// Every finding for programs.
pub(crate) fn values(findings: &[Diagnostic], folder: &Path, words: Words) -> Vec<Value> {
    let language = words.language();
    let value = |finding: &Diagnostic| {
        let place = finding.place.as_ref();
        json!({
            "code": finding.code.to_string(),
            "severity": match finding.severity() {
                Severity::Error => "error",
                Severity::Notice => "notice",
            },
            "file": place.map(|place| seen_from(folder, place)),
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
            "cell": place.and_then(Place::address),
            "title": finding.title(language),
            "allowed": finding.allowed(language),
            "hint": finding.hint(language),
        })
    };
    findings.iter().map(value).collect()
}

/// The path of a place for the user; a `--set` and the built-in rules lie in no folder.
fn seen_from(folder: &Path, place: &Place) -> String {
    if place.file.starts_with('-') || place.file.starts_with("rules/") {
        return place.file.to_string();
    }
    folder.join(&*place.file).display().to_string()
}

fn one(finding: &Diagnostic, sources: &[Source], folder: &Path, words: Words) -> String {
    let language = words.language();
    let level = match finding.severity() {
        Severity::Error => Level::ERROR.with_name(words.error()),
        Severity::Notice => Level::NOTE.with_name(words.notice()),
    };
    let label = finding.label(language);
    let places = finding
        .place
        .iter()
        .map(|place| (place, label.as_str(), AnnotationKind::Primary));
    let related = finding
        .related
        .iter()
        .map(|(place, label)| (place, words.label(label), AnnotationKind::Context));
    let mut elements: Vec<Element<'_>> = Vec::new();
    for (place, label, kind) in places.chain(related) {
        let path = seen_from(folder, place);
        let Some(snippet) = snippet(place, label, kind, sources) else {
            // A cell of a workbook that comes back is named; there is no text to show of it.
            if let Some(address) = place.address() {
                elements.push(Origin::path(format!("{path}!{address}")).into());
            }
            continue;
        };
        // A cell has an address, which is no line and column.
        match place.address() {
            Some(address) => {
                elements.push(Origin::path(format!("{path}!{address}")).into());
                elements.push(snippet.into());
            }
            None => elements.push(snippet.path(path).into()),
        }
    }
    if let Some(allowed) = finding.allowed(language) {
        let note = Level::NOTE.with_name(words.allowed());
        let lines = folded(&allowed, words);
        elements.push(note.message(lines).into());
    }
    if let Some(hint) = finding.hint(language) {
        let help = Level::HELP.with_name(words.hint());
        elements.push(help.message(hint).into());
    }
    let group = level
        .primary_title(finding.title(language))
        .id(finding.code.to_string())
        .elements(elements);
    let renderer = Renderer::styled()
        .decor_style(DecorStyle::Ascii)
        .term_width(PAGE);
    format!("{}\n\n", without_break(&renderer.render(&[group])))
}

/// The most lines of what is allowed.
const ALLOWED_LINES: usize = 5;

/// What is allowed, in lines that fit the page; a list that needs too many is cut, and says so.
fn folded(allowed: &str, words: Words) -> String {
    let width = PAGE - words.allowed().chars().count() - "   = : ".len();
    let lines = wrap(allowed, width, 0, 0);
    if lines.len() <= ALLOWED_LINES {
        return lines.join("\n");
    }
    let (kept, left) = lines.split_at(ALLOWED_LINES - 1);
    let more = left.join(" ").split(", ").count();
    format!("{}\n{}", kept.join("\n"), words.and_more(more))
}

/// The excerpt of a cell follows its address: the renderer takes it for the excerpt of another file
/// and says so in a line of its own.
fn without_break(rendered: &str) -> String {
    let kept = rendered.lines().filter(|line| {
        let plain = anstream::adapter::strip_str(line).to_string();
        plain.trim() != ":::"
    });
    kept.collect::<Vec<_>>().join("\n")
}

/// The lines of a place; `None` where its text was not kept.
fn snippet<'a>(
    place: &'a Place,
    label: &'a str,
    kind: AnnotationKind,
    sources: &'a [Source],
) -> Option<Snippet<'a, Annotation<'a>>> {
    let source = sources.iter().find(|source| source.file == place.file)?;
    let excerpt = Excerpt::new(&source.text, place)?;
    let mut annotation = kind.span(excerpt.start..excerpt.end);
    if !label.is_empty() {
        annotation = annotation.label(label);
    }
    Some(
        Snippet::source(excerpt.line)
            .line_start(place.line as usize)
            .annotation(annotation),
    )
}

/// The line in which a place begins, and the place within it. A place of several lines is shown
/// by its first one.
struct Excerpt<'a> {
    line: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Excerpt<'a> {
    fn new(text: &'a str, place: &Place) -> Option<Excerpt<'a>> {
        let before = text.get(..place.start)?;
        let first = before.rfind('\n').map_or(0, |feed| feed + 1);
        let line = text[first..].lines().next().unwrap_or_default();
        let start = (place.start - first).min(line.len());
        let end = place.end.saturating_sub(first).clamp(start, line.len());
        Some(Excerpt { line, start, end })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use cittadella_engine::diagnostic::{Code, LineIndex};
    use cittadella_engine::wording::Language;

    #[test]
    fn a_finding_shows_its_line_what_is_allowed_and_a_hint() {
        let text = "[plan]\nname = \"Hub\"\n[costs.admin]\nvat = 22\n";
        let source = Source {
            file: Arc::from("hub.toml"),
            text: Arc::from(text),
        };
        let at = text.find("22").unwrap();
        let place = LineIndex::new("hub.toml", text).place(at..at + 2);
        let finding = Diagnostic::at(Code::RateWithoutPercent, &place)
            .with("path", "costs.admin.vat")
            .with("found", "22")
            .with("suggestion", "22%");
        let styled = report(
            &[finding],
            &[source],
            Path::new("plans"),
            Words::new(Language::English),
        );
        let plain = anstream::adapter::strip_str(&styled).to_string();
        assert!(plain.starts_with("error[E0202]: "), "{plain}");
        assert!(
            plain.ends_with(
                "\
 --> plans/hub.toml:4:7
  |
4 | vat = 22
  |       ^^ the % sign is missing
  |
  = allowed: a percentage in quotes; 0.22 is the same as \"22%\"
  = hint: write `\"22%\"`

"
            ),
            "{plain}"
        );
        assert_ne!(styled, plain, "styled for a terminal");
    }
}
