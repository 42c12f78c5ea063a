//! The worksheet *Cases*: which case holds, and the factor and shift of each input in each case.

use std::collections::BTreeMap;

use cittadella_engine::quantity::{Decimal, Unit};

use super::columns::{CASES_FIRST_LINE, CHOSEN_LINE, FIRST_CASE, SELECTED, WHAT};
use super::sheet_of;
use crate::book::{Cell, Content, Look, NumberFormat, Style, Validation, Worksheet};
use crate::frame;
use crate::setting::{Setting, float, formula, style};
use crate::tabs::Tab;

/// The worksheet.
pub(crate) fn write(setting: &Setting<'_>) -> Worksheet {
    let (_, mut worksheet) = sheet_of(setting, Tab::Cases);
    let places = &setting.layout.cases;
    setting.heads(
        &mut worksheet,
        &[
            ("Percorso nello scenario", "Path in the scenario"),
            ("Dato", "Input"),
            ("Unità", "Unit"),
            ("Che cosa", "What"),
            ("Nel caso scelto", "In the chosen case"),
        ],
    );
    let names = names(setting);
    for (position, name) in names.iter().enumerate() {
        let column = FIRST_CASE + u16::try_from(position).unwrap_or(u16::MAX);
        let cell = Cell::at(frame::HEADS, column);
        worksheet.text(cell, name.clone(), Style::text(Look::ColumnHead));
    }
    selector(setting, &mut worksheet, &names[chosen(setting)]);
    for change in &places.changes {
        lines(setting, &mut worksheet, change);
    }
    worksheet.frozen = Some(Cell::at(CASES_FIRST_LINE, FIRST_CASE));
    worksheet
}

/// The number of the case whose values stand beside the formulas.
fn chosen(setting: &Setting<'_>) -> usize {
    setting.export.chosen.map_or(0, |position| position + 1)
}

/// The names of the cases; where two are equal the later one is numbered.
fn names(setting: &Setting<'_>) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let labels = setting.layout.cases.labels.iter();
    labels
        .map(|label| {
            let name = setting.text(label);
            let times = seen.entry(name.clone()).or_default();
            *times += 1;
            if *times == 1 {
                name
            } else {
                format!("{name} ({times})")
            }
        })
        .collect()
}

/// The cell in which the case is chosen by name, and its number below.
fn selector(setting: &Setting<'_>, worksheet: &mut Worksheet, name: &str) {
    let places = &setting.layout.cases;
    let (chosen, number) = (places.chosen.cell, places.selector.cell);
    let labels = [
        (
            CHOSEN_LINE,
            "Caso scelto: si cambia qui",
            "Chosen case: change it here",
        ),
        (
            CHOSEN_LINE + 1,
            "Numero del caso (0 = base)",
            "Number of the case (0 = base)",
        ),
    ];
    for (row, italian, english) in labels {
        let cell = Cell::at(row, frame::LABEL);
        worksheet.text(
            cell,
            setting.say(italian, english),
            Style::text(Look::Subtotal),
        );
    }
    worksheet.text(chosen, name, Style::text(Look::Input));
    let list = Validation::OneOf(places.names);
    worksheet.validations.push((chosen, chosen, list));
    let text = format!("MATCH({chosen},{},0)-1", places.names.anchored());
    worksheet.put(
        number,
        formula(text, Decimal::from(self::chosen(setting))),
        style(Look::Body, NumberFormat::Whole),
    );
}

/// Which of a factor and a shift a line holds.
type Part = fn(&(Decimal, Decimal)) -> Decimal;

/// The factors of an input, and below them its shifts.
fn lines(setting: &Setting<'_>, worksheet: &mut Worksheet, change: &crate::layout::CaseChange) {
    let input = setting.sheet().input(change.input);
    let parts: [(String, Unit, Part); 2] = [
        (setting.say("fattore", "factor"), Unit::Ratio, |change| {
            change.0
        }),
        (setting.say("spostamento", "shift"), input.unit, |change| {
            change.1
        }),
    ];
    let number = setting.layout.cases.selector.cell.anchored();
    let chosen = chosen(setting);
    for (row, (word, unit, part)) in (change.line..).zip(parts) {
        let fine = Style::text(Look::Fine);
        worksheet.text(Cell::at(row, frame::KEY), input.key.as_str(), fine);
        let label = setting.text(&input.label);
        worksheet.text(Cell::at(row, frame::LABEL), label, Style::text(Look::Body));
        worksheet.text(Cell::at(row, frame::UNIT), unit.to_string(), fine);
        worksheet.text(Cell::at(row, WHAT), word, fine);
        let mut last = FIRST_CASE;
        for (position, in_case) in change.by_case.iter().enumerate() {
            last = FIRST_CASE + u16::try_from(position).unwrap_or(u16::MAX);
            let style = Style::number(Look::Constant, unit);
            worksheet.put(
                Cell::at(row, last),
                Content::Number(float(part(in_case))),
                style,
            );
        }
        let first = Cell::at(row, FIRST_CASE).anchored_column();
        let last = Cell::at(row, last).anchored_column();
        let text = format!("INDEX({first}:{last},1,{number}+1)");
        let value = change.by_case.get(chosen).map_or(Decimal::ZERO, part);
        worksheet.put(
            Cell::at(row, SELECTED),
            formula(text, value),
            Style::number(Look::Subtotal, unit),
        );
    }
}
