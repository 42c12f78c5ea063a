//! Each invariant, broken once: the violation names the row and says what to do.

mod formulas_and_figures;

use formulas_and_figures::figure;

use crate::calendar::Timeline;
use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::sheet::{
    CalendarRow, CompareOp, CompareScale, Entry, FigureFormula, Formula, Input, InputId, KeyColumn,
    Level, Origin, Rank, RowId, RowSpec, SheetBuilder, Support, Term, number, number_of, verify,
};
use crate::wording::Label;

fn spec(key: &str, unit: Unit) -> RowSpec {
    RowSpec::flow(key, Label::same(key), unit)
}

fn one() -> Formula {
    number(Decimal::ONE)
}

fn euro(s: &mut SheetBuilder, key: &str) -> RowId {
    s.add(spec(key, Unit::Euro), number_of(7, Unit::Euro))
}

fn flag(s: &mut SheetBuilder, key: &str) -> RowId {
    let month = number_of(3, Unit::MonthNumber);
    s.add(
        RowSpec::flag(key, Label::same(key)),
        CalendarRow::MonthNumber.at_least(month),
    )
}

fn input(s: &mut SheetBuilder, key: &str, level: Level, bounds: Bounds) -> InputId {
    s.input(Input {
        key: key.into(),
        label: Label::same(key),
        unit: Unit::Euro,
        level,
        bounds,
        whole: Whole::No,
        changes: Vec::new(),
        origin: Origin::default(),
    })
}

fn scalar(s: &mut SheetBuilder, key: &str, low: i64) -> InputId {
    let bounds = Bounds {
        low: Some(low.into()),
        high: None,
    };
    input(s, key, Level::Scalar(5.into()), bounds)
}

fn builder() -> SheetBuilder {
    SheetBuilder::new(Timeline::new("2024-01".parse().unwrap(), 1, 0))
}

#[track_caller]
fn refused(build: impl FnOnce(&mut SheetBuilder), key: &str, sentence: &str) {
    let mut s = builder();
    build(&mut s);
    let violations = s.finish().unwrap_err();
    assert_eq!(violations.len(), 1, "{violations:?}");
    assert_eq!(violations[0].keys[0].as_str(), key);
    assert!(
        violations[0].sentence.contains(sentence),
        "{}",
        violations[0]
    );
}

#[track_caller]
fn accepted(build: impl FnOnce(&mut SheetBuilder)) {
    let mut s = builder();
    build(&mut s);
    assert_eq!(s.finish().map(|_| ()), Ok(()));
}

#[test]
fn a_row_without_a_formula() {
    refused(
        |s| _ = s.declare(spec("a", Unit::Euro)),
        "a",
        "has no formula",
    );
}

#[test]
fn a_row_defined_twice() {
    let twice = |s: &mut SheetBuilder| {
        let a = euro(s, "a");
        s.define(a, number_of(8, Unit::Euro));
    };
    refused(twice, "a", "defined twice");
}

#[test]
fn two_rows_with_one_key() {
    let twins = |s: &mut SheetBuilder| {
        euro(s, "a");
        euro(s, "a");
    };
    refused(twins, "a", "2 rows have this key");
}

#[test]
fn two_inputs_or_figures_with_one_key() {
    let inputs = |s: &mut SheetBuilder| {
        scalar(s, "a", 0);
        scalar(s, "a", 0);
    };
    refused(inputs, "a", "2 inputs have this key");
    let figures = |s: &mut SheetBuilder| {
        let constant = FigureFormula::Constant(1.into(), Unit::Ratio);
        for _ in 0..2 {
            figure(s, "f", Unit::Ratio, constant.clone());
        }
    };
    refused(figures, "f", "2 figures have this key");
}

#[test]
fn euro_added_to_months() {
    let mixed = |s: &mut SheetBuilder| {
        let a = euro(s, "a");
        s.add(spec("b", Unit::Euro), a + number_of(1, Unit::Months));
    };
    refused(mixed, "b", "`EUR` and `month` cannot be added");
}

#[test]
fn a_list_that_adds_euro_and_people() {
    let mixed = |s: &mut SheetBuilder| {
        let list = s.list("staff");
        let tag = s.tag("all");
        let people = s.add(spec("people", Unit::Persons), number_of(2, Unit::Persons));
        for amount in [euro(s, "a"), people] {
            enter(s, list, tag, amount);
        }
        let sum = s.list_sum(list, KeyColumn::First, tag, None);
        s.add(spec("sum", Unit::Euro), sum);
    };
    refused(mixed, "sum", "cannot be added in one list");
}

fn enter(s: &mut SheetBuilder, list: crate::sheet::ListId, tag: crate::sheet::TagId, row: RowId) {
    s.enter(
        list,
        Entry {
            amount: row,
            rank: Rank(0),
            first: tag,
            second: None,
            third: None,
        },
    );
}

