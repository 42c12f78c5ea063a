//! The two languages in which the program speaks.
//!
//! A text that a user may read is written once, as a [`Label`] that holds both languages side by
//! side, so that neither can be forgotten or drift from the other.

use std::fmt;

/// A language in which labels and messages exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Italian, the language of the first users and of the statutory layouts.
    Italian,
    /// English.
    English,
}

impl Language {
    /// Every language, in the order in which they are listed to users.
    pub const ALL: [Language; 2] = [Language::Italian, Language::English];

    /// The code used on the command line and in `[plan] language`: `it` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Italian => "it",
            Language::English => "en",
        }
    }

    /// The language with this code, or `None` where there is none.
    ///
    /// ```
    /// use cittadella_engine::wording::Language;
    /// assert_eq!(Language::from_code("it"), Some(Language::Italian));
    /// assert_eq!(Language::from_code("fr"), None);
    /// ```
    pub fn from_code(code: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// Chooses between the Italian and the English of two values.
    pub fn pick<T>(self, italian: T, english: T) -> T {
        match self {
            Language::Italian => italian,
            Language::English => english,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One text in both languages.
///
/// ```
/// use cittadella_engine::wording::{Label, Language};
/// let label = Label::new("Cassa", "Cash");
/// assert_eq!(label.get(Language::Italian), "Cassa");
/// assert_eq!(label.get(Language::English), "Cash");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Label {
    italian: String,
    english: String,
}

impl Label {
    /// A label from its Italian and its English text.
    pub fn new(italian: impl Into<String>, english: impl Into<String>) -> Label {
        Label {
            italian: italian.into(),
            english: english.into(),
        }
    }

    /// A label that reads the same in both languages: a proper name, a user's own text.
    pub fn same(text: impl Into<String>) -> Label {
        let text = text.into();
        Label {
            italian: text.clone(),
            english: text,
        }
    }

    /// The text in one language.
    pub fn get(&self, language: Language) -> &str {
        language.pick(&self.italian, &self.english)
    }

    /// `subject: detail`, in both languages.
    pub fn with_detail(&self, detail: &Label) -> Label {
        Label {
            italian: format!("{}: {}", self.italian, detail.italian),
            english: format!("{}: {}", self.english, detail.english),
        }
    }
}
