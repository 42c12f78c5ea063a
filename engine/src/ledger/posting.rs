//! Postings, and the sums of them by entity and account.

use std::collections::BTreeMap;

use super::between::Between;
use super::group::Group;
use super::{Account, CashFlow, Flow, LiabilityLine, Position, Side, Stage};
use crate::quantity::Unit;
use crate::sheet::{
    Direction, Entry, Formula, InputOrNumber, Key, KeyColumn, ListId, Rank, RowId, RowSpec,
    SheetBuilder,
};
use crate::wording::Label;

/// An entity of the ledger, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(usize);

impl EntityId {
    /// The position, from 0, in the order in which entities were added.
    pub fn index(self) -> usize {
        self.0
    }
}

/// A double entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// Whose books.
    pub entity: EntityId,
    /// When, within the month.
    pub stage: Stage,
    /// How much: a row in whole cents.
    pub amount: RowId,
    /// The account debited.
    pub debit: Account,
    /// The account credited.
    pub credit: Account,
    /// The line of the cash-flow statement; given exactly where one side is cash.
    pub cash_flow: Option<CashFlow>,
    /// The other entity of the plan, where the posting is half of a contract with one.
    pub between: Option<Between>,
}

/// The postings of every entity and the rows that sum them.
#[derive(Debug)]
pub struct Ledger {
    list: ListId,
    entities: Vec<(String, Label)>,
    renamed: BTreeMap<(EntityId, LiabilityLine), Label>,
    pub(super) closings: BTreeMap<(EntityId, Account), RowId>,
    before: BTreeMap<(EntityId, Account, Stage), RowId>,
    pub(super) payments: BTreeMap<(EntityId, CashFlow), RowId>,
    between: Vec<Posting>,
    pub(super) group: Option<Group>,
}

impl Ledger {
    /// An empty ledger on a sheet.
    pub fn new(s: &mut SheetBuilder) -> Ledger {
        Ledger {
            list: s.list("postings"),
            entities: Vec::new(),
            renamed: BTreeMap::new(),
            closings: BTreeMap::new(),
            before: BTreeMap::new(),
            payments: BTreeMap::new(),
            between: Vec::new(),
            group: None,
        }
    }

    /// Adds an entity with its scenario name and label.
    pub fn entity(&mut self, name: &str, label: Label) -> EntityId {
        self.entities.push((name.to_owned(), label));
        EntityId(self.entities.len() - 1)
    }

    /// Calls a line of an entity's balance sheet by another name than the law's for companies;
    /// comes before anything is posted.
    pub fn rename(&mut self, entity: EntityId, line: LiabilityLine, label: Label) {
        self.renamed.insert((entity, line), label);
    }

    /// What an entity calls a line of its balance sheet.
    pub(super) fn line_label(&self, entity: EntityId, line: LiabilityLine) -> Label {
        let renamed = self.renamed.get(&(entity, line)).cloned();
        renamed.unwrap_or_else(|| line.label())
    }

    /// What an entity calls an account.
    fn account_label(&self, entity: EntityId, account: Account) -> Label {
        if account == Account::ShareCapital {
            self.line_label(entity, LiabilityLine::AI)
        } else {
            account.label()
        }
    }

    /// Every entity, in the order in which they were added; not the group.
    pub fn entities(&self) -> impl Iterator<Item = EntityId> + use<> {
        let group = usize::from(self.group.is_some());
        (0..self.entities.len() - group).map(EntityId)
    }

    /// The scenario name of an entity.
    pub fn name(&self, entity: EntityId) -> &str {
        &self.entities[entity.0].0
    }

    /// The label of an entity.
    pub fn label(&self, entity: EntityId) -> &Label {
        &self.entities[entity.0].1
    }

    /// The key of an entity's row: `hub.cash.closing`.
    pub fn key(&self, entity: EntityId, word: &str) -> Key {
        Key::new(self.name(entity)).child(word)
    }

    /// Gives an account its opening balance, positive on the account's own side.
    ///
    /// # Panics
    /// If a row of the account has been read already: openings come first.
    pub fn open(
        &mut self,
        s: &mut SheetBuilder,
        entity: EntityId,
        account: Account,
        opening: impl Into<InputOrNumber>,
    ) {
        assert!(
            !self.closings.contains_key(&(entity, account)),
            "the opening balance of an account comes before its first posting"
        );
        self.declare(s, entity, account, Some(opening.into()));
    }

