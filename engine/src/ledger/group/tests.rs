//! A consolidation worked on paper. The owner lets a building to the tenant and holds 60 % of it:
//!
//! | | owner | tenant |
//! |---|---|---|
//! | January: paid in by outside holders | 100,000 | 40,000 |
//! | January: paid by the owner into the tenant | −60,000 | 60,000 |
//! | January: deposit | 2,000 | −2,000 |
//! | each month: rent 1,000 and VAT 220, paid a month later | 1,220 in February | −1,220 in February |
//! | January: sold to the public, for cash | | 3,000 |
//!
//! At the end of February the owner has 100,000 − 60,000 + 2,000 + 1,220 = 43,220 in cash, the
//! tenant 40,000 + 60,000 − 2,000 − 1,220 + 3,000 = 99,780; the group 143,000, which is what came
//! from outside.

use super::*;
use crate::calendar::{Month, Timeline};
use crate::evaluate::{Case, Grid, exact};
use crate::ledger::{
    Between, BetweenSide, CashFlowStatement, IncomeLine, LiabilityLine, Posting, Stage,
};
use crate::quantity::{Decimal, Unit};
use crate::sheet::{CalendarRow, Sheet, Term as _, number_of};

/// A plan of two entities, before its statements are written.
struct Draft {
    s: SheetBuilder,
    ledger: Ledger,
    owner: EntityId,
    tenant: EntityId,
}

/// What the contract of lease forgets.
#[derive(Clone, Copy, PartialEq)]
enum Forgets {
    Nothing,
    /// The tenant's cost and debt.
    TheTenant,
    /// To pay in the month in which the owner collects.
    ThePayment,
}

impl Draft {
    fn new() -> Draft {
        let timeline = Timeline::new("2024-01".parse().unwrap(), 1, 0);
        let mut s = SheetBuilder::new(timeline);
        let mut ledger = Ledger::new(&mut s);
        let owner = ledger.entity("owner", Label::new("Proprietario", "Owner"));
        let tenant = ledger.entity("tenant", Label::new("Inquilino", "Tenant"));
        Draft {
            s,
            ledger,
            owner,
            tenant,
        }
    }

    /// An amount in one month.
    fn once(&mut self, key: &str, month: u32, amount: i64) -> RowId {
        let flag = CalendarRow::MonthNumber.equals(number_of(month, Unit::MonthNumber));
        let amount = flag * number_of(Decimal::from(amount), Unit::Euro);
        self.s
            .add(RowSpec::flow(key, Label::same(key), Unit::Euro), amount)
    }

    fn post(
        &mut self,
        entity: EntityId,
        amount: RowId,
        (debit, credit): (Account, Account),
        cash_flow: Option<CashFlow>,
        between: Option<(EntityId, BetweenSide)>,
    ) {
        let posting = Posting {
            entity,
            stage: Stage::Contracts,
            amount,
            debit,
            credit,
            cash_flow,
            between: between.map(|(with, side)| Between { with, side }),
        };
        self.ledger.post(&mut self.s, posting);
    }

    /// Capital, deposit and sales, all in January.
    fn capital(&mut self) {
        let (owner, tenant) = (self.owner, self.tenant);
        let paid_in = (Account::Cash, Account::ShareCapital);
        let line = Some(CashFlow::EquityPaidIn);
        let amount = self.once("equity.owner", 1, 100_000);
        self.post(owner, amount, paid_in, line, None);
        let amount = self.once("equity.tenant.outside", 1, 40_000);
        self.post(tenant, amount, paid_in, line, None);
        let amount = self.once("equity.tenant.owner", 1, 60_000);
        let from = Some((owner, BetweenSide::Credit));
        self.post(tenant, amount, paid_in, line, from);
        self.post(
            owner,
            amount,
            (Account::Holdings, Account::Cash),
            Some(CashFlow::HoldingsPaid),
            Some((tenant, BetweenSide::Debit)),
        );
        let amount = self.once("leases.hall.deposit", 1, 2_000);
        self.post(
            owner,
            amount,
            (Account::Cash, Account::DepositsReceived),
            Some(CashFlow::DepositsReceived),
            Some((tenant, BetweenSide::Credit)),
        );
        self.post(
            tenant,
            amount,
            (Account::DepositsPaid, Account::Cash),
            Some(CashFlow::DepositsPaid),
            Some((owner, BetweenSide::Debit)),
        );
        let amount = self.once("services.sales", 1, 3_000);
        let sold = (
            Account::CustomerReceivables,
            Account::Income(IncomeLine::A1),
        );
        self.post(tenant, amount, sold, None, None);
        self.collect(tenant, amount, None);
    }

