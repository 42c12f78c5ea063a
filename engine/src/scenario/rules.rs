//! Statutory parameters: `rules/italy.toml`, which any scenario may override.

use super::field::Field;
use super::live::LiveNumber;
use crate::diagnostic::Place;
use crate::quantity::{Bounds, Unit, Whole};
use crate::wording::Label;

/// `[vat.*]`: a VAT class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VatClass {
    /// Its name, without `vat.`.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// What it is to the deduction of VAT on purchases.
    pub kind: VatKind,
    /// The rate; zero for exempt and outside.
    pub rate: LiveNumber,
    /// The line of its header.
    pub place: Place,
}

/// What supplies under a VAT class are to the deduction of VAT on purchases (artt. 19 and 19-bis
/// DPR 633/1972).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VatKind {
    /// Taxed: the VAT on what they need is deducted.
    Taxable,
    /// Exempt (art. 10): the VAT on what they need is not deducted.
    Exempt,
    /// Outside VAT (artt. 2 and 3): they do not count.
    Outside,
}

/// `[rules.*]`: parameters of law, dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// VAT settlement.
    pub vat: VatRules,
    /// IRES.
    pub ires: IresRules,
    /// Interest.
    pub interest: InterestRules,
    /// Dividends received.
    pub dividends: DividendRules,
    /// The test of non-operating companies.
    pub non_operating: NonOperatingRules,
    /// IRAP.
    pub irap: IrapRules,
    /// Advances of income tax.
    pub advances: AdvanceRules,
    /// Payroll.
    pub payroll: PayrollRules,
    /// Legal reserve.
    pub legal_reserve: LegalReserveRules,
    /// Share capital.
    pub capital: CapitalRules,
    /// Depreciation.
    pub depreciation: DepreciationRules,
    /// Terms of payment.
    pub payment: PaymentRules,
    /// Leases.
    pub leases: LeaseRules,
    /// Municipal tax on property.
    pub imu: ImuRules,
    /// Property that is not instrumental.
    pub property: PropertyRules,
    /// Taxes on loans.
    pub loans: LoanRules,
}

/// Declares a group of parameters: each with its unit, bounds and label in one place.
macro_rules! parameters {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $unit:ident, $bounds:ident, $whole:ident, $italian:literal, $english:literal;)*
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: LiveNumber,)*
        }

        impl $name {
            /// Builds the group from each of its fields.
            pub(super) fn from_fields(number: &mut dyn FnMut(Field) -> LiveNumber) -> $name {
                $name {
                    $($field: number(
                        Field::new(stringify!($field), Label::new($italian, $english), Unit::$unit)
                            .within(Bounds::$bounds)
                            .whole(Whole::$whole),
                    ),)*
                }
            }
        }
    };
}

parameters! {
    /// `[rules.vat]`: how VAT is settled (DPR 633/1972, L. 405/1990).
    VatRules {
        /// The December advance as a share of last December's debt.
        advance_share: Percent, SHARE, No, "quota dell'acconto di dicembre", "share of the December advance";
        /// No advance is due below this.
        advance_minimum: Euro, NOT_NEGATIVE, No, "acconto minimo", "least advance";
        /// Debts up to this are carried to a later settlement.
        payment_minimum: Euro, NOT_NEGATIVE, No, "versamento minimo", "least payment";
        /// A yearly credit is refunded from this amount.
        refund_minimum: Euro, NOT_NEGATIVE, No, "rimborso minimo", "least refund";
        /// Months from December of the year to its refund.
        refund_lag: Months, MONTHS, Yes, "mesi per il rimborso", "months to the refund";
        /// The share of VAT that customers under split payment pay to the tax office themselves.
        split_payment: Percent, SHARE, No, "scissione dei pagamenti in vigore", "split payment in force";
    }
}

parameters! {
    /// `[rules.interest]`: the limit on deductible interest (art. 96 TUIR).
    InterestRules {
        /// The share of tax EBITDA up to which interest is deducted.
        rol_share: Percent, SHARE, No, "quota del ROL", "share of tax EBITDA";
        /// Months in which a year's unused share can be used in later years.
        rol_carry: Months, MONTHS, Yes, "mesi di riporto del ROL", "months for which tax EBITDA is carried";
    }
}

