//! The contracts of a plan whose rows a reader wants to see side by side: what is lent, granted,
//! let and invested, as pointers into the sheet.

use super::context::Context;
use super::item::Item;
use crate::sheet::RowId;
use crate::wording::Label;

/// The contracts of a plan, each kind in the order in which its rows were written.
#[derive(Debug, Clone, Default)]
pub struct Contracts {
    /// Loans, revolving lines and bonds.
    pub debts: Vec<PlanDebt>,
    /// Public money.
    pub grants: Vec<PlanGrant>,
    /// What is let, by the square metre.
    pub lettings: Vec<PlanLetting>,
    /// What is invested.
    pub investments: Vec<PlanInvestment>,
    /// Calls of capital, holder by holder.
    pub calls: Vec<PlanCall>,
}

/// Which contract it is, and whose.
#[derive(Debug, Clone)]
pub struct ContractName {
    /// The entity in whose books it stands.
    pub entity: String,
    /// Its path in the scenario: `loans.mortgage`.
    pub path: String,
    /// What it is called.
    pub label: Label,
    /// The scenario line that states it.
    pub place: Option<String>,
}

/// What kind of debt it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DebtKind {
    /// A loan with a plan of repayment.
    Loan,
    /// A line that is drawn at need.
    Line,
    /// A bond.
    Bond,
}

/// A loan, a revolving line or a bond. All rows are positive.
#[derive(Debug, Clone)]
pub struct PlanDebt {
    /// Which one.
    pub name: ContractName,
    /// What kind.
    pub kind: DebtKind,
    /// What is owed at the month's end.
    pub closing: RowId,
    /// Cash drawn in the month; of a bond its issue price.
    pub drawn: RowId,
    /// Principal repaid in the month.
    pub repaid: RowId,
    /// Interest paid in the month; the fee on what is not drawn included.
    pub interest_paid: RowId,
}

/// A grant: what conditions met give a right to, what is claimed of it and what is received.
#[derive(Debug, Clone)]
pub struct PlanGrant {
    /// Which one.
    pub name: ContractName,
    /// Whether it pays for investments.
    pub capital: bool,
    /// Recognised in the month: the grant's part of what was spent.
    pub recognised: RowId,
    /// Claimed in the month, advances apart; none where it is paid on dates.
    pub claimed: Option<RowId>,
    /// Received in the month, each in a row of its own: the advance, the claims.
    pub received: Vec<RowId>,
    /// Given back in the month.
    pub returned: Option<RowId>,
}

/// Square metres that pay.
#[derive(Debug, Clone)]
pub struct PlanLetting {
    /// The space or the tenant.
    pub name: ContractName,
    /// What is let in the month.
    pub area: RowId,
}

/// An investment.
#[derive(Debug, Clone)]
pub struct PlanInvestment {
    /// Which one.
    pub name: ContractName,
    /// Spent in the month, net of VAT.
    pub spent: RowId,
}

/// What one holder pays into the capital of one entity.
#[derive(Debug, Clone)]
pub struct PlanCall {
    /// Whose capital it is, and who pays.
    pub name: ContractName,
    /// Whether the holder is an entity of the plan.
    pub within: bool,
    /// Paid in the month.
    pub paid: RowId,
}

impl ContractName {
    /// The name of an item that stands in the books of an entity.
    pub(super) fn of(item: &Item) -> ContractName {
        let entity = item.entity.as_ref().map(|(_, name)| name.clone());
        ContractName {
            entity: entity.unwrap_or_default(),
            path: item.key.to_string(),
            label: item.label.clone(),
            place: item.origin.place.clone(),
        }
    }
}

impl Context<'_> {
    /// Notes a loan, a line or a bond.
    pub(super) fn tell_debt(
        &mut self,
        item: &Item,
        kind: DebtKind,
        [closing, drawn, repaid, interest_paid]: [RowId; 4],
    ) {
        self.registry.contracts.debts.push(PlanDebt {
            name: ContractName::of(item),
            kind,
            closing,
            drawn,
            repaid,
            interest_paid,
        });
    }

    /// Notes what is let of a space or to a tenant.
    pub(super) fn tell_letting(&mut self, item: &Item, area: RowId) {
        let name = ContractName::of(item);
        self.registry
            .contracts
            .lettings
            .push(PlanLetting { name, area });
    }

    /// Notes an investment.
    pub(super) fn tell_investment(&mut self, item: &Item, spent: RowId) {
        let name = ContractName::of(item);
        self.registry
            .contracts
            .investments
            .push(PlanInvestment { name, spent });
    }

    /// Notes what a holder pays in.
    pub(super) fn tell_call(&mut self, item: &Item, within: bool, paid: RowId) {
        let name = ContractName::of(item);
        self.registry
            .contracts
            .calls
            .push(PlanCall { name, within, paid });
    }
}
