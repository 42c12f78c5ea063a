//! Lines of series, month by month, in the frame of the monthly worksheets.

use cittadella_engine::calendar::Month;
use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::RowId;

use super::draft::{Draft, formatted, in_unit};
use super::live::{Live, Spot};
use crate::book::{Cell, Content, Look, NumberFormat, Place, Range};
use crate::frame;

/// A series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    /// The cell with its name.
    pub(super) label: Place,
    /// Its months.
    pub(super) values: Range,
    /// Its row.
    pub(super) row: u32,
}

/// A line with the value of each shown month, for the lines that read it.
pub(super) struct Lined {
    /// Where it stands.
    pub(super) drawn: Drawn,
    /// Its values.
    pub(super) values: Vec<Decimal>,
}

/// Writes lines below each other.
pub(super) struct Writer<'a> {
    /// The page.
    pub(super) draft: Draft<'a>,
    /// The row of the next line.
    pub(super) row: u32,
    /// The shown months.
    pub(super) months: Vec<Month>,
}

impl Writer<'_> {
    /// The heads of the months.
    pub(super) fn heads(&mut self) {
        let site = self.draft.site;
        let timeline = site.timeline();
        for month in self.months.clone() {
            let column = frame::column(month);
            let calendar = timeline.calendar_month(month);
            self.draft.sheet.put(
                Cell::at(frame::MONTH, column),
                Content::Date(calendar),
                formatted(Look::ColumnHead, NumberFormat::Month),
            );
            let whole = formatted(Look::Fine, NumberFormat::Whole);
            let number = f64::from(month.0 + 1);
            self.draft
                .number(Cell::at(frame::NUMBER, column), number, whole);
            let january = f64::from(u8::from(calendar.month_of_year() == 1));
            self.draft
                .number(Cell::at(frame::JANUARY, column), january, whole);
            let year = f64::from(calendar.year());
            self.draft
                .number(Cell::at(frame::YEAR, column), year, whole);
        }
        for (row, italian, english) in [
            (frame::MONTH, "Mese", "Month"),
            (frame::NUMBER, "Numero del mese", "Month number"),
            (frame::JANUARY, "Gennaio", "January"),
            (frame::YEAR, "Esercizio", "Fiscal year"),
        ] {
            let text = site.say(italian, english);
            self.draft
                .text(Cell::at(row, frame::LABEL), text, Look::Fine);
        }
        self.draft.heads(
            frame::HEADS,
            0,
            [
                site.say("Chiave", "Key"),
                site.say("Serie", "Series"),
                site.say("Unità", "Unit"),
            ],
        );
    }

    /// A heading over lines.
    pub(super) fn heading(&mut self, italian: &str, english: &str) {
        let text = self.draft.site.say(italian, english);
        self.draft.heading(self.row, text, frame::UNIT + 1);
        self.row += 1;
    }

    /// A line with one formula a month.
    pub(super) fn line(
        &mut self,
        (key, label, unit): (&str, String, Unit),
        opening: Option<f64>,
        live: impl Fn(&Draft<'_>, Month, Option<Spot>) -> Live,
    ) -> Lined {
        let row = self.row;
        self.row += 1;
        let site = self.draft.site;
        self.draft.text(Cell::at(row, frame::KEY), key, Look::Fine);
        self.draft
            .text(Cell::at(row, frame::LABEL), label, Look::Body);
        self.draft
            .text(Cell::at(row, frame::UNIT), site.unit(unit), Look::Fine);
        let style = in_unit(Look::Body, unit);
        let mut before = None;
        if let Some(opening) = opening {
            let cell = Cell::at(row, frame::OPENING);
            self.draft.number(cell, opening, style);
            before = Some(Spot {
                cell,
                amount: Decimal::ZERO,
            });
        }
        let mut values = Vec::new();
        for month in self.months.clone() {
            let live = live(&self.draft, month, before);
            let spot = self.draft.live(frame::cell(row, month), live, style);
            values.push(spot.amount);
            before = Some(spot);
        }
        let worksheet = self.draft.id;
        let last = self.months.last().copied().unwrap_or(Month(0));
        let drawn = Drawn {
            label: Place {
                worksheet,
                cell: Cell::at(row, frame::LABEL),
            },
            values: Range {
                worksheet,
                first: frame::cell(row, Month(0)),
                last: frame::cell(row, last),
            },
            row,
        };
        Lined { drawn, values }
    }

    /// A link to a row.
    pub(super) fn link(&mut self, label: String, of: RowId) -> Lined {
        let site = self.draft.site;
        let row = site.plan().sheet.row(of);
        let head = (row.key().as_str(), label, row.unit());
        self.line(head, None, |draft, month, _| {
            site.along(draft.id, of, month)
        })
    }

    /// The sum of lines that stand below each other, of the month or to date.
    pub(super) fn sum(&mut self, head: (&str, String, Unit), of: &[Lined], to_date: bool) -> Lined {
        let rows = match (of.first(), of.last()) {
            (Some(first), Some(last)) => Some((first.drawn.row, last.drawn.row)),
            _ => None,
        };
        let opening = to_date.then_some(0.0);
        self.line(head, opening, |_, month, before| {
            let column = frame::column(month);
            let mut total: Decimal = of.iter().map(|lined| lined.values[month.index()]).sum();
            let mut text = rows.map_or_else(
                || "0".to_owned(),
                |(first, last)| {
                    format!(
                        "SUM({}:{})",
                        Cell::at(first, column),
                        Cell::at(last, column)
                    )
                },
            );
            if let (true, Some(before)) = (to_date, before) {
                total += before.amount;
                text = format!("{}+{text}", before.cell);
            }
            Live::number(text, total)
        })
    }
}
