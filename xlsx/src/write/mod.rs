//! A [`Book`] as the bytes of a file.
//!
//! The same book gives the same bytes: times are fixed, nothing depends on the clock. What the
//! file format cannot hold is refused before anything is written.

mod charts;
mod limits;
mod looks;
mod paper;
mod seal;
mod typing;

pub use seal::{Seal, seal_of};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Formula, ProtectionOptions, Url, Workbook, XlsxError,
};

use crate::WorkbookError;
use crate::book::{Book, Cached, Cell, Content, NumberFormat, Part, Worksheet, quoted_name};
use crate::calculations::serial;
use looks::Formats;

/// Writes a book.
///
/// # Errors
/// What the file format cannot hold: see [`WorkbookError`].
pub fn write(book: &Book) -> Result<Vec<u8>, WorkbookError> {
    limits::check(book)?;
    let bytes = unsealed(book).map_err(|error| WorkbookError::Refused {
        reason: error.to_string(),
    })?;
    seal::seal(&bytes)
}

fn unsealed(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(book)?);
    let mut formats = Formats::default();
    for worksheet in &book.worksheets {
        let target = workbook.add_worksheet();
        target.set_name(&worksheet.name)?;
        fill(book, worksheet, target, &mut formats)?;
    }
    for (name, place) in &book.names {
        let worksheet = quoted_name(&book.worksheet(place.worksheet).name);
        let formula = format!("={worksheet}!{}", place.cell.anchored());
        workbook.define_name(name, &formula)?;
    }
    workbook.save_to_buffer()
}

/// Title, facts about the file, and a time that is no time.
fn properties(book: &Book) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let mut properties = DocProperties::new()
        .set_title(&book.title)
        .set_creation_datetime(&created);
    for (name, value) in &book.properties {
        properties = properties.set_custom_property(name.as_str(), value.as_str());
    }
    Ok(properties.set_custom_property(seal::PROPERTY, seal::UNKNOWN))
}

fn fill(
    book: &Book,
    worksheet: &Worksheet,
    target: &mut rust_xlsxwriter::Worksheet,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    target.set_tab_color(looks::tab_colour(worksheet.colour));
    target.set_screen_gridlines(false);
    target.set_zoom(ZOOM);
    target.set_formula_result_default("");
    for (cell, part) in &worksheet.cells {
        let divided = worksheet.divider == Some(cell.column);
        let format = formats.of(part.style, divided);
        put(book, target, *cell, part, format)?;
    }
    if let Some(cell) = worksheet.frozen {
        target.set_freeze_panes(cell.row, cell.column)?;
    }
    paper::columns(worksheet, target)?;
    paper::lines(worksheet, target)?;
    paper::printing(worksheet, target)?;
    typing::validations(book, worksheet, target)?;
    typing::alarms(worksheet, target)?;
    charts::insert(target, worksheet, book)?;
    target.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::new()
    });
    Ok(())
}

/// How large the worksheets are shown, in per cent.
const ZOOM: u16 = 85;

fn put(
    book: &Book,
    target: &mut rust_xlsxwriter::Worksheet,
    cell: Cell,
    part: &Part,
    format: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    let (row, column) = (cell.row, cell.column);
    match &part.content {
        Content::Text(text) => {
            target.write_string_with_format(row, column, text, format)?;
        }
        Content::Number(number) => {
            target.write_number_with_format(row, column, *number, format)?;
        }
        Content::Date(month) => {
            #[expect(clippy::cast_precision_loss, reason = "days since 1900 are few")]
            let serial = serial(*month) as f64;
            debug_assert!(
                part.style.format != NumberFormat::Text,
                "a date is shown as one"
            );
            target.write_number_with_format(row, column, serial, format)?;
        }
        Content::Formula(formula, cached) => {
            let result = match cached {
                Cached::Number(number) => format!("{number}"),
                Cached::Text(text) => text.clone(),
            };
            let formula = Formula::new(formula).set_result(result);
            target.write_formula_with_format(row, column, formula, format)?;
        }
        Content::Link(text, place) => {
            let worksheet = quoted_name(&book.worksheet(place.worksheet).name);
            let url = Url::new(format!("internal:{worksheet}!{}", place.cell)).set_text(text);
            target.write_url_with_format(row, column, url, format)?;
        }
        Content::Blank => {
            target.write_blank(row, column, format)?;
        }
    }
    Ok(())
}
