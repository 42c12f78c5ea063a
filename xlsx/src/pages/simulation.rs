//! What simulated futures come to: values of the program, not formulas, and labelled so.
//!
//! Every value has the look of what does not recalculate. Beside each number stands where the plan
//! as stated lies among its futures. The fan tells each month by itself; how many futures stay
//! inside it in all months together is said beside it, for they are fewer.

use cittadella_engine::calendar::Month;
use cittadella_engine::quantity::{Unit, to_float};
use cittadella_engine::simulate::{
    CashOutlook, MonthOutlook, NumberOutlook, PROBABILITIES, Quantile, Share,
};

use super::Page;
use super::draft::{Draft, formatted};
use super::site::Site;
use crate::book::{
    Cell, Chart, ChartKind, Column, Content, Ink, Look, NumberFormat, Place, Range, Series,
    Worksheet, WorksheetId,
};
use crate::export::Simulated;

/// Whose, what, unit; then values.
const WHO: u16 = 0;
const WHAT: u16 = 1;
const UNIT: u16 = 2;
const FIRST: u16 = 3;
const LAST: u16 = 11;
/// How many rows the charts take.
const TALL: u32 = 20;

/// Writes the page; `None` where nothing was simulated.
pub(super) fn write(site: &Site<'_>) -> Option<(WorksheetId, Worksheet)> {
    let simulated = site.export.simulated.as_ref()?;
    let mut draft = Draft::new(site, Page::Simulation, &[24.0, 56.0, 9.0]);
    draft.sheet.columns.push(Column {
        first: FIRST,
        last: LAST,
        width: 13.0,
        level: 0,
    });
    draft.guide(LAST);
    let mut row = drawn(&mut draft, simulated, 3);
    row = shares(&mut draft, simulated, row + 1);
    row = numbers(&mut draft, &simulated.outlook.numbers, row + 1);
    let charts = row + 1;
    row = charts + TALL + 1;
    if let Some(target) = &simulated.outlook.target {
        row = target_months(&mut draft, &target.months, row, charts) + 1;
    }
    for (position, cash) in simulated.outlook.cash.iter().enumerate() {
        row = fan(&mut draft, cash, position, row, charts) + 1;
    }
    draft.sheet.printing.repeat_rows = Some((0, 1));
    Some(draft.finish(LAST))
}

/// How the futures were drawn; returns the row after it.
fn drawn(draft: &mut Draft<'_>, simulated: &Simulated<'_>, mut row: u32) -> u32 {
    let site = draft.site;
    let design = simulated.design;
    for (label, value) in [
        (
            ("Futuri simulati", "Futures simulated"),
            simulated.outlook.trials.to_string(),
        ),
        (
            ("Campionamento", "Sampling"),
            design.sampler.word().to_owned(),
        ),
        (
            ("Campioni indipendenti", "Independent samples"),
            design.replicates.to_string(),
        ),
        (
            ("Seme dei numeri casuali", "Seed of the random numbers"),
            design.seed.to_string(),
        ),
    ] {
        draft.text(
            Cell::at(row, WHO),
            site.say(label.0, label.1),
            Look::Subtotal,
        );
        draft.text(Cell::at(row, WHAT), value, Look::Fixed);
        row += 1;
    }
    let note = site.say(
        "Tutti gli intervalli sono al 95 % e dicono solo quanti futuri si sono guardati, non se le distribuzioni sono quelle giuste. Nulla in questo foglio si ricalcola.",
        "All intervals are of 95 % and tell only how many futures were looked at, not whether the distributions are right. Nothing on this worksheet recalculates.",
    );
    draft.paragraph(Cell::at(row, WHO), &note, 150, Look::Fine)
}

/// A value that does not recalculate.
fn value(draft: &mut Draft<'_>, cell: Cell, number: Option<f64>, format: NumberFormat) {
    match number.filter(|number| number.is_finite()) {
        Some(number) => draft.number(cell, number, formatted(Look::Fixed, format)),
        None => {
            let absent = draft.site.absent();
            draft.styled(cell, absent, formatted(Look::Fixed, format));
        }
    }
}

/// A share with its interval.
fn share(draft: &mut Draft<'_>, row: u32, (who, what): (String, String), share: Share) {
    draft.text(Cell::at(row, WHO), who, Look::Body);
    draft.text(Cell::at(row, WHAT), what, Look::Body);
    let (low, high) = share.interval();
    let percent = NumberFormat::Unit(Unit::Percent);
    for (column, number) in (FIRST..).zip([share.value(), low, high]) {
        value(draft, Cell::at(row, column), Some(number), percent);
    }
}

