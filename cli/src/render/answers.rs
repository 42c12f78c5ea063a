//! What lenders and owners look for: ratios and values by year, covenants, returns.

use cittadella_engine::evaluate::FigureValue;
use cittadella_engine::ledger::OverYear;
use cittadella_engine::model::{PlanCovenant, PlanFigure, PlanReturn, ReturnOf};
use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::{FigureId, RowId};

use serde_json::{Value, json};

use super::grid::Grid;
use super::period::{Periods, Step, Tail};
use super::table::{Blocks, Table};
use super::text::paragraph;
use super::{View, figures, number, promises};

/// The ratios of entities with debt and what properties are worth, year by year; `None` where
/// there is nothing of it.
pub(crate) fn by_year(view: &View<'_>, tail: Tail) -> Option<String> {
    let periods = Periods::new(view.timeline(), Step::Year, tail, view.language());
    let mut table = Table::new(periods.heads(), Blocks::Fit);
    table.tail_from(periods.tail_from);
    let cells = |row: RowId| -> Vec<String> {
        let unit = view.plan.sheet.row(row).unit();
        let value = |value: Option<Decimal>| {
            value.map_or_else(
                || number::ABSENT.to_owned(),
                |value| cell(view, value, unit),
            )
        };
        let of_year = periods.periods.iter();
        of_year
            .map(|period| value(period.value(view.grid, row, OverYear::Last)))
            .collect()
    };
    let mut any = false;
    for valuation in &view.plan.answers.valuations {
        if !view.includes(Some(&valuation.entity)) {
            continue;
        }
        any = true;
        table.heading(0, view.label(&valuation.label));
        let words = view.words;
        for (label, row) in [
            (words.property_value(), valuation.value),
            (words.loan_to_cost(), valuation.loan_to_cost),
            (words.yield_on_cost(), valuation.yield_on_cost),
            (words.debt_yield(), valuation.debt_yield),
            (words.cash_on_cash(), valuation.cash_on_cash),
        ] {
            table.row(1, label, cells(row));
        }
    }
    let covenants = &view.plan.answers.covenants;
    let mut entity: Option<&str> = None;
    for ratio in &view.plan.answers.ratios {
        let judged = |covenant: &PlanCovenant| covenant.entity == ratio.entity;
        if !view.includes(Some(&ratio.entity)) || !covenants.iter().any(judged) {
            continue;
        }
        if entity != Some(&ratio.entity) {
            entity = Some(&ratio.entity);
            table.heading(0, view.entity_label(&ratio.entity).unwrap_or_default());
        }
        any = true;
        let adds = |row: RowId| view.grid.cells(row).iter().any(|value| !value.is_zero());
        if ratio.counts.is_none_or(adds) {
            table.row(1, view.label(&ratio.label), cells(ratio.row));
        }
    }
    any.then(|| table.render() + &not_seen(view))
}

/// What ratios leave out, a paragraph for each body.
fn not_seen(view: &View<'_>) -> String {
    let sentences = promises::not_seen(view);
    sentences
        .iter()
        .map(|sentence| paragraph(sentence, 2, 2))
        .collect()
}

/// A value in a narrow cell, without its currency.
fn cell(view: &View<'_>, value: Decimal, unit: Unit) -> String {
    if unit == Unit::Euro {
        number::whole(value, view.language())
    } else {
        view.value(value, unit)
    }
}

/// The covenants, loan by loan; `None` where there are none.
pub(crate) fn covenants(view: &View<'_>) -> Option<String> {
    let words = view.words;
    let mut grid = Grid::new([
        words.threshold(),
        words.worst_level(),
        words.in_what_month(),
        words.least_margin(),
        words.share(),
        words.first_breach(),
    ]);
    let mut contract: Option<&str> = None;
    for covenant in &view.plan.answers.covenants {
        if !view.includes(Some(&covenant.entity)) {
            continue;
        }
        if contract != Some(&covenant.contract) {
            contract = Some(&covenant.contract);
            let who = view.entity_label(&covenant.entity).unwrap_or_default();
            let what = view.label(&covenant.contract_label);
            grid.heading(2, &format!("{who}: {what}"));
        }
        let month = figures::month(view, &covenant.least_margin);
        grid.row(
            4,
            view.label(&covenant.label),
            [
                threshold(view, covenant),
                promises::worst_level(view, covenant),
                month_of(view, &covenant.worst),
                figures::short_value(view, covenant.least_margin.figure),
                margin_share(view, covenant),
                match month {
                    Some(_) => figures::short_value(view, covenant.first_breach),
                    None => words.never_tested().to_owned(),
                },
            ],
        );
    }
    if grid.is_empty() {
        return None;
    }
    Some(grid.render() + &paragraph(words.covenants_note(), 2, 2) + &not_seen(view))
}

/// The least margin as a share of what may fall; nothing where the two are of different tests, as
/// where there is nothing in one of them that could fall.
fn margin_share(view: &View<'_>, covenant: &PlanCovenant) -> String {
    let negative = |figure| {
        let value = view.grid.figure(figure).value();
        value.is_some_and(|value| value.is_sign_negative())
    };
    if negative(covenant.least_margin.figure) != negative(covenant.least_margin_share) {
        return String::new();
    }
    figures::short_value(view, covenant.least_margin_share)
}

/// The threshold with its sense: at least, at most.
fn threshold(view: &View<'_>, covenant: &PlanCovenant) -> String {
    let sign = if covenant.kind.is_floor() {
        "≥"
    } else {
        "≤"
    };
    let unit = view.plan.sheet.row(covenant.threshold).unit();
    let last = view.grid.cells(covenant.threshold).last().copied();
    let value = last.unwrap_or_default();
    format!("{sign} {}", view.value(value, unit))
}

