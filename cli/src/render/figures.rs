//! The key figures, one a line.

use cittadella_engine::evaluate::{FigureValue, Reason};
use cittadella_engine::model::PlanFigure;
use cittadella_engine::quantity::Unit;
use cittadella_engine::sheet::{FigureFormula, FigureId};

use super::text::wrap;
use super::{View, number};
use crate::words::Words;

/// Labels longer than this are wrapped.
const LABEL_MAX: usize = 66;

/// The figures in their order, under the name of their entity where there are several.
pub(crate) fn list(view: &View<'_>) -> String {
    let several = view.entities().count() > 1;
    let mut lines = Vec::new();
    let mut entity: Option<&str> = None;
    for figure in chosen(view) {
        if several && figure.entity.as_deref() != entity {
            entity = figure.entity.as_deref();
            let heading = entity.and_then(|name| view.entity_label(name));
            lines.extend(heading.map(Line::Heading));
        }
        let indent = if several && figure.entity.is_some() {
            4
        } else {
            2
        };
        lines.push(Line::Figure {
            label: wrap(label(view, figure), LABEL_MAX, indent, indent + 2),
            value: short_value(view, figure.figure),
            note: note(view, figure),
        });
    }
    render(&lines)
}

/// One line of the list.
enum Line<'a> {
    /// The name of an entity.
    Heading(&'a str),
    /// A figure: its label in one line or more, its value, what is to be added.
    Figure {
        label: Vec<String>,
        value: String,
        note: String,
    },
}

fn render(lines: &[Line<'_>]) -> String {
    let mut labels = 0;
    let mut values = 0;
    for line in lines {
        if let Line::Figure { label, value, .. } = line {
            let longest = label.iter().map(|part| part.chars().count()).max();
            labels = labels.max(longest.unwrap_or(0));
            values = values.max(value.chars().count());
        }
    }
    let mut text = String::new();
    for line in lines {
        match line {
            Line::Heading(heading) => text += &format!("  {heading}\n"),
            Line::Figure { label, value, note } => {
                let (last, above) = label
                    .split_last()
                    .map_or(("", &[][..]), |(last, above)| (last.as_str(), above));
                for part in above {
                    text += &format!("{part}\n");
                }
                let line = format!("{last:<labels$}  {value:>values$}  {note}");
                text += &format!("{}\n", line.trim_end());
            }
        }
    }
    text
}

fn label<'a>(view: &View<'a>, figure: &PlanFigure) -> &'a str {
    view.label(view.plan.sheet.figure(figure.figure).label())
}

/// The month in which a figure occurs, all of several rates, why there is no value.
fn note(view: &View<'_>, figure: &PlanFigure) -> String {
    let reason = match view.grid.figure(figure.figure) {
        FigureValue::Absent(Reason::Never)
        | FigureValue::Value(_)
        | FigureValue::Several { .. } => None,
        FigureValue::Absent(reason) => Some(absent(*reason, view.words).to_owned()),
    };
    let notes = [month(view, figure), several(view, figure.figure), reason];
    notes.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

/// The figures of the entities looked at.
pub(crate) fn chosen<'a>(view: &View<'a>) -> impl Iterator<Item = &'a PlanFigure> {
    let view = *view;
    view.plan
        .figures
        .iter()
        .filter(move |figure| view.includes(figure.entity.as_deref()))
}

/// The value of a figure in words, or why it has none.
pub(crate) fn value(view: &View<'_>, figure: FigureId) -> String {
    let unit = view.plan.sheet.figure(figure).unit();
    match view.grid.figure(figure) {
        FigureValue::Value(value) | FigureValue::Several { value, .. } => view.value(*value, unit),
        FigureValue::Absent(Reason::Never) => view.words.never_happens().to_owned(),
        FigureValue::Absent(reason) => {
            format!("{}: {}", number::ABSENT, absent(*reason, view.words))
        }
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

/// The month in which a figure occurs. A peak of zero occurs in no month worth naming.
pub(crate) fn month(view: &View<'_>, figure: &PlanFigure) -> Option<String> {
    let value = view.grid.figure(figure.figure).value()?;
    let formula = view.plan.sheet.figure(figure.figure).formula();
    if value.is_zero() && matches!(formula, FigureFormula::Max(..)) {
        return None;
    }
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
