//! Every formula with the rule it follows, and how many there are of what.
//!
//! A line of the calculation has one formula; it is printed as it stands in the first month.

use std::collections::BTreeSet;

use cittadella_engine::calendar::Month;
use cittadella_engine::quantity::Decimal;
use cittadella_engine::sheet::{Formula, Row, RowId};

use super::Page;
use super::draft::{Draft, formatted};
use super::live::finite;
use super::site::Site;
use crate::book::{Cell, Content, Look, NumberFormat, Style, Worksheet, WorksheetId};

/// The number of a formula's law, of its line, of its text.
const HEADS: u32 = 3;
const LAST: u16 = 7;
/// Worksheet, line, key, label, formula, rule, scenario line, looks ahead.
const WIDTHS: [f64; 8] = [22.0, 7.0, 46.0, 58.0, 70.0, 34.0, 24.0, 8.0];

/// Writes the page.
pub(super) fn write(site: &Site<'_>) -> (WorksheetId, Worksheet) {
    let mut draft = Draft::new(site, Page::FormulaMap, &WIDTHS);
    draft.guide(LAST);
    let row = statistics(&mut draft, HEADS);
    draft.heads(
        row,
        0,
        [
            site.say("Foglio", "Worksheet"),
            site.say("Riga", "Line"),
            site.say("Chiave", "Key"),
            site.say("Voce", "Item"),
            site.say("Formula del primo mese", "Formula of the first month"),
            site.say("Norma o standard", "Law or standard"),
            site.say("Riga dello scenario", "Scenario line"),
            site.say("Avanti", "Ahead"),
        ],
    );
    let mut rows: Vec<(RowId, &Row)> = site.plan().sheet.rows().collect();
    rows.sort_by_key(|(id, _)| {
        let place = site.addresses.row(*id);
        (place.worksheet, place.line)
    });
    for (at, (id, of)) in (row + 1..).zip(rows) {
        line(&mut draft, at, id, of);
    }
    draft.sheet.frozen = Some(Cell::at(row + 1, 0));
    draft.sheet.printing.repeat_rows = Some((0, 1));
    draft.finish(LAST)
}

/// The formula of a row in the first month, as it stands in its cell.
fn text(site: &Site<'_>, row: RowId) -> Option<String> {
    let place = site.addresses.month(row, Month(0));
    let worksheet = site.calculated.get(&place.worksheet)?;
    match &worksheet.cells.get(&place.cell)?.content {
        Content::Formula(text, _) => Some(format!("={text}")),
        Content::Text(_)
        | Content::Number(_)
        | Content::Date(_)
        | Content::Link(..)
        | Content::Blank => None,
    }
}

fn line(draft: &mut Draft<'_>, row: u32, id: RowId, of: &Row) {
    let site = draft.site;
    let place = site.addresses.row(id);
    let fine = Look::Fine;
    draft.text(
        Cell::at(row, 0),
        site.tabs[place.worksheet.0].name.clone(),
        fine,
    );
    let number = finite(Decimal::from(place.line + 1));
    draft.number(
        Cell::at(row, 1),
        number,
        formatted(fine, NumberFormat::Whole),
    );
    draft.text(Cell::at(row, 2), of.key().as_str(), fine);
    draft.text(Cell::at(row, 3), site.label(of.label()), Look::Body);
    draft.text(Cell::at(row, 4), text(site, id).unwrap_or_default(), fine);
    draft.text(
        Cell::at(row, 5),
        of.origin().reference.clone().unwrap_or_default(),
        fine,
    );
    draft.text(
        Cell::at(row, 6),
        of.origin().place.clone().unwrap_or_default(),
        fine,
    );
    if looks_ahead(of.formula()) {
        draft.text(Cell::at(row, 7), site.say("avanti", "ahead"), fine);
    }
}

/// Whether a formula reads months to come.
fn looks_ahead(formula: &Formula) -> bool {
    let mut ahead = false;
    formula.walk(&mut |part| ahead |= matches!(part, Formula::Leading { .. }));
    ahead
}

/// How many there are of what; returns the row after it.
fn statistics(draft: &mut Draft<'_>, mut row: u32) -> u32 {
    let site = draft.site;
    let sheet = &site.plan().sheet;
    draft.heading(
        row,
        site.say("Statistiche del modello", "Statistics of the model"),
        LAST + 1,
    );
    row += 1;
    let formulas = site
        .calculated
        .values()
        .flat_map(|worksheet| worksheet.cells.values());
    let formulas = formulas
        .filter(|part| matches!(part.content, Content::Formula(..)))
        .count();
    let distinct: BTreeSet<RowId> = sheet.rows().map(|(id, _)| id).collect();
    let ahead = sheet
        .rows()
        .filter(|(_, row)| looks_ahead(row.formula()))
        .count();
    for (italian, english, count) in [
        ("Fogli", "Worksheets", site.tabs.len()),
        (
            "Formule nei fogli di calcolo",
            "Formulas on worksheets of the calculation",
            formulas,
        ),
        (
            "Righe, ciascuna con una formula propria",
            "Lines, each with a formula of its own",
            distinct.len(),
        ),
        (
            "di cui guardano a mesi futuri",
            "of which look at months to come",
            ahead,
        ),
        ("Dati", "Inputs", sheet.inputs().len()),
        ("Indicatori", "Figures", sheet.figures().len()),
        (
            "Controlli di integrità sulle righe",
            "Integrity checks on lines",
            site.plan().checks.len(),
        ),
        ("Segnalazioni", "Alerts", site.plan().alerts.len()),
        (
            "Mesi mostrati",
            "Months shown",
            site.timeline().shown() as usize,
        ),
        (
            "Mesi calcolati",
            "Months computed",
            site.timeline().month_count() as usize,
        ),
    ] {
        draft.styled(
            Cell::at(row, 2),
            site.say(italian, english),
            Style::text(Look::Body),
        );
        let whole = formatted(Look::Body, NumberFormat::Whole);
        draft.number(Cell::at(row, 3), finite(Decimal::from(count)), whole);
        row += 1;
    }
    row + 1
}
