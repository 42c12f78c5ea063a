//! The tables of a simulation.

use cittadella_engine::model::Plan;
use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::RowId;
use cittadella_engine::simulate::{
    CashMonth, Competing, Estimate, INSIDE, NumberOutlook, Outlook, Quantile, TAIL, TargetOutlook,
};

use super::digits::{self, Digits};
use super::{far_from_middle, interval, month, share};
use crate::render::View;
use crate::render::number::{self, ABSENT};
use crate::render::table::{Blocks, PAGE, Table};
use crate::render::text::wrap;

/// The quantiles that tables show.
const SHOWN: [f64; 3] = [0.05, 0.50, 0.95];

/// What has come first by the end of each year, or by every month.
pub(super) fn by_time(view: &View<'_>, outlook: &Outlook) -> Option<String> {
    let found = outlook.target.as_ref()?;
    let timeline = view.timeline();
    let ends: Vec<usize> = timeline
        .months()
        .take(found.months.len())
        .filter(|month| view.full || timeline.calendar_month(*month).month_of_year() == 12)
        .map(|month| month.index())
        .collect();
    let words = view.words;
    let band = found.band.map(|band| {
        let points = Digits::of_half_width(band).points(band, view.language());
        let points = words.curve(points.trim_start_matches('+'));
        wrap(&points, PAGE, 2, 2).join("\n") + "\n"
    });
    let table = if view.full {
        by_month(view, found, &ends)
    } else {
        by_year(view, found, &ends)
    };
    Some(format!(
        "{}\n{}{}",
        words.by_year_heading(),
        table.render(),
        band.unwrap_or_default()
    ))
}

/// A column a year.
fn by_year(view: &View<'_>, found: &TargetOutlook, ends: &[usize]) -> Table {
    let words = view.words;
    let heads = ends.iter().map(|end| view.short_at(*end)).collect();
    let mut table = Table::new(heads, Blocks::Fit);
    let row = |tell: &dyn Fn(&Competing) -> String| {
        let months = ends.iter().map(|end| tell(&found.months[*end].shares));
        months.collect::<Vec<String>>()
    };
    table.row(1, words.stands_row(), row(&|by| share(view, by.stands)));
    let between = |by: &Competing| {
        let (low, high) = interval(view, by.stands);
        words.between(&low, &high)
    };
    table.row(3, words.interval_head(), row(&between));
    table.row(
        1,
        words.insolvent_row(),
        row(&|by| share(view, by.insolvent)),
    );
    table.row(1, words.neither_row(), row(&|by| share(view, by.neither)));
    table
}

/// A line a month.
fn by_month(view: &View<'_>, found: &TargetOutlook, ends: &[usize]) -> Table {
    let words = view.words;
    let heads = [
        words.stands_row(),
        words.interval_head(),
        words.insolvent_row(),
        words.interval_head(),
        words.neither_row(),
    ];
    let mut table = Table::new(heads.map(broken).to_vec(), Blocks::Fit);
    for end in ends {
        let by = &found.months[*end].shares;
        let between = |of| {
            let (low, high) = interval(view, of);
            words.between(&low, &high)
        };
        let cells = vec![
            share(view, by.stands),
            between(by.stands),
            share(view, by.insolvent),
            between(by.insolvent),
            share(view, by.neither),
        ];
        table.row(1, view.short_at(*end), cells);
    }
    table
}

/// The head of a column, a word a line.
fn broken(head: &str) -> String {
    head.replace(' ', "\n")
}

/// The numbers told in a table, each below the entity it belongs to.
fn each_number<'a>(
    view: &View<'a>,
    outlook: &'a Outlook,
    table: &mut Table,
    mut tell: impl FnMut(&mut Table, &'a NumberOutlook),
) {
    let mut last: Option<&str> = None;
    for number in &outlook.numbers {
        let entity = number.entity.as_deref();
        if !view.includes(entity) || (!view.full && is_nothing(number)) {
            continue;
        }
        if let Some(entity) = entity
            && last != Some(entity)
        {
            table.heading(1, view.entity_label(entity).unwrap_or(entity));
            last = Some(entity);
        }
        tell(table, number);
    }
}

