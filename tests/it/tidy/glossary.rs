//! Abbreviations of the field that the source uses, against `GLOSSARY.md`.

use super::source::tokens;

/// The abbreviations that may stand in a name instead of the words: nobody says the words.
const ABBREVIATIONS: &[&str] = &[
    "capex", "cfads", "dscr", "ebit", "ebitda", "imu", "inail", "inps", "irap", "ires", "irr",
    "isa", "llcr", "npv", "oic", "opex", "plcr", "tfr", "vat", "wacc",
];

/// Spellings that another word of the glossary is for, with that word.
const INSTEAD: &[(&str, &str)] = &[
    ("amortisation_period", "depreciation"),
    ("dso", "payment days"),
    ("installment", "instalment"),
    ("overdraft", "revolver"),
    ("receivables_days", "payment days"),
    ("redemption", "repayment"),
];

/// The abbreviations in names of this text that the glossary does not explain, and the words that
/// it has another word for.
pub(super) fn violations(glossary: &str, path: &str, text: &str) -> Vec<String> {
    let explained = |word: &str| {
        let lower = glossary.to_lowercase();
        lower
            .split(|c: char| !c.is_alphanumeric())
            .any(|found| found == word)
    };
    let mut found = Vec::new();
    for token in tokens(text) {
        for word in token.text.split('_').map(str::to_lowercase) {
            if ABBREVIATIONS.contains(&word.as_str()) && !explained(&word) {
                found.push(format!(
                    "{path}:{}: `{word}` is not in the glossary",
                    token.line
                ));
            }
            if let Some((_, better)) = INSTEAD.iter().find(|(worse, _)| *worse == word) {
                found.push(format!(
                    "{path}:{}: `{word}` is called {better}",
                    token.line
                ));
            }
        }
    }
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::violations;

    #[test]
    fn an_abbreviation_has_to_be_explained() {
        assert!(violations("| vat | IVA |", "a.rs", "fn vat_rate() {}").is_empty());
        assert_eq!(
            violations("| vat | IVA |", "a.rs", "fn min_dscr() {}"),
            ["a.rs:1: `dscr` is not in the glossary",]
        );
    }

    #[test]
    fn one_thing_has_one_name() {
        assert_eq!(
            violations("", "a.rs", "let first_installment = 1;"),
            ["a.rs:1: `installment` is called instalment",]
        );
    }
}
