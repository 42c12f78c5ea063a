//! What every rendering looks at.

use cittadella_engine::calendar::{Month, Timeline, YearMonth};
use cittadella_engine::evaluate::Grid;
use cittadella_engine::model::{Plan, PlanEntity};
use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::wording::{Label, Language};

use super::{month, number};
use crate::words::Words;

/// A plan with the values of one case, seen in one language and, if the user asks, one entity.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    /// The plan.
    pub(crate) plan: &'a Plan,
    /// Its values.
    pub(crate) grid: &'a Grid,
    /// The texts.
    pub(crate) words: Words,
    /// The only entity to look at.
    pub(crate) entity: Option<&'a str>,
    /// Whether long lists are printed to their end.
    pub(crate) full: bool,
}

impl<'a> View<'a> {
    /// The language.
    pub(crate) fn language(&self) -> Language {
        self.words.language()
    }

    /// The timeline.
    pub(crate) fn timeline(&self) -> &'a Timeline {
        self.plan.sheet.timeline()
    }

    /// A label in the language.
    pub(crate) fn label(&self, label: &'a Label) -> &'a str {
        label.get(self.language())
    }

    /// The entities looked at, and behind them the group where there is one.
    pub(crate) fn entities(&self) -> impl Iterator<Item = &'a PlanEntity> {
        let only = self.entity;
        self.all_books()
            .filter(move |entity| only.is_none_or(|only| entity.name == only))
    }

    /// Whether the group is asked for, and so all its entities with it.
    pub(crate) fn asks_for_group(&self) -> bool {
        let group = self.plan.group.as_ref();
        group.is_some_and(|group| self.entity == Some(group.books.name.as_str()))
    }

    /// Whether several entities are looked at.
    pub(crate) fn several(&self) -> bool {
        self.entities().count() > 1
    }

    /// Every entity, and the group.
    fn all_books(&self) -> impl Iterator<Item = &'a PlanEntity> {
        let group = self.plan.group.iter().map(|group| &group.books);
        self.plan.entities.iter().chain(group)
    }

    /// Whether these are the books of the group.
    pub(crate) fn is_group(&self, entity: &PlanEntity) -> bool {
        let group = self.plan.group.as_ref();
        group.is_some_and(|group| group.books.name == entity.name)
    }

    /// Whether something that may belong to an entity is looked at.
    pub(crate) fn includes(&self, entity: Option<&str>) -> bool {
        match (self.entity, entity) {
            (Some(only), Some(entity)) => only == entity,
            (None, _) | (_, None) => true,
        }
    }

    /// What an entity is called.
    pub(crate) fn entity_label(&self, name: &str) -> Option<&'a str> {
        let entity = self.all_books().find(|entity| entity.name == name)?;
        Some(entity.label.get(self.language()))
    }

    /// The calendar month with this month number.
    pub(crate) fn month_numbered(&self, month_number: Decimal) -> Option<YearMonth> {
        let month_number = i32::try_from(month_number).ok()?;
        Some(self.timeline().month_numbered(month_number))
    }

    /// A month for a sentence.
    pub(crate) fn long(&self, calendar_month: YearMonth) -> String {
        month::long(calendar_month, self.language())
    }

    /// A month for a table.
    pub(crate) fn short(&self, calendar_month: YearMonth) -> String {
        month::short(calendar_month, self.language())
    }

    /// The month at a position, for a table.
    pub(crate) fn short_at(&self, position: usize) -> String {
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        self.short(self.timeline().calendar_month(Month(position)))
    }

    /// The month at a position, for a sentence.
    pub(crate) fn long_at(&self, position: usize) -> String {
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        self.long(self.timeline().calendar_month(Month(position)))
    }

    /// A value with its unit; a month number as the month it is.
    pub(crate) fn value(&self, value: Decimal, unit: Unit) -> String {
        if unit == Unit::MonthNumber
            && let Some(calendar_month) = self.month_numbered(value)
        {
            return self.short(calendar_month);
        }
        number::with_unit(value, unit, &self.plan.currency, self.language())
    }

    /// A value to its last digit, with its unit.
    pub(crate) fn exact(&self, value: Decimal, unit: Unit) -> String {
        number::exact(value, unit, &self.plan.currency, self.language())
    }

    /// A count, with its thousands apart.
    pub(crate) fn count(&self, count: usize) -> String {
        number::decimal(Decimal::from(count), 0, self.language())
    }

    /// An amount with the currency, in whole units.
    pub(crate) fn money(&self, amount: Decimal) -> String {
        self.value(amount, Unit::Euro)
    }
}
