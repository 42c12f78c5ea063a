//! The limit on deductible interest (art. 96 TUIR), once a year.
//!
//! Interest of the year and that carried from before is deducted against interest income first,
//! then up to a share of the year's tax EBITDA (ROL), then up to what earlier years left unused of
//! theirs. Interest that remains is carried without limit, and so is interest income; an unused
//! share lapses after five years.
//!
//! Interest on the mortgages that a real-estate company names is outside the limit; whether most of
//! its assets are let property and two thirds of its revenue are rents is for the user to know.
//!
//! `ROL = A − B + B10a + B10b + costs that are not deductible`, without the yearly release of
//! capital grants unless the entity counts it (c. 4 takes each at its tax value). Property that is
//! not instrumental counts by the income that is taxed of it, in place of its rents and costs.
//!
//! What lapses needs no queue of years. With everything cumulated since the start, a December that
//! finds `generated until six Decembers ago − used − lapsed` above zero has lost that much: the
//! oldest is used first, so whatever was used came off it. It lapses before the year uses any.

use super::other_property::OtherProperty;
use crate::ledger::{EntityId, IncomeLine, IncomeStatement};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::quantity::Unit;
use crate::sheet::{RowId, Term, max, min, number, number_of};

/// What the limit adds to an entity's income in December: interest of the year less interest
/// deducted, negative where interest of earlier years is. `None` for who bears no interest.
pub(super) fn not_deducted(
    c: &mut Context<'_>,
    entity: EntityId,
    income: &IncomeStatement,
    not_deductible: RowId,
    property: Option<OtherProperty>,
) -> Option<RowId> {
    let charges = income.line(IncomeLine::C17)?;
    let item = c
        .entity_item(entity, "interest_limit")
        .under("art. 96 TUIR");
    let december = c.december;
    let zero = || number(0.into());
    let subject = subject_to_limit(c, entity, &item, charges);
    let subject = c.s.add(
        item.euro("interest_of_year"),
        subject.year_to_date() * december,
    );
    let received = match income.line(IncomeLine::C16) {
        Some(line) => line.year_to_date() * december,
        None => zero(),
    };
    let received = c.s.add(item.euro("interest_income_of_year"), received);
    let limit = share_of_rol(c, entity, &item, income, not_deductible, property);

    let carried = c.s.declare(item.balance("interest_carried"));
    let income_carried = c.s.declare(item.balance("interest_income_carried"));
    let to_deduct = c.s.add(
        item.euro("interest_to_deduct"),
        subject + carried.previous() * december,
    );
    let by_income = c.s.add(
        item.euro("deducted_from_interest_income"),
        min(to_deduct, received + income_carried.previous() * december),
    );
    c.s.close(
        income_carried,
        income_carried.previous() + received - by_income,
    );
    let above = c.s.add(item.euro("net_interest"), to_deduct - by_income);
    let by_limit =
        c.s.add(item.euro("deducted_within_limit"), min(above, limit));
    let left = c.s.add(item.euro("net_interest_left"), above - by_limit);
    let unused = c.s.add(item.euro("limit_unused"), limit - by_limit);
    let by_carried = from_earlier_years(c, &item, unused, left);
    let deducted = c.s.add(
        item.euro("interest_deducted"),
        by_income + by_limit + by_carried,
    );
    c.s.close(carried, carried.previous() + subject - deducted);
    Some(c.s.add(item.euro("interest_not_deducted"), subject - deducted))
}

/// Interest of the month less that on the mortgages of a real-estate company (art. 1 c. 36
/// L. 244/2007).
fn subject_to_limit(c: &mut Context<'_>, entity: EntityId, item: &Item, charges: RowId) -> RowId {
    let item = item.under("art. 1 c. 36 L. 244/2007");
    let mortgages = c.entity(entity).tax.mortgage_loans.iter();
    let mut subject = charges;
    for (index, loan) in mortgages.enumerate() {
        let interest = c.debt_rows(&format!("loans.{loan}")).interest;
        let spec = item.numbered(index + 1).euro("interest_subject");
        subject = c.s.add(spec, subject - interest);
    }
    subject
}

/// The share of the year's tax EBITDA up to which interest is deducted, in December.
fn share_of_rol(
    c: &mut Context<'_>,
    entity: EntityId,
    item: &Item,
    income: &IncomeStatement,
    not_deductible: RowId,
    property: Option<OtherProperty>,
) -> RowId {
    let december = c.december;
    let mut rol = income.operating_result + not_deductible;
    let depreciation = [IncomeLine::B10a, IncomeLine::B10b];
    for charge in depreciation
        .into_iter()
        .filter_map(|line| income.line(line))
    {
        rol = rol + charge;
    }
    if let Some(grants) = income.line(IncomeLine::A5Capital)
        && !c.entity(entity).tax.grants_in_rol
    {
        rol = rol - grants;
    }
    let rol = c.s.add(item.euro("rol"), rol);
    let mut of_year = rol.year_to_date() * december;
    if let Some(property) = property {
        of_year = of_year + property.above_rents;
        if c.entity(entity).tax.grants_in_rol {
            of_year = of_year - property.grants;
        }
    }
    let of_year = c.s.add(
        item.euro("rol_of_year"),
        max(number(0.into()), of_year) * december,
    );
    let share = c.live(&c.scenario.rules.interest.rol_share);
    c.s.add(item.euro("limit"), (of_year * share).to_cents())
}

/// Keeps what years leave unused until it lapses; returns what this year uses of it for `left`.
fn from_earlier_years(c: &mut Context<'_>, item: &Item, unused: RowId, left: RowId) -> RowId {
    let item = item.under("art. 96 c. 6 TUIR");
    let carry = &c.scenario.rules.interest.rol_carry;
    let support = c.support(carry, |months| months + 12);
    let carry = c.live(carry);
    let lag = c.s.add(
        item.rate("months_until_lapse", Unit::Months),
        carry + number_of(12, Unit::Months),
    );
    let old = c.s.add(
        item.euro("limit_grown_old"),
        unused.delayed_by(lag, support),
    );
    let old =
        c.s.add(item.balance("limit_grown_old_to_date"), old.running_total());
    let used = c.s.declare(item.balance("limit_carried_used_to_date"));
    let lapsed = c.s.declare(item.balance("limit_lapsed_to_date"));
    let december = c.december;
    let lapse = c.s.add(
        item.euro("limit_lapsed"),
        max(number(0.into()), old - used.previous() - lapsed.previous()) * december,
    );
    c.s.close(lapsed, lapsed.previous() + lapse);
    let carried = c.s.declare(item.balance("limit_carried"));
    let taken = c.s.add(
        item.euro("deducted_within_limit_carried"),
        min(left, carried.previous() - lapse),
    );
    c.s.close(used, used.previous() + taken);
    c.s.close(carried, carried.previous() - lapse - taken + unused);
    taken
}
