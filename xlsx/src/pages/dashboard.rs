//! The answer on one printed page: what it comes to, and the charts behind it.

use cittadella_engine::model::{PlanEntity, PlanFigure};
use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::FigureId;
use cittadella_engine::wording::Label;

use super::Page;
use super::chart_data::ChartData;
use super::covenants::Covenants;
use super::draft::{Draft, formatted, in_unit};
use super::live::Live;
use super::series::Drawn;
use super::site::Site;
use super::sources_and_uses::Totals;
use crate::book::{
    Cell, Column, Content, Look, NumberFormat, Page as Pages, Range, Style, Worksheet, WorksheetId,
};

/// How many columns the page has, and how wide they are.
const COLUMNS: u16 = 16;
const WIDTH: f64 = 11.5;
/// Where the table of figures begins.
const RIGHT: u16 = 4;
/// Where the values of the answer stand.
const VALUE: u16 = 3;
/// More letters than this are printed small.
const LETTERS: usize = 44;
/// Where their numbers begin.
const NUMBERS: u16 = 8;
/// The row below the figures, in which charts begin.
const CHARTS: u32 = 15;

/// What the page reads of other pages.
pub(super) struct Found<'a> {
    /// The series by month.
    pub(super) data: &'a ChartData,
    /// The ratios by year.
    pub(super) covenants: &'a Covenants,
    /// What the whole takes and spends.
    pub(super) totals: &'a Totals,
    /// The cells that say of each alert whether it is given.
    pub(super) alerts: Option<Range>,
}

/// Writes the page.
pub(super) fn write(site: &Site<'_>, found: &Found<'_>) -> (WorksheetId, Worksheet) {
    let mut draft = Draft::new(site, Page::Dashboard, &[]);
    draft.sheet.columns.push(Column {
        first: 0,
        last: COLUMNS - 1,
        width: WIDTH,
        level: 0,
    });
    draft.guide(COLUMNS - 1);
    answer(&mut draft, found);
    figures(&mut draft);
    super::charts::write(&mut draft, found, CHARTS);
    for row in 3..CHARTS - 1 {
        draft.height(row, 16.0);
    }
    draft.sheet.printing.page = Pages::One;
    let (id, mut sheet) = draft.finish(COLUMNS - 1);
    let last = CHARTS + 2 * super::charts::TALL;
    sheet.printing.until = Some(Cell::at(last, COLUMNS - 1));
    (id, sheet)
}

/// The answer in a few lines: text and value.
fn answer(draft: &mut Draft<'_>, found: &Found<'_>) {
    let site = draft.site;
    let said = site.say("La risposta, nel caso", "The answer, in the case");
    draft.text(Cell::at(2, 0), said, Look::Heading);
    let case = super::cover::chosen(site, draft.id);
    draft.live(Cell::at(2, VALUE), case, Style::text(Look::Heading));
    let mut row = target(draft, 3);
    let need = missing(draft, found.data.need);
    let text = site.say("Denaro che manca, al massimo", "Money missing, at most");
    let text = format!("{text} ({})", site.plan().currency);
    draft.text(Cell::at(row, 0), text, Look::Body);
    draft.live(
        Cell::at(row, VALUE),
        need,
        in_unit(Look::Headline, Unit::Euro),
    );
    row += 1;
    let whole = formatted(Look::Headline, NumberFormat::Whole);
    if let Some(broken) = broken(draft, found) {
        let text = site.say("Covenant violati su", "Covenants broken of");
        let text = format!("{text} {}", site.plan().answers.covenants.len());
        draft.text(Cell::at(row, 0), text, Look::Body);
        draft.live(Cell::at(row, VALUE), broken, whole);
        row += 1;
    }
    if let Some(given) = given(draft, found) {
        let text = site.say(
            "Segnalazioni di legge e di banca",
            "Alerts of law and lenders",
        );
        draft.text(Cell::at(row, 0), text, Look::Body);
        draft.live(Cell::at(row, VALUE), given, whole);
        row += 1;
    }
    let text = site.say("Controlli di integrità", "Integrity checks");
    draft.text(Cell::at(row, 0), text, Look::Body);
    let status = site.master(draft.id);
    let cell = Cell::at(row, VALUE);
    draft.live(cell, status, Style::text(Look::Status));
    draft.alarm(cell, cell, "OK");
}

/// When the target is reached, beside what was aimed at; returns the row after it.
fn target(draft: &mut Draft<'_>, row: u32) -> u32 {
    let site = draft.site;
    let Some(target) = &site.plan().target else {
        return row;
    };
    let month = |look| formatted(look, NumberFormat::Month);
    draft.text(
        Cell::at(row, 0),
        site.label(&target.entity_label),
        Look::Subtotal,
    );
    let (yes, no) = (
        site.say("si regge da sola dal", "stands on its own from"),
        site.say("non si regge da sola", "does not stand on its own"),
    );
    let flag = site.applies(draft.id, target.reached);
    let reached = site.grid().figure(target.reached).value().is_some();
    let verdict = Live::text(
        format!("IF({flag}=1,\"{yes}\",\"{no}\")"),
        if reached { yes } else { no },
    );
    draft.live(Cell::at(row + 1, 0), verdict, Style::text(Look::Body));
    let value = site.figure_month(draft.id, target.reached);
    draft.live(Cell::at(row + 1, VALUE), value, month(Look::Headline));
    let aim = site.say("obiettivo", "target");
    draft.text(Cell::at(row + 2, 0), aim, Look::Body);
    draft.sheet.put(
        Cell::at(row + 2, VALUE),
        Content::Date(target.by),
        month(Look::Body),
    );
    row + 3
}

