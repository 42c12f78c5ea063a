//! What the scenario itself asks and asserts: `[figures.*]` and `[asserts.*]`.

use super::context::Context;
use super::plan::{Assertion, PlanFigure};
use crate::diagnostic::{Code, Diagnostic, Located, Place};
use crate::quantity::Unit;
use crate::scenario::{Assert, Claim, Comparison, Figure as Asked, FigureKind};
use crate::sheet::{CompareOp, Figure, FigureFormula, FigureId, Key, Origin, RowId, RowSpec, Span};
use crate::wording::Label;

/// Writes the figures that the scenario asks for; a row that does not exist is reported.
pub(super) fn write_figures(c: &mut Context<'_>) -> Vec<PlanFigure> {
    let asked: &[Asked] = &c.scenario.figures;
    asked
        .iter()
        .filter_map(|figure| write_figure(c, figure))
        .collect()
}

fn write_figure(c: &mut Context<'_>, asked: &Asked) -> Option<PlanFigure> {
    let of = match asked.exit {
        Some(_) => find_amount(c, &format!("figures.{}.of", asked.name), &asked.of)?,
        None => find_row(c, &asked.of.value, &asked.of.place)?,
    };
    let row = match &asked.exit {
        Some(valuation) => with_exit(c, asked, of, valuation)?,
        None => of,
    };
    let row_unit = c.s.spec(row).unit_of();
    let (formula, unit) = match &asked.kind {
        FigureKind::Irr => (FigureFormula::Irr(row, Span::Shown), Unit::PercentPerYear),
        FigureKind::Npv(rate) => {
            let rate = c.inputs.scalar(&mut c.s, rate);
            let rate = Box::new(FigureFormula::Input(rate));
            (
                FigureFormula::Npv {
                    flow: row,
                    rate,
                    span: Span::Shown,
                },
                row_unit,
            )
        }
        FigureKind::Sum => (FigureFormula::Sum(row, Span::Shown), row_unit),
        FigureKind::Min => (FigureFormula::Min(row, Span::Shown), row_unit),
        FigureKind::Max => (FigureFormula::Max(row, Span::Shown), row_unit),
        FigureKind::At(month) => (
            FigureFormula::At(row, c.timeline().number_of(*month)),
            row_unit,
        ),
        FigureKind::FirstMonthWhere => (
            FigureFormula::FirstMonthWhere(row, Span::Shown),
            Unit::MonthNumber,
        ),
    };
    let key = Key::new("figures").child(&asked.name);
    let origin = Origin::at(asked.place.to_string());
    let figure =
        c.s.figure(Figure::new(key, asked.label.clone(), unit, formula, origin));
    Some(PlanFigure {
        entity: None,
        figure,
        month: None,
    })
}

/// The flow of a figure and what a sale at the end of the months shown adds to it.
fn with_exit(c: &mut Context<'_>, asked: &Asked, of: RowId, valuation: &str) -> Option<RowId> {
    let exit = c.exit(valuation, of)?;
    let key = Key::new("figures").child(&asked.name).child("flow");
    let origin = Origin::at(asked.place.to_string());
    let detail = super::words::word("flow_and_exit");
    let label = asked.label.with_detail(&detail);
    let unit = c.s.spec(of).unit_of();
    let spec = RowSpec::flow(key, label, unit).origin(origin);
    Some(c.s.add(spec, of + exit))
}

/// Writes the figures behind the scenario's assertions.
pub(super) fn write_assertions(c: &mut Context<'_>) -> Vec<Assertion> {
    let asserts: &[Assert] = &c.scenario.asserts;
    let mut assertions = Vec::new();
    for assert in asserts {
        for claim in &assert.that {
            let Some(figure) = claimed_figure(c, claim) else {
                continue;
            };
            let unit = c.s.figure_of(figure).unit();
            c.diagnostics.extend(claim.thousands_point(unit));
            assertions.push(Assertion {
                name: format!("asserts.{}", assert.name),
                text: claim.text.clone(),
                place: claim.place.to_string(),
                figure,
                op: operation(claim.op),
                number: claim.right,
            });
        }
    }
    assertions
}

