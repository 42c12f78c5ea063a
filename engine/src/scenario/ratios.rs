//! What lenders and owners ask: covenants on loans, the value of a property.

use super::live::{LiveDate, LiveNumber};
use crate::diagnostic::{Located, Place};
use crate::wording::Label;

/// `covenants` of a loan: what the borrower has promised to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covenants {
    /// The promises, each once.
    pub tests: Vec<Covenant>,
    /// The months of the year in which they are tested, in order.
    pub tested: Vec<u32>,
    /// The line that states them.
    pub place: Place,
}

/// One promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covenant {
    /// The ratio.
    pub kind: CovenantKind,
    /// The threshold.
    pub threshold: LiveNumber,
    /// The month of the first test, where stated.
    pub first: Option<LiveDate>,
}

/// The ratio that a covenant is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CovenantKind {
    /// Cash flow available for debt service over debt service, twelve months: at least.
    Dscr,
    /// The loan over the value of what secures it: at most.
    Ltv,
    /// EBITDA over interest paid, twelve months: at least.
    Icr,
    /// Net debt over EBITDA, twelve months: at most.
    PfnEbitda,
}

impl CovenantKind {
    /// Every kind, in the order in which covenants are printed.
    pub const ALL: [CovenantKind; 4] = [
        CovenantKind::Dscr,
        CovenantKind::Ltv,
        CovenantKind::Icr,
        CovenantKind::PfnEbitda,
    ];

    /// The key of the threshold.
    pub fn word(self) -> &'static str {
        match self {
            CovenantKind::Dscr => "dscr",
            CovenantKind::Ltv => "ltv",
            CovenantKind::Icr => "icr",
            CovenantKind::PfnEbitda => "pfn_ebitda",
        }
    }

    /// The key of the first test.
    pub fn first_word(self) -> &'static str {
        match self {
            CovenantKind::Dscr => "dscr_first",
            CovenantKind::Ltv => "ltv_first",
            CovenantKind::Icr => "icr_first",
            CovenantKind::PfnEbitda => "pfn_ebitda_first",
        }
    }

    /// Whether the ratio has to stay at or above the threshold, rather than at or below.
    pub fn is_floor(self) -> bool {
        match self {
            CovenantKind::Dscr | CovenantKind::Icr => true,
            CovenantKind::Ltv | CovenantKind::PfnEbitda => false,
        }
    }
}

/// `[valuations.*]`: what a property is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Valuation {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The entity that owns it.
    pub entity: String,
    /// The rows of what it earns; whether they exist, only the model knows.
    pub incomes: Vec<Located<String>>,
    /// What a buyer wants to earn on the price, a year.
    pub yield_rate: LiveNumber,
    /// What selling costs, as a share of the value.
    pub costs: LiveNumber,
    /// The rate at which flows are brought to the plan's start, where stated.
    pub discount_rate: Option<LiveNumber>,
    /// The line of its header.
    pub place: Place,
}
