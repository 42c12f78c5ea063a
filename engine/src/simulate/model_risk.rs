//! What the answer owes to how the uncertainty is stated: the same futures under other readings of
//! the same words.
//!
//! No sample can tell whether ranges are too narrow or whether bad things come together. So the
//! share of futures in which the target stands is computed again under each reading, with the same
//! random numbers, and told as a range.

use std::ops::ControlFlow;

use super::marginal::Marginal;
use super::record::Tally;
use super::{Estimate, Questions, Record, Share, normal_quantile, standing};
use crate::evaluate::Case;
use crate::model::{Law, Plan, PlanUncertainty, UncertainInput};
use crate::quantity::{Decimal, from_float, to_float};
use crate::uncertainty::{Copula, Distribution, Hazard, Process, Uncertain};

/// How the uncertainty of a scenario is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// As stated.
    Stated,
    /// No correlation and no common factor: nothing comes together.
    Independent,
    /// What moves together does so in the extremes as well: a copula of Student's t with four
    /// degrees of freedom instead of the Gaussian one.
    JointExtremes,
    /// The ends of every stated range (uniform, triangular, PERT) are its 10 % and 90 % quantiles
    /// instead of the least and greatest value: people who state ranges state them too narrow.
    WideRanges,
    /// Every tenant that may leave does so with a probability 20 points higher a year.
    FewerRenewals,
}

/// By how much fewer tenants stay another year under [`Reading::FewerRenewals`].
fn fewer_renewals() -> Decimal {
    Decimal::new(20, 2)
}

impl Reading {
    /// Every reading, the stated one first.
    pub const ALL: [Reading; 5] = [
        Reading::Stated,
        Reading::Independent,
        Reading::JointExtremes,
        Reading::WideRanges,
        Reading::FewerRenewals,
    ];

    /// The uncertainty under this reading; `None` where it is the stated one.
    pub fn of(self, stated: &PlanUncertainty) -> Option<PlanUncertainty> {
        let mut read = stated.clone();
        let changed = match self {
            Reading::Stated => true,
            Reading::Independent => {
                let joined = !read.correlations.is_empty() || !read.factors.is_empty();
                read.correlations.clear();
                read.factors.clear();
                joined
            }
            Reading::JointExtremes => {
                let joined = !read.correlations.is_empty() || !read.factors.is_empty();
                let stated = std::mem::replace(
                    &mut read.copula,
                    Copula::Student {
                        degrees_of_freedom: Copula::USUAL_DEGREES,
                    },
                );
                joined && stated == Copula::Gaussian
            }
            Reading::WideRanges => change(&mut read.inputs, widened),
            Reading::FewerRenewals => change(&mut read.inputs, leaving_sooner),
        };
        changed.then_some(read)
    }
}

/// The share of futures in which the target stands by its month, under one reading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReadingOutlook {
    /// The reading.
    pub reading: Reading,
    /// The share.
    pub stands: Share,
    /// How many futures stand under this reading and not as stated.
    pub gained: usize,
    /// How many stand as stated and not under this reading.
    pub lost: usize,
    /// The difference from the stated reading, from futures with the same random numbers: future
    /// by future it is 1 (gained), −1 (lost) or 0.
    pub difference: Estimate,
}

/// Computes the share under every reading that changes something. `seen` is told after every stride
/// how many trials of how many readings are done, and may stop it: then there is no answer.
pub fn model_risk(
    plan: &Plan,
    case: &Case,
    uncertainty: &PlanUncertainty,
    trials: usize,
    mut seen: impl FnMut(usize) -> ControlFlow<()>,
) -> Option<Vec<ReadingOutlook>> {
    let questions = Questions::of_target(plan);
    let mut stated: Option<Vec<bool>> = None;
    let mut told = Vec::new();
    let readings = Reading::ALL.into_iter();
    let readings = readings.filter_map(|reading| Some((reading, reading.of(uncertainty)?)));
    for (nth, (reading, uncertainty)) in readings.enumerate() {
        let simulation = questions.simulation(&plan.sheet, case, &uncertainty);
        let mut record = Record::empty(&questions, uncertainty.design, 0);
        let flow = record.extend(&questions, &simulation, trials, |done| {
            seen(nth * trials + done)
        });
        if flow.is_break() {
            return None;
        }
        let stands = standing(plan, &questions, &record)?;
        let before = stated.get_or_insert_with(|| stands.clone());
        told.push(compared(reading, record.tally(), &stands, before)?);
    }
    Some(told)
}

