//! Staff: pay, the 13th month, contributions, severance pay, and when each is paid.
//!
//! The gross salary is a year's, 13th month included. A month earns one thirteenth as pay and a
//! twelfth of a thirteenth towards December (art. 2120 c.c. for severance pay; the collective
//! agreements for the 13th). Net pay goes out at month's end, what is withheld and all
//! contributions by the 16th of the next (art. 18 D.Lgs. 241/1997). Severance pay,
//! `gross × (1 / 13.5 − 0.5 %)`, goes to a pension fund with the contributions. Each accrues on the
//! year's salary, so that twelve months add up to what the year costs, to the cent.

use super::context::Context;
use super::item::Item;
use crate::ledger::{Account, CashFlow, EntityId, IncomeLine, Posting, Stage};
use crate::quantity::Unit;
use crate::scenario::{Contract, Staff};
use crate::sheet::{RowId, Term, number, number_of};

/// Pays of a year: twelve months and the 13th.
const PAYS: u32 = 13;

/// Writes one group of staff.
pub(super) fn write(c: &mut Context<'_>, staff: &Staff) {
    let entity = c.entity_id(&staff.entity);
    let item = c.item(entity, "staff", &staff.name, &staff.label, &staff.place);
    let headcount = c.live(&staff.headcount);
    let headcount = c.s.add(item.rate("headcount", Unit::Persons), headcount);
    c.count_staff(entity, headcount);
    let factor = c.index_factor(&item, &staff.gross_salary, staff.index.as_deref());
    let salary = c.live(&staff.gross_salary);
    let annual = c.s.add(
        item.rate("annual_pay", Unit::EURO_PER_YEAR),
        headcount * salary * factor,
    );

    let pay = c.accrue_in_year(&item, "pay", annual.over(number_of(PAYS, Unit::PER_YEAR)));
    let earned = annual.over(number_of(PAYS * 12, Unit::PER_YEAR));
    let thirteenth = c.accrue_in_year(&item, "thirteenth", earned);
    let thirteenth_paid = pay_out_in_december(c, &item, "thirteenth", thirteenth);
    let gross_paid = c.s.add(item.euro("gross_paid"), pay + thirteenth_paid);

    let Contributions {
        month,
        thirteenth: on_thirteenth,
        thirteenth_due,
    } = contributions(c, &item, staff.contract, annual);
    let tfr = severance(c, &item, annual);
    post_cost(c, entity, [pay, thirteenth, month, on_thirteenth, tfr]);
    let cost = c.s.add(
        item.euro("cost"),
        pay + thirteenth + month + on_thirteenth + tfr,
    );
    c.note_cost(item.key.as_str(), cost);
    deduct_from_irap(c, entity, &item, staff.contract, (cost, annual));
    pay_employees(c, entity, &item, gross_paid);
    let due =
        c.s.add(item.euro("social_due"), month + thirteenth_due + tfr);
    let paid = c.s.add(item.euro("social_paid"), due.previous());
    post_payment(c, entity, paid, Account::SocialSecurityDebt);
}

struct Contributions {
    month: RowId,
    thirteenth: RowId,
    thirteenth_due: RowId,
}

/// What accrued over the year, paid out in December.
fn pay_out_in_december(c: &mut Context<'_>, item: &Item, name: &str, accrued: RowId) -> RowId {
    let december = c.december;
    c.s.add(
        item.euro(&format!("{name}_paid")),
        accrued.year_to_date() * december,
    )
}

fn contributions(
    c: &mut Context<'_>,
    item: &Item,
    contract: Contract,
    annual: RowId,
) -> Contributions {
    let item = item.under("L. 335/1995; DPR 1124/1965; art. 2 c. 28 L. 92/2012");
    let rules = &c.scenario.rules.payroll;
    let (social, accident) = (c.live(&rules.social_contributions), c.live(&rules.inail));
    let addition = match contract {
        Contract::Permanent => number(0.into()),
        Contract::FixedTerm => c.live(&rules.fixed_term_addition),
    };
    let rate = c.s.add(
        item.rate("contributions_rate", Unit::Percent),
        social + accident + addition,
    );
    let month = (annual * rate).over(number_of(PAYS, Unit::PER_YEAR));
    let month = c.accrue_in_year(&item, "contributions", month);
    let thirteenth = (annual * rate).over(number_of(PAYS * 12, Unit::PER_YEAR));
    let thirteenth = c.accrue_in_year(&item, "contributions_13th", thirteenth);
    let december = c.december;
    let thirteenth_due = c.s.add(
        item.euro("contributions_13th_due"),
        thirteenth.year_to_date() * december,
    );
    Contributions {
        month,
        thirteenth,
        thirteenth_due,
    }
}

