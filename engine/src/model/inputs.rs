//! Live numbers of the scenario as inputs of the sheet.
//!
//! A number with one value, a yearly list and a map of dates each become one input: a scalar or a
//! series. Steps at dates of the calendar are a series too; steps that hang on a milestone are one
//! input each, chosen by month, so that a delay moves them.

use std::collections::BTreeMap;

use super::item::Item;
use super::uncertain::{self, UncertainInput};
use crate::calendar::{Timeline, YearMonth};
use crate::quantity::{Bounds, Decimal, Unit};
use crate::scenario::{DateLevel, Level, LiveDate, LiveNumber, Scenario, Step};
use crate::sheet::Level as SheetLevel;
use crate::sheet::{
    CalendarRow, Formula, Input, InputId, Origin, RowId, SheetBuilder, Stress, StressId, Term,
    select,
};
use crate::uncertainty::{Relation, Uncertain};

/// The inputs lowered so far, by path.
pub(super) struct Inputs {
    stresses: Vec<StressId>,
    lowered: BTreeMap<String, Formula>,
    scalars: BTreeMap<String, InputId>,
    /// The sets of stresses (by their index in the scenario) that the sheet will be read under.
    cases: Vec<Vec<usize>>,
    /// What of them is uncertain.
    pub(super) uncertain: Vec<UncertainInput>,
}

impl Inputs {
    /// Adds the scenario's stresses to the sheet.
    pub(super) fn new(s: &mut SheetBuilder, scenario: &Scenario, cases: &[Vec<usize>]) -> Inputs {
        let stresses: Vec<StressId> = scenario
            .stresses
            .iter()
            .map(|stress| {
                s.stress(Stress {
                    key: stress.name.as_str().into(),
                    label: stress.label.clone(),
                })
            })
            .collect();
        let alone = (0..stresses.len()).map(|stress| vec![stress]);
        let stated = std::iter::once(Vec::new()).chain(alone);
        let mut cases: Vec<Vec<usize>> = stated.chain(cases.iter().cloned()).collect();
        // What `--set` changes holds in every case that is printed, first of all.
        if let Some(set) = scenario.set_stress {
            let after = |case: &Vec<usize>| std::iter::once(set).chain(case.clone()).collect();
            let after_set: Vec<Vec<usize>> = cases.iter().map(after).collect();
            cases.extend(after_set);
        }
        Inputs {
            stresses,
            lowered: BTreeMap::new(),
            scalars: BTreeMap::new(),
            cases,
            uncertain: Vec::new(),
        }
    }

    /// The value of a number in each month.
    pub(super) fn formula(
        &mut self,
        s: &mut SheetBuilder,
        number: &LiveNumber,
        milestones: &BTreeMap<String, RowId>,
    ) -> Formula {
        if let Some(formula) = self.lowered.get(&number.path) {
            return formula.clone();
        }
        let formula = match &number.level {
            Level::Base(_) => self.scalar(s, number).into(),
            Level::Yearly(values) => {
                let series = self.yearly(s, values);
                self.input(s, number, SheetLevel::Series(series)).into()
            }
            Level::Dated(points) => {
                let series = dated(s, points);
                self.input(s, number, SheetLevel::Series(series)).into()
            }
            Level::Steps(steps) => self.steps(s, number, steps, milestones),
        };
        self.lowered.insert(number.path.clone(), formula.clone());
        formula
    }