/// The greatest uncovered need of all bodies together.
fn missing(draft: &Draft<'_>, need: Drawn) -> Live {
    let site = draft.site;
    let months = site
        .timeline()
        .months()
        .take(site.timeline().shown() as usize);
    let bodies = &site.plan().entities;
    let of_month = |month| -> Decimal {
        let cells = bodies
            .iter()
            .map(|body| site.grid().cell(body.uncovered_need, month));
        cells.sum()
    };
    let most = months.map(of_month).max().unwrap_or_default();
    Live::number(format!("MAX({})", site.block(draft.id, need.values)), most)
}

/// How many covenants are broken.
fn broken(draft: &Draft<'_>, found: &Found<'_>) -> Option<Live> {
    let site = draft.site;
    let range = site.block(draft.id, found.covenants.statuses?);
    let said = site.say("VIOLATO", "BROKEN");
    let covenants = site.plan().answers.covenants.iter();
    let broken =
        covenants.filter(|covenant| site.grid().figure(covenant.first_breach).value().is_some());
    let count = Decimal::from(broken.count());
    Some(Live::number(format!("COUNTIF({range},\"{said}\")"), count))
}

/// How many alerts are given.
fn given(draft: &Draft<'_>, found: &Found<'_>) -> Option<Live> {
    let site = draft.site;
    let range = site.block(draft.id, found.alerts?);
    let said = site.say("SEGNALATO", "ALERT");
    let alerts = site.plan().alerts.iter();
    let holding = alerts.filter(|alert| {
        let cells = site.grid().cells(alert.flag);
        cells.iter().any(|cell| !cell.is_zero())
    });
    let count = Decimal::from(holding.count());
    Some(Live::number(format!("COUNTIF({range},\"{said}\")"), count))
}

/// The figures of each body beside each other, with the months in which they occur.
fn figures(draft: &mut Draft<'_>) {
    let site = draft.site;
    let labels = shown_labels(site);
    draft.text(
        Cell::at(2, RIGHT),
        site.say("Indicatori", "Figures"),
        Look::ColumnHead,
    );
    for column in RIGHT + 1..COLUMNS {
        draft.blank(Cell::at(2, column), Look::ColumnHead);
    }
    let room = (COLUMNS - NUMBERS) / 2;
    for (position, body) in (0..room).zip(site.books()) {
        let column = NUMBERS + 2 * position;
        draft.text(Cell::at(3, column), site.label(&body.label), Look::Subtotal);
    }
    for (row, label) in (4..CHARTS - 1).zip(&labels) {
        let text = site.label(label);
        let look = if text.chars().count() > LETTERS {
            Look::Fine
        } else {
            Look::Body
        };
        draft.text(Cell::at(row, RIGHT), text, look);
        for (position, body) in (0..room).zip(site.books()) {
            let column = NUMBERS + 2 * position;
            if let Some(figure) = of(site, body, label) {
                figure_cells(draft, (row, column), figure);
            }
        }
    }
}

/// The labels of the figures of bodies, in the order in which they first occur.
fn shown_labels(site: &Site<'_>) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for figure in &site.plan().figures {
        let label = site.plan().sheet.figure(figure.figure).label();
        if figure.entity.is_some() && !labels.contains(label) {
            labels.push(label.clone());
        }
    }
    labels
}

fn of<'a>(site: &Site<'a>, body: &PlanEntity, label: &Label) -> Option<&'a PlanFigure> {
    let mut figures = site.plan().figures.iter();
    figures.find(|figure| {
        figure.entity.as_deref() == Some(&body.name)
            && site.plan().sheet.figure(figure.figure).label() == label
    })
}

fn figure_cells(draft: &mut Draft<'_>, (row, column): (u32, u16), of: &PlanFigure) {
    let site = draft.site;
    let unit = site.plan().sheet.figure(of.figure).unit();
    let month = formatted(Look::Fine, NumberFormat::Month);
    let in_month = |draft: &mut Draft<'_>, column, figure: FigureId| {
        let live = site.figure_month(draft.id, figure);
        draft.live(Cell::at(row, column), live, month);
    };
    if unit == Unit::MonthNumber {
        in_month(draft, column, of.figure);
    } else {
        let value = site.figure(draft.id, of.figure);
        // Hundredths are enough to see where a cover stands.
        let style = if unit == Unit::Ratio {
            formatted(Look::Body, NumberFormat::Cents)
        } else {
            in_unit(Look::Body, unit)
        };
        draft.live(Cell::at(row, column), value, style);
    }
    if let Some(figure) = of.month {
        in_month(draft, column + 1, figure);
    }
}
