//! Months: literal dates, and dates that hang on a milestone.

use super::reader::{Item, Live, Reader};
use super::tree::{Node, Value};
use crate::calendar::YearMonth;
use crate::diagnostic::{Code, Diagnostic, Located, Place};
use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::scenario::edit::Stated;
use crate::scenario::field::Field;
use crate::scenario::live::{DateLevel, Level, LiveDate, LiveNumber};
use crate::wording::Label;

/// Whether a date may lie outside the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Past {
    /// It may: what opened or began earlier goes on.
    Allowed,
    /// It may not: nothing happens before the first month.
    Refused,
    /// It may lie after the last computed month, not before the start: what matures later.
    OnlyAfter,
}

impl LiveDate {
    /// The month, where it is stated as such.
    pub(in crate::scenario) fn fixed(&self) -> Option<YearMonth> {
        match self.level {
            DateLevel::Fixed(month) => Some(month),
            DateLevel::After { .. } => None,
        }
    }
}

impl Reader {
    /// A live date that must be stated.
    pub(super) fn date(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        label: Label,
        past: Past,
    ) -> LiveDate {
        if item.table.get(key).is_none() {
            item.take(key);
            let start = self.timeline.start();
            self.missing(item, key, &format!("{key} = \"{start}\""));
        }
        let found = self.optional_date(item, key, label, past);
        found.unwrap_or_else(|| self.first_month(item.path_of(key), item.place.clone()))
    }

    /// A live date that may be left out.
    pub(super) fn optional_date(
        &mut self,
        item: &mut Item<'_>,
        key: &'static str,
        label: Label,
        past: Past,
    ) -> Option<LiveDate> {
        let date = self.date_in(item, key)?;
        Some(self.live_date(date, item.label.with_detail(&label), past))
    }

    /// A date that lies within the plan and that stresses may change.
    pub(super) fn live_date(&mut self, mut date: LiveDate, label: Label, past: Past) -> LiveDate {
        date.label = label;
        if let DateLevel::After { plus_months, .. } = &mut date.level {
            plus_months.label = date.label.clone();
        }
        if let Some(month) = date.fixed() {
            let start = self.timeline.start();
            let outside = match past {
                Past::Allowed => month < start,
                Past::Refused => false,
                Past::OnlyAfter => month > start,
            };
            if !outside {
                self.check_computed(&date.path, month, &date.place);
            }
        }
        self.live.push(Live {
            path: date.path.clone(),
            uncertain: false,
        });
        self.apply_date_settings(&mut date);
        self.stated.push(Stated::Date(date.clone()));
        date
    }

    /// A date as written, neither checked against the plan nor open to changes.
    pub(super) fn date_in(&mut self, item: &mut Item<'_>, key: &'static str) -> Option<LiveDate> {
        let node = item.take(key)?;
        let path = item.path_of(key);
        match &node.value {
            Value::Text(text) => {
                let text = Located::new(text.clone(), node.place.clone());
                Some(self.step_date(&path, &text))
            }
            Value::Table(table) => {
                let label = item.label.clone();
                let mut inner = Item::new(path.clone(), label, node.place.clone(), table);
                let mut date = self.date_of(&mut inner, &path);
                self.finish(&inner);
                date.place = node.key_place.clone();
                Some(date)
            }
            Value::Number(_) | Value::Boolean(_) | Value::Date(_) | Value::List(_) => {
                self.not_a_date(node, &path);
                None
            }
        }
    }

