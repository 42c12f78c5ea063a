//! The rules of `ARCHITECTURE.md` that can be read off the source.

mod glossary;
mod imports;
mod sizes;
mod source;

use cittadella_engine::diagnostic::Code;
use imports::Table;
use source::{files, product, tokens};

/// Fails with every violation found, one a line.
fn check(violations: &[String]) {
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

fn architecture() -> String {
    let path = source::root().join("ARCHITECTURE.md");
    std::fs::read_to_string(path).expect("the workspace has an ARCHITECTURE.md")
}

#[test]
fn the_engine_imports_only_along_the_table() {
    let table = Table::read(&architecture());
    let mut found = Vec::new();
    for (path, text) in product("engine/src") {
        found.extend(table.violations(&path, &text));
    }
    check(&found);
}

#[test]
fn every_module_of_the_table_exists() {
    let table = Table::read(&architecture());
    let paths: Vec<String> = files("engine/src", "rs")
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    for module in table.modules() {
        let places = [
            format!("engine/src/{module}.rs"),
            format!("engine/src/{module}/mod.rs"),
        ];
        assert!(
            paths.iter().any(|path| places.contains(path)),
            "{module} is in the table only"
        );
    }
}

#[test]
fn packages_depend_only_downwards() {
    let below = |package: &str| {
        let text = std::fs::read_to_string(source::root().join(package).join("Cargo.toml"))
            .expect("the package has a manifest");
        let manifest: toml::Table = text.parse().expect("a manifest is TOML");
        let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
        let mut names: Vec<String> = dependencies
            .into_iter()
            .flat_map(toml::Table::keys)
            .filter(|name| name.starts_with("cittadella"))
            .cloned()
            .collect();
        names.sort();
        names
    };
    let (engine, xlsx) = ("cittadella-engine", "cittadella-xlsx");
    assert!(
        below("engine").is_empty(),
        "the engine stands at the bottom"
    );
    let allowed = [("xlsx", vec![engine]), ("cli", vec![engine, xlsx])];
    for (package, allowed) in allowed {
        for found in below(package) {
            assert!(
                allowed.contains(&found.as_str()),
                "{package} depends on {found}"
            );
        }
    }
}

#[test]
fn files_and_functions_fit_on_their_pages() {
    let mut found = Vec::new();
    for (path, text) in files("", "rs") {
        found.extend(sizes::violations(&path, &text));
    }
    check(&found);
}

#[test]
fn the_list_of_long_files_holds_no_others() {
    for (path, reason) in sizes::LONG {
        let lines = std::fs::read_to_string(source::root().join(path)).map(|t| t.lines().count());
        assert!(
            lines.is_ok_and(|lines| lines > 400),
            "{path} ({reason}) need not be listed"
        );
    }
}

/// Calls that would make the engine depend on more than its arguments: files, environment, clock,
/// threads, network, terminal. Each as the tokens that it is written with.
const BANNED: &[&[&str]] = &[
    &["std", "::", "fs"],
    &["std", "::", "env"],
    &["std", "::", "net"],
    &["std", "::", "process"],
    &["std", "::", "thread"],
    &["std", "::", "time"],
    &["std", "::", "io"],
    &["SystemTime"],
    &["Instant"],
    &["Zoned"],
    &["print", "!"],
    &["println", "!"],
    &["eprint", "!"],
    &["eprintln", "!"],
];

fn banned(path: &str, text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    for call in BANNED {
        for window in tokens.windows(call.len()) {
            if window
                .iter()
                .map(|token| token.text)
                .eq(call.iter().copied())
            {
                found.push(format!("{path}:{}: `{}`", window[0].line, call.concat()));
            }
        }
    }
    found
}

#[test]
fn the_engine_neither_reads_nor_prints() {
    let mut found = Vec::new();
    for (path, text) in product("engine/src") {
        found.extend(banned(&path, &text));
    }
    check(&found);
}

#[test]
fn a_banned_call_is_found() {
    assert_eq!(
        banned("a.rs", "fn f() {\n    std::fs::read(\"x\")\n}"),
        ["a.rs:2: `std::fs`"]
    );
    assert_eq!(banned("a.rs", "println!(\"x\")"), ["a.rs:1: `println!`"]);
    assert!(banned("a.rs", "// std::fs\nlet text = \"println!\";").is_empty());
}

#[test]
fn abbreviations_stand_in_the_glossary() {
    let glossary = std::fs::read_to_string(source::root().join("GLOSSARY.md"));
    let glossary = glossary.expect("the workspace has a GLOSSARY.md");
    let mut found = Vec::new();
    for folder in ["engine/src", "xlsx/src", "cli/src"] {
        for (path, text) in product(folder) {
            found.extend(glossary::violations(&glossary, &path, &text));
        }
    }
    check(&found);
}

/// A file of more than 4 MB is made by the test that needs it, a workbook that was changed by those
/// of the workbook.
fn is_made(code: Code) -> bool {
    let comes_back = Code::NoScenarioInside..=Code::EditNotSayable;
    code == Code::FileTooLarge || comes_back.contains(&code)
}

#[test]
fn every_diagnostic_has_a_bad_file() {
    let shown: Vec<String> = files("tests/errors", "toml")
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    for code in Code::ALL.iter().filter(|code| !is_made(**code)) {
        let path = format!("tests/errors/{code}.toml");
        assert!(shown.contains(&path), "{path} is missing");
    }
}

/// Words that say that something is not done. In pieces, so that this list is not found itself.
const UNDONE: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("X", "XX"),
    concat!("unimplemented", "!"),
    concat!("todo", "!"),
    concat!("#[ig", "nore"),
];

fn undone(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for word in UNDONE.iter().filter(|word| line.contains(**word)) {
            found.push(format!("{path}:{}: {word}", index + 1));
        }
    }
    found
}

#[test]
fn nothing_is_left_undone() {
    let mut found = Vec::new();
    for extension in ["rs", "toml", "md"] {
        for (path, text) in files("", extension) {
            found.extend(undone(&path, &text));
        }
    }
    check(&found);
}

#[test]
fn an_undone_line_is_found() {
    let line = concat!("a\n// TO", "DO: b");
    assert_eq!(undone("a.rs", line), [concat!("a.rs:2: TO", "DO")]);
}
