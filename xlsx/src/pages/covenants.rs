//! What lenders and owners look for: ratios by year, what was promised, values, returns.

use cittadella_engine::calendar::Month;
use cittadella_engine::model::{PlanCovenant, PlanFigure, PlanReturn, ReturnOf};
use cittadella_engine::quantity::Unit;

use super::Page;
use super::draft::{Draft, formatted, in_unit};
use super::frame_of_years::{FIRST_LINE, FIRST_YEAR};
use super::live::{Live, Spot};
use super::ratios::{self, Rows};
use super::site::Site;
use crate::book::{Cell, Column, Look, NumberFormat, Place, Range, Style, Worksheet, WorksheetId};

/// The page, and what the dashboard draws of it.
#[derive(Debug)]
pub(super) struct Covenants {
    /// The page.
    pub(super) page: (WorksheetId, Worksheet),
    /// Where the cover ratios of the years stand.
    pub(super) covers: Vec<ratios::Drawn>,
    /// The threshold of the first covenant on a cover ratio, year by year: its name, its years.
    pub(super) threshold: Option<(Place, Range)>,
    /// The cells that say of each covenant whether it is kept.
    pub(super) statuses: Option<Range>,
}

/// Writes the page.
pub(super) fn write(site: &Site<'_>) -> Covenants {
    let mut draft = Draft::new(site, Page::Covenants, &[22.0, 50.0, 11.0]);
    let years = u16::try_from(site.years().len()).unwrap_or_default();
    let last = (FIRST_YEAR + years).max(FIRST_YEAR + 6);
    draft.sheet.columns.push(Column {
        first: FIRST_YEAR,
        last,
        width: 13.0,
        level: 0,
    });
    draft.guide(last);
    draft.year_heads();
    let Rows {
        after,
        covers,
        threshold,
    } = ratios::write(&mut draft, FIRST_LINE);
    let (mut row, statuses) = promises(&mut draft, after + 1, last + 1);
    row = ratios::values(&mut draft, row + 1, last + 1);
    row = returns(&mut draft, row + 1, last + 1);
    maturities(&mut draft, row + 1, last + 1);
    Covenants {
        page: draft.finish(last),
        covers,
        threshold,
        statuses,
    }
}

/// The covenants; returns the row after them, and where their statuses stand.
fn promises(draft: &mut Draft<'_>, row: u32, width: u16) -> (u32, Option<Range>) {
    let site = draft.site;
    let said = site.say(
        "Covenant: verificati alle date del contratto, in tutti i mesi calcolati",
        "Covenants: tested on the dates of the contract, over all computed months",
    );
    draft.heading(row, said, width);
    let covenants = &site.plan().answers.covenants;
    if covenants.is_empty() {
        let none = site.say("Lo scenario non ne dichiara.", "The scenario states none.");
        draft.text(Cell::at(row + 1, 1), none, Look::Body);
        return (row + 2, None);
    }
    draft.heads(
        row + 1,
        0,
        [
            site.say("Chi si è impegnato", "Who promised"),
            site.say("Contratto e indice", "Contract and ratio"),
            site.say("Senso", "Sense"),
        ],
    );
    draft.number_heads(
        row + 1,
        3,
        [
            site.say("Soglia", "Threshold"),
            site.say("Peggiore", "Worst"),
            site.say("nel mese", "in the month"),
            site.say("Margine EUR", "Headroom EUR"),
            site.say("in quota", "as a share"),
            site.say("Violato dal", "Broken from"),
        ],
    );
    draft.heads(row + 1, 9, [site.say("Stato", "Status")]);
    let mut at = row + 2;
    for covenant in covenants {
        promise(draft, at, covenant);
        at += 1;
    }
    let said = site.say(
        "Il margine è di quanto possono ancora calare flusso, valore o EBITDA prima della soglia; negativo dove è passata.",
        "The headroom is what cash flow, value or EBITDA may still fall by before the threshold; negative where it is passed.",
    );
    draft.text(Cell::at(at, 1), said, Look::Fine);
    let statuses = Range {
        worksheet: draft.id,
        first: Cell::at(row + 2, 9),
        last: Cell::at(at - 1, 9),
    };
    (at + 1, Some(statuses))
}

fn promise(draft: &mut Draft<'_>, row: u32, covenant: &PlanCovenant) {
    let site = draft.site;
    let id = draft.id;
    let sheet = &site.plan().sheet;
    draft.text(
        Cell::at(row, 0),
        site.body_label(&covenant.entity),
        Look::Body,
    );
    let name = covenant.contract_label.with_detail(&covenant.label);
    draft.text(Cell::at(row, 1), site.label(&name), Look::Body);
    let sense = if covenant.kind.is_floor() {
        site.say("almeno", "at least")
    } else {
        site.say("al più", "at most")
    };
    draft.text(Cell::at(row, 2), sense, Look::Body);
    let unit = sheet.row(covenant.threshold).unit();
    let last = site.timeline().months().next_back().unwrap_or(Month(0));
    let threshold = site.in_month(id, covenant.threshold, last);
    draft.live(Cell::at(row, 3), threshold, in_unit(Look::Body, unit));
    figure_and_month(draft, (row, 4), &covenant.worst, unit);
    let margin = site.figure(id, covenant.least_margin.figure);
    draft.live(Cell::at(row, 6), margin, in_unit(Look::Body, Unit::Euro));
    let share = site.figure(id, covenant.least_margin_share);
    draft.live(Cell::at(row, 7), share, in_unit(Look::Body, Unit::Percent));
    let month = formatted(Look::Body, NumberFormat::Month);
    draft.live(
        Cell::at(row, 8),
        site.figure_month(id, covenant.first_breach),
        month,
    );
    let flag = site.applies(id, covenant.first_breach);
    let broken = site.grid().figure(covenant.first_breach).value().is_some();
    let (kept, passed) = (
        site.say("rispettato", "kept"),
        site.say("VIOLATO", "BROKEN"),
    );
    let status = Live::text(
        format!("IF({flag}=1,\"{passed}\",\"{kept}\")"),
        if broken { passed } else { kept },
    );
    draft.live(Cell::at(row, 9), status, Style::text(Look::Status));
}

