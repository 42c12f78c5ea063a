//! The key figures, one a line.

use cittadella_engine::evaluate::{FigureValue, Reason};
use cittadella_engine::model::PlanFigure;
use cittadella_engine::quantity::Unit;
use cittadella_engine::sheet::FigureId;

use super::text::wrap;
use super::{View, number};
use crate::words::Words;

/// Where the values of the list stand.
const VALUE_COLUMN: usize = 62;

/// The figures in their order, under the name of their entity where there are several.
pub(crate) fn list(view: &View<'_>) -> String {
    let mut text = String::new();
    let several = view.entities().count() > 1;
    let mut entity: Option<&str> = None;
    for figure in chosen(view) {
        if several && figure.entity.as_deref() != entity {
            entity = figure.entity.as_deref();
            if let Some(label) = entity.and_then(|name| view.entity_label(name)) {
                text += &format!("  {label}\n");
            }
        }
        text += &line(
            view,
            figure,
            usize::from(several && figure.entity.is_some()),
        );
    }
    text
}

/// The figures of the entities looked at.
pub(crate) fn chosen<'a>(view: &View<'a>) -> impl Iterator<Item = &'a PlanFigure> {
    let view = *view;
    view.plan
        .figures
        .iter()
        .filter(move |figure| view.includes(figure.entity.as_deref()))
}

fn line(view: &View<'_>, figure: &PlanFigure, indent: usize) -> String {
    let label = view.label(view.plan.sheet.figure(figure.figure).label());
    let first = 2 + 2 * indent;
    let mut lines = wrap(label, VALUE_COLUMN - 16, first, first + 2);
    let last = lines.pop().unwrap_or_default();
    let mut text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let value = value(view, figure.figure);
    let room = VALUE_COLUMN.saturating_sub(value.chars().count());
    text += &format!("{last:<room$}");
    if last.chars().count() >= room {
        text += "  ";
    }
    text += &value;
    let notes = [month(view, figure), several(view, figure.figure)];
    for note in notes.into_iter().flatten() {
        text += &format!("  {note}");
    }
    text.push('\n');
    text
}

/// The value of a figure in words, or why it has none.
pub(crate) fn value(view: &View<'_>, figure: FigureId) -> String {
    let unit = view.plan.sheet.figure(figure).unit();
    match view.grid.figure(figure) {
        FigureValue::Value(value) | FigureValue::Several { value, .. } => view.value(*value, unit),
        FigureValue::Absent(reason) => absent(*reason, view.words).to_owned(),
    }
}

/// The value of a figure in a narrow column, without the reason where there is none.
pub(crate) fn short_value(view: &View<'_>, figure: FigureId) -> String {
    match view.grid.figure(figure) {
        FigureValue::Value(_) | FigureValue::Several { .. } => value(view, figure),
        FigureValue::Absent(Reason::Never) => view.words.never().to_owned(),
        FigureValue::Absent(_) => number::ABSENT.to_owned(),
    }
}

/// The month in which a figure occurs.
pub(crate) fn month(view: &View<'_>, figure: &PlanFigure) -> Option<String> {
    view.grid.figure(figure.figure).value()?;
    let month_number = view.grid.figure(figure.month?).value()?;
    let calendar_month = view.month_numbered(month_number)?;
    Some(view.words.in_month(&view.short(calendar_month)))
}

fn several(view: &View<'_>, figure: FigureId) -> Option<String> {
    let FigureValue::Several { all, .. } = view.grid.figure(figure) else {
        return None;
    };
    let unit = view.plan.sheet.figure(figure).unit();
    let all: Vec<String> = all.iter().map(|value| view.value(*value, unit)).collect();
    Some(view.words.several(&all.join(", ")))
}

/// Why a figure has no value.
pub(crate) fn absent(reason: Reason, words: Words) -> &'static str {
    match reason {
        Reason::NothingApplies => words.nothing_applies(),
        Reason::Never => words.never_happens(),
        Reason::OutsidePlan => words.outside_plan(),
        Reason::DivisorZero => words.divisor_zero(),
        Reason::FlowHasOneSign => words.one_sign(),
        Reason::NoRoot => words.no_root(),
        Reason::RateTooLow => words.rate_too_low(),
        Reason::TooLarge => words.too_large_figure(),
    }
}

/// Whether a unit is a place on the calendar rather than a quantity.
pub(crate) fn is_month(unit: Unit) -> bool {
    unit == Unit::MonthNumber
}
