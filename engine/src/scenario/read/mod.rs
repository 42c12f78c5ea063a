//! Reading: text to tree, layers laid over one another, tree to [`Scenario`].

mod bonds;
mod capital;
mod change;
mod columns;
mod consequences;
mod contributions;
mod covenants;
mod covers;
mod csv;
mod date;
mod dependence;
mod entity;
mod families;
mod funding;
mod grants;
mod holdings;
mod layers;
mod leases;
mod load;
mod loan_draw;
mod loan_rate;
mod loans;
mod number;
mod opening;
mod operations;
mod owners;
mod paths;
mod plain;
mod plan;
mod reader;
mod rules;
mod sections;
mod shape;
mod shown;
mod spaces;
mod spreadsheets;
mod table;
mod taxes;
mod tenants;
mod terms;
mod thousands;
mod tree;
mod uncertain;
mod words;
mod written;

pub(super) use plain::range;
pub(super) use thousands::looks_like_thousands;

#[cfg(test)]
mod bad_files;
#[cfg(test)]
mod debt_tests;
#[cfg(test)]
mod grant_tests;
#[cfg(test)]
mod hint_tests;
#[cfg(test)]
mod language_tests;
#[cfg(test)]
mod lease_tests;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod tax_tests;
#[cfg(test)]
mod tests;
