//! The data book: every input with its value, its range, where it is stated and what the file says
//! of its source beside it.
//!
//! The source of a number is the comment on its line, or else the one on the head of its table. A
//! word in brackets that opens a comment (`[deck]`, `[public]`, `[assumed]`) is its grade.

use std::collections::BTreeMap;

use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::Input;

use super::Page;
use super::draft::{Draft, formatted};
use super::live::{Live, finite, serial};
use super::site::Site;
use crate::book::{Cell, Look, NumberFormat, Place, Range, Style, Worksheet, WorksheetId};

/// The page, and how many inputs bear which grade.
#[derive(Debug)]
pub(super) struct Book {
    /// The page.
    pub(super) page: (WorksheetId, Worksheet),
    /// The grades with how many inputs bear them, in alphabetical order.
    pub(super) grades: Vec<(String, usize)>,
    /// The column of the grades.
    pub(super) column: Range,
}

const HEADS: u32 = 3;
const GRADE: u16 = 7;
const LAST: u16 = 9;
/// Path, label, value, unit, least, greatest, whole, grade, comment, place.
const WIDTHS: [f64; 10] = [44.0, 46.0, 14.0, 11.0, 12.0, 12.0, 6.0, 12.0, 58.0, 26.0];

/// Writes the page.
pub(super) fn write(site: &Site<'_>) -> Book {
    let mut draft = Draft::new(site, Page::DataBook, &WIDTHS);
    draft.guide(LAST);
    draft.heads(
        HEADS,
        0,
        [
            site.say("Percorso", "Path"),
            site.say("Dato", "Input"),
            site.say("Valore dichiarato", "Stated value"),
            site.say("Unità", "Unit"),
            site.say("Almeno", "At least"),
            site.say("Al più", "At most"),
            site.say("Intero", "Whole"),
            site.say("Grado", "Grade"),
            site.say(
                "Fonte, come scritta accanto",
                "Source, as written beside it",
            ),
            site.say("Dove", "Where"),
        ],
    );
    let comments = Comments::read(site);
    let mut grades: BTreeMap<String, usize> = BTreeMap::new();
    let mut row = HEADS + 1;
    for (id, input) in site.plan().sheet.inputs() {
        let comment = input
            .origin
            .place
            .as_deref()
            .and_then(|place| comments.at(place));
        let grade = comment.and_then(grade);
        line(&mut draft, row, input, comment.unwrap_or_default());
        value(
            &mut draft,
            row,
            (input, site.addresses.input(id).stated),
            id,
        );
        if let Some(grade) = grade {
            draft.text(Cell::at(row, GRADE), grade, Look::Body);
            *grades.entry(grade.to_owned()).or_default() += 1;
        }
        row += 1;
    }
    draft.sheet.frozen = Some(Cell::at(HEADS + 1, 1));
    draft.sheet.printing.repeat_rows = Some((0, HEADS));
    let column = Range {
        worksheet: draft.id,
        first: Cell::at(HEADS + 1, GRADE),
        last: Cell::at(row - 1, GRADE),
    };
    Book {
        page: draft.finish(LAST),
        grades: grades.into_iter().collect(),
        column,
    }
}

fn line(draft: &mut Draft<'_>, row: u32, input: &Input, comment: &str) {
    let site = draft.site;
    draft.text(Cell::at(row, 0), input.key.as_str(), Look::Fine);
    draft.text(Cell::at(row, 1), site.label(&input.label), Look::Body);
    draft.text(Cell::at(row, 3), site.unit(input.unit), Look::Fine);
    let format = format_of(input.unit);
    for (column, bound) in [(4, input.bounds.low), (5, input.bounds.high)] {
        if let Some(bound) = bound {
            let bound = in_cell(site, input.unit, bound);
            draft.number(
                Cell::at(row, column),
                finite(bound),
                formatted(Look::Fixed, format),
            );
        }
    }
    if input.whole == cittadella_engine::quantity::Whole::Yes {
        draft.text(Cell::at(row, 6), site.say("sì", "yes"), Look::Fine);
    }
    draft.text(Cell::at(row, 8), comment, Look::Fine);
    let place = input.origin.place.clone().unwrap_or_default();
    draft.text(Cell::at(row, 9), place, Look::Fine);
}

