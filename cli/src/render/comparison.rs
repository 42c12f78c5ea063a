//! Several cases side by side: the base case and stresses.

use cittadella_engine::model::{PlanEntity, ReturnOf};
use cittadella_engine::quantity::Decimal;

use super::period::{Periods, Step, Tail};
use super::table::{Blocks, PAGE, Table};
use super::text::{paragraph, wrap};
use super::{View, alerts, figures, promises, screen, verdict, years};

/// One case: its letter, its name, and the view of its values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side<'a> {
    /// The head of its column.
    pub(crate) head: &'a str,
    /// What it is called.
    pub(crate) title: &'a str,
    /// Its values.
    pub(crate) view: View<'a>,
}

/// The cases with their verdicts, then figures and years beside each other.
pub(crate) fn comparison(sides: &[Side<'_>], notices: &[String], tail: Tail) -> String {
    let Some(base) = sides.first() else {
        return String::new();
    };
    let words = base.view.words;
    let mut text = screen::title(&base.view);
    text += &format!("\n{}\n", words.compared_heading());
    for side in sides {
        text += &paragraph(&format!("{}: {}", side.head, side.title), 2, 4);
        text += &indented(&verdict::verdict(&side.view));
        let promised = promises::told(&side.view);
        let valued = promises::sold_early(&side.view);
        let unseen = promises::not_seen(&side.view);
        let needs = verdict::needs(&side.view);
        let sentences = needs.into_iter().chain(promised).chain(unseen);
        for sentence in sentences.chain(valued) {
            text += &indented(&sentence);
        }
        for notice in screen::clamped(&side.view) {
            text += &indented(&notice);
        }
    }
    if let Some(measured) = verdict::measured(&base.view) {
        text += &format!("\n{}", paragraph(&measured, 0, 0));
    }
    text += &format!("\n{}\n{}", words.figures_heading(), figure_table(sides));
    text += &format!("\n{}\n{}", words.years_heading(), years_table(sides, tail));
    text += &alerts_by_case(sides);
    if !base.view.plan.assertions.is_empty() {
        text += &format!("\n{}\n", words.asserts_heading());
        for side in sides {
            text += &format!("  {}\n", side.head);
            text += &alerts::assertions(&side.view, 4);
        }
    }
    text += &screen::foot(&base.view, notices);
    text
}

fn indented(sentence: &str) -> String {
    let mut text = wrap(sentence, PAGE, 4, 4).join("\n");
    text.push('\n');
    text
}

fn heads(sides: &[Side<'_>]) -> Vec<String> {
    sides.iter().map(|side| side.head.to_owned()).collect()
}

fn figure_table(sides: &[Side<'_>]) -> String {
    let base = sides[0].view;
    let mut table = Table::new(heads(sides), Blocks::Fit);
    if let Some(target) = &base.plan.target {
        let cells = sides.iter().map(|side| {
            verdict::reached(&side.view, target)
                .and_then(|reached| side.view.month_numbered(reached.month_number))
                .map_or_else(
                    || side.view.words.never().to_owned(),
                    |month| side.view.short(month),
                )
        });
        table.row(0, base.words.self_sufficient_from(), cells.collect());
    }
    let mut entity: Option<&str> = None;
    for figure in figures::chosen(&base) {
        if base.several() && figure.entity.as_deref() != entity {
            entity = figure.entity.as_deref();
            table.blank();
            if let Some(heading) = entity.and_then(|name| base.entity_label(name)) {
                table.heading(0, heading);
            }
        }
        let indent = usize::from(base.several() && figure.entity.is_some());
        let label = base.label(base.plan.sheet.figure(figure.figure).label());
        let value = |side: &Side<'_>| figures::column_value(&side.view, figure.figure);
        table.row(indent, label, sides.iter().map(value).collect());
        let month = |side: &Side<'_>| figures::month(&side.view, figure);
        let months: Vec<Option<String>> = sides.iter().map(month).collect();
        if months.iter().any(Option::is_some) {
            let cells = months.into_iter().map(Option::unwrap_or_default);
            table.row(indent + 1, "", cells.collect());
        }
    }
    covenants(&mut table, sides);
    returns(&mut table, sides);
    table.render()
}

/// The worst test of each covenant and the first that fails.
fn covenants(table: &mut Table, sides: &[Side<'_>]) {
    let base = sides[0].view;
    for (position, covenant) in promises::covenants(&base).enumerate() {
        if position == 0 {
            table.blank();
            table.heading(0, base.words.worst_tests());
        }
        let label = format!(
            "{}: {}",
            base.label(&covenant.contract_label),
            base.label(&covenant.label)
        );
        let worst = |side: &Side<'_>| figures::column_value(&side.view, covenant.worst.figure);
        table.row(1, label, sides.iter().map(worst).collect());
        let month =
            |side: &Side<'_>| figures::month(&side.view, &covenant.worst).unwrap_or_default();
        table.row(2, "", sides.iter().map(month).collect());
        let breach = |side: &Side<'_>| {
            promises::first_breach(&side.view, covenant).map_or_else(
                || side.view.words.never().to_owned(),
                |month| side.view.short(month),
            )
        };
        table.row(
            2,
            base.words.first_breach(),
            sides.iter().map(breach).collect(),
        );
    }
}

/// What the owners of each property get.
fn returns(table: &mut Table, sides: &[Side<'_>]) {
    let base = sides[0].view;
    let owners = promises::returns(&base).filter(|found| found.of == ReturnOf::Owners);
    for (position, found) in owners.enumerate() {
        if position == 0 {
            table.blank();
        }
        let who = base.entity_label(&found.entity).unwrap_or_default();
        let obtained = |side: &Side<'_>| figures::column_value(&side.view, found.obtained);
        let label = base.words.owners_obtain(who);
        table.row(0, label, sides.iter().map(obtained).collect());
    }
}

/// The entities whose years are compared: of several that of the target, unless the view is full.
fn of_interest<'a>(view: &View<'a>) -> impl Iterator<Item = &'a PlanEntity> {
    let target = view.plan.target.as_ref().map(|target| &target.entity);
    let only = target.filter(|_| view.several() && !view.full);
    view.entities()
        .filter(move |entity| only.is_none_or(|only| entity.name == *only))
}

fn years_table(sides: &[Side<'_>], tail: Tail) -> String {
    let base = sides[0].view;
    let periods = Periods::new(base.timeline(), Step::Year, tail, base.language());
    let mut table = Table::new(periods.heads(), Blocks::Fit);
    table.tail_from(periods.tail_from);
    let several = base.several();
    for entity in of_interest(&base) {
        for headline in years::headlines(&base, entity) {
            let rows: Vec<Vec<Option<Decimal>>> = sides
                .iter()
                .map(|side| years::values(&side.view, &periods.periods, &headline))
                .collect();
            let silent = rows.iter().flatten().flatten().all(Decimal::is_zero);
            if silent && !headline.always {
                continue;
            }
            let label = if several {
                format!("{}: {}", base.label(&entity.label), headline.label)
            } else {
                headline.label.to_owned()
            };
            table.heading(0, label);
            for (side, values) in sides.iter().zip(&rows) {
                table.row(1, side.head, years::cells(&side.view, values));
            }
        }
    }
    table.render()
}

/// The alerts of each case, where it has any.
fn alerts_by_case(sides: &[Side<'_>]) -> String {
    let words = sides[0].view.words;
    let mut text = format!("\n{}\n", words.alerts_heading());
    let mut any = false;
    for side in sides {
        if alerts::holding(&side.view).next().is_some() {
            any = true;
            text += &format!("  {}\n", side.head);
            text += &alerts::list(&side.view, 4);
        }
    }
    if !any {
        text += &format!("  {}\n", words.no_alerts());
    }
    text
}
