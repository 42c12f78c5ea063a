//! The plan itself: its months, its target, what is asked and asserted, its stresses.

use super::live::{LiveDate, LiveNumber};
use crate::calendar::{Timeline, YearMonth};
use crate::diagnostic::{Located, Place};
use crate::quantity::Decimal;
use crate::uncertainty::Design;
use crate::wording::{Label, Language};

/// `[plan]`: structural choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What the plan is called.
    pub name: String,
    /// The first month.
    pub start: YearMonth,
    /// Fiscal years shown.
    pub years: u32,
    /// Months computed beyond them, at least.
    pub tail_months: u32,
    /// Processes deviate only after this month; the month before the start by default.
    pub known_until: YearMonth,
    /// The currency code printed beside amounts.
    pub currency: String,
    /// The language of the output.
    pub language: Language,
    /// How simulated trials take their random numbers, and from which seed; it does not say how many
    /// trials there are.
    pub design: Design,
    /// The line of `[plan]`.
    pub place: Place,
}

impl Plan {
    /// The months of the plan.
    pub fn timeline(&self) -> Timeline {
        Timeline::new(self.start, self.years, self.tail_months)
    }
}

/// `[indices.*]`: a price level, 1.00 at the plan's start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// Where its yearly rate comes from.
    pub source: IndexSource,
    /// The line of its header.
    pub place: Place,
}

/// Where the yearly rate of an index comes from.
#[expect(
    clippy::large_enum_variant,
    reason = "a scenario holds a handful of them"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexSource {
    /// It is stated: `indices.inflation`, in percent a year.
    Stated(LiveNumber),
    /// It takes a share of another index's rate, plus a drift in percent a year.
    Follows {
        /// The other index.
        index: String,
        /// The part of its rate that is taken.
        share: LiveNumber,
        /// What is added to its rate.
        drift: LiveNumber,
    },
}

/// `[milestones.*]`: a date with its delay, on which other dates hang.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The date without delay.
    pub date: LiveDate,
    /// The delay in months.
    pub delay_months: LiveNumber,
    /// The line of its header.
    pub place: Place,
}

/// `[areas.*]`: surface that opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The entity that runs it.
    pub entity: String,
    /// Gross surface.
    pub gross_m2: LiveNumber,
    /// The first month in which it is open.
    pub opens: LiveDate,
    /// The line of its header.
    pub place: Place,
}

/// `[target]`: what "self-sufficient" means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The entity that is to stand on its own.
    pub entity: String,
    /// By when.
    pub by: YearMonth,
    /// The trailing window of the measure (operating cash after rent and debt service).
    pub window_months: u32,
    /// For how many further months it must keep holding.
    pub hold_months: u32,
    /// Whether the entity may have no uncovered need in the hold.
    pub minimum_cash: bool,
    /// The entities whose uncovered need counts as insolvency in a simulation.
    pub insolvency: Vec<String>,
    /// What share of simulated futures the board asks for.
    pub confidence: Option<Decimal>,
    /// The line of its header.
    pub place: Place,
}

/// `[figures.*]`: a scalar that the user asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// How it is read off the row.
    pub kind: FigureKind,
    /// The key of the row; whether it exists, only the model knows.
    pub of: Located<String>,
    /// The valuation from which owners are paid out when the months shown end.
    pub exit: Option<String>,
    /// The line of its header.
    pub place: Place,
}

/// How a figure is read off a row, over the months shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigureKind {
    /// Internal rate of return a year.
    Irr,
    /// Net present value at a yearly rate.
    Npv(Box<LiveNumber>),
    /// The sum.
    Sum,
    /// The least value.
    Min,
    /// The greatest value.
    Max,
    /// The value in a month.
    At(YearMonth),
    /// The first month in which a 0/1 row is 1.
    FirstMonthWhere,
}

/// `[asserts.*]`: what the scenario itself claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assert {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The comparisons, all of which must hold.
    pub that: Vec<Claim>,
    /// The line of its header.
    pub place: Place,
}

/// One comparison: `loans.bank.closing.max <= 150000`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The whole comparison as written.
    pub text: String,
    /// What is compared: a figure's key, or a row's key with `.min`, `.max`, `.sum` or `.last`.
    pub left: String,
    /// The comparison.
    pub op: Comparison,
    /// With what.
    pub right: Decimal,
    /// Where it is written.
    pub place: Place,
}

/// A comparison of a figure with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
}

/// `[stresses.*]`: a named set of changes. Each input lists what it does to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stress {
    /// Its name; `set` for what `--set` changes.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The line of its header.
    pub place: Place,
}
