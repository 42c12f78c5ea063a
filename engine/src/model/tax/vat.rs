//! Value added tax: what is invoiced, settled month by month.
//!
//! VAT falls on invoices (art. 6 DPR 633/1972), never on payments. Each month the VAT on sales is
//! set against the VAT on purchases and the credit carried; what remains due is paid by the 16th
//! of the month after (art. 1 DPR 100/1998). An amount up to a minimum waits: it is added to the
//! settlement of the month, and paid by December at the latest. By 27 December an advance on that
//! month's VAT is paid (art. 6 L. 405/1990): 88 % of the debt of the December before. A yearly
//! credit may be claimed back instead of being carried (art. 30 DPR 633/1972); it is refunded after
//! a lag. Who makes exempt supplies deducts a percentage of the VAT on purchases ([`pro_rata`]).

use super::pro_rata;
use crate::ledger::{Account, CashFlow, EntityId, Posting, Stage};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::model::opening;
use crate::quantity::Unit;
use crate::scenario::{Entity, LiveNumber, RefundYears, VatRefund};
use crate::sheet::{CalendarRow, RowId, Term, max, min, number, number_of, select};

/// Writes the settlement of one entity. Comes after everything that invoices.
pub(in crate::model) fn settle(c: &mut Context<'_>, entity: EntityId, stated: &Entity) {
    if !c.ledger.uses(entity, Account::VatDebt) && !c.ledger.uses(entity, Account::VatCredit) {
        return;
    }
    let item = c
        .entity_item(entity, "vat")
        .under("artt. 27 e 30 DPR 633/1972, DPR 100/1998");
    let earlier = earlier_debt(c, entity, &item);
    let set_off = set_off(c, entity, &item, earlier.waiting);
    let investment = investment_credit(c, entity, &item, &set_off);
    let excess = december_advance(c, entity, &item, set_off.due);
    pay(c, entity, &item, &earlier);
    let left = c.s.add(
        item.euro("credit_left"),
        set_off.available - set_off.used + excess,
    );
    let claimed = refund(c, entity, &item, stated, &investment, left);
    c.s.close(investment.closing, investment.before_claim - claimed);
}

/// What earlier months left due.
struct EarlierDebt {
    /// All of it.
    pending: RowId,
    /// 1 where it is paid this month: above the minimum, or in December.
    payable: RowId,
    /// What waits instead and is settled with this month's VAT.
    waiting: RowId,
}

fn earlier_debt(c: &mut Context<'_>, entity: EntityId, item: &Item) -> EarlierDebt {
    let minimum = c.live(&c.scenario.rules.vat.payment_minimum);
    let debt = c.ledger.closing(&mut c.s, entity, Account::VatDebt);
    let pending = c.s.add(item.euro("pending"), debt.previous());
    let payable = c.s.add(
        item.flag("payable_now"),
        max(
            pending.greater(minimum),
            CalendarRow::MonthOfYear.equals(number_of(12, Unit::Ordinal)),
        ),
    );
    let waiting =
        c.s.add(item.euro("waiting"), pending * (number(1.into()) - payable));
    EarlierDebt {
        pending,
        payable,
        waiting,
    }
}

/// What the settlement of a month moves.
struct SetOff {
    /// The credit carried, with the VAT on this month's purchases.
    available: RowId,
    /// VAT on sales set against the credit.
    used: RowId,
    /// VAT left to pay.
    due: RowId,
    /// The part of the credit of the month that comes from investments.
    investment: RowId,
}

/// Sets the VAT on sales, and what waits of earlier months, against the credit.
fn set_off(c: &mut Context<'_>, entity: EntityId, item: &Item, waiting: RowId) -> SetOff {
    let sales = c
        .ledger
        .before(&mut c.s, Stage::Vat, entity, Account::VatDebt);
    let purchases = c
        .ledger
        .before(&mut c.s, Stage::Vat, entity, Account::VatCredit);
    let credit = c.ledger.closing(&mut c.s, entity, Account::VatCredit);
    let (mut available, mut owed) = (credit.previous() + purchases, sales + waiting);
    let investment = if pro_rata::applies(c, entity) {
        let deduction = pro_rata::deduct(c, entity, item, purchases);
        available = available + deduction.credit;
        owed = owed + deduction.owed;
        deduction.investment
    } else {
        c.investment_vat(entity)
    };
    let available = c.s.add(item.euro("credit_available"), available);
    let owed = c.s.add(item.euro("owed"), owed);
    let used = c.s.add(item.euro("set_off"), min(owed, available));
    c.post(Posting {
        entity,
        stage: Stage::Vat,
        amount: used,
        debit: Account::VatDebt,
        credit: Account::VatCredit,
        cash_flow: None,
        between: None,
    });
    let due = c.s.add(item.euro("due"), owed - used);
    SetOff {
        available,
        used,
        due,
        investment,
    }
}

/// The part of the credit that comes from investments, so that what it saves in settlements and
/// what is refunded of it can be kept out of operating cash.
struct InvestmentCredit {
    /// The balance, declared.
    closing: RowId,
    /// What stands before the month's claim: opening, VAT of the month, less what was set off.
    before_claim: RowId,
}

