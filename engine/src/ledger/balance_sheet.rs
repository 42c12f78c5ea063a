//! The balance sheet, art. 2424 c.c.

use std::collections::BTreeMap;

use super::steps::{long_sum, sum};
use super::{
    Account, AssetLine, EntityId, IncomeStatement, Ledger, LiabilityLine, OverYear, Position,
    Statement, StatementKind, Weight,
};
use crate::quantity::Unit;
use crate::sheet::{Direction, Formula, Key, Origin, RowId, RowSpec, SheetBuilder, max, number};
use crate::wording::Label;

/// The rows of one entity's balance sheet. Assets and liabilities are both positive.
#[derive(Debug, Clone)]
pub struct BalanceSheet {
    statement: Statement,
    /// Total assets.
    pub assets: RowId,
    /// Net equity (A of the liabilities).
    pub equity: RowId,
    /// Total liabilities and equity.
    pub liabilities: RowId,
    swings: BTreeMap<Account, (RowId, RowId)>,
}

impl BalanceSheet {
    /// Writes the balance sheet. `due_later` holds, for each line of debt, the part due beyond the
    /// next twelve months, which art. 2424 asks for beside the line.
    pub fn new(
        s: &mut SheetBuilder,
        ledger: &Ledger,
        income: &IncomeStatement,
        entity: EntityId,
        due_later: &BTreeMap<LiabilityLine, RowId>,
    ) -> BalanceSheet {
        let mut w = Writer::new(s, ledger, entity);
        w.place_accounts();
        w.place_results(income);
        let assets = w.assets();
        w.statement
            .heading("", Label::new("PASSIVO", "LIABILITIES AND EQUITY"));
        let equity = w.liability_group(
            "A",
            ("Totale patrimonio netto (A)", "Total equity (A)"),
            |line| line <= LiabilityLine::AIX,
            due_later,
        );
        let debts = w.liability_group(
            "D",
            ("Totale debiti (D)", "Total debts (D)"),
            |line| (LiabilityLine::D1..=LiabilityLine::D14).contains(&line),
            due_later,
        );
        let accruals = w.liability_group(
            "E",
            (
                "Totale ratei e risconti (E)",
                "Total accruals and deferred income (E)",
            ),
            |line| line == LiabilityLine::E,
            due_later,
        );
        let liabilities = w.total(
            "liabilities.total",
            Label::new("Totale passivo", "Total liabilities and equity"),
            equity + debts + accruals,
            Weight::Total,
        );
        BalanceSheet {
            statement: w.statement,
            assets,
            equity,
            liabilities,
            swings: w.swings,
        }
    }

    /// The accounts that stand on either side, with their rows as asset and as liability.
    pub(super) fn swings(&self) -> impl Iterator<Item = (Account, (RowId, RowId))> + '_ {
        self.swings.iter().map(|(account, rows)| (*account, *rows))
    }

    /// The layout with its rows.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }
}

/// What stands on one line: rows added and rows deducted.
#[derive(Default)]
struct Place {
    added: Vec<RowId>,
    deducted: Vec<RowId>,
}

struct Writer<'a> {
    s: &'a mut SheetBuilder,
    ledger: &'a Ledger,
    entity: EntityId,
    key: Key,
    assets: BTreeMap<AssetLine, Place>,
    liabilities: BTreeMap<LiabilityLine, Place>,
    swings: BTreeMap<Account, (RowId, RowId)>,
    statement: Statement,
}

