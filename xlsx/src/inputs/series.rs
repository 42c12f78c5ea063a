//! Inputs with a value a month: what is stated on one line, what counts on another one below.

use cittadella_engine::calendar::Month;
use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::{Input, InputId};

use super::{held, sheet_of, stated_value, validation};
use crate::book::{Cell, Content, Look, Style, Worksheet, WorksheetId};
use crate::calculations::{across, frame_of_months, names, print_shown};
use crate::formula::Template;
use crate::frame;
use crate::layout::{SeriesLine, affine, cases};
use crate::setting::{Setting, float};
use crate::tabs::Tab;

/// The worksheet of inputs by month.
pub(crate) fn write(setting: &Setting<'_>) -> Worksheet {
    let (id, mut worksheet) = sheet_of(setting, Tab::InputsByMonth);
    frame_of_months(setting, &mut worksheet, Tab::InputsByMonth);
    for line in &setting.layout.series {
        block(setting, &mut worksheet, id, *line);
    }
    print_shown(setting, &mut worksheet);
    worksheet
}

fn block(setting: &Setting<'_>, worksheet: &mut Worksheet, here: WorksheetId, line: SeriesLine) {
    let input = setting.sheet().input(line.input);
    let timeline = setting.sheet().timeline();
    let label = setting.text(&input.label);
    let as_stated = setting.say("dichiarato", "as stated");
    let title = format!("{label}: {as_stated}");
    names(
        worksheet,
        line.stated,
        input.key.as_str(),
        &title,
        input.unit,
        Look::Body,
    );
    let place = input.origin.place.clone().unwrap_or_default();
    let source = Cell::at(line.stated, frame::CONSTANTS[0]);
    worksheet.text(source, place, Style::text(Look::Fine));
    for month in timeline.months() {
        let cell = frame::cell(line.stated, month);
        let value = Content::Number(float(stated_value(setting, line.input, month.index())));
        worksheet.put(cell, value, Style::number(Look::Input, input.unit));
    }
    if let Some(validation) = validation(timeline, input) {
        let first = Cell::at(line.stated, frame::FIRST_MONTH);
        let last = Cell::at(line.stated, frame::last_computed(timeline));
        worksheet.validations.push((first, last, validation));
    }
    let bounds = [input.bounds.low, input.bounds.high];
    for (column, bound) in frame::CONSTANTS.into_iter().zip(bounds) {
        if let Some(bound) = bound {
            let style = Style::number(Look::Constant, input.unit);
            let cell = Cell::at(line.live, column);
            worksheet.put(cell, Content::Number(float(bound)), style);
        }
    }
    let stated = Template::column(0).and(&(line.stated + 1).to_string());
    let changed = match (line.by_month, setting.layout.cases.selected(line.input)) {
        (Some(first), _) => by_month(setting, worksheet, line.input, first, stated),
        (None, Some((factor, shift))) => {
            let tabs = &setting.layout.tabs;
            let (factor, shift) = (tabs.anchored(here, factor), tabs.anchored(here, shift));
            stated.and(&format!("*{factor}+{shift}"))
        }
        (None, None) => stated,
    };
    let counts = setting.say("vale", "counts as");
    let title = format!("{label}: {counts}");
    names(worksheet, line.live, "", &title, input.unit, Look::Subtotal);
    live(setting, worksheet, here, line, input, changed);
}

/// The line that formulas read.
fn live(
    setting: &Setting<'_>,
    worksheet: &mut Worksheet,
    here: WorksheetId,
    line: SeriesLine,
    input: &Input,
    changed: Template,
) {
    let row = line.live + 1;
    let (low, high) = (format!("$D{row}"), format!("$E{row}"));
    // The text around the changed value is the same in every month.
    let text = held(setting, here, input, &low, &high, "\u{0}");
    let (before, after) = text.split_once('\u{0}').unwrap_or((&text, ""));
    let template = Template::text(before).then(changed).and(after);
    let (case, _) = setting.export.shown();
    let months = setting.sheet().timeline().months();
    let values: Vec<Decimal> = months
        .map(|month: Month| input.value(month.index(), case.draw_of(line.input), case.stresses()))
        .collect();
    let style = Style::number(Look::Subtotal, input.unit);
    across(setting, worksheet, line.live, &template, &values, style);
}

/// Factors and shifts month by month: those of every case, then those of the chosen one.
fn by_month(
    setting: &Setting<'_>,
    worksheet: &mut Worksheet,
    id: InputId,
    first: u32,
    stated: Template,
) -> Template {
    let input = setting.sheet().input(id);
    let timeline = setting.sheet().timeline();
    let labels = &setting.layout.cases.labels;
    let count = u32::try_from(labels.len()).unwrap_or(u32::MAX);
    let words = [
        (setting.say("fattore", "factor"), Unit::Ratio),
        (setting.say("spostamento", "shift"), input.unit),
    ];
    let here = setting.layout.tabs.id(Tab::InputsByMonth);
    let selector = setting.layout.addresses.selector;
    let selector = setting.layout.tabs.anchored(here, selector);
    let mut chosen = Vec::new();
    for (part, (word, unit)) in words.iter().enumerate() {
        let start = first + u32::try_from(part).unwrap_or(0) * count;
        let pick = |change: (Decimal, Decimal)| if part == 0 { change.0 } else { change.1 };
        for (position, (label, case)) in labels.iter().zip(cases(setting.export)).enumerate() {
            let row = start + u32::try_from(position).unwrap_or(u32::MAX);
            let title = format!("{word}: {}", setting.text(label));
            names(worksheet, row, "", &title, *unit, Look::Part);
            for month in timeline.months() {
                let value = pick(affine(input, case, Some(month.index())));
                let style = Style::number(Look::Constant, *unit);
                worksheet.put(
                    frame::cell(row, month),
                    Content::Number(float(value)),
                    style,
                );
            }
        }
        let row = first + 2 * count + u32::try_from(part).unwrap_or(0);
        let title = format!("{word}: {}", setting.say("caso scelto", "chosen case"));
        names(worksheet, row, "", &title, *unit, Look::Part);
        let last = start + count - 1;
        let template = Template::text("INDEX(")
            .then(Template::column(0))
            .and(&format!("${}:", start + 1))
            .then(Template::column(0))
            .and(&format!("${},{selector}+1,1)", last + 1));
        let months = timeline.months();
        let base = setting.export.shown().0;
        let values: Vec<Decimal> = months
            .map(|month| pick(affine(input, base, Some(month.index()))))
            .collect();
        let style = Style::number(Look::Part, *unit);
        across(setting, worksheet, row, &template, &values, style);
        chosen.push(Template::column(0).and(&(row + 1).to_string()));
    }
    let mut changed = stated;
    for (sign, part) in ["*", "+"].iter().zip(chosen) {
        changed = changed.and(sign).then(part);
    }
    changed
}
