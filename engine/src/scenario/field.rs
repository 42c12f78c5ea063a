//! What the language says of one key: its unit, its range, its words.

use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::wording::Label;

/// A key that holds a live number.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) label: Label,
    pub(super) unit: Unit,
    pub(super) bounds: Bounds,
    pub(super) whole: Whole,
    pub(super) allowed: Allowed,
    pub(super) lag: bool,
}

/// Which levels a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Allowed {
    /// One number, dated steps or a yearly list.
    Any,
    /// One number for all months.
    One,
    /// Amounts by date.
    Dated,
}

impl Field {
    /// A key with its words and its unit: zero or more unless said otherwise.
    pub(super) fn new(key: &'static str, label: Label, unit: Unit) -> Field {
        Field {
            key,
            label,
            unit,
            bounds: Bounds::NONE,
            whole: Whole::No,
            allowed: Allowed::Any,
            lag: false,
        }
    }

    /// An amount of zero or more.
    pub(super) fn positive(key: &'static str, label: Label, unit: Unit) -> Field {
        Field::new(key, label, unit).within(Bounds::NOT_NEGATIVE)
    }

    /// A share between 0 % and 100 %.
    pub(super) fn share(key: &'static str, label: Label) -> Field {
        Field::new(key, label, Unit::Percent).within(Bounds::SHARE)
    }

    /// Sets the allowed range.
    pub(super) fn within(self, bounds: Bounds) -> Field {
        Field { bounds, ..self }
    }

    /// Sets whether the number is whole.
    pub(super) fn whole(self, whole: Whole) -> Field {
        Field { whole, ..self }
    }

    /// One number for all months.
    pub(super) fn one(self) -> Field {
        Field {
            allowed: Allowed::One,
            ..self
        }
    }

    /// Amounts by date.
    pub(super) fn dated(self) -> Field {
        Field {
            allowed: Allowed::Dated,
            ..self
        }
    }

    /// A number of days or months by which something arrives later: whole, of few values.
    pub(super) fn lag(self) -> Field {
        Field {
            lag: true,
            whole: Whole::Yes,
            ..self
        }
    }

    /// What the key takes, in words.
    pub(super) fn expected(&self) -> Label {
        if self.allowed == Allowed::Dated {
            return Label::new("importi con la loro data", "amounts with their dates");
        }
        match self.unit {
            Unit::Percent | Unit::PercentPerYear => Label::new(
                "una percentuale tra virgolette, come \"22%\"",
                "a percentage in quotes, such as \"22%\"",
            ),
            Unit::Months => Label::new("un numero di mesi", "a number of months"),
            Unit::Days => Label::new("un numero di giorni", "a number of days"),
            Unit::Euro
            | Unit::Ratio
            | Unit::Flag
            | Unit::MonthNumber
            | Unit::Years
            | Unit::Ordinal
            | Unit::Area
            | Unit::Persons
            | Unit::Items
            | Unit::Other(_) => Label::new(
                "un numero senza virgolette, con il punto per i decimali",
                "a number without quotes, with a point before the decimals",
            ),
        }
    }

    /// The unit in words.
    pub(super) fn unit_words(&self) -> Label {
        match self.unit {
            Unit::Percent => Label::new("percento", "percent"),
            Unit::PercentPerYear => Label::new("percento l'anno", "percent a year"),
            Unit::Months => Label::new("mesi", "months"),
            Unit::Days => Label::new("giorni", "days"),
            Unit::Years => Label::new("anni", "years"),
            Unit::Persons => Label::new("persone", "people"),
            Unit::Items => Label::new("unità", "units"),
            Unit::Ratio | Unit::Flag | Unit::Ordinal | Unit::MonthNumber => {
                Label::new("numeri puri", "plain numbers")
            }
            unit @ (Unit::Euro | Unit::Area | Unit::Other(_)) => Label::same(unit.to_string()),
        }
    }

    /// The form of a value; the number itself is for the user to say.
    pub(super) fn example(&self) -> &'static str {
        if self.allowed == Allowed::Dated {
            return "{ \"2024-01\" = … }";
        }
        match self.unit {
            Unit::Percent | Unit::PercentPerYear => "\"…%\"",
            Unit::Euro
            | Unit::Days
            | Unit::Months
            | Unit::Ratio
            | Unit::Flag
            | Unit::MonthNumber
            | Unit::Years
            | Unit::Ordinal
            | Unit::Area
            | Unit::Persons
            | Unit::Items
            | Unit::Other(_) => "…",
        }
    }

    /// A value in the allowed range, to go on with after an error.
    pub(super) fn stand_in(&self) -> Decimal {
        self.bounds.clamp(Decimal::ZERO)
    }
}
