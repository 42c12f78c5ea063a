//! Accounts: where postings go, and what each account is to the statements.

use super::line::{AssetLine, IncomeLine, LiabilityLine};
use crate::wording::Label;

/// A class of fixed assets that wear: its cost, its accumulated depreciation and its charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FixedAsset(AssetLine);

impl FixedAsset {
    /// The class shown on this line of the balance sheet, or `None` where the line holds no
    /// depreciable class (assets in progress, current assets).
    pub fn on_line(line: AssetLine) -> Option<FixedAsset> {
        use AssetLine as L;
        match line {
            L::BI1 | L::BI2 | L::BI3 | L::BI4 | L::BI5 | L::BI7 => Some(FixedAsset(line)),
            L::BII1 | L::BII2 | L::BII3 | L::BII4 => Some(FixedAsset(line)),
            L::BI6 | L::BII5 | L::CII1 | L::CII5Bis | L::CII5Quater | L::CIV1 => None,
        }
    }

    /// The codes of every class, for messages.
    pub fn codes() -> Vec<&'static str> {
        AssetLine::ALL
            .iter()
            .filter(|line| FixedAsset::on_line(**line).is_some())
            .map(|line| line.code())
            .collect()
    }

    /// The line of the balance sheet.
    pub fn line(self) -> AssetLine {
        self.0
    }

    /// Whether the class is intangible (B.I) rather than tangible (B.II).
    pub fn is_intangible(self) -> bool {
        self.0 < AssetLine::BII1
    }

    /// The income-statement line of its charge: B10a or B10b.
    pub fn depreciation(self) -> IncomeLine {
        if self.is_intangible() {
            IncomeLine::B10a
        } else {
            IncomeLine::B10b
        }
    }

    /// The account that holds what is spent before the asset is in use.
    pub fn in_progress(self) -> Account {
        if self.is_intangible() {
            Account::IntangibleInProgress
        } else {
            Account::TangibleInProgress
        }
    }
}

/// An account of one entity. Each entity has its own copy of every account it uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Account {
    /// A line of the income statement.
    Income(IncomeLine),
    /// Cash at bank, free of any restriction.
    Cash,
    /// The cost of fixed assets in use.
    Cost(FixedAsset),
    /// Their accumulated depreciation.
    Accumulated(FixedAsset),
    /// Intangible assets not yet in use.
    IntangibleInProgress,
    /// Tangible assets not yet in use.
    TangibleInProgress,
    /// Invoices to customers not yet collected, VAT included.
    CustomerReceivables,
    /// Operating grants earned and not yet collected.
    GrantReceivables,
    /// VAT on purchases, and the credit carried from month to month.
    VatCredit,
    /// VAT credit claimed back and not yet refunded.
    VatRefund,
    /// IRES: a credit where advances exceed the tax, else a debt.
    IresPosition,
    /// IRAP: a credit where advances exceed the tax, else a debt.
    IrapPosition,
    /// Share capital, or the endowment fund of a foundation.
    ShareCapital,
    /// Legal reserve (art. 2430 c.c.).
    LegalReserve,
    /// Capital contributions and other reserves.
    OtherReserves,
    /// Retained earnings as opened and as allocated; earlier results of the plan are added by the
    /// balance sheet.
    RetainedEarnings,
    /// Term loans from banks.
    BankLoans,
    /// The drawn part of revolving lines.
    Revolver,
    /// Money that is missing and that no source covers yet.
    UncoveredNeed,
    /// Invoices from suppliers of goods and services not yet paid, VAT included.
    SupplierPayables,
    /// Invoices for fixed assets not yet paid, net of VAT.
    CapexPayables,
    /// The VAT on invoices for fixed assets not yet paid.
    CapexVatPayables,
    /// VAT on sales not yet settled.
    VatDebt,
    /// Tax withheld from employees and due the month after.
    WithholdingDebt,
    /// Social contributions and pension-fund payments due.
    SocialSecurityDebt,
    /// Pay earned and not yet due: the 13th month.
    EmployeeDebt,
    /// Interest earned by lenders and not yet due.
    AccruedInterest,
}

/// The side on which an account's balance is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Assets and costs.
    Debit,
    /// Liabilities, equity and income.
    Credit,
}

