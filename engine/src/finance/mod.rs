//! Pure functions of finance on slices of amounts: present value, rates of return, annuities.
//!
//! They know no sheet and no month: a slice holds one amount a period.

mod annuity;
mod irr;
mod npv;
mod rate;

pub use annuity::{Annuity, NotAnAnnuity};
pub(crate) use irr::irr_of;
pub use irr::{NoRate, RatesOfReturn, irr};
pub use npv::npv;
pub use rate::{per_month, per_year};
