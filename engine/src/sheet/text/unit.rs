//! Units in brackets.

use crate::quantity::{Dimension, Unit};

/// The units that have a name of their own.
const NAMED: [Unit; 13] = [
    Unit::Euro,
    Unit::Percent,
    Unit::PercentPerYear,
    Unit::Ratio,
    Unit::Flag,
    Unit::MonthNumber,
    Unit::Months,
    Unit::Days,
    Unit::Years,
    Unit::Ordinal,
    Unit::Area,
    Unit::Persons,
    Unit::Items,
];

/// What stands between the brackets: the unit's own text, marked where that names another unit.
pub(super) fn print(unit: Unit) -> String {
    let text = unit.to_string();
    if parse(&text) == Some(unit) {
        text
    } else {
        format!("={text}")
    }
}

pub(super) fn parse(text: &str) -> Option<Unit> {
    if let Some(text) = text.strip_prefix('=') {
        return dimension(text).map(Unit::Other);
    }
    let named = NAMED.into_iter().find(|unit| unit.to_string() == text);
    named.or_else(|| dimension(text).map(Unit::Other))
}

/// A product of base quantities over others: `EUR*month/m2/year`.
fn dimension(text: &str) -> Option<Dimension> {
    let mut parts = text.split('/');
    let mut dimension = Dimension::NONE;
    for name in parts.next()?.split('*') {
        dimension = dimension.times(base(name)?);
    }
    for name in parts {
        dimension = dimension.over(base(name)?);
    }
    Some(dimension)
}

fn base(name: &str) -> Option<Dimension> {
    let unit = match name {
        "1" => Unit::Ratio,
        "EUR" => Unit::Euro,
        "m2" => Unit::Area,
        "person" => Unit::Persons,
        "unit" => Unit::Items,
        "day" => Unit::Days,
        "month" => Unit::Months,
        "year" => Unit::Years,
        _ => return None,
    };
    Some(unit.dimension())
}