/// Where an account stands in the balance sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Position {
    /// On an asset line.
    Asset(AssetLine),
    /// On an asset line, as a deduction.
    Deduction(AssetLine),
    /// On a liability line.
    Liability(LiabilityLine),
    /// On the asset line where the balance is a credit towards us, else on the liability line.
    Swing(AssetLine, LiabilityLine),
    /// In the result of the year, through a line of the income statement.
    Result(IncomeLine),
}

/// How an account's movement enters the cash-flow statement by the indirect method (OIC 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Movement {
    /// A charge that moves no cash: added back to the result.
    NonCash,
    /// Change in receivables from customers.
    Customers,
    /// Change in payables to suppliers.
    Suppliers,
    /// Other changes in working capital.
    OtherWorkingCapital,
    /// Shown by the payments themselves: cash, investments, debt, equity, taxes, interest.
    ByPayment,
}

impl Account {
    /// The word used in row keys: `hub.cash`, `hub.income_statement.A1`.
    pub fn word(self) -> String {
        match self {
            Account::Income(line) => format!("income_statement.{}", line.code()),
            Account::Cost(class) => format!("fixed_assets.{}.cost", class.line().code()),
            Account::Accumulated(class) => {
                format!(
                    "fixed_assets.{}.accumulated_depreciation",
                    class.line().code()
                )
            }
            Account::Cash => "cash".to_owned(),
            Account::IntangibleInProgress => "fixed_assets.B.I.6".to_owned(),
            Account::TangibleInProgress => "fixed_assets.B.II.5".to_owned(),
            Account::CustomerReceivables => "customer_receivables".to_owned(),
            Account::GrantReceivables => "grant_receivables".to_owned(),
            Account::VatCredit => "vat.credit".to_owned(),
            Account::VatRefund => "vat.refund_receivable".to_owned(),
            Account::IresPosition => "ires.position".to_owned(),
            Account::IrapPosition => "irap.position".to_owned(),
            Account::ShareCapital => "share_capital".to_owned(),
            Account::LegalReserve => "legal_reserve".to_owned(),
            Account::OtherReserves => "other_reserves".to_owned(),
            Account::RetainedEarnings => "retained_earnings".to_owned(),
            Account::BankLoans => "bank_loans".to_owned(),
            Account::Revolver => "revolver".to_owned(),
            Account::UncoveredNeed => "uncovered_need".to_owned(),
            Account::SupplierPayables => "supplier_payables".to_owned(),
            Account::CapexPayables => "capex_payables".to_owned(),
            Account::CapexVatPayables => "capex_vat_payables".to_owned(),
            Account::VatDebt => "vat.debt".to_owned(),
            Account::WithholdingDebt => "withholding_debt".to_owned(),
            Account::SocialSecurityDebt => "social_security_debt".to_owned(),
            Account::EmployeeDebt => "employee_debt".to_owned(),
            Account::AccruedInterest => "accrued_interest".to_owned(),
        }
    }

    /// Where the account stands in the balance sheet.
    pub fn position(self) -> Position {
        use AssetLine as A;
        use LiabilityLine as L;
        match self {
            Account::Income(line) => Position::Result(line),
            Account::Cash => Position::Asset(A::CIV1),
            Account::Cost(class) => Position::Asset(class.line()),
            Account::Accumulated(class) => Position::Deduction(class.line()),
            Account::IntangibleInProgress => Position::Asset(A::BI6),
            Account::TangibleInProgress => Position::Asset(A::BII5),
            Account::CustomerReceivables => Position::Asset(A::CII1),
            Account::GrantReceivables => Position::Asset(A::CII5Quater),
            Account::VatCredit | Account::VatRefund => Position::Asset(A::CII5Bis),
            Account::IresPosition | Account::IrapPosition => Position::Swing(A::CII5Bis, L::D12),
            Account::ShareCapital => Position::Liability(L::AI),
            Account::LegalReserve => Position::Liability(L::AIV),
            Account::OtherReserves => Position::Liability(L::AVI),
            Account::RetainedEarnings => Position::Liability(L::AVIII),
            Account::BankLoans | Account::Revolver => Position::Liability(L::D4),
            Account::UncoveredNeed => Position::Liability(L::D5),
            Account::SupplierPayables | Account::CapexPayables | Account::CapexVatPayables => {
                Position::Liability(L::D7)
            }
            Account::VatDebt | Account::WithholdingDebt => Position::Liability(L::D12),
            Account::SocialSecurityDebt => Position::Liability(L::D13),
            Account::EmployeeDebt => Position::Liability(L::D14),
            Account::AccruedInterest => Position::Liability(L::E),
        }
    }

