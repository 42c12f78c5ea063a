//! What a plan tells of its contracts adds up to what its statements say of them.

use std::path::Path;

use cittadella_engine::ledger::{CashFlow, Flow};
use cittadella_engine::model::{DebtKind, PlanDebt};
use cittadella_engine::quantity::Decimal;
use cittadella_engine::sheet::RowId;
use cittadella_tests::{Reading, read_file};

fn campus() -> Reading {
    read_file(Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../scenarios/cittadella.toml"
    )))
}

/// Every euro that a line of the cash-flow statement shows for a kind of contract is in the rows
/// of one of them, in every month.
#[test]
fn what_contracts_pay_is_what_the_cash_flow_statement_shows() {
    let reading = campus();
    let (plan, grid) = (&reading.plan, &reading.grid);
    let contracts = &plan.contracts;
    let mut seen = 0;
    for entity in &plan.entities {
        let of_debts = |kind: DebtKind, row: fn(&PlanDebt) -> RowId| {
            let debts = contracts.debts.iter();
            let of_kind = debts.filter(|debt| debt.name.entity == entity.name && debt.kind == kind);
            of_kind.map(row).collect::<Vec<RowId>>()
        };
        let grants: Vec<RowId> = contracts
            .grants
            .iter()
            .filter(|grant| grant.name.entity == entity.name && grant.capital)
            .flat_map(|grant| grant.received.clone())
            .collect();
        let calls: Vec<RowId> = contracts
            .calls
            .iter()
            .filter(|call| call.name.entity == entity.name)
            .map(|call| call.paid)
            .collect();
        let lines = [
            (
                CashFlow::LoansDrawn,
                of_debts(DebtKind::Loan, |debt| debt.drawn),
            ),
            (
                CashFlow::LoansRepaid,
                of_debts(DebtKind::Loan, |debt| debt.repaid),
            ),
            (
                CashFlow::RevolverDrawn,
                of_debts(DebtKind::Line, |debt| debt.drawn),
            ),
            (
                CashFlow::BondsIssued,
                of_debts(DebtKind::Bond, |debt| debt.drawn),
            ),
            (CashFlow::CapitalGrantsReceived, grants),
            (CashFlow::EquityPaidIn, calls),
        ];
        for (line, rows) in lines {
            let shown = entity.payments.iter().find(|(of, _)| *of == line);
            for month in plan.sheet.timeline().months() {
                let told: Decimal = rows.iter().map(|row| grid.cell(*row, month)).sum();
                let shown = shown.map_or(Decimal::ZERO, |(_, row)| grid.cell(*row, month));
                assert_eq!(
                    told, shown,
                    "{}: {line:?} in month {}",
                    entity.name, month.0
                );
                seen += usize::from(!shown.is_zero());
            }
        }
    }
    assert!(seen > 100, "only {seen} amounts were compared");
}

/// All lines of an entity's cash, each with its sense, are the change of its cash.
#[test]
fn all_payments_together_are_the_change_of_cash() {
    let reading = campus();
    let (plan, grid) = (&reading.plan, &reading.grid);
    let group = plan.group.as_ref().map(|group| &group.books);
    for entity in plan.entities.iter().chain(group) {
        let mut cash = Decimal::ZERO;
        for month in plan.sheet.timeline().months() {
            for (line, row) in &entity.payments {
                let amount = grid.cell(*row, month);
                match line.flow() {
                    Flow::In => cash += amount,
                    Flow::Out => cash -= amount,
                }
            }
            assert_eq!(
                cash,
                grid.cell(entity.closing_cash, month),
                "{}",
                entity.name
            );
        }
    }
}
