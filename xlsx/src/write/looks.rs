//! One quiet style: what each look and each unit is on the screen and on paper.

use std::collections::HashMap;

use cittadella_engine::quantity::Unit;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::book::{Colour, Look, NumberFormat, Style};

/// Text and lines.
const INK: Color = Color::RGB(0x0022_2B36);
const GREY: Color = Color::RGB(0x0070_7A86);
const BLUE: Color = Color::RGB(0x001F_4E79);
const RULE: Color = Color::RGB(0x00B8_C0C8);
const HEAD: Color = Color::RGB(0x00E3_E9EF);
const INPUT: Color = Color::RGB(0x00FF_F7D6);
const INPUT_INK: Color = Color::RGB(0x0000_2FA7);
const FIXED: Color = Color::RGB(0x00F0_F0F0);

/// The size of ordinary text, in points.
const POINTS: f64 = 9.0;
/// The size of keys and notes.
const FINE_POINTS: f64 = 7.0;

/// The formats of a workbook, each made once.
#[derive(Default)]
pub(super) struct Formats {
    known: HashMap<(Style, bool), Format>,
}

impl Formats {
    /// The format of a style; `divided` with the thick line before the tail.
    pub(super) fn of(&mut self, style: Style, divided: bool) -> &Format {
        self.known
            .entry((style, divided))
            .or_insert_with(|| format(style, divided))
    }
}

fn format(style: Style, divided: bool) -> Format {
    let mut format = look(style.look);
    if style.indent > 0 {
        format = format.set_indent(style.indent);
    }
    if let Some(code) = number_format(style.format) {
        format = format.set_num_format(code).set_align(FormatAlign::Right);
    }
    if divided {
        format = format
            .set_border_left(FormatBorder::Medium)
            .set_border_left_color(BLUE);
    }
    format
}

fn look(look: Look) -> Format {
    let plain = Format::new()
        .set_font_name("Calibri")
        .set_font_size(POINTS)
        .set_font_color(INK);
    match look {
        Look::Title => plain.set_bold().set_font_size(14.0).set_font_color(BLUE),
        Look::Purpose => plain.set_italic().set_font_color(GREY),
        Look::Heading => plain.set_bold().set_font_color(BLUE),
        Look::ColumnHead => plain
            .set_bold()
            .set_background_color(HEAD)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(RULE)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter),
        Look::Body => plain,
        Look::Fine => plain.set_font_size(FINE_POINTS).set_font_color(GREY),
        Look::Part => plain.set_font_color(GREY),
        Look::Subtotal => plain.set_bold(),
        Look::Total => plain
            .set_bold()
            .set_border_top(FormatBorder::Thin)
            .set_border_top_color(INK),
        Look::Input => plain
            .set_font_color(INPUT_INK)
            .set_background_color(INPUT)
            .set_border(FormatBorder::Thin)
            .set_border_color(RULE)
            .set_unlocked(),
        Look::Constant => plain.set_font_color(INPUT_INK),
        Look::Fixed => plain.set_background_color(FIXED),
        Look::Status => plain.set_bold().set_align(FormatAlign::Center),
        Look::Link => plain.set_font_color(BLUE),
        Look::Headline => plain.set_bold().set_font_size(12.0).set_font_color(BLUE),
    }
}

/// The code of a number format, in the notation of the file.
pub(super) fn number_format(format: NumberFormat) -> Option<String> {
    let code = match format {
        NumberFormat::Text => return None,
        NumberFormat::Unit(unit) => unit_format(unit).to_owned(),
        NumberFormat::Cents => "[>=0.005]#,##0.00;[<=-0.005]-#,##0.00;0.00".to_owned(),
        NumberFormat::Thousands => "[>=500]#,##0,;[<=-500]-#,##0,;\"-\"".to_owned(),
        NumberFormat::Month => "mmm yyyy;;\"–\"".to_owned(),
        NumberFormat::Whole => "0".to_owned(),
        NumberFormat::RatioOrNone(unit) => {
            let code = unit_format(unit);
            let positive = code.split(';').next().unwrap_or(code);
            format!("{positive};-{positive};\"n.m.\"")
        }
    };
    Some(code)
}

fn unit_format(unit: Unit) -> &'static str {
    match unit {
        // What is less than half a euro either way is no "-0".
        Unit::Euro => "[>=0.5]#,##0;[<=-0.5]-#,##0;\"-\"",
        Unit::Percent => "0.0%",
        Unit::PercentPerYear => "0.00%",
        Unit::Ratio => "#,##0.0000",
        Unit::Flag | Unit::MonthNumber | Unit::Ordinal => "0",
        Unit::Months | Unit::Days | Unit::Years => "General",
        Unit::Area => "#,##0.0",
        Unit::Persons | Unit::Items => "#,##0.00",
        Unit::Other(_) => "#,##0.00",
    }
}

pub(super) fn tab_colour(colour: Colour) -> Color {
    match colour {
        Colour::Output => Color::RGB(0x001F_4E79),
        Colour::Input => Color::RGB(0x00E0_B400),
        Colour::Calculation => Color::RGB(0x0090_9AA6),
        Colour::Statement => Color::RGB(0x002E_7D5B),
        Colour::Audit => Color::RGB(0x0070_4A8C),
    }
}

/// A cell whose status is not what it should be.
pub(super) fn alarm() -> Format {
    Format::new()
        .set_bold()
        .set_font_color(Color::RGB(0x00FF_FFFF))
        .set_background_color(Color::RGB(0x00B0_2A2A))
}
