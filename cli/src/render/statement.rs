//! The three statements over months, quarters or years.

use cittadella_engine::ledger::{Statement, StatementKind, StatementLine, Weight};
use cittadella_engine::model::PlanEntity;
use cittadella_engine::quantity::Decimal;

use super::View;
use super::period::{Periods, Step, Tail};
use super::table::{Blocks, Table};
use super::years::cells;

/// Which columns to print.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns {
    /// How long a column is.
    pub(crate) step: Step,
    /// Whether the tail is printed.
    pub(crate) tail: Tail,
}

/// The chosen statements of the entities looked at, one after the other.
pub(crate) fn statements(view: &View<'_>, kinds: &[StatementKind], columns: Columns) -> String {
    let mut texts = Vec::new();
    for entity in view.entities() {
        for statement in &entity.statements {
            if kinds.contains(&statement.kind) {
                texts.push(statement_text(view, entity, statement, columns));
            }
        }
    }
    texts.join("\n")
}

fn statement_text(
    view: &View<'_>,
    entity: &PlanEntity,
    statement: &Statement,
    columns: Columns,
) -> String {
    let words = view.words;
    let title = words.statement_of(
        words.label(&statement.kind.label()),
        view.label(&entity.label),
    );
    let all = Periods::new(view.timeline(), columns.step, columns.tail, view.language());
    let mut text = format!("{title}\n");
    for part in parts(&all, columns.step) {
        text.push('\n');
        text += &table(view, statement, &part, &all, columns.step);
    }
    text
}

/// Months and quarters are printed a few years at a time, so that tables end where years do.
fn parts(all: &Periods, step: Step) -> Vec<Periods> {
    let longest = match step {
        Step::Month => 12,
        Step::Quarter => 8,
        Step::Year => return vec![all.clone()],
    };
    let mut parts = Vec::new();
    let mut from = 0;
    while from < all.periods.len() {
        let mut to = (from + longest).min(all.periods.len());
        // A short first year stands alone, and the tail never shares a table with the plan's years.
        if from == 0 {
            let years = step_years(all, longest);
            to = to.min(years);
        }
        if let Some(tail) = all.tail_from
            && from < tail
        {
            to = to.min(tail);
        }
        parts.push(Periods {
            periods: all.periods[from..to].to_vec(),
            tail_from: None,
        });
        from = to;
    }
    parts
}

/// How many columns the first table holds, so that the following ones begin with a January.
fn step_years(all: &Periods, longest: usize) -> usize {
    let year = |head: &str| head.rsplit(' ').next().unwrap_or_default().to_owned();
    let first = all.periods.first().map(|period| year(&period.head));
    let in_first = all
        .periods
        .iter()
        .take_while(|period| Some(year(&period.head)) == first)
        .count();
    let whole_year = if longest == 12 { 12 } else { 4 };
    if in_first == whole_year {
        longest
    } else {
        in_first
    }
}

fn table(
    view: &View<'_>,
    statement: &Statement,
    periods: &Periods,
    all: &Periods,
    step: Step,
) -> String {
    let blocks = match step {
        Step::Month | Step::Quarter => Blocks::OfTwelve,
        Step::Year => Blocks::Fit,
    };
    let mut table = Table::new(periods.heads(), blocks);
    table.tail_from(periods.tail_from);
    let mut pending: Option<String> = None;
    let mut above: Option<&StatementLine> = None;
    for line in &statement.lines {
        let label = label(view, line);
        let Some(row) = line.row else {
            pending = Some(label);
            continue;
        };
        let is_total = line.weight == Weight::Total;
        let values = |periods: &Periods| -> Vec<Option<Decimal>> {
            let periods = periods.periods.iter();
            periods
                .map(|period| period.value(view.grid, row, line.over_year))
                .collect()
        };
        // The same lines in every table of a statement, so that the years can be compared.
        if !is_total && values(all).iter().flatten().all(Decimal::is_zero) {
            continue;
        }
        let below_total = above.is_some_and(|above| above.weight == Weight::Total);
        if below_total && !is_total && !is_part_of(line, above) {
            table.blank();
        }
        // A total names its section itself: without lines above it a heading says nothing.
        if let Some(heading) = pending.take()
            && !is_total
        {
            table.heading(0, heading);
        }
        if is_total && above.is_some_and(|above| above.weight != Weight::Total) {
            table.rule();
        }
        table.row(indent(line.weight), label, cells(view, &values(periods)));
        above = Some(line);
    }
    table.render()
}

/// Whether a line says what of the line above it belongs to whom.
fn is_part_of(line: &StatementLine, above: Option<&StatementLine>) -> bool {
    line.weight == Weight::Part && above.is_some_and(|above| above.code == line.code)
}

fn indent(weight: Weight) -> usize {
    match weight {
        Weight::Heading | Weight::Total => 0,
        Weight::Item | Weight::Subtotal => 1,
        Weight::Part => 2,
    }
}

/// The label with the code of the law; a part goes by the code of the line it is part of.
fn label(view: &View<'_>, line: &StatementLine) -> String {
    let label = view.label(&line.label);
    if line.code.is_empty() || line.weight == Weight::Part {
        return label.to_owned();
    }
    format!("{} {label}", line.code)
}
