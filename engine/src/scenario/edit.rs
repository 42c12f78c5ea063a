//! How a scenario says that an input has another value: the line of a file that extends it.
//!
//! Whoever finds changed inputs elsewhere (in a workbook that comes back) says here which and to
//! what; the language knows how that is written, and what it cannot say in an overlay.

use super::live::{DateLevel, Level, LiveDate, LiveNumber};
use crate::calendar::{Timeline, YearMonth};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::quantity::{Decimal, Unit, Whole};
use crate::wording::Label;

/// A live input as it is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated {
    /// A number.
    Number(LiveNumber),
    /// A month.
    Date(LiveDate),
}

/// Another value of an input, found at a place outside the scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The path of the input.
    pub path: String,
    /// What it is now.
    pub value: NewValue,
    /// Where that was found; of a series, the first cell that differs.
    pub place: Place,
}

/// What an input is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewValue {
    /// One number for all months.
    Number(Decimal),
    /// One number for each computed month.
    Months(Vec<Decimal>),
    /// A month.
    Date(YearMonth),
}

/// A line of an overlay: `path = value`, and what stood there before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverlayLine {
    /// The path, as TOML spells it.
    pub path: String,
    /// The value, as TOML spells it.
    pub value: String,
    /// The value before, as TOML spells it.
    pub before: String,
}

/// The line that states an edit in a file that extends the scenario with these inputs.
///
/// A yearly list stays one as long as the months of each year are equal; steps follow the months in
/// which the value changes; amounts by date are stated whole, as an overlay replaces them whole.
///
/// # Errors
/// `E0204`, `E0205` where the value is outside the allowed range or not whole; `E0919` where an
/// overlay cannot say it.
pub fn overlay_line(
    stated: &[Stated],
    timeline: &Timeline,
    edit: &Edit,
) -> Result<OverlayLine, Box<Diagnostic>> {
    let inside = edit.path.split('.').any(|name| name.parse::<u32>().is_ok());
    if inside {
        return Err(unsayable(
            edit,
            Label::new(
                "sta dentro un elenco, che si riscrive solo per intero",
                "it stands within a list, which can only be written anew as a whole",
            ),
        ));
    }
    for input in stated {
        match (input, &edit.value) {
            (Stated::Number(number), value) if number.path == edit.path => {
                return number_line(number, timeline, edit, value);
            }
            (Stated::Date(date), NewValue::Date(month)) if date.path == edit.path => {
                let before = match &date.level {
                    DateLevel::Fixed(before) => before.to_string(),
                    DateLevel::After { milestone, .. } => format!("milestones.{milestone}"),
                };
                return Ok(line(edit, quoted(&month.to_string()), quoted(&before)));
            }
            (Stated::Date(date), NewValue::Number(months)) => {
                if let Some(line) = after_milestone(date, edit, *months) {
                    return Ok(line);
                }
            }
            (Stated::Number(_) | Stated::Date(_), _) => {}
        }
    }
    Err(unsayable(
        edit,
        Label::new(
            "lo scenario non lo dichiara con questo percorso",
            "the scenario does not state it under this path",
        ),
    ))
}

/// `opens = { at = "milestones.works", plus_months = 2 }`: the months after a milestone.
fn after_milestone(date: &LiveDate, edit: &Edit, months: Decimal) -> Option<OverlayLine> {
    let DateLevel::After {
        milestone,
        plus_months,
    } = &date.level
    else {
        return None;
    };
    (plus_months.path == edit.path).then(|| {
        let at = |months: Decimal| {
            format!(
                "{{ at = \"milestones.{milestone}\", plus_months = {} }}",
                months.normalize()
            )
        };
        OverlayLine {
            path: path_of(&date.path),
            value: at(months),
            before: at(plus_months.base().unwrap_or_default()),
        }
    })
}

fn number_line(
    number: &LiveNumber,
    timeline: &Timeline,
    edit: &Edit,
    value: &NewValue,
) -> Result<OverlayLine, Box<Diagnostic>> {
    let values = match value {
        NewValue::Number(value) => std::slice::from_ref(value),
        NewValue::Months(values) => values.as_slice(),
        NewValue::Date(_) => &[],
    };
    for value in values {
        check(number, edit, *value)?;
    }
    let unit = number.unit;
    match (&number.level, value) {
        (Level::Base(before), NewValue::Number(value)) => {
            Ok(line(edit, spelt(*value, unit), spelt(*before, unit)))
        }
        (Level::Dated(before), NewValue::Months(values)) => {
            let dates: Vec<YearMonth> = before.iter().map(|(date, _)| *date).collect();
            let amounts = months(timeline, values)
                .filter(|(month, value)| !value.is_zero() || dates.contains(month));
            let before = by_date(before.iter().copied(), unit);
            Ok(line(edit, by_date(amounts, unit), before))
        }
        (Level::Yearly(before), NewValue::Months(values)) => {
            let years = yearly(timeline, values, before.len()).ok_or_else(|| {
                unsayable(
                    edit,
                    Label::new(
                        "è un elenco di valori annui, e i mesi di un anno ora differiscono tra loro",
                        "it is a list of yearly values, and the months of a year now differ",
                    ),
                )
            })?;
            Ok(line(edit, list(&years, unit), list(before, unit)))
        }
        (Level::Steps(before), NewValue::Months(values)) => {
            let before = before
                .iter()
                .filter_map(|step| step.at.fixed().map(|month| (month, step.is)));
            let from = |steps: String| format!("{{ from = {steps} }}");
            let before = from(by_date(before, unit));
            let now = from(by_date(steps(timeline, values).into_iter(), unit));
            Ok(line(edit, now, before))
        }
        (Level::Base(_) | Level::Dated(_) | Level::Yearly(_) | Level::Steps(_), _) => {
            Err(unsayable(
                edit,
                Label::new(
                    "il valore non ha la forma in cui è dichiarato",
                    "the value does not have the form in which it is stated",
                ),
            ))
        }
    }
}

