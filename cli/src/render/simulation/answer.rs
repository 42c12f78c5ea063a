//! The answer in sentences: the first one says whether the target is reached often enough.

use cittadella_engine::model::Target;
use cittadella_engine::quantity::{Decimal, Unit, to_float};
use cittadella_engine::simulate::{ReadingOutlook, Share, TargetOutlook, Verdict};

use super::digits::{self, Digits, Rounded};
use super::{Told, far_from_middle, interval, month, share, wrapped};
use crate::render::table::{Blocks, Table};
use crate::render::{View, verdict};
use crate::words::{Stand, Stands};

/// The answer.
pub(super) fn answer(view: &View<'_>, told: &Told<'_>) -> String {
    let outlook = told.outlook;
    let (Some(target), Some(found)) = (&view.plan.target, &outlook.target) else {
        let mut text = wrapped(view.words.no_target()) + "\n";
        text += &wrapped(&drawn(view, told));
        text += &paragraph(base_case(view, told).into_iter().collect());
        return text;
    };
    let mut behind = vec![drawn(view, told)];
    behind.extend(precision(view, told, found.by.stands));
    behind.push(confirmed(view, target, found));
    let who: Vec<&str> = watched(view, target)
        .filter_map(|name| view.entity_label(name))
        .collect();
    if !who.is_empty() {
        let who = view.words.and(&who);
        let (first, neither) = (
            share(view, found.by.insolvent),
            share(view, found.by.neither),
        );
        let by = view.long(target.by);
        behind.push(view.words.money_first(&who, &by, &first, &neither));
    }
    if found.relapse.count > 0 {
        behind.push(view.words.lost_again(&share(view, found.relapse)));
    }
    behind.extend(others(view, told, target));
    let mut stated = vec![verdict::as_stated(view, target)];
    stated.extend(stated_lacks(view, target));
    stated.extend(
        found
            .as_early
            .map(|early| view.words.as_early(&share(view, early))),
    );
    stated.extend(base_case(view, told));
    format!(
        "{}\n{}\n{}",
        wrapped(&first_sentence(view, told, target, found.by.stands)),
        paragraph(behind),
        paragraph(stated)
    )
}

fn paragraph(sentences: Vec<String>) -> String {
    wrapped(&sentences.join(" "))
}

/// Whether what the board asks for is there; without a board, how likely the target is.
fn first_sentence(view: &View<'_>, told: &Told<'_>, target: &Target, stands: Share) -> String {
    let (low, high) = interval(view, stands);
    let of = Stands {
        share: &share(view, stands),
        interval: (&low, &high),
        who: view.label(&target.entity_label),
        by: &view.long(target.by),
    };
    let Some((asked, (low, high), verdict)) = told.confidence() else {
        return view.words.stands(&of);
    };
    // As many decimals as it takes to tell the bound from what is asked.
    let bound = |value: f64, end: Rounded| {
        let asked = to_float(asked);
        let own = Digits::of_interval(low, high);
        own.apart(value, asked, end, view.language())
    };
    let (least, most) = (bound(low, Rounded::Down), bound(high, Rounded::Up));
    let stand = match verdict {
        Verdict::Met => Stand::Met(&least),
        Verdict::Missed => Stand::Missed(&most),
        Verdict::Open => Stand::Open(&least, &most),
    };
    let asked = view.value(asked, Unit::Percent);
    view.words.stands_as_asked(&of, &asked, stand)
}

/// What was drawn.
fn drawn(view: &View<'_>, told: &Told<'_>) -> String {
    let futures = view.words.futures(&view.count(told.outlook.trials));
    view.words.drawn(
        &futures,
        told.futures.dimensions,
        told.futures.order.design(),
        &view.plan.currency,
    )
}

/// Whether a run that was to stop by itself knows as much as was asked.
fn precision(view: &View<'_>, told: &Told<'_>, stands: Share) -> Option<String> {
    let half_width = told.futures.order.until?;
    let points = cittadella_engine::quantity::from_float(half_width * 100.0)?;
    let points = crate::render::number::plain(points, 2, view.language());
    Some(if told.futures.order.looks.enough(stands) {
        view.words.precise(&points)
    } else {
        view.words.not_precise(&points)
    })
}

