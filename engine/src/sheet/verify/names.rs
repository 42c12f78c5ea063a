//! Keys are unique.

use std::collections::BTreeMap;

use super::Violation;
use crate::sheet::{Key, Sheet};

pub(super) fn check(sheet: &Sheet, violations: &mut Vec<Violation>) {
    unique("rows", sheet.rows().map(|(_, row)| row.key()), violations);
    unique(
        "inputs",
        sheet.inputs().map(|(_, input)| &input.key),
        violations,
    );
    unique(
        "figures",
        sheet.figures().map(|(_, figure)| figure.key()),
        violations,
    );
    unique(
        "stresses",
        sheet.stresses().map(|(_, stress)| &stress.key),
        violations,
    );
    unique(
        "lists",
        sheet.lists().map(|(_, list)| list.key()),
        violations,
    );
    unique("tags", sheet.tags().map(|(_, tag)| tag), violations);
}

fn unique<'k>(what: &str, keys: impl Iterator<Item = &'k Key>, violations: &mut Vec<Violation>) {
    let mut count: BTreeMap<&Key, usize> = BTreeMap::new();
    for key in keys {
        *count.entry(key).or_default() += 1;
    }
    for (key, count) in count {
        if count > 1 {
            let sentence = format!("{count} {what} have this key; give each its own");
            violations.push(Violation::of(key, sentence));
        }
    }
}
