//! Who imports whom inside the engine, against the table in section 2 of `ARCHITECTURE.md`.

use std::collections::BTreeMap;

use super::source::{Token, tokens};

/// What each module of the engine may use, read from the table in `ARCHITECTURE.md`.
#[derive(Debug)]
pub(super) struct Table {
    leaves: Vec<String>,
    /// Module → what it may use besides itself and the leaves: a module, or one item of it.
    allowed: BTreeMap<String, Vec<String>>,
}

impl Table {
    /// Reads the table of section 2 whose heading starts with "module": module names in the first
    /// cell, what they may use in the second. The leaves are the row of several modules.
    pub(super) fn read(architecture: &str) -> Table {
        let section = architecture
            .split("\n## ")
            .find(|section| section.starts_with("2 "))
            .expect("ARCHITECTURE.md has a section 2");
        let (mut leaves, mut allowed) = (Vec::new(), BTreeMap::new());
        let table = section
            .lines()
            .skip_while(|line| !line.starts_with("| module"));
        for row in table.filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
            let [modules, uses, ..] = cells[..] else {
                panic!("a row of the import table has two cells: {row}");
            };
            let modules = quoted(modules);
            if modules.len() > 1 {
                leaves.clone_from(&modules);
            }
            for module in modules {
                allowed.insert(module, quoted(uses));
            }
        }
        assert!(!leaves.is_empty(), "the table names the leaves");
        Table { leaves, allowed }
    }

    /// The modules that the table knows.
    pub(super) fn modules(&self) -> impl Iterator<Item = &str> {
        self.allowed.keys().map(String::as_str)
    }

    /// Whether `module` may name this path, which starts at the crate's root.
    fn allows(&self, module: &str, path: &[String]) -> bool {
        let target = path[0].as_str();
        if target == module || self.leaves.iter().any(|leaf| leaf == target) {
            return true;
        }
        let uses = self.allowed.get(module).map_or(&[][..], Vec::as_slice);
        let item = path.get(1).map(|item| format!("{target}::{item}"));
        uses.iter()
            .any(|allowed| allowed == target || Some(allowed) == item.as_ref())
    }

    /// The lines of one source file that name what its module may not, as `file:line: sentence`.
    /// `path` lies below `engine/src`; test code may name everything.
    pub(super) fn violations(&self, path: &str, text: &str) -> Vec<String> {
        let modules = module_path(path);
        if modules.is_empty() || modules.iter().any(|module| module == "tests") {
            return Vec::new();
        }
        let module = modules[0].clone();
        if !self.allowed.contains_key(&module) {
            return vec![format!(
                "{path}: the import table has no row for `{module}`"
            )];
        }
        named_paths(&modules, &tokens(text))
            .into_iter()
            .filter(|(_, named)| !self.allows(&module, named))
            .map(|(line, named)| format!("{path}:{line}: `{module}` uses `{}`", named.join("::")))
            .collect()
    }
}

/// The texts between backquotes.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// `tax/ires.rs` in `model` → `model`, `tax`, `ires`; nothing for the crate's root.
fn module_path(path: &str) -> Vec<String> {
    let path = path
        .trim_start_matches("engine/src/")
        .trim_end_matches(".rs");
    path.split('/')
        .filter(|part| !matches!(*part, "mod" | "lib"))
        .map(str::to_owned)
        .collect()
}

/// Every path that starts at the crate's root, by `crate::` or by enough `super::`, with its line.
/// Inline modules named `tests` are left out.
fn named_paths(file: &[String], tokens: &[Token<'_>]) -> Vec<(usize, Vec<String>)> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let mut named = Vec::new();
    let (mut at, mut depth) = (0, 0);
    // The inline modules that are open, each with the depth of braces around it.
    let mut inline: Vec<(&str, usize)> = Vec::new();
    while at < tokens.len() {
        let is_path = text(at + 1) == "::" && (at == 0 || text(at - 1) != "::");
        match text(at) {
            "mod" if text(at + 2) == "{" => inline.push((text(at + 1), depth)),
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                inline.retain(|(_, outside)| *outside < depth);
            }
            start @ ("crate" | "super") if is_path => {
                let line = tokens[at].line;
                let mut above = usize::from(start == "super");
                let mut next = at + 2;
                while start == "super" && text(next) == "super" {
                    above += 1;
                    next += 2;
                }
                let reaches_root = start == "crate" || above >= file.len() + inline.len();
                let in_tests = inline.iter().any(|(name, _)| *name == "tests");
                if reaches_root && !in_tests {
                    let paths = expand(&text, next);
                    named.extend(paths.into_iter().map(|path| (line, path)));
                }
            }
            _ => {}
        }
        at += 1;
    }
    named
}