    /// Posts an amount.
    ///
    /// # Panics
    /// If the cash-flow line is missing where cash moves, or given where it does not; if it
    /// contradicts the side of cash; if income or costs are posted once the result before tax is
    /// closed. All are mistakes of the calling code.
    pub fn post(&mut self, s: &mut SheetBuilder, posting: Posting) {
        check(&posting);
        assert!(
            self.group.is_none(),
            "the group is combined once everything has been posted"
        );
        let Posting {
            entity,
            stage,
            amount,
            debit,
            credit,
            cash_flow,
            between,
        } = posting;
        if between.is_some() {
            self.between.push(posting);
        }
        for account in [debit, credit] {
            self.closing(s, entity, account);
        }
        let first = self.tag(s, entity, debit);
        let second = Some(self.tag(s, entity, credit));
        let third = cash_flow.map(|line| {
            self.payments_on(s, entity, line);
            s.tag(self.payment_key(entity, line))
        });
        s.enter(
            self.list,
            Entry {
                amount,
                rank: stage.rank(),
                first,
                second,
                third,
            },
        );
    }

    /// The postings that stand against another entity of the plan, in the order in which they were
    /// made.
    pub fn between(&self) -> &[Posting] {
        &self.between
    }

    /// The balance of an account at the end of the month, positive on the account's own side.
    ///
    /// `closing = previous closing + own side − other side`, over all stages.
    pub fn closing(&mut self, s: &mut SheetBuilder, entity: EntityId, account: Account) -> RowId {
        match self.closings.get(&(entity, account)) {
            Some(row) => *row,
            None => self.declare(s, entity, account, None),
        }
    }

    /// Whether anything has opened, posted to or read an account.
    pub fn uses(&self, entity: EntityId, account: Account) -> bool {
        self.closings.contains_key(&(entity, account))
    }