    /// The date that `at` and `plus_months` of a table state.
    pub(super) fn date_of(&mut self, item: &mut Item<'_>, path: &str) -> LiveDate {
        let at = self.text(item, "at", "milestones.…");
        let label = Label::new("mesi dopo", "months after");
        let field = Field::new("plus_months", label, Unit::Months)
            .within(Bounds::MONTHS_EITHER_WAY)
            .whole(Whole::Yes)
            .one();
        let mut date = self.step_date(path, &at);
        let stated = item.table.get("plus_months");
        match (&mut date.level, stated) {
            (DateLevel::After { plus_months, .. }, _) => {
                **plus_months = self.number_or(item, field, Decimal::ZERO);
            }
            // A month of the calendar needs none after it: it would be another month.
            (DateLevel::Fixed(_), Some(node)) => {
                item.take("plus_months");
                self.report(
                    Diagnostic::at(Code::Conflict, &node.key_place)
                        .with("path", path)
                        .with("first", format!("at = \"{}\"", at.value))
                        .with("second", "plus_months"),
                );
            }
            (DateLevel::Fixed(_), None) => {
                item.take("plus_months");
            }
        }
        date
    }

    /// A month, or a milestone without months after it.
    pub(super) fn step_date(&mut self, path: &str, text: &Located<String>) -> LiveDate {
        let level = if text.value.starts_with("milestones.") {
            let milestone = self.resolve(text, "milestones");
            let none = plus_nothing(path, &text.place);
            DateLevel::After {
                milestone,
                plus_months: Box::new(none),
            }
        } else {
            let month = self.parse_month(path, text);
            DateLevel::Fixed(month.unwrap_or(self.timeline.start()))
        };
        LiveDate {
            path: path.to_owned(),
            label: Label::default(),
            level,
            changes: Vec::new(),
            place: text.place.clone(),
        }
    }

    /// A month of the form 2024-07.
    pub(super) fn parse_month(&mut self, path: &str, text: &Located<String>) -> Option<YearMonth> {
        if let Ok(month) = text.value.parse() {
            return Some(month);
        }
        let shown: String = text.value.chars().take(40).collect();
        let found = Diagnostic::at(Code::NotADate, &text.place)
            .with("path", path)
            .with("found", shown);
        self.report(match meant(&text.value) {
            Some(month) => found.with("suggestion", month.to_string()),
            None => found,
        });
        None
    }

    fn not_a_date(&mut self, node: &Node, path: &str) {
        let shown = match &node.value {
            Value::Number(text) | Value::Date(text) | Value::Text(text) => text.clone(),
            Value::Boolean(_) | Value::List(_) | Value::Table(_) => "…".to_owned(),
        };
        let text = Located::new(shown, node.place.clone());
        // A date of TOML, 2024-07-01 without quotes, is not a month either.
        self.parse_month(path, &text);
    }

    fn first_month(&self, path: String, place: Place) -> LiveDate {
        LiveDate {
            path,
            label: Label::default(),
            level: DateLevel::Fixed(self.timeline.start()),
            changes: Vec::new(),
            place,
        }
    }
}

fn plus_nothing(path: &str, place: &Place) -> LiveNumber {
    LiveNumber {
        path: format!("{path}.plus_months"),
        label: Label::new("mesi dopo", "months after"),
        unit: Unit::Months,
        level: Level::Base(Decimal::ZERO),
        bounds: Bounds::MONTHS_EITHER_WAY,
        whole: Whole::Yes,
        uncertainty: None,
        changes: Vec::new(),
        place: place.clone(),
    }
}

/// The month that a text in another form means: `2024-7`, `07/2024`, `2024-07-01`, `2024`.
fn meant(text: &str) -> Option<YearMonth> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let number = |part: &&str| part.parse::<i32>().ok();
    let numbers: Vec<i32> = parts.iter().filter_map(number).collect();
    if numbers.len() != parts.len() {
        return None;
    }
    let (year, month) = match numbers.as_slice() {
        [year] => (*year, 1),
        [first, second, ..] if *first >= 1000 => (*first, *second),
        [month, year] => (*year, *month),
        [_, month, year] => (*year, *month),
        _ => return None,
    };
    let month = u32::try_from(month).ok()?;
    (1900..=2999).contains(&year).then_some(())?;
    YearMonth::new(year, month)
}
