//! `LANGUAGE.md` against the reader of scenarios: its blocks run, and its tables hold every key.

mod document;
mod spreadsheets;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cittadella_engine::diagnostic::{Code, Diagnostic};
use cittadella_engine::model::compile;
use cittadella_engine::scenario::{Changes, Loaded, Scenario};
use cittadella_engine::wording::Language;
use document::{Document, LIVE_NUMBERS, Part, in_code_marks};
use spreadsheets::staff_list;

/// The file that the reference tells its readers to save its first scenario as.
const FIRST: &str = "small-hub.toml";
/// Every table of the language with a key that does not exist.
const PROBE: &str = include_str!("language/probe.toml");
/// What the reference writes for a name of the user's own.
const NAME: &str = "NAME";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn document() -> Document {
    let text = fs::read_to_string(root().join("LANGUAGE.md"));
    Document::read(&text.expect("the workspace has a LANGUAGE.md"))
}

/// Reads a text beside the first scenario of the reference.
fn load(document: &Document, text: &str) -> Result<Loaded, Vec<Diagnostic>> {
    let files = BTreeMap::from([
        ("staff.csv".to_owned(), staff_list(document)),
        (FIRST.to_owned(), document.blocks[0].clone()),
        ("scenario.toml".to_owned(), text.to_owned()),
    ]);
    let loaded = Scenario::load("scenario.toml", &files, &Changes::default());
    loaded.map_err(|refused| refused.diagnostics)
}

fn titles(diagnostics: &[Diagnostic]) -> Vec<String> {
    let title = |found: &Diagnostic| format!("{}: {}", found.code, found.title(Language::English));
    diagnostics.iter().map(title).collect()
}

/// Fails where a text is refused when it is read or compiled.
fn check_runs(document: &Document, text: &str) {
    let refused = match load(document, text) {
        Ok(loaded) => compile(&loaded.scenario, &[loaded.scenario.base_case()]).err(),
        Err(refused) => Some(refused),
    };
    let found = titles(&refused.unwrap_or_default());
    assert!(found.is_empty(), "{text}\n{}", found.join("\n"));
}

fn runs(block: &str) -> bool {
    block.lines().next() == Some("# runs")
}

/// The one scenario that all other blocks make.
fn fragments(document: &Document) -> String {
    let parts = document.blocks.iter().filter(|block| !runs(block));
    let parts: Vec<&str> = parts.map(String::as_str).collect();
    format!("extends = \"{FIRST}\"\n{}", parts.join("\n"))
}

#[test]
fn every_whole_scenario_of_the_reference_runs() {
    let document = document();
    let whole: Vec<&String> = document.blocks.iter().filter(|block| runs(block)).collect();
    assert!(whole.len() >= 2 && runs(&document.blocks[0]));
    for block in whole {
        check_runs(&document, block);
    }
}

#[test]
fn the_other_blocks_are_one_scenario() {
    let document = document();
    check_runs(&document, &fragments(&document));
}

/// What the reader says of every table with the key `zzz`: its path and the keys that it knows.
fn known_keys(found: &[Diagnostic]) -> Vec<(String, Vec<String>)> {
    let unknown = found.iter().filter(|found| found.code == Code::UnknownKey);
    let tables = unknown.map(|found| {
        let path = in_code_marks(&found.title(Language::English)).remove(0);
        (path, choices(found))
    });
    tables.filter(|(path, _)| !path.contains("zzz")).collect()
}

/// The words that a finding offers.
fn choices(found: &Diagnostic) -> Vec<String> {
    let allowed = found.allowed(Language::English).unwrap_or_default();
    let list = allowed
        .split_once(": ")
        .map_or(allowed.as_str(), |(_, list)| list);
    let words = list
        .split(", ")
        .map(|word| word.trim_matches('"').to_owned());
    words.collect()
}

fn probed() -> Vec<Diagnostic> {
    load(&document(), PROBE).expect_err("a probe is no scenario")
}

/// The section that a table of the probe belongs to, and what stands before its keys there:
/// `spaces.it.occupancy` is `occupancy.` in `spaces`.
fn place_of(path: &str) -> (&str, String) {
    let (section, rest) = path.split_once('.').unwrap_or((path, ""));
    let inner = match (section, rest.split_once('.')) {
        ("plan" | "target" | "rules" | "dependence", _) => rest,
        (_, Some((_, inner))) => inner,
        (_, None) => "",
    };
    let names = inner.split('.').filter(|name| !name.is_empty());
    let own = |name: &str| name == "it" || name.parse::<u32>().is_ok();
    let names = names.map(|name| if own(name) { NAME } else { name });
    (section, names.map(|name| format!("{name}.")).collect())
}

