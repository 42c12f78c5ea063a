//! The scenario that a workbook carries: its worksheet *Scenario source*, read back.

use std::collections::BTreeMap;

use cittadella_engine::wording::{Label, Language};

use super::{ForeignValue, Refusal, Workbook};
use crate::pages::scenario_source::{FILE, HEADS, LINE, NUMBER, SETS};
use crate::workbook::{COMBINATIONS, ENGINE_VERSION, SCENARIO_HASH};

/// The worksheet's name in each language: whoever exported the plan chose one.
const NAMES: [(&str, Language); 2] = [
    ("Testo dello scenario", Language::Italian),
    ("Scenario source", Language::English),
];
/// The built-in layer, which every program has its own of.
const RULES: &str = "rules/";

/// Everything that the plan of a workbook was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inside {
    /// The texts by their names, the built-in rules among them.
    pub texts: BTreeMap<String, String>,
    /// The name of the scenario.
    pub main: String,
    /// What `--set` said.
    pub sets: Vec<String>,
    /// The combinations of stresses that stand beside each stress alone.
    pub combinations: Vec<String>,
    /// The language of the workbook.
    pub language: Language,
    /// The version that wrote the workbook.
    pub version: Option<String>,
    /// The hash of the scenario when the workbook was written.
    pub hash: Option<String>,
}

/// Why a workbook has no scenario inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotInside {
    /// It cannot be read.
    Refused(Refusal),
    /// The worksheet is missing or is not as it was written: what is wrong.
    Broken(Label),
}

impl From<Refusal> for NotInside {
    fn from(refusal: Refusal) -> NotInside {
        NotInside::Refused(refusal)
    }
}

impl Inside {
    /// The names under which the worksheet may stand, for messages.
    pub fn worksheet_names() -> String {
        NAMES.map(|(name, _)| format!("`{name}`")).join(", ")
    }

    /// Reads the scenario out of a workbook.
    ///
    /// # Errors
    /// Where the worksheet is missing, or its lines are not those of texts.
    pub fn read(workbook: &mut Workbook) -> Result<Inside, NotInside> {
        let tabs = workbook.worksheet_names();
        let known = NAMES
            .into_iter()
            .find(|(name, _)| tabs.iter().any(|tab| tab == name));
        let Some((name, language)) = known else {
            let missing = Label::new("il foglio manca", "the worksheet is missing");
            return Err(NotInside::Broken(missing));
        };
        let lines = lines_of(workbook, name)?;
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        let (mut main, mut sets) = (None, Vec::new());
        for (file, number, line) in lines {
            if file == SETS {
                if number == 1 {
                    sets.clear();
                }
                sets.push(line);
                continue;
            }
            if file.starts_with('-') {
                continue;
            }
            if !file.starts_with(RULES) {
                main.get_or_insert_with(|| file.clone());
            }
            match texts.get_mut(&file) {
                Some(text) => {
                    text.push('\n');
                    *text += &line;
                }
                None => {
                    texts.insert(file, line);
                }
            }
        }
        let main = main.ok_or_else(|| {
            let empty = Label::new("il foglio è vuoto", "the worksheet is empty");
            NotInside::Broken(empty)
        })?;
        let combinations = workbook.property(COMBINATIONS)?.unwrap_or_default();
        Ok(Inside {
            texts,
            main,
            sets,
            combinations: combinations.lines().map(str::to_owned).collect(),
            language,
            version: workbook.property(ENGINE_VERSION)?,
            hash: workbook.property(SCENARIO_HASH)?,
        })
    }
}

/// The rows of the worksheet: name of the text, number of the line, line.
fn lines_of(workbook: &mut Workbook, name: &str) -> Result<Vec<(String, u32, String)>, NotInside> {
    let mut rows: BTreeMap<u32, (Option<String>, Option<u32>, String)> = BTreeMap::new();
    workbook.cells(name, |cell| {
        if cell.row <= HEADS || cell.column > LINE {
            return;
        }
        let row = rows.entry(cell.row).or_default();
        match (cell.column, cell.value) {
            (FILE, ForeignValue::Text(text)) => row.0 = Some(text),
            (NUMBER, ForeignValue::Number(number)) => row.1 = whole(number),
            (LINE, ForeignValue::Text(text)) => row.2 = text,
            (LINE, other) => row.2 = super::shown_value(&other),
            (_, _) => {}
        }
    })?;
    let mut before: Option<(String, u32)> = None;
    let mut lines = Vec::new();
    for (row, (file, number, line)) in rows {
        let (Some(file), Some(number)) = (file, number) else {
            return Err(NotInside::Broken(broken(row)));
        };
        let follows = match &before {
            Some((known, last)) if *known == file => number == last + 1 || number == 1,
            Some(_) | None => number == 1,
        };
        if !follows {
            return Err(NotInside::Broken(broken(row)));
        }
        before = Some((file.clone(), number));
        lines.push((file, number, line));
    }
    Ok(lines)
}

fn broken(row: u32) -> Label {
    Label::new(
        format!("la riga {} del foglio non continua quella prima", row + 1),
        format!(
            "row {} of the worksheet does not continue the one above",
            row + 1
        ),
    )
}

fn whole(number: f64) -> Option<u32> {
    format!("{number}").parse().ok()
}
