//! The series that charts draw, month by month, in the frame of the monthly worksheets.
//!
//! A line is a link, a sum of the lines above it, or what has been added up to date. Charts read all
//! shown months, first to last.

use cittadella_engine::calendar::Month;
use cittadella_engine::model::{ContractName, PlanDebt, PlanGrant, PlanValuation};
use cittadella_engine::quantity::Unit;
use cittadella_engine::wording::Label;

use super::Page;
use super::draft::Draft;
use super::live::Live;
use super::series::{Drawn, Lined, Writer};
use super::site::Site;
use crate::book::{Cell, Column, Page as Pages, Range, Worksheet, WorksheetId};
use crate::frame;

/// The page, and where the series stand.
#[derive(Debug)]
pub(super) struct ChartData {
    /// The page.
    pub(super) page: (WorksheetId, Worksheet),
    /// The dates of the shown months.
    pub(super) months: Range,
    /// Cash of each body, the group last.
    pub(super) cash: Vec<Drawn>,
    /// What is owed, contract by contract.
    pub(super) debts: Vec<Drawn>,
    /// Square metres let.
    pub(super) let_area: Option<Drawn>,
    /// Of each valued property: value, debt of the owner, debt over value.
    pub(super) values: Vec<[Drawn; 3]>,
    /// Capital grants to date: recognised, claimed or advanced, received.
    pub(super) grants: Option<[Drawn; 3]>,
    /// Money that nobody has promised.
    pub(super) need: Drawn,
}

/// Writes the page.
pub(super) fn write(site: &Site<'_>) -> ChartData {
    let mut draft = Draft::new(site, Page::ChartData, &[28.0, 46.0, 8.0]);
    draft.guide(frame::UNIT);
    let months: Vec<Month> = site
        .timeline()
        .months()
        .take(site.timeline().shown() as usize)
        .collect();
    let last = frame::last_shown(site.timeline());
    let column = |first, last, width| Column {
        first,
        last,
        width,
        level: 0,
    };
    draft
        .sheet
        .columns
        .push(column(frame::CONSTANTS[0], frame::TOTAL, 2.0));
    draft.sheet.columns.push(column(frame::OPENING, last, 11.0));
    let mut w = Writer {
        draft,
        row: frame::FIRST_LINE,
        months,
    };
    w.heads();
    let cash = w.cash();
    let need = w.need();
    let debts = w.debts();
    let let_area = w.let_area();
    let values = w.values(&debts);
    let grants = w.grants();
    w.draft.sheet.printing.page = Pages::Columns(50, breaks(site));
    w.draft.sheet.printing.repeat_rows = Some((frame::TITLE, frame::HEADS));
    w.draft.sheet.printing.repeat_columns = Some((frame::KEY, frame::UNIT));
    w.draft.sheet.frozen = Some(Cell::at(frame::FIRST_LINE, frame::OPENING));
    let months = Range {
        worksheet: w.draft.id,
        first: Cell::at(frame::MONTH, frame::FIRST_MONTH),
        last: Cell::at(frame::MONTH, last),
    };
    ChartData {
        page: w.draft.finish(last),
        months,
        cash,
        debts: debts.into_iter().map(|(_, lined)| lined.drawn).collect(),
        let_area,
        values,
        grants,
        need,
    }
}

/// A new page before each January.
fn breaks(site: &Site<'_>) -> Vec<u16> {
    let years = site.years();
    years
        .iter()
        .skip(1)
        .map(|year| frame::column(year.first))
        .collect()
}

