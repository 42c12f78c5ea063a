//! The key figures, one a line.

use cittadella_engine::evaluate::{FigureValue, Reason};
use cittadella_engine::model::{PlanEntity, PlanFigure};
use cittadella_engine::quantity::Unit;
use cittadella_engine::sheet::{FigureFormula, FigureId};

use super::table::{Blocks, Table};
use super::text::wrap;
use super::{View, number};
use crate::words::Words;

/// Labels longer than this are wrapped.
const LABEL_MAX: usize = 66;

/// The widest line of the name of an entity at the head of a column.
const HEAD_MAX: usize = 15;

/// The figures in their order; where there are several entities, theirs side by side and the
/// others below.
pub(crate) fn list(view: &View<'_>) -> String {
    if !view.several() {
        return lines(view, chosen(view));
    }
    let of_none = |figure: &&PlanFigure| figure.entity.is_none();
    side_by_side(view) + &lines(view, chosen(view).filter(of_none))
}

/// What the entities have in common, a column for each: the value, below it the month.
fn side_by_side(view: &View<'_>) -> String {
    let entities: Vec<&PlanEntity> = view.entities().collect();
    let heads = entities
        .iter()
        .map(|entity| wrap(view.label(&entity.label), HEAD_MAX, 0, 0).join("\n"));
    let mut table = Table::new(heads.collect(), Blocks::Fit);
    let mut labels: Vec<&str> = Vec::new();
    for figure in chosen(view).filter(|figure| figure.entity.is_some()) {
        let name = label(view, figure);
        if !labels.contains(&name) {
            labels.push(name);
        }
    }
    for name in labels {
        let of_entity = |entity: &&PlanEntity| {
            chosen(view).find(|figure| {
                figure.entity.as_deref() == Some(entity.name.as_str())
                    && label(view, figure) == name
            })
        };
        let figures: Vec<Option<&PlanFigure>> = entities.iter().map(of_entity).collect();
        let of_all = figures.iter().flatten();
        let values = of_all.map(|figure| view.grid.figure(figure.figure).value());
        if !view.full && values.flatten().all(|value| value.is_zero()) {
            continue;
        }
        let value = |figure: &Option<&PlanFigure>| {
            figure.map_or_else(String::new, |figure| column_value(view, figure.figure))
        };
        table.row(1, name, figures.iter().map(value).collect());
        let month = |figure: &Option<&PlanFigure>| figure.and_then(|figure| month(view, figure));
        let months: Vec<Option<String>> = figures.iter().map(month).collect();
        if months.iter().any(Option::is_some) {
            let cells = months.into_iter().map(Option::unwrap_or_default);
            table.row(1, "", cells.collect());
        }
    }
    table.render()
}

/// A value without its currency, which the title states.
pub(crate) fn column_value(view: &View<'_>, figure: FigureId) -> String {
    let unit = view.plan.sheet.figure(figure).unit();
    match view.grid.figure(figure).value() {
        Some(value) if unit == Unit::Euro => number::whole(value, view.language()),
        Some(value) if unit == Unit::PercentPerYear => view.value(value, Unit::Percent),
        Some(_) | None => short_value(view, figure),
    }
}

/// Figures, one a line.
fn lines<'a>(view: &View<'a>, figures: impl Iterator<Item = &'a PlanFigure>) -> String {
    let lines: Vec<Line> = figures
        .map(|figure| Line {
            label: wrap(label(view, figure), LABEL_MAX, 2, 4),
            value: short_value(view, figure.figure),
            note: note(view, figure),
        })
        .collect();
    render(&lines)
}

/// A figure: its label in one line or more, its value, what is to be added.
struct Line {
    label: Vec<String>,
    value: String,
    note: String,
}

fn render(lines: &[Line]) -> String {
    let mut labels = 0;
    let mut values = 0;
    for line in lines {
        let longest = line.label.iter().map(|part| part.chars().count()).max();
        labels = labels.max(longest.unwrap_or(0));
        values = values.max(line.value.chars().count());
    }
    let mut text = String::new();
    for Line { label, value, note } in lines {
        let (last, above) = label
            .split_last()
            .map_or(("", &[][..]), |(last, above)| (last.as_str(), above));
        for part in above {
            text += &format!("{part}\n");
        }
        let line = format!("{last:<labels$}  {value:>values$}  {note}");
        text += &format!("{}\n", line.trim_end());
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
