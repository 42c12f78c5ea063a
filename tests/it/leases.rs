//! Rents by another path: what a bookkeeper would write down event by event, against what the plan
//! computes by formulas, for leases that nobody wrote.

use cittadella_engine::quantity::{Decimal, to_cents};
use cittadella_tests::{Reading, read_with};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The months computed: three years.
const MONTHS: usize = 36;
const PERIODS: &[(&str, usize)] = &[
    ("monthly", 1),
    ("quarterly", 3),
    ("half_yearly", 6),
    ("annual", 12),
];

/// A lease as drawn.
#[derive(Debug, Clone)]
struct Lease {
    cents: i64,
    /// The first month, from 0.
    begins: usize,
    free: usize,
    /// Months, from 0, and percents, in order.
    steps: Vec<(usize, u32)>,
    index_share: u32,
    /// Tenths of a percent for each year.
    inflation: [i32; 3],
    period: (&'static str, usize),
    in_advance: bool,
    days: usize,
    deposit: u32,
}

fn lease() -> impl Strategy<Value = Lease> {
    let terms = (1i64..500_000_000, 0usize..20, 0usize..9);
    let steps = prop::collection::btree_map(0usize..30, 1u32..=100, 0..4);
    let index = (0u32..=100, prop::array::uniform3(-30i32..80));
    let invoices = (prop::sample::select(PERIODS), any::<bool>());
    let paid = (prop::sample::select(&[0usize, 30, 60][..]), 0u32..7);
    (terms, steps, index, invoices, paid).prop_map(|(terms, steps, index, invoices, paid)| {
        let ((cents, begins, free), (index_share, inflation)) = (terms, index);
        let ((period, in_advance), (days, deposit)) = (invoices, paid);
        Lease {
            cents,
            begins,
            free,
            steps: steps.into_iter().collect(),
            index_share,
            inflation,
            period,
            in_advance,
            days,
            deposit,
        }
    })
}

fn month(position: usize) -> String {
    format!("{}-{:02}", 2024 + position / 12, position % 12 + 1)
}

impl Lease {
    fn rent(&self) -> Decimal {
        Decimal::new(self.cents, 2)
    }

    fn text(&self) -> String {
        let body = |name: &str| {
            format!(
                "[entities.{name}]\nname = '{name}'\nkind = 'company'\nlegal_form = 'srl'\n\
                 founded = '2024-01'\n"
            )
        };
        let rates = self.inflation.map(|tenths| format!("'{}%'", tenth(tenths)));
        let steps = self.steps.iter().map(|(at, share)| {
            let at = month(*at);
            format!("{{ at = '{at}', share = '{share}%' }}")
        });
        let steps = steps.collect::<Vec<_>>().join(", ");
        let steps = if steps.is_empty() {
            String::new()
        } else {
            format!("steps = [{steps}]\n")
        };
        let timing = if self.in_advance {
            "advance"
        } else {
            "arrears"
        };
        format!(
            "[plan]\nname = 'Leases'\nstart = '2024-01'\nyears = 3\n\
             [indices.foi]\nyearly = [{}]\n{}{}[leases.campus]\nlessor = 'owner'\n\
             lessee = 'hub'\nrent = {{ base = {}, per = 'year' }}\nbegins = '{}'\n\
             rent_free_months = {}\n{steps}index = 'foi'\nindex_share = '{}%'\n\
             invoiced = '{}_in_{timing}'\ndeposit_months = {}\nvat = 'vat.standard'\n\
             paid_after_days = {}\n",
            rates.join(", "),
            body("owner"),
            body("hub"),
            self.rent(),
            month(self.begins),
            self.free,
            self.index_share,
            self.period.0,
            self.deposit,
            self.days,
        )
    }

    /// The share of the full rent that is due in a month.
    fn share(&self, month: usize) -> Decimal {
        if month < self.begins + self.free {
            return Decimal::ZERO;
        }
        let mut reached = self.steps.iter().filter(|(at, _)| *at <= month);
        match reached.next_back() {
            Some((_, percent)) => Decimal::new(i64::from(*percent), 2),
            None if self.steps.is_empty() => Decimal::ONE,
            None => Decimal::ZERO,
        }
    }

