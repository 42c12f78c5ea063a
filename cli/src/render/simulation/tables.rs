//! The tables of a simulation.

use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::simulate::{FigureOutlook, Outlook, Quantile};

use super::digits::{self, Digits};
use super::{month, share};
use crate::render::View;
use crate::render::number::{self, ABSENT};
use crate::render::table::{Blocks, PAGE, Table};
use crate::render::text::wrap;

/// The quantiles that tables show: their places in the list of the engine.
const SHOWN: [usize; 3] = [0, 2, 4];

/// Which base cases are no middle of the road: below or above these shares of futures.
const MIDDLE: (f64, f64) = (0.35, 0.65);

/// What has come first by the end of each year.
pub(super) fn by_year(view: &View<'_>, outlook: &Outlook) -> Option<String> {
    let found = outlook.target.as_ref()?;
    let timeline = view.timeline();
    let ends: Vec<usize> = timeline
        .months()
        .take(found.months.len())
        .filter(|month| timeline.calendar_month(*month).month_of_year() == 12)
        .map(|month| month.index())
        .collect();
    let heads = ends.iter().map(|end| view.short_at(*end)).collect();
    let mut table = Table::new(heads, Blocks::Fit);
    let words = view.words;
    let row = |pick: fn(
        &cittadella_engine::simulate::Competing,
    ) -> cittadella_engine::simulate::Share| {
        let shares = ends
            .iter()
            .map(|end| share(view, pick(&found.months[*end])));
        shares.collect::<Vec<String>>()
    };
    table.row(1, words.stands_row(), row(|by| by.stands));
    table.row(1, words.insolvent_row(), row(|by| by.insolvent));
    table.row(1, words.neither_row(), row(|by| by.neither));
    Some(format!("{}\n{}", words.by_year_heading(), table.render()))
}

/// The figures: as stated, where that lies among the futures, and what they range over.
pub(super) fn figures(view: &View<'_>, outlook: &Outlook) -> String {
    let words = view.words;
    let mut heads = vec![words.as_stated().to_owned(), words.place().to_owned()];
    heads.extend(quantile_heads(view));
    let mut table = Table::new(heads, Blocks::Fit);
    let mut last: Option<&str> = None;
    let mut apart = false;
    for (stated, found) in view.plan.figures.iter().zip(&outlook.figures) {
        if !view.includes(stated.entity.as_deref()) || (!view.full && is_nothing(found)) {
            continue;
        }
        if let Some(entity) = stated.entity.as_deref()
            && last != Some(entity)
        {
            table.heading(1, view.entity_label(entity).unwrap_or(entity));
            last = Some(entity);
        }
        apart |= far_from_middle(found);
        let figure = view.plan.sheet.figure(found.figure);
        table.row(
            2,
            view.label(figure.label()),
            cells(view, found, figure.unit()),
        );
        if found.absent.count > 0 && found.absent.count < found.absent.of {
            let note = words.without_value(&share(view, found.absent));
            table.row(3, note, vec![String::new(); 5]);
        }
    }
    let mut text = format!("{}\n{}", words.figures_heading(), table.render());
    if apart {
        text += &wrap(words.base_is_apart(), PAGE, 2, 4).join("\n");
        text += "\n";
    }
    text
}

/// Whether a figure is zero, or without a value, in every future that is told.
fn is_nothing(found: &FigureOutlook) -> bool {
    found.base.is_none_or(|base| base.is_zero()) && found.quantiles.iter().all(|of| of.value == 0.0)
}

fn quantile_heads(view: &View<'_>) -> Vec<String> {
    let shares = SHOWN.map(|at| cittadella_engine::simulate::PROBABILITIES[at]);
    shares
        .iter()
        .map(|share| {
            view.words
                .in_futures(&Digits::of_interval(0.0, 1.0).percent(*share, view.language()))
        })
        .collect()
}

fn cells(view: &View<'_>, found: &FigureOutlook, unit: Unit) -> Vec<String> {
    let stated = found
        .base
        .map_or(ABSENT.to_owned(), |base| cell(view, base, unit));
    let place = found.base_place.map_or(String::new(), |place| {
        let percent = Digits::of_interval(0.0, 1.0).percent(place, view.language());
        if far_from_middle(found) {
            format!("{percent} !")
        } else {
            percent
        }
    });
    let mut cells = vec![stated, place];
    cells.extend(SHOWN.map(|at| value(view, found.quantiles.get(at), unit)));
    cells
}

fn value(view: &View<'_>, quantile: Option<&Quantile>, unit: Unit) -> String {
    let settled = quantile.and_then(|of| digits::settled(of.value, of.low, of.high, unit));
    settled.map_or(ABSENT.to_owned(), |value| cell(view, value, unit))
}

/// A value in a table: amounts without their currency, which stands above.
fn cell(view: &View<'_>, value: Decimal, unit: Unit) -> String {
    if unit == Unit::Euro {
        number::whole(value, view.language())
    } else {
        view.value(value, unit)
    }
}

/// Whether the plan as stated is better or worse than most futures.
fn far_from_middle(found: &FigureOutlook) -> bool {
    let (low, high) = MIDDLE;
    found
        .base_place
        .is_some_and(|place| place < low || place > high)
}

/// Closing cash at the end of each year.
pub(super) fn cash(view: &View<'_>, outlook: &Outlook) -> String {
    let words = view.words;
    let Some(years) = outlook.cash.first() else {
        return String::new();
    };
    let heads = years.iter().map(|year| view.short_at(year.month.index()));
    let mut table = Table::new(heads.collect(), Blocks::Fit);
    for (entity, years) in view.plan.entities.iter().zip(&outlook.cash) {
        table.heading(1, view.label(&entity.label));
        for (at, head) in SHOWN.iter().zip(quantile_heads(view)) {
            let amounts = years.iter().map(|year| {
                let quantile = year.quantiles.get(*at);
                let settled =
                    quantile.and_then(|of| digits::settled(of.value, of.low, of.high, Unit::Euro));
                settled.map_or(ABSENT.to_owned(), |amount| {
                    number::whole(amount, view.language())
                })
            });
            table.row(2, head, amounts.collect());
        }
    }
    format!("{}\n{}", words.cash_heading(), table.render())
}

/// The alerts, the most frequent first; those that never hold are left out.
pub(super) fn alerts(view: &View<'_>, outlook: &Outlook) -> Option<String> {
    let words = view.words;
    let mut held: Vec<_> = view
        .plan
        .alerts
        .iter()
        .zip(&outlook.alerts)
        .filter(|(_, found)| found.holds.count > 0)
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
