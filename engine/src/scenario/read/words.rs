//! Words of a choice, and names of items of other sections.

use super::reader::{Item, Reader, suggest};
use crate::diagnostic::{Code, Diagnostic, Located};
use crate::wording::Label;

impl Reader {
    /// One word of several. `None` where left out or wrong; `later` are words of the language that
    /// this version cannot compute.
    pub(super) fn choice<T: Copy>(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        choices: &[(&'static str, T)],
        later: &[&str],
    ) -> Option<T> {
        let text = self.optional_text(item, key)?;
        let found = choices.iter().find(|(word, _)| *word == text.value);
        if let Some((_, value)) = found {
            return Some(*value);
        }
        let words = || choices.iter().map(|(word, _)| *word);
        if later.contains(&text.value.as_str()) {
            let found = format!("{} = \"{}\"", item.path_of(key), text.value);
            let instead: Vec<String> = words().map(|word| format!("`{word}`")).collect();
            self.report(
                Diagnostic::at(Code::NotComputedYet, &text.place)
                    .with("found", found)
                    .with_label(
                        "hint",
                        Label::new(
                            format!("scrivi {}", instead.join(" o ")),
                            format!("write {}", instead.join(" or ")),
                        ),
                    ),
            );
            return None;
        }
        let all: Vec<String> = words().map(|word| format!("\"{word}\"")).collect();
        let found = Diagnostic::at(Code::UnknownChoice, &text.place)
            .with("path", item.path_of(key))
            .with("found", text.value.as_str())
            .with("choices", all.join(", "));
        self.report(suggest(found, &text.value, words()));
        None
    }

    /// A word that must be there.
    pub(super) fn required_choice<T: Copy>(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        choices: &[(&'static str, T)],
        later: &[&str],
    ) -> T {
        if item.table.get(key).is_none() {
            self.missing(item, key, &format!("{key} = \"{}\"", choices[0].0));
        }
        let chosen = self.choice(item, key, choices, later);
        chosen.unwrap_or(choices[0].1)
    }

    /// The name of an item of another section; the section may stand before the name.
    pub(super) fn optional_reference(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        section: &'static str,
    ) -> Option<String> {
        let text = self.optional_text(item, key)?;
        Some(self.resolve(&text, section))
    }

    /// The name of an item of another section that must be stated.
    pub(super) fn reference(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        section: &'static str,
    ) -> String {
        if item.table.get(key).is_none() {
            item.take(key);
            let example = self.names(section).first().cloned();
            let example = example.unwrap_or_else(|| "…".to_owned());
            self.missing(item, key, &format!("{key} = \"{example}\""));
            return String::new();
        }
        let found = self.optional_reference(item, key, section);
        found.unwrap_or_default()
    }

    /// Checks that a section has an item of this name and strips the section from it.
    pub(super) fn resolve(&mut self, text: &Located<String>, section: &'static str) -> String {
        let prefix = format!("{section}.");
        let name = text.value.strip_prefix(&prefix).unwrap_or(&text.value);
        if self.names(section).iter().any(|known| known == name) {
            return name.to_owned();
        }
        let known = self.names(section).to_vec();
        let mut found = Diagnostic::at(Code::UnknownReference, &text.place)
            .with("found", name)
            .with("section", format!("[{section}]"))
            .with("header", format!("{section}.{name}"));
        if !known.is_empty() {
            found = found.with("choices", known.join(", "));
        }
        self.report(suggest(found, name, known.iter().map(String::as_str)));
        name.to_owned()
    }
}
