//! What a scenario was read from, kept so that it can be read again elsewhere.

use std::cell::RefCell;
use std::collections::BTreeMap;

use cittadella_engine::quantity::Decimal;
use cittadella_engine::scenario::{CellValue, SourceError, Sources, Worksheet, WorksheetError};
use serde_json::{Value, json};

/// Texts and worksheets by the paths of their files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Remembered {
    texts: BTreeMap<String, String>,
    worksheets: BTreeMap<(String, String), Worksheet>,
}

impl Sources for Remembered {
    fn read(&self, path: &str) -> Result<String, SourceError> {
        self.texts.read(path)
    }

    fn worksheet(&self, path: &str, name: &str) -> Result<Worksheet, WorksheetError> {
        let key = (path.to_owned(), name.to_owned());
        match self.worksheets.get(&key) {
            Some(worksheet) => Ok(worksheet.clone()),
            None => self.texts.worksheet(path, name),
        }
    }
}

impl Remembered {
    /// All of it as JSON.
    pub(crate) fn to_json(&self) -> Value {
        let worksheets = self.worksheets.iter().map(|((path, name), worksheet)| {
            let cells = worksheet.cells.iter();
            let cells = cells.map(|((row, column), cell)| {
                let (kind, text) = written(cell);
                json!([row, column, kind, text])
            });
            json!([path, name, cells.collect::<Vec<_>>()])
        });
        json!({ "texts": self.texts, "worksheets": worksheets.collect::<Vec<_>>() })
    }

    /// What [`Remembered::to_json`] wrote.
    pub(crate) fn from_json(value: &Value) -> Option<Remembered> {
        let texts = value["texts"].as_object()?.iter();
        let texts = texts.map(|(path, text)| Some((path.clone(), text.as_str()?.to_owned())));
        let worksheets = value["worksheets"].as_array()?.iter().map(|worksheet| {
            let text = |at: usize| worksheet[at].as_str().map(str::to_owned);
            let cells = worksheet[2].as_array()?.iter().map(|cell| {
                let place = |at: usize| u32::try_from(cell[at].as_u64()?).ok();
                let value = read(cell[2].as_str()?, cell[3].as_str()?)?;
                Some(((place(0)?, place(1)?), value))
            });
            let cells = cells.collect::<Option<_>>()?;
            Some(((text(0)?, text(1)?), Worksheet { cells }))
        });
        Some(Remembered {
            texts: texts.collect::<Option<_>>()?,
            worksheets: worksheets.collect::<Option<_>>()?,
        })
    }
}

/// A cell as a kind and a text.
fn written(cell: &CellValue) -> (&'static str, String) {
    match cell {
        CellValue::Text(text) => ("text", text.clone()),
        CellValue::Number(number) => ("number", number.to_string()),
        CellValue::Written(text) => ("written", text.clone()),
        CellValue::Percent(number) => ("percent", number.to_string()),
        CellValue::Date(text) => ("date", text.clone()),
        CellValue::Boolean(value) => ("boolean", value.to_string()),
        CellValue::Error(text) => ("error", text.clone()),
        CellValue::NoValue => ("no value", String::new()),
    }
}

/// The cell that [`written`] wrote.
fn read(kind: &str, text: &str) -> Option<CellValue> {
    let owned = || text.to_owned();
    let number = || text.parse::<Decimal>().ok();
    match kind {
        "text" => Some(CellValue::Text(owned())),
        "number" => number().map(CellValue::Number),
        "written" => Some(CellValue::Written(owned())),
        "percent" => number().map(CellValue::Percent),
        "date" => Some(CellValue::Date(owned())),
        "boolean" => text.parse().ok().map(CellValue::Boolean),
        "error" => Some(CellValue::Error(owned())),
        "no value" => Some(CellValue::NoValue),
        _ => None,
    }
}

/// Files that are remembered as they are read.
pub(crate) struct Seen<'a> {
    sources: &'a dyn Sources,
    files: RefCell<Remembered>,
}

impl<'a> Seen<'a> {
    /// Reads through these sources.
    pub(crate) fn through(sources: &'a dyn Sources) -> Seen<'a> {
        Seen {
            sources,
            files: RefCell::default(),
        }
    }

    /// What has been read.
    pub(crate) fn files(self) -> Remembered {
        self.files.into_inner()
    }
}

impl Sources for Seen<'_> {
    fn read(&self, path: &str) -> Result<String, SourceError> {
        let text = self.sources.read(path)?;
        let mut files = self.files.borrow_mut();
        files.texts.insert(path.to_owned(), text.clone());
        Ok(text)
    }

    fn worksheet(&self, path: &str, name: &str) -> Result<Worksheet, WorksheetError> {
        let worksheet = self.sources.worksheet(path, name)?;
        let mut files = self.files.borrow_mut();
        let key = (path.to_owned(), name.to_owned());
        files.worksheets.insert(key, worksheet.clone());
        Ok(worksheet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_read_again_alike() {
        let cells = [
            CellValue::Text("m²".to_owned()),
            CellValue::Number("12.50".parse().unwrap()),
            CellValue::Written("007".to_owned()),
            CellValue::Percent("0.22".parse().unwrap()),
            CellValue::Date("2025-03-01".to_owned()),
            CellValue::Boolean(true),
            CellValue::Error("#REF!".to_owned()),
            CellValue::NoValue,
        ];
        let places = (0..).map(|row| (row, 3));
        let mut from = Remembered::default();
        from.texts
            .insert("plan.toml".to_owned(), "[plan]".to_owned());
        let worksheet = Worksheet {
            cells: places.zip(cells).collect(),
        };
        let key = ("rents.xlsx".to_owned(), "Rents".to_owned());
        from.worksheets.insert(key, worksheet);
        let seen = Seen::through(&from);
        assert!(seen.read("plan.toml").is_ok());
        assert!(seen.worksheet("rents.xlsx", "Rents").is_ok());
        assert!(seen.worksheet("rents.xlsx", "Other").is_err());
        let files = seen.files();
        assert_eq!(files, from);
        assert_eq!(Remembered::from_json(&files.to_json()), Some(from));
    }
}
