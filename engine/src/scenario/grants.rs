//! Public money: grants by the year, and grants towards what is spent.

use super::funding::ClaimFrequency;
use super::live::{LiveDate, LiveNumber};
use crate::calendar::YearMonth;
use crate::diagnostic::{Located, Place};
use crate::wording::Label;

/// `[grants.*]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The entity that receives it.
    pub entity: String,
    /// What it is for, and how it is paid.
    pub terms: GrantTerms,
    /// The line of its header.
    pub place: Place,
}

/// What a grant is for.
#[expect(
    clippy::large_enum_variant,
    reason = "a scenario holds a handful of them"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantTerms {
    /// Towards running costs in general: an amount a year.
    Yearly(YearlyGrant),
    /// Towards what single items of the plan spend.
    Covering(Box<CoveringGrant>),
}

/// An operating grant of an amount a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearlyGrant {
    /// Euro a year, earned by twelfths.
    pub amount: LiveNumber,
    /// How it is paid.
    pub payment: YearlyPayment,
}

/// How a grant of an amount a year is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YearlyPayment {
    /// On claims for the time past.
    Claims {
        /// How often what has been earned is claimed.
        frequency: ClaimFrequency,
        /// Months from the claim to the payment.
        paid_after_months: LiveNumber,
    },
    /// On dates, whatever has been earned.
    Dates(LiveNumber),
}

/// A grant that follows the spending of the items that it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveringGrant {
    /// On investment or on running costs.
    pub kind: CoveringKind,
    /// The items whose spending counts, each once.
    pub covers: Vec<Located<Covered>>,
    /// The share of that spending that is granted.
    pub intensity: LiveNumber,
    /// How it is paid.
    pub payment: GrantPayment,
}

/// What a covering grant is to the accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoveringKind {
    /// On investment: deferred, and income as the assets are depreciated (OIC 16).
    Capital,
    /// On running costs: income as they accrue (OIC 12).
    Operating,
}

/// An item whose spending a grant covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Covered {
    /// An investment: what is spent on it, without VAT.
    Capex(String),
    /// A service: its direct cost.
    Service(String),
    /// A cost.
    Cost(String),
    /// A group of staff: pay, contributions and severance pay.
    Staff(String),
}

/// How a covering grant is paid.
#[expect(
    clippy::large_enum_variant,
    reason = "a scenario holds a handful of them"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantPayment {
    /// On claims for what has been spent.
    Claims(Box<GrantClaims>),
    /// On dates, whatever has been spent; the whole grant is their sum.
    Dates(LiveNumber),
}

/// The rules by which a grant is claimed and paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantClaims {
    /// The most that is granted.
    pub amount: LiveNumber,
    /// What is paid before any claim.
    pub advance: Option<GrantAdvance>,
    /// How often what has been spent is claimed, counted from January.
    pub frequency: ClaimFrequency,
    /// Months from a claim to its payment.
    pub paid_after_months: LiveNumber,
    /// The claim of the balance, where part of the grant waits for it.
    pub balance: Option<FinalClaim>,
    /// The last month in which anything can be claimed.
    pub deadline: Option<YearMonth>,
}

/// The final claim of a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinalClaim {
    /// The month in which it is made; claims from then on are paid in full.
    pub after: LiveDate,
    /// The share of the whole grant that advance and earlier claims can reach.
    pub interim_up_to: LiveNumber,
    /// The share of what was granted that the final check takes away.
    pub revoked: LiveNumber,
}

/// What is paid before any claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantAdvance {
    /// The share of the whole grant.
    pub share: LiveNumber,
    /// The month in which it is paid.
    pub at: LiveDate,
    /// How claims make up for it.
    pub recovery: Recovery,
}

/// How claims make up for an advance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovery {
    /// Nothing is paid until claims exceed the advance: `absorb_first`.
    AbsorbFirst,
    /// Each claim is reduced by the advance's share: `proportional`.
    Proportional,
}

impl Covered {
    /// The path of the item: `capex.lot_1`.
    pub fn path(&self) -> String {
        match self {
            Covered::Capex(name) => format!("capex.{name}"),
            Covered::Service(name) => format!("services.{name}"),
            Covered::Cost(name) => format!("costs.{name}"),
            Covered::Staff(name) => format!("staff.{name}"),
        }
    }
}
