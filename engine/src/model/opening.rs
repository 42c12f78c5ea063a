//! The opening balance sheet of an entity that exists before the plan, and how it runs off.

use super::context::Context;
use super::item::Item;
use super::totals::OfProperty;
use crate::ledger::{Account, CashFlow, EntityId, Posting, Stage};
use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::scenario::{OpenItems, Opening, OpeningAsset, TaxHistory};
use crate::sheet::{Input, InputId, InputOrNumber, Level, Origin, RowId, RowSpec, Term, min};
use crate::wording::Label;

/// Opens the accounts of an entity; comes before anything is posted.
///
/// What the scenario states becomes an input of the sheet, `opening.hub.cash`; what it derives
/// from the tax history (advances paid less tax) is a number.
pub(super) fn open(c: &mut Context<'_>, entity: EntityId) {
    let Some(opening) = c.opening(entity) else {
        return;
    };
    // An advance above December's debt is a credit like any other.
    let vat_credit = opening.vat_credit - opening.vat_debt().min(Decimal::ZERO);
    let stated = [
        (Account::Cash, "cash", opening.cash),
        (Account::VatCredit, "vat_credit", vat_credit),
        (
            Account::ShareCapital,
            "share_capital",
            opening.share_capital,
        ),
        (
            Account::LegalReserve,
            "legal_reserve",
            opening.legal_reserve,
        ),
        (
            Account::OtherReserves,
            "other_reserves",
            opening.other_reserves,
        ),
        (
            Account::RetainedEarnings,
            "retained_earnings",
            opening.retained_earnings,
        ),
    ];
    for (account, name, balance) in stated {
        if !balance.is_zero() {
            let input = opening_input(c, opening, (opening_label(account), name), balance);
            c.ledger.open(&mut c.s, entity, account, input);
        }
    }
    let derived = [
        (
            Account::CustomerReceivables,
            balance_of(opening.receivables.as_ref()),
        ),
        (
            Account::SupplierPayables,
            balance_of(opening.payables.as_ref()),
        ),
        (Account::VatDebt, opening.vat_debt().max(Decimal::ZERO)),
        (Account::IresPosition, -opening.ires_debt()),
        (Account::IrapPosition, -opening.irap_debt()),
    ];
    for (account, balance) in derived {
        if !balance.is_zero() {
            c.ledger.open(&mut c.s, entity, account, balance);
        }
    }
    let owed: Decimal = opening.loans.iter().map(|loan| loan.balance).sum();
    if !owed.is_zero() {
        c.ledger.open(&mut c.s, entity, Account::BankLoans, owed);
    }
    open_fixed_assets(c, entity, opening);
}

fn balance_of(items: Option<&OpenItems>) -> Decimal {
    items.map_or(Decimal::ZERO, |items| items.balance)
}

/// What an entity owes on a loan at the start, as an input where the scenario states it.
pub(super) fn owed_on(c: &mut Context<'_>, entity: EntityId, loan: &str) -> InputOrNumber {
    let Some(opening) = c.opening(entity) else {
        return InputOrNumber::Number(Decimal::ZERO);
    };
    match opening.loans.iter().find(|owed| owed.name == loan) {
        Some(owed) => {
            let name = format!("loans.{loan}");
            let input = opening_input(
                c,
                opening,
                (opening_label(Account::BankLoans), &name),
                owed.balance,
            );
            InputOrNumber::Input(input)
        }
        None => InputOrNumber::Number(Decimal::ZERO),
    }
}

/// A tax of the year before the plan, as an input where the scenario states a history. It cannot
/// be stressed: the debt in the opening balance sheet follows from it.
pub(super) fn tax_of_before(
    c: &mut Context<'_>,
    entity: EntityId,
    name: &str,
    field: impl Fn(&TaxHistory) -> Decimal,
) -> InputOrNumber {
    let Some(opening) = c.opening(entity) else {
        return InputOrNumber::Number(Decimal::ZERO);
    };
    match opening.tax_history.as_ref() {
        Some(history) => {
            let name = format!("tax_history.{name}");
            let label = Label::new(
                "Imposta dell'anno prima del piano",
                "Tax of the year before the plan",
            );
            let input = opening_input(c, opening, (label, &name), field(history));
            InputOrNumber::Input(input)
        }
        None => InputOrNumber::Number(Decimal::ZERO),
    }
}

fn opening_label(account: Account) -> Label {
    account
        .label()
        .with_detail(&Label::new("saldo di apertura", "opening balance"))
}

fn opening_input(
    c: &mut Context<'_>,
    opening: &Opening,
    (label, name): (Label, &str),
    balance: Decimal,
) -> InputId {
    c.s.input(Input {
        key: format!("opening.{}.{name}", opening.entity).into(),
        label,
        unit: Unit::Euro,
        level: Level::Scalar(balance),
        bounds: Bounds::NONE,
        whole: Whole::No,
        changes: Vec::new(),
        origin: Origin::at(opening.place.to_string()),
    })
}

