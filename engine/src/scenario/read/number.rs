//! Live numbers: the three slots of a value.

use super::reader::{Item, Live, Reader};
use super::tree::{Node, Table, Value};
use super::uncertain;
use super::written::show;
use crate::calendar::YearMonth;
use crate::diagnostic::{Code, Diagnostic, Located, Place};
use crate::quantity::Decimal;
use crate::scenario::edit::Stated;
use crate::scenario::field::{Allowed, Field};
use crate::scenario::live::{Level, LiveNumber, Step};
use crate::wording::Label;

impl Reader {
    /// A live number that must be stated.
    pub(super) fn number(&mut self, item: &mut Item<'_>, field: Field) -> LiveNumber {
        if item.table.get(field.key).is_none() {
            item.take(field.key);
            let example = format!("{} = {}", field.key, field.example());
            self.missing(item, field.key, &example);
            return self.constant(item, &field, Decimal::ZERO);
        }
        let found = self.optional_number(item, field.clone());
        found.unwrap_or_else(|| self.constant(item, &field, Decimal::ZERO))
    }

    /// A live number with a default.
    pub(super) fn number_or(
        &mut self,
        item: &mut Item<'_>,
        field: Field,
        default: Decimal,
    ) -> LiveNumber {
        let found = self.optional_number(item, field.clone());
        found.unwrap_or_else(|| self.constant(item, &field, default))
    }

    /// A live number that may be left out.
    pub(super) fn optional_number(
        &mut self,
        item: &mut Item<'_>,
        field: Field,
    ) -> Option<LiveNumber> {
        let node = item.take(field.key)?;
        let path = item.path_of(field.key);
        let label = item.label.with_detail(&field.label);
        Some(self.number_at(node, path, label, &field, &[]))
    }

    /// A number that nobody stated; it can be changed by its path all the same.
    fn constant(&mut self, item: &Item<'_>, field: &Field, value: Decimal) -> LiveNumber {
        let path = item.path_of(field.key);
        let label = item.label.with_detail(&field.label);
        self.register(field, path, label, Level::Base(value), None, &item.place)
    }

