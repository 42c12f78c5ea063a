//! A plan with its values, as a test looks at it: by row key, month and fiscal year.

use cittadella_engine::calendar::{Month, YearMonth};
use cittadella_engine::evaluate::{Case, Grid, exact};
use cittadella_engine::model::Plan;
use cittadella_engine::quantity::Decimal;
use cittadella_engine::sheet::{Kind, RowId};

/// A compiled plan with the values of one case.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The plan.
    pub plan: Plan,
    /// Its values.
    pub grid: Grid,
}

impl Reading {
    /// Evaluates a plan in one case.
    ///
    /// # Panics
    /// If a value is too large to be computed with.
    pub fn of(plan: Plan, case: &Case) -> Reading {
        let grid = exact(&plan.sheet, case)
            .unwrap_or_else(|overflow| panic!("a value is too large: {overflow:?}"));
        Reading { plan, grid }
    }

    /// The row with this key.
    ///
    /// # Panics
    /// If there is none; the message lists the keys that begin alike.
    pub fn row(&self, key: &str) -> RowId {
        self.plan.sheet.find_row(key).unwrap_or_else(|| {
            let head = key.rsplit_once('.').map_or(key, |(head, _)| head);
            let keys = self.plan.sheet.rows().map(|(_, row)| row.key().to_string());
            let near: Vec<String> = keys.filter(|key| key.starts_with(head)).collect();
            panic!("no row `{key}`; there are: {}", near.join(", "))
        })
    }

    /// The value in a month; `None` where the row is absent.
    pub fn at(&self, key: &str, month: YearMonth) -> Option<Decimal> {
        let month = self.plan.sheet.timeline().month_of(month);
        self.grid
            .value(self.row(key), month.expect("a computed month"))
    }

    /// The value of a figure; `None` where it has none.
    ///
    /// # Panics
    /// If the plan has no such figure.
    pub fn figure(&self, key: &str) -> Option<Decimal> {
        let figure = self.plan.sheet.find_figure(key);
        let figure = figure.unwrap_or_else(|| panic!("no figure `{key}`"));
        self.grid.figure(figure).value()
    }

    /// The values of all computed months.
    pub fn months(&self, key: &str) -> &[Decimal] {
        self.grid.cells(self.row(key))
    }

    /// The values of the fiscal years: sums of flows, closings of all else.
    pub fn years(&self, key: &str) -> Vec<Decimal> {
        let row = self.row(key);
        let kind = self.plan.sheet.row(row).kind();
        let timeline = self.plan.sheet.timeline();
        let months_of = |year: i32| -> Vec<Month> {
            let in_year = |month: &Month| timeline.calendar_month(*month).year() == year;
            timeline.months().filter(in_year).collect()
        };
        let years = timeline.fiscal_years().into_iter().map(months_of);
        years
            .map(|months| match kind {
                Kind::Flow => months.iter().map(|month| self.grid.cell(row, *month)).sum(),
                Kind::Balance | Kind::Rate | Kind::Flag => months
                    .last()
                    .map_or(Decimal::ZERO, |last| self.grid.cell(row, *last)),
            })
            .collect()
    }
}
