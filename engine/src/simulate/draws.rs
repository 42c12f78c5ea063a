//! The variables of a trial: what is drawn for each uncertain input, and how the tape takes it.

use super::dependence::{self, Dependence, Scores, Together};
use super::{Marginal, Path, normal_probability};
use crate::calendar::Timeline;
use crate::evaluate::compiled::math::{exp, ln};
use crate::evaluate::compiled::{Lanes, Vary, VaryAs};
use crate::model::{Law, PlanUncertainty, UncertainInput};
use crate::quantity::{Decimal, Unit, from_float, to_float};
use crate::sheet::{Drawn, Input, InputId, Sheet};
use crate::uncertainty::{Hazard, Relation, Uncertain};

/// Draws for every uncertain input of a plan.
#[derive(Debug, Clone)]
pub struct Draws {
    dependence: Dependence,
    dimensions: Vec<Dimension>,
    variables: usize,
    months: usize,
}

/// One uncertain input.
#[derive(Debug, Clone)]
struct Dimension {
    inputs: Vec<InputId>,
    /// The first of its variables.
    variable: usize,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    /// One ratio to the level.
    Ratio { marginal: Marginal, base: f64 },
    /// One difference from the level.
    Difference { marginal: Marginal, base: f64 },
    /// The month of an event, as a difference from the stated month.
    Event { event: Event, base: f64 },
    /// A difference a month.
    Path(Path),
}

impl Draws {
    /// Prepares the draws of a plan.
    pub fn new(sheet: &Sheet, uncertainty: &PlanUncertainty) -> Draws {
        let months = sheet.timeline().month_count();
        let mut variables = 0;
        let mut dimensions = Vec::new();
        let mut scores = Vec::new();
        for uncertain in &uncertainty.inputs {
            let kind = kind(sheet, uncertain, uncertainty.deviate_from);
            let (width, steps) = match &kind {
                Kind::Path(path) => (months as usize, path.months()),
                Kind::Ratio { .. } | Kind::Difference { .. } | Kind::Event { .. } => (1, 0..1),
            };
            scores.push(dependence::Dimension {
                name: uncertain.name.clone(),
                steps,
            });
            dimensions.push(Dimension {
                inputs: uncertain.inputs.clone(),
                variable: variables,
                kind,
            });
            variables += width;
        }
        let together = Together {
            correlations: &uncertainty.correlations,
            factors: &uncertainty.factors,
            copula: uncertainty.copula,
        };
        Draws {
            dependence: Dependence::new(&uncertainty.design, &scores, together),
            dimensions,
            variables,
            months: months as usize,
        }
    }

    /// How many variables a trial has.
    pub fn variables(&self) -> usize {
        self.variables
    }

    /// How many uncertain inputs there are.
    pub fn dimensions(&self) -> usize {
        self.dimensions.len()
    }

    /// How the inputs take the variables.
    pub fn vary(&self) -> Vec<Vary> {
        let mut vary = Vec::new();
        for dimension in &self.dimensions {
            let variable = u32::try_from(dimension.variable).unwrap_or(u32::MAX);
            let by = match dimension.kind {
                Kind::Ratio { .. } => VaryAs::Ratio(variable),
                Kind::Difference { .. } | Kind::Event { .. } => VaryAs::Difference(variable),
                Kind::Path(_) => VaryAs::Path(variable),
            };
            vary.extend(
                dimension
                    .inputs
                    .iter()
                    .map(|input| Vary { input: *input, by }),
            );
        }
        vary
    }

