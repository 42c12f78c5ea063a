//! Distributions and processes: parameters in order, probabilities that add to 100 %.

use super::families;
use super::reader::{Item, Reader};
use super::shape::Shape;
use super::tenants::LET;
use super::tree::Node;
use super::written::{is_length, is_rate};
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Bounds, Decimal, Unit};
use crate::scenario::field::Field;
use crate::scenario::live::Level;
use crate::uncertainty::{Hazard, Process, Relation, Uncertain};
use crate::wording::Label;

/// The distributions of the language.
const SHAPES: [&str; 11] = [
    "uniform",
    "triangular",
    "trigen",
    "pert",
    "beta",
    "normal",
    "lognormal",
    "quantiles",
    "discrete",
    "bernoulli",
    "empirical",
];
/// The most values of a lag: it is one choice a value in the compiled reading.
const MOST_LAGS: usize = 16;
/// Whether a key states an uncertainty.
pub(super) fn is_key(key: &str) -> bool {
    SHAPES.contains(&key) || matches!(key, "relative" | "uncertain" | "truncated")
}

/// Reads the uncertainty of the number at `item`, if one is stated.
pub(super) fn read(
    reader: &mut Reader,
    item: &mut Item<'_>,
    field: &Field,
    level: &Level,
) -> Option<Uncertain> {
    let mut stated = one_of(item, &SHAPES);
    stated.extend(one_of(item, &["relative", "uncertain"]));
    let truncation = families::truncation(item);
    if let [(first, _), (second, node), ..] = stated.as_slice() {
        reader.report(
            Diagnostic::at(Code::SeveralDistributions, &node.key_place)
                .with("path", item.path.as_str())
                .with("first", *first)
                .with("second", *second),
        );
    }
    let Some((key, node)) = stated.into_iter().next() else {
        nothing_to_truncate(reader, item, truncation.as_ref());
        return None;
    };
    let uncertain = match key {
        "uncertain" => process(reader, item, &node, field),
        "relative" => relative(reader, item, &node, field),
        shape => {
            let cut = truncation.as_ref();
            return absolute(reader, item, (shape, &node), cut, field, level)
                .inspect(|uncertain| check_lag(reader, item, &node, field, uncertain));
        }
    }?;
    if let Some(cut) = &truncation {
        let reason = Label::new(
            format!("`truncated` non vale per `{key}`"),
            format!("`truncated` does not go with `{key}`"),
        );
        let allowed = Label::new(
            "`truncated` accanto alla distribuzione, dentro `relative`",
            "`truncated` beside the distribution, inside of `relative`",
        );
        no_uncertainty(reader, item, cut, reason, allowed);
    }
    check_lag(reader, item, &node, field, &uncertain);
    Some(uncertain)
}

/// Those of some keys that an item states.
fn one_of(item: &mut Item<'_>, keys: &[&'static str]) -> Vec<(&'static str, Node)> {
    let stated = keys.iter();
    stated
        .filter_map(|key| item.take(key).map(|node| (*key, node.clone())))
        .collect()
}

/// Says that a truncation stands alone.
fn nothing_to_truncate(reader: &mut Reader, item: &Item<'_>, truncation: Option<&Node>) {
    if truncation.is_some() {
        reader.missing(item, "normal", "normal = { mean = 100, sd = 10 }");
    }
}

