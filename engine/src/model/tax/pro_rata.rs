//! The deduction of VAT on purchases by whom makes exempt supplies too (artt. 19 c. 5 and 19-bis
//! DPR 633/1972).
//!
//! During the year VAT on purchases is deducted at a provisional percentage, last year's. What is
//! not deducted is a general cost (B14) of the month of the invoice, for running costs and for
//! fixed assets alike. In December the year's own percentage is known:
//!
//! `percentage = taxable / (taxable + exempt supplies)`, in whole points, a fraction above one half
//! rounded up. `true-up = VAT of the year × percentage − what was deducted`: a shortfall is owed
//! with December's settlement, an excess adds to its credit. Supplies outside VAT do not count. The
//! correction of VAT on buildings over ten years (art. 19-bis2) is not computed.

use crate::ledger::{Account, EntityId, IncomeLine, Posting, Stage};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::quantity::{Decimal, Unit};
use crate::scenario::{FlowDirection, VatKind, VatTreatment};
use crate::sheet::{InputOrNumber, RowId, Term, max, number, select};

/// What the percentage makes of the VAT on a month's purchases.
pub(super) struct Deduction {
    /// What adds to the credit less what is taken off it: negative, or 0.
    pub(super) credit: RowId,
    /// What the true-up adds to December's debt.
    pub(super) owed: RowId,
    /// The part of the VAT on investments that is deducted.
    pub(super) investment: RowId,
}

/// Whether an entity deducts by a percentage: it says so, or makes exempt supplies.
pub(in crate::model) fn applies(c: &Context<'_>, entity: EntityId) -> bool {
    let stated = c.entity(entity);
    if !stated.is_commercial() {
        return false;
    }
    let scenario = c.scenario;
    let exempt = |vat: &VatTreatment| {
        let mut parts = vat.parts.iter();
        parts.any(|part| scenario.vat_class(&part.class).kind == VatKind::Exempt)
    };
    let spaces = scenario.spaces.iter().map(|of| (&of.entity, &of.vat));
    let services = scenario.services.iter().map(|of| (&of.entity, &of.vat));
    let leases = scenario.leases.iter().map(|of| (&of.lessor, &of.vat));
    let receipts = scenario.flows.iter();
    let receipts = receipts.filter(|flow| flow.direction == FlowDirection::Receipts);
    let receipts = receipts.map(|of| (&of.entity, &of.vat));
    let mut sales = spaces.chain(services).chain(leases).chain(receipts);
    stated.tax.pro_rata.is_some() || sales.any(|(seller, vat)| *seller == stated.key && exempt(vat))
}

/// Notes a supply for the percentage of its seller, split by its VAT classes.
pub(in crate::model) fn count(
    c: &mut Context<'_>,
    item: &Item,
    entity: EntityId,
    net: RowId,
    vat: &VatTreatment,
) {
    if !applies(c, entity) {
        return;
    }
    for (index, part) in vat.parts.iter().enumerate() {
        let kind = c.scenario.vat_class(&part.class).kind;
        let name = match kind {
            VatKind::Taxable => "taxable_supply",
            VatKind::Exempt => "exempt_supply",
            VatKind::Outside => continue,
        };
        let share = c.live(&part.share);
        let spec = item.numbered(index + 1).euro(name);
        let supply = c.s.add(spec, net * share);
        c.count_supply(entity, kind, supply);
    }
}

/// Writes the percentage of an entity and posts what it takes from the deduction of `purchases`,
/// the VAT on the month's purchases.
pub(super) fn deduct(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    purchases: RowId,
) -> Deduction {
    let item = item
        .part("pro_rata")
        .under("artt. 19 c. 5 e 19-bis DPR 633/1972");
    let Percentages { provisional, year } = percentages(c, entity, &item);
    let deducted =
        c.s.add(item.euro("deducted"), (purchases * provisional).to_cents());
    let cost = c.s.add(item.euro("deduction_denied"), purchases - deducted);
    let of_year = c.s.add(
        item.balance("deductible_of_year"),
        (purchases.year_to_date() * year).to_cents(),
    );
    let december = c.december;
    let true_up = c.s.add(
        item.euro("true_up"),
        (of_year - deducted.year_to_date()) * december,
    );
    let raised =
        c.s.add(item.euro("true_up_credit"), max(number(0.into()), true_up));
    let owed = c.s.add(item.euro("true_up_debt"), raised - true_up);
    let cost_line = Account::Income(IncomeLine::B14);
    let entries = [
        (cost, cost_line, Account::VatCredit),
        (owed, cost_line, Account::VatDebt),
        (raised, Account::VatCredit, cost_line),
    ];
    for (amount, debit, credit) in entries {
        c.post(Posting {
            entity,
            stage: Stage::Vat,
            amount,
            debit,
            credit,
            cash_flow: None,
            between: None,
        });
    }
    let credit = c.s.add(item.euro("credit_adjusted"), raised - cost);
    let investment = c.investment_vat(entity);
    let investment = c.s.add(
        item.euro("investment_vat_deducted"),
        (investment * provisional).to_cents(),
    );
    Deduction {
        credit,
        owed,
        investment,
    }
}

struct Percentages {
    /// Last year's; the first year's is stated, or all of it.
    provisional: RowId,
    /// That of the year to date; the year's own in December.
    year: RowId,
}

fn percentages(c: &mut Context<'_>, entity: EntityId, item: &Item) -> Percentages {
    let first = match &c.entity(entity).tax.pro_rata {
        Some(stated) => InputOrNumber::Input(c.inputs.scalar(&mut c.s, stated)),
        None => InputOrNumber::Number(Decimal::ONE),
    };
    let closed = c.s.declare(
        item.rate("last_percentage", Unit::Percent)
            .opening_from(first),
    );
    let provisional =
        c.s.add(item.rate("provisional", Unit::Percent), closed.previous());
    let [taxable, exempt] =
        [VatKind::Taxable, VatKind::Exempt].map(|kind| c.supplies(entity, kind));
    let taxable = c.s.add(
        item.balance("taxable_supplies_of_year"),
        taxable.year_to_date(),
    );
    let exempt = c.s.add(
        item.balance("exempt_supplies_of_year"),
        exempt.year_to_date(),
    );
    let counted = c.s.add(item.balance("supplies_of_year"), taxable + exempt);
    let points = c.s.add(
        item.rate("taxable_points", Unit::Ratio),
        (taxable * number(Decimal::ONE_HUNDRED)).over_or(counted, Decimal::ZERO),
    );
    // Up where the fraction is above one half, down at one half and below.
    let half = number(Decimal::new(5, 1));
    let whole = c.s.add(
        item.rate("percentage_computed", Unit::Percent),
        (number(0.into()) - (half - points).floor()).over(number(Decimal::ONE_HUNDRED)),
    );
    let year = c.s.add(
        item.rate("percentage", Unit::Percent),
        select(counted.greater(number(0.into())), whole, provisional),
    );
    c.s.define(closed, select(c.december, year, closed.previous()));
    Percentages { provisional, year }
}
