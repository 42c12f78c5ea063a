//! Debt by a second path: draws summed by hand, plans in closed form, lines against what carries
//! them.

use cittadella_engine::quantity::{Decimal, to_cents};
use cittadella_tests::{Reading, read, read_with};

/// A building of 85 million over nineteen months from March 2024, with a mortgage that follows it.
/// The index, 2.1 % when repayment begins, rises to 3.1 % in 2028.
const CAMPUS: &str = r#"
[plan]
name = "Mortgage"
start = "2023-01"
years = 7
[indices.euribor]
yearly = ["3.4%", "3.6%", "2.2%", "2.0%", "2.1%", "3.1%"]
[milestones.lot_2]
date = "2025-10"
[entities.owner]
name = "Owner"
kind = "company"
legal_form = "srl"
founded = "2023-01"
[equity.owner]
entity = "owner"
payments = { "2023-01" = 90_000_000 }
[capex.lot_2]
entity = "owner"
amount = 85_000_000
spend = { at = "2024-03", months = 19, curve = "s", delayed_with = "milestones.lot_2" }
in_use = { at = "milestones.lot_2" }
depreciation = "3%"
vat = "vat.reduced"
account = "B.II.1"
[loans.mortgage]
borrower = "owner"
amount = 24_000_000
draw = { with = "capex.lot_2", share = "28%", when = "start", rest = "last_month" }
rate = { index = "euribor", spread = "1.9%", floor = "0%", day_count = "act/360" }
interest_only_until = "2026-12"
repayment = { kind = "french", years = 25, frequency = "quarterly", instalment = "fixed_plan" }
"#;

fn at(reading: &Reading, key: &str, month: &str) -> Decimal {
    let month = month.parse().expect("a month");
    reading.at(key, month).expect("a value")
}

fn cents(text: &str) -> Decimal {
    text.parse().expect("an amount")
}

/// Amounts in the order of the months in which they are not 0.
fn not_zero(amounts: &[Decimal]) -> Vec<Decimal> {
    let amounts = amounts.iter().copied();
    amounts.filter(|amount| !amount.is_zero()).collect()
}

/// What is drawn to date in each month of works that last so many: 28 % of 85 million along
/// `p² (3 − 2p)`, and all of 24 million with the last.
fn drawn_by_hand(months: i64) -> Vec<Decimal> {
    let whole = Decimal::from(24_000_000);
    let to_date = (1..=months).map(|month| {
        let p = Decimal::from(month) / Decimal::from(months);
        let spent = to_cents(Decimal::from(85_000_000) * p * p * (Decimal::from(3) - p - p));
        let share = to_cents(spent * Decimal::new(28, 2)).min(whole);
        if month == months { whole } else { share }
    });
    to_date.collect()
}

fn steps(to_date: &[Decimal]) -> Vec<Decimal> {
    let before = std::iter::once(&Decimal::ZERO).chain(to_date);
    to_date
        .iter()
        .zip(before)
        .map(|(now, before)| now - before)
        .collect()
}

#[test]
fn draws_follow_the_works_and_a_delay_stretches_them() {
    let on_time = read(CAMPUS);
    let drawn = not_zero(on_time.months("loans.mortgage.drawdown"));
    assert_eq!(drawn, steps(&drawn_by_hand(19)));
    // 28 % of 85 million is 23.8 million: the last 200,000 come with the last month's share.
    assert!(at(&on_time, "loans.mortgage.drawdown", "2025-09") > cents("200_000"));
    let late = read_with(CAMPUS, &["milestones.lot_2.delay_months=6"]);
    let drawn = not_zero(late.months("loans.mortgage.drawdown"));
    assert_eq!(drawn, steps(&drawn_by_hand(25)));
    // The loan keeps its dates: that is the point of a delay.
    let first = "2027-03";
    let repaid = |reading: &Reading| at(reading, "loans.mortgage.repayment", first);
    assert_eq!(repaid(&late), repaid(&on_time));
}

