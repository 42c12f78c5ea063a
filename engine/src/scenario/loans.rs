//! Loans from banks: term loans and revolving lines.

use super::funding::Frequency;
use super::live::{LiveDate, LiveNumber};
use super::ratios::Covenants;
use crate::calendar::YearMonth;
use crate::diagnostic::Place;
use crate::quantity::Decimal;
use crate::wording::Label;

/// `[loans.*]`: a loan from a bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loan {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// The entity that owes it.
    pub borrower: String,
    /// The rate.
    pub rate: LoanRate,
    /// Term or revolving.
    pub kind: LoanKind,
    /// What the borrower has promised to keep.
    pub covenants: Option<Covenants>,
    /// The line of its header.
    pub place: Place,
}

/// The rate of a loan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoanRate {
    /// Where the yearly rate comes from.
    pub source: RateSource,
    /// How days are counted.
    pub day_count: DayCount,
}

/// Where the yearly rate of a loan comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RateSource {
    /// It is stated.
    Fixed(Box<LiveNumber>),
    /// It follows an index.
    Floating(Box<FloatingRate>),
}

/// `max(floor, index) + spread`, read on reset dates and held until the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FloatingRate {
    /// The index, whose yearly rate is read.
    pub index: String,
    /// What is added to it.
    pub spread: LiveNumber,
    /// What the index counts for at least.
    pub floor: Option<LiveNumber>,
    /// How often it is read: at the start of each payment period where left out.
    pub reset: Option<Frequency>,
}

/// How days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayCount {
    /// `30/360`: every month has 30 days of 360.
    Thirty360,
    /// `act/360`.
    Actual360,
    /// `act/365`.
    Actual365,
}

/// What kind of loan it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoanKind {
    /// Drawn by date or with spending, repaid by plan.
    Term(Box<TermLoan>),
    /// Drawn and repaid as cash needs it, up to a limit.
    Revolving(Box<RevolvingLine>),
}

/// A line that cash draws and repays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevolvingLine {
    /// The most that can be drawn.
    pub limit: LiveNumber,
    /// What the bank lends against: no more than these together. Empty where it asks for nothing.
    pub capped_by: Vec<Receivable>,
}

/// An open receivable that a bridge line is lent against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receivable {
    /// `vat.credit`: the borrower's VAT credit and what it has claimed back.
    VatCredit,
    /// `grants.NAME.receivable`: what a grant still owes.
    Grant(String),
}

/// The draws, the plan and the costs of a term loan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermLoan {
    /// What is drawn, and when.
    pub draw: Draw,
    /// The last month of interest alone.
    pub interest_only_until: Option<LiveDate>,
    /// How it is repaid.
    pub repayment: Repayment,
    /// What it costs beside interest.
    pub fees: Option<Fees>,
    /// The reserve account that the bank asks for.
    pub reserve: Option<ReserveAccount>,
}

/// What is drawn of a term loan, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Draw {
    /// On dates, at the start of the month.
    Dated(Box<DatedDraw>),
    /// As an investment is spent.
    With(Box<DrawWith>),
}

/// Draws on dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedDraw {
    /// Amounts by date, at the start of the month.
    pub amounts: LiveNumber,
    /// Whether part of the loan was drawn before the plan.
    pub before_the_plan: bool,
}

impl DatedDraw {
    /// The whole loan as stated: the sum of its draws in the plan.
    pub fn facility(&self) -> Decimal {
        self.amounts.dated().iter().map(|(_, amount)| *amount).sum()
    }

    /// The first and the last month of the stated draws.
    pub fn months(&self) -> Option<(YearMonth, YearMonth)> {
        let months = || self.amounts.dated().iter().map(|(month, _)| *month);
        months().min().zip(months().max())
    }
}

/// A share of what an investment spends, up to the amount of the loan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawWith {
    /// The investment.
    pub capex: String,
    /// The share of each month's spending.
    pub share: LiveNumber,
    /// The whole loan.
    pub amount: LiveNumber,
    /// When in the month it is drawn.
    pub when: DrawTime,
    /// What becomes of what the shares leave.
    pub rest: Rest,
}

/// When in its month a draw falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawTime {
    /// At its start: it bears interest in that month.
    Start,
    /// At its end: it bears interest from the next month.
    End,
}

/// What becomes of the part of a loan that the shares of spending leave undrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// It is never drawn.
    Undrawn,
    /// It is drawn in the last month of spending.
    LastMonth,
}

/// A plan of repayment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repayment {
    /// The shape.
    pub kind: RepaymentKind,
    /// How long it takes, after the interest-only time.
    pub years: u32,
    /// How often it is paid.
    pub frequency: Frequency,
}

/// The shape of a plan of repayment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepaymentKind {
    /// Equal instalments.
    French(Instalment),
    /// Equal principal.
    Italian,
    /// All at the end.
    Bullet,
}

/// What a French plan does when the rate changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instalment {
    /// Principal follows the plan at the rate ruling at the first repayment; interest is paid at
    /// the rate of its time.
    FixedPlan,
    /// The instalment is computed again at the new rate, over the instalments left.
    Recomputed,
}

impl Repayment {
    /// The number of instalments.
    pub fn instalments(&self) -> u32 {
        self.months() / self.frequency.months()
    }

    /// How long it takes, in months.
    pub fn months(&self) -> u32 {
        self.years * 12
    }
}

/// What a loan costs beside interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fees {
    /// The share of the whole loan paid at the first draw.
    pub upfront: Option<LiveNumber>,
    /// The rate a year on what is not drawn yet.
    pub commitment: Option<LiveNumber>,
    /// The substitute tax at the first draw.
    pub substitute_tax: SubstituteTax,
}

/// The tax in place of registration and mortgage taxes (DPR 601/1973 artt. 15-18).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubstituteTax {
    /// A share of the whole loan, whatever its length.
    Stated(Box<LiveNumber>),
    /// What `[rules.loans]` says for a loan of its length.
    Rule,
    /// None: the loan was drawn before the plan.
    Settled,
}

/// An account in which the borrower keeps the debt service of the coming months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReserveAccount {
    /// How many months of debt service.
    pub months: u32,
    /// From when.
    pub from: LiveDate,
}
