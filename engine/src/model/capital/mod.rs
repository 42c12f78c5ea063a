//! Capital between bodies: equity and its holders, dividends, contributions, and what a payee
//! received out of money that its payer did not have.
//!
//! Dividends and shares of a result are decided on closed periods of books that are written later.
//! So their amounts are declared and posted with all other contracts, and defined once the books
//! that they read exist.

pub(super) mod contributions;
pub(super) mod dividends;
pub(super) mod equity;
pub(super) mod money_not_found;
mod rows;
mod words;

pub(super) use rows::{CapitalRows, HolderRows, ReserveRows};
#[cfg(test)]
pub(super) use words::SOURCES;
pub(super) use words::WORDS;

use crate::ledger::{EntityId, IncomeStatement};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::model::plan::Alert;
use crate::sheet::{Formula, RowId, number};

/// Dividends, and shares of results, that wait for the books on which they are decided.
pub(super) struct Distributions<'a> {
    dividends: Vec<dividends::Declared<'a>>,
    contributions: Vec<contributions::Pending<'a>>,
}

impl<'a> Distributions<'a> {
    /// Writes equity and contributions, and declares what depends on closed periods.
    pub(super) fn declare(c: &mut Context<'a>) -> Distributions<'a> {
        let scenario = c.scenario;
        let equities = scenario.equity.iter();
        let called: Vec<_> = equities.map(|equity| equity::write(c, equity)).collect();
        let stated = scenario.dividends.iter();
        let dividends: Vec<_> = stated
            .map(|stated| dividends::declare(c, stated, &called))
            .collect();
        for called in &called {
            let mut paid = dividends.iter();
            let paid = paid.find(|paid| paid.issuer() == called.issuer());
            equity::write_cash(c, called, paid);
        }
        let stated = scenario.contributions.iter();
        let contributions = stated
            .filter_map(|stated| contributions::write(c, stated))
            .collect();
        Distributions {
            dividends,
            contributions,
        }
    }

    /// Defines what depends on closed periods; `incomes` are the income statements of all entities
    /// in their order. Returns alerts with their entities.
    pub(super) fn define(
        &self,
        c: &mut Context<'_>,
        incomes: &[IncomeStatement],
    ) -> Vec<(EntityId, Alert)> {
        let mut alerts = Vec::new();
        for dividends in &self.dividends {
            let alert = dividends::decide(c, dividends);
            alerts.extend(alert.map(|alert| (dividends.issuer(), alert)));
        }
        for contribution in &self.contributions {
            contributions::define(c, contribution, incomes);
        }
        alerts
    }
}

/// The greatest number of rows that one formula adds.
const OPERANDS: usize = 6;

/// The sum of any number of flows of an item as a formula; more than six are added in steps.
fn total(c: &mut Context<'_>, item: &Item, word: &str, rows: &[RowId]) -> Formula {
    let mut rows = rows.to_vec();
    let mut step = 0;
    while rows.len() > OPERANDS {
        step += 1;
        let part = sum(rows.drain(..OPERANDS));
        let spec = item.numbered(step).euro(word);
        rows.insert(0, c.s.add(spec, part));
    }
    sum(rows.into_iter())
}

fn sum(rows: impl Iterator<Item = RowId>) -> Formula {
    let rows = rows.map(Formula::from);
    rows.reduce(|total, row| total + row)
        .unwrap_or_else(|| number(0.into()))
}
