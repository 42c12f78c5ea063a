//! Stages: the global order in which postings of a month are made.

use crate::sheet::Rank;

/// The stage of a posting. A formula that feeds a posting of one stage may read the ledger's sums
/// of the stages before it in this month, and any closing of the month before; so "cash before the
/// revolver" and "profit before tax" need no second list, and no circle can form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Sales, purchases, staff, free receipts and payments.
    Operations,
    /// Contracts between bodies and with public funders: leases, grants, equity.
    Contracts,
    /// Dividends and contributions, both decided on closed periods.
    Distributions,
    /// Depreciation and the release of deferred income.
    Depreciation,
    /// Settlement of value added tax.
    Vat,
    /// Draws, interest, fees and repayments of debt that is scheduled.
    DebtService,
    /// Income taxes: the charge, the advances, the balance.
    IncomeTax,
    /// Allocation of profit to the legal reserve.
    LegalReserve,
    /// Revolver and uncovered need: whatever looks at this month's cash.
    Liquidity,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 9] = [
        Stage::Operations,
        Stage::Contracts,
        Stage::Distributions,
        Stage::Depreciation,
        Stage::Vat,
        Stage::DebtService,
        Stage::IncomeTax,
        Stage::LegalReserve,
        Stage::Liquidity,
    ];

    /// The word used in row keys.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Operations => "operations",
            Stage::Contracts => "contracts",
            Stage::Distributions => "distributions",
            Stage::Depreciation => "depreciation",
            Stage::Vat => "vat",
            Stage::DebtService => "debt_service",
            Stage::IncomeTax => "income_tax",
            Stage::LegalReserve => "legal_reserve",
            Stage::Liquidity => "liquidity",
        }
    }

    /// The rank of this stage's postings in the list of postings.
    pub fn rank(self) -> Rank {
        Rank(self as u8)
    }
}
