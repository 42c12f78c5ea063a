//! From when on a cover ratio says something.
//!
//! While a building is built, or a loan pays interest alone, twelve months of cash over twelve
//! months of debt service divide what is not yet there by what is hardly due: no lender tests them.
//! The lowest and the average DSCR count
//!
//! * from the first test that a lender has agreed with the body (`covenants.dscr_first`), the
//!   earliest where there are several; otherwise
//! * from the end of the first twelve months in which instalments ran, after any time of interest
//!   alone; of a body whose debts are all repaid at once, the first twelve months in which it owed;
//! * and then in each month whose twelve months to date hold principal repaid. A line that is drawn
//!   and repaid at will is no scheduled service: a body with nothing else is never tested.
//!
//! # Source
//! Practice of project finance: covenants are tested from the first full year of scheduled
//! repayment, after grace and ramp-up.

use super::subject::Subject;
use super::{debts_of, total};
use crate::ledger::EntityId;
use crate::model::context::Context;
use crate::model::item::Item;
use crate::quantity::Unit;
use crate::scenario::CovenantKind;
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, min, number};

/// 1 in the months that count, among those in which the ratio over twelve months `applies`.
pub(super) fn counted(
    c: &mut Context<'_>,
    subject: &Subject,
    entity: EntityId,
    applies: RowId,
) -> RowId {
    let item = subject.item("dscr");
    let begun = match agreed(c, &item, entity) {
        Some(first) => CalendarRow::MonthNumber.at_least(first),
        None => full_year(c, &item, entity),
    };
    c.s.add(item.flag("counts"), begun * applies)
}

/// The month number of the first test that a lender has agreed.
fn agreed(c: &mut Context<'_>, item: &Item, entity: EntityId) -> Option<RowId> {
    let name = c.ledger.name(entity).to_owned();
    let loans = c.scenario.loans.iter().filter(|loan| loan.borrower == name);
    let tests = loans.filter_map(|loan| loan.covenants.as_ref());
    let tests = tests.flat_map(|covenants| &covenants.tests);
    let tests = tests.filter(|test| test.kind == CovenantKind::Dscr);
    let dates: Vec<_> = tests.filter_map(|test| test.first.as_ref()).collect();
    let mut earliest: Option<RowId> = None;
    for (index, date) in dates.into_iter().enumerate() {
        let date = c.date(date);
        let date = match earliest {
            Some(earlier) => min(earlier, date),
            None => date,
        };
        let spec = item
            .numbered(index + 1)
            .rate("first_test", Unit::MonthNumber);
        earliest = Some(c.s.add(spec, date));
    }
    earliest
}

/// 1 once instalments have run for twelve months, in months whose window holds principal.
fn full_year(c: &mut Context<'_>, item: &Item, entity: EntityId) -> Formula {
    let debts = debts_of(c, entity);
    let plans: Vec<RowId> = debts.iter().filter_map(|rows| rows.repaying).collect();
    let owed: Vec<RowId> = debts.iter().map(|rows| rows.closing).collect();
    let running = if plans.is_empty() {
        total(c, item, |item| item.balance("owed_on_debts"), &owed).greater(number(0.into()))
    } else {
        let spec = |item: &Item| item.rate("plans_that_run", Unit::Ratio);
        total(c, item, spec, &plans).greater(number(0.into()))
    };
    let begun = c.s.declare(item.flag("repayments_run"));
    c.s.define(begun, max(begun.previous(), running));
    let months = begun.trailing(12).at_least(number(12.into()));
    let full = c.s.add(item.flag("full_year_of_repayments"), months);
    if plans.is_empty() {
        return full.into();
    }
    let repaid: Vec<RowId> = debts.iter().map(|rows| rows.repayment).collect();
    let repaid = total(c, item, |item| item.euro("repaid"), &repaid);
    let in_window = repaid.trailing(12).greater(number(0.into()));
    let in_window = c.s.add(item.flag("principal_in_window"), in_window);
    full * in_window
}
