//! A plan and its values as JSON, for other programs.

use cittadella_engine::calendar::Month;
use cittadella_engine::evaluate::{FigureValue, Reason};
use cittadella_engine::model::Target;
use cittadella_engine::quantity::Decimal;
use cittadella_engine::sheet::{Figure, FigureId, Kind};
use serde_json::{Map, Value, json};

use super::{View, alerts, answers, figures, screen, verdict};

/// The whole of one case. `stresses` are their names in order, `notices` sentences.
pub(crate) fn case(view: &View<'_>, stresses: &[String], notices: &[String]) -> Value {
    let timeline = view.timeline();
    let months: Vec<String> = timeline
        .months()
        .map(|month| month_text(view, month))
        .collect();
    let mut all_notices = notices.to_vec();
    all_notices.extend(screen::clamped(view));
    json!({
        "scenario": {
            "name": view.plan.name,
            "language": view.plan.language.code(),
            "currency": view.plan.currency,
            "entities": view.plan.entities.iter().map(|entity| &entity.name).collect::<Vec<_>>(),
            "first_month": timeline.start().to_string(),
            "shown_months": timeline.shown(),
            "stresses": stresses,
        },
        "months": months,
        "rows": rows(view),
        "figures": figures(view),
        "target": view.plan.target.as_ref().map(|target| target_value(view, target)),
        "checks": checks(view),
        "alerts": alert_values(view),
        "exchanges": exchanges(view),
        "covenants": answers::covenant_values(view),
        "returns": answers::return_values(view),
        "asserts": assertions(view),
        "notices": all_notices,
    })
}

/// A JSON value as the program prints it: a key a line, and each list of plain values on one.
pub(crate) fn text(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value, 0);
    text.push('\n');
    text
}

fn write(text: &mut String, value: &Value, indent: usize) {
    let inner = "  ".repeat(indent + 1);
    let outer = "  ".repeat(indent);
    match value {
        Value::Object(object) if !object.is_empty() => {
            for (position, (key, value)) in object.iter().enumerate() {
                *text += if position == 0 { "{" } else { "," };
                *text += &format!("\n{inner}{}: ", Value::from(key.as_str()));
                write(text, value, indent + 1);
            }
            *text += &format!("\n{outer}}}");
        }
        Value::Array(list)
            if list
                .iter()
                .any(|value| value.is_object() || value.is_array()) =>
        {
            for (position, value) in list.iter().enumerate() {
                *text += if position == 0 { "[" } else { "," };
                *text += &format!("\n{inner}");
                write(text, value, indent + 1);
            }
            *text += &format!("\n{outer}]");
        }
        Value::Array(list) => {
            let list: Vec<String> = list.iter().map(Value::to_string).collect();
            *text += &format!("[{}]", list.join(", "));
        }
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            *text += &value.to_string();
        }
    }
}

fn rows(view: &View<'_>) -> Map<String, Value> {
    let rows = view.plan.sheet.rows().map(|(id, row)| {
        let value = json!({
            "unit": row.unit().to_string(),
            "kind": kind(row.kind()),
            "entity": row.entity(),
            "label": view.label(row.label()),
            "values": view
                .timeline()
                .months()
                .map(|month| decimal(view.grid.value(id, month)))
                .collect::<Vec<_>>(),
        });
        (row.key().to_string(), value)
    });
    rows.collect()
}

fn figures(view: &View<'_>) -> Map<String, Value> {
    let figures = view
        .plan
        .sheet
        .figures()
        .map(|(id, figure)| (figure.key().to_string(), figure_value(view, id, figure)));
    figures.collect()
}

fn figure_value(view: &View<'_>, id: FigureId, figure: &Figure) -> Value {
    let printed = view
        .plan
        .figures
        .iter()
        .find(|printed| printed.figure == id || printed.month == Some(id));
    let found = view.grid.figure(id);
    let mut object = Map::new();
    object.insert("unit".to_owned(), json!(figure.unit().to_string()));
    object.insert(
        "entity".to_owned(),
        json!(printed.and_then(|printed| printed.entity.as_deref())),
    );
    object.insert("label".to_owned(), json!(view.label(figure.label())));
    object.insert("value".to_owned(), decimal(found.value()));
    let month_number = if figures::is_month(figure.unit()) {
        found.value()
    } else {
        let month = printed.and_then(|printed| printed.month);
        month.and_then(|month| view.grid.figure(month).value())
    };
    if let Some(month) = month_number.and_then(|number| view.month_numbered(number)) {
        object.insert("month".to_owned(), json!(month.to_string()));
    }
    match found {
        FigureValue::Value(_) => {}
        FigureValue::Several { all, .. } => {
            let all: Vec<Value> = all.iter().map(|value| decimal(Some(*value))).collect();
            object.insert("all".to_owned(), json!(all));
        }
        FigureValue::Absent(reason) => {
            object.insert("absent".to_owned(), json!(reason_word(*reason)));
        }
    }
    Value::Object(object)
}

