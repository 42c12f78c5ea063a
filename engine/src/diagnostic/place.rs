//! Where in which text something is written.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A stretch of one text (a scenario file, the built-in rules, a `--set` of the command line) or a
/// cell of a spreadsheet.
///
/// Shown as `file:line`, a cell of a worksheet as `file:worksheet!C7`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The name of the text, as the user would write it; of a worksheet `file:worksheet`.
    pub file: Arc<str>,
    /// The line, or the row of a worksheet, counted from 1.
    pub line: u32,
    /// The column in characters, or the column of a worksheet, counted from 1.
    pub column: u32,
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// What kind of text it is.
    pub medium: Medium,
}

/// What a place lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Medium {
    /// A text of keys and values.
    Text,
    /// A text whose lines are rows of a table (CSV): keys stand in its first line.
    Csv,
    /// A worksheet: the bytes are those of its rows as excerpts show them.
    Worksheet,
}

impl Place {
    /// The bytes as a range.
    pub fn span(&self) -> Range<usize> {
        self.start..self.end
    }

    /// The address in a worksheet: `C7`; `None` in a text.
    pub fn address(&self) -> Option<String> {
        match self.medium {
            Medium::Text | Medium::Csv => None,
            Medium::Worksheet => Some(format!(
                "{}{}",
                column_letters(self.column.saturating_sub(1)),
                self.line
            )),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.address() {
            Some(address) => write!(f, "{}!{address}", self.file),
            None => write!(f, "{}:{}", self.file, self.line),
        }
    }
}

/// The letters of a column of a worksheet, counted from zero.
///
/// ```
/// use cittadella_engine::diagnostic::column_letters;
/// assert_eq!(column_letters(0), "A");
/// assert_eq!(column_letters(26), "AA");
/// assert_eq!(column_letters(16_383), "XFD");
/// ```
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let letter = u32::try_from((rest - 1) % 26 + 10).ok();
        let letter = letter.and_then(|digit| char::from_digit(digit, 36));
        letters.push(letter.unwrap_or('?').to_ascii_uppercase());
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A value with the place where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub place: Place,
}

impl<T> Located<T> {
    /// A value at a place.
    pub fn new(value: T, place: Place) -> Located<T> {
        Located { value, place }
    }
}

/// Finds line and column of byte offsets in one text.
#[derive(Debug, Clone)]
pub struct LineIndex {
    file: Arc<str>,
    text: Arc<str>,
    starts: Vec<usize>,
}

impl LineIndex {
    /// Indexes a text.
    pub fn new(file: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> LineIndex {
        let text = text.into();
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| at + 1))
            .collect();
        LineIndex {
            file: file.into(),
            text,
            starts,
        }
    }

    /// The name of the text.
    pub fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// The text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The place of a range of bytes; a range beyond the end is cut to it.
    pub fn place(&self, span: Range<usize>) -> Place {
        let start = self.boundary(span.start);
        let end = self.boundary(span.end).max(start);
        let line = self.starts.partition_point(|first| *first <= start).max(1);
        let first = self.starts[line - 1];
        let column = self.text[first..start].chars().count() + 1;
        Place {
            file: Arc::clone(&self.file),
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
            start,
            end,
            medium: Medium::Text,
        }
    }

    /// The place of a range of bytes of a table of values.
    pub fn place_in_table(&self, span: Range<usize>) -> Place {
        Place {
            medium: Medium::Csv,
            ..self.place(span)
        }
    }

    /// The place of a cell of a worksheet whose text form this is: each line is a row. `column` is
    /// counted from zero.
    pub fn place_in_worksheet(&self, span: Range<usize>, column: u32) -> Place {
        Place {
            column: column.saturating_add(1),
            medium: Medium::Worksheet,
            ..self.place(span)
        }
    }

    fn boundary(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}
