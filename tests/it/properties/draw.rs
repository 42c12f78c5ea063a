//! How drafts are drawn: items of every kind, with the numbers that make trouble.

use proptest::prelude::*;

use super::draft::{Cents, Draft, Item};

const VAT: &[&str] = &["standard", "reduced", "exempt"];
const FREQUENCIES: &[&str] = &["monthly", "quarterly", "half_yearly", "annual"];
const HUB: &str = "entity = 'hub'\n";

pub(super) fn item(section: &'static str, body: String, amount: Cents) -> Item {
    Item {
        section,
        body,
        amounts: vec![amount],
    }
}

/// From one cent to this many euro.
pub(super) fn cents(most_euro: u64) -> impl Strategy<Value = Cents> {
    (1..most_euro * 100).prop_map(Cents)
}

/// A month of the plan's first two years, counted from 0.
pub(super) fn month() -> std::ops::Range<u32> {
    0..24
}

pub(super) fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(words)
}

fn days() -> impl Strategy<Value = u32> {
    prop::sample::select(&[0u32, 15, 30, 45, 60, 90, 100][..])
}

/// The last two lines of whatever is invoiced.
fn invoiced() -> impl Strategy<Value = String> {
    (days(), one_of(VAT))
        .prop_map(|(days, vat)| format!("paid_after_days = {days}\nvat = 'vat.{vat}'\n"))
}

fn space() -> impl Strategy<Value = Item> {
    const PER: &[&str] = &["m2/year", "unit/month", "unit/year", "day"];
    let let_out = (1u32..60, 5u32..200, cents(300), one_of(PER), month());
    let filling = (0u32..50, 50u32..100, 1u32..30, one_of(&["linear", "s"]));
    let charges = one_of(&[
        "",
        "service_charge = { base = 37.31, per = 'm2/year' }\n",
        "turnover = { each = 91_237.45, share = '3.7%', above = 60_000 }\n",
    ]);
    (let_out, filling, charges, invoiced()).prop_map(|(let_out, filling, charges, invoiced)| {
        let (units, area, price, per, opens) = let_out;
        let (initial, full, ramp, curve) = filling;
        let body = format!(
            "{HUB}units = {units}\narea_m2 = {area}\nprice = {{ base = $, per = '{per}' }}\n\
             opens = '@{opens}@'\nindex = 'inflation'\noccupancy = {{ initial = '{initial}%', \
             full = '{full}%', ramp_months = {ramp}, curve = '{curve}' }}\n{charges}{invoiced}"
        );
        item("spaces", body, price)
    })
}

/// A service without direct cost, so that its revenue is all that it moves.
pub(super) fn service() -> impl Strategy<Value = Item> {
    (cents(200_000), month(), invoiced()).prop_map(|(revenue, begins, invoiced)| {
        let body = format!(
            "{HUB}revenue = {{ base = $, per = 'year' }}\nbegins = '@{begins}@'\n{invoiced}"
        );
        item("services", body, revenue)
    })
}

fn service_with_cost() -> impl Strategy<Value = Item> {
    (service(), 0u32..90).prop_map(|(mut service, share)| {
        let split = share.is_multiple_of(3);
        service.body += &format!("direct_cost = '{share}%'\nsplit_payment = {split}\n");
        service
    })
}

fn staff() -> impl Strategy<Value = Item> {
    let contract = one_of(&["permanent", "fixed_term"]);
    let index = one_of(&["", "index = 'inflation'\n"]);
    (1u32..5, cents(60_000), contract, index).prop_map(|(headcount, salary, contract, index)| {
        let body = format!(
            "{HUB}headcount = {headcount}\ngross_salary = $\ncontract = '{contract}'\n{index}"
        );
        item("staff", body, salary)
    })
}

fn cost() -> impl Strategy<Value = Item> {
    let account = one_of(&["B6'", "B8'", "B14'", "B7'\nvat_mode = 'reverse_charge'"]);
    (
        cents(30_000),
        one_of(&["month", "year"]),
        account,
        invoiced(),
    )
        .prop_map(|(amount, per, account, invoiced)| {
            let body = format!(
                "{HUB}amount = {{ base = $, per = '{per}' }}\naccount = '{account}\n{invoiced}"
            );
            item("costs", body, amount)
        })
}

