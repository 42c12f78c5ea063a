//! The bodies of the plan, and what they bring into it.

use super::live::LiveNumber;
use super::tax::TaxChoices;
use crate::calendar::YearMonth;
use crate::diagnostic::Place;
use crate::quantity::Decimal;
use crate::wording::Label;

/// `[entities.*]`: a body with its own books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its name in the scenario: `hub`.
    pub key: String,
    /// What it is called: the `name` of its section.
    pub label: Label,
    /// What kind of body it is.
    pub kind: EntityKind,
    /// The legal form of a company; other bodies have none.
    pub legal_form: Option<LegalForm>,
    /// Whether its main activity is a business.
    pub regime: Regime,
    /// The month of its foundation; its first tax period is that year.
    pub founded: YearMonth,
    /// Whether its losses of the first three periods come from a new activity (art. 84 c. 2 TUIR).
    pub new_activity: bool,
    /// Whether its advances are split by halves (art. 58 DL 124/2019).
    pub isa: bool,
    /// The cash below which it draws on its lines.
    pub minimum_cash: LiveNumber,
    /// Which yearly VAT credits it claims back; the others are carried.
    pub vat_refund: Option<VatRefund>,
    /// What it chooses in tax law.
    pub tax: TaxChoices,
    /// The line of its header.
    pub place: Place,
}

/// What kind of body an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntityKind {
    /// A company that trades.
    Company,
    /// A company that owns and lets buildings.
    RealEstateCompany,
    /// A foundation: an endowment with a purpose (artt. 14 ff. c.c.).
    Foundation,
    /// An association with its members (artt. 14 ff., 36 ff. c.c.).
    Association,
    /// A network of firms with a common fund and books of its own (art. 3 c. 4-ter DL 5/2009).
    Network,
}

impl EntityKind {
    /// Whether it is a company: with shares, a legal reserve, and capital tests.
    pub fn is_company(self) -> bool {
        match self {
            EntityKind::Company | EntityKind::RealEstateCompany => true,
            EntityKind::Foundation | EntityKind::Association | EntityKind::Network => false,
        }
    }
}

/// Whether the main activity of a body is a business (art. 73 c. 1 TUIR). It decides how income
/// taxes and VAT are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regime {
    /// Business income, as every company's (lett. a and b).
    Commercial,
    /// A non-commercial body: institutional receipts are no income (lett. c).
    NonCommercial,
}

impl Entity {
    /// Whether its taxes are those of a business: every company, and bodies whose `regime` says so.
    pub fn is_commercial(&self) -> bool {
        self.regime == Regime::Commercial
    }
}

/// The legal form of a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegalForm {
    /// Società per azioni.
    Spa,
    /// Società a responsabilità limitata.
    Srl,
}

/// Which yearly VAT credits are claimed back, and when they are paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VatRefund {
    /// The calendar years whose closing credit is claimed.
    pub years: RefundYears,
    /// Months from December of the year to the refund.
    pub paid_after_months: LiveNumber,
}

/// The years of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundYears {
    /// Every year: `years = "every"`.
    Every,
    /// These calendar years: `years = [2023]`.
    These(Vec<i32>),
}

/// `[opening.*]`: the balances of a body that exists before the start. They are structural (a
/// stress cannot reach them) and balance to 0.00.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The entity.
    pub entity: String,
    /// Cash at bank.
    pub cash: Decimal,
    /// Invoices to customers not yet collected.
    pub receivables: Option<OpenItems>,
    /// Invoices from suppliers not yet paid.
    pub payables: Option<OpenItems>,
    /// Fixed assets in use.
    pub fixed_assets: Vec<OpeningAsset>,
    /// VAT credit carried.
    pub vat_credit: Decimal,
    /// Share capital.
    pub share_capital: Decimal,
    /// Legal reserve.
    pub legal_reserve: Decimal,
    /// Other reserves.
    pub other_reserves: Decimal,
    /// Retained earnings; negative for losses.
    pub retained_earnings: Decimal,
    /// What is owed on each term loan.
    pub loans: Vec<OpeningLoan>,
    /// What the tax rules need to know of the years before.
    pub tax_history: Option<TaxHistory>,
    /// The line of its header.
    pub place: Place,
}

/// What an entity owes on a term loan that it has already drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningLoan {
    /// The name of the loan in `[loans.*]`.
    pub name: String,
    /// What is owed at the start.
    pub balance: Decimal,
    /// Where it is stated.
    pub place: Place,
}

/// A balance of invoices with the dates on which it is collected or paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenItems {
    /// The balance, VAT included.
    pub balance: Decimal,
    /// Amounts by date; they add up to the balance.
    pub settled: LiveNumber,
}

/// A class of fixed assets that exists before the start: `[opening.hub.fixed_assets.furniture]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningAsset {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The line of the balance sheet (art. 2424): `B.II.4`.
    pub account: String,
    /// What it cost.
    pub cost: Decimal,
    /// What has been depreciated.
    pub accumulated: Decimal,
    /// The yearly rate on cost.
    pub depreciation: LiveNumber,
    /// The line of its header.
    pub place: Place,
}

/// Taxes of the years before the plan. Debts follow from it: IRES is owed for `tax_previous_year`
/// less `advances_paid`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxHistory {
    /// IRES of the year before the start: the base of the first advances.
    pub tax_previous_year: Decimal,
    /// IRES advances paid for that year.
    pub advances_paid: Decimal,
    /// IRAP of the year before the start.
    pub irap_previous_year: Decimal,
    /// IRAP advances paid for that year.
    pub irap_advances_paid: Decimal,
    /// The VAT debt of the December before: the base of the first December advance.
    pub vat_debt_previous_december: Decimal,
    /// The December advance paid on it.
    pub vat_advance_paid: Decimal,
    /// Losses usable up to 80 % of income (art. 84 c. 1 TUIR).
    pub losses_80: LiveNumber,
    /// Losses usable in full (art. 84 c. 2 TUIR).
    pub losses_full: LiveNumber,
}

impl Opening {
    /// IRES owed at the start; negative for a credit.
    pub fn ires_debt(&self) -> Decimal {
        let history = self.tax_history.as_ref();
        history.map_or(Decimal::ZERO, |taxes| {
            taxes.tax_previous_year - taxes.advances_paid
        })
    }

    /// IRAP owed at the start; negative for a credit.
    pub fn irap_debt(&self) -> Decimal {
        let history = self.tax_history.as_ref();
        history.map_or(Decimal::ZERO, |taxes| {
            taxes.irap_previous_year - taxes.irap_advances_paid
        })
    }

    /// VAT owed at the start.
    pub fn vat_debt(&self) -> Decimal {
        let history = self.tax_history.as_ref();
        history.map_or(Decimal::ZERO, |taxes| {
            let debt = taxes.vat_debt_previous_december;
            debt - taxes.vat_advance_paid
        })
    }
}
