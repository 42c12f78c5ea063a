//! The whole of a scenario: sections in their order, references, changes, cases.

use std::collections::BTreeMap;

use super::change::Setting;
use super::layers::Layers;
use super::plan::item_at;
use super::reader::{Item, Reader, humanised, nearest, suggest};
use super::tree::{Node, Table, parse_value};
use crate::calendar::Timeline;
use crate::diagnostic::{Code, Diagnostic, LineIndex, Place, Severity, Source};
use crate::scenario::source::{Changes, Loaded, Refused, Sources, StressCombination};
use crate::scenario::{Scenario, Stress};
use crate::wording::Label;

/// Every section of the language.
const SECTIONS: [&str; 23] = [
    "plan",
    "indices",
    "correlations",
    "factors",
    "entities",
    "opening",
    "milestones",
    "areas",
    "target",
    "equity",
    "spaces",
    "services",
    "staff",
    "costs",
    "capex",
    "grants",
    "loans",
    "flows",
    "figures",
    "asserts",
    "stresses",
    "rules",
    "vat",
];
/// Sections of the language that this version cannot compute.
const LATER: [&str; 6] = [
    "valuations",
    "dividends",
    "leases",
    "bonds",
    "contributions",
    "tenants",
];
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
            for (set, _) in sets.iter().zip(&structural).filter(|(_, apart)| **apart) {
                layers.overlay(&mut tree, &set.path, set.node.clone());
            }
            let mut kept = structural.iter();
            sets.retain(|_| kept.next() == Some(&false));
            reading = Reading::of(&tree, &sets);
        }
        let mut diagnostics = layers.diagnostics;
        let cases = cases(changes, &reading, &mut diagnostics);
        diagnostics.extend(reading.reader.diagnostics);
        let (notices, errors): (Vec<_>, Vec<_>) = diagnostics
            .into_iter()
            .partition(|found| found.severity() == Severity::Notice);
        match reading.scenario {
            Some(scenario) if errors.is_empty() => Ok(Loaded {
                scenario,
                notices: in_order(notices),
                cases,
                sources: layers.read,
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
        layers.command_line(&index);
        let split = text
            .split_once('=')
            .map(|(path, value)| (path.trim(), value));
        match split.filter(|(path, value)| !path.is_empty() && !value.trim().is_empty()) {
            Some((path, _)) => {
                let start = text.find('=').map_or(0, |at| at + 1);
                sets.push(Setting {
                    stress: 0,
                    path: path.to_owned(),
                    node: parse_value(&index, start),
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
    for asked in &changes.stresses {
        let mut indices: Vec<usize> = reading.set_stress.into_iter().collect();
        let mut label: Option<Label> = None;
        for name in asked.split('+').map(str::trim) {
            let found = stresses.iter().position(|stress| stress.name == name);
            let found = found.filter(|at| Some(*at) != reading.set_stress);
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
    }
    cases
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
        reader.check_settings(tree, sets.len());
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
    SECTIONS.into_iter().map(of).collect()
}

impl Reader {
    fn check_sections(&mut self, tree: &Table) {
        for (key, node) in &tree.entries {
            if SECTIONS.contains(&key.as_str()) {
                if node.table().is_none() {
                    let expected = Label::new("una sezione", "a section");
                    self.wrong_type(node, key, expected, &format!("[{key}]"));
                }
            } else if LATER.contains(&key.as_str()) {
                self.report(
                    Diagnostic::at(Code::NotComputedYet, &node.key_place)
                        .with("found", format!("[{key}]")),
                );
            } else {
                let found = Diagnostic::at(Code::UnknownSection, &node.key_place)
                    .with("found", key.as_str())
                    .with("choices", SECTIONS.join(", "));
                self.report(suggest(found, key, SECTIONS.into_iter()));
            }
        }
    }

    /// `[stresses.*]`: their names now, what they change as the inputs are read.
    fn stresses(&mut self, tree: &Table, stresses: &mut Vec<Stress>, settings: &mut Vec<Setting>) {
        let set = Label::new(
            "variazioni con il loro percorso",
            "changes with their paths",
        );
        self.items(tree, "stresses", |reader, item| {
            reader.label(item);
            let example = "set = { \"spaces.desks.price\" = \"-10%\" }";
            match item.take("set") {
                None => reader.missing(item, "set", example),
                Some(node) => match node.table() {
                    None => reader.wrong_type(node, &item.path_of("set"), set.clone(), example),
                    Some(table) => {
                        for (path, node) in &table.entries {
                            settings.push(Setting {
                                stress: stresses.len(),
                                path: path.clone(),
                                node: node.clone(),
                                matched: false,
                            });
                        }
                    }
                },
            }
            reader.finish(item);
            stresses.push(Stress {
                name: item.name.clone(),
                label: item.label.clone(),
                place: item.place.clone(),
            });
        });
    }

    /// Reads every item of a section, in file order.
    fn items<T>(
        &mut self,
        tree: &Table,
        section: &'static str,
        mut read: impl FnMut(&mut Reader, &mut Item<'_>) -> T,
    ) -> Vec<T> {
        let mut items = Vec::new();
        let Some(table) = tree.get(section).and_then(Node::table) else {
            return items;
        };
        for (key, node) in &table.entries {
            self.check_key(key, &node.key_place);
            if let Some(table) = self.item_table(node, section, key) {
                items.push(read(self, &mut item_at(section, key, node, table)));
            }
        }
        items
    }

    fn check_key(&mut self, key: &str, place: &Place) {
        let allowed =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        let starts = key.starts_with(|first: char| first.is_ascii_lowercase());
        if starts && key.chars().all(allowed) && key.len() <= 60 {
            return;
        }
        let cleaned: String = key
            .to_lowercase()
            .chars()
            .map(|letter| if allowed(letter) { letter } else { '_' })
            .take(60)
            .collect();
        let trimmed = cleaned.trim_start_matches(|first: char| !first.is_ascii_lowercase());
        let shown: String = key.chars().take(60).collect();
        let name = if trimmed.is_empty() { "item" } else { trimmed };
        self.report(
            Diagnostic::at(Code::KeyForm, place)
                .with("found", shown)
                .with("suggestion", name),
        );
    }

    /// A section that stands once; `None`, with a finding, where it is missing.
    fn section<'t>(
        &mut self,
        tree: &'t Table,
        section: &'static str,
        example: &str,
    ) -> Option<Item<'t>> {
        let Some(node) = tree.get(section) else {
            self.report(
                Diagnostic::without_place(Code::MissingSection)
                    .with("section", section)
                    .with("example", example),
            );
            return None;
        };
        let table = node.table()?;
        let label = Label::same(humanised(section));
        Some(Item::new(
            section.to_owned(),
            label,
            node.key_place.clone(),
            table,
        ))
    }

    fn scenario(
        &mut self,
        tree: &Table,
        stresses: &[Stress],
        set_stress: Option<usize>,
    ) -> Option<Scenario> {
        let example = "[plan]\nname = \"…\"\nstart = \"2024-01\"\nyears = 5";
        let plan = self
            .section(tree, "plan", example)
            .map(|mut item| self.plan(&mut item));
        let rules = tree
            .get("rules")
            .and_then(|node| node.table().map(|table| (node, table)));
        let rules = rules.map(|(node, table)| self.rules(table, &node.key_place));
        let (plan, rules) = (plan?, rules?);
        let example = "[entities.hub]\nname = \"…\"\nkind = \"company\"\nlegal_form = \"srl\"\nfounded = \"2024-01\"";
        self.section(tree, "entities", example);
        let vat_classes = self.items(tree, "vat", Reader::vat_class);
        let indices = self.items(tree, "indices", Reader::index);
        self.check_index_circles(&indices);
        let lag = &rules.vat.refund_lag;
        let entities = self.items(tree, "entities", |reader, item| reader.entity(item, lag));
        let openings = self.items(tree, "opening", |reader, item| {
            let name = crate::diagnostic::Located::new(item.name.clone(), item.place.clone());
            reader.resolve(&name, "entities");
            reader.opening(item, &entities)
        });
        let days = &rules.payment.days;
        let target = tree.get("target").is_some();
        let scenario = Scenario {
            milestones: self.items(tree, "milestones", Reader::milestone),
            areas: self.items(tree, "areas", Reader::area),
            spaces: self.items(tree, "spaces", |reader, item| reader.space(item, days)),
            services: self.items(tree, "services", |reader, item| reader.service(item, days)),
            staff: self.items(tree, "staff", Reader::staff),
            costs: self.items(tree, "costs", |reader, item| reader.cost(item, days)),
            capex: self.items(tree, "capex", |reader, item| reader.investment(item, days)),
            equity: self.items(tree, "equity", Reader::equity),
            grants: self.items(tree, "grants", Reader::grant),
            loans: self.items(tree, "loans", Reader::loan),
            flows: self.items(tree, "flows", Reader::flow),
            target: target
                .then(|| self.section(tree, "target", ""))
                .flatten()
                .map(|mut item| self.target(&mut item)),
            figures: self.items(tree, "figures", Reader::figure),
            asserts: self.items(tree, "asserts", Reader::assertion),
            correlations: Vec::new(),
            factors: Vec::new(),
            stresses: stresses.to_vec(),
            set_stress,
            plan,
            rules,
            vat_classes,
            indices,
            entities,
            openings,
        };
        Some(self.with_dependence(tree, scenario))
    }

    /// Correlations and factors, which name inputs that have been read.
    fn with_dependence(&mut self, tree: &Table, scenario: Scenario) -> Scenario {
        let correlations = self.items(tree, "correlations", |reader, item| {
            (reader.correlation(item), item.place.clone())
        });
        let (correlations, places): (Vec<_>, Vec<Place>) = correlations.into_iter().unzip();
        self.check_correlations(&correlations, &places);
        let factors = self.items(tree, "factors", |reader, item| {
            (reader.factor(item), item.place.clone())
        });
        let (factors, places): (Vec<_>, Vec<Place>) = factors.into_iter().unzip();
        self.check_factors(&factors, &places);
        Scenario {
            correlations,
            factors,
            ..scenario
        }
    }

    /// A stress that changes nothing is a mistake. The first `sets` come from `--set`: what they
    /// do not match is laid over the tree instead.
    fn check_settings(&mut self, tree: &Table, sets: usize) {
        let unmatched: Vec<Setting> = self
            .settings
            .iter()
            .skip(sets)
            .filter(|setting| !setting.matched)
            .cloned()
            .collect();
        for setting in unmatched {
            let code = if exists(tree, &setting.path) {
                Code::NotLive
            } else {
                Code::PathMatchesNothing
            };
            let found =
                Diagnostic::at(code, &setting.node.key_place).with("found", setting.path.as_str());
            let known = self.live.iter().map(|live| live.path.as_str());
            let found = match nearest(&setting.path, known) {
                Some(near) => found.with("suggestion", near),
                None => found,
            };
            self.report(found);
        }
    }
}

/// Whether a path without wildcards stands in the tree.
fn exists(tree: &Table, path: &str) -> bool {
    let mut table = Some(tree);
    for name in path.split('.') {
        match table.and_then(|table| table.get(name)) {
            Some(node) => table = node.table(),
            None => return false,
        }
    }
    true
}
