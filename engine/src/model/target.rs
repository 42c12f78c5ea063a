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
use crate::ledger::{Account, CashFlow, EntityId, Flow};
use crate::quantity::{Decimal, Unit};
use crate::scenario;
use crate::sheet::{
    BinaryOp, CalendarRow, Figure, FigureFormula, FigureId, Formula, RowId, Span, Term, max,
    number, number_of, select,
};
use crate::wording::Label;

/// The lines of the cash-flow statement that make the operating flow before income taxes.
const OPERATING: [CashFlow; 6] = [
    CashFlow::CustomerReceipts,
    CashFlow::SupplierPayments,
    CashFlow::StaffPayments,
    CashFlow::OtherPayments,
    CashFlow::VatPayments,
    CashFlow::VatRefunds,
];

/// The lines that serve debt.
const DEBT_SERVICE: [CashFlow; 3] = [
    CashFlow::InterestPaid,
    CashFlow::LoansRepaid,
    CashFlow::BondsRepaid,
];

/// The rows by which an entity's liquidity is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Liquidity {
    /// Operating cash after rent and debt service.
    pub(super) operating_cash: RowId,
    /// Lines and uncovered need together, as wanted at the month's end.
    pub(super) wanted: RowId,
    /// Debt service cover over twelve trailing months, for entities with term loans or bonds.
    pub(super) cover: Option<Cover>,
}

/// The cover ratio of an entity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cover {
    /// The ratio; absent where nothing is due.
    pub(super) ratio: RowId,
    /// 1 where it is meaningful.
    applies: RowId,
    /// 1 where it lies below 1.
    pub(super) below_one: RowId,
}

/// Writes the measure and the cover ratio of one entity.
pub(super) fn measure(c: &mut Context<'_>, entity: EntityId, wanted: RowId) -> Liquidity {
    let item = c.entity_item(entity, "self_sufficiency");
    let operations = signed_sum(c, entity, &OPERATING);
    let operations = c.s.add(item.euro("operations"), operations);
    let taxes = signed_sum(c, entity, &[CashFlow::IncomeTaxPaid]);
    let recovered = c.recovered_vat.get(&entity).copied();
    let outside = recovered.map_or_else(|| number(0.into()), Formula::from);
    let after_tax = c.s.add(
        item.euro("operations_after_tax"),
        operations + taxes - outside,
    );
    let service = paid_on(c, entity, &DEBT_SERVICE);
    let service = c.s.add(item.euro("debt_service"), service);
    let operating_cash = c.s.add(item.euro("operating_cash"), after_tax - service);
    let grants = signed_sum(c, entity, &[CashFlow::GrantReceipts]);
    let cfads = c.s.add(item.euro("cfads"), after_tax + grants);
    let debts = [Account::BankLoans, Account::Bonds];
    let has_debts = debts.iter().any(|debt| c.ledger.uses(entity, *debt));
    let cover = has_debts.then(|| cover(c, entity, cfads, service));
    if let Some(cover) = cover {
        c.note_cover(entity, cover.ratio, cover.applies);
    }
    Liquidity {
        operating_cash,
        wanted,
        cover,
    }
}

/// The sum of payments on these lines, as positive amounts.
fn paid_on(c: &Context<'_>, entity: EntityId, lines: &[CashFlow]) -> Formula {
    let used = c
        .ledger
        .payments(entity)
        .filter(|(line, _)| lines.contains(line));
    let rows = used.map(|(_, row)| Formula::from(row));
    rows.reduce(|total, row| total + row)
        .unwrap_or_else(|| number(0.into()))
}

/// Receipts less payments on these lines; lines that the entity does not use are left out.
fn signed_sum(c: &Context<'_>, entity: EntityId, lines: &[CashFlow]) -> Formula {
    let used: Vec<(CashFlow, RowId)> = c
        .ledger
        .payments(entity)
        .filter(|(line, _)| lines.contains(line))
        .collect();
    used.into_iter()
        .fold(number(0.into()), |total, (line, row)| match line.flow() {
            Flow::In => total + row,
            Flow::Out => total - row,
        })
}

