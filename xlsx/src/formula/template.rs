//! The text of a formula that is copied along a row.

use std::fmt::Write;

use crate::book::column_letters;

/// A formula for all months: fixed text, and columns counted from the month in which it stands.
///
/// ```
/// use cittadella_xlsx::formula::Template;
/// let closing = Template::column(-1).and("12+").then(Template::column(0)).and("10");
/// assert_eq!(closing.at(9), "I12+J10");
/// assert_eq!(closing.at(10), "J12+K10");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// The letters of the column so many to the right.
    Column(i32),
}

impl Template {
    /// A text that is the same in every month.
    pub fn text(text: impl Into<String>) -> Template {
        Template {
            pieces: vec![Piece::Text(text.into())],
        }
    }

    /// The letters of the column so many to the right of the month's.
    pub fn column(offset: i32) -> Template {
        Template {
            pieces: vec![Piece::Column(offset)],
        }
    }

    /// This template, then a text.
    pub fn and(mut self, text: &str) -> Template {
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            Some(Piece::Column(_)) | None => self.pieces.push(Piece::Text(text.to_owned())),
        }
        self
    }

    /// This template, then another one.
    pub fn then(mut self, next: Template) -> Template {
        for piece in next.pieces {
            match piece {
                Piece::Text(text) => self = self.and(&text),
                Piece::Column(_) => self.pieces.push(piece),
            }
        }
        self
    }

    /// The formula in the cell of one column.
    pub fn at(&self, column: u16) -> String {
        let mut formula = String::with_capacity(48);
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => formula.push_str(text),
                Piece::Column(offset) => {
                    let moved = i32::from(column) + offset;
                    let letters = column_letters(u16::try_from(moved).unwrap_or(0));
                    // Writing to a string cannot fail.
                    let _ = formula.write_str(&letters);
                }
            }
        }
        formula
    }
}
