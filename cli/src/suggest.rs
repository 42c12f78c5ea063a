//! Names that the scenario does not have, and the ones the user may have meant.

use crate::exit::{Exit, Failure};
use crate::words::{Missing, Words};

/// Lists of existing names longer than this help nobody.
const LISTED_MAX: usize = 12;

/// Letters of a name that are compared: a longer one is no slip of the finger.
const COMPARED_MAX: usize = 120;

/// The failure for a name on the command line that does not exist.
pub(crate) fn unknown<'a>(
    kind: Missing,
    name: &str,
    names: impl Iterator<Item = &'a str>,
    words: Words,
) -> Failure {
    let names: Vec<&str> = names.collect();
    let failure =
        Failure::new(Exit::Usage, words.unknown(kind, name)).effect(words.nothing_computed());
    match closest(name, &names) {
        Some(close) => failure.remedy(words.did_you_mean(close)),
        None if (1..=LISTED_MAX).contains(&names.len()) => {
            failure.remedy(words.there_are(&names.join(", ")))
        }
        None => failure,
    }
}

/// The nearest name, where it differs by a third of its letters at most.
fn closest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    let start: String = name.chars().take(COMPARED_MAX).collect();
    names
        .iter()
        .map(|known| (strsim::damerau_levenshtein(&start, known), *known))
        .filter(|(distance, known)| *distance <= known.chars().count().max(3) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cittadella_engine::wording::Language;

    fn remedy(name: &str) -> Option<String> {
        let names = ["loans.bank.closing", "loans.bank.opening"];
        let words = Words::new(Language::English);
        unknown(Missing::Row, name, names.into_iter(), words).remedy
    }

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        let close = Some("did you mean `loans.bank.closing`?".to_owned());
        assert_eq!(remedy("loans.bank.closng"), close);
        assert_eq!(remedy("loan.bank.closing"), close);
    }

    #[test]
    fn a_short_list_is_shown_where_nothing_is_near() {
        assert_eq!(
            remedy("staff").as_deref(),
            Some("there are: loans.bank.closing, loans.bank.opening")
        );
    }
}
