//! The whole of a scenario: sections in their order, references, changes, cases.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::change::Setting;
use super::layers::Layers;
use super::reader::{Reader, suggest};
use super::sections::SECTIONS;
use super::tree::{Node, Table, parse_value};
use crate::calendar::Timeline;
use crate::diagnostic::{Code, Diagnostic, LineIndex, Medium, Severity, Source};
use crate::scenario::source::{Changes, Loaded, Refused, Sources, StressCombination};
use crate::scenario::{Scenario, Stress};
use crate::wording::Label;

/// The name of the stress that holds what `--set` changes.
const SET: &str = "set";

impl Scenario {
    /// Reads a scenario with everything that it extends, and lays `changes` over it.
    ///
    /// # Errors
    /// Everything that is wrong with the files and the changes, in one run.
    pub fn load(path: &str, sources: &dyn Sources, changes: &Changes) -> Result<Loaded, Refused> {
        let mut layers = Layers::new(path, sources);
        let merged = layers.merged(path);
        let Some(mut tree) = merged else {
            return Err(refused(layers.diagnostics, layers.read));
        };
        let mut sets = split_sets(changes, &mut layers);
        let mut reading = Reading::of(&tree, &sets);
        // What matches no live input is a structural choice: it is laid over the tree.
        let structural: Vec<bool> = reading.reader.settings[..sets.len()]
            .iter()
            .map(|set| !set.matched)
            .collect();
        if structural.contains(&true) && layers.diagnostics.is_empty() {
            let live = reading.reader.live.iter();
            let live: Vec<&str> = live.map(|live| live.path.as_str()).collect();
            for (set, _) in sets.iter().zip(&structural).filter(|(_, apart)| **apart) {
                layers.overlay(&mut tree, &set.path, set.node.clone(), &live);
            }
            let mut kept = structural.iter();
            sets.retain(|_| kept.next() == Some(&false));
            reading = Reading::of(&tree, &sets);
        }
        let mut diagnostics = layers.diagnostics;
        let cases = cases(changes, &reading, &mut diagnostics);
        diagnostics.extend(reading.reader.causes());
        let (notices, errors): (Vec<_>, Vec<_>) = diagnostics
            .into_iter()
            .partition(|found| found.severity() == Severity::Notice);
        match reading.scenario {
            Some(scenario) if errors.is_empty() => Ok(Loaded {
                scenario,
                notices: in_order(notices),
                cases,
                sources: layers.read,
                stated: reading.reader.stated,
            }),
            Some(_) | None => Err(refused(errors, layers.read)),
        }
    }
}

fn refused(diagnostics: Vec<Diagnostic>, sources: Vec<Source>) -> Refused {
    Refused {
        diagnostics: in_order(diagnostics),
        sources,
    }
}

/// By place, each once.
fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
    diagnostics.dedup();
    // A column of a table that the section does not know is said once, not for every row.
    let mut columns = BTreeSet::new();
    diagnostics.retain(|found| match (&found.place, found.code) {
        (Some(place), Code::UnknownKey) if place.medium != Medium::Text => {
            let key = found.says("found").unwrap_or_default().to_owned();
            columns.insert((Arc::clone(&place.file), key))
        }
        (Some(_) | None, _) => true,
    });
    diagnostics
}

/// The parts of `--set path=value`.
fn split_sets(changes: &Changes, layers: &mut Layers<'_>) -> Vec<Setting> {
    let mut sets = Vec::new();
    for (nth, text) in changes.sets.iter().enumerate() {
        let name = if changes.sets.len() == 1 {
            "--set".to_owned()
        } else {
            format!("--set[{}]", nth + 1)
        };
        let index = LineIndex::new(name, text.as_str());
        layers.keep(&index);
        let split = text
            .split_once('=')
            .map(|(path, value)| (path.trim(), value));
        match split.filter(|(path, value)| !path.is_empty() && !value.trim().is_empty()) {
            Some((path, _)) => {
                let start = text.find('=').map_or(0, |at| at + 1);
                let mut node = parse_value(&index, start);
                node.key_place = index.place(0..start.saturating_sub(1));
                sets.push(Setting {
                    stress: 0,
                    path: path.to_owned(),
                    node,
                    matched: false,
                });
            }
            None => {
                let place = index.place(0..text.len());
                layers
                    .diagnostics
                    .push(Diagnostic::at(Code::BadSet, &place).with("found", text.as_str()));
            }
        }
    }
    sets
}

