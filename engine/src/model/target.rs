//! When an entity stands on its own, and the figures of its liquidity and debt service.
//!
//! Measured is operating cash after rent and debt service: receipts from customers, less payments
//! to suppliers, staff and others, VAT settled, income taxes, interest and scheduled repayments. No
//! equity, no grants, no gifts, no revolving lines. VAT on investments stays outside altogether:
//! its payment, its refund, and what it saves when it is set against VAT on sales. The month of self-sufficiency is the first in which the measure over
//! the trailing window is not negative and stays so for `hold_months` more, with no uncovered need
//! in that time where the target asks for it.

use super::context::Context;
use super::plan::{PlanFigure, Target};
use super::ratios::Ratios;
use super::ratios::cover::{self, Cover};
use super::ratios::subject::Subject;
use crate::ledger::{Account, EntityId};
use crate::quantity::Unit;
use crate::scenario;
use crate::sheet::{
    BinaryOp, CalendarRow, Figure, FigureFormula, FigureId, RowId, Span, Term, max, number,
    number_of, select,
};
use crate::wording::Label;

/// The rows by which an entity's liquidity is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Liquidity {
    /// Operating cash after rent and debt service.
    pub(super) operating_cash: RowId,
    /// Lines and uncovered need together, as wanted at the month's end.
    pub(super) wanted: RowId,
    /// Debt service cover over twelve trailing months, for entities with debt.
    pub(super) cover: Option<Cover>,
}

impl Liquidity {
    /// The rows among the ratios of an entity, with what it wants.
    pub(super) fn of(ratios: &Ratios, wanted: RowId) -> Liquidity {
        Liquidity {
            operating_cash: ratios.cash.operating_cash,
            wanted,
            cover: ratios.cover,
        }
    }
}

/// Writes the target and the figures that answer it.
pub(super) fn write(
    c: &mut Context<'_>,
    target: &scenario::Target,
    liquidity: Liquidity,
) -> Target {
    let entity = c.entity_id(&target.entity);
    let item = c.entity_item(entity, "target");
    let window = target.window_months;
    let known = c.s.add(
        item.flag("window_known"),
        CalendarRow::MonthNumber.at_least(number_of(window, Unit::MonthNumber)),
    );
    let measure = c.s.add(
        item.balance("measure").applies(known),
        liquidity.operating_cash.trailing(window),
    );
    let positive = measure.at_least(number(0.into())) * known;
    let holds = if target.minimum_cash {
        let need = c.ledger.closing(&mut c.s, entity, Account::UncoveredNeed);
        positive * need.at_most(number(0.into()))
    } else {
        positive
    };
    let holds = c.s.add(item.flag("holds"), holds);
    let streak = c.s.declare(item.rate("streak", Unit::Months));
    let longer = streak.previous() + number_of(1, Unit::Months);
    c.s.define(streak, select(holds, longer, number_of(0, Unit::Months)));
    let confirmed = c.s.add(
        item.flag("confirmed"),
        streak.at_least(number_of(target.hold_months + 1, Unit::Months)),
    );
    let (reached, months_late) = answer(c, entity, target, confirmed);
    let relapse = relapse(c, entity, holds, confirmed);
    let need = |name: &String| {
        let entity = c.entity_id(name);
        c.ledger.closing(&mut c.s, entity, Account::UncoveredNeed)
    };
    let insolvency = target.insolvency.iter().map(need).collect();
    Target {
        insolvency,
        confidence: target.confidence,
        entity: target.entity.clone(),
        entity_label: c.entity(entity).label.clone(),
        by: target.by,
        measure,
        window_months: window,
        hold_months: target.hold_months,
        reached,
        months_late,
        relapse,
    }
}

/// The month number from which the target holds, and by how many months that is late.
fn answer(
    c: &mut Context<'_>,
    entity: EntityId,
    target: &scenario::Target,
    confirmed: RowId,
) -> (FigureId, FigureId) {
    let origin = c.entity_item(entity, "target").origin;
    let constant = |months: i32| Box::new(FigureFormula::Constant(months.into(), Unit::Months));
    let hold = i32::try_from(target.hold_months).unwrap_or(0);
    let first = FigureFormula::FirstMonthWhere(confirmed, Span::Computed);
    let reached = c.s.figure(Figure::new(
        "target.reached",
        Label::new("Autosufficiente da", "Self-sufficient from"),
        Unit::MonthNumber,
        FigureFormula::Arithmetic(BinaryOp::Subtract, Box::new(first), constant(hold)),
        origin.clone(),
    ));
    let by = c.timeline().number_of(target.by);
    let late = FigureFormula::Arithmetic(
        BinaryOp::Subtract,
        Box::new(FigureFormula::Figure(reached)),
        constant(by),
    );
    let late = c.s.figure(Figure::new(
        "target.months_late",
        Label::new("Mesi di ritardo sull'obiettivo", "Months behind the target"),
        Unit::Months,
        late,
        origin,
    ));
    (reached, late)
}

/// The first shown month in which the target, once confirmed, no longer holds.
fn relapse(c: &mut Context<'_>, entity: EntityId, holds: RowId, confirmed: RowId) -> FigureId {
    let item = c.entity_item(entity, "target");
    let ever = c.s.declare(item.flag("ever_confirmed"));
    c.s.define(ever, max(ever.previous(), confirmed));
    let relapsed = c.s.add(
        item.flag("relapsed"),
        ever.previous() * (number(1.into()) - holds),
    );
    c.s.figure(Figure::new(
        "target.relapse",
        Label::new(
            "Ricade sotto l'obiettivo da",
            "Falls back below the target from",
        ),
        Unit::MonthNumber,
        FigureFormula::FirstMonthWhere(relapsed, Span::Shown),
        item.origin,
    ))
}

/// The figures of one entity's liquidity, in the order in which they are printed.
pub(super) fn figures(c: &mut Context<'_>, entity: EntityId, rows: Liquidity) -> Vec<PlanFigure> {
    let cash = c.ledger.closing(&mut c.s, entity, Account::Cash);
    let need = c.ledger.closing(&mut c.s, entity, Account::UncoveredNeed);
    let subject = Subject::entity(c, entity);
    let shown = Span::Shown;
    let euro = Unit::Euro;
    let mut figures = vec![
        subject.extreme(
            c,
            ("minimum_cash", euro),
            ("Cassa minima di fine mese", "Lowest month-end cash"),
            (
                FigureFormula::Min(cash, shown),
                FigureFormula::MonthOfMin(cash, shown),
            ),
        ),
        subject.extreme(
            c,
            ("peak_need", euro),
            (
                "Punta del fabbisogno oltre le altre fonti (linee e scoperto)",
                "Peak need beyond other sources (lines and uncovered)",
            ),
            (
                FigureFormula::Max(rows.wanted, shown),
                FigureFormula::MonthOfMax(rows.wanted, shown),
            ),
        ),
        subject.extreme(
            c,
            ("peak_uncovered_need", euro),
            (
                "Punta del fabbisogno scoperto, anni mostrati",
                "Peak uncovered need, shown years",
            ),
            (
                FigureFormula::Max(need, shown),
                FigureFormula::MonthOfMax(need, shown),
            ),
        ),
    ];
    if let Some(cover) = rows.cover {
        figures.extend(cover::figures(c, &subject, cover));
    }
    figures
}
