//! Units fit, comparisons have their scale, series their length.

use super::Violation;
use crate::sheet::units::{Units, same};
use crate::sheet::{Level, Opening, Row, Sheet};

pub(super) fn check(sheet: &Sheet, violations: &mut Vec<Violation>) {
    let units: Vec<_> = sheet.rows().map(|(_, row)| row.unit()).collect();
    let units = Units {
        rows: &units,
        inputs: &sheet.inputs,
        lists: &sheet.lists,
    };
    for (_, row) in sheet.rows() {
        check_formula(row, &units, violations);
        check_opening(sheet, row, violations);
    }
    let months = sheet.timeline().month_count() as usize;
    for (_, input) in sheet.inputs() {
        if let Level::Series(values) = &input.level
            && values.len() != months
        {
            let sentence = format!(
                "the series holds {} values where the plan computes {months} months",
                values.len()
            );
            violations.push(Violation::of(&input.key, sentence));
        }
    }
}

fn check_formula(row: &Row, units: &Units<'_>, violations: &mut Vec<Violation>) {
    let mut scaled = row.formula().clone();
    let declared = row.unit().dimension();
    let fits = units
        .infer(&mut scaled)
        .and_then(|found| same(found, Some(declared), "the unit of one row"));
    if let Err(sentence) = fits {
        violations.push(Violation::of(row.key(), sentence));
    } else if scaled != *row.formula() {
        let sentence = "a comparison has the wrong scale; compare money in cents, all else in nine \
                        decimals";
        violations.push(Violation::of(row.key(), sentence));
    }
}

fn check_opening(sheet: &Sheet, row: &Row, violations: &mut Vec<Violation>) {
    let Opening::Input(input) = row.opening() else {
        return;
    };
    let input = sheet.input(input);
    if matches!(input.level, Level::Series(_)) {
        let sentence = format!(
            "`{}` is a series; an opening value is one number",
            input.key
        );
        violations.push(Violation::of(row.key(), sentence));
    }
    let (opening, row_unit) = (input.unit.dimension(), row.unit().dimension());
    if let Err(sentence) = same(Some(opening), Some(row_unit), "opening and unit of one row") {
        violations.push(Violation::of(row.key(), sentence));
    }
}
