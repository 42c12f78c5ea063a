//! Bonds.

use super::funding::Frequency;
use super::live::{LiveDate, LiveNumber};
use super::loans::DayCount;
use crate::diagnostic::Place;
use crate::wording::Label;

/// `[bonds.*]`: a bond issued to outside investors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bond {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The entity that owes it.
    pub issuer: String,
    /// The nominal amount.
    pub amount: LiveNumber,
    /// The month of issue; the money arrives at its end.
    pub issued: LiveDate,
    /// What is received, as a share of the nominal amount.
    pub issue_price: LiveNumber,
    /// The yearly rate on what is owed.
    pub coupon: LiveNumber,
    /// How days are counted.
    pub day_count: DayCount,
    /// How often the coupon is paid, counted from the issue.
    pub frequency: Frequency,
    /// The month of the last payment.
    pub matures: LiveDate,
    /// How it is repaid.
    pub repayment: BondRepayment,
    /// Costs of the issue, as a share of the nominal amount.
    pub issue_costs: LiveNumber,
    /// The line of its header.
    pub place: Place,
}

/// How a bond is repaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BondRepayment {
    /// All at maturity.
    Bullet,
    /// In equal parts with the coupons.
    Amortising,
}
