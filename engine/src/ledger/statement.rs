//! What a statement is, apart from its values: lines in statutory order, each a row of the sheet.

use super::EntityId;
use crate::sheet::RowId;
use crate::wording::Label;

/// The three statements of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatementKind {
    /// Income statement, art. 2425 c.c.
    Income,
    /// Balance sheet, art. 2424 c.c.
    BalanceSheet,
    /// Cash-flow statement, OIC 10, indirect method.
    CashFlow,
}

impl StatementKind {
    /// Every statement, in the order in which they are printed.
    pub const ALL: [StatementKind; 3] = [
        StatementKind::Income,
        StatementKind::BalanceSheet,
        StatementKind::CashFlow,
    ];

    /// The word used in row keys, on the command line and in file names.
    pub fn word(self) -> &'static str {
        match self {
            StatementKind::Income => "income_statement",
            StatementKind::BalanceSheet => "balance_sheet",
            StatementKind::CashFlow => "cash_flow",
        }
    }

    /// What the statement is called.
    pub fn label(self) -> Label {
        match self {
            StatementKind::Income => Label::new("Conto economico", "Income statement"),
            StatementKind::BalanceSheet => Label::new("Stato patrimoniale", "Balance sheet"),
            StatementKind::CashFlow => Label::new("Rendiconto finanziario", "Cash-flow statement"),
        }
    }
}

/// How the months of a line make its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OverYear {
    /// The sum of the months: flows.
    Sum,
    /// The last month: closing balances.
    Last,
    /// The first month: opening cash.
    First,
}

/// How much a line weighs in the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// A title without values.
    Heading,
    /// An ordinary line.
    Item,
    /// A part of the line above it ("of which").
    Part,
    /// A sum of lines.
    Subtotal,
    /// The sums a reader looks for first.
    Total,
}

/// One line of a statement.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementLine {
    /// The code of the law or standard: `A1`, `B.II.4`, empty for headings without one.
    pub code: String,
    /// What the line is called.
    pub label: Label,
    /// The row with its values; none for a heading.
    pub row: Option<RowId>,
    /// How much it weighs.
    pub weight: Weight,
    /// How its months make a year.
    pub over_year: OverYear,
}

/// The layout of one statement of one entity; its values are the rows' values.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Which statement.
    pub kind: StatementKind,
    /// Whose.
    pub entity: EntityId,
    /// The lines, in the order of the law.
    pub lines: Vec<StatementLine>,
}

impl Statement {
    pub(super) fn new(kind: StatementKind, entity: EntityId) -> Statement {
        Statement {
            kind,
            entity,
            lines: Vec::new(),
        }
    }

    pub(super) fn heading(&mut self, code: &str, label: Label) {
        self.lines.push(StatementLine {
            code: code.to_owned(),
            label,
            row: None,
            weight: Weight::Heading,
            over_year: OverYear::Sum,
        });
    }

    pub(super) fn line(
        &mut self,
        code: &str,
        label: Label,
        row: RowId,
        weight: Weight,
        over_year: OverYear,
    ) {
        self.lines.push(StatementLine {
            code: code.to_owned(),
            label,
            row: Some(row),
            weight,
            over_year,
        });
    }
}
