//! The list of the keys of a plan: rows, figures, inputs.

use cittadella_engine::sheet::Kind;
use cittadella_engine::wording::Label;

use super::{View, number};

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    key: String,
    unit: String,
    kind: &'static str,
    label: String,
}

/// The list, rows first, then figures, then inputs, each in the order of the sheet; only keys
/// that match the pattern.
pub(crate) fn list(view: &View<'_>, pattern: Option<&str>) -> String {
    let entries = entries(view, pattern);
    let longest = |text: fn(&Entry) -> &str| {
        let lengths = entries.iter().map(|entry| text(entry).chars().count());
        lengths.max().unwrap_or(0)
    };
    let key = longest(|entry| &entry.key);
    let unit = longest(|entry| &entry.unit);
    let kind = longest(|entry| entry.kind);
    let mut text = String::new();
    for entry in &entries {
        text += &format!(
            "{:key$}  {:unit$}  {:kind$}  {}\n",
            entry.key, entry.unit, entry.kind, entry.label
        );
    }
    text
}

fn entries(view: &View<'_>, pattern: Option<&str>) -> Vec<Entry> {
    let sheet = &view.plan.sheet;
    let words = view.words;
    let entry = |key: &str, unit: String, kind, label: &Label| Entry {
        key: key.to_owned(),
        unit,
        kind,
        label: label.get(view.language()).to_owned(),
    };
    let rows = sheet.rows().map(|(_, row)| {
        let kind = match row.kind() {
            Kind::Flow => words.kind_flow(),
            Kind::Balance => words.kind_balance(),
            Kind::Rate => words.kind_rate(),
            Kind::Flag => words.kind_flag(),
        };
        entry(
            row.key().as_str(),
            number::unit_words(row.unit(), view.language()),
            kind,
            row.label(),
        )
    });
    let figures = sheet.figures().map(|(_, figure)| {
        entry(
            figure.key().as_str(),
            number::unit_words(figure.unit(), view.language()),
            words.kind_figure(),
            figure.label(),
        )
    });
    let inputs = sheet.inputs().map(|(_, input)| {
        entry(
            input.key.as_str(),
            number::unit_words(input.unit, view.language()),
            words.kind_input(),
            &input.label,
        )
    });
    rows.chain(figures)
        .chain(inputs)
        .filter(|entry| pattern.is_none_or(|pattern| matches(&entry.key, pattern)))
        .collect()
}

/// Whether a key contains the pattern or, where the pattern has a `*`, is matched by it whole.
pub(crate) fn matches(key: &str, pattern: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return key.contains(pattern);
    };
    let Some(mut key) = key.strip_prefix(first) else {
        return false;
    };
    let mut pieces: Vec<&str> = rest.split('*').collect();
    let last = pieces.pop().unwrap_or_default();
    for piece in pieces {
        let Some(at) = key.find(piece) else {
            return false;
        };
        key = &key[at + piece.len()..];
    }
    key.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_a_part_or_a_glob() {
        let key = "loans.bank.closing";
        assert!(matches(key, "bank"));
        assert!(matches(key, "loans.*.closing"));
        assert!(matches(key, "*closing"));
        assert!(matches(key, "loans*"));
        assert!(!matches(key, "loans.*.opening"));
        assert!(!matches(key, "bank*"));
        assert!(!matches("aba", "ab*ba"));
    }
}
