//! The first screen: the answer, then what it rests on.

use super::period::Tail;
use super::text::paragraph;
use super::{View, alerts, answers, exchanges, figures, promises, verdict, years};

/// The first screen of one case. `notices` are sentences about the scenario itself.
pub(crate) fn screen(view: &View<'_>, notices: &[String], tail: Tail) -> String {
    let mut text = title(view);
    text.push('\n');
    text += &paragraph(&verdict::verdict(view), 0, 0);
    let asked = promises::told(view)
        .into_iter()
        .chain(promises::owners(view))
        .chain(promises::sold_early(view))
        .chain(promises::after_the_plan(view));
    for sentence in verdict::needs(view).into_iter().chain(asked) {
        text += &paragraph(&sentence, 0, 0);
    }
    if let Some(measured) = verdict::measured(view) {
        text += &format!("\n{}", paragraph(&measured, 0, 0));
    }
    text.push('\n');
    text += &years::table(view, tail);
    if figures::chosen(view).next().is_some() {
        section(
            &mut text,
            view.words.figures_heading(),
            &figures::list(view),
        );
    }
    let words = view.words;
    // Of several entities the ratios of each would push the verdict off the screen.
    let ratios = (view.full || !view.several()).then(|| answers::by_year(view, tail));
    for (heading, body) in [
        (words.answers_heading(), ratios.flatten()),
        (words.covenants_heading(), answers::covenants(view)),
        (words.returns_heading(), answers::returns(view)),
    ] {
        if let Some(body) = body {
            section(&mut text, heading, &body);
        }
    }
    if let Some(matrix) = exchanges::matrix(view, tail) {
        section(&mut text, view.words.exchanges_heading(), &matrix);
    }
    section(
        &mut text,
        view.words.alerts_heading(),
        &alerts::list(view, 2),
    );
    if !view.plan.assertions.is_empty() {
        let asserted = alerts::assertions(view, 2);
        section(&mut text, view.words.asserts_heading(), &asserted);
    }
    text += &foot(view, notices);
    if !view.full {
        text += &format!("\n{}", paragraph(view.words.statements_hint(), 0, 0));
    }
    text
}

/// What the plan is and which months it covers.
pub(crate) fn title(view: &View<'_>) -> String {
    let timeline = view.timeline();
    let last_shown = timeline
        .start()
        .plus_months(i32::try_from(timeline.shown()).unwrap_or(i32::MAX) - 1);
    let horizon = view.words.horizon(
        &view.long(timeline.start()),
        &view.long(last_shown),
        &view.long(timeline.last()),
        &view.plan.currency,
    );
    format!("{}\n{horizon}\n", view.plan.name)
}

/// Notices, checks, and what is not computed.
pub(crate) fn foot(view: &View<'_>, notices: &[String]) -> String {
    let mut text = String::new();
    let mut sentences = notices.to_vec();
    sentences.extend(clamped(view));
    if !sentences.is_empty() {
        let list: String = sentences
            .iter()
            .map(|notice| paragraph(notice, 2, 4))
            .collect();
        section(&mut text, view.words.notices_heading(), &list);
    }
    text.push('\n');
    text += &paragraph(&alerts::checks(view), 0, 0);
    if !view.plan.not_modelled.is_empty() {
        let missing: Vec<&str> = view
            .plan
            .not_modelled
            .iter()
            .map(|label| view.label(label))
            .collect();
        let sentence = format!("{}: {}.", view.words.not_modelled(), missing.join("; "));
        text += &format!("\n{}", paragraph(&sentence, 0, 0));
    }
    text
}

/// The inputs that a change would have pushed out of their allowed range.
pub(crate) fn clamped(view: &View<'_>) -> Vec<String> {
    let inputs = view
        .grid
        .clamped()
        .iter()
        .map(|id| view.plan.sheet.input(*id));
    inputs
        .map(|input| {
            let edge = |value| view.value(value, input.unit);
            let low = input.bounds.low.map(edge);
            let high = input.bounds.high.map(edge);
            view.words
                .clamped(input.key.as_str(), low.as_deref(), high.as_deref())
        })
        .collect()
}

fn section(text: &mut String, heading: &str, body: &str) {
    *text += &format!("\n{heading}\n{body}");
}
