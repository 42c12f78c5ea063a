//! Reads keys of a table, collecting everything that is wrong.

use std::collections::BTreeMap;

use super::change::Setting;
use super::tree::{Node, Table, Value};
use super::written::{Unreadable, Written};
use crate::calendar::{Timeline, YearMonth};
use crate::diagnostic::{Code, Diagnostic, Located, Place};
use crate::quantity::Decimal;
use crate::scenario::edit::Stated;
use crate::wording::Label;

/// A live input that has been read, for paths that refer to it.
#[derive(Debug, Clone)]
pub(super) struct Live {
    pub(super) path: String,
    pub(super) uncertain: bool,
}

/// What is shared while a scenario is read.
#[derive(Debug)]
pub(super) struct Reader {
    /// The months of the plan.
    pub(super) timeline: Timeline,
    /// Whether `[plan]` states them readably.
    pub(super) months_known: bool,
    /// The plan's shown years.
    pub(super) years: u32,
    /// Everything that was found.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What stresses and `--set` change.
    pub(super) settings: Vec<Setting>,
    /// Live inputs, in the order in which they are read.
    pub(super) live: Vec<Live>,
    /// The same, with all that is stated of them.
    pub(super) stated: Vec<Stated>,
    /// The names of the items of each section, in file order.
    names: BTreeMap<&'static str, Vec<String>>,
}

/// A table of the scenario while its keys are read.
#[derive(Debug)]
pub(super) struct Item<'t> {
    /// Its path: `spaces.desks`.
    pub(super) path: String,
    /// Its last key: `desks`.
    pub(super) name: String,
    /// What it is called.
    pub(super) label: Label,
    /// Where it starts.
    pub(super) place: Place,
    /// Its keys.
    pub(super) table: &'t Table,
    /// The keys that the language has here, as they were asked for.
    pub(super) known: Vec<&'static str>,
}

impl<'t> Item<'t> {
    /// Starts to read a table.
    pub(super) fn new(path: String, label: Label, place: Place, table: &'t Table) -> Item<'t> {
        let name = path.rsplit('.').next().unwrap_or_default().to_owned();
        Item {
            path,
            name,
            label,
            place,
            table,
            known: Vec::new(),
        }
    }

    /// The value of a key, which counts as known from now on.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'t Node> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.table.get(key)
    }

    /// The path of a key.
    pub(super) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

impl Reader {
    /// A reader of a plan with these months, items and changes.
    pub(super) fn new(
        timeline: Timeline,
        years: u32,
        names: BTreeMap<&'static str, Vec<String>>,
        settings: Vec<Setting>,
    ) -> Reader {
        Reader {
            timeline,
            months_known: true,
            years,
            diagnostics: Vec::new(),
            settings,
            live: Vec::new(),
            stated: Vec::new(),
            names,
        }
    }

    /// Notes a finding.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The names of a section's items.
    pub(super) fn names(&self, section: &str) -> &[String] {
        self.names.get(section).map_or(&[], Vec::as_slice)
    }

    /// Ends an item: keys that nobody asked for are unknown.
    pub(super) fn finish(&mut self, item: &Item<'_>) {
        for (key, node) in &item.table.entries {
            if item.known.contains(&key.as_str()) {
                continue;
            }
            let choices = item.known.join(", ");
            let found = Diagnostic::at(Code::UnknownKey, &node.key_place)
                .with("path", item.path.as_str())
                .with("found", key.as_str())
                .with("choices", choices);
            let found = suggest(found, key, item.known.iter().copied());
            self.report(found);
        }
    }

    /// Refuses keys of the language that this version cannot compute.
    pub(super) fn not_yet(&mut self, item: &mut Item<'_>, keys: &[&'static str]) {
        for key in keys {
            // What cannot be computed is not offered as a key: it is known only where it stands.
            if item.table.get(key).is_none() {
                continue;
            }
            if let Some(node) = item.take(key) {
                let path = item.path_of(key);
                self.report(
                    Diagnostic::at(Code::NotComputedYet, &node.key_place).with("found", path),
                );
            }
        }
    }

    /// Says that a key is missing.
    pub(super) fn missing(&mut self, item: &Item<'_>, key: &str, example: &str) {
        self.report(
            Diagnostic::at(Code::MissingKey, &item.place)
                .with("path", item.path.as_str())
                .with("key", key)
                .with("example", example),
        );
    }

    /// Says that a value has the wrong type.
    pub(super) fn wrong_type(&mut self, node: &Node, path: &str, expected: Label, example: &str) {
        self.report(
            Diagnostic::at(Code::WrongType, &node.place)
                .with("path", path)
                .with_label("expected", expected)
                .with_label("found", node.kind())
                .with("example", example),
        );
    }

    /// A text that may be left out.
    pub(super) fn optional_text(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
    ) -> Option<Located<String>> {
        let node = item.take(key)?;
        match node.text() {
            Some(text) => Some(Located::new(text.to_owned(), node.place.clone())),
            None => {
                let expected = Label::new("un testo tra virgolette", "a text in quotes");
                self.wrong_type(
                    node,
                    &item.path_of(key),
                    expected,
                    &format!("{key} = \"…\""),
                );
                None
            }
        }
    }

    /// A text that must be there.
    pub(super) fn text(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        example: &str,
    ) -> Located<String> {
        if item.table.get(key).is_none() {
            item.take(key);
            self.missing(item, key, &format!("{key} = \"{example}\""));
        }
        let text = self.optional_text(item, key);
        text.unwrap_or_else(|| Located::new(String::new(), item.place.clone()))
    }