/// The month of an extreme, as a table writes it.
fn month_of(view: &View<'_>, figure: &PlanFigure) -> String {
    let number = figure
        .month
        .and_then(|month| view.grid.figure(month).value());
    let month = number.and_then(|number| view.month_numbered(number));
    month.map_or_else(|| number::ABSENT.to_owned(), |month| view.short(month))
}

/// What the plan returns, and to whom; `None` where no property has a value.
pub(crate) fn returns(view: &View<'_>) -> Option<String> {
    let words = view.words;
    let all: Vec<&PlanReturn> = view
        .plan
        .answers
        .returns
        .iter()
        .filter(|of| view.includes(Some(&of.entity)))
        .collect();
    if all.is_empty() {
        return None;
    }
    let discount = discount_rates(view, &all);
    let head = match discount.as_slice() {
        [(_, only)] => words.present_value(Some(only)),
        _ => words.present_value(None),
    };
    let mut grid = Grid::new([
        words.asked(),
        words.obtained(),
        words.reached_heading(),
        &head,
    ]);
    for answer in &all {
        let asked = answer
            .asked
            .map_or_else(String::new, |asked| rate(view, asked));
        let met = match answer.is_met(view.grid) {
            None => "",
            Some(true) => words.yes(),
            Some(false) => words.no(),
        };
        let value = answer.present_value;
        grid.row(
            if answer.of == ReturnOf::Holder { 4 } else { 2 },
            view.label(&answer.label),
            [
                asked,
                rate(view, answer.obtained),
                met.to_owned(),
                value.map_or_else(String::new, |value| figures::short_value(view, value)),
            ],
        );
    }
    let mut text = grid.render();
    if discount.len() > 1 {
        for (who, rate) in &discount {
            text += &paragraph(&words.present_value_at(who, rate), 2, 2);
        }
    }
    for sentence in all.iter().filter_map(|answer| judgement(view, answer)) {
        text += &paragraph(&sentence, 2, 2);
    }
    for valuation in &view.plan.answers.valuations {
        if view.includes(Some(&valuation.entity)) {
            let left = figures::value(view, valuation.exit);
            let sentence = words.exit_left(view.label(&valuation.label), &left);
            text += &paragraph(&sentence, 2, 2);
        }
    }
    Some(text)
}

/// The rates of present values with the body that takes each; one entry where all take the same.
fn discount_rates(view: &View<'_>, all: &[&PlanReturn]) -> Vec<(String, String)> {
    let mut rates: Vec<(String, String)> = Vec::new();
    for answer in all {
        if let Some(figure) = answer.discount_rate {
            let who = view.entity_label(&answer.entity).unwrap_or_default();
            let found = (who.to_owned(), rate(view, figure));
            if !rates.contains(&found) {
                rates.push(found);
            }
        }
    }
    if rates.iter().all(|(_, rate)| *rate == rates[0].1) {
        rates.truncate(1);
    }
    rates
}

/// A rate a year without saying so, or why there is none.
fn rate(view: &View<'_>, figure: FigureId) -> String {
    match view.grid.figure(figure) {
        FigureValue::Value(value) | FigureValue::Several { value, .. } => {
            view.value(*value, Unit::Percent)
        }
        FigureValue::Absent(_) => number::ABSENT.to_owned(),
    }
}

/// Whether the return is competitive, given how the funding is composed.
fn judgement(view: &View<'_>, answer: &PlanReturn) -> Option<String> {
    if answer.of != ReturnOf::ProjectWithoutGrants {
        return None;
    }
    let met = answer.is_met(view.grid)?;
    let asked = rate(view, answer.asked?);
    let obtained = figures::value(view, answer.obtained);
    let who = view.entity_label(&answer.entity).unwrap_or_default();
    Some(view.words.competitive(who, &obtained, &asked, met))
}

/// The covenants for other programs: pointers into the rows and figures, and what came of them.
pub(crate) fn covenant_values(view: &View<'_>) -> Vec<Value> {
    let covenants = view.plan.answers.covenants.iter();
    let row = |row: RowId| view.plan.sheet.row(row).key().to_string();
    let values = covenants.map(|covenant| {
        let breach = view.grid.figure(covenant.first_breach).value();
        let month = breach.and_then(|number| view.month_numbered(number));
        json!({
            "entity": covenant.entity,
            "contract": covenant.contract,
            "covenant": covenant.kind.word(),
            "threshold": row(covenant.threshold),
            "level": row(covenant.level),
            "margin": row(covenant.margin),
            "tested": row(covenant.tested),
            "worst": figure_key(view, covenant.worst.figure),
            "least_margin": figure_key(view, covenant.least_margin.figure),
            "first_breach": month.map(|month| month.to_string()),
        })
    });
    values.collect()
}

/// The returns for other programs.
pub(crate) fn return_values(view: &View<'_>) -> Vec<Value> {
    let returns = view.plan.answers.returns.iter();
    let values = returns.map(|answer| {
        json!({
            "entity": answer.entity,
            "label": view.label(&answer.label),
            "asked": answer.asked.map(|asked| figure_key(view, asked)),
            "obtained": figure_key(view, answer.obtained),
            "present_value": answer.present_value.map(|value| figure_key(view, value)),
            "met": answer.is_met(view.grid),
        })
    });
    values.collect()
}

fn figure_key(view: &View<'_>, figure: FigureId) -> String {
    view.plan.sheet.figure(figure).key().to_string()
}