    /// A number with one value, as a scalar input.
    ///
    /// # Panics
    /// If it has several values: the language allows one here.
    #[expect(
        clippy::panic,
        reason = "the scenario admits a single value for these keys"
    )]
    pub(super) fn scalar(&mut self, s: &mut SheetBuilder, number: &LiveNumber) -> InputId {
        if let Some(input) = self.scalars.get(&number.path) {
            return *input;
        }
        let Level::Base(value) = number.level else {
            panic!("`{}` has one value for all months", number.path)
        };
        let input = self.input(s, number, SheetLevel::Scalar(value));
        self.scalars.insert(number.path.clone(), input);
        input
    }

    /// The month number of a date.
    pub(super) fn date(
        &mut self,
        s: &mut SheetBuilder,
        date: &LiveDate,
        milestones: &BTreeMap<String, RowId>,
    ) -> Formula {
        match &date.level {
            DateLevel::Fixed(month) => {
                let number = self.month_input(s, date, *month);
                number.into()
            }
            DateLevel::After {
                milestone,
                plus_months,
            } => {
                let months = self.formula(s, plus_months, milestones);
                let opens = milestones[milestone];
                opens + months
            }
        }
    }

    /// Every whole value that a number takes, in any month and any case; never below 0.
    pub(super) fn values(&self, number: &LiveNumber) -> Vec<u32> {
        let levels: Vec<Decimal> = match &number.level {
            Level::Base(value) => vec![*value],
            Level::Yearly(values) => values.clone(),
            Level::Dated(points) => points.iter().map(|(_, value)| *value).collect(),
            Level::Steps(steps) => steps.iter().map(|step| step.is).collect(),
        };
        let mut values: Vec<u32> = Vec::new();
        for case in &self.cases {
            for level in &levels {
                values.extend(settled(number, changed(number, *level, case)));
            }
        }
        for drawn in uncertain_points(number) {
            for case in &self.cases {
                values.extend(settled(number, changed(number, drawn, case)));
            }
        }
        values.sort_unstable();
        values.dedup();
        values
    }

    fn steps(
        &mut self,
        s: &mut SheetBuilder,
        number: &LiveNumber,
        steps: &[Step],
        milestones: &BTreeMap<String, RowId>,
    ) -> Formula {
        let fixed: Option<Vec<(YearMonth, Decimal)>> = steps
            .iter()
            .map(|step| match &step.at.level {
                DateLevel::Fixed(month) => Some((*month, step.is)),
                DateLevel::After { .. } => None,
            })
            .collect();
        if let Some(points) = fixed {
            let series = stepped(s, &points);
            return self.input(s, number, SheetLevel::Series(series)).into();
        }
        let item = Item::general(
            number.path.as_str(),
            number.label.clone(),
            Origin::at(number.place.to_string()),
        );
        let mut value: Formula = crate::sheet::number(0.into());
        for (index, step) in steps.iter().enumerate() {
            let path = format!("{}.from.{}", number.path, index + 1);
            let part = LiveNumber {
                path,
                level: Level::Base(step.is),
                ..number.clone()
            };
            let stated = self.formula(s, &part, milestones);
            let at = self.date(s, &step.at, milestones);
            let reached = CalendarRow::MonthNumber.at_least(at);
            let item = item.numbered(index + 1);
            value = s
                .add(
                    item.rate("step", number.unit),
                    select(reached, stated, value),
                )
                .into();
        }
        value
    }

    fn month_input(&mut self, s: &mut SheetBuilder, date: &LiveDate, month: YearMonth) -> InputId {
        if let Some(input) = self.scalars.get(&date.path) {
            return *input;
        }
        let input = s.input(Input {
            key: date.path.as_str().into(),
            label: date.label.clone(),
            unit: Unit::MonthNumber,
            level: SheetLevel::Scalar(s.timeline().number_of(month).into()),
            bounds: date_bounds(s.timeline()),
            whole: crate::quantity::Whole::Yes,
            changes: self.changes(&date.changes),
            origin: Origin::at(date.place.to_string()),
        });
        self.scalars.insert(date.path.clone(), input);
        input
    }

    /// The input of a date of the calendar, once it is written.
    pub(super) fn date_input(&self, date: &LiveDate) -> Option<InputId> {
        self.scalars.get(&date.path).copied()
    }

    fn input(&mut self, s: &mut SheetBuilder, number: &LiveNumber, level: SheetLevel) -> InputId {
        let input = s.input(Input {
            key: number.path.as_str().into(),
            label: number.label.clone(),
            unit: number.unit,
            level,
            bounds: number.bounds,
            whole: number.whole,
            changes: self.changes(&number.changes),
            origin: Origin::at(number.place.to_string()),
        });
        uncertain::note(&mut self.uncertain, number, input);
        input
    }

    fn changes(
        &self,
        stated: &[crate::scenario::StatedChange],
    ) -> Vec<(StressId, crate::uncertainty::Change)> {
        stated
            .iter()
            .map(|stated| (self.stresses[stated.stress], stated.change))
            .collect()
    }

    fn yearly(&self, s: &SheetBuilder, values: &[Decimal]) -> Vec<Decimal> {
        let timeline = s.timeline();
        let first = timeline.start().year();
        let last = values.len().saturating_sub(1);
        timeline
            .months()
            .map(|month| {
                let year = timeline.calendar_month(month).year() - first;
                let index = usize::try_from(year).unwrap_or(0).min(last);
                values.get(index).copied().unwrap_or_default()
            })
            .collect()
    }
}

