//! Whose ratios are written: one body, or the group of all.

use crate::ledger::EntityId;
use crate::model::context::Context;
use crate::model::item::Item;
use crate::model::plan::PlanFigure;
use crate::model::words::word;
use crate::quantity::Unit;
use crate::sheet::{Figure, FigureFormula, FigureId, Key, Origin};
use crate::wording::Label;

/// A body, or the group, while its ratios are written.
#[derive(Debug, Clone)]
pub(in crate::model) struct Subject {
    /// What every key starts with: `hub`.
    pub(in crate::model) key: Key,
    /// The body, unless it is the group.
    pub(in crate::model) entity: Option<(EntityId, String)>,
    /// What stands before the names of its figures.
    pub(in crate::model) prefix: Option<Label>,
    /// The line that states it.
    pub(in crate::model) origin: Origin,
}

impl Subject {
    /// One body of the plan, or the group.
    pub(in crate::model) fn entity(c: &Context<'_>, entity: EntityId) -> Subject {
        let name = c.ledger.name(entity).to_owned();
        Subject {
            key: Key::new(name.as_str()),
            entity: Some((entity, name)),
            prefix: None,
            // The group is stated nowhere.
            origin: c.entity_item(entity, "ratios").origin,
        }
    }

    /// An item of the scenario, whose figures are named after it.
    pub(in crate::model) fn of_item(item: &Item) -> Subject {
        Subject {
            key: item.key.clone(),
            entity: item.entity.clone(),
            prefix: Some(item.label.clone()),
            origin: item.origin.clone(),
        }
    }

    /// A topic: `hub.dscr`.
    pub(in crate::model) fn item(&self, topic: &str) -> Item {
        Item {
            key: self.key.child(topic),
            label: word(topic),
            entity: self.entity.clone(),
            origin: self.origin.clone(),
        }
    }

    /// Adds a figure: `hub.dscr.min`.
    pub(in crate::model) fn figure(
        &self,
        c: &mut Context<'_>,
        (name, unit): (&str, Unit),
        (italian, english): (&str, &str),
        formula: FigureFormula,
    ) -> FigureId {
        let label = Label::new(italian, english);
        let label = match &self.prefix {
            Some(prefix) => prefix.with_detail(&label),
            None => label,
        };
        c.s.figure(Figure::new(
            self.key.child(name),
            label,
            unit,
            formula,
            self.origin.clone(),
        ))
    }

    /// A figure to print by itself.
    pub(in crate::model) fn printed(&self, figure: FigureId) -> PlanFigure {
        PlanFigure {
            entity: self.entity.as_ref().map(|(_, name)| name.clone()),
            figure,
            month: None,
        }
    }

    /// Adds a least or greatest value with the month in which it first occurs.
    pub(in crate::model) fn extreme(
        &self,
        c: &mut Context<'_>,
        (name, unit): (&str, Unit),
        label: (&str, &str),
        (value, month): (FigureFormula, FigureFormula),
    ) -> PlanFigure {
        let month_label = (format!("{}: mese", label.0), format!("{}: month", label.1));
        let value = self.figure(c, (name, unit), label, value);
        let month = self.figure(
            c,
            (&format!("{name}.month"), Unit::MonthNumber),
            (&month_label.0, &month_label.1),
            month,
        );
        PlanFigure {
            month: Some(month),
            ..self.printed(value)
        }
    }
}