    /// The live number at a node. `extra` are keys of its table that say something else.
    pub(super) fn number_at(
        &mut self,
        node: &Node,
        path: String,
        label: Label,
        field: &Field,
        extra: &[&'static str],
    ) -> LiveNumber {
        let (level, uncertainty) = match &node.value {
            Value::Table(table) if field.allowed == Allowed::Dated => {
                (self.dated(table, node, &path, field), None)
            }
            Value::Table(table) => self.slots(table, node, &path, field, extra),
            Value::Text(_) | Value::Number(_) if field.allowed != Allowed::Dated => {
                (Level::Base(self.plain(node, &path, field)), None)
            }
            Value::Text(_)
            | Value::Number(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::List(_) => {
                let expected = field.expected();
                let example = format!("{} = {}", field.key, field.example());
                self.wrong_type(node, &path, expected, &example);
                (Level::Base(Decimal::ZERO), None)
            }
        };
        self.register(field, path, label, level, uncertainty, node.stated_at())
    }

    fn register(
        &mut self,
        field: &Field,
        path: String,
        label: Label,
        level: Level,
        uncertainty: Option<crate::uncertainty::Uncertain>,
        place: &Place,
    ) -> LiveNumber {
        if !self.live.iter().any(|live| live.path == path) {
            self.live.push(Live {
                path: path.clone(),
                uncertain: uncertainty.is_some(),
            });
        }
        let mut number = LiveNumber {
            path,
            label,
            unit: field.unit,
            level,
            bounds: field.bounds,
            whole: field.whole,
            uncertainty,
            changes: Vec::new(),
            place: place.clone(),
        };
        self.apply_settings(&mut number);
        self.stated.push(Stated::Number(number.clone()));
        number
    }

    /// `{ base | from | yearly, relative | pert | … }`.
    fn slots(
        &mut self,
        table: &Table,
        node: &Node,
        path: &str,
        field: &Field,
        extra: &[&'static str],
    ) -> (Level, Option<crate::uncertainty::Uncertain>) {
        let mut item = Item::new(
            path.to_owned(),
            field.label.clone(),
            node.place.clone(),
            table,
        );
        item.known.extend(extra);
        let stated: Vec<(&'static str, &Node)> = ["base", "from", "yearly"]
            .into_iter()
            .filter_map(|key| item.take(key).map(|node| (key, node)))
            .collect();
        let level = match stated.first() {
            None => {
                self.missing(&item, "base", &format!("base = {}", field.example()));
                Level::Base(Decimal::ZERO)
            }
            Some(("base", base)) => Level::Base(self.plain(base, &format!("{path}.base"), field)),
            Some((key, series)) => self.series(key, series, path, field),
        };
        if let [(first, _), (second, node), ..] = stated.as_slice() {
            self.report(
                Diagnostic::at(Code::Conflict, &node.key_place)
                    .with("path", path)
                    .with("first", *first)
                    .with("second", *second),
            );
        }
        let uncertainty = uncertain::read(self, &mut item, field, &level);
        self.finish(&item);
        (level, uncertainty)
    }

    fn series(&mut self, key: &str, node: &Node, path: &str, field: &Field) -> Level {
        if field.allowed == Allowed::One {
            let expected = Label::new(
                "un numero solo, per tutti i mesi",
                "one number for all months",
            );
            let example = format!("base = {}", field.example());
            self.wrong_type(node, path, expected, &example);
            return Level::Base(Decimal::ZERO);
        }
        if key == "yearly" {
            self.yearly(node, path, field)
        } else {
            self.steps(node, path, field)
        }
    }

    fn yearly(&mut self, node: &Node, path: &str, field: &Field) -> Level {
        let Value::List(nodes) = &node.value else {
            let expected = Label::new(
                "un elenco, un valore per esercizio",
                "a list, one value a fiscal year",
            );
            let example = format!("yearly = [{}]", field.example());
            self.wrong_type(node, path, expected, &example);
            return Level::Base(Decimal::ZERO);
        };
        if nodes.is_empty() {
            self.empty(node, path, &format!("yearly = [{}]", field.example()));
        }
        let values: Vec<Decimal> = nodes
            .iter()
            .map(|node| self.plain(node, path, field))
            .collect();
        let years = self.timeline.fiscal_years();
        let first = years.first().copied().unwrap_or_default();
        if let Some(extra) = nodes.get(years.len()) {
            self.report(
                Diagnostic::at(Code::YearlyTooLong, &extra.place)
                    .with("path", path)
                    .with("found", values.len().to_string())
                    .with("most", years.len().to_string())
                    .with("first", first.to_string()),
            );
        }
        let held = values.last().copied().unwrap_or_default();
        let shown = usize::try_from(self.years).unwrap_or(usize::MAX);
        if values.len() < shown && !values.is_empty() && !held.is_zero() {
            let last = years.get(values.len() - 1).copied().unwrap_or_default();
            self.report(
                Diagnostic::at(Code::YearlyHeld, &nodes[nodes.len() - 1].place)
                    .with("path", path)
                    .with("last", last.to_string())
                    .with("found", show(held, field.unit)),
            );
        }
        Level::Yearly(values)
    }

    fn steps(&mut self, node: &Node, path: &str, field: &Field) -> Level {
        let mut steps: Vec<Step> = Vec::new();
        match &node.value {
            Value::Table(table) => {
                for (key, node) in &table.entries {
                    let written = Located::new(key.clone(), node.key_place.clone());
                    let at = self.step_date(path, &written);
                    let is = self.plain(node, path, field);
                    steps.push(Step { at, is });
                }
            }
            Value::List(nodes) => {
                for (position, node) in nodes.iter().enumerate() {
                    steps.extend(self.listed_step(node, path, position, field));
                }
            }
            Value::Text(_) | Value::Number(_) | Value::Boolean(_) | Value::Date(_) => {
                let expected = Label::new("valori con la loro data", "values with their dates");
                let example = format!("from = {{ \"2024-01\" = {} }}", field.example());
                self.wrong_type(node, path, expected, &example);
            }
        }
        if steps.is_empty() {
            let example = format!("from = {{ \"2024-01\" = {} }}", field.example());
            self.empty(node, path, &example);
        }
        self.check_order(path, &steps);
        Level::Steps(steps)
    }

    fn listed_step(
        &mut self,
        node: &Node,
        path: &str,
        position: usize,
        field: &Field,
    ) -> Option<Step> {
        let example = format!("{{ at = \"2024-01\", is = {} }}", field.example());
        let Some(table) = node.table() else {
            let expected = Label::new("una data e un valore", "a date and a value");
            self.wrong_type(node, path, expected, &example);
            return None;
        };
        let step_path = format!("{path}.from.{position}");
        let mut item = Item::new(step_path, field.label.clone(), node.place.clone(), table);
        let at = self.date_in(&mut item, "at");
        let is = item.take("is");
        self.finish(&item);
        match (at, is) {
            (Some(at), Some(is)) => {
                let is = self.plain(is, path, field);
                Some(Step { at, is })
            }
            (None, _) => None,
            (_, None) => {
                self.missing(&item, "is", &format!("is = {}", field.example()));
                None
            }
        }
    }

    /// Literal dates must follow one another.
    fn check_order(&mut self, path: &str, steps: &[Step]) {
        let at = |step: &Step| step.at.fixed().map(|date| (date, step.at.place.clone()));
        self.check_dates_in_order(path, steps.iter().filter_map(at).collect());
    }

    /// Dates, each with its place, must follow one another.
    pub(super) fn check_dates_in_order(&mut self, path: &str, dates: Vec<(YearMonth, Place)>) {
        for pair in dates.windows(2) {
            let [(before, before_place), (date, place)] = pair else {
                continue;
            };
            if date <= before {
                let earlier = Label::new("questo viene dopo", "this comes later");
                self.report(
                    Diagnostic::at(Code::StepsOutOfOrder, place)
                        .with("path", path)
                        .with("found", date.to_string())
                        .with("before", before.to_string())
                        .see(before_place, earlier),
                );
            }
        }
    }

    /// `{ "2023-01" = 150_000 }`: amounts on dates.
    fn dated(&mut self, table: &Table, node: &Node, path: &str, field: &Field) -> Level {
        let mut amounts = Vec::new();
        for (key, node) in &table.entries {
            let path = format!("{path}.{key}");
            let written = Located::new(key.clone(), node.key_place.clone());
            let month = self.parse_month(&path, &written);
            let amount = self.plain(node, &path, field);
            if let Some(month) = month {
                self.check_computed(&path, month, &node.key_place);
                amounts.push((month, amount));
            }
        }
        if table.entries.is_empty() {
            self.empty(node, path, &format!("{} = {}", field.key, field.example()));
        }
        amounts.sort_by_key(|(month, _)| *month);
        Level::Dated(amounts)
    }

    pub(super) fn empty(&mut self, node: &Node, path: &str, example: &str) {
        self.report(
            Diagnostic::at(Code::EmptyList, &node.place)
                .with("path", path)
                .with("example", example),
        );
    }
}
