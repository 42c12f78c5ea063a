//! Rates from textbooks, spreadsheets' documentation and the trackers of other programs.

use super::{NoRate, irr};
use crate::finance::npv;
use crate::quantity::Decimal;

fn flows(amounts: &[&str]) -> Vec<Decimal> {
    amounts.iter().map(|text| text.parse().unwrap()).collect()
}

#[track_caller]
fn check(amounts: &[&str], conventional: &str, count: usize) {
    let rates = irr(&flows(amounts)).unwrap();
    let decimals = conventional.split('.').nth(1).map_or(0, str::len);
    let rounded = rates
        .conventional
        .round_dp(u32::try_from(decimals).unwrap());
    assert_eq!(rounded, conventional.parse().unwrap());
    assert_eq!(rates.all.len(), count, "{:?}", rates.all);
    for rate in rates.all {
        let sizes: Vec<Decimal> = flows(amounts).iter().map(Decimal::abs).collect();
        let (worth, size) = (worth(rate, &flows(amounts)), worth(rate, &sizes));
        assert!(
            (worth / size).abs() < Decimal::new(1, 10),
            "{rate}: {worth}"
        );
    }
}

/// The worth at the end of the last period, which a rate near −100 % does not blow up.
fn worth(rate: Decimal, flows: &[Decimal]) -> Decimal {
    let growth = Decimal::ONE + rate;
    flows
        .iter()
        .fold(Decimal::ZERO, |worth, flow| worth * growth + flow)
}

// Excel's documentation of IRR.
#[test]
fn a_restaurant_after_four_and_after_five_years() {
    check(
        &["-70000", "12000", "15000", "18000", "21000"],
        "-0.0212",
        1,
    );
    check(
        &["-70000", "12000", "15000", "18000", "21000", "26000"],
        "0.0866",
        1,
    );
    check(&["-70000", "12000", "15000"], "-0.4435", 1);
}

// numpy-financial issue 28: −76.9 % was returned where Excel says 185.4 %.
#[test]
fn an_investment_that_gains_has_its_positive_rate() {
    check(&["-50", "-100", "600", "300", "-100"], "1.854", 2);
}

// numpy-financial issue 44: −99.98 % was returned for want of one unit at the end.
#[test]
fn a_small_last_payment_does_not_turn_the_verdict() {
    let first_six = [
        "-1678.87", "771.96", "1814.05", "3520.30", "3552.95", "3584.99",
    ];
    let mut flow = first_six.to_vec();
    flow.push("-1");
    check(&flow, "0.968877547021", 2);
    flow.pop();
    flow.extend(["4789.91", "-1"]);
    check(&flow, "1.004269848721", 2);
}

// numpy-financial issue 98: a loan that returns half of what was lent.
#[test]
fn a_loan_that_loses_half_has_a_negative_rate() {
    let mut flow = vec!["-10000"];
    flow.extend(["327.24625"; 16]);
    let rates = irr(&flows(&flow)).unwrap();
    assert_eq!(rates.all.len(), 1);
    assert!(rates.conventional.is_sign_negative());
    let worth = npv(rates.conventional, &flows(&flow)).unwrap();
    assert!(worth.abs() < Decimal::new(1, 6));
}

// numpy-financial issue 46: the investment in the second period; 7 533 % was returned.
#[test]
fn a_late_investment_that_loses_has_its_negative_rate() {
    let flow = ["2113.73", "-161445.03", "7626.73", "8619.84", "8612.92"];
    let rates = irr(&flows(&flow)).unwrap();
    assert_eq!(rates.all.len(), 2);
    assert!(rates.conventional.is_sign_negative());
}

// The textbook of several rates: 25 % and 400 % (Lorie and Savage 1955, the oil pump).
#[test]
fn both_rates_of_the_oil_pump_are_told() {
    let rates = irr(&flows(&["-1600", "10000", "-10000"])).unwrap();
    let all: Vec<_> = rates.all.iter().map(|rate| rate.round_dp(10)).collect();
    assert_eq!(all, [Decimal::new(25, 2), Decimal::from(4)]);
}

// (v − 1)(v − 2)(v − 4) with v = 1/(1 + rate): rates 0 %, −50 %, −75 %.
#[test]
fn three_rates_by_construction() {
    let rates = irr(&flows(&["-8", "14", "-7", "1"])).unwrap();
    let all: Vec<_> = rates.all.iter().map(|rate| rate.round_dp(10)).collect();
    assert_eq!(
        all,
        [Decimal::new(-75, 2), Decimal::new(-5, 1), Decimal::ZERO]
    );
    assert_eq!(rates.conventional.round_dp(10), Decimal::ZERO);
}

// (v − 0.8)²: the present value touches zero at 25 % and is positive elsewhere.
#[test]
fn a_rate_at_which_the_value_only_touches_zero_is_found() {
    let rates = irr(&flows(&["0.64", "-1.6", "1"])).unwrap();
    assert_eq!(rates.all.len(), 1);
    assert_eq!(rates.conventional.round_dp(6), Decimal::new(25, 2));
}

#[test]
fn a_monthly_flow_over_eight_years() {
    let mut flow = vec!["-1000".to_owned()];
    flow.extend(std::iter::repeat_n("10".to_owned(), 95));
    flow.push("1010".to_owned());
    let flow: Vec<&str> = flow.iter().map(String::as_str).collect();
    check(&flow, "0.0100000000", 1);
}

#[test]
fn a_flow_of_one_sign_has_no_rate() {
    for flow in [&["0", "0"][..], &["100", "5"], &["-100", "0", "-7"], &[]] {
        assert_eq!(irr(&flows(flow)), Err(NoRate::OneSign));
    }
}

#[test]
fn a_flow_that_no_rate_balances_is_told() {
    assert_eq!(irr(&flows(&["1", "-1", "1"])), Err(NoRate::NoRoot));
}

// 1 − v + v² − … + v⁹⁶ = (1 + v⁹⁷) / (1 + v), which is never zero for v > 0.
#[test]
fn ninety_six_changes_of_sign_may_have_no_rate() {
    let flow: Vec<Decimal> = (0..97).map(|t| Decimal::from(1 - t % 2 * 2)).collect();
    assert_eq!(irr(&flow), Err(NoRate::NoRoot));
}

// The same less 0.6: zero where (1 + v⁹⁷) / (1 + v) = 0.6, which is at v = 2/3, where v⁹⁷ is 1e-17,
// and once more where v⁹⁷ grows.
#[test]
fn among_many_changes_of_sign_every_rate_is_found() {
    let mut flow: Vec<Decimal> = (0..97).map(|t| Decimal::from(1 - t % 2 * 2)).collect();
    flow[0] -= Decimal::new(6, 1);
    let rates = irr(&flow).unwrap();
    assert_eq!(rates.all.len(), 2);
    assert_eq!(rates.all[1].round_dp(10), Decimal::new(5, 1));
}
