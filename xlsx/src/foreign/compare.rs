//! A workbook that comes back against the [`Book`] that was written: cell by cell, formula by
//! formula, value by value.

use std::collections::{BTreeMap, BTreeSet};

use calamine::{ExcelDateTime, ExcelDateTimeType};
use cittadella_engine::calendar::YearMonth;
use cittadella_engine::quantity::Unit;

use super::formula_text::same_formula;
use super::worksheet::LAST_DAY;
use super::{ForeignCell, ForeignValue, Refusal, Workbook};
use crate::book::{Book, Cached, Cell, Content, Look, NumberFormat, Part, Place, WorksheetId};
use crate::calculations::serial;

/// A recalculated amount of money may differ by less than half a cent, and shows the same cents.
const MONEY: f64 = 0.005;
/// Other recalculated numbers agree to nine digits.
const RELATIVE: f64 = 1e-9;

/// What differs in one cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The worksheet.
    pub worksheet: String,
    /// The cell.
    pub cell: Cell,
    /// What differs.
    pub kind: Kind,
}

/// What differs.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// The stated value of an input: another number or, of a date, another month.
    Input {
        /// What was written.
        before: f64,
        /// What stands there.
        now: ForeignValue,
    },
    /// A formula typed into the cell of an input.
    FormulaInInput(String),
    /// The chosen case.
    Case(ForeignValue),
    /// A formula that was written and is another one or gone; what stands there instead.
    Formula {
        /// The formula that was written.
        before: String,
        /// The formula that stands there; `None` where there is a value or nothing.
        now: Option<String>,
    },
    /// The value stored beside a formula.
    Value {
        /// What the engine computed.
        expected: Cached,
        /// What stands there.
        found: ForeignValue,
    },
    /// Any other cell that was written.
    Fixed {
        /// What was written.
        before: String,
        /// What stands there.
        now: String,
    },
    /// A cell in which nothing was written.
    Added(String),
    /// A whole worksheet is missing.
    WorksheetGone,
}

/// Everything that differs, in the order of the worksheets and their cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// What differs.
    pub differences: Vec<Difference>,
    /// Worksheets of the file that were not written: somebody's own.
    pub added_worksheets: Vec<String>,
    /// How many formulas were compared.
    pub formulas: usize,
}

/// Compares a workbook with what was written.
///
/// # Errors
/// Where a worksheet of the file is malformed.
pub fn compare(book: &Book, workbook: &mut Workbook) -> Result<Comparison, Refusal> {
    let names: BTreeSet<String> = workbook.worksheet_names().into_iter().collect();
    let written: BTreeSet<&str> = book
        .worksheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    let mut comparison = Comparison {
        added_worksheets: names
            .iter()
            .filter(|name| !written.contains(name.as_str()))
            .cloned()
            .collect(),
        ..Comparison::default()
    };
    let inputs: BTreeSet<Place> = book.names.iter().map(|(_, place)| *place).collect();
    for (position, worksheet) in book.worksheets.iter().enumerate() {
        let mut page = Compared {
            id: WorksheetId(position),
            name: &worksheet.name,
            inputs: &inputs,
            parts: &worksheet.cells,
            found: BTreeMap::new(),
            formulas: 0,
        };
        if !names.contains(&worksheet.name) {
            let corner = Cell::at(0, 0);
            page.note(corner, Kind::WorksheetGone);
            comparison.differences.extend(page.differences());
            continue;
        }
        let mut seen = BTreeSet::new();
        workbook.cells(&worksheet.name, |cell| {
            seen.insert(Cell::at(cell.row, cell.column));
            page.cell(&cell);
        })?;
        for (at, part) in &worksheet.cells {
            if !seen.contains(at) {
                page.written(*at, part, &nothing(*at));
            }
        }
        comparison.formulas += page.formulas;
        comparison.differences.extend(page.differences());
    }
    Ok(comparison)
}

fn nothing(at: Cell) -> ForeignCell {
    ForeignCell {
        row: at.row,
        column: at.column,
        value: ForeignValue::Nothing,
        formula: None,
    }
}

/// One worksheet while it is compared.
struct Compared<'a> {
    id: WorksheetId,
    name: &'a str,
    inputs: &'a BTreeSet<Place>,
    parts: &'a BTreeMap<Cell, Part>,
    found: BTreeMap<Cell, Kind>,
    formulas: usize,
}