fn severance(c: &mut Context<'_>, item: &Item, annual: RowId) -> RowId {
    let item = item.under("art. 2120 c.c.; art. 3 L. 297/1982");
    let rules = &c.scenario.rules.payroll;
    let (divisor, less) = (c.live(&rules.tfr_divisor), c.live(&rules.tfr_less));
    let gross = c.s.add(
        item.euro("gross_earned"),
        annual.over(number_of(12, Unit::PER_YEAR)),
    );
    c.accrue_in_year(&item, "tfr", gross.over(divisor) - gross * less)
}

fn post_cost(c: &mut Context<'_>, entity: EntityId, rows: [RowId; 5]) {
    let [pay, thirteenth, contributions, contributions_13th, tfr] = rows;
    let entries = [
        (pay, IncomeLine::B9a, Account::EmployeeDebt),
        (thirteenth, IncomeLine::B9a, Account::EmployeeDebt),
        (contributions, IncomeLine::B9b, Account::SocialSecurityDebt),
        (
            contributions_13th,
            IncomeLine::B9b,
            Account::SocialSecurityDebt,
        ),
        (tfr, IncomeLine::B9c, Account::SocialSecurityDebt),
    ];
    for (amount, line, credit) in entries {
        c.post(Posting {
            entity,
            stage: Stage::Operations,
            amount,
            debit: Account::Income(line),
            credit,
            cash_flow: None,
            between: None,
        });
    }
}

/// What of a group's cost reduces the base of IRAP: all of it with permanent contracts (art. 11
/// c. 4-octies D.Lgs. 446/1997), else the insurance against accidents (c. 1 a).
fn deduct_from_irap(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    contract: Contract,
    (cost, annual): (RowId, RowId),
) {
    match contract {
        Contract::Permanent => c.irap_deducts_staff(entity, cost),
        Contract::FixedTerm => {
            let accident = c.live(&c.scenario.rules.payroll.inail);
            let month = (annual * accident).over(number_of(12, Unit::PER_YEAR));
            let item = item.under("art. 11 D.Lgs. 446/1997");
            let insured = c.accrue_in_year(&item, "irap_deductible", month);
            c.irap_deducts_staff(entity, insured);
        }
    }
}

/// Net pay at month's end; what is withheld the month after.
fn pay_employees(c: &mut Context<'_>, entity: EntityId, item: &Item, gross: RowId) {
    let rules = &c.scenario.rules.payroll;
    let (share, own) = (
        c.live(&rules.net_share),
        c.live(&rules.employee_contributions),
    );
    let net = c.s.add(item.euro("net_paid"), (gross * share).to_cents());
    let own = c.s.add(
        item.euro("employee_contributions"),
        (gross * own).to_cents(),
    );
    let withheld = c.s.add(item.euro("withheld"), gross - net - own);
    c.post(Posting {
        entity,
        stage: Stage::Operations,
        amount: net,
        debit: Account::EmployeeDebt,
        credit: Account::Cash,
        cash_flow: Some(CashFlow::StaffPayments),
        between: None,
    });
    for (amount, name, debt) in [
        (
            own,
            "employee_contributions_paid",
            Account::SocialSecurityDebt,
        ),
        (withheld, "withheld_paid", Account::WithholdingDebt),
    ] {
        c.post(Posting {
            entity,
            stage: Stage::Operations,
            amount,
            debit: Account::EmployeeDebt,
            credit: debt,
            cash_flow: None,
            between: None,
        });
        let paid = c.s.add(item.euro(name), amount.previous());
        post_payment(c, entity, paid, debt);
    }
}

fn post_payment(c: &mut Context<'_>, entity: EntityId, amount: RowId, debit: Account) {
    c.post(Posting {
        entity,
        stage: Stage::Operations,
        amount,
        debit,
        credit: Account::Cash,
        cash_flow: Some(CashFlow::StaffPayments),
        between: None,
    });
}
