//! What holds for every plan, looked for in plans that nobody wrote.
//!
//! The seed is fixed, so a run is the same everywhere; to look further, raise `PROPTEST_CASES` and
//! give a seed of your own with `PROPTEST_RNG_SEED`.

mod between;
mod draft;
mod draw;
mod group;

use cittadella_engine::quantity::{Decimal, Unit};
use cittadella_engine::sheet::text;
use cittadella_tests::{Reading, read, read_with};
use draft::{Cents, Draft, Item};
use draw::{changed_draft, draft, linear, loan, service};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const SEED: u64 = 2023;
const CASES: u32 = 64;

fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").map_or(CASES, |_| default.cases),
        rng_seed: match default.rng_seed {
            RngSeed::Fixed(seed) => RngSeed::Fixed(seed),
            RngSeed::Random => RngSeed::Fixed(SEED),
        },
        failure_persistence: None,
        max_shrink_iters: 400,
        ..default
    }
}

fn half_cents(count: u32) -> Decimal {
    Decimal::new(5, 3) * Decimal::from(count)
}

/// Whether a row is a step of a sum that takes items in their order: only its last step is a total.
/// The parts due later are added up loan by loan, the shares of a cost grant by grant.
fn added_up(key: &str) -> bool {
    key.contains(".due_later.") || key.contains(".granted.")
}

/// Fails with the month and both values where two rows differ by more than a tolerance.
fn same(
    what: &str,
    one: &[Decimal],
    other: &[Decimal],
    tolerance: Decimal,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(one.len(), other.len());
    for (month, (one, other)) in one.iter().zip(other).enumerate() {
        prop_assert!(
            (one - other).abs() <= tolerance,
            "{what}, month {}: {one} and {other}",
            month + 1
        );
    }
    Ok(())
}

fn row_keys(reading: &Reading) -> Vec<String> {
    reading
        .plan
        .sheet
        .rows()
        .map(|(_, row)| row.key().to_string())
        .collect()
}

