//! The books of the group: those of all entities together, less what stands between them.
//!
//! They hold no posting of their own. Each account is the sum of the entities' accounts less the
//! part that stands against another entity ([`Exchanges`]); so are the lines of the income and of
//! the cash-flow statement. The statements are then read off these books like any entity's.
//!
//! Combined, not consolidated under D.Lgs. 127/1991: every entity of the plan is included in full,
//! whether or not another one controls it. Holdings at cost fall out against the capital that was
//! paid in, receivables against payables, income against costs, dividends against the reserves they
//! come from. VAT stays: it is owed to the tax office, by each entity for itself.

use std::collections::BTreeMap;

use super::steps::{in_steps, sum};
use super::{
    Account, BalanceSheet, CashFlow, EntityId, Exchanges, IncomeLine, IncomeStatement, Ledger,
    Movement, Position, Side,
};
use crate::quantity::Unit;
use crate::sheet::{Direction, Formula, Key, RowId, RowSpec, SheetBuilder};
use crate::wording::Label;

/// The name of the group's books in row keys; no entity may bear it.
pub const NAME: &str = "group";

/// How many entities one formula adds beside an elimination.
const ENTITIES_MAX: usize = 5;

/// What the ledger keeps of the group.
#[derive(Debug)]
pub(super) struct Group {
    id: EntityId,
    income: BTreeMap<IncomeLine, Parts>,
    openings: BTreeMap<Account, RowId>,
    swings: BTreeMap<Account, (RowId, RowId)>,
    exchanges: Exchanges,
}

/// What makes a row of the group: the rows of its entities, less an elimination.
#[derive(Debug, Clone, Default)]
struct Parts {
    added: Vec<RowId>,
    deducted: Option<RowId>,
}

impl Ledger {
    /// Adds the group to a ledger in which everything has been posted and every entity's
    /// statements are written, in the order of the entities.
    ///
    /// # Panics
    /// If there is a group already.
    pub fn combine(
        &mut self,
        s: &mut SheetBuilder,
        label: Label,
        statements: &[(&IncomeStatement, &BalanceSheet)],
    ) -> EntityId {
        assert!(self.group.is_none(), "there is one group");
        let exchanges = Exchanges::write(s, self);
        let entities: Vec<EntityId> = self.entities().collect();
        let id = self.entity(NAME, label);
        let mut group = Group {
            id,
            income: BTreeMap::new(),
            openings: BTreeMap::new(),
            swings: BTreeMap::new(),
            exchanges,
        };
        let mut w = Writer {
            s,
            ledger: self,
            group: &mut group,
        };
        w.income(statements);
        w.accounts(&entities);
        w.swings(statements);
        w.payments(&entities);
        self.group = Some(group);
        id
    }

    /// The group, once it has been combined.
    pub fn group(&self) -> Option<EntityId> {
        self.group.as_ref().map(|group| group.id)
    }

    /// What stands between every two entities, once the group has been combined.
    pub fn exchanges(&self) -> Option<&Exchanges> {
        self.group.as_ref().map(|group| &group.exchanges)
    }

    /// The group behind an id, where it is the group's.
    fn group_of(&self, entity: EntityId) -> Option<&Group> {
        self.group.as_ref().filter(|group| group.id == entity)
    }

    /// Whether these are the group's books, which are summed and not posted to.
    pub(super) fn is_group(&self, entity: EntityId) -> bool {
        self.group_of(entity).is_some()
    }

    /// The amount of a month on a line of the group's income statement, once a row has been
    /// written for each sum of more entities than a formula may add.
    pub(super) fn group_income(
        &self,
        s: &mut SheetBuilder,
        entity: EntityId,
        line: IncomeLine,
    ) -> Option<Formula> {
        let parts = self.group_of(entity)?.income.get(&line)?;
        let key = self.key(entity, &Account::Income(line).word());
        let spec = |key, label| self.spec(RowSpec::flow(key, label, Unit::Euro), entity);
        Some(parts.formula(s, &spec, &key))
    }

    /// The balance of an account before the month.
    pub(super) fn opening(&self, entity: EntityId, account: Account, closing: RowId) -> Formula {
        let group = self.group_of(entity);
        match group.and_then(|group| group.openings.get(&account)) {
            Some(opening) => (*opening).into(),
            None => closing.previous(),
        }
    }

