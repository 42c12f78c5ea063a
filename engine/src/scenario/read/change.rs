//! Changes: what stresses and `--set` do to live inputs.

use super::reader::Reader;
use super::tree::{Node, Value};
use super::written::{Suffix, Written, is_rate, show};
use crate::calendar::YearMonth;
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Decimal, Unit, Whole};
use crate::scenario::field::Field;
use crate::scenario::live::{DateLevel, Level, LiveDate, LiveNumber, StatedChange};
use crate::uncertainty::Change;
use crate::wording::Label;

/// One change as written: a path, perhaps with wildcards, and what happens to it.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    /// The stress it belongs to.
    pub(super) stress: usize,
    /// The path as written.
    pub(super) path: String,
    /// What happens.
    pub(super) node: Node,
    /// Whether an input has matched the path.
    pub(super) matched: bool,
}

impl Setting {
    /// Whether the path names this input.
    pub(super) fn names(&self, path: &str) -> bool {
        matches(&self.path, path)
    }
}

/// Whether a pattern names a path; `*` stands for one name.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut found) = (pattern.split('.'), path.split('.'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(name), Some(word)) if name == "*" || name == word => {}
            (Some(_) | None, Some(_) | None) => return false,
        }
    }
}

impl Reader {
    /// Adds to a number what stresses do to it.
    pub(super) fn apply_settings(&mut self, number: &mut LiveNumber) {
        for at in 0..self.settings.len() {
            let whole = self.settings[at].names(&number.path);
            let months = self.months_named(at, number);
            if !whole && months.is_empty() {
                continue;
            }
            self.settings[at].matched = true;
            let setting = self.settings[at].clone();
            if whole && let Some(change) = self.number_change(&setting.node, number, true) {
                self.keep(number, &setting, change);
            }
            for month in months {
                if let Some(change) = self.number_change(&setting.node, number, false) {
                    self.keep(number, &setting, change.in_month(month));
                }
            }
        }
    }

    /// The months of a dated series that a path names: `equity.hub.payments.2023-01`.
    fn months_named(&self, at: usize, number: &LiveNumber) -> Vec<usize> {
        let Level::Dated(amounts) = &number.level else {
            return Vec::new();
        };
        let named = amounts
            .iter()
            .filter(|(month, _)| self.settings[at].names(&format!("{}.{month}", number.path)));
        named
            .filter_map(|(month, _)| self.timeline.month_of(*month))
            .map(|month| month.index())
            .collect()
    }

    fn keep(&mut self, number: &mut LiveNumber, setting: &Setting, change: Change) {
        if number.uncertainty.is_some() && change.factor.is_zero() {
            self.report(
                Diagnostic::at(Code::UncertaintyRemoved, &setting.node.place)
                    .with("path", number.path.as_str())
                    .with("found", format!("={}", show(change.shift, number.unit))),
            );
        }
        number.changes.push(StatedChange {
            stress: setting.stress,
            change,
        });
    }

    /// "+10%", "*1.5", "+3", "-2pp", "+200bp", "=x" or a bare value.
    fn number_change(
        &mut self,
        node: &Node,
        number: &LiveNumber,
        all_months: bool,
    ) -> Option<Change> {
        let text = match &node.value {
            Value::Text(text) | Value::Number(text) => text.trim(),
            Value::Boolean(_) | Value::Date(_) | Value::List(_) | Value::Table(_) => "",
        };
        let digits = text.strip_prefix('=').unwrap_or(text);
        if self.refuse_thousands(node, &number.path, digits, number.unit, "") {
            return None;
        }
        let change = if let Some(factor) = text.strip_prefix('*') {
            let factor = Written::parse(factor).ok();
            factor
                .filter(|factor| matches!(factor.suffix, Suffix::None | Suffix::Percent))
                .map(|factor| Change::scale(factor.scaled()))
        } else if is_shift(text) {
            self.shift(node, text, number)?
        } else {
            self.replacement(node, text, number)
        };
        let scales =
            change.is_some_and(|change| change.shift.is_zero() && !change.factor.is_zero());
        let change = change.filter(|_| scales || !all_months || !is_dated(number));
        if change.is_none() {
            self.bad_change(node, text, number);
        }
        change
    }

