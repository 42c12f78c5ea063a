//! What a covering grant posts on recognition, on collection and when part of it is taken away.
//!
//! A capital grant is a credit against deferred income, an operating grant a credit against income
//! (A5). What is taken away is cancelled on the same credit: against the deferred income, or as a
//! cost (B14). Recognition and cash belong to the stage of contracts.

use super::super::context::Context;
use super::super::item::Item;
use super::super::plan::{Alert, Worst};
use super::Course;
use super::cuts::Reason;
use crate::ledger::{Account, CashFlow, EntityId, IncomeLine, Posting, Stage};
use crate::scenario::CoveringKind;
use crate::sheet::{RowId, Term, max, number};
use crate::wording::Label;

/// The accounts and cash-flow lines of a kind of grant.
struct Accounts {
    receivable: Account,
    recognised: Account,
    cut: Account,
    received: CashFlow,
    returned: CashFlow,
}

impl Accounts {
    fn of(kind: CoveringKind) -> Accounts {
        match kind {
            CoveringKind::Capital => Accounts {
                receivable: Account::CapitalGrantReceivables,
                recognised: Account::CapitalGrants,
                cut: Account::CapitalGrants,
                received: CashFlow::CapitalGrantsReceived,
                returned: CashFlow::CapitalGrantsReturned,
            },
            CoveringKind::Operating => Accounts {
                receivable: Account::GrantReceivables,
                recognised: Account::Income(IncomeLine::A5Grants),
                cut: Account::Income(IncomeLine::B14),
                received: CashFlow::GrantReceipts,
                returned: CashFlow::OtherPayments,
            },
        }
    }
}

/// Posts the grant; returns what has been recognised and not yet collected, 0 where the advance
/// exceeds it.
pub(super) fn write(
    c: &mut Context<'_>,
    item: &Item,
    entity: EntityId,
    kind: CoveringKind,
    course: &Course,
) -> RowId {
    let accounts = Accounts::of(kind);
    let receivable = accounts.receivable;
    let mut entries = vec![(course.recognised, receivable, accounts.recognised, None)];
    for (_, cut) in &course.cuts.flows {
        entries.push((*cut, accounts.cut, receivable, None));
    }
    for received in &course.collected {
        entries.push((
            *received,
            Account::Cash,
            receivable,
            Some(accounts.received),
        ));
    }
    if let Some(returned) = course.returned {
        entries.push((returned, receivable, Account::Cash, Some(accounts.returned)));
    }
    let open = c.s.declare(item.balance("receivable"));
    let mut closing = open.previous() + course.cuts.kept - course.cuts.kept.previous();
    for (amount, debit, credit, cash_flow) in entries {
        if cash_flow.is_some() {
            closing = if debit == receivable {
                closing + amount
            } else {
                closing - amount
            };
        }
        c.post(Posting {
            entity,
            stage: Stage::Contracts,
            amount,
            debit,
            credit,
            cash_flow,
            between: None,
        });
    }
    c.s.close(open, closing);
    c.open_item(entity, receivable, open);
    if kind == CoveringKind::Capital {
        c.open_item(entity, Account::CapitalGrants, course.cuts.kept);
    }
    for (reason, cut) in &course.cuts.flows {
        alert(c, item, entity, *reason, *cut);
    }
    c.s.add(item.balance("open_receivable"), max(number(0.into()), open))
}

/// Tells of a part of the grant that is lost or revoked, with its amount and month.
fn alert(c: &mut Context<'_>, item: &Item, entity: EntityId, reason: Reason, cut: RowId) {
    let (flag, label) = match reason {
        Reason::Late => (
            item.flag("lost_now"),
            Label::new(
                "contributo perso: non rendicontato entro il termine",
                "grant lost: not claimed by its deadline",
            ),
        ),
        Reason::Revoked => (
            item.flag("revoked_now"),
            Label::new(
                "contributo revocato con la domanda di saldo",
                "grant revoked with the final claim",
            ),
        ),
    };
    let flag = c.s.add(flag, cut.greater(number(0.into())));
    c.alerts.push(Alert {
        entity: c.ledger.name(entity).to_owned(),
        label: item.label.with_detail(&label),
        flag,
        amount: cut,
        worst: Worst::Greatest,
    });
}
