//! Capital between bodies: who pays it in, what comes back, what one body gives another.

use super::live::{LiveDate, LiveNumber};
use crate::diagnostic::Place;
use crate::quantity::Decimal;
use crate::wording::Label;

/// `[equity.*]`: capital called by date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equity {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The entity that receives it.
    pub entity: String,
    /// Amounts by date.
    pub payments: LiveNumber,
    /// Who pays it in, in file order; empty where the scenario does not say.
    pub holders: Vec<Holder>,
    /// The line of its header.
    pub place: Place,
}

/// Who pays in a share of each call of capital, and holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The key of the table: the name of an entity, or of a class outside the plan.
    pub key: String,
    /// What it is called.
    pub label: Label,
    /// The entity of the plan that it is; none for a class outside.
    pub entity: Option<String>,
    /// Its share of each call; the shares of all holders add to one.
    pub share: Decimal,
    /// The yearly return that it asks for.
    pub required_return: Option<LiveNumber>,
    /// The line that states it.
    pub place: Place,
}

/// `[dividends.*]`: what a company pays out of its profits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dividends {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The company that pays.
    pub entity: String,
    /// The share of what the law lets it distribute.
    pub payout: LiveNumber,
    /// The month of the year in which it is decided and paid.
    pub month: u32,
    /// The first month in which it may be paid; the plan's start where left out.
    pub first: Option<LiveDate>,
    /// The least debt service cover that lets it be paid.
    pub lock_up: Option<LiveNumber>,
    /// The line of its header.
    pub place: Place,
}

/// `[contributions.*]`: money given without a service in return: members' fees, donations, a share
/// of another body's result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// Who pays.
    pub payer: Party,
    /// Who receives.
    pub payee: Party,
    /// How much.
    pub amount: Contributed,
    /// The month of the year in which it is paid; by twelfths where left out.
    pub month: Option<u32>,
    /// The first month; the plan's start where left out.
    pub begins: Option<LiveDate>,
    /// The last month; none where left out.
    pub ends: Option<LiveDate>,
    /// The line of its header.
    pub place: Place,
}

/// One side of a contribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// An entity of the plan.
    Entity(String),
    /// `outside`: nobody of the plan.
    Outside,
}

impl Party {
    /// The entity's name, for an entity of the plan.
    pub fn entity(&self) -> Option<&str> {
        match self {
            Party::Entity(name) => Some(name),
            Party::Outside => None,
        }
    }
}

/// How much is contributed.
#[expect(
    clippy::large_enum_variant,
    reason = "a scenario holds a handful of them"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contributed {
    /// A stated amount a year.
    Stated {
        /// Euro a year; for each member where there are `members`.
        value: LiveNumber,
        /// How many members pay it.
        members: Option<LiveNumber>,
        /// The index that it follows.
        index: Option<String>,
    },
    /// A share of what a body has earned in the last closed year, never below zero.
    ShareOf {
        /// The share.
        share: LiveNumber,
        /// Whose result.
        entity: String,
        /// Which line of its income statement.
        line: ResultLine,
    },
}

/// A line of an income statement that a contribution can be a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultLine {
    /// `net_income`: the profit or loss of the year (line 21).
    NetIncome,
    /// `result_before_tax`.
    ResultBeforeTax,
    /// `operating_result`: A − B.
    OperatingResult,
    /// `value_of_production`: total A.
    ValueOfProduction,
    /// `revenue`: A1.
    Revenue,
}
