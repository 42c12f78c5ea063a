//! What somebody has done to a workbook of ours: the inputs that were changed, as lines of a file
//! that extends the scenario, and everything else that is not as it was written.

use std::collections::BTreeMap;
use std::sync::Arc;

use cittadella_engine::diagnostic::{Code, Diagnostic, Medium, Place as Spot};
use cittadella_engine::quantity::{Decimal, from_float};
use cittadella_engine::scenario::{Edit, NewValue, OverlayLine, overlay_line};
use cittadella_engine::sheet::{Input, InputId, Level};
use cittadella_engine::wording::Label;

use super::compare::{Comparison, Difference, Kind, compare, month_of, shown_value};
use super::formula_text::same_formula;
use super::inside::{Inside, NotInside};
use super::rebuild::{NotRebuilt, Rebuilt, rebuild};
use super::{ForeignValue, Refusal, Workbook};
use crate::book::{Book, Cell, Colour};
use crate::inputs::is_date;

/// A workbook held against the scenario inside it.
#[derive(Debug)]
pub struct Examined {
    /// The scenario inside.
    pub inside: Inside,
    /// Whether the texts inside are those from which the workbook was written.
    pub source_is_whole: bool,
    /// Everything that is not as it was written.
    pub comparison: Comparison,
    /// The inputs that were changed.
    pub edits: Vec<OverlayLine>,
    /// What was changed and may not be, or cannot be said in an overlay.
    pub refused: Vec<Diagnostic>,
    /// The case that is chosen, where it is not the base case.
    pub chosen_case: Option<String>,
    /// The values that the workbook shows and that the scenario does not give with these changes
    /// in this case.
    pub wrong_values: Vec<Difference>,
}

/// Why a workbook cannot be examined.
#[derive(Debug, Clone, PartialEq)]
pub enum NotExamined {
    /// It is no workbook that may be read.
    Refused(Refusal),
    /// It holds no scenario.
    NoScenario(Label),
    /// The scenario inside is refused by this version.
    NotRebuilt(NotRebuilt),
}

impl From<Refusal> for NotExamined {
    fn from(refusal: Refusal) -> NotExamined {
        NotExamined::Refused(refusal)
    }
}

impl From<NotRebuilt> for NotExamined {
    fn from(why: NotRebuilt) -> NotExamined {
        NotExamined::NotRebuilt(why)
    }
}

/// The text of a file that extends the scenario with what was changed, the old values beside the new
/// ones.
pub fn overlay(examined: &Examined, workbook: &str) -> String {
    let (main, language) = (&examined.inside.main, examined.inside.language);
    let head = Label::new(
        format!("Le modifiche di {workbook} a {main}"),
        format!("What was changed in {workbook}, over {main}"),
    );
    let was = language.pick("era", "was");
    let mut text = format!("# {}.\nextends = {main:?}\n\n", head.get(language));
    for line in &examined.edits {
        text += &format!("{} = {} # {was} {}\n", line.path, line.value, line.before);
    }
    text
}

/// Reads a workbook, builds its scenario again and compares.
///
/// # Errors
/// [`NotExamined`]; what is wrong with single cells is no error but part of the result.
pub fn examine(file: &str, bytes: Vec<u8>) -> Result<Examined, NotExamined> {
    let mut workbook = Workbook::open(bytes)?;
    let inside = Inside::read(&mut workbook).map_err(|why| match why {
        NotInside::Refused(refusal) => NotExamined::Refused(refusal),
        NotInside::Broken(label) => NotExamined::NoScenario(label),
    })?;
    let built = rebuild(&inside, &inside.main, &inside.texts, None)?;
    let mut comparison = compare(&built.book, &mut workbook)?;
    let mut reading = Reading {
        file,
        built: &built,
        refused: Vec::new(),
    };
    reading.names(&workbook);
    let edits = reading.edits(&comparison);
    reading.others(&comparison);
    let (lines, chosen) = (reading.lines(&edits), reading.case(&comparison));
    let refused = reading.refused;
    let changed = !lines.is_empty() || chosen.is_some();
    let mut examined = Examined {
        source_is_whole: inside.hash.as_ref() == Some(&built.hash),
        chosen_case: chosen.map(|position| built.cases[position].clone()),
        inside,
        edits: lines,
        refused,
        wrong_values: Vec::new(),
        comparison: Comparison::default(),
    };
    // With inputs changed the workbook has computed another plan: that of the overlay.
    let found = if changed && examined.refused.is_empty() {
        let name = format!("{file}.toml");
        let mut texts = examined.inside.texts.clone();
        texts.insert(name.clone(), overlay(&examined, file));
        match rebuild(&examined.inside, &name, &texts, chosen) {
            Ok(again) => {
                let mut found = compare(&again.book, &mut workbook)?.differences;
                found.retain(|found| is_computed(&again.book, &found.worksheet));
                found
            }
            Err(NotRebuilt::Scenario(found)) => {
                examined.refused.extend(found);
                Vec::new()
            }
            Err(why) => return Err(why.into()),
        }
    } else {
        comparison.differences.clone()
    };
    let is_value = |found: &Difference| matches!(found.kind, Kind::Value { .. });
    examined.wrong_values = found.into_iter().filter(is_value).collect();
    comparison.differences.retain(|found| !is_value(found));
    examined.comparison = comparison;
    Ok(examined)
}

