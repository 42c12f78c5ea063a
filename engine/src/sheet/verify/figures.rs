//! Figures fit their units and read each other in no circle.

use super::Violation;
use crate::quantity::{Dimension, Unit};
use crate::sheet::units::{Inferred, combine, same};
use crate::sheet::{FigureFormula, FigureId, Kind, Level, RowId, Sheet};

pub(super) fn check(sheet: &Sheet, violations: &mut Vec<Violation>) {
    for (id, figure) in sheet.figures() {
        let declared = figure.unit().dimension();
        let fits = infer(sheet, figure.formula())
            .and_then(|found| same(found, Some(declared), "the unit of one figure"));
        if let Err(sentence) = fits {
            violations.push(Violation::of(figure.key(), sentence));
        }
        if reaches(sheet, id, id) {
            violations.push(Violation::of(
                figure.key(),
                "the figure reads itself; define one of the circle without the others",
            ));
        }
    }
}

/// The dimension of a figure's formula; a rate a year also passes for a pure number.
fn infer(sheet: &Sheet, formula: &FigureFormula) -> Result<Inferred, String> {
    let row = |row: RowId| sheet.row(row).unit().dimension();
    match formula {
        FigureFormula::Constant(value, unit) => Ok((!value.is_zero()).then_some(unit.dimension())),
        FigureFormula::Input(input) => {
            let input = sheet.input(*input);
            match input.level {
                Level::Scalar(_) => Ok(Some(input.unit.dimension())),
                Level::Series(_) => Err(format!(
                    "`{}` is a series; a figure reads single inputs, or a row of the series",
                    input.key
                )),
            }
        }
        FigureFormula::Figure(figure) => Ok(Some(sheet.figure(*figure).unit().dimension())),
        FigureFormula::Sum(of, _)
        | FigureFormula::Min(of, _)
        | FigureFormula::Max(of, _)
        | FigureFormula::Last(of, _)
        | FigureFormula::At(of, _) => Ok(Some(row(*of))),
        FigureFormula::FirstMonthWhere(flag, _) => {
            let flag = sheet.row(*flag);
            if flag.kind() == Kind::Flag {
                Ok(Some(Unit::MonthNumber.dimension()))
            } else {
                Err(format!(
                    "it looks for the first 1 of `{}`, which is no flag; compare it in a flag row",
                    flag.key()
                ))
            }
        }
        FigureFormula::MonthOfMin(..) | FigureFormula::MonthOfMax(..) => {
            Ok(Some(Unit::MonthNumber.dimension()))
        }
        FigureFormula::Npv { flow, rate, .. } => {
            let rate = infer(sheet, rate)?;
            if rate.is_some_and(|rate| !is_rate(rate)) {
                return Err("the discount rate is no rate a year".to_owned());
            }
            Ok(Some(row(*flow)))
        }
        FigureFormula::Irr(..) => Ok(Some(Unit::PercentPerYear.dimension())),
        FigureFormula::Arithmetic(op, a, b) => combine(*op, infer(sheet, a)?, infer(sheet, b)?),
        FigureFormula::Quotient(a, b) => {
            let (a, b) = (infer(sheet, a)?, infer(sheet, b)?);
            Ok(a.map(|a| a.over(b.unwrap_or(Dimension::NONE))))
        }
    }
}

fn is_rate(dimension: Dimension) -> bool {
    [Unit::PercentPerYear, Unit::Percent]
        .iter()
        .any(|unit| unit.dimension() == dimension)
}

/// Whether one figure reads another, directly or through others.
fn reaches(sheet: &Sheet, from: FigureId, to: FigureId) -> bool {
    let mut seen = vec![false; sheet.figures().len()];
    let mut waiting = vec![from];
    while let Some(figure) = waiting.pop() {
        for read in sheet.figure(figure).formula().figures_read() {
            if read == to {
                return true;
            }
            if !std::mem::replace(&mut seen[read.index()], true) {
                waiting.push(read);
            }
        }
    }
    false
}
