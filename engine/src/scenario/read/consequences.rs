//! Findings that another finding explains: each mistake is said once.

use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};

impl Reader {
    /// The findings without those that would vanish if another one were mended.
    pub(super) fn causes(&mut self) -> Vec<Diagnostic> {
        let all = std::mem::take(&mut self.diagnostics);
        let known = self.months_known;
        let kept = |found: &&Diagnostic| {
            !is_misspelt(found, &all)
                && !is_in_misspelt_section(found, &all)
                && !is_sum_of_unread(found, &all)
                && (known || !hangs_on_months(found.code))
        };
        all.iter().filter(kept).cloned().collect()
    }
}

/// Whether a key is missing because it is misspelt.
fn is_misspelt(found: &Diagnostic, all: &[Diagnostic]) -> bool {
    found.code == Code::MissingKey
        && all.iter().any(|other| {
            other.code == Code::UnknownKey
                && other.says("path") == found.says("path")
                && other.says("suggestion") == found.says("key")
        })
}

/// Whether a section, or an item of it that is referred to, is missing because its name is
/// misspelt.
fn is_in_misspelt_section(found: &Diagnostic, all: &[Diagnostic]) -> bool {
    matches!(found.code, Code::MissingSection | Code::UnknownReference)
        && found.says("section").is_some_and(|section| {
            let section = section.trim_start_matches('[').trim_end_matches(']');
            all.iter().any(|other| {
                other.code == Code::UnknownSection && other.says("suggestion") == Some(section)
            })
        })
}

/// Whether a sum differs because one of its parts could not be read.
fn is_sum_of_unread(found: &Diagnostic, all: &[Diagnostic]) -> bool {
    let part_of = match (found.code, found.says("path"), found.says("entity")) {
        (Code::SumDiffers, Some(path), _) => path
            .rsplit_once('.')
            .map_or(path, |(item, _)| item)
            .to_owned(),
        (Code::OpeningUnbalanced, _, Some(entity)) => format!("opening.{entity}"),
        _ => return false,
    };
    let within = |path: &str| {
        let below = path.strip_prefix(&part_of);
        below.is_some_and(|below| below.starts_with('.'))
    };
    all.iter()
        .any(|other| is_of_a_number(other.code) && other.says("path").is_some_and(within))
}

fn is_of_a_number(code: Code) -> bool {
    let number = code.number();
    ("E0201".."E0210").contains(&number) || matches!(code, Code::ThousandsPoint | Code::WrongType)
}

/// Whether a finding depends on the plan's first month and its length.
fn hangs_on_months(code: Code) -> bool {
    matches!(
        code,
        Code::DateOutsidePlan
            | Code::YearlyTooLong
            | Code::YearlyHeld
            | Code::FoundedAfterStart
            | Code::OpeningBeforeFoundation
            | Code::HistoryWithinYear
    )
}
