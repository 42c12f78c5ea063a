//! The lines of rows: names, constants, opening, months.

use cittadella_engine::calendar::Month;
use cittadella_engine::quantity::{Decimal, Unit, Whole};
use cittadella_engine::sheet::{Direction, Kind, Opening, Row, RowId};

use super::{across, constant, names};
use crate::WorkbookError;
use crate::book::{Absence, Cell, Content, Look, NumberFormat, Style, Worksheet, WorksheetId};
use crate::formula::{self, Constant, Template};
use crate::frame;
use crate::setting::{Setting, float, formula, style};

/// A row of the sheet: its one formula in every month.
pub(super) fn row(
    setting: &Setting<'_>,
    worksheet: &mut Worksheet,
    id: RowId,
    label: &str,
    look: Look,
) -> Result<(), WorkbookError> {
    let row = setting.sheet().row(id);
    let place = setting.layout.addresses.row(id);
    let line = place.line;
    let grid = setting.export.shown().1;
    names(worksheet, line, row.key().as_str(), label, row.unit(), look);
    let direction = match row.direction() {
        Direction::In => Some(setting.say("entra", "received")),
        Direction::Out => Some(setting.say("esce", "paid")),
        Direction::Neither => None,
    };
    if let Some(direction) = direction {
        let cell = Cell::at(line, frame::DIRECTION);
        worksheet.text(cell, direction, Style::text(Look::Fine));
    }
    let written = formula::write(setting.sheet(), setting.layout, id)?;
    for (position, value) in written.constants.into_iter().enumerate() {
        let column = frame::CONSTANTS[position];
        match value {
            Constant::Number(value, unit) => {
                constant(worksheet, line, column, Content::Number(float(value)), unit);
            }
            Constant::Key(key) => {
                constant(worksheet, line, column, Content::Text(key), Unit::Ratio);
            }
        }
    }
    opening(setting, worksheet, place.worksheet, line, id, row);
    total(setting, worksheet, line, id, look);
    let values = grid.cells(id);
    let style = Style::number(look, row.unit());
    across(setting, worksheet, line, &written.template, values, style);
    if let Some(flag) = row.applies() {
        absence(setting, worksheet, place.worksheet, line, flag);
    }
    Ok(())
}

/// A line that shows a row which stands elsewhere.
pub(super) fn link(
    setting: &Setting<'_>,
    worksheet: &mut Worksheet,
    line: u32,
    id: RowId,
    label: &str,
    look: Look,
) {
    let row = setting.sheet().row(id);
    let here = setting.layout.tabs.all();
    let name = worksheet.name.clone();
    let here = here
        .map(|(id, _)| id)
        .find(|id| setting.layout.tabs.name(*id) == name);
    let home = setting.layout.addresses.row(id);
    names(worksheet, line, row.key().as_str(), label, row.unit(), look);
    total(setting, worksheet, line, id, look);
    let from = here.unwrap_or(home.worksheet);
    let reference = reference(setting, from, id);
    let values = setting.export.shown().1.cells(id);
    let style = Style::number(look, row.unit());
    across(setting, worksheet, line, &reference, values, style);
    if let Some(flag) = row.applies() {
        absence(setting, worksheet, from, line, flag);
    }
}

/// The cell of a row in the same month, seen from a worksheet.
pub(super) fn reference(setting: &Setting<'_>, from: WorksheetId, id: RowId) -> Template {
    let home = setting.layout.addresses.row(id);
    let sheet = setting.layout.tabs.qualified(from, home.worksheet, "");
    Template::text(sheet)
        .then(Template::column(0))
        .and(&(home.line + 1).to_string())
}

/// The month in which what the row above delays arrives: this month and the row's whole months.
pub(super) fn arrival(setting: &Setting<'_>, worksheet: &mut Worksheet, lag: RowId, label: &str) {
    let place = setting.layout.arrivals[&lag];
    let half = setting.layout.calendar.half;
    let half = setting.layout.tabs.anchored(place.worksheet, half);
    names(
        worksheet,
        place.line,
        "",
        label,
        Unit::MonthNumber,
        Look::Part,
    );
    let number = format!("${}+MAX(0,INT(ROUND(", frame::NUMBER + 1);
    let template = Template::column(0)
        .and(&number)
        .then(reference(setting, place.worksheet, lag))
        .and(&format!(",9)+{half}))"));
    let months = setting.sheet().timeline().months();
    let grid = setting.export.shown().1;
    let values: Vec<Decimal> = months
        .map(|month| {
            let months = Whole::Yes.settle(grid.cell(lag, month)).max(Decimal::ZERO);
            Decimal::from(month.0 + 1) + months
        })
        .collect();
    let style = Style::number(Look::Part, Unit::MonthNumber);
    across(setting, worksheet, place.line, &template, &values, style);
}

/// What stands before the first month: a number, or the input that states it.
fn opening(
    setting: &Setting<'_>,
    worksheet: &mut Worksheet,
    here: WorksheetId,
    line: u32,
    id: RowId,
    row: &Row,
) {
    let cell = Cell::at(line, frame::OPENING);
    let value = setting.export.shown().1.opening(id);
    match row.opening() {
        Opening::Input(input) => {
            let live = setting.layout.addresses.input(input).live;
            let text = setting.layout.tabs.anchored(here, live);
            worksheet.put(
                cell,
                formula(text, value),
                Style::number(Look::Body, row.unit()),
            );
        }
        Opening::Number(number) => {
            let stands = row.kind() == Kind::Balance || !number.is_zero();
            if stands {
                let style = Style::number(Look::Constant, row.unit());
                worksheet.put(cell, Content::Number(float(number)), style);
            }
        }
    }
}

/// The total of the shown months, of flows alone.
fn total(setting: &Setting<'_>, worksheet: &mut Worksheet, line: u32, id: RowId, look: Look) {
    let row = setting.sheet().row(id);
    let unsummed = setting.layout.unsummed.contains(&id);
    if row.kind() != Kind::Flow || row.applies().is_some() || unsummed {
        return;
    }
    let timeline = setting.sheet().timeline();
    let first = Cell::at(line, frame::FIRST_MONTH);
    let last = Cell::at(line, frame::last_shown(timeline));
    let values = setting.export.shown().1.cells(id);
    let sum = values[..Month(timeline.shown()).index()]
        .iter()
        .fold(Decimal::ZERO, |sum, value| sum.saturating_add(*value));
    worksheet.put(
        Cell::at(line, frame::TOTAL),
        formula(format!("SUM({first}:{last})"), sum),
        style(look, NumberFormat::Unit(row.unit())),
    );
}

/// Shows "n.m." where the row's flag is 0.
fn absence(
    setting: &Setting<'_>,
    worksheet: &mut Worksheet,
    here: WorksheetId,
    line: u32,
    flag: RowId,
) {
    let timeline = setting.sheet().timeline();
    worksheet.absences.push(Absence {
        first: Cell::at(line, frame::FIRST_MONTH),
        last: Cell::at(line, frame::last_computed(timeline)),
        flag: reference(setting, here, flag).at(frame::FIRST_MONTH),
        shown: setting.not_meaningful(),
    });
}
