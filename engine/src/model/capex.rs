//! Capital expenditure: spending along a curve, assets in progress, use, depreciation.
//!
//! Spending to date follows the cumulative curve of its months, `p` (even) or `p² (3 − 2p)` (S).
//! What is spent before the asset is in use stands in progress. Depreciation starts with the month
//! of use. What is added in a fiscal year is charged half the yearly rate in that year (art. 102
//! c. 2 TUIR; accepted for the books by OIC 16 par. 61), the full rate afterwards, until cost is
//! reached. The charge of a year accrues evenly over its months in use and the accumulated charge
//! is rounded, so the months add up to the year to the cent. A first fiscal year shorter than
//! twelve months is not scaled down further.

use super::context::Context;
use super::item::Item;
use super::registry::CapexRows;
use super::terms::{pay_after, vat_on};
use super::totals::OfProperty;
use crate::ledger::{Account, CashFlow, EntityId, FixedAsset, Posting, Stage};
use crate::quantity::Unit;
use crate::scenario::{Capex, VatMode};
use crate::sheet::{CalendarRow, Formula, RowId, Term, max, min, number, number_of, select};

/// Writes one investment.
pub(super) fn write(c: &mut Context<'_>, capex: &Capex) {
    let entity = c.entity_id(&capex.entity);
    let item = c.item(entity, "capex", &capex.name, &capex.label, &capex.place);
    let class = c.fixed_asset(&capex.account);
    let planned = c.live(&capex.amount);
    let planned = c.s.add(item.balance("planned"), planned.to_cents());
    let Spending { spent, progress } = spend(c, &item, capex, planned);
    let vat = vat_on(c, &item, spent, &capex.vat);
    let borne = borne(c, entity, &item, spent, vat);
    let in_use_from = c.date(&capex.in_use);
    let in_use = c.s.add(
        item.flag("in_use"),
        CalendarRow::MonthNumber.at_least(in_use_from.clone()),
    );
    let in_progress = c.s.declare(item.balance("in_progress"));
    let ready = (in_progress.previous() + borne) * in_use;
    let transferred = c.s.add(item.euro("transferred"), ready);
    c.s.close(in_progress, in_progress.previous() + borne - transferred);
    let cost = c.s.declare(item.balance("cost"));
    c.s.close(cost, cost.previous() + transferred);
    let wear = depreciate(c, &item, capex, (entity, class), cost, in_use_from);
    c.tell_investment(&item, borne);
    c.note_capex(
        &capex.name,
        CapexRows {
            entity,
            planned,
            spent,
            progress,
            cost,
            accumulated: wear.accumulated,
        },
    );

    let entries = [
        (
            Stage::Operations,
            transferred,
            Account::Cost(class),
            class.in_progress(),
        ),
        (
            Stage::Depreciation,
            wear.charge,
            Account::Income(class.depreciation()),
            Account::Accumulated(class),
        ),
    ];
    for (stage, amount, debit, credit) in entries {
        c.post(Posting {
            entity,
            stage,
            amount,
            debit,
            credit,
            cash_flow: None,
            between: None,
        });
    }
    c.open_item(entity, class.in_progress(), in_progress);
    c.open_item(entity, Account::Cost(class), cost);
    pay(c, entity, &item, capex, class, borne);
    if c.entity(entity).is_commercial() {
        pay_vat(c, entity, &item, capex, vat);
    }
}

/// What the asset costs: a non-commercial body deducts no VAT and bears it with the rest.
fn borne(c: &mut Context<'_>, entity: EntityId, item: &Item, spent: RowId, vat: RowId) -> RowId {
    if c.entity(entity).is_commercial() {
        return spent;
    }
    let item = item.under("art. 19-ter DPR 633/1972");
    c.s.add(item.euro("spent_with_vat"), spent + vat)
}

/// What is spent, and how far the months of spending have passed.
struct Spending {
    spent: RowId,
    progress: RowId,
}

/// Spending of the month, in cents; the months add up to the amount.
///
/// The delay of the milestone that the spending waits for makes it longer, from the same start.
fn spend(c: &mut Context<'_>, item: &Item, capex: &Capex, planned: RowId) -> Spending {
    let (at, months) = (c.date(&capex.spend.at), c.live(&capex.spend.months));
    let months: Formula = match &capex.spend.delayed_with {
        Some(milestone) => {
            let stretched = months + c.milestone_delay(milestone);
            let least = number_of(1, Unit::Months);
            let row = item.rate("months_of_spending", Unit::Months);
            c.s.add(row, max(stretched, least)).into()
        }
        None => months,
    };
    let elapsed = c.s.add(
        item.rate("months_elapsed", Unit::Months),
        max(
            number(0.into()),
            CalendarRow::MonthNumber - at + number_of(1, Unit::Months),
        ),
    );
    let progress = c.s.add(
        item.rate("progress", Unit::Percent),
        min(number(1.into()), elapsed.over(months)),
    );
    let curve = c.curve(item, progress, capex.spend.curve);
    let to_date =
        c.s.add(item.balance("spent_to_date"), (planned * curve).to_cents());
    let spent = c.s.add(item.euro("spent"), to_date - to_date.previous());
    Spending { spent, progress }
}