/// The value of a number after the changes of a case's stresses, in their order.
fn changed(number: &LiveNumber, level: Decimal, case: &[usize]) -> Decimal {
    let mut value = level;
    for stress in case {
        for stated in number
            .changes
            .iter()
            .filter(|stated| stated.stress == *stress)
        {
            value = stated.change.apply(value);
        }
    }
    value
}

/// A series with amounts in the months of a map, 0 elsewhere.
fn dated(s: &SheetBuilder, points: &[(YearMonth, Decimal)]) -> Vec<Decimal> {
    let timeline = s.timeline();
    timeline
        .months()
        .map(|month| {
            let at = timeline.calendar_month(month);
            points
                .iter()
                .filter(|(date, _)| *date == at)
                .map(|(_, amount)| *amount)
                .sum()
        })
        .collect()
}

/// A series that holds each value from its date on, 0 before the first.
fn stepped(s: &SheetBuilder, points: &[(YearMonth, Decimal)]) -> Vec<Decimal> {
    let timeline = s.timeline();
    timeline
        .months()
        .map(|month| {
            let at = timeline.calendar_month(month);
            let reached = points.iter().filter(|(date, _)| *date <= at);
            reached
                .max_by_key(|(date, _)| *date)
                .map(|(_, value)| *value)
                .unwrap_or_default()
        })
        .collect()
}

/// The values that a discrete uncertainty can give a lag, before any stress.
fn uncertain_points(number: &LiveNumber) -> Vec<Decimal> {
    let (Some(base), Some(uncertainty)) = (number.base(), &number.uncertainty) else {
        return Vec::new();
    };
    match uncertainty {
        Uncertain::Absolute(distribution) => distribution.values().unwrap_or_default(),
        Uncertain::Relative {
            distribution,
            relation,
        } => {
            let draws = distribution.values().unwrap_or_default();
            draws
                .into_iter()
                .map(|draw| match relation {
                    Relation::Ratio => base * draw,
                    Relation::Difference => base + draw,
                })
                .collect()
        }
        Uncertain::Process(_) => Vec::new(),
    }
}

/// A changed value as it is used: held within its bounds, whole, never below 0.
fn settled(number: &LiveNumber, changed: Decimal) -> Option<u32> {
    let value = number.whole.settle(number.bounds.clamp(changed));
    u32::try_from(value.max(Decimal::ZERO)).ok()
}

/// The month numbers that a date may take: a century around the plan.
fn date_bounds(timeline: &Timeline) -> Bounds {
    let months = i64::from(timeline.month_count());
    Bounds {
        low: Some((-1200 - months).into()),
        high: Some((1200 + months).into()),
    }
}

/// The month number of the December that ends a yearly list, or `None` for other levels.
pub(super) fn last_listed_month(timeline: &Timeline, number: &LiveNumber) -> Option<i32> {
    let Level::Yearly(values) = &number.level else {
        return None;
    };
    let years = i32::try_from(values.len()).unwrap_or(i32::MAX / 24);
    let december = YearMonth::new(timeline.start().year() + years - 1, 12)?;
    Some(timeline.number_of(december))
}
