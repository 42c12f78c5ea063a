//! The charts of the dashboard.
//!
//! Every chart reads live cells over all shown months or years; a body has the same ink in all of
//! them.

use super::dashboard::Found;
use super::draft::Draft;
use super::frame_of_years as years_frame;
use super::series::Drawn;
use super::site::Site;
use crate::book::{Cell, Chart, ChartKind, Ink, Range, Series};

/// How many rows a chart takes.
pub(super) const TALL: u32 = 23;
/// How many columns a chart takes.
const WIDE: u16 = 4;

/// A place for the n-th chart: four beside each other.
fn corners(position: usize, top: u32) -> (Cell, Cell) {
    let position = u16::try_from(position).unwrap_or_default();
    let (column, row) = (position % 4 * WIDE, u32::from(position / 4) * TALL + top);
    (
        Cell::at(row, column),
        Cell::at(row + TALL - 1, column + WIDE),
    )
}

/// Puts the charts below a row, four beside each other.
pub(super) fn write(draft: &mut Draft<'_>, found: &Found<'_>, top: u32) {
    let site = draft.site;
    let mut charts = vec![cash(site, found), debts(site, found)];
    charts.push(both_sides(site, found));
    charts.extend(cover(site, found));
    charts.extend(let_area(site, found));
    charts.extend(values(site, found));
    charts.extend(grants(site, found));
    charts.push(need(site, found));
    let charts = charts.into_iter().filter(|chart| !chart.series.is_empty());
    for (position, mut chart) in charts.take(8).enumerate() {
        (chart.from, chart.to) = corners(position, top);
        draft.sheet.charts.push(chart);
    }
}

/// Thousands without decimals, which a title names.
const THOUSANDS: &str = "#,##0,;-#,##0,;0";

fn chart(site: &Site<'_>, title: (&str, &str), kind: ChartKind, series: Vec<Series>) -> Chart {
    let title = site.say(title.0, title.1);
    Chart {
        from: Cell::at(0, 0),
        to: Cell::at(0, 0),
        description: title.clone(),
        title,
        kind,
        series,
        format: THOUSANDS.to_owned(),
        categories_format: "mmm yy".to_owned(),
        bounds: None,
        every: 12,
    }
}

fn series(found: &Found<'_>, drawn: Drawn, ink: Ink) -> Series {
    Series {
        name: drawn.label,
        categories: found.data.months,
        values: drawn.values,
        ink,
        line: false,
        right: false,
    }
}

fn cash(site: &Site<'_>, found: &Found<'_>) -> Chart {
    let bodies = site.plan().entities.len();
    let lines = found.data.cash.iter().enumerate().map(|(position, drawn)| {
        let ink = if position < bodies {
            Ink::Body(position)
        } else {
            Ink::Group
        };
        series(found, *drawn, ink)
    });
    let title = (
        "Cassa a fine mese (migliaia di EUR)",
        "Cash at the month's end (EUR thousand)",
    );
    chart(site, title, ChartKind::Lines, lines.collect())
}

fn debts(site: &Site<'_>, found: &Found<'_>) -> Chart {
    let parts = found.data.debts.iter().enumerate();
    let parts = parts.map(|(position, drawn)| series(found, *drawn, Ink::Shade(position)));
    let title = (
        "Debiti per contratto (migliaia di EUR)",
        "Debts by contract (EUR thousand)",
    );
    chart(site, title, ChartKind::StackedAreas, parts.collect())
}

/// One bar for each group of sources and of uses.
fn both_sides(site: &Site<'_>, found: &Found<'_>) -> Chart {
    let bars = found.totals.bars.map(|(name, labels, values)| Series {
        name,
        categories: labels,
        values,
        ink: Ink::Body(0),
        line: false,
        right: false,
    });
    let title = (
        "Fonti (+) e impieghi (−) del piano (migliaia di EUR)",
        "Sources (+) and uses (−) of the plan (EUR thousand)",
    );
    Chart {
        categories_format: "General".to_owned(),
        every: 1,
        ..chart(
            site,
            title,
            ChartKind::StackedBars,
            bars.into_iter().collect(),
        )
    }
}

fn cover(site: &Site<'_>, found: &Found<'_>) -> Option<Chart> {
    let page = found.covenants.page.0;
    let first = found.covenants.covers.first()?;
    let heads = |range: Range| Range {
        worksheet: page,
        first: Cell::at(years_frame::YEAR, range.first.column),
        last: Cell::at(years_frame::YEAR, range.last.column),
    };
    let bodies = &site.plan().entities;
    let bars = found.covenants.covers.iter().map(|drawn| {
        let position = bodies.iter().position(|body| body.name == drawn.entity);
        Series {
            name: drawn.label,
            categories: heads(drawn.values),
            values: drawn.values,
            ink: position.map_or(Ink::Group, Ink::Body),
            line: false,
            right: false,
        }
    });
    let mut bars: Vec<Series> = bars.collect();
    if let Some((label, values)) = found.covenants.threshold {
        bars.push(Series {
            name: label,
            categories: heads(first.values),
            values,
            ink: Ink::Limit,
            line: true,
            right: false,
        });
    }
    let title = (
        "DSCR dei 12 mesi a fine anno e soglia (rapporto)",
        "DSCR of the 12 months at year end, and threshold (ratio)",
    );
    Some(Chart {
        format: "0.0".to_owned(),
        categories_format: "0".to_owned(),
        every: 1,
        ..chart(site, title, ChartKind::Columns, bars)
    })
}

fn let_area(site: &Site<'_>, found: &Found<'_>) -> Option<Chart> {
    let drawn = found.data.let_area?;
    let title = ("Superficie locata (m²)", "Area let (m²)");
    Some(Chart {
        format: "#,##0".to_owned(),
        ..chart(
            site,
            title,
            ChartKind::StackedAreas,
            vec![series(found, drawn, Ink::Body(1))],
        )
    })
}

fn values(site: &Site<'_>, found: &Found<'_>) -> Option<Chart> {
    let [value, debt, share] = found.data.values.first()?;
    let lines = vec![
        series(found, *value, Ink::Shade(0)),
        series(found, *debt, Ink::Shade(2)),
        Series {
            right: true,
            ..series(found, *share, Ink::Limit)
        },
    ];
    let title = (
        "Valore e debiti (migliaia di EUR); debiti su valore a destra (%)",
        "Value and debts (EUR thousand); debts over value, right (%)",
    );
    Some(chart(site, title, ChartKind::Lines, lines))
}

fn grants(site: &Site<'_>, found: &Found<'_>) -> Option<Chart> {
    let drawn = found.data.grants.as_ref()?;
    let lines = drawn.iter().enumerate();
    let lines = lines.map(|(position, drawn)| series(found, *drawn, Ink::Body(position)));
    let title = (
        "Contributi: maturato, richiesto, incassato (migliaia di EUR)",
        "Grants: earned, claimed, received (EUR thousand)",
    );
    Some(chart(site, title, ChartKind::Lines, lines.collect()))
}

fn need(site: &Site<'_>, found: &Found<'_>) -> Chart {
    let title = (
        "Denaro che manca ancora (migliaia di EUR)",
        "Money still missing (EUR thousand)",
    );
    let lines = vec![series(found, found.data.need, Ink::Limit)];
    chart(site, title, ChartKind::StackedAreas, lines)
}
