//! The worksheets of inputs and of the cases: the only cells that may be changed stand here.

mod cases;
pub mod columns;
mod scalars;
mod series;

use cittadella_engine::calendar::{Timeline, YearMonth};
use cittadella_engine::quantity::{Decimal, Unit, Whole, to_float};
use cittadella_engine::sheet::{Input, InputId};

use crate::book::{Cached, Validation, Worksheet, WorksheetId};
use crate::setting::{Setting, float};
use crate::tabs::Tab;

pub(crate) use cases::write as write_cases;
pub(crate) use scalars::write as write_scalars;
pub(crate) use series::write as write_series;

/// Whether an input is a date: its stated cell holds one, and its number is a month number.
pub fn is_date(input: &Input) -> bool {
    input.unit == Unit::MonthNumber
}

/// The first month that a cell can hold as a date.
pub(crate) fn first_date() -> YearMonth {
    YearMonth::new(1900, 1).unwrap_or(YearMonth::FIRST)
}

/// The month with this number, if a cell can hold it as a date.
pub(crate) fn date_of(timeline: &Timeline, number: Decimal) -> Option<YearMonth> {
    let number = i32::try_from(number).ok()?;
    let month = timeline.month_numbered(number);
    (month >= first_date()).then_some(month)
}

/// What may be typed into the stated cell of an input.
fn validation(timeline: &Timeline, input: &Input) -> Option<Validation> {
    let (low, high) = (
        input.bounds.low.map(to_float),
        input.bounds.high.map(to_float),
    );
    if is_date(input) {
        let month = |bound: Option<_>, other| {
            bound
                .and_then(|bound| date_of(timeline, bound))
                .unwrap_or(other)
        };
        let last = YearMonth::new(9998, 12).unwrap_or(YearMonth::FIRST);
        return Some(Validation::Months(
            month(input.bounds.low, first_date()),
            month(input.bounds.high, last),
        ));
    }
    if low.is_none() && high.is_none() {
        return None;
    }
    Some(match input.whole {
        Whole::Yes => Validation::WholeBetween(low, high),
        Whole::No => Validation::Between(low, high),
    })
}

/// `MAX(low,MIN(high,changed))`, without the ends that the range lacks; whole numbers half up last.
fn held(
    setting: &Setting<'_>,
    here: WorksheetId,
    input: &Input,
    low: &str,
    high: &str,
    changed: &str,
) -> String {
    let below = match input.bounds.high {
        Some(_) => format!("MIN({high},{changed})"),
        None => changed.to_owned(),
    };
    let held = match input.bounds.low {
        Some(_) => format!("MAX({low},{below})"),
        None => below,
    };
    match input.whole {
        Whole::No => held,
        Whole::Yes => {
            let half = setting.layout.calendar.half;
            let half = setting.layout.tabs.anchored(here, half);
            format!("INT(ROUND({held},9)+{half})")
        }
    }
}

/// What stands in the stated cell of an input: its level with what was drawn for it.
fn stated_value(setting: &Setting<'_>, id: InputId, month: usize) -> Decimal {
    let level = setting.sheet().input(id).level.at(month);
    let (case, _) = setting.export.shown();
    case.draw_of(id)
        .map_or(level, |drawn| drawn.apply(level, month))
}

/// A number as a formula leaves it.
fn cached(value: cittadella_engine::quantity::Decimal) -> Cached {
    Cached::Number(float(value))
}

/// The worksheet of inputs with no lines yet.
fn sheet_of(setting: &Setting<'_>, tab: Tab) -> (WorksheetId, Worksheet) {
    (setting.layout.tabs.id(tab), setting.worksheet(tab))
}
