//! No more digits than the interval of a number supports.

use cittadella_engine::quantity::{Decimal, Unit, from_float, round_half_away};
use cittadella_engine::simulate::Share;
use cittadella_engine::wording::Language;

use crate::render::number;

/// How many decimals of a percentage mean something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digits(u32);

/// To which side a bound is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rounded {
    /// Downwards: it is at least that.
    Down,
    /// Upwards: it is at most that.
    Up,
}

impl Digits {
    /// By the half width of an interval of probabilities: a decimal is printed where one unit of it
    /// is not less than a fifth of that.
    pub(crate) fn of_interval(low: f64, high: f64) -> Digits {
        let half = 100.0 * (high - low) / 2.0;
        Digits(if half >= 0.5 {
            0
        } else if half >= 0.05 {
            1
        } else {
            2
        })
    }

    /// By half the width of an interval.
    pub(crate) fn of_half_width(half: f64) -> Digits {
        Digits::of_interval(-half, half)
    }

    /// By the interval of a share; none and all need no decimals.
    pub(crate) fn of_share(share: Share) -> Digits {
        if share.count == 0 || share.count == share.of {
            return Digits(0);
        }
        let (low, high) = share.interval();
        Digits::of_interval(low, high)
    }

    /// A difference of probabilities in points, with its sign.
    pub(crate) fn points(self, value: f64, language: Language) -> String {
        let points = from_float(value * 100.0).unwrap_or_default();
        let sign = if value > 0.0 { "+" } else { "" };
        format!("{sign}{}", number::decimal(points, self.0, language))
    }

    /// A bound of a probability, rounded away from it, with as many decimals as tell it from what
    /// is asked.
    pub(crate) fn apart(
        self,
        value: f64,
        asked: f64,
        rounded: Rounded,
        language: Language,
    ) -> String {
        let told = |decimals: u32| {
            let scale = 100.0 * 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
            let whole = match rounded {
                Rounded::Down => (value * scale).floor(),
                Rounded::Up => (value * scale).ceil(),
            };
            whole / scale
        };
        let mut decimals = self.0;
        while decimals < 4 && (told(decimals) - asked).abs() < 1e-9 {
            decimals += 1;
        }
        Digits(decimals).percent(told(decimals), language)
    }

    /// A probability as a percentage.
    pub(crate) fn percent(self, value: f64, language: Language) -> String {
        let percent = from_float(value * 100.0).unwrap_or_default();
        format!("{}%", number::decimal(percent, self.0, language))
    }
}

/// A whole number of the lanes, such as a month number.
pub(crate) fn whole(value: f64) -> Option<Decimal> {
    Some(round_half_away(from_float(value)?, 0))
}

/// A value rounded to the step that its interval supports: an amount known to 40,000 either way is
/// told in tens of thousands. Months and counts stay whole.
pub(crate) fn settled(value: f64, low: f64, high: f64, unit: Unit) -> Option<Decimal> {
    let exact = from_float(value)?;
    let half = (high - low) / 2.0;
    let step = match unit {
        Unit::MonthNumber | Unit::Months | Unit::Days | Unit::Ordinal | Unit::Flag => {
            return Some(round_half_away(exact, 0));
        }
        Unit::Euro
        | Unit::Percent
        | Unit::PercentPerYear
        | Unit::Ratio
        | Unit::Years
        | Unit::Area
        | Unit::Persons
        | Unit::Items
        | Unit::Other(_) => Decimal::TEN,
    };
    if half <= 0.0 {
        return Some(round_half_away(exact, 4));
    }
    let mut power = 0_i32;
    let mut unit_of = 1.0;
    while unit_of * 10.0 <= half && power < 20 {
        unit_of *= 10.0;
        power += 1;
    }
    while unit_of > half && power > -6 {
        unit_of /= 10.0;
        power -= 1;
    }
    if power <= 0 {
        return Some(round_half_away(exact, power.unsigned_abs()));
    }
    let scale = (0..power).fold(Decimal::ONE, |scale, _| scale * step);
    Some(round_half_away(exact / scale, 0) * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_decides_the_decimals_of_a_percentage() {
        let italian = Language::Italian;
        assert_eq!(
            Digits::of_interval(0.6, 0.67).percent(0.6345, italian),
            "63%"
        );
        assert_eq!(
            Digits::of_interval(0.631, 0.637).percent(0.6341, italian),
            "63,4%"
        );
        assert_eq!(
            Digits::of_interval(0.0001, 0.0004).percent(0.00025, italian),
            "0,03%"
        );
    }

    #[test]
    fn a_bound_is_rounded_away_and_never_onto_what_is_asked() {
        let english = Language::English;
        let digits = Digits::of_interval(0.88, 0.92);
        let down = |value| digits.apart(value, 0.9, Rounded::Down, english);
        assert_eq!(down(0.9178), "91%");
        assert_eq!(down(0.9046), "90.4%");
        assert_eq!(down(0.9004), "90.04%");
        let up = |value| digits.apart(value, 0.9, Rounded::Up, english);
        assert_eq!(up(0.8912), "89.2%");
        assert_eq!(up(0.3511), "36%");
        assert_eq!(digits.points(-0.034, english), "-3");
        assert_eq!(digits.points(0.034, english), "+3");
    }

    #[test]
    fn an_interval_decides_the_step_of_an_amount() {
        let euro = |value, low, high| settled(value, low, high, Unit::Euro).unwrap().to_string();
        assert_eq!(euro(1_234_567.0, 1_200_000.0, 1_280_000.0), "1230000");
        assert_eq!(euro(1_234_567.0, 1_234_560.0, 1_234_575.0), "1234567");
        assert_eq!(euro(-84_321.0, -90_000.0, -80_000.0), "-84000");
        assert_eq!(
            settled(1.23456, 1.22, 1.25, Unit::Ratio)
                .unwrap()
                .to_string(),
            "1.23"
        );
        assert_eq!(
            settled(49.0, 40.0, 60.0, Unit::MonthNumber)
                .unwrap()
                .to_string(),
            "49"
        );
    }
}
