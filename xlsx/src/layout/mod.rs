//! The layout: where everything stands, decided before a formula is written.

mod inputs;
mod lines;
mod topic;

use std::collections::{BTreeMap, BTreeSet};

use cittadella_engine::model::Plan;
use cittadella_engine::sheet::{ListId, RowId};
use cittadella_engine::wording::Language;

use crate::addresses::{Addresses, RowPlace};
use crate::book::{Cell, Place, WorksheetId};
use crate::export::Export;
use crate::frame;
use crate::pages::{Page, master_check};
use crate::tabs::{InputGroup, Tab, Tabs, Topic, books};
pub use inputs::{CaseChange, CasePlaces, Scalars, SeriesLine};
pub(crate) use inputs::{affine, cases};
pub use lines::{LineOf, Monthly};

/// Where everything stands.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The worksheets.
    pub tabs: Tabs,
    /// The places of rows, inputs and figures.
    pub addresses: Addresses,
    /// The constants of the calendar.
    pub calendar: CalendarPlaces,
    /// The monthly worksheets of calculations and statements, line by line.
    pub monthly: Vec<Monthly>,
    /// The lines that hold the month in which what is delayed by a row arrives.
    pub arrivals: BTreeMap<RowId, RowPlace>,
    /// The block of each list.
    pub blocks: Vec<Block>,
    /// Rows whose months do not add up to their year though they are flows: opening cash.
    pub unsummed: BTreeSet<RowId>,
    /// The worksheets of inputs with one value.
    pub scalars: Vec<Scalars>,
    /// The lines of the inputs with a value a month.
    pub series: Vec<SeriesLine>,
    /// The chosen case and what the cases change.
    pub cases: CasePlaces,
    /// The lines of the figures.
    pub figures: crate::figures::Lines,
}

/// The block of a list's entries on its worksheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The worksheet.
    pub worksheet: WorksheetId,
    /// The line of the block's head; the entries follow.
    pub head: u32,
}

/// The cells of the calendar's constants, all on the worksheet *Time*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarPlaces {
    /// The first month, as a date.
    pub start: Place,
    /// How many months are computed.
    pub computed: Place,
    /// How many months statements show.
    pub shown: Place,
    /// How many months a year has.
    pub months_in_year: Place,
    /// One half: what whole numbers are rounded up from.
    pub half: Place,
    /// Half a cent: smaller differences of amounts are none.
    pub half_cent: Place,
}

impl Layout {
    /// Places everything that the calculations need.
    pub fn new(export: &Export<'_>) -> Layout {
        let plan = export.plan;
        let tabs = Tabs::new(order(export), plan, export.language);
        let calendar = calendar_places(&tabs);
        let (monthly, arrivals, blocks, rows) = lines::place(plan, &tabs, export.language);
        let cases = CasePlaces::new(export, &tabs);
        let (scalars, series, inputs) = inputs::place(export, &tabs, &cases);
        let figures = crate::figures::Lines::new(plan, export.language);
        let figure_places = figures.places(tabs.id(Tab::Figures));
        let master_check = master_check(tabs.id(Tab::Page(Page::Checks)));
        let addresses = Addresses::new(
            *plan.sheet.timeline(),
            rows,
            inputs,
            figure_places,
            cases.selector,
            master_check,
        );
        Layout {
            tabs,
            addresses,
            calendar,
            monthly,
            arrivals,
            blocks,
            unsummed: lines::unsummed(plan),
            scalars,
            series,
            cases,
            figures,
        }
    }
}

/// The worksheets in the order of their tabs.
fn order(export: &Export<'_>) -> Vec<Tab> {
    let plan = export.plan;
    let present = lines::tabs_with_rows(plan);
    let inputs = inputs::groups(plan);
    let mut tabs: Vec<Tab> = Page::front(export).into_iter().map(Tab::Page).collect();
    tabs.extend([Tab::Figures, Tab::Cases]);
    let groups = InputGroup::ALL.into_iter().map(Tab::Inputs);
    tabs.extend(groups.filter(|tab| inputs.contains(tab)));
    tabs.extend([Tab::InputsByMonth, Tab::Time]);
    let topics = Topic::ALL.into_iter().map(Tab::Topic);
    tabs.extend(topics.filter(|tab| present.contains(tab)));
    tabs.extend([Tab::Lists, Tab::Postings]);
    let count = books(plan).count();
    tabs.extend(
        (0..count)
            .map(Tab::Accounts)
            .filter(|tab| present.contains(tab)),
    );
    tabs.extend((0..count).map(Tab::Statements));
    tabs.extend(Page::back(export).into_iter().map(Tab::Page));
    tabs
}

/// The lines of the constants on *Time*, in their order; values stand in column D.
fn calendar_places(tabs: &Tabs) -> CalendarPlaces {
    let worksheet = tabs.id(Tab::Time);
    let at = |line: u32| Place {
        worksheet,
        cell: Cell::at(frame::FIRST_LINE + 1 + line, frame::CONSTANTS[0]),
    };
    CalendarPlaces {
        start: at(0),
        computed: at(1),
        shown: at(2),
        months_in_year: at(3),
        half: at(4),
        half_cent: at(5),
    }
}

/// How many lines the constants on *Time* take, their heading included.
const CALENDAR_LINES: u32 = 8;

/// The worksheet of a list's block.
fn tab_of_list(plan: &Plan, list: ListId) -> Tab {
    if plan.sheet.list(list).key().as_str() == "postings" {
        Tab::Postings
    } else {
        Tab::Lists
    }
}

/// A text with its first letter as a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// The language's texts for a label.
fn text(label: &cittadella_engine::wording::Label, language: Language) -> String {
    label.get(language).to_owned()
}
