//! Columns of files: observed values that stand in a spreadsheet or a CSV file beside the scenario.
//!
//! `empirical = { file = "rents.csv", column = "price" }` becomes the list of the column's numbers,
//! each with its place in the file, so that whatever is wrong with one is told by file and row. The
//! first row in which a cell bears the column's name names the columns; empty cells are passed over.

use super::layers::Layers;
use super::reader::suggest;
use super::table::{Field, Rows};
use super::tree::{Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic, Located};
use crate::scenario::worksheet::CellValue;

/// The key under which a column may stand.
const KEY: &str = "empirical";
/// The keys that name a column.
const KEYS: [&str; 3] = ["file", "sheet", "column"];
/// The most values of a column.
const MOST_VALUES: usize = 10_000;

impl Layers<'_> {
    /// Puts the numbers of each column that the file at `path` names in the place of its name;
    /// `above` is the path of the table.
    pub(super) fn lay_in_columns(&mut self, table: &mut Table, above: &str, path: &str) {
        for (key, node) in &mut table.entries {
            let name = if above.is_empty() {
                key.clone()
            } else {
                format!("{above}.{key}")
            };
            let Value::Table(inner) = &mut node.value else {
                continue;
            };
            if key == KEY && KEYS.iter().any(|key| inner.get(key).is_some()) {
                let values = self.column(&name, node, path);
                node.value = Value::List(values.unwrap_or_default());
            } else {
                self.lay_in_columns(inner, &name, path);
            }
        }
    }

    /// The numbers of `{ file, sheet, column }`; `None` with a finding.
    fn column(&mut self, named: &str, node: &Node, path: &str) -> Option<Vec<Node>> {
        let rows = self.rows((named, &KEYS), node, path)?;
        let column = self.named(named, node, node.table()?, "column")?;
        let file = node.table()?.get("file").and_then(Node::text);
        let mut rows = rows.into_iter().filter(|row| !row.is_empty()).peekable();
        let first: Vec<String> = rows.peek().into_iter().flatten().map(title).collect();
        let header = rows.find(|row| row.iter().any(|field| title(field) == column.value));
        let Some(header) = header else {
            let found = Diagnostic::at(Code::NoSuchColumn, &column.place)
                .with("found", column.value.as_str())
                .with("file", file.unwrap_or_default())
                .with("choices", first.join(", "));
            let names = first.iter().map(String::as_str);
            self.diagnostics.push(suggest(found, &column.value, names));
            return None;
        };
        let at = header.iter().find(|field| title(field) == column.value)?.0;
        let mut reader = Rows {
            section: named,
            cited: &node.place,
            diagnostics: &mut self.diagnostics,
        };
        let mut values = Vec::new();
        for (_, cell, place) in rows.flatten().filter(|(column, ..)| *column == at) {
            if let Some(value) = reader.value(&column.value, cell, &place) {
                values.push(Node {
                    key_place: place.clone(),
                    place,
                    value,
                });
            }
        }
        self.check_count(values.len(), named, &column)?;
        Some(values)
    }

    /// A column must hold something, and not too much.
    fn check_count(&mut self, count: usize, named: &str, column: &Located<String>) -> Option<()> {
        let found = match count {
            0 => Diagnostic::at(Code::EmptyList, &column.place)
                .with("path", named)
                .with("example", "12.5"),
            _ if count > MOST_VALUES => Diagnostic::at(Code::TooMany, &column.place)
                .with("path", named)
                .with("found", count.to_string())
                .with("most", MOST_VALUES.to_string()),
            _ => return Some(()),
        };
        self.diagnostics.push(found);
        None
    }
}

/// What a cell says as the name of a column.
fn title((_, value, _): &Field) -> String {
    match value {
        CellValue::Text(text) => text.trim().to_owned(),
        CellValue::Written(_)
        | CellValue::Number(_)
        | CellValue::Percent(_)
        | CellValue::Date(_)
        | CellValue::Boolean(_)
        | CellValue::Error(_)
        | CellValue::NoValue => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::diagnostic::Code;
    use crate::quantity::Decimal;
    use crate::scenario::{Changes, Loaded, Refused, Scenario};
    use crate::uncertainty::{Distribution, Uncertain};

    const PLAN: &str = "[plan]\nname = \"P\"\nstart = \"2024-01\"\nyears = 1\n[entities.hub]\n\
        name = \"Hub\"\nkind = \"company\"\nlegal_form = \"srl\"\nfounded = \"2024-01\"\n\
        [services.events]\nentity = \"hub\"\nvat = \"vat.standard\"\n\
        revenue = { base = 10, per = \"year\", empirical = { file = \"seen.csv\", column = \"rent\" } }\n";

    fn load(csv: &str) -> Result<Loaded, Refused> {
        let files = [("plan.toml", PLAN), ("seen.csv", csv)];
        let owned = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
        Scenario::load("plan.toml", &BTreeMap::from(owned), &Changes::default())
    }

    #[test]
    fn a_column_becomes_its_numbers() {
        let csv =
            "\u{feff}where;\"rent\";note\r\nVia Roma; 12.5 ;\"a; b\"\r\n\r\nPiazza;;\n\"x\";9;y";
        let loaded = load(csv).map_err(|refused| refused.diagnostics).unwrap();
        let revenue = &loaded.scenario.services[0].revenue;
        let stated = revenue.value.uncertainty.clone().unwrap();
        let values = vec![Decimal::new(125, 1), Decimal::from(9)];
        assert_eq!(stated, Uncertain::Absolute(Distribution::Empirical(values)));
    }

    #[test]
    fn a_wrong_cell_is_told_by_its_row() {
        let refused = load("where,rent\na,10\nb,about ten\n").unwrap_err();
        let [found] = refused.diagnostics.as_slice() else {
            panic!("{:?}", refused.diagnostics);
        };
        let place = found.place.as_ref().unwrap();
        assert_eq!(
            (found.code, place.to_string()),
            (Code::NotANumber, "seen.csv:3".to_owned())
        );
        assert_eq!(place.column, 3);
    }

    #[test]
    fn a_column_that_is_not_there() {
        let refused = load("where,rents\na,10\n").unwrap_err();
        let codes: Vec<Code> = refused.diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, [Code::NoSuchColumn]);
    }
}