parameters! {
    /// `[rules.dividends]`: dividends received (artt. 89 and 59 TUIR; L. 178/2020).
    DividendRules {
        /// The share that is no income of a company.
        excluded: Percent, SHARE, No, "quota esclusa", "share excluded";
        /// The least stake for the exclusion.
        minimum_stake: Percent, SHARE, No, "partecipazione minima", "least stake";
        /// The least tax value of the stake, where it is smaller.
        minimum_value: Euro, NOT_NEGATIVE, No, "valore fiscale minimo", "least tax value";
        /// The share that is income of a non-commercial body of general interest.
        institutional_taxable: Percent, SHARE, No, "quota imponibile degli enti non commerciali", "share taxed at non-commercial bodies";
    }
}

parameters! {
    /// `[rules.non_operating]`: the revenue that a company's assets should bring (art. 30
    /// L. 724/1994).
    NonOperatingRules {
        /// The share of property.
        property: Percent, SHARE, No, "quota degli immobili", "share of property";
        /// The share of other fixed assets.
        other_assets: Percent, SHARE, No, "quota delle altre immobilizzazioni", "share of other fixed assets";
        /// The share of holdings.
        holdings: Percent, SHARE, No, "quota delle partecipazioni", "share of holdings";
        /// A company with at least so many employees in both years before is not tested.
        employees: Persons, NOT_NEGATIVE, No, "addetti", "employees";
    }
}

parameters! {
    /// `[rules.ires]`: corporate income tax (TUIR, DPR 917/1986).
    IresRules {
        /// The rate.
        rate: Percent, SHARE, No, "aliquota", "rate";
        /// The share of a year's income that limited losses may cover.
        loss_cap: Percent, SHARE, No, "limite d'uso delle perdite", "limit on the use of losses";
        /// The tax periods whose losses are usable in full.
        full_loss_periods: Ordinal, NOT_NEGATIVE, Yes, "periodi con perdite piene", "periods with losses usable in full";
    }
}

parameters! {
    /// `[rules.advances]`: advances of income taxes.
    AdvanceRules {
        /// The share paid in June.
        first_share: Percent, SHARE, No, "quota della prima rata", "share of the first instalment";
        /// The share paid in June by who is subject to the reliability indices (ISA).
        isa_first_share: Percent, SHARE, No, "quota della prima rata (ISA)", "share of the first instalment (ISA)";
        /// No advance is due on a tax up to this.
        none_below: Euro, NOT_NEGATIVE, No, "imposta senza acconti", "tax without advances";
        /// A first instalment up to this is paid with the second.
        single_below: Euro, NOT_NEGATIVE, No, "prima rata minima", "least first instalment";
    }
}

parameters! {
    /// `[rules.payroll]`: what employing somebody costs, and when.
    PayrollRules {
        /// Contributions of the employer on gross pay.
        social_contributions: Percent, SHARE, No, "contributi del datore", "employer's contributions";
        /// Accident insurance on gross pay.
        inail: Percent, SHARE, No, "premio INAIL", "accident insurance";
        /// Gross pay divided by this is the year's severance pay.
        tfr_divisor: Ratio, AT_LEAST_ONE, No, "divisore del TFR", "divisor of severance pay";
        /// The part of gross pay that the employee's pension contribution takes off it.
        tfr_less: Percent, SHARE, No, "trattenuta sul TFR", "taken off severance pay";
        /// The part of gross pay that is paid to the employee.
        net_share: Percent, SHARE, No, "quota netta", "net share";
        /// Contributions of the employee on gross pay, withheld.
        employee_contributions: Percent, SHARE, No, "contributi del dipendente", "employee's contributions";
        /// What the employer adds on fixed-term contracts.
        fixed_term_addition: Percent, SHARE, No, "contributo aggiuntivo dei contratti a termine", "addition on fixed-term contracts";
    }
}

