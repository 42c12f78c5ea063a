//! What of a compiled plan concerns all its entities together.

use std::collections::BTreeMap;

use super::plan::PlanEntity;
use crate::calendar::Month;
use crate::evaluate::Grid;
use crate::ledger::{EntityId, OverYear};
use crate::quantity::Decimal;
use crate::sheet::{RowId, Sheet};
use crate::wording::Label;

/// All entities of a plan together, less what stands between them.
#[derive(Debug, Clone)]
pub struct PlanGroup {
    /// The combined statements and the rows of the summary, as of an entity.
    pub books: PlanEntity,
    /// Net financial debt: loans, bonds, lines and uncovered need less free cash.
    pub net_debt: RowId,
    /// Equity that is the group's own.
    pub own_equity: RowId,
    /// Equity of outside holders.
    pub minority_equity: RowId,
    /// The group's own part of the result.
    pub own_result: RowId,
    /// The part of the result that belongs to outside holders.
    pub minority_result: RowId,
    /// What the entities sell, pay and owe to one another, and hold of one another.
    pub exchanges: Vec<Exchange>,
    /// Every posting of one entity that another one mirrors.
    pub mirrored: Vec<Mirrored>,
}

/// What kind of tie there is between two entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExchangeKind {
    /// What one earns from the other: sales, rents, contributions, dividends.
    Income,
    /// What one pays to the other.
    Payment,
    /// What one owes to the other.
    Debt,
    /// What one has paid for its part of the other's capital.
    Holding,
}

impl ExchangeKind {
    /// Every kind, in the order in which they are printed.
    pub const ALL: [ExchangeKind; 4] = [
        ExchangeKind::Income,
        ExchangeKind::Payment,
        ExchangeKind::Debt,
        ExchangeKind::Holding,
    ];

    /// The word used in files.
    pub fn word(self) -> &'static str {
        match self {
            ExchangeKind::Income => "income",
            ExchangeKind::Payment => "payment",
            ExchangeKind::Debt => "debt",
            ExchangeKind::Holding => "holding",
        }
    }

    /// What the kind is called.
    pub fn label(self) -> Label {
        match self {
            ExchangeKind::Income => Label::new("Chi ricava da chi", "Who earns from whom"),
            ExchangeKind::Payment => Label::new("Chi paga chi", "Who pays whom"),
            ExchangeKind::Debt => Label::new(
                "Chi deve a chi, a fine anno",
                "Who owes whom, at the end of the year",
            ),
            ExchangeKind::Holding => {
                Label::new("Chi partecipa a chi, al costo", "Who holds whom, at cost")
            }
        }
    }
}

/// One tie between two entities: a line of the intercompany matrix.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// Which kind.
    pub kind: ExchangeKind,
    /// Who sells, pays, owes or holds, by its name in the scenario.
    pub from: String,
    /// The other entity.
    pub to: String,
    /// The line of the statement that it stands on.
    pub label: Label,
    /// Its row.
    pub row: RowId,
    /// How its months make a year.
    pub over_year: OverYear,
}

/// A posting of one entity that the books of another mirror.
#[derive(Debug, Clone, Copy)]
pub struct Mirrored {
    /// Whose posting it is.
    pub entity: EntityId,
    /// Whose books mirror it.
    pub with: EntityId,
    /// Its amount.
    pub amount: RowId,
    /// Whether the account debited is mirrored.
    pub debit: bool,
    /// Whether the account credited is.
    pub credit: bool,
}

/// A contract whose two halves differ in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Culprit {
    /// Its path in the scenario: `leases.campus`.
    pub contract: String,
    /// The scenario line that states it.
    pub place: Option<String>,
}

impl PlanGroup {
    /// The contracts between two entities whose halves do not mirror each other in a month: those
    /// behind a check that fails.
    pub fn culprits(&self, sheet: &Sheet, grid: &Grid, month: Month) -> Vec<Culprit> {
        // By contract, and by who states it towards whom: debits of the one less credits of the
        // other.
        let mut differences: BTreeMap<(String, EntityId, EntityId), Decimal> = BTreeMap::new();
        let mut places = BTreeMap::new();
        for posting in &self.mirrored {
            let row = sheet.row(posting.amount);
            let contract = contract(row.key().as_str());
            places.insert(contract.clone(), row.origin().place.clone());
            let amount = grid.cell(posting.amount, month);
            let (entity, with) = (posting.entity, posting.with);
            if posting.debit {
                *differences
                    .entry((contract.clone(), entity, with))
                    .or_default() += amount;
            }
            if posting.credit {
                *differences.entry((contract, with, entity)).or_default() -= amount;
            }
        }
        let mut found: Vec<Culprit> = differences
            .into_iter()
            .filter(|(_, difference)| !difference.is_zero())
            .map(|((contract, ..), _)| Culprit {
                place: places.get(&contract).cloned().flatten(),
                contract,
            })
            .collect();
        found.dedup();
        found
    }
}

/// The path of the contract that a row belongs to: its first two words.
fn contract(key: &str) -> String {
    key.split('.').take(2).collect::<Vec<_>>().join(".")
}
