//! Texts that are printed: names, labels, the currency.

use super::reader::{Item, Reader};
use crate::calendar::YearMonth;
use crate::diagnostic::{Code, Diagnostic, Located};
use crate::wording::Label;

impl Reader {
    /// Refuses a name or a label that is empty or has characters that cannot be seen.
    pub(super) fn check_shown(&mut self, path: &str, text: &Located<String>) {
        let hidden = text.value.chars().find(|letter| is_hidden(*letter));
        let found = Diagnostic::at(Code::UnseenText, &text.place).with("path", path);
        match hidden {
            Some(hidden) => {
                let code = format!("U+{:04X}", u32::from(hidden));
                self.report(found.with("found", code));
            }
            None if text.value.trim().is_empty() => self.report(found),
            None => {}
        }
    }

    /// `currency = "EUR"`: a code of ISO 4217.
    pub(super) fn currency(&mut self, item: &mut Item<'_>) -> String {
        let euro = || "EUR".to_owned();
        let Some(text) = self.optional_text(item, "currency") else {
            return euro();
        };
        let three = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        if three(&text.value) {
            return text.value;
        }
        let shown: String = text.value.chars().take(40).collect();
        let choices = Label::new(
            "tre lettere maiuscole, come \"EUR\" (ISO 4217)",
            "three capital letters, such as \"EUR\" (ISO 4217)",
        );
        let found = Diagnostic::at(Code::UnknownChoice, &text.place)
            .with("path", item.path_of("currency"))
            .with("found", shown)
            .with_label("choices", choices);
        let capital = text.value.to_ascii_uppercase();
        self.report(match capital.as_str() {
            "EURO" | "EUROS" | "€" => found.with("suggestion", "EUR"),
            capital if three(capital) => found.with("suggestion", capital),
            _ => found,
        });
        euro()
    }

    /// A body exists from the plan's first month on.
    pub(super) fn check_founded(&mut self, entity: &str, founded: &Located<YearMonth>) {
        let start = self.timeline.start();
        if founded.value > start {
            self.report(
                Diagnostic::at(Code::FoundedAfterStart, &founded.place)
                    .with("entity", entity)
                    .with("found", founded.value.to_string())
                    .with("start", start.to_string()),
            );
        }
    }
}

/// Control characters, line breaks, marks that change the direction of writing, blanks of no
/// width.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{00AD}'
                | '\u{061C}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'
                | '\u{2066}'..='\u{2069}'
                | '\u{FEFF}'
        )
}
