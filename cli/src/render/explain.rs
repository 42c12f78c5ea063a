//! Why a value is what it is, as an indented tree.

use std::collections::HashSet;

use cittadella_engine::calendar::Month;
use cittadella_engine::evaluate::Case;
use cittadella_engine::explain::{Cause, Read, Source, Stated};
use cittadella_engine::quantity::Decimal;
use cittadella_engine::sheet::text::print_figure_formula;
use cittadella_engine::sheet::{FigureFormula, FigureId, InputId, Origin, RowId, Span};

use cittadella_engine::wording::Label;

use super::text::wrap;
use super::{View, figures, number, table};

/// Levels deeper than this are not indented further, so that the text keeps some width.
const INDENT_MAX: usize = 20;

/// A cell with what it reads, so deep as it was explained.
pub(crate) fn cell(view: &View<'_>, cause: &Cause) -> String {
    let mut tree = Tree {
        view,
        text: String::new(),
        told: HashSet::new(),
    };
    tree.cause(cause, 0);
    tree.text
}

/// The text under way, and the cells whose causes it has told.
struct Tree<'a> {
    view: &'a View<'a>,
    text: String,
    told: HashSet<(Source, Option<Month>)>,
}

impl Tree<'_> {
    fn cause(&mut self, cause: &Cause, level: usize) {
        let indent = 4 * level;
        let mut head = head(self.view, cause);
        let cell = (cause.source, cause.month);
        let again = self.told.contains(&cell);
        if !cause.reads.is_empty() {
            self.told.insert(cell);
        }
        if again {
            head += &format!(" ({})", self.view.words.as_above());
        }
        line(&mut self.text, indent, &head);
        if again {
            return;
        }
        about(self.view, &mut self.text, cause, indent + 2);
        for read in &cause.reads {
            self.read(read, level + 1);
        }
    }

    /// An operand: a single cell speaks for itself, a sum is followed by its parts. What delayed
    /// them comes last.
    fn read(&mut self, read: &Read, level: usize) {
        match read.causes.as_slice() {
            [only] => self.cause(only, level),
            several => {
                let value = plain(self.view, read.value);
                let mut sentence = format!("{} = {value}", read.operand);
                if several.len() > 1 {
                    sentence += &format!(" ({})", self.view.words.sum_of(several.len()));
                }
                line(&mut self.text, 4 * level, &sentence);
                for cause in several {
                    self.cause(cause, level + 1);
                }
            }
        }
        for lag in &read.timing {
            self.cause(lag, level);
        }
    }
}

/// Whose value it is, when, and the value.
fn head(view: &View<'_>, cause: &Cause) -> String {
    let month = match (cause.source, cause.month) {
        (Source::Input(input), _) if !is_series(view, input) => String::new(),
        (_, Some(month)) => format!(", {}", view.short(view.timeline().calendar_month(month))),
        (_, None) => format!(", {}", view.words.before_first_month()),
    };
    let value = match cause.absent_by {
        Some(_) => number::ABSENT.to_owned(),
        None => exact(view, cause),
    };
    format!("{}{month} = {value}", cause.key)
}

/// What it is called, where it comes from, and how it is computed.
fn about(view: &View<'_>, text: &mut String, cause: &Cause, indent: usize) {
    line(text, indent, &labelled(view, &cause.label, &cause.origin));
    if let Some(flag) = cause.absent_by {
        let flag = view.plan.sheet.row(flag).key().as_str();
        line(text, indent, &view.words.absent_by(flag));
    }
    if let Some(stated) = &cause.stated {
        changes(view, text, cause, stated, indent);
    }
    if let Some(formula) = &cause.formula {
        line(text, indent, &format!("= {formula}"));
    }
}

/// A label with its line of the scenario and its rule.
fn labelled(view: &View<'_>, label: &Label, origin: &Origin) -> String {
    let label = label.get(view.language());
    match (&origin.place, &origin.reference) {
        (Some(place), Some(reference)) => format!("{label} ({place}; {reference})"),
        (Some(text), None) | (None, Some(text)) => format!("{label} ({text})"),
        (None, None) => label.to_owned(),
    }
}

/// An input by itself: its values, each with the month from which it holds.
pub(crate) fn input(view: &View<'_>, id: InputId, case: &Case) -> String {
    let input = view.plan.sheet.input(id);
    let mut text = String::new();
    let mut before: Option<Decimal> = None;
    for month in view.timeline().months() {
        let value = input.value(month.index(), case.draw_of(id), case.stresses());
        if before == Some(value) {
            continue;
        }
        let shown = view.exact(value, input.unit);
        let from = if is_series(view, id) {
            format!(", {}", view.short(view.timeline().calendar_month(month)))
        } else {
            String::new()
        };
        line(&mut text, 0, &format!("{}{from} = {shown}", input.key));
        before = Some(value);
    }
    line(&mut text, 2, &labelled(view, &input.label, &input.origin));
    text
}

/// What an input says in the scenario, and what changed it.
fn changes(view: &View<'_>, text: &mut String, cause: &Cause, stated: &Stated, indent: usize) {
    let value = |value| view.exact(value, cause.unit);
    for (stress, change) in &stated.changes {
        let label = view.plan.sheet.stresses().find(|(id, _)| id == stress);
        let label = label.map_or("", |(_, stress)| view.label(&stress.label));
        let effect = if change.factor.is_zero() {
            format!("= {}", value(change.shift))
        } else if change.shift.is_zero() {
            format!("× {}", plain(view, change.factor))
        } else if change.factor == Decimal::ONE {
            format!("+ {}", value(change.shift))
        } else {
            format!("× {} + {}", plain(view, change.factor), value(change.shift))
        };
        line(
            text,
            indent,
            &view.words.changed(&value(stated.level), &effect, label),
        );
    }
    if stated.clamped {
        line(text, indent, view.words.held_at_edge());
    }
}

