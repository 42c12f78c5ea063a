//! What stands between two entities: the mirrored sides of their postings, summed by account and by
//! line of the cash-flow statement.
//!
//! Each of two entities states a contract in its own books, and names the other as its counterpart
//! ([`super::Between`]). So what one debits towards the other is what the other credits towards it,
//! in every month and to the cent, and what one pays the other receives. A [`Mirror`] holds both
//! differences; a contract that posts one half only, or in another month, or in other cents, shows
//! there.

use std::collections::{BTreeMap, BTreeSet};

use super::posting::Posting;
use super::steps::long_sum;
use super::{Account, CashFlow, EntityId, Flow, Ledger, Position, Side};
use crate::quantity::Unit;
use crate::sheet::{
    Direction, Entry, Formula, Key, KeyColumn, ListId, RowId, RowSpec, SheetBuilder,
};
use crate::wording::Label;
use crate::wording::Language::{English, Italian};

/// That a posting stands against another entity of the plan, whose books hold its mirror image in
/// the same month and cents; the combined statements take both out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// The other entity.
    pub with: EntityId,
    /// Which side of the posting the other entity's books mirror. A line of the cash-flow statement
    /// is always mirrored. VAT, owed to or by the tax office, is not, and neither is cash.
    pub side: BetweenSide,
}

/// Which side of a posting another entity's books mirror.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BetweenSide {
    /// The account debited.
    Debit,
    /// The account credited.
    Credit,
    /// Both.
    Both,
}

/// An account of one entity, as far as it stands against another.
pub type BetweenAccount = (EntityId, EntityId, Account);

/// A line of one entity's cash-flow statement, as far as it stands against another.
pub type BetweenCash = (EntityId, EntityId, CashFlow);

/// The rows between every two entities of a plan.
#[derive(Debug, Clone, Default)]
pub struct Exchanges {
    accounts: BTreeMap<BetweenAccount, RowId>,
    cash: BTreeMap<BetweenCash, RowId>,
    mirrors: Vec<Mirror>,
}

/// What one entity states towards another, held against what the other states towards it. Both
/// differences are 0.00 in every month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mirror {
    /// The one entity.
    pub entity: EntityId,
    /// The other.
    pub with: EntityId,
    /// What the one debits towards the other, less what the other credits towards the one.
    pub entries: RowId,
    /// What the one pays to the other, less what the other receives from the one.
    pub cash: RowId,
}

impl Exchanges {
    /// Accounts with their rows: of a line of the income statement its amount in the month, of any
    /// other account its balance, each positive on the account's own side.
    pub fn accounts(&self) -> impl Iterator<Item = (BetweenAccount, RowId)> + '_ {
        self.accounts.iter().map(|(key, row)| (*key, *row))
    }

    /// Lines of the cash-flow statement with their rows, positive in the direction of the line.
    pub fn cash(&self) -> impl Iterator<Item = (BetweenCash, RowId)> + '_ {
        self.cash.iter().map(|(key, row)| (*key, *row))
    }

    /// Every two entities that have contracts with each other, seen from either side.
    pub fn mirrors(&self) -> &[Mirror] {
        &self.mirrors
    }

    /// The row of one account.
    pub fn account(&self, entity: EntityId, with: EntityId, account: Account) -> Option<RowId> {
        self.accounts.get(&(entity, with, account)).copied()
    }

    /// Writes the sums of everything that has been posted between two entities.
    pub(super) fn write(s: &mut SheetBuilder, ledger: &Ledger) -> Exchanges {
        let mut exchanges = Exchanges::default();
        if ledger.between().is_empty() {
            return exchanges;
        }
        let list = s.list("between");
        for posting in ledger.between() {
            enter(s, ledger, list, posting);
        }
        let mut w = Writer { s, ledger, list };
        let Used {
            accounts,
            cash,
            pairs,
        } = Used::of(ledger);
        for key in accounts {
            let row = w.account(key);
            exchanges.accounts.insert(key, row);
        }
        for key in cash {
            let row = w.cash(key);
            exchanges.cash.insert(key, row);
        }
        for (entity, with) in pairs {
            let mirror = w.mirror(entity, with, &exchanges.cash);
            exchanges.mirrors.push(mirror);
        }
        exchanges
    }
}

