//! When the target is reached, and what comes before it.

use super::Tally;
use crate::evaluate::Grid;
use crate::model::{Plan, Target};
use crate::quantity::to_float;
use crate::simulate::{Questions, Record, Sample, Share, curve_band};

/// What becomes of the target: three shares that add to all futures.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetOutlook {
    /// By the target's month.
    pub by: Competing,
    /// By each shown month.
    pub months: Vec<MonthOutlook>,
    /// By how much [`MonthOutlook::reached`] may be off in any month at all, in 95 of 100
    /// simulations; known of independent trials alone.
    pub band: Option<f64>,
    /// The month number by which half of all futures have reached it; `None` where fewer do.
    pub median: Option<f64>,
    /// The month number by which nine in ten have.
    pub ninety: Option<f64>,
    /// Futures that reach it by the target's month and lose it again in a shown month.
    pub relapse: Share,
    /// Futures that have reached it, before money was missing, by the month in which the plan as
    /// stated does; `None` where that never does or lacks money first.
    pub as_early: Option<Share>,
}

/// What has come first by a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Competing {
    /// The target was reached before any money was missing, and has not been lost again.
    pub stands: Share,
    /// Money was missing first.
    pub insolvent: Share,
    /// Neither.
    pub neither: Share,
}

/// How far futures have come by a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MonthOutlook {
    /// What has come first.
    pub shares: Competing,
    /// The target was reached before any money was missing, whether or not it was lost again.
    pub reached: Share,
}

/// What happens in one future, by month number; infinite where it never does.
#[derive(Debug, Clone, Copy)]
struct Event {
    /// The target is reached.
    reached: f64,
    /// Money is missing for the first time.
    need: f64,
    /// What was reached is lost again.
    lost: f64,
}

impl Event {
    /// Money missing in the very month in which the target is reached counts as missing: the
    /// target asks for months without.
    fn reaches(&self, by: f64) -> bool {
        self.reached <= by && self.reached < self.need
    }
}

/// Follows each future to its first event: the target reached, or money missing.
pub(super) fn outlook(
    plan: &Plan,
    base: &Grid,
    questions: &Questions,
    record: &Record,
) -> Option<TargetOutlook> {
    let target = plan.target.as_ref()?;
    let all = Events {
        tally: record.tally(),
        events: events(questions, record)?,
    };
    let events = &all.events;
    let timeline = plan.sheet.timeline();
    let by = f64::from(timeline.number_of(target.by));
    let months: Vec<f64> = events
        .iter()
        .map(|event| {
            if event.reaches(event.reached) {
                event.reached
            } else {
                f64::INFINITY
            }
        })
        .collect();
    let part = |probability: f64| {
        let value = Sample::new(&months).quantile(probability)?.value;
        value.is_finite().then_some(value)
    };
    let as_early = stated(plan, target, base).map(|month| all.reached(month));
    Some(TargetOutlook {
        by: all.competing(by),
        months: (1..=timeline.shown())
            .map(|month| MonthOutlook {
                shares: all.competing(month.into()),
                reached: all.reached(month.into()),
            })
            .collect(),
        band: record
            .replicates
            .is_none()
            .then(|| curve_band(events.len())),
        median: part(0.5),
        ninety: part(0.9),
        relapse: all
            .tally
            .share(|trial| events[trial].reaches(by) && events[trial].lost.is_finite()),
        as_early,
    })
}

/// In how many trials the target stands by its month: all that a comparison of assumptions needs.
pub fn standing(plan: &Plan, questions: &Questions, record: &Record) -> Option<Vec<bool>> {
    let target = plan.target.as_ref()?;
    let by = f64::from(plan.sheet.timeline().number_of(target.by));
    let events = events(questions, record)?;
    Some(events.iter().map(|event| still_stands(event, by)).collect())
}

/// The share of trials in which the target stands by its month; `None` without a target.
pub fn stands(plan: &Plan, questions: &Questions, record: &Record) -> Option<Share> {
    let standing = standing(plan, questions, record)?;
    Some(record.tally().share(|trial| standing[trial]))
}