/// A figure: its value, its formula and what that reads.
pub(crate) fn figure(view: &View<'_>, id: FigureId) -> String {
    let sheet = &view.plan.sheet;
    let figure = sheet.figure(id);
    let mut text = String::new();
    line(
        &mut text,
        0,
        &format!("{} = {}", figure.key(), figures::value(view, id)),
    );
    line(
        &mut text,
        2,
        &labelled(view, figure.label(), figure.origin()),
    );
    let formula = print_figure_formula(sheet, figure.formula());
    line(&mut text, 2, &format!("= {formula}"));
    text
}

/// The cells that a figure is read off, and the figures and inputs it is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Root {
    /// A cell.
    Cell(RowId, Month),
    /// A row as a whole: all of its months count alike.
    Row(RowId),
    /// Another figure.
    Figure(FigureId),
    /// An input.
    Input(InputId),
}

/// What a figure reads, from left to right.
pub(crate) fn roots(view: &View<'_>, formula: &FigureFormula) -> Vec<Root> {
    let mut found = Vec::new();
    collect(view, formula, &mut found);
    found
}

fn collect(view: &View<'_>, formula: &FigureFormula, found: &mut Vec<Root>) {
    let at = |row: RowId, month: Option<Month>| match month {
        Some(month) => Root::Cell(row, month),
        None => Root::Row(row),
    };
    match formula {
        FigureFormula::Constant(..) => {}
        FigureFormula::Input(input) => found.push(Root::Input(*input)),
        FigureFormula::Figure(figure) => found.push(Root::Figure(*figure)),
        FigureFormula::Sum(row, _) | FigureFormula::Irr(row, _) => found.push(Root::Row(*row)),
        FigureFormula::Min(row, span) | FigureFormula::MonthOfMin(row, span) => {
            found.push(at(*row, first(view, *row, *span, |new, best| new < best)));
        }
        FigureFormula::Max(row, span) | FigureFormula::MonthOfMax(row, span) => {
            found.push(at(*row, first(view, *row, *span, |new, best| new > best)));
        }
        FigureFormula::Last(row, span) => found.push(at(*row, months(view, *span).last())),
        FigureFormula::At(row, number) => {
            let month = view
                .timeline()
                .month_of(view.timeline().month_numbered(*number));
            found.push(at(*row, month));
        }
        FigureFormula::FirstMonthWhere(row, span) => {
            let month = months(view, *span).find(|month| {
                let flag = view.grid.value(*row, *month);
                flag.is_some_and(|flag| !flag.is_zero())
            });
            found.push(at(*row, month));
        }
        FigureFormula::Npv { flow, rate, .. } => {
            found.push(Root::Row(*flow));
            collect(view, rate, found);
        }
        FigureFormula::Arithmetic(_, a, b) | FigureFormula::Quotient(a, b) => {
            collect(view, a, found);
            collect(view, b, found);
        }
    }
}

/// The first month whose value no other beats; absent cells do not count.
fn first(
    view: &View<'_>,
    row: RowId,
    span: Span,
    beats: fn(Decimal, Decimal) -> bool,
) -> Option<Month> {
    let mut best: Option<(Month, Decimal)> = None;
    for month in months(view, span) {
        if let Some(value) = view.grid.value(row, month)
            && best.is_none_or(|(_, best)| beats(value, best))
        {
            best = Some((month, value));
        }
    }
    best.map(|(month, _)| month)
}

fn months(view: &View<'_>, span: Span) -> impl Iterator<Item = Month> {
    let end = match span {
        Span::Shown => view.timeline().shown(),
        Span::Computed => view.timeline().month_count(),
    };
    (0..end).map(Month)
}

/// A row that a figure reads as a whole, with the months in which it is not zero.
pub(crate) fn row(view: &View<'_>, id: RowId) -> String {
    let row = view.plan.sheet.row(id);
    let mut text = String::new();
    line(&mut text, 4, row.key().as_str());
    line(&mut text, 6, &labelled(view, row.label(), row.origin()));
    for month in view.timeline().months() {
        if let Some(value) = view.grid.value(id, month)
            && !value.is_zero()
        {
            let value = view.exact(value, row.unit());
            let month = view.short(view.timeline().calendar_month(month));
            line(&mut text, 6, &format!("{month} = {value}"));
        }
    }
    text
}

/// Shifts a rendered tree to the right, below a figure.
pub(crate) fn nested(tree: &str) -> String {
    tree.lines().map(|line| format!("    {line}\n")).collect()
}

fn is_series(view: &View<'_>, input: InputId) -> bool {
    matches!(
        view.plan.sheet.input(input).level,
        cittadella_engine::sheet::Level::Series(_)
    )
}

fn exact(view: &View<'_>, cause: &Cause) -> String {
    let value = view.exact(cause.value, cause.unit);
    if figures::is_month(cause.unit)
        && let Some(calendar_month) = view.month_numbered(cause.value)
    {
        return format!("{value} ({})", view.short(calendar_month));
    }
    value
}

fn plain(view: &View<'_>, value: Decimal) -> String {
    number::plain(value, 10, view.language())
}

/// A line that hangs by four more spaces where it is too long.
fn line(text: &mut String, indent: usize, sentence: &str) {
    let indent = indent.min(4 * INDENT_MAX);
    for line in wrap(sentence, table::PAGE, indent, indent + 4) {
        *text += &line;
        text.push('\n');
    }
}