fn property_tax() -> impl Strategy<Value = Item> {
    (cents(60_000), month()).prop_map(|(amount, begins)| {
        let body = format!(
            "{HUB}kind = 'imu'\namount = {{ base = $, per = 'year' }}\nbegins = '@{begins}@'\n"
        );
        item("costs", body, amount)
    })
}

fn capex() -> impl Strategy<Value = Item> {
    let spend = (month(), 1u32..9, one_of(&["linear", "s"]));
    (cents(500_000), spend, 0u32..9, 3u32..40, invoiced()).prop_map(
        |(amount, (at, months, curve), wait, rate, invoiced)| {
            let in_use = at + wait;
            let body = format!(
                "{HUB}amount = $\nspend = {{ at = '@{at}@', months = {months}, \
                 curve = '{curve}' }}\nin_use = '@{in_use}@'\ndepreciation = '{rate}%'\n{invoiced}"
            );
            item("capex", body, amount)
        },
    )
}

/// A term loan.
pub(super) fn loan() -> impl Strategy<Value = Item> {
    let count = one_of(&["30/360", "act/360", "act/365"]);
    let shape = (
        one_of(&["french", "italian", "bullet"]),
        1u32..4,
        one_of(FREQUENCIES),
    );
    (cents(400_000), month(), 0u32..900, count, shape).prop_map(
        |(amount, at, rate, count, (kind, years, frequency))| {
            let rate = format!("{}.{:02}", rate / 100, rate % 100);
            let body = format!(
                "borrower = 'hub'\nkind = 'term'\namount = $\ndraw = {{ '@{at}@' = $ }}\n\
                 rate = {{ fixed = '{rate}%', day_count = '{count}' }}\nrepayment = {{ \
                 kind = '{kind}', years = {years}, frequency = '{frequency}' }}\n"
            );
            Item {
                amounts: vec![amount, amount],
                ..item("loans", body, amount)
            }
        },
    )
}

/// A term loan with a rate that moves, time of interest alone, fees and a reserve account.
fn floating_loan() -> impl Strategy<Value = Item> {
    let count = one_of(&["30/360", "act/360", "act/365"]);
    let plan = (
        one_of(&["fixed_plan", "recomputed"]),
        1u32..4,
        one_of(FREQUENCIES),
    );
    let rate = (0u32..500, one_of(FREQUENCIES), count);
    let reserve = (1u32..13, month(), month());
    (cents(400_000), 0u32..12, rate, plan, reserve).prop_map(
        |(amount, at, (spread, reset, count), (instalment, years, frequency), reserve)| {
            let (months, from, until) = (reserve.0, reserve.1, reserve.2.max(at + 1));
            let spread = format!("{}.{:02}", spread / 100, spread % 100);
            let body = format!(
                "borrower = 'hub'\ndraw = {{ '@{at}@' = $ }}\nrate = {{ index = 'inflation', \
                 spread = '{spread}%', floor = '1%', reset = '{reset}', day_count = '{count}' }}\n\
                 interest_only_until = '@{until}@'\nrepayment = {{ kind = 'french', \
                 years = {years}, frequency = '{frequency}', instalment = '{instalment}' }}\n\
                 fees = {{ upfront = '0.83%', commitment = '0.4%' }}\n\
                 reserve_months = {months}\nreserve_from = '@{from}@'\n"
            );
            item("loans", body, amount)
        },
    )
}

/// A bond that matures in the plan or after it.
fn bond() -> impl Strategy<Value = Item> {
    let shape = (one_of(&["bullet", "amortising"]), one_of(FREQUENCIES));
    let numbers = (900u32..1001, 0u32..900, 0u32..30);
    (cents(300_000), month(), 1u32..60, numbers, shape).prop_map(
        |(amount, at, life, (price, coupon, costs), (repayment, frequency))| {
            let matures = at + life;
            let (price, costs) = (
                format!("{}.{}", price / 10, price % 10),
                format!("{}.{}", costs / 10, costs % 10),
            );
            let coupon = format!("{}.{:02}", coupon / 100, coupon % 100);
            let body = format!(
                "issuer = 'hub'\namount = $\nissued = '@{at}@'\nissue_price = '{price}%'\n\
                 coupon = '{coupon}%'\nfrequency = '{frequency}'\nmatures = '@{matures}@'\n\
                 repayment = '{repayment}'\nissue_costs = '{costs}%'\n"
            );
            item("bonds", body, amount)
        },
    )
}

