//! Months, fiscal years and the timeline of a plan.
//!
//! Two things are kept apart: a [`YearMonth`] is a month of the calendar; a [`Month`] is a
//! zero-based position on one plan's [`Timeline`]. Dates that users may vary are *month numbers*
//! on the timeline, counted from 1 (see [`Timeline::number_of`]).

mod timeline;
mod year_month;

pub use timeline::{Month, Timeline};
pub use year_month::{InvalidYearMonth, YearMonth};