/// The paths that stand at a place: one, or one for each branch of a group.
fn expand<'a>(text: &impl Fn(usize) -> &'a str, at: usize) -> Vec<Vec<String>> {
    if text(at) != "{" {
        let head = text(at).to_owned();
        if text(at + 1) != "::" || text(at + 2) == "<" {
            return vec![vec![head]];
        }
        let mut paths = expand(text, at + 2);
        for path in &mut paths {
            path.insert(0, head.clone());
        }
        return paths;
    }
    let (mut paths, mut depth, mut at) = (Vec::new(), 0, at);
    loop {
        let starts_branch = match text(at) {
            "{" => {
                depth += 1;
                depth == 1
            }
            "}" => {
                depth -= 1;
                false
            }
            "," => depth == 1,
            "" => break,
            _ => false,
        };
        if starts_branch && text(at + 1) != "}" {
            paths.extend(expand(text, at + 1));
        }
        if depth == 0 {
            break;
        }
        at += 1;
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::Table;

    const TABLE: &str = "# x\n\n## 1 a\n\n## 2 b\n\n| module | may use |\n|---|---|\n\
        | `quantity`, `calendar` | |\n| `sheet` | |\n| `scenario` | |\n\
        | `ledger` | `sheet` |\n| `evaluate` | `sheet` |\n\
        | `explain` | `sheet`, `evaluate::Grid` |\n\n## 3 c\n";

    fn check(path: &str, text: &str, expected: &[&str]) {
        let found = Table::read(TABLE).violations(path, text);
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_use_along_an_arrow_passes() {
        check("ledger/post.rs", "use crate::sheet::{Row, RowId};", &[]);
        check("ledger/post.rs", "use crate::quantity::Decimal;", &[]);
        check(
            "sheet/row.rs",
            "use super::Formula; use crate::sheet::Key;",
            &[],
        );
    }

    #[test]
    fn a_use_against_an_arrow_fails() {
        check(
            "sheet/row.rs",
            "\nuse crate::ledger::Account;",
            &["sheet/row.rs:2: `sheet` uses `ledger::Account`"],
        );
        check(
            "quantity/unit.rs",
            "use crate::sheet::Row;",
            &["quantity/unit.rs:1: `quantity` uses `sheet::Row`"],
        );
    }

    #[test]
    fn every_branch_of_a_group_is_looked_at() {
        check(
            "scenario/read.rs",
            "use crate::{calendar::{Month, YearMonth}, sheet::{Row, text}};",
            &[
                "scenario/read.rs:1: `scenario` uses `sheet::Row`",
                "scenario/read.rs:1: `scenario` uses `sheet::text`",
            ],
        );
    }

    #[test]
    fn a_path_in_an_expression_counts() {
        check(
            "ledger/post.rs",
            "fn f() { crate::evaluate::exact(1) }",
            &["ledger/post.rs:1: `ledger` uses `evaluate::exact`"],
        );
    }

    #[test]
    fn super_is_followed_up_to_the_root() {
        check(
            "sheet/text/print.rs",
            "use super::super::super::scenario::Scenario;",
            &["sheet/text/print.rs:1: `sheet` uses `scenario::Scenario`"],
        );
        check(
            "sheet/mod.rs",
            "use super::scenario::Scenario;",
            &["sheet/mod.rs:1: `sheet` uses `scenario::Scenario`"],
        );
        check(
            "sheet/row.rs",
            "mod inner { use super::super::super::scenario; }",
            &["sheet/row.rs:1: `sheet` uses `scenario`"],
        );
    }

    #[test]
    fn one_item_of_a_module_may_be_allowed_alone() {
        check("explain/tree.rs", "use crate::evaluate::Grid;", &[]);
        check(
            "explain/tree.rs",
            "use crate::evaluate::{Grid, exact};",
            &["explain/tree.rs:1: `explain` uses `evaluate::exact`"],
        );
    }

    #[test]
    fn comments_and_tests_may_name_everything() {
        check(
            "sheet/row.rs",
            "/// See [`crate::model`].\nstruct Row;",
            &[],
        );
        check("sheet/tests.rs", "use crate::evaluate::exact;", &[]);
        check(
            "sheet/row.rs",
            "mod tests { use crate::evaluate::exact; }\nstruct Row;",
            &[],
        );
        check(
            "sheet/row.rs",
            "mod tests { }\nuse crate::evaluate::exact;",
            &["sheet/row.rs:2: `sheet` uses `evaluate::exact`"],
        );
    }

    #[test]
    fn a_module_that_the_table_does_not_know_fails() {
        check(
            "dashboards/mod.rs",
            "",
            &["dashboards/mod.rs: the import table has no row for `dashboards`"],
        );
    }
}
