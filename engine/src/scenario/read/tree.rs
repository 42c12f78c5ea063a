//! TOML as an owned tree in which every key and value knows its place and its own text.

use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, LineIndex, Medium, Place};
use crate::wording::Label;

/// Tables and lists may lie this deep in one another.
const DEEPEST: usize = 64;
/// A list or a table may have this many entries.
pub(super) const MOST_ENTRIES: usize = 2_000;

/// A value with its places.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Where the value is.
    pub(super) place: Place,
    /// Where its key is; the value's place in a list.
    pub(super) key_place: Place,
    /// The value.
    pub(super) value: Value,
}

/// A value of TOML; numbers keep the digits that were written.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// A text in quotes.
    Text(String),
    /// A number as written, without underscores.
    Number(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A date of TOML, which the language does not use.
    Date(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

/// A table in the order of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// Keys with their values.
    pub(super) entries: Vec<(String, Node)>,
}

/// A table without keys, to read from where one is missing.
pub(super) static EMPTY: Table = Table {
    entries: Vec::new(),
};

impl Table {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        let mut found = self.entries.iter().filter(|(name, _)| name == key);
        found.next().map(|(_, node)| node)
    }

    /// The value at a path of keys, without wildcards.
    pub(super) fn at(&self, path: &str) -> Option<&Node> {
        let mut names = path.split('.');
        let mut found = self.get(names.next()?)?;
        for name in names {
            found = found.table()?.get(name)?;
        }
        Some(found)
    }

    /// The value of a key, to change it.
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let mut found = self.entries.iter_mut().filter(|(name, _)| name == key);
        found.next().map(|(_, node)| node)
    }

    /// The keys, in order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(key, _)| key.as_str())
    }
}

impl Node {
    /// Where the reader of a message looks for it: the key of a text, the cell of a table, whose
    /// keys stand far above it.
    pub(super) fn stated_at(&self) -> &Place {
        match self.place.medium {
            Medium::Text => &self.key_place,
            Medium::Csv | Medium::Worksheet => &self.place,
        }
    }

    /// The table, where it is one.
    pub(super) fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            Value::Text(_)
            | Value::Number(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::List(_) => None,
        }
    }

    /// The text, where it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Number(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::List(_)
            | Value::Table(_) => None,
        }
    }

    /// What kind of value it is, for messages.
    pub(super) fn kind(&self) -> Label {
        match &self.value {
            Value::Text(_) => Label::new("un testo", "a text"),
            Value::Number(_) => Label::new("un numero", "a number"),
            Value::Boolean(_) => Label::new("vero o falso", "true or false"),
            Value::Date(_) => Label::new("una data TOML", "a TOML date"),
            Value::List(_) => Label::new("un elenco", "a list"),
            Value::Table(_) => Label::new("una tabella", "a table"),
        }
    }
}

/// How many mistakes of syntax are told at once: later ones mostly follow from the first.
const SYNTAX_ERRORS_MAX: usize = 20;
/// Up to this size a text is searched for further mistakes of syntax after the first.
const RECOVERED_BYTES_MAX: usize = 20_000;

/// Parses a text; where it has mistakes of syntax, the first ones.
pub(super) fn parse(index: &LineIndex) -> Result<Table, Vec<Diagnostic>> {
    let text: &str = index.text();
    // A parser that goes on after a mistake is slow on a long text that is no TOML at all.
    let recovered = if text.len() > RECOVERED_BYTES_MAX {
        DeTable::parse(text).map_err(|error| vec![error])
    } else {
        let (root, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            Ok(root)
        } else {
            Err(errors)
        }
    };
    let root = match recovered {
        Ok(root) => root,
        Err(errors) => {
            return Err(errors
                .iter()
                .take(SYNTAX_ERRORS_MAX)
                .map(|error| syntax(index, error.message(), error.span()))
                .collect());
        }
    };
    let mut diagnostics = Vec::new();
    let table = table(index, root.get_ref(), 1, &mut diagnostics);
    if diagnostics.is_empty() {
        Ok(table)
    } else {
        Err(diagnostics)
    }
}

/// Parses the value of a `--set`: TOML where it is, else a text.
pub(super) fn parse_value(index: &LineIndex, start: usize) -> Node {
    let text: &str = index.text();
    let place = index.place(start..text.len());
    let written = &text[start..];
    let mut diagnostics = Vec::new();
    let value = match DeValue::parse(written) {
        Ok(parsed) => convert(index, parsed.get_ref(), &place, 1, &mut diagnostics),
        Err(_) => Value::Text(written.trim().to_owned()),
    };
    at_one_place(
        Node {
            place: place.clone(),
            key_place: place.clone(),
            value,
        },
        &place,
    )
}

