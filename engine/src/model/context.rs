//! What every topic shares while a scenario is written as a sheet.

use std::collections::{BTreeMap, BTreeSet};

use super::inputs::{Inputs, last_listed_month};
use super::item::Item;
use super::plan::Alert;
use super::registry::Registry;
use crate::calendar::Timeline;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::ledger::{
    Account, AssetLine, EntityId, FixedAsset, IncomeLine, Ledger, LiabilityLine, Posting,
};
use crate::quantity::{Decimal, Unit};
use crate::scenario::{
    Curve, Entity, EntityKind, LiveNumber, Opening, Scenario, TaxHistory, VatTreatment,
};
use crate::sheet::{
    CalendarRow, Formula, Key, ListId, Origin, RowId, RowSpec, Support, Term, number, number_of,
};
use crate::sheet::{InputOrNumber, SheetBuilder};
use crate::wording::Label;

/// The sheet under construction, the ledger, and the lists that topics fill for one another.
pub(super) struct Context<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) s: SheetBuilder,
    pub(super) ledger: Ledger,
    /// 1 in every December.
    pub(super) december: RowId,
    /// 1 in every January.
    pub(super) january: RowId,
    pub(super) inputs: Inputs,
    pub(super) diagnostics: Vec<Diagnostic>,
    entities: BTreeMap<String, EntityId>,
    index_levels: BTreeMap<String, RowId>,
    price_levels: BTreeMap<String, RowId>,
    milestones: BTreeMap<String, RowId>,
    pub(super) lists: BTreeMap<&'static str, ListId>,
    due_later: BTreeMap<(EntityId, LiabilityLine), Vec<RowId>>,
    pub(super) recovered_vat: BTreeMap<EntityId, RowId>,
    /// The entities with dividends that are in part no income.
    pub(super) excluded_dividends: BTreeSet<EntityId>,
    pub(super) open_items: BTreeMap<(EntityId, Account), ListId>,
    /// What contracts have to tell, beside what every entity is watched for.
    pub(super) alerts: Vec<Alert>,
    pub(super) registry: Registry,
}

impl<'a> Context<'a> {
    /// An empty sheet over the scenario's months, with its calendar.
    pub(super) fn new(scenario: &'a Scenario, cases: &[Vec<usize>]) -> Context<'a> {
        let mut s = SheetBuilder::new(scenario.plan.timeline());
        let ledger = Ledger::new(&mut s);
        let item = Item::general(
            "calendar",
            Label::new("Calendario", "Calendar"),
            Origin::default(),
        );
        let month = |number| CalendarRow::MonthOfYear.equals(number_of(number, Unit::Ordinal));
        let january = s.add(item.flag("first_of_year"), month(1));
        let december = s.add(item.flag("last_of_year"), month(12));
        let inputs = Inputs::new(&mut s, scenario, cases);
        Context {
            scenario,
            s,
            ledger,
            december,
            january,
            inputs,
            diagnostics: Vec::new(),
            entities: BTreeMap::new(),
            index_levels: BTreeMap::new(),
            price_levels: BTreeMap::new(),
            milestones: BTreeMap::new(),
            lists: BTreeMap::new(),
            due_later: BTreeMap::new(),
            recovered_vat: BTreeMap::new(),
            excluded_dividends: BTreeSet::new(),
            open_items: BTreeMap::new(),
            alerts: Vec::new(),
            registry: Registry::default(),
        }
    }

    /// The months of the plan.
    pub(super) fn timeline(&self) -> Timeline {
        *self.s.timeline()
    }

    /// The number of the last month after which `months` more are computed.
    pub(super) fn months_before_end(&self, months: u32) -> Formula {
        number_of(
            self.timeline().month_count().saturating_sub(months),
            Unit::MonthNumber,
        )
    }

    // --- entities ----------------------------------------------------------------------------

    /// Adds an entity to the ledger.
    pub(super) fn add_entity(&mut self, entity: &Entity) -> EntityId {
        let id = self.ledger.entity(&entity.key, entity.label.clone());
        if let Some(fund) = endowment(entity.kind) {
            self.ledger.rename(id, LiabilityLine::AI, fund);
        }
        self.entities.insert(entity.key.clone(), id);
        id
    }

    /// The id of an entity that the scenario has checked to exist.
    pub(super) fn entity_id(&self, name: &str) -> EntityId {
        self.entities[name]
    }

    /// What the scenario states of an entity.
    pub(super) fn entity(&self, id: EntityId) -> &'a Entity {
        &self.scenario.entities[id.index()]
    }

