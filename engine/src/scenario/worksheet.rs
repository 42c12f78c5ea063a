//! A worksheet of a spreadsheet as plain data, with a text form that shows and keeps all of it.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use crate::quantity::Decimal;

/// A worksheet: the cells that hold something, by row and column, both counted from zero.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Worksheet {
    /// The cells.
    pub cells: BTreeMap<(u32, u32), CellValue>,
}

/// What a cell holds; a formula counts by the value that is stored beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellValue {
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A number as digits of a text, all of them.
    Written(String),
    /// A number that is shown as a percentage, as a proportion: 0.22 for 22 %.
    Percent(Decimal),
    /// A day: `2025-03-01`.
    Date(String),
    /// True or false.
    Boolean(bool),
    /// An error such as `#REF!`.
    Error(String),
    /// A formula beside which no value is stored.
    NoValue,
}

impl fmt::Display for CellValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CellValue::Text(text) => write!(f, "{text:?}"),
            CellValue::Number(number) => write!(f, "{}", number.normalize()),
            CellValue::Written(digits) => f.write_str(digits),
            CellValue::Percent(share) => {
                let percent = share.checked_mul(Decimal::ONE_HUNDRED);
                write!(f, "{}%", percent.unwrap_or(*share).normalize())
            }
            CellValue::Date(day) => f.write_str(day),
            CellValue::Boolean(true) => f.write_str("TRUE"),
            CellValue::Boolean(false) => f.write_str("FALSE"),
            CellValue::Error(error) => f.write_str(error),
            CellValue::NoValue => f.write_str("="),
        }
    }
}

/// What stands between two cells of a row.
const BETWEEN: &str = " | ";

impl Worksheet {
    /// The text form: one line a row, empty ones too, so that line and row have the same number;
    /// and where each cell stands in it.
    ///
    /// ```
    /// use cittadella_engine::scenario::{CellValue, Worksheet};
    /// let mut rents = Worksheet::default();
    /// rents.cells.insert((1, 0), CellValue::Text("acme".to_owned()));
    /// rents.cells.insert((1, 2), CellValue::Percent("0.05".parse()?));
    /// let (text, spans) = rents.text();
    /// assert_eq!(text, "\n\"acme\" |  | 5%\n");
    /// assert_eq!(text[spans[&(1, 2)].clone()], *"5%");
    /// assert_eq!(Worksheet::parse(&text), Some(rents));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn text(&self) -> (String, BTreeMap<(u32, u32), Range<usize>>) {
        let mut text = String::new();
        let mut spans = BTreeMap::new();
        let mut at = (0, 0);
        for ((row, column), value) in &self.cells {
            while at.0 < *row {
                text.push('\n');
                at = (at.0 + 1, 0);
            }
            while at.1 < *column {
                text.push_str(BETWEEN);
                at.1 += 1;
            }
            let start = text.len();
            text += &value.to_string();
            spans.insert((*row, *column), start..text.len());
        }
        if !text.is_empty() {
            text.push('\n');
        }
        (text, spans)
    }

    /// Reads the text form back; `None` where the text is none.
    pub fn parse(text: &str) -> Option<Worksheet> {
        let mut cells = BTreeMap::new();
        for (row, line) in text.lines().enumerate() {
            let row = u32::try_from(row).ok()?;
            let mut rest = line;
            let mut column = 0;
            while !rest.is_empty() {
                if let Some(after) = rest.strip_prefix(BETWEEN) {
                    rest = after;
                    column += 1;
                    continue;
                }
                let (value, after) = cell(rest)?;
                cells.insert((row, column), value);
                rest = after;
            }
        }
        Some(Worksheet { cells })
    }
}

/// The cell at the beginning of a line, and what follows it.
fn cell(line: &str) -> Option<(CellValue, &str)> {
    if let Some(quoted) = line.strip_prefix('"') {
        let (text, after) = unquoted(quoted)?;
        return Some((CellValue::Text(text), after));
    }
    let end = line.find(BETWEEN).unwrap_or(line.len());
    let (word, after) = line.split_at(end);
    let value = if word == "TRUE" || word == "FALSE" {
        CellValue::Boolean(word == "TRUE")
    } else if word == "=" {
        CellValue::NoValue
    } else if word.starts_with('#') {
        CellValue::Error(word.to_owned())
    } else if let Some(percent) = word.strip_suffix('%') {
        let percent: Decimal = percent.parse().ok()?;
        CellValue::Percent((percent / Decimal::ONE_HUNDRED).normalize())
    } else if let Ok(number) = word.parse() {
        CellValue::Number(number)
    } else {
        CellValue::Date(word.to_owned())
    };
    Some((value, after))
}

/// The text up to its closing quote, as `Debug` writes it, and what follows.
fn unquoted(quoted: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut signs = quoted.char_indices();
    while let Some((at, sign)) = signs.next() {
        match sign {
            '"' => return Some((text, &quoted[at + 1..])),
            '\\' => match signs.next()?.1 {
                'n' => text.push('\n'),
                'r' => text.push('\r'),
                't' => text.push('\t'),
                '0' => text.push('\0'),
                'u' => {
                    let code = quoted[at..].strip_prefix("\\u{")?;
                    let (code, _) = code.split_once('}')?;
                    text.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
                    signs.by_ref().find(|(_, sign)| *sign == '}')?;
                }
                same => text.push(same),
            },
            sign => text.push(sign),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{CellValue, Worksheet};

    #[test]
    fn every_kind_of_cell_comes_back_from_the_text() {
        let values = [
            CellValue::Text("a \"b\" | c\n\u{7}\u{202e}è = 'x'".to_owned()),
            CellValue::Text(String::new()),
            CellValue::Number("-1234.5".parse().unwrap()),
            CellValue::Percent("0.0225".parse().unwrap()),
            CellValue::Date("2025-03-15".to_owned()),
            CellValue::Boolean(true),
            CellValue::Boolean(false),
            CellValue::Error("#REF!".to_owned()),
            CellValue::NoValue,
        ];
        let mut sheet = Worksheet::default();
        for (at, value) in values.into_iter().enumerate() {
            let at = u32::try_from(at).unwrap();
            sheet.cells.insert((at / 2 * 3, at % 2 * 2), value);
        }
        let (text, spans) = sheet.text();
        assert_eq!(spans.len(), sheet.cells.len());
        assert_eq!(Worksheet::parse(&text), Some(sheet));
    }

    #[test]
    fn a_broken_text_is_no_worksheet() {
        assert_eq!(Worksheet::parse("\"open"), None);
        assert_eq!(Worksheet::parse("\"a\\u{zz}\""), None);
        assert_eq!(Worksheet::parse(""), Some(Worksheet::default()));
    }
}
