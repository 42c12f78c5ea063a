//! Distributions and processes: parameters in order, probabilities that add to 100 %.

use super::reader::{Item, Reader};
use super::tree::{Node, Value};
use super::written::{Suffix, Written, is_length, is_rate, percent, show};
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::scenario::field::Field;
use crate::scenario::live::Level;
use crate::uncertainty::{Distribution, Process, Relation, Uncertain};
use crate::wording::Label;

/// The distributions of the language.
const SHAPES: [&str; 8] = [
    "uniform",
    "triangular",
    "pert",
    "normal",
    "lognormal",
    "quantiles",
    "discrete",
    "bernoulli",
];
/// The most values of a lag: it is one choice a value in the compiled reading.
const MOST_LAGS: usize = 16;
/// Every key that states an uncertainty.
pub(super) const KEYS: [&str; 10] = [
    "uniform",
    "triangular",
    "pert",
    "normal",
    "lognormal",
    "quantiles",
    "discrete",
    "bernoulli",
    "relative",
    "uncertain",
];

/// Reads the uncertainty of the number at `item`, if one is stated.
pub(super) fn read(
    reader: &mut Reader,
    item: &mut Item<'_>,
    field: &Field,
    level: &Level,
) -> Option<Uncertain> {
    let stated: Vec<(&'static str, Node)> = KEYS
        .into_iter()
        .filter_map(|key| item.take(key).map(|node| (key, node.clone())))
        .collect();
    if let [(first, _), (second, node), ..] = stated.as_slice() {
        reader.report(
            Diagnostic::at(Code::SeveralDistributions, &node.key_place)
                .with("path", item.path.as_str())
                .with("first", *first)
                .with("second", *second),
        );
    }
    let (key, node) = stated.into_iter().next()?;
    let uncertain = match key {
        "uncertain" => process(reader, item, &node, field),
        "relative" => relative(reader, item, &node, field),
        shape => absolute(reader, item, shape, &node, field, level),
    }?;
    check_lag(reader, item, &node, field, &uncertain);
    Some(uncertain)
}

fn absolute(
    reader: &mut Reader,
    item: &Item<'_>,
    shape: &'static str,
    node: &Node,
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
    shape_of.read(shape, node).map(Uncertain::Absolute)
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
    let stated: Vec<(&'static str, Node)> = SHAPES
        .into_iter()
        .filter_map(|key| inner.take(key).map(|node| (key, node.clone())))
        .collect();
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
    if field.key != "yearly" {
        let reason = Label::new(
            "solo gli indici hanno un processo",
            "only indices have a process",
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

/// A parameter that must be stated.
fn fixed(reader: &mut Reader, item: &mut Item<'_>, field: &Field) -> Decimal {
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

/// Reads the parameters of one distribution.
struct Shape<'r, 'f> {
    reader: &'r mut Reader,
    path: String,
    field: &'f Field,
    /// How relative values meet the level, once one has been read.
    relation: Option<Relation>,
    /// The base, where values are in the input's own unit.
    absolute: Option<Decimal>,
}

impl Shape<'_, '_> {
    fn read(&mut self, shape: &'static str, node: &Node) -> Option<Distribution> {
        match shape {
            "uniform" => {
                let [low, high] = self.list(node, &["low", "high"])?.try_into().ok()?;
                Some(Distribution::Uniform { low, high })
            }
            "triangular" => {
                let values = self.list(node, &["low", "likely", "high"])?;
                let [low, likely, high] = values.try_into().ok()?;
                Some(Distribution::Triangular { low, likely, high })
            }
            "pert" => {
                let values = self.list(node, &["low", "likely", "high"])?;
                let [low, likely, high] = values.try_into().ok()?;
                Some(Distribution::Pert { low, likely, high })
            }
            "normal" => self.normal(node),
            "lognormal" => self.lognormal(node),
            "quantiles" => self.quantiles(node),
            "discrete" => self.discrete(node),
            _ => self.bernoulli(node),
        }
    }

    /// One value in the unit of the distribution.
    fn value(&mut self, node: &Node) -> Decimal {
        if self.absolute.is_some() {
            let field = Field {
                whole: Whole::No,
                ..self.field.clone()
            };
            return self.reader.plain(node, &self.path, &field);
        }
        let neutral = self.measure(node);
        match self.relation {
            Some(Relation::Ratio) => Decimal::ONE + neutral,
            Some(Relation::Difference) | None => neutral,
        }
    }

    /// A relative value without its neutral part: "+12%" is 0.12.
    fn measure(&mut self, node: &Node) -> Decimal {
        let text = match &node.value {
            Value::Text(text) | Value::Number(text) => text.as_str(),
            Value::Boolean(_) | Value::Date(_) | Value::List(_) | Value::Table(_) => "",
        };
        let relation = match Written::parse(text) {
            Ok(written) => match written.suffix {
                Suffix::Percent => Some((Relation::Ratio, written.scaled())),
                Suffix::Points | Suffix::BasisPoints if is_rate(self.field.unit) => {
                    Some((Relation::Difference, written.scaled()))
                }
                Suffix::None if is_length(self.field.unit) => {
                    Some((Relation::Difference, written.scaled()))
                }
                Suffix::None | Suffix::Points | Suffix::BasisPoints => None,
            },
            Err(_) => None,
        };
        let fits = relation.filter(|(relation, _)| self.relation.is_none_or(|of| of == *relation));
        let Some((relation, value)) = fits else {
            self.wrong_relative(node, text);
            return Decimal::ZERO;
        };
        self.relation = Some(relation);
        value
    }

    fn wrong_relative(&mut self, node: &Node, text: &str) {
        let allowed = if is_rate(self.field.unit) {
            Label::new(
                "tutti in \"%\" (proporzione) o tutti in \"pp\" (differenza)",
                "all in \"%\" (proportion) or all in \"pp\" (difference)",
            )
        } else {
            Label::new("proporzioni come \"-12%\"", "proportions such as \"-12%\"")
        };
        let number: String = text
            .chars()
            .filter(|c| "+-.0123456789".contains(*c))
            .collect();
        let ending = match self.relation {
            Some(Relation::Difference) if is_rate(self.field.unit) => "pp",
            Some(Relation::Difference) => "",
            Some(Relation::Ratio) | None => "%",
        };
        self.reader.report(
            Diagnostic::at(Code::WrongUnit, &node.place)
                .with("path", self.path.as_str())
                .with_label("unit", self.field.unit_words())
                .with("found", if text.is_empty() { "…" } else { text })
                .with_label("allowed", allowed)
                .with("example", format!("\"{number}{ending}\"")),
        );
    }

    fn list(&mut self, node: &Node, names: &[&str]) -> Option<Vec<Decimal>> {
        let nodes = match &node.value {
            Value::List(nodes) if nodes.len() == names.len() => nodes,
            Value::List(_)
            | Value::Text(_)
            | Value::Number(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::Table(_) => {
                let count = names.len();
                let expected = Label::new(
                    format!("un elenco di {count} valori, dal più piccolo al più grande"),
                    format!("a list of {count} values, from the least to the greatest"),
                );
                let example = format!("[{}]", names.join(", "));
                self.reader.wrong_type(node, &self.path, expected, &example);
                return None;
            }
        };
        let values: Vec<Decimal> = nodes.iter().map(|node| self.value(node)).collect();
        self.in_order(node, &values)?;
        Some(values)
    }

    /// Values must not fall, and the first must lie below the last.
    fn in_order(&mut self, node: &Node, values: &[Decimal]) -> Option<()> {
        let rising = values.windows(2).all(|pair| pair[0] <= pair[1]);
        if rising && values.first() < values.last() {
            return Some(());
        }
        let unit = match (self.absolute, self.relation) {
            (None, Some(Relation::Ratio)) => Unit::Percent,
            (None, _) | (Some(_), _) => self.field.unit,
        };
        let shown: Vec<String> = values.iter().map(|value| show(*value, unit)).collect();
        self.reader.report(
            Diagnostic::at(Code::ParametersOutOfOrder, &node.place)
                .with("path", self.path.as_str())
                .with("found", shown.join(", "))
                .with_label(
                    "allowed",
                    Label::new(
                        "valori dal più piccolo al più grande, non tutti uguali",
                        "values from the least to the greatest, not all the same",
                    ),
                ),
        );
        None
    }

    fn table<'n>(&mut self, node: &'n Node, example: &str) -> Option<Item<'n>> {
        match node.table() {
            Some(table) => {
                let label = self.field.label.clone();
                Some(Item::new(
                    self.path.clone(),
                    label,
                    node.place.clone(),
                    table,
                ))
            }
            None => {
                let expected = Label::new("i suoi parametri", "its parameters");
                self.reader.wrong_type(node, &self.path, expected, example);
                None
            }
        }
    }

    fn normal(&mut self, node: &Node) -> Option<Distribution> {
        let mut item = self.table(node, "normal = { mean = 100, sd = 10 }")?;
        let mean = item.take("mean").map(|node| self.value(node));
        let sd = item.take("sd");
        self.reader.finish(&item);
        let Some(sd_node) = sd else {
            self.reader
                .missing(&item, "sd", &format!("sd = {}", self.field.example()));
            return None;
        };
        let sd = if self.absolute.is_some() {
            self.spread(sd_node)
        } else {
            self.measure(sd_node)
        };
        if sd <= Decimal::ZERO {
            self.in_order(sd_node, &[sd, Decimal::ZERO])?;
        }
        let neutral = match self.relation {
            Some(Relation::Ratio) => Decimal::ONE,
            Some(Relation::Difference) | None => Decimal::ZERO,
        };
        let mean = mean.unwrap_or(self.absolute.unwrap_or(neutral));
        Some(Distribution::Normal { mean, sd })
    }

    /// A standard deviation in the input's unit; of a rate also in points.
    fn spread(&mut self, node: &Node) -> Decimal {
        if let (Value::Text(text), true) = (&node.value, is_rate(self.field.unit))
            && let Ok(written) = Written::parse(text)
            && written.suffix != Suffix::None
        {
            return written.scaled();
        }
        let field = Field {
            whole: Whole::No,
            bounds: Bounds::NOT_NEGATIVE,
            ..self.field.clone()
        };
        self.reader.plain(node, &self.path, &field)
    }

    fn lognormal(&mut self, node: &Node) -> Option<Distribution> {
        let mut item = self.table(node, "lognormal = { p10 = 80, p90 = 125 }")?;
        let lower = [("p10", Decimal::new(1, 1)), ("p50", Decimal::new(5, 1))]
            .into_iter()
            .filter_map(|(key, probability)| item.take(key).map(|node| (probability, node)))
            .next();
        let upper = item.take("p90");
        self.reader.finish(&item);
        let (Some((probability, low)), Some(high)) = (lower, upper) else {
            let key = if upper.is_none() { "p90" } else { "p10" };
            self.reader
                .missing(&item, key, &format!("{key} = {}", self.field.example()));
            return None;
        };
        let (low, high) = (self.value(low), self.value(high));
        let positive = if low > Decimal::ZERO { low } else { high };
        self.in_order(node, &[positive, high])?;
        Some(Distribution::Lognormal {
            lower: (probability, low),
            upper: (Decimal::new(9, 1), high),
        })
    }

    fn quantiles(&mut self, node: &Node) -> Option<Distribution> {
        let mut item = self.table(node, "quantiles = { p10 = 80, p50 = 100, p90 = 125 }")?;
        let nodes = ["p10", "p50", "p90"].map(|key| (key, item.take(key)));
        self.reader.finish(&item);
        let mut values = Vec::new();
        for (key, node) in nodes {
            match node {
                Some(node) => values.push(self.value(node)),
                None => {
                    let example = format!("{key} = {}", self.field.example());
                    self.reader.missing(&item, key, &example);
                    return None;
                }
            }
        }
        self.in_order(node, &values)?;
        let [p10, p50, p90] = values.try_into().ok()?;
        Some(Distribution::Quantiles { p10, p50, p90 })
    }

    /// `[[5, "60%"], [9, "40%"]]`.
    fn discrete(&mut self, node: &Node) -> Option<Distribution> {
        let example = "discrete = [[5, \"60%\"], [9, \"40%\"]]";
        let expected = || {
            Label::new(
                "un elenco di coppie [valore, probabilità]",
                "a list of pairs [value, probability]",
            )
        };
        let Value::List(pairs) = &node.value else {
            self.reader
                .wrong_type(node, &self.path, expected(), example);
            return None;
        };
        let share = Field::share("probability", Label::new("probabilità", "probability"));
        let mut points = Vec::new();
        for pair in pairs {
            let (value, probability) = match &pair.value {
                Value::List(parts) if parts.len() == 2 => (&parts[0], &parts[1]),
                Value::List(_)
                | Value::Text(_)
                | Value::Number(_)
                | Value::Boolean(_)
                | Value::Date(_)
                | Value::Table(_) => {
                    self.reader
                        .wrong_type(pair, &self.path, expected(), example);
                    return None;
                }
            };
            let value = self.value(value);
            points.push((value, self.reader.plain(probability, &self.path, &share)));
        }
        if points.len() > 1 {
            let values: Vec<Decimal> = points.iter().map(|(value, _)| *value).collect();
            self.in_order(node, &values)?;
        }
        self.add_to_one(
            node,
            points.iter().map(|(_, probability)| *probability).sum(),
        );
        Some(Distribution::Discrete(points))
    }

    fn add_to_one(&mut self, node: &Node, sum: Decimal) {
        if sum != Decimal::ONE {
            self.reader.report(
                Diagnostic::at(Code::ProbabilitiesNotWhole, &node.place)
                    .with("path", self.path.as_str())
                    .with("found", percent(sum))
                    .with("difference", percent(Decimal::ONE - sum)),
            );
        }
    }

    fn bernoulli(&mut self, node: &Node) -> Option<Distribution> {
        let example = "bernoulli = { probability = \"3%\", impact = \"25%\" }";
        let mut item = self.table(node, example)?;
        let share = Field::share("probability", Label::new("probabilità", "probability"));
        let probability = fixed(self.reader, &mut item, &share);
        let impact = item.take("impact");
        self.reader.finish(&item);
        let Some(impact) = impact else {
            self.reader.missing(
                &item,
                "impact",
                &format!("impact = {}", self.field.example()),
            );
            return None;
        };
        let impact = self.value(impact);
        Some(Distribution::Bernoulli {
            probability,
            impact,
        })
    }
}
