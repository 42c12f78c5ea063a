//! Who lacks money, and how often covenants are broken.

use cittadella_engine::calendar::Month;
use cittadella_engine::simulate::{CovenantOutlook, Outlook};

use super::{month, share};
use crate::render::View;
use crate::render::table::{Blocks, Table};

/// Who lacks money, where anybody does.
pub(super) fn needs(view: &View<'_>, outlook: &Outlook) -> Option<String> {
    let words = view.words;
    let entities = view.plan.entities.iter().zip(&outlook.needs);
    let lacking: Vec<_> = entities
        .filter(|(_, need)| view.full || need.lacks.count > 0)
        .collect();
    if lacking.is_empty() {
        return None;
    }
    let heads = vec![
        words.in_how_many().to_owned(),
        words.first_of_all().to_owned(),
        words.first_in_half().to_owned(),
    ];
    let mut table = Table::new(heads, Blocks::Fit);
    for (entity, need) in lacking {
        let cells = vec![
            share(view, need.lacks),
            share(view, need.first_of_all),
            month(view, need.first).unwrap_or_default(),
        ];
        table.row(1, view.label(&entity.label), cells);
    }
    Some(format!("{}\n{}", words.needs_heading(), table.render()))
}

/// How often each covenant is broken, test by test.
pub(super) fn covenants(view: &View<'_>, outlook: &Outlook) -> Option<String> {
    let words = view.words;
    let covenants = || view.plan.answers.covenants.iter().zip(&outlook.covenants);
    let mut dates: Vec<Month> = covenants()
        .flat_map(|(_, found)| found.tests.iter().map(|test| test.month))
        .collect();
    dates.sort_unstable();
    dates.dedup();
    if dates.is_empty() {
        return None;
    }
    let heads = covenants().map(|(covenant, _)| {
        format!(
            "{}\n{}",
            view.label(&covenant.contract_label),
            view.label(&covenant.label)
        )
    });
    let mut table = Table::new(heads.collect(), Blocks::Fit);
    let row = |tell: &dyn Fn(&CovenantOutlook) -> String| -> Vec<String> {
        covenants().map(|(_, found)| tell(found)).collect()
    };
    for date in dates {
        let cells = row(&|found| fails(view, found, date));
        table.row(1, view.short_at(date.index()), cells);
    }
    table.row(
        1,
        words.some_test(),
        row(&|found| share(view, found.broken)),
    );
    let first = |found: &CovenantOutlook| {
        let first = super::digits::whole(found.first.unwrap_or(f64::NAN));
        let first = first.and_then(|number| view.month_numbered(number));
        first.map_or_else(String::new, |month| view.short(month))
    };
    table.row(1, words.first_failed_in_half(), row(&first));
    Some(format!(
        "{}\n{}",
        words.broken_covenants_heading(),
        table.render()
    ))
}

/// How often the test of a date fails; nothing where none is made.
fn fails(view: &View<'_>, found: &CovenantOutlook, date: Month) -> String {
    let mut tests = found.tests.iter();
    let test = tests.find(|test| test.month == date);
    test.map_or_else(String::new, |test| share(view, test.fails))
}
