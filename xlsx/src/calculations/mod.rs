//! The monthly worksheets: calculations, accounts, statements, lists and postings.

mod cells;
mod entries;
mod time;

pub(crate) use time::serial;

use cittadella_engine::ledger::Weight;
use cittadella_engine::quantity::Unit;

use crate::WorkbookError;
use crate::book::{Cell, Content, Line, Look, NumberFormat, Page, Style, Worksheet};
use crate::formula::Template;
use crate::frame;
use crate::layout::{LineOf, Monthly};
use crate::setting::{Setting, formula, style};
use crate::tabs::Tab;

/// One monthly worksheet with everything on it.
///
/// # Errors
/// [`WorkbookError::TooManyConstants`].
pub(crate) fn write(setting: &Setting<'_>, monthly: &Monthly) -> Result<Worksheet, WorkbookError> {
    let mut worksheet = setting.worksheet(monthly.tab);
    frame_of_months(setting, &mut worksheet, monthly.tab);
    if monthly.tab == Tab::Time {
        time::constants(setting, &mut worksheet);
    }
    let mut inside = false;
    for (position, line) in monthly.lines.iter().enumerate() {
        let row = monthly.line(position);
        match line {
            LineOf::Gap => inside = false,
            LineOf::Heading(text) => {
                heading(&mut worksheet, row, text);
                inside = true;
                continue;
            }
            LineOf::Title(_, text) => {
                let style = Style::text(Look::Subtotal);
                worksheet.text(Cell::at(row, frame::LABEL), text.clone(), style);
            }
            LineOf::Row(id, label, weight) => {
                cells::row(setting, &mut worksheet, *id, label, look_of(*weight))?;
            }
            LineOf::Link(id, label, weight) => {
                cells::link(setting, &mut worksheet, row, *id, label, look_of(*weight));
            }
            LineOf::Arrival(id, label) => cells::arrival(setting, &mut worksheet, *id, label),
            LineOf::ListHead(list) => {
                entries::head(setting, &mut worksheet, row, *list);
                inside = true;
                continue;
            }
            LineOf::Entry(list, entry) => {
                entries::entry(setting, &mut worksheet, row, *list, *entry);
            }
        }
        if inside {
            worksheet.lines.insert(
                row,
                Line {
                    height: None,
                    level: 1,
                },
            );
        }
    }
    print_shown(setting, &mut worksheet);
    Ok(worksheet)
}

fn heading(worksheet: &mut Worksheet, row: u32, text: &str) {
    let cell = Cell::at(row, frame::LABEL);
    worksheet.text(cell, text, Style::text(Look::Heading));
}

fn look_of(weight: Weight) -> Look {
    match weight {
        Weight::Heading => Look::Heading,
        Weight::Item => Look::Body,
        Weight::Part => Look::Part,
        Weight::Subtotal => Look::Subtotal,
        Weight::Total => Look::Total,
    }
}

/// The rows and columns that all monthly worksheets share.
pub(crate) fn frame_of_months(setting: &Setting<'_>, worksheet: &mut Worksheet, tab: Tab) {
    let names = [
        (frame::MONTH, "Mese (ultimo giorno)", "Month (last day)"),
        (frame::NUMBER, "Numero del mese", "Month number"),
        (frame::JANUARY, "Gennaio", "January"),
        (frame::YEAR, "Esercizio", "Fiscal year"),
    ];
    for (row, italian, english) in names {
        let cell = Cell::at(row, frame::LABEL);
        worksheet.text(cell, setting.say(italian, english), Style::text(Look::Fine));
    }
    setting.heads(
        worksheet,
        &[
            ("Chiave", "Key"),
            ("Voce", "Line"),
            ("Unità", "Unit"),
            ("Costanti", "Constants"),
            ("", ""),
            ("", ""),
            ("Positivo se", "Positive if"),
            ("Totale", "Total"),
            ("Prima", "Before"),
        ],
    );
    if tab == Tab::Time {
        time::header(setting, worksheet);
    } else {
        time::linked_header(setting, worksheet);
    }
    let timeline = setting.sheet().timeline();
    worksheet.frozen = Some(Cell::at(frame::FIRST_LINE, frame::UNIT));
    let tail = timeline.month_count() > timeline.shown();
    worksheet.divider = tail.then(|| frame::last_shown(timeline) + 1);
    let breaks = (0..timeline.shown()).filter(|month| {
        let at = timeline.calendar_month(cittadella_engine::calendar::Month(*month));
        *month > 0 && at.month_of_year() == 1
    });
    let breaks = breaks.map(|month| frame::column(cittadella_engine::calendar::Month(month)));
    // The first page holds what stands before the months.
    let breaks = std::iter::once(frame::FIRST_MONTH).chain(breaks);
    worksheet.printing.page = Page::Columns(PRINT_SCALE, breaks.collect());
    worksheet.printing.repeat_columns = Some((frame::LABEL, frame::UNIT));
}

/// The scale in per cent at which months are printed, unless twelve of them need a smaller one.
const PRINT_SCALE: u16 = 55;

/// Prints the shown months and not the tail; comes when all lines are written.
pub(crate) fn print_shown(setting: &Setting<'_>, worksheet: &mut Worksheet) {
    let last = worksheet
        .cells
        .keys()
        .next_back()
        .map_or(0, |cell| cell.row);
    let column = frame::last_shown(setting.sheet().timeline());
    worksheet.printing.until = Some(Cell::at(last, column));
}

/// The same formula in every month of a line.
pub(crate) fn across(
    setting: &Setting<'_>,
    worksheet: &mut Worksheet,
    row: u32,
    template: &Template,
    values: &[cittadella_engine::quantity::Decimal],
    style: Style,
) {
    for month in setting.sheet().timeline().months() {
        let cell = frame::cell(row, month);
        let text = template.at(cell.column);
        worksheet.put(cell, formula(text, values[month.index()]), style);
    }
}

/// Key, label and unit of a line.
pub(crate) fn names(
    worksheet: &mut Worksheet,
    row: u32,
    key: &str,
    label: &str,
    unit: Unit,
    look: Look,
) {
    worksheet.text(Cell::at(row, frame::KEY), key, Style::text(Look::Fine));
    let depth = u8::from(look == Look::Part);
    worksheet.text(
        Cell::at(row, frame::LABEL),
        label,
        Style::text(look).indented(depth),
    );
    worksheet.text(
        Cell::at(row, frame::UNIT),
        unit.to_string(),
        Style::text(Look::Fine),
    );
}

/// A constant of a line.
pub(crate) fn constant(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    content: Content,
    unit: Unit,
) {
    let format = if matches!(content, Content::Number(_)) {
        NumberFormat::Unit(unit)
    } else {
        NumberFormat::Text
    };
    worksheet.put(
        Cell::at(row, column),
        content,
        style(Look::Constant, format),
    );
}