fn grant() -> impl Strategy<Value = Item> {
    (cents(100_000), one_of(FREQUENCIES), 0u32..13).prop_map(|(amount, claims, lag)| {
        let body = format!(
            "{HUB}kind = 'operating'\namount = $\nclaims = '{claims}'\npaid_after_months = {lag}\n"
        );
        item("grants", body, amount)
    })
}

/// The terms of a grant on what an item spends; which item is for the draft to say.
fn covering() -> impl Strategy<Value = (Item, usize)> {
    let advance = (one_of(&["absorb_first", "proportional"]), month(), 0u32..60);
    let claims = (one_of(FREQUENCIES), 0u32..13, 50u32..101);
    let ending = (month(), 0u32..40, prop::option::of(6u32..40));
    let drawn = (cents(200_000), 1u32..101, any::<bool>(), 0usize..9);
    (drawn, advance, claims, ending).prop_map(|(drawn, advance, claims, ending)| {
        let ((amount, intensity, dated, which), (recovery, at, share)) = (drawn, advance);
        let ((claims, lag, interim), (last, revoked, deadline)) = (claims, ending);
        let deadline = deadline.map_or(String::new(), |at| format!("deadline = '@{at}@'\n"));
        let paid = if dated {
            format!("payments = {{ '@{at}@' = $ }}\n")
        } else {
            format!(
                "amount = $\nadvance = {{ share = '{share}%', at = '@{at}@', recovery = \
                 '{recovery}' }}\nclaims = '{claims}'\npaid_after_months = {lag}\n\
                 interim_up_to = '{interim}%'\nfinal_after = '@{last}@'\n\
                 revoked = '{revoked}%'\n{deadline}"
            )
        };
        let body = format!("{HUB}intensity = '{intensity}%'\n{paid}");
        (item("grants", body, amount), which)
    })
}

/// A grant that covers one of a draft's items that spend; none where it has none.
fn on_spending((mut grant, which): (Item, usize), items: &[Item]) -> Option<Item> {
    let spends = |(_, item): &(usize, &Item)| matches!(item.section, "capex" | "costs" | "staff");
    let spending: Vec<(usize, &Item)> = items.iter().enumerate().filter(spends).collect();
    let (index, item) = spending.get(which % spending.len().max(1))?;
    let kind = if item.section == "capex" {
        "capital"
    } else {
        "operating"
    };
    let covers = format!("covers = ['{}.item_{index}']", item.section);
    grant.body += &format!("kind = '{kind}'\n{covers}\n");
    Some(grant)
}

fn equity() -> impl Strategy<Value = Item> {
    (cents(300_000), month()).prop_map(|(amount, at)| {
        item(
            "equity",
            format!("{HUB}payments = {{ '@{at}@' = $ }}\n"),
            amount,
        )
    })
}

fn flow() -> impl Strategy<Value = Item> {
    const WAYS: &[(&str, &str)] = &[
        ("A5", "receipts"),
        ("A1", "receipts"),
        ("B14", "payments"),
        ("B7", "payments"),
    ];
    (
        cents(50_000),
        month(),
        prop::sample::select(WAYS),
        one_of(VAT),
    )
        .prop_map(|(amount, at, (account, direction), vat)| {
            let body = format!(
                "{HUB}account = '{account}'\n{direction} = {{ '@{at}@' = $ }}\nvat = 'vat.{vat}'\n"
            );
            item("flows", body, amount)
        })
}

fn revolver() -> impl Strategy<Value = Item> {
    (cents(100_000), 1u32..9).prop_map(|(limit, rate)| {
        let body = format!(
            "borrower = 'hub'\nkind = 'revolving'\nlimit = $\n\
             rate = {{ fixed = '{rate}%', day_count = 'act/360' }}\n"
        );
        item("loans", body, limit)
    })
}

