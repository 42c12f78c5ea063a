//! What entities sell, and what it costs them.

use super::live::{LiveDate, LiveNumber};
use crate::diagnostic::Place;
use crate::wording::Label;

/// A price with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// The number; its unit says per what.
    pub amount: LiveNumber,
    /// Per what.
    pub per: PricePer,
}

/// What a price is per.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PricePer {
    /// `m2/year`.
    AreaYear,
    /// `unit/month`.
    UnitMonth,
    /// `unit/year`.
    UnitYear,
    /// `day`: of each let unit, on the days it can be hired.
    Day,
    /// `night`.
    Night,
}

/// The shape of a ramp or of spending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Curve {
    /// Even: `p`.
    Linear,
    /// Slow, fast, slow: `p² (3 − 2p)`.
    S,
}

/// How a space fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occupancy {
    /// The share let in the end.
    pub full: LiveNumber,
    /// The way there; none where the space is let from the start.
    pub ramp: Option<Ramp>,
}

/// The way from the first occupancy to the full one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ramp {
    /// The share let at the opening.
    pub initial: LiveNumber,
    /// How long the ramp lasts.
    pub months: LiveNumber,
    /// Its shape.
    pub curve: Curve,
}

/// The VAT classes of an item with their shares, which add to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VatTreatment {
    /// Class and share; one class at 100 % in most cases.
    pub parts: Vec<VatPart>,
    /// Who pays the tax.
    pub mode: VatMode,
}

impl VatTreatment {
    /// No VAT.
    pub(super) const NONE: VatTreatment = VatTreatment {
        parts: Vec::new(),
        mode: VatMode::Ordinary,
    };
}

/// Who pays the VAT on an invoice to the tax office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VatMode {
    /// The seller, whom the customer pays it: `ordinary`.
    Ordinary,
    /// The customer, a public body (art. 17-ter DPR 633/1972), while the rules have it in force.
    SplitPayment,
    /// The customer, who owes it and deducts it in one settlement (art. 17 c. 6 DPR 633/1972):
    /// `reverse_charge`.
    ReverseCharge,
}

/// A part of an amount under one VAT class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VatPart {
    /// The class, without `vat.`.
    pub class: String,
    /// Its share of the amount.
    pub share: LiveNumber,
}

/// Rent on the sales of those who let: a share of what exceeds a threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turnover {
    /// What one let unit sells a year.
    pub each: LiveNumber,
    /// The share of it that is due.
    pub share: LiveNumber,
    /// The sales of a unit up to which nothing is due.
    pub above: LiveNumber,
}

/// `[spaces.*]`: units let at a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Space {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The entity that lets it.
    pub entity: String,
    /// How many units there are.
    pub units: LiveNumber,
    /// The surface of one unit.
    pub area_m2: Option<LiveNumber>,
    /// The price.
    pub price: Price,
    /// Days (or nights) a year on which a unit can be hired; 365 unless stated.
    pub days_per_year: LiveNumber,
    /// What tenants pay for common services, by the square metre.
    pub service_charge: Option<Price>,
    /// What is due on the sales of the let units, besides the price.
    pub turnover: Option<Turnover>,
    /// The first month in which it is let.
    pub opens: LiveDate,
    /// How it fills.
    pub occupancy: Occupancy,
    /// The index that its price follows.
    pub index: Option<String>,
    /// The VAT on the price.
    pub vat: VatTreatment,
    /// When customers pay.
    pub paid_after_days: LiveNumber,
    /// The line of its header.
    pub place: Place,
}

/// An amount with its period and what it is multiplied by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The number; its unit says per what.
    pub value: LiveNumber,
    /// Per what.
    pub per: AmountPer,
    /// The quantity it is multiplied by, for `m2/year` and `person/year`.
    pub driver: Option<Driver>,
    /// How often a service is used in a year, for `use`.
    pub uses: Option<LiveNumber>,
}

/// What an amount is per.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountPer {
    /// `month`.
    Month,
    /// `year`, a twelfth a month.
    Year,
    /// `m2/year`, times an area.
    AreaYear,
    /// `person/year`, times the staff.
    PersonYear,
    /// `use`, times the uses of a year.
    Use,
}

/// A quantity that an amount is multiplied by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Driver {
    /// `areas.open_gross`: gross surface of the areas that are open.
    OpenGross,
    /// `areas.occupied`: surface let.
    Occupied,
    /// `areas.served`: surface let in spaces with a service charge.
    Served,
    /// `staff.headcount`: the entity's staff.
    Headcount,
}

/// `[services.*]`: revenue with its direct cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The entity that sells it.
    pub entity: String,
    /// What it brings.
    pub revenue: Amount,
    /// The share of revenue that goes to suppliers.
    pub direct_cost: Option<LiveNumber>,
    /// The VAT on that cost.
    pub direct_cost_vat: VatTreatment,
    /// When that cost is paid.
    pub direct_cost_paid_after_days: LiveNumber,
    /// The first month; the plan's start where left out.
    pub begins: Option<LiveDate>,
    /// The last month; none where left out.
    pub ends: Option<LiveDate>,
    /// The index that the amount follows.
    pub index: Option<String>,
    /// The VAT on revenue.
    pub vat: VatTreatment,
    /// When customers pay.
    pub paid_after_days: LiveNumber,
    /// The line of its header.
    pub place: Place,
}

/// `[costs.*]`: what suppliers are paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The entity that bears it.
    pub entity: String,
    /// What kind of cost it is.
    pub kind: CostKind,
    /// How much.
    pub amount: Amount,
    /// The line of the income statement (art. 2425): `B7` where left out.
    pub account: String,
    /// The first month; the plan's start where left out.
    pub begins: Option<LiveDate>,
    /// The last month; none where left out.
    pub ends: Option<LiveDate>,
    /// The index that the amount follows.
    pub index: Option<String>,
    /// The VAT on the cost.
    pub vat: VatTreatment,
    /// When suppliers are paid.
    pub paid_after_days: LiveNumber,
    /// The share deducted from IRES; all of it where left out.
    pub ires_deductible: Option<LiveNumber>,
    /// The share deducted from IRAP; all of it where left out.
    pub irap_deductible: Option<LiveNumber>,
    /// Where it is said to be ordinary maintenance of property that is not instrumental, which
    /// reduces the rents that are taxed (art. 90 c. 1 TUIR).
    pub ordinary_maintenance: Option<Place>,
    /// The line of its header.
    pub place: Place,
}

/// What kind of cost it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CostKind {
    /// Invoiced by suppliers: `supplier`.
    Supplier,
    /// The municipal tax on property: `imu`.
    Imu,
}

/// `[staff.*]`: people on the payroll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The entity that employs them.
    pub entity: String,
    /// Full-time equivalents.
    pub headcount: LiveNumber,
    /// Gross salary of one a year, 13th month included.
    pub gross_salary: LiveNumber,
    /// The index that salaries follow.
    pub index: Option<String>,
    /// The kind of contract, on which the IRAP deduction depends.
    pub contract: Contract,
    /// The line of its header.
    pub place: Place,
}

/// The kind of employment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contract {
    /// Without an end: `permanent`.
    Permanent,
    /// With an end: `fixed_term`.
    FixedTerm,
}