/// Opens the fixed-asset accounts; several assets of one class share an account.
fn open_fixed_assets(c: &mut Context<'_>, entity: EntityId, opening: &Opening) {
    let mut totals: Vec<(Account, Decimal)> = Vec::new();
    for asset in &opening.fixed_assets {
        let class = c.fixed_asset(&asset.account);
        for (account, amount) in [
            (Account::Cost(class), asset.cost),
            (Account::Accumulated(class), asset.accumulated),
        ] {
            match totals.iter_mut().find(|(of, _)| *of == account) {
                Some((_, total)) => *total += amount,
                None => totals.push((account, amount)),
            }
        }
    }
    for (account, total) in totals {
        c.ledger.open(&mut c.s, entity, account, total);
    }
}

/// Writes how the opening items are settled and the opening assets depreciated.
pub(super) fn run_off(c: &mut Context<'_>, entity: EntityId) {
    let Some(opening) = c.opening(entity) else {
        return;
    };
    if let Some(items) = &opening.receivables {
        let settled = c.live(&items.settled);
        let item = opening_item(c, entity, opening, "receivables");
        let (paid, open) = settle(c, &item, items.balance, settled);
        c.post(Posting {
            entity,
            stage: Stage::Operations,
            amount: paid,
            debit: Account::Cash,
            credit: Account::CustomerReceivables,
            cash_flow: Some(CashFlow::CustomerReceipts),
            between: None,
        });
        c.open_item(entity, Account::CustomerReceivables, open);
    }
    if let Some(items) = &opening.payables {
        let settled = c.live(&items.settled);
        let item = opening_item(c, entity, opening, "payables");
        let (paid, open) = settle(c, &item, items.balance, settled);
        c.post(Posting {
            entity,
            stage: Stage::Operations,
            amount: paid,
            debit: Account::SupplierPayables,
            credit: Account::Cash,
            cash_flow: Some(CashFlow::SupplierPayments),
            between: None,
        });
        c.open_item(entity, Account::SupplierPayables, open);
    }
    for asset in &opening.fixed_assets {
        depreciate(c, entity, asset);
    }
}

fn opening_item(c: &Context<'_>, entity: EntityId, opening: &Opening, name: &str) -> Item {
    let label = Label::new("Apertura", "Opening");
    c.item(
        entity,
        "opening",
        c.ledger.name(entity),
        &label,
        &opening.place,
    )
    .part(name)
}

/// What is settled in the month, never more than is open, and what stays open.
fn settle(
    c: &mut Context<'_>,
    item: &Item,
    balance: Decimal,
    settled: crate::sheet::Formula,
) -> (RowId, RowId) {
    let open = c.s.declare(item.balance("open_items").opening(balance));
    let paid =
        c.s.add(item.euro("paid"), min(open.previous(), settled.to_cents()));
    c.s.close(open, open.previous() - paid);
    (paid, open)
}

/// Depreciates an opening asset at its full rate until its cost is reached.
fn depreciate(c: &mut Context<'_>, entity: EntityId, asset: &OpeningAsset) {
    let class = c.fixed_asset(&asset.account);
    let name = c.ledger.name(entity).to_owned();
    let key = format!("opening.{name}.fixed_assets.{}", asset.name);
    let item = Item::of(
        &c.ledger,
        entity,
        key,
        asset.label.clone(),
        Origin::at(asset.place.to_string()),
    );
    let rate = c.live(&asset.depreciation);
    let stated = |spec: RowSpec| spec.opening(asset.accumulated);
    let raw = c.s.declare(stated(item.balance("accumulated")));
    let cost = c.s.add(
        item.balance("cost").opening(asset.cost),
        crate::sheet::number_of(asset.cost, Unit::Euro),
    );
    let month = c.s.add(
        item.euro("depreciation_unrounded"),
        (cost * rate).over(crate::sheet::number(12.into())),
    );
    c.s.close(raw, min(cost, raw.previous() + month));
    let rounded = c.s.add(
        stated(item.balance("accumulated_depreciation")),
        raw.to_cents(),
    );
    let charge =
        c.s.add(item.euro("depreciation"), rounded - rounded.previous());
    if class.is_land_or_buildings() {
        c.of_other_property(entity, OfProperty::Depreciation, charge);
    }
    c.post(Posting {
        entity,
        stage: Stage::Depreciation,
        amount: charge,
        debit: Account::Income(class.depreciation()),
        credit: Account::Accumulated(class),
        cash_flow: None,
        between: None,
    });
}