impl Compared<'_> {
    fn note(&mut self, at: Cell, kind: Kind) {
        self.found.insert(at, kind);
    }

    fn differences(self) -> impl Iterator<Item = Difference> {
        let worksheet = self.name.to_owned();
        self.found.into_iter().map(move |(cell, kind)| Difference {
            worksheet: worksheet.clone(),
            cell,
            kind,
        })
    }

    /// A cell of the file.
    fn cell(&mut self, cell: &ForeignCell) {
        let at = Cell::at(cell.row, cell.column);
        let part = self.parts.get(&at);
        match part.filter(|part| part.content != Content::Blank) {
            Some(part) => self.written(at, part, cell),
            None => {
                let now = shown(cell);
                if !now.is_empty() {
                    self.note(at, Kind::Added(now));
                }
            }
        }
    }

    /// A cell that was written, and what stands there.
    fn written(&mut self, at: Cell, part: &Part, cell: &ForeignCell) {
        let kind = match &part.content {
            Content::Formula(before, expected) => {
                self.formulas += 1;
                self.formula(before, expected, part, cell)
            }
            Content::Number(before) => self.number(at, *before, part, cell),
            Content::Date(month) => self.number(at, last_day(*month), part, cell),
            Content::Text(before) | Content::Link(before, _) => {
                let same = cell.formula.is_none() && text_of(&cell.value) == before.as_str();
                match (same, part.style.look) {
                    (true, _) => None,
                    (false, Look::Input) => Some(Kind::Case(cell.value.clone())),
                    (false, _) => Some(fixed(before.clone(), cell)),
                }
            }
            Content::Blank => None,
        };
        if let Some(kind) = kind {
            self.note(at, kind);
        }
    }

    fn formula(
        &self,
        before: &str,
        expected: &Cached,
        part: &Part,
        cell: &ForeignCell,
    ) -> Option<Kind> {
        let same = cell
            .formula
            .as_ref()
            .is_some_and(|now| same_formula(before, now));
        if !same {
            return Some(Kind::Formula {
                before: before.to_owned(),
                now: cell.formula.clone(),
            });
        }
        let agrees = match (expected, &cell.value) {
            (Cached::Number(expected), ForeignValue::Number(found)) => {
                agree(*expected, *found, part.style.format)
            }
            (Cached::Text(expected), found) => expected.as_str() == text_of(found),
            (Cached::Number(_), _) => false,
        };
        (!agrees).then(|| Kind::Value {
            expected: expected.clone(),
            found: cell.value.clone(),
        })
    }

    fn number(&self, at: Cell, before: f64, part: &Part, cell: &ForeignCell) -> Option<Kind> {
        let place = Place {
            worksheet: self.id,
            cell: at,
        };
        let input = part.style.look == Look::Input || self.inputs.contains(&place);
        let now = match &cell.value {
            ForeignValue::Number(now) if cell.formula.is_none() => Some(*now),
            ForeignValue::Number(_)
            | ForeignValue::Nothing
            | ForeignValue::Text(_)
            | ForeignValue::Day(_)
            | ForeignValue::Boolean(_)
            | ForeignValue::Error(_) => None,
        };
        let is_month = matches!(part.content, Content::Date(_));
        if input {
            if let Some(formula) = &cell.formula {
                return Some(Kind::FormulaInInput(formula.clone()));
            }
            let same = now.is_some_and(|now| {
                // A whole day of the same month is the same date.
                let month =
                    is_month && month_of(now).is_some() && month_of(now) == month_of(before);
                same_digits(now, before) || month
            });
            return (!same).then(|| Kind::Input {
                before,
                now: cell.value.clone(),
            });
        }
        let same = now.is_some_and(|now| same_digits(now, before));
        (!same).then(|| fixed(number_text(before), cell))
    }
}

/// Whether a number is one that was written, or what a program saved of it that keeps the fifteen
/// digits which people can type: off by half of the last one at most.
fn same_digits(now: f64, before: f64) -> bool {
    if now.total_cmp(&before).is_eq() {
        return true;
    }
    let exponent = format!("{before:e}");
    let exponent = exponent
        .split_once('e')
        .and_then(|(_, text)| text.parse::<i32>().ok());
    let Some(exponent) = exponent else {
        return false;
    };
    // A tie may be rounded either way: hence some more than half.
    let half = format!("0.6e{}", exponent - 14).parse().unwrap_or(0.0);
    (now - before).abs() <= half
}

fn fixed(before: String, cell: &ForeignCell) -> Kind {
    Kind::Fixed {
        before,
        now: shown(cell),
    }
}

/// What stands in a cell, for a message; empty where nothing does.
fn shown(cell: &ForeignCell) -> String {
    match &cell.formula {
        Some(formula) => format!("={formula}"),
        None => shown_value(&cell.value),
    }
}

/// A value for a message; empty where there is none.
pub fn shown_value(value: &ForeignValue) -> String {
    match value {
        ForeignValue::Nothing => String::new(),
        ForeignValue::Text(text) => text.chars().take(60).collect(),
        ForeignValue::Number(number) => number_text(*number),
        ForeignValue::Day(day) => day.clone(),
        ForeignValue::Boolean(true) => "TRUE".to_owned(),
        ForeignValue::Boolean(false) => "FALSE".to_owned(),
        ForeignValue::Error(error) => error.clone(),
    }
}

/// A number in its shortest form.
pub(super) fn number_text(number: f64) -> String {
    format!("{number}")
}

fn text_of(value: &ForeignValue) -> &str {
    match value {
        ForeignValue::Text(text) => text,
        ForeignValue::Nothing
        | ForeignValue::Number(_)
        | ForeignValue::Day(_)
        | ForeignValue::Boolean(_)
        | ForeignValue::Error(_) => "",
    }
}

/// Whether a recalculated value is the one that was computed.
fn agree(expected: f64, found: f64, format: NumberFormat) -> bool {
    let difference = (expected - found).abs();
    let money = match format {
        NumberFormat::Unit(unit) | NumberFormat::RatioOrNone(unit) => unit == Unit::Euro,
        NumberFormat::Cents | NumberFormat::Thousands => true,
        NumberFormat::Text | NumberFormat::Month | NumberFormat::Whole => false,
    };
    if money {
        return difference < MONEY;
    }
    difference <= RELATIVE * expected.abs().max(found.abs()).max(1.0)
}

/// The month in which a day lies; `None` for a time of day and for numbers that are no days.
pub(super) fn month_of(serial: f64) -> Option<YearMonth> {
    if !(1.0..=LAST_DAY).contains(&serial) || serial.fract() > 0.0 {
        return None;
    }
    let day = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false);
    let (year, month, ..) = day.to_ymd_hms_milli();
    YearMonth::new(i32::from(year), u32::from(month))
}

/// The serial number of a month's last day, as dates are written.
fn last_day(month: YearMonth) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "days since 1900 are few")]
    let serial = serial(month) as f64;
    serial
}
