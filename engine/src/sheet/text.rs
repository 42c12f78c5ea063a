//! The text form of a sheet.
