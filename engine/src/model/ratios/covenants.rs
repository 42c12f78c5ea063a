//! Covenants: what a borrower has promised, and by how much it keeps it.
//!
//! Every covenant compares something that can fall (cash flow, value, EBITDA) with what the
//! threshold requires of it, so that all have a margin in euro, and a breach needs no ratio that
//! may not be meaningful:
//!
//! * DSCR: `cfads` against `threshold × debt service`, twelve months to date;
//! * ICR: `ebitda` against `threshold × interest paid`, twelve months to date;
//! * LTV: the value against `loan / threshold`;
//! * net debt over EBITDA: `ebitda` against `net debt / threshold`, while there is net debt.
//!
//! `margin = what there is − what is required`, tested in the months agreed from the first test
//! on; a breach is a negative margin in a test. The borrower's other debts count in DSCR, ICR and
//! net debt; in LTV only the loan itself.

use super::cover::Ratio;
use super::subject::Subject;
use crate::ledger::EntityId;
use crate::model::answers::PlanCovenant;
use crate::model::context::Context;
use crate::model::item::Item;
use crate::model::plan::{Alert, Worst};
use crate::model::words::word;
use crate::quantity::{Decimal, Unit};
use crate::scenario::{Covenant, CovenantKind, Covenants, Loan};
use crate::sheet::{CalendarRow, FigureFormula, Formula, RowId, Span, Term, number, number_of};
use crate::wording::Label;

/// How many months one formula of test months names.
const MONTHS_IN_A_FORMULA: usize = 5;

/// What a covenant compares.
struct Compared {
    /// What there is.
    available: RowId,
    /// What the threshold requires.
    required: Formula,
    /// 1 where a test can be made at all.
    measurable: Formula,
    /// The ratio as lenders quote it.
    ratio: Ratio,
    /// Its unit.
    unit: Unit,
}

/// Writes the covenants of one loan, once ratios and valuations stand.
pub(in crate::model) fn write(
    c: &mut Context<'_>,
    loan: &Loan,
    promised: &Covenants,
) -> Vec<(PlanCovenant, Alert)> {
    let entity = c.entity_id(&loan.borrower);
    let item = c.item(entity, "loans", &loan.name, &loan.label, &promised.place);
    let item = item.part("covenants");
    let calendar = test_months(c, &item, &promised.tested);
    let mut written = Vec::new();
    for test in &promised.tests {
        let item = c.item(
            entity,
            "loans",
            &loan.name,
            &loan.label,
            &test.threshold.place,
        );
        let item = item.part(test.kind.word());
        written.extend(write_test(c, loan, entity, &item, (test, calendar)));
    }
    written
}

/// 1 in the months of the year in which covenants are tested.
fn test_months(c: &mut Context<'_>, item: &Item, months: &[u32]) -> RowId {
    let mut so_far: Option<RowId> = None;
    for (index, part) in months.chunks(MONTHS_IN_A_FORMULA).enumerate() {
        let mut sum = so_far.map_or_else(|| number(0.into()), Formula::from);
        for month in part {
            sum = sum + CalendarRow::MonthOfYear.equals(number_of(*month, Unit::Ordinal));
        }
        so_far = Some(c.s.add(item.numbered(index + 1).flag("test_month"), sum));
    }
    so_far.unwrap_or_else(|| c.s.add(item.flag("test_month"), number(0.into())))
}

fn write_test(
    c: &mut Context<'_>,
    loan: &Loan,
    entity: EntityId,
    item: &Item,
    (test, calendar): (&Covenant, RowId),
) -> Option<(PlanCovenant, Alert)> {
    let threshold = c.live(&test.threshold);
    let compared = compared(c, loan, entity, item, (test.kind, &threshold))?;
    let threshold = c.s.add(item.rate("promised", compared.unit), threshold);
    let begun = match &test.first {
        Some(first) => {
            let first = c.date(first);
            CalendarRow::MonthNumber.at_least(first)
        }
        None => number(1.into()),
    };
    let tested = compared.measurable * calendar * begun;
    let tested = c.s.add(item.flag("test"), tested);
    let quoted =
        c.s.add(item.flag("quoted"), compared.ratio.applies * tested);
    let level = c.s.add(
        item.rate("level", compared.unit).applies(quoted),
        compared.ratio.value,
    );
    let required = c.s.add(
        item.balance("required").applies(tested),
        compared.required.to_cents(),
    );
    let margin = c.s.add(
        item.balance("margin").applies(tested),
        compared.available - required,
    );
    let breach = margin.less(number(0.into())) * tested;
    let breach = c.s.add(item.flag("breach"), breach);
    let some = (margin + required).greater(number(0.into())) * tested;
    let some = c.s.add(item.flag("some_available"), some);
    let share = c.s.add(
        item.rate("margin_share", Unit::Percent).applies(some),
        margin.over_or(compared.available, Decimal::ZERO),
    );
    let subject = Subject::of_item(item);
    let rows = Rows {
        threshold,
        tested,
        level,
        margin,
        share,
        breach,
    };
    let covenant = answers(c, loan, test.kind, &subject, &rows);
    let alert = Alert {
        entity: loan.borrower.clone(),
        label: alert_label(loan, test.kind),
        flag: breach,
        amount: margin,
        worst: Worst::Least,
    };
    Some((covenant, alert))
}

