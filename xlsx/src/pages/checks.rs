//! Checks and alerts, on two lists that never mix.
//!
//! A check is a difference that has to be zero to the cent in every computed month; where one is
//! not, the file is wrong, and the master check says so at the head of every worksheet. An alert is
//! something that the law or a lender wants to be told of: the plan may be bad news and still be
//! computed right, so no alert moves the master check.

use cittadella_engine::calendar::Month;
use cittadella_engine::quantity::{Decimal, Unit, to_cents};
use cittadella_engine::wording::Label;

use super::draft::{Draft, formatted, in_unit};
use super::live::{Live, Spot, serial};
use super::site::Site;
use super::{Page, alerts};
use crate::book::{Cell, Look, NumberFormat, Place, Range, Style, Worksheet, WorksheetId};
use crate::frame;
use crate::setting::WELL;

/// A difference on a page that has to be zero.
#[derive(Debug, Clone)]
pub(super) struct Test {
    /// What is compared.
    pub(super) label: Label,
    /// The cell with the difference.
    pub(super) place: Place,
    /// Its value.
    pub(super) amount: Decimal,
}

/// The cell that reads OK or ERROR, on the worksheet of the checks.
pub fn master_check(checks: WorksheetId) -> Place {
    Place {
        worksheet: checks,
        cell: MASTER,
    }
}

const MASTER: Cell = Cell { row: 4, column: 1 };
const COUNT: Cell = Cell { row: 5, column: 1 };
const TOLERANCE: Cell = Cell { row: 6, column: 1 };
const HEADS: u32 = 8;
/// Who, what, least, greatest, worst, months, first above, first below, first, status.
const WIDTHS: [f64; 10] = [24.0, 62.0, 14.0, 14.0, 14.0, 9.0, 11.0, 11.0, 11.0, 12.0];
/// The column of the status.
pub(super) const STATUS: u16 = 9;

/// Half a cent: what a sum of binary numbers may miss at most.
fn half_a_cent() -> Decimal {
    Decimal::new(5, 3)
}

/// Whether every check of the plan holds; those of the pages hold where these do, or the file would
/// not have been written.
pub(super) fn all_hold(site: &Site<'_>) -> bool {
    let mut checks = site.plan().checks.iter();
    checks.all(|check| check.first_failure(site.grid()).is_none())
}

/// Writes the page.
///
/// Returns the cells that say of each alert whether it is given, too.
pub(super) fn write(site: &Site<'_>, tests: &[Test]) -> ((WorksheetId, Worksheet), Option<Range>) {
    let mut draft = Draft::new(site, Page::Checks, &WIDTHS);
    draft.guide(STATUS);
    let plan = site.plan();
    head(&mut draft, plan.checks.len() + tests.len());
    let mut row = HEADS + 1;
    for check in &plan.checks {
        let of = plan.sheet.row(check.row);
        let who = of.entity().map_or_else(
            || site.say("Gruppo e infragruppo", "Group and intercompany"),
            |entity| site.body_label(entity),
        );
        draft.text(Cell::at(row, 0), who, Look::Body);
        draft.text(Cell::at(row, 1), site.label(&check.label), Look::Body);
        over_months(&mut draft, row, check.row);
        row += 1;
    }
    for test in tests {
        let who = site.say("Fogli di sintesi", "Summary worksheets");
        draft.text(Cell::at(row, 0), who, Look::Body);
        draft.text(Cell::at(row, 1), site.label(&test.label), Look::Body);
        let link = Live::number(site.place(draft.id, test.place), test.amount);
        let worst = draft.live(
            Cell::at(row, 4),
            link,
            formatted(Look::Body, NumberFormat::Cents),
        );
        let off = Live::number(
            format!("1*(ABS({})>={})", worst.cell, TOLERANCE.anchored()),
            Decimal::from(u8::from(test.amount.abs() >= half_a_cent())),
        );
        let off = draft.live(
            Cell::at(row, 5),
            off,
            formatted(Look::Body, NumberFormat::Whole),
        );
        status(&mut draft, row, off);
        row += 1;
    }
    let (first, last) = (Cell::at(HEADS + 1, STATUS), Cell::at(row - 1, STATUS));
    let holds = all_hold(site) && tests.iter().all(|test| test.amount.abs() < half_a_cent());
    let master = site.status_if(
        &format!("COUNTIF({first}:{last},\"{WELL}\")={COUNT}"),
        holds,
    );
    draft.live(MASTER, master, Style::text(Look::Status));
    draft.alarm(MASTER, MASTER, WELL);
    draft.alarm(first, last, WELL);
    let first = row + 3;
    row = alerts::alerts(&mut draft, row + 1);
    let given = (row > first).then(|| Range {
        worksheet: draft.id,
        first: Cell::at(first, STATUS),
        last: Cell::at(row - 1, STATUS),
    });
    alerts::assertions(&mut draft, row + 1);
    draft.sheet.frozen = Some(Cell::at(HEADS + 1, 2));
    draft.sheet.printing.repeat_rows = Some((0, 1));
    (draft.finish(STATUS), given)
}

