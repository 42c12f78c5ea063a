//! `table = { file = "rents.xlsx", sheet = "Rents" }`: the rows of a spreadsheet as items of a
//! section, as if they were written in its place.
//!
//! The first row with a cell `name` has the keys, and what stands above is a title; every row below is
//! an item. A key may lead into a table: `occupancy.full`. An empty cell leaves its key out.

use std::collections::BTreeMap;

use super::reader::suggest;
use super::tree::{MOST_ENTRIES, Node, Table, Value, too_many};
use crate::diagnostic::{Code, Diagnostic, LineIndex, Place};
use crate::scenario::worksheet::{CellValue, Worksheet};
use crate::wording::Label;

/// The sections whose items may stand in a spreadsheet.
pub(super) const SECTIONS: &[&str] = &[
    "areas", "spaces", "tenants", "services", "staff", "costs", "capex",
];
/// The key in such a section that names the spreadsheet.
pub(super) const TABLE: &str = "table";
/// The column that names the items.
const NAME: &str = "name";
/// A table may have this many rows and columns of a worksheet, counted with empty ones.
const ROWS_MAX: u32 = 10_000;
const COLUMNS_MAX: u32 = 500;

/// A cell with its column and its place.
pub(super) type Field = (usize, CellValue, Place);

/// The rows of a worksheet, with the places of their cells in its text form.
pub(super) fn rows_of(
    index: &LineIndex,
    sheet: &Worksheet,
) -> Result<Vec<Vec<Field>>, Box<Diagnostic>> {
    let (_, spans) = sheet.text();
    let mut rows: BTreeMap<u32, Vec<Field>> = BTreeMap::new();
    for ((row, column), value) in &sheet.cells {
        let span = spans.get(&(*row, *column)).cloned().unwrap_or_default();
        let place = index.place_in_worksheet(span, *column);
        if *row >= ROWS_MAX || *column >= COLUMNS_MAX {
            let (found, most) = if *row >= ROWS_MAX {
                (row + 1, ROWS_MAX)
            } else {
                (column + 1, COLUMNS_MAX)
            };
            let found = Diagnostic::at(Code::TooMany, &place)
                .with("path", index.file().to_string())
                .with("found", found.to_string())
                .with("most", most.to_string());
            return Err(Box::new(found));
        }
        // Spaces alone are how people empty a cell.
        if matches!(value, CellValue::Text(text) if text.trim().is_empty()) {
            continue;
        }
        let column = usize::try_from(*column).unwrap_or(usize::MAX);
        let fields = rows.entry(*row).or_default();
        fields.push((column, value.clone(), place));
    }
    Ok(rows.into_values().collect())
}

/// Turns rows into items of a section.
pub(super) struct Rows<'d> {
    /// The section: `tenants`.
    pub(super) section: &'d str,
    /// Where the table is named, for what is wrong with all of it.
    pub(super) cited: &'d Place,
    /// What is wrong.
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
}