/// Follows the credit on investments: the credit on running costs is used first.
fn investment_credit(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    set_off: &SetOff,
) -> InvestmentCredit {
    let closing = c.s.declare(item.balance("investment_credit"));
    let available = c.s.add(
        item.euro("investment_credit_available"),
        closing.previous() + set_off.investment,
    );
    let running = c.s.add(
        item.euro("running_credit_available"),
        set_off.available - available,
    );
    let recovered = c.s.add(
        item.euro("investment_vat_recovered"),
        min(available, max(number(0.into()), set_off.used - running)),
    );
    c.recovers_investment_vat(entity, recovered);
    let before_claim =
        c.s.add(item.euro("investment_credit_left"), available - recovered);
    InvestmentCredit {
        closing,
        before_claim,
    }
}

/// The December advance; returns what exceeds December's debt and becomes a credit.
fn december_advance(c: &mut Context<'_>, entity: EntityId, item: &Item, due: RowId) -> RowId {
    let rules = &c.scenario.rules.vat;
    let (share, minimum) = (c.live(&rules.advance_share), c.live(&rules.advance_minimum));
    let item = item.under("art. 6 L. 405/1990");
    let last = c.december;
    let name = "vat_debt_previous_december";
    let opening = opening::tax_of_before(c, entity, name, |history| {
        history.vat_debt_previous_december
    });
    let base =
        c.s.declare(item.balance("december_debt").opening_from(opening));
    c.s.define(base, select(last, due, base.previous()));
    let computed = c.s.add(
        item.euro("advance_computed"),
        (base.previous() * share * last).to_cents(),
    );
    let advance =
        c.s.add(item.euro("advance"), computed * computed.at_least(minimum));
    let used = c.s.add(item.euro("advance_used"), min(advance, due));
    let excess = c.s.add(item.euro("advance_excess"), advance - used);
    for (amount, debit) in [(used, Account::VatDebt), (excess, Account::VatCredit)] {
        c.post(Posting {
            entity,
            stage: Stage::Vat,
            amount,
            debit,
            credit: Account::Cash,
            cash_flow: Some(CashFlow::VatPayments),
            between: None,
        });
    }
    excess
}

/// Pays what earlier months left due, unless it waits.
fn pay(c: &mut Context<'_>, entity: EntityId, item: &Item, earlier: &EarlierDebt) {
    let paid =
        c.s.add(item.euro("settled"), earlier.pending * earlier.payable);
    c.post(Posting {
        entity,
        stage: Stage::Vat,
        amount: paid,
        debit: Account::VatDebt,
        credit: Account::Cash,
        cash_flow: Some(CashFlow::VatPayments),
        between: None,
    });
}

/// Claims the credit of the year back where the entity chooses so, and collects it; returns the
/// part of the claim that comes from investments.
fn refund(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    stated: &Entity,
    investment: &InvestmentCredit,
    left: RowId,
) -> RowId {
    let Some(refund) = &stated.vat_refund else {
        return c
            .s
            .add(item.euro("investment_credit_claimed"), number(0.into()));
    };
    let item = item.under("artt. 30 e 38-bis DPR 633/1972");
    let minimum = c.live(&c.scenario.rules.vat.refund_minimum);
    let claims = claim_flag(c, &item, refund);
    let year_end = c.s.add(item.euro("credit_of_year"), left * claims);
    let claimed = c.s.add(
        item.euro("claimed_back"),
        year_end * year_end.at_least(minimum),
    );
    let of_investment = c.s.add(
        item.euro("investment_credit_claimed"),
        min(claimed, investment.before_claim),
    );
    let of_running =
        c.s.add(item.euro("running_credit_claimed"), claimed - of_investment);
    c.post(Posting {
        entity,
        stage: Stage::Vat,
        amount: claimed,
        debit: Account::VatRefund,
        credit: Account::VatCredit,
        cash_flow: None,
        between: None,
    });
    let months = &refund.paid_after_months;
    let parts = [
        (
            "investment_refunded",
            of_investment,
            CashFlow::CapexVatRefunds,
        ),
        ("running_refunded", of_running, CashFlow::VatRefunds),
    ];
    for (name, amount, line) in parts {
        collect(c, entity, &item.part(name), (amount, line), months);
    }
    of_investment
}

/// Collects a part of a claim.
fn collect(
    c: &mut Context<'_>,
    entity: EntityId,
    part: &Item,
    (claimed, line): (RowId, CashFlow),
    months: &LiveNumber,
) {
    let refunded = c.delayed(part, "refunded", claimed, months);
    c.post(Posting {
        entity,
        stage: Stage::Vat,
        amount: refunded,
        debit: Account::Cash,
        credit: Account::VatRefund,
        cash_flow: Some(line),
        between: None,
    });
}

/// 1 in the Decembers whose credit is claimed.
fn claim_flag(c: &mut Context<'_>, item: &Item, refund: &VatRefund) -> RowId {
    let december = c.december;
    match &refund.years {
        RefundYears::Every => december,
        RefundYears::These(years) => {
            let mut flag = number(0.into());
            for (index, year) in years.iter().enumerate() {
                let this = CalendarRow::Year.equals(number_of(*year, Unit::Ordinal));
                flag =
                    c.s.add(item.numbered(index + 1).flag("claim_year"), flag + this)
                        .into();
            }
            c.s.add(item.flag("claims"), flag * december)
        }
    }
}