/// When the futures reach the target.
fn confirmed(view: &View<'_>, target: &Target, found: &TargetOutlook) -> String {
    let who: Vec<&str> = watched(view, target).collect();
    view.words.half_of_futures(
        month(view, found.median).as_deref(),
        month(view, found.ninety).as_deref(),
        !who.is_empty(),
    )
}

/// How the plan as stated compares with its futures; a warning where that is far from the middle.
fn base_case(view: &View<'_>, told: &Told<'_>) -> Option<String> {
    let (number, place) = told.headline()?;
    let percent = |value| Digits::of_interval(0.0, 1.0).percent(value, view.language());
    let median = number.range.at(0.5)?;
    let median = digits::settled(median.value, median.low, median.high, number.unit)?;
    let entity = number
        .entity
        .as_deref()
        .and_then(|name| view.entity_label(name));
    let what = match entity {
        Some(entity) => format!("{entity}, {}", lower(view.label(&number.label))),
        None => view.label(&number.label).to_owned(),
    };
    let sentence = view.words.base_case_place(
        &percent(place),
        &what,
        &view.value(number.base?, number.unit),
        &view.value(median, number.unit),
    );
    Some(if far_from_middle(place) {
        let hopeful = place > 0.5;
        format!("{sentence} {}", view.words.base_case_apart(hopeful))
    } else {
        sentence
    })
}

/// A label within a sentence.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// The entities whose missing money counts as insolvency.
fn watched<'a>(view: &View<'a>, target: &'a Target) -> impl Iterator<Item = &'a str> {
    let sheet = &view.plan.sheet;
    let rows = target.insolvency.iter();
    rows.filter_map(|row| sheet.row(*row).entity())
}

/// Whether the plan as stated lacks money before it reaches its target.
fn stated_lacks(view: &View<'_>, target: &Target) -> Option<String> {
    let needs = target.insolvency.iter().filter_map(|row| {
        let mut cells = view.grid.cells(*row).iter();
        cells.position(|need| !need.is_zero())
    });
    let first = needs.min()?;
    let reached = view.grid.figure(target.reached).value();
    let before = reached.is_none_or(|month| Decimal::from(first + 1) <= month);
    before.then(|| view.words.stated_lacks(&view.long_at(first)))
}

/// A sentence for each other entity that lacks money in some futures.
fn others(view: &View<'_>, told: &Told<'_>, target: &Target) -> Vec<String> {
    let entities = view.plan.entities.iter().zip(&told.outlook.needs);
    let lacking = entities.filter(|(entity, need)| {
        need.lacks.count > 0 && !watched(view, target).any(|name| name == entity.name)
    });
    lacking
        .map(|(entity, need)| {
            let who = view.label(&entity.label);
            view.words.money_of_another(who, &share(view, need.lacks))
        })
        .collect()
}

/// The answer under other readings of the uncertainty.
pub(super) fn readings(view: &View<'_>, told: &Told<'_>) -> Option<String> {
    let readings = told.readings?;
    let words = view.words;
    let mut table = Table::new(
        vec![
            words.by_stands(),
            words.interval_head().to_owned(),
            words.difference_head().to_owned(),
        ],
        Blocks::Fit,
    );
    for reading in readings {
        let (low, high) = interval(view, reading.stands);
        table.row(
            1,
            words.reading(reading.reading),
            vec![
                share(view, reading.stands),
                words.between(&low, &high),
                difference(view, reading),
            ],
        );
    }
    let values = readings.iter().map(|reading| reading.stands);
    let least = values
        .clone()
        .min_by(|a, b| a.value().total_cmp(&b.value()))?;
    let most = values.max_by(|a, b| a.value().total_cmp(&b.value()))?;
    let range = words.reading_range(&share(view, least), &share(view, most));
    Some(format!(
        "{}\n{}{}",
        words.readings_heading(),
        table.render(),
        wrapped(&range)
    ))
}

/// The difference from the stated reading in points, with its interval.
fn difference(view: &View<'_>, reading: &ReadingOutlook) -> String {
    if reading.gained == 0 && reading.lost == 0 {
        return String::new();
    }
    let (low, high) = reading.difference.interval();
    let digits = Digits::of_interval(low, high);
    let points = |value: f64| digits.points(value, view.language());
    view.words.points_between(
        &points(reading.difference.value),
        &points(low),
        &points(high),
    )
}
