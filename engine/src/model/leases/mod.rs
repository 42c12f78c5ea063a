//! Leases between entities: one contract writes the books of both.
//!
//! The rent accrues as it falls due, month by month, and is rounded on the amount accrued since
//! the contract's last anniversary, so that the months and the invoices of a year of the contract
//! add up to its rent to the cent. What accrues, what is invoiced and what is paid are kept apart:
//! rent invoiced in advance waits in prepayments at the lessee and in deferred income at the
//! lessor; rent invoiced in arrears is owed as it accrues. Either way both bodies hold the same
//! amounts in the same month, and the combined statements take them out.

mod invoices;
mod registration;
mod rent;
mod words;

#[cfg(test)]
pub(super) use words::SOURCES;
pub(super) use words::WORDS;

use super::context::Context;
use super::item::Item;
use super::registry::LeaseRows;
use super::totals::OfProperty;
use crate::ledger::{Account, Between, BetweenSide, CashFlow, EntityId, Posting, Stage};
use crate::scenario::Lease;
use crate::sheet::{RowId, Term, number, number_of};
use rent::Rent;

/// The two sides of a lease.
#[derive(Debug, Clone, Copy)]
struct Parties {
    lessor: EntityId,
    lessee: EntityId,
}

/// One body's half of an entry between the two.
#[derive(Debug, Clone, Copy)]
struct Half {
    debit: Account,
    credit: Account,
    /// Which account the other body's books mirror.
    mirrored: BetweenSide,
    cash_flow: Option<CashFlow>,
}

impl Half {
    /// A half that moves no cash.
    fn of(debit: Account, credit: Account, mirrored: BetweenSide) -> Half {
        Half {
            debit,
            credit,
            mirrored,
            cash_flow: None,
        }
    }

    /// A half that receives cash.
    fn receives(credit: Account, line: CashFlow) -> Half {
        Half {
            cash_flow: Some(line),
            ..Half::of(Account::Cash, credit, BetweenSide::Credit)
        }
    }

    /// A half that pays cash.
    fn pays(debit: Account, line: CashFlow) -> Half {
        Half {
            cash_flow: Some(line),
            ..Half::of(debit, Account::Cash, BetweenSide::Debit)
        }
    }
}

/// Writes one lease.
pub(super) fn write(c: &mut Context<'_>, lease: &Lease) {
    let parties = Parties {
        lessor: c.entity_id(&lease.lessor),
        lessee: c.entity_id(&lease.lessee),
    };
    let item = c.item(
        parties.lessor,
        "leases",
        &lease.name,
        &lease.label,
        &lease.place,
    );
    let rent = rent::write(c, &item, lease);
    invoices::write(c, &item, lease, parties, &rent);
    registration::write(c, &item, lease, parties, &rent);
    deposit(c, &item, lease, parties, &rent);
    c.of_other_property(parties.lessor, OfProperty::Rents, rent.accrued);
    c.note_lease(
        &lease.name,
        LeaseRows {
            rent: rent.accrued,
            full_step: rent.full_step,
        },
    );
}

/// Posts one amount to the books of both.
fn post(c: &mut Context<'_>, parties: Parties, amount: RowId, lessor: Half, lessee: Half) {
    let halves = [
        (parties.lessor, parties.lessee, lessor),
        (parties.lessee, parties.lessor, lessee),
    ];
    for (entity, with, half) in halves {
        c.post(Posting {
            entity,
            stage: Stage::Contracts,
            amount,
            debit: half.debit,
            credit: half.credit,
            cash_flow: half.cash_flow,
            between: Some(Between {
                with,
                side: half.mirrored,
            }),
        });
    }
}

/// The deposit: months of the full rent, paid in the first month and held by the lessor.
fn deposit(c: &mut Context<'_>, item: &Item, lease: &Lease, parties: Parties, rent: &Rent) {
    let months = c.live(&lease.deposit_months);
    let begins =
        c.s.add(item.flag("begins"), rent.since.equals(number(0.into())));
    let year = number_of(12, crate::quantity::Unit::Months);
    let deposit = c.s.add(
        item.euro("deposit"),
        ((rent.full * months).over(year) * begins).to_cents(),
    );
    post(
        c,
        parties,
        deposit,
        Half::receives(Account::DepositsReceived, CashFlow::DepositsReceived),
        Half::pays(Account::DepositsPaid, CashFlow::DepositsPaid),
    );
}
