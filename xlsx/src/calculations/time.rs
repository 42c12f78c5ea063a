//! The months: computed on *Time*, linked on every other monthly worksheet.

use cittadella_engine::quantity::{Decimal, Unit};

use super::{across, names};
use crate::book::{Cell, Content, Look, NumberFormat, Place, Style, Worksheet};
use crate::formula::Template;
use crate::frame;
use crate::setting::{Setting, float, style};
use crate::tabs::Tab;

const HEADER: [(u32, NumberFormat); 4] = [
    (frame::MONTH, NumberFormat::Month),
    (frame::NUMBER, NumberFormat::Whole),
    (frame::JANUARY, NumberFormat::Whole),
    (frame::YEAR, NumberFormat::Whole),
];

/// The header of *Time*: number, date, January and year of each month.
pub(super) fn header(setting: &Setting<'_>, worksheet: &mut Worksheet) {
    let zero = Cell::at(frame::NUMBER, frame::OPENING);
    let whole = style(Look::Constant, NumberFormat::Whole);
    worksheet.put(zero, Content::Number(0.0), whole);
    let start = setting.layout.calendar.start.cell.anchored();
    let number = frame::NUMBER + 1;
    let month = frame::MONTH + 1;
    let text = |open: &str, row: u32, close: &str| {
        Template::text(open)
            .then(Template::column(0))
            .and(&format!("${row}{close}"))
    };
    let templates = [
        text(&format!("EOMONTH({start},"), number, "-1)"),
        Template::column(-1).and(&format!("${number}+1")),
        text("(MONTH(", month, ")=1)*1"),
        text("YEAR(", month, ")"),
    ];
    for ((row, format), template) in HEADER.into_iter().zip(templates) {
        let style = style(Look::ColumnHead, format);
        across(
            setting,
            worksheet,
            row,
            &template,
            &values(setting, row),
            style,
        );
    }
}

/// The header of any other monthly worksheet: one link a cell.
pub(super) fn linked_header(setting: &Setting<'_>, worksheet: &mut Worksheet) {
    let time = setting.layout.tabs.id(Tab::Time);
    let name = crate::book::quoted_name(setting.layout.tabs.name(time));
    for (row, format) in HEADER {
        let template = Template::text(format!("{name}!"))
            .then(Template::column(0))
            .and(&format!("${}", row + 1));
        let style = style(Look::ColumnHead, format);
        across(
            setting,
            worksheet,
            row,
            &template,
            &values(setting, row),
            style,
        );
    }
}

/// What a row of the header holds.
fn values(setting: &Setting<'_>, row: u32) -> Vec<Decimal> {
    let timeline = setting.sheet().timeline();
    let months = timeline.months().map(|month| {
        let at = timeline.calendar_month(month);
        match row {
            frame::MONTH => Decimal::from(serial(at)),
            frame::NUMBER => Decimal::from(month.0 + 1),
            frame::JANUARY => Decimal::from(u32::from(at.month_of_year() == 1)),
            _ => Decimal::from(at.year()),
        }
    });
    months.collect()
}

/// The number that spreadsheets give the last day of a month.
///
/// Day 1 is 1 January 1900; 29 February 1900, which never was, is counted as day 60.
pub(crate) fn serial(month: cittadella_engine::calendar::YearMonth) -> i64 {
    // Days from 1 March of year 0 to the first day of the month after.
    let next = month.plus_months(1);
    let (year, month) = (i64::from(next.year()), i64::from(next.month_of_year()));
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5;
    // 31 December 1899 lies 693,900 days after 1 March of year 0.
    let serial = days - 1 - 693_900;
    if serial >= 60 { serial + 1 } else { serial }
}

/// A constant of the calendar.
struct Fixed {
    place: Place,
    label: (&'static str, &'static str),
    unit: Unit,
    content: Content,
    format: NumberFormat,
    /// Whether the scenario states it: to change it is to build another workbook.
    structural: bool,
}

/// The constants of the calendar, above the rows of *Time*.
pub(super) fn constants(setting: &Setting<'_>, worksheet: &mut Worksheet) {
    let title = setting.say("Costanti del calendario", "Constants of the calendar");
    let heading = Cell::at(frame::FIRST_LINE, frame::LABEL);
    worksheet.text(heading, title, Style::text(Look::Heading));
    for fixed in fixed(setting) {
        let line = fixed.place.cell.row;
        let label = setting.say(fixed.label.0, fixed.label.1);
        names(worksheet, line, "", &label, fixed.unit, Look::Body);
        let look = if fixed.structural {
            let note = setting.say(
                "si cambia nello scenario ([plan])",
                "edit in the scenario ([plan])",
            );
            let cell = Cell::at(line, frame::DIRECTION);
            worksheet.text(cell, note, Style::text(Look::Fine));
            Look::Fixed
        } else {
            Look::Constant
        };
        worksheet.put(fixed.place.cell, fixed.content, style(look, fixed.format));
    }
}

fn fixed(setting: &Setting<'_>) -> [Fixed; 6] {
    let timeline = setting.sheet().timeline();
    let places = setting.layout.calendar;
    let count = |place, label, months: u32, structural| Fixed {
        place,
        label,
        unit: Unit::Months,
        content: Content::Number(f64::from(months)),
        format: NumberFormat::Whole,
        structural,
    };
    let part = |place, label, value, unit| Fixed {
        place,
        label,
        unit,
        content: Content::Number(float(value)),
        format: NumberFormat::Unit(Unit::Ratio),
        structural: false,
    };
    let half = (
        "Metà: da qui si arrotonda in su",
        "Half: rounded up from here",
    );
    let half_cent = ("Mezzo centesimo", "Half a cent");
    [
        Fixed {
            place: places.start,
            label: ("Primo mese", "First month"),
            unit: Unit::MonthNumber,
            content: Content::Date(timeline.start()),
            format: NumberFormat::Month,
            structural: true,
        },
        count(
            places.computed,
            ("Mesi calcolati", "Months computed"),
            timeline.month_count(),
            true,
        ),
        count(
            places.shown,
            ("Mesi mostrati", "Months shown"),
            timeline.shown(),
            true,
        ),
        count(
            places.months_in_year,
            ("Mesi in un anno", "Months in a year"),
            12,
            false,
        ),
        part(places.half, half, Decimal::new(5, 1), Unit::Ratio),
        part(places.half_cent, half_cent, Decimal::new(5, 3), Unit::Euro),
    ]
}

#[cfg(test)]
mod tests {
    use super::serial;

    // Excel: DATE(1900,1,31) = 31, DATE(2000,1,31) = 36556, DATE(2024,2,29) = 45351.
    #[test]
    fn the_last_day_of_a_month_has_the_number_that_spreadsheets_give_it() {
        let of = |text: &str| serial(text.parse().unwrap());
        assert_eq!(of("1900-01"), 31);
        assert_eq!(of("1900-12"), 366);
        assert_eq!(of("2000-01"), 36_556);
        assert_eq!(of("2024-02"), 45_351);
    }
}