/// The figure that a claim speaks of: one that exists, or a row with `.min`, `.max`, `.sum` or
/// `.last` behind its key.
fn claimed_figure(c: &mut Context<'_>, claim: &Claim) -> Option<FigureId> {
    if let Some(figure) = c.s.find_figure(&claim.left) {
        return Some(figure);
    }
    let (of, taken) = claim
        .left
        .rsplit_once('.')
        .unwrap_or((claim.left.as_str(), ""));
    let over: fn(RowId, Span) -> FigureFormula = match taken {
        "min" => FigureFormula::Min,
        "max" => FigureFormula::Max,
        "sum" => FigureFormula::Sum,
        "last" => FigureFormula::Last,
        other => {
            let diagnostic = Diagnostic::at(Code::UnknownRow, &claim.place)
                .with("found", format!("{} ({other})", claim.left));
            c.diagnostics
                .push(suggest(diagnostic, &claim.left, &keys(c)));
            return None;
        }
    };
    let row = find_row(c, of, &claim.place)?;
    let unit = c.s.spec(row).unit_of();
    let key = Key::new("asserts").child(&claim.left);
    if let Some(figure) = c.s.find_figure(key.as_str()) {
        return Some(figure);
    }
    let label = Label::same(claim.left.clone());
    let origin = Origin::at(claim.place.to_string());
    Some(c.s.figure(Figure::new(
        key,
        label,
        unit,
        over(row, Span::Shown),
        origin,
    )))
}

/// The row with this key, or with the word that holds a contract's balance or an entity's account
/// (`hub.cash` for `hub.cash.closing`, `loans.bank` for its closing).
pub(super) fn find_row(c: &mut Context<'_>, key: &str, place: &Place) -> Option<RowId> {
    let found =
        c.s.find_row(key)
            .or_else(|| c.s.find_row(&format!("{key}.closing")));
    if found.is_none() {
        let diagnostic = Diagnostic::at(Code::UnknownRow, place).with("found", key);
        c.diagnostics.push(suggest(diagnostic, key, &keys(c)));
    }
    found
}

/// The row of an amount in euro that every month has; another row is reported.
pub(super) fn find_amount(
    c: &mut Context<'_>,
    path: &str,
    asked: &Located<String>,
) -> Option<RowId> {
    let row = find_row(c, &asked.value, &asked.place)?;
    let spec = c.s.spec(row);
    if spec.unit_of() == Unit::Euro && spec.applies_flag().is_none() {
        return Some(row);
    }
    c.diagnostics.push(
        Diagnostic::at(Code::WrongUnit, &asked.place)
            .with("path", path)
            .with_label("unit", Label::same("euro"))
            .with("found", asked.value.as_str())
            .with_label(
                "allowed",
                Label::new(
                    "una riga in euro che ha un valore in ogni mese",
                    "a row in euro that has a value in every month",
                ),
            )
            .with("example", "leases.….rent"),
    );
    None
}

fn keys(c: &Context<'_>) -> Vec<String> {
    c.s.row_keys().map(str::to_owned).collect()
}

fn suggest(diagnostic: Diagnostic, found: &str, keys: &[String]) -> Diagnostic {
    match nearest(found, keys) {
        Some(key) => diagnostic.with("suggestion", key),
        None => diagnostic,
    }
}

fn operation(op: Comparison) -> CompareOp {
    match op {
        Comparison::Less => CompareOp::Less,
        Comparison::AtMost => CompareOp::AtMost,
        Comparison::Greater => CompareOp::Greater,
        Comparison::AtLeast => CompareOp::AtLeast,
        Comparison::Equal => CompareOp::Equal,
        Comparison::NotEqual => CompareOp::NotEqual,
    }
}

fn nearest<'a>(found: &str, keys: &'a [String]) -> Option<&'a str> {
    let scored = keys
        .iter()
        .map(|key| (strsim::damerau_levenshtein(found, key), key));
    let (distance, key) = scored.min_by_key(|(distance, _)| *distance)?;
    (distance <= found.len() / 3 + 1).then_some(key.as_str())
}
