//! What capital, reserves and results let other topics read.

use std::collections::BTreeMap;

use crate::ledger::EntityId;
use crate::model::context::Context;
use crate::scenario::LiveNumber;
use crate::sheet::RowId;

/// The rows of one holder of an `[equity.*]`, or of its only holders where none are named.
#[derive(Debug, Clone)]
pub(in crate::model) struct HolderRows {
    /// The name in `[equity.*]`.
    pub(in crate::model) equity: String,
    /// The holder's key; none where the scenario names no holders.
    pub(in crate::model) key: Option<String>,
    /// What the holder is called.
    pub(in crate::model) label: crate::wording::Label,
    /// The company held.
    pub(in crate::model) issuer: EntityId,
    /// Paid in during the month.
    pub(in crate::model) paid: RowId,
    /// Paid in so far.
    pub(in crate::model) capital: RowId,
    /// Dividends less what is paid in, in the month: the holder's own cash flow.
    pub(in crate::model) cash: RowId,
    /// The yearly return asked for.
    pub(in crate::model) required_return: Option<LiveNumber>,
}

/// The rows on which a company decides what to do with its profit.
#[derive(Debug, Clone, Copy)]
pub(in crate::model) struct ReserveRows {
    /// The results of the plan's years that are closed.
    pub(in crate::model) results_of_closed_years: RowId,
    /// What the legal reserve takes of last year's profit, in the months before it is allocated.
    pub(in crate::model) to_allocate: RowId,
}

/// The rows noted so far.
#[derive(Debug, Default)]
pub(in crate::model) struct CapitalRows {
    holders: Vec<HolderRows>,
    reserves: BTreeMap<EntityId, ReserveRows>,
    covers: BTreeMap<EntityId, (RowId, RowId)>,
}

impl Context<'_> {
    /// Notes the rows of a holder.
    pub(super) fn note_holder(&mut self, rows: HolderRows) {
        self.registry.capital.holders.push(rows);
    }

    /// The holders of every `[equity.*]` of an entity, in file order.
    pub(in crate::model) fn holders_of(&self, issuer: EntityId) -> Vec<HolderRows> {
        let holders = self.registry.capital.holders.iter();
        let of = holders.filter(|rows| rows.issuer == issuer);
        of.cloned().collect()
    }

    /// Notes the rows of a company's legal reserve.
    pub(in crate::model) fn note_reserve(&mut self, entity: EntityId, rows: ReserveRows) {
        self.registry.capital.reserves.insert(entity, rows);
    }

    /// The rows of a company's legal reserve, once its books are closed.
    pub(super) fn reserve_rows(&self, entity: EntityId) -> ReserveRows {
        self.registry.capital.reserves[&entity]
    }

    /// Notes the debt service cover of an entity over twelve trailing months and the flag by which
    /// it applies.
    pub(in crate::model) fn note_cover(&mut self, entity: EntityId, ratio: RowId, applies: RowId) {
        let covers = &mut self.registry.capital.covers;
        covers.insert(entity, (ratio, applies));
    }

    /// The debt service cover of an entity and its flag; none where it has no debt to serve.
    pub(super) fn cover_of(&self, entity: EntityId) -> Option<(RowId, RowId)> {
        self.registry.capital.covers.get(&entity).copied()
    }
}