fn at_one_place(mut node: Node, place: &Place) -> Node {
    node.place = place.clone();
    node.key_place = place.clone();
    node.value = match node.value {
        Value::List(nodes) => Value::List(
            nodes
                .into_iter()
                .map(|node| at_one_place(node, place))
                .collect(),
        ),
        Value::Table(table) => Value::Table(Table {
            entries: table
                .entries
                .into_iter()
                .map(|(key, node)| (key, at_one_place(node, place)))
                .collect(),
        }),
        scalar @ (Value::Text(_) | Value::Number(_) | Value::Boolean(_) | Value::Date(_)) => scalar,
    };
    node
}

fn syntax(index: &LineIndex, message: &str, span: Option<std::ops::Range<usize>>) -> Diagnostic {
    let place = index.place(span.unwrap_or(0..0));
    if message.contains("recursion") {
        return too_deep(&place);
    }
    let found = message.lines().next().unwrap_or_default();
    let (italian, hint) = if message.contains("duplicate") {
        let hint = Label::new(
            "ogni chiave si scrive una volta sola: togli una delle due righe",
            "each key is written once: remove one of the two lines",
        );
        ("chiave ripetuta", hint)
    } else if message.contains("string") {
        let hint = Label::new(
            "controlla che ogni testo abbia le virgolette all'inizio e alla fine",
            "check that every text has quotes at its beginning and its end",
        );
        ("testo senza virgolette di chiusura", hint)
    } else {
        let hint = Label::new(
            "una riga è `chiave = valore`; i testi stanno tra virgolette, i numeri no",
            "a line is `key = value`; texts stand in quotes, numbers do not",
        );
        ("qui la riga non si capisce", hint)
    };
    Diagnostic::at(Code::Syntax, &place)
        .with_label("found", Label::new(italian, found))
        .with_label("hint", hint)
}

fn too_deep(place: &Place) -> Diagnostic {
    Diagnostic::at(Code::NestingTooDeep, place).with("most", DEEPEST.to_string())
}

fn table(
    index: &LineIndex,
    table: &DeTable<'_>,
    depth: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Table {
    let mut entries = Vec::with_capacity(table.len().min(MOST_ENTRIES));
    for (key, value) in table.iter() {
        let key_place = index.place(key.span());
        if entries.len() == MOST_ENTRIES {
            diagnostics.push(too_many(&key_place, key.get_ref(), table.len()));
            break;
        }
        let place = index.place(value.span());
        let converted = convert(index, value.get_ref(), &place, depth, diagnostics);
        let node = Node {
            place,
            key_place,
            value: converted,
        };
        entries.push((key.get_ref().to_string(), node));
    }
    Table { entries }
}

pub(super) fn too_many(place: &Place, path: &str, found: usize) -> Diagnostic {
    Diagnostic::at(Code::TooMany, place)
        .with("path", path)
        .with("found", found.to_string())
        .with("most", MOST_ENTRIES.to_string())
}

fn convert(
    index: &LineIndex,
    value: &DeValue<'_>,
    place: &Place,
    depth: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    if depth > DEEPEST {
        diagnostics.push(too_deep(place));
        return Value::Boolean(false);
    }
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Number(decimal_digits(number.as_str(), number.radix())),
        DeValue::Float(number) => Value::Number(number.as_str().replace('_', "")),
        DeValue::Boolean(value) => Value::Boolean(*value),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(values) => {
            if values.len() > MOST_ENTRIES {
                diagnostics.push(too_many(place, &place.to_string(), values.len()));
                return Value::List(Vec::new());
            }
            let nodes = values.iter().map(|value| {
                let place = index.place(value.span());
                Node {
                    place: place.clone(),
                    key_place: place.clone(),
                    value: convert(index, value.get_ref(), &place, depth + 1, diagnostics),
                }
            });
            Value::List(nodes.collect())
        }
        DeValue::Table(inner) => Value::Table(table(index, inner, depth + 1, diagnostics)),
    }
}

/// The decimal digits of a whole number, which TOML may write to other bases.
fn decimal_digits(text: &str, radix: u32) -> String {
    let digits = text.replace('_', "");
    if radix == 10 {
        return digits;
    }
    match i128::from_str_radix(&digits, radix) {
        Ok(number) => number.to_string(),
        Err(_) => digits,
    }
}
