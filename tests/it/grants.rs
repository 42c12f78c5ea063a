//! Capital grants by a second path: claims added up on paper, month by month, from the spending
//! curves alone.

use cittadella_engine::calendar::YearMonth;
use cittadella_engine::evaluate::Case;
use cittadella_engine::explain::{Cause, explain};
use cittadella_engine::model::Alert;
use cittadella_engine::quantity::{Decimal, to_cents};
use cittadella_engine::wording::Language;
use cittadella_tests::{Reading, read_with};

/// The building of the campus and its grant, in a company of its own.
const CAMPUS: &str = "
[plan]
name = 'Grant'
start = '2023-01'
years = 5
tail_months = 36
[entities.owner]
name = 'Owner'
kind = 'company'
legal_form = 'srl'
founded = '2023-01'
[equity.owner]
entity = 'owner'
payments = { '2023-01' = 100_000_000 }
[milestones.lot_1_opens]
date = '2024-07'
[milestones.lot_2_opens]
date = '2025-10'
[capex.lot_1]
entity = 'owner'
amount = 66_000_000
spend = { at = '2023-03', months = 16, curve = 's', delayed_with = 'milestones.lot_1_opens' }
in_use = { at = 'milestones.lot_1_opens' }
depreciation = '3%'
account = 'B.II.1'
vat = 'vat.reduced'
[capex.lot_2]
entity = 'owner'
amount = 85_000_000
spend = { at = '2024-03', months = 19, curve = 's', delayed_with = 'milestones.lot_2_opens' }
in_use = { at = 'milestones.lot_2_opens' }
depreciation = '3%'
account = 'B.II.1'
vat = 'vat.reduced'
[capex.design]
entity = 'owner'
amount = 12_000_000
spend = { at = '2023-01', months = 33 }
in_use = { at = 'milestones.lot_1_opens' }
depreciation = '3%'
account = 'B.II.1'
vat = 'vat.standard'
[grants.pnrr]
entity = 'owner'
kind = 'capital'
covers = ['capex.lot_1', 'capex.lot_2', 'capex.design']
amount = 72_000_000
intensity = '45%'
advance = { share = '10%', at = '2023-04', recovery = 'absorb_first' }
claims = 'quarterly'
interim_up_to = '90%'
final_after = { at = 'milestones.lot_2_opens', plus_months = 3 }
paid_after_months = { base = 4, discrete = [[3, '30%'], [4, '30%'], [8, '30%'], [14, '10%']] }
deadline = '2026-08'
revoked = { base = '0%', bernoulli = { probability = '3%', impact = '25%' } }
";

const MONTHS: usize = 96;

fn euro(amount: i64) -> Decimal {
    Decimal::from(amount)
}

/// Months from the plan's first one.
fn position(month: &str) -> usize {
    let month: YearMonth = month.parse().expect("a month");
    let years = usize::try_from(month.year() - 2023).expect("a month of the plan");
    years * 12 + usize::try_from(month.month_of_year()).expect("a month") - 1
}

/// What has been spent to date in each month, along `p` or `p² (3 − 2p)`.
fn spent(amount: i64, at: &str, months: i64, s_curve: bool) -> Vec<Decimal> {
    let start = position(at);
    let to_date = (0..MONTHS).map(|month| {
        let elapsed = (month + 1).saturating_sub(start);
        let elapsed = Decimal::from(elapsed).min(euro(months));
        let p = elapsed / euro(months);
        let shape = if s_curve {
            p * p * (euro(3) - euro(2) * p)
        } else {
            p
        };
        to_cents(euro(amount) * shape)
    });
    to_date.collect()
}

/// The terms that the cases vary.
struct Terms {
    /// Delay of both lots.
    delay: i64,
    lag: usize,
    revoked: Decimal,
}

/// What the owner collects, gives back and loses: every claim added up by itself.
struct OnPaper {
    collected: Vec<Decimal>,
    returned: Vec<Decimal>,
    lost: Vec<Decimal>,
}

