//! Investment, and the money that pays for it.

use super::live::{LiveDate, LiveNumber};
use super::operations::{Curve, VatTreatment};
use crate::diagnostic::Place;
use crate::wording::Label;

/// `[capex.*]`: an investment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capex {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The entity that owns it.
    pub entity: String,
    /// What it costs, without VAT.
    pub amount: LiveNumber,
    /// When it is spent.
    pub spend: Spend,
    /// The first month of use and of depreciation.
    pub in_use: LiveDate,
    /// The yearly rate on cost.
    pub depreciation: LiveNumber,
    /// The VAT on it.
    pub vat: VatTreatment,
    /// When suppliers are paid.
    pub paid_after_days: LiveNumber,
    /// The line of the balance sheet (art. 2424): `B.II.4` where left out.
    pub account: String,
    /// The line of its header.
    pub place: Place,
}

/// When an investment is spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spend {
    /// The first month.
    pub at: LiveDate,
    /// For how many months.
    pub months: LiveNumber,
    /// The shape.
    pub curve: Curve,
    /// The milestone whose delay stretches the spending, without `milestones.`.
    pub delayed_with: Option<String>,
}

/// How often something is claimed, or a loan is paid. Periods are counted from January for
/// claims, from the start of the plan of repayment for loans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    /// Every month.
    Monthly,
    /// Every three months.
    Quarterly,
    /// Every six months.
    HalfYearly,
    /// Once a year.
    Annual,
}

/// How often a grant is claimed.
pub type ClaimFrequency = Frequency;

impl Frequency {
    /// The months of a period.
    pub fn months(self) -> u32 {
        match self {
            Frequency::Monthly => 1,
            Frequency::Quarterly => 3,
            Frequency::HalfYearly => 6,
            Frequency::Annual => 12,
        }
    }
}

/// `[flows.*]`: free receipts or payments on dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The entity.
    pub entity: String,
    /// The line of the income statement (art. 2425).
    pub account: String,
    /// Which way the money goes.
    pub direction: FlowDirection,
    /// Amounts by date, without VAT.
    pub amounts: LiveNumber,
    /// The VAT on them.
    pub vat: VatTreatment,
    /// The line of its header.
    pub place: Place,
}

/// Which way money goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlowDirection {
    /// In: `receipts`.
    Receipts,
    /// Out: `payments`.
    Payments,
}
