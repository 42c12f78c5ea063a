//! Charts in the file.
//!
//! Colours of bodies go from dark to light and lines have dashes of their own, so that a print in
//! black and white tells them apart. In bars that lie the axis of the categories is the vertical
//! one, and there it is turned so that the first stands on top.

use rust_xlsxwriter::{
    Chart as FileChart, ChartAxisLabelPosition, ChartFont, ChartFormat, ChartLegendPosition,
    ChartLine, ChartLineDashType, ChartSeries, ChartSolidFill, ChartType, Color, ObjectMovement,
    Worksheet as FileWorksheet, XlsxError,
};

use crate::book::{Book, Cell, Chart, ChartKind, Ink, Range, Series, Worksheet};

/// The colours of bodies, dark to light.
const BODIES: [u32; 6] = [
    0x001F_3864,
    0x00C5_5A11,
    0x0038_9E8F,
    0x007F_6000,
    0x0070_30A0,
    0x0000_70C0,
];
/// The colour of the group.
const GROUP: u32 = 0x0000_0000;
/// The colours of parts of one whole, dark and light in turn.
const SHADES: [u32; 8] = [
    0x001F_4E79,
    0x009D_C3E6,
    0x00C5_5A11,
    0x00F8_CBAD,
    0x0037_5623,
    0x00A9_D18E,
    0x007F_7F7F,
    0x00D9_D9D9,
];
/// The colour of a threshold.
const LIMIT: u32 = 0x00C0_0000;
/// The colour of grid lines.
const GRID: u32 = 0x00D9_D9D9;
/// The width of a column of the usual size and the height of a row, in pixels.
const USUAL: (f64, f64) = (64.0, 20.0);

/// Puts the charts of a worksheet into the file.
///
/// # Errors
/// What the writer of the file refuses.
pub(super) fn insert(
    file: &mut FileWorksheet,
    sheet: &Worksheet,
    book: &Book,
) -> Result<(), XlsxError> {
    for chart in &sheet.charts {
        let mut drawn = draw(chart, book);
        let (width, height) = extent(sheet, chart.from, chart.to);
        drawn.set_width(width).set_height(height);
        drawn.set_object_movement(ObjectMovement::MoveAndSizeWithCells);
        file.insert_chart(chart.from.row, chart.from.column, &drawn)?;
    }
    Ok(())
}

fn draw(chart: &Chart, book: &Book) -> FileChart {
    let mut drawn = FileChart::new(kind(chart.kind));
    let mut lines = FileChart::new(ChartType::Line);
    let mut has_lines = false;
    for (position, series) in chart.series.iter().enumerate() {
        let of = of_series(chart, series, position, book);
        if series.line && chart.kind != ChartKind::Lines {
            has_lines = true;
            lines.push_series(&of);
        } else {
            drawn.push_series(&of);
        }
    }
    if has_lines {
        drawn.combine(&lines);
    }
    frame(&mut drawn, chart);
    drawn
}

fn kind(kind: ChartKind) -> ChartType {
    match kind {
        ChartKind::Lines => ChartType::Line,
        ChartKind::Columns => ChartType::Column,
        ChartKind::StackedColumns => ChartType::ColumnStacked,
        ChartKind::StackedBars => ChartType::BarStacked,
        ChartKind::StackedAreas => ChartType::AreaStacked,
    }
}