/// How often the target is reached, money is missing, promises are broken, alerts are given.
fn shares(draft: &mut Draft<'_>, simulated: &Simulated<'_>, mut row: u32) -> u32 {
    let site = draft.site;
    let (plan, outlook) = (site.plan(), simulated.outlook);
    draft.heads(
        row,
        0,
        [
            site.say("Di chi", "Whose"),
            site.say("In quanti futuri", "In how many futures"),
            String::new(),
        ],
    );
    let heads = [
        site.say("Quota", "Share"),
        site.say("almeno", "at least"),
        site.say("al più", "at most"),
    ];
    draft.number_heads(row, FIRST, heads);
    row += 1;
    if let (Some(target), Some(of)) = (&plan.target, &outlook.target) {
        for (italian, english, of) in [
            (
                "si regge da sola entro l'obiettivo",
                "stands on its own by the target",
                of.by.stands,
            ),
            (
                "manca denaro prima",
                "money is missing first",
                of.by.insolvent,
            ),
            ("né l'uno né l'altro", "neither", of.by.neither),
        ] {
            let who = site.label(&target.entity_label);
            share(draft, row, (who, site.say(italian, english)), of);
            row += 1;
        }
    }
    for (covenant, of) in plan.answers.covenants.iter().zip(&outlook.covenants) {
        let name = site.label(&covenant.contract_label.with_detail(&covenant.label));
        let what = format!("{name}: {}", site.say("violato", "broken"));
        share(
            draft,
            row,
            (site.body_label(&covenant.entity), what),
            of.broken,
        );
        row += 1;
    }
    for (alert, of) in plan.alerts.iter().zip(&outlook.alerts) {
        let words = (site.body_label(&alert.entity), site.label(&alert.label));
        share(draft, row, words, of.holds);
        row += 1;
    }
    row
}

/// What the plan's numbers may be, and where the plan as stated lies among them.
fn numbers(draft: &mut Draft<'_>, numbers: &[NumberOutlook], mut row: u32) -> u32 {
    let site = draft.site;
    draft.heads(
        row,
        0,
        [
            site.say("Di chi", "Whose"),
            site.say("Numero", "Number"),
            site.say("Unità", "Unit"),
        ],
    );
    let stated = [
        site.say("Piano base", "Plan as stated"),
        site.say("suo percentile", "its percentile"),
        site.say("Media", "Mean"),
    ];
    draft.number_heads(row, FIRST, stated.into_iter().chain(percentiles()));
    row += 1;
    for of in numbers {
        let who = of
            .entity
            .as_deref()
            .map_or_else(String::new, |body| site.body_label(body));
        draft.text(Cell::at(row, WHO), who, Look::Body);
        draft.text(Cell::at(row, WHAT), site.label(&of.label), Look::Body);
        draft.text(Cell::at(row, UNIT), site.unit(of.unit), Look::Fine);
        let format = if of.unit == Unit::MonthNumber {
            NumberFormat::Whole
        } else {
            NumberFormat::Unit(of.unit)
        };
        value(draft, Cell::at(row, FIRST), of.base.map(to_float), format);
        let percent = NumberFormat::Unit(Unit::Percent);
        value(draft, Cell::at(row, FIRST + 1), of.base_place, percent);
        let mean = of.range.mean.map(|mean| mean.value);
        value(draft, Cell::at(row, FIRST + 2), mean, format);
        for (column, probability) in (FIRST + 3..).zip(PROBABILITIES) {
            let quantile = of.range.at(probability).map(|quantile| quantile.value);
            value(draft, Cell::at(row, column), quantile, format);
        }
        row += 1;
    }
    row
}

fn percentiles() -> impl Iterator<Item = String> {
    let percent = |probability: f64| format!("P{:.0}", probability * 100.0);
    PROBABILITIES.into_iter().map(percent)
}

/// A month in the first column of a table.
fn month(draft: &mut Draft<'_>, row: u32, at: Month) {
    let calendar = draft.site.timeline().calendar_month(at);
    let style = formatted(Look::Fixed, NumberFormat::Month);
    draft
        .sheet
        .put(Cell::at(row, WHO), Content::Date(calendar), style);
}

/// A block of a column of the page.
fn block(draft: &Draft<'_>, column: u16, (first, last): (u32, u32)) -> Range {
    Range {
        worksheet: draft.id,
        first: Cell::at(first, column),
        last: Cell::at(last, column),
    }
}

/// Columns of a table as series of a chart.
fn series(draft: &Draft<'_>, heads: u32, rows: (u32, u32), columns: &[(u16, Ink)]) -> Vec<Series> {
    let of = columns.iter().map(|(column, ink)| Series {
        name: Place {
            worksheet: draft.id,
            cell: Cell::at(heads, *column),
        },
        categories: block(draft, WHO, rows),
        values: block(draft, *column, rows),
        ink: *ink,
        line: false,
        right: false,
    });
    of.collect()
}