    /// The opening balances of an entity that exists before the plan.
    pub(super) fn opening(&self, id: EntityId) -> Option<&'a Opening> {
        let name = self.ledger.name(id);
        self.scenario
            .openings
            .iter()
            .find(|opening| opening.entity == name)
    }

    /// A number of an entity's tax history, 0 where it has none.
    pub(super) fn tax_history(
        &mut self,
        id: EntityId,
        field: impl Fn(&TaxHistory) -> &LiveNumber,
    ) -> InputOrNumber {
        match self
            .opening(id)
            .and_then(|opening| opening.tax_history.as_ref())
        {
            Some(history) => InputOrNumber::Input(self.inputs.scalar(&mut self.s, field(history))),
            None => InputOrNumber::Number(Decimal::ZERO),
        }
    }

    // --- items and their labels ------------------------------------------------------------------

    /// An item of the scenario: its path, label and line.
    pub(super) fn item(
        &self,
        entity: EntityId,
        section: &str,
        name: &str,
        label: &Label,
        place: &Place,
    ) -> Item {
        let key = Key::new(section).child(name);
        Item::of(
            &self.ledger,
            entity,
            key,
            label.clone(),
            Origin::at(place.to_string()),
        )
    }

    /// A topic of an entity that no section of the scenario states: `hub.vat`.
    pub(super) fn entity_item(&self, entity: EntityId, topic: &str) -> Item {
        // The group is stated nowhere.
        let stated = self.scenario.entities.get(entity.index());
        let origin = stated.map_or_else(Origin::default, |entity| {
            Origin::at(entity.place.to_string())
        });
        let label = super::words::word(topic);
        Item::of(
            &self.ledger,
            entity,
            self.ledger.key(entity, topic),
            label,
            origin,
        )
    }

    // --- numbers and dates -------------------------------------------------------------------------

    /// The value of a live number in each month.
    pub(super) fn live(&mut self, number: &LiveNumber) -> Formula {
        self.inputs.formula(&mut self.s, number, &self.milestones)
    }

    /// The month number of a date.
    pub(super) fn date(&mut self, date: &crate::scenario::LiveDate) -> Formula {
        self.inputs.date(&mut self.s, date, &self.milestones)
    }

    /// Remembers the row with a milestone's month number.
    pub(super) fn add_milestone(&mut self, name: &str, month: RowId) {
        self.milestones.insert(name.to_owned(), month);
    }

    /// Every value that a lag derived from `number` can take.
    pub(super) fn support(
        &mut self,
        number: &LiveNumber,
        to_months: impl Fn(u32) -> u32,
    ) -> Support {
        let values = self.inputs.values(number);
        match Support::new(values.iter().map(|value| to_months(*value))) {
            Some(support) => support,
            None => {
                self.diagnostics.push(
                    Diagnostic::at(Code::LagSupport, &number.place)
                        .with("path", number.path.clone())
                        .with("count", values.len().to_string()),
                );
                Support::only(0)
            }
        }
    }

    /// The delay of a milestone in months.
    ///
    /// # Panics
    /// If there is no such milestone: references are checked when the scenario is read.
    #[expect(
        clippy::panic,
        reason = "references were checked when the scenario was read"
    )]
    pub(super) fn milestone_delay(&mut self, name: &str) -> Formula {
        let mut milestones = self.scenario.milestones.iter();
        match milestones.find(|milestone| milestone.name == name) {
            Some(milestone) => self.live(&milestone.delay_months),
            None => panic!("milestone {name} was checked when the scenario was read"),
        }
    }

    /// An amount that arrives a number of months later.
    pub(super) fn delayed(
        &mut self,
        item: &Item,
        name: &str,
        amount: RowId,
        months: &LiveNumber,
    ) -> RowId {
        let support = self.support(months, |months| months);
        let lag = self.live(months);
        let lag = self
            .s
            .add(item.rate("months_to_payment", Unit::Months), lag);
        self.s.add(item.euro(name), amount.delayed_by(lag, support))
    }

    /// What accrues by months towards a year's amount, rounded on the year's cumulated amount.
    pub(super) fn accrue_in_year(
        &mut self,
        item: &Item,
        name: &str,
        month: impl Into<Formula>,
    ) -> RowId {
        let raw = self.s.add(item.euro(&format!("{name}_unrounded")), month);
        let cumulated = self.s.add(
            item.balance(&format!("{name}_cumulated")),
            raw.year_to_date(),
        );
        self.s.accrue(item.euro(name), cumulated, self.january)
    }

    /// The shape of a ramp or of spending along its progress `p`: `p`, or `p² (3 − 2p)`.
    pub(super) fn curve(&mut self, item: &Item, progress: RowId, curve: Curve) -> RowId {
        match curve {
            Curve::Linear => progress,
            Curve::S => {
                let shape = progress * progress * (number(3.into()) - progress - progress);
                self.s.add(item.rate("curve", Unit::Percent), shape)
            }
        }
    }

    /// The rate of VAT on an item, shares of several rates weighed.
    pub(super) fn vat_rate(&mut self, item: &Item, vat: &VatTreatment) -> RowId {
        let mut total = number(0.into());
        for (index, part) in vat.parts.iter().enumerate() {
            let share = self.live(&part.share);
            let rate = self.live(&self.scenario.vat_class(&part.class).rate);
            let spec = item.numbered(index + 1).rate("vat_rate", Unit::Percent);
            total = self.s.add(spec, total + share * rate).into();
        }
        self.s.add(item.rate("vat_rate", Unit::Percent), total)
    }

    // --- indices -----------------------------------------------------------------------------------

    /// Remembers the rows with an index's level and with the level that prices step to each
    /// January.
    pub(super) fn add_index(&mut self, name: &str, level: RowId, price_level: RowId) {
        self.index_levels.insert(name.to_owned(), level);
        self.price_levels.insert(name.to_owned(), price_level);
    }

    /// The level of an index month by month.
    pub(super) fn index_level(&self, name: &str) -> RowId {
        self.index_levels[name]
    }

    /// What a stated value is multiplied by: 1 without an index; the price level for a value in
    /// money of the plan's start; for a yearly list 1 while it lasts, then the growth since.
    pub(super) fn index_factor(
        &mut self,
        item: &Item,
        value: &LiveNumber,
        index: Option<&str>,
    ) -> Formula {
        let Some(index) = index else {
            return number(1.into());
        };
        let level = self.price_levels[index];
        let Some(last) = last_listed_month(self.s.timeline(), value) else {
            return level.into();
        };
        let held = self
            .s
            .declare(item.rate("held_level", Unit::Ratio).opening(Decimal::ONE));
        let listed = CalendarRow::MonthNumber.at_most(number_of(last, Unit::MonthNumber));
        self.s
            .define(held, crate::sheet::select(listed, level, held.previous()));
        let factor = self.s.add(
            item.rate("index_factor", Unit::Ratio),
            level.over_or(held, Decimal::ONE),
        );
        factor.into()
    }

    // --- the ledger ----------------------------------------------------------------------------------

    /// Posts to the ledger.
    pub(super) fn post(&mut self, posting: Posting) {
        self.ledger.post(&mut self.s, posting);
    }

    /// Notes the part of a debt line that falls due beyond twelve months.
    pub(super) fn due_later(&mut self, entity: EntityId, line: LiabilityLine, row: RowId) {
        self.due_later.entry((entity, line)).or_default().push(row);
    }

    /// The debt lines of an entity with their parts due beyond twelve months.
    pub(super) fn due_later_rows(&self, entity: EntityId) -> BTreeMap<LiabilityLine, Vec<RowId>> {
        let of_entity = self.due_later.iter().filter(|((of, _), _)| *of == entity);
        of_entity
            .map(|((_, line), rows)| (*line, rows.clone()))
            .collect()
    }

    /// A line of the income statement that the scenario has checked to exist.
    /// `A5` alone means other income.
    ///
    /// # Panics
    /// If it does not exist.
    #[expect(
        clippy::expect_used,
        reason = "accounts are checked when the scenario is read"
    )]
    pub(super) fn income_line(&self, code: &str) -> IncomeLine {
        let code = if code == "A5" {
            IncomeLine::A5Other.code()
        } else {
            code
        };
        IncomeLine::from_code(code).expect("the account was checked")
    }

    /// A class of fixed assets that the scenario has checked to exist.
    ///
    /// # Panics
    /// If it does not.
    #[expect(
        clippy::expect_used,
        reason = "accounts are checked when the scenario is read"
    )]
    pub(super) fn fixed_asset(&self, code: &str) -> FixedAsset {
        AssetLine::from_code(code)
            .and_then(FixedAsset::on_line)
            .expect("the account of an investment was checked")
    }

    /// Adds a row.
    pub(super) fn add(&mut self, spec: RowSpec, formula: impl Into<Formula>) -> RowId {
        self.s.add(spec, formula)
    }
}

/// What the capital of a body that is no company is called; `None` for companies.
fn endowment(kind: EntityKind) -> Option<Label> {
    match kind {
        EntityKind::Company | EntityKind::RealEstateCompany => None,
        EntityKind::Foundation | EntityKind::Association => {
            Some(Label::new("Fondo di dotazione", "Endowment fund"))
        }
        EntityKind::Network => Some(Label::new("Fondo patrimoniale comune", "Common fund")),
    }
}