fn on_paper(terms: &Terms) -> OnPaper {
    let lots = [
        spent(66_000_000, "2023-03", 16 + terms.delay, true),
        spent(85_000_000, "2024-03", 19 + terms.delay, true),
        spent(12_000_000, "2023-01", 33, false),
    ];
    let deadline = position("2026-08");
    let closing = position("2026-01") + usize::try_from(terms.delay).expect("a delay");
    let whole = euro(72_000_000);
    let zeros = || vec![Decimal::ZERO; MONTHS];
    let (mut collected, mut returned, mut lost) = (zeros(), zeros(), zeros());
    let advance = whole / euro(10);
    collected[position("2023-04")] += advance;
    let mut claimed = advance;
    let mut missed = Decimal::ZERO;
    for month in 0..MONTHS {
        let seen = month.min(deadline);
        let spending: Decimal = lots.iter().map(|lot| lot[seen]).sum();
        let granted = to_cents(whole.min(spending * Decimal::new(45, 2)));
        if month == deadline + 1 && closing > deadline {
            missed = granted - claimed;
            lost[month] = missed;
        }
        let kept = granted - missed;
        let kept = if month >= closing {
            kept - to_cents(kept * terms.revoked)
        } else {
            kept
        };
        let most = if month >= closing {
            kept
        } else {
            kept.min(whole * Decimal::new(9, 1))
        };
        let quarter_ends = (month + 1) % 3 == 0;
        let claims = quarter_ends || month == closing || month == deadline;
        if claims && month <= deadline && month >= position("2023-04") && most > claimed {
            if let Some(paid) = collected.get_mut(month + terms.lag) {
                *paid += most - claimed;
            }
            claimed = most;
        }
        if month >= closing && claimed > kept {
            returned[month] = claimed - kept;
            claimed = kept;
        }
    }
    OnPaper {
        collected,
        returned,
        lost,
    }
}

fn campus(terms: &Terms) -> Reading {
    let sets = [
        format!("milestones.*.delay_months={}", terms.delay),
        format!("grants.pnrr.paid_after_months={}", terms.lag),
        format!("grants.pnrr.revoked={}%", terms.revoked * euro(100)),
    ];
    read_with(CAMPUS, &sets.each_ref().map(String::as_str))
}

fn check_against_paper(terms: &Terms) -> Reading {
    let (reading, paper) = (campus(terms), on_paper(terms));
    let rows = [
        ("owner.cash.capital_grants_received", &paper.collected),
        ("owner.cash.capital_grants_returned", &paper.returned),
        ("grants.pnrr.lost", &paper.lost),
    ];
    for (key, expected) in rows {
        assert_eq!(reading.months(key), expected, "{key}");
    }
    for check in &reading.plan.checks {
        assert_eq!(
            check.first_failure(&reading.grid),
            None,
            "{:?}",
            check.label
        );
    }
    reading
}

const NOTHING: Decimal = Decimal::ZERO;

#[test]
fn claims_add_up_to_the_grant() {
    let terms = Terms {
        delay: 0,
        lag: 4,
        revoked: NOTHING,
    };
    let reading = check_against_paper(&terms);
    let collected = reading.months("owner.cash.capital_grants_received");
    assert_eq!(collected.iter().sum::<Decimal>(), euro(72_000_000));
    // The final tenth: claimed three months after lot 2 opens, paid four months later.
    assert_eq!(collected[position("2026-05")], euro(7_200_000));
}

#[test]
fn a_payment_that_takes_fourteen_months_moves_cash_and_no_income() {
    let quick = check_against_paper(&Terms {
        delay: 0,
        lag: 4,
        revoked: NOTHING,
    });
    let slow = check_against_paper(&Terms {
        delay: 0,
        lag: 14,
        revoked: NOTHING,
    });
    let income = "owner.income_statement.A5_capital_grants";
    assert_eq!(quick.months(income), slow.months(income));
    let collected = slow.months("owner.cash.capital_grants_received");
    assert_eq!(collected[position("2027-03")], euro(7_200_000));
}

#[test]
fn the_balance_waits_for_the_late_lot() {
    let reading = check_against_paper(&Terms {
        delay: 6,
        lag: 4,
        revoked: NOTHING,
    });
    let claimed = reading.months("grants.pnrr.claimed");
    assert_eq!(claimed[position("2026-01")], NOTHING);
    assert_eq!(claimed[position("2026-07")], euro(7_200_000));
}