    /// `true` or `false`; `default` where left out.
    pub(super) fn boolean(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        default: bool,
    ) -> bool {
        let Some(node) = item.take(key) else {
            return default;
        };
        if let Value::Boolean(value) = node.value {
            return value;
        }
        let expected = Label::new("true o false", "true or false");
        self.wrong_type(node, &item.path_of(key), expected, &format!("{key} = true"));
        default
    }

    /// A whole number between two, a structural choice; `None` where left out or wrong.
    pub(super) fn integer(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        (least, most): (u64, u64),
    ) -> Option<u64> {
        let node = item.take(key)?;
        let path = item.path_of(key);
        let Value::Number(digits) = &node.value else {
            let expected = Label::new("un numero intero", "a whole number");
            let stated = node.text().and_then(|text| text.trim().parse::<u64>().ok());
            let stated = stated.filter(|number| (least..=most).contains(number));
            let shown = stated.map_or_else(|| "…".to_owned(), |number| number.to_string());
            self.wrong_type(node, &path, expected, &format!("{key} = {shown}"));
            return None;
        };
        let number = digits.parse::<u64>().ok();
        let number = number.filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let (low, high) = (Decimal::from(least.max(1).min(most)), Decimal::from(most));
            let written = Written::parse(digits).map(|written| written.number.round());
            let nearest = match written {
                Ok(number) => number.clamp(low, high),
                // Digits beyond reckoning are a large number.
                Err(Unreadable::TooManyDigits) if !digits.starts_with('-') => high,
                Err(_) => low,
            };
            let example = format!("{key} = {nearest}");
            self.report(
                Diagnostic::at(Code::OutOfBounds, &node.place)
                    .with("path", path)
                    .with("found", digits.as_str())
                    .with_label(
                        "allowed",
                        Label::new(
                            format!("un numero intero da {least} a {most}"),
                            format!("a whole number from {least} to {most}"),
                        ),
                    )
                    .with("example", example),
            );
        }
        number
    }

    /// An amount of the opening balance sheet: exact, not live; 0 where left out.
    pub(super) fn amount(&mut self, item: &mut Item<'_>, key: &'static str) -> Decimal {
        let Some(node) = item.take(key) else {
            return Decimal::ZERO;
        };
        self.amount_of(node, &item.path_of(key), key)
    }

    /// `label = "…"` or `label = { it = "…", en = "…" }`.
    pub(super) fn label(&mut self, item: &mut Item<'_>) {
        let Some(node) = item.take("label") else {
            return;
        };
        if let Some(text) = node.text() {
            item.label = Label::same(text);
            let text = Located::new(text.to_owned(), node.place.clone());
            self.check_shown(&item.path_of("label"), &text);
            return;
        }
        let Some(table) = node.table() else {
            let expected = Label::new(
                "un testo, o uno per lingua",
                "a text, or one for each language",
            );
            let example = "label = { it = \"Uffici\", en = \"Offices\" }";
            self.wrong_type(node, &item.path_of("label"), expected, example);
            return;
        };
        let path = item.path_of("label");
        let mut texts = Item::new(path, item.label.clone(), node.place.clone(), table);
        let italian = self.text(&mut texts, "it", "Uffici");
        let english = self.text(&mut texts, "en", "Offices");
        self.finish(&texts);
        for (key, text) in [("it", &italian), ("en", &english)] {
            if texts
                .table
                .get(key)
                .is_some_and(|node| node.text().is_some())
            {
                self.check_shown(&texts.path_of(key), text);
            }
        }
        item.label = Label::new(italian.value, english.value);
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, item: &mut Item<'_>, key: &'static str) -> Vec<Located<String>> {
        let Some(node) = item.take(key) else {
            return Vec::new();
        };
        let path = item.path_of(key);
        let expected = || Label::new("un elenco di testi", "a list of texts");
        let example = format!("{key} = [\"…\"]");
        let Value::List(nodes) = &node.value else {
            self.wrong_type(node, &path, expected(), &example);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for node in nodes {
            match node.text() {
                Some(text) => texts.push(Located::new(text.to_owned(), node.place.clone())),
                None => self.wrong_type(node, &path, expected(), &example),
            }
        }
        texts
    }

    /// A month of the calendar that is a structural choice.
    pub(super) fn month(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
    ) -> Option<Located<YearMonth>> {
        let text = self.optional_text(item, key)?;
        let path = item.path_of(key);
        let month = self.parse_month(&path, &text);
        month.map(|month| Located::new(month, text.place))
    }

    /// Refuses a month that the plan does not compute.
    pub(super) fn check_computed(&mut self, path: &str, month: YearMonth, place: &Place) {
        if self.timeline.month_of(month).is_none() {
            self.report(
                Diagnostic::at(Code::DateOutsidePlan, place)
                    .with("path", path)
                    .with("found", month.to_string())
                    .with("first", self.timeline.start().to_string())
                    .with("last", self.timeline.last().to_string()),
            );
        }
    }
}

/// Adds the nearest of the known words, if one is near enough to be meant.
pub(super) fn suggest<'a>(
    diagnostic: Diagnostic,
    word: &str,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    match nearest(word, known) {
        Some(near) => diagnostic.with("suggestion", near),
        None => diagnostic,
    }
}

/// The nearest known word, where it differs by a third of its letters at most.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let short: String = word.chars().take(80).collect();
    known
        .map(|near| (strsim::damerau_levenshtein(&short, near), near))
        .filter(|(distance, near)| *distance <= near.chars().count().max(3) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, near)| near)
}

/// A key as words: `meeting_room` is "Meeting room".
pub(super) fn humanised(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}
