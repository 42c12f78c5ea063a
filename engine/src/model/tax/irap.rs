//! IRAP: the regional tax on the value of production, for companies (art. 5 D.Lgs. 446/1997).
//!
//! `base = (A − B) + B9 + B10c + B10d + B12 + B13 − staff cost deductible + costs not deductible`.
//! Interest never enters; the whole cost of permanent staff is deducted (art. 11 c. 4-octies); a
//! small base is reduced further (art. 11 c. 4-bis). A negative base counts as zero and is not
//! carried forward. `tax = rate × base`, in whole euro: it may be due with a loss in the books.

use super::income::{IncomeTax, charge_and_pay};
use crate::ledger::{EntityId, IncomeLine, IncomeStatement};
use crate::model::context::Context;
use crate::model::item::Item;
use crate::scenario::SmallBase;
use crate::sheet::{Formula, RowId, Term, max, number, select};

/// Writes the tax of one entity; `income` is its statement down to the result before tax.
pub(in crate::model) fn write(c: &mut Context<'_>, entity: EntityId, income: &IncomeStatement) {
    let item = c
        .entity_item(entity, "irap")
        .under("artt. 5 e 11 D.Lgs. 446/1997");
    let december = c.december;
    let excluded = excluded_costs(c, &item, income);
    let staff = c.irap_staff(entity);
    let added = c.not_deductible(entity, "irap");
    let month = c.s.add(
        item.euro("value_of_production"),
        income.operating_result + excluded - staff + added,
    );
    let to_date = c.s.add(item.balance("base_to_date"), month.year_to_date());
    let base =
        c.s.add(item.euro("base"), max(number(0.into()), to_date) * december);
    let deduction = small_base_deduction(c, &item, base);
    let rate = c.live(&c.scenario.rules.irap.rate);
    let taxable = c.s.add(
        item.euro("taxable_profit"),
        max(number(0.into()), base - deduction),
    );
    let tax = c.s.add(item.euro("tax"), (taxable * rate).round_to(0));
    charge_and_pay(c, entity, &item, &IncomeTax::IRAP, tax);
}

/// Costs of art. 2425 B that do not reduce the base: staff, write-downs, provisions.
fn excluded_costs(c: &mut Context<'_>, item: &Item, income: &IncomeStatement) -> RowId {
    use IncomeLine as L;
    let sum = |lines: &[IncomeLine]| -> Formula {
        let rows = lines
            .iter()
            .filter_map(|line| income.line(*line))
            .map(Formula::from);
        rows.reduce(|total, row| total + row)
            .unwrap_or_else(|| number(0.into()))
    };
    let staff = c.s.add(
        item.euro("staff_costs"),
        sum(&[L::B9a, L::B9b, L::B9c, L::B9d, L::B9e]),
    );
    let others = sum(&[L::B10c, L::B10d, L::B12, L::B13]);
    let others = c.s.add(item.euro("provisions_and_write_downs"), others);
    c.s.add(item.euro("excluded_costs"), staff + others)
}

/// The deduction of a small base: that of the lowest threshold which the base does not pass.
fn small_base_deduction(c: &mut Context<'_>, item: &Item, base: RowId) -> RowId {
    let item = item.under("art. 11 c. 4-bis D.Lgs. 446/1997");
    let bands: Vec<&SmallBase> = c.scenario.rules.irap.small_base.iter().rev().collect();
    let mut deduction = c.s.add(item.euro("no_deduction"), number(0.into()));
    for (index, band) in bands.into_iter().enumerate() {
        let (up_to, amount) = (c.live(&band.up_to), c.live(&band.deduction));
        let within = base.at_most(up_to);
        let spec = item.numbered(index + 1).euro("small_base_deduction");
        deduction = c.s.add(spec, select(within, amount, deduction));
    }
    deduction
}
