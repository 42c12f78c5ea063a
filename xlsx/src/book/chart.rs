//! A chart as data: what it shows, where it stands. Its numbers are cells.

use super::address::{Cell, Place, Range};

/// A chart over cells of the workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The cell at its top left corner.
    pub from: Cell,
    /// The cell at its bottom right corner, which it does not cover.
    pub to: Cell,
    /// What it shows, with the unit.
    pub title: String,
    /// What a screen reader says of it.
    pub description: String,
    /// How it is drawn.
    pub kind: ChartKind,
    /// What is drawn, in the order of the legend.
    pub series: Vec<Series>,
    /// How the numbers of the left axis are printed, as a spreadsheet's format.
    pub format: String,
    /// How the heads of the categories are printed.
    pub categories_format: String,
    /// The least and the greatest number of the left axis, where it is not left to the numbers.
    pub bounds: Option<(f64, f64)>,
    /// Every how many categories one is named.
    pub every: u32,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Lines.
    Lines,
    /// Columns beside each other; series that say so are lines over them.
    Columns,
    /// Columns on top of each other.
    StackedColumns,
    /// Bars on top of each other, lying.
    StackedBars,
    /// Areas on top of each other.
    StackedAreas,
}

/// A series of a chart: one number for each category.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The cell with what the legend calls it.
    pub name: Place,
    /// The heads of the categories.
    pub categories: Range,
    /// The numbers: as many cells as categories.
    pub values: Range,
    /// Its ink.
    pub ink: Ink,
    /// Whether it is a line where the chart draws columns.
    pub line: bool,
    /// Whether it belongs to the axis on the right.
    pub right: bool,
}

/// The look of a series: colours that differ in brightness, and dashes, so that a print in black
/// and white can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// The n-th body of the plan: the same in every chart.
    Body(usize),
    /// The group.
    Group,
    /// The n-th of several like things.
    Shade(usize),
    /// A threshold: red and dashed.
    Limit,
}