/// One reading beside the stated one.
fn compared(
    reading: Reading,
    tally: Tally,
    stands: &[bool],
    stated: &[bool],
) -> Option<ReadingOutlook> {
    let change = |(own, other): (&bool, &bool)| f64::from(*own) - f64::from(*other);
    let changes: Vec<f64> = stands.iter().zip(stated).map(change).collect();
    let count = |sign: f64| {
        changes
            .iter()
            .filter(|change| **change * sign > 0.0)
            .count()
    };
    Some(ReadingOutlook {
        reading,
        stands: tally.share(|trial| stands[trial]),
        gained: count(1.0),
        lost: count(-1.0),
        difference: tally.sample(&changes).mean()?,
    })
}

/// How many readings change something.
pub fn readings(uncertainty: &PlanUncertainty) -> usize {
    let readings = Reading::ALL.into_iter();
    readings
        .filter(|reading| reading.of(uncertainty).is_some())
        .count()
}

fn change(inputs: &mut [UncertainInput], other: fn(&Law) -> Option<Law>) -> bool {
    let mut changed = false;
    for input in inputs {
        if let Some(law) = other(&input.law) {
            input.law = law;
            changed = true;
        }
    }
    changed
}

fn leaving_sooner(law: &Law) -> Option<Law> {
    let sooner = |hazard: &Hazard| Hazard {
        yearly: (hazard.yearly + fewer_renewals()).min(Decimal::ONE),
    };
    match law {
        Law::Event { hazard, from } => Some(Law::Event {
            hazard: sooner(hazard),
            from: *from,
        }),
        Law::Number(Uncertain::Process(Process::Tenancy {
            hazard,
            void_months,
        })) => Some(Law::Number(Uncertain::Process(Process::Tenancy {
            hazard: sooner(hazard),
            void_months: *void_months,
        }))),
        Law::Number(_) => None,
    }
}

fn widened(law: &Law) -> Option<Law> {
    let number = match law {
        Law::Number(number) => number,
        Law::Event { .. } => return None,
    };
    Some(Law::Number(match number {
        Uncertain::Absolute(distribution) => Uncertain::Absolute(wide(distribution)?),
        Uncertain::Relative {
            distribution,
            relation,
        } => Uncertain::Relative {
            distribution: wide(distribution)?,
            relation: *relation,
        },
        Uncertain::Process(_) => return None,
    }))
}

/// The distribution of the same family whose 10 % and 90 % quantiles are the ends of this range.
fn wide(distribution: &Distribution) -> Option<Distribution> {
    match distribution {
        Distribution::Uniform { low, high } => {
            // Of U(a, b) the quantiles are a + (b − a)/10 and b − (b − a)/10.
            let more = (*high - *low) / Decimal::from(8);
            (!more.is_zero()).then(|| Distribution::Uniform {
                low: *low - more,
                high: *high + more,
            })
        }
        Distribution::Triangular { low, likely, high } => {
            let family = |low, high| Distribution::Triangular {
                low,
                likely: *likely,
                high,
            };
            through(*low, *high, family)
        }
        Distribution::Pert { low, likely, high } => {
            let family = |low, high| Distribution::Pert {
                low,
                likely: *likely,
                high,
            };
            through(*low, *high, family)
        }
        Distribution::Truncated { of, low, high } => Some(Distribution::Truncated {
            of: Box::new(wide(of)?),
            low: *low,
            high: *high,
        }),
        // What is stated by quantiles, by moments or as seen is no range of judgement.
        Distribution::Trigen { .. }
        | Distribution::Beta { .. }
        | Distribution::Normal { .. }
        | Distribution::Lognormal { .. }
        | Distribution::Quantiles { .. }
        | Distribution::Discrete(_)
        | Distribution::Bernoulli { .. }
        | Distribution::Empirical(_) => None,
    }
}

