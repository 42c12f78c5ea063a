//! The builder: the only way to make a sheet.

use std::collections::HashMap;

use super::key::Key;
use super::units::Units;
use super::{
    Entry, Figure, FigureId, Formula, Input, InputId, KeyColumn, List, ListId, Order, Rank, Row,
    RowId, RowSpec, Sheet, Stress, StressId, TagId, Term, Violation, verify,
};
use crate::calendar::Timeline;

/// Collects the rows, inputs, lists and figures of one sheet.
///
/// Rows may be declared before they are defined, so that a balance can be read (`previous()`) by
/// the rows that move it. What is wrong is collected and returned by [`SheetBuilder::finish`];
/// every such violation is a mistake in the code that builds the sheet, never the user's.
#[derive(Debug)]
pub struct SheetBuilder {
    timeline: Timeline,
    specs: Vec<RowSpec>,
    formulas: Vec<Option<Formula>>,
    inputs: Vec<Input>,
    stresses: Vec<Stress>,
    lists: Vec<List>,
    tags: Vec<Key>,
    tag_ids: HashMap<Key, TagId>,
    figures: Vec<Figure>,
    violations: Vec<Violation>,
}

impl SheetBuilder {
    /// An empty sheet over these months.
    pub fn new(timeline: Timeline) -> SheetBuilder {
        SheetBuilder {
            timeline,
            specs: Vec::new(),
            formulas: Vec::new(),
            inputs: Vec::new(),
            stresses: Vec::new(),
            lists: Vec::new(),
            tags: Vec::new(),
            tag_ids: HashMap::new(),
            figures: Vec::new(),
            violations: Vec::new(),
        }
    }

    /// The months of the sheet.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// What has been declared of a row.
    pub fn spec(&self, row: RowId) -> &RowSpec {
        &self.specs[row.index()]
    }

    /// Declares a row whose formula follows.
    pub fn declare(&mut self, spec: RowSpec) -> RowId {
        let id = RowId::at(self.specs.len());
        self.specs.push(spec);
        self.formulas.push(None);
        id
    }

    /// Gives a declared row its formula.
    pub fn define(&mut self, row: RowId, formula: impl Into<Formula>) {
        if self.formulas[row.index()].replace(formula.into()).is_some() {
            self.violations
                .push(Violation::defined_twice(&self.specs[row.index()].key));
        }
    }

    /// Declares and defines a row.
    pub fn add(&mut self, spec: RowSpec, formula: impl Into<Formula>) -> RowId {
        let row = self.declare(spec);
        self.define(row, formula);
        row
    }

    /// Closes a corkscrew: `closing = opening + additions − reductions`, where `formula` starts
    /// from `balance.previous()`. The same as [`SheetBuilder::define`], said for the reader.
    pub fn close(&mut self, balance: RowId, formula: impl Into<Formula>) {
        self.define(balance, formula);
    }

    /// Posts in whole cents what accrues towards one settlement: rounds the cumulated amount and
    /// takes the difference, so that the months add up to the settlement to the cent.
    ///
    /// `cumulated` is the amount since the last settlement, this month included; `restart` is 1 in
    /// the first month after a settlement, where nothing stood before.
    /// `posted = to_cents(cumulated) − to_cents(cumulated of the month before, 0 at a restart)`.
    pub fn accrue(&mut self, spec: RowSpec, cumulated: RowId, restart: RowId) -> RowId {
        let before = super::number(crate::quantity::Decimal::ONE) - restart;
        let carried = self.add(
            RowSpec::balance(
                spec.key.child("accrued_before"),
                spec.label.with_detail(&crate::wording::Label::new(
                    "maturato prima del mese, al centesimo",
                    "accrued before the month, in cents",
                )),
                spec.unit,
            )
            .origin(spec.origin.clone()),
            (cumulated.previous() * before).to_cents(),
        );
        self.add(spec, cumulated.to_cents() - carried)
    }

    /// Adds an input.
    pub fn input(&mut self, input: Input) -> InputId {
        let id = InputId::at(self.inputs.len());
        self.inputs.push(input);
        id
    }

    /// What has been stated of an input.
    pub fn input_of(&self, input: InputId) -> &Input {
        &self.inputs[input.index()]
    }

    /// Adds a stress.
    pub fn stress(&mut self, stress: Stress) -> StressId {
        let id = StressId::at(self.stresses.len());
        self.stresses.push(stress);
        id
    }

