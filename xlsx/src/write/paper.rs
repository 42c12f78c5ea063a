//! Widths, outlines and paper.

use std::collections::BTreeMap;

use rust_xlsxwriter::XlsxError;

use super::looks::number_format;
use crate::book::{Cached, Content, Look, NumberFormat, Page, Part, Worksheet};
use crate::frame;

/// A4 in the list of paper sizes of the file format.
const A4: u8 = 9;

/// Widths: as stated, else so that nothing is cut.
pub(super) fn columns(
    worksheet: &Worksheet,
    target: &mut rust_xlsxwriter::Worksheet,
) -> Result<(), XlsxError> {
    for (column, width) in needed(worksheet) {
        target.set_column_width(column, width)?;
    }
    for column in &worksheet.columns {
        target.set_column_range_width(column.first, column.last, column.width)?;
        for _ in 0..column.level {
            target.group_columns(column.first, column.last)?;
        }
    }
    Ok(())
}

/// The least width of a column, in characters.
const WIDTH_MIN: f64 = 5.0;
/// The greatest width that a text alone asks for.
const WIDTH_MAX: f64 = 90.0;

/// The width that each column needs: of a text only where its right neighbour is taken, since it
/// may run on otherwise.
fn needed(worksheet: &Worksheet) -> BTreeMap<u16, f64> {
    let mut widths: BTreeMap<u16, f64> = BTreeMap::new();
    let mut cells = worksheet.cells.iter().peekable();
    while let Some((cell, part)) = cells.next() {
        let neighbour = cells
            .peek()
            .is_some_and(|(next, _)| next.row == cell.row && next.column == cell.column + 1);
        let above = matches!(part.style.look, Look::Title | Look::Purpose);
        let width = match &part.content {
            Content::Text(_) | Content::Link(..) if above || !neighbour => WIDTH_MIN,
            Content::Text(text) | Content::Link(text, _) => {
                text_width(text, part.style.look).min(WIDTH_MAX)
            }
            Content::Number(number) | Content::Formula(_, Cached::Number(number)) => {
                number_width(*number, part)
            }
            Content::Formula(_, Cached::Text(text)) => text_width(text, part.style.look),
            Content::Date(_) => number_width(0.0, part),
            Content::Blank => WIDTH_MIN,
        };
        let widest = widths.entry(cell.column).or_insert(WIDTH_MIN);
        *widest = widest.max(width);
    }
    widths
}

#[expect(clippy::cast_precision_loss, reason = "a text has few letters")]
fn text_width(text: &str, look: Look) -> f64 {
    // Heads of columns fold into lines, between words.
    let folded = match look {
        Look::ColumnHead => text.split(' ').max_by_key(|word| word.len()),
        Look::Title
        | Look::Purpose
        | Look::Heading
        | Look::Body
        | Look::Fine
        | Look::Part
        | Look::Subtotal
        | Look::Total
        | Look::Input
        | Look::Constant
        | Look::Fixed
        | Look::Status
        | Look::Link
        | Look::Headline => Some(text),
    };
    let letters = folded.unwrap_or(text).chars().count() as f64;
    let by_letter = match look {
        Look::Fine => 0.78,
        Look::Title | Look::Headline => 1.6,
        Look::Heading | Look::Subtotal | Look::Total | Look::Status | Look::ColumnHead => 1.0,
        Look::Purpose
        | Look::Body
        | Look::Part
        | Look::Input
        | Look::Constant
        | Look::Fixed
        | Look::Link => 0.92,
    };
    letters * by_letter + 1.5
}

/// The width of a number as it is printed, with room for one digit more under another case.
fn number_width(number: f64, part: &Part) -> f64 {
    let code = number_format(part.style.format).unwrap_or_default();
    if part.style.format == NumberFormat::Month {
        return 9.5;
    }
    let code = code.split(';').next().unwrap_or_default();
    let shown = if code.ends_with('%') {
        number * 100.0
    } else {
        number
    };
    let decimals = code.split_once('.').map_or(0, |(_, after)| {
        after
            .chars()
            .filter(|letter| matches!(letter, '0' | '#'))
            .count()
    });
    let digits = format!("{:.0}", shown.abs()).len();
    let separators = if code.contains(',') { digits / 3 } else { 0 };
    let signs = usize::from(shown < 0.0) + usize::from(code.ends_with('%'));
    let general = if code == "General" { 5 } else { 0 };
    let letters = digits + separators + signs + decimals + usize::from(decimals > 0) + general;
    #[expect(clippy::cast_precision_loss, reason = "a number has few digits")]
    let letters = letters as f64;
    letters * 0.95 + 2.5
}

