//! What is asked of every trial of a plan, and where the answers are kept.

use std::ops::Range;

use super::{Record, Simulation, Trials};
use crate::calendar::Month;
use crate::evaluate::{Case, Grid};
use crate::model::{Plan, PlanUncertainty};
use crate::sheet::{FigureId, RowId, Sheet};

/// The answers that are kept of each trial: figures, the first month in which something happens,
/// cells, and sums of cells over the last year.
///
/// One column of a [`Record`] each. What they are depends on the plan alone, so that trials which
/// ran on several machines can be put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questions {
    figures: Vec<FigureId>,
    firsts: Vec<RowId>,
    cells: Vec<(RowId, Month)>,
    /// Rows that are summed over the [`Questions::last_year`].
    sums: Vec<RowId>,
    last_year: Range<usize>,
    pub(super) places: Places,
}

/// Where an answer is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The value of a figure.
    Figure(usize),
    /// The number of the first shown month in which a row is not zero.
    First(usize),
    /// The value of a row in a month.
    Cell(usize),
    /// The sum of a row over the last year shown.
    Sum(usize),
}

/// Where the parts of an outlook find their answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Places {
    /// Numbers, in the order in which they are told.
    pub(super) numbers: Vec<Column>,
    /// The target.
    pub(super) target: Option<TargetPlaces>,
    /// When each alert first holds.
    pub(super) alerts: Vec<Column>,
    /// When each entity first lacks money.
    pub(super) needs: Vec<Column>,
    /// The margin of each covenant in the months in which it may be tested.
    pub(super) covenants: Vec<Vec<(Month, Column)>>,
    /// The cash of each entity at the end of each shown month.
    pub(super) cash: Vec<Vec<Column>>,
}

/// Where the answers on the target are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TargetPlaces {
    /// The month number in which it is reached.
    pub(super) reached: Column,
    /// The month number in which it is lost again.
    pub(super) relapse: Column,
    /// When each entity whose need is insolvency first lacks money.
    pub(super) needs: Vec<Column>,
}

impl Questions {
    /// Nothing is asked yet of a sheet.
    pub(super) fn none(sheet: &Sheet) -> Questions {
        let shown = sheet.timeline().shown() as usize;
        Questions {
            figures: Vec::new(),
            firsts: Vec::new(),
            cells: Vec::new(),
            sums: Vec::new(),
            last_year: shown.saturating_sub(12)..shown,
            places: Places::default(),
        }
    }

    /// Everything that an [`super::Outlook`] tells; `base` holds the plan's values without any
    /// draw, in the same case.
    pub fn of(plan: &Plan, base: &Grid) -> Questions {
        let mut questions = Questions::of_target(plan);
        questions.places = Places {
            numbers: super::outlook::ask_numbers(plan, &mut questions),
            alerts: each(&plan.alerts, |alert| questions.first(alert.flag)),
            needs: each(&plan.entities, |entity| {
                questions.first(entity.uncovered_need)
            }),
            covenants: super::outlook::ask_covenants(plan, base, &mut questions),
            cash: super::outlook::ask_cash(plan, &mut questions),
            target: questions.places.target.take(),
        };
        questions
    }

    /// The columns by which the target is judged, and nothing else.
    pub fn of_target(plan: &Plan) -> Questions {
        let mut questions = Questions::none(&plan.sheet);
        questions.places.target = plan.target.as_ref().map(|target| TargetPlaces {
            reached: questions.figure(target.reached),
            relapse: questions.figure(target.relapse),
            needs: each(&target.insolvency, |need| questions.first(*need)),
        });
        questions
    }

    /// Asks for a figure.
    pub(super) fn figure(&mut self, figure: FigureId) -> Column {
        Column::Figure(place(&mut self.figures, figure))
    }

    /// Asks when a row is first not zero.
    pub(super) fn first(&mut self, row: RowId) -> Column {
        Column::First(place(&mut self.firsts, row))
    }

    /// Asks for the value of a row in a month.
    pub(super) fn cell(&mut self, row: RowId, month: Month) -> Column {
        // Cells are many and never asked for twice.
        self.cells.push((row, month));
        Column::Cell(self.cells.len() - 1)
    }

    /// Asks for the sum of a row over the last year shown.
    pub(super) fn last_year_of(&mut self, row: RowId) -> Column {
        Column::Sum(place(&mut self.sums, row))
    }