    /// The side on which the balance is positive.
    pub fn side(self) -> Side {
        match self.position() {
            Position::Asset(_) | Position::Swing(..) => Side::Debit,
            Position::Deduction(_) | Position::Liability(_) => Side::Credit,
            Position::Result(line) if line.is_income() => Side::Credit,
            Position::Result(_) => Side::Debit,
        }
    }

    /// How the account's movement enters the cash-flow statement.
    pub fn movement(self) -> Movement {
        match self {
            Account::Accumulated(_) => Movement::NonCash,
            Account::CustomerReceivables => Movement::Customers,
            Account::SupplierPayables => Movement::Suppliers,
            Account::GrantReceivables
            | Account::VatCredit
            | Account::VatRefund
            | Account::VatDebt
            | Account::CapexVatPayables
            | Account::WithholdingDebt
            | Account::SocialSecurityDebt
            | Account::EmployeeDebt => Movement::OtherWorkingCapital,
            Account::Income(_)
            | Account::Cash
            | Account::Cost(_)
            | Account::IntangibleInProgress
            | Account::TangibleInProgress
            | Account::IresPosition
            | Account::IrapPosition
            | Account::ShareCapital
            | Account::LegalReserve
            | Account::OtherReserves
            | Account::RetainedEarnings
            | Account::BankLoans
            | Account::Revolver
            | Account::UncoveredNeed
            | Account::CapexPayables
            | Account::AccruedInterest => Movement::ByPayment,
        }
    }

    /// What the account is called: its statement line, or its own name where a line holds several.
    pub fn label(self) -> Label {
        let (italian, english) = match self {
            Account::Income(line) => return line.label(),
            Account::Cost(class) => return class.line().label(),
            Account::Accumulated(class) => {
                return class.line().label().with_detail(&Label::new(
                    "fondo ammortamento",
                    "accumulated depreciation",
                ));
            }
            Account::IntangibleInProgress => return AssetLine::BI6.label(),
            Account::TangibleInProgress => return AssetLine::BII5.label(),
            Account::Cash => ("Cassa", "Cash"),
            Account::CustomerReceivables => ("Crediti verso clienti", "Receivables from customers"),
            Account::GrantReceivables => (
                "Crediti per contributi in conto esercizio",
                "Operating grants receivable",
            ),
            Account::VatCredit => ("Credito IVA", "VAT credit"),
            Account::VatRefund => ("Credito IVA chiesto a rimborso", "VAT credit claimed back"),
            Account::IresPosition => ("Posizione IRES (credito)", "IRES position (credit)"),
            Account::IrapPosition => ("Posizione IRAP (credito)", "IRAP position (credit)"),
            Account::ShareCapital => return LiabilityLine::AI.label(),
            Account::LegalReserve => return LiabilityLine::AIV.label(),
            Account::OtherReserves => return LiabilityLine::AVI.label(),
            Account::RetainedEarnings => return LiabilityLine::AVIII.label(),
            Account::BankLoans => ("Finanziamenti bancari", "Bank loans"),
            Account::Revolver => ("Linee a revoca utilizzate", "Revolving lines drawn"),
            Account::UncoveredNeed => ("Fabbisogno scoperto", "Uncovered need"),
            Account::SupplierPayables => ("Debiti verso fornitori", "Payables to suppliers"),
            Account::CapexPayables => (
                "Debiti per investimenti, IVA esclusa",
                "Payables for investments, net of VAT",
            ),
            Account::CapexVatPayables => (
                "IVA dovuta ai fornitori di investimenti",
                "VAT due to suppliers of investments",
            ),
            Account::VatDebt => ("Debito IVA", "VAT debt"),
            Account::WithholdingDebt => ("Ritenute da versare", "Withholding tax due"),
            Account::SocialSecurityDebt => (
                "Contributi e previdenza da versare",
                "Social security and pensions due",
            ),
            Account::EmployeeDebt => ("Tredicesima maturata", "13th month accrued"),
            Account::AccruedInterest => ("Interessi maturati", "Interest accrued"),
        };
        Label::new(italian, english)
    }
}