    /// Fills the variables of a block of trials, of which the first has this number; `scores` is
    /// room to work in.
    pub fn fill(&self, first: u64, scores: &mut Scores, variables: &mut [Lanes]) {
        self.dependence.fill(first, scores);
        for (nth, dimension) in self.dimensions.iter().enumerate() {
            let to = &mut variables[dimension.variable..];
            match &dimension.kind {
                Kind::Ratio { marginal, base } => {
                    self.dependence.mix(nth, 0, scores, &mut to[0]);
                    marginal.fill(&mut to[0]);
                    for lane in &mut to[0].0 {
                        *lane /= base;
                    }
                }
                Kind::Difference { marginal, base } => {
                    self.dependence.mix(nth, 0, scores, &mut to[0]);
                    marginal.fill(&mut to[0]);
                    for lane in &mut to[0].0 {
                        *lane -= base;
                    }
                }
                Kind::Event { event, base } => {
                    self.dependence.mix(nth, 0, scores, &mut to[0]);
                    for lane in &mut to[0].0 {
                        *lane = event.month(*lane) - base;
                    }
                }
                Kind::Path(path) => path.fill_block(&mut to[..self.months], |month, lanes| {
                    self.dependence.mix(nth, month, scores, lanes);
                }),
            }
        }
    }

    /// What is drawn for each input in one trial, for the exact reading: each number as the decimal
    /// of its shortest text.
    pub fn drawn(&self, trial: u64) -> Vec<(InputId, Drawn)> {
        let mut drawn = Vec::new();
        for (nth, dimension) in self.dimensions.iter().enumerate() {
            let score = |step: u32| self.dependence.score(nth, trial, step);
            let draw = match &dimension.kind {
                Kind::Ratio { marginal, base } => {
                    Drawn::Ratio(decimal(marginal.at(score(0)) / base))
                }
                Kind::Difference { marginal, base } => {
                    Drawn::Difference(decimal(marginal.at(score(0)) - base))
                }
                Kind::Event { event, base } => {
                    Drawn::Difference(decimal(event.month(score(0)) - base))
                }
                Kind::Path(process) => {
                    let mut path = vec![0.0; self.months];
                    process.fill(&mut path, score);
                    Drawn::Path(path.into_iter().map(decimal).collect())
                }
            };
            drawn.extend(dimension.inputs.iter().map(|input| (*input, draw.clone())));
        }
        drawn
    }
}

/// A drawn number as the exact reading takes it.
fn decimal(value: f64) -> Decimal {
    from_float(value).unwrap_or_default()
}

fn kind(sheet: &Sheet, uncertain: &UncertainInput, deviate_from: i32) -> Kind {
    let first = uncertain.inputs.first().map(|input| sheet.input(*input));
    let level = first.map_or(Decimal::ZERO, |input| input.level.at(0));
    let base = to_float(level);
    match &uncertain.law {
        Law::Number(Uncertain::Absolute(distribution)) => {
            let marginal = Marginal::new(distribution);
            if level.is_zero() || first.is_some_and(moves_by_points) {
                Kind::Difference { marginal, base }
            } else {
                Kind::Ratio { marginal, base }
            }
        }
        Law::Number(Uncertain::Relative {
            distribution,
            relation,
        }) => {
            let marginal = Marginal::new(distribution);
            match relation {
                Relation::Ratio => Kind::Ratio {
                    marginal,
                    base: 1.0,
                },
                Relation::Difference => Kind::Difference {
                    marginal,
                    base: 0.0,
                },
            }
        }
        Law::Number(Uncertain::Process(process)) => {
            let levels = first.map(|input| levels(input, sheet.timeline()));
            let from = u32::try_from(deviate_from - 1).unwrap_or(0);
            let months = from..sheet.timeline().month_count();
            let path = Path::new(process, months, &levels.unwrap_or_default());
            let begins = uncertain
                .from
                .and_then(|month| u32::try_from(month - 1).ok());
            Kind::Path(path.not_before(begins.unwrap_or(0)))
        }
        Law::Event { hazard, from } => Kind::Event {
            event: Event::new(*hazard, *from, sheet.timeline()),
            base,
        },
    }
}

fn levels(input: &Input, timeline: &Timeline) -> Vec<Decimal> {
    let months = timeline.months();
    months.map(|month| input.level.at(month.index())).collect()
}