fn target_value(view: &View<'_>, target: &Target) -> Value {
    let reached = verdict::reached(view, target);
    let month = reached.and_then(|reached| view.month_numbered(reached.month_number));
    json!({
        "entity": target.entity,
        "by": target.by.to_string(),
        "measure": view.plan.sheet.row(target.measure).key().as_str(),
        "window_months": target.window_months,
        "hold_months": target.hold_months,
        "reached": month.map(|month| month.to_string()),
        "relapse": verdict::relapse(view, target).map(|month| month.to_string()),
        "months_late": reached.map(|reached| reached.months_late),
    })
}

/// What stands between the entities; empty where there is one.
fn exchanges(view: &View<'_>) -> Vec<Value> {
    let group = view.plan.group.iter();
    let exchanges = group.flat_map(|group| &group.exchanges).map(|exchange| {
        json!({
            "kind": exchange.kind.word(),
            "from": exchange.from,
            "to": exchange.to,
            "label": view.label(&exchange.label),
            "row": view.plan.sheet.row(exchange.row).key().as_str(),
        })
    });
    exchanges.collect()
}

fn checks(view: &View<'_>) -> Vec<Value> {
    let checks = view.plan.checks.iter().map(|check| {
        json!({
            "label": view.label(&check.label),
            "row": view.plan.sheet.row(check.row).key().as_str(),
            "holds": check.first_failure(view.grid).is_none(),
        })
    });
    checks.collect()
}

fn alert_values(view: &View<'_>) -> Vec<Value> {
    let alerts = view.plan.alerts.iter().map(|alert| {
        let months = alerts::months(view, alert);
        let cells = view.grid.cells(alert.amount);
        let amounts: Vec<Value> = months
            .iter()
            .map(|month| decimal(Some(cells[*month])))
            .collect();
        json!({
            "entity": alert.entity,
            "label": view.label(&alert.label),
            "months": months.iter().map(|month| position_text(view, *month)).collect::<Vec<_>>(),
            "amounts": amounts,
        })
    });
    alerts.collect()
}

fn assertions(view: &View<'_>) -> Vec<Value> {
    let assertions = view.plan.assertions.iter().map(|assertion| {
        json!({
            "name": assertion.name,
            "text": assertion.text,
            "place": assertion.place,
            "value": decimal(view.grid.figure(assertion.figure).value()),
            "holds": alerts::holds(view, assertion),
        })
    });
    assertions.collect()
}

/// A number as its shortest decimal text; `null` where there is none.
fn decimal(value: Option<Decimal>) -> Value {
    value.map_or(Value::Null, |value| {
        Value::String(value.normalize().to_string())
    })
}

fn month_text(view: &View<'_>, month: Month) -> String {
    view.timeline().calendar_month(month).to_string()
}

fn position_text(view: &View<'_>, position: usize) -> String {
    month_text(view, Month(u32::try_from(position).unwrap_or(u32::MAX)))
}

/// The word for a kind, the same in every language.
pub(crate) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Flow => "flow",
        Kind::Balance => "balance",
        Kind::Rate => "rate",
        Kind::Flag => "flag",
    }
}

fn reason_word(reason: Reason) -> &'static str {
    match reason {
        Reason::NothingApplies => "nothing_applies",
        Reason::Never => "never",
        Reason::OutsidePlan => "outside_plan",
        Reason::DivisorZero => "divisor_zero",
        Reason::FlowHasOneSign => "flow_has_one_sign",
        Reason::NoRoot => "no_root",
        Reason::RateTooLow => "rate_too_low",
        Reason::TooLarge => "too_large",
    }
}
