//! What IRES and IRAP share: the charge at the year's end, the advances, the balance.
//!
//! Tax is charged in December on the year's base. It is paid in the year after: in June the
//! balance with the first advance, in November the second advance (art. 17 DPR 435/2001, art. 58
//! DL 124/2019). Advances follow the historic method: 100 % of the year before's tax, so they never
//! look at the current year's result. Nothing is advanced on a small tax, and a small first
//! instalment is paid with the second.

use crate::ledger::{Account, CashFlow, EntityId, IncomeLine, Posting, Stage};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::model::opening;
use crate::quantity::{Decimal, Unit};
use crate::scenario::TaxHistory;
use crate::sheet::{CalendarRow, RowId, Term, max, number, number_of, select};

/// One of the two income taxes.
pub(in crate::model) struct IncomeTax {
    /// The account that holds advances less tax.
    pub(in crate::model) position: Account,
    /// The income-statement line.
    pub(in crate::model) line: IncomeLine,
    /// The tax of the year before the plan, in the opening balance.
    pub(in crate::model) previous: (&'static str, fn(&TaxHistory) -> Decimal),
}

impl IncomeTax {
    /// Corporate income tax.
    pub(in crate::model) const IRES: IncomeTax = IncomeTax {
        position: Account::IresPosition,
        line: IncomeLine::Ires,
        previous: ("tax_previous_year", |history| history.tax_previous_year),
    };
    /// The regional tax on production.
    pub(in crate::model) const IRAP: IncomeTax = IncomeTax {
        position: Account::IrapPosition,
        line: IncomeLine::Irap,
        previous: ("irap_previous_year", |history| history.irap_previous_year),
    };
}

/// The month of the year in which balance and first advance fall due.
const JUNE: u32 = 6;
/// The month of the year in which the second advance falls due.
const NOVEMBER: u32 = 11;

/// Charges the tax of the year (a flow that is 0 but in December) and pays it on its calendar.
///
/// With `T` the tax of the year before and `position` advances paid less tax charged:
/// June pays `max(0, first − position)`, that is balance plus first advance; November pays
/// `max(0, first + second − position)`. What was paid in excess is set against them.
pub(in crate::model) fn charge_and_pay(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    kind: &IncomeTax,
    tax: RowId,
) {
    c.post(Posting {
        entity,
        stage: Stage::IncomeTax,
        amount: tax,
        debit: Account::Income(kind.line),
        credit: kind.position,
        cash_flow: None,
        between: None,
    });
    let (name, previous) = kind.previous;
    let opening = opening::tax_of_before(c, entity, name, previous);
    let last_tax = c.s.declare(item.balance("last_tax").opening_from(opening));
    c.s.define(last_tax, select(c.december, tax, last_tax.previous()));

    let (first, all) = advances(c, entity, item, last_tax);
    let position = c.ledger.closing(&mut c.s, entity, kind.position);
    let before = c.s.add(item.euro("position_before"), position.previous());
    for (name, month, target) in [
        ("paid_in_june", JUNE, first),
        ("paid_in_november", NOVEMBER, all),
    ] {
        let due = CalendarRow::MonthOfYear.equals(number_of(month, Unit::Ordinal));
        let paid = c.s.add(
            item.euro(name),
            max(number(0.into()), target - before) * due,
        );
        c.post(Posting {
            entity,
            stage: Stage::IncomeTax,
            amount: paid,
            debit: kind.position,
            credit: Account::Cash,
            cash_flow: Some(CashFlow::IncomeTaxPaid),
            between: None,
        });
    }
}

/// The first advance, and both together, on the tax of the year before.
fn advances(c: &mut Context<'_>, entity: EntityId, item: &Item, last_tax: RowId) -> (RowId, RowId) {
    let rules = &c.scenario.rules.advances;
    let item = item.under("art. 17 DPR 435/2001, art. 58 DL 124/2019");
    let share = if c.entity(entity).isa {
        &rules.isa_first_share
    } else {
        &rules.first_share
    };
    let (share, none_below, single_below) = (
        c.live(share),
        c.live(&rules.none_below),
        c.live(&rules.single_below),
    );
    let base = c.s.add(item.balance("advance_base"), last_tax.previous());
    let all =
        c.s.add(item.balance("advances"), base * base.greater(none_below));
    let first = c.s.add(
        item.balance("first_advance_computed"),
        (all * share).to_cents(),
    );
    let first = c.s.add(
        item.balance("first_advance"),
        first * first.greater(single_below),
    );
    (first, all)
}