#[test]
fn what_the_shares_leave_may_stay_undrawn() {
    let text = CAMPUS.replace(", rest = \"last_month\"", "");
    let drawn: Decimal = read(&text).months("loans.mortgage.drawdown").iter().sum();
    assert_eq!(drawn, cents("23_800_000"));
}

/// Draws at the end of the month bear interest from the next: the first quarter's interest lacks
/// March, whose draw is its last day's.
#[test]
fn a_draw_at_the_months_end_bears_interest_from_the_next() {
    let start = read(CAMPUS);
    let end = read(&CAMPUS.replace("when = \"start\"", "when = \"end\""));
    let drawn = "loans.mortgage.drawdown";
    assert_eq!(start.months(drawn), end.months(drawn));
    assert_eq!(
        at(&end, "loans.mortgage.interest", "2024-03"),
        Decimal::ZERO
    );
    let march = at(&end, drawn, "2024-03");
    // April, 30 days at 3.6 % + 1.9 %.
    let april = to_cents(march * Decimal::new(55, 3) * Decimal::from(30) / Decimal::from(360));
    assert_eq!(at(&end, "loans.mortgage.interest", "2024-04"), april);
}

/// `P · i · (1 + i)^(k − 1) / ((1 + i)^n − 1)`, the k-th principal of an annuity.
fn principal_in_closed_form(rate: f64, count: i32, number: i32) -> String {
    let growth = |power: i32| (1.0 + rate).powi(power);
    let principal = 24e6 * rate * growth(number - 1) / (growth(count) - 1.0);
    format!("{principal:.2}")
}

/// The plan is that of 4 %, the rate of the first repayment, also when the rate is 5 %.
#[test]
fn principal_is_that_of_the_annuity_at_the_first_rate() {
    let reading = read(CAMPUS);
    let repaid = not_zero(reading.months("loans.mortgage.repayment"));
    assert_eq!(repaid.len(), 12);
    for (number, repaid) in (1..).zip(repaid) {
        let expected = principal_in_closed_form(0.04 / 4.0, 100, number);
        assert_eq!(repaid, cents(&expected), "instalment {number}");
    }
}

/// 24 million from October 2026 at 2.0 % + 1.9 %, 92 days; from January 2028 what is left at 5 %,
/// 91 days.
#[test]
fn interest_follows_the_rate_by_days() {
    let reading = read(CAMPUS);
    let paid = "loans.mortgage.interest_paid";
    assert_eq!(at(&reading, paid, "2026-12"), cents("239_200"));
    let owed = at(&reading, "loans.mortgage.closing", "2027-12");
    let interest = to_cents(owed * Decimal::new(5, 2) * Decimal::from(91) / Decimal::from(360));
    assert_eq!(at(&reading, paid, "2028-03"), interest);
}

/// Recomputed at 5 % over the 96 instalments left: `P · i / ((1 + i)^96 − 1)`.
#[test]
fn a_recomputed_plan_takes_the_new_rate() {
    let reading = read(&CAMPUS.replace("\"fixed_plan\"", "\"recomputed\""));
    let owed = at(&reading, "loans.mortgage.closing", "2027-12");
    let owed: f64 = owed.to_string().parse().expect("a number");
    let rate = 0.05 / 4.0;
    let principal = owed * rate / ((1.0_f64 + rate).powi(96) - 1.0);
    let repaid = at(&reading, "loans.mortgage.repayment", "2028-03");
    assert_eq!(repaid, cents(&format!("{principal:.2}")));
}

