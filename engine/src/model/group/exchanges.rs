//! What stands between the entities, for the reader: the intercompany matrix and its checks.

use crate::ledger::{Account, EntityId, Exchanges, Flow, LiabilityLine, OverYear, Position};
use crate::model::context::Context;
use crate::model::plan::Check;
use crate::model::plan_group::{Exchange, ExchangeKind, Mirrored};
use crate::sheet::RowId;
use crate::wording::Label;

/// For every two entities: what the one debits the other credits, what the one pays the other
/// receives.
pub(super) fn checks(c: &mut Context<'_>, exchanges: &Exchanges) -> Vec<Check> {
    let mut found = Vec::new();
    for mirror in exchanges.mirrors() {
        for row in [mirror.entries, mirror.cash] {
            found.push(Check {
                label: c.s.spec(row).label_of().clone(),
                row,
            });
        }
    }
    found
}

/// What the entities sell, pay and owe to one another, and hold of one another: each once, in the
/// books of the one who sells, pays, owes or holds.
pub(super) fn listed(c: &Context<'_>, exchanges: &Exchanges) -> Vec<Exchange> {
    let mut found = Vec::new();
    for ((entity, with, account), row) in exchanges.accounts() {
        let kind = match account.position() {
            Position::Result(line) if line.is_income() => ExchangeKind::Income,
            Position::Asset(_) if account == Account::Holdings => ExchangeKind::Holding,
            Position::Liability(line) if is_debt(line) => ExchangeKind::Debt,
            Position::Result(_)
            | Position::Asset(_)
            | Position::Deduction(_)
            | Position::Liability(_)
            | Position::LiabilityDeduction(_)
            | Position::Swing(..) => continue,
        };
        found.push(exchange(c, kind, (entity, with), account.label(), row));
    }
    for ((entity, with, line), row) in exchanges.cash() {
        if line.flow() == Flow::Out {
            let of = (entity, with);
            found.push(exchange(c, ExchangeKind::Payment, of, line.label(), row));
        }
    }
    found.sort_by_key(|exchange| exchange.kind);
    found
}

fn is_debt(line: LiabilityLine) -> bool {
    (LiabilityLine::D1..=LiabilityLine::D14).contains(&line)
}

fn exchange(
    c: &Context<'_>,
    kind: ExchangeKind,
    (from, to): (EntityId, EntityId),
    label: Label,
    row: RowId,
) -> Exchange {
    Exchange {
        kind,
        from: c.ledger.name(from).to_owned(),
        to: c.ledger.name(to).to_owned(),
        label,
        row,
        over_year: match kind {
            ExchangeKind::Income | ExchangeKind::Payment => OverYear::Sum,
            ExchangeKind::Debt | ExchangeKind::Holding => OverYear::Last,
        },
    }
}

/// Every mirrored posting, so that a difference can be traced to its contract.
pub(super) fn mirrored(c: &Context<'_>) -> Vec<Mirrored> {
    let postings = c.ledger.between().iter();
    postings
        .filter_map(|posting| {
            let between = posting.between?;
            let (debit, credit) = between.side.mirrored();
            Some(Mirrored {
                entity: posting.entity,
                with: between.with,
                amount: posting.amount,
                debit,
                credit,
            })
        })
        .collect()
}
