//! Numbers as written: digits and what stands behind them.

use crate::quantity::{Decimal, Unit};

/// The most digits before the point: the compiled reading is exact to 4·10⁹ euro a posting, and no
/// plan needs more than this.
const MOST_WHOLE_DIGITS: usize = 15;
/// The most digits after the point.
const MOST_DECIMALS: u32 = 28;

/// What stands behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suffix {
    /// Nothing.
    None,
    /// `%`
    Percent,
    /// `pp`: percentage points.
    Points,
    /// `bp`: hundredths of a point.
    BasisPoints,
}

/// A number with what stands behind it, not yet scaled: `22` and `%`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) number: Decimal,
    pub(super) suffix: Suffix,
}

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It is something else.
    NotANumber,
    /// It has more digits than are computed exactly.
    TooManyDigits,
}

impl Written {
    /// Reads `-12.5%`, `+200bp`, `3`, `50_000`; spaces before the suffix are allowed, and `_`
    /// between two digits, as in TOML.
    pub(super) fn parse(text: &str) -> Result<Written, Unreadable> {
        let text = text.trim();
        let suffixes = [
            ("%", Suffix::Percent),
            ("pp", Suffix::Points),
            ("bp", Suffix::BasisPoints),
        ];
        let (digits, suffix) = suffixes
            .into_iter()
            .find_map(|(word, suffix)| {
                text.strip_suffix(word)
                    .map(|digits| (digits.trim_end(), suffix))
            })
            .unwrap_or((text, Suffix::None));
        Ok(Written {
            number: digits_of(&ungrouped(digits))?,
            suffix,
        })
    }

    /// The number in units of one: percent and points by 100, basis points by 10 000.
    pub(super) fn scaled(self) -> Decimal {
        match self.suffix {
            Suffix::None => self.number,
            Suffix::Percent | Suffix::Points => self.number / Decimal::ONE_HUNDRED,
            Suffix::BasisPoints => self.number / Decimal::from(10_000),
        }
    }
}

/// The text without each `_` that stands between two digits.
fn ungrouped(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let between = |at: usize| at > 0 && digit(at - 1) && digit(at + 1);
    let kept = text
        .char_indices()
        .filter(|(at, sign)| *sign != '_' || !between(*at));
    kept.map(|(_, sign)| sign).collect()
}

fn digits_of(text: &str) -> Result<Decimal, Unreadable> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) {
        return Err(Unreadable::NotANumber);
    }
    let significant = whole.trim_start_matches('0').len();
    let parsed = if let Some(exponent) = exponent {
        if !digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)) {
            return Err(Unreadable::NotANumber);
        }
        Decimal::from_scientific(text.strip_prefix('+').unwrap_or(text))
            .map_err(|_| Unreadable::TooManyDigits)?
    } else {
        let exact = decimals.trim_end_matches('0').len();
        if significant > MOST_WHOLE_DIGITS || exact + significant > 28 {
            return Err(Unreadable::TooManyDigits);
        }
        text.parse().map_err(|_| Unreadable::TooManyDigits)?
    };
    let most = Decimal::from(10_u64.pow(15));
    if parsed.abs() >= most || parsed.scale() > MOST_DECIMALS {
        return Err(Unreadable::TooManyDigits);
    }
    Ok(parsed)
}

/// Whether numbers of this unit are written in percent.
pub(super) fn is_rate(unit: Unit) -> bool {
    matches!(unit, Unit::Percent | Unit::PercentPerYear)
}

/// Whether numbers of this unit are lengths of time, which differ by adding.
pub(super) fn is_length(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::Months | Unit::Days | Unit::MonthNumber | Unit::Years
    )
}

/// A number as the user would write it: `22%`, `150`, `0.5`.
pub(super) fn show(value: Decimal, unit: Unit) -> String {
    if is_rate(unit) {
        percent(value)
    } else {
        value.normalize().to_string()
    }
}

/// A share as a percentage: `22%`.
pub(super) fn percent(value: Decimal) -> String {
    match value.checked_mul(Decimal::ONE_HUNDRED) {
        Some(points) => format!("{}%", points.round_dp(6).normalize()),
        None => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::Written;

    #[test]
    fn an_underscore_groups_digits_and_nothing_else() {
        let number = |text: &str| Written::parse(text).map(|written| written.number.to_string());
        assert_eq!(number("50_000"), Ok("50000".to_owned()));
        assert_eq!(number("+1_000.5%"), Ok("1000.5".to_owned()));
        for text in ["_5", "5_", "5__0", "5_.0"] {
            assert!(number(text).is_err(), "{text}");
        }
    }
}
