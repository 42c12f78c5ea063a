//! The cases beside each other: the chosen case live, the others as they were at the export.
//!
//! What is stored tells by a checksum of all stated inputs whether it still belongs to the inputs of
//! the file: where they have been changed since, it reads "stale".

use std::collections::BTreeMap;

use cittadella_engine::evaluate::Grid;
use cittadella_engine::ledger::OverYear;
use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::{FigureId, InputId, RowId};

use super::Page;
use super::draft::{Draft, formatted, in_unit};
use super::live::{Live, Spot, finite, serial};
use super::site::Site;
use crate::book::{
    Cell, Column, Look, NumberFormat, Page as Pages, Place, Range, Style, Worksheet, WorksheetId,
};
use crate::frame;

/// The columns: whose, what, unit, then the chosen case and the others.
const WHO: u16 = 0;
const WHAT: u16 = 1;
const UNIT: u16 = 2;
const LIVE: u16 = 3;
const HEADS: u32 = 3;
/// How many cases stand on one printed page.
const ON_A_PAGE: u16 = 5;

/// Writes the page.
pub(super) fn write(site: &Site<'_>) -> (WorksheetId, Worksheet) {
    let mut draft = Draft::new(site, Page::CasesCompared, &[22.0, 66.0, 9.0]);
    let compared = u16::try_from(site.export.compared.len()).unwrap_or_default();
    let last = LIVE + compared;
    draft.sheet.columns.push(Column {
        first: LIVE,
        last,
        width: 16.0,
        level: 0,
    });
    draft.guide(LIVE);
    heads(&mut draft);
    let mut row = HEADS + 2;
    row = target(&mut draft, row);
    row = figures(&mut draft, row);
    row = promises(&mut draft, row);
    row = results(&mut draft, row);
    checksum(&mut draft, row + 1);
    draft.sheet.frozen = Some(Cell::at(HEADS + 2, LIVE + 1));
    let cuts = (1..).map(|page| LIVE + 1 + page * ON_A_PAGE);
    draft.sheet.printing.page = Pages::Columns(60, cuts.take_while(|cut| *cut <= last).collect());
    draft.sheet.printing.repeat_rows = Some((0, HEADS + 1));
    draft.sheet.printing.repeat_columns = Some((WHO, LIVE));
    draft.finish(last)
}

fn heads(draft: &mut Draft<'_>) {
    let site = draft.site;
    draft.heads(
        HEADS,
        0,
        [
            site.say("Di chi", "Whose"),
            site.say("Che cosa", "What"),
            site.say("Unità", "Unit"),
        ],
    );
    let case = super::cover::chosen(site, draft.id);
    let head = formatted(Look::ColumnHead, NumberFormat::Whole);
    draft.live(Cell::at(HEADS, LIVE), case, head);
    let live = site.say("vivo", "live");
    let fine = formatted(Look::Fine, NumberFormat::Whole);
    draft.styled(Cell::at(HEADS + 1, LIVE), live, fine);
    let stored = site.say("valori all'esportazione", "values at the export");
    for (column, compared) in (LIVE + 1..).zip(&site.export.compared) {
        draft.number_heads(HEADS, column, [site.label(&compared.label)]);
        let fine = formatted(Look::Fine, NumberFormat::Whole);
        draft.styled(Cell::at(HEADS + 1, column), stored.clone(), fine);
    }
    draft.height(HEADS, 40.0);
}

fn words(draft: &mut Draft<'_>, row: u32, who: String, what: String, unit: Unit) {
    draft.text(Cell::at(row, WHO), who, Look::Body);
    draft.text(Cell::at(row, WHAT), what, Look::Body);
    let unit = draft.site.unit(unit);
    draft.text(Cell::at(row, UNIT), unit, Look::Fine);
}

/// A value of another case, or why there is none.
fn stored(draft: &mut Draft<'_>, cell: Cell, value: Option<Decimal>, format: NumberFormat) {
    match value {
        Some(value) => draft.number(cell, finite(value), formatted(Look::Fixed, format)),
        None => {
            let absent = draft.site.absent();
            draft.styled(cell, absent, formatted(Look::Fixed, format));
        }
    }
}

/// A figure in every case.
fn figure(draft: &mut Draft<'_>, row: u32, figure: FigureId, unit: Unit) {
    let site = draft.site;
    let is_month = unit == Unit::MonthNumber;
    let (live, format) = if is_month {
        (site.figure_month(draft.id, figure), NumberFormat::Month)
    } else {
        (site.figure(draft.id, figure), NumberFormat::Unit(unit))
    };
    draft.live(Cell::at(row, LIVE), live, formatted(Look::Body, format));
    for (column, compared) in (LIVE + 1..).zip(&site.export.compared) {
        let value = compared.grid.figure(figure).value();
        let value = if is_month {
            value.and_then(|number| month(site, number))
        } else {
            value
        };
        stored(draft, Cell::at(row, column), value, format);
    }
}