    /// `None` where the shift has been refused already.
    #[expect(
        clippy::option_option,
        reason = "refused, unreadable and read are three cases"
    )]
    fn shift(&mut self, node: &Node, text: &str, number: &LiveNumber) -> Option<Option<Change>> {
        let Ok(written) = Written::parse(text) else {
            return Some(None);
        };
        let rate = is_rate(number.unit);
        Some(match written.suffix {
            Suffix::Percent if rate => {
                self.percent_on_rate(node, text, number, written.number);
                return None;
            }
            Suffix::Percent => Some(Change::scale(Decimal::ONE + written.scaled())),
            Suffix::Points | Suffix::BasisPoints if rate => Some(Change::shift(written.scaled())),
            Suffix::None if !rate => Some(Change::shift(written.number)),
            Suffix::None | Suffix::Points | Suffix::BasisPoints => None,
        })
    }

    fn percent_on_rate(&mut self, node: &Node, text: &str, number: &LiveNumber, points: Decimal) {
        let sign = if points.is_sign_negative() { "" } else { "+" };
        let points = points.normalize();
        let factor = (Decimal::ONE + points / Decimal::ONE_HUNDRED).normalize();
        self.report(
            Diagnostic::at(Code::PercentOnRate, &node.place)
                .with("path", number.path.as_str())
                .with("found", text)
                .with("points", points.to_string())
                .with("as_points", format!("{sign}{points}pp"))
                .with("as_factor", format!("*{factor}")),
        );
    }

    fn replacement(&mut self, node: &Node, text: &str, number: &LiveNumber) -> Option<Change> {
        let digits = text.strip_prefix('=').unwrap_or(text).trim();
        let written = Written::parse(digits).ok()?;
        if written.suffix != Suffix::None
            && !(written.suffix == Suffix::Percent && is_rate(number.unit))
        {
            return None;
        }
        let value = if written.suffix == Suffix::None {
            Value::Number(digits.to_owned())
        } else {
            Value::Text(digits.to_owned())
        };
        let at = Node {
            place: node.place.clone(),
            key_place: node.key_place.clone(),
            value,
        };
        let field = field_of(number);
        Some(Change::replace(self.plain(&at, &number.path, &field)))
    }

    fn bad_change(&mut self, node: &Node, text: &str, number: &LiveNumber) {
        let (allowed, example) = if is_dated(number) {
            let of_month = Label::new(
                "sull'intera serie solo \"*1.5\" o \"+10%\"; il resto su un mese, come `percorso.2024-01`",
                "on the whole series only \"*1.5\" or \"+10%\"; all else on one month, such as `path.2024-01`",
            );
            (of_month, Label::same("\"*1.1\""))
        } else if is_rate(number.unit) {
            let of_rate = Label::new(
                "\"+2pp\", \"+200bp\", \"*1.5\" oppure \"=5%\"",
                "\"+2pp\", \"+200bp\", \"*1.5\" or \"=5%\"",
            );
            (of_rate, Label::same("\"+2pp\""))
        } else {
            let of_number = Label::new(
                "\"+10%\", \"*1.5\", \"+3\", \"-3\" oppure \"=100\"",
                "\"+10%\", \"*1.5\", \"+3\", \"-3\" or \"=100\"",
            );
            (of_number, number_example(text))
        };
        self.refuse(node, text, &number.path, allowed, example);
    }

    fn refuse(&mut self, node: &Node, text: &str, path: &str, allowed: Label, example: Label) {
        let shown: String = text.chars().take(60).collect();
        self.report(
            Diagnostic::at(Code::BadChange, &node.place)
                .with("path", path)
                .with(
                    "found",
                    if shown.is_empty() {
                        "…"
                    } else {
                        shown.as_str()
                    },
                )
                .with_label("allowed", allowed)
                .with_label("example", example),
        );
    }

    /// Adds to a date what stresses do to it: months later or earlier, or another month.
    pub(super) fn apply_date_settings(&mut self, date: &mut LiveDate) {
        for at in 0..self.settings.len() {
            if !self.settings[at].names(&date.path) {
                continue;
            }
            self.settings[at].matched = true;
            let setting = self.settings[at].clone();
            let change = self.date_change(&setting.node).map(|change| StatedChange {
                stress: setting.stress,
                change,
            });
            match (change, &mut date.level) {
                (Some(change), DateLevel::Fixed(_)) => date.changes.push(change),
                // What hangs on a milestone moves relative to it.
                (Some(change), DateLevel::After { plus_months, .. })
                    if !change.change.factor.is_zero() =>
                {
                    plus_months.changes.push(change);
                }
                (Some(_) | None, _) => {
                    let allowed = allowed_of(&date.level);
                    let text = setting.node.text().unwrap_or("…").to_owned();
                    let example = Label::same("\"+3\"");
                    self.refuse(&setting.node, &text, &date.path, allowed, example);
                }
            }
        }
    }

    fn date_change(&self, node: &Node) -> Option<Change> {
        let text = match &node.value {
            Value::Text(text) | Value::Number(text) => text.trim(),
            Value::Boolean(_) | Value::Date(_) | Value::List(_) | Value::Table(_) => return None,
        };
        if is_shift(text) {
            let months: i32 = text.parse().ok()?;
            return (months.abs() <= 1200).then(|| Change::shift(Decimal::from(months)));
        }
        let month: YearMonth = text.strip_prefix('=').unwrap_or(text).trim().parse().ok()?;
        Some(Change::replace(Decimal::from(
            self.timeline.number_of(month),
        )))
    }
}

