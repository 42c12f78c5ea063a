//! Where a section says `table = { file = …, sheet = … }`, the rows of that file.

use super::csv;
use super::layers::Layers;
use super::reader::suggest;
use super::table::{Field, Rows, SECTIONS, TABLE, rows_of};
use super::tree::{Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic, LineIndex, Located};
use crate::scenario::source::{WorksheetError, worksheet_name};
use crate::wording::Label;

/// The keys of `table`.
const KEYS: [&str; 2] = ["file", "sheet"];
/// The endings of workbooks.
const WORKBOOKS: [&str; 2] = [".xlsx", ".xlsm"];
/// How it is written.
const EXAMPLE: &str = "table = { file = \"rents.xlsx\", sheet = \"Rents\" }";

impl Layers<'_> {
    /// Lays the rows of every table that a file names into their sections.
    pub(super) fn lay_in_tables(&mut self, tree: &mut Table, path: &str) {
        for section in SECTIONS {
            let Some(Value::Table(items)) = tree.get_mut(section).map(|node| &mut node.value)
            else {
                continue;
            };
            let Some(at) = items.entries.iter().position(|(key, _)| key == TABLE) else {
                continue;
            };
            let (_, node) = items.entries.remove(at);
            let named = format!("{section}.{TABLE}");
            let Some(rows) = self.rows((&named, &KEYS), &node, path) else {
                continue;
            };
            let mut laid = Rows {
                section,
                cited: &node.place,
                diagnostics: &mut self.diagnostics,
            };
            laid.lay_into(items, rows);
        }
    }

    /// The rows of the file that a table of the scenario names: `named` is the path of that table,
    /// with the keys that it may have.
    pub(super) fn rows(
        &mut self,
        (named, keys): (&str, &[&str]),
        node: &Node,
        path: &str,
    ) -> Option<Vec<Vec<Field>>> {
        let stated = node.table();
        let Some(table) = stated else {
            let expected = Label::new("un file e il suo foglio", "a file and its worksheet");
            self.wrong(node, named, expected);
            return None;
        };
        for (key, node) in &table.entries {
            if !keys.contains(&key.as_str()) {
                let found = Diagnostic::at(Code::UnknownKey, &node.key_place)
                    .with("path", named)
                    .with("found", key.as_str())
                    .with("choices", keys.join(", "));
                self.diagnostics
                    .push(suggest(found, key, keys.iter().copied()));
            }
        }
        let file = self.named(named, node, table, "file")?;
        let target = self.target(&file, path, "file = ")?;
        let lower = target.to_lowercase();
        if WORKBOOKS.iter().any(|ending| lower.ends_with(ending)) {
            let sheet = self.named(named, node, table, "sheet")?;
            return self.worksheet_rows(&file, &target, &sheet);
        }
        if !lower.ends_with(".csv") {
            let found = Diagnostic::at(Code::NotATable, &file.place);
            self.diagnostics.push(found.with("found", file.value));
            return None;
        }
        if let Some(sheet) = table.get("sheet") {
            self.diagnostics.push(
                Diagnostic::at(Code::Conflict, &sheet.key_place)
                    .with("path", named)
                    .with("first", format!("file = \"{}\"", file.value))
                    .with("second", "sheet"),
            );
        }
        let text = self.text(&target, Some(&file))?;
        let index = LineIndex::new(target, text);
        self.keep(&index);
        self.found(csv::records(&index))
    }

    fn worksheet_rows(
        &mut self,
        file: &Located<String>,
        target: &str,
        sheet: &Located<String>,
    ) -> Option<Vec<Vec<Field>>> {
        match self.sources.worksheet(target, &sheet.value) {
            Ok(cells) => {
                let name = worksheet_name(target, &sheet.value);
                let index = LineIndex::new(name, cells.text().0);
                self.keep(&index);
                self.found(rows_of(&index, &cells))
            }
            Err(WorksheetError::Unreadable(error)) => {
                self.unreadable(target, Some(file), error);
                None
            }
            Err(WorksheetError::Refused { reason, remedy }) => {
                self.diagnostics.push(
                    Diagnostic::at(Code::WorkbookRefused, &file.place)
                        .with("file", target)
                        .with_label("found", reason)
                        .with_label("hint", remedy),
                );
                None
            }
            Err(WorksheetError::NoSuchWorksheet(names)) => {
                let found = Diagnostic::at(Code::UnknownWorksheet, &sheet.place)
                    .with("file", target)
                    .with("found", sheet.value.as_str())
                    .with("choices", names.join(", "));
                let names = names.iter().map(String::as_str);
                self.diagnostics.push(suggest(found, &sheet.value, names));
                None
            }
        }
    }

    /// A text that must stand in the table at a path.
    pub(super) fn named(
        &mut self,
        path: &str,
        node: &Node,
        table: &Table,
        key: &'static str,
    ) -> Option<Located<String>> {
        let Some(value) = table.get(key) else {
            self.diagnostics.push(
                Diagnostic::at(Code::MissingKey, &node.place)
                    .with("path", path)
                    .with("key", key)
                    .with("example", EXAMPLE),
            );
            return None;
        };
        match value.text() {
            Some(text) => Some(Located::new(text.to_owned(), value.place.clone())),
            None => {
                let expected = Label::new("un testo tra virgolette", "a text in quotes");
                self.wrong(value, &format!("{path}.{key}"), expected);
                None
            }
        }
    }

    fn wrong(&mut self, node: &Node, path: &str, expected: Label) {
        self.diagnostics.push(
            Diagnostic::at(Code::WrongType, &node.place)
                .with("path", path)
                .with_label("expected", expected)
                .with_label("found", node.kind())
                .with("example", EXAMPLE),
        );
    }

    fn found<T>(&mut self, read: Result<T, Box<Diagnostic>>) -> Option<T> {
        match read {
            Ok(read) => Some(read),
            Err(found) => {
                self.diagnostics.push(*found);
                None
            }
        }
    }
}
