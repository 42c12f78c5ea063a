//! What each operation yields, month by month, worked by hand.

use crate::calendar::{Month, Timeline};
use crate::evaluate::{Case, Grid, Overflow, exact};
use crate::quantity::{Bounds, Decimal, Unit, Whole};
use crate::sheet::{
    CalendarRow, Entry, Formula, Input, KeyColumn, Level, Origin, Rank, RowId, RowSpec, Sheet,
    SheetBuilder, Stress, StressId, Support, Term, number, number_of, select,
};
use crate::uncertainty::Change;
use crate::wording::Label;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn start(month: &str) -> SheetBuilder {
    SheetBuilder::new(Timeline::new(month.parse().unwrap(), 1, 0))
}

fn flow(key: &str) -> RowSpec {
    RowSpec::flow(key, Label::same(key), Unit::Euro)
}

fn ratio(key: &str) -> RowSpec {
    RowSpec::rate(key, Label::same(key), Unit::Ratio)
}

fn series(key: &str, unit: Unit, values: &[&str], months: usize) -> Input {
    let mut level: Vec<Decimal> = values.iter().map(|text| d(text)).collect();
    level.resize(months, Decimal::ZERO);
    Input {
        key: key.into(),
        label: Label::same(key),
        unit,
        level: Level::Series(level),
        bounds: Bounds::NONE,
        whole: Whole::No,
        changes: Vec::new(),
        origin: Origin::default(),
    }
}

fn euros(s: &mut SheetBuilder, key: &str, values: &[&str]) -> RowId {
    let months = s.timeline().month_count() as usize;
    let input = s.input(series(&format!("{key}.input"), Unit::Euro, values, months));
    s.add(flow(key), input)
}

fn read(s: SheetBuilder) -> (Sheet, Grid) {
    let sheet = s.finish().unwrap();
    let grid = exact(&sheet, &Case::base()).unwrap();
    (sheet, grid)
}

fn check(s: SheetBuilder, row: RowId, expected: &[&str]) {
    let (_, grid) = read(s);
    let expected: Vec<Decimal> = expected.iter().map(|text| d(text)).collect();
    assert_eq!(grid.cells(row)[..expected.len()], expected);
}

#[test]
fn a_lag_reads_the_opening_until_that_many_months_exist() {
    let mut s = start("2024-09");
    let input = s.input(series("a.input", Unit::Euro, &["1", "2", "3", "4"], 4));
    let a = s.add(flow("a").opening(d("9")), input);
    let row = s.add(flow("lagged"), a.lag(2));
    check(s, row, &["9", "9", "1", "2"]);
}

#[test]
fn a_balance_reads_its_own_closing_of_the_month_before() {
    let mut s = start("2024-09");
    let drawn = euros(&mut s, "drawn", &["10", "0", "5", "0"]);
    let balance = s.declare(flow("balance").opening(d("100")));
    s.close(balance, balance.previous() + drawn);
    check(s, balance, &["110", "110", "115", "115"]);
}

#[test]
fn the_year_to_date_starts_again_in_january() {
    let mut s = SheetBuilder::new(Timeline::new("2024-11".parse().unwrap(), 2, 0));
    let a = euros(&mut s, "a", &["1", "2", "4", "8"]);
    let row = s.add(flow("ytd"), a.year_to_date());
    check(s, row, &["1", "3", "4", "12"]);
}

#[test]
fn a_trailing_sum_is_zero_and_absent_before_its_months_exist() {
    let mut s = start("2024-09");
    let a = euros(&mut s, "a", &["1", "2", "4", "8"]);
    let full = s.add(
        RowSpec::flag("full", Label::same("full")),
        CalendarRow::MonthNumber.at_least(number_of(3, Unit::MonthNumber)),
    );
    let row = s.add(flow("trailing").applies(full), a.trailing(3));
    let (_, grid) = read(s);
    assert_eq!(grid.cells(row), [d("0"), d("0"), d("7"), d("14")]);
    assert_eq!(grid.value(row, Month(1)), None);
    assert_eq!(grid.value(row, Month(2)), Some(d("7")));
}

#[test]
fn a_leading_sum_takes_the_months_after_this_one() {
    let mut s = start("2024-09");
    let a = euros(&mut s, "a", &["1", "2", "4", "8"]);
    let known = s.add(
        RowSpec::flag("known", Label::same("known")),
        CalendarRow::MonthNumber.at_most(number_of(2, Unit::MonthNumber)),
    );
    let row = s.add(flow("next").applies(known), a.leading(2));
    check(s, row, &["6", "12", "0", "0"]);
}

