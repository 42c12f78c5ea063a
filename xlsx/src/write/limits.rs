//! What the file format holds at most. Nothing is cut short: what exceeds it is refused.

use crate::WorkbookError;
use crate::book::{Book, Cached, Content};

const ROWS: u32 = 1_048_576;
const COLUMNS: u16 = 16_384;
const LETTERS_OF_A_TEXT: usize = 32_767;
const LETTERS_OF_A_FORMULA: usize = 8_192;

pub(super) fn check(book: &Book) -> Result<(), WorkbookError> {
    for worksheet in &book.worksheets {
        let last = worksheet.cells.keys().map(|cell| cell.row).max();
        if let Some(last) = last.filter(|last| *last >= ROWS) {
            return Err(WorkbookError::TooManyRows {
                worksheet: worksheet.name.clone(),
                rows: last as usize + 1,
            });
        }
        let last = worksheet.cells.keys().map(|cell| cell.column).max();
        if let Some(last) = last.filter(|last| *last >= COLUMNS) {
            return Err(WorkbookError::TooManyColumns {
                worksheet: worksheet.name.clone(),
                columns: usize::from(last) + 1,
            });
        }
        for (cell, part) in &worksheet.cells {
            let (text, formula) = match &part.content {
                Content::Text(text) | Content::Link(text, _) => (text.as_str(), ""),
                Content::Formula(formula, Cached::Text(text)) => (text.as_str(), formula.as_str()),
                Content::Formula(formula, Cached::Number(_)) => ("", formula.as_str()),
                Content::Number(_) | Content::Date(_) | Content::Blank => ("", ""),
            };
            // Bytes are never fewer than characters: the slow count is for long texts alone.
            let letters = |text: &str, most: usize| {
                let long = text.len() > most;
                let letters = if long { text.chars().count() } else { 0 };
                (letters > most).then_some(letters)
            };
            let place = || format!("{}!{cell}", worksheet.name);
            if let Some(characters) = letters(text, LETTERS_OF_A_TEXT) {
                return Err(WorkbookError::TextTooLong {
                    key: place(),
                    characters,
                });
            }
            if let Some(characters) = letters(formula, LETTERS_OF_A_FORMULA) {
                return Err(WorkbookError::FormulaTooLong {
                    cell: place(),
                    characters,
                });
            }
        }
    }
    Ok(())
}