impl<'a> Writer<'a> {
    fn new(s: &'a mut SheetBuilder, ledger: &'a Ledger, entity: EntityId) -> Writer<'a> {
        Writer {
            s,
            ledger,
            entity,
            key: ledger.key(entity, StatementKind::BalanceSheet.word()),
            assets: BTreeMap::new(),
            liabilities: BTreeMap::new(),
            swings: BTreeMap::new(),
            statement: Statement::new(StatementKind::BalanceSheet, entity),
        }
    }

    fn place_accounts(&mut self) {
        let accounts: Vec<_> = self.ledger.accounts(self.entity).collect();
        for (account, closing) in accounts {
            match account.position() {
                Position::Asset(line) => self.assets.entry(line).or_default().added.push(closing),
                Position::Deduction(line) => {
                    self.assets.entry(line).or_default().deducted.push(closing);
                }
                Position::Liability(line) => {
                    self.liabilities
                        .entry(line)
                        .or_default()
                        .added
                        .push(closing);
                }
                Position::LiabilityDeduction(line) => {
                    self.liabilities
                        .entry(line)
                        .or_default()
                        .deducted
                        .push(closing);
                }
                Position::Swing(asset, liability) => {
                    let (credit, debit) = self.swing(account, closing);
                    self.swings.insert(account, (credit, debit));
                    self.assets.entry(asset).or_default().added.push(credit);
                    self.liabilities
                        .entry(liability)
                        .or_default()
                        .added
                        .push(debit);
                }
                Position::Result(_) => {}
            }
        }
    }

    /// A balance that may stand on either side: as an asset, as a liability.
    fn swing(&mut self, account: Account, closing: RowId) -> (RowId, RowId) {
        if let Some(sums) = self.ledger.group_swing(self.entity, account) {
            return sums;
        }
        let key = self.ledger.key(self.entity, &account.word());
        let word = |italian, english| account.label().with_detail(&Label::new(italian, english));
        let credit = self.s.add(
            self.spec(key.child("receivable"), word("a credito", "receivable")),
            max(number(0.into()), closing),
        );
        let debit = self.s.add(
            self.spec(key.child("payable"), word("a debito", "payable")),
            max(number(0.into()), number(0.into()) - closing),
        );
        (credit, debit)
    }

    /// The result of the year so far on A.IX; the results of the plan's earlier years on A.VIII.
    fn place_results(&mut self, income: &IncomeStatement) {
        let result = income.result();
        let key = self.key.child("liabilities");
        let year = self.s.add(
            self.spec(
                key.child("result_of_year"),
                Label::new(
                    "Risultato dell'anno, progressivo",
                    "Result of the year to date",
                ),
            ),
            result.year_to_date(),
        );
        let total = self.s.add(
            self.spec(
                key.child("results_of_plan"),
                Label::new(
                    "Risultati dal primo mese del piano",
                    "Results since the plan's first month",
                ),
            ),
            result.running_total(),
        );
        let earlier = self.s.add(
            self.spec(
                key.child("results_of_earlier_years"),
                Label::new(
                    "Risultati degli anni precedenti del piano",
                    "Results of earlier years of the plan",
                ),
            ),
            total - year,
        );
        self.liabilities
            .entry(LiabilityLine::AVIII)
            .or_default()
            .added
            .push(earlier);
        self.liabilities
            .entry(LiabilityLine::AIX)
            .or_default()
            .added
            .push(year);
    }

    fn assets(&mut self) -> RowId {
        self.statement.heading("", Label::new("ATTIVO", "ASSETS"));
        let intangible = self.asset_group(
            "B.I",
            (
                "Totale immobilizzazioni immateriali (B.I)",
                "Total intangible assets (B.I)",
            ),
            |line| line <= AssetLine::BI7,
        );
        let tangible = self.asset_group(
            "B.II",
            (
                "Totale immobilizzazioni materiali (B.II)",
                "Total tangible assets (B.II)",
            ),
            |line| (AssetLine::BII1..=AssetLine::BII5).contains(&line),
        );
        let financial = self.optional_asset_group(
            "B.III",
            (
                "Totale immobilizzazioni finanziarie (B.III)",
                "Total financial fixed assets (B.III)",
            ),
            |line| (AssetLine::BIII1..=AssetLine::BIII2).contains(&line),
        );
        let receivables = self.asset_group(
            "C.II",
            ("Totale crediti (C.II)", "Total receivables (C.II)"),
            |line| (AssetLine::CII1..=AssetLine::CII5Quater).contains(&line),
        );
        let cash = self.asset_group(
            "C.IV",
            ("Totale disponibilità liquide (C.IV)", "Total cash (C.IV)"),
            |line| (AssetLine::CIV1..=AssetLine::CIV1Reserve).contains(&line),
        );
        let prepayments = self.optional_asset_group(
            "D",
            (
                "Totale ratei e risconti (D)",
                "Total accrued income and prepayments (D)",
            ),
            |line| line == AssetLine::D,
        );
        let optional = [financial, prepayments].into_iter().flatten();
        self.total(
            "assets.total",
            Label::new("Totale attivo", "Total assets"),
            optional.fold(
                intangible + tangible + receivables + cash,
                |total, group| total + group,
            ),
            Weight::Total,
        )
    }

    /// A group that is shown only where the entity has it.
    fn optional_asset_group(
        &mut self,
        code: &str,
        label: (&str, &str),
        belongs: impl Fn(AssetLine) -> bool,
    ) -> Option<RowId> {
        let used = self.assets.keys().any(|line| belongs(*line));
        used.then(|| self.asset_group(code, label, belongs))
    }

    fn asset_group(
        &mut self,
        code: &str,
        (italian, english): (&str, &str),
        belongs: impl Fn(AssetLine) -> bool,
    ) -> RowId {
        let mut rows = Vec::new();
        for line in AssetLine::ALL.iter().copied().filter(|line| belongs(*line)) {
            let Some(place) = self.assets.remove(&line) else {
                continue;
            };
            let key = self.key.child("assets").child(line.code());
            let spec = self.spec(key, line.label()).direction(Direction::In);
            let row = self.s.add(spec, place.formula());
            self.statement.line(
                line.article(),
                line.label(),
                row,
                Weight::Item,
                OverYear::Last,
            );
            rows.push(row);
        }
        self.group_total(
            &format!("assets.{code}.total"),
            Label::new(italian, english),
            &rows,
        )
    }

    fn liability_group(
        &mut self,
        code: &str,
        (italian, english): (&str, &str),
        belongs: impl Fn(LiabilityLine) -> bool,
        due_later: &BTreeMap<LiabilityLine, RowId>,
    ) -> RowId {
        let mut rows = Vec::new();
        for line in LiabilityLine::ALL
            .iter()
            .copied()
            .filter(|line| belongs(*line))
        {
            let Some(place) = self.liabilities.remove(&line) else {
                continue;
            };
            let key = self.key.child("liabilities").child(line.code());
            let label = self.ledger.line_label(self.entity, line);
            let spec = self.spec(key, label.clone()).direction(Direction::Out);
            let row = self.s.add(spec, place.formula());
            self.statement
                .line(line.code(), label, row, Weight::Item, OverYear::Last);
            if let Some(later) = due_later.get(&line) {
                let label = Label::new("di cui oltre 12 mesi", "of which due beyond 12 months");
                self.statement
                    .line("", label, *later, Weight::Part, OverYear::Last);
            }
            rows.push(row);
        }
        self.group_total(
            &format!("liabilities.{code}.total"),
            Label::new(italian, english),
            &rows,
        )
    }

    /// The total of a group of lines.
    fn group_total(&mut self, word: &str, label: Label, rows: &[RowId]) -> RowId {
        let (ledger, entity) = (self.ledger, self.entity);
        let part = |key, label| spec(ledger, entity, key, label);
        let total = long_sum(self.s, &part, &self.key.child(word), rows);
        self.total(word, label, total, Weight::Subtotal)
    }

    fn total(&mut self, word: &str, label: Label, formula: Formula, weight: Weight) -> RowId {
        let spec = self.spec(self.key.child(word), label.clone());
        let row = self.s.add(spec, formula);
        self.statement.line("", label, row, weight, OverYear::Last);
        row
    }

    fn spec(&self, key: Key, label: Label) -> RowSpec {
        spec(self.ledger, self.entity, key, label)
    }
}

fn spec(ledger: &Ledger, entity: EntityId, key: Key, label: Label) -> RowSpec {
    ledger
        .spec(RowSpec::balance(key, label, Unit::Euro), entity)
        .origin(Origin::default().under("art. 2424 c.c."))
}

impl Place {
    fn formula(&self) -> Formula {
        let added = sum(self.added.iter().copied());
        self.deducted.iter().fold(added, |total, row| total - *row)
    }
}