/// The rows of one covenant.
struct Rows {
    threshold: RowId,
    tested: RowId,
    level: RowId,
    margin: RowId,
    share: RowId,
    breach: RowId,
}

/// What this kind of covenant compares; nothing where what it reads does not exist.
fn compared(
    c: &mut Context<'_>,
    loan: &Loan,
    entity: EntityId,
    item: &Item,
    (kind, threshold): (CovenantKind, &Formula),
) -> Option<Compared> {
    let ratios = c.ratios(entity)?;
    let leverage = ratios.leverage;
    let threshold = threshold.clone();
    Some(match kind {
        CovenantKind::Dscr => {
            let cover = ratios.cover?;
            Compared {
                available: cover.available,
                required: cover.due * threshold,
                measurable: cover.applies.into(),
                ratio: Ratio {
                    value: cover.ratio,
                    applies: cover.applies,
                },
                unit: Unit::Ratio,
            }
        }
        CovenantKind::Icr => Compared {
            available: leverage.ebitda,
            required: leverage.interest * threshold,
            measurable: leverage.icr.applies.into(),
            ratio: leverage.icr,
            unit: Unit::Ratio,
        },
        CovenantKind::PfnEbitda => Compared {
            available: leverage.ebitda,
            required: leverage.net_debt.over_or(threshold, Decimal::ZERO),
            measurable: leverage.net_debt.greater(number(0.into())) * leverage.year,
            ratio: leverage.pfn_ebitda,
            unit: Unit::Ratio,
        },
        CovenantKind::Ltv => {
            let debt = c.debt_rows(&format!("loans.{}", loan.name)).closing;
            let value = c.property_value(entity)?;
            let owed = || debt.greater(number(0.into()));
            let applies = value.greater(number(0.into())) * owed();
            let applies = c.s.add(item.flag("applies"), applies);
            let ratio = debt.over_or(value, Decimal::ZERO);
            let ratio =
                c.s.add(item.rate("ratio", Unit::Percent).applies(applies), ratio);
            Compared {
                available: value,
                required: debt.over_or(threshold, Decimal::ZERO),
                measurable: owed(),
                ratio: Ratio {
                    value: ratio,
                    applies,
                },
                unit: Unit::Percent,
            }
        }
    })
}

/// The figures of one covenant, over all computed months: a breach after the months shown is one.
fn answers(
    c: &mut Context<'_>,
    loan: &Loan,
    kind: CovenantKind,
    subject: &Subject,
    rows: &Rows,
) -> PlanCovenant {
    let span = Span::Computed;
    let unit = c.s.spec(rows.level).unit_of();
    let (name, words, value, month) = if kind.is_floor() {
        (
            "min",
            ("livello più basso", "lowest level"),
            FigureFormula::Min(rows.level, span),
            FigureFormula::MonthOfMin(rows.level, span),
        )
    } else {
        (
            "max",
            ("livello più alto", "highest level"),
            FigureFormula::Max(rows.level, span),
            FigureFormula::MonthOfMax(rows.level, span),
        )
    };
    let worst = subject.extreme(c, (name, unit), words, (value, month));
    let least_margin = subject.extreme(
        c,
        ("margin.min", Unit::Euro),
        ("margine più basso", "least margin"),
        (
            FigureFormula::Min(rows.margin, span),
            FigureFormula::MonthOfMin(rows.margin, span),
        ),
    );
    let least_margin_share = subject.figure(
        c,
        ("margin_share.min", Unit::Percent),
        ("margine più basso, in quota", "least margin as a share"),
        FigureFormula::Min(rows.share, span),
    );
    let first_breach = subject.figure(
        c,
        ("first_breach", Unit::MonthNumber),
        ("prima verifica non superata", "first test failed"),
        FigureFormula::FirstMonthWhere(rows.breach, span),
    );
    PlanCovenant {
        entity: loan.borrower.clone(),
        contract: format!("loans.{}", loan.name),
        contract_label: loan.label.clone(),
        kind,
        label: word(kind.word()),
        threshold: rows.threshold,
        tested: rows.tested,
        level: rows.level,
        margin: rows.margin,
        breach: rows.breach,
        worst,
        least_margin,
        least_margin_share,
        first_breach,
    }
}

fn alert_label(loan: &Loan, kind: CovenantKind) -> Label {
    use crate::wording::Language::{English, Italian};
    let ratio = word(kind.word());
    Label::new(
        format!(
            "covenant {} di «{}» non rispettato (margine)",
            ratio.get(Italian),
            loan.label.get(Italian)
        ),
        format!(
            "covenant {} of \"{}\" broken (margin)",
            ratio.get(English),
            loan.label.get(English)
        ),
    )
}
