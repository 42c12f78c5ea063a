//! One file for each command.

pub(crate) mod check;
pub(crate) mod explain;
pub(crate) mod export;
mod foreign_file;
pub(crate) mod import;
pub(crate) mod merge;
pub(crate) mod rows;
pub(crate) mod run;
pub(crate) mod simulate;
pub(crate) mod verify;