/// The months in which a value changes, with what it changes to; nothing comes before the first.
fn steps(timeline: &Timeline, values: &[Decimal]) -> Vec<(YearMonth, Decimal)> {
    let mut last = Decimal::ZERO;
    let steps = months(timeline, values).filter(|(_, value)| {
        let changes = *value != last;
        last = *value;
        changes
    });
    let steps: Vec<(YearMonth, Decimal)> = steps.collect();
    // At least one step must stand: nothing from the first month on.
    if steps.is_empty() {
        return vec![(timeline.start(), Decimal::ZERO)];
    }
    steps
}

fn list(values: &[Decimal], unit: Unit) -> String {
    let values: Vec<String> = values.iter().map(|value| spelt(*value, unit)).collect();
    format!("{{ yearly = [{}] }}", values.join(", "))
}

/// The value is within the range of the input, and whole where it must be.
fn check(number: &LiveNumber, edit: &Edit, value: Decimal) -> Result<(), Box<Diagnostic>> {
    let found = |code| {
        Box::new(
            Diagnostic::at(code, &edit.place)
                .with("path", edit.path.as_str())
                .with("found", spelt(value, number.unit)),
        )
    };
    if !number.bounds.allow(value) {
        let allowed = super::read::range(number.bounds, number.unit);
        let nearest = spelt(number.bounds.clamp(value), number.unit);
        let found = found(Code::OutOfBounds);
        return Err(Box::new(
            found
                .with_label("allowed", allowed)
                .with("example", nearest),
        ));
    }
    if number.whole == Whole::Yes && value.fract() != Decimal::ZERO {
        let found = found(Code::NotWhole);
        return Err(Box::new(found.with("example", value.round().to_string())));
    }
    Ok(())
}

fn unsayable(edit: &Edit, reason: Label) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::at(Code::EditNotSayable, &edit.place)
            .with("path", edit.path.as_str())
            .with_label("found", reason),
    )
}

/// Each computed month with its value.
fn months<'v>(
    timeline: &'v Timeline,
    values: &'v [Decimal],
) -> impl Iterator<Item = (YearMonth, Decimal)> + 'v {
    let calendar = timeline
        .months()
        .map(|month| timeline.calendar_month(month));
    calendar.zip(values.iter().copied())
}

/// One value for each year, at least as many as were listed and no more than differ from what the
/// last listed one gives; `None` where the months of a year differ.
fn yearly(timeline: &Timeline, values: &[Decimal], listed: usize) -> Option<Vec<Decimal>> {
    let mut years: Vec<(i32, Decimal)> = Vec::new();
    for (month, value) in months(timeline, values) {
        match years.last() {
            Some((year, known)) if *year == month.year() => {
                if *known != value {
                    return None;
                }
            }
            Some(_) | None => years.push((month.year(), value)),
        }
    }
    let mut years: Vec<Decimal> = years.into_iter().map(|(_, value)| value).collect();
    while years.len() > listed && years[years.len() - 1] == years[years.len() - 2] {
        years.pop();
    }
    Some(years)
}

fn by_date(amounts: impl Iterator<Item = (YearMonth, Decimal)>, unit: Unit) -> String {
    let amounts: Vec<String> = amounts
        .map(|(month, value)| format!("\"{month}\" = {}", spelt(value, unit)))
        .collect();
    format!("{{ {} }}", amounts.join(", "))
}

/// A number as TOML spells it, all its digits: rates in percent and quotes.
fn spelt(value: Decimal, unit: Unit) -> String {
    let percent = match unit {
        Unit::Percent | Unit::PercentPerYear => value.checked_mul(Decimal::ONE_HUNDRED),
        Unit::Euro
        | Unit::Area
        | Unit::Persons
        | Unit::Items
        | Unit::Other(_)
        | Unit::Ratio
        | Unit::Flag
        | Unit::MonthNumber
        | Unit::Months
        | Unit::Days
        | Unit::Years
        | Unit::Ordinal => None,
    };
    match percent {
        Some(percent) => quoted(&format!("{}%", percent.normalize())),
        // Three decimals look like thousands: a fourth one says that they are not.
        None => match value.normalize().to_string() {
            text if super::read::looks_like_thousands(&text, unit) => format!("{text}0"),
            text => text,
        },
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn line(edit: &Edit, value: String, before: String) -> OverlayLine {
    OverlayLine {
        path: path_of(&edit.path),
        value,
        before,
    }
}

/// A path as dotted keys of TOML.
fn path_of(path: &str) -> String {
    let bare = |name: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        !name.is_empty() && name.chars().all(plain)
    };
    let names: Vec<String> = path
        .split('.')
        .map(|name| {
            if bare(name) {
                name.to_owned()
            } else {
                format!("{name:?}")
            }
        })
        .collect();
    names.join(".")
}
