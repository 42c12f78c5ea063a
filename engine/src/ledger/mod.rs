//! The ledger: double entry, and the statements read off it.
//!
//! Contracts never write statements. They post: an amount row in whole cents, a stage, the account
//! debited, the account credited and, where cash moves, the line of the cash-flow statement. The
//! ledger sums the postings of each entity by account; the income statement (art. 2425 c.c.), the
//! balance sheet (art. 2424) and the cash-flow statement (OIC 10) are read off those sums. There
//! is no plug: a balance sheet balances because every posting does.
//!
//! * A posting's formula may read this month's sums of earlier stages ([`Ledger::before`]) and the
//!   closings of the month before. A formula that reads its own stage or a later one makes a
//!   circle, which the sheet refuses with the rows that form it.
//! * Amounts are positive in the direction debit → credit says. Only the statements turn signs.
//! * The result before tax is closed before income taxes are posted: an income or cost may not be
//!   posted in the stage of income taxes or after it ([`Ledger::post`] asserts it).
//!
//! The ledger knows no contract and no tax rule.

mod account;
mod account_names;
mod balance_sheet;
mod between;
mod cash_flow;
mod cash_flow_statement;
mod group;
mod income_statement;
mod line;
mod posting;
mod stage;
mod statement;
mod steps;

pub use account::{Account, FixedAsset, Movement, Position, Side};
pub use balance_sheet::BalanceSheet;
pub use between::{Between, BetweenAccount, BetweenCash, BetweenSide, Exchanges, Mirror};
pub use cash_flow::{CashFlow, Flow, Section};
pub use cash_flow_statement::CashFlowStatement;
pub use group::NAME as GROUP;
pub use income_statement::IncomeStatement;
pub use line::{AssetLine, IncomeLine, LiabilityLine};
pub use posting::{EntityId, Ledger, Posting};
pub use stage::Stage;
pub use statement::{OverYear, Statement, StatementKind, StatementLine, Weight};
