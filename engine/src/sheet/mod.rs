//! The sheet: rows over the months of a plan, one formula a row.
//!
//! A [`Sheet`] is the one representation that every reading shares: the exact evaluation, the
//! explanation of a cell, the workbook. It knows arithmetic, months and units; it knows no
//! finance.
//!
//! * A [`Row`] has a key, a label, a unit, a kind and ONE [`Formula`], valid in every month. The
//!   first month is no exception: what lies before it is the row's opening value.
//! * An [`Input`] is a number the user may change; a [`Stress`] is a named set of changes.
//! * A [`List`] is an ordered block of rows with keys; [`Formula::ListSum`] adds the entries with
//!   one key (the postings of an account, the headcounts of an entity).
//! * A [`Figure`] is a scalar read off rows.
//!
//! Sheets are made by [`SheetBuilder`] alone, which refuses what [`verify`] lists. They print as
//! text and parse back ([`text`]).
//!
//! # Example: a savings account that earns one per cent a month
//!
//! ```
//! use cittadella_engine::calendar::{Month, Timeline};
//! use cittadella_engine::evaluate::{exact, Case};
//! use cittadella_engine::quantity::Unit;
//! use cittadella_engine::sheet::{number, RowSpec, SheetBuilder};
//! use cittadella_engine::wording::Label;
//!
//! let timeline = Timeline::new("2024-01".parse()?, 1, 0);
//! let mut s = SheetBuilder::new(timeline);
//! let saved = s.declare(
//!     RowSpec::balance("savings.closing", Label::new("Risparmi", "Savings"), Unit::Euro)
//!         .opening("1000".parse()?),
//! );
//! s.define(saved, saved.previous() * number("1.01".parse()?));
//! let sheet = s.finish().map_err(|violations| format!("{violations:?}"))?;
//! let grid = exact(&sheet, &Case::base())?;
//! assert_eq!(grid.value(saved, Month(1)), Some("1020.1000".parse()?));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod build;
mod figure;
mod formula;
mod graph;
mod input;
mod key;
mod list;
mod order;
mod row;
pub mod text;
mod units;
pub mod verify;

pub use build::SheetBuilder;
pub use figure::{Figure, FigureFormula, FigureId, Span};
pub use formula::{
    BinaryOp, CalendarRow, CompareOp, CompareScale, Formula, InputOrNumber, Support, Term, UnaryOp,
    WhenZero, max, min, number, number_of, select,
};
pub use input::{Drawn, Input, InputId, Level, Stress, StressId};
pub use key::Key;
pub use list::{Entry, KeyColumn, List, ListId, Rank, TagId};
pub use order::{Circle, CircleKind, Order};
pub use row::{Direction, Kind, Opening, Origin, Row, RowId, RowSpec};
pub use verify::Violation;

use crate::calendar::Timeline;

/// A finished, verified sheet. Made by [`SheetBuilder::finish`] and never changed afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    timeline: Timeline,
    rows: Vec<Row>,
    inputs: Vec<Input>,
    stresses: Vec<Stress>,
    lists: Vec<List>,
    tags: Vec<Key>,
    figures: Vec<Figure>,
    order: Order,
}

impl Sheet {
    /// The months over which every row runs.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Every row with its id, in the order in which the model wrote them.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (RowId, &Row)> {
        self.rows
            .iter()
            .enumerate()
            .map(|(index, row)| (RowId::at(index), row))
    }

    /// One row.
    pub fn row(&self, id: RowId) -> &Row {
        &self.rows[id.index()]
    }

    /// The row with this key; for keys that a user typed, never for keys built in code.
    pub fn find_row(&self, key: &str) -> Option<RowId> {
        self.rows()
            .find(|(_, row)| row.key().as_str() == key)
            .map(|(id, _)| id)
    }

    /// Every input with its id, in file order.
    pub fn inputs(&self) -> impl ExactSizeIterator<Item = (InputId, &Input)> {
        self.inputs
            .iter()
            .enumerate()
            .map(|(index, input)| (InputId::at(index), input))
    }

    /// One input.
    pub fn input(&self, id: InputId) -> &Input {
        &self.inputs[id.index()]
    }

    /// The named sets of changes that the inputs know of.
    pub fn stresses(&self) -> impl ExactSizeIterator<Item = (StressId, &Stress)> {
        self.stresses
            .iter()
            .enumerate()
            .map(|(index, stress)| (StressId::at(index), stress))
    }

    /// One stress.
    pub fn stress(&self, id: StressId) -> &Stress {
        &self.stresses[id.index()]
    }

    /// Every list with its id.
    pub fn lists(&self) -> impl ExactSizeIterator<Item = (ListId, &List)> {
        self.lists
            .iter()
            .enumerate()
            .map(|(index, list)| (ListId::at(index), list))
    }

    /// One list.
    pub fn list(&self, id: ListId) -> &List {
        &self.lists[id.index()]
    }

    /// The text of a tag, such as `hub.cash`.
    pub fn tag(&self, id: TagId) -> &Key {
        &self.tags[id.index()]
    }

    /// Every tag with its id.
    pub fn tags(&self) -> impl ExactSizeIterator<Item = (TagId, &Key)> {
        self.tags
            .iter()
            .enumerate()
            .map(|(index, tag)| (TagId::at(index), tag))
    }

    /// Every figure with its id, in the order in which the model wrote them.
    pub fn figures(&self) -> impl ExactSizeIterator<Item = (FigureId, &Figure)> {
        self.figures
            .iter()
            .enumerate()
            .map(|(index, figure)| (FigureId::at(index), figure))
    }

    /// One figure.
    pub fn figure(&self, id: FigureId) -> &Figure {
        &self.figures[id.index()]
    }

    /// The figure with this key; for keys that a user typed.
    pub fn find_figure(&self, key: &str) -> Option<FigureId> {
        self.figures()
            .find(|(_, figure)| figure.key().as_str() == key)
            .map(|(id, _)| id)
    }

    /// The computed order of evaluation.
    pub fn order(&self) -> &Order {
        &self.order
    }
}