/// A company that spends 1,000,000 plus 22 % of VAT in March 2024, has capital for all but the VAT,
/// and claims it back in December: 220,000 in October 2025.
const BRIDGE: &str = r#"
[plan]
name = "Bridge"
start = "2024-01"
years = 3
[entities.hub]
name = "Hub"
kind = "company"
legal_form = "srl"
founded = "2024-01"
vat_refund = { years = "every", paid_after_months = 10 }
[equity.hub]
entity = "hub"
payments = { "2024-01" = 1_000_000 }
[capex.works]
entity = "hub"
amount = 1_000_000
spend = { at = "2024-03" }
in_use = "2024-04"
depreciation = "3%"
vat = "vat.standard"
paid_after_days = 0
[grants.running]
entity = "hub"
kind = "operating"
amount = { yearly = [120_000, 0] }
claims = "annual"
paid_after_months = 3
[loans.bridge]
borrower = "hub"
kind = "revolving"
limit = { base = 500_000, capped_by = ["vat.credit"] }
rate = { fixed = "0%", day_count = "act/360" }
"#;

/// A bridge is lent against what is still to come: when the refund arrives the line is gone, and
/// what it cannot carry is said.
#[test]
fn the_bridge_shrinks_with_its_receivables() {
    let reading = read(BRIDGE);
    let (line, limit) = ("loans.bridge.closing", "loans.bridge.available");
    assert_eq!(at(&reading, limit, "2024-02"), Decimal::ZERO);
    assert_eq!(at(&reading, limit, "2024-03"), cents("220_000"));
    assert_eq!(at(&reading, line, "2024-03"), cents("220_000"));
    assert_eq!(at(&reading, limit, "2025-09"), cents("220_000"));
    assert_eq!(at(&reading, limit, "2025-10"), Decimal::ZERO);
    assert_eq!(at(&reading, line, "2025-10"), Decimal::ZERO);
    // 50,000 more than there is: nothing carries them.
    let spent = "[flows.spent]\nentity = 'hub'\naccount = 'B14'\nvat = 'vat.outside'\n\
                 payments = { '2024-06' = 50_000 }\n";
    let short = read(&(BRIDGE.to_owned() + spent));
    let need = "hub.uncovered_need.closing";
    assert_eq!(at(&short, line, "2024-06"), cents("220_000"));
    assert_eq!(at(&short, need, "2024-06"), cents("50_000"));
}

/// Two receivables carry more than one, and no more than the base.
#[test]
fn a_bridge_is_carried_by_all_that_it_names() {
    let both = r#"capped_by = ["vat.credit", "grants.running.receivable"]"#;
    let text = BRIDGE.replace(r#"capped_by = ["vat.credit"]"#, both);
    let limit = "loans.bridge.available";
    // Three twelfths of 120,000 have been earned by March.
    assert_eq!(at(&read(&text), limit, "2024-03"), cents("250_000"));
    let little = read(&text.replace("base = 500_000", "base = 240_000"));
    assert_eq!(at(&little, limit, "2024-03"), cents("240_000"));
    assert_eq!(at(&little, limit, "2024-02"), cents("20_000"));
}

/// A reserve is not drawn on: need and reserve stand side by side, and the plan says so.
#[test]
fn a_reserve_stands_beside_the_need_that_it_could_pay() {
    let text = CAMPUS.replace(
        "[milestones",
        "[flows.loss]\nentity = 'owner'\naccount = 'B14'\n\
         vat = 'vat.outside'\npayments = { '2027-01' = 25_000_000 }\n[milestones",
    ) + "reserve_months = 6\nreserve_from = '2026-12'\n";
    let reading = read(&text);
    let month = "2027-06";
    let need = at(&reading, "owner.uncovered_need.closing", month);
    let reserve = at(&reading, "owner.reserve_cash.closing", month);
    assert!(need > Decimal::ZERO && reserve > Decimal::ZERO);
    let could = at(&reading, "owner.liquidity.reserve_could_pay", month);
    assert_eq!(could, need.min(reserve));
    let alert = reading.plan.alerts.iter().find(|alert| {
        reading.plan.sheet.row(alert.flag).key().as_str() == "owner.alerts.reserve_could_pay"
    });
    assert!(alert.is_some());
}