/// What an asset has lost.
struct Wear {
    /// In the month, in cents.
    charge: RowId,
    /// Since it is in use.
    accumulated: RowId,
}

/// The charge of the month, in cents.
///
/// `charge of the year = rate × cost at last year's end + rate × first-year share × cost added
/// since`; after `k` of the `n` months in use this year, `k / n` of it has accrued.
fn depreciate(
    c: &mut Context<'_>,
    item: &Item,
    capex: &Capex,
    (entity, class): (EntityId, FixedAsset),
    cost: RowId,
    in_use_from: Formula,
) -> Wear {
    let item = item.under("art. 102 c. 2 TUIR; DM 31.12.1988; OIC 16");
    let part = share_of_year(c, &item, in_use_from);
    let rate = c.live(&capex.depreciation);
    let half = c.live(&c.scenario.rules.depreciation.first_year_share);
    let january = c.january;
    let earlier = c.s.declare(item.balance("cost_last_year"));
    c.s.define(
        earlier,
        select(january, cost.previous(), earlier.previous()),
    );
    let added = c.s.add(item.balance("cost_added"), cost - earlier);
    let year = c.s.add(
        item.balance("depreciation_of_year"),
        earlier * rate.clone() + added * rate * half,
    );
    let accumulated = c.s.declare(item.balance("accumulated_depreciation"));
    let start = c.s.declare(item.balance("accumulated_last_year"));
    c.s.define(
        start,
        select(january, accumulated.previous(), start.previous()),
    );
    c.s.close(accumulated, min(cost, start + year * part).to_cents());
    c.open_item(entity, Account::Accumulated(class), accumulated);
    c.s.add(item.balance("net_book_value"), cost - accumulated);
    let charge = c.s.add(
        item.euro("depreciation"),
        accumulated - accumulated.previous(),
    );
    if class.is_land_or_buildings() {
        c.of_other_property(entity, OfProperty::Depreciation, charge);
    }
    Wear {
        charge,
        accumulated,
    }
}

/// Which part of the year's months in use has passed; 0 before the asset is in use.
fn share_of_year(c: &mut Context<'_>, item: &Item, in_use_from: Formula) -> RowId {
    let shift = i32::try_from(c.timeline().start().month_of_year()).unwrap_or(1) - 2;
    // Months between the January of the year of use and the first month in use.
    let before =
        (in_use_from.clone() + number_of(shift, Unit::Months)).modulo(number_of(12, Unit::Months));
    let first_year = c.s.add(
        item.rate("months_first_year", Unit::Months),
        number_of(12, Unit::Months) - before,
    );
    let since = c.s.add(
        item.rate("months_in_use", Unit::Months),
        max(
            number(0.into()),
            CalendarRow::MonthNumber - in_use_from + number_of(1, Unit::Months),
        ),
    );
    let within = c.s.add(item.flag("first_year"), since.at_most(first_year));
    let first = c.s.add(
        item.rate("first_year_part", Unit::Percent),
        since.over_or(first_year, 0.into()),
    );
    let later = CalendarRow::MonthOfYear.over(number(12.into()));
    c.s.add(
        item.rate("part_of_year", Unit::Percent),
        select(within, first, later),
    )
}

/// Invoices without the VAT that is deducted, and their payment.
fn pay(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    capex: &Capex,
    class: FixedAsset,
    borne: RowId,
) {
    let settled = pay_after(c, &item.part("payables"), borne, &capex.paid_after_days);
    let line = if class.is_intangible() {
        CashFlow::IntangibleInvested
    } else {
        CashFlow::TangibleInvested
    };
    let payable = Account::CapexPayables;
    post(c, entity, (borne, class.in_progress(), payable, None));
    post(
        c,
        entity,
        (settled.paid, payable, Account::Cash, Some(line)),
    );
    c.open_item(entity, payable, settled.open);
}

/// The VAT on invoices and its payment, apart so that it can be told apart. Under reverse charge it
/// is owed and deducted in one settlement, and nobody is paid.
fn pay_vat(c: &mut Context<'_>, entity: EntityId, item: &Item, capex: &Capex, vat: RowId) {
    match capex.vat.mode {
        VatMode::ReverseCharge => {
            post(c, entity, (vat, Account::VatCredit, Account::VatDebt, None));
        }
        VatMode::Ordinary | VatMode::SplitPayment => {
            c.invests_vat(entity, vat);
            let part = item.part("vat_payables");
            let settled = pay_after(c, &part, vat, &capex.paid_after_days);
            let (payable, line) = (Account::CapexVatPayables, CashFlow::CapexVatPayments);
            post(c, entity, (vat, Account::VatCredit, payable, None));
            post(
                c,
                entity,
                (settled.paid, payable, Account::Cash, Some(line)),
            );
            c.open_item(entity, payable, settled.open);
        }
    }
}

fn post(
    c: &mut Context<'_>,
    entity: EntityId,
    (amount, debit, credit, cash_flow): (RowId, Account, Account, Option<CashFlow>),
) {
    c.post(Posting {
        entity,
        stage: Stage::Operations,
        amount,
        debit,
        credit,
        cash_flow,
        between: None,
    });
}
