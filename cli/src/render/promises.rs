//! What lenders and owners were promised and what they get, in sentences of the verdict.

use cittadella_engine::calendar::YearMonth;
use cittadella_engine::model::{PlanCovenant, PlanReturn, ReturnOf};
use cittadella_engine::quantity::Decimal;

use super::{View, figures, number, verdict};
use crate::words::BrokenCovenant;

/// The covenants of the entities looked at.
pub(crate) fn covenants<'a>(view: &View<'a>) -> impl Iterator<Item = &'a PlanCovenant> {
    let view = *view;
    let all = view.plan.answers.covenants.iter();
    all.filter(move |covenant| view.includes(Some(&covenant.entity)))
}

/// The month of the first test that a covenant fails.
pub(crate) fn first_breach(view: &View<'_>, covenant: &PlanCovenant) -> Option<YearMonth> {
    view.month_numbered(view.grid.figure(covenant.first_breach).value()?)
}

/// A sentence for each covenant that fails a test, one for all that hold.
pub(crate) fn told(view: &View<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut kept: Vec<String> = Vec::new();
    for covenant in covenants(view) {
        let ratio = view.label(&covenant.label);
        let contract = view.label(&covenant.contract_label);
        match first_breach(view, covenant) {
            Some(month) => sentences.push(broken(view, covenant, &view.long(month))),
            // One that is never tested is neither kept nor broken.
            None if view.grid.figure(covenant.worst.figure).value().is_none() => {}
            None => kept.push(format!("{contract} ({ratio})")),
        }
    }
    if !kept.is_empty() {
        let kept: Vec<&str> = kept.iter().map(String::as_str).collect();
        sentences.push(view.words.covenants_kept(&view.words.and(&kept)));
    }
    sentences
}

fn broken(view: &View<'_>, covenant: &PlanCovenant, month: &str) -> String {
    let worst = covenant.worst.figure;
    let worst_in = covenant.worst.month;
    let unit = view.plan.sheet.figure(worst).unit();
    let last = view.timeline().month_count() as usize - 1;
    let threshold = view.value(view.grid.cells(covenant.threshold)[last], unit);
    let at = worst_in
        .and_then(|figure| view.grid.figure(figure).value())
        .and_then(|month_number| view.month_numbered(month_number))
        .map_or_else(String::new, |month| view.long(month));
    let level = worst_level(view, covenant);
    let short = view
        .grid
        .figure(covenant.least_margin.figure)
        .value()
        .filter(|margin| margin.is_sign_negative())
        .map(|margin| view.money(-margin));
    let count = |row| {
        let flags = view.grid.cells(row).iter();
        flags.filter(|flag| !flag.is_zero()).count()
    };
    view.words.covenant_broken(&BrokenCovenant {
        failed: count(covenant.breach),
        tests: count(covenant.tested),
        kind: covenant.kind,
        contract: view.label(&covenant.contract_label),
        ratio: view.label(&covenant.label),
        threshold: &threshold,
        from: month,
        worst: &level,
        at: &at,
        short: short.as_deref(),
    })
}

/// A sentence for each debt that falls due after the last computed month.
pub(crate) fn after_the_plan(view: &View<'_>) -> Vec<String> {
    let maturities = view.plan.answers.maturities.iter();
    maturities
        .filter(|of| view.includes(Some(&of.entity)))
        .filter_map(|of| {
            let owed = *view.grid.cells(of.closing).last()?;
            let who = view.entity_label(&of.entity)?;
            (!owed.is_zero()).then(|| {
                let amounts = (view.money(owed), view.long(of.month));
                view.words
                    .due_after(who, view.label(&of.label), &amounts.0, &amounts.1)
            })
        })
        .collect()
}

/// A sentence for each property that returns take as sold before its income has run for a year.
pub(crate) fn sold_early(view: &View<'_>) -> Vec<String> {
    let shown = view.timeline().shown() as usize;
    let valuations = view.plan.answers.valuations.iter();
    valuations
        .filter(|of| view.includes(Some(&of.entity)))
        .filter(|of| view.grid.cells(of.by_income)[shown - 1].is_zero())
        .map(|of| {
            let at = |row| view.money(view.grid.cells(row)[shown - 1]);
            let month = view.long_at(shown - 1);
            let what = view.label(&of.label);
            view.words
                .sold_early(what, &month, &at(of.value), &at(of.price))
        })
        .collect()
}

/// A sentence for each body that lenders test, or measure by its property, and that lacks money.
pub(crate) fn not_seen(view: &View<'_>) -> Vec<String> {
    let answers = &view.plan.answers;
    let told = view.entities().filter(|entity| !view.is_group(entity));
    let told = told.filter(|entity| {
        let tests = answers.covenants.iter();
        let values = answers.valuations.iter();
        let mut measured = tests
            .map(|test| &test.entity)
            .chain(values.map(|value| &value.entity));
        measured.any(|name| *name == entity.name)
    });
    told.filter_map(|entity| {
        let needs = view.grid.cells(entity.uncovered_need).iter();
        let missing = needs.copied().enumerate();
        let missing: Vec<(usize, Decimal)> = missing.filter(|(_, need)| !need.is_zero()).collect();
        let until = missing.last()?.0;
        let (at, most) = verdict::greatest(&missing);
        Some(view.words.ratios_do_not_see(
            view.label(&entity.label),
            &view.money(most),
            &view.short_at(at),
            &view.short_at(until),
        ))
    })
    .collect()
}

/// The worst level of a covenant; with more digits where rounding alone lifts it to the threshold.
pub(crate) fn worst_level(view: &View<'_>, covenant: &PlanCovenant) -> String {
    let worst = covenant.worst.figure;
    let unit = view.plan.sheet.figure(worst).unit();
    let last = view.timeline().month_count() as usize - 1;
    let threshold = view.grid.cells(covenant.threshold)[last];
    let level = figures::short_value(view, worst);
    match view.grid.figure(worst).value() {
        Some(value) if value != threshold && level == view.value(threshold, unit) => {
            number::plain(value, 4, view.language())
        }
        Some(_) | None => level,
    }
}

/// A sentence for each property whose owners get less than they ask, or as much.
pub(crate) fn owners(view: &View<'_>) -> Vec<String> {
    let all = returns(view).filter(|found| found.of == ReturnOf::Owners);
    all.filter_map(|found| {
        let asked = figures::short_value(view, found.asked?);
        let who = view.entity_label(&found.entity)?;
        let Some(rate) = view.grid.figure(found.obtained).value() else {
            return Some(view.words.owners_lose(who, &asked));
        };
        if rate.is_sign_negative() && !rate.is_zero() {
            let unit = view.plan.sheet.figure(found.obtained).unit();
            let lost = view.value(-rate, unit);
            return Some(view.words.owners_lose_a_year(who, &asked, &lost));
        }
        let obtained = figures::short_value(view, found.obtained);
        let met = found.is_met(view.grid)?;
        Some(view.words.owners_return(who, &asked, &obtained, met))
    })
    .collect()
}

/// The returns of the entities looked at.
pub(crate) fn returns<'a>(view: &View<'a>) -> impl Iterator<Item = &'a PlanReturn> {
    let view = *view;
    let all = view.plan.answers.returns.iter();
    all.filter(move |found| view.includes(Some(&found.entity)))
}
