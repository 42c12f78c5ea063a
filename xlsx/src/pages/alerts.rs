//! What the law or a lender wants to be told, and what the scenario itself asserts.

use cittadella_engine::calendar::Month;
use cittadella_engine::model::{Alert, Assertion, Worst};
use cittadella_engine::quantity::Decimal;
use cittadella_engine::sheet::CompareOp;

use super::checks::STATUS;
use super::draft::{Draft, formatted, in_unit};
use super::live::{Live, finite, serial};
use crate::book::{Cell, Look, NumberFormat, Style};
use crate::frame;

/// The alerts of the plan; returns the row after them.
pub(super) fn alerts(draft: &mut Draft<'_>, row: u32) -> u32 {
    let site = draft.site;
    let said = site.say(
        "Segnalazioni: non sono errori di calcolo e non cambiano il controllo generale",
        "Alerts: no errors of calculation; they do not change the master check",
    );
    draft.heading(row, said, STATUS + 1);
    draft.heads(
        row + 1,
        0,
        [
            site.say("Di chi", "Whose"),
            site.say("Che cosa succede", "What happens"),
        ],
    );
    draft.number_heads(row + 1, 2, [site.say("Caso peggiore", "Worst value")]);
    draft.heads(row + 1, 3, [String::new(), String::new()]);
    draft.number_heads(
        row + 1,
        5,
        [
            site.say("Mesi", "Months"),
            site.say("Primo mese", "First month"),
            site.say("Ultimo mese", "Last month"),
        ],
    );
    draft.heads(row + 1, 8, [String::new(), site.say("Stato", "Status")]);
    let mut at = row + 2;
    for of in &site.plan().alerts {
        alert(draft, at, of);
        at += 1;
    }
    at
}

fn alert(draft: &mut Draft<'_>, row: u32, alert: &Alert) {
    let site = draft.site;
    let (grid, id) = (site.grid(), draft.id);
    draft.text(Cell::at(row, 0), site.body_label(&alert.entity), Look::Body);
    draft.text(Cell::at(row, 1), site.label(&alert.label), Look::Body);
    let flags = site.months(id, alert.flag);
    let amounts = site.months(id, alert.amount);
    let dates = site.heads(id, alert.flag, frame::MONTH);
    let holding: Vec<Month> = site
        .timeline()
        .months()
        .filter(|month| !grid.cell(alert.flag, *month).is_zero())
        .collect();
    let values = holding.iter().map(|month| grid.cell(alert.amount, *month));
    let (function, worst) = match alert.worst {
        Worst::Greatest => ("MAXIFS", values.max()),
        Worst::Least => ("MINIFS", values.min()),
    };
    let worst = Live::number(
        format!("_xlfn.{function}({amounts},{flags},1)"),
        worst.unwrap_or_default(),
    );
    let unit = site.plan().sheet.row(alert.amount).unit();
    draft.live(Cell::at(row, 2), worst, in_unit(Look::Body, unit));
    let count = Live::number(format!("COUNTIFS({flags},1)"), Decimal::from(holding.len()));
    let count = draft.live(
        Cell::at(row, 5),
        count,
        formatted(Look::Body, NumberFormat::Whole),
    );
    let date = |month: Option<&Month>| {
        month.map_or(Decimal::ZERO, |month| {
            serial(site.timeline().calendar_month(*month))
        })
    };
    let month = formatted(Look::Body, NumberFormat::Month);
    for (column, function, found) in [
        (6, "MINIFS", holding.first()),
        (7, "MAXIFS", holding.last()),
    ] {
        let live = Live::number(format!("_xlfn.{function}({dates},{flags},1)"), date(found));
        draft.live(Cell::at(row, column), live, month);
    }
    let (yes, no) = (site.say("SEGNALATO", "ALERT"), site.say("no", "no"));
    let status = Live::text(
        format!("IF({}>0,\"{yes}\",\"{no}\")", count.cell),
        if count.amount.is_zero() { no } else { yes },
    );
    draft.live(Cell::at(row, STATUS), status, Style::text(Look::Status));
}

/// What the scenario itself asserts.
pub(super) fn assertions(draft: &mut Draft<'_>, row: u32) {
    let site = draft.site;
    if site.plan().assertions.is_empty() {
        return;
    }
    let said = site.say(
        "Ciò che lo scenario stesso afferma",
        "What the scenario itself asserts",
    );
    draft.heading(row, said, STATUS + 1);
    for (at, of) in (row + 1..).zip(&site.plan().assertions) {
        assertion(draft, at, of);
    }
}

fn assertion(draft: &mut Draft<'_>, row: u32, of: &Assertion) {
    let site = draft.site;
    draft.text(Cell::at(row, 0), of.name.clone(), Look::Body);
    draft.text(
        Cell::at(row, 1),
        format!("{} ({})", of.text, of.place),
        Look::Body,
    );
    let unit = site.plan().sheet.figure(of.figure).unit();
    let figure = site.figure(draft.id, of.figure);
    let figure = draft.live(Cell::at(row, 2), figure, in_unit(Look::Body, unit));
    let number = Cell::at(row, 3);
    draft.number(number, finite(of.number), in_unit(Look::Constant, unit));
    let applies = site.figure_applies(draft.id, of.figure);
    let applies = draft.live(
        Cell::at(row, 4),
        applies,
        formatted(Look::Fine, NumberFormat::Whole),
    );
    let op = match of.op {
        CompareOp::Less => "<0",
        CompareOp::AtMost => "<=0",
        CompareOp::Greater => ">0",
        CompareOp::AtLeast => ">=0",
        CompareOp::Equal => "=0",
        CompareOp::NotEqual => "<>0",
    };
    // The sum of one cell: an absent figure is a text, which a sum passes over.
    let difference = format!("SUM({})-{number}", figure.cell);
    let rounded = if unit.is_money() {
        format!("ROUND(ROUND({difference},6),2)")
    } else {
        format!("ROUND({difference},9)")
    };
    let (yes, no) = (
        site.say("vale", "holds"),
        site.say("NON VALE", "DOES NOT HOLD"),
    );
    let holds = of.holds(&site.plan().sheet, site.grid()) == Some(true);
    let status = Live::text(
        format!("IF(({rounded}{op})*{}=1,\"{yes}\",\"{no}\")", applies.cell),
        if holds { yes } else { no },
    );
    draft.live(Cell::at(row, STATUS), status, Style::text(Look::Status));
}