/// The combinations of stresses that were asked for.
fn cases(
    changes: &Changes,
    reading: &Reading,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<StressCombination> {
    let stresses = &reading.stresses;
    let mut cases = Vec::new();
    let mut before: Vec<Vec<&str>> = Vec::new();
    for asked in &changes.stresses {
        let names: Vec<&str> = asked.split('+').map(str::trim).collect();
        if let Some(found) = malformed(&names, &before) {
            diagnostics.push(found);
            continue;
        }
        let mut indices: Vec<usize> = reading.set_stress.into_iter().collect();
        let mut label: Option<Label> = None;
        for name in &names {
            let name = *name;
            let mut named = stresses.iter().enumerate();
            let found = named
                .find(|(at, stress)| Some(*at) != reading.set_stress && stress.name == name)
                .map(|(at, _)| at);
            let Some(at) = found else {
                diagnostics.push(unknown_stress(name, stresses));
                continue;
            };
            indices.push(at);
            let next = &stresses[at].label;
            label = Some(label.map_or_else(|| next.clone(), |before| joined(&before, next)));
        }
        cases.push(StressCombination {
            label: label.unwrap_or_default(),
            stresses: indices,
        });
        before.push(names);
    }
    cases
}

/// What is wrong with the names of one `--stress`: one is missing, or one stands twice, here or as
/// a whole in an earlier `--stress`.
fn malformed(names: &[&str], before: &[Vec<&str>]) -> Option<Diagnostic> {
    if let Some(empty) = names.iter().position(|name| name.is_empty()) {
        let stated: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| !name.is_empty())
            .collect();
        let found = Diagnostic::without_place(Code::StressNameMissing);
        if stated.is_empty() {
            return Some(found);
        }
        let side = if empty == 0 {
            Label::new("prima di", "before")
        } else {
            Label::new("dopo", "after")
        };
        return Some(
            found
                .with("found", names.join("+"))
                .with_label("where", side)
                .with("suggestion", stated.join("+")),
        );
    }
    let mut within = names.iter().enumerate();
    let again = within.find(|(at, name)| names[..*at].contains(name));
    let twice = match again {
        Some((_, name)) => (*name).to_owned(),
        None if before.iter().any(|earlier| earlier == names) => names.join("+"),
        None => return None,
    };
    Some(Diagnostic::without_place(Code::StressTwice).with("found", twice))
}

fn joined(before: &Label, next: &Label) -> Label {
    use crate::wording::Language::{English, Italian};
    Label::new(
        format!("{} + {}", before.get(Italian), next.get(Italian)),
        format!("{} + {}", before.get(English), next.get(English)),
    )
}

fn unknown_stress(name: &str, stresses: &[Stress]) -> Diagnostic {
    let names = || stresses.iter().map(|stress| stress.name.as_str());
    let known: Vec<&str> = names().collect();
    let found = Diagnostic::without_place(Code::UnknownStress).with("found", name);
    let found = if known.is_empty() {
        found
    } else {
        found.with("choices", known.join(", "))
    };
    suggest(found, name, names())
}

/// One reading of a tree.
struct Reading {
    reader: Reader,
    scenario: Option<Scenario>,
    stresses: Vec<Stress>,
    set_stress: Option<usize>,
}

impl Reading {
    fn of(tree: &Table, sets: &[Setting]) -> Reading {
        let mut settings = sets.to_vec();
        let set_stress = sets.first().map(|_| 0);
        let mut reader = Reader::new(unknown_months(), 1, names(tree), Vec::new());
        reader.check_sections(tree);
        let mut stresses: Vec<Stress> = sets.first().map(set_stress_of).into_iter().collect();
        reader.stresses(tree, &mut stresses, &mut settings);
        reader.settings = settings;
        let scenario = reader.scenario(tree, &stresses, set_stress);
        // Without a plan no input has been read that a stress could change.
        if scenario.is_some() {
            reader.check_settings(tree, sets.len());
        }
        Reading {
            reader,
            scenario,
            stresses,
            set_stress,
        }
    }
}

/// A timeline to start with, until `[plan]` has been read.
fn unknown_months() -> Timeline {
    use crate::calendar::YearMonth;
    let start = YearMonth::new(2024, 1);
    Timeline::new(start.unwrap_or(YearMonth::FIRST), 1, 0)
}

fn set_stress_of(set: &Setting) -> Stress {
    Stress {
        name: SET.to_owned(),
        label: Label::same("--set"),
        place: set.node.place.clone(),
    }
}

/// The names of the items of each section.
fn names(tree: &Table) -> BTreeMap<&'static str, Vec<String>> {
    let of = |section: &'static str| {
        let table = tree.get(section).and_then(Node::table);
        let keys = table.map(|table| table.keys().map(str::to_owned).collect());
        (section, keys.unwrap_or_default())
    };
    SECTIONS.iter().copied().map(of).collect()
}
