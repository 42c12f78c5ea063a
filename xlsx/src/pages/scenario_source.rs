//! The texts that the plan was computed from, one line a row.
//!
//! Column A holds the name of the text, B the number of the line, C the line. Joined by line feeds
//! the lines of a text are that text, byte by byte: a text that ends with a line feed has an empty
//! last line, and an empty line is a row without column C. What `--set` said stands under the name
//! of `--set`, one change a row. Nothing else stands on this page below its heads.

use cittadella_engine::quantity::Decimal;

use super::Page;
use super::draft::{Draft, formatted};
use super::live::finite;
use super::site::Site;
use crate::book::{Cell, Look, NumberFormat, Worksheet, WorksheetId};

/// The row of the heads; lines follow.
pub const HEADS: u32 = 3;
/// The name of a text.
pub const FILE: u16 = 0;
/// The number of a line, from 1.
pub const NUMBER: u16 = 1;
/// The line.
pub const LINE: u16 = 2;
/// The name under which changes of the command line stand.
pub const SETS: &str = "--set";

/// Writes the page.
pub(super) fn write(site: &Site<'_>) -> (WorksheetId, Worksheet) {
    let mut draft = Draft::new(site, Page::ScenarioSource, &[26.0, 7.0, 150.0]);
    draft.guide(LINE + 1);
    draft.heads(
        HEADS,
        0,
        [
            site.say("Testo", "Text"),
            site.say("Riga", "Line"),
            site.say("Contenuto", "Content"),
        ],
    );
    let mut row = HEADS + 1;
    for source in site.export.sources {
        let lines = source.text.split('\n');
        row = lines_of(&mut draft, &source.file, lines, row);
    }
    let sets = site.export.sets.iter().map(String::as_str);
    lines_of(&mut draft, SETS, sets, row);
    draft.sheet.frozen = Some(Cell::at(HEADS + 1, 0));
    draft.sheet.printing.repeat_rows = Some((0, HEADS));
    draft.finish(LINE)
}

fn lines_of<'t>(
    draft: &mut Draft<'_>,
    file: &str,
    lines: impl Iterator<Item = &'t str>,
    mut row: u32,
) -> u32 {
    let whole = formatted(Look::Fine, NumberFormat::Whole);
    for (number, line) in (1_u32..).zip(lines) {
        draft.text(Cell::at(row, FILE), file, Look::Fine);
        draft.number(Cell::at(row, NUMBER), finite(Decimal::from(number)), whole);
        draft.text(Cell::at(row, LINE), line, Look::Fine);
        row += 1;
    }
    row
}
