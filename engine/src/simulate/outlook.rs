//! The answers of a simulation: when the target is reached, what its figures may be, how often an
//! alert holds.

use super::statistics::{Quantile, Sample, Share};
use super::{Simulation, Trials};
use crate::calendar::Month;
use crate::evaluate::compiled::Size;
use crate::evaluate::{Case, Grid};
use crate::model::{Plan, PlanUncertainty, Target};
use crate::quantity::{Decimal, to_float};
use crate::sheet::{FigureId, RowId};
use crate::uncertainty::Design;

/// The shares of trials at which figures are told.
pub const PROBABILITIES: [f64; 5] = [0.05, 0.10, 0.50, 0.90, 0.95];

/// The share of trials that a tail mean is taken over.
pub const TAIL: f64 = 0.05;

/// What some number of futures of a plan come to.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// How many futures.
    pub trials: usize,
    /// How their random numbers were chosen, and from which seed.
    pub design: Design,
    /// How many inputs are uncertain.
    pub uncertain: usize,
    /// The size of what was computed.
    pub size: Size,
    /// When the target is reached, where the scenario states one.
    pub target: Option<TargetOutlook>,
    /// The figures of the plan, in its order.
    pub figures: Vec<FigureOutlook>,
    /// In how many futures each alert of the plan holds in some shown month, in the plan's order.
    pub alerts: Vec<AlertOutlook>,
    /// Closing cash of each entity at the end of each shown year, in the plan's order.
    pub cash: Vec<Vec<YearEnd>>,
}