#[test]
fn a_sum_of_money_is_compared_in_cents() {
    let mut s = builder();
    let list = s.list("postings");
    let tag = s.tag("cash");
    let amount = euro(&mut s, "a");
    let sum = s.list_sum(list, KeyColumn::First, tag, None);
    let row = s.add(
        RowSpec::flag("some", Label::same("some")),
        sum.greater(number(0.into())),
    );
    enter(&mut s, list, tag, amount); // entered after the sum was written
    let sheet = s.finish().unwrap();
    let formula = sheet.row(row).formula();
    assert!(matches!(
        formula,
        Formula::Compare(_, CompareScale::Cents, ..)
    ));
}

#[test]
fn a_comparison_at_the_wrong_scale() {
    let mut s = builder();
    let a = euro(&mut s, "a");
    s.add(
        RowSpec::flag("b", Label::same("b")),
        a.greater(number(0.into())),
    );
    let mut sheet = s.finish().unwrap();
    sheet.rows[1].formula = Formula::Compare(
        CompareOp::Greater,
        CompareScale::NineDecimals,
        Box::new(a.into()),
        Box::new(number(0.into())),
    );
    assert!(verify::verify(&sheet)[0].sentence.contains("wrong scale"));
}

#[test]
fn a_series_that_is_too_short() {
    let short = |s: &mut SheetBuilder| {
        input(s, "i", Level::Series(vec![Decimal::ONE]), Bounds::NONE);
    };
    refused(short, "i", "1 values where the plan computes 12 months");
}

#[test]
fn an_opening_value_that_is_a_series() {
    let series = |s: &mut SheetBuilder| {
        let opening = input(s, "i", Level::Series(vec![Decimal::ONE; 12]), Bounds::NONE);
        s.add(
            spec("a", Unit::Euro).opening_from(opening),
            number_of(1, Unit::Euro),
        );
    };
    refused(series, "a", "an opening value is one number");
}

#[test]
fn a_circle_within_a_month() {
    let circle = |s: &mut SheetBuilder| {
        let a = s.declare(spec("a", Unit::Euro));
        let b = s.add(spec("b", Unit::Euro), a * one());
        s.define(a, b * one());
    };
    refused(circle, "a", "read each other in the same month");
}

#[test]
fn a_lag_of_no_month_or_of_more_than_thirty_years() {
    for months in [0, 361] {
        let lagged = |s: &mut SheetBuilder| {
            let a = euro(s, "a");
            s.add(spec("b", Unit::Euro), a.lag(months));
        };
        refused(lagged, "b", "it spans 1 to 360");
    }
}

#[test]
fn a_delay_beyond_thirty_years() {
    let delayed = |s: &mut SheetBuilder| {
        let a = euro(s, "a");
        let lag = s.add(spec("lag", Unit::Months), number_of(400, Unit::Months));
        let support = Support::new([400]).unwrap();
        s.add(spec("b", Unit::Euro), a.delayed_by(lag, support));
    };
    refused(delayed, "b", "a delay of 400 months");
}

#[test]
fn a_row_that_applies_by_no_flag() {
    let unflagged = |s: &mut SheetBuilder| {
        let a = euro(s, "a");
        s.add(spec("b", Unit::Euro).applies(a), a * one());
    };
    refused(unflagged, "b", "which is no flag");
}

fn ratio_that_applies(s: &mut SheetBuilder) -> (RowId, RowId) {
    let applies = flag(s, "applies");
    let ratio = s.add(spec("ratio", Unit::Ratio).applies(applies), one());
    (ratio, applies)
}

#[test]
fn a_row_that_reads_an_absent_one_unguarded() {
    let unguarded = |s: &mut SheetBuilder| {
        let (ratio, _) = ratio_that_applies(s);
        s.add(spec("b", Unit::Ratio), ratio.previous() * one());
    };
    refused(unguarded, "b", "which is absent where `applies` is 0");
}

#[test]
fn a_row_that_reads_an_absent_one_with_its_flag() {
    accepted(|s| {
        let (ratio, applies) = ratio_that_applies(s);
        s.add(spec("b", Unit::Ratio), ratio * applies);
        s.add(spec("c", Unit::Ratio).applies(applies), ratio * one());
    });
}

#[test]
fn a_list_entry_that_may_be_absent() {
    let entered = |s: &mut SheetBuilder| {
        let (ratio, _) = ratio_that_applies(s);
        let list = s.list("list");
        let tag = s.tag("tag");
        enter(s, list, tag, ratio);
    };
    refused(entered, "ratio", "stands in the list `list`");
}

#[test]
fn a_window_that_lacks_months() {
    let trailing = |s: &mut SheetBuilder| {
        let a = euro(s, "a");
        s.add(spec("b", Unit::Euro), a.trailing(3));
    };
    refused(trailing, "b", "`trailing` window lacks months");
    let leading = |s: &mut SheetBuilder| {
        let a = euro(s, "a");
        s.add(spec("b", Unit::Euro), a.leading(3));
    };
    refused(leading, "b", "`leading` window lacks months");
    accepted(|s| {
        let a = euro(s, "a");
        let known = flag(s, "known");
        s.add(spec("b", Unit::Euro), a.trailing(3) * known);
    });
}
