//! Inputs with one value: one line each.

use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::InputId;

use super::columns::{FACTOR, HIGH, LIVE, LIVE_DATE, LOW, NUMBER, SHIFT, SOURCE, STATED};
use super::{cached, date_of, held, is_date, sheet_of, stated_value, validation};
use crate::WorkbookError;
use crate::book::{Cell, Content, Look, NumberFormat, Style, Worksheet, WorksheetId};
use crate::calculations::serial;
use crate::frame;
use crate::layout::{Scalars, affine};
use crate::setting::{Setting, float, formula, style};

/// One worksheet of inputs.
///
/// # Errors
/// [`WorkbookError::DateTooEarly`].
pub(crate) fn write(setting: &Setting<'_>, scalars: &Scalars) -> Result<Worksheet, WorkbookError> {
    let (id, mut worksheet) = sheet_of(setting, scalars.tab);
    setting.heads(
        &mut worksheet,
        &[
            ("Percorso nello scenario", "Path in the scenario"),
            ("Dato", "Input"),
            ("Unità", "Unit"),
            ("Dichiarato", "Stated"),
            ("Numero del mese", "Month number"),
            ("Minimo ammesso", "Least allowed"),
            ("Massimo ammesso", "Greatest allowed"),
            ("Fattore del caso", "Factor of the case"),
            ("Spostamento", "Shift"),
            ("Vale", "Counts as"),
            ("Cioè il mese", "That is the month"),
        ],
    );
    worksheet.text(
        Cell::at(frame::HEADS, SOURCE),
        setting.say("Dove è scritto", "Where it is stated"),
        Style::text(Look::ColumnHead),
    );
    for (position, input) in scalars.lines.iter().enumerate() {
        let row = frame::FIRST_LINE + u32::try_from(position).unwrap_or(u32::MAX);
        if let Some(input) = input {
            line(setting, &mut worksheet, id, row, *input)?;
        }
    }
    worksheet.frozen = Some(Cell::at(frame::FIRST_LINE, STATED));
    Ok(worksheet)
}

fn line(
    setting: &Setting<'_>,
    worksheet: &mut Worksheet,
    here: WorksheetId,
    row: u32,
    id: InputId,
) -> Result<(), WorkbookError> {
    let input = setting.sheet().input(id);
    let fine = Style::text(Look::Fine);
    worksheet.text(Cell::at(row, frame::KEY), input.key.as_str(), fine);
    let label = setting.text(&input.label);
    worksheet.text(Cell::at(row, frame::LABEL), label, Style::text(Look::Body));
    worksheet.text(Cell::at(row, frame::UNIT), input.unit.to_string(), fine);
    let place = input
        .origin
        .place
        .clone()
        .or(input.origin.reference.clone());
    worksheet.text(Cell::at(row, SOURCE), place.unwrap_or_default(), fine);
    let stated = stated(setting, worksheet, row, id)?;
    for (column, bound) in [(LOW, input.bounds.low), (HIGH, input.bounds.high)] {
        if let Some(bound) = bound {
            let style = Style::number(Look::Constant, input.unit);
            worksheet.put(Cell::at(row, column), Content::Number(float(bound)), style);
        }
    }
    change(setting, worksheet, here, row, id);
    let at = |column| Cell::at(row, column).to_string();
    let changed = format!("{stated}*{}+{}", at(FACTOR), at(SHIFT));
    let text = held(setting, here, input, &at(LOW), &at(HIGH), &changed);
    let (case, _) = setting.export.shown();
    let value = input.value(0, case.draw_of(id), case.stresses());
    worksheet.put(
        Cell::at(row, LIVE),
        formula(text, value),
        Style::number(Look::Body, input.unit),
    );
    if is_date(input) {
        live_date(setting, worksheet, here, row, value);
    }
    Ok(())
}

/// The cell that may be changed, and the cell that the formula reads of it.
fn stated(
    setting: &Setting<'_>,
    worksheet: &mut Worksheet,
    row: u32,
    id: InputId,
) -> Result<String, WorkbookError> {
    let input = setting.sheet().input(id);
    let timeline = setting.sheet().timeline();
    let cell = Cell::at(row, STATED);
    let value = stated_value(setting, id, 0);
    if let Some(validation) = validation(timeline, input) {
        worksheet.validations.push((cell, cell, validation));
    }
    if !is_date(input) {
        let style = Style::number(Look::Input, input.unit);
        worksheet.put(cell, Content::Number(float(value)), style);
        return Ok(cell.to_string());
    }
    let too_early = || WorkbookError::DateTooEarly {
        key: input.key.to_string(),
    };
    let month = date_of(timeline, value).ok_or_else(too_early)?;
    worksheet.put(
        cell,
        Content::Date(month),
        style(Look::Input, NumberFormat::Month),
    );
    let here = setting
        .layout
        .tabs
        .id(crate::tabs::Tab::Inputs(crate::tabs::InputGroup::of(
            input.key.as_str(),
        )));
    let calendar = setting.layout.calendar;
    let start = setting.layout.tabs.anchored(here, calendar.start);
    let months = setting.layout.tabs.anchored(here, calendar.months_in_year);
    let number = Cell::at(row, NUMBER);
    let text = format!("(YEAR({cell})-YEAR({start}))*{months}+MONTH({cell})-MONTH({start})+1");
    worksheet.put(
        number,
        formula(text, value),
        Style::number(Look::Body, Unit::MonthNumber),
    );
    Ok(number.to_string())
}

/// Factor and shift of the chosen case.
fn change(
    setting: &Setting<'_>,
    worksheet: &mut Worksheet,
    here: WorksheetId,
    row: u32,
    id: InputId,
) {
    let input = setting.sheet().input(id);
    let ratio = Style::number(Look::Body, Unit::Ratio);
    let same = Style::number(Look::Body, input.unit);
    let (factor_cell, shift_cell) = (Cell::at(row, FACTOR), Cell::at(row, SHIFT));
    match setting.layout.cases.selected(id) {
        Some((factor_place, shift_place)) => {
            let (factor, shift) = affine(input, setting.export.shown().0, None);
            let tabs = &setting.layout.tabs;
            let link = |place| tabs.anchored(here, place);
            worksheet.put(factor_cell, formula(link(factor_place), factor), ratio);
            worksheet.put(shift_cell, formula(link(shift_place), shift), same);
        }
        None => {
            worksheet.put(factor_cell, Content::Number(1.0), ratio);
            worksheet.put(shift_cell, Content::Number(0.0), same);
        }
    }
}

/// What counts, as a date for the reader.
fn live_date(
    setting: &Setting<'_>,
    worksheet: &mut Worksheet,
    here: WorksheetId,
    row: u32,
    value: Decimal,
) {
    let timeline = setting.sheet().timeline();
    let Some(month) = date_of(timeline, value) else {
        return;
    };
    let start = setting.layout.calendar.start;
    let start = setting.layout.tabs.anchored(here, start);
    let live = Cell::at(row, LIVE);
    worksheet.put(
        Cell::at(row, LIVE_DATE),
        Content::Formula(
            format!("EOMONTH({start},{live}-1)"),
            cached(Decimal::from(serial(month))),
        ),
        style(Look::Body, NumberFormat::Month),
    );
}
