//! One number as written, checked against unit, range and wholeness.

use super::reader::Reader;
use super::thousands::{grouped, runs_into_thousands};
use super::tree::{Node, Value};
use super::written::{Suffix, Unreadable, Written, is_rate, show};
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::scenario::field::Field;
use crate::wording::Label;

impl Reader {
    /// An amount in euro that is not live.
    pub(super) fn amount_of(&mut self, node: &Node, path: &str, key: &'static str) -> Decimal {
        let field = Field::new(key, Label::default(), Unit::Euro);
        self.plain(node, path, &field)
    }

    /// One number as written, checked against unit, range and wholeness.
    pub(super) fn plain(&mut self, node: &Node, path: &str, field: &Field) -> Decimal {
        let (text, quoted) = match &node.value {
            Value::Number(text) => (text.as_str(), false),
            Value::Text(text) => (text.as_str(), true),
            Value::Boolean(_) | Value::Date(_) | Value::List(_) | Value::Table(_) => {
                let expected = field.expected();
                let key = path.rsplit('.').next().unwrap_or(path);
                self.wrong_type(
                    node,
                    path,
                    expected,
                    &format!("{key} = {}", field.example()),
                );
                return field.stand_in();
            }
        };
        let written = match Written::parse(text) {
            Ok(written) => written,
            Err(why) => {
                self.unreadable(why, node, path, text, field);
                return field.stand_in();
            }
        };
        if self.refuse_thousands(node, path, text, field.unit, "_") {
            return field.stand_in();
        }
        let fits = match written.suffix {
            Suffix::None => !quoted || is_rate(field.unit),
            Suffix::Percent => is_rate(field.unit),
            Suffix::Points | Suffix::BasisPoints => false,
        };
        if !fits {
            self.wrong_unit(node, path, text, field);
            return field.stand_in();
        }
        let value = written.scaled();
        let bare = is_rate(field.unit) && written.suffix == Suffix::None;
        // 0.3 and more a year: 0.9 % is meant rather than 90 %.
        let yearly = field.unit == Unit::PercentPerYear && value.abs() >= Decimal::new(3, 1);
        if bare && (yearly || value.abs() > Decimal::ONE) {
            self.bare_rate(node, path, written.number);
            return field.stand_in();
        }
        self.check_range(value, node, path, text, field)
    }

    fn unreadable(&mut self, why: Unreadable, node: &Node, path: &str, text: &str, field: &Field) {
        let shown: String = text.chars().take(60).collect();
        let diagnostic = match why {
            Unreadable::NotANumber => {
                let found = Diagnostic::at(Code::NotANumber, &node.place)
                    .with_label("allowed", field.expected());
                match meant(text, field.unit) {
                    Some(number) => found.with("example", number),
                    None => found,
                }
            }
            Unreadable::TooManyDigits => Diagnostic::at(Code::TooManyDigits, &node.place),
        };
        self.report(diagnostic.with("path", path).with("found", shown));
    }

    fn wrong_unit(&mut self, node: &Node, path: &str, text: &str, field: &Field) {
        let number = text
            .trim_end_matches(|c: char| !c.is_ascii_digit())
            .trim_start_matches('+');
        let example = match Written::parse(text) {
            Ok(written) if is_rate(field.unit) => in_quotes(written.scaled(), field.unit),
            Ok(_) | Err(_) => as_written(number, field.unit),
        };
        let found = Diagnostic::at(Code::WrongUnit, &node.place)
            .with("path", path)
            .with_label("unit", field.unit_words())
            .with("found", text)
            .with_label("allowed", field.expected())
            .with("example", example);
        // 110 % of a cover ratio is 1.10, not 110.
        self.report(match Written::parse(text) {
            Ok(written) if field.unit == Unit::Ratio && written.suffix == Suffix::Percent => {
                let mut ratio = written.scaled().normalize();
                ratio.rescale(ratio.scale().max(2));
                found.with("ratio", ratio.to_string())
            }
            Ok(_) | Err(_) => found,
        });
    }

    fn bare_rate(&mut self, node: &Node, path: &str, number: Decimal) {
        let percent = (number * Decimal::ONE_HUNDRED).normalize();
        self.report(
            Diagnostic::at(Code::RateWithoutPercent, &node.place)
                .with("path", path)
                .with("found", number.normalize().to_string())
                .with("percent", percent.to_string()),
        );
    }

    fn check_range(
        &mut self,
        value: Decimal,
        node: &Node,
        path: &str,
        text: &str,
        field: &Field,
    ) -> Decimal {
        if !field.bounds.allow(value) {
            self.report(
                Diagnostic::at(Code::OutOfBounds, &node.place)
                    .with("path", path)
                    .with("found", text)
                    .with_label("allowed", range(field.bounds, field.unit))
                    .with("example", in_quotes(field.bounds.clamp(value), field.unit)),
            );
            return field.stand_in();
        }
        if field.whole == Whole::Yes && value.fract() != Decimal::ZERO {
            self.report(
                Diagnostic::at(Code::NotWhole, &node.place)
                    .with("path", path)
                    .with("found", text)
                    .with("example", value.round().to_string()),
            );
        }
        value
    }
}

/// The number that `18.000,50`, `18 000` or `18000 EUR` means; `None` where anything but spaces,
/// points and commas stands between its digits.
fn meant(text: &str, unit: Unit) -> Option<String> {
    let text = text
        .trim_start_matches(|c: char| !c.is_ascii_digit() && c != '-')
        .trim_end_matches(|c: char| !c.is_ascii_digit());
    let groups = |c: char| c.is_whitespace() || c == '\'' || c == '_';
    let kept: String = text.chars().filter(|c| !groups(*c)).collect();
    let commas = kept.matches(',').count();
    let plain = match (kept.rfind('.'), kept.rfind(',')) {
        (Some(point), Some(comma)) if point < comma => kept.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => kept.replace(',', ""),
        (None, Some(_)) if commas == 1 => kept.replace(',', "."),
        (Some(_), None) if kept.matches('.').count() > 1 => kept.replace('.', ""),
        (Some(_) | None, Some(_) | None) => kept,
    };
    Written::parse(&plain).ok()?;
    Some(as_written(&plain, unit))
}

/// Digits as they may stand in TOML: percentages in quotes, thousands without a point.
fn as_written(digits: &str, unit: Unit) -> String {
    if is_rate(unit) {
        return format!("\"{digits}%\"");
    }
    match grouped(digits).filter(|_| runs_into_thousands(unit)) {
        Some((whole, decimals)) => format!("{whole}_{decimals}"),
        None => digits.to_owned(),
    }
}

/// A number as it stands in TOML: percentages in quotes.
pub(super) fn in_quotes(value: Decimal, unit: Unit) -> String {
    if is_rate(unit) {
        format!("\"{}\"", show(value, unit))
    } else {
        show(value, unit)
    }
}

/// The allowed range in words.
pub(in crate::scenario) fn range(bounds: Bounds, unit: Unit) -> Label {
    let show = |value| show(value, unit);
    match (bounds.low, bounds.high) {
        (Some(low), Some(high)) => Label::new(
            format!("da {} a {}", show(low), show(high)),
            format!("from {} to {}", show(low), show(high)),
        ),
        (Some(low), None) => Label::new(
            format!("{} o più", show(low)),
            format!("{} or more", show(low)),
        ),
        (None, Some(high)) => Label::new(
            format!("{} o meno", show(high)),
            format!("{} or less", show(high)),
        ),
        (None, None) => Label::new("qualsiasi numero", "any number"),
    }
}