/// A sign moves the value, in quotes or not; `=-3` replaces it by a negative one.
fn is_shift(text: &str) -> bool {
    text.starts_with(['+', '-'])
}

fn allowed_of(level: &DateLevel) -> Label {
    match level {
        DateLevel::Fixed(_) => Label::new(
            "mesi in più o in meno, come \"+3\", oppure una data, come \"2024-07\"",
            "months more or less, such as \"+3\", or a date, such as \"2024-07\"",
        ),
        DateLevel::After { .. } => Label::new(
            "mesi in più o in meno, come \"+3\": la data segue una tappa",
            "months more or less, such as \"+3\": the date follows a milestone",
        ),
    }
}

/// What "10%" of an amount may mean: a rise by 10 %, or 10.
fn number_example(text: &str) -> Label {
    let digits = text.strip_prefix('=').unwrap_or(text).trim();
    match Written::parse(digits) {
        Ok(written) if written.suffix == Suffix::Percent => {
            let number = written.number.normalize();
            Label::new(
                format!("\"+{number}%\"` oppure `\"={number}\""),
                format!("\"+{number}%\"` or `\"={number}\""),
            )
        }
        Ok(_) | Err(_) => Label::same("\"+10%\""),
    }
}

fn is_dated(number: &LiveNumber) -> bool {
    matches!(number.level, Level::Dated(_))
}

fn field_of(number: &LiveNumber) -> Field {
    let whole = number.whole;
    let field = Field::new("", number.label.clone(), number.unit).within(number.bounds);
    match number.unit {
        Unit::Months | Unit::Days | Unit::MonthNumber => field.whole(whole),
        Unit::Euro
        | Unit::Percent
        | Unit::PercentPerYear
        | Unit::Ratio
        | Unit::Flag
        | Unit::Years
        | Unit::Ordinal
        | Unit::Area
        | Unit::Persons
        | Unit::Items
        | Unit::Other(_) => field.whole(Whole::No),
    }
}
