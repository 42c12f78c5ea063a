//! The texts of every finding, both languages side by side.
//!
//! `{name}` is filled from the finding's arguments. Of alternatives divided by `|`, the first one
//! whose arguments are all known is shown; a text without one is left out.

mod dependence;
mod foreign;
mod numbers;
mod references;
mod structure;
mod sums;

use super::Code;
use crate::wording::Language;

/// The texts of one code in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts {
    /// What is wrong.
    pub(super) title: &'static str,
    /// What the marked place is.
    pub(super) label: &'static str,
    /// What is allowed.
    pub(super) allowed: &'static str,
    /// A concrete edit.
    pub(super) hint: &'static str,
}

/// A code with its texts.
struct Entry {
    code: Code,
    italian: Texts,
    english: Texts,
}

/// Title, label, allowed, hint: first in Italian, then in English.
const fn entry(code: Code, italian: [&'static str; 4], english: [&'static str; 4]) -> Entry {
    Entry {
        code,
        italian: texts_of(italian),
        english: texts_of(english),
    }
}

const fn texts_of([title, label, allowed, hint]: [&'static str; 4]) -> Texts {
    Texts {
        title,
        label,
        allowed,
        hint,
    }
}

/// The texts of a code.
#[expect(clippy::panic, reason = "a test reads the entry of every code")]
pub(super) fn texts(code: Code, language: Language) -> Texts {
    let lists = [
        structure::ENTRIES,
        references::ENTRIES,
        numbers::ENTRIES,
        dependence::ENTRIES,
        sums::ENTRIES,
        foreign::ENTRIES,
    ];
    let mut entries = lists.into_iter().flatten();
    match entries.find(|entry| entry.code == code) {
        Some(entry) => language.pick(entry.italian, entry.english),
        None => panic!("{code} has no texts"),
    }
}

/// Fills the `{name}`s of a text, or `None` where one is not known.
pub(super) fn fill<'a>(text: &str, argument: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled += before;
        if !after.starts_with(|first: char| first.is_ascii_lowercase()) {
            // A brace of TOML in an example.
            filled.push('{');
            rest = after;
            continue;
        }
        let (name, behind) = after.split_once('}')?;
        filled += argument(name)?;
        rest = behind;
    }
    filled += rest;
    Some(filled)
}
