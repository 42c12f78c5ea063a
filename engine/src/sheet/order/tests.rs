//! What is a circle and what is not, and in which order rows come.

use super::{CircleKind, Order};
use crate::calendar::Timeline;
use crate::quantity::Unit;
use crate::sheet::{
    Entry, Formula, KeyColumn, Rank, RowId, RowSpec, SheetBuilder, Support, number_of,
};
use crate::wording::Label;

/// Rows a, b, c … with the formulas that `write` makes of their ids.
fn order<const N: usize>(write: impl Fn([RowId; N]) -> [Formula; N]) -> Result<Order, Vec<usize>> {
    let mut s = SheetBuilder::new(Timeline::new("2024-01".parse().unwrap(), 1, 0));
    let ids = std::array::from_fn(|index| declare(&mut s, index));
    for (id, formula) in ids.into_iter().zip(write(ids)) {
        s.define(id, formula);
    }
    let (rows, lists) = s.parts();
    Order::of(&rows, &lists).map_err(|circle| circle.rows.iter().map(|row| row.index()).collect())
}

fn declare(s: &mut SheetBuilder, index: usize) -> RowId {
    let key = format!("r{index}");
    s.declare(RowSpec::flow(key.as_str(), Label::same(&key), Unit::Euro))
}

fn one() -> Formula {
    number_of(1, Unit::Euro)
}

fn positions(order: &Order) -> Vec<Vec<usize>> {
    let phase = |phase: &Vec<RowId>| phase.iter().map(|row| row.index()).collect();
    order.phases().iter().map(phase).collect()
}

#[test]
fn rows_come_after_what_they_read_and_else_as_written() {
    let order = order(|[_, _, c, d]| [d.into(), one(), one(), c.into()]).unwrap();
    assert_eq!(positions(&order), [[2, 3, 0, 1]]);
}

#[test]
fn the_month_before_makes_no_circle() {
    let order = order(|[a, b]| [b + a.previous(), a.lag(1)]).unwrap();
    assert_eq!(positions(&order), [[1, 0]]);
}

#[test]
fn sums_up_to_this_month_do() {
    let sums: [fn(RowId) -> Formula; 3] = [RowId::year_to_date, RowId::running_total, |row| {
        row.trailing(3)
    }];
    for sum in sums {
        assert_eq!(order(|[a, b]| [b.into(), sum(a)]), Err(vec![0, 1]));
    }
}

#[test]
fn a_delay_reaches_this_month_only_where_its_least_lag_is_zero() {
    let delayed = |least| {
        order(move |[a, b, lag]| {
            let support = Support::new([least, 4]).unwrap();
            [b.into(), a.delayed_by(lag, support), one()]
        })
    };
    assert_eq!(delayed(0), Err(vec![0, 1]));
    assert!(delayed(1).is_ok());
}

#[test]
fn a_circle_is_told_by_its_rows_each_reading_the_next() {
    let circle = order(|[_, b, c, d]| [b.into(), c.into(), d + b.previous(), b.into()]);
    assert_eq!(circle, Err(vec![1, 2, 3]));
    assert_eq!(order(|[a]| [a + one()]), Err(vec![0]));
}

#[test]
fn the_shorter_of_two_circles_is_told() {
    let circle = order(|[a, b, c]| [b.into(), c.into(), a + b]);
    assert_eq!(circle, Err(vec![1, 2]));
}

#[test]
fn what_looks_ahead_stands_in_a_later_phase() {
    let order = order(|[_, b, c]| [b + c.leading(2), one(), c.previous() + one()]).unwrap();
    assert_eq!(positions(&order), [vec![1, 2], vec![0]]);
}

#[test]
fn what_reads_a_row_that_looks_ahead_stands_in_its_phase() {
    let order = order(|[a, _, c]| [c.leading(2), a.lag(3), one()]).unwrap();
    assert_eq!(positions(&order), [vec![2], vec![0, 1]]);
}

#[test]
fn a_row_may_not_look_ahead_at_what_it_feeds_in_any_month() {
    assert_eq!(order(|[a, b]| [b.leading(2), a.lag(5)]), Err(vec![0, 1]));
    assert_eq!(order(|[a]| [a.leading(1)]), Err(vec![0]));
}

#[test]
fn a_sum_over_a_list_reads_every_entry_of_its_ranks_whatever_the_key() {
    let sum_below = |below: Option<Rank>| {
        let mut s = SheetBuilder::new(Timeline::new("2024-01".parse().unwrap(), 1, 0));
        let list = s.list("postings");
        let (cash, other) = (s.tag("cash"), s.tag("other"));
        let [sum, entry] = std::array::from_fn(|index| declare(&mut s, index));
        let formula = s.list_sum(list, KeyColumn::First, cash, below);
        s.define(sum, formula);
        s.define(entry, sum * number_of(1, Unit::Ratio));
        s.enter(
            list,
            Entry {
                amount: entry,
                rank: Rank(4),
                first: other,
                second: None,
                third: None,
            },
        );
        let (rows, lists) = s.parts();
        Order::of(&rows, &lists).map_err(|circle| (circle.kind, circle.rows.len()))
    };
    assert_eq!(sum_below(None).unwrap_err(), (CircleKind::SameMonth, 2));
    assert_eq!(
        sum_below(Some(Rank(5))).unwrap_err(),
        (CircleKind::SameMonth, 2)
    );
    assert!(sum_below(Some(Rank(4))).is_ok());
}
