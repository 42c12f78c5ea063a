//! What holds whatever the numbers: over random amounts in cents and random lags.

use proptest::prelude::{ProptestConfig, Strategy, prop, proptest};

use crate::calendar::{Month, Timeline};
use crate::evaluate::{Case, Grid, exact};
use crate::quantity::{Bounds, Decimal, Unit, Whole, to_cents};
use crate::sheet::{
    CalendarRow, Input, Level, Origin, RowId, RowSpec, SheetBuilder, Support, Term, number_of,
    select,
};
use crate::wording::Label;

const MONTHS: usize = 28;

/// A plan from September, so that its first fiscal year is short.
fn builder() -> SheetBuilder {
    SheetBuilder::new(Timeline::new("2023-09".parse().unwrap(), 3, 0))
}

fn flow(key: &str) -> RowSpec {
    RowSpec::flow(key, Label::same(key), Unit::Euro)
}

fn series(s: &mut SheetBuilder, key: &str, unit: Unit, values: Vec<Decimal>) -> RowId {
    let input = s.input(Input {
        key: key.into(),
        label: Label::same(key),
        unit,
        level: Level::Series(values),
        bounds: Bounds::NONE,
        whole: Whole::No,
        changes: Vec::new(),
        origin: Origin::default(),
    });
    s.add(RowSpec::flow(key, Label::same(key), unit), input)
}

fn read(s: SheetBuilder) -> Grid {
    exact(&s.finish().unwrap(), &Case::base()).unwrap()
}

fn months() -> impl Iterator<Item = Month> {
    (0..MONTHS).map(Month::at)
}

fn amounts(decimals: u32) -> impl Strategy<Value = Vec<Decimal>> {
    let amount = (-9_000_000_000_i64..9_000_000_000).prop_map(move |n| Decimal::new(n, decimals));
    prop::collection::vec(amount, MONTHS)
}

fn lags() -> impl Strategy<Value = Vec<Decimal>> {
    let lag = prop::sample::select(vec![0, 1, 2, 5, 14]).prop_map(Decimal::from);
    prop::collection::vec(lag, MONTHS)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn paid_to_date_and_open_make_up_what_was_claimed(claims in amounts(2), lags in lags()) {
        let mut s = builder();
        let claims = claims.into_iter().map(|claim| claim.abs()).collect();
        let claimed = series(&mut s, "claimed", Unit::Euro, claims);
        let lag = series(&mut s, "lag", Unit::Months, lags);
        let support = Support::new([0, 1, 2, 5, 14]).unwrap();
        let paid = s.add(flow("paid"), claimed.delayed_by(lag, support));
        let open = s.declare(flow("open"));
        s.close(open, open.previous() + claimed - paid);
        let claimed_to_date = s.add(flow("claimed_to_date"), claimed.running_total());
        let paid_to_date = s.add(flow("paid_to_date"), paid.running_total());
        let grid = read(s);
        for month in months() {
            let (paid, open) = (grid.cell(paid_to_date, month), grid.cell(open, month));
            assert_eq!(paid + open, grid.cell(claimed_to_date, month));
            assert!(open >= Decimal::ZERO);
        }
    }

    #[test]
    fn windows_are_differences_of_the_running_total(values in amounts(2), window in 2_u32..14) {
        let mut s = builder();
        let a = series(&mut s, "a", Unit::Euro, values);
        let total = s.add(flow("total"), a.running_total());
        let whole = s.add(
            RowSpec::flag("whole", Label::same("whole")),
            CalendarRow::MonthNumber.at_least(number_of(window, Unit::MonthNumber)),
        );
        let ahead = s.add(
            RowSpec::flag("ahead", Label::same("ahead")),
            CalendarRow::MonthNumber
                .at_most(number_of(28 - i64::from(window), Unit::MonthNumber)),
        );
        let trailing = s.add(flow("trailing").applies(whole), a.trailing(window));
        let leading = s.add(flow("leading").applies(ahead), a.leading(window));
        let year_to_date = s.add(flow("year_to_date"), a.year_to_date());
        let grid = read(s);
        let total_at = |month: usize| grid.cell(total, Month::at(month));
        let before = |months: usize, month: usize| {
            month.checked_sub(months).map_or(Decimal::ZERO, total_at)
        };
        let window = window as usize;
        for month in 0..MONTHS {
            let at = Month::at(month);
            if let Some(value) = grid.value(trailing, at) {
                assert_eq!(value, total_at(month) - before(window, month));
            }
            if let Some(value) = grid.value(leading, at) {
                assert_eq!(value, total_at(month + window) - total_at(month));
            }
            // September 2023 is month 0; December month 3, 15, 27.
            let since_december = (month + 8) % 12 + 1;
            let expected = total_at(month) - before(since_december, month);
            assert_eq!(grid.cell(year_to_date, at), expected);
        }
    }

    #[test]
    fn accrued_months_add_up_to_the_settlement(interest in amounts(9), every in 2_usize..9) {
        let mut s = builder();
        let restarts = (0..MONTHS).map(|month| Decimal::from(u8::from(month % every == 0)));
        let restart = series(&mut s, "restart", Unit::Flag, restarts.collect());
        let of_month = series(&mut s, "interest", Unit::Euro, interest.clone());
        let cumulated = s.declare(flow("cumulated"));
        let before = s.declare(flow("before"));
        s.define(before, select(restart, number_of(0, Unit::Euro), cumulated.previous()));
        s.define(cumulated, before + of_month);
        let posted = s.accrue(flow("posted"), cumulated, restart);
        let grid = read(s);
        for (period, settled) in interest.chunks(every).zip(grid.cells(posted).chunks(every)) {
            let due = to_cents(period.iter().sum());
            assert_eq!(settled.iter().sum::<Decimal>(), due);
            assert!(settled.iter().all(|cents| *cents == to_cents(*cents)));
        }
    }
}
