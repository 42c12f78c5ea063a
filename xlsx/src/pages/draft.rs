//! A page under construction: its head, its cells.

use cittadella_engine::quantity::Unit;

use super::live::{Live, Spot};
use super::site::Site;
use super::{Page, frame_of_years as years_frame};
use crate::book::{
    Alarm, Cell, Colour, Column, Content, Line, Look, NumberFormat, Place, Style, Worksheet,
    WorksheetId,
};

/// A page under construction.
pub(super) struct Draft<'a> {
    /// What it reads.
    pub(super) site: &'a Site<'a>,
    /// Its position among the tabs.
    pub(super) id: WorksheetId,
    /// What has been written.
    pub(super) sheet: Worksheet,
}

/// The row of the title.
const TITLE: u32 = 0;
/// The row of the purpose and the way back.
const PURPOSE: u32 = 1;

impl<'a> Draft<'a> {
    /// A page with its title, its purpose, the master check and the way back to the contents, and
    /// columns of these widths.
    pub(super) fn new(site: &'a Site<'a>, page: Page, widths: &[f64]) -> Draft<'a> {
        let id = site.id(page).unwrap_or(WorksheetId(0));
        let tab = &site.tabs[id.0];
        let mut draft = Draft {
            site,
            id,
            sheet: Worksheet::new(tab.name.clone(), page.colour()),
        };
        for (column, width) in (0_u16..).zip(widths) {
            draft.sheet.columns.push(Column {
                first: column,
                last: column,
                width: *width,
                level: 0,
            });
        }
        draft.text(Cell::at(TITLE, 0), site.label(&tab.title), Look::Title);
        draft.text(
            Cell::at(PURPOSE, 0),
            site.label(&tab.purpose),
            Look::Purpose,
        );
        draft
    }

    /// Writes the master check and the link to the contents into the head, at a column.
    pub(super) fn guide(&mut self, column: u16) {
        let site = self.site;
        if site.addresses.master_check.worksheet != self.id {
            let cell = Cell::at(TITLE, column);
            self.live(cell, site.master(self.id), Style::text(Look::Status));
            self.alarm(cell, cell, crate::setting::WELL);
        }
        if let Some(contents) = site.id(Page::Contents).filter(|id| *id != self.id) {
            let back = Place {
                worksheet: contents,
                cell: Cell::at(0, 0),
            };
            let text = site.say("indice", "contents");
            self.link(Cell::at(PURPOSE, column), text, back);
        }
    }

    /// A text.
    pub(super) fn text(&mut self, cell: Cell, text: impl Into<String>, look: Look) {
        self.styled(cell, text, Style::text(look));
    }

    /// A text in a style of its own.
    pub(super) fn styled(&mut self, cell: Cell, text: impl Into<String>, style: Style) {
        let text = text.into();
        if !text.is_empty() {
            self.sheet.text(cell, text, style);
        }
    }

    /// A link to another cell.
    pub(super) fn link(&mut self, cell: Cell, text: impl Into<String>, to: Place) {
        let style = Style::text(Look::Link);
        self.sheet.put(cell, Content::Link(text.into(), to), style);
    }

    /// A formula.
    pub(super) fn live(&mut self, cell: Cell, live: Live, style: Style) -> Spot {
        let amount = live.amount();
        self.sheet.put(cell, live.content(), style);
        Spot { cell, amount }
    }

    /// A number that is no formula.
    pub(super) fn number(&mut self, cell: Cell, number: f64, style: Style) {
        let number = if number == 0.0 { 0.0 } else { number };
        self.sheet.put(cell, Content::Number(number), style);
    }

    /// A cell that is only filled.
    pub(super) fn blank(&mut self, cell: Cell, look: Look) {
        self.sheet.put(cell, Content::Blank, Style::text(look));
    }

    /// A heading over some columns.
    pub(super) fn heading(&mut self, row: u32, text: impl Into<String>, columns: u16) {
        self.text(Cell::at(row, 0), text, Look::Heading);
        for column in 1..columns {
            self.blank(Cell::at(row, column), Look::Heading);
        }
    }

    /// Heads of columns, from a column on.
    pub(super) fn heads<T: Into<String>>(
        &mut self,
        row: u32,
        from: u16,
        heads: impl IntoIterator<Item = T>,
    ) {
        for (column, head) in (from..).zip(heads) {
            let head = head.into();
            let cell = Cell::at(row, column);
            if head.is_empty() {
                self.blank(cell, Look::ColumnHead);
            } else {
                self.text(cell, head, Look::ColumnHead);
            }
        }
    }

    /// Heads of columns of numbers, over them on the right.
    pub(super) fn number_heads<T: Into<String>>(
        &mut self,
        row: u32,
        from: u16,
        heads: impl IntoIterator<Item = T>,
    ) {
        for (column, head) in (from..).zip(heads) {
            let style = formatted(Look::ColumnHead, NumberFormat::Whole);
            self.styled(Cell::at(row, column), head, style);
        }
    }

    /// A text over as many rows as it needs at this many letters each; returns the row after it.
    pub(super) fn paragraph(&mut self, cell: Cell, text: &str, letters: usize, look: Look) -> u32 {
        let mut line = String::new();
        let mut row = cell.row;
        for word in text.split(' ') {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > letters {
                self.text(Cell::at(row, cell.column), std::mem::take(&mut line), look);
                row += 1;
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line += word;
        }
        self.text(Cell::at(row, cell.column), line, look);
        row + 1
    }

    /// The heads of the years: see [`years_frame`].
    pub(super) fn year_heads(&mut self) {
        let site = self.site;
        self.heads(
            years_frame::YEAR,
            0,
            [
                site.say("Codice", "Code"),
                site.say("Voce", "Item"),
                site.say("Unità", "Unit"),
            ],
        );
        let first = site.say(
            "primo mese del piano nell'anno",
            "first month of the plan in the year",
        );
        let last = site.say(
            "ultimo mese del piano nell'anno",
            "last month of the plan in the year",
        );
        self.text(Cell::at(years_frame::FIRST, 1), first, Look::Fine);
        self.text(Cell::at(years_frame::LAST, 1), last, Look::Fine);
        for (column, year) in (years_frame::FIRST_YEAR..).zip(site.years()) {
            let whole = |look| Style {
                look,
                format: NumberFormat::Whole,
                indent: 0,
            };
            self.number(
                Cell::at(years_frame::YEAR, column),
                f64::from(year.year),
                whole(Look::ColumnHead),
            );
            let number = |month: cittadella_engine::calendar::Month| f64::from(month.0 + 1);
            self.number(
                Cell::at(years_frame::FIRST, column),
                number(year.first),
                whole(Look::Fine),
            );
            self.number(
                Cell::at(years_frame::LAST, column),
                number(year.last),
                whole(Look::Fine),
            );
        }
        self.sheet.frozen = Some(Cell::at(years_frame::FIRST_LINE, years_frame::FIRST_YEAR));
        self.sheet.printing.repeat_rows = Some((TITLE, years_frame::LAST));
    }

    /// Cells that turn red while they read anything but OK.
    pub(super) fn alarm(&mut self, first: Cell, last: Cell, well: impl Into<String>) {
        self.sheet.alarms.push(Alarm {
            first,
            last,
            well: well.into(),
        });
    }

    /// The height of a row in points.
    pub(super) fn height(&mut self, row: u32, points: f64) {
        let line = Line {
            height: Some(points),
            level: 0,
        };
        self.sheet.lines.insert(row, line);
    }

    /// The finished page, printed up to its last cell; unless it says otherwise its title stays in
    /// sight and on every sheet of paper.
    pub(super) fn finish(mut self, last_column: u16) -> (WorksheetId, Worksheet) {
        let last = self.sheet.cells.keys().map(|cell| cell.row).max();
        let charts = self.sheet.charts.iter().map(|chart| chart.to.row).max();
        let last = last.max(charts).unwrap_or_default();
        self.sheet.frozen.get_or_insert(Cell::at(PURPOSE + 1, 0));
        let titles = &mut self.sheet.printing.repeat_rows;
        titles.get_or_insert((TITLE, PURPOSE));
        self.sheet.printing.until = Some(Cell::at(last, last_column));
        (self.id, self.sheet)
    }
}

impl Page {
    /// The colour of its tab.
    pub(crate) fn colour(self) -> Colour {
        match self {
            Page::Cover
            | Page::Contents
            | Page::Dashboard
            | Page::Checks
            | Page::SourcesAndUses
            | Page::Covenants
            | Page::CasesCompared
            | Page::Simulation => Colour::Output,
            Page::ChartData => Colour::Calculation,
            Page::Yearly(_) | Page::Combined | Page::Intercompany => Colour::Statement,
            Page::DataBook | Page::FormulaMap | Page::ScenarioSource | Page::Provenance => {
                Colour::Audit
            }
        }
    }
}

/// A number in its unit.
pub(super) fn in_unit(look: Look, unit: Unit) -> Style {
    Style::number(look, unit)
}

/// A number in a format.
pub(super) fn formatted(look: Look, format: NumberFormat) -> Style {
    Style {
        look,
        format,
        indent: 0,
    }
}