    /// The months of the last year shown.
    pub fn last_year(&self) -> Range<usize> {
        self.last_year.clone()
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.figures.len() + self.firsts.len() + self.cells.len() + self.sums.len()
    }

    /// What the columns are called, in their order: `figures.lowest`, `first hub.need.closing`,
    /// `hub.cash.closing 2024-05`, `year hub.self_sufficiency.operating_cash`.
    pub fn names(&self, sheet: &Sheet) -> Vec<String> {
        let key = |row: &RowId| sheet.row(*row).key().as_str();
        let figures = self.figures.iter();
        let figures = figures.map(|figure| sheet.figure(*figure).key().to_string());
        let firsts = self.firsts.iter().map(|row| format!("first {}", key(row)));
        let cells = self.cells.iter().map(|(row, month)| {
            let month = sheet.timeline().calendar_month(*month);
            format!("{} {month}", key(row))
        });
        let sums = self.sums.iter().map(|row| format!("year {}", key(row)));
        figures.chain(firsts).chain(cells).chain(sums).collect()
    }

    /// The figures asked for, in the order of their columns.
    pub fn figures(&self) -> &[FigureId] {
        &self.figures
    }

    /// The bytes that the answers of so many trials take, with the copies that are made while they
    /// are read: each column once, and what two threads sort at a time.
    pub fn bytes(&self, trials: usize) -> u64 {
        const COPIES: u64 = 16;
        (self.columns() as u64 + COPIES) * 8 * trials as u64
    }

    /// The plan made ready to answer. Stresses of the case act after the draws.
    pub fn simulation<'a>(
        &self,
        sheet: &'a Sheet,
        case: &Case,
        uncertainty: &PlanUncertainty,
    ) -> Simulation<'a> {
        let of_year = |row: &RowId| {
            let row = *row;
            self.last_year().map(move |month| (row, Month::at(month)))
        };
        let mut cells = self.cells.clone();
        cells.extend(self.sums.iter().flat_map(of_year));
        Simulation::new(
            sheet,
            case,
            uncertainty,
            &self.figures,
            &self.firsts,
            &cells,
        )
    }

    /// Keeps the answers of the trials that such a simulation has run.
    pub fn record(&self, first: u64, replicates: Option<u32>, trials: Trials) -> Record {
        let Trials {
            count,
            figures,
            firsts,
            mut cells,
        } = trials;
        let months = cells.split_off(self.cells.len());
        let year = self.last_year.len().max(1);
        let sums = months.chunks(year).map(|months| {
            let sum = |trial: usize| months.iter().map(|month| month[trial]).sum();
            (0..count).map(sum).collect()
        });
        let sums: Vec<Vec<f64>> = sums.collect();
        let columns = figures.into_iter().chain(firsts).chain(cells).chain(sums);
        Record {
            first,
            count,
            replicates,
            columns: columns.collect(),
        }
    }

    /// What each trial answered on the numbers that an [`super::Outlook`] tells, in its order.
    pub fn numbers<'r>(&self, record: &'r Record) -> Vec<&'r [f64]> {
        let columns = self.places.numbers.iter();
        columns.map(|column| record.column(self, *column)).collect()
    }

    /// The month numbers in which each trial reached the target and lost it again; not a number
    /// where it did not.
    pub fn target<'r>(&self, record: &'r Record) -> Option<[&'r [f64]; 2]> {
        let places = self.places.target.as_ref()?;
        Some([places.reached, places.relapse].map(|column| record.column(self, column)))
    }

    /// Where a column stands in a record.
    pub(super) fn position(&self, column: Column) -> usize {
        let (figures, firsts) = (self.figures.len(), self.firsts.len());
        match column {
            Column::Figure(nth) => nth,
            Column::First(nth) => figures + nth,
            Column::Cell(nth) => figures + firsts + nth,
            Column::Sum(nth) => figures + firsts + self.cells.len() + nth,
        }
    }
}

fn each<T>(items: &[T], ask: impl FnMut(&T) -> Column) -> Vec<Column> {
    items.iter().map(ask).collect()
}

/// The place of an item in a list, at whose end it is put where it is new.
fn place<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    match list.iter().position(|known| *known == item) {
        Some(known) => known,
        None => {
            list.push(item);
            list.len() - 1
        }
    }
}
