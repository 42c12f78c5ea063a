//! The lines of the monthly worksheets.

use std::collections::{BTreeMap, BTreeSet};

use cittadella_engine::ledger::{OverYear, StatementKind, Weight};
use cittadella_engine::model::Plan;
use cittadella_engine::sheet::{Formula, ListId, RowId};
use cittadella_engine::wording::Language;

use super::topic::tab_of;
use super::{Block, CALENDAR_LINES, capital, tab_of_list, text};
use crate::addresses::RowPlace;
use crate::frame;
use crate::tabs::{Tab, Tabs, books};

/// The lines of one monthly worksheet, from [`frame::FIRST_LINE`] on.
#[derive(Debug, Clone)]
pub struct Monthly {
    /// The worksheet.
    pub tab: Tab,
    /// How many lines are left for others above the first one.
    pub skipped: u32,
    /// The lines, one after the other.
    pub lines: Vec<LineOf>,
}

/// What stands on a line of a monthly worksheet.
#[derive(Debug, Clone, PartialEq)]
pub enum LineOf {
    /// A title over lines that belong together.
    Heading(String),
    /// A title within a statement, with the code of the law.
    Title(String, String),
    /// A row of the sheet: its formula stands here.
    Row(RowId, String, Weight),
    /// A row of the sheet that stands elsewhere: a link to it.
    Link(RowId, String, Weight),
    /// The month in which what the row above delays arrives.
    Arrival(RowId, String),
    /// The head of a list's block.
    ListHead(ListId),
    /// An entry of a list, by its position.
    Entry(ListId, usize),
    /// An empty line.
    Gap,
}

impl Monthly {
    /// The line at a position, counted from zero on the worksheet.
    pub fn line(&self, position: usize) -> u32 {
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        frame::FIRST_LINE + self.skipped + position
    }
}

type Placed = (
    Vec<Monthly>,
    BTreeMap<RowId, RowPlace>,
    Vec<Block>,
    Vec<RowPlace>,
);

/// The worksheets on which at least one row stands.
pub(super) fn tabs_with_rows(plan: &Plan) -> BTreeSet<Tab> {
    homes(plan).into_iter().collect()
}

/// Places every row, every entry of a list and every arrival.
pub(super) fn place(plan: &Plan, tabs: &Tabs, language: Language) -> Placed {
    let homes = homes(plan);
    let delaying = delaying(plan);
    let mut monthly = Vec::new();
    for (_, tab) in tabs.all() {
        let lines = match tab {
            Tab::Statements(book) => statements(plan, book, &homes, language),
            Tab::Lists | Tab::Postings => lists(plan, tab),
            Tab::Time | Tab::Topic(_) | Tab::Accounts(_) => {
                items(plan, tab, &homes, &delaying, language)
            }
            Tab::Page(_) | Tab::Figures | Tab::Cases | Tab::Inputs(_) | Tab::InputsByMonth => {
                continue;
            }
        };
        let skipped = if tab == Tab::Time { CALENDAR_LINES } else { 0 };
        monthly.push(Monthly {
            tab,
            skipped,
            lines,
        });
    }
    let nowhere = RowPlace {
        worksheet: tabs.id(Tab::Time),
        line: u32::MAX,
    };
    let mut rows = vec![nowhere; plan.sheet.rows().len()];
    let mut arrivals = BTreeMap::new();
    let none = Block {
        worksheet: nowhere.worksheet,
        head: 0,
    };
    let mut blocks = vec![none; plan.sheet.lists().len()];
    for sheet in &monthly {
        let worksheet = tabs.id(sheet.tab);
        for (position, line) in sheet.lines.iter().enumerate() {
            let place = RowPlace {
                worksheet,
                line: sheet.line(position),
            };
            match line {
                LineOf::Row(row, ..) => rows[row.index()] = place,
                LineOf::Arrival(row, _) => {
                    arrivals.insert(*row, place);
                }
                LineOf::ListHead(list) => {
                    blocks[list.index()] = Block {
                        worksheet,
                        head: place.line,
                    };
                }
                LineOf::Heading(_)
                | LineOf::Title(..)
                | LineOf::Link(..)
                | LineOf::Entry(..)
                | LineOf::Gap => {}
            }
        }
    }
    (monthly, arrivals, blocks, rows)
}

/// The worksheet of each row.
fn homes(plan: &Plan) -> Vec<Tab> {
    let names: Vec<&str> = books(plan).map(|book| book.name.as_str()).collect();
    let rows = plan.sheet.rows();
    let mut homes: Vec<Tab> = rows
        .map(|(_, row)| tab_of(row.key().as_str(), &names))
        .collect();
    for (book, body) in books(plan).enumerate() {
        for statement in &body.statements {
            for row in statement.lines.iter().filter_map(|line| line.row) {
                if is_line_of(plan.sheet.row(row).key().as_str(), statement.kind) {
                    homes[row.index()] = Tab::Statements(book);
                }
            }
        }
    }
    homes
}