#[test]
fn a_running_total_starts_from_its_own_opening() {
    let mut s = start("2024-09");
    let a = euros(&mut s, "a", &["1", "2", "4", "8"]);
    let row = s.add(flow("total").opening(d("100")), a.running_total());
    check(s, row, &["101", "103", "107", "115"]);
}

#[test]
fn a_running_total_starts_anew_in_a_later_phase() {
    let mut s = start("2024-09");
    let a = euros(&mut s, "a", &["1", "2", "4", "8"]);
    let total = s.add(flow("total"), a.running_total());
    let ahead = s.add(
        RowSpec::flag("ahead", Label::same("ahead")),
        CalendarRow::MonthNumber.at_most(number_of(3, Unit::MonthNumber)),
    );
    let row = s.add(
        flow("both").applies(ahead),
        a.running_total() + total.leading(1),
    );
    check(s, row, &["4", "10", "22", "15"]);
}

#[test]
fn a_power_follows_its_base_and_its_exponent() {
    let mut s = start("2024-09");
    let base = s.input(series("base", Unit::Ratio, &["4", "4", "9", "9"], 4));
    let exponent = s.input(series(
        "exponent",
        Unit::Ratio,
        &["0.5", "1.5", "1.5", "0.5"],
        4,
    ));
    let row = s.add(ratio("x"), base.power(exponent).round_to(12));
    check(s, row, &["2", "8", "27", "3"]);
}

#[test]
fn a_delay_is_read_in_the_month_of_the_amount() {
    let mut s = start("2024-09");
    let a = euros(&mut s, "a", &["1", "2", "4", "8"]);
    let months = s.timeline().month_count() as usize;
    let lags = s.input(series(
        "lags",
        Unit::Months,
        &["2", "0.5", "0", "-1"],
        months,
    ));
    let lag = s.add(RowSpec::rate("lag", Label::same("lag"), Unit::Months), lags);
    let support = Support::new([0, 1, 2]).unwrap();
    let row = s.add(flow("paid"), a.delayed_by(lag, support));
    // 1 two months later, 2 one month later (0.5 rounds up), 4 and 8 at once.
    check(s, row, &["0", "0", "7", "8"]);
}

#[test]
#[should_panic(expected = "support does not declare")]
fn a_lag_outside_its_support_is_a_bug() {
    let mut s = start("2024-09");
    let a = euros(&mut s, "a", &["1"]);
    let lag = s.add(
        RowSpec::rate("lag", Label::same("lag"), Unit::Months),
        number_of(3, Unit::Months),
    );
    s.add(flow("paid"), a.delayed_by(lag, Support::new([1]).unwrap()));
    let _ = read(s);
}

#[test]
fn a_list_sum_adds_the_entries_of_one_key_below_a_rank() {
    let mut s = start("2024-12");
    let list = s.list("postings");
    let (cash, other) = (s.tag("cash"), s.tag("other"));
    for (key, rank, tag) in [("a", 1, cash), ("b", 2, cash), ("c", 1, other)] {
        let amount = euros(&mut s, key, &[if rank == 1 { "3" } else { "5" }]);
        s.enter(
            list,
            Entry {
                amount,
                rank: Rank(rank),
                first: tag,
                second: None,
                third: None,
            },
        );
    }
    let all = s.list_sum(list, KeyColumn::First, cash, None);
    let below = s.list_sum(list, KeyColumn::First, cash, Some(Rank(2)));
    let all = s.add(flow("all"), all);
    let below = s.add(flow("below"), below);
    let (_, grid) = read(s);
    assert_eq!(grid.cells(all), [d("8")]);
    assert_eq!(grid.cells(below), [d("3")]);
}

#[test]
fn floor_and_modulo_round_to_nine_decimals_first() {
    let cases: [(Formula, &str); 5] = [
        (number(d("2.9999999999")).floor(), "3"),
        (number(d("-0.5")).floor(), "-1"),
        (number(d("7")).modulo(number(d("3"))), "1"),
        (number(d("-1")).modulo(number(d("3"))), "2"),
        (number(d("7")).modulo(number(d("0"))), "0"),
    ];
    for (formula, expected) in cases {
        let mut s = start("2024-12");
        let row = s.add(ratio("x"), formula);
        check(s, row, &[expected]);
    }
}

#[test]
fn money_is_compared_in_cents_and_other_numbers_in_nine_decimals() {
    let euro = |text: &str| number_of(d(text), Unit::Euro);
    let cases: [(Formula, &str); 4] = [
        (euro("1.004").greater(euro("1")), "0"),
        (euro("1.005").greater(euro("1")), "1"),
        (number(d("1.0000000004")).equals(number(d("1"))), "1"),
        (number(d("1.000000001")).equals(number(d("1"))), "0"),
    ];
    for (formula, expected) in cases {
        let mut s = start("2024-12");
        let row = s.add(RowSpec::flag("x", Label::same("x")), formula);
        check(s, row, &[expected]);
    }
}

