//! Reading Rust source as far as the rules need it: tokens without comments and literals.

use std::fs;
use std::path::{Path, PathBuf};

/// A word or a sign of a source file, with its line (counted from 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) line: usize,
}

/// The folder that holds the workspace.
pub(super) fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests
        .parent()
        .expect("the crate lies in the workspace")
        .to_owned()
}

/// Every file below `folder` with this extension, as paths relative to the workspace, sorted.
pub(super) fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let root = root();
    let mut found = Vec::new();
    let mut pending = vec![root.join(folder)];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the workspace can be listed") {
            let path = entry.expect("an entry can be read").path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            if path.is_dir() {
                if name != "target" && !name.starts_with('.') {
                    pending.push(path);
                }
            } else if path.extension().is_some_and(|found| found == extension) {
                let text = fs::read_to_string(&path).expect("a source file is text");
                let relative = path.strip_prefix(&root).expect("below the workspace");
                found.push((relative.display().to_string(), text));
            }
        }
    }
    found.sort();
    found
}

/// The source files below a folder that are compiled into the product: those of modules declared
/// under `#[cfg(test)]` are left out.
pub(super) fn product(folder: &str) -> Vec<(String, String)> {
    let files = files(folder, "rs");
    let tests: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| test_modules(path, text))
        .collect();
    let is_test = |path: &str| {
        let module = path.trim_end_matches(".rs");
        tests.iter().any(|test| {
            module
                .strip_prefix(test.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    files
        .into_iter()
        .filter(|(path, _)| !is_test(path))
        .collect()
}

/// The modules that a file declares under `#[cfg(test)]`, as paths without extension.
fn test_modules(path: &str, text: &str) -> Vec<String> {
    let module = path.trim_end_matches(".rs");
    let folder = match module.rsplit_once('/') {
        Some((folder, "mod" | "lib" | "main")) => folder,
        Some(_) | None => module,
    };
    let tokens = tokens(text);
    let declared = tokens.windows(8).filter_map(|window| {
        let words: Vec<&str> = window.iter().map(|token| token.text).collect();
        let [head @ .., name, end] = words.as_slice() else {
            return None;
        };
        (head == ["cfg", "(", "test", ")", "]", "mod"] && *end == ";")
            .then(|| format!("{folder}/{name}"))
    });
    declared.collect()
}

/// The tokens of a source text: words, `::`, and single signs. Comments, string and character
/// literals and lifetimes are left out.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < text.len() {
        let rest = &text[at..];
        let (length, kept) = next(rest);
        if kept {
            tokens.push(Token {
                text: &rest[..length],
                line,
            });
        }
        line += rest[..length].matches('\n').count();
        at += length;
    }
    tokens
}

/// The length of what stands at the head of `rest`, and whether it is a token.
fn next(rest: &str) -> (usize, bool) {
    let first = rest.chars().next().expect("the rest is not empty");
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), false);
    }
    if rest.starts_with("/*") {
        return (block_comment(rest), false);
    }
    if let Some(length) = string_literal(rest) {
        return (length, false);
    }
    if first == '\'' {
        return (character_or_lifetime(rest), false);
    }
    if rest.starts_with("::") {
        return (2, true);
    }
    if is_word(first) {
        return (word(rest), true);
    }
    (first.len_utf8(), !first.is_whitespace())
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn word(rest: &str) -> usize {
    rest.find(|character| !is_word(character))
        .unwrap_or(rest.len())
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The length of a string literal with its prefix (`b`, `c`, `r`, any number of `#`), if one
/// stands here.
fn string_literal(rest: &str) -> Option<usize> {
    let prefix = rest.find(|character| !matches!(character, 'b' | 'c' | 'r'))?;
    let raw = rest[..prefix].ends_with('r');
    let hashes = rest[prefix..].find(|character| character != '#')?;
    let open = prefix + hashes;
    if prefix > 2 || !rest[open..].starts_with('"') || (hashes > 0 && !raw) {
        return None;
    }
    if raw {
        let close = format!("\"{}", "#".repeat(hashes));
        let end = rest[open + 1..].find(&close)?;
        return Some(open + 1 + end + close.len());
    }
    let mut escaped = false;
    for (at, character) in rest[open + 1..].char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(open + at + 2),
            _ => {}
        }
    }
    Some(rest.len())
}

fn character_or_lifetime(rest: &str) -> usize {
    let body = &rest[1..];
    if let Some(escape) = body.strip_prefix('\\') {
        // The escaped character itself may be a quotation mark.
        return escape
            .char_indices()
            .skip(1)
            .find(|(_, c)| *c == '\'')
            .map_or(rest.len(), |(at, _)| at + 3);
    }
    let first = body.chars().next().map_or(0, char::len_utf8);
    if body[first..].starts_with('\'') {
        return first + 2;
    }
    1 + word(body)
}

#[cfg(test)]
mod tests {
    use super::{test_modules, tokens};

    #[test]
    fn modules_of_tests_are_told_apart() {
        let text = "mod a;\n#[cfg(test)]\nmod checks;\n#[cfg(test)]\nmod tests { }";
        assert_eq!(
            test_modules("engine/src/sheet/mod.rs", text),
            ["engine/src/sheet/checks"]
        );
        assert_eq!(
            test_modules("engine/src/sheet/row.rs", text),
            ["engine/src/sheet/row/checks"]
        );
    }

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokens(text).iter().map(|token| token.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn comments_are_no_tokens() {
        check("a // b\nc", &["a", "c"]);
        check("a /* b /* c */ d */ e", &["a", "e"]);
    }

    #[test]
    fn literals_are_no_tokens() {
        check(r#"a "b \" c" d"#, &["a", "d"]);
        check("a r#\"b \" c\"# d", &["a", "d"]);
        check("a b\"c\" br\"d\" e", &["a", "e"]);
        check(r"a '\'' b 'c' d", &["a", "b", "d"]);
    }

    #[test]
    fn a_lifetime_does_not_open_a_character() {
        check(
            "f<'a>(x: &'a str) { x }",
            &["f", "<", ">", "(", "x", ":", "&", "str", ")", "{", "x", "}"],
        );
    }

    #[test]
    fn lines_are_counted_through_comments_and_literals() {
        let lines: Vec<usize> = tokens("a\n/* \n */ \"\n\" b\nc")
            .iter()
            .map(|t| t.line)
            .collect();
        assert_eq!(lines, [1, 4, 5]);
    }
}
