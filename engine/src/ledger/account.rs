//! Accounts: where postings go, and what each account is to the statements.

use super::line::{AssetLine, IncomeLine, LiabilityLine};

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
            L::BI6 | L::BII5 | L::BIII1 | L::BIII2 | L::CII1 | L::CII3 | L::CII5Bis => None,
            L::CII5Quater | L::CIV1 | L::CIV1Reserve | L::D => None,
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

    /// Whether it is land or buildings (B.II.1).
    pub fn is_land_or_buildings(self) -> bool {
        self.0 == AssetLine::BII1
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
    /// Shares in other entities of the plan, at what was paid for them.
    Holdings,
    /// Deposits paid as security.
    DepositsPaid,
    /// Invoices to customers not yet collected, VAT included.
    CustomerReceivables,
    /// What other entities of the plan owe for goods, services and rent, VAT included.
    AffiliateReceivables,
    /// Operating grants earned and not yet collected; a debt where an advance exceeds them.
    GrantReceivables,
    /// Capital grants recognised and not yet collected; a debt where an advance exceeds them.
    CapitalGrantReceivables,
    /// VAT on purchases, and the credit carried from month to month.
    VatCredit,
    /// VAT credit claimed back and not yet refunded.
    VatRefund,
    /// IRES: a credit where advances exceed the tax, else a debt.
    IresPosition,
    /// IRAP: a credit where advances exceed the tax, else a debt.
    IrapPosition,
    /// Cash held on the reserve account of a loan, which only serves its debt.
    ReserveCash,
    /// Fees and discounts of loans and bonds, still to be charged.
    PrepaidFinancingCosts,
    /// Other costs invoiced before the time they are for: rent in advance.
    Prepayments,
    /// Share capital, or the endowment fund of a foundation.
    ShareCapital,
    /// Legal reserve (art. 2430 c.c.).
    LegalReserve,
    /// Capital contributions and other reserves.
    OtherReserves,
    /// Retained earnings as opened and as allocated; earlier results of the plan are added by the
    /// balance sheet.
    RetainedEarnings,
    /// Bonds at their nominal value.
    Bonds,
    /// Term loans from banks.
    BankLoans,
    /// The drawn part of revolving lines.
    Revolver,
    /// Money that is missing and that no source covers yet.
    UncoveredNeed,
    /// Invoices from suppliers of goods and services not yet paid, VAT included.
    SupplierPayables,
    /// What is owed to other entities of the plan for goods, services and rent, VAT included.
    AffiliatePayables,
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
    /// Municipal taxes on property that have accrued and are not yet paid.
    PropertyTaxDebt,
    /// Deposits received as security.
    DepositsReceived,
    /// Capital grants recognised, as long as their assets last.
    CapitalGrants,
    /// The part of capital grants that has become income with the depreciation of their assets.
    CapitalGrantsReleased,
    /// Income invoiced before the time it is for: rent in advance.
    DeferredIncome,
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
    /// On a liability line, as a deduction.
    LiabilityDeduction(LiabilityLine),
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
    /// The yearly share of capital grants, income that moves no cash: taken off the result.
    GrantRelease,
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
            Account::Holdings => Position::Asset(A::BIII1),
            Account::DepositsPaid => Position::Asset(A::BIII2),
            Account::CustomerReceivables => Position::Asset(A::CII1),
            Account::AffiliateReceivables => Position::Asset(A::CII3),
            Account::GrantReceivables | Account::CapitalGrantReceivables => {
                Position::Swing(A::CII5Quater, L::D14)
            }
            Account::VatCredit | Account::VatRefund => Position::Asset(A::CII5Bis),
            Account::IresPosition | Account::IrapPosition => Position::Swing(A::CII5Bis, L::D12),
            Account::ReserveCash => Position::Asset(A::CIV1Reserve),
            Account::PrepaidFinancingCosts | Account::Prepayments => Position::Asset(A::D),
            Account::ShareCapital => Position::Liability(L::AI),
            Account::LegalReserve => Position::Liability(L::AIV),
            Account::OtherReserves => Position::Liability(L::AVI),
            Account::RetainedEarnings => Position::Liability(L::AVIII),
            Account::Bonds => Position::Liability(L::D1),
            Account::BankLoans | Account::Revolver => Position::Liability(L::D4),
            Account::UncoveredNeed => Position::Liability(L::D5),
            Account::SupplierPayables | Account::CapexPayables | Account::CapexVatPayables => {
                Position::Liability(L::D7)
            }
            Account::AffiliatePayables => Position::Liability(L::D10),
            Account::VatDebt | Account::WithholdingDebt | Account::PropertyTaxDebt => {
                Position::Liability(L::D12)
            }
            Account::SocialSecurityDebt => Position::Liability(L::D13),
            Account::EmployeeDebt | Account::DepositsReceived => Position::Liability(L::D14),
            Account::CapitalGrants | Account::DeferredIncome | Account::AccruedInterest => {
                Position::Liability(L::E)
            }
            Account::CapitalGrantsReleased => Position::LiabilityDeduction(L::E),
        }
    }

    /// The side on which the balance is positive.
    pub fn side(self) -> Side {
        match self.position() {
            Position::Asset(_) | Position::Swing(..) | Position::LiabilityDeduction(_) => {
                Side::Debit
            }
            Position::Deduction(_) | Position::Liability(_) => Side::Credit,
            Position::Result(line) if line.is_income() => Side::Credit,
            Position::Result(_) => Side::Debit,
        }
    }

    /// How the account's movement enters the cash-flow statement.
    pub fn movement(self) -> Movement {
        match self {
            Account::Accumulated(_) => Movement::NonCash,
            Account::CapitalGrantsReleased => Movement::GrantRelease,
            Account::CustomerReceivables | Account::AffiliateReceivables => Movement::Customers,
            Account::SupplierPayables | Account::AffiliatePayables => Movement::Suppliers,
            Account::GrantReceivables
            | Account::VatCredit
            | Account::VatRefund
            | Account::VatDebt
            | Account::CapexVatPayables
            | Account::WithholdingDebt
            | Account::SocialSecurityDebt
            | Account::EmployeeDebt
            | Account::PropertyTaxDebt
            | Account::Prepayments
            | Account::DeferredIncome => Movement::OtherWorkingCapital,
            Account::Income(_)
            | Account::Cash
            | Account::Cost(_)
            | Account::IntangibleInProgress
            | Account::TangibleInProgress
            | Account::Holdings
            | Account::DepositsPaid
            | Account::CapitalGrantReceivables
            | Account::ReserveCash
            | Account::PrepaidFinancingCosts
            | Account::Bonds
            | Account::DepositsReceived
            | Account::CapitalGrants
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
}
