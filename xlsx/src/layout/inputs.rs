//! The places of inputs, and of what the cases change.

use std::collections::{BTreeMap, BTreeSet};

use cittadella_engine::evaluate::Case;
use cittadella_engine::model::Plan;
use cittadella_engine::quantity::Decimal;
use cittadella_engine::sheet::{Input, InputId, Level};
use cittadella_engine::wording::Label;

use crate::addresses::InputPlace;
use crate::book::{Cell, Place, Range, WorksheetId};
use crate::export::Export;
use crate::frame;
use crate::inputs::columns;
use crate::tabs::{InputGroup, Tab, Tabs};

/// A worksheet of inputs with one value, line by line from [`frame::FIRST_LINE`] on.
#[derive(Debug, Clone)]
pub struct Scalars {
    /// The worksheet.
    pub tab: Tab,
    /// Its inputs, item by item; `None` is an empty line before the next item.
    pub lines: Vec<Option<InputId>>,
}

/// The lines of an input with a value a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeriesLine {
    /// The input.
    pub input: InputId,
    /// The line of what is stated; what counts stands on the last line of the block.
    pub stated: u32,
    /// The line of what counts.
    pub live: u32,
    /// Where a case changes single months: the first of one line a case with its factors; as many
    /// with the shifts follow, then the factors and the shifts of the chosen case.
    pub by_month: Option<u32>,
}

/// The worksheet *Cases*: the chosen case, and what each case does to each input.
#[derive(Debug, Clone)]
pub struct CasePlaces {
    /// The cell with the number of the chosen case.
    pub selector: Place,
    /// The cell in which its name is chosen.
    pub chosen: Place,
    /// What the cases are called: the base case, then the others.
    pub labels: Vec<Label>,
    /// The names of the cases as they stand in a line.
    pub names: Range,
    /// The inputs that at least one case changes, in their order.
    pub changes: Vec<CaseChange>,
}

/// What the cases do to an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseChange {
    /// The input.
    pub input: InputId,
    /// The line of its factors; its shifts stand on the next one.
    pub line: u32,
    /// Factor and shift in each case.
    pub by_case: Vec<(Decimal, Decimal)>,
}

/// Whether an input has a value a month: stated so, or changed in single months.
fn is_series(input: &Input) -> bool {
    let monthly =
        |(_, change): &(_, cittadella_engine::uncertainty::Change)| change.month.is_some();
    matches!(input.level, Level::Series(_)) || input.changes.iter().any(monthly)
}

/// Factor and shift of a case for an input, all its stresses one after the other; `month` is the
/// month in question where single months change.
pub(crate) fn affine(input: &Input, case: &Case, month: Option<usize>) -> (Decimal, Decimal) {
    let (mut factor, mut shift) = (Decimal::ONE, Decimal::ZERO);
    for stress in case.stresses() {
        for (of, change) in &input.changes {
            if of == stress && (change.month.is_none() || change.month == month) {
                factor = factor.saturating_mul(change.factor);
                shift = change.apply(shift);
            }
        }
    }
    (factor, shift)
}

/// The cases in the order of the selector.
pub(crate) fn cases<'a>(export: &'a Export<'a>) -> impl Iterator<Item = &'a Case> {
    std::iter::once(export.base.0).chain(export.compared.iter().map(|compared| compared.case))
}

impl CasePlaces {
    pub(super) fn new(export: &Export<'_>, tabs: &Tabs) -> CasePlaces {
        let worksheet = tabs.id(Tab::Cases);
        let place = |row, column| Place {
            worksheet,
            cell: Cell::at(row, column),
        };
        let base = Label::new("Caso base", "Base case");
        let compared = export
            .compared
            .iter()
            .map(|compared| compared.label.clone());
        let labels: Vec<Label> = std::iter::once(base).chain(compared).collect();
        let mut changes = Vec::new();
        let mut line = columns::CASES_FIRST_LINE;
        for (id, input) in export.plan.sheet.inputs() {
            if is_monthly(input) {
                continue;
            }
            let by_case: Vec<_> = cases(export)
                .map(|case| affine(input, case, None))
                .collect();
            let untouched = (Decimal::ONE, Decimal::ZERO);
            if by_case.iter().any(|change| *change != untouched) {
                changes.push(CaseChange {
                    input: id,
                    line,
                    by_case,
                });
                line += 2;
            }
        }
        let last = columns::FIRST_CASE + u16::try_from(labels.len() - 1).unwrap_or(u16::MAX);
        CasePlaces {
            chosen: place(columns::CHOSEN_LINE, columns::CHOSEN),
            selector: place(columns::CHOSEN_LINE + 1, columns::CHOSEN),
            labels,
            names: Range {
                worksheet,
                first: Cell::at(frame::HEADS, columns::FIRST_CASE),
                last: Cell::at(frame::HEADS, last),
            },
            changes,
        }
    }

