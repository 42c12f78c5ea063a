//! Registration tax on a lease (tariffa I art. 5 DPR 131/1986).
//!
//! A share of the rent of each year of the contract, paid within thirty days of its beginning by
//! both bodies, by halves unless the rules say otherwise. The rent of the year is the one in force:
//! where it changes within the year, the tax on the difference is paid in the month of the change.
//! The cost (B14) follows the rent; what has been paid for the rest of the year is prepaid.

use super::Parties;
use super::invoices::months_to_come;
use super::rent::Rent;
use crate::ledger::{Account, CashFlow, EntityId, IncomeLine, Posting, Stage};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::scenario::Lease;
use crate::sheet::RowId;

/// Writes the tax of both bodies.
pub(super) fn write(
    c: &mut Context<'_>,
    item: &Item,
    lease: &Lease,
    parties: Parties,
    rent: &Rent,
) {
    let item = item
        .part("registration")
        .under("art. 5 tariffa I DPR 131/1986; art. 8 L. 392/1978");
    let rate = c.live(&lease.registration_tax);
    let share = c.live(&c.scenario.rules.leases.registration_lessee_share);
    let to_come = months_to_come(c, &item, "months_to_register", rent.since, 12);
    let covered = c.s.add(
        item.balance("rent_of_year"),
        rent.cumulated + rent.month * to_come,
    );
    let mut rounded = |name: &str, of: RowId, lessee: bool| {
        let spec = item.balance(&format!("{name}_cumulated"));
        let tax = of * rate.clone();
        let cumulated = if lessee {
            c.s.add(spec, tax * share.clone())
        } else {
            c.s.add(spec, tax)
        };
        c.s.accrue(item.euro(name), cumulated, rent.year_start)
    };
    let tax = rounded("tax", covered, false);
    let cost = rounded("cost", rent.cumulated, false);
    let tax_lessee = rounded("tax_lessee", covered, true);
    let cost_lessee = rounded("cost_lessee", rent.cumulated, true);
    let tax_lessor = c.s.add(item.euro("tax_lessor"), tax - tax_lessee);
    let cost_lessor = c.s.add(item.euro("cost_lessor"), cost - cost_lessee);
    let halves = [
        (parties.lessee, "prepaid_lessee", tax_lessee, cost_lessee),
        (parties.lessor, "prepaid_lessor", tax_lessor, cost_lessor),
    ];
    for (entity, name, tax, cost) in halves {
        let prepaid = c.s.declare(item.balance(name));
        c.s.close(prepaid, prepaid.previous() + tax - cost);
        c.open_item(entity, Account::Prepayments, prepaid);
        pay(c, entity, tax, cost);
    }
    if c.entity(parties.lessor).tax.cadastral_income.is_some() {
        c.add_not_deductible(parties.lessor, "ires", cost_lessor);
    }
}

fn pay(c: &mut Context<'_>, entity: EntityId, tax: RowId, cost: RowId) {
    let entries = [
        (
            tax,
            Account::Prepayments,
            Account::Cash,
            Some(CashFlow::OtherPayments),
        ),
        (
            cost,
            Account::Income(IncomeLine::B14),
            Account::Prepayments,
            None,
        ),
    ];
    for (amount, debit, credit, cash_flow) in entries {
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
}
