//! The worksheet *Checks*: differences that must be zero, and the master check.

use cittadella_engine::quantity::Unit;

use crate::book::{Alarm, Cached, Cell, Content, Look, Style, Worksheet};
use crate::frame;
use crate::setting::{Setting, WELL, formula};
use crate::tabs::Tab;

const WORST: u16 = 3;
const STATUS: u16 = 4;

/// One line a check, and the master check above.
pub(crate) fn write(setting: &Setting<'_>) -> Worksheet {
    let here = setting.layout.tabs.id(Tab::Checks);
    let mut worksheet = setting.worksheet(Tab::Checks);
    setting.heads(
        &mut worksheet,
        &[
            ("Chiave", "Key"),
            ("Controllo", "Check"),
            ("Unità", "Unit"),
            ("Differenza massima", "Greatest difference"),
            ("Esito", "Status"),
        ],
    );
    let wrong = setting.status(false);
    let tabs = &setting.layout.tabs;
    let mut last = frame::FIRST_LINE;
    for (row, check) in (frame::FIRST_LINE..).zip(&setting.plan().checks) {
        last = row;
        let months = setting.layout.addresses.computed(check.row);
        let months = tabs.block(here, months);
        let of = setting.sheet().row(check.row);
        let fine = Style::text(Look::Fine);
        worksheet.text(Cell::at(row, frame::KEY), of.key().as_str(), fine);
        let label = setting.text(&check.label);
        worksheet.text(Cell::at(row, frame::LABEL), label, Style::text(Look::Body));
        worksheet.text(Cell::at(row, frame::UNIT), of.unit().to_string(), fine);
        let worst = Cell::at(row, WORST);
        let text = format!("ROUND(MAX(MAX({months}),0-MIN({months})),2)");
        let difference = setting.difference(check);
        worksheet.put(
            worst,
            formula(text, difference),
            Style::number(Look::Body, Unit::Euro),
        );
        let status = format!("IF({worst}=0,\"{WELL}\",\"{wrong}\")");
        worksheet.put(
            Cell::at(row, STATUS),
            Content::Formula(status, Cached::Text(setting.status(difference.is_zero()))),
            Style::text(Look::Status),
        );
    }
    let first = Cell::at(frame::FIRST_LINE, STATUS);
    let all = format!("{}:{}", first.anchored(), Cell::at(last, STATUS).anchored());
    let master = setting.layout.addresses.master_check.cell;
    let title = Cell::at(master.row, 0);
    let name = setting.say("Controllo generale", "Master check");
    worksheet.text(title, name, Style::text(Look::Heading));
    worksheet.put(
        master,
        Content::Formula(
            format!("IF(COUNTIF({all},\"{WELL}\")=ROWS({all}),\"{WELL}\",\"{wrong}\")"),
            Cached::Text(setting.master_status()),
        ),
        Style::text(Look::Status),
    );
    for (first, last) in [(master, master), (first, Cell::at(last, STATUS))] {
        worksheet.alarms.push(Alarm {
            first,
            last,
            well: WELL.to_owned(),
        });
    }
    worksheet.frozen = Some(Cell::at(frame::FIRST_LINE, WORST));
    worksheet
}