    /// Adds an empty list.
    pub fn list(&mut self, key: impl Into<Key>) -> ListId {
        let id = ListId::at(self.lists.len());
        self.lists.push(List {
            key: key.into(),
            entries: Vec::new(),
        });
        id
    }

    /// The id of a tag; the same text always gives the same id.
    pub fn tag(&mut self, key: impl Into<Key>) -> TagId {
        let key = key.into();
        if let Some(id) = self.tag_ids.get(&key) {
            return *id;
        }
        let id = TagId::at(self.tags.len());
        self.tags.push(key.clone());
        self.tag_ids.insert(key, id);
        id
    }

    /// Enters a row into a list, behind the entries of its rank and of the ranks below.
    pub fn enter(&mut self, list: ListId, entry: Entry) {
        let entries = &mut self.lists[list.index()].entries;
        let position = entries.partition_point(|earlier| earlier.rank <= entry.rank);
        entries.insert(position, entry);
    }

    /// The entries that a list holds so far.
    pub fn entries(&self, list: ListId) -> &[Entry] {
        &self.lists[list.index()].entries
    }

    /// The sum of a list's entries under a key, of all ranks or of those below one.
    pub fn list_sum(
        &self,
        list: ListId,
        column: KeyColumn,
        tag: TagId,
        below: Option<Rank>,
    ) -> Formula {
        Formula::ListSum {
            list,
            column,
            tag,
            below,
        }
    }

    /// Adds a figure.
    pub fn figure(&mut self, figure: Figure) -> FigureId {
        let id = FigureId::at(self.figures.len());
        self.figures.push(figure);
        id
    }

    /// What a figure added so far is.
    pub fn figure_of(&self, figure: FigureId) -> &Figure {
        &self.figures[figure.index()]
    }

    /// The row declared with this key; for keys that a user typed.
    pub fn find_row(&self, key: &str) -> Option<RowId> {
        self.specs
            .iter()
            .position(|spec| spec.key.as_str() == key)
            .map(RowId::at)
    }

    /// The figure with this key; for keys that a user typed.
    pub fn find_figure(&self, key: &str) -> Option<FigureId> {
        self.figures
            .iter()
            .position(|figure| figure.key().as_str() == key)
            .map(FigureId::at)
    }

    /// The keys of all rows so far, for suggestions.
    pub fn row_keys(&self) -> impl Iterator<Item = &str> {
        self.specs.iter().map(|spec| spec.key.as_str())
    }

    /// The rows and lists as they stand, unverified.
    #[cfg(test)]
    pub(super) fn parts(self) -> (Vec<Row>, Vec<List>) {
        let rows = self.specs.into_iter().zip(self.formulas);
        let rows = rows.map(|(spec, formula)| Row {
            spec,
            formula: formula.unwrap(),
        });
        (rows.collect(), self.lists)
    }

    /// Computes the order of evaluation, verifies every invariant and returns the sheet.
    ///
    /// # Errors
    /// Every violation found; see [`verify`] for the list.
    pub fn finish(self) -> Result<Sheet, Vec<Violation>> {
        let SheetBuilder {
            timeline,
            specs,
            formulas,
            inputs,
            stresses,
            lists,
            tags,
            figures,
            ..
        } = self;
        let mut violations = self.violations;
        let mut rows = Vec::with_capacity(specs.len());
        for (spec, formula) in specs.into_iter().zip(formulas) {
            if formula.is_none() {
                violations.push(Violation::undefined(&spec.key));
            }
            let formula = formula.unwrap_or_else(|| super::number(0.into()));
            rows.push(Row { spec, formula });
        }
        set_scales(&mut rows, &inputs, &lists);
        let order = Order::of(&rows, &lists).unwrap_or_else(|circle| {
            violations.push(Violation::circle(&circle, &rows));
            Order::default()
        });
        let sheet = Sheet {
            timeline,
            rows,
            inputs,
            stresses,
            lists,
            tags,
            figures,
            order,
        };
        violations.extend(verify::verify(&sheet));
        if violations.is_empty() {
            Ok(sheet)
        } else {
            Err(violations)
        }
    }
}

/// Sets the scale of every comparison by the unit of what it compares. Units that do not fit are
/// the verifier's to report.
fn set_scales(rows: &mut [Row], inputs: &[Input], lists: &[List]) {
    let units: Vec<_> = rows.iter().map(Row::unit).collect();
    let units = Units {
        rows: &units,
        inputs,
        lists,
    };
    for row in rows {
        let _ = units.infer(&mut row.formula);
    }
}
