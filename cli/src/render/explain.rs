//! Why a value is what it is, as an indented tree.

use cittadella_engine::calendar::Month;
use cittadella_engine::evaluate::Case;
use cittadella_engine::explain::{Cause, Read, Source, Stated};
use cittadella_engine::quantity::Decimal;
use cittadella_engine::sheet::text::print_figure_formula;
use cittadella_engine::sheet::{FigureFormula, FigureId, InputId, Origin, RowId, Span};

use super::text::wrap;
use super::{View, figures, number, table};

/// Levels deeper than this are not indented further, so that the text keeps some width.
const INDENT_MAX: usize = 20;

/// A cell with what it reads, so deep as it was explained.
pub(crate) fn cell(view: &View<'_>, cause: &Cause) -> String {
    let mut text = String::new();
    write_cause(view, &mut text, cause, 0);
    text
}

fn write_cause(view: &View<'_>, text: &mut String, cause: &Cause, level: usize) {
    let indent = 4 * level;
    let month = match (cause.source, cause.month) {
        (Source::Input(input), _) if !is_series(view, input) => String::new(),
        (_, Some(month)) => format!(", {}", view.short(view.timeline().calendar_month(month))),
        (_, None) => format!(", {}", view.words.before_first_month()),
    };
    let value = match cause.absent_by {
        Some(_) => number::ABSENT.to_owned(),
        None => exact(view, cause),
    };
    line(text, indent, &format!("{}{month} = {value}", cause.key));
    let mut about = view.label(&cause.label).to_owned();
    if let Some(origin) = origin(&cause.origin) {
        about += &format!(" ({origin})");
    }
    line(text, indent + 2, &about);
    if let Some(flag) = cause.absent_by {
        let flag = view.plan.sheet.row(flag).key().as_str();
        line(text, indent + 2, &view.words.absent_by(flag));
    }
    if let Some(stated) = &cause.stated {
        write_stated(view, text, cause, stated, indent + 2);
    }
    if let Some(formula) = &cause.formula {
        line(text, indent + 2, &format!("= {formula}"));
    }
    for read in &cause.reads {
        write_read(view, text, read, level + 1);
    }
}

/// An operand: a single cell speaks for itself, a sum is followed by its parts.
fn write_read(view: &View<'_>, text: &mut String, read: &Read, level: usize) {
    match read.causes.as_slice() {
        [only] => write_cause(view, text, only, level),
        several => {
            let value = plain(view, read.value);
            let mut sentence = format!("{} = {value}", read.operand);
            if several.len() > 1 {
                sentence += &format!(" ({})", view.words.sum_of(several.len()));
            }
            line(text, 4 * level, &sentence);
            for cause in several {
                write_cause(view, text, cause, level + 1);
            }
        }
    }
}

/// An input by itself: its values, each with the month from which it holds.
pub(crate) fn input(view: &View<'_>, id: InputId, case: &Case) -> String {
    let input = view.plan.sheet.input(id);
    let mut text = String::new();
    let mut before: Option<Decimal> = None;
    for month in view.timeline().months() {
        let value = input.value(month.index(), case.stresses());
        if before == Some(value) {
            continue;
        }
        let shown = number::exact(value, input.unit, view.language());
        let from = if is_series(view, id) {
            format!(", {}", view.short(view.timeline().calendar_month(month)))
        } else {
            String::new()
        };
        line(&mut text, 0, &format!("{}{from} = {shown}", input.key));
        before = Some(value);
    }
    let mut about = view.label(&input.label).to_owned();
    if let Some(origin) = origin(&input.origin) {
        about += &format!(" ({origin})");
    }
    line(&mut text, 2, &about);
    text
}

/// What an input says in the scenario, and what changed it.
fn write_stated(view: &View<'_>, text: &mut String, cause: &Cause, stated: &Stated, indent: usize) {
    for (stress, change) in &stated.changes {
        let label = view.plan.sheet.stresses().find(|(id, _)| id == stress);
        let label = label.map_or("", |(_, stress)| view.label(&stress.label));
        let mut effect = Vec::new();
        if change.factor != Decimal::ONE {
            effect.push(format!("× {}", plain(view, change.factor)));
        }
        if !change.shift.is_zero() {
            effect.push(format!(
                "+ {}",
                number::exact(change.shift, cause.unit, view.language())
            ));
        }
        let stated = number::exact(stated.level, cause.unit, view.language());
        let sentence = view.words.changed(&stated, &effect.join(" "), label);
        line(text, indent, &sentence);
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
    let mut about = view.label(figure.label()).to_owned();
    if let Some(origin) = origin(figure.origin()) {
        about += &format!(" ({origin})");
    }
    line(&mut text, 2, &about);
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
    let mut about = view.label(row.label()).to_owned();
    if let Some(origin) = origin(row.origin()) {
        about += &format!(" ({origin})");
    }
    line(&mut text, 6, &about);
    for month in view.timeline().months() {
        if let Some(value) = view.grid.value(id, month)
            && !value.is_zero()
        {
            let value = number::exact(value, row.unit(), view.language());
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

fn origin(origin: &Origin) -> Option<String> {
    match (&origin.place, &origin.reference) {
        (Some(place), Some(reference)) => Some(format!("{place}; {reference}")),
        (Some(text), None) | (None, Some(text)) => Some(text.clone()),
        (None, None) => None,
    }
}

fn is_series(view: &View<'_>, input: InputId) -> bool {
    matches!(
        view.plan.sheet.input(input).level,
        cittadella_engine::sheet::Level::Series(_)
    )
}

fn exact(view: &View<'_>, cause: &Cause) -> String {
    let value = number::exact(cause.value, cause.unit, view.language());
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
