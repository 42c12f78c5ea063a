//! Rows: what a line of the plan is, apart from its formula's arithmetic.

use super::Formula;
use super::formula::InputOrNumber;
use super::key::{Key, dense_id};
use crate::quantity::{Decimal, Unit};
use crate::wording::Label;

dense_id!(
    /// A row of one sheet.
    RowId,
    "r"
);

/// What the values of a row are, over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An amount of the month; a year is the sum of its months.
    Flow,
    /// A stock at the end of the month; a year is its last month.
    Balance,
    /// A price, rate, level or ratio in the month; a year is its last month.
    Rate,
    /// 0 or 1.
    Flag,
}

/// Which way a row's positive values move money, for the reader; formulas never depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Positive is received, earned, owned.
    In,
    /// Positive is paid, spent, owed.
    Out,
    /// The row moves no money, or is signed (a difference, a net position).
    Neither,
}

/// The value that stands before the first month: what `previous` and every lag read there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// A number, most often 0.
    Number(Decimal),
    /// An input, so that an opening balance can be changed where every input is.
    Input(super::InputId),
}

/// Where a row or an input comes from: the user's line, the law's article, or both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// File and line of the scenario that caused it, as `file:line`.
    pub place: Option<String>,
    /// Law, standard or rule that the formula follows.
    pub reference: Option<String>,
}

impl Origin {
    /// An origin in the scenario: `file:line`.
    pub fn at(place: impl Into<String>) -> Origin {
        Origin {
            place: Some(place.into()),
            reference: None,
        }
    }

    /// The same origin with the law or standard that the formula follows.
    pub fn under(mut self, reference: impl Into<String>) -> Origin {
        self.reference = Some(reference.into());
        self
    }
}

/// One line of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub(super) spec: RowSpec,
    pub(super) formula: Formula,
}

impl Row {
    /// The dotted name.
    pub fn key(&self) -> &Key {
        &self.spec.key
    }

    /// What the row is called, in both languages.
    pub fn label(&self) -> &Label {
        &self.spec.label
    }

    /// The unit of its values.
    pub fn unit(&self) -> Unit {
        self.spec.unit
    }

    /// Flow, balance, rate or flag.
    pub fn kind(&self) -> Kind {
        self.spec.kind
    }

    /// Which way positive values move money.
    pub fn direction(&self) -> Direction {
        self.spec.direction
    }

    /// What stands before the first month.
    pub fn opening(&self) -> Opening {
        self.spec.opening
    }

    /// The flag row that is 0 where this row's value is absent ("n.m."), if it can be.
    pub fn applies(&self) -> Option<RowId> {
        self.spec.applies
    }

    /// The entity the row belongs to, by its scenario name.
    pub fn entity(&self) -> Option<&str> {
        self.spec.entity.as_deref()
    }

    /// Where the row comes from.
    pub fn origin(&self) -> &Origin {
        &self.spec.origin
    }

    /// The one formula.
    pub fn formula(&self) -> &Formula {
        &self.formula
    }
}

/// Everything about a row but its formula; what [`super::SheetBuilder::declare`] takes.
#[derive(Debug, Clone, PartialEq)]
pub struct RowSpec {
    pub(super) key: Key,
    pub(super) label: Label,
    pub(super) unit: Unit,
    pub(super) kind: Kind,
    pub(super) direction: Direction,
    pub(super) opening: Opening,
    pub(super) applies: Option<RowId>,
    pub(super) entity: Option<String>,
    pub(super) origin: Origin,
}

impl RowSpec {
    fn new(key: impl Into<Key>, label: Label, unit: Unit, kind: Kind) -> RowSpec {
        RowSpec {
            key: key.into(),
            label,
            unit,
            kind,
            direction: Direction::Neither,
            opening: Opening::Number(Decimal::ZERO),
            applies: None,
            entity: None,
            origin: Origin::default(),
        }
    }

    /// An amount of the month. Its history is 0.
    pub fn flow(key: impl Into<Key>, label: Label, unit: Unit) -> RowSpec {
        RowSpec::new(key, label, unit, Kind::Flow)
    }

    /// A stock at the end of the month. Its history is its opening balance, 0 unless given.
    pub fn balance(key: impl Into<Key>, label: Label, unit: Unit) -> RowSpec {
        RowSpec::new(key, label, unit, Kind::Balance)
    }

    /// A price, rate, level or ratio.
    pub fn rate(key: impl Into<Key>, label: Label, unit: Unit) -> RowSpec {
        RowSpec::new(key, label, unit, Kind::Rate)
    }

    /// A 0/1 row.
    pub fn flag(key: impl Into<Key>, label: Label) -> RowSpec {
        RowSpec::new(key, label, Unit::Flag, Kind::Flag)
    }

    /// Says which way positive values move money.
    pub fn direction(mut self, direction: Direction) -> RowSpec {
        self.direction = direction;
        self
    }

    /// Gives the value that stands before the first month.
    pub fn opening(mut self, value: Decimal) -> RowSpec {
        self.opening = Opening::Number(value);
        self
    }

    /// Gives the value before the first month as an input or a number.
    pub fn opening_from(mut self, value: impl Into<InputOrNumber>) -> RowSpec {
        self.opening = match value.into() {
            InputOrNumber::Input(input) => Opening::Input(input),
            InputOrNumber::Number(value) => Opening::Number(value),
        };
        self
    }

    /// Names the flag that is 0 in the months in which this row's value is absent.
    pub fn applies(mut self, flag: RowId) -> RowSpec {
        self.applies = Some(flag);
        self
    }

    /// What the row is called.
    pub fn label_of(&self) -> &Label {
        &self.label
    }

    /// The unit of the values.
    pub fn unit_of(&self) -> Unit {
        self.unit
    }

    /// The flag named by [`RowSpec::applies`], if any.
    pub fn applies_flag(&self) -> Option<RowId> {
        self.applies
    }

    /// Names the entity the row belongs to.
    pub fn entity(mut self, entity: impl Into<String>) -> RowSpec {
        self.entity = Some(entity.into());
        self
    }

    /// Says where the row comes from.
    pub fn origin(mut self, origin: Origin) -> RowSpec {
        self.origin = origin;
        self
    }
}
