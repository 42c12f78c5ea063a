//! Ratios and values by year, body by body.
//!
//! A ratio has no meaning in some years; there its cell holds 0 under a format that reads "n.m.",
//! because the flag that says so is a factor of the link. What the guideline asks for and no row of
//! the plan tells is named with the reason.

use cittadella_engine::ledger::OverYear;
use cittadella_engine::quantity::Unit;
use cittadella_engine::scenario::CovenantKind;
use cittadella_engine::sheet::RowId;
use cittadella_engine::wording::Label;

use super::draft::{Draft, formatted, in_unit};
use super::frame_of_years::{FIRST_YEAR, LABEL, UNIT};
use crate::book::{Cell, Look, NumberFormat, Place, Range, Style};

/// Where the ratios end, and which of them charts draw.
#[derive(Debug)]
pub(super) struct Rows {
    /// The row after them.
    pub(super) after: u32,
    /// The cover ratios.
    pub(super) covers: Vec<Drawn>,
    /// The threshold of the first covenant on a cover ratio: its name, its years.
    pub(super) threshold: Option<(Place, Range)>,
}

/// A row of the page as a chart draws it.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    /// The body.
    pub(super) entity: String,
    /// The cell with the name of the body.
    pub(super) label: Place,
    /// Its years.
    pub(super) values: Range,
}

/// Writes the ratios of all bodies.
pub(super) fn write(draft: &mut Draft<'_>, mut row: u32) -> Rows {
    let site = draft.site;
    let years = u16::try_from(site.years().len()).unwrap_or_default();
    let mut covers: Vec<Drawn> = Vec::new();
    let mut entity: Option<&str> = None;
    let mut heading = Cell::at(row, 0);
    for ratio in &site.plan().answers.ratios {
        if entity != Some(&ratio.entity) {
            entity = Some(&ratio.entity);
            heading = Cell::at(row, 0);
            draft.heading(row, site.body_label(&ratio.entity), FIRST_YEAR + years);
            row += 1;
        }
        line(draft, row, &ratio.label, ratio.row);
        if ratio.word == "dscr_12_months" {
            let (_, values) = drawn_at(draft, row, years);
            covers.push(Drawn {
                entity: ratio.entity.clone(),
                label: Place {
                    worksheet: draft.id,
                    cell: heading,
                },
                values,
            });
        }
        row += 1;
    }
    let mut threshold = None;
    let covenants = &site.plan().answers.covenants;
    if !covenants.is_empty() {
        let head = site.say(
            "Soglie promesse nei contratti",
            "Thresholds promised in contracts",
        );
        draft.heading(row, head, FIRST_YEAR + years);
        row += 1;
    }
    for covenant in covenants {
        let label = covenant.contract_label.with_detail(&covenant.label);
        line(draft, row, &label, covenant.threshold);
        if covenant.kind == CovenantKind::Dscr && threshold.is_none() {
            threshold = Some(drawn_at(draft, row, years));
        }
        row += 1;
    }
    for (what, why) in not_told() {
        draft.text(Cell::at(row, LABEL), site.label(&what), Look::Fine);
        draft.text(Cell::at(row, UNIT), site.absent(), Look::Fine);
        draft.text(Cell::at(row, FIRST_YEAR), site.label(&why), Look::Fine);
        row += 1;
    }
    Rows {
        after: row,
        covers,
        threshold,
    }
}

/// The label of a line and its years.
fn drawn_at(draft: &Draft<'_>, row: u32, years: u16) -> (Place, Range) {
    let worksheet = draft.id;
    let label = Place {
        worksheet,
        cell: Cell::at(row, LABEL),
    };
    let values = Range {
        worksheet,
        first: Cell::at(row, FIRST_YEAR),
        last: Cell::at(row, FIRST_YEAR + years - 1),
    };
    (label, values)
}

/// One row of the plan over the years.
pub(super) fn line(draft: &mut Draft<'_>, row: u32, label: &Label, of: RowId) {
    let site = draft.site;
    let sheet = &site.plan().sheet;
    let unit = sheet.row(of).unit();
    let style = Style::text(Look::Body).indented(1);
    draft.styled(Cell::at(row, LABEL), site.label(label), style);
    draft.text(Cell::at(row, UNIT), site.unit(unit), Look::Fine);
    let format = if sheet.row(of).applies().is_some() {
        NumberFormat::RatioOrNone(unit)
    } else {
        NumberFormat::Unit(unit)
    };
    for (column, year) in (FIRST_YEAR..).zip(site.years()) {
        let live = site.yearly(draft.id, (of, OverYear::Last), (column, &year));
        draft.live(Cell::at(row, column), live, formatted(Look::Body, format));
    }
}

/// What properties are worth; returns the row after them.
pub(super) fn values(draft: &mut Draft<'_>, mut row: u32, width: u16) -> u32 {
    let site = draft.site;
    for valuation in &site.plan().answers.valuations {
        let head = format!(
            "{}: {}",
            site.body_label(&valuation.entity),
            site.label(&valuation.label)
        );
        draft.heading(row, head, width);
        row += 1;
        for (italian, english, of) in [
            (
                "Valore a fine anno",
                "Value, end of the year",
                valuation.value,
            ),
            (
                "Debito su costo (LTC)",
                "Loan to cost (LTC)",
                valuation.loan_to_cost,
            ),
            (
                "Reddito netto su costo",
                "Yield on cost",
                valuation.yield_on_cost,
            ),
            (
                "Reddito netto su debito",
                "Debt yield",
                valuation.debt_yield,
            ),
            (
                "Dividendi su capitale versato",
                "Cash on cash",
                valuation.cash_on_cash,
            ),
        ] {
            line(draft, row, &Label::new(italian, english), of);
            row += 1;
        }
        let label = site.say(
            "Ai soci dopo la vendita, alla fine dei mesi mostrati",
            "Left to the owners after a sale, at the end of the months shown",
        );
        draft.styled(
            Cell::at(row, LABEL),
            label,
            Style::text(Look::Body).indented(1),
        );
        draft.text(Cell::at(row, UNIT), site.unit(Unit::Euro), Look::Fine);
        let exit = site.figure(draft.id, valuation.exit);
        draft.live(
            Cell::at(row, FIRST_YEAR),
            exit,
            in_unit(Look::Body, Unit::Euro),
        );
        row += 2;
    }
    row
}

/// Metrics of EBA/GL/2020/06, annex 3, that no row tells, with the reason.
fn not_told() -> [(Label, Label); 2] {
    [
        (
            Label::new("Valore d'impresa (enterprise value)", "Enterprise value"),
            Label::new(
                "nessun valore di mercato dell'impresa è dichiarato; per gli immobili si veda sotto",
                "no market value of the business is stated; for property see below",
            ),
        ),
        (
            Label::new("Qualità dell'attivo", "Asset quality"),
            Label::new(
                "il piano non ha crediti deteriorati: le svalutazioni dei crediti non sono modellate",
                "the plan has no impaired receivables: write-downs of receivables are not modelled",
            ),
        ),
    ]
}
