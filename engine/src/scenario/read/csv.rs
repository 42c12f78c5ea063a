//! Tables of values as text (CSV, RFC 4180): fields with their places.

use std::ops::Range;

use super::table::Field;
use super::written::{Suffix, Written};
use crate::diagnostic::{Code, Diagnostic, LineIndex};
use crate::scenario::worksheet::CellValue;

/// What may divide the fields of a line; a spreadsheet program of a country that writes decimals
/// with a comma divides by semicolons.
const DELIMITERS: [char; 3] = [';', '\t', ','];
/// What spreadsheet programs write where a formula has no value.
const ERRORS: [&str; 7] = [
    "#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!",
];

/// A field as written.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    text: String,
    quoted: bool,
    span: Range<usize>,
}

/// The records of a text, each with its fields that hold something by their columns.
///
/// # Errors
/// `E0912` where a quote is never closed.
pub(super) fn records(index: &LineIndex) -> Result<Vec<Vec<Field>>, Box<Diagnostic>> {
    let text: &str = index.text();
    let begin = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let delimiter = delimiter(&text[begin..]);
    let mut records = Vec::new();
    let mut at = begin;
    while at < text.len() {
        let mut record = Vec::new();
        let mut column = 0;
        loop {
            let field = field(text, at, delimiter).ok_or_else(|| {
                let place = index.place_in_table(at..at + 1);
                Box::new(Diagnostic::at(Code::BrokenCsv, &place))
            })?;
            at = field.span.end;
            if let Some(value) = value(&field) {
                record.push((column, value, index.place_in_table(field.span)));
            }
            match text[at..].chars().next() {
                Some(sign) if sign == delimiter => {
                    at += sign.len_utf8();
                    column += 1;
                }
                Some('\r') => {
                    at += if text[at..].starts_with("\r\n") { 2 } else { 1 };
                    break;
                }
                Some(sign) => {
                    at += sign.len_utf8();
                    break;
                }
                None => break,
            }
        }
        records.push(record);
    }
    Ok(records)
}

/// The sign that divides the fields: the first of the usual ones that stands outside quotes in the
/// line of the keys.
fn delimiter(text: &str) -> char {
    let mut within = false;
    let mut found = Vec::new();
    for sign in text.chars() {
        match sign {
            '"' => within = !within,
            '\n' | '\r' if !within && !found.is_empty() => break,
            sign if !within && DELIMITERS.contains(&sign) => found.push(sign),
            _ => {}
        }
    }
    let usual = DELIMITERS.into_iter().find(|sign| found.contains(sign));
    usual.unwrap_or(',')
}

/// The field that begins at a byte; `None` where its quote is never closed.
fn field(text: &str, start: usize, delimiter: char) -> Option<Entry> {
    let rest = &text[start..];
    let Some(inside) = rest.strip_prefix('"') else {
        let end = rest.find([delimiter, '\n', '\r']);
        let end = end.unwrap_or(rest.len());
        return Some(Entry {
            text: rest[..end].trim().to_owned(),
            quoted: false,
            span: start..start + end,
        });
    };
    let mut text = String::new();
    let mut from = 0;
    loop {
        let close = from + inside[from..].find('"')?;
        text += &inside[from..close];
        if inside[close + 1..].starts_with('"') {
            text.push('"');
            from = close + 2;
            continue;
        }
        // What stands between the closing quote and the delimiter belongs to the field.
        let tail = &inside[close + 1..];
        let end = tail.find([delimiter, '\n', '\r']);
        let end = end.unwrap_or(tail.len());
        text += tail[..end].trim_end();
        return Some(Entry {
            text,
            quoted: true,
            span: start..start + 1 + close + 1 + end,
        });
    }
}

/// What a field holds: a number where digits stand without quotes, else a text.
fn value(field: &Entry) -> Option<CellValue> {
    let text = field.text.as_str();
    if text.is_empty() {
        return None;
    }
    if ERRORS.contains(&text) {
        return Some(CellValue::Error(text.to_owned()));
    }
    if text.starts_with('=') {
        return Some(CellValue::NoValue);
    }
    if field.quoted {
        return Some(CellValue::Text(text.to_owned()));
    }
    if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") {
        return Some(CellValue::Boolean(text.eq_ignore_ascii_case("true")));
    }
    Some(match Written::parse(text) {
        Ok(written) if written.suffix == Suffix::None => CellValue::Written(text.replace('_', "")),
        Ok(_) | Err(_) => CellValue::Text(text.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::records;
    use crate::diagnostic::LineIndex;

    fn shown(text: &str) -> Vec<Vec<String>> {
        let records = records(&LineIndex::new("a.csv", text)).unwrap();
        let show = |(column, value, place): (usize, crate::scenario::CellValue, _)| {
            let place: crate::diagnostic::Place = place;
            format!("{column}:{value}@{}:{}", place.line, place.column)
        };
        let record = |record: Vec<_>| record.into_iter().map(show).collect();
        records.into_iter().map(record).collect()
    }

    #[test]
    fn fields_are_numbers_or_texts_and_know_their_places() {
        let text = "\u{feff}name;units\r\ndesks;90\r\n\"a \"\"b\"\";\nc\";\"90\"\r\n";
        assert_eq!(
            shown(text),
            [
                vec!["0:\"name\"@1:2", "1:\"units\"@1:7"],
                vec!["0:\"desks\"@2:1", "1:90@2:7"],
                vec!["0:\"a \\\"b\\\";\\nc\"@3:1", "1:\"90\"@4:4"],
            ]
        );
    }

    #[test]
    fn commas_tabs_and_semicolons_divide() {
        for text in ["a,b\n1,2", "a\tb\n1\t2", "a;b\n1;2\n"] {
            assert_eq!(shown(text)[1], ["0:1@2:1", "1:2@2:3"], "{text}");
        }
    }

    #[test]
    fn a_decimal_comma_leaves_a_text() {
        assert_eq!(
            shown("a;b\n1.234,50;22%")[1],
            ["0:\"1.234,50\"@2:1", "1:\"22%\"@2:10"]
        );
    }

    #[test]
    fn an_open_quote_is_refused_where_it_opens() {
        let refused = records(&LineIndex::new("a.csv", "a,b\n1,\"x\n")).unwrap_err();
        assert_eq!(refused.place.unwrap().to_string(), "a.csv:2");
    }
}
