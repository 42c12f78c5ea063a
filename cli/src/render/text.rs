//! Paragraphs within the page.

/// Brackets up to this length are not broken.
const BRACKET_MAX: usize = 14;

/// Breaks a text into lines of at most `width` characters, the first one indented by `first`
/// spaces and the others by `rest`. A word longer than a line stands alone on its line.
pub(crate) fn wrap(text: &str, width: usize, first: usize, rest: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = " ".repeat(first);
    let mut empty = true;
    for word in words(text) {
        let length = line.chars().count() + usize::from(!empty) + word.chars().count();
        if !empty && length > width {
            lines.push(std::mem::replace(&mut line, " ".repeat(rest)));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(&word);
        empty = false;
    }
    lines.push(line);
    lines
}

/// A text with a capital at its beginning.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// The words of a text; a short formula in brackets, such as `(A − B)`, counts as one.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match words.last_mut() {
            Some(last)
                if last.starts_with('(')
                    && !last.contains(')')
                    && last.chars().count() + word.chars().count() < BRACKET_MAX =>
            {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// A paragraph on the page, hanging by `rest` spaces, with its line feeds.
pub(crate) fn paragraph(text: &str, first: usize, rest: usize) -> String {
    let mut paragraph = wrap(text, super::table::PAGE, first, rest).join("\n");
    paragraph.push('\n');
    paragraph
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_never_broken() {
        assert_eq!(wrap("one two three", 8, 0, 2), ["one two", "  three"]);
        assert_eq!(wrap("enormously small", 5, 0, 0), ["enormously", "small"]);
        assert_eq!(wrap("", 5, 0, 0), [""]);
        assert_eq!(wrap("result (A − B)", 12, 0, 2), ["result", "  (A − B)"]);
    }
}
