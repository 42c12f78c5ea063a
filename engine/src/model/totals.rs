//! Quantities that several items add to and others read: people, areas, costs that a tax does not
//! deduct, items left open on an account.
//!
//! Each is a list of the sheet: an item enters its row under a tag, a reader sums the tag.

use super::context::Context;
use crate::ledger::{Account, EntityId};
use crate::quantity::Unit;
use crate::scenario::{Driver, VatKind};
use crate::sheet::{Entry, Formula, Key, KeyColumn, ListId, Rank, RowId};

/// What income from property that is not instrumental is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OfProperty {
    /// Rents of leases and spaces.
    Rents,
    /// Ordinary maintenance.
    Maintenance,
    /// Depreciation of land and buildings.
    Depreciation,
    /// The release of capital grants on land and buildings.
    Grants,
}

impl OfProperty {
    fn word(self) -> &'static str {
        match self {
            OfProperty::Rents => "property_rents",
            OfProperty::Maintenance => "property_maintenance",
            OfProperty::Depreciation => "property_depreciation",
            OfProperty::Grants => "property_grants",
        }
    }
}

impl Context<'_> {
    /// Counts people of an entity.
    pub(super) fn count_staff(&mut self, entity: EntityId, headcount: RowId) {
        let tag = self.ledger.key(entity, "staff.headcount");
        self.count("staff.headcount", headcount, tag);
    }

    /// Counts occupied area.
    pub(super) fn count_occupied(&mut self, area: RowId) {
        self.count("areas.occupied", area, Key::new("areas.occupied"));
    }

    /// Counts area whose tenants pay service charges.
    pub(super) fn count_served(&mut self, area: RowId) {
        self.count("areas.served", area, Key::new("areas.served"));
    }

    /// Counts open gross area.
    pub(super) fn count_gross(&mut self, area: RowId) {
        self.count("areas.open_gross", area, Key::new("areas.open_gross"));
    }

    /// Adds a cost to what an entity may not deduct from a tax.
    pub(super) fn add_not_deductible(&mut self, entity: EntityId, tax: &str, cost: RowId) {
        let tag = self.ledger.key(entity, tax).child("not_deductible");
        self.count("not_deductible", cost, tag);
    }

    /// Adds staff cost that an entity deducts from IRAP.
    pub(super) fn irap_deducts_staff(&mut self, entity: EntityId, cost: RowId) {
        let tag = self.ledger.key(entity, "irap.deductible_staff");
        self.count("deductible_staff", cost, tag);
    }

    /// Counts what concerns the property of an entity, if that is not instrumental (art. 90 TUIR).
    pub(super) fn of_other_property(&mut self, entity: EntityId, of: OfProperty, row: RowId) {
        if self.entity(entity).tax.cadastral_income.is_some() {
            let tag = self.ledger.key(entity, "ires").child(of.word());
            self.count(of.word(), row, tag);
        }
    }

    /// What concerns the property of an entity in the month.
    pub(super) fn other_property(&mut self, entity: EntityId, of: OfProperty) -> RowId {
        let tag = self.ledger.key(entity, "ires").child(of.word());
        self.entity_sum(of.word(), entity, "ires", of.word(), tag)
    }

    /// Adds VAT invoiced on an investment of an entity.
    pub(super) fn invests_vat(&mut self, entity: EntityId, vat: RowId) {
        let tag = self.ledger.key(entity, "vat.investment_vat");
        self.count("investment_vat", vat, tag);
    }

    /// The VAT invoiced on an entity's investments in the month.
    pub(super) fn investment_vat(&mut self, entity: EntityId) -> RowId {
        let tag = self.ledger.key(entity, "vat.investment_vat");
        self.entity_sum("investment_vat", entity, "vat", "investment_vat", tag)
    }

    /// Counts a taxable or exempt supply of an entity.
    pub(super) fn count_supply(&mut self, entity: EntityId, kind: VatKind, supply: RowId) {
        let name = supplies_of(kind);
        let tag = self.ledger.key(entity, "vat").child(name);
        self.count(name, supply, tag);
    }

    /// The supplies of one kind that an entity makes in the month.
    pub(super) fn supplies(&mut self, entity: EntityId, kind: VatKind) -> RowId {
        let name = supplies_of(kind);
        let tag = self.ledger.key(entity, "vat").child(name);
        self.entity_sum(name, entity, "vat", name, tag)
    }

    /// Counts a part of a dividend that is no income of the entity that receives it.
    pub(super) fn exclude_dividend(&mut self, payee: EntityId, excluded: RowId) {
        self.excluded_dividends.insert(payee);
        let tag = self.ledger.key(payee, "ires.dividends_excluded");
        self.count("dividends_excluded", excluded, tag);
    }

    /// What is excluded of the dividends that an entity receives in the month, if it receives any.
    pub(super) fn excluded_dividends(&mut self, entity: EntityId) -> Option<RowId> {
        if !self.excluded_dividends.contains(&entity) {
            return None;
        }
        let name = "dividends_excluded";
        let tag = self.ledger.key(entity, "ires.dividends_excluded");
        Some(self.entity_sum(name, entity, "ires", name, tag))
    }

    /// Counts the tax value of an asset among those of its kind.
    pub(super) fn count_tax_value(&mut self, entity: EntityId, kind: &str, value: RowId) {
        let tag = self.ledger.key(entity, "non_operating").child(kind);
        self.count("tax_value", value, tag);
    }

    /// Counts what a capital grant has paid of an investment in use.
    pub(super) fn count_grant_on_cost(&mut self, capex: &str, granted: RowId) {
        let tag = Key::new("capex").child(capex).child("grants_on_cost");
        self.count("grants_on_cost", granted, tag);
    }

    /// What capital grants have paid of an investment in use.
    pub(super) fn grants_on_cost(&mut self, capex: &str) -> Formula {
        let tag = Key::new("capex").child(capex).child("grants_on_cost");
        self.sum_of("grants_on_cost", tag)
    }

    /// The tax values of an entity's assets of one kind.
    pub(super) fn tax_values(&mut self, entity: EntityId, kind: &str) -> Formula {
        let tag = self.ledger.key(entity, "non_operating").child(kind);
        self.sum_of("tax_value", tag)
    }

    /// Notes what VAT on investments has saved in a settlement.
    pub(super) fn recovers_investment_vat(&mut self, entity: EntityId, recovered: RowId) {
        self.recovered_vat.insert(entity, recovered);
    }

    /// The cost of an entity that does not reduce a tax.
    pub(super) fn not_deductible(&mut self, entity: EntityId, tax: &str) -> RowId {
        let tag = self.ledger.key(entity, tax).child("not_deductible");
        self.entity_sum("not_deductible", entity, tax, "not_deductible", tag)
    }

    /// The staff cost that an entity deducts from IRAP.
    pub(super) fn irap_staff(&mut self, entity: EntityId) -> RowId {
        let tag = self.ledger.key(entity, "irap.deductible_staff");
        self.entity_sum("deductible_staff", entity, "irap", "deductible_staff", tag)
    }

    /// The quantity that a driver names, with its unit.
    pub(super) fn driver(&mut self, entity: EntityId, driver: &Driver) -> (Formula, Unit) {
        let (list, tag, unit) = match driver {
            Driver::OpenGross => ("areas.open_gross", Key::new("areas.open_gross"), Unit::Area),
            Driver::Occupied => ("areas.occupied", Key::new("areas.occupied"), Unit::Area),
            Driver::Served => ("areas.served", Key::new("areas.served"), Unit::Area),
            Driver::Headcount => (
                "staff.headcount",
                self.ledger.key(entity, "staff.headcount"),
                Unit::Persons,
            ),
        };
        (self.sum_of(list, tag), unit)
    }

    fn entity_sum(
        &mut self,
        list: &'static str,
        entity: EntityId,
        topic: &str,
        name: &str,
        tag: Key,
    ) -> RowId {
        let sum = self.sum_of(list, tag);
        let item = self.entity_item(entity, topic);
        self.s.add(item.euro(name), sum)
    }

    fn sum_of(&mut self, list: &'static str, tag: Key) -> Formula {
        let list = self.named_list(list);
        let tag = self.s.tag(tag);
        self.s.list_sum(list, KeyColumn::First, tag, None)
    }

    fn count(&mut self, list: &'static str, row: RowId, tag: Key) {
        let list = self.named_list(list);
        self.enter(list, row, tag);
    }

    fn named_list(&mut self, name: &'static str) -> ListId {
        match self.lists.get(name) {
            Some(list) => *list,
            None => {
                let list = self.s.list(name);
                self.lists.insert(name, list);
                list
            }
        }
    }

    fn enter(&mut self, list: ListId, amount: RowId, tag: Key) {
        let first = self.s.tag(tag);
        self.s.enter(
            list,
            Entry {
                amount,
                rank: Rank(0),
                first,
                second: None,
                third: None,
            },
        );
    }

    /// Notes what one item leaves open on an account, so that the sum of all can be checked
    /// against the account.
    pub(super) fn open_item(&mut self, entity: EntityId, account: Account, open: RowId) {
        let name = self.ledger.key(entity, &account.word()).child("open_items");
        let list = match self.open_items.get(&(entity, account)) {
            Some(list) => *list,
            None => {
                let list = self.s.list(name.clone());
                self.open_items.insert((entity, account), list);
                list
            }
        };
        self.enter(list, open, name);
    }

    /// The accounts whose balance is made of items, with the sum of those items.
    pub(super) fn open_item_sums(&mut self) -> Vec<(EntityId, Account, Formula)> {
        let accounts: Vec<_> = self
            .open_items
            .iter()
            .map(|(key, list)| (*key, *list))
            .collect();
        let mut sums = Vec::new();
        for ((entity, account), list) in accounts {
            let tag = self
                .s
                .tag(self.ledger.key(entity, &account.word()).child("open_items"));
            sums.push((
                entity,
                account,
                self.s.list_sum(list, KeyColumn::First, tag, None),
            ));
        }
        sums
    }
}

/// The word for the supplies of a kind.
fn supplies_of(kind: VatKind) -> &'static str {
    match kind {
        VatKind::Taxable => "taxable_supplies",
        VatKind::Exempt => "exempt_supplies",
        VatKind::Outside => "supplies_outside",
    }
}
