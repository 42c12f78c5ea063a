//! What a posting that moves cash is, in the words of the cash-flow statement (OIC 10).

use crate::wording::Label;

/// The section of the cash-flow statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// A, before interest and income taxes: what sales bring in and what running costs.
    Operations,
    /// A, below: interest and income taxes.
    InterestAndTax,
    /// B: investments.
    Investing,
    /// C: debt and equity.
    Financing,
}

/// Which way a line moves cash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flow {
    /// Cash comes in.
    In,
    /// Cash goes out.
    Out,
}

/// The line of the cash-flow statement to which a posting to or from cash belongs.
///
/// Every amount is positive; [`CashFlow::flow`] says its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CashFlow {
    /// Collected from customers, VAT included.
    CustomerReceipts,
    /// Operating grants collected.
    GrantReceipts,
    /// Other operating receipts.
    OtherReceipts,
    /// Paid to suppliers of goods and services, VAT included.
    SupplierPayments,
    /// Paid to employees, and for them to the tax and social security offices.
    StaffPayments,
    /// Other operating payments.
    OtherPayments,
    /// VAT paid with the periodic settlement and as December advance.
    VatPayments,
    /// VAT paid to suppliers of fixed assets.
    CapexVatPayments,
    /// VAT credit on running costs refunded.
    VatRefunds,
    /// VAT credit on investments refunded.
    CapexVatRefunds,
    /// Interest received.
    InterestReceived,
    /// Interest paid.
    InterestPaid,
    /// Income taxes paid: balance and advances.
    IncomeTaxPaid,
    /// Paid for tangible assets, net of VAT.
    TangibleInvested,
    /// Paid for intangible assets, net of VAT.
    IntangibleInvested,
    /// Drawn on revolving lines.
    RevolverDrawn,
    /// Repaid on revolving lines.
    RevolverRepaid,
    /// Term loans drawn.
    LoansDrawn,
    /// Term loans repaid.
    LoansRepaid,
    /// Capital paid in by holders.
    EquityPaidIn,
    /// Need that no source covers: what must still be found in the month.
    NeedRaised,
    /// Earlier need that could be given back in the month.
    NeedRepaid,
}

impl CashFlow {
    /// Every line, in the order of the statement.
    pub const ALL: [CashFlow; 22] = [
        CashFlow::CustomerReceipts,
        CashFlow::GrantReceipts,
        CashFlow::OtherReceipts,
        CashFlow::SupplierPayments,
        CashFlow::StaffPayments,
        CashFlow::OtherPayments,
        CashFlow::VatPayments,
        CashFlow::CapexVatPayments,
        CashFlow::VatRefunds,
        CashFlow::CapexVatRefunds,
        CashFlow::InterestReceived,
        CashFlow::InterestPaid,
        CashFlow::IncomeTaxPaid,
        CashFlow::TangibleInvested,
        CashFlow::IntangibleInvested,
        CashFlow::RevolverDrawn,
        CashFlow::RevolverRepaid,
        CashFlow::LoansDrawn,
        CashFlow::LoansRepaid,
        CashFlow::EquityPaidIn,
        CashFlow::NeedRaised,
        CashFlow::NeedRepaid,
    ];