    fn collect(&mut self, entity: EntityId, amount: RowId, from: Option<(EntityId, BetweenSide)>) {
        let accounts = (Account::Cash, Account::CustomerReceivables);
        let line = Some(CashFlow::CustomerReceipts);
        self.post(entity, amount, accounts, line, from);
    }

    /// Rent of January and February, VAT on top, the first paid in February.
    fn lease(&mut self, forgets: Forgets) {
        let (owner, tenant) = (self.owner, self.tenant);
        for month in [1, 2] {
            let rent = self.once(&format!("leases.hall.rent_{month}"), month, 1_000);
            let vat = self.once(&format!("leases.hall.vat_{month}"), month, 220);
            let receivable = Account::CustomerReceivables;
            let earned = (receivable, Account::Income(IncomeLine::A1));
            let with_tenant = |side| Some((tenant, side));
            self.post(owner, rent, earned, None, with_tenant(BetweenSide::Both));
            let due = (receivable, Account::VatDebt);
            self.post(owner, vat, due, None, with_tenant(BetweenSide::Debit));
            if forgets == Forgets::TheTenant && month == 2 {
                continue;
            }
            let payable = Account::SupplierPayables;
            let cost = (Account::Income(IncomeLine::B8), payable);
            let with_owner = |side| Some((owner, side));
            self.post(tenant, rent, cost, None, with_owner(BetweenSide::Both));
            let deducted = (Account::VatCredit, payable);
            self.post(tenant, vat, deducted, None, with_owner(BetweenSide::Credit));
        }
        let paid = self.once("leases.hall.paid", 2, 1_220);
        self.collect(owner, paid, Some((tenant, BetweenSide::Credit)));
        let paid = if forgets == Forgets::ThePayment {
            self.once("leases.hall.paid_late", 3, 1_220)
        } else {
            paid
        };
        self.post(
            tenant,
            paid,
            (Account::SupplierPayables, Account::Cash),
            Some(CashFlow::SupplierPayments),
            Some((owner, BetweenSide::Debit)),
        );
    }

    fn income(&mut self, entity: EntityId) -> IncomeStatement {
        let mut income = IncomeStatement::before_tax(&mut self.s, &self.ledger, entity);
        income.close(&mut self.s, &self.ledger);
        income
    }

    fn balance(&mut self, income: &IncomeStatement, entity: EntityId) -> BalanceSheet {
        CashFlowStatement::new(&mut self.s, &mut self.ledger, income, entity);
        BalanceSheet::new(&mut self.s, &self.ledger, income, entity, &BTreeMap::new())
    }

    fn read(mut self) -> Read {
        let mut statements = Vec::new();
        for entity in [self.owner, self.tenant] {
            let income = self.income(entity);
            let balance = self.balance(&income, entity);
            statements.push((income, balance));
        }
        let statements: Vec<_> = statements.iter().map(|(a, b)| (a, b)).collect();
        let label = Label::new("Gruppo", "Group");
        let group = self.ledger.combine(&mut self.s, label, &statements);
        let income = self.income(group);
        self.balance(&income, group);
        let sheet = self.s.finish().unwrap();
        let grid = exact(&sheet, &Case::base()).unwrap();
        Read { sheet, grid }
    }
}

/// The plan with its values.
struct Read {
    sheet: Sheet,
    grid: Grid,
}

impl Read {
    /// A value in January (1) or February (2).
    fn at(&self, key: &str, month: u32) -> Decimal {
        let row = self.sheet.find_row(key);
        let row = row.unwrap_or_else(|| panic!("no row {key}"));
        self.grid.cell(row, Month(month - 1))
    }
}

fn worked(forgets: Forgets) -> Read {
    let mut draft = Draft::new();
    draft.capital();
    draft.lease(forgets);
    draft.read()
}

fn euro(amount: i64) -> Decimal {
    Decimal::from(amount)
}

#[test]
fn the_group_is_what_stands_towards_outside() {
    let read = worked(Forgets::Nothing);
    let group = [
        ("cash.closing", 143_000),
        // Sales to the public of January; February has none but the rent, which falls out.
        ("income_statement.A1", 0),
        ("income_statement.B8", 0),
        ("customer_receivables.closing", 0),
        ("supplier_payables.closing", 0),
        ("holdings.closing", 0),
        ("deposits_paid.closing", 0),
        ("deposits_received.closing", 0),
        // 200,000 of capital less the 60,000 paid within the group.
        ("balance_sheet.liabilities.A.I", 140_000),
        ("balance_sheet.liabilities.A.IX", 3_000),
        // Two rents of 220: one owes them, the other sets them off; not with each other.
        ("balance_sheet.assets.C.II.5-bis", 440),
        ("balance_sheet.liabilities.D.12", 440),
        ("balance_sheet.assets.total", 143_440),
        ("balance_sheet.liabilities.total", 143_440),
        ("cash_flow.closing", 143_000),
        ("cash_flow.change", 0),
        ("cash_flow.opening", 143_000),
    ];
    for (word, expected) in group {
        assert_eq!(
            read.at(&format!("group.{word}"), 2),
            euro(expected),
            "{word}"
        );
    }
    assert_eq!(read.at("group.income_statement.A1", 1), euro(3_000));
    assert_eq!(read.at("owner.cash.closing", 2), euro(43_220));
    assert_eq!(read.at("tenant.cash.closing", 2), euro(99_780));
}