    /// The worksheet.
    pub fn worksheet(&self) -> WorksheetId {
        self.selector.worksheet
    }

    /// The cells with factor and shift of an input in the chosen case, where a case changes it.
    pub fn selected(&self, input: InputId) -> Option<(Place, Place)> {
        let change = self.changes.iter().find(|change| change.input == input)?;
        let place = |row| Place {
            worksheet: self.worksheet(),
            cell: Cell::at(row, columns::SELECTED),
        };
        Some((place(change.line), place(change.line + 1)))
    }
}

/// Whether a case changes single months of an input.
fn is_monthly(input: &Input) -> bool {
    input
        .changes
        .iter()
        .any(|(_, change)| change.month.is_some())
}

/// The worksheets of inputs with one value that have at least one.
pub(super) fn groups(plan: &Plan) -> BTreeSet<Tab> {
    let scalars = plan.sheet.inputs().filter(|(_, input)| !is_series(input));
    scalars
        .map(|(_, input)| Tab::Inputs(InputGroup::of(input.key.as_str())))
        .collect()
}

/// Places every input.
pub(super) fn place(
    export: &Export<'_>,
    tabs: &Tabs,
    cases: &CasePlaces,
) -> (Vec<Scalars>, Vec<SeriesLine>, Vec<InputPlace>) {
    let sheet = &export.plan.sheet;
    let mut grouped: BTreeMap<Tab, Vec<InputId>> = BTreeMap::new();
    let mut series = Vec::new();
    let mut next = frame::FIRST_LINE;
    let case_count = u32::try_from(cases.labels.len()).unwrap_or(u32::MAX);
    for (id, input) in sheet.inputs() {
        if !is_series(input) {
            let group = Tab::Inputs(InputGroup::of(input.key.as_str()));
            grouped.entry(group).or_default().push(id);
            continue;
        }
        let by_month = is_monthly(input).then_some(next + 1);
        let between = if by_month.is_some() {
            2 * case_count + 2
        } else {
            0
        };
        series.push(SeriesLine {
            input: id,
            stated: next,
            live: next + 1 + between,
            by_month,
        });
        next += between + 3;
    }
    let mut places = vec![None; sheet.inputs().len()];
    let monthly = tabs.id(Tab::InputsByMonth);
    for line in &series {
        let at = |row| Place {
            worksheet: monthly,
            cell: Cell::at(row, frame::FIRST_MONTH),
        };
        places[line.input.index()] = Some(InputPlace {
            stated: at(line.stated),
            live: at(line.live),
            series: true,
        });
    }
    let mut scalars = Vec::new();
    for (tab, inputs) in grouped {
        let lines = by_item(export.plan, &inputs);
        for (position, input) in lines.iter().enumerate() {
            let row = frame::FIRST_LINE + u32::try_from(position).unwrap_or(u32::MAX);
            let at = |column| Place {
                worksheet: tabs.id(tab),
                cell: Cell::at(row, column),
            };
            if let Some(input) = input {
                places[input.index()] = Some(InputPlace {
                    stated: at(columns::STATED),
                    live: at(columns::LIVE),
                    series: false,
                });
            }
        }
        scalars.push(Scalars { tab, lines });
    }
    (scalars, series, places.into_iter().flatten().collect())
}

/// Inputs item by item (by the first two words of their paths), an empty line before each item but
/// the first.
fn by_item(plan: &Plan, inputs: &[InputId]) -> Vec<Option<InputId>> {
    let mut order: Vec<String> = Vec::new();
    let mut items: BTreeMap<String, Vec<InputId>> = BTreeMap::new();
    for input in inputs {
        let path = plan.sheet.input(*input).key.as_str();
        let item = path.split('.').take(2).collect::<Vec<_>>().join(".");
        let of_item = items.entry(item.clone()).or_default();
        if of_item.is_empty() {
            order.push(item);
        }
        of_item.push(*input);
    }
    let mut lines = Vec::new();
    for item in order {
        if !lines.is_empty() {
            lines.push(None);
        }
        lines.extend(items[&item].iter().copied().map(Some));
    }
    lines
}
