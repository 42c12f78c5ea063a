//! What may be typed where, and what turns red or reads "n.m.".

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, DataValidation,
    DataValidationRule, Format, Formula, XlsxError,
};

use super::looks::alarm;
use crate::book::{Book, Validation, Worksheet, quoted_name};
use crate::calculations::serial;

pub(super) fn validations(
    book: &Book,
    worksheet: &Worksheet,
    target: &mut rust_xlsxwriter::Worksheet,
) -> Result<(), XlsxError> {
    for (first, last, validation) in &worksheet.validations {
        let rule = data_validation(book, validation);
        target.add_data_validation(first.row, first.column, last.row, last.column, &rule)?;
    }
    Ok(())
}

/// The rule of a validation. Numbers are stated as formulas, so that whole ones may be large.
fn data_validation(book: &Book, validation: &Validation) -> DataValidation {
    let number = |number: f64| Formula::new(format!("{number}"));
    let range = |low: Option<f64>, high: Option<f64>| match (low, high) {
        (Some(low), Some(high)) => Some(DataValidationRule::Between(number(low), number(high))),
        (Some(low), None) => Some(DataValidationRule::GreaterThanOrEqualTo(number(low))),
        (None, Some(high)) => Some(DataValidationRule::LessThanOrEqualTo(number(high))),
        (None, None) => None,
    };
    let new = DataValidation::new();
    match validation {
        Validation::Between(low, high) => match range(*low, *high) {
            Some(rule) => new.allow_decimal_number_formula(rule),
            None => new.allow_any_value(),
        },
        Validation::WholeBetween(low, high) => match range(*low, *high) {
            Some(rule) => new.allow_whole_number_formula(rule),
            None => new.allow_any_value(),
        },
        Validation::Months(first, last) => {
            // From the first day of the first month to the last day of the last one.
            let before = serial(first.plus_months(-1)) + 1;
            let [before, last] =
                [before.max(1), serial(*last)].map(|day| Formula::new(day.to_string()));
            new.allow_date_formula(DataValidationRule::Between(before, last))
        }
        Validation::OneOf(range) => {
            let name = quoted_name(&book.worksheet(range.worksheet).name);
            let list = Formula::new(format!("={name}!{}", range.anchored()));
            new.allow_list_formula(list)
        }
    }
}

pub(super) fn alarms(
    worksheet: &Worksheet,
    target: &mut rust_xlsxwriter::Worksheet,
) -> Result<(), XlsxError> {
    for of in &worksheet.alarms {
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::NotEqualTo(of.well.as_str()))
            .set_format(alarm());
        let (first, last) = (of.first, of.last);
        target.add_conditional_format(first.row, first.column, last.row, last.column, &rule)?;
    }
    for of in &worksheet.absences {
        let text = format!("\"{0}\";\"{0}\";\"{0}\"", of.shown);
        let rule = ConditionalFormatFormula::new()
            .set_rule(format!("={}=0", of.flag).as_str())
            .set_format(Format::new().set_num_format(text));
        let (first, last) = (of.first, of.last);
        target.add_conditional_format(first.row, first.column, last.row, last.column, &rule)?;
    }
    Ok(())
}
