//! What accounts are called: in row keys, and in labels.

use super::account::Account;
use super::line::{AssetLine, LiabilityLine};
use crate::wording::Label;

/// Declares the word and the label of each account that is no class of several; the name of a
/// statement line where the account is all of it.
macro_rules! names {
    ($($variant:ident, $word:literal, $label:expr;)*) => {
        impl Account {
            /// The word used in row keys: `hub.cash`, `hub.income_statement.A1`.
            pub fn word(self) -> String {
                match self {
                    Account::Income(line) => format!("income_statement.{}", line.code()),
                    Account::Cost(class) => format!("fixed_assets.{}.cost", class.line().code()),
                    Account::Accumulated(class) => {
                        let code = class.line().code();
                        format!("fixed_assets.{code}.accumulated_depreciation")
                    }
                    $(Account::$variant => $word.to_owned(),)*
                }
            }

            /// What the account is called: its statement line, or its own name where a line holds
            /// several.
            pub fn label(self) -> Label {
                match self {
                    Account::Income(line) => line.label(),
                    Account::Cost(class) => class.line().label(),
                    Account::Accumulated(class) => class.line().label().with_detail(&Label::new(
                        "fondo ammortamento",
                        "accumulated depreciation",
                    )),
                    $(Account::$variant => $label,)*
                }
            }
        }
    };
}

names! {
    Cash, "cash", Label::new("Cassa", "Cash");
    IntangibleInProgress, "fixed_assets.B.I.6", AssetLine::BI6.label();
    TangibleInProgress, "fixed_assets.B.II.5", AssetLine::BII5.label();
    Holdings, "holdings", AssetLine::BIII1.label();
    DepositsPaid, "deposits_paid", Label::new("Depositi cauzionali versati", "Deposits paid");
    CustomerReceivables, "customer_receivables", Label::new("Crediti verso clienti", "Receivables from customers");
    AffiliateReceivables, "affiliate_receivables", Label::new("Crediti verso altri enti del piano", "Receivables from other entities of the plan");
    GrantReceivables, "grant_receivables", Label::new("Crediti per contributi in conto esercizio", "Operating grants receivable");
    CapitalGrantReceivables, "capital_grant_receivables", Label::new("Contributi in conto impianti da incassare", "Capital grants receivable");
    VatCredit, "vat.credit", Label::new("Credito IVA", "VAT credit");
    VatRefund, "vat.refund_receivable", Label::new("Credito IVA chiesto a rimborso", "VAT credit claimed back");
    IresPosition, "ires.position", Label::new("Posizione IRES (credito)", "IRES position (credit)");
    IrapPosition, "irap.position", Label::new("Posizione IRAP (credito)", "IRAP position (credit)");
    ReserveCash, "reserve_cash", Label::new("Conto di riserva del debito", "Debt service reserve account");
    PrepaidFinancingCosts, "prepaid_financing_costs", Label::new("Oneri di finanziamento da ripartire", "Financing costs still to be charged");
    Prepayments, "prepayments", Label::new("Costi pagati in anticipo", "Prepaid costs");
    ShareCapital, "share_capital", LiabilityLine::AI.label();
    LegalReserve, "legal_reserve", LiabilityLine::AIV.label();
    OtherReserves, "other_reserves", LiabilityLine::AVI.label();
    RetainedEarnings, "retained_earnings", LiabilityLine::AVIII.label();
    Bonds, "bonds", LiabilityLine::D1.label();
    BankLoans, "bank_loans", Label::new("Finanziamenti bancari", "Bank loans");
    Revolver, "revolver", Label::new("Linee a revoca utilizzate", "Revolving lines drawn");
    UncoveredNeed, "uncovered_need", Label::new("Fabbisogno scoperto", "Uncovered need");
    SupplierPayables, "supplier_payables", Label::new("Debiti verso fornitori", "Payables to suppliers");
    AffiliatePayables, "affiliate_payables", Label::new("Debiti verso altri enti del piano", "Payables to other entities of the plan");
    CapexPayables, "capex_payables", Label::new("Debiti per investimenti, IVA esclusa", "Payables for investments, net of VAT");
    CapexVatPayables, "capex_vat_payables", Label::new("IVA dovuta ai fornitori di investimenti", "VAT due to suppliers of investments");
    VatDebt, "vat.debt", Label::new("Debito IVA", "VAT debt");
    WithholdingDebt, "withholding_debt", Label::new("Ritenute da versare", "Withholding tax due");
    SocialSecurityDebt, "social_security_debt", Label::new("Contributi e previdenza da versare", "Social security and pensions due");
    EmployeeDebt, "employee_debt", Label::new("Tredicesima maturata", "13th month accrued");
    PropertyTaxDebt, "property_tax_debt", Label::new("Debiti per imposte sugli immobili", "Property tax due");
    DepositsReceived, "deposits_received", Label::new("Depositi cauzionali ricevuti", "Deposits received");
    CapitalGrants, "capital_grants", Label::new("Contributi in conto impianti rilevati", "Capital grants recognised");
    CapitalGrantsReleased, "capital_grants_released", Label::new("Contributi in conto impianti portati a ricavo", "Capital grants released to income");
    DeferredIncome, "deferred_income", Label::new("Ricavi fatturati in anticipo", "Income invoiced in advance");
    AccruedInterest, "accrued_interest", Label::new("Interessi maturati", "Interest accrued");
}
