//! The groups in which sources and uses of cash are told.

use cittadella_engine::ledger::{CashFlow, Flow};
use cittadella_engine::model::{DebtKind, PlanEntity};
use cittadella_engine::sheet::RowId;
use cittadella_engine::wording::Label;

use super::site::Site;

/// A group of lines, with a subtotal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Equity,
    Grants,
    Debt,
    Need,
    Receipts,
    OtherIn,
    Investments,
    InvestmentVat,
    Payments,
    Finance,
    IncomeTax,
    Repayments,
    Owners,
    OtherOut,
}

impl Group {
    /// The groups of sources, in their order.
    pub(super) const SOURCES: [Group; 6] = [
        Group::Equity,
        Group::Grants,
        Group::Debt,
        Group::Need,
        Group::Receipts,
        Group::OtherIn,
    ];
    /// The groups of uses, in their order.
    pub(super) const USES: [Group; 8] = [
        Group::Investments,
        Group::InvestmentVat,
        Group::Finance,
        Group::Payments,
        Group::IncomeTax,
        Group::Repayments,
        Group::Owners,
        Group::OtherOut,
    ];

    /// The group of a line of cash.
    fn of(line: CashFlow) -> Group {
        use CashFlow as L;
        match line {
            L::EquityPaidIn => Group::Equity,
            L::CapitalGrantsReceived => Group::Grants,
            L::RevolverDrawn | L::LoansDrawn | L::BondsIssued => Group::Debt,
            L::NeedRaised => Group::Need,
            L::CustomerReceipts
            | L::GrantReceipts
            | L::ContributionsReceived
            | L::OtherReceipts => Group::Receipts,
            L::VatRefunds | L::CapexVatRefunds | L::InterestReceived | L::DividendsReceived => {
                Group::OtherIn
            }
            L::DepositsReceived | L::ReserveReleased => Group::OtherIn,
            L::TangibleInvested | L::IntangibleInvested => Group::Investments,
            L::CapexVatPayments => Group::InvestmentVat,
            L::SupplierPayments | L::StaffPayments | L::OtherPayments | L::ContributionsPaid => {
                Group::Payments
            }
            L::VatPayments => Group::Payments,
            L::InterestPaid | L::FinancingCostsPaid => Group::Finance,
            L::IncomeTaxPaid => Group::IncomeTax,
            L::RevolverRepaid | L::LoansRepaid | L::BondsRepaid | L::NeedRepaid => {
                Group::Repayments
            }
            L::DividendsPaid => Group::Owners,
            L::HoldingsPaid | L::DepositsPaid | L::CapitalGrantsReturned | L::ReserveFunded => {
                Group::OtherOut
            }
        }
    }

    /// What it is called.
    pub(super) fn label(self) -> Label {
        let (italian, english) = match self {
            Group::Equity => ("Capitale dei soci", "Owners' capital"),
            Group::Grants => ("Contributi agli investimenti", "Grants for investments"),
            Group::Debt => ("Finanziamenti", "Debt"),
            Group::Need => ("Fabbisogno scoperto", "Uncovered need"),
            Group::Receipts => ("Incassi della gestione", "Operating receipts"),
            Group::OtherIn => ("Altre entrate", "Other inflows"),
            Group::Investments => ("Investimenti, IVA esclusa", "Investments, net of VAT"),
            Group::InvestmentVat => ("IVA sugli investimenti", "VAT on investments"),
            Group::Payments => ("Pagamenti della gestione", "Operating payments"),
            Group::Finance => ("Interessi e oneri finanziari", "Interest and costs of debt"),
            Group::IncomeTax => ("Imposte sul reddito", "Income taxes"),
            Group::Repayments => ("Rimborsi", "Repayments"),
            Group::Owners => ("Dividendi", "Dividends"),
            Group::OtherOut => ("Altre uscite", "Other outflows"),
        };
        Label::new(italian, english)
    }
}

/// A line of the page.
pub(super) struct Entry {
    /// What it is called.
    pub(super) label: Label,
    /// Its row.
    pub(super) row: RowId,
}

/// The lines of a group: those of the ledger, debt contract by contract.
pub(super) fn entries(site: &Site<'_>, body: &PlanEntity, group: Group, flow: Flow) -> Vec<Entry> {
    let whole = site.plan().group.as_ref();
    let all = whole.is_some_and(|whole| whole.books.id == body.id);
    // Of all bodies together the ledger tells: what one lends to another falls out there.
    if group == Group::Debt && !all {
        let debts = site.plan().contracts.debts.iter();
        return debts
            .filter(|debt| debt.name.entity == body.name)
            .map(|debt| Entry {
                label: debt.name.label.with_detail(&match debt.kind {
                    DebtKind::Loan | DebtKind::Line => Label::new("erogato", "drawn"),
                    DebtKind::Bond => Label::new("emesso", "issued"),
                }),
                row: debt.drawn,
            })
            .collect();
    }
    let of_flow = body.payments.iter().filter(|(line, _)| line.flow() == flow);
    of_flow
        .filter(|(line, _)| Group::of(*line) == group)
        .map(|(line, row)| Entry {
            label: line.label(),
            row: *row,
        })
        .collect()
}