impl BetweenSide {
    /// Whether the account debited is mirrored, and whether the account credited is.
    pub fn mirrored(self) -> (bool, bool) {
        match self {
            BetweenSide::Debit => (true, false),
            BetweenSide::Credit => (false, true),
            BetweenSide::Both => (true, true),
        }
    }
}

/// Enters the mirrored sides of a posting: under the account and its side, the line of the
/// cash-flow statement, the two entities and the side.
fn enter(s: &mut SheetBuilder, ledger: &Ledger, list: ListId, posting: &Posting) {
    let Some(between) = posting.between else {
        return;
    };
    let (entity, with) = (posting.entity, between.with);
    let (debit, credit) = between.side.mirrored();
    let sides = [
        (debit, posting.debit, Side::Debit),
        (credit, posting.credit, Side::Credit),
    ];
    let towards = with_key(ledger, entity, with);
    let mut line = posting
        .cash_flow
        .map(|line| s.tag(cash_key(ledger, (entity, with, line))));
    for (_, account, side) in sides.into_iter().filter(|(mirrored, ..)| *mirrored) {
        let first = account_key(ledger, (entity, with, account)).child(word(side));
        let entry = Entry {
            amount: posting.amount,
            rank: posting.stage.rank(),
            first: s.tag(first),
            second: line.take(),
            third: Some(s.tag(towards.child(word(side)))),
        };
        s.enter(list, entry);
    }
}

/// The accounts, lines and pairs that some posting uses.
#[derive(Default)]
struct Used {
    accounts: BTreeSet<BetweenAccount>,
    cash: BTreeSet<BetweenCash>,
    pairs: BTreeSet<(EntityId, EntityId)>,
}

impl Used {
    fn of(ledger: &Ledger) -> Used {
        let mut used = Used::default();
        for posting in ledger.between() {
            let Some(between) = posting.between else {
                continue;
            };
            let (entity, with) = (posting.entity, between.with);
            let (debit, credit) = between.side.mirrored();
            if debit {
                used.accounts.insert((entity, with, posting.debit));
            }
            if credit {
                used.accounts.insert((entity, with, posting.credit));
            }
            if let Some(line) = posting.cash_flow {
                used.cash.insert((entity, with, line));
            }
            used.pairs.insert((entity, with));
            used.pairs.insert((with, entity));
        }
        used
    }
}

struct Writer<'a> {
    s: &'a mut SheetBuilder,
    ledger: &'a Ledger,
    list: ListId,
}