fn month(site: &Site<'_>, number: Decimal) -> Option<Decimal> {
    let number: i32 = number.trunc().to_string().parse().ok()?;
    Some(serial(site.timeline().month_numbered(number)))
}

fn target(draft: &mut Draft<'_>, row: u32) -> u32 {
    let site = draft.site;
    let Some(target) = &site.plan().target else {
        return row;
    };
    let who = site.label(&target.entity_label);
    let what = site.say("Si regge da sola dal mese", "Stands on its own from");
    words(draft, row, who.clone(), what, Unit::MonthNumber);
    figure(draft, row, target.reached, Unit::MonthNumber);
    let what = site.say("Mesi di ritardo sull'obiettivo", "Months late");
    words(draft, row + 1, who, what, Unit::Months);
    figure(draft, row + 1, target.months_late, Unit::Months);
    row + 2
}

fn figures(draft: &mut Draft<'_>, mut row: u32) -> u32 {
    let site = draft.site;
    for of in &site.plan().figures {
        let stated = site.plan().sheet.figure(of.figure);
        let who = of
            .entity
            .as_deref()
            .map_or_else(String::new, |entity| site.body_label(entity));
        words(draft, row, who, site.label(stated.label()), stated.unit());
        figure(draft, row, of.figure, stated.unit());
        row += 1;
    }
    row
}

fn promises(draft: &mut Draft<'_>, mut row: u32) -> u32 {
    let site = draft.site;
    for covenant in &site.plan().answers.covenants {
        let name = site.label(&covenant.contract_label.with_detail(&covenant.label));
        let who = site.body_label(&covenant.entity);
        let worst = site.say("peggiore", "worst");
        let unit = site.plan().sheet.row(covenant.level).unit();
        words(draft, row, who.clone(), format!("{name}: {worst}"), unit);
        figure(draft, row, covenant.worst.figure, unit);
        let from = site.say("violato dal", "broken from");
        words(
            draft,
            row + 1,
            who,
            format!("{name}: {from}"),
            Unit::MonthNumber,
        );
        figure(draft, row + 1, covenant.first_breach, Unit::MonthNumber);
        row += 2;
    }
    row
}

/// Results and cash of the last shown year.
fn results(draft: &mut Draft<'_>, mut row: u32) -> u32 {
    let site = draft.site;
    let Some(year) = site.years().pop() else {
        return row;
    };
    for body in site.books() {
        for (italian, english, of, over) in [
            ("Ricavi", "Revenue", body.revenue, OverYear::Sum),
            (
                "Risultato netto",
                "Net result",
                body.net_result,
                OverYear::Sum,
            ),
            (
                "Cassa finale",
                "Closing cash",
                body.closing_cash,
                OverYear::Last,
            ),
            (
                "Fabbisogno scoperto",
                "Uncovered need",
                body.uncovered_need,
                OverYear::Last,
            ),
        ] {
            let what = format!("{} {}", site.say(italian, english), year.year);
            words(draft, row, site.label(&body.label), what, Unit::Euro);
            let value = |grid: &Grid| in_year(grid, of, over, &year);
            let first = site.place(draft.id, site.addresses.month(of, year.first));
            let text = match over {
                OverYear::Sum => {
                    let last = site.addresses.month(of, year.last).cell.anchored();
                    format!("SUM({first}:{last})")
                }
                OverYear::Last => site.place(draft.id, site.addresses.month(of, year.last)),
                OverYear::First => first,
            };
            let live = Live::number(text, value(site.grid()));
            draft.live(Cell::at(row, LIVE), live, in_unit(Look::Body, Unit::Euro));
            for (column, compared) in (LIVE + 1..).zip(&site.export.compared) {
                let euro = NumberFormat::Unit(Unit::Euro);
                stored(
                    draft,
                    Cell::at(row, column),
                    Some(value(compared.grid)),
                    euro,
                );
            }
            row += 1;
        }
    }
    row
}

fn in_year(grid: &Grid, row: RowId, over: OverYear, year: &super::site::Year) -> Decimal {
    match over {
        OverYear::Sum => (year.first.0..=year.last.0)
            .map(|month| grid.cell(row, cittadella_engine::calendar::Month(month)))
            .sum(),
        OverYear::Last => grid.cell(row, year.last),
        OverYear::First => grid.cell(row, year.first),
    }
}

