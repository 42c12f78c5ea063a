//! From a plan to a [`Book`].

use std::collections::BTreeMap;

use cittadella_engine::evaluate::Case;
use cittadella_engine::sheet::InputId;

use crate::WorkbookError;
use crate::book::{Book, Worksheet, WorksheetId};
use crate::export::Export;
use crate::layout::Layout;
use crate::pages::{Site, TabInfo};
use crate::setting::Setting;
use crate::tabs::Tab;
use crate::{calculations, figures, inputs, names, pages};

/// Everything that a workbook holds, as data.
///
/// # Errors
/// What the file format cannot hold: see [`WorkbookError`].
pub fn book(export: &Export<'_>) -> Result<Book, WorkbookError> {
    let layout = Layout::new(export);
    let setting = Setting {
        export,
        layout: &layout,
    };
    let mut worksheets = BTreeMap::new();
    for (id, tab) in layout.tabs.all() {
        if let Some(worksheet) = worksheet(&setting, tab)? {
            worksheets.insert(id, worksheet);
        }
    }
    let pages = pages(&setting, &worksheets);
    worksheets.extend(pages);
    let names = names::defined_names(&export.plan.sheet);
    let inputs = export.plan.sheet.inputs().map(|(id, _)| id);
    let names = inputs.zip(names).map(|(id, name): (InputId, String)| {
        let place = layout.addresses.input(id).stated;
        (name, place)
    });
    Ok(Book {
        title: export.plan.name.clone(),
        properties: properties(export),
        worksheets: worksheets.into_values().collect(),
        names: names.collect(),
    })
}

/// The pages for readers, over the finished calculation.
fn pages(
    setting: &Setting<'_>,
    calculated: &BTreeMap<WorksheetId, Worksheet>,
) -> Vec<(WorksheetId, Worksheet)> {
    let (export, tabs) = (setting.export, &setting.layout.tabs);
    let infos: Vec<TabInfo> = tabs
        .all()
        .map(|(id, tab)| TabInfo {
            name: tabs.name(id).to_owned(),
            title: tab.title(export.plan),
            purpose: tab.purpose(),
            page: match tab {
                Tab::Page(page) => Some(page),
                Tab::Figures
                | Tab::Cases
                | Tab::Inputs(_)
                | Tab::InputsByMonth
                | Tab::Time
                | Tab::Topic(_)
                | Tab::Lists
                | Tab::Postings
                | Tab::Accounts(_)
                | Tab::Statements(_) => None,
            },
        })
        .collect();
    let hash = scenario_hash(export);
    pages::write(&Site {
        export,
        addresses: &setting.layout.addresses,
        tabs: &infos,
        calculated,
        hash: &hash,
    })
}

/// One worksheet of the calculation; `None` for pages.
fn worksheet(setting: &Setting<'_>, tab: Tab) -> Result<Option<Worksheet>, WorkbookError> {
    let worksheet = match tab {
        Tab::Page(_) => return Ok(None),
        Tab::Figures => figures::write(setting),
        Tab::Cases => Ok(inputs::write_cases(setting)),
        Tab::Inputs(_) => {
            let mut scalars = setting.layout.scalars.iter();
            match scalars.find(|scalars| scalars.tab == tab) {
                Some(scalars) => inputs::write_scalars(setting, scalars),
                None => Ok(setting.worksheet(tab)),
            }
        }
        Tab::InputsByMonth => Ok(inputs::write_series(setting)),
        Tab::Time
        | Tab::Topic(_)
        | Tab::Lists
        | Tab::Postings
        | Tab::Accounts(_)
        | Tab::Statements(_) => {
            let mut monthly = setting.layout.monthly.iter();
            match monthly.find(|monthly| monthly.tab == tab) {
                Some(monthly) => calculations::write(setting, monthly),
                None => Ok(setting.worksheet(tab)),
            }
        }
    }?;
    Ok(Some(worksheet))
}

/// The fact that holds the hash of the scenario.
pub(crate) const SCENARIO_HASH: &str = "scenario_hash";
/// The fact that holds the version which wrote the file.
pub(crate) const ENGINE_VERSION: &str = "engine_version";
/// The fact that holds the combinations of stresses among the cases, one a line: `late+dear`.
pub(crate) const COMBINATIONS: &str = "combinations";

/// Facts about the file that survive another program's saving.
fn properties(export: &Export<'_>) -> Vec<(String, String)> {
    let always = export.base.0.stresses();
    let alone = |case: &Case| case.stresses().len() <= always.len() + 1;
    let named = |case: &Case| {
        let keys = case.stresses().iter().filter(|id| !always.contains(id));
        let keys = keys.map(|id| export.plan.sheet.stress(*id).key.to_string());
        keys.collect::<Vec<_>>().join("+")
    };
    let compared = export.compared.iter().map(|compared| compared.case);
    let combined: Vec<String> = compared.filter(|case| !alone(case)).map(named).collect();
    let mut facts = vec![
        (SCENARIO_HASH.to_owned(), scenario_hash(export)),
        (
            ENGINE_VERSION.to_owned(),
            env!("CARGO_PKG_VERSION").to_owned(),
        ),
    ];
    if !combined.is_empty() {
        facts.push((COMBINATIONS.to_owned(), combined.join("\n")));
    }
    facts
}

/// The hash of everything that the plan was read from: the texts, and what `--set` said.
pub fn scenario_hash(export: &Export<'_>) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    let texts = export.sources.iter().map(|source| source.text.as_ref());
    let sets = export.sets.iter().map(String::as_str);
    for text in texts.chain(sets) {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    let bytes = hash.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