/// `dscr = cfads / debt service`, both over the twelve months to date.
fn cover(c: &mut Context<'_>, entity: EntityId, cfads: RowId, service: RowId) -> Cover {
    let item = c.entity_item(entity, "dscr");
    let months = CalendarRow::MonthNumber.at_least(number_of(12, Unit::MonthNumber));
    let year = c.s.add(item.flag("twelve_months"), months);
    let due = c.s.add(
        item.balance("debt_service_12_months").applies(year),
        service.trailing(12),
    );
    let available = c.s.add(
        item.balance("cfads_12_months").applies(year),
        cfads.trailing(12),
    );
    let applies =
        c.s.add(item.flag("applies"), due.greater(number(0.into())) * year);
    let ratio = available.over_or(due, Decimal::ZERO);
    let ratio =
        c.s.add(item.rate("ratio", Unit::Ratio).applies(applies), ratio);
    let below_one = ratio.less(number(1.into())) * applies;
    let below_one = c.s.add(item.flag("below_one"), below_one);
    Cover {
        ratio,
        applies,
        below_one,
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
    let shown = Span::Shown;
    let euro = Unit::Euro;
    let mut figures = vec![
        extreme(
            c,
            entity,
            ("minimum_cash", euro),
            ("Cassa minima di fine mese", "Lowest month-end cash"),
            (
                FigureFormula::Min(cash, shown),
                FigureFormula::MonthOfMin(cash, shown),
            ),
        ),
        extreme(
            c,
            entity,
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
        extreme(
            c,
            entity,
            ("peak_uncovered_need", euro),
            ("Punta del fabbisogno scoperto", "Peak uncovered need"),
            (
                FigureFormula::Max(need, shown),
                FigureFormula::MonthOfMax(need, shown),
            ),
        ),
    ];
    if let Some(cover) = rows.cover {
        figures.extend(cover_figures(c, entity, cover));
    }
    figures
}

fn cover_figures(c: &mut Context<'_>, entity: EntityId, cover: Cover) -> Vec<PlanFigure> {
    let item = c.entity_item(entity, "dscr");
    let Cover {
        ratio: dscr,
        applies,
        below_one: below,
    } = cover;
    let december = c.december;
    let counted =
        c.s.add(item.rate("counted", Unit::Ratio), applies * december);
    let total =
        c.s.add(item.rate("summed", Unit::Ratio), dscr * applies * december);
    let shown = Span::Shown;
    let lowest = extreme(
        c,
        entity,
        ("dscr.min", Unit::Ratio),
        ("DSCR minimo (12 mesi)", "Lowest DSCR (12 months)"),
        (
            FigureFormula::Min(dscr, shown),
            FigureFormula::MonthOfMin(dscr, shown),
        ),
    );
    let average = FigureFormula::Quotient(
        Box::new(FigureFormula::Sum(total, shown)),
        Box::new(FigureFormula::Sum(counted, shown)),
    );
    let average = figure(
        c,
        entity,
        ("dscr.average", Unit::Ratio),
        ("DSCR medio degli anni", "Average DSCR of the years"),
        average,
    );
    let breach = figure(
        c,
        entity,
        ("dscr.first_below_one", Unit::MonthNumber),
        (
            "Primo mese con DSCR sotto 1",
            "First month with DSCR below 1",
        ),
        FigureFormula::FirstMonthWhere(below, shown),
    );
    let plain = |figure| PlanFigure {
        entity: Some(c.ledger.name(entity).to_owned()),
        figure,
        month: None,
    };
    vec![lowest, plain(average), plain(breach)]
}

/// A least or greatest value with the month in which it first occurs.
fn extreme(
    c: &mut Context<'_>,
    entity: EntityId,
    (name, unit): (&str, Unit),
    label: (&str, &str),
    (value, month): (FigureFormula, FigureFormula),
) -> PlanFigure {
    let month_label = (format!("{}: mese", label.0), format!("{}: month", label.1));
    let value = figure(c, entity, (name, unit), label, value);
    let month = figure(
        c,
        entity,
        (&format!("{name}.month"), Unit::MonthNumber),
        (&month_label.0, &month_label.1),
        month,
    );
    PlanFigure {
        entity: Some(c.ledger.name(entity).to_owned()),
        figure: value,
        month: Some(month),
    }
}

fn figure(
    c: &mut Context<'_>,
    entity: EntityId,
    (name, unit): (&str, Unit),
    (italian, english): (&str, &str),
    formula: FigureFormula,
) -> FigureId {
    let key = c.ledger.key(entity, name);
    let origin = c.entity_item(entity, "self_sufficiency").origin;
    c.s.figure(Figure::new(
        key,
        Label::new(italian, english),
        unit,
        formula,
        origin,
    ))
}