fn head(draft: &mut Draft<'_>, count: usize) {
    let site = draft.site;
    let said = site.say(
        "Controlli di integrità: differenze in euro, in tutti i mesi calcolati",
        "Integrity checks: differences in euro, over all computed months",
    );
    draft.heading(3, said, STATUS + 1);
    for (cell, text) in [
        (MASTER, site.say("Controllo generale", "Master check")),
        (
            COUNT,
            site.say(
                "Controlli che devono dare OK",
                "Checks that have to read OK",
            ),
        ),
        (
            TOLERANCE,
            site.say("Tolleranza: meno di", "Tolerance: less than"),
        ),
    ] {
        draft.text(Cell::at(cell.row, 0), text, Look::Subtotal);
    }
    let count = Decimal::from(count);
    draft.number(
        COUNT,
        super::live::finite(count),
        formatted(Look::Constant, NumberFormat::Whole),
    );
    let half = super::live::finite(half_a_cent());
    draft.number(TOLERANCE, half, in_unit(Look::Constant, Unit::Ratio));
    let note = site.say(
        "mezzo centesimo: nei numeri binari di un foglio di calcolo 0,10 + 0,20 non è esattamente 0,30; il programma calcola in decimali e pretende 0,00.",
        "half a cent: in the binary numbers of a spreadsheet 0.10 + 0.20 is not exactly 0.30; the program computes in decimals and asks for 0.00.",
    );
    draft.text(Cell::at(TOLERANCE.row, 2), note, Look::Fine);
    draft.heads(
        HEADS,
        0,
        [
            site.say("Di chi", "Whose"),
            site.say("Che cosa deve essere zero", "What has to be zero"),
        ],
    );
    draft.number_heads(
        HEADS,
        2,
        [
            site.say("Minimo", "Least"),
            site.say("Massimo", "Greatest"),
            site.say("Peggiore", "Worst"),
            site.say("Mesi", "Months"),
            site.say("Primo in più", "First above"),
            site.say("Primo in meno", "First below"),
            site.say("Primo mese", "First month"),
        ],
    );
    draft.heads(HEADS, STATUS, [site.say("Stato", "Status")]);
}

/// Least, greatest, worst, number and first of the months in which a row is not zero.
fn over_months(draft: &mut Draft<'_>, row: u32, of: cittadella_engine::sheet::RowId) {
    let site = draft.site;
    let cells = site.grid().cells(of);
    let block = site.months(draft.id, of);
    let dates = site.heads(draft.id, of, frame::MONTH);
    let cents = formatted(Look::Body, NumberFormat::Cents);
    let least = cells.iter().min().copied().unwrap_or_default();
    let greatest = cells.iter().max().copied().unwrap_or_default();
    let least = draft.live(
        Cell::at(row, 2),
        Live::number(format!("ROUND(MIN({block}),2)"), least),
        cents,
    );
    let greatest = draft.live(
        Cell::at(row, 3),
        Live::number(format!("ROUND(MAX({block}),2)"), greatest),
        cents,
    );
    let worst = Live::number(
        format!("ROUND(MAX({},0-{}),2)", greatest.cell, least.cell),
        to_cents(greatest.amount.max(-least.amount)),
    );
    draft.live(Cell::at(row, 4), worst, cents);
    let half = half_a_cent();
    let tolerance = TOLERANCE.anchored();
    let off = cells.iter().filter(|cell| cell.abs() >= half).count();
    let off = Live::number(
        format!("COUNTIFS({block},\">=\"&{tolerance})+COUNTIFS({block},\"<=\"&(0-{tolerance}))"),
        Decimal::from(off),
    );
    let off = draft.live(
        Cell::at(row, 5),
        off,
        formatted(Look::Body, NumberFormat::Whole),
    );
    let month = formatted(Look::Fine, NumberFormat::Month);
    let first = |meets: fn(Decimal, Decimal) -> bool| {
        let found = cells.iter().position(|cell| meets(*cell, half));
        found.map_or(Decimal::ZERO, |at| {
            serial(site.timeline().calendar_month(Month::at(at)))
        })
    };
    let above = Live::number(
        format!("_xlfn.MINIFS({dates},{block},\">=\"&{tolerance})"),
        first(|cell, half| cell >= half),
    );
    let below = Live::number(
        format!("_xlfn.MINIFS({dates},{block},\"<=\"&(0-{tolerance}))"),
        first(|cell, half| cell <= -half),
    );
    let above = draft.live(Cell::at(row, 6), above, month);
    let below = draft.live(Cell::at(row, 7), below, month);
    let (low, high) = (
        above.amount.min(below.amount),
        above.amount.max(below.amount),
    );
    let (a, b) = (above.cell, below.cell);
    let earliest = Live::number(
        format!("IF(MIN({a},{b})=0,MAX({a},{b}),MIN({a},{b}))"),
        if low.is_zero() { high } else { low },
    );
    draft.live(Cell::at(row, 8), earliest, month);
    status(draft, row, off);
}

fn status(draft: &mut Draft<'_>, row: u32, off: Spot) {
    let well = off.amount.is_zero();
    let status = draft.site.status_if(&format!("{}=0", off.cell), well);
    draft.live(Cell::at(row, STATUS), status, Style::text(Look::Status));
}