/// Moves the ends of a family until its 10 % and 90 % quantiles are these.
fn through(
    p10: Decimal,
    p90: Decimal,
    family: impl Fn(Decimal, Decimal) -> Distribution,
) -> Option<Distribution> {
    const STEPS: usize = 200;
    /// An end moves its own quantile by some six tenths: so much further than the gap it goes.
    const STRIDE: f64 = 1.5;
    let (p10, p90) = (to_float(p10), to_float(p90));
    let width = p90 - p10;
    if width <= 0.0 {
        return None;
    }
    let z = normal_quantile(0.9);
    let (mut low, mut high) = (p10, p90);
    for _ in 0..STEPS {
        let marginal = Marginal::new(&family(from_float(low)?, from_float(high)?));
        let (below, above) = (p10 - marginal.at(-z), p90 - marginal.at(z));
        if below.abs().max(above.abs()) < 1e-12 * width {
            break;
        }
        low += STRIDE * below;
        high += STRIDE * above;
    }
    Some(family(from_float(low)?, from_float(high)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(distribution: Option<Distribution>) -> (f64, f64) {
        match distribution {
            Some(
                Distribution::Uniform { low, high }
                | Distribution::Triangular { low, high, .. }
                | Distribution::Pert { low, high, .. },
            ) => (to_float(low), to_float(high)),
            other => panic!("a range is read wider, not {other:?}"),
        }
    }

    // The triangle with mode 12 whose 10 % and 90 % quantiles are 10 and 20, from its two equations
    // (q − a)² = 0.1 (b − a)(m − a), (b − q)² = 0.1 (b − a)(b − m): a = 7.03328124, b = 24.75407564.
    #[test]
    fn a_triangle_goes_through_its_quantiles() {
        let (low, high) = ends(wide(&Distribution::Triangular {
            low: 10.into(),
            likely: 12.into(),
            high: 20.into(),
        }));
        assert!((low - 7.033_281_24).abs() < 1e-7, "{low}");
        assert!((high - 24.754_075_64).abs() < 1e-7, "{high}");
    }

    #[test]
    fn every_range_has_its_ends_as_quantiles() {
        let (low, likely, high) = (Decimal::new(-3, 1), Decimal::ZERO, Decimal::new(8, 1));
        let z = normal_quantile(0.9);
        for stated in [
            Distribution::Uniform { low, high },
            Distribution::Triangular { low, likely, high },
            Distribution::Pert { low, likely, high },
            Distribution::Pert {
                low: likely,
                likely,
                high,
            },
        ] {
            let (p10, p90) = ends(Some(stated.clone()));
            let read = Marginal::new(&wide(&stated).unwrap());
            assert!((read.at(-z) - p10).abs() < 1e-9, "{stated:?}");
            assert!((read.at(z) - p90).abs() < 1e-9, "{stated:?}");
        }
    }

    #[test]
    fn what_states_no_range_is_read_as_it_stands() {
        let normal = Distribution::Normal {
            mean: Decimal::ONE,
            sd: Decimal::ONE,
        };
        assert_eq!(wide(&normal), None);
        let point = Distribution::Uniform {
            low: Decimal::ONE,
            high: Decimal::ONE,
        };
        assert_eq!(wide(&point), None);
    }

    // A hundred futures with the same random numbers: 10 gained, 4 lost. d = 0.06, and the variance
    // of one future's change is (0.14 − 0.0036) · 100/99.
    #[test]
    fn the_difference_of_paired_futures() {
        let stated: Vec<bool> = (0..100).map(|trial| trial < 50).collect();
        let stands: Vec<bool> = (0..100).map(|trial| (4..60).contains(&trial)).collect();
        let tally = Tally {
            trials: 100,
            replicates: None,
        };
        let told = compared(Reading::Independent, tally, &stands, &stated).unwrap();
        assert_eq!((told.gained, told.lost, told.stands.count), (10, 4, 56));
        assert!((told.difference.value - 0.06).abs() < 1e-12);
        let error = (0.1364_f64 / 99.0).sqrt();
        assert!((told.difference.error - error).abs() < 1e-12);
    }
}
