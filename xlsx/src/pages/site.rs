//! What every page reads: the export, the places of its rows, the other worksheets.

use std::collections::BTreeMap;

use cittadella_engine::calendar::{Month, Timeline, YearMonth};
use cittadella_engine::evaluate::Grid;
use cittadella_engine::ledger::OverYear;
use cittadella_engine::model::{Plan, PlanEntity};
use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::{FigureId, RowId};
use cittadella_engine::wording::{Label, Language};

use super::live::{Live, serial};
use super::{Page, frame_of_years as years_frame};
use crate::addresses::Addresses;
use crate::book::{Cell, Place, Range, Worksheet, WorksheetId, column_letters};
use crate::export::Export;
use crate::frame;
use crate::setting::WELL;

/// What stands on a tab, for the contents and for references.
#[derive(Debug, Clone)]
pub struct TabInfo {
    /// The text on the tab.
    pub name: String,
    /// The title at its head.
    pub title: Label,
    /// What it is for, in one sentence.
    pub purpose: Label,
    /// The page that it is, unless it belongs to the calculation.
    pub page: Option<Page>,
}

/// What pages read.
#[derive(Debug)]
pub struct Site<'a> {
    /// What is exported.
    pub export: &'a Export<'a>,
    /// Where rows, inputs and figures stand.
    pub addresses: &'a Addresses,
    /// All worksheets in the order of their tabs: the position is the id.
    pub tabs: &'a [TabInfo],
    /// The worksheets of the calculation.
    pub calculated: &'a BTreeMap<WorksheetId, Worksheet>,
    /// The hash of everything that the plan was read from.
    pub hash: &'a str,
}

/// One fiscal year and its months, counted from zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Year {
    /// The calendar year.
    pub(super) year: i32,
    /// Its first month in the plan.
    pub(super) first: Month,
    /// Its last month.
    pub(super) last: Month,
}