/// Whether a number is moved by points or months rather than in proportion: rates, lags, dates.
fn moves_by_points(input: &Input) -> bool {
    match input.unit {
        Unit::Percent
        | Unit::PercentPerYear
        | Unit::MonthNumber
        | Unit::Months
        | Unit::Days
        | Unit::Years
        | Unit::Ordinal
        | Unit::Flag => true,
        Unit::Euro | Unit::Ratio | Unit::Area | Unit::Persons | Unit::Items | Unit::Other(_) => {
            false
        }
    }
}

/// An event that comes with the same probability in each month, from a month on.
///
/// With a probability `h` a year, `k` months pass without it with the probability
/// `(1 − h)^(k/12)`. A high score is a late event.
#[derive(Debug, Clone)]
struct Event {
    from: f64,
    /// The logarithm of the probability that a month passes without it.
    month: f64,
    /// The month after the plan: it does not come.
    never: f64,
}

impl Event {
    fn new(hazard: Hazard, from: i32, timeline: &Timeline) -> Event {
        let yearly = to_float(hazard.yearly).min(1.0 - 1e-12);
        Event {
            from: from.into(),
            month: ln(1.0 - yearly) / 12.0,
            never: f64::from(timeline.month_count()) + 1.0,
        }
    }

    fn month(&self, score: f64) -> f64 {
        if self.month == 0.0 {
            return self.never;
        }
        let later = normal_probability(-score).max(exp(-690.0));
        let passed = (ln(later) / self.month).floor();
        (self.from + passed).min(self.never)
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "what is exact is compared as such")]
mod tests {
    use super::{Event, Hazard};
    use crate::calendar::Timeline;
    use crate::quantity::Decimal;
    use crate::simulate::normal_quantile;

    // A hazard of 4 % a year: within five years 1 − 0.96^5 = 18.46 % have left.
    #[test]
    fn an_event_comes_as_often_as_its_hazard_says() {
        let timeline = Timeline::new("2023-01".parse().unwrap(), 8, 0);
        let hazard = Hazard {
            yearly: Decimal::new(4, 2),
        };
        let event = Event::new(hazard, 19, &timeline);
        let n = 10_000_u32;
        let gone = (0..n).filter(|nth| {
            let probability = (f64::from(*nth) + 0.5) / f64::from(n);
            event.month(normal_quantile(probability)) < 19.0 + 60.0
        });
        let share = f64::from(u32::try_from(gone.count()).unwrap()) / f64::from(n);
        assert!((share - (1.0 - 0.96_f64.powi(5))).abs() < 2e-4, "{share}");
        let first = event.month(normal_quantile(1e-9));
        assert_eq!(first, 19.0);
        assert_eq!(event.month(normal_quantile(0.9)), 97.0);
    }

    // With 0.4 % a month 0.996^60 = 0.7862494 are still there after sixty months, and half after
    // ln 0.5 / ln 0.996 = 172.9.
    #[test]
    fn survivors_are_those_of_a_geometric_law() {
        let timeline = Timeline::new("2023-01".parse().unwrap(), 20, 0);
        let monthly = 1.0 - 0.996_f64.powi(12);
        let hazard = Hazard {
            yearly: crate::quantity::from_float(monthly).unwrap(),
        };
        let event = Event::new(hazard, 1, &timeline);
        let n = 100_000_u32;
        let after = |months: f64| {
            let left = (0..n).filter(|nth| {
                let probability = (f64::from(*nth) + 0.5) / f64::from(n);
                event.month(normal_quantile(probability)) >= 1.0 + months
            });
            f64::from(u32::try_from(left.count()).unwrap()) / f64::from(n)
        };
        assert!((after(60.0) - 0.786_249_4).abs() < 2e-5, "{}", after(60.0));
        assert!(after(172.0) > 0.5 && after(173.0) < 0.5);
    }
}