/// A figure and the month in which it occurs.
fn figure_and_month(draft: &mut Draft<'_>, (row, column): (u32, u16), of: &PlanFigure, unit: Unit) {
    let site = draft.site;
    let value = site.figure(draft.id, of.figure);
    draft.live(Cell::at(row, column), value, in_unit(Look::Body, unit));
    if let Some(month) = of.month {
        let live = site.figure_month(draft.id, month);
        let style = formatted(Look::Body, NumberFormat::Month);
        draft.live(Cell::at(row, column + 1), live, style);
    }
}

/// Who gets which return; returns the row after them.
fn returns(draft: &mut Draft<'_>, row: u32, width: u16) -> u32 {
    let site = draft.site;
    let returns = &site.plan().answers.returns;
    if returns.is_empty() {
        return row;
    }
    let said = site.say(
        "Rendimenti annui, con una vendita alla fine dei mesi mostrati",
        "Returns a year, with a sale at the end of the months shown",
    );
    draft.heading(row, said, width);
    draft.heads(
        row + 1,
        0,
        [
            site.say("Ente", "Body"),
            site.say("Di chi", "Whose"),
            String::new(),
        ],
    );
    draft.number_heads(
        row + 1,
        3,
        [
            site.say("Chiesto", "Asked"),
            site.say("Ottenuto", "Obtained"),
            site.say("VAN", "NPV"),
        ],
    );
    draft.heads(row + 1, 6, [site.say("Raggiunto", "Reached")]);
    let mut at = row + 2;
    for of in returns {
        one_return(draft, at, of);
        at += 1;
    }
    at
}

fn one_return(draft: &mut Draft<'_>, row: u32, of: &PlanReturn) {
    let site = draft.site;
    let id = draft.id;
    draft.text(Cell::at(row, 0), site.body_label(&of.entity), Look::Body);
    let deep = u8::from(of.of == ReturnOf::Holder);
    let style = Style::text(Look::Body).indented(deep);
    draft.styled(Cell::at(row, 1), site.label(&of.label), style);
    let rate = in_unit(Look::Body, Unit::PercentPerYear);
    let obtained = draft.live(Cell::at(row, 4), site.figure(id, of.obtained), rate);
    if let Some(value) = of.present_value {
        draft.live(
            Cell::at(row, 5),
            site.figure(id, value),
            in_unit(Look::Body, Unit::Euro),
        );
    }
    if let Some(asked) = of.asked {
        let asked = draft.live(Cell::at(row, 3), site.figure(id, asked), rate);
        let status = reached(site, of, asked, obtained);
        draft.live(Cell::at(row, 6), status, Style::text(Look::Status));
    }
}

/// A text counts as not reached: a flow that never pays back has no return.
fn reached(site: &Site<'_>, of: &PlanReturn, asked: Spot, obtained: Spot) -> Live {
    let (yes, no) = (site.say("sì", "yes"), site.say("no", "no"));
    Live::text(
        format!(
            "IF((ROUND(SUM({0})-SUM({1}),6)>=0)*COUNT({0})*COUNT({1})=1,\"{yes}\",\"{no}\")",
            obtained.cell, asked.cell
        ),
        if of.is_met(site.grid()) == Some(true) {
            yes
        } else {
            no
        },
    )
}

/// What has to be repaid after everything that is computed.
fn maturities(draft: &mut Draft<'_>, row: u32, width: u16) {
    let site = draft.site;
    let maturities = &site.plan().answers.maturities;
    if maturities.is_empty() {
        return;
    }
    let said = site.say(
        "Debiti che scadono dopo i mesi calcolati: il piano non mostra con quale denaro",
        "Debts that mature after the computed months: with which money, the plan does not show",
    );
    draft.heading(row, said, width);
    let last = site.timeline().months().next_back().unwrap_or(Month(0));
    for (at, of) in (row + 1..).zip(maturities) {
        draft.text(Cell::at(at, 0), site.body_label(&of.entity), Look::Body);
        draft.text(Cell::at(at, 1), site.label(&of.label), Look::Body);
        let live = site.in_month(draft.id, of.closing, last);
        draft.live(Cell::at(at, 3), live, in_unit(Look::Body, Unit::Euro));
        draft.sheet.put(
            Cell::at(at, 4),
            crate::book::Content::Date(of.month),
            formatted(Look::Body, NumberFormat::Month),
        );
    }
}
