//! Taxes: value added tax, and the two income taxes with their calendar of payments.

pub(super) mod income;
mod interest;
pub(super) mod irap;
pub(super) mod ires;
pub(super) mod pro_rata;
pub(super) mod vat;
mod words;

#[cfg(test)]
pub(super) use words::SOURCES;
pub(super) use words::WORDS;