/// What the law lets the company choose, or asks of it.
fn regime() -> impl Strategy<Value = String> {
    let refund = one_of(&["", "vat_refund = { years = 'every' }\n"]);
    let advances = one_of(&["", "isa = true\n", "pro_rata = { provisional = '83%' }\n"]);
    let losses = one_of(&["", "new_activity = false\n"]);
    (refund, advances, losses)
        .prop_map(|(refund, advances, losses)| [refund, advances, losses].concat())
}

/// A plan with up to a dozen items of every kind, and some of the changes that it can bear.
pub(super) fn changed_draft() -> impl Strategy<Value = (Draft, Vec<&'static str>)> {
    draft().prop_flat_map(|draft| {
        let changes = draft.changes();
        let most = changes.len().min(4);
        (Just(draft), prop::sample::subsequence(changes, 0..=most))
    })
}

/// A plan with up to a dozen items of every kind.
pub(super) fn draft() -> impl Strategy<Value = Draft> {
    let business = prop_oneof![
        space(),
        service_with_cost(),
        staff(),
        cost(),
        property_tax(),
        capex(),
        flow()
    ];
    let funding = prop_oneof![grant(), equity(), loan(), floating_loan(), bond()];
    let items = (
        prop::collection::vec(business, 1..9),
        prop::collection::vec(funding, 0..5),
        prop::option::of(revolver()),
        prop::collection::vec(covering(), 0..3),
    );
    let start = prop::sample::select(&[1u32, 4, 9, 12][..]);
    let opening = prop::option::of((cents(100_000), cents(30_000)));
    let regime = (regime(), start);
    (regime, cents(20_000), opening, items).prop_map(|(regime, minimum_cash, opening, items)| {
        let (regime, start) = regime;
        let (business, funding, revolver, covering) = items;
        let items = business.into_iter().chain(funding).chain(revolver);
        let mut items: Vec<Item> = items.collect();
        let grants = covering.into_iter();
        let grants: Vec<Item> = grants
            .filter_map(|grant| on_spending(grant, &items))
            .collect();
        items.extend(grants);
        Draft {
            start,
            minimum_cash,
            regime,
            opening,
            items: items
                .into_iter()
                .enumerate()
                .map(|(index, item)| (format!("item_{index}"), item))
                .collect(),
        }
    })
}

/// A plan in which every posting is a whole number of cents before it is rounded: amounts are
/// multiples of 1,200 euro, terms of payment whole or half months.
pub(super) fn linear() -> impl Strategy<Value = Draft> {
    let even = |most: u64| (1..most).prop_map(|times| Cents(times * 120_000));
    let terms = || (prop::sample::select(&[0u32, 15, 30, 45][..]), one_of(VAT));
    let sale = (even(80), month(), terms()).prop_map(|(amount, begins, (days, vat))| {
        let body = format!(
            "{HUB}revenue = {{ base = $, per = 'year' }}\nbegins = '@{begins}@'\n\
             paid_after_days = {days}\nvat = 'vat.{vat}'\n"
        );
        item("services", body, amount)
    });
    let purchase = (even(40), terms()).prop_map(|(amount, (days, vat))| {
        let body = format!(
            "{HUB}amount = {{ base = $, per = 'year' }}\npaid_after_days = {days}\n\
             vat = 'vat.{vat}'\n"
        );
        item("costs", body, amount)
    });
    let paid_in = (even(200), month()).prop_map(|(amount, at)| {
        item(
            "equity",
            format!("{HUB}payments = {{ '@{at}@' = $ }}\n"),
            amount,
        )
    });
    let any = prop_oneof![sale, purchase, paid_in];
    (
        prop::collection::vec(any, 1..7),
        prop::option::of((even(50), even(20))),
    )
        .prop_map(|(items, opening)| Draft {
            start: 1,
            minimum_cash: Cents(0),
            regime: String::new(),
            opening,
            items: items
                .into_iter()
                .enumerate()
                .map(|(index, item)| (format!("item_{index}"), item))
                .collect(),
        })
}
