//! A business plan as one sheet of monthly rows, read many ways.
//!
//! A scenario (what the user wrote) compiles to one [`sheet::Sheet`]: rows over the months of the
//! plan, one formula a row. Every answer is a reading of that sheet. Text goes in, values come
//! out: this crate opens no file, reads no clock and prints nothing.
//!
//! Where to start: [`scenario`] for the language that users write, [`sheet`] for the rows,
//! [`ledger`] for the double entry that the statements are read off, [`model`] for the business
//! rules that join them, [`evaluate`] for the exact reading. `ARCHITECTURE.md` in the repository
//! says how they hang together and who may import whom.

pub mod calendar;
pub mod diagnostic;
pub mod evaluate;
pub mod explain;
pub mod finance;
pub mod ledger;
pub mod model;
pub mod quantity;
pub mod scenario;
pub mod sheet;
pub mod simulate;
pub mod uncertainty;
pub mod wording;