/// Outline levels of rows.
pub(super) fn lines(
    worksheet: &Worksheet,
    target: &mut rust_xlsxwriter::Worksheet,
) -> Result<(), XlsxError> {
    target.group_symbols_above(true);
    for (row, line) in &worksheet.lines {
        if let Some(height) = line.height {
            target.set_row_height(*row, height)?;
        }
    }
    let deepest = worksheet.lines.values().map(|line| line.level).max();
    for level in 1..=deepest.unwrap_or(0) {
        let rows = worksheet
            .lines
            .iter()
            .filter(|(_, line)| line.level >= level);
        let mut run: Option<(u32, u32)> = None;
        for (row, _) in rows {
            run = Some(match run {
                Some((first, last)) if last + 1 == *row => (first, *row),
                Some((first, last)) => {
                    target.group_rows(first, last)?;
                    (*row, *row)
                }
                None => (*row, *row),
            });
        }
        if let Some((first, last)) = run {
            target.group_rows(first, last)?;
        }
    }
    Ok(())
}

/// A4, landscape, with repeated heads and a footer.
pub(super) fn printing(
    worksheet: &Worksheet,
    target: &mut rust_xlsxwriter::Worksheet,
) -> Result<(), XlsxError> {
    let printing = &worksheet.printing;
    target.set_paper_size(A4).set_landscape();
    target.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    target.set_footer("&L&8&A&C&8&F&R&8&P / &N");
    match &printing.page {
        Page::OneWide => {
            target.set_print_fit_to_pages(1, 0);
        }
        Page::One => {
            target.set_print_fit_to_pages(1, 1);
        }
        Page::Columns(scale, breaks) => {
            target.set_print_scale(fitting(worksheet, *scale, breaks));
            let breaks: Vec<u32> = breaks.iter().map(|column| u32::from(*column)).collect();
            target.set_vertical_page_breaks(&breaks)?;
        }
    }
    if let Some((first, last)) = printing.repeat_rows {
        target.set_repeat_rows(first, last)?;
    }
    if let Some((first, last)) = printing.repeat_columns {
        target.set_repeat_columns(first, last)?;
    }
    if let Some(until) = printing.until {
        target.set_print_area(0, 0, until.row, until.column)?;
    }
    let heads = worksheet
        .cells
        .range(crate::book::Cell::at(frame::HEADS, 0)..=crate::book::Cell::at(frame::HEADS, 1));
    if heads
        .clone()
        .any(|(_, part)| part.style.look == Look::ColumnHead)
    {
        target.set_row_height(frame::HEADS, HEAD_HEIGHT)?;
    }
    Ok(())
}

/// The width of a page between its margins, in the widths of a digit at full size; LibreOffice, whose
/// columns come out wider than those of Excel, needs no more.
const PAGE_DIGITS: f64 = 98.0;

/// The greatest scale, up to a given one, at which every stretch between two page breaks fits on
/// one page beside the columns that are repeated.
fn fitting(worksheet: &Worksheet, scale: u16, breaks: &[u16]) -> u16 {
    let widths = needed(worksheet);
    let until = worksheet
        .printing
        .until
        .map_or(u16::MAX, |cell| cell.column);
    let between = |first: u16, end: u16| -> f64 {
        let columns = widths.range(first..end);
        columns.map(|(_, width)| width + 0.8).sum()
    };
    let repeated = worksheet.printing.repeat_columns;
    let repeated = repeated.map_or(0.0, |(first, last)| between(first, last + 1));
    let ends = breaks
        .iter()
        .skip(1)
        .copied()
        .chain([until.saturating_add(1)]);
    let stretches = breaks.iter().zip(ends);
    let widest = stretches
        .map(|(first, end)| between(*first, end.min(until.saturating_add(1))) + repeated)
        .chain(breaks.first().map(|first| between(0, *first)))
        .fold(PAGE_DIGITS, f64::max);
    (MIN_SCALE..=scale)
        .rev()
        .find(|scale| widest * f64::from(*scale) / 100.0 <= PAGE_DIGITS)
        .unwrap_or(MIN_SCALE)
}

/// No print is smaller than this, in per cent.
const MIN_SCALE: u16 = 25;

/// The height of the heads of columns, in points: two lines.
const HEAD_HEIGHT: f64 = 26.0;
