//! The business rules: a scenario becomes a sheet.
//!
//! The only place where the scenario language and the sheet meet. One file for each business
//! topic; each writes rows and posts to the ledger.

mod plan;

pub use plan::{Alert, Assertion, Check, Plan, PlanEntity, PlanFigure, Target};
