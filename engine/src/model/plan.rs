//! The compiled plan: the sheet, and what of it readers look for first.

use super::answers::Answers;
use super::contracts::Contracts;
use super::plan_group::PlanGroup;
use super::uncertain::PlanUncertainty;
use crate::calendar::YearMonth;
use crate::evaluate::Grid;
use crate::ledger::{CashFlow, EntityId, Statement};
use crate::quantity::{Decimal, Unit, snap, to_cents};
use crate::sheet::{CompareOp, FigureId, RowId, Sheet};
use crate::wording::{Label, Language};

/// A scenario as one sheet, with the layouts and lists that a reader needs to find the way in it.
///
/// Everything here points into the sheet; values come from an evaluation of it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What the plan is called.
    pub name: String,
    /// The language the scenario asks for.
    pub language: Language,
    /// The currency code, printed beside amounts.
    pub currency: String,
    /// The sheet.
    pub sheet: Sheet,
    /// The bodies of the plan, in file order.
    pub entities: Vec<PlanEntity>,
    /// All of them together, where there is more than one.
    pub group: Option<PlanGroup>,
    /// What "self-sufficient" means here, and when it is reached.
    pub target: Option<Target>,
    /// Figures to print, in order: those of the model first, then the user's.
    pub figures: Vec<PlanFigure>,
    /// Ratios, covenants, valuations and returns.
    pub answers: Answers,
    /// What is lent, granted, let and invested.
    pub contracts: Contracts,
    /// What must be 0.00 in every computed month, or the program is wrong.
    pub checks: Vec<Check>,
    /// What the law or a lender wants to be told of.
    pub alerts: Vec<Alert>,
    /// What the scenario itself asserts.
    pub assertions: Vec<Assertion>,
    /// What may turn out otherwise.
    pub uncertainty: PlanUncertainty,
    /// What a reader might expect and this version does not compute.
    pub not_modelled: Vec<Label>,
}

/// One body of the plan with its statements and the rows of its summary.
#[derive(Debug, Clone)]
pub struct PlanEntity {
    /// The ledger's id.
    pub id: EntityId,
    /// The name in the scenario: `hub`.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// Income statement, balance sheet, cash-flow statement.
    pub statements: Vec<Statement>,
    /// Value of production (A), the plan's revenue.
    pub revenue: RowId,
    /// Operating result (A − B).
    pub operating_result: RowId,
    /// Profit or loss.
    pub net_result: RowId,
    /// Operating cash after rent and debt service: see [`Target::measure`].
    pub operating_cash: RowId,
    /// Closing cash.
    pub closing_cash: RowId,
    /// Closing uncovered need.
    pub uncovered_need: RowId,
    /// All that moves cash, by the lines of the cash-flow statement: every amount is positive, the
    /// line says which way it goes.
    pub payments: Vec<(CashFlow, RowId)>,
}

/// When an entity stands on its own.
#[derive(Debug, Clone)]
pub struct Target {
    /// The entity's name in the scenario.
    pub entity: String,
    /// What the entity is called.
    pub entity_label: Label,
    /// The month by which it should.
    pub by: YearMonth,
    /// What is measured: operating cash after rent and debt service over a trailing window.
    pub measure: RowId,
    /// The length of the window in months.
    pub window_months: u32,
    /// For how many further months it must keep holding.
    pub hold_months: u32,
    /// Month number (1 is the plan's first month) from which it holds; absent where never.
    pub reached: FigureId,
    /// Months by which that is late; negative where early; absent where never.
    pub months_late: FigureId,
    /// Month number of the first shown month in which it no longer holds; absent where it lasts.
    pub relapse: FigureId,
    /// The uncovered need of each entity whose need counts as insolvency in a simulation.
    pub insolvency: Vec<RowId>,
    /// The share of simulated futures that the board asks for.
    pub confidence: Option<Decimal>,
}

/// A figure in the order in which it is printed.
#[derive(Debug, Clone)]
pub struct PlanFigure {
    /// The entity it belongs to, if to one.
    pub entity: Option<String>,
    /// The figure.
    pub figure: FigureId,
    /// A figure with the month number in which the first one occurs (lowest cash and its month).
    pub month: Option<FigureId>,
}

/// A difference that must be 0.00 in every computed month.
#[derive(Debug, Clone)]
pub struct Check {
    /// What is compared.
    pub label: Label,
    /// The difference.
    pub row: RowId,
}

/// A condition that the law or a lender attaches consequences to.
#[derive(Debug, Clone)]
pub struct Alert {
    /// The entity concerned.
    pub entity: String,
    /// What has happened, as a sentence without its month.
    pub label: Label,
    /// 1 in the months in which it holds.
    pub flag: RowId,
    /// What it is about, in those months.
    pub amount: RowId,
    /// Which of the amounts is the worst.
    pub worst: Worst,
}

/// Which end of a row's values is the bad one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worst {
    /// The greatest: a need, a delay.
    Greatest,
    /// The least: equity, a cover ratio.
    Least,
}

/// A comparison of a figure with a number, stated in the scenario's `[asserts]`.
#[derive(Debug, Clone)]
pub struct Assertion {
    /// Its name in the scenario: `asserts.bank`.
    pub name: String,
    /// The comparison as written.
    pub text: String,
    /// `file:line` of the comparison.
    pub place: String,
    /// The figure on the left.
    pub figure: FigureId,
    /// The comparison.
    pub op: CompareOp,
    /// The number on the right.
    pub number: Decimal,
}

impl Check {
    /// The first computed month (zero-based) in which the difference is not zero, with it.
    pub fn first_failure(&self, grid: &Grid) -> Option<(usize, Decimal)> {
        let mut cells = grid.cells(self.row).iter().copied().enumerate();
        cells.find(|(_, difference)| !difference.is_zero())
    }
}

impl Assertion {
    /// Whether the comparison holds; `None` where the figure has no value.
    pub fn holds(&self, sheet: &Sheet, grid: &Grid) -> Option<bool> {
        let value = grid.figure(self.figure).value()?;
        let difference = value - self.number;
        let difference = if sheet.figure(self.figure).unit() == Unit::Euro {
            to_cents(difference)
        } else {
            snap(difference)
        };
        let zero = Decimal::ZERO;
        Some(match self.op {
            CompareOp::Less => difference < zero,
            CompareOp::AtMost => difference <= zero,
            CompareOp::Greater => difference > zero,
            CompareOp::AtLeast => difference >= zero,
            CompareOp::Equal => difference == zero,
            CompareOp::NotEqual => difference != zero,
        })
    }
}
