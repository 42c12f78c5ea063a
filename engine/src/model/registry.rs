//! What contracts may read of one another: the rows of investments and of debts, the open
//! receivable of a capital grant.
//!
//! A topic notes its rows here under the name of its item; a topic that is written later (a grant
//! that follows spending, a loan drawn with it, a ratio) reads them by that name, which the
//! scenario has checked to exist. So no topic knows another's keys.

use std::collections::BTreeMap;

use super::capital::CapitalRows;
use super::context::Context;
use super::contracts::Contracts;
use super::item::Item;
use super::ratios::Ratios;
use crate::ledger::EntityId;
use crate::sheet::RowId;

/// The rows of an investment.
#[derive(Debug, Clone, Copy)]
pub(super) struct CapexRows {
    /// The entity that owns it.
    pub(super) entity: EntityId,
    /// What the whole of it costs, spent or not.
    pub(super) planned: RowId,
    /// Spent in the month, net of VAT, in cents.
    pub(super) spent: RowId,
    /// The part of the months of spending that has passed: 100 % from the last one on.
    pub(super) progress: RowId,
    /// Cost in use at the month's end.
    pub(super) cost: RowId,
    /// Accumulated depreciation at the month's end.
    pub(super) accumulated: RowId,
}

/// A capital grant on an asset: of each euro of cost, `grant / covered` was granted.
#[derive(Debug, Clone)]
pub(super) struct GrantedRows {
    /// The grant.
    pub(super) item: Item,
    /// The whole grant.
    pub(super) grant: RowId,
    /// The whole cost that it covers.
    pub(super) covered: RowId,
}

/// The rows of a term loan or a bond.
#[derive(Debug, Clone, Copy)]
pub(super) struct DebtRows {
    /// The entity that owes it.
    pub(super) entity: EntityId,
    /// What is owed at the month's end.
    pub(super) closing: RowId,
    /// Interest that accrues in the month, with the fee on what is not drawn.
    pub(super) interest: RowId,
    /// Interest paid in the month, with that fee.
    pub(super) interest_paid: RowId,
    /// Principal repaid in the month.
    pub(super) repayment: RowId,
    /// 1 in the months in which a plan of instalments runs, from the first month of the first
    /// period that ends with one; none of a debt that is repaid all at once.
    pub(super) repaying: Option<RowId>,
}

/// The rows of a lease between entities.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeaseRows {
    /// Rent of the month, net of VAT, in cents.
    pub(super) rent: RowId,
    /// 1 once the last step of the rent is reached.
    pub(super) full_step: RowId,
}

/// The rows of a space that its tenants are charged by.
#[derive(Debug, Clone, Copy)]
pub(super) struct SpaceRows {
    /// 1 from the month in which it opens.
    pub(super) open: RowId,
    /// Its price at the level of its index.
    pub(super) price: RowId,
    /// Its service charge at the level of its index.
    pub(super) service_charge: Option<RowId>,
}

/// The rows noted so far, by the name of their item.
#[derive(Debug, Default)]
pub(super) struct Registry {
    granted: BTreeMap<String, Vec<GrantedRows>>,
    capex: BTreeMap<String, CapexRows>,
    debts: BTreeMap<String, DebtRows>,
    running_costs: BTreeMap<String, RowId>,
    grant_receivables: BTreeMap<String, RowId>,
    granted_shares: BTreeMap<String, Vec<RowId>>,
    index_rates: BTreeMap<String, RowId>,
    leases: BTreeMap<String, LeaseRows>,
    spaces: BTreeMap<String, SpaceRows>,
    pub(super) capital: CapitalRows,
    /// What readers of the plan find the rows of contracts by.
    pub(super) contracts: Contracts,
    ratios: BTreeMap<EntityId, Ratios>,
    property_values: BTreeMap<EntityId, RowId>,
    exits: BTreeMap<String, RowId>,
    exit_shares: BTreeMap<(String, RowId), RowId>,
}