/// What the input states, as a link; of a value a month the one of the first month.
fn value(
    draft: &mut Draft<'_>,
    row: u32,
    (input, place): (&Input, Place),
    id: cittadella_engine::sheet::InputId,
) {
    let site = draft.site;
    let level = input.level.at(0);
    let drawn = site.export.shown().0.draw_of(id);
    let stated = drawn.map_or(level, |drawn| drawn.apply(level, 0));
    let live = Live::number(
        site.place(draft.id, place),
        in_cell(site, input.unit, stated),
    );
    let style = Style {
        look: Look::Body,
        format: format_of(input.unit),
        indent: 0,
    };
    draft.live(Cell::at(row, 2), live, style);
}

/// A date stands in its cell as a date.
fn in_cell(site: &Site<'_>, unit: Unit, value: Decimal) -> Decimal {
    if unit != Unit::MonthNumber {
        return value;
    }
    let number = value.trunc().to_string().parse::<i32>();
    number.map_or(value, |number| {
        serial(site.timeline().month_numbered(number))
    })
}

fn format_of(unit: Unit) -> NumberFormat {
    if unit == Unit::MonthNumber {
        NumberFormat::Month
    } else {
        NumberFormat::Unit(unit)
    }
}

/// The comments of all texts, by `file:line`.
struct Comments {
    by_place: BTreeMap<String, String>,
}

impl Comments {
    fn read(site: &Site<'_>) -> Comments {
        let mut by_place = BTreeMap::new();
        for source in site.export.sources {
            let mut of_table = String::new();
            for (number, line) in source.text.lines().enumerate() {
                let said = comment(line);
                if line.trim_start().starts_with('[') {
                    of_table = said.unwrap_or_default().to_owned();
                }
                let said = said.map_or_else(|| of_table.clone(), str::to_owned);
                if !said.is_empty() {
                    by_place.insert(format!("{}:{}", source.file, number + 1), said);
                }
            }
        }
        Comments { by_place }
    }

    fn at(&self, place: &str) -> Option<&str> {
        self.by_place.get(place).map(String::as_str)
    }
}

/// What follows the first `#` outside quotes; `None` where nothing does.
fn comment(line: &str) -> Option<&str> {
    let mut quote: Option<char> = None;
    let mut escaped = false;
    for (at, letter) in line.char_indices() {
        match quote {
            Some('"') if escaped => escaped = false,
            Some('"') if letter == '\\' => escaped = true,
            Some(open) if letter == open => quote = None,
            Some(_) => {}
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None if letter == '#' => {
                let said = line[at + 1..].trim();
                return (!said.is_empty()).then_some(said);
            }
            None => {}
        }
    }
    None
}

/// The word in brackets that opens a comment.
fn grade(comment: &str) -> Option<&str> {
    let (word, _) = comment.strip_prefix('[')?.split_once(']')?;
    let plain = word
        .chars()
        .all(|letter| letter.is_alphanumeric() || "-_ ".contains(letter));
    (plain && !word.is_empty()).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::{comment, grade};

    #[test]
    fn a_comment_begins_outside_quotes() {
        assert_eq!(comment("price = 3 # [deck] ten"), Some("[deck] ten"));
        assert_eq!(comment("label = \"no. #1\" # said"), Some("said"));
        assert_eq!(comment("label = \"a \\\" # b\""), None);
        assert_eq!(comment("label = 'it # is'"), None);
    }

    #[test]
    fn a_grade_is_a_word_in_brackets_at_the_head() {
        assert_eq!(grade("[assumed] whole"), Some("assumed"));
        assert_eq!(grade("85 in all; [assumed] split"), None);
        assert_eq!(grade("[=1+1] bad"), None);
    }
}
