//! A worksheet as the plain table that a scenario reads.

use calamine::{DataRef, ExcelDateTime};
use cittadella_engine::quantity::from_spreadsheet;
use cittadella_engine::scenario::{CellValue, Worksheet, WorksheetError};

use super::{Refusal, Workbook, malformed, place};

/// The last day that the format knows: 31 December 9999.
pub(super) const LAST_DAY: f64 = 2_958_465.0;

/// The cells of a worksheet of a workbook, as they are shown: percentages as such, dates as days,
/// formulas by the value that is stored beside them.
///
/// # Errors
/// Where the bytes are no workbook that may be read, or it has no such worksheet.
pub fn worksheet(bytes: Vec<u8>, name: &str) -> Result<Worksheet, WorksheetError> {
    let mut workbook = Workbook::open(bytes)?;
    let names = workbook.worksheet_names();
    if !names.iter().any(|known| known == name) {
        return Err(WorksheetError::NoSuchWorksheet(names));
    }
    Ok(workbook.table(name)?)
}

impl Workbook {
    fn table(&mut self, name: &str) -> Result<Worksheet, Refusal> {
        let mut sheet = Worksheet::default();
        let mut empty = Vec::new();
        let mut reader = self.reader(name)?;
        let percent: Vec<bool> = reader.styles().iter().map(is_percent).collect();
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(malformed)? {
            let (row, column) = place(cell.get_position())?;
            let at = (row, u32::from(column));
            let percent = percent.get(style).copied().unwrap_or(false);
            match value(cell.get_value(), percent) {
                Some(value) => {
                    sheet.cells.insert(at, value);
                }
                None => empty.push(at),
            }
        }
        drop(reader);
        if !empty.is_empty() {
            // Of the cells without a value, those with a formula are wrong.
            empty.sort_unstable();
            self.cells(name, |cell| {
                let at = (cell.row, u32::from(cell.column));
                if cell.formula.is_some() && empty.binary_search(&at).is_ok() {
                    sheet.cells.insert(at, CellValue::NoValue);
                }
            })?;
        }
        Ok(sheet)
    }
}

/// Whether a style shows numbers as percentages.
fn is_percent(style: &calamine::Style) -> bool {
    let format = style.number_format.as_ref();
    let code = format.map_or("", |format| format.format_code.as_str());
    let mut quoted = false;
    let mut escaped = false;
    code.chars().any(|sign| {
        if escaped {
            escaped = false;
            return false;
        }
        match sign {
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        sign == '%' && !quoted
    })
}

fn value(value: &DataRef<'_>, percent: bool) -> Option<CellValue> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => CellValue::Written(number.to_string()),
        DataRef::Float(number) => number_of(*number, percent),
        DataRef::DateTime(date) => day(date),
        DataRef::String(text) => CellValue::Text(text.clone()),
        DataRef::SharedString(text) => CellValue::Text((*text).to_owned()),
        DataRef::DateTimeIso(text) => {
            let day = text.strip_suffix("T00:00:00");
            CellValue::Date(day.unwrap_or(text).to_owned())
        }
        DataRef::DurationIso(text) => CellValue::Date(text.clone()),
        DataRef::Bool(value) => CellValue::Boolean(*value),
        DataRef::Error(error) => CellValue::Error(error.to_string()),
    })
}

fn number_of(number: f64, percent: bool) -> CellValue {
    match from_spreadsheet(number) {
        Some(share) if percent => CellValue::Percent(share),
        Some(number) => CellValue::Number(number),
        // More digits than are computed exactly: the scenario says so.
        None => CellValue::Written(format!("{number:e}")),
    }
}

/// A day, or a time, which no key of a scenario takes.
fn day(date: &ExcelDateTime) -> CellValue {
    let serial = date.as_f64();
    if !date.is_datetime() || !(0.0..=LAST_DAY).contains(&serial) {
        return CellValue::Date(format!("{serial} d"));
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) != (0, 0, 0) {
        text += &format!(" {hour:02}:{minute:02}:{second:02}");
    }
    CellValue::Date(text)
}