    /// The cash that the change of an account brings: a liability up, an asset down.
    pub(super) fn change(&self, entity: EntityId, account: Account, closing: RowId) -> Formula {
        let opening = self.opening(entity, account, closing);
        match account.side() {
            Side::Credit => closing - opening,
            Side::Debit => opening - closing,
        }
    }

    /// A tax position of the group on each side of the balance sheet: what the tax office owes to
    /// one entity is not set off against what it is owed by another.
    pub(super) fn group_swing(&self, entity: EntityId, account: Account) -> Option<(RowId, RowId)> {
        self.group_of(entity)?.swings.get(&account).copied()
    }
}

impl Parts {
    fn formula(
        &self,
        s: &mut SheetBuilder,
        spec: &impl Fn(Key, Label) -> RowSpec,
        key: &Key,
    ) -> Formula {
        let added = sum(in_steps(s, spec, key, &self.added, ENTITIES_MAX));
        match self.deducted {
            Some(deducted) => added - deducted,
            None => added,
        }
    }
}

struct Writer<'a> {
    s: &'a mut SheetBuilder,
    ledger: &'a mut Ledger,
    group: &'a mut Group,
}

impl Writer<'_> {
    fn income(&mut self, statements: &[(&IncomeStatement, &BalanceSheet)]) {
        for line in IncomeLine::ALL.iter().copied() {
            let rows = statements
                .iter()
                .filter_map(|(income, _)| income.line(line));
            let added: Vec<RowId> = rows.collect();
            if added.is_empty() {
                continue;
            }
            let account = Account::Income(line);
            let rows = self.between(account);
            let deducted =
                self.elimination(&account.word(), &account.label(), &rows, RowSpec::flow);
            self.group.income.insert(line, Parts { added, deducted });
        }
    }

    /// The balances of all accounts, and what stood on them before each month where the cash-flow
    /// statement asks for it: the opening balance of a sum is no input, so it is a row.
    fn accounts(&mut self, entities: &[EntityId]) {
        let mut used: BTreeMap<Account, Vec<RowId>> = BTreeMap::new();
        for entity in entities {
            for (account, closing) in self.ledger.accounts(*entity) {
                match account.position() {
                    Position::Result(_) => {}
                    Position::Asset(_)
                    | Position::Deduction(_)
                    | Position::Liability(_)
                    | Position::LiabilityDeduction(_)
                    | Position::Swing(..) => used.entry(account).or_default().push(closing),
                }
            }
        }
        for (account, added) in used {
            let rows = self.between(account);
            let word = account.word();
            let deducted = self.elimination(&word, &account.label(), &rows, RowSpec::balance);
            self.opening(account, &added, deducted);
            let parts = Parts { added, deducted };
            let key = self.key(&word).child("closing");
            let closing = self.add(&parts, &key, account.label(), RowSpec::balance);
            self.ledger
                .closings
                .insert((self.group.id, account), closing);
        }
    }

    /// What stood on an account before the month, where the cash-flow statement asks for it. No
    /// opening balance stands between two entities.
    fn opening(&mut self, account: Account, added: &[RowId], deducted: Option<RowId>) {
        let needed = match account.movement() {
            Movement::NonCash
            | Movement::GrantRelease
            | Movement::Customers
            | Movement::Suppliers
            | Movement::OtherWorkingCapital => true,
            Movement::ByPayment => account == Account::Cash,
        };
        if !needed {
            return;
        }
        let key = self.key(&account.word()).child("opening");
        let label = Label::new("saldo iniziale", "opening balance");
        let label = account.label().with_detail(&label);
        let formula = self.previous(&key, added);
        let formula = match deducted {
            Some(deducted) => formula - deducted.previous(),
            None => formula,
        };
        let opening = self.s.add(balance(key, label), formula);
        self.group.openings.insert(account, opening);
    }

    /// The sum of what stood on several rows before the month.
    fn previous(&mut self, key: &Key, rows: &[RowId]) -> Formula {
        let of = |rows: &[RowId]| {
            let previous = rows.iter().map(|row| row.previous());
            previous.reduce(|total, row| total + row)
        };
        if rows.len() > ENTITIES_MAX {
            let mut parts = Vec::new();
            for (index, chunk) in rows.chunks(ENTITIES_MAX).enumerate() {
                let key = key.child(&format!("of_{}", index + 1));
                let label = Label::new("Somma parziale", "Partial sum");
                let part = of(chunk).map(|formula| self.s.add(balance(key, label), formula));
                parts.extend(part);
            }
            return sum(in_steps(self.s, &balance, key, &parts, ENTITIES_MAX));
        }
        of(rows).unwrap_or_else(|| sum([]))
    }

    fn swings(&mut self, statements: &[(&IncomeStatement, &BalanceSheet)]) {
        let mut swings: BTreeMap<Account, (Vec<RowId>, Vec<RowId>)> = BTreeMap::new();
        for (_, balance) in statements {
            for (account, (receivable, payable)) in balance.swings() {
                let (receivables, payables) = swings.entry(account).or_default();
                receivables.push(receivable);
                payables.push(payable);
            }
        }
        for (account, (receivables, payables)) in swings {
            let mut total = |word: &str, (italian, english), added| {
                let key = self.key(&account.word()).child(word);
                let label = account.label().with_detail(&Label::new(italian, english));
                let parts = Parts {
                    added,
                    deducted: None,
                };
                self.add(&parts, &key, label, RowSpec::balance)
            };
            let receivable = total("receivable", ("a credito", "receivable"), receivables);
            let payable = total("payable", ("a debito", "payable"), payables);
            self.group.swings.insert(account, (receivable, payable));
        }
    }

    fn payments(&mut self, entities: &[EntityId]) {
        for line in CashFlow::ALL.iter().copied() {
            let rows = entities.iter().filter_map(|entity| {
                let mut lines = self.ledger.payments(*entity);
                lines.find(|(of, _)| *of == line).map(|(_, row)| row)
            });
            let added: Vec<RowId> = rows.collect();
            if added.is_empty() {
                continue;
            }
            let cash = self.group.exchanges.cash();
            let between = cash.filter(|((_, _, of), _)| *of == line);
            let between: Vec<RowId> = between.map(|(_, row)| row).collect();
            let word = Key::new("cash").child(line.word());
            let deducted = self.elimination(word.as_str(), &line.label(), &between, RowSpec::flow);
            let parts = Parts { added, deducted };
            let key = self.key(word.as_str());
            let direction = match line.flow() {
                super::Flow::In => Direction::In,
                super::Flow::Out => Direction::Out,
            };
            let flow = |key: Key, label, unit| RowSpec::flow(key, label, unit).direction(direction);
            let row = self.add(&parts, &key, line.label(), flow);
            self.ledger.payments.insert((self.group.id, line), row);
        }
    }

    /// The rows of an account in every entity's books against every other one.
    fn between(&self, account: Account) -> Vec<RowId> {
        let accounts = self.group.exchanges.accounts();
        let rows = accounts.filter(|((_, _, of), _)| *of == account);
        rows.map(|(_, row)| row).collect()
    }

    /// What falls out of a line of the group; `None` where nothing does.
    fn elimination(
        &mut self,
        word: &str,
        label: &Label,
        rows: &[RowId],
        kind: fn(Key, Label, Unit) -> RowSpec,
    ) -> Option<RowId> {
        if rows.is_empty() {
            return None;
        }
        let parts = Parts {
            added: rows.to_vec(),
            deducted: None,
        };
        let key = self.elimination_key(word);
        Some(self.add(&parts, &key, eliminated(label), kind))
    }

    fn add(
        &mut self,
        parts: &Parts,
        key: &Key,
        label: Label,
        kind: impl Fn(Key, Label, Unit) -> RowSpec,
    ) -> RowId {
        let spec = |key, label| kind(key, label, Unit::Euro).entity(NAME);
        let formula = parts.formula(self.s, &spec, key);
        self.s.add(spec(key.clone(), label), formula)
    }

    fn key(&self, word: &str) -> Key {
        Key::new(NAME).child(word)
    }

    fn elimination_key(&self, word: &str) -> Key {
        self.key("eliminations").child(word)
    }
}

fn balance(key: Key, label: Label) -> RowSpec {
    RowSpec::balance(key, label, Unit::Euro).entity(NAME)
}

fn eliminated(label: &Label) -> Label {
    Label::new("Elisione", "Elimination").with_detail(label)
}

#[cfg(test)]
mod tests;