impl<'a> Site<'a> {
    /// The plan.
    pub(super) fn plan(&self) -> &'a Plan {
        self.export.plan
    }

    /// The values of the chosen case.
    pub(super) fn grid(&self) -> &'a Grid {
        self.export.shown().1
    }

    /// The language of every text.
    pub(super) fn language(&self) -> Language {
        self.export.language
    }

    /// A text in that language.
    pub(super) fn say(&self, italian: &str, english: &str) -> String {
        self.language().pick(italian, english).to_owned()
    }

    /// A label in that language.
    pub(super) fn label(&self, label: &Label) -> String {
        label.get(self.language()).to_owned()
    }

    /// The months of the plan.
    pub(super) fn timeline(&self) -> &'a Timeline {
        self.plan().sheet.timeline()
    }

    /// The bodies of the plan, and the group where there is one.
    pub(super) fn books(&self) -> Vec<&'a PlanEntity> {
        let plan = self.plan();
        let group = plan.group.iter().map(|group| &group.books);
        plan.entities.iter().chain(group).collect()
    }

    /// The body, or the group, of this name.
    pub(super) fn body(&self, name: &str) -> Option<&'a PlanEntity> {
        self.books().into_iter().find(|body| body.name == name)
    }

    /// What a body is called; its name where it has no books.
    pub(super) fn body_label(&self, name: &str) -> String {
        self.body(name)
            .map_or_else(|| name.to_owned(), |body| self.label(&body.label))
    }

    /// The fiscal years that statements show.
    pub(super) fn years(&self) -> Vec<Year> {
        let timeline = self.timeline();
        let mut years: Vec<Year> = Vec::new();
        for month in timeline.months().take(timeline.shown() as usize) {
            let year = timeline.calendar_month(month).year();
            match years.last_mut() {
                Some(last) if last.year == year => last.last = month,
                _ => years.push(Year {
                    year,
                    first: month,
                    last: month,
                }),
            }
        }
        years
    }

    /// The worksheet of a page, where the workbook has it.
    pub(super) fn id(&self, page: Page) -> Option<WorksheetId> {
        let position = self.tabs.iter().position(|tab| tab.page == Some(page));
        position.map(WorksheetId)
    }

    /// A reference to a place from a formula on worksheet `from`: `$J$12`, `Leases!$J$12`.
    pub(super) fn place(&self, from: WorksheetId, place: Place) -> String {
        self.qualified(from, place.worksheet, &place.cell.anchored())
    }

    /// A reference to a block.
    pub(super) fn block(&self, from: WorksheetId, range: Range) -> String {
        self.qualified(from, range.worksheet, &range.anchored())
    }

    fn qualified(&self, from: WorksheetId, worksheet: WorksheetId, text: &str) -> String {
        if from == worksheet {
            text.to_owned()
        } else {
            let name = &self.tabs[worksheet.0].name;
            format!("{}!{text}", quoted(name))
        }
    }

    /// The line of the months' dates, or numbers, or fiscal years, above a row's computed months.
    pub(super) fn heads(&self, from: WorksheetId, row: RowId, line: u32) -> String {
        let months = self.addresses.computed(row);
        let range = Range {
            first: Cell::at(line, months.first.column),
            last: Cell::at(line, months.last.column),
            ..months
        };
        self.block(from, range)
    }

    /// The computed months of a row as a block.
    pub(super) fn months(&self, from: WorksheetId, row: RowId) -> String {
        self.block(from, self.addresses.computed(row))
    }

    /// The shown months of a row as a block.
    pub(super) fn shown(&self, from: WorksheetId, row: RowId) -> String {
        self.block(from, self.addresses.shown(row))
    }

    /// A row over a year whose head stands in a column of the page: see [`years_frame`].
    ///
    /// Sum: `SUMIFS(row, fiscal years, year)`; closing or opening: `INDEX(row, month number)`, times
    /// the flag that says whether the row has a value there.
    pub(super) fn yearly(
        &self,
        from: WorksheetId,
        (row, over): (RowId, OverYear),
        (column, year): (u16, &Year),
    ) -> Live {
        let letters = column_letters(column);
        let head = |line: u32| format!("{letters}${}", line + 1);
        match over {
            OverYear::Sum => {
                let values = self.months(from, row);
                let years = self.heads(from, row, frame::YEAR);
                let year_head = head(years_frame::YEAR);
                let months = year.first.0..=year.last.0;
                let sum = months
                    .map(|month| self.grid().cell(row, Month(month)))
                    .sum();
                Live::number(format!("SUMIFS({values},{years},{year_head})"), sum)
            }
            OverYear::Last => self.at_month(from, row, &head(years_frame::LAST), year.last),
            OverYear::First => self.at_month(from, row, &head(years_frame::FIRST), year.first),
        }
    }

    /// A row in the month whose number stands in a cell; 0 where the row is absent.
    pub(super) fn at_month(
        &self,
        from: WorksheetId,
        row: RowId,
        number: &str,
        month: Month,
    ) -> Live {
        let value = format!("INDEX({},{number})", self.months(from, row));
        let cell = self.grid().value(row, month).unwrap_or_default();
        match self.plan().sheet.row(row).applies() {
            None => Live::number(value, cell),
            Some(flag) => {
                let flag = format!("INDEX({},{number})", self.months(from, flag));
                Live::number(format!("{value}*{flag}"), cell)
            }
        }
    }

    /// A row in a month, as the link that is copied along the months.
    pub(super) fn along(&self, from: WorksheetId, row: RowId, month: Month) -> Live {
        let of = |row| {
            let Place { worksheet, cell } = self.addresses.month(row, month);
            self.qualified(from, worksheet, &cell.to_string())
        };
        let value = self.grid().value(row, month).unwrap_or_default();
        match self.plan().sheet.row(row).applies() {
            None => Live::number(of(row), value),
            Some(flag) => Live::number(format!("{}*{}", of(row), of(flag)), value),
        }
    }

    /// A row in one month, as a plain link; 0 where the row is absent.
    pub(super) fn in_month(&self, from: WorksheetId, row: RowId, month: Month) -> Live {
        let link = self.place(from, self.addresses.month(row, month));
        let cell = self.grid().value(row, month).unwrap_or_default();
        match self.plan().sheet.row(row).applies() {
            None => Live::number(link, cell),
            Some(flag) => {
                let flag = self.place(from, self.addresses.month(flag, month));
                Live::number(format!("{link}*{flag}"), cell)
            }
        }
    }

    /// The value of a figure: what the cell of the figure shows, which is a text where it is absent.
    pub(super) fn figure(&self, from: WorksheetId, figure: FigureId) -> Live {
        let link = self.place(from, self.addresses.figure(figure));
        match self.grid().figure(figure).value() {
            Some(value) => Live::number(link, value),
            None => Live::text(link, self.absent()),
        }
    }

    /// The month of a figure that is a month number, as a date; a text where it is absent.
    pub(super) fn figure_month(&self, from: WorksheetId, figure: FigureId) -> Live {
        let Place { worksheet, cell } = self.addresses.figure(figure);
        let date = Place {
            worksheet,
            cell: Cell::at(cell.row, cell.column + 2),
        };
        let link = self.place(from, date);
        match self.numbered(figure) {
            Some(month) => Live::number(link, serial(month)),
            None => Live::text(link, self.absent()),
        }
    }

    /// The cell beside a figure that holds 1 where it has a value, and 0 where it has none.
    pub(super) fn applies(&self, from: WorksheetId, figure: FigureId) -> String {
        let Place { worksheet, cell } = self.addresses.figure(figure);
        let flag = Place {
            worksheet,
            cell: Cell::at(cell.row, cell.column + 1),
        };
        self.place(from, flag)
    }

    /// Whether a figure has a value, as a number.
    pub(super) fn figure_applies(&self, from: WorksheetId, figure: FigureId) -> Live {
        let applies = self.grid().figure(figure).value().is_some();
        let value = Decimal::from(u8::from(applies));
        Live::number(self.applies(from, figure), value)
    }

    /// The month that a figure's number means.
    pub(super) fn numbered(&self, figure: FigureId) -> Option<YearMonth> {
        let number = self.grid().figure(figure).value()?;
        let number: i32 = number.trunc().to_string().parse().ok()?;
        Some(self.timeline().month_numbered(number))
    }

    /// What a check reads.
    pub(super) fn status(&self, well: bool) -> String {
        if well {
            WELL.to_owned()
        } else {
            self.say("ERRORE", "ERROR")
        }
    }

    /// A formula that reads as a check does: well where the condition holds.
    pub(super) fn status_if(&self, condition: &str, well: bool) -> Live {
        let wrong = self.status(false);
        let formula = format!("IF({condition},\"{WELL}\",\"{wrong}\")");
        Live::text(formula, self.status(well))
    }

    /// The master check, on any worksheet.
    pub(super) fn master(&self, from: WorksheetId) -> Live {
        let link = self.place(from, self.addresses.master_check);
        Live::text(link, self.status(super::checks::all_hold(self)))
    }

    /// What a cell reads where there is no value.
    pub(super) fn absent(&self) -> &'static str {
        self.language().pick("n.s.", "n.m.")
    }

    /// The cell with the name of the chosen case, above the one with its number.
    pub(super) fn chosen_case(&self) -> Place {
        let Place { worksheet, cell } = self.addresses.selector;
        Place {
            worksheet,
            cell: Cell::at(cell.row.saturating_sub(1), cell.column),
        }
    }

    /// A unit in words.
    pub(super) fn unit(&self, unit: Unit) -> String {
        let language = self.language();
        match unit {
            Unit::Euro => self.plan().currency.clone(),
            Unit::Percent => "%".to_owned(),
            Unit::PercentPerYear => language.pick("% l'anno", "% a year").to_owned(),
            Unit::Ratio => language.pick("numero", "number").to_owned(),
            Unit::Flag => "0/1".to_owned(),
            Unit::MonthNumber => language.pick("mese", "month").to_owned(),
            Unit::Months => language.pick("mesi", "months").to_owned(),
            Unit::Days => language.pick("giorni", "days").to_owned(),
            Unit::Years | Unit::Ordinal => language.pick("anni", "years").to_owned(),
            Unit::Area => "m²".to_owned(),
            Unit::Persons => "FTE".to_owned(),
            Unit::Items => language.pick("unità", "units").to_owned(),
            Unit::Other(dimension) => dimension.to_string(),
        }
    }
}

/// The name of a worksheet as a formula spells it.
pub(super) fn quoted(name: &str) -> String {
    crate::book::quoted_name(name)
}