/// Whether a worksheet shows the plan alone. Pages for readers also quote the text of the scenario,
/// which the overlay adds to, and values that were stored when the workbook was written.
fn is_computed(book: &Book, name: &str) -> bool {
    let mut named = book
        .worksheets
        .iter()
        .filter(|worksheet| worksheet.name == name);
    named
        .next()
        .is_some_and(|worksheet| match worksheet.colour {
            Colour::Calculation | Colour::Statement | Colour::Input => true,
            Colour::Output | Colour::Audit => false,
        })
}

/// The place of a cell, for messages.
fn spot(file: &str, worksheet: &str, cell: Cell) -> Spot {
    Spot {
        file: Arc::from(format!("{file}:{worksheet}")),
        line: cell.row + 1,
        column: u32::from(cell.column) + 1,
        start: 0,
        end: 0,
        medium: Medium::Worksheet,
    }
}

/// What differs, while it is understood.
struct Reading<'a> {
    file: &'a str,
    built: &'a Rebuilt,
    refused: Vec<Diagnostic>,
}

/// Values of one input that differ: of a series by month.
type Found = BTreeMap<InputId, BTreeMap<usize, (ForeignValue, Spot)>>;

impl Reading<'_> {
    fn book(&self) -> &Book {
        &self.built.book
    }

    /// Every name of an input must lead to its cell.
    fn names(&mut self, workbook: &Workbook) {
        let found: BTreeMap<String, &str> = workbook
            .defined_names()
            .iter()
            .map(|(name, target)| (name.to_ascii_lowercase(), target.as_str()))
            .collect();
        for (name, place) in &self.built.book.names {
            let worksheet = self.built.book.worksheet(place.worksheet);
            let expected = format!("{}!{}", worksheet.quoted_name(), place.cell.anchored());
            let target = found.get(&name.to_ascii_lowercase());
            if target.is_some_and(|target| same_formula(&expected, target)) {
                continue;
            }
            let spot = spot(self.file, &worksheet.name, place.cell);
            let missing = Diagnostic::at(Code::InputNameGone, &spot).with("path", name.as_str());
            self.refused.push(match target {
                Some(target) => missing.with("found", (*target).to_owned()),
                None => missing,
            });
        }
    }

    /// The cells of inputs that differ, by input.
    fn edits(&mut self, comparison: &Comparison) -> Found {
        let mut rows = BTreeMap::new();
        for ((id, _), (_, place)) in self.built.plan.sheet.inputs().zip(&self.book().names) {
            let name = self.book().worksheet(place.worksheet).name.as_str();
            rows.insert((name, place.cell.row), (id, place.cell.column));
        }
        let mut found = Found::new();
        let mut refused = Vec::new();
        for difference in &comparison.differences {
            let key = (difference.worksheet.as_str(), difference.cell.row);
            let Some((id, first)) = rows.get(&key) else {
                continue;
            };
            let input = self.built.plan.sheet.input(*id);
            let spot = spot(self.file, &difference.worksheet, difference.cell);
            match &difference.kind {
                Kind::FormulaInInput(formula) => refused.push(
                    Diagnostic::at(Code::EditIsFormula, &spot)
                        .with("path", input.key.as_str())
                        .with("found", formula.as_str()),
                ),
                Kind::Input { now, .. } => {
                    let month = usize::from(difference.cell.column.saturating_sub(*first));
                    let months = found.entry(*id).or_default();
                    months.insert(month, (now.clone(), spot));
                }
                Kind::Case(_)
                | Kind::Formula { .. }
                | Kind::Value { .. }
                | Kind::Fixed { .. }
                | Kind::Added(_)
                | Kind::WorksheetGone => {}
            }
        }
        self.refused.extend(refused);
        found
    }

    /// Changes of cells that are no inputs.
    fn others(&mut self, comparison: &Comparison) {
        for difference in &comparison.differences {
            let spot = spot(self.file, &difference.worksheet, difference.cell);
            let shown = |text: &str| match text {
                "" => Label::new("nulla", "nothing"),
                text => Label::same(format!("`{text}`")),
            };
            let found = match &difference.kind {
                Kind::Formula { before, now } => {
                    let now = match now {
                        Some(formula) => Label::same(format!("`={formula}`")),
                        None => Label::new("un valore o nulla", "a value or nothing"),
                    };
                    Diagnostic::at(Code::FormulaChanged, &spot)
                        .with("before", before.as_str())
                        .with_label("found", now)
                }
                Kind::Fixed { before, now } => Diagnostic::at(Code::StructureChanged, &spot)
                    .with_label("before", shown(before))
                    .with_label("found", shown(now)),
                Kind::WorksheetGone => Diagnostic::at(Code::StructureChanged, &spot)
                    .with_label("before", Label::new("questo foglio", "this worksheet"))
                    .with_label("found", shown("")),
                Kind::Input { .. }
                | Kind::FormulaInInput(_)
                | Kind::Case(_)
                | Kind::Value { .. }
                | Kind::Added(_) => continue,
            };
            self.refused.push(found);
        }
    }

    /// The lines of an overlay.
    fn lines(&mut self, found: &Found) -> Vec<OverlayLine> {
        let sheet = &self.built.plan.sheet;
        let mut lines = Vec::new();
        for (id, months) in found {
            let input = sheet.input(*id);
            let mut values = match &input.level {
                Level::Scalar(value) => vec![*value],
                Level::Series(values) => values.clone(),
            };
            let mut readable = true;
            for (month, (now, spot)) in months {
                match (self.number(input, now, spot), values.get_mut(*month)) {
                    (Some(number), Some(value)) => *value = number,
                    (None, _) | (_, None) => readable = false,
                }
            }
            let Some((_, place)) = months.values().next().filter(|_| readable) else {
                continue;
            };
            let value = match &input.level {
                Level::Series(_) => NewValue::Months(values),
                Level::Scalar(_) if is_date(input) => {
                    let month = i32::try_from(values[0]).unwrap_or_default();
                    NewValue::Date(sheet.timeline().month_numbered(month))
                }
                Level::Scalar(_) => NewValue::Number(values[0]),
            };
            let edit = Edit {
                path: input.key.to_string(),
                value,
                place: place.clone(),
            };
            match overlay_line(&self.built.loaded.stated, sheet.timeline(), &edit) {
                Ok(line) => lines.push(line),
                Err(found) => self.refused.push(*found),
            }
        }
        lines
    }

    /// The number of a changed cell; of a date its month number.
    fn number(&mut self, input: &Input, now: &ForeignValue, spot: &Spot) -> Option<Decimal> {
        let timeline = self.built.plan.sheet.timeline();
        let number = match now {
            ForeignValue::Number(serial) if is_date(input) => {
                month_of(*serial).map(|month| timeline.number_of(month).into())
            }
            ForeignValue::Day(day) if is_date(input) => {
                let month = day.get(..7).and_then(|month| month.parse().ok());
                month.map(|month| timeline.number_of(month).into())
            }
            ForeignValue::Number(number) => from_float(*number),
            ForeignValue::Nothing
            | ForeignValue::Text(_)
            | ForeignValue::Day(_)
            | ForeignValue::Boolean(_)
            | ForeignValue::Error(_) => None,
        };
        if number.is_none() {
            let found = match shown_value(now).as_str() {
                "" => Label::new("nulla", "nothing"),
                shown => Label::same(format!("`{shown}`")),
            };
            let allowed = if is_date(input) {
                Label::new("una data: conta il suo mese", "a date: its month counts")
            } else {
                Label::new("un numero", "a number")
            };
            let before = match &input.level {
                Level::Scalar(value) => *value,
                Level::Series(values) => values.first().copied().unwrap_or_default(),
            };
            let before = if is_date(input) {
                let month = i32::try_from(before).unwrap_or_default();
                timeline.month_numbered(month).to_string()
            } else {
                before.normalize().to_string()
            };
            self.refused.push(
                Diagnostic::at(Code::EditNotANumber, spot)
                    .with("path", input.key.as_str())
                    .with_label("found", found)
                    .with_label("allowed", allowed)
                    .with("before", before),
            );
        }
        number
    }

    /// The position of the chosen case beside the base case.
    fn case(&mut self, comparison: &Comparison) -> Option<usize> {
        for difference in &comparison.differences {
            let Kind::Case(now) = &difference.kind else {
                continue;
            };
            let chosen = shown_value(now);
            let mut cases = self.built.cases.iter();
            if let Some(position) = cases.position(|name| *name == chosen) {
                return Some(position);
            }
            let spot = spot(self.file, &difference.worksheet, difference.cell);
            self.refused.push(
                Diagnostic::at(Code::StructureChanged, &spot)
                    .with_label("before", Label::new("uno dei casi", "one of the cases"))
                    .with("found", format!("`{chosen}`")),
            );
        }
        None
    }
}
