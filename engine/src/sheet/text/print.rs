//! A sheet as text.

use std::fmt::Write;

use super::infix::{column_word, key, print_figure_formula, print_formula};
use super::unit;
use crate::calendar::Timeline;
use crate::quantity::{Decimal, Whole};
use crate::sheet::{
    Direction, Entry, Figure, Input, KeyColumn, Kind, Level, List, Opening, Origin, RowId, Sheet,
    TagId,
};
use crate::uncertainty::Change;
use crate::wording::{Label, Language};

/// The whole sheet.
pub fn print(sheet: &Sheet) -> String {
    let mut text = timeline(sheet.timeline());
    for (_, stress) in sheet.stresses() {
        text += &format!("\nstress {}\n{}", key(&stress.key), label(&stress.label));
    }
    for (_, of) in sheet.inputs() {
        text += &format!("\n{}", input(sheet, of));
    }
    for (id, tag) in sheet.tags() {
        text += if id.index() == 0 { "\n" } else { "" };
        text += &format!("tag {}\n", key(tag));
    }
    for (_, of) in sheet.lists() {
        text += &format!("\n{}", list(sheet, of));
    }
    for (row, _) in sheet.rows() {
        text += &format!("\n{}", print_row(sheet, row));
    }
    for (_, of) in sheet.figures() {
        text += &format!("\n{}", figure(sheet, of));
    }
    text
}

/// One row with its formula.
pub fn print_row(sheet: &Sheet, row: RowId) -> String {
    let row = sheet.row(row);
    let kind = match row.kind() {
        Kind::Flow => "flow",
        Kind::Balance => "balance",
        Kind::Rate => "rate",
        Kind::Flag => "flag",
    };
    let mut text = format!("row {}\n{}", key(row.key()), label(row.label()));
    text += &format!("  kind {kind}\n  unit [{}]\n", unit::print(row.unit()));
    match row.direction() {
        Direction::In => text += "  direction in\n",
        Direction::Out => text += "  direction out\n",
        Direction::Neither => {}
    }
    match row.opening() {
        Opening::Number(value) if value.is_zero() => {}
        Opening::Number(value) => text += &format!("  opening {value}\n"),
        Opening::Input(input) => {
            text += &format!("  opening ${}\n", key(&sheet.input(input).key));
        }
    }
    if let Some(flag) = row.applies() {
        text += &format!("  applies {}\n", key(sheet.row(flag).key()));
    }
    if let Some(entity) = row.entity() {
        text += &format!("  entity {}\n", quoted(entity));
    }
    text += &origin(row.origin());
    text += &format!("  = {}\n", print_formula(sheet, row.formula()));
    text
}

fn timeline(timeline: &Timeline) -> String {
    let years = (timeline.shown() + timeline.start().month_of_year() - 1) / 12;
    let tail = timeline.month_count() - timeline.shown();
    format!("timeline {} years {years} tail {tail}\n", timeline.start())
}

fn input(sheet: &Sheet, input: &Input) -> String {
    let mut text = format!("input {}\n{}", key(&input.key), label(&input.label));
    text += &format!("  unit [{}]\n", unit::print(input.unit));
    match &input.level {
        Level::Scalar(value) => text += &format!("  level {value}\n"),
        Level::Series(values) => text += &format!("  series {}\n", runs(values)),
    }
    if let Some(low) = input.bounds.low {
        text += &format!("  low {low}\n");
    }
    if let Some(high) = input.bounds.high {
        text += &format!("  high {high}\n");
    }
    if input.whole == Whole::Yes {
        text += "  whole\n";
    }
    for (stress, change) in &input.changes {
        let Change {
            factor,
            shift,
            month,
        } = change;
        let month = month.map_or(String::new(), |month| format!(" month {}", month + 1));
        let stress = key(&sheet.stress(*stress).key);
        text += &format!("  change {stress} factor {factor} shift {shift}{month}\n");
    }
    text + &origin(&input.origin)
}

/// Values with how often each stands in a row: `160 x 24, 170 x 72`.
fn runs(values: &[Decimal]) -> String {
    let mut text = String::new();
    for run in values.chunk_by(|a, b| a == b) {
        let separator = if text.is_empty() { "" } else { ", " };
        let _ = write!(text, "{separator}{} x {}", run[0], run.len());
    }
    text
}

fn list(sheet: &Sheet, list: &List) -> String {
    let mut text = format!("list {}\n", key(list.key()));
    for entry in list.entries() {
        let Entry {
            amount,
            rank,
            first,
            second,
            third,
        } = entry;
        let tag = |column: KeyColumn, tag: Option<TagId>| {
            tag.map_or(String::new(), |tag| {
                format!(" {} {}", column_word(column), key(sheet.tag(tag)))
            })
        };
        text += &format!(
            "  entry {} rank {}{}{}{}\n",
            key(sheet.row(*amount).key()),
            rank.0,
            tag(KeyColumn::First, Some(*first)),
            tag(KeyColumn::Second, *second),
            tag(KeyColumn::Third, *third),
        );
    }
    text
}

fn figure(sheet: &Sheet, figure: &Figure) -> String {
    format!(
        "figure {}\n{}  unit [{}]\n{}  = {}\n",
        key(figure.key()),
        label(figure.label()),
        unit::print(figure.unit()),
        origin(figure.origin()),
        print_figure_formula(sheet, figure.formula()),
    )
}

fn label(label: &Label) -> String {
    let [italian, english] = Language::ALL.map(|language| quoted(label.get(language)));
    format!("  label {italian} {english}\n")
}

fn origin(origin: &Origin) -> String {
    let mut text = String::new();
    if let Some(place) = &origin.place {
        text += &format!("  place {}\n", quoted(place));
    }
    if let Some(reference) = &origin.reference {
        text += &format!("  reference {}\n", quoted(reference));
    }
    text
}

pub(super) fn quoted(text: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\r', "\\r");
    format!("\"{escaped}\"")
}
