//! What outside holders own of the group.
//!
//! Nobody need control the group, so all outside holders together are its minority. Of a company
//! they own the part of the capital that no entity of the plan has paid in, and of the rest what
//! outside holders own of the entity that has: a company into which no entity of the plan has paid
//! is theirs altogether, and so is one without any capital yet. A foundation, association or
//! network has no holders: it is the group's own. A company's equity counts without its holdings in
//! other entities, and its result without their dividends, since both fall out of the group.

use std::collections::BTreeMap;

use super::{Books, Kind, spec, total};
use crate::ledger::{Account, EntityId, Exchanges, GROUP, IncomeLine};
use crate::model::context::Context;
use crate::quantity::{Decimal, Unit};
use crate::sheet::{Formula, Key, RowId, RowSpec, Term};
use crate::wording::Label;
use crate::wording::Language::{English, Italian};

/// What outside holders own of each entity.
pub(super) struct Minority {
    equity: Vec<RowId>,
    result: Vec<RowId>,
}

/// The group's own part of a total, and that of outside holders.
pub(super) struct Split {
    pub(super) own: RowId,
    pub(super) outside: RowId,
}

impl Split {
    /// What the two parts are called below their total.
    pub(super) fn labels() -> [Label; 2] {
        [
            Label::new("di cui: del gruppo", "of which: the group's own"),
            Label::new("di cui: di terzi", "of which: of outside holders"),
        ]
    }
}

impl Minority {
    /// Writes the outside share of each company, and its part of equity and result.
    pub(super) fn write(c: &mut Context<'_>, books: &[&Books], exchanges: &Exchanges) -> Minority {
        let mut shares = Shares {
            exchanges,
            found: BTreeMap::new(),
        };
        let mut minority = Minority {
            equity: Vec::new(),
            result: Vec::new(),
        };
        for books in books {
            if let Some(share) = shares.outside(c, books.entity, 0) {
                let equity = outside_equity(c, books, exchanges, share);
                minority.equity.push(equity);
                let result = outside_result(c, books, exchanges, share);
                minority.result.push(result);
            }
        }
        minority
    }

    /// Splits the group's equity.
    pub(super) fn equity(&self, c: &mut Context<'_>, whole: RowId) -> Split {
        let of = Label::new("Patrimonio netto", "Equity");
        split(c, ("equity", &of, Kind::Balance), &self.equity, whole)
    }

    /// Splits the group's result of the month.
    pub(super) fn result(&self, c: &mut Context<'_>, whole: RowId) -> Split {
        let of = Label::new("Utile (perdita)", "Profit (loss)");
        split(c, ("result", &of, Kind::Flow), &self.result, whole)
    }
}

fn split(
    c: &mut Context<'_>,
    (word, of, kind): (&str, &Label, Kind),
    rows: &[RowId],
    whole: RowId,
) -> Split {
    let [own, outside] = Split::labels().map(|label| of.with_detail(&label));
    let outside = total(c, &format!("minority.{word}"), outside, kind, rows);
    let own =
        c.s.add(spec(&format!("own.{word}"), own, kind), whole - outside);
    Split { own, outside }
}

/// `to_cents(share × (equity − holdings in other entities, at cost))`
fn outside_equity(
    c: &mut Context<'_>,
    books: &Books,
    exchanges: &Exchanges,
    share: RowId,
) -> RowId {
    let label = (
        "patrimonio netto senza partecipazioni negli altri enti",
        "equity without holdings in the other entities",
    );
    let whole = of_entity(c, books.entity, ("net_assets", Kind::Balance), label);
    let holdings = towards_all(c, books.entity, exchanges, Account::Holdings);
    let whole = c.s.add(whole, less(books.balance.equity, &holdings));
    let label = ("patrimonio netto di terzi", "equity of outside holders");
    let part = of_entity(c, books.entity, ("equity", Kind::Balance), label);
    c.s.add(part, (whole * share).to_cents())
}