impl Writer<'_> {
    fn cash(&mut self) -> Vec<Drawn> {
        self.heading("Cassa a fine mese", "Cash at the month's end");
        let site = self.draft.site;
        let bodies = site.books();
        let lines = bodies.into_iter().map(|body| {
            let label = site.label(&body.label);
            self.link(label, body.closing_cash).drawn
        });
        lines.collect()
    }

    fn need(&mut self) -> Drawn {
        self.heading("Fabbisogno scoperto", "Uncovered need");
        let site = self.draft.site;
        let mut lines = Vec::new();
        for body in &site.plan().entities {
            let label = site.label(&body.label);
            lines.push(self.link(label, body.uncovered_need));
        }
        let label = site.say("Fabbisogno scoperto di tutti", "Uncovered need of all");
        self.sum(("", label, Unit::Euro), &lines, false).drawn
    }

    fn debts(&mut self) -> Vec<(String, Lined)> {
        let site = self.draft.site;
        let debts = &site.plan().contracts.debts;
        if debts.is_empty() {
            return Vec::new();
        }
        self.heading("Debiti a fine mese", "Debts at the month's end");
        // Owner by owner, so that what one owes stands in one block.
        let mut sorted: Vec<&PlanDebt> = debts.iter().collect();
        let place = |debt: &PlanDebt| {
            let bodies = &site.plan().entities;
            bodies.iter().position(|body| body.name == debt.name.entity)
        };
        sorted.sort_by_key(|debt| place(debt));
        let lines = sorted.into_iter().map(|debt| {
            let label = site.label(&debt.name.label);
            (debt.name.entity.clone(), self.link(label, debt.closing))
        });
        lines.collect()
    }

    fn let_area(&mut self) -> Option<Drawn> {
        let site = self.draft.site;
        let lettings = &site.plan().contracts.lettings;
        if lettings.is_empty() {
            return None;
        }
        self.heading("Superficie locata", "Area let");
        let lines: Vec<Lined> = lettings
            .iter()
            .map(|letting| {
                let label = site.label(&letting.name.label);
                self.link(label, letting.area)
            })
            .collect();
        let label = site.say("Superficie locata", "Area let");
        Some(self.sum(("", label, Unit::Area), &lines, false).drawn)
    }

    fn values(&mut self, debts: &[(String, Lined)]) -> Vec<[Drawn; 3]> {
        let site = self.draft.site;
        let valuations = &site.plan().answers.valuations;
        if valuations.is_empty() {
            return Vec::new();
        }
        self.heading("Valori degli immobili", "Values of property");
        let values = valuations.iter();
        values
            .map(|valuation| self.value(valuation, debts))
            .collect()
    }

    fn value(&mut self, of: &PlanValuation, debts: &[(String, Lined)]) -> [Drawn; 3] {
        let site = self.draft.site;
        let value = self.link(site.label(&of.label), of.value);
        let owed: Vec<&Lined> = debts
            .iter()
            .filter(|(entity, _)| *entity == of.entity)
            .map(|(_, lined)| lined)
            .collect();
        let rows = owed.first().zip(owed.last());
        let rows = rows.map(|(first, last)| (first.drawn.row, last.drawn.row));
        let label = site.say("Debiti del proprietario", "Debts of the owner");
        let debt = self.line(("", label, Unit::Euro), None, |_, month, _| {
            let column = frame::column(month);
            let total = owed.iter().map(|lined| lined.values[month.index()]).sum();
            let text = rows.map_or_else(
                || "0".to_owned(),
                |(first, last)| {
                    format!(
                        "SUM({}:{})",
                        Cell::at(first, column),
                        Cell::at(last, column)
                    )
                },
            );
            Live::number(text, total)
        });
        let (above, below) = (value.drawn.row, debt.drawn.row);
        let label = site.say("Debiti su valore", "Debts over value");
        let share = self.line(("", label, Unit::Percent), None, |_, month, _| {
            let column = frame::column(month);
            let (v, d) = (value.values[month.index()], debt.values[month.index()]);
            let (of, over) = (Cell::at(below, column), Cell::at(above, column));
            Live::number(
                format!("IF({over}=0,0,{of}/{over})"),
                d.checked_div(v).unwrap_or_default(),
            )
        });
        [value.drawn, debt.drawn, share.drawn]
    }

    fn grants(&mut self) -> Option<[Drawn; 3]> {
        let site = self.draft.site;
        let grants = site.plan().contracts.grants.iter();
        let capital: Vec<&PlanGrant> = grants.filter(|grant| grant.capital).collect();
        if capital.is_empty() {
            return None;
        }
        self.heading("Contributi agli investimenti", "Grants for investments");
        let name = |name: &ContractName, italian: &str, english: &str| {
            site.label(&name.label.with_detail(&Label::new(italian, english)))
        };
        let mut recognised = Vec::new();
        for grant in &capital {
            let label = name(&grant.name, "maturato", "earned");
            recognised.push(self.link(label, grant.recognised));
        }
        let label = site.say(
            "Maturato sulla spesa, a oggi",
            "Earned by spending, to date",
        );
        let earned = self.sum(("", label, Unit::Euro), &recognised, true);
        let mut claims = Vec::new();
        for grant in &capital {
            for claimed in grant.claimed.iter() {
                let label = name(&grant.name, "richiesto", "claimed");
                claims.push(self.link(label, *claimed));
            }
            // What comes before any claim, and what is paid on dates, is asked for as it is paid.
            let apart = if grant.claimed.is_some() {
                &grant.received[..grant.received.len().saturating_sub(1)]
            } else {
                &grant.received[..]
            };
            for advance in apart {
                let label = name(&grant.name, "anticipo", "advance");
                claims.push(self.link(label, *advance));
            }
        }
        let label = site.say("Richiesto, a oggi", "Claimed, to date");
        let claimed = self.sum(("", label, Unit::Euro), &claims, true);
        let mut receipts = Vec::new();
        for grant in &capital {
            for received in &grant.received {
                let label = name(&grant.name, "incassato", "received");
                receipts.push(self.link(label, *received));
            }
        }
        let label = site.say("Incassato, a oggi", "Received, to date");
        let received = self.sum(("", label, Unit::Euro), &receipts, true);
        Some([earned.drawn, claimed.drawn, received.drawn])
    }
}