impl Writer<'_> {
    /// `closing = previous closing + own side − other side`; of an income or cost the month alone.
    fn account(&mut self, key: BetweenAccount) -> RowId {
        let (entity, with, account) = key;
        let name = account_key(self.ledger, key);
        let debits = self.sum(KeyColumn::First, &name.child(word(Side::Debit)));
        let credits = self.sum(KeyColumn::First, &name.child(word(Side::Credit)));
        let (own, other) = match account.side() {
            Side::Debit => (debits, credits),
            Side::Credit => (credits, debits),
        };
        let label = account.label().with_detail(self.ledger.label(with));
        let of_entity = |spec: RowSpec| self.ledger.spec(spec, entity);
        match account.position() {
            Position::Result(_) => self.s.add(
                of_entity(RowSpec::flow(name, label, Unit::Euro)),
                own - other,
            ),
            Position::Asset(_)
            | Position::Deduction(_)
            | Position::Liability(_)
            | Position::LiabilityDeduction(_)
            | Position::Swing(..) => {
                let spec = RowSpec::balance(name.child("closing"), label, Unit::Euro);
                let closing = self.s.declare(of_entity(spec));
                self.s.close(closing, closing.previous() + own - other);
                closing
            }
        }
    }

    fn cash(&mut self, key: BetweenCash) -> RowId {
        let (entity, with, line) = key;
        let name = cash_key(self.ledger, key);
        let label = line.label().with_detail(self.ledger.label(with));
        let direction = match line.flow() {
            Flow::In => Direction::In,
            Flow::Out => Direction::Out,
        };
        let sum = self.sum(KeyColumn::Second, &name);
        let spec = RowSpec::flow(name, label, Unit::Euro).direction(direction);
        self.s.add(self.ledger.spec(spec, entity), sum)
    }

    fn mirror(
        &mut self,
        entity: EntityId,
        with: EntityId,
        cash: &BTreeMap<BetweenCash, RowId>,
    ) -> Mirror {
        let name = with_key(self.ledger, entity, with);
        let back = with_key(self.ledger, with, entity);
        let (us, them) = (self.ledger.label(entity), self.ledger.label(with));
        let towards = Label::new(
            format!("{} verso {}", us.get(Italian), them.get(Italian)),
            format!("{} towards {}", us.get(English), them.get(English)),
        );
        let of_entity = self.ledger.name(entity);
        let spec = |key: Key, label: Label| {
            RowSpec::flow(key, towards.with_detail(&label), Unit::Euro).entity(of_entity)
        };
        let debited = self.sum(KeyColumn::Third, &name.child(word(Side::Debit)));
        let credited = self.sum(KeyColumn::Third, &back.child(word(Side::Credit)));
        let label = Label::new(
            "dare dell'uno = avere dell'altro",
            "debits of the one = credits of the other",
        );
        let entries = self
            .s
            .add(spec(name.child("mirror"), label), debited - credited);
        let lines = |of: EntityId, to: EntityId, flow: Flow| -> Vec<RowId> {
            let lines = cash.iter().filter(|((entity, with, line), _)| {
                (*entity, *with) == (of, to) && line.flow() == flow
            });
            lines.map(|(_, row)| *row).collect()
        };
        let key = name.child("paid");
        let paid = long_sum(self.s, &spec, &key, &lines(entity, with, Flow::Out));
        let paid = self.s.add(spec(key, Label::new("pagato", "paid")), paid);
        let key = name.child("received_there");
        let received = long_sum(self.s, &spec, &key, &lines(with, entity, Flow::In));
        let label = Label::new("incassato dall'altro", "received by the other");
        let received = self.s.add(spec(key, label), received);
        let label = Label::new(
            "pagato = incassato dall'altro",
            "paid = received by the other",
        );
        let cash = self
            .s
            .add(spec(name.child("cash_mirror"), label), paid - received);
        Mirror {
            entity,
            with,
            entries,
            cash,
        }
    }

    fn sum(&mut self, column: KeyColumn, tag: &Key) -> Formula {
        let tag = self.s.tag(tag.clone());
        self.s.list_sum(self.list, column, tag, None)
    }
}

fn word(side: Side) -> &'static str {
    match side {
        Side::Debit => "debits",
        Side::Credit => "credits",
    }
}

/// `operating.with.real_estate.supplier_payables`
fn account_key(ledger: &Ledger, (entity, with, account): BetweenAccount) -> Key {
    with_key(ledger, entity, with).child(&account.word())
}

/// `operating.with.real_estate.cash.supplier_payments`
fn cash_key(ledger: &Ledger, (entity, with, line): BetweenCash) -> Key {
    with_key(ledger, entity, with)
        .child("cash")
        .child(line.word())
}

fn with_key(ledger: &Ledger, entity: EntityId, with: EntityId) -> Key {
    ledger.key(entity, "with").child(ledger.name(with))
}
