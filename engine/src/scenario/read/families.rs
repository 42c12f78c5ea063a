//! Distributions that are more than a few numbers in order: events, observed values, a beta by its
//! moments, and what truncates any of them.

use super::reader::Item;
use super::shape::Shape;
use super::tree::{Node, Value};
use super::uncertain::fixed;
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::Decimal;
use crate::scenario::field::Field;
use crate::uncertainty::Distribution;
use crate::wording::Label;

/// From this many observed values on their tails say something.
const ENOUGH: usize = 30;

impl Shape<'_, '_> {
    /// `beta = { mean, sd, min, max }`; the mean is the level where left out.
    pub(super) fn beta(&mut self, node: &Node) -> Option<Distribution> {
        let mut item = self.table(node, "beta = { mean = 100, sd = 10, min = 80, max = 140 }")?;
        let nodes = ["min", "mean", "max", "sd"].map(|key| item.take(key));
        self.reader.finish(&item);
        let [min, mean, max, sd] = nodes;
        for (key, stated) in [("min", min), ("max", max)] {
            if stated.is_none() {
                let example = format!("{key} = {}", self.field.example());
                self.reader.missing(&item, key, &example);
            }
        }
        let (low, high) = (self.value(min?), self.value(max?));
        let mean = mean.map(|node| self.value(node));
        let sd_place = sd.map_or(&node.place, |node| &node.place);
        let sd = self.deviation(&item, sd)?;
        let mean = mean.unwrap_or_else(|| self.unchanged());
        self.in_order(node, &[low, mean, high])?;
        // A beta on a range spreads less than what is at its ends alone: sd² = (mean − low)(high − mean).
        if sd * sd >= (mean - low) * (high - mean) {
            self.reader.report(
                Diagnostic::at(Code::SpreadTooWide, sd_place)
                    .with("path", self.path.as_str())
                    .with("low", self.shown(low))
                    .with("high", self.shown(high))
                    .with("mean", self.shown(mean)),
            );
            return None;
        }
        Some(Distribution::Beta {
            low,
            high,
            mean,
            sd,
        })
    }

    /// `bernoulli = { probability, impact }`: where the event does not come the number keeps its level.
    pub(super) fn bernoulli(&mut self, node: &Node) -> Option<Distribution> {
        let example = "bernoulli = { probability = \"3%\", impact = \"25%\" }";
        let mut item = self.table(node, example)?;
        let share = Field::share("probability", Label::new("probabilità", "probability"));
        let probability = fixed(self.reader, &mut item, &share);
        let impact = item.take("impact");
        self.reader.finish(&item);
        let Some(impact) = impact else {
            let example = format!("impact = {}", self.field.example());
            self.reader.missing(&item, "impact", &example);
            return None;
        };
        let impact = self.value(impact);
        Some(Distribution::Bernoulli {
            probability,
            otherwise: self.unchanged(),
            impact,
        })
    }

    /// `empirical = [82, 90, 97]`; a column of a file has been put in place of its name before.
    pub(super) fn empirical(&mut self, node: &Node) -> Option<Distribution> {
        let Value::List(nodes) = &node.value else {
            let expected = Label::new(
                "un elenco di valori, o la colonna di un file",
                "a list of values, or a column of a file",
            );
            let example = "empirical = [82, 90, 97, 110]";
            self.reader.wrong_type(node, &self.path, expected, example);
            return None;
        };
        if nodes.is_empty() {
            self.reader
                .empty(node, &self.path, "empirical = [82, 90, 97, 110]");
            return None;
        }
        let values: Vec<Decimal> = nodes.iter().map(|node| self.value(node)).collect();
        if values.len() < ENOUGH {
            self.reader.report(
                Diagnostic::at(Code::FewValues, &node.place)
                    .with("path", self.path.as_str())
                    .with("found", values.len().to_string())
                    .with("least", ENOUGH.to_string()),
            );
        }
        Some(Distribution::Empirical(values))
    }

    /// `truncated = [low, high]` beside a distribution.
    pub(super) fn truncated(
        &mut self,
        of: Distribution,
        path: String,
        node: &Node,
    ) -> Option<Distribution> {
        self.path = path;
        let [low, high] = self.list(node, &["low", "high"])?.try_into().ok()?;
        Some(Distribution::Truncated {
            of: Box::new(of),
            low,
            high,
        })
    }
}

/// The node that truncates a distribution, where there is one.
pub(super) fn truncation(item: &mut Item<'_>) -> Option<Node> {
    item.take("truncated").cloned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::diagnostic::Code;
    use crate::quantity::Decimal;
    use crate::scenario::{Changes, Scenario};
    use crate::uncertainty::{Distribution, Uncertain};

    const PLAN: &str = "[plan]\nname = \"P\"\nstart = \"2024-01\"\nyears = 1\n[entities.hub]\n\
        name = \"Hub\"\nkind = \"company\"\nlegal_form = \"srl\"\nfounded = \"2024-01\"\n\
        [services.events]\nentity = \"hub\"\nvat = \"vat.standard\"\n";

    /// The distribution of a revenue of 100 a year with this uncertainty, or what is wrong with it.
    fn read(stated: &str) -> Result<Distribution, Vec<Code>> {
        let revenue = format!("revenue = {{ base = 100, per = \"year\", {stated} }}\n");
        let files = BTreeMap::from([("p".to_owned(), format!("{PLAN}{revenue}"))]);
        match Scenario::load("p", &files, &Changes::default()) {
            Ok(loaded) => match loaded.scenario.services[0]
                .revenue
                .value
                .uncertainty
                .clone()
            {
                Some(
                    Uncertain::Absolute(distribution) | Uncertain::Relative { distribution, .. },
                ) => Ok(distribution),
                Some(Uncertain::Process(_)) | None => Err(Vec::new()),
            },
            Err(refused) => Err(refused.diagnostics.iter().map(|found| found.code).collect()),
        }
    }

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    // What does not happen changes nothing: the level stays, and a proportion is 1.
    #[test]
    fn an_event_that_does_not_come_leaves_the_level() {
        let event = |otherwise: &str, impact: &str| Distribution::Bernoulli {
            probability: d("0.03"),
            otherwise: d(otherwise),
            impact: d(impact),
        };
        let absolute = "bernoulli = { probability = \"3%\", impact = 140 }";
        assert_eq!(read(absolute), Ok(event("100", "140")));
        let relative = "relative = { bernoulli = { probability = \"3%\", impact = \"+25%\" } }";
        assert_eq!(read(relative), Ok(event("1", "1.25")));
    }

    #[test]
    fn any_family_may_be_truncated() {
        let stated = "relative = { normal = { sd = \"10%\" }, truncated = [\"-15%\", \"+30%\"] }";
        let expected = Distribution::Truncated {
            of: Box::new(Distribution::Normal {
                mean: Decimal::ONE,
                sd: d("0.1"),
            }),
            low: d("0.85"),
            high: d("1.3"),
        };
        assert_eq!(read(stated), Ok(expected));
        let outside = "relative = { normal = { sd = \"10%\" } }, truncated = [80, 120]";
        assert_eq!(read(outside), Err(vec![Code::NoUncertaintyHere]));
        assert_eq!(read("truncated = [80, 120]"), Err(vec![Code::MissingKey]));
        let wrong = "pert = [80, 100, 140], truncated = [120, 90]";
        assert_eq!(read(wrong), Err(vec![Code::ParametersOutOfOrder]));
    }
}
