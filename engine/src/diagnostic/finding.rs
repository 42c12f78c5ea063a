//! One finding, and its texts.

use std::sync::Arc;

use super::catalogue::{Texts, fill};
use super::{Code, Place, Severity};
use crate::wording::{Label, Language};

/// A text that was read, for excerpts.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name, as in [`Place::file`].
    pub file: Arc<str>,
    /// What stands in it.
    pub text: Arc<str>,
}

/// Something that is wrong with what the user wrote, or worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// Where it is; `None` where no text is to blame (a file that cannot be read).
    pub place: Option<Place>,
    /// Other places that matter, each with what it is.
    pub related: Vec<(Place, Label)>,
    arguments: Vec<(&'static str, Label)>,
}

impl Diagnostic {
    /// A finding at a place.
    pub fn at(code: Code, place: &Place) -> Diagnostic {
        Diagnostic {
            place: Some(place.clone()),
            ..Diagnostic::without_place(code)
        }
    }

    /// A finding that no text shows.
    pub fn without_place(code: Code) -> Diagnostic {
        Diagnostic {
            code,
            place: None,
            related: Vec::new(),
            arguments: Vec::new(),
        }
    }

    /// Says what fills `{name}` in the texts of the code.
    pub fn with(mut self, name: &'static str, text: impl Into<String>) -> Diagnostic {
        self.arguments.push((name, Label::same(text)));
        self
    }

    /// Says what fills `{name}` in each language.
    pub fn with_label(mut self, name: &'static str, label: Label) -> Diagnostic {
        self.arguments.push((name, label));
        self
    }

    /// Points to another place and says what is there.
    pub fn see(mut self, place: &Place, what: Label) -> Diagnostic {
        self.related.push((place.clone(), what));
        self
    }

    /// Whether it stops the program.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// What is wrong, in one line.
    pub fn title(&self, language: Language) -> String {
        self.text(language, |texts| texts.title).unwrap_or_default()
    }

    /// What the marked place is, in a few words.
    pub fn label(&self, language: Language) -> String {
        self.text(language, |texts| texts.label).unwrap_or_default()
    }

    /// What is allowed.
    pub fn allowed(&self, language: Language) -> Option<String> {
        self.text(language, |texts| texts.allowed)
    }

    /// A concrete edit that mends it.
    pub fn hint(&self, language: Language) -> Option<String> {
        self.text(language, |texts| texts.hint)
    }

    /// The first of the alternatives of a text whose arguments are all known.
    fn text(&self, language: Language, part: fn(&Texts) -> &'static str) -> Option<String> {
        let texts = self.code.texts(language);
        part(&texts)
            .split('|')
            .filter(|alternative| !alternative.is_empty())
            .find_map(|alternative| fill(alternative, |name| self.argument(name, language)))
    }

    /// What fills `{name}`, where it is the same in each language.
    pub(crate) fn says(&self, name: &str) -> Option<&str> {
        self.argument(name, Language::Italian)
    }

    fn argument(&self, name: &str, language: Language) -> Option<&str> {
        let mut named = self.arguments.iter().filter(|(of, _)| *of == name);
        named.next().map(|(_, label)| label.get(language))
    }
}
