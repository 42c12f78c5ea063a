//! Equity: calls by date, split among the holders to the cent.
//!
//! Each call is shared out by cumulated shares, `paid through i = to_cents(call × (share 1 + … +
//! share i))`, and a holder pays the difference to the one before; the last pays the rest. So the
//! holders' cents add up to the call. A holder that is an entity of the plan books a holding at
//! cost (B.III.1) in the same month and cents; a call is due whether or not it has the money.

use crate::ledger::{Account, Between, BetweenSide, CashFlow, EntityId, Posting, Stage};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::quantity::Decimal;
use crate::scenario::{Equity, Holder};
use crate::sheet::{RowId, RowSpec, Term, number};
use crate::wording::Label;

use super::dividends::Declared;
use super::rows::HolderRows;
use super::{sum, total};

/// The calls of one `[equity.*]`.
pub(in crate::model) struct Called<'a> {
    equity: &'a Equity,
    issuer: EntityId,
    item: Item,
    /// All that is called in the month.
    paid: RowId,
    pub(super) stakes: Vec<Stake>,
}

impl Called<'_> {
    /// The company that calls.
    pub(in crate::model) fn issuer(&self) -> EntityId {
        self.issuer
    }
}

/// One holder's part of the calls.
#[derive(Debug, Clone)]
pub(super) struct Stake {
    /// Its item: `equity.NAME.HOLDER`, or `equity.NAME` where no holders are named.
    pub(super) item: Item,
    /// Its path below `dividends.NAME`.
    pub(super) path: String,
    /// What it is called.
    pub(super) label: Label,
    /// The entity of the plan that it is.
    pub(super) entity: Option<EntityId>,
    paid: RowId,
    pub(super) capital: RowId,
}

/// Writes the calls of one entity's equity: share capital, paid in on the dates stated.
pub(in crate::model) fn write<'a>(c: &mut Context<'_>, equity: &'a Equity) -> Called<'a> {
    let issuer = c.entity_id(&equity.entity);
    let item = c
        .item(issuer, "equity", &equity.name, &equity.label, &equity.place)
        .under("artt. 2342 e 2439 c.c.");
    let payments = c.live(&equity.payments);
    let paid = c.s.add(item.euro("paid"), payments.to_cents());
    let stakes = if equity.holders.is_empty() {
        let label = Label::new("soci", "holders");
        vec![stake(
            c,
            issuer,
            (item.clone(), &equity.name),
            (label, None),
            paid,
        )]
    } else {
        split(c, equity, issuer, &item, paid)
    };
    Called {
        equity,
        issuer,
        item,
        paid,
        stakes,
    }
}

/// Shares each call out among the holders.
fn split(
    c: &mut Context<'_>,
    equity: &Equity,
    issuer: EntityId,
    item: &Item,
    call: RowId,
) -> Vec<Stake> {
    let mut stakes = Vec::new();
    let mut share = Decimal::ZERO;
    let mut before: Option<RowId> = None;
    for (position, holder) in equity.holders.iter().enumerate() {
        let of_holder = item.labelled_part(&holder.key, &holder.label);
        share += holder.share;
        let through = if position + 1 == equity.holders.len() {
            call
        } else {
            let spec = of_holder.euro("paid_through");
            c.s.add(spec, (call * number(share)).to_cents())
        };
        let paid = match before {
            None => c.s.add(of_holder.euro("paid"), through),
            Some(before) => c.s.add(of_holder.euro("paid"), through - before),
        };
        before = Some(through);
        let path = format!("{}.{}", equity.name, holder.key);
        let entity = holder.entity.as_deref().map(|name| c.entity_id(name));
        let called = (holder.label.clone(), entity);
        stakes.push(stake(c, issuer, (of_holder, &path), called, paid));
    }
    stakes
}

/// One holder's part: what it has paid in so far, and the postings of both books.
fn stake(
    c: &mut Context<'_>,
    issuer: EntityId,
    (item, path): (Item, &str),
    (label, entity): (Label, Option<EntityId>),
    paid: RowId,
) -> Stake {
    c.tell_call(&item, entity.is_some(), paid);
    let capital = c.s.declare(item.balance("capital"));
    c.s.close(capital, capital.previous() + paid);
    let against = |with, side| Between { with, side };
    c.post(Posting {
        entity: issuer,
        stage: Stage::Contracts,
        amount: paid,
        debit: Account::Cash,
        credit: Account::ShareCapital,
        cash_flow: Some(CashFlow::EquityPaidIn),
        between: entity.map(|holder| against(holder, BetweenSide::Credit)),
    });
    if let Some(holder) = entity {
        c.post(Posting {
            entity: holder,
            stage: Stage::Contracts,
            amount: paid,
            debit: Account::Holdings,
            credit: Account::Cash,
            cash_flow: Some(CashFlow::HoldingsPaid),
            between: Some(against(issuer, BetweenSide::Debit)),
        });
    }
    Stake {
        item,
        path: path.to_owned(),
        label,
        entity,
        paid,
        capital,
    }
}

/// Writes what each holder gets out less what it pays in, once dividends are declared: the flows
/// on which returns are computed.
pub(in crate::model) fn write_cash(
    c: &mut Context<'_>,
    called: &Called<'_>,
    dividends: Option<&Declared<'_>>,
) {
    let mut received = Vec::new();
    for (position, stake) in called.stakes.iter().enumerate() {
        let dividend = dividends.map(|declared| declared.of(&stake.path));
        received.extend(dividend);
        let label_of = called.equity.holders.get(position);
        let cash = match label_of {
            Some(_) => {
                let net = sum(dividend.into_iter()) - stake.paid;
                c.s.add(stake.item.euro("cash"), net)
            }
            None => holders_cash(c, called, &received),
        };
        c.note_holder(HolderRows {
            equity: called.equity.name.clone(),
            key: label_of.map(|holder| holder.key.clone()),
            label: stake.label.clone(),
            issuer: called.issuer,
            paid: stake.paid,
            capital: stake.capital,
            cash,
            required_return: label_of.and_then(required_return),
        });
    }
    if !called.equity.holders.is_empty() {
        holders_cash(c, called, &received);
    }
}

fn required_return(holder: &Holder) -> Option<crate::scenario::LiveNumber> {
    holder.required_return.clone()
}

/// What all holders of the item together get out less what they pay in.
fn holders_cash(c: &mut Context<'_>, called: &Called<'_>, received: &[RowId]) -> RowId {
    let received = total(c, &called.item, "dividends_part", received);
    let received = c.s.add(called.item.euro("dividends"), received);
    let spec: RowSpec = called.item.euro("holders_cash");
    c.s.add(spec, received - called.paid)
}