/// Tables inside a number or a date, whose keys section 2 of the reference explains.
fn is_within_a_value(path: &str) -> bool {
    let inside = [
        "uncertain",
        "beta",
        "normal",
        "lognormal",
        "quantiles",
        "bernoulli",
        "begins",
        "leaves",
        "from.0",
    ];
    inside.iter().any(|end| path.ends_with(&format!(".{end}"))) || path == "costs.it.amount"
}

/// The keys in the tables of a part, in full below the section.
fn documented(part: &Part) -> BTreeSet<String> {
    let section = format!("{}.", part.section().unwrap_or_default());
    let keys = part.rows().into_iter().flat_map(|row| row.keys);
    keys.map(|key| key.trim_start_matches(&section).to_owned())
        .collect()
}

/// The keys that the reader knows in each section.
fn keys_by_section() -> BTreeMap<String, BTreeSet<String>> {
    let mut sections: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, keys) in known_keys(&probed()) {
        if is_within_a_value(&path) {
            continue;
        }
        let (section, before) = place_of(&path);
        let known = sections.entry(section.to_owned()).or_default();
        let keys = keys.iter().map(|key| if key == "it" { NAME } else { key });
        known.extend(keys.map(|key| format!("{before}{key}")));
    }
    sections
}

#[test]
fn every_section_is_in_the_reference() {
    let found = probed();
    let unknown = found
        .iter()
        .find(|found| found.code == Code::UnknownSection);
    let probed = keys_by_section();
    let document = document();
    for section in choices(unknown.expect("`zzz` is no section")) {
        assert!(
            document.section(&section).is_some(),
            "`[{section}]` is not in LANGUAGE.md"
        );
        assert!(
            probed.contains_key(&section),
            "`[{section}]` is not in probe.toml"
        );
    }
}