#[test]
fn a_year_late_the_final_tenth_is_lost_and_told() {
    let reading = check_against_paper(&Terms {
        delay: 12,
        lag: 4,
        revoked: NOTHING,
    });
    let lost = reading.months("grants.pnrr.lost");
    assert_eq!(lost[position("2026-09")], euro(7_200_000));
    let told = |alert: &&Alert| alert.label.get(Language::English).contains("grant lost");
    let alert = reading
        .plan
        .alerts
        .iter()
        .find(told)
        .expect("the loss is an alert");
    assert_eq!(alert.entity, "owner");
    let flags = reading.grid.cells(alert.flag);
    let told: Vec<usize> = (0..MONTHS)
        .filter(|month| flags[*month] == Decimal::ONE)
        .collect();
    assert_eq!(told, [position("2026-09")]);
    assert_eq!(
        reading.grid.cells(alert.amount)[position("2026-09")],
        euro(7_200_000)
    );
}

#[test]
fn a_revocation_gives_back_what_was_collected() {
    let quarter = Decimal::new(25, 2);
    for delay in [0, 6, 12] {
        let reading = check_against_paper(&Terms {
            delay,
            lag: 8,
            revoked: quarter,
        });
        let of = |key: &str| -> Decimal { reading.months(key).iter().sum() };
        let kept =
            of("owner.cash.capital_grants_received") - of("owner.cash.capital_grants_returned");
        let granted = euro(72_000_000) - of("grants.pnrr.lost");
        assert_eq!(kept, granted - granted * quarter, "delay of {delay} months");
    }
}

/// A region adds 60 % of the lots and the design to the 44 % of the first grant: 4.17 % of 163 M too
/// much, of which lot 1 has its part by cost.
#[test]
fn two_grants_that_pay_more_than_the_cost_are_told() {
    let region = "[grants.region]\nentity = 'owner'\nkind = 'capital'\n\
                  covers = ['capex.lot_1', 'capex.lot_2', 'capex.design']\n\
                  payments = { '2023-06' = 97_800_000 }\n";
    let reading = read_with(&format!("{CAMPUS}{region}"), &[]);
    let excess = to_cents(euro(66_000_000) * euro(6_800_000) / euro(163_000_000));
    assert_eq!(reading.months("capex.lot_1.granted_beyond_cost")[0], excess);
    let told = |alert: &&Alert| {
        alert
            .label
            .get(Language::English)
            .contains("double funding")
    };
    assert_eq!(reading.plan.alerts.iter().filter(told).count(), 3);
    let half = read_with(
        &format!("{CAMPUS}{region}"),
        &["grants.region.payments=*0.5"],
    );
    assert_eq!(half.months("capex.lot_1.granted_beyond_cost")[0], NOTHING);
}

/// Every value in a tree of causes with its key and line.
fn told(cause: &Cause, found: &mut Vec<(String, String)>) {
    found.push((
        cause.key.to_string(),
        cause.origin.place.clone().unwrap_or_default(),
    ));
    for read in &cause.reads {
        for cause in read.causes.iter().chain(&read.timing) {
            told(cause, found);
        }
    }
}

#[test]
fn cash_is_explained_down_to_the_line_of_the_lag() {
    let reading = campus(&Terms {
        delay: 0,
        lag: 4,
        revoked: NOTHING,
    });
    let row = reading.row("owner.balance_sheet.assets.C.IV.1");
    let month = reading
        .plan
        .sheet
        .timeline()
        .months()
        .nth(position("2026-05"));
    let month = month.expect("a computed month");
    let (sheet, base) = (&reading.plan.sheet, Case::default());
    let tree = explain(sheet, &reading.grid, &base, row, month, 6);
    let mut found = Vec::new();
    told(&tree.cause, &mut found);
    let line = CAMPUS
        .lines()
        .position(|line| line.starts_with("paid_after_months"));
    let place = format!("scenario.toml:{}", line.expect("the lag is stated") + 1);
    assert!(found.contains(&("grants.pnrr.paid_after_months".to_owned(), place)));
}

/// Income depends on the assets alone, whatever the funder does with cash: released to date is `72 / 163` of the accumulated depreciation.
#[test]
fn income_follows_the_assets() {
    let reading = campus(&Terms {
        delay: 0,
        lag: 14,
        revoked: NOTHING,
    });
    let released = reading.months("grants.pnrr.released_to_date");
    for (month, released) in released.iter().enumerate() {
        let worn: Decimal = ["lot_1", "lot_2", "design"]
            .map(|name| reading.months(&format!("capex.{name}.accumulated_depreciation"))[month])
            .iter()
            .sum();
        let expected = to_cents(worn * euro(72_000_000) / euro(163_000_000));
        assert_eq!(*released, expected, "month {}", month + 1);
    }
    assert!(released[MONTHS - 1] > euro(9_000_000));
}
