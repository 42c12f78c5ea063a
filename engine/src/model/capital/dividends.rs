//! Dividends: decided once a year on the approved accounts of the year before, paid in that month.
//!
//! `distributable = max(0, profits of closed years not yet used − what the legal reserve takes +
//! free reserves − start-up and development costs not yet amortised)` (artt. 2433, 2430, 2426
//! no. 5 c.c.); losses carried forward lower the first term. Of it the company pays its `payout`,
//! unless debt service cover at last month's end lies below the lock-up. Everything read belongs to
//! months that are closed, so a dividend never looks at this month's cash.
//!
//! Each holder receives in proportion to what it has paid in by last month's end, shared out by
//! cumulated amounts like the calls. A payee that is an entity books income (C15) when it is paid.

use crate::ledger::AssetLine;
use crate::ledger::{
    Account, Between, BetweenSide, CashFlow, EntityId, FixedAsset, IncomeLine, Posting, Stage,
};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::model::plan::{Alert, Worst};
use crate::model::tax::dividends;
use crate::quantity::{Decimal, Unit};
use crate::scenario::Dividends;
use crate::sheet::{CalendarRow, RowId, Term, max, number, number_of};
use crate::wording::Label;

use super::equity::{Called, Stake};

/// The dividends of one company, posted and not yet decided.
pub(in crate::model) struct Declared<'a> {
    stated: &'a Dividends,
    issuer: EntityId,
    item: Item,
    /// What is paid in the month.
    amount: RowId,
    /// The part of it that comes out of other reserves.
    from_reserves: RowId,
    /// What each holder receives, by the path of its stake.
    received: Vec<(String, RowId)>,
}

impl Declared<'_> {
    /// What the holder with this path receives.
    pub(super) fn of(&self, path: &str) -> RowId {
        let found = self.received.iter().find(|(of, _)| of == path);
        found.map_or(self.amount, |(_, row)| *row)
    }

    /// The company that pays.
    pub(in crate::model) fn issuer(&self) -> EntityId {
        self.issuer
    }
}

/// Declares the dividends of one company, shares them out and posts them.
pub(in crate::model) fn declare<'a>(
    c: &mut Context<'_>,
    stated: &'a Dividends,
    called: &[Called<'_>],
) -> Declared<'a> {
    let issuer = c.entity_id(&stated.entity);
    let item = c
        .item(
            issuer,
            "dividends",
            &stated.name,
            &stated.label,
            &stated.place,
        )
        .under("artt. 2433, 2430 e 2426 n. 5 c.c.");
    let amount = c.s.declare(item.euro("amount"));
    let from_reserves = c.s.declare(item.euro("from_reserves"));
    c.post(Posting {
        entity: issuer,
        stage: Stage::Distributions,
        amount: from_reserves,
        debit: Account::OtherReserves,
        credit: Account::RetainedEarnings,
        cash_flow: None,
        between: None,
    });
    let of_issuer = called.iter().filter(|called| called.issuer() == issuer);
    let stakes: Vec<&Stake> = of_issuer.flat_map(|called| &called.stakes).collect();
    let received = share_out(c, issuer, &item, amount, &stakes);
    Declared {
        stated,
        issuer,
        item,
        amount,
        from_reserves,
        received,
    }
}

/// Shares a dividend out among the stakes, and what is left, if the company had capital before the
/// plan, among holders that no section names.
fn share_out(
    c: &mut Context<'_>,
    issuer: EntityId,
    item: &Item,
    amount: RowId,
    stakes: &[&Stake],
) -> Vec<(String, RowId)> {
    let capital = c.ledger.closing(&mut c.s, issuer, Account::ShareCapital);
    let opened = c.opening(issuer);
    let unnamed = stakes.is_empty() || opened.is_some_and(|open| !open.share_capital.is_zero());
    let mut received = Vec::new();
    let (mut before, mut held): (Option<RowId>, Option<RowId>) = (None, None);
    for (position, stake) in stakes.iter().enumerate() {
        let of_stake = item.labelled_part(&stake.path, &stake.label);
        let last = !unnamed && position + 1 == stakes.len();
        let through = if last {
            amount
        } else {
            let held_now = match held {
                None => stake.capital,
                Some(held) => {
                    c.s.add(of_stake.balance("capital_through"), held + stake.capital)
                }
            };
            held = Some(held_now);
            let part = (amount * held_now.previous()).over_or(capital.previous(), Decimal::ZERO);
            c.s.add(of_stake.euro("received_through"), part.to_cents())
        };
        let row = match before {
            None => c.s.add(of_stake.euro("received"), through),
            Some(before) => c.s.add(of_stake.euro("received"), through - before),
        };
        before = Some(through);
        pay(c, issuer, stake.entity, row);
        if let Some(payee) = stake.entity {
            let dividend = dividends::Dividend {
                item: of_stake,
                received: row,
                held: stake.capital,
                capital,
            };
            dividends::exclude(c, payee, &dividend);
        }
        received.push((stake.path.clone(), row));
    }
    if unnamed {
        let spec = item.euro("received_by_others");
        let row = match before {
            None => c.s.add(spec, amount),
            Some(before) => c.s.add(spec, amount - before),
        };
        pay(c, issuer, None, row);
    }
    received
}

