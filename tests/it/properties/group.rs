//! Plans of several bodies with contracts between them: a foundation and two companies that let to
//! one another, hold one another, give and pay.

use cittadella_engine::calendar::Month;
use cittadella_engine::quantity::Decimal;
use cittadella_tests::{Reading, read, read_with};
use proptest::prelude::*;

use super::draft::{Cents, Draft, Item};
use super::draw::{cents, draft, item, month, one_of};
use super::{config, half_cents, same};

/// The bodies, in the order in which capital may flow: who is named earlier may hold a later one.
const NAMES: [&str; 3] = ["base", "hub", "lab"];

/// A plan of three bodies.
#[derive(Debug, Clone)]
struct Several {
    bodies: Vec<Draft>,
    contracts: Vec<(String, Item)>,
}

impl Several {
    fn text(&self) -> String {
        let mut text = self.bodies[0].plan();
        for (body, name) in self.bodies.iter().zip(NAMES) {
            let body = Draft {
                start: self.bodies[0].start,
                ..body.clone()
            };
            let stated = body.company(1).replace("hub", name);
            text += &stated.replace("item_", &format!("{name}_item_"));
        }
        let company = "[entities.base]\nname = 'Hub'\nkind = 'company'\nlegal_form = 'srl'\n";
        let foundation = "[entities.base]\nname = 'Base'\nkind = 'foundation'\n\
                          regime = 'commercial'\n";
        let mut text = text.replace(company, foundation);
        for (name, contract) in &self.contracts {
            let body = self.bodies[0].fill(contract, 1);
            text += &format!("[{}.{name}]\n{body}", contract.section);
        }
        text
    }

    /// The same plan without its leases.
    fn without(&self, section: &str) -> Several {
        let mut other = self.clone();
        other.contracts.retain(|(_, item)| item.section != section);
        other
    }
}

fn pair() -> impl Strategy<Value = (&'static str, &'static str)> {
    (0usize..3, 1usize..3).prop_map(|(one, step)| (NAMES[one], NAMES[(one + step) % 3]))
}

fn lease() -> impl Strategy<Value = Item> {
    const INVOICED: &[&str] = &[
        "monthly_in_advance",
        "quarterly_in_advance",
        "annual_in_advance",
        "monthly_in_arrears",
        "half_yearly_in_arrears",
    ];
    const VAT: &[&str] = &["standard", "exempt"];
    const INDEX: &[&str] = &["", "index = 'inflation'\nindex_share = '75%'\n"];
    let terms = (
        month(),
        0u32..7,
        0u32..5,
        prop::sample::select(&[0u32, 15, 30, 45][..]),
    );
    (pair(), cents(200_000), terms, one_of(INVOICED), one_of(VAT), one_of(INDEX)).prop_map(
        |((lessor, lessee), rent, (begins, free, deposit, days), invoiced, vat, index)| {
            let body = format!(
                "lessor = '{lessor}'\nlessee = '{lessee}'\nrent = {{ base = $, per = 'year' }}\n\
                 begins = '@{begins}@'\nrent_free_months = {free}\ndeposit_months = {deposit}\n\
                 invoiced = '{invoiced}'\nvat = 'vat.{vat}'\npaid_after_days = {days}\n{index}"
            );
            item("leases", body, rent)
        },
    )
}

/// Capital of a company, part of it paid by a body named before it.
fn holding() -> impl Strategy<Value = Item> {
    const HELD: &[(&str, &str)] = &[("base", "hub"), ("base", "lab"), ("hub", "lab")];
    let held = prop::sample::select(HELD);
    (held, cents(300_000), month(), 1u32..100).prop_map(|((holder, issuer), amount, at, share)| {
        let outside = 100 - share;
        let body = format!(
            "entity = '{issuer}'\npayments = {{ '@{at}@' = $ }}\n\
             holders = {{ {holder} = '{share}%', outsiders = '{outside}%' }}\n"
        );
        item("equity", body, amount)
    })
}

/// A fixed amount by twelfths or in one month, or a share of what the payer has earned.
fn contribution() -> impl Strategy<Value = Item> {
    let of = one_of(&["net_income", "value_of_production", "operating_result"]);
    let shape = (any::<bool>(), 1u32..13, 1u32..60, of);
    (pair(), cents(20_000), shape).prop_map(|((payer, payee), amount, shape)| {
        let (fixed, month, share, of) = shape;
        let between = format!("payer = '{payer}'\npayee = '{payee}'\n");
        if fixed {
            let body = format!("{between}amount = {{ base = $, per = 'year' }}\n");
            return item("contributions", body, amount);
        }
        let body = format!(
            "{between}share = '{share}%'\nof = {{ row = '{payer}.{of}' }}\nmonth = {month}\n"
        );
        Item {
            amounts: Vec::new(),
            ..item("contributions", body, amount)
        }
    })
}

fn dividend(company: &'static str) -> impl Strategy<Value = Item> {
    (5u32..13, 1u32..100).prop_map(move |(month, payout)| {
        let body = format!("entity = '{company}'\npayout = '{payout}%'\nmonth = {month}\n");
        Item {
            amounts: Vec::new(),
            ..item("dividends", body, Cents(0))
        }
    })
}

