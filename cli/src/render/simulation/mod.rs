//! What a simulation found: the answer in sentences, then the figures and what stands behind them.

mod digits;
mod json;
mod tables;

pub(crate) use json::value;

use cittadella_engine::model::Target;
use cittadella_engine::quantity::Decimal;
use cittadella_engine::simulate::{Competing, Outlook, Share, TargetOutlook};

use super::View;
use digits::Digits;

/// What the command line asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// What the case is called.
    pub(crate) title: &'a str,
    /// Whether it is a stress.
    pub(crate) stressed: bool,
    /// Whether the size of the computation is printed.
    pub(crate) inspect: bool,
}

/// The whole screen.
pub(crate) fn text(
    view: &View<'_>,
    outlook: &Outlook,
    asked: &Asked<'_>,
    notices: &[String],
) -> String {
    let mut parts = vec![heading(view, outlook, asked)];
    parts.push(answer(view, outlook));
    parts.extend(tables::by_year(view, outlook));
    parts.push(tables::figures(view, outlook));
    parts.push(tables::cash(view, outlook));
    parts.extend(tables::alerts(view, outlook));
    parts.extend(tables::notices(view, notices));
    parts.push(
        super::text::wrap(view.words.what_intervals_mean(), super::table::PAGE, 0, 0).join("\n")
            + "\n",
    );
    if asked.inspect {
        parts.push(inspection(view, outlook));
    }
    parts.join("\n")
}

fn heading(view: &View<'_>, outlook: &Outlook, asked: &Asked<'_>) -> String {
    let trials = view.words.futures(&view.count(outlook.trials));
    let mut lines = vec![view.plan.name.clone()];
    if asked.stressed {
        lines.push(asked.title.to_owned());
    }
    let drawn = view.words.drawn(&trials, outlook.uncertain, outlook.design);
    lines.push(format!(
        "{drawn}; {}",
        view.words.amounts_in(&view.plan.currency)
    ));
    lines.join("\n") + "\n"
}

/// The answer in sentences.
fn answer(view: &View<'_>, outlook: &Outlook) -> String {
    let (Some(target), Some(found)) = (&view.plan.target, &outlook.target) else {
        return view.words.no_target().to_owned() + "\n";
    };
    let mut sentences = vec![verdict(view, outlook, target, found)];
    sentences.push(super::verdict::as_stated(view, target));
    sentences.push(view.words.half_of_futures(
        month(view, found.median).as_deref(),
        month(view, found.ninety).as_deref(),
    ));
    sentences.extend(stated_lacks(view, target));
    let who: Vec<&str> = watched(view, target)
        .filter_map(|name| view.entity_label(name))
        .collect();
    if !who.is_empty() {
        let who = view.words.and(&who);
        sentences.push(
            view.words
                .money_first(&who, &share(view, found.by.insolvent)),
        );
    }
    if found.relapse.count > 0 {
        sentences.push(view.words.lost_again(&share(view, found.relapse)));
    }
    sentences.extend(others(view, outlook, target));
    sentences.extend(confidence(view, target, found.by));
    let text = sentences.join(" ");
    super::text::wrap(&text, super::table::PAGE, 0, 0).join("\n") + "\n"
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
fn others(view: &View<'_>, outlook: &Outlook, target: &Target) -> Vec<String> {
    let needs = view
        .plan
        .alerts
        .iter()
        .zip(&outlook.alerts)
        .filter(|(alert, found)| {
            let key = view.plan.sheet.row(alert.flag).key().as_str();
            found.holds.count > 0
                && key.ends_with(".alerts.uncovered_need")
                && !watched(view, target).any(|name| name == alert.entity)
        });
    needs
        .filter_map(|(alert, found)| {
            let who = view.entity_label(&alert.entity)?;
            Some(view.words.money_of_another(who, &share(view, found.holds)))
        })
        .collect()
}

fn verdict(view: &View<'_>, outlook: &Outlook, target: &Target, found: &TargetOutlook) -> String {
    let stands = found.by.stands;
    let (low, high) = stands.interval();
    let digits = Digits::of_share(stands);
    view.words.stands_in(
        &digits.percent(stands.value(), view.language()),
        &view.words.futures(&view.count(outlook.trials)),
        (
            &digits.percent(low, view.language()),
            &digits.percent(high, view.language()),
        ),
        view.label(&target.entity_label),
        &view.long(target.by),
    )
}

/// Whether what the board asks for is there, by the interval and not by the number alone.
fn confidence(view: &View<'_>, target: &Target, by: Competing) -> Option<String> {
    let asked = target.confidence?;
    let asked_number = cittadella_engine::quantity::to_float(asked);
    let (low, high) = by.stands.interval();
    let asked = view.value(asked, cittadella_engine::quantity::Unit::Percent);
    Some(if low >= asked_number {
        view.words.confidence_met(&asked)
    } else if high < asked_number {
        view.words.confidence_missed(&asked)
    } else {
        view.words.confidence_open(&asked)
    })
}

/// A share with the digits that its interval supports.
fn share(view: &View<'_>, share: Share) -> String {
    Digits::of_share(share).percent(share.value(), view.language())
}

/// The month with a number.
fn month(view: &View<'_>, number: Option<f64>) -> Option<String> {
    let number = digits::whole(number?)?;
    view.month_numbered(number).map(|month| view.long(month))
}

fn inspection(view: &View<'_>, outlook: &Outlook) -> String {
    let size = outlook.size;
    let count = |number: usize| view.count(number);
    view.words.inspection([
        &count(size.cells),
        &count(size.folded),
        &count(size.shared),
        &count(size.dead),
        &count(size.instructions),
        &count(size.slots),
    ])
}