#[test]
fn a_select_survives_a_branch_that_it_does_not_take() {
    let mut s = start("2024-12");
    let branch = number(d("0")).power(number(d("-1")));
    let row = s.add(ratio("x"), select(number(d("0")), branch, number(d("7"))));
    check(s, row, &["7"]);
}

#[test]
fn a_branch_not_taken_may_overflow() {
    let mut s = start("2024-12");
    let branch = number(d("1e20")).power(number(d("2")));
    let row = s.add(ratio("x"), select(number(d("1")), number(d("7")), branch));
    check(s, row, &["7"]);
}

#[test]
fn an_absurd_amount_is_an_error_that_names_row_and_month() {
    let mut s = start("2024-11");
    let a = s.declare(ratio("a").opening(d("1e20")));
    s.define(a, a.previous() * number(d("10000")));
    let b = s.add(ratio("b"), a * a);
    let sheet = s.finish().unwrap();
    let overflow = exact(&sheet, &Case::base()).unwrap_err();
    assert_eq!(overflow, Overflow::Cell(b, Month(0)));
    assert!(
        overflow
            .describe(&sheet)
            .starts_with("`b` in 2024-11 exceeds")
    );
}

#[test]
fn stresses_act_in_their_order_and_bounds_hold_them() {
    let mut s = start("2024-11");
    let [twice, more] = ["twice", "more"].map(|key| {
        s.stress(Stress {
            key: key.into(),
            label: Label::same(key),
        })
    });
    let mut stated = series("i", Unit::Ratio, &["1", "3"], 2);
    stated.bounds = Bounds {
        low: None,
        high: Some(d("7")),
    };
    let month = Change::shift(d("1")).in_month(0);
    stated.changes = vec![(twice, Change::scale(d("2"))), (more, month)];
    let input = s.input(stated);
    let row = s.add(ratio("x").opening_from(d("5")), input);
    let sheet = s.finish().unwrap();
    let read = |stresses: &[StressId]| {
        let case = Case::stressed(stresses.iter().copied());
        let grid = exact(&sheet, &case).unwrap();
        (grid.cells(row).to_vec(), grid.clamped().len())
    };
    assert_eq!(read(&[]), (vec![d("1"), d("3")], 0));
    assert_eq!(read(&[twice, more]), (vec![d("3"), d("6")], 0));
    assert_eq!(read(&[more, twice]), (vec![d("4"), d("6")], 0));
    assert_eq!(read(&[twice, twice]), (vec![d("4"), d("7")], 1));
}

#[test]
fn an_input_changed_beyond_all_numbers_is_an_error() {
    let mut s = start("2024-12");
    let stress = s.stress(Stress {
        key: "absurd".into(),
        label: Label::same("absurd"),
    });
    let mut stated = series("i", Unit::Ratio, &["1e20"], 1);
    stated.changes = vec![(stress, Change::scale(d("1e20")))];
    let input = s.input(stated);
    s.add(ratio("x"), input);
    let sheet = s.finish().unwrap();
    let overflow = exact(&sheet, &Case::stressed([stress])).unwrap_err();
    assert_eq!(overflow, Overflow::Input(input));
    assert!(exact(&sheet, &Case::base()).is_ok());
}

#[test]
fn an_opening_value_may_be_an_input() {
    let mut s = start("2024-12");
    let mut stated = series("i", Unit::Euro, &[], 1);
    stated.level = Level::Scalar(d("1000"));
    let input = s.input(stated);
    let row = s.declare(flow("balance").opening_from(input));
    s.close(row, row.previous() * number(d("2")));
    check(s, row, &["2000"]);
}

#[test]
fn calendar_facts_follow_the_timeline() {
    let facts = [
        (CalendarRow::MonthNumber, Unit::MonthNumber, ["1", "4"]),
        (CalendarRow::MonthOfYear, Unit::Ordinal, ["11", "2"]),
        (CalendarRow::Year, Unit::Ordinal, ["2023", "2024"]),
        (CalendarRow::DaysInMonth, Unit::Days, ["30", "29"]),
    ];
    for (fact, unit, [november, february]) in facts {
        let mut s = SheetBuilder::new(Timeline::new("2023-11".parse().unwrap(), 2, 0));
        let row = s.add(RowSpec::rate("x", Label::same("x"), unit), fact);
        let (_, grid) = read(s);
        assert_eq!(grid.cell(row, Month(0)), d(november));
        assert_eq!(grid.cell(row, Month(3)), d(february));
    }
}
