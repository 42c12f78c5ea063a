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

/// Declares the lines with their word, direction, section and labels, so that each stands in one
/// place.
macro_rules! cash_flows {
    ($($(#[$doc:meta])* $variant:ident, $word:literal, $flow:ident, $section:ident, $italian:literal, $english:literal;)*) => {
        /// The line of the cash-flow statement to which a posting to or from cash belongs.
        ///
        /// Every amount is positive; [`CashFlow::flow`] says its direction.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum CashFlow {
            $($(#[$doc])* $variant,)*
        }

        impl CashFlow {
            /// Every line, in the order of the statement.
            pub const ALL: &[CashFlow] = &[$(CashFlow::$variant),*];

            /// The word used in row keys: `hub.cash.customer_receipts`.
            pub fn word(self) -> &'static str {
                match self { $(CashFlow::$variant => $word,)* }
            }

            /// What the line is called.
            pub fn label(self) -> Label {
                match self { $(CashFlow::$variant => Label::new($italian, $english),)* }
            }

            /// Which way the line moves cash.
            pub fn flow(self) -> Flow {
                match self { $(CashFlow::$variant => Flow::$flow,)* }
            }

            /// The section of the statement.
            pub fn section(self) -> Section {
                match self { $(CashFlow::$variant => Section::$section,)* }
            }
        }
    };
}

cash_flows! {
    /// Collected from customers, VAT included.
    CustomerReceipts, "customer_receipts", In, Operations,
        "Incassi da clienti", "Collected from customers";
    /// Operating grants collected.
    GrantReceipts, "grant_receipts", In, Operations,
        "Contributi in conto esercizio incassati", "Operating grants collected";
    /// Contributions of members, donors and other entities.
    ContributionsReceived, "contributions_received", In, Operations,
        "Quote, contributi e liberalità incassati", "Contributions and donations received";
    /// Other operating receipts.
    OtherReceipts, "other_receipts", In, Operations,
        "Altri incassi", "Other receipts";
    /// Paid to suppliers of goods and services, VAT included.
    SupplierPayments, "supplier_payments", Out, Operations,
        "Pagamenti a fornitori", "Paid to suppliers";
    /// Paid to employees, and for them to the tax and social security offices.
    StaffPayments, "staff_payments", Out, Operations,
        "Pagamenti per il personale", "Paid for staff";
    /// Other operating payments.
    OtherPayments, "other_payments", Out, Operations,
        "Altri pagamenti", "Other payments";
    /// Contributions to other entities.
    ContributionsPaid, "contributions_paid", Out, Operations,
        "Contributi versati ad altri enti", "Contributions paid to other entities";
    /// VAT paid with the periodic settlement and as December advance.
    VatPayments, "vat_payments", Out, Operations,
        "IVA versata", "VAT paid";
    /// VAT paid to suppliers of fixed assets.
    CapexVatPayments, "capex_vat_payments", Out, Operations,
        "IVA pagata sugli investimenti", "VAT paid on investments";
    /// VAT credit on running costs refunded.
    VatRefunds, "vat_refunds", In, Operations,
        "IVA rimborsata", "VAT refunded";
    /// VAT credit on investments refunded.
    CapexVatRefunds, "capex_vat_refunds", In, Operations,
        "IVA sugli investimenti rimborsata", "VAT on investments refunded";
    /// Interest received.
    InterestReceived, "interest_received", In, InterestAndTax,
        "Interessi incassati", "Interest received";
    /// Interest paid.
    InterestPaid, "interest_paid", Out, InterestAndTax,
        "Interessi pagati", "Interest paid";
    /// Dividends received.
    DividendsReceived, "dividends_received", In, InterestAndTax,
        "Dividendi incassati", "Dividends received";
    /// Income taxes paid: balance and advances.
    IncomeTaxPaid, "income_tax_paid", Out, InterestAndTax,
        "Imposte sul reddito pagate", "Income taxes paid";
    /// Paid for tangible assets, net of VAT.
    TangibleInvested, "tangible_invested", Out, Investing,
        "Investimenti in immobilizzazioni materiali", "Invested in tangible assets";
    /// Paid for intangible assets, net of VAT.
    IntangibleInvested, "intangible_invested", Out, Investing,
        "Investimenti in immobilizzazioni immateriali", "Invested in intangible assets";
    /// Paid into the capital of other entities.
    HoldingsPaid, "holdings_paid", Out, Investing,
        "Versamenti in partecipazioni", "Paid into equity holdings";
    /// Deposits paid as security.
    DepositsPaid, "deposits_paid", Out, Investing,
        "Depositi cauzionali versati", "Deposits paid";
    /// Capital grants collected, advances included.
    CapitalGrantsReceived, "capital_grants_received", In, Investing,
        "Contributi in conto impianti incassati", "Capital grants collected";
    /// Capital grants given back.
    CapitalGrantsReturned, "capital_grants_returned", Out, Investing,
        "Contributi in conto impianti restituiti", "Capital grants given back";
    /// Drawn on revolving lines.
    RevolverDrawn, "revolver_drawn", In, Financing,
        "Utilizzo di linee a revoca", "Drawn on revolving lines";
    /// Repaid on revolving lines.
    RevolverRepaid, "revolver_repaid", Out, Financing,
        "Rientro di linee a revoca", "Repaid on revolving lines";
    /// Term loans drawn.
    LoansDrawn, "loans_drawn", In, Financing,
        "Accensione finanziamenti", "Loans drawn";
    /// Term loans repaid.
    LoansRepaid, "loans_repaid", Out, Financing,
        "Rimborso finanziamenti", "Loans repaid";
    /// Bonds issued, at their issue price.
    BondsIssued, "bonds_issued", In, Financing,
        "Emissione di obbligazioni", "Bonds issued";
    /// Bonds repaid.
    BondsRepaid, "bonds_repaid", Out, Financing,
        "Rimborso di obbligazioni", "Bonds repaid";
    /// Up-front fees, substitute tax and issue costs.
    FinancingCostsPaid, "financing_costs_paid", Out, Financing,
        "Oneri accessori ai finanziamenti", "Costs of obtaining finance";
    /// Deposits received as security.
    DepositsReceived, "deposits_received", In, Financing,
        "Depositi cauzionali ricevuti", "Deposits received";
    /// Paid into the reserve account of a loan.
    ReserveFunded, "reserve_funded", Out, Financing,
        "Versamenti al conto di riserva del debito", "Paid into the debt service reserve";
    /// Taken from the reserve account of a loan.
    ReserveReleased, "reserve_released", In, Financing,
        "Prelievi dal conto di riserva del debito", "Taken from the debt service reserve";
    /// Capital paid in by holders.
    EquityPaidIn, "equity_paid_in", In, Financing,
        "Aumento di capitale a pagamento", "Capital paid in";
    /// Dividends paid to holders.
    DividendsPaid, "dividends_paid", Out, Financing,
        "Dividendi pagati", "Dividends paid";
    /// Need that no source covers: what must still be found in the month.
    NeedRaised, "need_raised", In, Financing,
        "Fabbisogno scoperto del mese", "Uncovered need of the month";
    /// Earlier need that could be given back in the month.
    NeedRepaid, "need_repaid", Out, Financing,
        "Fabbisogno scoperto rientrato", "Uncovered need given back";
}

impl CashFlow {
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
        let pairs = [
            (CashFlow::RevolverRepaid, CashFlow::RevolverDrawn),
            (CashFlow::NeedRepaid, CashFlow::NeedRaised),
        ];
        let pair = pairs.into_iter().find(|(line, _)| *line == self);
        pair.map(|(_, drawn)| drawn)
    }
}