impl Context<'_> {
    /// Notes the rows of an investment.
    pub(super) fn note_capex(&mut self, name: &str, rows: CapexRows) {
        self.registry.capex.insert(name.to_owned(), rows);
    }

    /// The rows of an investment, which is written before whatever follows its spending.
    pub(super) fn capex_rows(&self, name: &str) -> CapexRows {
        self.registry.capex[name]
    }

    /// Notes that a capital grant covers an investment.
    pub(super) fn note_granted(&mut self, capex: &str, rows: GrantedRows) {
        let granted = self.registry.granted.entry(capex.to_owned());
        granted.or_default().push(rows);
    }

    /// The capital grants that cover an investment.
    pub(super) fn grants_on(&self, capex: &str) -> Vec<GrantedRows> {
        self.registry
            .granted
            .get(capex)
            .cloned()
            .unwrap_or_default()
    }

    /// Notes the rows of a loan (`loans.bank`) or a bond (`bonds.green`), by its path.
    pub(super) fn note_debt(&mut self, path: &str, rows: DebtRows) {
        self.registry.debts.insert(path.to_owned(), rows);
    }

    /// The rows of a loan or a bond, by its path.
    pub(super) fn debt_rows(&self, path: &str) -> DebtRows {
        self.registry.debts[path]
    }

    /// The loans and bonds of an entity with their paths, in the order of the paths.
    pub(super) fn debts_of(&self, entity: EntityId) -> Vec<(String, DebtRows)> {
        let debts = self.registry.debts.iter();
        debts
            .filter(|(_, rows)| rows.entity == entity)
            .map(|(path, rows)| (path.clone(), *rows))
            .collect()
    }

    /// Notes what a cost, the direct cost of a service or a group of staff costs in the month, by
    /// the item's path.
    pub(super) fn note_cost(&mut self, path: &str, row: RowId) {
        self.registry.running_costs.insert(path.to_owned(), row);
    }

    /// What an item costs in the month, by its path; it is written before grants.
    pub(super) fn cost_row(&self, path: &str) -> RowId {
        self.registry.running_costs[path]
    }

    /// Notes the yearly rate of an index.
    pub(super) fn note_index_rate(&mut self, name: &str, row: RowId) {
        self.registry.index_rates.insert(name.to_owned(), row);
    }

    /// The yearly rate of an index.
    pub(super) fn index_rate(&self, name: &str) -> RowId {
        self.registry.index_rates[name]
    }

    /// Notes the share of an investment's cost that one more capital grant pays.
    pub(super) fn note_granted_share(&mut self, capex: &str, share: RowId) {
        let shares = &mut self.registry.granted_shares;
        shares.entry(capex.to_owned()).or_default().push(share);
    }

    /// The shares of an investment's cost that capital grants pay.
    pub(super) fn granted_shares(&self, capex: &str) -> Vec<RowId> {
        let shares = self.registry.granted_shares.get(capex);
        shares.cloned().unwrap_or_default()
    }

    /// Notes what a grant has recognised and not yet collected, at the month's end.
    pub(super) fn note_grant_receivable(&mut self, name: &str, row: RowId) {
        self.registry.grant_receivables.insert(name.to_owned(), row);
    }

    /// What a grant has recognised and not yet collected, at the month's end.
    pub(super) fn grant_receivable(&self, name: &str) -> RowId {
        self.registry.grant_receivables[name]
    }

    /// Notes the rows of a lease.
    pub(super) fn note_lease(&mut self, name: &str, rows: LeaseRows) {
        self.registry.leases.insert(name.to_owned(), rows);
    }

    /// Notes the rows of a space.
    pub(super) fn note_space(&mut self, name: &str, rows: SpaceRows) {
        self.registry.spaces.insert(name.to_owned(), rows);
    }

    /// The rows of a space, which is written before its tenants.
    pub(super) fn space_rows(&self, name: &str) -> SpaceRows {
        self.registry.spaces[name]
    }

    /// 1 once an income with steps, the rent of a lease, has reached its last one; nothing for
    /// other incomes.
    pub(super) fn full_income(&self, income: RowId) -> Option<RowId> {
        let lease = self
            .registry
            .leases
            .values()
            .find(|rows| rows.rent == income);
        lease.map(|rows| rows.full_step)
    }

    /// Notes the ratios of an entity, written once its statements are closed.
    pub(super) fn note_ratios(&mut self, entity: EntityId, ratios: Ratios) {
        self.registry.ratios.insert(entity, ratios);
    }

    /// The ratios of an entity, once its statements are closed.
    pub(super) fn ratios(&self, entity: EntityId) -> Option<Ratios> {
        self.registry.ratios.get(&entity).copied()
    }

    /// Notes what the sale of a valued property leaves to its owners.
    pub(super) fn note_exit(&mut self, valuation: &str, exit: RowId) {
        self.registry.exits.insert(valuation.to_owned(), exit);
    }

    /// Notes a holder's share of what a sale leaves, by the row of the holder's own cash.
    pub(super) fn note_exit_share(&mut self, valuation: &str, cash: RowId, share: RowId) {
        let shares = &mut self.registry.exit_shares;
        shares.insert((valuation.to_owned(), cash), share);
    }

    /// What the sale of a valued property adds to a flow: to a holder's cash the holder's share, to
    /// any other flow what it leaves to all owners. Nothing where the property's income does not
    /// exist, which has been reported.
    pub(super) fn exit(&self, valuation: &str, flow: RowId) -> Option<RowId> {
        let share = self.registry.exit_shares.get(&(valuation.to_owned(), flow));
        share.or(self.registry.exits.get(valuation)).copied()
    }

    /// Notes what an entity's properties are worth together.
    pub(super) fn note_property_value(&mut self, entity: EntityId, value: RowId) {
        self.registry.property_values.insert(entity, value);
    }

    /// What an entity's properties are worth together.
    pub(super) fn property_value(&self, entity: EntityId) -> Option<RowId> {
        self.registry.property_values.get(&entity).copied()
    }
}