/// Whether the stored values still belong to the stated inputs.
fn checksum(draft: &mut Draft<'_>, row: u32) {
    let site = draft.site;
    let said = site.say(
        "I valori all'esportazione appartengono ai dati di questo file?",
        "Do the values at the export belong to the inputs of this file?",
    );
    draft.heading(row, said, LIVE + 1);
    draft.heads(
        row + 1,
        0,
        [
            site.say("Foglio", "Worksheet"),
            site.say("Somma dei dati dichiarati", "Sum of the stated inputs"),
            String::new(),
            site.say("Oggi", "Now"),
            site.say("All'esportazione", "At the export"),
        ],
    );
    let mut at = row + 2;
    let mut differences: Vec<Spot> = Vec::new();
    for (column, sums) in columns(site) {
        draft.text(
            Cell::at(at, WHO),
            site.tabs[column.worksheet.0].name.clone(),
            Look::Body,
        );
        let now = Live::number(format!("SUM({})", site.block(draft.id, column)), sums.0);
        let style = in_unit(Look::Body, Unit::Ratio);
        let now = draft.live(Cell::at(at, LIVE), now, style);
        let then = Cell::at(at, LIVE + 1);
        draft.number(then, finite(sums.1), in_unit(Look::Fixed, Unit::Ratio));
        // Binary sums of numbers in the millions are right to some eight decimals.
        let live = Live::number(
            format!("ROUND({}-{then},6)", now.cell),
            (sums.0 - sums.1).round_dp(6),
        );
        differences.push(draft.live(Cell::at(at, LIVE + 2), live, style));
        at += 1;
    }
    judge(draft, at, &differences);
}

/// Whether all differences are nothing; said at the head of the page, too.
fn judge(draft: &mut Draft<'_>, row: u32, differences: &[Spot]) {
    let site = draft.site;
    let (Some(first), Some(last)) = (differences.first(), differences.last()) else {
        return;
    };
    let fresh = differences.iter().all(|spot| spot.amount.is_zero());
    let (yes, no) = (
        site.say("ATTUALI", "CURRENT"),
        site.say("SUPERATI", "STALE"),
    );
    let count = Cell::at(row, LIVE);
    let groups = finite(Decimal::from(differences.len()));
    draft.number(
        count,
        groups,
        formatted(Look::Constant, NumberFormat::Whole),
    );
    let text = site.say(
        "Gruppi di dati uguali a quelli dell'esportazione: tutti?",
        "Groups of inputs equal to those of the export: all?",
    );
    draft.text(Cell::at(row, WHAT), text, Look::Body);
    let said = if fresh { yes.clone() } else { no.clone() };
    let status = Live::text(
        format!(
            "IF(COUNTIF({}:{},0)={count},\"{yes}\",\"{no}\")",
            first.cell, last.cell
        ),
        said.clone(),
    );
    let cell = Cell::at(row, LIVE + 1);
    let head = Cell::at(1, LIVE + 1);
    draft.live(cell, status, Style::text(Look::Status));
    let link = Live::text(cell.anchored(), said);
    draft.live(head, link, Style::text(Look::Status));
    draft.alarm(cell, cell, yes.clone());
    draft.alarm(head, head, yes);
}

/// What an input states now, in this month, and as the scenario states it.
fn stated(site: &Site<'_>, id: InputId, month_index: usize) -> (Decimal, Decimal) {
    let input = site.plan().sheet.input(id);
    let level = input.level.at(month_index);
    let drawn = site.export.shown().0.draw_of(id);
    let now = drawn.map_or(level, |drawn| drawn.apply(level, month_index));
    // A date is a cell with a date.
    let shown = |value: Decimal| {
        if input.unit == Unit::MonthNumber {
            month(site, value).unwrap_or(value)
        } else {
            value
        }
    };
    (shown(now), shown(level))
}

/// The blocks in which inputs are stated, with their sums: now, and as the scenario states them. A
/// column for the inputs with one value of a worksheet, a line for each with a value a month.
fn columns(site: &Site<'_>) -> Vec<(Range, (Decimal, Decimal))> {
    let mut found: BTreeMap<(WorksheetId, u16), (Range, (Decimal, Decimal))> = BTreeMap::new();
    let mut lines = Vec::new();
    let months = site.timeline().month_count() as usize;
    for (id, _) in site.plan().sheet.inputs() {
        let places = site.addresses.input(id);
        let Place { worksheet, cell } = places.stated;
        let block = |last| Range {
            worksheet,
            first: cell,
            last,
        };
        if places.series {
            let last = frame::last_computed(site.timeline());
            let sums = (0..months).map(|month| stated(site, id, month));
            let sum = sums.fold((Decimal::ZERO, Decimal::ZERO), |a, b| {
                (a.0 + b.0, a.1 + b.1)
            });
            lines.push((block(Cell::at(cell.row, last)), sum));
            continue;
        }
        let (now, then) = stated(site, id, 0);
        let nothing = (block(cell), (Decimal::ZERO, Decimal::ZERO));
        let of = found.entry((worksheet, cell.column)).or_insert(nothing);
        of.0.first = of.0.first.min(cell);
        of.0.last = of.0.last.max(cell);
        of.1 = (of.1.0 + now, of.1.1 + then);
    }
    found.into_values().chain(lines).collect()
}
