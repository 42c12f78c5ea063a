//! Numbers as the two languages write them.

use cittadella_engine::quantity::{Decimal, Unit, round_half_away};
use cittadella_engine::wording::Language;

/// What stands for zero in a table, so that the eye finds what is not zero.
pub(crate) const ZERO: &str = "–";

/// What stands for a value that does not exist: not meaningful, non misurabile.
pub(crate) const ABSENT: &str = "n.m.";

/// An amount in whole units of the currency: `1.234.567` in Italian, `1,234,567` in English.
///
/// Exactly zero is a dash; an amount that only rounds to zero is `0`.
pub(crate) fn whole(amount: Decimal, language: Language) -> String {
    if amount.is_zero() {
        return ZERO.to_owned();
    }
    decimal(amount, 0, language)
}

/// A number with this many decimals, rounded half away from zero.
pub(crate) fn decimal(value: Decimal, places: u32, language: Language) -> String {
    let rounded = round_half_away(value, places);
    let text = format!("{:.*}", places as usize, rounded.abs());
    let (digits, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() {
        "-"
    } else {
        ""
    };
    let grouped = group(digits, language.pick('.', ','));
    if fraction.is_empty() {
        return format!("{sign}{grouped}");
    }
    let point = language.pick(',', '.');
    format!("{sign}{grouped}{point}{fraction}")
}

/// A number with as many decimals as it has, at most this many.
pub(crate) fn plain(value: Decimal, places_max: u32, language: Language) -> String {
    let shortest = round_half_away(value, places_max).normalize();
    decimal(shortest, shortest.scale(), language)
}

/// A value of a figure or a cell with its unit, as a sentence would write it.
pub(crate) fn with_unit(value: Decimal, unit: Unit, currency: &str, language: Language) -> String {
    match unit {
        Unit::Euro => format!("{} {currency}", decimal(value, 0, language)),
        Unit::Percent => format!("{}%", plain(value * Decimal::ONE_HUNDRED, 2, language)),
        Unit::PercentPerYear => format!(
            "{}% {}",
            plain(value * Decimal::ONE_HUNDRED, 2, language),
            language.pick("l'anno", "a year")
        ),
        Unit::Ratio => decimal(value, 2, language),
        Unit::Flag | Unit::MonthNumber | Unit::Ordinal => plain(value, 0, language),
        Unit::Months => counted(
            value,
            language.pick(["mese", "mesi"], ["month", "months"]),
            language,
        ),
        Unit::Days => counted(
            value,
            language.pick(["giorno", "giorni"], ["day", "days"]),
            language,
        ),
        Unit::Years => counted(
            value,
            language.pick(["anno", "anni"], ["year", "years"]),
            language,
        ),
        Unit::Area => format!("{} m²", plain(value, 2, language)),
        Unit::Persons => counted(
            value,
            language.pick(["persona", "persone"], ["person", "persons"]),
            language,
        ),
        Unit::Items => counted(
            value,
            language.pick(["unità", "unità"], ["unit", "units"]),
            language,
        ),
        Unit::Other(_) => format!(
            "{} {}",
            plain(value, 4, language),
            unit_words(unit, language)
        ),
    }
}

/// A unit in the words of a language: `EUR/m2/anno`.
pub(crate) fn unit_words(unit: Unit, language: Language) -> String {
    let english = unit.to_string();
    if language == Language::English {
        return english;
    }
    let mut words = english.as_str();
    let mut text = String::new();
    while let Some(first) = words.chars().next() {
        let letter = |c: char| c.is_ascii_alphabetic() == first.is_ascii_alphabetic();
        let end = words.find(|c: char| !letter(c)).unwrap_or(words.len());
        let (word, rest) = words.split_at(end);
        text += ITALIAN_UNITS
            .iter()
            .find(|(of, _)| *of == word)
            .map_or(word, |(_, italian)| italian);
        words = rest;
    }
    text
}

/// The words of units.
const ITALIAN_UNITS: [(&str, &str); 12] = [
    ("year", "anno"),
    ("years", "anni"),
    ("month", "mese"),
    ("months", "mesi"),
    ("day", "giorno"),
    ("days", "giorni"),
    ("person", "persona"),
    ("item", "unità"),
    ("unit", "unità"),
    ("ratio", "rapporto"),
    ("flag", "sì/no"),
    ("ordinal", "ordinale"),
];

/// A value to its last digit (at most ten decimals), as an explanation needs it, with its unit.
pub(crate) fn exact(value: Decimal, unit: Unit, currency: &str, language: Language) -> String {
    match unit {
        Unit::Euro => {
            let value = if value.normalize().scale() <= 2 {
                decimal(value, 2, language)
            } else {
                plain(value, 10, language)
            };
            format!("{value} {currency}")
        }
        Unit::Percent => format!("{}%", plain(value * Decimal::ONE_HUNDRED, 10, language)),
        Unit::PercentPerYear => {
            let percent = plain(value * Decimal::ONE_HUNDRED, 10, language);
            format!("{percent}% {}", language.pick("l'anno", "a year"))
        }
        Unit::Ratio | Unit::Flag | Unit::MonthNumber | Unit::Ordinal => plain(value, 10, language),
        Unit::Months
        | Unit::Days
        | Unit::Years
        | Unit::Area
        | Unit::Persons
        | Unit::Items
        | Unit::Other(_) => {
            format!(
                "{} {}",
                plain(value, 10, language),
                unit_words(unit, language)
            )
        }
    }
}

fn counted(value: Decimal, [one, many]: [&str; 2], language: Language) -> String {
    let word = if value.abs() == Decimal::ONE {
        one
    } else {
        many
    };
    format!("{} {word}", plain(value, 2, language))
}

fn group(digits: &str, separator: char) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn thousands_are_separated_as_the_language_does() {
        assert_eq!(whole(d("1234567.49"), Language::Italian), "1.234.567");
        assert_eq!(whole(d("1234567.50"), Language::English), "1,234,568");
        assert_eq!(whole(d("999"), Language::English), "999");
        assert_eq!(whole(d("-1000"), Language::English), "-1,000");
    }

    #[test]
    fn zero_is_a_dash_and_almost_zero_is_not() {
        assert_eq!(whole(Decimal::ZERO, Language::English), "–");
        assert_eq!(whole(d("0.00"), Language::English), "–");
        assert_eq!(whole(d("0.30"), Language::English), "0");
        assert_eq!(whole(d("-0.30"), Language::English), "0");
    }

    #[test]
    fn rates_are_percentages_and_ratios_have_two_decimals() {
        let it = Language::Italian;
        assert_eq!(with_unit(d("0.042"), Unit::Percent, "EUR", it), "4,2%");
        assert_eq!(with_unit(d("1.2"), Unit::Ratio, "EUR", it), "1,20");
        assert_eq!(with_unit(d("13"), Unit::Months, "EUR", it), "13 mesi");
        assert_eq!(with_unit(d("1"), Unit::Months, "EUR", it), "1 mese");
        assert_eq!(
            with_unit(d("-20000.4"), Unit::Euro, "EUR", it),
            "-20.000 EUR"
        );
    }
}
