//! What a simulation found: the answer in its first sentence, then what stands behind it.

mod answer;
mod csv;
mod digits;
mod json;
mod promises;
mod tables;

pub(crate) use csv::files;
pub(crate) use json::value;

use cittadella_engine::quantity::{Decimal, to_float};
use cittadella_engine::simulate::{NumberOutlook, Outlook, ReadingOutlook, Share, Verdict};

use super::View;
use super::table::PAGE;
use super::text::wrap;
use crate::futures::Futures;
use digits::Digits;

/// Which base cases are no middle of the road: below or above these shares of futures.
const MIDDLE: (f64, f64) = (0.35, 0.65);

/// All that is told of a simulation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told<'a> {
    /// What the case is called.
    pub(crate) title: &'a str,
    /// Its stresses; none in the plan as stated.
    pub(crate) stresses: &'a [String],
    /// Whether the size of the computation is printed.
    pub(crate) inspect: bool,
    /// The share of futures that the board asks for.
    pub(crate) confidence: Option<Decimal>,
    /// What the futures come to.
    pub(crate) outlook: &'a Outlook,
    /// The futures.
    pub(crate) futures: &'a Futures,
    /// The answer under other readings of the uncertainty, where that was asked for.
    pub(crate) readings: Option<&'a [ReadingOutlook]>,
}

impl Told<'_> {
    /// Whether what the board asks for is there: asked, the one-sided interval, the verdict.
    fn confidence(&self) -> Option<(Decimal, (f64, f64), Verdict)> {
        let asked = self.confidence?;
        let stands = self.outlook.target.as_ref()?.by.stands;
        let looks = &self.futures.order.looks;
        let verdict = looks.verdict(stands, to_float(asked));
        Some((asked, looks.one_sided(stands), verdict))
    }

    /// The number that tells how the plan as stated compares with its futures, and where it lies.
    fn headline(&self) -> Option<(&NumberOutlook, f64)> {
        let number = self.outlook.numbers.get(self.outlook.headline?)?;
        Some((number, number.base_place?))
    }
}

/// The whole screen.
pub(crate) fn text(view: &View<'_>, told: &Told<'_>, notices: &[String]) -> String {
    let outlook = told.outlook;
    let mut parts = vec![heading(view, told)];
    parts.push(answer::answer(view, told));
    parts.extend(tables::by_time(view, outlook));
    parts.extend(answer::readings(view, told));
    parts.push(tables::numbers(view, outlook));
    if view.full {
        parts.push(tables::tails(view, outlook));
    }
    parts.push(tables::cash(view, outlook));
    parts.extend(promises::needs(view, outlook));
    parts.extend(promises::covenants(view, outlook));
    parts.extend(tables::alerts(view, outlook));
    parts.extend(tables::notices(view, notices));
    parts.push(wrapped(view.words.what_intervals_mean()));
    if told.inspect {
        parts.push(inspection(view, told));
    }
    parts.join("\n")
}

/// A paragraph.
fn wrapped(text: &str) -> String {
    wrap(text, PAGE, 0, 0).join("\n") + "\n"
}

fn heading(view: &View<'_>, told: &Told<'_>) -> String {
    let mut lines = vec![view.plan.name.clone()];
    if !told.stresses.is_empty() {
        lines.push(told.title.to_owned());
    }
    if told.futures.partial {
        let (done, of) = (told.outlook.trials, told.futures.order.trials());
        lines.push(view.words.partial(&view.count(done), &view.count(of)));
    }
    lines.join("\n") + "\n"
}

/// A share with the digits that its interval supports.
fn share(view: &View<'_>, share: Share) -> String {
    Digits::of_share(share).percent(share.value(), view.language())
}

/// The interval of a share, with the same digits.
fn interval(view: &View<'_>, share: Share) -> (String, String) {
    let (low, high) = share.interval();
    let digits = Digits::of_interval(low, high);
    let percent = |value| digits.percent(value, view.language());
    (percent(low), percent(high))
}

/// The month with a number, for a sentence.
fn month(view: &View<'_>, number: Option<f64>) -> Option<String> {
    let number = digits::whole(number?)?;
    view.month_numbered(number).map(|month| view.long(month))
}

/// Whether the plan as stated is better or worse than most futures.
fn far_from_middle(place: f64) -> bool {
    let (low, high) = MIDDLE;
    place < low || place > high
}

fn inspection(view: &View<'_>, told: &Told<'_>) -> String {
    let size = told.futures.size;
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
