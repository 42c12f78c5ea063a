//! Which worksheet a row stands on, as data: by the words of its key.

use crate::tabs::{Tab, Topic};

/// The first word of a contract's or driver's key, and its topic.
const BY_SECTION: &[(&str, Topic)] = &[
    ("milestones", Topic::Drivers),
    ("indices", Topic::Drivers),
    ("areas", Topic::Drivers),
    ("spaces", Topic::Spaces),
    ("tenants", Topic::Spaces),
    ("services", Topic::Services),
    ("costs", Topic::Costs),
    ("flows", Topic::Costs),
    ("staff", Topic::Staff),
    ("capex", Topic::Capex),
    ("leases", Topic::Leases),
    ("grants", Topic::Grants),
    ("loans", Topic::Debt),
    ("bonds", Topic::Debt),
    ("equity", Topic::Capital),
    ("dividends", Topic::Capital),
    ("contributions", Topic::Capital),
    ("vat", Topic::Taxes),
    ("rules", Topic::Taxes),
    ("valuations", Topic::Ratios),
    ("target", Topic::Ratios),
];

/// The second word of a body's key, and its topic; all others are its accounts.
const BY_WORD_OF_A_BODY: &[(&str, Topic)] = &[
    ("vat", Topic::Taxes),
    ("ires", Topic::Taxes),
    ("irap", Topic::Taxes),
    ("imu", Topic::Taxes),
    ("interest_limit", Topic::Taxes),
    ("non_operating", Topic::Taxes),
    ("non_commercial", Topic::Taxes),
    ("liquidity", Topic::Liquidity),
    ("self_sufficiency", Topic::Liquidity),
    ("money_not_found", Topic::Liquidity),
    ("dscr", Topic::Ratios),
    ("llcr", Topic::Ratios),
    ("icr", Topic::Ratios),
    ("ratios", Topic::Ratios),
    ("pfn_equity", Topic::Ratios),
    ("pfn_ebitda", Topic::Ratios),
    ("equity_ratio", Topic::Ratios),
    ("net_debt", Topic::Ratios),
    ("due_later", Topic::Ratios),
    ("target", Topic::Ratios),
    ("alerts", Topic::Ratios),
    ("bond_limit", Topic::Capital),
    ("capital_test", Topic::Capital),
    ("minority", Topic::Capital),
    ("own", Topic::Capital),
];

/// The worksheet of a row that is no line of a statement; `books` are the names of the bodies, the
/// group's last.
pub(super) fn tab_of(key: &str, books: &[&str]) -> Tab {
    let mut words = key.split('.');
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    if first == "calendar" {
        return Tab::Time;
    }
    if let Some(book) = books.iter().position(|name| *name == first) {
        let topic = BY_WORD_OF_A_BODY
            .iter()
            .find(|(word, _)| Some(*word) == second);
        return topic.map_or(Tab::Accounts(book), |(_, topic)| Tab::Topic(*topic));
    }
    let topic = BY_SECTION.iter().find(|(section, _)| *section == first);
    Tab::Topic(topic.map_or(Topic::Drivers, |(_, topic)| *topic))
}