/// Posts a payment to one holder, in both books where the holder is an entity of the plan.
fn pay(c: &mut Context<'_>, issuer: EntityId, payee: Option<EntityId>, amount: RowId) {
    let against = |with, side| Between { with, side };
    c.post(Posting {
        entity: issuer,
        stage: Stage::Distributions,
        amount,
        debit: Account::RetainedEarnings,
        credit: Account::Cash,
        cash_flow: Some(CashFlow::DividendsPaid),
        between: payee.map(|payee| against(payee, BetweenSide::Debit)),
    });
    if let Some(payee) = payee {
        c.post(Posting {
            entity: payee,
            stage: Stage::Distributions,
            amount,
            debit: Account::Cash,
            credit: Account::Income(IncomeLine::C15),
            cash_flow: Some(CashFlow::DividendsReceived),
            between: Some(against(issuer, BetweenSide::Credit)),
        });
    }
}

/// Decides the dividends of one company; its books and its debt service cover are written. Returns
/// the alert that tells when a lock-up holds one back.
pub(in crate::model) fn decide(c: &mut Context<'_>, declared: &Declared<'_>) -> Option<Alert> {
    let Declared {
        stated,
        issuer,
        item,
        amount,
        from_reserves,
        ..
    } = declared;
    let (profits, distributable) = distributable(c, *issuer, item);
    let due = decision_month(c, *issuer, item, stated);
    let payout = c.live(&stated.payout);
    let proposed = c.s.add(
        item.euro("proposed"),
        (distributable * payout).to_cents() * due,
    );
    let alert = match (&stated.lock_up, c.cover_of(*issuer)) {
        (Some(least), Some((ratio, applies))) => {
            let least = c.live(least);
            let locked = c.s.add(
                item.flag("locked_up"),
                ratio.previous().less(least) * applies.previous(),
            );
            let held_back = c.s.add(item.euro("held_back"), proposed * locked);
            c.s.define(*amount, proposed - held_back);
            Some(held_back_alert(c, *issuer, item, held_back))
        }
        (Some(_) | None, _) => {
            c.s.define(*amount, proposed);
            None
        }
    };
    let profits = max(number(0.into()), profits);
    c.s.define(*from_reserves, max(number(0.into()), *amount - profits));
    alert
}

/// Unused profits of closed years after the legal reserve, and what the law lets the company
/// distribute.
fn distributable(c: &mut Context<'_>, issuer: EntityId, item: &Item) -> (RowId, RowId) {
    let reserve = c.reserve_rows(issuer);
    let retained = c
        .ledger
        .closing(&mut c.s, issuer, Account::RetainedEarnings);
    let others = c.ledger.closing(&mut c.s, issuer, Account::OtherReserves);
    let results = reserve.results_of_closed_years.previous();
    let profits = c.s.add(
        item.balance("profits"),
        retained.previous() + results - reserve.to_allocate,
    );
    let blocked = unamortised(c, issuer, item);
    let free = profits + others.previous() - blocked;
    let distributable =
        c.s.add(item.balance("distributable"), max(number(0.into()), free));
    (profits, distributable)
}

/// Start-up and development costs (B.I.1, B.I.2) not yet amortised at last month's end.
fn unamortised(c: &mut Context<'_>, issuer: EntityId, item: &Item) -> RowId {
    let mut left = number(0.into());
    for line in [AssetLine::BI1, AssetLine::BI2] {
        let Some(class) = FixedAsset::on_line(line) else {
            continue;
        };
        let (cost, worn) = (Account::Cost(class), Account::Accumulated(class));
        if c.ledger.uses(issuer, cost) {
            let cost = c.ledger.closing(&mut c.s, issuer, cost);
            let worn = c.ledger.closing(&mut c.s, issuer, worn);
            left = left + cost.previous() - worn.previous();
        }
    }
    c.s.add(item.balance("not_amortised"), left)
}

/// 1 in the month of the year in which a dividend is decided, once the first may be paid and there
/// is capital to pay it on.
fn decision_month(c: &mut Context<'_>, issuer: EntityId, item: &Item, stated: &Dividends) -> RowId {
    let month = number_of(stated.month, Unit::Ordinal);
    let mut due = CalendarRow::MonthOfYear.equals(month);
    if let Some(first) = &stated.first {
        let first = c.date(first);
        due = due * CalendarRow::MonthNumber.at_least(first);
    }
    if !c.holders_of(issuer).is_empty() {
        let capital = c.ledger.closing(&mut c.s, issuer, Account::ShareCapital);
        due = due * capital.previous().greater(number(0.into()));
    }
    c.s.add(item.flag("decision"), due)
}

fn held_back_alert(c: &mut Context<'_>, issuer: EntityId, item: &Item, held_back: RowId) -> Alert {
    let label = Label::new(
        "dividendo non distribuito per il vincolo sul DSCR",
        "dividend held back by the lock-up on debt service cover",
    );
    let flag = c.s.add(
        item.flag("is_held_back"),
        held_back.greater(number(0.into())),
    );
    Alert {
        entity: c.ledger.name(issuer).to_owned(),
        label,
        flag,
        amount: held_back,
        worst: Worst::Greatest,
    }
}