proptest! {
    #![proptest_config(config())]

    /// Debits equal credits to the cent, in every computed month and under any changes; every check
    /// of the plan agrees.
    #[test]
    fn every_balance_sheet_balances((draft, changes) in changed_draft()) {
        let reading = read_with(&draft.text(1), &changes);
        let assets = reading.months("hub.balance_sheet.assets.total");
        let liabilities = reading.months("hub.balance_sheet.liabilities.total");
        same("balance sheet", assets, liabilities, Decimal::ZERO)?;
        prop_assert!(!reading.plan.checks.is_empty());
        for check in &reading.plan.checks {
            prop_assert_eq!(check.first_failure(&reading.grid), None, "{:?}", check.label);
        }
    }

    /// Cash of the balance sheet = closing cash of the cash-flow statement = all receipts less
    /// all payments so far.
    #[test]
    fn cash_is_explained_by_the_cash_flow_statement(draft in draft()) {
        let reading = read(&draft.text(1));
        let cash = reading.months("hub.cash.closing");
        same("cash", cash, reading.months("hub.balance_sheet.assets.C.IV.1"), Decimal::ZERO)?;
        same("cash", cash, reading.months("hub.cash_flow.closing"), Decimal::ZERO)?;
        let change = reading.months("hub.cash_flow.change");
        let mut total = draft.opening.map_or(Decimal::ZERO, |(cash, _)| decimal(cash));
        for (month, change) in change.iter().enumerate() {
            total += *change;
            prop_assert_eq!(total, cash[month], "month {}", month + 1);
        }
    }

    /// Every account closes at what it opened with, plus one side, less the other.
    #[test]
    fn every_account_is_a_corkscrew(draft in draft()) {
        let reading = read(&draft.text(1));
        let keys = row_keys(&reading);
        let accounts = keys.iter().filter_map(|key| key.strip_suffix(".debits"));
        prop_assert!(accounts.clone().count() > 5);
        for account in accounts {
            let row = reading.row(&format!("{account}.closing"));
            let debits = reading.months(&format!("{account}.debits"));
            let credits = reading.months(&format!("{account}.credits"));
            let movements = debits.iter().zip(credits).map(|(debit, credit)| debit - credit);
            let closes = |side: Decimal| {
                let mut balance = reading.grid.opening(row);
                movements.clone().zip(reading.grid.cells(row)).all(|(movement, closing)| {
                    balance += side * movement;
                    balance == *closing
                })
            };
            prop_assert!(closes(Decimal::ONE) || closes(-Decimal::ONE), "{}", account);
        }
    }

    /// A loan closes at opening plus drawdown less repayment, is never negative, and is gone when
    /// its plan has ended.
    #[test]
    fn a_loan_is_repaid_whole_and_no_more(loan in loan()) {
        let reading = read(&alone(loan.clone()).text(1));
        let row = |word: &str| reading.months(&format!("loans.item.{word}"));
        let mut balance = Decimal::ZERO;
        for (month, closing) in row("closing").iter().enumerate() {
            prop_assert_eq!(row("opening")[month], balance);
            balance += row("drawdown")[month] - row("repayment")[month];
            prop_assert_eq!(balance, *closing, "month {}", month + 1);
            prop_assert!(balance >= Decimal::ZERO, "month {}: {}", month + 1, balance);
        }
        let drawn: Decimal = row("drawdown").iter().sum();
        prop_assert_eq!(drawn, decimal(loan.amounts[0]));
        let ended = loan.body.contains("years = 1,") && loan.body.contains("'@0@'");
        prop_assert!(!ended || balance.is_zero(), "{} is left", balance);
    }

    /// An investment costs what it costs and is never depreciated beyond it.
    #[test]
    fn depreciation_ends_at_cost(draft in draft()) {
        let reading = read(&draft.text(1));
        for (name, item) in draft.items.iter().filter(|(_, item)| item.section == "capex") {
            let row = |word: &str| reading.months(&format!("capex.{name}.{word}"));
            prop_assert_eq!(row("spent").iter().sum::<Decimal>(), decimal(item.amounts[0]));
            for (cost, gone) in row("cost").iter().zip(row("accumulated_depreciation")) {
                prop_assert!(*gone >= Decimal::ZERO && gone <= cost, "{} of {}", gone, cost);
            }
        }
    }

    /// What has been paid and what is open add up to what was invoiced or claimed; nothing is
    /// paid before it arises.
    #[test]
    fn paid_and_open_make_what_was_claimed(draft in draft()) {
        const SETTLED: &[(&str, [&str; 3])] = &[
            ("costs", ["invoiced", "paid", "open_items"]),
            ("spaces", ["invoiced", "paid", "open_items"]),
            ("services", ["invoiced", "paid", "open_items"]),
            ("grants", ["accrued", "received", "receivable"]),
        ];
        let reading = read(&draft.text(1));
        for (name, item) in draft.items.iter().filter(|(_, item)| !item.body.contains("covers")) {
            let Some((section, words)) = SETTLED.iter().find(|(of, _)| *of == item.section) else {
                continue;
            };
            let imu = ["cost", "paid", "accrued_unpaid"];
            let words = if item.body.contains("'imu'") { &imu } else { words };
            let [claimed, paid, open] =
                words.map(|word| reading.months(&format!("{section}.{name}.{word}")));
            let mut difference = Decimal::ZERO;
            for (month, open) in open.iter().enumerate() {
                difference += claimed[month] - paid[month];
                prop_assert_eq!(difference, *open, "{}, month {}", name, month + 1);
                prop_assert!(*open >= Decimal::ZERO, "{}, month {}: {}", name, month + 1, open);
            }
        }
    }

    /// A grant on spending is never more than its amount, loses and gives back no more than it was,
    /// and is income up to what is kept of it; what is kept and not collected is its receivable.
    #[test]
    fn a_grant_on_spending_stays_within_its_amount((draft, changes) in changed_draft()) {
        let reading = read_with(&draft.text(1), &changes);
        let zeros = vec![Decimal::ZERO; reading.months("hub.cash.closing").len()];
        let covering = |item: &Item| item.section == "grants" && item.body.contains("covers");
        for (name, item) in draft.items.iter().filter(|(_, item)| covering(item)) {
            let row = |word: &str| {
                let found = reading.plan.sheet.find_row(&format!("grants.{name}.{word}"));
                found.map_or(&zeros[..], |row| reading.grid.cells(row))
            };
            let amount = decimal(item.amounts[0]);
            let (mut kept, mut collected) = (Decimal::ZERO, Decimal::ZERO);
            for month in 0..zeros.len() {
                let of = |word: &str| row(word)[month];
                for word in ["recognised", "lost", "revoked", "claimed", "returned", "charged_back"] {
                    prop_assert!(of(word) >= Decimal::ZERO, "{}.{}, month {}", name, word, month + 1);
                }
                kept += of("recognised") - of("lost") - of("revoked");
                collected += of("advance_paid") + of("received") - of("returned");
                prop_assert_eq!(kept - collected, of("receivable"), "{}, month {}", name, month + 1);
                prop_assert!(kept >= Decimal::ZERO && kept <= amount, "{}", kept);
                prop_assert!(of("obtained") <= amount);
                let released = of("released_to_date");
                prop_assert!(released >= Decimal::ZERO && released <= kept, "{} of {}", released, kept);
            }
        }
    }

    /// Cash never falls below its minimum; need stands only where the line is used up.
    #[test]
    fn what_is_missing_is_said(draft in draft()) {
        let reading = read(&draft.text(1));
        let need = reading.months("hub.uncovered_need.closing");
        for (month, cash) in reading.months("hub.cash.closing").iter().enumerate() {
            prop_assert!(*cash >= decimal(draft.minimum_cash), "month {}: {}", month + 1, cash);
        }
        let lines = draft.items.iter().filter(|(_, item)| item.body.contains("revolving"));
        for (name, line) in lines {
            let limit = decimal(line.amounts[0]);
            let drawn = reading.months(&format!("loans.{name}.closing"));
            for (month, drawn) in drawn.iter().enumerate() {
                prop_assert!(*drawn >= Decimal::ZERO && *drawn <= limit);
                prop_assert!(need[month].is_zero() || *drawn == limit, "month {}", month + 1);
            }
        }
    }

    /// The sheet of a plan is what its text says.
    #[test]
    fn a_sheet_survives_its_text(draft in draft()) {
        let sheet = read(&draft.text(1)).plan.sheet;
        let printed = text::print(&sheet);
        let parsed = text::parse(&printed).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert!(parsed == sheet, "another sheet comes back");
    }

    /// The order in which a file states its items changes no value.
    #[test]
    fn order_does_not_matter(
        (draft, order) in draft().prop_flat_map(|draft| {
            let positions: Vec<usize> = (0..draft.items.len()).collect();
            (Just(draft), Just(positions).prop_shuffle())
        })
    ) {
        let (one, other) = (read(&draft.text(1)), read(&draft.reordered(&order).text(1)));
        let (mut keys, mut others) = (row_keys(&one), row_keys(&other));
        keys.sort();
        others.sort();
        prop_assert_eq!(&keys, &others);
        for key in keys.iter().filter(|key| !added_up(key)) {
            same(key, one.months(key), other.months(key), Decimal::ZERO)?;
        }
    }

    /// A company in a plan with another one, with which it has no contract, is as it is alone.
    #[test]
    fn companies_without_contracts_do_not_touch(hub in draft(), lab in draft()) {
        let (alone, both) = (read(&hub.text(1)), read(&hub.beside(&lab)));
        for key in row_keys(&alone) {
            same(&key, alone.months(&key), both.months(&key), Decimal::ZERO)?;
        }
        for check in &both.plan.checks {
            prop_assert_eq!(check.first_failure(&both.grid), None, "{:?}", check.label);
        }
    }

    /// Revenue stated in two items instead of one: a year's total moves by at most half a cent
    /// for each of the three amounts that are rounded.
    #[test]
    fn a_revenue_may_be_stated_in_parts(service in service(), percent in 1u64..99) {
        let whole = alone(service);
        let (one, two) = (read(&whole.text(1)), read(&whole.split(0, percent).text(1)));
        let key = "hub.income_statement.A1";
        same(key, &one.years(key), &two.years(key), half_cents(3))?;
    }

    /// A loan taken in two parts: each instalment moves by at most half a cent for each of the
    /// amounts rounded, and what is owed by no more than that for each instalment so far. The
    /// interest on such differences in what is owed is below another cent.
    #[test]
    fn a_loan_may_be_taken_in_parts(loan in loan(), percent in 1u64..99) {
        let whole = alone(loan);
        let (one, two) = (read(&whole.text(1)), read(&whole.split(0, percent).text(1)));
        let paid = "hub.cash.interest_paid";
        same(paid, one.months(paid), two.months(paid), half_cents(5))?;
        let owed = "hub.bank_loans.closing";
        same(owed, one.months(owed), two.months(owed), half_cents(3 * 37))?;
        let drawn = "hub.cash.loans_drawn";
        same(drawn, one.months(drawn), two.months(drawn), Decimal::ZERO)?;
    }

    /// With no threshold of law in play and nothing to round, a hundred times the money gives a
    /// hundred times every amount.
    #[test]
    fn money_scales(mut draft in linear()) {
        draft.minimum_cash = Cents(10_000);
        let scaled = |scale| read(&(WITHOUT_THRESHOLDS.to_owned() + &draft.text(scale)));
        let (one, hundred) = (scaled(1), scaled(100));
        let mut compared = 0;
        for (id, row) in one.plan.sheet.rows() {
            let key = row.key().as_str();
            if row.unit() != Unit::Euro || THRESHOLDS.iter().any(|word| key.contains(word)) {
                continue;
            }
            let cells = one.grid.cells(id).iter();
            let expected: Vec<Decimal> = cells.map(|cell| cell * Decimal::from(100)).collect();
            same(key, &expected, hundred.months(key), Decimal::ZERO)?;
            compared += 1;
        }
        prop_assert!(compared > 50, "{} rows", compared);
    }
}

/// No tax that is rounded to whole euro, no settlement that waits for a minimum, no percentage of
/// VAT that is not deducted, no share of tax EBITDA.
const WITHOUT_THRESHOLDS: &str = "[rules.ires]\nrate = '0%'\n[rules.irap]\nrate = '0%'\n\
    [rules.vat]\npayment_minimum = 0\nadvance_minimum = 0\n[vat.exempt]\nkind = 'outside'\n\
    [rules.interest]\nrol_share = '100%'\n";

/// Rows that a threshold of law is in, whatever the rate: the deduction of small bases (art. 11
/// D.Lgs. 446/1997), the third of the capital (art. 2446 c.c.) and averages of three years (art. 30
/// L. 724/1994), which are no whole number of cents.
const THRESHOLDS: &[&str] = &[".irap.", ".capital_test.", ".non_operating."];

/// A plan with one item called `item`.
fn alone(item: Item) -> Draft {
    Draft {
        start: 1,
        minimum_cash: Cents(0),
        regime: String::new(),
        opening: None,
        items: vec![("item".to_owned(), item)],
    }
}

fn decimal(cents: Cents) -> Decimal {
    Decimal::new(i64::try_from(cents.0).expect("a small amount"), 2)
}
