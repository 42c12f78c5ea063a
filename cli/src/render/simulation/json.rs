//! A simulation as JSON. Shares come with their interval; months as `2027-12`.

use cittadella_engine::simulate::{
    Competing, FigureOutlook, Outlook, PROBABILITIES, Quantile, Share,
};
use serde_json::{Value, json};

use super::digits;
use crate::render::View;

/// The whole answer of one case.
pub(crate) fn value(view: &View<'_>, outlook: &Outlook, stresses: &[String]) -> Value {
    let timeline = view.timeline();
    let target = outlook.target.as_ref().zip(view.plan.target.as_ref());
    let size = outlook.size;
    json!({
        "scenario": {
            "name": view.plan.name,
            "currency": view.plan.currency,
            "stresses": stresses,
        },
        "trials": outlook.trials,
        "seed": outlook.design.seed,
        "sampler": outlook.design.sampler.word(),
        "replicates": outlook.design.replicated(),
        "uncertain_inputs": outlook.uncertain,
        "probabilities": PROBABILITIES,
        "target": target.map(|(found, target)| json!({
            "entity": target.entity,
            "by": target.by.to_string(),
            "confidence": target.confidence.map(|asked| asked.to_string()),
            "at_target": competing(found.by),
            "by_month": timeline.months().zip(&found.months).map(|(month, by)| json!({
                "month": timeline.calendar_month(month).to_string(),
                "shares": competing(*by),
            })).collect::<Vec<_>>(),
            "median": month(view, found.median),
            "ninety_percent": month(view, found.ninety),
            "lost_again": share(found.relapse),
        })),
        "figures": view.plan.figures.iter().zip(&outlook.figures)
            .map(|(_, found)| figure(view, found)).collect::<Vec<_>>(),
        "alerts": view.plan.alerts.iter().zip(&outlook.alerts).map(|(alert, found)| json!({
            "entity": alert.entity,
            "label": view.label(&alert.label),
            "holds": share(found.holds),
            "first_month_in_half": month(view, found.first),
        })).collect::<Vec<_>>(),
        "closing_cash": view.plan.entities.iter().zip(&outlook.cash).map(|(entity, years)| json!({
            "entity": entity.name,
            "years": years.iter().map(|year| json!({
                "month": timeline.calendar_month(year.month).to_string(),
                "quantiles": quantiles(&year.quantiles),
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
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

fn figure(view: &View<'_>, found: &FigureOutlook) -> Value {
    let figure = view.plan.sheet.figure(found.figure);
    json!({
        "key": figure.key().as_str(),
        "label": view.label(figure.label()),
        "unit": figure.unit().to_string(),
        "base": found.base.map(|base| base.normalize().to_string()),
        "base_place": found.base_place,
        "absent": share(found.absent),
        "mean": found.mean,
        "quantiles": quantiles(&found.quantiles),
        "mean_of_least_5_percent": found.tails.map(|tails| tails.0),
        "mean_of_greatest_5_percent": found.tails.map(|tails| tails.1),
    })
}

fn month(view: &View<'_>, number: Option<f64>) -> Option<String> {
    let number = digits::whole(number?)?;
    view.month_numbered(number).map(|month| month.to_string())
}
