//! How long files and functions may be.

use super::source::{Token, tokens};

/// Files above this length must be on the list of [`LONG`].
const LINES: usize = 400;
/// No file may be longer.
const LINES_MAX: usize = 600;
/// No function may be longer, its signature included.
const FUNCTION_LINES_MAX: usize = 70;

/// Files that may be longer than [`LINES`], and why.
pub(super) const LONG: &[(&str, &str)] = &[(
    "engine/src/sheet/formula.rs",
    "the closed set of operations with their documentation",
)];

/// The files and functions that are too long, as sentences.
pub(super) fn violations(path: &str, text: &str) -> Vec<String> {
    let lines = text.lines().count();
    let listed = LONG.iter().any(|(listed, _)| *listed == path);
    let mut found = Vec::new();
    if lines > LINES_MAX {
        found.push(format!("{path}: {lines} lines, at most {LINES_MAX}"));
    } else if lines > LINES && !listed {
        found.push(format!(
            "{path}: {lines} lines, at most {LINES} unless a table or an enum"
        ));
    }
    for function in functions(&tokens(text)) {
        if function.lines > FUNCTION_LINES_MAX {
            let Function { name, line, lines } = function;
            found.push(format!(
                "{path}:{line}: `{name}` has {lines} lines, at most {FUNCTION_LINES_MAX}"
            ));
        }
    }
    found
}

/// A function with a body.
struct Function<'a> {
    name: &'a str,
    line: usize,
    lines: usize,
}

fn functions<'a>(tokens: &[Token<'a>]) -> Vec<Function<'a>> {
    let mut found = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        let [keyword, name] = pair else { continue };
        // `fn(` is a type, `fn name` a function.
        if keyword.text != "fn" || name.text == "(" {
            continue;
        }
        if let Some(end) = end_of_body(&tokens[at..]) {
            found.push(Function {
                name: name.text,
                line: keyword.line,
                lines: end - keyword.line + 1,
            });
        }
    }
    found
}

/// The line of the brace that closes the first body, or `None` where a `;` ends the item first.
fn end_of_body(tokens: &[Token<'_>]) -> Option<usize> {
    let (mut braces, mut brackets) = (0, 0);
    for token in tokens {
        match token.text {
            // `[u8; 4]` in a signature holds a semicolon.
            "[" | "(" => brackets += 1,
            "]" | ")" => brackets -= 1,
            "{" => braces += 1,
            "}" => {
                braces -= 1;
                if braces == 0 {
                    return Some(token.line);
                }
            }
            ";" if braces == 0 && brackets == 0 => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{FUNCTION_LINES_MAX, LINES, LINES_MAX, LONG, violations};

    #[test]
    fn a_file_is_too_long_only_above_the_limit() {
        assert!(violations("a.rs", &"x\n".repeat(LINES)).is_empty());
        assert_eq!(
            violations("a.rs", &"x\n".repeat(LINES + 1)),
            ["a.rs: 401 lines, at most 400 unless a table or an enum",]
        );
    }

    #[test]
    fn a_listed_file_has_a_limit_too() {
        let (path, _) = LONG[0];
        assert!(violations(path, &"x\n".repeat(LINES_MAX)).is_empty());
        assert_eq!(violations(path, &"x\n".repeat(LINES_MAX + 1)).len(), 1);
    }

    #[test]
    fn a_function_is_too_long_only_above_the_limit() {
        let function =
            |lines: usize| format!("\nfn f(x: [u8; 4]) {{\n{}}}", "\n".repeat(lines - 2));
        assert!(violations("a.rs", &function(FUNCTION_LINES_MAX)).is_empty());
        assert_eq!(
            violations("a.rs", &function(FUNCTION_LINES_MAX + 1)),
            ["a.rs:2: `f` has 71 lines, at most 70",]
        );
    }

    #[test]
    fn a_declaration_and_a_function_type_have_no_length() {
        let text = format!(
            "trait T {{ fn f(&self);{} }} type F = fn(u8) -> u8;",
            "\n".repeat(80)
        );
        assert!(violations("a.rs", &text).is_empty());
    }
}
