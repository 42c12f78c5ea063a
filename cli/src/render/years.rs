//! The table of the years: the rows of an entity's summary.

use cittadella_engine::ledger::OverYear;
use cittadella_engine::model::PlanEntity;
use cittadella_engine::quantity::Decimal;
use cittadella_engine::sheet::RowId;

use super::period::{Period, Periods, Step, Tail};
use super::table::{Blocks, Table};
use super::{View, number};

/// One line of the summary.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Headline {
    /// What it is called.
    pub(crate) label: &'static str,
    /// Its row.
    pub(crate) row: RowId,
    /// How its months make a year.
    pub(crate) over: Over,
    /// Whether it is printed where it is always zero.
    pub(crate) always: bool,
}

/// How the months of a summary line make its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    /// As in a statement.
    Statement(OverYear),
    /// The greatest month: what was missing at worst.
    Greatest,
}

/// The lines of an entity's summary, in order.
pub(crate) fn headlines(view: &View<'_>, entity: &PlanEntity) -> Vec<Headline> {
    let words = view.words;
    let line = |label, row, over| Headline {
        label,
        row,
        over: Over::Statement(over),
        always: true,
    };
    let mut lines = vec![
        line(words.revenue(), entity.revenue, OverYear::Sum),
        line(
            words.operating_result(),
            entity.operating_result,
            OverYear::Sum,
        ),
        line(words.net_result(), entity.net_result, OverYear::Sum),
        line(words.operating_cash(), entity.operating_cash, OverYear::Sum),
        line(words.closing_cash(), entity.closing_cash, OverYear::Last),
        Headline {
            label: words.uncovered_need(),
            row: entity.uncovered_need,
            over: Over::Greatest,
            always: false,
        },
    ];
    let group = view.plan.group.as_ref();
    if let Some(group) = group.filter(|_| view.is_group(entity)) {
        let outside = Headline {
            always: false,
            ..line(words.outside_result(), group.minority_result, OverYear::Sum)
        };
        let result = lines.iter().position(|line| line.row == entity.net_result);
        lines.insert(result.map_or(0, |result| result + 1), outside);
        lines.push(line(words.net_debt(), group.net_debt, OverYear::Last));
    }
    lines
}

/// The table of the years, one part for each entity.
pub(crate) fn table(view: &View<'_>, tail: Tail) -> String {
    let periods = Periods::new(view.timeline(), Step::Year, tail, view.language());
    let mut table = Table::new(periods.heads(), Blocks::Fit);
    table.tail_from(periods.tail_from);
    let entities: Vec<&PlanEntity> = view.entities().collect();
    for (position, entity) in entities.iter().enumerate() {
        let indent = usize::from(entities.len() > 1);
        if indent > 0 {
            if position > 0 {
                table.blank();
            }
            table.heading(0, view.label(&entity.label));
        }
        for headline in headlines(view, entity) {
            let values = values(view, &periods.periods, &headline);
            if headline.always || values.iter().flatten().any(|value| !value.is_zero()) {
                table.row(indent, headline.label, cells(view, &values));
            }
        }
    }
    table.render()
}

/// The values of a summary line over some periods.
pub(crate) fn values(
    view: &View<'_>,
    periods: &[Period],
    headline: &Headline,
) -> Vec<Option<Decimal>> {
    periods
        .iter()
        .map(|period| match headline.over {
            Over::Statement(over) => period.value(view.grid, headline.row, over),
            Over::Greatest => period.greatest(view.grid, headline.row),
        })
        .collect()
}

/// Amounts as cells.
pub(crate) fn cells(view: &View<'_>, values: &[Option<Decimal>]) -> Vec<String> {
    values
        .iter()
        .map(|value| {
            value.map_or_else(
                || number::ABSENT.to_owned(),
                |value| number::whole(value, view.language()),
            )
        })
        .collect()
}
