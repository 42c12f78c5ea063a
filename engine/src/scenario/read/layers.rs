//! Layers: the built-in rules, what the file extends, the file, structural `--set`.

use std::sync::Arc;

use super::paths::folder_of;
use super::reader::{nearest, suggest};
use super::tree::{self, Node, Table, Value};
use super::uncertain;
use crate::diagnostic::{Code, Diagnostic, LineIndex, Located, Source};
use crate::scenario::source::{SourceError, Sources};

/// The largest file that is read, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;
/// How many files may extend one another.
const LONGEST_CHAIN: usize = 16;
/// The statutory parameters, the lowest layer.
const ITALY: &str = include_str!("../../rules/italy.toml");
/// Where they stand, for messages.
const ITALY_NAME: &str = "rules/italy.toml";

/// The texts read so far, and what was wrong with them.
pub(super) struct Layers<'s> {
    pub(super) sources: &'s dyn Sources,
    pub(super) folder: String,
    /// The texts, for excerpts.
    pub(super) read: Vec<Source>,
    /// What was wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'s> Layers<'s> {
    /// Reads files relative to the folder of `path`.
    pub(super) fn new(path: &str, sources: &'s dyn Sources) -> Layers<'s> {
        Layers {
            sources,
            folder: folder_of(path).to_owned(),
            read: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The rules, the chain of extended files and the file itself, one over the other.
    pub(super) fn merged(&mut self, path: &str) -> Option<Table> {
        let mut merged = self.parse(ITALY_NAME, ITALY.to_owned())?;
        let mut chain = Vec::new();
        let mut seen = vec![path.to_owned()];
        let mut next = Some((path.to_owned(), None));
        while let Some((path, cited)) = next {
            let mut table = self.file(&path, cited.as_ref())?;
            next = self.extended(&mut table, &path, &mut seen);
            self.lay_in_tables(&mut table, &path);
            self.lay_in_columns(&mut table, "", &path);
            chain.push(table);
        }
        for table in chain.into_iter().rev() {
            self.lay_over(&mut merged, table, "");
        }
        self.diagnostics.is_empty().then_some(merged)
    }

    fn file(&mut self, path: &str, cited: Option<&Located<String>>) -> Option<Table> {
        let text = self.text(path, cited)?;
        self.parse(path, text)
    }

    /// The text of a file that may be as long as it is.
    pub(super) fn text(&mut self, path: &str, cited: Option<&Located<String>>) -> Option<String> {
        match self.sources.read(path) {
            Ok(text) if text.len() > LARGEST => {
                let megabytes = text.len().div_ceil(1024 * 1024);
                self.diagnostics.push(
                    Diagnostic::without_place(Code::FileTooLarge)
                        .with("file", path)
                        .with("found", megabytes.to_string()),
                );
                None
            }
            Ok(text) => Some(text),
            Err(error) => {
                self.unreadable(path, cited, error);
                None
            }
        }
    }

    /// Says that a file cannot be read.
    pub(super) fn unreadable(
        &mut self,
        path: &str,
        cited: Option<&Located<String>>,
        error: SourceError,
    ) {
        let diagnostic = match cited {
            Some(cited) => Diagnostic::at(Code::FileUnreadable, &cited.place),
            None => Diagnostic::without_place(Code::FileUnreadable),
        };
        self.diagnostics
            .push(diagnostic.with("file", path).with("found", error.reason));
    }

    fn parse(&mut self, name: &str, text: String) -> Option<Table> {
        let index = LineIndex::new(name, text);
        self.keep(&index);
        match tree::parse(&index) {
            Ok(table) => Some(table),
            Err(found) => {
                self.diagnostics.extend(found);
                None
            }
        }
    }

    /// Takes `extends` out of a file; the next file to read.
    fn extended(
        &mut self,
        table: &mut Table,
        path: &str,
        seen: &mut Vec<String>,
    ) -> Option<(String, Option<Located<String>>)> {
        let at = table.entries.iter().position(|(key, _)| key == "extends")?;
        let (_, node) = table.entries.remove(at);
        let Some(text) = node.text() else {
            let expected = crate::wording::Label::new("il nome di un file", "the name of a file");
            self.diagnostics.push(
                Diagnostic::at(Code::WrongType, &node.place)
                    .with("path", "extends")
                    .with_label("expected", expected)
                    .with_label("found", node.kind())
                    .with("example", "extends = \"base.toml\""),
            );
            return None;
        };
        let cited = Located::new(text.to_owned(), node.place.clone());
        let target = self.target(&cited, path, "extends = ")?;
        if seen.contains(&target) || seen.len() == LONGEST_CHAIN {
            seen.push(target);
            self.diagnostics.push(
                Diagnostic::at(Code::ExtendsCircle, &node.place).with("found", seen.join(" → ")),
            );
            return None;
        }
        seen.push(target.clone());
        Some((target, Some(cited)))
    }

    /// Lays one table over another, key by key.
    fn lay_over(&mut self, under: &mut Table, over: Table, path: &str) {
        replace_slots(under, &over);
        for (key, node) in over.entries {
            let path = if path.is_empty() {
                key.clone()
            } else {
                format!("{path}.{key}")
            };
            if node.text() == Some("none") {
                self.remove(under, &key, &node, &path);
                continue;
            }
            match under.get_mut(&key) {
                None => {
                    let node = self.fresh(node, &path);
                    under.entries.push((key, node));
                }
                Some(below) => self.lay_node(below, node, &key, &path),
            }
        }
    }

    /// A value that stands over nothing: what it removes is not there.
    fn fresh(&mut self, mut node: Node, path: &str) -> Node {
        if let Value::Table(table) = &mut node.value {
            let mut laid = Table::default();
            self.lay_over(&mut laid, std::mem::take(table), path);
            *table = laid;
        }
        node
    }

    fn lay_node(&mut self, below: &mut Node, over: Node, key: &str, path: &str) {
        let whole = is_level(key) || uncertain::is_key(key);
        match (&mut below.value, over.value) {
            (Value::Table(under), Value::Table(table)) if !whole && !is_list_of(&table) => {
                below.place = over.place;
                below.key_place = over.key_place;
                self.lay_over(under, table, path);
            }
            // A bare number over a table of slots replaces its level.
            (Value::Table(under), scalar @ (Value::Number(_) | Value::Text(_)))
                if under.keys().any(is_level) =>
            {
                under.entries.retain(|(key, _)| !is_level(key));
                let node = Node {
                    place: over.place.clone(),
                    key_place: over.key_place.clone(),
                    value: scalar,
                };
                under.entries.push(("base".to_owned(), node));
                below.place = over.place;
                below.key_place = over.key_place;
            }
            // Other slots over a bare number keep it as their level.
            (Value::Number(_) | Value::Text(_), Value::Table(mut table))
                if table.keys().any(is_slot) && !table.keys().any(is_level) =>
            {
                table.entries.push(("base".to_owned(), below.clone()));
                below.key_place = over.key_place;
                below.place = over.place;
                below.value = Value::Table(table);
            }
            (_, value) => {
                below.value = value;
                below.place = over.place;
                below.key_place = over.key_place;
            }
        }
    }

    fn remove(&mut self, under: &mut Table, key: &str, node: &Node, path: &str) {
        match under.entries.iter().position(|(name, _)| name == key) {
            Some(at) => {
                under.entries.remove(at);
            }
            None => {
                let found = Diagnostic::at(Code::RemovesNothing, &node.place).with("path", path);
                self.diagnostics.push(suggest(found, key, under.keys()));
            }
        }
    }

    /// Lays the value of a `--set` over the tree; every table on the way must exist. `live` are the
    /// paths of live inputs, for suggestions.
    pub(super) fn overlay(&mut self, root: &mut Table, path: &str, node: Node, live: &[&str]) {
        let names: Vec<&str> = path.split('.').collect();
        let (last, parents) = match names.split_last() {
            Some((last, parents)) if !last.is_empty() => (*last, parents),
            Some(_) | None => return,
        };
        // A table of inputs takes no number: one of those in it is meant.
        let inputs = is_quantity(&node) && is_above(path, live);
        let missing = missing_table(root, parents);
        if inputs || missing.is_some() {
            let found =
                Diagnostic::at(Code::PathMatchesNothing, &node.key_place).with("found", path);
            let near = only_below(path, live)
                .or_else(|| nearest(path, live.iter().copied()))
                .map(str::to_owned)
                .or_else(|| mended(root, &names, missing?));
            self.diagnostics.push(match near {
                Some(near) => found.with("suggestion", near),
                None => found,
            });
            return;
        }
        let mut table = root;
        for name in parents {
            match table.get_mut(name).map(|node| &mut node.value) {
                Some(Value::Table(inner)) => table = inner,
                Some(_) | None => return,
            }
        }
        let over = Table {
            entries: vec![(last.to_owned(), node)],
        };
        self.lay_over(table, over, &parents.join("."));
    }

    /// Remembers a text, for excerpts.
    pub(super) fn keep(&mut self, index: &LineIndex) {
        self.read.push(Source {
            file: Arc::clone(index.file()),
            text: Arc::clone(index.text()),
        });
    }
}

/// Whether a `--set` states a number or moves one.
fn is_quantity(node: &Node) -> bool {
    match &node.value {
        Value::Number(_) => true,
        Value::Text(text) => text
            .trim_start()
            .starts_with(|first: char| first.is_ascii_digit() || "+-*=".contains(first)),
        Value::Boolean(_) | Value::Date(_) | Value::List(_) | Value::Table(_) => false,
    }
}

fn is_below(of: &str, path: &str) -> bool {
    let rest = of.strip_prefix(path);
    rest.is_some_and(|rest| rest.starts_with('.'))
}

/// Whether a path is not a live input, but stands above some.
fn is_above(path: &str, live: &[&str]) -> bool {
    live.iter().any(|of| is_below(of, path)) && !live.contains(&path)
}

/// The one live input below a path, if there is one only.
pub(super) fn only_below<'a>(path: &str, live: &[&'a str]) -> Option<&'a str> {
    let mut found = live.iter().filter(|of| is_below(of, path));
    let only = found.next()?;
    found.next().is_none().then_some(*only)
}

