//! References: cells of other rows and inputs, windows over months, sums over lists.

use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::{InputId, KeyColumn, ListId, Rank, RowId, Support, TagId};

use super::{Binding, Constant, Expression, Template, Writer};
use crate::book::{Cell, Range, column_letters};
use crate::frame;

/// The letters of the opening's column and of the first month's.
const OPENING: &str = "$I";
const FIRST: &str = "$J";

impl Writer<'_> {
    /// A row, so many months after this one.
    pub(super) fn cell(&self, row: RowId, offset: i32) -> Template {
        let (sheet, line) = self.place(row);
        Template::text(sheet)
            .then(Template::column(offset))
            .and(&line)
    }

    /// An input: one cell, or the month's cell.
    pub(super) fn input(&self, input: InputId) -> Template {
        let place = self.layout.addresses.input(input);
        if place.series {
            let line = (place.live.cell.row + 1).to_string();
            Template::text(self.worksheet_of(place.live.worksheet))
                .then(Template::column(0))
                .and(&line)
        } else {
            Template::text(self.layout.tabs.anchored(self.worksheet, place.live))
        }
    }

    pub(super) fn lag(&mut self, row: RowId, months: u32) -> Expression {
        let months = self.length(months);
        let past = self.span(row, OPENING, -1);
        Expression::atom(
            Template::text("INDEX(")
                .then(past)
                .and(",1,MAX(0,")
                .then(number_of_month())
                .and("-")
                .then(months)
                .and(")+1)"),
        )
    }

    pub(super) fn delayed(&mut self, row: RowId, lag: RowId, support: &Support) -> Expression {
        let until = if support.least() == 0 { 0 } else { -1 };
        let amounts = self.span(row, OPENING, until);
        let arrival = self.layout.arrivals[&lag];
        let sheet = self.worksheet_of(arrival.worksheet);
        let line = (arrival.line + 1).to_string();
        let months = span(&sheet, &line, OPENING, until);
        Expression::atom(
            Template::text("SUMIFS(")
                .then(amounts)
                .and(",")
                .then(months)
                .and(",")
                .then(number_of_month())
                .and(")"),
        )
    }

    pub(super) fn leading(&mut self, row: RowId, months: u32) -> Expression {
        let length = self.length(months);
        let (sheet, line) = self.place(row);
        let last = i32::try_from(months).unwrap_or(i32::MAX);
        let window = Template::text(sheet)
            .then(Template::column(1))
            .and(&format!("{line}:"))
            .then(Template::column(last))
            .and(&line);
        let end = self
            .layout
            .tabs
            .anchored(self.worksheet, self.layout.calendar.computed);
        Expression {
            template: Template::text("(")
                .then(number_of_month())
                .and("+")
                .then(length)
                .and(&format!("<={end})*SUM("))
                .then(window)
                .and(")"),
            binding: Binding::Product,
        }
    }

    /// `(1 − January) × last month's cell + this month's amount`.
    pub(super) fn year_to_date_on_itself(&mut self, row: RowId) -> Expression {
        let january = Template::column(0).and(&format!("${}", frame::JANUARY + 1));
        Expression {
            template: Template::text("(1-")
                .then(january)
                .and(")*")
                .then(self.cell(self.own, -1))
                .and("+")
                .then(self.cell(row, 0)),
            binding: Binding::Sum,
        }
    }

    pub(super) fn year_to_date(&mut self, row: RowId) -> Expression {
        let header = (frame::YEAR + 1).to_string();
        let years = header_span(&header);
        Expression::atom(
            Template::text("SUMIFS(")
                .then(self.span(row, FIRST, 0))
                .and(",")
                .then(years)
                .and(",")
                .then(Template::column(0))
                .and(&format!("${header})")),
        )
    }

    pub(super) fn trailing(&mut self, row: RowId, months: u32) -> Expression {
        let length = self.length(months);
        let header = (frame::NUMBER + 1).to_string();
        Expression {
            template: Template::text("(")
                .then(number_of_month())
                .and(">=")
                .then(length.clone())
                .and(")*SUMIFS(")
                .then(self.span(row, FIRST, 0))
                .and(",")
                .then(header_span(&header))
                .and(",\">\"&")
                .then(number_of_month())
                .and("-")
                .then(length)
                .and(")"),
            binding: Binding::Product,
        }
    }

    /// Last month's cell of the row itself and this month's amount.
    pub(super) fn running_total_on_itself(&mut self, row: RowId) -> Expression {
        Expression {
            template: self.cell(self.own, -1).and("+").then(self.cell(row, 0)),
            binding: Binding::Sum,
        }
    }

    pub(super) fn running_total(&mut self, row: RowId) -> Expression {
        Expression {
            template: Template::text(format!("{OPENING}{}+SUM(", self.line))
                .then(self.span(row, FIRST, 0))
                .and(")"),
            binding: Binding::Sum,
        }
    }

    /// The entries of a list under a key: `SUMIFS` over the block, or over its upper part.
    pub(super) fn list_sum(
        &mut self,
        list: ListId,
        column: KeyColumn,
        tag: TagId,
        below: Option<Rank>,
    ) -> Expression {
        let block = self.layout.blocks[list.index()];
        let entries = self.sheet.list(list).entries_below(below).len();
        // The head of the block is part of it, so that it is never empty.
        let last = block.head + u32::try_from(entries).unwrap_or(u32::MAX);
        let keys = frame::CONSTANTS[column.index()];
        let keys = Range {
            worksheet: block.worksheet,
            first: Cell::at(block.head, keys),
            last: Cell::at(last, keys),
        };
        let keys = self.layout.tabs.block(self.worksheet, keys);
        let sheet = self.worksheet_of(block.worksheet);
        let key = self.constant(Constant::Key(self.sheet.tag(tag).to_string()));
        Expression::atom(
            Template::text(format!("SUMIFS({sheet}"))
                .then(Template::column(0))
                .and(&format!("${}:", block.head + 1))
                .then(Template::column(0))
                .and(&format!("${},{keys},", last + 1))
                .then(key)
                .and(")"),
        )
    }

    /// A number of months, as a constant of the row.
    fn length(&mut self, months: u32) -> Template {
        self.number(Decimal::from(months), Unit::Months)
            .within(Binding::Atom)
    }

    /// A row from a fixed column to so many months after this one.
    fn span(&self, row: RowId, from: &str, until: i32) -> Template {
        let (sheet, line) = self.place(row);
        span(&sheet, &line, from, until)
    }

    /// The worksheet of a row as it stands before a reference, and its line.
    fn place(&self, row: RowId) -> (String, String) {
        let place = self.layout.addresses.row(row);
        let sheet = self.worksheet_of(place.worksheet);
        (sheet, (place.line + 1).to_string())
    }

    fn worksheet_of(&self, worksheet: crate::book::WorksheetId) -> String {
        self.layout.tabs.qualified(self.worksheet, worksheet, "")
    }
}

fn span(sheet: &str, line: &str, from: &str, until: i32) -> Template {
    Template::text(format!("{sheet}{from}{line}:"))
        .then(Template::column(until))
        .and(line)
}

fn header_span(row: &str) -> Template {
    let first = column_letters(frame::FIRST_MONTH);
    Template::text(format!("${first}${row}:"))
        .then(Template::column(0))
        .and(&format!("${row}"))
}

fn number_of_month() -> Template {
    Template::column(0).and(&format!("${}", frame::NUMBER + 1))
}