/// The numbers: as stated, where that lies among the futures, and what they range over.
pub(super) fn numbers(view: &View<'_>, outlook: &Outlook) -> String {
    let words = view.words;
    let heads = [words.as_stated(), words.place(), words.mean_head()];
    let mut heads: Vec<String> = heads.map(str::to_owned).to_vec();
    heads.extend(quantile_heads(view));
    let mut table = Table::new(heads, Blocks::OwnWidths);
    let mut apart = false;
    each_number(view, outlook, &mut table, |table, number| {
        apart |= number.base_place.is_some_and(far_from_middle);
        table.row(2, view.label(&number.label), cells(view, number));
        let absent = number.range.absent;
        if absent.count > 0 && absent.count < absent.of {
            let note = words.without_value(&share(view, absent));
            table.row(3, note, vec![String::new(); 6]);
        }
    });
    let mut text = format!("{}\n{}", words.figures_heading(), table.render());
    if apart {
        text += &wrap(words.base_is_apart(), PAGE, 2, 4).join("\n");
        text += "\n";
    }
    text
}

/// The means of the least and of the greatest values.
pub(super) fn tails(view: &View<'_>, outlook: &Outlook) -> String {
    let words = view.words;
    let percent = Digits::of_interval(0.0, 1.0).percent(TAIL, view.language());
    let heads = vec![words.least_head(&percent), words.greatest_head(&percent)];
    let mut table = Table::new(heads, Blocks::Fit);
    each_number(view, outlook, &mut table, |table, number| {
        let range = &number.range;
        let cells = [range.least, range.greatest];
        let cells = cells.map(|tail| estimate(view, tail, number.unit));
        table.row(2, view.label(&number.label), cells.to_vec());
    });
    format!("{}\n{}", words.tails_heading(), table.render())
}

/// Whether a number is zero, or without a value, in every future that is told.
fn is_nothing(number: &NumberOutlook) -> bool {
    let quantiles = &number.range.quantiles;
    number.base.is_none_or(|base| base.is_zero()) && quantiles.iter().all(|of| of.value == 0.0)
}

fn quantile_heads(view: &View<'_>) -> Vec<String> {
    SHOWN
        .iter()
        .map(|share| {
            view.words
                .in_futures(&Digits::of_interval(0.0, 1.0).percent(*share, view.language()))
        })
        .collect()
}

fn cells(view: &View<'_>, number: &NumberOutlook) -> Vec<String> {
    let unit = number.unit;
    let stated = number
        .base
        .map_or(ABSENT.to_owned(), |base| cell(view, base, unit));
    let place = number.base_place.map_or(String::new(), |place| {
        let percent = Digits::of_interval(0.0, 1.0).percent(place, view.language());
        if far_from_middle(place) {
            format!("{percent} !")
        } else {
            percent
        }
    });
    let mut cells = vec![stated, place, estimate(view, number.range.mean, unit)];
    cells.extend(SHOWN.map(|at| value(view, number.range.at(at), unit)));
    cells
}

fn value(view: &View<'_>, quantile: Option<&Quantile>, unit: Unit) -> String {
    let settled = quantile.and_then(|of| digits::settled(of.value, of.low, of.high, unit));
    settled.map_or(ABSENT.to_owned(), |value| told(view, value, unit))
}

/// A mean with the digits that its standard error supports.
fn estimate(view: &View<'_>, estimate: Option<Estimate>, unit: Unit) -> String {
    let settled = estimate.and_then(|estimate| {
        let (low, high) = estimate.interval();
        digits::settled(estimate.value, low, high, unit)
    });
    settled.map_or(ABSENT.to_owned(), |value| told(view, value, unit))
}

/// A settled value in a table: a ratio with no more decimals than were left to it.
fn told(view: &View<'_>, value: Decimal, unit: Unit) -> String {
    if unit == Unit::Ratio {
        return number::decimal(value, value.scale().min(2), view.language());
    }
    cell(view, value, unit)
}

/// A value in a table: amounts without their currency, which stands above; rates without "a year",
/// which their label says.
fn cell(view: &View<'_>, value: Decimal, unit: Unit) -> String {
    match unit {
        Unit::Euro => number::whole(value, view.language()),
        Unit::PercentPerYear => view.value(value, Unit::Percent),
        Unit::Percent
        | Unit::Ratio
        | Unit::Flag
        | Unit::MonthNumber
        | Unit::Ordinal
        | Unit::Months
        | Unit::Days
        | Unit::Years
        | Unit::Area
        | Unit::Persons
        | Unit::Items
        | Unit::Other(_) => view.value(value, unit),
    }
}

