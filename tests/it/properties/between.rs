//! Capital, dividends and contributions between bodies, drawn at random.

use cittadella_engine::quantity::Decimal;
use cittadella_tests::{Reading, read};
use proptest::prelude::*;

use super::draft::{Cents, Draft};
use super::draw::draft;
use super::{config, same};

/// Contracts between two companies, `hub` and `lab`, and a foundation.
#[derive(Debug, Clone)]
struct Ties {
    /// Calls of the lab's capital, each some months after the start.
    calls: Vec<(u32, Cents)>,
    /// The shares of foundation and hub in hundredths of a percent; the rest is outside.
    shares: (u32, u32),
    /// Payout of the lab and of the hub in percent, month of both, whether a lock-up binds.
    dividends: (u32, u32, u32, bool),
    /// The share of the hub's result that the foundation receives, in percent, and the month.
    agreement: (u32, u32),
    /// What the lab gives the hub a year, and the fee of each of seven members.
    gifts: (Cents, Cents),
    endowment: Cents,
}

fn cents(most_euro: u64) -> impl Strategy<Value = Cents> {
    (1..most_euro * 100).prop_map(Cents)
}

fn ties() -> impl Strategy<Value = Ties> {
    (
        prop::collection::vec((0u32..24, cents(300_000)), 1..4),
        (1u32..5_000, 1u32..5_000),
        (0u32..=100, 0u32..=100, 4u32..=12, any::<bool>()),
        (0u32..=100, 1u32..=12),
        (cents(20_000), cents(900)),
        cents(60_000),
    )
        .prop_map(
            |(calls, shares, dividends, agreement, gifts, endowment)| Ties {
                calls,
                shares,
                dividends,
                agreement,
                gifts,
                endowment,
            },
        )
}

impl Ties {
    /// The sections that state them, in a plan that starts as the draft does.
    fn text(&self, draft: &Draft) -> String {
        let mut calls = std::collections::BTreeMap::new();
        for (month, amount) in &self.calls {
            calls.insert(draft.month(*month), amount.text(1));
        }
        let calls: Vec<String> = calls
            .iter()
            .map(|(month, amount)| format!("'{month}' = {amount}"))
            .collect();
        let (foundation, hub) = self.shares;
        let percent = |share: u32| format!("{}.{:02}%", share / 100, share % 100);
        let (lab_payout, hub_payout, month, locked) = self.dividends;
        let lock_up = if locked {
            "lock_up = { dscr = 1.1 }\n"
        } else {
            ""
        };
        let (share, paid_in) = self.agreement;
        let (gift, fee) = (self.gifts.0.text(1), self.gifts.1.text(1));
        let (start, endowment) = (draft.month(0), self.endowment.text(1));
        let calls = calls.join(", ");
        format!(
            "[entities.foundation]\nkind = 'foundation'\n\
             [equity.endowment]\nentity = 'foundation'\npayments = {{ '{start}' = {endowment} }}\n\
             [equity.ties]\nentity = 'lab'\npayments = {{ {calls} }}\n\
             holders = {{ foundation = '{}', others = '{}', hub = '{}' }}\n\
             [dividends.lab]\nentity = 'lab'\npayout = '{lab_payout}%'\nmonth = {month}\n{lock_up}\
             [dividends.hub]\nentity = 'hub'\npayout = '{hub_payout}%'\nmonth = {month}\n\
             [contributions.agreement]\npayer = 'hub'\npayee = 'foundation'\nshare = '{share}%'\n\
             of = {{ row = 'hub.net_income' }}\nmonth = {paid_in}\n\
             [contributions.gift]\npayer = 'lab'\npayee = 'hub'\n\
             amount = {{ base = {gift}, per = 'year' }}\n\
             [contributions.fees]\npayer = 'outside'\npayee = 'foundation'\nmembers = 7\nmonth = 2\n\
             amount = {{ base = {fee}, per = 'member/year' }}\n",
            percent(foundation),
            percent(10_000 - foundation - hub),
            percent(hub),
        )
    }
}

fn total(reading: &Reading, keys: &[&str]) -> Vec<Decimal> {
    let rows: Vec<&[Decimal]> = keys.iter().map(|key| reading.months(key)).collect();
    let months = 0..rows[0].len();
    months
        .map(|month| rows.iter().map(|row| row[month]).sum())
        .collect()
}

proptest! {
    #![proptest_config(config())]

    /// Every balance sheet balances, the group's too; what one body owes another is what the other
    /// claims; calls and dividends add up over the holders to the cent.
    #[test]
    fn bodies_that_own_and_pay_one_another_balance(
        (hub, lab) in (draft(), draft()),
        ties in ties(),
    ) {
        let reading = read(&(hub.beside(&lab) + &ties.text(&hub)));
        for check in &reading.plan.checks {
            prop_assert_eq!(check.first_failure(&reading.grid), None, "{:?}", check.label);
        }
        let of_holder = |word: &str| -> Vec<String> {
            let holders = ["foundation", "others", "hub"];
            holders.iter().map(|holder| format!("equity.ties.{holder}.{word}")).collect()
        };
        let names = of_holder("paid");
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        same("calls", &total(&reading, &names), reading.months("equity.ties.paid"), Decimal::ZERO)?;
        let held = reading.months("equity.ties.hub.capital");
        same("holding", held, reading.months("hub.holdings.closing"), Decimal::ZERO)?;
        for company in ["hub", "lab"] {
            let of = |word: &str| reading.months(&format!("dividends.{company}.{word}"));
            let paid = reading.months(&format!("{company}.cash.dividends_paid"));
            same("dividends", of("amount"), paid, Decimal::ZERO)?;
            for (month, amount) in of("amount").iter().enumerate() {
                prop_assert!(*amount >= Decimal::ZERO && *amount <= of("distributable")[month]);
            }
        }
    }

    /// What was received out of money that was not there is never more than what was received, nor
    /// than the need that the payer raised.
    #[test]
    fn money_not_found_is_bounded((hub, lab) in (draft(), draft()), ties in ties()) {
        let reading = read(&(hub.beside(&lab) + &ties.text(&hub)));
        for (payee, payer) in [("foundation", "hub"), ("hub", "lab"), ("lab", "foundation")] {
            let of = |word: &str| {
                reading.months(&format!("{payee}.money_not_found.{payer}.{word}"))
            };
            let raised = reading.months(&format!("{payer}.cash.need_raised"));
            for (month, not_found) in of("not_found").iter().enumerate() {
                let received = of("received")[month];
                prop_assert_eq!(*not_found, received.min(raised[month]), "month {}", month + 1);
            }
        }
    }
}
