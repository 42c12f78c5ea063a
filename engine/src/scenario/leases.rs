//! Contracts on space: leases between entities, tenants who take a part of a space by themselves.

use super::funding::Frequency;
use super::live::{LiveDate, LiveNumber};
use super::operations::VatTreatment;
use crate::diagnostic::Place;
use crate::uncertainty::Hazard;
use crate::wording::Label;

/// `[leases.*]`: one entity lets to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The entity that lets.
    pub lessor: String,
    /// The entity that rents.
    pub lessee: String,
    /// The rent of a year once every step is reached, without VAT, in money of the beginning.
    pub rent: LiveNumber,
    /// The first month.
    pub begins: LiveDate,
    /// Months from the beginning without rent.
    pub rent_free_months: LiveNumber,
    /// The shares of the rent that are due from date to date; all of it where there are none.
    pub steps: Vec<LeaseStep>,
    /// What the rent follows at each anniversary.
    pub index: Option<LeaseIndex>,
    /// How often and when it is invoiced.
    pub invoiced: Invoicing,
    /// The deposit in months of rent, paid at the beginning.
    pub deposit_months: LiveNumber,
    /// The VAT on the rent.
    pub vat: VatTreatment,
    /// When the lessee pays an invoice.
    pub paid_after_days: LiveNumber,
    /// Registration tax as a share of the rent.
    pub registration_tax: LiveNumber,
    /// The line of its header.
    pub place: Place,
}

/// A share of the rent from a date on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseStep {
    /// From when.
    pub at: LiveDate,
    /// How much of the rent.
    pub share: LiveNumber,
}

/// How a rent follows prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseIndex {
    /// The index.
    pub index: String,
    /// The part of its change that counts.
    pub share: LiveNumber,
}

/// How often and when something is invoiced. Periods are counted from the contract's beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invoicing {
    /// How often.
    pub frequency: Frequency,
    /// At which end of the period.
    pub timing: InvoiceTiming,
}

/// At which end of its period something is invoiced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvoiceTiming {
    /// In its first month.
    InAdvance,
    /// In its last month.
    InArrears,
}

/// `[tenants.*]`: a tenant who takes a part of a space outside its curve of occupancy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The space of which it takes a part.
    pub space: String,
    /// The surface that it takes.
    pub area_m2: LiveNumber,
    /// The first month; that in which the space opens where left out.
    pub begins: Option<LiveDate>,
    /// The first month without the tenant; the one after the plan where it never leaves.
    pub leaves: LiveDate,
    /// How likely it is to leave, a year.
    pub hazard: Option<Hazard>,
    /// Months until its surface is let again.
    pub void_months: LiveNumber,
    /// The share of its surface that is let, where it is stated: `let`.
    pub share_let: Option<LiveNumber>,
    /// The line of its header.
    pub place: Place,
}