fn absolute(
    reader: &mut Reader,
    item: &Item<'_>,
    (shape, node): (&'static str, &Node),
    truncation: Option<&Node>,
    field: &Field,
    level: &Level,
) -> Option<Uncertain> {
    let base = match level {
        Level::Base(base) => *base,
        Level::Steps(_) | Level::Yearly(_) | Level::Dated(_) => {
            let reason = Label::new("il livello ha più valori", "the level has several values");
            let allowed = Label::new(
                "una distribuzione `relative`, che sposta tutta la serie",
                "a `relative` distribution, which moves the whole series",
            );
            no_uncertainty(reader, item, node, reason, allowed);
            return None;
        }
    };
    if base.is_zero() && !is_rate(field.unit) && !is_length(field.unit) {
        reader.report(
            Diagnostic::at(Code::BaseZero, &node.key_place).with("path", item.path.as_str()),
        );
    }
    let mut shape_of = Shape {
        reader,
        path: item.path_of(shape),
        field,
        relation: None,
        absolute: Some(base),
    };
    let distribution = shape_of.read(shape, node)?;
    let distribution = match truncation {
        Some(cut) => shape_of.truncated(distribution, item.path_of("truncated"), cut)?,
        None => distribution,
    };
    Some(Uncertain::Absolute(distribution))
}

fn relative(reader: &mut Reader, item: &Item<'_>, node: &Node, field: &Field) -> Option<Uncertain> {
    let path = item.path_of("relative");
    let Some(table) = node.table() else {
        let expected = Label::new("una distribuzione", "a distribution");
        let example = "relative = { pert = [\"-10%\", \"0%\", \"+10%\"] }";
        reader.wrong_type(node, &path, expected, example);
        return None;
    };
    let mut inner = Item::new(path.clone(), item.label.clone(), node.place.clone(), table);
    let stated = one_of(&mut inner, &SHAPES);
    let truncation = families::truncation(&mut inner);
    reader.finish(&inner);
    let Some((shape, at)) = stated.into_iter().next() else {
        reader.missing(&inner, "pert", "pert = [\"-10%\", \"0%\", \"+10%\"]");
        return None;
    };
    let mut shape_of = Shape {
        reader,
        path: format!("{path}.{shape}"),
        field,
        relation: None,
        absolute: None,
    };
    let distribution = shape_of.read(shape, &at)?;
    let distribution = match &truncation {
        Some(cut) => shape_of.truncated(distribution, format!("{path}.truncated"), cut)?,
        None => distribution,
    };
    let relation = shape_of.relation.unwrap_or(Relation::Ratio);
    Some(Uncertain::Relative {
        distribution,
        relation,
    })
}

fn check_lag(
    reader: &mut Reader,
    item: &Item<'_>,
    node: &Node,
    field: &Field,
    uncertain: &Uncertain,
) {
    if !field.lag {
        return;
    }
    let values = match uncertain {
        Uncertain::Absolute(distribution) | Uncertain::Relative { distribution, .. } => {
            distribution.values()
        }
        Uncertain::Process(_) => None,
    };
    let found = match values.map(|values| values.len()) {
        Some(count) if count <= MOST_LAGS => return,
        Some(count) => Label::new(format!("{count} valori"), format!("{count} values")),
        None => Label::new("infiniti valori", "any number of values"),
    };
    reader.report(
        Diagnostic::at(Code::LagSupport, &node.key_place)
            .with("path", item.path.as_str())
            .with_label("found", found)
            .with("most", MOST_LAGS.to_string()),
    );
}

fn no_uncertainty(
    reader: &mut Reader,
    item: &Item<'_>,
    node: &Node,
    reason: Label,
    allowed: Label,
) {
    reader.report(
        Diagnostic::at(Code::NoUncertaintyHere, &node.key_place)
            .with("path", item.path.as_str())
            .with_label("reason", reason)
            .with_label("allowed", allowed),
    );
}

/// `uncertain = { process = "ar1", persistence = 0.6, volatility = "0.9%" }`.
fn process(reader: &mut Reader, item: &Item<'_>, node: &Node, field: &Field) -> Option<Uncertain> {
    if field.key != "yearly" && field.key != LET {
        let reason = Label::new(
            "solo gli indici e la parte affittata hanno un processo",
            "only indices and the part let have a process",
        );
        let allowed = Label::new("una distribuzione", "a distribution");
        no_uncertainty(reader, item, node, reason, allowed);
        return None;
    }
    let path = item.path_of("uncertain");
    let Some(table) = node.table() else {
        let expected = Label::new("un processo", "a process");
        let example = "uncertain = { process = \"ar1\", persistence = 0.6, volatility = \"0.9%\" }";
        reader.wrong_type(node, &path, expected, example);
        return None;
    };
    let mut inner = Item::new(path, item.label.clone(), node.place.clone(), table);
    if field.key == LET {
        return Some(Uncertain::Process(tenancy(reader, &mut inner)));
    }
    let kinds = [("ar1", true), ("vasicek", false)];
    let autoregressive = reader.required_choice(&mut inner, "process", &kinds, &[]);
    let spread = Field::positive(
        "volatility",
        Label::new("volatilità", "volatility"),
        field.unit,
    );
    let volatility = fixed(reader, &mut inner, &spread);
    let floor = Field::new("floor", Label::new("minimo", "floor"), field.unit);
    let floor = inner.take("floor").map(|node| {
        let path = inner.path_of("floor");
        reader.plain(node, &path, &floor)
    });
    let process = if autoregressive {
        let field = Field::share("persistence", Label::new("persistenza", "persistence"));
        let persistence = fixed(reader, &mut inner, &field);
        Process::Autoregressive {
            persistence,
            volatility,
            floor,
        }
    } else {
        let bounds = Bounds {
            low: Some(Decimal::new(1, 4)),
            high: Some(Decimal::from(12)),
        };
        let field = Field::new("reversion", Label::new("ritorno", "reversion"), Unit::Ratio);
        let reversion = fixed(reader, &mut inner, &field.within(bounds));
        Process::Vasicek {
            reversion,
            volatility,
            floor,
        }
    };
    reader.finish(&inner);
    Some(Uncertain::Process(process))
}

/// `{ process = "tenancy", hazard = "5%", void_months = 9 }`.
fn tenancy(reader: &mut Reader, inner: &mut Item<'_>) -> Process {
    reader.required_choice(inner, "process", &[("tenancy", true)], &[]);
    let hazard = Label::new("probabilità annua", "probability a year");
    let yearly = fixed(reader, inner, &Field::share("hazard", hazard));
    let bounds = Bounds {
        low: Some(Decimal::ONE),
        high: Some(Decimal::from(360)),
    };
    let void = Label::new("mesi di sfitto", "months of void");
    let void = Field::new("void_months", void, Unit::Months).within(bounds);
    let void_months = fixed(reader, inner, &void);
    reader.finish(inner);
    Process::Tenancy {
        hazard: Hazard { yearly },
        void_months,
    }
}

/// A parameter that must be stated.
pub(super) fn fixed(reader: &mut Reader, item: &mut Item<'_>, field: &Field) -> Decimal {
    let path = item.path_of(field.key);
    match item.take(field.key) {
        Some(node) => reader.plain(node, &path, field),
        None => {
            reader.missing(
                item,
                field.key,
                &format!("{} = {}", field.key, field.example()),
            );
            field.stand_in()
        }
    }
}
