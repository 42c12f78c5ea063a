//! A simulation as JSON. Shares come with their interval; months as `2027-12`.

use cittadella_engine::calendar::Month;
use cittadella_engine::quantity::Decimal;
use cittadella_engine::simulate::{
    CashOutlook, Competing, CovenantOutlook, Estimate, MonthOutlook, NeedOutlook, NumberOutlook,
    PROBABILITIES, Quantile, Reading, ReadingOutlook, Share, TargetOutlook, Verdict,
};
use serde_json::{Value, json};

use super::{Told, digits, far_from_middle};
use crate::render::View;

/// The whole answer of one case.
pub(crate) fn value(view: &View<'_>, told: &Told<'_>) -> Value {
    let outlook = told.outlook;
    let futures = told.futures;
    let size = futures.size;
    let target = outlook.target.as_ref().zip(view.plan.target.as_ref());
    let covenants = view.plan.answers.covenants.iter().zip(&outlook.covenants);
    let entities = || view.plan.entities.iter();
    json!({
        "scenario": {
            "name": view.plan.name,
            "currency": view.plan.currency,
            "stresses": told.stresses,
        },
        "trials": outlook.trials,
        "planned": futures.order.trials(),
        "partial": futures.partial,
        "seed": futures.order.design().seed,
        "sampler": futures.order.design().sampler.word(),
        "replicates": futures.order.design().replicated(),
        "uncertain_inputs": futures.dimensions,
        "probabilities": PROBABILITIES,
        "target": target.map(|(found, target)| self::target(view, found, target)),
        "confidence": told.confidence().map(|(asked, (low, high), verdict)| json!({
            "asked": decimal(asked),
            "low": low,
            "high": high,
            "verdict": match verdict {
                Verdict::Met => "met",
                Verdict::Missed => "missed",
                Verdict::Open => "open",
            },
        })),
        "base_case": told.headline().map(|(number, place)| json!({
            "key": number.key,
            "place": place,
            "apart": far_from_middle(place),
        })),
        "numbers": outlook.numbers.iter().map(|found| number(view, found)).collect::<Vec<_>>(),
        "alerts": view.plan.alerts.iter().zip(&outlook.alerts).map(|(alert, found)| json!({
            "entity": alert.entity,
            "label": view.label(&alert.label),
            "holds": share(found.holds),
            "first_month_in_half": month(view, found.first),
        })).collect::<Vec<_>>(),
        "covenants": covenants.map(|(covenant, found)| json!({
            "entity": covenant.entity,
            "contract": covenant.contract,
            "covenant": covenant.kind.word(),
            "broken": share(found.broken),
            "first_month_in_half": month(view, found.first),
            "tests": tests(view, found),
        })).collect::<Vec<_>>(),
        "needs": entities().zip(&outlook.needs).map(|(entity, found)| need(view, &entity.name, found))
            .collect::<Vec<_>>(),
        "closing_cash": entities().zip(&outlook.cash).map(|(entity, found)| cash(view, &entity.name, found))
            .collect::<Vec<_>>(),
        "model_risk": told.readings.map(|readings| readings.iter().map(reading).collect::<Vec<_>>()),
        "tape": {
            "cells": size.cells,
            "folded": size.folded,
            "shared": size.shared,
            "dead": size.dead,
            "instructions": size.instructions,
            "slots": size.slots,
        },
    })
}

fn target(
    view: &View<'_>,
    found: &TargetOutlook,
    target: &cittadella_engine::model::Target,
) -> Value {
    let timeline = view.timeline();
    let months = timeline.months().zip(&found.months);
    json!({
        "entity": target.entity,
        "by": target.by.to_string(),
        "at_target": competing(found.by),
        "by_month": months.map(|(month, found)| by_month(view, month, found)).collect::<Vec<_>>(),
        "curve_half_width": found.band,
        "median": month(view, found.median),
        "ninety_percent": month(view, found.ninety),
        "lost_again": share(found.relapse),
        "as_early_as_stated": found.as_early.map(share),
    })
}

fn by_month(view: &View<'_>, month: Month, found: &MonthOutlook) -> Value {
    json!({
        "month": calendar(view, month),
        "shares": competing(found.shares),
        "reached": share(found.reached),
    })
}

fn competing(by: Competing) -> Value {
    json!({
        "stands": share(by.stands),
        "insolvent_first": share(by.insolvent),
        "neither": share(by.neither),
    })
}

fn share(share: Share) -> Value {
    let (low, high) = share.interval();
    json!({ "count": share.count, "of": share.of, "share": share.value(), "low": low, "high": high })
}

fn quantiles(quantiles: &[Quantile]) -> Value {
    let value = |of: &Quantile| json!({ "p": of.probability, "value": of.value, "low": of.low, "high": of.high });
    Value::Array(quantiles.iter().map(value).collect())
}

fn estimate(estimate: Option<Estimate>) -> Value {
    estimate.map_or(Value::Null, |estimate| {
        let (low, high) = estimate.interval();
        json!({ "value": estimate.value, "error": estimate.error, "low": low, "high": high })
    })
}

fn number(view: &View<'_>, found: &NumberOutlook) -> Value {
    let range = &found.range;
    json!({
        "key": found.key,
        "label": view.label(&found.label),
        "entity": found.entity,
        "unit": found.unit.to_string(),
        "base": found.base.map(decimal),
        "base_place": found.base_place,
        "absent": share(range.absent),
        "mean": estimate(range.mean),
        "quantiles": quantiles(&range.quantiles),
        "mean_of_least_5_percent": estimate(range.least),
        "mean_of_greatest_5_percent": estimate(range.greatest),
    })
}

fn tests(view: &View<'_>, found: &CovenantOutlook) -> Vec<Value> {
    let tests = found.tests.iter().map(|test| {
        json!({
            "month": calendar(view, test.month),
            "made": share(test.made),
            "fails": share(test.fails),
            "fails_first": share(test.fails_first),
        })
    });
    tests.collect()
}

fn need(view: &View<'_>, entity: &str, found: &NeedOutlook) -> Value {
    json!({
        "entity": entity,
        "lacks": share(found.lacks),
        "first_of_all": share(found.first_of_all),
        "first_month_in_half": month(view, found.first),
    })
}

fn cash(view: &View<'_>, entity: &str, found: &CashOutlook) -> Value {
    let months = found.months.iter().map(|of| {
        json!({
            "month": calendar(view, of.month),
            "quantiles": quantiles(&of.quantiles),
            "low_in_all_months": of.band.0.value,
            "high_in_all_months": of.band.1.value,
        })
    });
    json!({
        "entity": entity,
        "inside_each_month": share(found.inside_each),
        "inside_all_months": share(found.inside_all),
        "months": months.collect::<Vec<_>>(),
    })
}

fn reading(found: &ReadingOutlook) -> Value {
    json!({
        "reading": word(found.reading),
        "stands": share(found.stands),
        "difference": estimate(Some(found.difference)),
    })
}

/// The word for a reading in files.
pub(super) fn word(reading: Reading) -> &'static str {
    match reading {
        Reading::Stated => "stated",
        Reading::Independent => "independent",
        Reading::JointExtremes => "joint_extremes",
        Reading::WideRanges => "wide_ranges",
        Reading::FewerRenewals => "fewer_renewals",
    }
}

fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
}

fn calendar(view: &View<'_>, month: Month) -> String {
    view.timeline().calendar_month(month).to_string()
}

fn month(view: &View<'_>, number: Option<f64>) -> Option<String> {
    let number = digits::whole(number?)?;
    view.month_numbered(number).map(|month| month.to_string())
}