/// Three bodies with up to a dozen contracts between them.
fn several() -> impl Strategy<Value = Several> {
    let body = || {
        draft().prop_map(|mut body| {
            body.items.truncate(4);
            body
        })
    };
    let bodies = prop::collection::vec(body(), 3);
    let many = prop_oneof![lease(), holding(), contribution()];
    let contracts = prop::collection::vec(many, 0..7);
    let dividends = ["hub", "lab"].map(|company| prop::option::of(dividend(company)));
    (bodies, contracts, dividends).prop_map(|(bodies, contracts, dividends)| {
        let named = contracts.into_iter().chain(dividends.into_iter().flatten());
        let named = named.enumerate();
        let contracts = named.map(|(index, item)| (format!("contract_{index}"), item));
        Several {
            bodies,
            contracts: contracts.collect(),
        }
    })
}

/// Every check of the plan holds, the group's among them.
fn holds(reading: &Reading) -> Result<(), TestCaseError> {
    let group = reading.plan.group.as_ref();
    prop_assert!(group.is_some(), "a plan of several bodies has a group");
    for check in &reading.plan.checks {
        let failure = check.first_failure(&reading.grid);
        prop_assert_eq!(failure, None, "{:?}", check.label);
    }
    for month in 0..reading.plan.sheet.timeline().month_count() {
        let culprits =
            group.map(|group| group.culprits(&reading.plan.sheet, &reading.grid, Month(month)));
        prop_assert_eq!(culprits.unwrap_or_default(), vec![]);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    /// Every body and the group balance to 0.00 in every month, and whatever one of two bodies
    /// states of a contract the other mirrors; under any changes.
    #[test]
    fn a_group_balances(
        (plan, changes) in several().prop_flat_map(|plan| {
            let changes: Vec<&str> = plan.bodies.iter().flat_map(Draft::changes).collect();
            let mut once = changes.clone();
            once.sort_unstable();
            once.dedup();
            let most = once.len().min(3);
            (Just(plan), prop::sample::subsequence(once, 0..=most))
        })
    ) {
        let reading = read_with(&plan.text(), &changes);
        holds(&reading)?;
        for name in NAMES.iter().chain(&["group"]) {
            let assets = reading.months(&format!("{name}.balance_sheet.assets.total"));
            let liabilities = reading.months(&format!("{name}.balance_sheet.liabilities.total"));
            same(name, assets, liabilities, Decimal::ZERO)?;
        }
        let total = |word: &str| -> Vec<Decimal> {
            let rows = NAMES.map(|name| reading.months(&format!("{name}.{word}")));
            (0..rows[0].len()).map(|month| rows.iter().map(|row| row[month]).sum()).collect()
        };
        same("cash", reading.months("group.cash.closing"), &total("cash.closing"), Decimal::ZERO)?;
        let need = "uncovered_need.closing";
        same(need, reading.months(&format!("group.{need}")), &total(need), Decimal::ZERO)?;
        let own = reading.months("group.own.equity");
        let outside = reading.months("group.minority.equity");
        let both: Vec<Decimal> = own.iter().zip(outside).map(|(own, outside)| own + outside).collect();
        same("equity", &both, reading.months("group.balance_sheet.liabilities.A.total"), Decimal::ZERO)?;
    }

    /// Towards outside a lease does not exist: what the group sells is what its bodies sell without
    /// their leases.
    #[test]
    fn a_lease_within_the_group_sells_nothing(plan in several()) {
        let (with, without) = (read(&plan.text()), read(&plan.without("leases").text()));
        let sold = |reading: &Reading| reading.months("group.income_statement.A").to_vec();
        same("revenue", &sold(&with), &sold(&without), Decimal::ZERO)?;
    }

    /// The order in which a file states contracts and items changes no value; but for capital, by
    /// whose order the cents of a dividend are dealt out.
    #[test]
    fn order_does_not_matter_to_a_group(plan in several()) {
        let mut other = plan.clone();
        for items in other.bodies.iter_mut().map(|body| &mut body.items).chain([&mut other.contracts]) {
            items.reverse();
            let (mut capital, rest): (Vec<_>, Vec<_>) =
                items.drain(..).partition(|(_, item)| item.section == "equity");
            capital.reverse();
            items.extend(capital.into_iter().chain(rest));
        }
        let (one, other) = (read(&plan.text()), read(&other.text()));
        let keys = super::row_keys(&one);
        prop_assert_eq!(keys.len(), super::row_keys(&other).len());
        for key in keys.iter().filter(|key| !super::added_up(key)) {
            same(key, one.months(key), other.months(key), Decimal::ZERO)?;
        }
    }

    /// A lease stated in two parts: the group's revenue does not move at all. What falls out of a year
    /// moves by at most half a cent for each amount rounded: three rents, each at the end of the
    /// fiscal year before, at its anniversary and at the end of the year.
    #[test]
    fn a_lease_may_be_stated_in_parts(plan in several(), lease in lease(), percent in 1u64..99) {
        let parts = |parts: &[Cents]| {
            let mut plan = plan.clone();
            for (index, amount) in parts.iter().enumerate() {
                let part = Item { amounts: vec![*amount], ..lease.clone() };
                plan.contracts.push((format!("part_{index}"), part));
            }
            read(&plan.text())
        };
        let whole = lease.amounts[0];
        let first = Cents(whole.0 * percent / 100);
        let (one, two) = (parts(&[whole]), parts(&[first, Cents(whole.0 - first.0)]));
        holds(&two)?;
        let sold = "group.income_statement.A";
        same(sold, one.months(sold), two.months(sold), Decimal::ZERO)?;
        let out = "group.eliminations.income_statement.A1";
        same(out, &one.years(out), &two.years(out), half_cents(9))?;
    }
}