fn events(questions: &Questions, record: &Record) -> Option<Vec<Event>> {
    let places = questions.places.target.as_ref()?;
    let column = |column| record.column(questions, column);
    let (reached, lost) = (column(places.reached), column(places.relapse));
    let needs: Vec<&[f64]> = places.needs.iter().map(|need| column(*need)).collect();
    let never = f64::INFINITY;
    let known = |value: f64| if value.is_nan() { never } else { value };
    let event = |trial: usize| Event {
        reached: known(reached[trial]),
        need: needs
            .iter()
            .map(|need| known(need[trial]))
            .fold(never, f64::min),
        lost: known(lost[trial]),
    };
    Some((0..record.count).map(event).collect())
}

/// The month number in which the plan as stated reaches the target, unless money is missing first.
fn stated(plan: &Plan, target: &Target, base: &Grid) -> Option<f64> {
    let reached = to_float(base.figure(target.reached).value()?);
    let shown = plan.sheet.timeline().shown() as usize;
    let short = |need: &crate::sheet::RowId| {
        let mut cells = base.cells(*need)[..shown].iter();
        let first = cells.position(|need| !need.is_zero())?;
        u32::try_from(first + 1).ok().map(f64::from)
    };
    let mut needs = target.insolvency.iter().filter_map(short);
    needs.all(|need| reached < need).then_some(reached)
}

/// A future that has reached the target and lost it again by then does not stand.
fn still_stands(event: &Event, by: f64) -> bool {
    event.reaches(by) && event.lost > by
}

/// What happens in all futures, and how they are counted.
struct Events {
    events: Vec<Event>,
    tally: Tally,
}

impl Events {
    fn reached(&self, by: f64) -> Share {
        self.tally.share(|trial| self.events[trial].reaches(by))
    }

    fn competing(&self, by: f64) -> Competing {
        let stands = |trial: usize| still_stands(&self.events[trial], by);
        let insolvent = |trial: usize| {
            let event = &self.events[trial];
            event.need <= by && event.need <= event.reached
        };
        Competing {
            stands: self.tally.share(stands),
            insolvent: self.tally.share(insolvent),
            neither: self
                .tally
                .share(|trial| !stands(trial) && !insolvent(trial)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Competing, Event, Events, Tally};

    fn counted(events: Vec<Event>) -> Events {
        let tally = Tally {
            trials: events.len(),
            replicates: None,
        };
        Events { events, tally }
    }

    // Seven futures worked by hand: (month of the target, first month of missing money, month in
    // which the target is lost again).
    #[test]
    fn what_comes_first_counts() {
        let never = f64::INFINITY;
        let events = [
            (10.0, never, never),
            (12.0, 20.0, never),
            (20.0, 12.0, never),
            (never, 5.0, never),
            (never, never, never),
            (12.0, 12.0, never),
            (11.0, never, 30.0),
        ]
        .map(|(reached, need, lost)| Event {
            reached,
            need,
            lost,
        });
        let events = counted(events.to_vec());
        let by = events.competing(12.0);
        let counts = |by: Competing| (by.stands.count, by.insolvent.count, by.neither.count);
        assert_eq!(counts(by), (3, 3, 1));
        assert_eq!(counts(events.competing(10.0)), (1, 1, 5));
        assert_eq!(counts(events.competing(60.0)), (2, 3, 2));
        // What was reached stays reached in the curve.
        assert_eq!(events.reached(60.0).count, 3);
    }

    // With a hazard of 5 % a month the share that has come by month t is 1 − 0.95^t.
    #[test]
    fn a_constant_hazard_gives_a_geometric_curve() {
        use crate::evaluate::compiled::math::{ln, power};
        let n = 20_000_u32;
        let events: Vec<Event> = (0..n)
            .map(|nth| {
                let later = (f64::from(nth) + 0.5) / f64::from(n);
                Event {
                    reached: (ln(later) / ln(0.95)).ceil(),
                    need: f64::INFINITY,
                    lost: f64::INFINITY,
                }
            })
            .collect();
        let events = counted(events);
        for month in [1, 12, 60] {
            let expected = 1.0 - power(0.95, f64::from(month));
            let found = events.reached(f64::from(month)).value();
            assert!((found - expected).abs() < 1e-4, "{month}: {found}");
        }
    }
}