/// The position of the first name that is no table of the tree.
fn missing_table(root: &Table, names: &[&str]) -> Option<usize> {
    let mut table = root;
    for (position, name) in names.iter().enumerate() {
        match table.get(name).and_then(Node::table) {
            Some(inner) => table = inner,
            None => return Some(position),
        }
    }
    None
}

/// A path whose name at `position` is not in the tree, with the nearest name there instead; only
/// where the whole path then exists.
fn mended(root: &Table, names: &[&str], position: usize) -> Option<String> {
    let (before, wrong) = (&names[..position], names[position]);
    let table = if before.is_empty() {
        Some(root)
    } else {
        root.at(&before.join(".")).and_then(Node::table)
    };
    let near = nearest(wrong, table?.keys())?;
    let mended = [before, &[near], &names[position + 1..]].concat().join(".");
    root.at(&mended).map(|_| mended)
}

fn is_level(key: &str) -> bool {
    matches!(key, "base" | "from" | "yearly")
}

fn is_slot(key: &str) -> bool {
    is_level(key) || uncertain::is_key(key) || key == "per"
}

/// Tables whose keys are data rather than words of the language (dates, paths) are replaced whole.
fn is_list_of(table: &Table) -> bool {
    table
        .keys()
        .any(|key| key.contains('.') || key.starts_with(|first: char| first.is_ascii_digit()))
}

/// A slot that the upper layer states takes the place of the whole slot below.
fn replace_slots(under: &mut Table, over: &Table) {
    if over.keys().any(is_level) {
        under.entries.retain(|(key, _)| !is_level(key));
    }
    if over.keys().any(uncertain::is_key) {
        under.entries.retain(|(key, _)| !uncertain::is_key(key));
    }
}
