//! The limit on deductible interest (art. 96 TUIR), once a year.
//!
//! Interest of the year and that carried from before is deducted against interest income first,
//! then up to a share of the year's tax EBITDA (ROL), then up to what earlier years left unused of
//! theirs. Interest that remains is carried without limit, and so is interest income; an unused
//! share lapses after five years.
//!
//! `ROL = A − B + B10a + B10b + costs that are not deductible`, without the yearly release of
//! capital grants unless the entity counts it (c. 4 takes each at its tax value).
//!
//! What lapses needs no queue of years. With everything cumulated since the start, a December that
//! finds `generated until six Decembers ago − used − lapsed` above zero has lost that much: the
//! oldest is used first, so whatever was used came off it. It lapses before the year uses any.

use crate::ledger::{EntityId, IncomeLine, IncomeStatement};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::quantity::Unit;
use crate::sheet::{Formula, RowId, Term, max, min, number, number_of};

/// What the limit adds to an entity's income in December: interest of the year less interest
/// deducted, negative where interest of earlier years is. `None` for who bears no interest.
pub(super) fn not_deducted(
    c: &mut Context<'_>,
    entity: EntityId,
    income: &IncomeStatement,
    not_deductible: RowId,
) -> Option<RowId> {
    let charges = income.line(IncomeLine::C17)?;
    let item = c
        .entity_item(entity, "interest_limit")
        .under("art. 96 TUIR");
    let december = c.december;
    let zero = || number(0.into());
    let outside = c.interest_outside_limit(entity);
    let subject = c.s.add(item.euro("interest_subject"), charges - outside);
    let subject = c.s.add(
        item.euro("interest_of_year"),
        subject.year_to_date() * december,
    );
    let received = match income.line(IncomeLine::C16) {
        Some(line) => line.year_to_date() * december,
        None => zero(),
    };
    let received = c.s.add(item.euro("interest_income_of_year"), received);
    let limit = share_of_rol(c, &item, income, not_deductible);

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

/// The share of the year's tax EBITDA up to which interest is deducted, in December.
fn share_of_rol(
    c: &mut Context<'_>,
    item: &Item,
    income: &IncomeStatement,
    not_deductible: RowId,
) -> RowId {
    let december = c.december;
    let line = |line| match income.line(line) {
        Some(row) => Formula::from(row),
        None => number(0.into()),
    };
    let depreciation = line(IncomeLine::B10a) + line(IncomeLine::B10b);
    let rol = c.s.add(
        item.euro("rol"),
        income.operating_result + depreciation + not_deductible,
    );
    let of_year = c.s.add(
        item.euro("rol_of_year"),
        max(number(0.into()), rol.year_to_date()) * december,
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