/// The rows of statements whose year is not the sum of its months.
pub(super) fn unsummed(plan: &Plan) -> BTreeSet<RowId> {
    let statements = books(plan).flat_map(|body| &body.statements);
    let lines = statements.flat_map(|statement| &statement.lines);
    lines
        .filter(|line| line.over_year != OverYear::Sum)
        .filter_map(|line| line.row)
        .collect()
}

/// Whether a row was made to be a line of this statement.
fn is_line_of(key: &str, kind: StatementKind) -> bool {
    key.split('.').nth(1) == Some(kind.word())
}

/// The rows that delay others.
fn delaying(plan: &Plan) -> BTreeSet<RowId> {
    let mut delaying = BTreeSet::new();
    for (_, row) in plan.sheet.rows() {
        row.formula().walk(&mut |formula| {
            if let Formula::DelayedBy { lag, .. } = formula {
                delaying.insert(*lag);
            }
        });
    }
    delaying
}

/// The rows of a worksheet item by item, each item under its heading; items and the rows of an
/// item stand in the order of the model.
fn items(
    plan: &Plan,
    tab: Tab,
    homes: &[Tab],
    delaying: &BTreeSet<RowId>,
    language: Language,
) -> Vec<LineOf> {
    let mut order: Vec<String> = Vec::new();
    let mut by_item: BTreeMap<String, Vec<RowId>> = BTreeMap::new();
    for (id, row) in plan.sheet.rows() {
        if homes[id.index()] == tab {
            let item = row.key().as_str().split('.').take(2).collect::<Vec<_>>();
            let item = item.join(".");
            let rows = by_item.entry(item.clone()).or_default();
            if rows.is_empty() {
                order.push(item);
            }
            rows.push(id);
        }
    }
    let mut lines = Vec::new();
    for item in order {
        let rows = &by_item[&item];
        let heading = heading(plan, &item, rows, language);
        if !lines.is_empty() {
            lines.push(LineOf::Gap);
        }
        lines.push(LineOf::Heading(heading.clone()));
        for row in rows {
            let full = text(plan.sheet.row(*row).label(), language);
            let label = full
                .strip_prefix(&heading)
                .and_then(|rest| rest.strip_prefix(": "))
                .map_or(full.clone(), capital);
            lines.push(LineOf::Row(*row, label.clone(), Weight::Item));
            if delaying.contains(row) {
                let arrives = language.pick("mese di arrivo", "month of arrival");
                lines.push(LineOf::Arrival(*row, format!("{label}: {arrives}")));
            }
        }
    }
    lines
}

/// What an item is called: what the labels of its rows begin with.
fn heading(plan: &Plan, item: &str, rows: &[RowId], language: Language) -> String {
    let labels = rows.iter().map(|row| plan.sheet.row(*row).label());
    let heads: Vec<&str> = labels
        .filter_map(|label| label.get(language).split_once(": "))
        .map(|(head, _)| head)
        .collect();
    match heads.first() {
        Some(head) if heads.len() == rows.len() && heads.iter().all(|other| other == head) => {
            (*head).to_owned()
        }
        Some(_) | None => item.to_owned(),
    }
}

/// The three statements of a body, line by line in the order of the law.
fn statements(plan: &Plan, book: usize, homes: &[Tab], language: Language) -> Vec<LineOf> {
    let mut lines = Vec::new();
    let mut placed = BTreeSet::new();
    let statements = books(plan).nth(book).map(|body| &body.statements[..]);
    for statement in statements.unwrap_or_default() {
        if !lines.is_empty() {
            lines.push(LineOf::Gap);
        }
        lines.push(LineOf::Heading(text(&statement.kind.label(), language)));
        for line in &statement.lines {
            let label = text(&line.label, language);
            let coded = if line.code.is_empty() {
                label.clone()
            } else {
                format!("{} {label}", line.code)
            };
            lines.push(match line.row {
                None => LineOf::Title(line.code.clone(), coded),
                Some(row) => {
                    let here = homes[row.index()] == Tab::Statements(book);
                    if here && placed.insert(row) {
                        LineOf::Row(row, coded, line.weight)
                    } else {
                        LineOf::Link(row, coded, line.weight)
                    }
                }
            });
        }
    }
    lines
}

/// The blocks of the lists of a worksheet.
fn lists(plan: &Plan, tab: Tab) -> Vec<LineOf> {
    let mut lines = Vec::new();
    for (id, list) in plan.sheet.lists() {
        if tab_of_list(plan, id) == tab {
            if !lines.is_empty() {
                lines.push(LineOf::Gap);
            }
            lines.push(LineOf::ListHead(id));
            lines.extend((0..list.entries().len()).map(|position| LineOf::Entry(id, position)));
        }
    }
    lines
}
