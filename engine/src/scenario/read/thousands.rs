//! Points that separate thousands in Italian and decimals in TOML: `34.000` is 34.

use super::reader::Reader;
use super::tree::Node;
use super::written::Written;
use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::Unit;
use crate::scenario::Claim;

/// Whether numbers of this unit run into the thousands: money, areas, people, units let, and
/// whatever is counted per one of them.
pub(super) fn runs_into_thousands(unit: Unit) -> bool {
    match unit {
        Unit::Euro | Unit::Area | Unit::Persons | Unit::Items => true,
        Unit::Other(of) => [of.euro, of.area, of.person, of.item] != [0; 4],
        Unit::Percent
        | Unit::PercentPerYear
        | Unit::Ratio
        | Unit::Flag
        | Unit::MonthNumber
        | Unit::Months
        | Unit::Days
        | Unit::Years
        | Unit::Ordinal => false,
    }
}

/// Whether the language refuses digits because their point may separate thousands.
pub(in crate::scenario) fn looks_like_thousands(text: &str, unit: Unit) -> bool {
    runs_into_thousands(unit) && grouped(text).is_some()
}

/// The parts around the point of a number that looks as if it separated thousands: three decimals
/// after one to three digits that are not all zero.
pub(super) fn grouped(text: &str) -> Option<(&str, &str)> {
    let (whole, decimals) = text.split_once('.')?;
    let digits = whole.strip_prefix(['+', '-']).unwrap_or(whole);
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let looks = (1..=3).contains(&digits.len())
        && decimals.len() == 3
        && all_digits(digits)
        && all_digits(decimals)
        && digits.bytes().any(|byte| byte != b'0');
    looks.then_some((whole, decimals))
}

impl Reader {
    /// Refuses a number that looks as if its point separated thousands. `separator` is what may
    /// group digits where the number stands.
    pub(super) fn refuse_thousands(
        &mut self,
        node: &Node,
        path: &str,
        text: &str,
        unit: Unit,
        separator: &str,
    ) -> bool {
        let text = text.trim();
        let Some((whole, decimals)) = grouped(text).filter(|_| runs_into_thousands(unit)) else {
            return false;
        };
        let value = Written::parse(text).map_or_else(
            |_| text.to_owned(),
            |written| written.number.normalize().to_string(),
        );
        self.report(
            Diagnostic::at(Code::ThousandsPoint, &node.place)
                .with("path", path)
                .with("found", text)
                .with("value", value)
                .with("thousands", format!("{whole}{separator}{decimals}"))
                .with("decimals", format!("{text}0")),
        );
        true
    }
}

impl Claim {
    /// The finding that the number of a claim looks as if its point separated thousands; the
    /// unit of what it is compared with is known only once the rows exist.
    pub fn thousands_point(&self, unit: Unit) -> Option<Diagnostic> {
        let text = self.text.split_whitespace().last()?;
        let (whole, decimals) = grouped(text).filter(|_| runs_into_thousands(unit))?;
        Some(
            Diagnostic::at(Code::ThousandsPoint, &self.place)
                .with("path", self.text.as_str())
                .with("found", text)
                .with("value", self.right.normalize().to_string())
                .with("thousands", format!("{whole}_{decimals}"))
                .with("decimals", format!("{text}0")),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;
    use crate::diagnostic::LineIndex;
    use crate::quantity::Unit;
    use crate::scenario::{Claim, Comparison};

    fn claim(number: &str) -> Claim {
        let text = format!("hub.cash.min >= {number}");
        Claim {
            left: "hub.cash.min".to_owned(),
            op: Comparison::AtLeast,
            right: number.parse().unwrap(),
            place: LineIndex::new("a.toml", text.as_str()).place(0..4),
            text,
        }
    }

    #[test]
    fn a_threshold_of_money_is_no_place_for_a_thousands_point() {
        assert!(claim("50.000").thousands_point(Unit::Euro).is_some());
        assert_eq!(claim("50000").thousands_point(Unit::Euro), None);
        assert_eq!(claim("1.200").thousands_point(Unit::Ratio), None);
    }

    #[test]
    fn three_decimals_after_up_to_three_digits_look_like_thousands() {
        for text in ["34.000", "1.000", "-320.000", "+1.250"] {
            assert!(grouped(text).is_some(), "{text}");
        }
    }

    #[test]
    fn other_numbers_do_not() {
        for text in [
            "0.125",
            "34.00",
            "34.0000",
            "1234.000",
            "1.000.000",
            "1e3",
            "34000",
        ] {
            assert_eq!(grouped(text), None, "{text}");
        }
    }
}