parameters! {
    /// `[rules.legal_reserve]`: art. 2430 c.c.
    LegalReserveRules {
        /// The share of the year's profit that goes to it.
        share: Percent, SHARE, No, "quota dell'utile", "share of profit";
        /// The share of capital up to which it grows.
        cap: Percent, SHARE, No, "limite sul capitale", "limit as a share of capital";
        /// The month in which last year's accounts are approved.
        approval_month: Ordinal, MONTH_OF_YEAR, Yes, "mese di approvazione", "month of approval";
    }
}

parameters! {
    /// `[rules.capital]`: share capital (artt. 2327, 2463, 2446, 2482-bis, 2412 c.c.).
    CapitalRules {
        /// The least capital of a società per azioni.
        minimum_spa: Euro, NOT_NEGATIVE, No, "capitale minimo spa", "least capital of an spa";
        /// The least capital of a società a responsabilità limitata.
        minimum_srl: Euro, NOT_NEGATIVE, No, "capitale minimo srl", "least capital of an srl";
        /// The share of capital whose loss obliges to act.
        loss_trigger: Percent, SHARE, No, "perdita rilevante", "loss that obliges to act";
        /// The bonds that an spa may have out, as a multiple of capital and reserves.
        bond_multiple: Ratio, NOT_NEGATIVE, No, "limite delle obbligazioni", "limit on bonds";
    }
}

parameters! {
    /// `[rules.depreciation]`: art. 102 c. 2 TUIR.
    DepreciationRules {
        /// The share of the yearly rate in the first fiscal year.
        first_year_share: Percent, SHARE, No, "quota del primo anno", "share of the first year";
    }
}

parameters! {
    /// `[rules.payment]`: terms of payment (D.Lgs. 231/2002).
    PaymentRules {
        /// Days of payment where an item states none.
        days: Days, DAYS, Yes, "giorni di pagamento", "days of payment";
    }
}

parameters! {
    /// `[rules.leases]`: registration tax on leases (DPR 131/1986).
    LeaseRules {
        /// The tax as a share of the year's rent.
        registration_tax: Percent, SHARE, No, "imposta di registro", "registration tax";
        /// The part of it that the lessee bears.
        registration_lessee_share: Percent, SHARE, No, "quota del conduttore", "the lessee's share";
    }
}

parameters! {
    /// `[rules.property]`: property that is not instrumental (art. 90 TUIR).
    PropertyRules {
        /// What cadastral income is raised by.
        revaluation: Percent, NOT_NEGATIVE, No, "rivalutazione delle rendite", "revaluation of cadastral income";
        /// The share of rents up to which ordinary maintenance reduces them.
        maintenance_share: Percent, SHARE, No, "quota di canoni per la manutenzione", "share of rents for maintenance";
    }
}

parameters! {
    /// `[rules.imu]`: the municipal tax on property (L. 160/2019).
    ImuRules {
        /// The month of the payment on account.
        first_month: Ordinal, MONTH_OF_YEAR, Yes, "mese dell'acconto", "month of the first payment";
        /// The month of the balance.
        second_month: Ordinal, MONTH_OF_YEAR, Yes, "mese del saldo", "month of the balance";
        /// The share deducted from IRES in the year of payment.
        ires_deductible: Percent, SHARE, No, "quota deducibile IRES", "share deducted from IRES";
        /// The share deducted from IRAP.
        irap_deductible: Percent, SHARE, No, "quota deducibile IRAP", "share deducted from IRAP";
    }
}

parameters! {
    /// `[rules.loans]`: the substitute tax on loans of banks (artt. 15-18 DPR 601/1973).
    LoanRules {
        /// The share of the loan.
        substitute_tax: Percent, SHARE, No, "imposta sostitutiva", "substitute tax";
        /// It is due on loans that last longer.
        substitute_tax_beyond: Months, MONTHS, Yes, "imposta sostitutiva oltre i mesi", "substitute tax beyond the months";
    }
}

/// `[rules.irap]`: the regional tax on production (D.Lgs. 446/1997).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IrapRules {
    /// The rate.
    pub rate: LiveNumber,
    /// Deductions of small bases (art. 11 c. 4-bis), from the lowest limit to the highest.
    pub small_base: Vec<SmallBase>,
}

/// A band of the deduction that small bases have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallBase {
    /// The greatest base of the band.
    pub up_to: LiveNumber,
    /// What is deducted.
    pub deduction: LiveNumber,
}
