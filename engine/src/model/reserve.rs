//! The legal reserve (art. 2430 c.c.).
//!
//! When last year's accounts are approved, at least a twentieth of the net profit, once earlier
//! losses are covered, goes to the legal reserve until it reaches a fifth of the capital:
//! `allocated = min(5 % × profit after losses, 20 % × capital − reserve)`, never below 0.

use super::capital::ReserveRows;
use super::context::Context;
use crate::ledger::{Account, EntityId, IncomeStatement, Posting, Stage};
use crate::sheet::{CalendarRow, Term, max, min, number, select};

/// Writes the allocation of one company, posted in the month of approval.
pub(super) fn allocate(c: &mut Context<'_>, entity: EntityId, income: &IncomeStatement) {
    let item = c
        .entity_item(entity, "legal_reserve")
        .under("art. 2430 c.c.");
    let rules = &c.scenario.rules.legal_reserve;
    let (share, cap) = (c.live(&rules.share), c.live(&rules.cap));
    let month = c.live(&rules.approval_month);
    let december = c.december;
    let result = income.result();
    let year =
        c.s.add(item.balance("result_to_date"), result.year_to_date());
    let total =
        c.s.add(item.balance("results_to_date"), result.running_total());
    let last_year = c.s.declare(item.balance("last_year_result"));
    c.s.define(last_year, select(december, year, last_year.previous()));
    let since_start = c.s.declare(item.balance("results_to_last_year"));
    c.s.define(since_start, select(december, total, since_start.previous()));

    let retained = c
        .ledger
        .closing(&mut c.s, entity, Account::RetainedEarnings);
    let capital = c.ledger.closing(&mut c.s, entity, Account::ShareCapital);
    let reserve = c.ledger.closing(&mut c.s, entity, Account::LegalReserve);
    // Earlier losses lower what is retained below last year's result alone.
    let undistributed = c.s.add(
        item.balance("undistributed"),
        retained.previous() + since_start.previous(),
    );
    let profit = c.s.add(
        item.balance("profit_after_losses"),
        max(number(0.into()), min(last_year.previous(), undistributed)),
    );
    let room = c.s.add(
        item.balance("room"),
        max(
            number(0.into()),
            (capital.previous() * cap).to_cents() - reserve.previous(),
        ),
    );
    let approval = c.s.add(
        item.flag("approval_month"),
        CalendarRow::MonthOfYear.equals(month.clone()),
    );
    let due = c.s.add(
        item.balance("to_allocate"),
        min((profit * share).to_cents(), room),
    );
    let allocated = c.s.add(item.euro("allocated"), due * approval);
    c.post(Posting {
        entity,
        stage: Stage::LegalReserve,
        amount: allocated,
        debit: Account::RetainedEarnings,
        credit: Account::LegalReserve,
        cash_flow: None,
        between: None,
    });
    let open = c.s.add(
        item.balance("still_to_allocate"),
        due * CalendarRow::MonthOfYear.at_most(month),
    );
    let rows = ReserveRows {
        results_of_closed_years: since_start,
        to_allocate: open,
    };
    c.note_reserve(entity, rows);
}
