//! Term loans and the interest of revolving lines.
//!
//! Interest runs on the opening balance plus what is drawn at the start of the month, is cumulated
//! over the payment period and rounded once, and is paid at the period's end.

use super::super::context::Context;
use super::super::contracts::DebtKind;
use super::super::item::Item;
use super::super::registry::DebtRows;
use super::plan::RateChanges;
use super::rate::Resets;
use super::{
    Accrual, accrue, bullet_due_later, days_and_basis, draw, due_later, fees, plan, post,
    post_accrual, rate, reserve,
};
use crate::ledger::{Account, CashFlow, EntityId, IncomeLine, LiabilityLine};
use crate::scenario::{DrawTime, Frequency, Loan, RateSource, TermLoan};
use crate::sheet::{Formula, RowId, Term};

/// Writes one term loan.
pub(in crate::model) fn write(
    c: &mut Context<'_>,
    loan: &Loan,
    terms: &TermLoan,
    entity: EntityId,
) {
    let item = c.item(entity, "loans", &loan.name, &loan.label, &loan.place);
    let schedule = plan::schedule(c, &item, terms);
    let resets = Resets::After(schedule.anchor.clone(), schedule.frequency);
    let rate = rate::write(c, &item, &loan.rate, resets);
    let drawn = draw::write(c, &item, &terms.draw);
    let drawdown = drawn.drawdown;
    let owed = super::super::opening::owed_on(c, entity, &loan.name);
    let closing = c.s.declare(item.balance("closing").opening_from(owed));
    let opening = c.s.add(item.balance("opening"), closing.previous());
    let bears_interest = match drawn.when {
        DrawTime::Start => opening + drawdown,
        DrawTime::End => Formula::from(opening),
    };
    let before = c.s.add(item.balance("balance_before"), bears_interest);

    let (days, basis) = days_and_basis(loan.rate.day_count);
    let month = (before * rate * days).over(basis);
    let interest = accrue(c, &item, "interest", month, schedule.periods);
    let changes = changes(&loan.rate.source);
    let repayment = plan::repayment(
        c,
        &item,
        terms.repayment,
        before,
        (rate, changes),
        &schedule,
    );
    c.s.close(closing, opening + drawdown - repayment);
    post_principal(c, entity, drawdown, repayment);
    post_accrual(c, entity, interest);
    c.open_item(entity, Account::BankLoans, closing);
    let commitment = terms.fees.as_ref().and_then(|stated| {
        let about = (terms, stated, loan.rate.day_count);
        fees::write(c, entity, &item, about, &drawn, &schedule)
    });
    if let Some(account) = &terms.reserve {
        let service = reserve::Service {
            repayment,
            balance: before,
            rate,
            day_count: loan.rate.day_count,
        };
        reserve::write(c, entity, &item, account, &service);
    }
    let charges = commitment.map_or(interest, |fee| both(c, &item, interest, fee));
    c.s.add(item.euro("debt_service"), charges.paid + repayment);
    let told = [closing, drawdown, repayment, charges.paid];
    c.tell_debt(&item, DebtKind::Loan, told);
    let matures = plan::maturity(terms.repayment, &schedule);
    write_due_later(c, entity, &item, (closing, repayment), matures);
    let repaying = plan::runs(c, &item, terms.repayment.kind, before, &schedule);
    let rows = DebtRows {
        entity,
        closing,
        interest: charges.accrued,
        interest_paid: charges.paid,
        repayment,
        repaying,
    };
    c.note_debt(&format!("loans.{}", loan.name), rows);
}

/// Whether the rate may change while the loan is repaid.
fn changes(source: &RateSource) -> RateChanges {
    match source {
        RateSource::Fixed(_) => RateChanges::Never,
        RateSource::Floating(_) => RateChanges::Resets,
    }
}

/// What falls due after a year: by the maturity of a bullet, by the instalments of any other loan.
fn write_due_later(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    (closing, repayment): (RowId, RowId),
    matures: Option<Formula>,
) {
    match matures {
        Some(at) => bullet_due_later(c, entity, item, (closing, at), LiabilityLine::D4),
        None => due_later(c, entity, item, (closing, repayment), LiabilityLine::D4),
    }
}

/// Interest and commitment fee together.
fn both(c: &mut Context<'_>, item: &Item, interest: Accrual, fee: Accrual) -> Accrual {
    let accrued = interest.accrued + fee.accrued;
    let paid = interest.paid + fee.paid;
    Accrual {
        accrued: c.s.add(item.euro("charges"), accrued),
        paid: c.s.add(item.euro("charges_paid"), paid),
        ..interest
    }
}

fn post_principal(c: &mut Context<'_>, entity: EntityId, drawdown: RowId, repayment: RowId) {
    let (loans, cash) = (Account::BankLoans, Account::Cash);
    let entries = [
        (drawdown, cash, loans, Some(CashFlow::LoansDrawn)),
        (repayment, loans, cash, Some(CashFlow::LoansRepaid)),
    ];
    post(c, entity, &entries);
}

/// Interest on a revolving line: on last month's balance, paid every month.
pub(in crate::model) fn revolver_interest(
    c: &mut Context<'_>,
    item: &Item,
    loan: &Loan,
    entity: EntityId,
    closing: RowId,
) -> RowId {
    let rate = rate::write(c, item, &loan.rate, Resets::January(Frequency::Monthly));
    let opening = c.s.add(item.balance("opening"), closing.previous());
    let (days, basis) = days_and_basis(loan.rate.day_count);
    let interest = c.s.add(
        item.euro("interest"),
        (opening * rate * days).over(basis).to_cents(),
    );
    let charge = Account::Income(IncomeLine::C17);
    let paid = Some(CashFlow::InterestPaid);
    post(c, entity, &[(interest, charge, Account::Cash, paid)]);
    interest
}