/// `to_cents(share × (result − dividends of other entities))`
fn outside_result(
    c: &mut Context<'_>,
    books: &Books,
    exchanges: &Exchanges,
    share: RowId,
) -> RowId {
    let label = (
        "risultato senza dividendi degli altri enti",
        "result without dividends of the other entities",
    );
    let whole = of_entity(c, books.entity, ("net_result", Kind::Flow), label);
    let account = Account::Income(IncomeLine::C15);
    let dividends = towards_all(c, books.entity, exchanges, account);
    let whole = c.s.add(whole, less(books.income.result(), &dividends));
    let label = ("risultato di terzi", "result of outside holders");
    let part = of_entity(c, books.entity, ("result", Kind::Flow), label);
    c.s.add(part, (whole * share).to_cents())
}

/// The outside shares that have been written so far.
struct Shares<'e> {
    exchanges: &'e Exchanges,
    found: BTreeMap<EntityId, Option<RowId>>,
}

impl Shares<'_> {
    /// The row with the share of an entity that outside holders own; `None` where it has no holders.
    ///
    /// `share = (capital − paid in by entities of the plan + Σ paid in by each × the outside share of
    /// each) / capital`; all of it where there is no capital.
    fn outside(&mut self, c: &mut Context<'_>, entity: EntityId, depth: usize) -> Option<RowId> {
        if let Some(found) = self.found.get(&entity) {
            return *found;
        }
        assert!(
            depth <= c.scenario.entities.len(),
            "holdings in a circle are refused when the scenario is read"
        );
        let share = if c.entity(entity).kind.is_company() {
            Some(self.share(c, entity, depth))
        } else {
            None
        };
        self.found.insert(entity, share);
        share
    }

    fn share(&mut self, c: &mut Context<'_>, entity: EntityId, depth: usize) -> RowId {
        let capital = c.ledger.closing(&mut c.s, entity, Account::ShareCapital);
        let mut outside: RowId = capital;
        let holders: Vec<EntityId> = c.ledger.entities().collect();
        for holder in holders {
            let account = Account::ShareCapital;
            let Some(paid_in) = self.exchanges.account(entity, holder, account) else {
                continue;
            };
            let own = match self.outside(c, holder, depth + 1) {
                Some(share) => outside - paid_in + paid_in * share,
                None => outside - paid_in,
            };
            let word = format!("capital_without_{}", c.ledger.name(holder));
            let holder = c.ledger.label(holder);
            let italian = format!("capitale, tolta la parte di {}", holder.get(Italian));
            let english = format!("capital without the part of {}", holder.get(English));
            let spec = of_entity(c, entity, (&word, Kind::Balance), (&italian, &english));
            outside = c.s.add(spec, own);
        }
        let label = c.ledger.label(entity).clone();
        let label = label.with_detail(&Label::new("quota di terzi", "share of outside holders"));
        let key = key(c, entity).child("share");
        let spec = RowSpec::rate(key, label, Unit::Percent).entity(GROUP);
        c.s.add(spec, outside.over_or(capital, Decimal::ONE))
    }
}

/// The rows of an account of an entity against every other one.
fn towards_all(
    c: &Context<'_>,
    entity: EntityId,
    exchanges: &Exchanges,
    account: Account,
) -> Vec<RowId> {
    let others = c.ledger.entities();
    others
        .filter_map(|with| exchanges.account(entity, with, account))
        .collect()
}

/// A row less others.
fn less(whole: RowId, parts: &[RowId]) -> Formula {
    let parts = parts.iter();
    parts.fold(whole.into(), |rest: Formula, part| rest - *part)
}

/// A row of the group about one of its entities.
fn of_entity(
    c: &Context<'_>,
    entity: EntityId,
    (word, kind): (&str, Kind),
    (italian, english): (&str, &str),
) -> RowSpec {
    let word = format!("minority.{}.{word}", c.ledger.name(entity));
    let part = Label::new(italian, english);
    spec(&word, c.ledger.label(entity).with_detail(&part), kind)
}

fn key(c: &Context<'_>, entity: EntityId) -> Key {
    Key::new(GROUP)
        .child("minority")
        .child(c.ledger.name(entity))
}
