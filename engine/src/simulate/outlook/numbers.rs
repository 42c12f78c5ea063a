//! What the plan's numbers may be: its figures, the last year's operating cash, the owners' return.

use rayon::prelude::*;

use super::{Column, PROBABILITIES, TAIL, Tally, all_books, quantiles};
use crate::calendar::Month;
use crate::evaluate::Grid;
use crate::model::{Plan, PlanEntity, ReturnOf};
use crate::quantity::{Decimal, Unit, to_float};
use crate::sheet::FigureId;
use crate::simulate::{End, Estimate, Quantile, Questions, Record, Sample, Share};
use crate::wording::Label;

/// What one number may be.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberOutlook {
    /// Its key: that of a figure, or of the row that is summed with the year: `2027 KEY`.
    pub key: String,
    /// What it is called.
    pub label: Label,
    /// The entity or group it belongs to, if to one.
    pub entity: Option<String>,
    /// Its unit.
    pub unit: Unit,
    /// Over what it ranges.
    pub range: Range,
    /// Its value in the plan as stated.
    pub base: Option<Decimal>,
    /// The share of futures up to that.
    pub base_place: Option<f64>,
}

/// Over what the values of a number range.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// Futures in which it has no value.
    pub absent: Share,
    /// The mean of the others.
    pub mean: Option<Estimate>,
    /// The values at [`PROBABILITIES`].
    pub quantiles: Vec<Quantile>,
    /// The mean of the least [`TAIL`] of the values.
    pub least: Option<Estimate>,
    /// The mean of the greatest [`TAIL`] of the values.
    pub greatest: Option<Estimate>,
}

impl Range {
    /// The range of the values of some trials; what is not a number is absent.
    fn of(tally: Tally, values: &[f64], sample: &Sample) -> Range {
        Range {
            absent: tally.share(|trial| values[trial].is_nan()),
            mean: sample.mean(),
            quantiles: quantiles(sample),
            least: sample.tail(TAIL, End::Least),
            greatest: sample.tail(TAIL, End::Greatest),
        }
    }

    /// The value at one of [`PROBABILITIES`].
    pub fn at(&self, probability: f64) -> Option<&Quantile> {
        let nth = PROBABILITIES
            .iter()
            .position(|known| (known - probability).abs() < 1e-9)?;
        self.quantiles.get(nth)
    }
}

/// A number that is asked of every trial.
enum Number<'a> {
    Figure(Option<&'a str>, FigureId),
    LastYear(&'a PlanEntity),
}

/// The numbers of a plan, in the order in which they are told.
fn numbers(plan: &Plan) -> Vec<Number<'_>> {
    let mut numbers = Vec::new();
    for books in all_books(plan) {
        let name = Some(books.name.as_str());
        let figures = plan.figures.iter();
        let figures = figures.filter(|figure| figure.entity.as_deref() == name);
        numbers.extend(figures.map(|figure| Number::Figure(name, figure.figure)));
        numbers.push(Number::LastYear(books));
        let returns = plan.answers.returns.iter().filter(|of| {
            Some(of.entity.as_str()) == name
                && match of.of {
                    ReturnOf::Project | ReturnOf::Owners => true,
                    ReturnOf::ProjectWithoutGrants | ReturnOf::Holder => false,
                }
        });
        numbers.extend(returns.map(|of| Number::Figure(name, of.obtained)));
    }
    let asked = plan.figures.iter().filter(|figure| figure.entity.is_none());
    numbers.extend(asked.map(|figure| Number::Figure(None, figure.figure)));
    numbers
}

/// Asks for the numbers of a plan.
pub(in crate::simulate) fn ask(plan: &Plan, questions: &mut Questions) -> Vec<Column> {
    let numbers = numbers(plan).into_iter();
    numbers
        .map(|number| match number {
            Number::Figure(_, figure) => questions.figure(figure),
            Number::LastYear(books) => questions.last_year_of(books.operating_cash),
        })
        .collect()
}

pub(super) fn outlook(
    plan: &Plan,
    base: &Grid,
    questions: &Questions,
    record: &Record,
) -> Vec<NumberOutlook> {
    let columns = &questions.places.numbers;
    let numbers: Vec<_> = numbers(plan).into_iter().zip(columns).collect();
    // Sorting a column is what takes time.
    let told = numbers.par_iter().map(|(number, column)| {
        let values = record.column(questions, **column);
        told(plan, base, questions, number, (record.tally(), values))
    });
    told.collect()
}

fn told(
    plan: &Plan,
    base: &Grid,
    questions: &Questions,
    number: &Number<'_>,
    (tally, values): (Tally, &[f64]),
) -> NumberOutlook {
    let sample = tally.sample(values);
    let range = Range::of(tally, values, &sample);
    let (key, label, entity, unit, base) = match number {
        Number::Figure(entity, id) => {
            let figure = plan.sheet.figure(*id);
            let value = base.figure(*id).value();
            let entity = entity.map(str::to_owned);
            let key = figure.key().to_string();
            (key, figure.label().clone(), entity, figure.unit(), value)
        }
        Number::LastYear(books) => {
            let months = questions.last_year();
            let last = Month::at(months.end.saturating_sub(1));
            let year = plan.sheet.timeline().calendar_month(last).year();
            let row = books.operating_cash;
            let cells = base.cells(row)[months].iter();
            let key = format!("{year} {}", plan.sheet.row(row).key());
            let label = Label::new(
                format!("Cassa operativa dopo affitti e servizio del debito, {year}"),
                format!("Operating cash after rent and debt service, {year}"),
            );
            let entity = Some(books.name.clone());
            (key, label, entity, Unit::Euro, Some(cells.sum()))
        }
    };
    NumberOutlook {
        key,
        label,
        entity,
        unit,
        range,
        base,
        base_place: base.and_then(|base| sample.place(to_float(base))),
    }
}

/// The number that the plan as stated is compared by: see [`super::Outlook::headline`].
pub(super) fn headline(plan: &Plan, told: &[NumberOutlook]) -> Option<usize> {
    let target = plan.target.as_ref().map(|target| target.entity.as_str());
    let of = target.or_else(|| all_books(plan).last().map(|books| books.name.as_str()))?;
    let is_asked = |number: &Number<'_>| match number {
        Number::Figure(..) => false,
        Number::LastYear(books) => books.name == of,
    };
    let nth = numbers(plan).iter().position(is_asked)?;
    (nth < told.len()).then_some(nth)
}

#[cfg(test)]
mod tests {
    use super::{Range, Tally};

    #[test]
    fn a_spread_counts_what_has_no_value_and_tells_the_rest() {
        let tally = Tally {
            trials: 4,
            replicates: None,
        };
        let values = [3.0, f64::NAN, 1.0, 2.0];
        let spread = Range::of(tally, &values, &tally.sample(&values));
        assert_eq!((spread.absent.count, spread.absent.of), (1, 4));
        assert_eq!(spread.mean.map(|mean| mean.value), Some(2.0));
        assert_eq!(spread.at(0.5).map(|median| median.value), Some(2.0));
        assert_eq!(spread.at(0.42), None);
        assert_eq!(spread.least.map(|least| least.value), Some(1.0));
        assert_eq!(spread.greatest.map(|greatest| greatest.value), Some(3.0));
    }
}