    /// The word used in row keys: `hub.cash.customer_receipts`.
    pub fn word(self) -> &'static str {
        match self {
            CashFlow::CustomerReceipts => "customer_receipts",
            CashFlow::GrantReceipts => "grant_receipts",
            CashFlow::OtherReceipts => "other_receipts",
            CashFlow::SupplierPayments => "supplier_payments",
            CashFlow::StaffPayments => "staff_payments",
            CashFlow::OtherPayments => "other_payments",
            CashFlow::VatPayments => "vat_payments",
            CashFlow::CapexVatPayments => "capex_vat_payments",
            CashFlow::VatRefunds => "vat_refunds",
            CashFlow::CapexVatRefunds => "capex_vat_refunds",
            CashFlow::InterestReceived => "interest_received",
            CashFlow::InterestPaid => "interest_paid",
            CashFlow::IncomeTaxPaid => "income_tax_paid",
            CashFlow::TangibleInvested => "tangible_invested",
            CashFlow::IntangibleInvested => "intangible_invested",
            CashFlow::RevolverDrawn => "revolver_drawn",
            CashFlow::RevolverRepaid => "revolver_repaid",
            CashFlow::LoansDrawn => "loans_drawn",
            CashFlow::LoansRepaid => "loans_repaid",
            CashFlow::EquityPaidIn => "equity_paid_in",
            CashFlow::NeedRaised => "need_raised",
            CashFlow::NeedRepaid => "need_repaid",
        }
    }

    /// What the line is called.
    pub fn label(self) -> Label {
        let (italian, english) = match self {
            CashFlow::CustomerReceipts => ("Incassi da clienti", "Collected from customers"),
            CashFlow::GrantReceipts => (
                "Contributi in conto esercizio incassati",
                "Operating grants collected",
            ),
            CashFlow::OtherReceipts => ("Altri incassi", "Other receipts"),
            CashFlow::SupplierPayments => ("Pagamenti a fornitori", "Paid to suppliers"),
            CashFlow::StaffPayments => ("Pagamenti per il personale", "Paid for staff"),
            CashFlow::OtherPayments => ("Altri pagamenti", "Other payments"),
            CashFlow::VatPayments => ("IVA versata", "VAT paid"),
            CashFlow::CapexVatPayments => {
                ("IVA pagata sugli investimenti", "VAT paid on investments")
            }
            CashFlow::VatRefunds => ("IVA rimborsata", "VAT refunded"),
            CashFlow::CapexVatRefunds => (
                "IVA sugli investimenti rimborsata",
                "VAT on investments refunded",
            ),
            CashFlow::InterestReceived => ("Interessi incassati", "Interest received"),
            CashFlow::InterestPaid => ("Interessi pagati", "Interest paid"),
            CashFlow::IncomeTaxPaid => ("Imposte sul reddito pagate", "Income taxes paid"),
            CashFlow::TangibleInvested => (
                "Investimenti in immobilizzazioni materiali",
                "Invested in tangible assets",
            ),
            CashFlow::IntangibleInvested => (
                "Investimenti in immobilizzazioni immateriali",
                "Invested in intangible assets",
            ),
            CashFlow::RevolverDrawn => ("Utilizzo di linee a revoca", "Drawn on revolving lines"),
            CashFlow::RevolverRepaid => ("Rientro di linee a revoca", "Repaid on revolving lines"),
            CashFlow::LoansDrawn => ("Accensione finanziamenti", "Loans drawn"),
            CashFlow::LoansRepaid => ("Rimborso finanziamenti", "Loans repaid"),
            CashFlow::EquityPaidIn => ("Aumento di capitale a pagamento", "Capital paid in"),
            CashFlow::NeedRaised => (
                "Fabbisogno scoperto del mese",
                "Uncovered need of the month",
            ),
            CashFlow::NeedRepaid => ("Fabbisogno scoperto rientrato", "Uncovered need given back"),
        };
        Label::new(italian, english)
    }

    /// Which way the line moves cash.
    pub fn flow(self) -> Flow {
        match self {
            CashFlow::CustomerReceipts
            | CashFlow::GrantReceipts
            | CashFlow::OtherReceipts
            | CashFlow::VatRefunds
            | CashFlow::CapexVatRefunds
            | CashFlow::InterestReceived
            | CashFlow::RevolverDrawn
            | CashFlow::LoansDrawn
            | CashFlow::EquityPaidIn
            | CashFlow::NeedRaised => Flow::In,
            CashFlow::SupplierPayments
            | CashFlow::StaffPayments
            | CashFlow::OtherPayments
            | CashFlow::VatPayments
            | CashFlow::CapexVatPayments
            | CashFlow::InterestPaid
            | CashFlow::IncomeTaxPaid
            | CashFlow::TangibleInvested
            | CashFlow::IntangibleInvested
            | CashFlow::RevolverRepaid
            | CashFlow::LoansRepaid
            | CashFlow::NeedRepaid => Flow::Out,
        }
    }

    /// The section of the statement.
    pub fn section(self) -> Section {
        match self {
            CashFlow::CustomerReceipts
            | CashFlow::GrantReceipts
            | CashFlow::OtherReceipts
            | CashFlow::SupplierPayments
            | CashFlow::StaffPayments
            | CashFlow::OtherPayments
            | CashFlow::VatPayments
            | CashFlow::CapexVatPayments
            | CashFlow::VatRefunds
            | CashFlow::CapexVatRefunds => Section::Operations,
            CashFlow::InterestReceived | CashFlow::InterestPaid | CashFlow::IncomeTaxPaid => {
                Section::InterestAndTax
            }
            CashFlow::TangibleInvested | CashFlow::IntangibleInvested => Section::Investing,
            CashFlow::RevolverDrawn
            | CashFlow::RevolverRepaid
            | CashFlow::LoansDrawn
            | CashFlow::LoansRepaid
            | CashFlow::EquityPaidIn
            | CashFlow::NeedRaised
            | CashFlow::NeedRepaid => Section::Financing,
        }
    }

    /// What the line is called in the statement, where it is shown net of another.
    pub fn net_label(self) -> Label {
        if self == CashFlow::RevolverDrawn {
            Label::new(
                "Debiti a breve verso banche: variazione",
                "Short-term bank debt: change",
            )
        } else if self == CashFlow::NeedRaised {
            Label::new("Fabbisogno scoperto: variazione", "Uncovered need: change")
        } else {
            self.label()
        }
    }

    /// The line against which the statement shows this one net, as OIC 10 asks for short-term
    /// bank debt: the repayments of what is drawn and given back at need.
    pub fn net_of(self) -> Option<CashFlow> {
        match self {
            CashFlow::RevolverRepaid => Some(CashFlow::RevolverDrawn),
            CashFlow::NeedRepaid => Some(CashFlow::NeedRaised),
            CashFlow::CustomerReceipts
            | CashFlow::GrantReceipts
            | CashFlow::OtherReceipts
            | CashFlow::SupplierPayments
            | CashFlow::StaffPayments
            | CashFlow::OtherPayments
            | CashFlow::VatPayments
            | CashFlow::CapexVatPayments
            | CashFlow::VatRefunds
            | CashFlow::CapexVatRefunds
            | CashFlow::InterestReceived
            | CashFlow::InterestPaid
            | CashFlow::IncomeTaxPaid
            | CashFlow::TangibleInvested
            | CashFlow::IntangibleInvested
            | CashFlow::RevolverDrawn
            | CashFlow::LoansDrawn
            | CashFlow::LoansRepaid
            | CashFlow::EquityPaidIn
            | CashFlow::NeedRaised => None,
        }
    }
}