#[test]
fn each_line_is_the_sum_less_what_stands_between() {
    let read = worked(Forgets::Nothing);
    assert_eq!(read.at("owner.income_statement.A1", 1), euro(1_000));
    assert_eq!(read.at("tenant.income_statement.A1", 1), euro(3_000));
    assert_eq!(
        read.at("group.eliminations.income_statement.A1", 1),
        euro(1_000)
    );
    assert_eq!(
        read.at("owner.with.tenant.customer_receivables.closing", 1),
        euro(1_220)
    );
    assert_eq!(
        read.at("tenant.with.owner.supplier_payables.closing", 1),
        euro(1_220)
    );
    assert_eq!(read.at("group.eliminations.holdings", 1), euro(60_000));
    assert_eq!(read.at("group.eliminations.share_capital", 1), euro(60_000));
    assert_eq!(read.at("group.cash.equity_paid_in", 1), euro(140_000));
    assert_eq!(
        read.at("group.eliminations.cash.customer_receipts", 2),
        euro(1_220)
    );
}

#[test]
fn two_halves_mirror_each_other() {
    let read = worked(Forgets::Nothing);
    for month in [1, 2, 3] {
        for way in ["owner.with.tenant", "tenant.with.owner"] {
            assert_eq!(read.at(&format!("{way}.mirror"), month), euro(0));
            assert_eq!(read.at(&format!("{way}.cash_mirror"), month), euro(0));
        }
    }
}

/// A balance sheet shows no half that is missing on both its sides; the mirror does.
#[test]
fn a_half_that_is_missing_shows() {
    let read = worked(Forgets::TheTenant);
    assert_eq!(read.at("owner.with.tenant.mirror", 2), euro(1_220));
    // The tenant has not stated the cost of 1,000.
    assert_eq!(read.at("tenant.with.owner.mirror", 2), euro(-1_000));
    assert_eq!(read.at("owner.with.tenant.mirror", 1), euro(0));
}

#[test]
fn a_payment_in_another_month_shows() {
    let read = worked(Forgets::ThePayment);
    assert_eq!(read.at("tenant.with.owner.cash_mirror", 2), euro(-1_220));
    assert_eq!(read.at("tenant.with.owner.cash_mirror", 3), euro(1_220));
    assert_eq!(read.at("tenant.with.owner.mirror", 2), euro(-1_220));
}

/// Tax credits and debts of two bodies are not set off against each other.
#[test]
fn tax_positions_stand_on_both_sides() {
    let mut draft = Draft::new();
    draft.capital();
    let (owner, tenant) = (draft.owner, draft.tenant);
    let advance = draft.once("ires.advance", 1, 500);
    let paid = (Account::IresPosition, Account::Cash);
    let line = Some(CashFlow::IncomeTaxPaid);
    draft.post(owner, advance, paid, line, None);
    let charge = draft.once("ires.charge", 1, 700);
    let posting = Posting {
        entity: tenant,
        stage: Stage::IncomeTax,
        amount: charge,
        debit: Account::Income(IncomeLine::Ires),
        credit: Account::IresPosition,
        cash_flow: None,
        between: None,
    };
    draft.ledger.post(&mut draft.s, posting);
    let read = draft.read();
    let assets = "group.balance_sheet.assets.C.II.5-bis";
    assert_eq!(read.at(assets, 1), euro(500));
    let liabilities = format!(
        "group.balance_sheet.liabilities.{}",
        LiabilityLine::D12.code()
    );
    assert_eq!(read.at(&liabilities, 1), euro(700));
}

#[test]
#[should_panic(expected = "the group is combined once everything has been posted")]
fn nothing_is_posted_once_the_group_stands() {
    let mut draft = Draft::new();
    draft.capital();
    let (owner, tenant) = (draft.owner, draft.tenant);
    let statements = [owner, tenant].map(|entity| {
        let income = draft.income(entity);
        let balance = draft.balance(&income, entity);
        (income, balance)
    });
    let statements: Vec<_> = statements.iter().map(|(a, b)| (a, b)).collect();
    let label = Label::new("Gruppo", "Group");
    draft.ledger.combine(&mut draft.s, label, &statements);
    let late = draft.once("late", 1, 1);
    draft.collect(owner, late, None);
}