#[test]
fn every_key_is_in_the_reference_and_no_other() {
    let document = document();
    let slots = documented(document.part(LIVE_NUMBERS));
    let mut wrong = Vec::new();
    for (section, known) in keys_by_section() {
        let part = document
            .section(&section)
            .expect("every section has a part");
        let written = documented(part);
        for key in &known {
            let inner = format!("{key}.");
            let found = written.iter().any(|of| of == key || of.starts_with(&inner));
            let slot = section == "indices" && slots.contains(key);
            if !found && !slot {
                wrong.push(format!("`{section}`: `{key}` is not in LANGUAGE.md"));
            }
        }
        let strange = written.iter().filter(|key| !known.contains(*key));
        wrong.extend(strange.map(|key| format!("`{section}`: the reader knows no `{key}`")));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_keys_within_a_value_are_explained() {
    let document = document();
    let rules: Vec<&Part> = [LIVE_NUMBERS, "Dates and milestones"]
        .into_iter()
        .map(|heading| document.part(heading))
        .collect();
    let text: String = rules.iter().map(|part| part.text.as_str()).collect();
    let is_key = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words: BTreeSet<&str> = text.split(|c| !is_key(c)).collect();
    let tables = known_keys(&probed());
    let inner = tables.iter().filter(|(path, _)| is_within_a_value(path));
    let mut count = 0;
    for (path, keys) in inner {
        count += 1;
        for key in keys {
            assert!(
                words.contains(key.as_str()),
                "`{path}.{key}` is not explained"
            );
        }
    }
    assert!(count >= 9, "the probe reaches {count} tables within values");
}

#[test]
fn every_word_of_a_choice_is_in_the_reference() {
    let document = document();
    let codes = [Code::UnknownChoice, Code::WrongPer];
    let mut wrong = Vec::new();
    let found = probed();
    for found in found.iter().filter(|found| codes.contains(&found.code)) {
        let path = in_code_marks(&found.title(Language::English)).remove(0);
        let part = match path.strip_suffix(".process") {
            Some(_) => document.part(LIVE_NUMBERS),
            None => {
                let section = document.section(place_of(&path).0);
                section.expect("every section has a part")
            }
        };
        let missing = choices(found).into_iter().filter(|word| !part.spells(word));
        wrong.extend(missing.map(|word| format!("`{path}`: \"{word}\" is not in LANGUAGE.md")));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Whether a stress can reach a path of the reference's own scenario by such a change.
fn is_reached(document: &Document, path: &str, change: &str) -> bool {
    let stress = format!("[stresses.probe]\nset = {{ \"{path}\" = \"{change}\" }}\n");
    match load(document, &format!("{}\n{stress}", fragments(document))) {
        Ok(_) => true,
        Err(refused) => {
            let codes = [Code::NotLive, Code::PathMatchesNothing];
            assert!(
                refused.iter().all(|found| codes.contains(&found.code)),
                "`{path}` = \"{change}\": {:?}",
                titles(&refused)
            );
            false
        }
    }
}

#[test]
fn what_is_called_live_can_be_stressed_and_nothing_else() {
    let document = document();
    let mut wrong = Vec::new();
    for part in &document.parts {
        let Some(items) = part.items() else { continue };
        for row in part.rows() {
            let Some(kind) = row.cell("kind") else {
                continue;
            };
            let (live, change) = match kind {
                "live" | "live, one" | "live, dated" => (true, "*1"),
                "live, date" => (true, "+0"),
                "structural" => (false, "*1"),
                other => panic!("`{items}` has a key of the kind `{other}`"),
            };
            for key in &row.keys {
                let path = format!("{items}.{}", key.replace(NAME, "*"));
                if is_reached(&document, &path, change) != live {
                    wrong.push(format!("`{path}` is not {kind}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_example_is_toml() {
    for part in document().parts {
        for row in part.rows() {
            for example in row.cell("example").map(in_code_marks).unwrap_or_default() {
                let alone = example.parse::<toml::Table>().is_ok();
                let value = format!("x = {example}").parse::<toml::Table>().is_ok();
                assert!(alone || value, "{example}");
            }
        }
    }
}

/// The parameters below a table, each with its path; steps count as one value.
fn parameters(path: &str, table: &toml::Table) -> Vec<(String, toml::Value)> {
    let mut found = Vec::new();
    for (key, value) in table {
        let path = format!("{path}.{key}");
        match value.as_table() {
            Some(inner) if !inner.contains_key("from") => found.extend(parameters(&path, inner)),
            Some(_) | None => found.push((path, value.clone())),
        }
    }
    found
}

#[test]
fn the_statutory_values_are_those_of_the_rules() {
    let text = fs::read_to_string(root().join("engine/src/rules/italy.toml"));
    let rules: toml::Table = text
        .expect("the rules exist")
        .parse()
        .expect("they are TOML");
    let document = document();
    let mut count = 0;
    for section in ["rules", "vat"] {
        let table = rules[section].as_table().expect("a section is a table");
        let values = parameters(section, table);
        let single = values.iter().filter(|(path, _)| {
            !path.contains(".label.") && !path.starts_with("rules.irap.small_base.")
        });
        for (path, value) in single {
            let cell = document.built_in(path);
            let cell = cell.unwrap_or_else(|| panic!("`{path}` is not in LANGUAGE.md"));
            let stated: toml::Table = format!("x = {cell}").parse().expect("a value is TOML");
            assert_eq!(&stated["x"], value, "`{path}`");
            count += 1;
        }
    }
    assert!(count >= 30, "{count} parameters");
}

/// The words in quotes between `head` and the next `]`, wherever `head` stands.
fn listed_after(text: &str, head: &str) -> Vec<String> {
    let lists = text.split(head).skip(1);
    let inside = lists.filter_map(|rest| rest.split_once(']').map(|(list, _)| list));
    let words = inside.flat_map(|list| list.split('"').skip(1).step_by(2));
    words.map(str::to_owned).collect()
}

/// What is read as a word of the language and refused with E0107.
#[test]
fn what_later_versions_will_add_is_listed() {
    let folder = root().join("engine/src/scenario/read");
    let mut words = Vec::new();
    for entry in fs::read_dir(folder).expect("the reader has a folder") {
        let path = entry.expect("an entry can be read").path();
        let text = fs::read_to_string(path).expect("a source file is text");
        for head in [
            "not_yet(item, &[",
            "not_yet(&mut inner, &[",
            "let later = [",
            "LATER: &[&str] = &[",
        ] {
            words.extend(listed_after(&text, head));
        }
    }
    assert!(!words.is_empty(), "the scan finds the refusals");
    let document = document();
    let part = &document.part("5 What later versions will add").text;
    let written: BTreeSet<&str> = part
        .split(|c: char| !c.is_ascii_lowercase() && c != '_')
        .collect();
    for word in words {
        assert!(
            written.contains(word.as_str()),
            "`{word}` is not in section 5 of LANGUAGE.md"
        );
    }
}