    /// The full rent of a year in each month, by the levels of the index at each month's end.
    fn full_rents(&self, levels: &[Decimal]) -> Vec<Decimal> {
        let level = |after: usize| match after {
            0 => Decimal::ONE,
            after => levels[after - 1],
        };
        let mut factor = Decimal::ONE;
        let rents = (0..MONTHS).map(|month| {
            if month > self.begins && (month - self.begins).is_multiple_of(12) {
                let change = level(month) / level(month - 12) - Decimal::ONE;
                let part = Decimal::new(i64::from(self.index_share), 2);
                factor *= Decimal::ONE + part * change.max(Decimal::ZERO);
            }
            to_cents(self.rent() * factor)
        });
        rents.collect()
    }
}

fn tenth(tenths: i32) -> Decimal {
    Decimal::new(i64::from(tenths), 1)
}

/// A rent as a bookkeeper follows it: the months due, and the invoices written.
struct Book {
    rent: Vec<Decimal>,
    invoiced: Vec<Decimal>,
}

impl Book {
    /// Writes down a lease. Every year of the contract is added up unrounded, and what is written
    /// in a month is what the rounded sum has grown by.
    fn of(lease: &Lease, full: &[Decimal]) -> Book {
        let twelfth = |month: usize| full[month] * lease.share(month) / Decimal::from(12);
        let (mut rent, mut invoiced) = (Vec::new(), Vec::new());
        let (mut due, mut billed) = (Running::default(), Running::default());
        let mut not_billed = Decimal::ZERO;
        for month in 0..MONTHS {
            let Some(since) = month.checked_sub(lease.begins) else {
                rent.push(Decimal::ZERO);
                invoiced.push(Decimal::ZERO);
                continue;
            };
            if since.is_multiple_of(12) {
                (due, billed) = (Running::default(), Running::default());
            }
            let accrued = due.add(twelfth(month));
            rent.push(accrued);
            not_billed += accrued;
            let passed = since % lease.period.1;
            let left = Decimal::from(lease.period.1 - passed);
            let bill = if !lease.in_advance {
                let bill = if left == Decimal::ONE {
                    not_billed
                } else {
                    Decimal::ZERO
                };
                not_billed -= bill;
                bill
            } else if passed == 0 {
                billed.add(left * twelfth(month))
            } else {
                billed.add(left * (twelfth(month) - twelfth(month - 1)))
            };
            invoiced.push(bill);
        }
        Book { rent, invoiced }
    }
}

/// A sum of which only the cents are written down.
#[derive(Default)]
struct Running(Decimal);

impl Running {
    /// Adds an amount; the cents by which the rounded sum grows.
    fn add(&mut self, amount: Decimal) -> Decimal {
        let before = to_cents(self.0);
        self.0 += amount;
        to_cents(self.0) - before
    }
}

fn paid_later(amounts: &[Decimal], months: usize) -> Vec<Decimal> {
    let arrived = |month: usize| month.checked_sub(months).map(|from| amounts[from]);
    (0..MONTHS)
        .map(|month| arrived(month).unwrap_or_default())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        rng_seed: RngSeed::Fixed(2024),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// The plan writes in the books of both what a bookkeeper would, to the cent.
    #[test]
    fn a_lease_is_what_a_bookkeeper_writes(lease in lease()) {
        let reading = read_with(&lease.text(), &[]);
        let full = lease.full_rents(reading.months("indices.foi.level"));
        let book = Book::of(&lease, &full);
        let row = |word: &str| reading.months(&format!("leases.campus.{word}")).to_vec();
        prop_assert_eq!(row("full_rent"), full.clone());
        prop_assert_eq!(row("rent"), book.rent.clone());
        prop_assert_eq!(row("rent_invoiced"), book.invoiced.clone());
        let gross: Vec<Decimal> = book.invoiced.iter()
            .map(|net| net + to_cents(net * Decimal::new(22, 2)))
            .collect();
        prop_assert_eq!(row("paid"), paid_later(&gross, lease.days / 30));
        let deposit = to_cents(full[lease.begins] * Decimal::from(lease.deposit) / Decimal::from(12));
        prop_assert_eq!(row("deposit").iter().sum::<Decimal>(), deposit);
        mirrored(&reading, &book)?;
        for check in &reading.plan.checks {
            prop_assert_eq!(check.first_failure(&reading.grid), None, "{:?}", check.label);
        }
    }
}

/// Income of the one is cost of the other; so are claims and debts.
fn mirrored(reading: &Reading, book: &Book) -> Result<(), TestCaseError> {
    let months = |key: &str| reading.months(key).to_vec();
    prop_assert_eq!(months("owner.income_statement.A1"), book.rent.clone());
    prop_assert_eq!(months("hub.income_statement.B8"), book.rent.clone());
    for (owner, hub) in [
        ("affiliate_receivables", "affiliate_payables"),
        ("deposits_received", "deposits_paid"),
    ] {
        let (owner, hub) = (
            format!("owner.{owner}.closing"),
            format!("hub.{hub}.closing"),
        );
        prop_assert_eq!(months(&owner), months(&hub));
    }
    Ok(())
}
