//! Contributions: members' fees, donations, and what one body gives another out of its result.
//!
//! They are outside VAT and paid when they fall due, once a year in their month or by twelfths. A
//! share of a result is decided on the last closed year, `share × max(0, result of last year)`. The
//! payee earns other income (A5), the payer bears another operating cost (B14).

use crate::ledger::{
    Account, Between, BetweenSide, CashFlow, EntityId, IncomeLine, IncomeStatement, Posting, Stage,
};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::quantity::Unit;
use crate::scenario::{Contributed, Contribution, LiveNumber, ResultLine};
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, number, number_of, select};

/// A share of a result, posted and not yet defined.
pub(in crate::model) struct Pending<'a> {
    item: Item,
    share: &'a LiveNumber,
    /// Whose result, and which line of it.
    of: (EntityId, ResultLine),
    /// 1 in the months in which it is paid.
    due: RowId,
    amount: RowId,
}

/// Writes one contribution; a share of a result is only declared, and returned to be defined later.
pub(in crate::model) fn write<'a>(
    c: &mut Context<'_>,
    stated: &'a Contribution,
) -> Option<Pending<'a>> {
    let payer = stated.payer.entity().map(|name| c.entity_id(name));
    let payee = stated.payee.entity().map(|name| c.entity_id(name));
    let books = payer.or(payee)?;
    let item = c.item(
        books,
        "contributions",
        &stated.name,
        &stated.label,
        &stated.place,
    );
    let due = due(c, &item, stated);
    let (amount, pending) = match &stated.amount {
        Contributed::Stated {
            value,
            members,
            index,
        } => {
            let year = year_amount(c, &item, (value, members.as_ref()), index.as_deref());
            let amount = match stated.month {
                Some(_) => c.s.add(item.euro("contributed"), (year * due).to_cents()),
                None => c.accrue_in_year(&item, "contributed", (year * due).over(twelve())),
            };
            (amount, None)
        }
        Contributed::ShareOf {
            share,
            entity,
            line,
        } => {
            let amount = c.s.declare(item.euro("contributed"));
            let pending = Pending {
                item,
                share,
                of: (c.entity_id(entity), *line),
                due,
                amount,
            };
            (amount, Some(pending))
        }
    };
    post(c, payer, payee, amount);
    pending
}

fn twelve() -> Formula {
    number(12.into())
}

/// 1 in the months in which it is paid.
fn due(c: &mut Context<'_>, item: &Item, stated: &Contribution) -> RowId {
    let mut due = match stated.month {
        Some(month) => CalendarRow::MonthOfYear.equals(number_of(month, Unit::Ordinal)),
        None => number(1.into()),
    };
    if let Some(begins) = &stated.begins {
        let begins = c.date(begins);
        due = due * CalendarRow::MonthNumber.at_least(begins);
    }
    if let Some(ends) = &stated.ends {
        let ends = c.date(ends);
        due = due * CalendarRow::MonthNumber.at_most(ends);
    }
    c.s.add(item.flag("contribution_month"), due)
}

/// The amount of a year: the stated value, indexed, for each member where there are members.
fn year_amount(
    c: &mut Context<'_>,
    item: &Item,
    (value, members): (&LiveNumber, Option<&LiveNumber>),
    index: Option<&str>,
) -> RowId {
    let factor = c.index_factor(item, value, index);
    let stated = c.live(value);
    let year = number_of(1, Unit::Years);
    let amount = match members {
        Some(members) => {
            let members = c.live(members);
            stated * factor * members * year
        }
        None => stated * factor * year,
    };
    c.s.add(item.rate("year_amount", Unit::Euro), amount)
}

/// Posts the payment in the books of those who are entities of the plan.
fn post(c: &mut Context<'_>, payer: Option<EntityId>, payee: Option<EntityId>, amount: RowId) {
    let against = |with: Option<EntityId>, side| with.map(|with| Between { with, side });
    if let Some(payer) = payer {
        c.post(Posting {
            entity: payer,
            stage: Stage::Distributions,
            amount,
            debit: Account::Income(IncomeLine::B14),
            credit: Account::Cash,
            cash_flow: Some(CashFlow::ContributionsPaid),
            between: against(payee, BetweenSide::Debit),
        });
    }
    if let Some(payee) = payee {
        c.post(Posting {
            entity: payee,
            stage: Stage::Distributions,
            amount,
            debit: Account::Cash,
            credit: Account::Income(IncomeLine::A5Other),
            cash_flow: Some(CashFlow::ContributionsReceived),
            between: against(payer, BetweenSide::Credit),
        });
    }
}

/// Defines a share of a result, once the income statement that it reads is closed.
pub(in crate::model) fn define(
    c: &mut Context<'_>,
    pending: &Pending<'_>,
    incomes: &[IncomeStatement],
) {
    let Pending {
        item,
        share,
        of: (entity, line),
        due,
        amount,
    } = pending;
    let result = row_of(&incomes[entity.index()], *line);
    let to_date = match result {
        Some(row) => row.year_to_date(),
        None => number(0.into()),
    };
    let to_date = c.s.add(item.balance("result_of_year"), to_date);
    let last_year = c.s.declare(item.balance("last_year_result"));
    let closed = select(c.december, to_date, last_year.previous());
    c.s.define(last_year, closed);
    let share = c.live(share);
    let earned = max(number(0.into()), last_year.previous());
    c.s.define(*amount, (earned * share).to_cents() * *due);
}

/// The row of a line; none where the entity posts nothing on it.
fn row_of(income: &IncomeStatement, line: ResultLine) -> Option<RowId> {
    match line {
        ResultLine::NetIncome => Some(income.result()),
        ResultLine::ResultBeforeTax => Some(income.result_before_tax),
        ResultLine::OperatingResult => Some(income.operating_result),
        ResultLine::ValueOfProduction => Some(income.production),
        ResultLine::Revenue => income.line(IncomeLine::A1),
    }
}