/// What becomes of the target: three shares that add to all futures.
#[derive(Debug, Clone)]
pub struct TargetOutlook {
    /// By the target's month.
    pub by: Competing,
    /// By each shown month.
    pub months: Vec<Competing>,
    /// The month number by which half of all futures have reached it; `None` where fewer do.
    pub median: Option<f64>,
    /// The month number by which nine in ten have.
    pub ninety: Option<f64>,
    /// Futures that reach it by the target's month and lose it again in a shown month.
    pub relapse: Share,
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

/// What a figure may be.
#[derive(Debug, Clone)]
pub struct FigureOutlook {
    /// The figure.
    pub figure: FigureId,
    /// Futures in which it has no value.
    pub absent: Share,
    /// The mean of the others.
    pub mean: Option<f64>,
    /// The values at [`PROBABILITIES`].
    pub quantiles: Vec<Quantile>,
    /// The means of the least and of the greatest [`TAIL`].
    pub tails: Option<(f64, f64)>,
    /// The value of the plan as stated.
    pub base: Option<Decimal>,
    /// The share of futures up to that.
    pub base_place: Option<f64>,
}

/// How often an alert holds.
#[derive(Debug, Clone)]
pub struct AlertOutlook {
    /// Futures in which it holds in some shown month.
    pub holds: Share,
    /// The month number in which it first does, in half of those.
    pub first: Option<f64>,
}

/// What a balance may be at the end of a year.
#[derive(Debug, Clone)]
pub struct YearEnd {
    /// The month.
    pub month: Month,
    /// The values at [`PROBABILITIES`].
    pub quantiles: Vec<Quantile>,
}

/// Simulates as many trials of a plan as its design says: `base` holds the plan's values without any
/// draw, in the same case.
pub fn simulate(plan: &Plan, case: &Case, base: &Grid, design: Design) -> Outlook {
    let uncertainty = PlanUncertainty {
        design,
        ..plan.uncertainty.clone()
    };
    let sheet = &plan.sheet;
    let mut figures: Vec<FigureId> = plan.figures.iter().map(|figure| figure.figure).collect();
    let stated = figures.len();
    if let Some(target) = &plan.target {
        figures.extend([target.reached, target.relapse]);
    }
    let mut firsts: Vec<RowId> = plan.alerts.iter().map(|alert| alert.flag).collect();
    if let Some(target) = &plan.target {
        firsts.extend(&target.insolvency);
    }
    let ends = year_ends(plan);
    let cells: Vec<(RowId, Month)> = plan
        .entities
        .iter()
        .flat_map(|entity| ends.iter().map(|month| (entity.closing_cash, *month)))
        .collect();
    let simulation = Simulation::new(sheet, case, &uncertainty, &figures, &firsts, &cells);
    let trials = usize::try_from(design.trials).unwrap_or(usize::MAX);
    let drawn = simulation.run(0, trials);
    let replicates = design.replicated();
    let told = figures.iter().take(stated).zip(&drawn.figures);
    Outlook {
        trials,
        design,
        uncertain: simulation.draws().dimensions(),
        size: simulation.size(),
        target: plan
            .target
            .as_ref()
            .map(|target| target_outlook(plan, target, &drawn, stated, replicates)),
        figures: told
            .map(|(figure, values)| figure_outlook(*figure, values, base, replicates))
            .collect(),
        alerts: drawn.firsts[..plan.alerts.len()]
            .iter()
            .map(|firsts| alert_outlook(firsts, replicates))
            .collect(),
        cash: drawn
            .cells
            .chunks(ends.len().max(1))
            .map(|columns| {
                let years = ends.iter().zip(columns);
                years
                    .map(|(month, values)| YearEnd {
                        month: *month,
                        quantiles: quantiles(&Sample::replicated(values, replicates)),
                    })
                    .collect()
            })
            .collect(),
    }
}

/// The last month of each shown year.
fn year_ends(plan: &Plan) -> Vec<Month> {
    let timeline = plan.sheet.timeline();
    let shown = timeline.months().filter(|month| month.0 < timeline.shown());
    shown
        .filter(|month| timeline.calendar_month(*month).month_of_year() == 12)
        .collect()
}

fn quantiles(sample: &Sample) -> Vec<Quantile> {
    let quantile = |probability: &f64| sample.quantile(*probability);
    PROBABILITIES.iter().filter_map(quantile).collect()
}

fn figure_outlook(
    figure: FigureId,
    values: &[f64],
    base: &Grid,
    replicates: Option<u32>,
) -> FigureOutlook {
    let sample = Sample::replicated(values, replicates);
    let absent: Vec<bool> = values.iter().map(|value| value.is_nan()).collect();
    let base = base.figure(figure).value();
    let stated: Option<f64> = base.map(to_float);
    FigureOutlook {
        figure,
        absent: Share::holding(&absent, replicates),
        mean: sample.mean(),
        quantiles: quantiles(&sample),
        tails: sample.tail_mean(TAIL).zip(sample.tail_mean(-TAIL)),
        base,
        base_place: stated.and_then(|stated| sample.place(stated)),
    }
}

fn alert_outlook(firsts: &[f64], replicates: Option<u32>) -> AlertOutlook {
    let sample = Sample::new(firsts);
    let holds: Vec<bool> = firsts.iter().map(|first| !first.is_nan()).collect();
    AlertOutlook {
        holds: Share::holding(&holds, replicates),
        first: sample.quantile(0.5).map(|quantile| quantile.value),
    }
}

/// Follows each future to its first event: the target reached, or money missing.
fn target_outlook(
    plan: &Plan,
    target: &Target,
    trials: &Trials,
    stated: usize,
    replicates: Option<u32>,
) -> TargetOutlook {
    let (reached, relapse) = (&trials.figures[stated], &trials.figures[stated + 1]);
    let needs = &trials.firsts[plan.alerts.len()..];
    let never = f64::INFINITY;
    let known = |value: f64| if value.is_nan() { never } else { value };
    let events: Vec<Event> = (0..trials.count)
        .map(|trial| {
            let needs = needs.iter().map(|need| known(need[trial]));
            Event {
                reached: known(reached[trial]),
                need: needs.fold(never, f64::min),
                lost: known(relapse[trial]),
            }
        })
        .collect();
    let timeline = plan.sheet.timeline();
    let by = f64::from(timeline.number_of(target.by));
    let lost =
        |event: &Event| event.reached <= by && event.reached < event.need && event.lost.is_finite();
    let lost: Vec<bool> = events.iter().map(lost).collect();
    let stands: Vec<f64> = events
        .iter()
        .map(|event| {
            if event.reached < event.need {
                event.reached
            } else {
                never
            }
        })
        .collect();
    let part = |probability: f64| {
        let value = Sample::new(&stands).quantile(probability)?.value;
        value.is_finite().then_some(value)
    };
    TargetOutlook {
        by: competing(&events, by, replicates),
        months: (1..=timeline.shown())
            .map(|month| competing(&events, month.into(), replicates))
            .collect(),
        median: part(0.5),
        ninety: part(0.9),
        relapse: Share::holding(&lost, replicates),
    }
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

/// What has come first by a month. Money missing in the very month in which the target is reached
/// counts as missing: the target asks for months without. A future that has reached the target and
/// lost it again by then does not stand.
fn competing(events: &[Event], by: f64, replicates: Option<u32>) -> Competing {
    let stands =
        |event: &Event| event.reached <= by && event.reached < event.need && event.lost > by;
    let insolvent = |event: &Event| event.need <= by && event.need <= event.reached;
    let neither = |event: &Event| !stands(event) && !insolvent(event);
    let share = |holds: &dyn Fn(&Event) -> bool| {
        let holds: Vec<bool> = events.iter().map(holds).collect();
        Share::holding(&holds, replicates)
    };
    Competing {
        stands: share(&stands),
        insolvent: share(&insolvent),
        neither: share(&neither),
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, competing};

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
        let by = competing(&events, 12.0, None);
        let counts = |by: super::Competing| (by.stands.count, by.insolvent.count, by.neither.count);
        assert_eq!(counts(by), (3, 3, 1));
        assert_eq!(counts(competing(&events, 10.0, None)), (1, 1, 5));
        assert_eq!(counts(competing(&events, 60.0, None)), (2, 3, 2));
    }
}
