//! What lenders and owners look for in a plan, as pointers into its sheet.

use super::plan::PlanFigure;
use crate::calendar::YearMonth;
use crate::evaluate::Grid;
use crate::quantity::{Decimal, round_half_away};
use crate::scenario::CovenantKind;
use crate::sheet::{FigureId, RowId};
use crate::wording::Label;

/// What lenders and owners look for in a plan.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// Ratios year by year, body by body.
    pub ratios: Vec<PlanRatio>,
    /// What borrowers have promised, loan by loan.
    pub covenants: Vec<PlanCovenant>,
    /// What properties are worth.
    pub valuations: Vec<PlanValuation>,
    /// What the plan returns, and to whom.
    pub returns: Vec<PlanReturn>,
    /// Bonds that mature after the last computed month.
    pub maturities: Vec<PlanMaturity>,
}

/// A debt that falls due after everything that is computed.
#[derive(Debug, Clone)]
pub struct PlanMaturity {
    /// Who owes it.
    pub entity: String,
    /// What it is called.
    pub label: Label,
    /// What is owed at the end of each month.
    pub closing: RowId,
    /// When it matures, as stated.
    pub month: YearMonth,
}

/// A ratio of a body, year by year.
#[derive(Debug, Clone)]
pub struct PlanRatio {
    /// The body it belongs to.
    pub entity: String,
    /// What it is called.
    pub label: Label,
    /// Which ratio it is, by its word in row keys: `dscr_12_months`.
    pub word: &'static str,
    /// Its row; absent in the months in which it is not meaningful.
    pub row: RowId,
    /// What it counts beside another ratio: where this balance is 0 in every month, the two are
    /// the same.
    pub counts: Option<RowId>,
}

/// What a borrower has promised to a lender, and whether the plan keeps it.
#[derive(Debug, Clone)]
pub struct PlanCovenant {
    /// The borrower.
    pub entity: String,
    /// The path of the loan: `loans.mortgage`.
    pub contract: String,
    /// What the loan is called.
    pub contract_label: Label,
    /// The ratio.
    pub kind: CovenantKind,
    /// What the ratio is called.
    pub label: Label,
    /// The threshold.
    pub threshold: RowId,
    /// 1 in the months in which it is tested.
    pub tested: RowId,
    /// The ratio in those months.
    pub level: RowId,
    /// By how many euro cash flow, value or EBITDA may fall before the threshold is reached;
    /// negative where it is passed.
    pub margin: RowId,
    /// 1 in the tests that it fails.
    pub breach: RowId,
    /// The worst level of all tests, with its month.
    pub worst: PlanFigure,
    /// The least margin of all tests in euro, with its month.
    pub least_margin: PlanFigure,
    /// The least margin as a share of what may fall.
    pub least_margin_share: FigureId,
    /// Month number of the first test that it fails; absent where it passes all.
    pub first_breach: FigureId,
}

/// What a property is worth, and what its owners would be left with if it were sold when the
/// months shown end.
#[derive(Debug, Clone)]
pub struct PlanValuation {
    /// The owner.
    pub entity: String,
    /// The path: `valuations.campus`.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The value at the end of each month.
    pub value: RowId,
    /// 1 where the value follows from the income, 0 where from the cost.
    pub by_income: RowId,
    /// What a buyer would pay at the end of each month: the value, but where that is the cost no
    /// more than the net income of the twelve months to date is worth.
    pub price: RowId,
    /// Loans and bonds over what the property has cost.
    pub loan_to_cost: RowId,
    /// Net income of the twelve months to date over cost.
    pub yield_on_cost: RowId,
    /// Net income of the twelve months to date over loans and bonds.
    pub debt_yield: RowId,
    /// Dividends of the twelve months to date over what owners have paid in.
    pub cash_on_cash: RowId,
    /// What is left to the owners at the end of the shown months.
    pub exit: FigureId,
}

/// A return that somebody obtains, beside what was asked.
#[derive(Debug, Clone)]
pub struct PlanReturn {
    /// The body whose flows they are.
    pub entity: String,
    /// Whose return it is.
    pub of: ReturnOf,
    /// Who, in words.
    pub label: Label,
    /// The return a year that is asked, where it is stated.
    pub asked: Option<FigureId>,
    /// The return a year that the plan gives, the sale at the end included.
    pub obtained: FigureId,
    /// The present value at the rate of the valuation, where that is stated.
    pub present_value: Option<FigureId>,
    /// That rate.
    pub discount_rate: Option<FigureId>,
}

/// Whose return it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnOf {
    /// The project before any financing, capital grants received as its income.
    Project,
    /// The project before any financing and without capital grants, beside what all its funds ask
    /// together, grants at nothing.
    ProjectWithoutGrants,
    /// All owners together, beside what they ask weighted by what they pay in.
    Owners,
    /// One class of owners.
    Holder,
}

impl PlanReturn {
    /// Whether the return reaches what is asked; `None` where nothing is asked.
    ///
    /// Both are compared to six decimals, a ten-thousandth of a percentage point: a rate of return is
    /// the root of an equation, which no two programs find to the last digit. A flow without a rate
    /// of return because it never pays back has not reached it.
    pub fn is_met(&self, grid: &Grid) -> Option<bool> {
        let asked = grid.figure(self.asked?).value()?;
        let obtained = grid.figure(self.obtained).value();
        Some(obtained.is_some_and(|obtained| {
            let excess = obtained.saturating_sub(asked);
            round_half_away(excess, 6) >= Decimal::ZERO
        }))
    }
}
