//! The parameters of one distribution, in order and possible.

use super::reader::{Item, Reader};
use super::tree::{Node, Value};
use super::written::{Suffix, Written, is_length, is_rate, percent, show};
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::scenario::field::Field;
use crate::uncertainty::{Distribution, Relation, metalog_fits};
use crate::wording::Label;

/// Reads the parameters of one distribution.
pub(super) struct Shape<'r, 'f> {
    pub(super) reader: &'r mut Reader,
    pub(super) path: String,
    pub(super) field: &'f Field,
    /// How relative values meet the level, once one has been read.
    pub(super) relation: Option<Relation>,
    /// The base, where values are in the input's own unit.
    pub(super) absolute: Option<Decimal>,
}

impl Shape<'_, '_> {
    /// The distribution of this name.
    pub(super) fn read(&mut self, shape: &'static str, node: &Node) -> Option<Distribution> {
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
            "trigen" => {
                let values = self.list(node, &["p10", "likely", "p90"])?;
                let [p10, likely, p90] = values.try_into().ok()?;
                Some(Distribution::Trigen { p10, likely, p90 })
            }
            "beta" => self.beta(node),
            "empirical" => self.empirical(node),
            "normal" => self.normal(node),
            "lognormal" => self.lognormal(node),
            "quantiles" => self.quantiles(node),
            "discrete" => self.discrete(node),
            _ => self.bernoulli(node),
        }
    }

    /// One value in the unit of the distribution.
    pub(super) fn value(&mut self, node: &Node) -> Decimal {
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
        let number = match Written::parse(text) {
            Ok(written) if written.suffix == Suffix::BasisPoints => (written.scaled()
                * Decimal::ONE_HUNDRED)
                .normalize()
                .to_string(),
            Ok(written) => written.number.to_string(),
            Err(_) => "…".to_owned(),
        };
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

    pub(super) fn list(&mut self, node: &Node, names: &[&str]) -> Option<Vec<Decimal>> {
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
    pub(super) fn in_order(&mut self, node: &Node, values: &[Decimal]) -> Option<()> {
        let rising = values.windows(2).all(|pair| pair[0] <= pair[1]);
        if rising && values.first() < values.last() {
            return Some(());
        }
        let shown: Vec<String> = values.iter().map(|value| self.shown(*value)).collect();
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

    /// A value as the user would write it.
    pub(super) fn shown(&self, value: Decimal) -> String {
        match (self.absolute, self.relation) {
            (None, Some(Relation::Ratio)) => show(value, Unit::Percent),
            (None, _) | (Some(_), _) => show(value, self.field.unit),
        }
    }

    pub(super) fn table<'n>(&mut self, node: &'n Node, example: &str) -> Option<Item<'n>> {
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
        let sd = self.deviation(&item, sd)?;
        let mean = mean.unwrap_or_else(|| self.unchanged());
        Some(Distribution::Normal { mean, sd })
    }

    /// A standard deviation that must be stated, and above zero.
    pub(super) fn deviation(&mut self, item: &Item<'_>, node: Option<&Node>) -> Option<Decimal> {
        let Some(node) = node else {
            self.reader
                .missing(item, "sd", &format!("sd = {}", self.field.example()));
            return None;
        };
        let sd = if self.absolute.is_some() {
            self.spread(node)
        } else {
            self.measure(node)
        };
        if sd <= Decimal::ZERO {
            self.in_order(node, &[sd, Decimal::ZERO])?;
        }
        Some(sd)
    }

    /// The value with which the number keeps its level.
    pub(super) fn unchanged(&self) -> Decimal {
        let neutral = match self.relation {
            Some(Relation::Ratio) => Decimal::ONE,
            Some(Relation::Difference) | None => Decimal::ZERO,
        };
        self.absolute.unwrap_or(neutral)
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
        if !metalog_fits(p10, p50, p90) {
            let shown = [p10, p50, p90].map(|value| self.shown(value));
            self.reader.report(
                Diagnostic::at(Code::QuantilesSkewed, &node.place)
                    .with("path", self.path.as_str())
                    .with("found", shown.join(", ")),
            );
        }
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
}
