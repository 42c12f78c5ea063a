//! What a loan costs beside interest.
//!
//! The up-front fee and the substitute tax are shares of the whole loan, paid in the month of the
//! first draw, kept in prepayments and charged in equal parts by month until the loan is repaid:
//! charged to date is `paid × months elapsed / (months elapsed + months left)`, rounded, so the last
//! month takes the rest. The commitment fee runs by days on what has not been drawn, from the first
//! draw until the last one can fall, and is paid with interest.
//!
//! # Source
//! Artt. 15-18 DPR 601/1973 (substitute tax); OIC 19 (costs of a loan whose amortised cost is not
//! computed go to prepayments and are charged over its life to C.17).

use super::super::context::Context;
use super::super::item::Item;
use super::draw::{Drawn, facility};
use super::plan::Schedule;
use super::{Accrual, accrue, days_and_basis, post, post_accrual};
use crate::ledger::{Account, CashFlow, EntityId, IncomeLine};
use crate::quantity::{Decimal, Unit};
use crate::scenario::{DayCount, DrawTime, Fees, LiveNumber, SubstituteTax, TermLoan};
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, number, number_of};

/// How far the life of a loan has passed.
struct Life {
    /// 1 from the first draw on.
    begun: RowId,
    /// 1 in the month of the first draw.
    first: RowId,
    /// Months that bear interest, this one included.
    elapsed: RowId,
    /// Months to the last payment after this one.
    left: RowId,
}

/// Writes the fees of a term loan; returns the commitment fee, which counts as debt service.
pub(super) fn write(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    (terms, fees, day_count): (&TermLoan, &Fees, DayCount),
    drawn: &Drawn,
    schedule: &Schedule,
) -> Option<Accrual> {
    let facility = facility(c, item, &terms.draw);
    let life = life(c, item, terms, drawn, schedule);
    let upfront = fees.upfront.as_ref().map(|share| {
        let share = c.live(share);
        let fee = facility.clone() * share * life.first;
        c.s.add(item.euro("upfront_fee"), fee.to_cents())
    });
    let tax = substitute_tax(c, item, &fees.substitute_tax, facility.clone(), &life);
    let costs: Vec<RowId> = upfront.into_iter().chain(tax).collect();
    if let Some(paid) = sum(&costs) {
        let paid = c.s.add(item.euro("financing_costs_paid"), paid);
        pay_and_charge(c, entity, item, paid, &life);
    }
    let rate = fees.commitment.as_ref()?;
    Some(commitment(
        c,
        entity,
        item,
        (rate, day_count),
        facility,
        (drawn, &life, schedule),
    ))
}

fn sum(rows: &[RowId]) -> Option<Formula> {
    let rows = rows.iter().map(|row| Formula::from(*row));
    rows.reduce(|total, row| total + row)
}

fn life(
    c: &mut Context<'_>,
    item: &Item,
    terms: &TermLoan,
    drawn: &Drawn,
    schedule: &Schedule,
) -> Life {
    let drawn_now = if drawn.before_the_plan {
        number(Decimal::ONE)
    } else {
        drawn.to_date.greater(number(0.into()))
    };
    let begun = c.s.add(item.flag("begun"), drawn_now);
    let first = c.s.add(
        item.flag("first_draw"),
        begun * (number(1.into()) - begun.previous()),
    );
    let month = number_of(1, Unit::Months);
    let elapsed = match drawn.when {
        DrawTime::Start => begun.running_total() * month,
        DrawTime::End => (begun.running_total() - begun) * month,
    };
    let elapsed = c.s.add(item.rate("months_elapsed", Unit::Months), elapsed);
    let last = schedule.anchor.clone() + number_of(terms.repayment.months(), Unit::Months);
    let left = c.s.add(
        item.rate("months_left", Unit::Months),
        max(number(0.into()), last - CalendarRow::MonthNumber),
    );
    Life {
        begun,
        first,
        elapsed,
        left,
    }
}

/// The substitute tax; by the rule it is due on loans that last longer than its limit.
fn substitute_tax(
    c: &mut Context<'_>,
    item: &Item,
    tax: &SubstituteTax,
    facility: Formula,
    life: &Life,
) -> Option<RowId> {
    let rules = &c.scenario.rules.loans;
    let (share, due) = match tax {
        SubstituteTax::Settled => return None,
        SubstituteTax::Stated(share) => (c.live(share), life.first),
        SubstituteTax::Rule => {
            let beyond = c.live(&rules.substitute_tax_beyond);
            let long = (life.elapsed + life.left).greater(beyond);
            let due = c.s.add(item.flag("substitute_tax_due"), long * life.first);
            (c.live(&rules.substitute_tax), due)
        }
    };
    let item = item.under("artt. 15-18 DPR 601/1973");
    let tax = facility * share * due;
    Some(c.s.add(item.euro("substitute_tax"), tax.to_cents()))
}

/// Charges what a debt cost to obtain over its life, by months; returns the charge of the month.
///
/// `charged to date = costs to date × months passed / (months passed + months left)`, in cents. The
/// rest is prepaid; paying it and charging it is posted by the contract.
pub(super) fn spread(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    costs: RowId,
    (passed, left): (RowId, RowId),
) -> RowId {
    let to_date = c.s.add(
        item.balance("financing_costs_to_date"),
        costs.running_total(),
    );
    let charged_to_date = c.s.add(
        item.balance("financing_costs_charged_to_date"),
        (to_date * passed)
            .over_or(passed + left, Decimal::ZERO)
            .to_cents(),
    );
    let charged = c.s.add(
        item.euro("financing_costs_charged"),
        charged_to_date - charged_to_date.previous(),
    );
    let open = c.s.add(
        item.balance("financing_costs_prepaid"),
        to_date - charged_to_date,
    );
    c.open_item(entity, Account::PrepaidFinancingCosts, open);
    charged
}

/// Pays the costs of a loan and charges them over its life.
fn pay_and_charge(c: &mut Context<'_>, entity: EntityId, item: &Item, paid: RowId, life: &Life) {
    let item = &item.under("OIC 19");
    let charged = spread(c, entity, item, paid, (life.elapsed, life.left));
    let prepaid = Account::PrepaidFinancingCosts;
    let cash_flow = Some(CashFlow::FinancingCostsPaid);
    let entries = [
        (paid, prepaid, Account::Cash, cash_flow),
        (charged, Account::Income(IncomeLine::C17), prepaid, None),
    ];
    post(c, entity, &entries);
}

/// The fee on what is not drawn: `undrawn × rate × days / basis`.
fn commitment(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    (rate, day_count): (&LiveNumber, DayCount),
    facility: Formula,
    (drawn, life, schedule): (&Drawn, &Life, &Schedule),
) -> Accrual {
    let rate = c.live(rate);
    let rate =
        c.s.add(item.rate("commitment_rate", Unit::PercentPerYear), rate);
    let (begun, to_date) = match drawn.when {
        DrawTime::Start => (Formula::from(life.begun), Formula::from(drawn.to_date)),
        DrawTime::End => (life.begun.previous(), drawn.to_date.previous()),
    };
    let open =
        c.s.add(item.flag("draws_open"), begun * drawn.available.clone());
    let undrawn = c.s.add(
        item.balance("undrawn"),
        max(number(0.into()), facility - to_date) * open,
    );
    let (days, basis) = days_and_basis(day_count);
    let fee = (undrawn * rate * days).over(basis);
    let accrual = accrue(c, item, "commitment", fee, schedule.periods);
    post_accrual(c, entity, accrual);
    accrual
}
