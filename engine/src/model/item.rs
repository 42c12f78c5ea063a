//! An item of the scenario while its rows are written: its path, label, entity and line.

use super::words::word;
use crate::ledger::{EntityId, Ledger};
use crate::quantity::Unit;
use crate::sheet::{Key, Origin, RowSpec};
use crate::wording::Label;

/// What the rows of one contract, cost or index have in common.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// The TOML path, which starts every row key: `loans.bank`.
    pub(super) key: Key,
    /// What the item is called.
    pub(super) label: Label,
    /// The entity in whose books it stands.
    pub(super) entity: Option<(EntityId, String)>,
    /// The line that states it, and the rule it follows.
    pub(super) origin: Origin,
}

impl Item {
    /// An item of an entity.
    pub(super) fn of(
        ledger: &Ledger,
        entity: EntityId,
        key: impl Into<Key>,
        label: Label,
        origin: Origin,
    ) -> Item {
        let entity = Some((entity, ledger.name(entity).to_owned()));
        Item {
            key: key.into(),
            label,
            entity,
            origin,
        }
    }

    /// An item of no entity: an index, a milestone.
    pub(super) fn general(key: impl Into<Key>, label: Label, origin: Origin) -> Item {
        Item {
            key: key.into(),
            label,
            entity: None,
            origin,
        }
    }

    /// The same item with the law or standard that its rows follow.
    pub(super) fn under(&self, reference: &str) -> Item {
        Item {
            origin: self.origin.clone().under(reference),
            ..self.clone()
        }
    }

    /// A part of the item with a path of its own: `spaces.desks.service_charge`.
    pub(super) fn part(&self, name: &str) -> Item {
        Item {
            key: self.key.child(name),
            label: self.label.with_detail(&word(name)),
            ..self.clone()
        }
    }

    /// A part that the scenario names: `equity.hub.foundation`.
    pub(super) fn labelled_part(&self, name: &str, label: &Label) -> Item {
        Item {
            key: self.key.child(name),
            label: self.label.with_detail(label),
            ..self.clone()
        }
    }

    /// The n-th of several like parts: `staff.manager.headcount.1`.
    pub(super) fn numbered(&self, number: usize) -> Item {
        Item {
            key: self.key.child(&number.to_string()),
            ..self.clone()
        }
    }

    /// An amount of the month in euro.
    pub(super) fn euro(&self, name: &str) -> RowSpec {
        self.dress(RowSpec::flow(
            self.key.child(name),
            self.named(name),
            Unit::Euro,
        ))
    }

    /// A stock at the end of the month in euro.
    pub(super) fn balance(&self, name: &str) -> RowSpec {
        self.dress(RowSpec::balance(
            self.key.child(name),
            self.named(name),
            Unit::Euro,
        ))
    }

    /// A price, rate, level or quantity.
    pub(super) fn rate(&self, name: &str, unit: Unit) -> RowSpec {
        self.dress(RowSpec::rate(self.key.child(name), self.named(name), unit))
    }

    /// A 0/1 row.
    pub(super) fn flag(&self, name: &str) -> RowSpec {
        self.dress(RowSpec::flag(self.key.child(name), self.named(name)))
    }

    fn named(&self, name: &str) -> Label {
        self.label.with_detail(&word(name))
    }

    /// The row with the item's entity and line.
    pub(super) fn dress(&self, spec: RowSpec) -> RowSpec {
        let spec = spec.origin(self.origin.clone());
        match &self.entity {
            Some((_, name)) => spec.entity(name),
            None => spec,
        }
    }
}
