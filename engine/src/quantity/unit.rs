//! Units of rows and inputs, and the dimensions by which formulas are checked.

use std::fmt;

/// What a number counts, as whole powers of the base quantities.
///
/// Products add the powers, quotients subtract them; sums and comparisons need equal dimensions.
/// A flow of a month is an amount (`euro`), not an amount a month: the sheet's step is one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Dimension {
    /// Power of money.
    pub euro: i8,
    /// Power of surface.
    pub area: i8,
    /// Power of people (full-time equivalents).
    pub person: i8,
    /// Power of let units: desks, rooms, offices, kW.
    pub item: i8,
    /// Power of calendar days, nights included.
    pub day: i8,
    /// Power of months.
    pub month: i8,
    /// Power of years.
    pub year: i8,
}

impl Dimension {
    /// A pure number.
    pub const NONE: Dimension = Dimension {
        euro: 0,
        area: 0,
        person: 0,
        item: 0,
        day: 0,
        month: 0,
        year: 0,
    };

    /// The dimension of a product.
    pub fn times(self, other: Dimension) -> Dimension {
        self.combine(other, i8::saturating_add)
    }

    /// The dimension of a quotient.
    pub fn over(self, other: Dimension) -> Dimension {
        self.combine(other, i8::saturating_sub)
    }

    fn combine(self, other: Dimension, with: fn(i8, i8) -> i8) -> Dimension {
        Dimension {
            euro: with(self.euro, other.euro),
            area: with(self.area, other.area),
            person: with(self.person, other.person),
            item: with(self.item, other.item),
            day: with(self.day, other.day),
            month: with(self.month, other.month),
            year: with(self.year, other.year),
        }
    }

    fn powers(self) -> [(&'static str, i8); 7] {
        [
            ("EUR", self.euro),
            ("m2", self.area),
            ("person", self.person),
            ("unit", self.item),
            ("day", self.day),
            ("month", self.month),
            ("year", self.year),
        ]
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        for (name, power) in self.powers() {
            for _ in 0..power.max(0) {
                text += if text.is_empty() { "" } else { "*" };
                text += name;
            }
        }
        if text.is_empty() {
            text += "1";
        }
        for (name, power) in self.powers() {
            for _ in 0..power.min(0).unsigned_abs() {
                text += "/";
                text += name;
            }
        }
        f.write_str(&text)
    }
}

/// The unit printed beside a row, an input or a figure.
///
/// Several units share a dimension where they are read differently: a percentage, a plain ratio
/// and a 0/1 flag are all pure numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Money. In a flow: of the month.
    Euro,
    /// A share or a rate without a period, printed as a percentage; 0.22 is 22 %.
    Percent,
    /// A rate a year, printed as a percentage; multiplied by years it gives a ratio.
    PercentPerYear,
    /// A pure number: an index level, a cover ratio.
    Ratio,
    /// 0 or 1.
    Flag,
    /// A month of the plan by number: 1 is its first month; it may be 0 or less for earlier ones.
    MonthNumber,
    /// A length in months.
    Months,
    /// A length in days.
    Days,
    /// A length in years.
    Years,
    /// A calendar year, or the position of a month in its year: a number that is only compared.
    Ordinal,
    /// Square metres.
    Area,
    /// Full-time equivalents.
    Persons,
    /// Let units: desks, rooms, offices.
    Items,
    /// Any other combination, printed from its dimension: `EUR/m2/year`.
    Other(Dimension),
}

impl Unit {
    /// Euro for a square metre and a year.
    pub const EURO_PER_AREA_YEAR: Unit = Unit::Other(Dimension {
        euro: 1,
        area: -1,
        year: -1,
        ..Dimension::NONE
    });
    /// Euro a year.
    pub const EURO_PER_YEAR: Unit = Unit::Other(Dimension {
        euro: 1,
        year: -1,
        ..Dimension::NONE
    });
    /// Euro for a unit or a member and a year.
    pub const EURO_PER_ITEM_YEAR: Unit = Unit::Other(Dimension {
        euro: 1,
        item: -1,
        year: -1,
        ..Dimension::NONE
    });
    /// Euro for a person and a year.
    pub const EURO_PER_PERSON_YEAR: Unit = Unit::Other(Dimension {
        euro: 1,
        person: -1,
        year: -1,
        ..Dimension::NONE
    });
    /// A number a year: what a year's rate or amount is divided by to give a month's.
    pub const PER_YEAR: Unit = Unit::Other(Dimension {
        year: -1,
        ..Dimension::NONE
    });
    /// Days a year: the basis of a day count, the days of a year on which a room can be hired.
    pub const DAYS_PER_YEAR: Unit = Unit::Other(Dimension {
        day: 1,
        year: -1,
        ..Dimension::NONE
    });

    /// The dimension by which formulas with this unit are checked.
    pub fn dimension(self) -> Dimension {
        let none = Dimension::NONE;
        match self {
            Unit::Euro => Dimension { euro: 1, ..none },
            Unit::Percent | Unit::Ratio | Unit::Flag | Unit::Ordinal => none,
            Unit::PercentPerYear => Dimension { year: -1, ..none },
            Unit::MonthNumber | Unit::Months => Dimension { month: 1, ..none },
            Unit::Days => Dimension { day: 1, ..none },
            Unit::Years => Dimension { year: 1, ..none },
            Unit::Area => Dimension { area: 1, ..none },
            Unit::Persons => Dimension { person: 1, ..none },
            Unit::Items => Dimension { item: 1, ..none },
            Unit::Other(dimension) => dimension,
        }
    }

    /// True where the unit is money and nothing else.
    pub fn is_money(self) -> bool {
        self.dimension() == Unit::Euro.dimension()
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unit::Percent => f.write_str("%"),
            Unit::PercentPerYear => f.write_str("%/year"),
            Unit::Ratio => f.write_str("ratio"),
            Unit::Flag => f.write_str("flag"),
            Unit::MonthNumber => f.write_str("month"),
            Unit::Ordinal => f.write_str("ordinal"),
            Unit::Months => f.write_str("months"),
            Unit::Days => f.write_str("days"),
            Unit::Years => f.write_str("years"),
            Unit::Euro | Unit::Area | Unit::Persons | Unit::Items | Unit::Other(_) => {
                write!(f, "{}", self.dimension())
            }
        }
    }
}