    /// The accounts of an entity, in order, with their closing rows.
    pub fn accounts(&self, entity: EntityId) -> impl Iterator<Item = (Account, RowId)> + '_ {
        self.closings
            .iter()
            .filter(move |((of, _), _)| *of == entity)
            .map(|((_, account), row)| (*account, *row))
    }

    /// The movement of an account in this month by the postings of the stages before `stage`,
    /// positive on the account's own side.
    pub fn before(
        &mut self,
        s: &mut SheetBuilder,
        stage: Stage,
        entity: EntityId,
        account: Account,
    ) -> RowId {
        if let Some(row) = self.before.get(&(entity, account, stage)) {
            return *row;
        }
        let (own, other) = self.sums(s, entity, account, Some(stage.rank()));
        let key = self
            .key(entity, &account.word())
            .child(&format!("before_{}", stage.word()));
        let label = self.account_label(entity, account).with_detail(&Label::new(
            "movimento prima di questa fase",
            "movement before this stage",
        ));
        let row = s.add(
            self.spec(RowSpec::flow(key, label, Unit::Euro), entity),
            own - other,
        );
        self.before.insert((entity, account, stage), row);
        row
    }

    /// What an entity receives or pays in the month on a line of the cash-flow statement; positive
    /// in the direction of [`CashFlow::flow`].
    pub fn payments_on(&mut self, s: &mut SheetBuilder, entity: EntityId, line: CashFlow) -> RowId {
        if let Some(row) = self.payments.get(&(entity, line)) {
            return *row;
        }
        let key = self.payment_key(entity, line);
        let tag = s.tag(key.clone());
        let direction = match line.flow() {
            Flow::In => Direction::In,
            Flow::Out => Direction::Out,
        };
        let spec = RowSpec::flow(key, line.label(), Unit::Euro).direction(direction);
        let sum = s.list_sum(self.list, KeyColumn::Third, tag, None);
        let row = s.add(self.spec(spec, entity), sum);
        self.payments.insert((entity, line), row);
        row
    }

    /// The lines of the cash-flow statement that an entity uses, in order.
    pub fn payments(&self, entity: EntityId) -> impl Iterator<Item = (CashFlow, RowId)> + '_ {
        self.payments
            .iter()
            .filter(move |((of, _), _)| *of == entity)
            .map(|((_, line), row)| (*line, *row))
    }

    /// A spec of an entity's row.
    pub(super) fn spec(&self, spec: RowSpec, entity: EntityId) -> RowSpec {
        spec.entity(self.name(entity))
    }

    /// The sums of an account's own and other side, over the stages whose rank lies below `below`.
    pub(super) fn sums(
        &self,
        s: &mut SheetBuilder,
        entity: EntityId,
        account: Account,
        below: Option<Rank>,
    ) -> (Formula, Formula) {
        let tag = self.tag(s, entity, account);
        let debits = s.list_sum(self.list, KeyColumn::First, tag, below);
        let credits = s.list_sum(self.list, KeyColumn::Second, tag, below);
        match account.side() {
            Side::Debit => (debits, credits),
            Side::Credit => (credits, debits),
        }
    }

    fn tag(&self, s: &mut SheetBuilder, entity: EntityId, account: Account) -> crate::sheet::TagId {
        assert!(
            !self.is_group(entity),
            "the group has no postings of its own: {account:?}"
        );
        s.tag(self.key(entity, &account.word()))
    }

    fn payment_key(&self, entity: EntityId, line: CashFlow) -> Key {
        self.key(entity, "cash").child(line.word())
    }

    fn declare(
        &mut self,
        s: &mut SheetBuilder,
        entity: EntityId,
        account: Account,
        opening: Option<InputOrNumber>,
    ) -> RowId {
        // Costs and income are closed before the income taxes that depend on them.
        let below = match account.position() {
            Position::Result(line) if !line.is_income_tax() => Some(Stage::IncomeTax.rank()),
            Position::Result(_)
            | Position::Asset(_)
            | Position::Deduction(_)
            | Position::Liability(_)
            | Position::LiabilityDeduction(_)
            | Position::Swing(..) => None,
        };
        let key = self.key(entity, &account.word());
        let label = self.account_label(entity, account);
        let word = |italian, english| label.with_detail(&Label::new(italian, english));
        let tag = self.tag(s, entity, account);
        let debits = s.list_sum(self.list, KeyColumn::First, tag, below);
        let debits = s.add(
            self.spec(
                RowSpec::flow(key.child("debits"), word("dare", "debits"), Unit::Euro),
                entity,
            ),
            debits,
        );
        let credits = s.list_sum(self.list, KeyColumn::Second, tag, below);
        let credits = s.add(
            self.spec(
                RowSpec::flow(key.child("credits"), word("avere", "credits"), Unit::Euro),
                entity,
            ),
            credits,
        );
        let mut spec = RowSpec::balance(
            key.child("closing"),
            word("saldo finale", "closing balance"),
            Unit::Euro,
        );
        if let Some(input) = opening {
            spec = spec.opening_from(input);
        }
        let closing = s.declare(self.spec(spec, entity));
        match account.side() {
            Side::Debit => s.close(closing, closing.previous() + debits - credits),
            Side::Credit => s.close(closing, closing.previous() + credits - debits),
        }
        self.closings.insert((entity, account), closing);
        closing
    }
}

fn check(posting: &Posting) {
    let Posting {
        stage,
        debit,
        credit,
        cash_flow,
        between,
        entity,
        ..
    } = posting;
    assert!(debit != credit, "a posting has two accounts");
    if let Some(between) = between {
        assert!(between.with != *entity, "nobody contracts with itself");
        let (debited, credited) = between.side.mirrored();
        for (account, mirrored) in [(debit, debited), (credit, credited)] {
            assert!(
                !mirrored || *account != Account::Cash,
                "no other entity's books mirror cash"
            );
            assert!(
                !mirrored || !matches!(account.position(), Position::Swing(..)),
                "what stands between two entities is owed by one of them: {account:?}"
            );
        }
    }
    match cash_flow {
        Some(line) => match line.flow() {
            Flow::In => assert!(*debit == Account::Cash, "{line:?} debits cash"),
            Flow::Out => assert!(*credit == Account::Cash, "{line:?} credits cash"),
        },
        None => assert!(
            *debit != Account::Cash && *credit != Account::Cash,
            "a posting to cash names its line of the cash-flow statement"
        ),
    }
    for account in [debit, credit] {
        if let Account::Income(line) = account {
            assert!(
                line.is_income_tax() || *stage < Stage::IncomeTax,
                "{line:?} is posted after the result before tax was closed"
            );
        }
    }
}
