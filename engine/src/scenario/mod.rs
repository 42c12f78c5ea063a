//! The scenario language: TOML text becomes a checked [`Scenario`].
//!
//! Every number that a user may change is a [`LiveNumber`] whose TOML path is its only name; every
//! month is a [`LiveDate`]. All else is a structural choice. Layers lie over one another: the
//! statutory rules, then what the file `extends`, then the file, then `--set` of structural
//! choices. Stresses and `--set` of live inputs are kept as changes on the inputs, so that one
//! sheet can be read under any of them.
//!
//! All findings of a file are reported in one run. Nothing is read but through [`Sources`].

mod bonds;
mod capital;
mod edit;
mod entity;
mod field;
mod funding;
mod grants;
mod leases;
mod live;
mod loans;
mod operations;
mod plan;
mod ratios;
mod read;
mod rules;
mod source;
mod tax;
mod worksheet;

pub use bonds::{Bond, BondRepayment};
pub use capital::{Contributed, Contribution, Dividends, Equity, Holder, Party, ResultLine};
pub use edit::{Edit, NewValue, OverlayLine, Stated, overlay_line};
pub use entity::{Entity, EntityKind, LegalForm, OpenItems, Opening, OpeningAsset, OpeningLoan};
pub use entity::{RefundYears, Regime, TaxHistory, VatRefund};
pub use funding::{Capex, ClaimFrequency, Flow, FlowDirection, Frequency, Spend};
pub use grants::{Covered, CoveringGrant, CoveringKind, FinalClaim, Grant, GrantAdvance};
pub use grants::{GrantClaims, GrantPayment, GrantTerms, Recovery, YearlyGrant, YearlyPayment};
pub use leases::{InvoiceTiming, Invoicing, Lease, LeaseIndex, LeaseStep, Tenant};
pub use live::{DateLevel, Level, LiveDate, LiveNumber, StatedChange, Step};
pub use loans::{DatedDraw, DayCount, Draw, DrawTime, DrawWith, Fees, FloatingRate, Instalment};
pub use loans::{Loan, LoanKind, LoanRate, RateSource, Receivable, Repayment, RepaymentKind};
pub use loans::{ReserveAccount, Rest, RevolvingLine, SubstituteTax, TermLoan};
pub use operations::{
    Amount, AmountPer, Contract, Cost, CostKind, Curve, Driver, Occupancy, Price, PricePer,
};
pub use operations::{Ramp, Service, Space, Staff, Turnover, VatMode, VatPart, VatTreatment};
pub use plan::{Area, Assert, Claim, Comparison, Figure, FigureKind, Index, IndexSource};
pub use plan::{Milestone, Plan, Stress, Target};
pub use ratios::{Covenant, CovenantKind, Covenants, Valuation};
pub use rules::LoanRules;
pub use rules::{AdvanceRules, CapitalRules, DepreciationRules, ImuRules, IrapRules, IresRules};
pub use rules::{
    DividendRules, InterestRules, LeaseRules, LegalReserveRules, NonOperatingRules, PaymentRules,
    PayrollRules, PropertyRules, Rules, SmallBase, VatClass, VatKind, VatRules,
};
pub use source::{
    Changes, Loaded, Refused, SourceError, Sources, StressCombination, WorksheetError,
};
pub use tax::TaxChoices;
pub use worksheet::{CellValue, Worksheet};

use crate::uncertainty::{Copula, Correlation, Factor};

/// What the user wrote, parsed and checked. Sections and their items are in file order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// `[plan]`.
    pub plan: Plan,
    /// Statutory parameters.
    pub rules: Rules,
    /// `[vat.*]`.
    pub vat_classes: Vec<VatClass>,
    /// `[indices.*]`.
    pub indices: Vec<Index>,
    /// `[correlations.*]`.
    pub correlations: Vec<Correlation>,
    /// `[factors.*]`.
    pub factors: Vec<Factor>,
    /// `[dependence]`: how far what moves together does so in the extremes.
    pub copula: Copula,
    /// `[entities.*]`.
    pub entities: Vec<Entity>,
    /// `[opening.*]`.
    pub openings: Vec<Opening>,
    /// `[milestones.*]`.
    pub milestones: Vec<Milestone>,
    /// `[areas.*]`.
    pub areas: Vec<Area>,
    /// `[spaces.*]`.
    pub spaces: Vec<Space>,
    /// `[tenants.*]`.
    pub tenants: Vec<Tenant>,
    /// `[leases.*]`.
    pub leases: Vec<Lease>,
    /// `[services.*]`.
    pub services: Vec<Service>,
    /// `[staff.*]`.
    pub staff: Vec<Staff>,
    /// `[costs.*]`.
    pub costs: Vec<Cost>,
    /// `[capex.*]`.
    pub capex: Vec<Capex>,
    /// `[equity.*]`.
    pub equity: Vec<Equity>,
    /// `[dividends.*]`.
    pub dividends: Vec<Dividends>,
    /// `[contributions.*]`.
    pub contributions: Vec<Contribution>,
    /// `[grants.*]`.
    pub grants: Vec<Grant>,
    /// `[loans.*]`.
    pub loans: Vec<Loan>,
    /// `[bonds.*]`.
    pub bonds: Vec<Bond>,
    /// `[flows.*]`.
    pub flows: Vec<Flow>,
    /// `[valuations.*]`.
    pub valuations: Vec<Valuation>,
    /// `[target]`.
    pub target: Option<Target>,
    /// `[figures.*]`.
    pub figures: Vec<Figure>,
    /// `[asserts.*]`.
    pub asserts: Vec<Assert>,
    /// `[stresses.*]`; where there are `--set`, the first one is theirs: see
    /// [`Scenario::set_stress`].
    pub stresses: Vec<Stress>,
    /// The index of the stress that holds what `--set` changes: it acts in every case, first.
    pub set_stress: Option<usize>,
}

impl Scenario {
    /// The VAT class with this name.
    ///
    /// # Panics
    /// Never for a class that an item of this scenario names: references are checked when it is
    /// read.
    #[expect(
        clippy::panic,
        reason = "references were checked when the scenario was read"
    )]
    pub fn vat_class(&self, name: &str) -> &VatClass {
        match self.vat_classes.iter().find(|class| class.name == name) {
            Some(class) => class,
            None => panic!("VAT class {name} was checked when the scenario was read"),
        }
    }
}
