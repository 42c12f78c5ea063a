//! What each figure reads off a row of twelve months, worked by hand.

use crate::evaluate::{Case, FigureValue, Reason, exact};
use crate::quantity::Decimal;
use crate::sheet::text::parse;

/// Row `a`: −100, then 10 a month, in November and December 30 and 5, then twelve months of tail at
/// 1. Row `r` holds the same from month 3 to 12 and is absent elsewhere.
const ROWS: &str = r#"timeline 2024-01 years 1 tail 12

input a.input
  label "A" "A"
  unit [EUR]
  series -100 x 1, 10 x 9, 30 x 1, 5 x 1, 1 x 12

input rate
  label "Tasso" "Rate"
  unit [%/year]
  level 0.06

row a
  label "A" "A"
  kind flow
  unit [EUR]
  = $a.input

row open
  label "Aperto" "Open"
  kind flag
  unit [flag]
  = month_number() >= 3 [month]

row closed
  label "Chiuso" "Closed"
  kind flag
  unit [flag]
  = month_number() > 12 [month]

row never
  label "Mai" "Never"
  kind flag
  unit [flag]
  = 0

row r
  label "R" "R"
  kind flow
  unit [EUR]
  applies open
  = a

row none
  label "N" "N"
  kind flow
  unit [EUR]
  applies never
  = a

figure zero
  label "Z" "Z"
  unit [EUR]
  = 0 [EUR]
"#;

fn value(formula: &str, unit: &str) -> FigureValue {
    let figure = format!("\nfigure f\n label \"F\" \"F\"\n unit [{unit}]\n = {formula}\n");
    let sheet = parse(&format!("{ROWS}{figure}")).unwrap();
    let grid = exact(&sheet, &Case::base()).unwrap();
    grid.figure(sheet.find_figure("f").unwrap()).clone()
}

#[track_caller]
fn check(formula: &str, unit: &str, expected: &str) {
    let expected: Decimal = expected.parse().unwrap();
    let found = value(formula, unit);
    let decimals = expected.scale();
    assert_eq!(
        found.value().map(|found| found.round_dp(decimals)),
        Some(expected),
        "{found:?}"
    );
}

#[track_caller]
fn absent(formula: &str, unit: &str, reason: Reason) {
    assert_eq!(
        value(formula, unit),
        FigureValue::Absent(reason),
        "{formula}"
    );
}

#[test]
fn a_sum_takes_the_shown_months_or_all_of_them() {
    check("sum(a, shown)", "EUR", "25");
    check("sum(a, computed)", "EUR", "37");
}

#[test]
fn months_in_which_a_row_is_absent_are_skipped() {
    check("min(a, shown)", "EUR", "-100");
    check("min(r, shown)", "EUR", "5");
    check("sum(r, shown)", "EUR", "115");
    absent("max(none, computed)", "EUR", Reason::NothingApplies);
    absent("at(r, 2)", "EUR", Reason::NothingApplies);
    check("sum(none, computed)", "EUR", "0");
}

#[test]
fn of_equal_extremes_the_first_month_counts() {
    check("month_of_max(a, shown)", "month", "11");
    check("month_of_min(r, computed)", "month", "13");
    check("max(a, shown)", "EUR", "30");
}

#[test]
fn the_last_month_depends_on_the_span() {
    check("last(a, shown)", "EUR", "5");
    check("last(a, computed)", "EUR", "1");
}

#[test]
fn a_month_outside_the_plan_has_no_value() {
    check("at(a, 1)", "EUR", "-100");
    absent("at(a, 0)", "EUR", Reason::OutsidePlan);
    absent("at(a, 25)", "EUR", Reason::OutsidePlan);
}

#[test]
fn the_first_month_of_a_flag_may_lie_beyond_the_span() {
    check("first_month_where(open, shown)", "month", "3");
    check("first_month_where(closed, computed)", "month", "13");
    absent("first_month_where(closed, shown)", "month", Reason::Never);
}

// By hand: Σ a_t / 1.06^(t/12), t = 1 … 12.
#[test]
fn a_present_value_discounts_to_the_start_of_the_first_month() {
    let monthly = 1.06_f64.powf(1.0 / 12.0);
    let flows = [
        -100.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 30.0, 5.0,
    ];
    let value: f64 = (1_i32..)
        .zip(flows)
        .map(|(t, flow)| flow / monthly.powi(t))
        .sum();
    check("npv(a, $rate, shown)", "EUR", &format!("{value:.9}"));
    check("npv(a, 0, shown)", "EUR", "25");
    absent("npv(a, -1, shown)", "EUR", Reason::RateTooLow);
}

#[test]
fn a_rate_of_return_is_effective_a_year() {
    let rate = value("irr(a, shown)", "%/year").value().unwrap();
    let at_rate = format!("npv(a, {rate}, shown)");
    check(&at_rate, "EUR", "0.0000000");
    absent("irr(r, shown)", "%/year", Reason::FlowHasOneSign);
}

#[test]
fn arithmetic_hands_on_the_reason_for_an_absence() {
    check("sum(a, shown) - max(a, shown) * 2", "EUR", "-35");
    check("sum(a, shown) / last(a, shown)", "ratio", "5");
    check("greater(sum(a, shown), 30 [EUR])", "EUR", "30");
    absent("sum(a, shown) / zero", "ratio", Reason::DivisorZero);
    absent(
        "1 + max(none, shown) / sum(a, shown)",
        "ratio",
        Reason::NothingApplies,
    );
}

#[test]
fn an_absurd_figure_is_absent_and_the_plan_stands() {
    absent("power(10000, 7) * sum(a, shown)", "EUR", Reason::TooLarge);
}