/// Title, axes and legend.
fn frame(drawn: &mut FileChart, chart: &Chart) {
    let font = |size: f64| {
        let mut font = ChartFont::new();
        font.set_size(size);
        font
    };
    let mut title = font(10.0);
    title.set_bold();
    drawn
        .title()
        .set_name(&chart.title)
        .set_font(&title)
        .set_overlay(false);
    drawn.set_alt_text(&chart.description);
    drawn
        .legend()
        .set_position(ChartLegendPosition::Bottom)
        .set_font(&font(8.0));
    drawn.y2_axis().set_num_format("0%").set_font(&font(8.0));
    let mut grid = ChartLine::new();
    grid.set_color(Color::RGB(GRID)).set_width(0.5);
    let lying = chart.kind == ChartKind::StackedBars;
    // In bars that lie, `y_axis` is the axis of the categories.
    if lying {
        drawn
            .y_axis()
            .set_reverse()
            .set_label_position(ChartAxisLabelPosition::Low);
        // The turned axis carries the other one to the top; high is below then.
        drawn
            .x_axis()
            .set_label_position(ChartAxisLabelPosition::High)
            .set_num_format(&chart.format)
            .set_font(&font(8.0));
        drawn
            .x_axis()
            .set_major_gridlines(true)
            .set_major_gridlines_line(&grid);
        drawn.y_axis().set_font(&font(8.0));
        return;
    }
    drawn
        .x_axis()
        .set_label_position(ChartAxisLabelPosition::Low)
        .set_font(&font(8.0));
    drawn.x_axis().set_num_format(&chart.categories_format);
    if chart.every > 1 {
        let every = u16::try_from(chart.every).unwrap_or(u16::MAX);
        drawn
            .x_axis()
            .set_label_interval(every)
            .set_tick_interval(every);
    }
    if let Some((least, greatest)) = chart.bounds {
        drawn.y_axis().set_min(least).set_max(greatest);
    }
    drawn
        .y_axis()
        .set_num_format(&chart.format)
        .set_font(&font(8.0));
    drawn
        .y_axis()
        .set_major_gridlines(true)
        .set_major_gridlines_line(&grid);
}

fn of_series(chart: &Chart, series: &Series, position: usize, book: &Book) -> ChartSeries {
    let mut of = ChartSeries::new();
    let name = &book.worksheet(series.name.worksheet).name;
    of.set_name((name.as_str(), series.name.cell.row, series.name.cell.column));
    of.set_categories(range(book, series.categories).as_str());
    of.set_values(range(book, series.values).as_str());
    if series.right {
        of.set_secondary_axis(true);
    }
    let colour = Color::RGB(ink(series.ink));
    let as_line = series.line || chart.kind == ChartKind::Lines;
    let mut format = ChartFormat::new();
    if as_line {
        let mut line = ChartLine::new();
        line.set_color(colour)
            .set_width(if series.ink == Ink::Group { 2.25 } else { 1.75 });
        line.set_dash_type(dash(series.ink, position));
        format.set_line(&line);
    } else {
        let mut border = ChartLine::new();
        border.set_color(Color::RGB(0x0040_4040)).set_width(0.5);
        format
            .set_solid_fill(ChartSolidFill::new().set_color(colour))
            .set_border(&border);
        match chart.kind {
            ChartKind::StackedColumns | ChartKind::StackedBars => {
                of.set_overlap(100).set_gap(40);
            }
            ChartKind::Columns => {
                of.set_gap(60);
            }
            ChartKind::Lines | ChartKind::StackedAreas => {}
        }
    }
    of.set_format(&mut format);
    of
}

fn ink(ink: Ink) -> u32 {
    match ink {
        Ink::Body(body) => BODIES[body % BODIES.len()],
        Ink::Group => GROUP,
        Ink::Shade(shade) => SHADES[shade % SHADES.len()],
        Ink::Limit => LIMIT,
    }
}

fn dash(ink: Ink, position: usize) -> ChartLineDashType {
    match ink {
        Ink::Group => ChartLineDashType::Solid,
        Ink::Limit => ChartLineDashType::Dash,
        Ink::Body(_) | Ink::Shade(_) => match position % 4 {
            0 => ChartLineDashType::Solid,
            1 => ChartLineDashType::LongDash,
            2 => ChartLineDashType::RoundDot,
            _ => ChartLineDashType::DashDot,
        },
    }
}

fn range(book: &Book, range: Range) -> String {
    let name = book.worksheet(range.worksheet).quoted_name();
    format!("{name}!{}", range.anchored())
}

/// The size in pixels between two corners.
fn extent(sheet: &Worksheet, from: Cell, to: Cell) -> (u32, u32) {
    let width = |column: u16| {
        let columns = sheet.columns.iter();
        let mut of = columns.filter(|of| of.first <= column && column <= of.last);
        // Seven pixels a character and five for the edges, as the file format has it.
        of.next_back().map_or(USUAL.0, |of| of.width * 7.0 + 5.0)
    };
    let height = |row: u32| {
        let stated = sheet.lines.get(&row).and_then(|line| line.height);
        // 96 pixels are 72 points.
        stated.map_or(USUAL.1, |points| points / 0.75)
    };
    let across: f64 = (from.column..to.column).map(width).sum();
    let down: f64 = (from.row..to.row).map(height).sum();
    (pixels(across), pixels(down))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size on a page"
)]
fn pixels(size: f64) -> u32 {
    size.round().max(1.0) as u32
}