/// What has come first by each month, with its chart; returns the row after the table.
fn target_months(draft: &mut Draft<'_>, months: &[MonthOutlook], heads: u32, chart: u32) -> u32 {
    let site = draft.site;
    draft.heads(
        heads,
        0,
        [
            site.say("Entro il mese", "By the month"),
            String::new(),
            String::new(),
        ],
    );
    let names = [
        site.say("si regge da sola", "stands on its own"),
        site.say("ancora no", "not yet"),
        site.say("manca denaro prima", "money missing first"),
    ];
    draft.number_heads(heads, FIRST, names);
    let percent = NumberFormat::Unit(Unit::Percent);
    let mut row = heads + 1;
    for (at, of) in months.iter().enumerate() {
        month(draft, row, Month::at(at));
        let parts = [of.shares.stands, of.shares.neither, of.shares.insolvent];
        for (column, part) in (FIRST..).zip(parts) {
            value(draft, Cell::at(row, column), Some(part.value()), percent);
        }
        row += 1;
    }
    let columns = [
        (FIRST, Ink::Shade(4)),
        (FIRST + 1, Ink::Shade(7)),
        (FIRST + 2, Ink::Limit),
    ];
    let series = series(draft, heads, (heads + 1, row - 1), &columns);
    let title = site.say(
        "Quota di futuri, per mese (valori simulati)",
        "Share of futures, by month (simulated values)",
    );
    draft.sheet.charts.push(Chart {
        format: "0%".to_owned(),
        bounds: Some((0.0, 1.0)),
        ..plain(
            title,
            ChartKind::StackedAreas,
            series,
            (Cell::at(chart, 0), Cell::at(chart + TALL, 2)),
        )
    });
    row
}

fn plain(title: String, kind: ChartKind, series: Vec<Series>, (from, to): (Cell, Cell)) -> Chart {
    Chart {
        from,
        to,
        description: title.clone(),
        title,
        kind,
        series,
        format: "#,##0,;-#,##0,;0".to_owned(),
        categories_format: "mmm yy".to_owned(),
        bounds: None,
        every: 12,
    }
}

/// The fan of a body's cash; that of the first body is drawn. Returns the row after the table.
fn fan(draft: &mut Draft<'_>, cash: &CashOutlook, position: usize, heads: u32, chart: u32) -> u32 {
    let site = draft.site;
    let Some(body) = site.plan().entities.get(position) else {
        return heads;
    };
    let said = site.say(
        "cassa a fine mese, ogni mese per sé",
        "month-end cash, each month by itself",
    );
    let head = format!("{}: {said}", site.label(&body.label));
    draft.heading(heads, head, LAST + 1);
    let inside = site.say(
        "futuri che restano tra P5 e P95 in tutti i mesi insieme",
        "futures that stay between P5 and P95 in all months together",
    );
    let who = site.label(&body.label);
    share(draft, heads + 1, (who, inside), cash.inside_each);
    let names = heads + 2;
    draft.heads(
        names,
        0,
        [site.say("Mese", "Month"), String::new(), String::new()],
    );
    let base = site.say("Piano base", "Plan as stated");
    draft.number_heads(names, FIRST, std::iter::once(base).chain(percentiles()));
    let mut row = names + 1;
    let euro = NumberFormat::Unit(Unit::Euro);
    for of in &cash.months {
        month(draft, row, of.month);
        let stated = site.export.base.1.cell(body.closing_cash, of.month);
        value(draft, Cell::at(row, FIRST), Some(to_float(stated)), euro);
        for (column, quantile) in (FIRST + 1..).zip(&of.quantiles) {
            let Quantile { value: number, .. } = *quantile;
            value(draft, Cell::at(row, column), Some(number), euro);
        }
        row += 1;
    }
    let drawn = site
        .plan()
        .target
        .as_ref()
        .map_or(position == 0, |target| target.entity == body.name);
    if drawn && row > names + 1 {
        let inks = [
            Ink::Group,
            Ink::Limit,
            Ink::Shade(2),
            Ink::Body(0),
            Ink::Shade(2),
            Ink::Limit,
        ];
        let columns: Vec<(u16, Ink)> = (FIRST..).zip(inks).collect();
        let series = series(draft, names, (names + 1, row - 1), &columns);
        let title = site.say(
            "cassa: ventaglio mese per mese (migliaia, valori simulati)",
            "cash: fan month by month (thousand, simulated values)",
        );
        let title = format!("{}: {title}", site.label(&body.label));
        let corners = (Cell::at(chart, FIRST), Cell::at(chart + TALL, LAST + 1));
        draft
            .sheet
            .charts
            .push(plain(title, ChartKind::Lines, series, corners));
    }
    row
}