impl Rows<'_> {
    /// The items, laid into the table of the section.
    pub(super) fn lay_into(&mut self, items: &mut Table, rows: Vec<Vec<Field>>) {
        let has_name = |row: &Vec<Field>| {
            let mut cells = row.iter();
            cells.any(|(_, value, _)| matches!(value, CellValue::Text(text) if text.trim() == NAME))
        };
        let mut rows: Vec<Vec<Field>> = rows.into_iter().filter(|row| !row.is_empty()).collect();
        let title = rows.iter().position(has_name).unwrap_or(0);
        let mut rows = rows.drain(title..);
        let Some(header) = rows.next() else {
            self.diagnostics
                .push(Diagnostic::at(Code::EmptyTable, self.cited));
            return;
        };
        let Some(keys) = self.keys(header) else {
            return;
        };
        let mut count = 0;
        for row in rows {
            count += 1;
            if items.entries.len() == MOST_ENTRIES {
                let found = too_many(self.cited, self.section, MOST_ENTRIES + 1);
                self.diagnostics.push(found);
                return;
            }
            if let Some((name, node)) = self.item(&keys, row) {
                self.add(items, name, node);
            }
        }
        if count == 0 {
            self.diagnostics
                .push(Diagnostic::at(Code::EmptyTable, self.cited));
        }
    }

    /// The keys by their columns; `None` where one stands twice or the names of the
    /// items are missing.
    fn keys(&mut self, header: Vec<Field>) -> Option<BTreeMap<usize, (String, Place)>> {
        let mut keys: BTreeMap<usize, (String, Place)> = BTreeMap::new();
        let first = header.first().map(|(_, _, place)| place.clone());
        let mut twice = false;
        for (column, value, place) in header {
            let key = match value {
                CellValue::Text(text) => text.trim().to_owned(),
                other @ (CellValue::Number(_)
                | CellValue::Written(_)
                | CellValue::Percent(_)
                | CellValue::Date(_)
                | CellValue::Boolean(_)
                | CellValue::Error(_)
                | CellValue::NoValue) => other.to_string(),
            };
            let mut before = keys.values();
            if let Some((_, earlier)) = before.find(|(known, _)| *known == key) {
                let there = Label::new("la prima volta qui", "first here");
                let found = Diagnostic::at(Code::ColumnTwice, &place)
                    .with("found", key.as_str())
                    .see(earlier, there);
                self.diagnostics.push(found);
                twice = true;
                continue;
            }
            keys.insert(column, (key, place));
        }
        if twice {
            return None;
        }
        if keys.values().all(|(key, _)| key != NAME) {
            let found = keys.values().map(|(key, _)| key.as_str());
            let known: Vec<&str> = found.collect();
            let missing = Diagnostic::at(Code::NoNameColumn, &first?)
                .with("section", self.section)
                .with("choices", known.join(", "));
            self.diagnostics
                .push(suggest(missing, NAME, known.iter().copied()));
            return None;
        }
        Some(keys)
    }

    /// One row as an item.
    fn item(
        &mut self,
        keys: &BTreeMap<usize, (String, Place)>,
        row: Vec<Field>,
    ) -> Option<(String, Node)> {
        let start = row.first().map(|(_, _, place)| place.clone())?;
        let mut name = None;
        let mut table = Table::default();
        for (column, value, place) in row {
            let Some((key, key_place)) = keys.get(&column) else {
                let found = Diagnostic::at(Code::ColumnWithoutKey, &place);
                self.diagnostics
                    .push(found.with("found", value.to_string()));
                continue;
            };
            let Some(value) = self.value(key, value, &place) else {
                continue;
            };
            match (key.as_str(), value) {
                (NAME, Value::Text(text)) => name = Some((text, place)),
                (NAME, other) => name = Some((shown(&other), place)),
                (_, value) => {
                    let node = Node {
                        place,
                        key_place: key_place.clone(),
                        value,
                    };
                    self.put(&mut table, key, key, node);
                }
            }
        }
        let Some((name, place)) = name else {
            self.diagnostics
                .push(Diagnostic::at(Code::RowWithoutName, &start));
            return None;
        };
        let node = Node {
            place: place.clone(),
            key_place: place,
            value: Value::Table(table),
        };
        Some((name, node))
    }

    /// What a cell says in a scenario.
    pub(super) fn value(&mut self, key: &str, value: CellValue, place: &Place) -> Option<Value> {
        let last = key.rsplit('.').next().unwrap_or(key);
        let words = last == NAME || key == "label" || key.starts_with("label.");
        Some(match value {
            CellValue::Text(text) => Value::Text(text.trim().to_owned()),
            CellValue::Written(digits) if words => Value::Text(digits),
            CellValue::Written(digits) => Value::Number(digits),
            CellValue::Number(number) => Value::Number(number.normalize().to_string()),
            percent @ CellValue::Percent(_) => Value::Text(percent.to_string()),
            // Days do not exist: the first day of a month stands for the month.
            CellValue::Date(day) => Value::Text(match day.strip_suffix("-01") {
                Some(month) => month.to_owned(),
                None => day,
            }),
            CellValue::Boolean(value) => Value::Boolean(value),
            CellValue::Error(error) => {
                let found = Diagnostic::at(Code::CellError, place).with("found", error);
                self.diagnostics.push(found.with("key", key));
                return None;
            }
            CellValue::NoValue => {
                let found = Diagnostic::at(Code::FormulaWithoutValue, place);
                self.diagnostics.push(found.with("key", key));
                return None;
            }
        })
    }

    /// Puts a value at the path that a key spells, from `rest` of it on.
    fn put(&mut self, table: &mut Table, key: &str, rest: &str, node: Node) {
        let (first, inner) = match rest.split_once('.') {
            Some((first, inner)) => (first, Some(inner)),
            None => (rest, None),
        };
        let at = table.entries.iter().position(|(known, _)| known == first);
        match (at, inner) {
            (None, None) => table.entries.push((first.to_owned(), node)),
            (None, Some(inner)) => {
                let mut below = Table::default();
                let place = node.place.clone();
                self.put(&mut below, key, inner, node);
                let below = Node {
                    place: place.clone(),
                    key_place: place,
                    value: Value::Table(below),
                };
                table.entries.push((first.to_owned(), below));
            }
            (Some(at), Some(inner)) => match &mut table.entries[at].1.value {
                Value::Table(below) => self.put(below, key, inner, node),
                Value::Text(_)
                | Value::Number(_)
                | Value::Boolean(_)
                | Value::Date(_)
                | Value::List(_) => self.beside(first, key, &node),
            },
            (Some(at), None) => {
                let path = key.to_owned();
                let other = table.entries[at].1.table();
                let other = other.and_then(|inner| inner.keys().next());
                let other = format!("{first}.{}", other.unwrap_or("…"));
                self.beside(&other, &path, &node);
            }
        }
    }

    /// A number and a part of the same number in two columns.
    fn beside(&mut self, first: &str, second: &str, node: &Node) {
        self.diagnostics.push(
            Diagnostic::at(Code::Conflict, &node.key_place)
                .with("path", self.section)
                .with("first", first)
                .with("second", second),
        );
    }

    /// Adds an item whose name must be new.
    fn add(&mut self, items: &mut Table, name: String, node: Node) {
        if let Some(earlier) = items.get(&name) {
            let there = Label::new("la prima volta qui", "first here");
            let found = Diagnostic::at(Code::NameTwice, &node.place)
                .with("found", name)
                .see(&earlier.key_place, there);
            self.diagnostics.push(found);
            return;
        }
        items.entries.push((name, node));
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Number(text) | Value::Date(text) => text.clone(),
        Value::Boolean(value) => value.to_string(),
        Value::List(_) | Value::Table(_) => "…".to_owned(),
    }
}