/// Closing cash at the end of each year: each year by itself, and in all months together.
pub(super) fn cash(view: &View<'_>, outlook: &Outlook) -> String {
    let words = view.words;
    let timeline = view.timeline();
    let Some(first) = outlook.cash.first() else {
        return String::new();
    };
    let ends: Vec<usize> = (0..first.months.len())
        .filter(|at| {
            timeline
                .calendar_month(first.months[*at].month)
                .month_of_year()
                == 12
        })
        .collect();
    let heads = ends.iter().map(|end| view.short_at(*end));
    let mut table = Table::new(heads.collect(), Blocks::Fit);
    let nine = Digits::of_interval(0.0, 1.0).percent(INSIDE, view.language());
    let (mut least, mut notes) = (1.0_f64, false);
    for (entity, found) in view.plan.entities.iter().zip(&outlook.cash) {
        table.heading(1, view.label(&entity.label));
        let years = || ends.iter().map(|end| &found.months[*end]);
        for (at, head) in SHOWN.iter().zip(quantile_heads(view)) {
            let amounts = years().map(|year| value(view, quantile(year, *at), Unit::Euro));
            table.row(2, head, amounts.collect());
        }
        let bound = |bound: &Quantile| value(view, Some(bound), Unit::Euro);
        let (low, high) = words.all_months(&nine);
        table.row(2, low, years().map(|year| bound(&year.band.0)).collect());
        table.row(2, high, years().map(|year| bound(&year.band.1)).collect());
        least = least.min(found.inside_each.value());
        notes = true;
    }
    let mut text = format!("{}\n{}", words.cash_heading(), table.render());
    if notes {
        let least = Digits::of_interval(0.0, 1.0).percent(least, view.language());
        text += &wrap(&words.cash_bands(&nine, &least), PAGE, 2, 2).join("\n");
        text += "\n";
    }
    text
}

/// The cash of a month at a share of the futures.
fn quantile(month: &CashMonth, share: f64) -> Option<&Quantile> {
    let mut quantiles = month.quantiles.iter();
    quantiles.find(|of| (of.probability - share).abs() < 1e-9)
}

/// The alerts, the most frequent first; those that never hold are left out.
pub(super) fn alerts(view: &View<'_>, outlook: &Outlook) -> Option<String> {
    let words = view.words;
    let mut held: Vec<_> = view
        .plan
        .alerts
        .iter()
        .zip(&outlook.alerts)
        .filter(|(alert, found)| {
            found.holds.count > 0 && (view.full || !has_table(view.plan, alert.flag, alert.amount))
        })
        .collect();
    if held.is_empty() {
        return None;
    }
    held.sort_by_key(|(_, found)| std::cmp::Reverse(found.holds.count));
    let heads = vec![
        words.in_how_many().to_owned(),
        words.first_in_half().to_owned(),
    ];
    let mut table = Table::new(heads, Blocks::Fit);
    for (alert, found) in held {
        let who = view.entity_label(&alert.entity).unwrap_or(&alert.entity);
        let label = format!("{who}: {}", view.label(&alert.label));
        let first = month(view, found.first).unwrap_or_default();
        table.row(1, label, vec![share(view, found.holds), first]);
    }
    Some(format!("{}\n{}", words.alerts_heading(), table.render()))
}

/// Whether an alert is told in a table of its own: missing money, a broken covenant.
fn has_table(plan: &Plan, flag: RowId, amount: RowId) -> bool {
    let mut entities = plan.entities.iter();
    let mut covenants = plan.answers.covenants.iter();
    entities.any(|entity| entity.uncovered_need == amount)
        || covenants.any(|covenant| covenant.breach == flag)
}

/// What loading the scenario has to tell.
pub(super) fn notices(view: &View<'_>, notices: &[String]) -> Option<String> {
    if notices.is_empty() {
        return None;
    }
    let lines = notices.iter().flat_map(|notice| wrap(notice, PAGE, 2, 4));
    let text: Vec<String> = lines.collect();
    Some(format!(
        "{}\n{}\n",
        view.words.notices_heading(),
        text.join("\n")
    ))
}
