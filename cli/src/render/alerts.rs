//! What to look at: alerts, conditions of the scenario, integrity checks.

use cittadella_engine::calendar::Month;
use cittadella_engine::evaluate::FigureValue;
use cittadella_engine::model::{Alert, Assertion, Check, Worst};
use cittadella_engine::quantity::Decimal;

use super::text::{capitalised, paragraph};
use super::verdict::greatest;
use super::{View, figures, promises};

/// An integrity check that does not hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Broken<'a> {
    /// The check.
    pub(crate) check: &'a Check,
    /// The first computed month, zero-based.
    pub(crate) month: usize,
    /// By how much it is out there.
    pub(crate) difference: Decimal,
}

/// The checks that do not hold.
pub(crate) fn broken<'a>(view: &View<'a>) -> Vec<Broken<'a>> {
    let checks = view.plan.checks.iter();
    checks
        .filter_map(|check| {
            let (month, difference) = check.first_failure(view.grid)?;
            Some(Broken {
                check,
                month,
                difference,
            })
        })
        .collect()
}

/// The contracts between entities that are stated differently in the books of the two, in the month
/// of a check that does not hold: their paths with the lines of the scenario.
pub(crate) fn contracts_behind(view: &View<'_>, broken: &Broken<'_>) -> Vec<String> {
    let Some(group) = &view.plan.group else {
        return Vec::new();
    };
    let month = Month(u32::try_from(broken.month).unwrap_or(u32::MAX));
    let culprits = group.culprits(&view.plan.sheet, view.grid, month);
    let named = culprits.into_iter().map(|culprit| match culprit.place {
        Some(place) => format!("{} ({place})", culprit.contract),
        None => culprit.contract,
    });
    named.collect()
}

/// The months (zero-based) in which an alert holds.
pub(crate) fn months(view: &View<'_>, alert: &Alert) -> Vec<usize> {
    let flags = view.grid.cells(alert.flag).iter().enumerate();
    flags
        .filter(|(_, flag)| !flag.is_zero())
        .map(|(month, _)| month)
        .collect()
}

/// The most alerts of a list that is not printed in full.
const MOST: usize = 8;

/// The alerts that hold in some month, a paragraph each, so many spaces from the margin; a
/// sentence where there are none. A long list is folded unless the view is full.
pub(crate) fn list(view: &View<'_>, margin: usize) -> String {
    let all: Vec<&Alert> = holding(view)
        .filter(|alert| view.full || !is_told(view, alert))
        .collect();
    // To fold a single alert would save nothing.
    let shown = if view.full || all.len() <= MOST + 1 {
        all.len()
    } else {
        MOST
    };
    let mut text = String::new();
    for alert in &all[..shown] {
        text += &paragraph(&sentence(view, alert), margin, margin + 2);
    }
    if shown < all.len() {
        let more = view.words.more(all.len() - shown);
        text += &paragraph(&more, margin, margin + 2);
    }
    if all.is_empty() {
        text = paragraph(view.words.no_alerts(), margin, margin);
    }
    text
}

/// Whether the sentences of the verdict have said it: a broken covenant, and of several entities
/// the money that is missing.
fn is_told(view: &View<'_>, alert: &Alert) -> bool {
    let mut covenants = promises::covenants(view);
    let mut entities = view.entities();
    covenants.any(|covenant| covenant.breach == alert.flag)
        || (view.several() && entities.any(|entity| entity.uncovered_need == alert.amount))
}

/// What has happened, when, and how bad it gets.
fn sentence(view: &View<'_>, alert: &Alert) -> String {
    let held = months(view, alert);
    let what = view.label(&alert.label);
    let what = match view.entity_label(&alert.entity) {
        Some(who) if view.several() || view.asks_for_group() => format!("{who}: {what}"),
        Some(_) | None => capitalised(what),
    };
    let (Some(&first), Some(&last)) = (held.first(), held.last()) else {
        return what;
    };
    let when = view
        .words
        .alert_months(&view.short_at(first), &view.short_at(last), held.len());
    format!("{what}: {when}; {}", worst(view, alert, &held))
}

/// The worst amount of an alert and its month.
fn worst(view: &View<'_>, alert: &Alert, held: &[usize]) -> String {
    let cells = view.grid.cells(alert.amount);
    let unit = view.plan.sheet.row(alert.amount).unit();
    let sign = match alert.worst {
        Worst::Greatest => Decimal::ONE,
        Worst::Least => Decimal::NEGATIVE_ONE,
    };
    let amounts: Vec<(usize, Decimal)> = held
        .iter()
        .map(|month| (*month, sign * cells[*month]))
        .collect();
    let (at, amount) = greatest(&amounts);
    let (amount, at) = (view.value(sign * amount, unit), view.short_at(at));
    match alert.worst {
        Worst::Greatest => view.words.at_most(&amount, &at),
        Worst::Least => view.words.at_least(&amount, &at),
    }
}

/// The alerts that hold in some month.
pub(crate) fn holding<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Alert> {
    let view = *view;
    view.plan
        .alerts
        .iter()
        .filter(move |alert| view.includes(Some(&alert.entity)) || view.asks_for_group())
        .filter(move |alert| !months(&view, alert).is_empty())
}

/// The conditions of the scenario, a paragraph each, so many spaces from the margin.
pub(crate) fn assertions(view: &View<'_>, margin: usize) -> String {
    let mut text = String::new();
    for assertion in &view.plan.assertions {
        let outcome = match holds(view, assertion) {
            Some(true) => view.words.met(),
            Some(false) => view.words.not_met(),
            None => view.words.not_measurable(),
        };
        let value = figures::value(view, assertion.figure);
        let found = match view.grid.figure(assertion.figure) {
            FigureValue::Value(_) | FigureValue::Several { .. } => view.words.is(&value),
            FigureValue::Absent(_) => value,
        };
        let sentence = format!(
            "{}: {} — {outcome} ({found}; {})",
            assertion.name, assertion.text, assertion.place
        );
        text += &paragraph(&sentence, margin, margin + 2);
    }
    text
}

/// Whether a condition of the scenario is met.
pub(crate) fn holds(view: &View<'_>, assertion: &Assertion) -> Option<bool> {
    assertion.holds(&view.plan.sheet, view.grid)
}

/// The integrity checks in one line, all of which hold.
pub(crate) fn checks(view: &View<'_>) -> String {
    let months = view.timeline().month_count() as usize;
    view.words.checks_hold(view.plan.checks.len(), months)
}
