//! Taxes: value added tax, and the two income taxes with their calendar of payments.

use super::context::Context;
use crate::ledger::{EntityId, IncomeStatement};

pub(super) mod dividends;
mod income;
mod interest;
mod irap;
mod ires;
mod non_commercial;
pub(super) mod non_operating;
mod other_property;
pub(super) mod pro_rata;
pub(super) mod vat;
mod words;

#[cfg(test)]
pub(super) use words::SOURCES;
pub(super) use words::WORDS;

/// Writes the income taxes of one entity; `income` is its statement down to the result before tax.
pub(super) fn write_income_taxes(c: &mut Context<'_>, entity: EntityId, income: &IncomeStatement) {
    if c.entity(entity).is_commercial() {
        ires::write(c, entity, income);
        irap::write(c, entity, income);
    } else {
        non_commercial::write(c, entity, income);
    }
}
