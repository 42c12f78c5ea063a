//! Shortcuts that plans are known to take, and that this one does not.

use cittadella_engine::quantity::Decimal;
use cittadella_tests::{Reading, read, read_with};

/// A company with capital, and the items given.
fn hub(items: &str) -> String {
    format!(
        "[plan]\nname = 'Toy'\nstart = '2024-01'\nyears = 3\n\
         [entities.hub]\nname = 'Hub'\nkind = 'company'\nlegal_form = 'srl'\nfounded = '2024-01'\n\
         [equity.hub]\nentity = 'hub'\npayments = {{ '2024-01' = 100_000 }}\n{items}"
    )
}

fn at(reading: &Reading, key: &str, month: &str) -> Decimal {
    let month = month.parse().expect("a month");
    reading.at(key, month).expect("a value")
}

const NOTHING: Decimal = Decimal::ZERO;

fn euro(amount: i64) -> Decimal {
    Decimal::from(amount)
}

/// One sale of 1,000 in January 2024, paid after this many days.
fn one_sale(days: u32) -> Reading {
    read(&hub(&format!(
        "[services.sale]\nentity = 'hub'\nrevenue = {{ base = 1_000, per = 'month' }}\n\
         ends = '2024-01'\nvat = 'vat.standard'\npaid_after_days = {days}\n"
    )))
}

/// DPR 633/1972 art. 6: the tax is due on the invoice, whenever the customer pays.
#[test]
fn vat_follows_the_invoice_and_not_the_payment() {
    for days in [0, 30, 90] {
        let reading = one_sale(days);
        assert_eq!(
            at(&reading, "hub.cash.vat_payments", "2024-02"),
            euro(220),
            "{days} days"
        );
        assert_eq!(reading.years("hub.cash.vat_payments")[0], euro(220));
    }
}

/// VAT is no share of revenue: purchases of the same months are set off against it.
#[test]
fn vat_on_purchases_is_set_off() {
    let reading = read(&hub(
        "[services.sale]\nentity = 'hub'\nrevenue = { base = 1_000, per = 'month' }\nvat = 'vat.standard'\n\
         [costs.service]\nentity = 'hub'\namount = { base = 400, per = 'month' }\nvat = 'vat.standard'\n",
    ));
    assert_eq!(at(&reading, "hub.cash.vat_payments", "2024-03"), euro(132));
}

/// A receivable is what has been invoiced and not collected, not revenue × days / 365.
#[test]
fn a_receivable_is_made_of_open_invoices() {
    let reading = one_sale(45);
    let open = &reading.months("hub.customer_receivables.closing")[..4];
    assert_eq!(open, [euro(1_220), euro(610), euro(0), euro(0)]);
}

/// Income tax is charged in December and paid from June of the next year.
#[test]
fn tax_is_not_paid_in_the_month_it_is_charged() {
    let reading = read(&hub(
        "[rules.irap]\nrate = '0%'\n[flows.income]\nentity = 'hub'\naccount = 'A5'\n\
         vat = 'vat.outside'\nreceipts = { '2024-03' = 100_000, '2025-03' = 100_000 }\n",
    ));
    let key = "hub.income_statement.20_ires";
    assert_eq!(at(&reading, key, "2024-12"), euro(24_000));
    let paid = "hub.cash.income_tax_paid";
    // Nothing in the first year of profit; the balance and the advances, twice the tax, in the
    // second; with equal profits the tax of one year in the third.
    let years = reading.years(paid);
    assert_eq!(years[..2], [euro(0), euro(48_000)]);
    assert_eq!(at(&reading, paid, "2025-12"), euro(0));
    assert_eq!(at(&reading, paid, "2025-06"), euro(24_000 + 9_600));
}

fn loan(frequency: &str) -> Reading {
    read(&hub(&format!(
        "[loans.bank]\nborrower = 'hub'\nkind = 'term'\namount = 120_000\n\
         draw = {{ '2024-01' = 120_000 }}\nrate = {{ fixed = '6%', day_count = '30/360' }}\n\
         repayment = {{ kind = 'italian', years = 2, frequency = '{frequency}' }}\n"
    )))
}

/// A quarterly loan is paid four times a year, and costs more than a monthly one because principal
/// stays longer: 6 % of 120,000 in two years. By hand, monthly: 120,000 × 0.5 % × (24 + … + 1) / 24
/// = 7,500; quarterly: 120,000 × 1.5 % × (8 + … + 1) / 8 = 8,100.
#[test]
fn a_quarterly_loan_is_not_a_monthly_one() {
    let (monthly, quarterly) = (loan("monthly"), loan("quarterly"));
    let interest =
        |reading: &Reading| -> Decimal { reading.months("loans.bank.interest_paid").iter().sum() };
    assert_eq!(interest(&monthly), euro(7_500));
    assert_eq!(interest(&quarterly), euro(8_100));
    let paid = &quarterly.months("loans.bank.repayment")[..6];
    assert_eq!(
        paid,
        [
            euro(0),
            euro(0),
            euro(15_000),
            euro(0),
            euro(0),
            euro(15_000)
        ]
    );
}

/// A grant comes after the claim and its lag, not with the spending: earned by twelfths, claimed at
/// the year's end, paid five months later.
#[test]
fn a_grant_is_paid_after_its_claim() {
    let reading = read(&hub(
        "[grants.region]\nentity = 'hub'\nkind = 'operating'\namount = { yearly = [12_000, 0] }\n\
         claims = 'annual'\npaid_after_months = 5\n",
    ));
    assert_eq!(
        at(&reading, "hub.income_statement.A5_grants", "2024-01"),
        euro(1_000)
    );
    assert_eq!(
        reading.years("hub.cash.grant_receipts"),
        [euro(0), euro(12_000), euro(0)]
    );
    assert_eq!(
        at(&reading, "hub.cash.grant_receipts", "2025-05"),
        euro(12_000)
    );
    assert_eq!(
        at(&reading, "hub.grant_receivables.closing", "2024-12"),
        euro(12_000)
    );
}

/// A grant on a building is no share of the month's spending: it is capped, it is asked for, and
/// its last tenth waits for a late building, whose works take longer too.
#[test]
fn a_late_building_stretches_its_works_and_keeps_the_last_tenth_of_its_grant() {
    let text = hub("[milestones.opening]\ndate = '2024-07'\n\
         [capex.building]\nentity = 'hub'\namount = 120_000\nvat = 'vat.outside'\n\
         spend = { at = '2024-01', months = 6, delayed_with = 'milestones.opening' }\n\
         in_use = 'milestones.opening'\ndepreciation = '3%'\n\
         [grants.region]\nentity = 'hub'\nkind = 'capital'\ncovers = ['capex.building']\n\
         amount = 50_000\nintensity = '50%'\nclaims = 'quarterly'\ninterim_up_to = '90%'\n\
         final_after = { at = 'milestones.opening', plus_months = 2 }\npaid_after_months = 1\n");
    let row = "hub.cash.capital_grants_received";
    let on_time = read(&text);
    assert_eq!(at(&on_time, row, "2024-04"), euro(30_000));
    assert_eq!(at(&on_time, row, "2024-07"), euro(15_000));
    assert_eq!(at(&on_time, row, "2024-10"), euro(5_000));
    let late = read_with(&text, &["milestones.opening.delay_months=6"]);
    // 10,000 a month over a year: half is granted until 45,000 are reached.
    assert_eq!(at(&late, "capex.building.spent", "2024-12"), euro(10_000));
    assert_eq!(at(&late, row, "2024-04"), euro(15_000));
    assert_eq!(at(&late, row, "2024-10"), euro(15_000));
    assert_eq!(at(&late, row, "2025-01"), NOTHING);
    assert_eq!(at(&late, row, "2025-04"), euro(5_000));
    assert_eq!(at(&late, "capex.building.depreciation", "2024-12"), NOTHING);
}

/// A bridge is lent against what a grant still owes: it goes when that is collected, and what a
/// revocation takes from under it is money to be found.
#[test]
fn a_bridge_shrinks_with_the_grant_it_is_lent_against() {
    let text = hub(
        "[capex.building]\nentity = 'hub'\namount = 140_000\nvat = 'vat.outside'\n\
         spend = { at = '2024-01' }\nin_use = '2024-01'\ndepreciation = '3%'\n\
         paid_after_days = 0\n\
         [grants.region]\nentity = 'hub'\nkind = 'capital'\ncovers = ['capex.building']\n\
         amount = 70_000\nintensity = '50%'\nclaims = 'annual'\ninterim_up_to = '0%'\n\
         final_after = '2024-06'\npaid_after_months = 3\n\
         [loans.bridge]\nborrower = 'hub'\nkind = 'revolving'\n\
         limit = { base = 100_000, capped_by = ['grants.region.receivable'] }\n\
         rate = { fixed = '0%', day_count = 'act/365' }\n",
    );
    let (bridge, need) = ("loans.bridge.closing", "hub.uncovered_need.closing");
    let whole = read(&text);
    assert_eq!(at(&whole, bridge, "2024-08"), euro(40_000));
    assert_eq!(at(&whole, bridge, "2024-09"), NOTHING);
    assert_eq!(at(&whole, "hub.cash.closing", "2024-09"), euro(30_000));
    // Three quarters revoked leave 17,500 to lend against, and 22,500 missing until they come.
    let cut = read_with(&text, &["grants.region.revoked=75%"]);
    assert_eq!(at(&cut, bridge, "2024-05"), euro(40_000));
    assert_eq!(at(&cut, bridge, "2024-06"), euro(17_500));
    assert_eq!(at(&cut, need, "2024-06"), euro(22_500));
    assert_eq!(at(&cut, bridge, "2024-09"), NOTHING);
    assert_eq!(at(&cut, need, "2024-09"), euro(22_500));
}

/// What hangs on the building waits for it: its costs and its revenue move with the delay.
#[test]
fn no_rent_for_a_building_that_opens_late() {
    let text = hub("[milestones.opening]\ndate = '2024-03'\n\
         [areas.building]\nentity = 'hub'\ngross_m2 = 100\nopens = { at = 'milestones.opening' }\n\
         [costs.rent]\nentity = 'hub'\naccount = 'B8'\namount = { base = 120, per = 'm2/year' }\n\
         driver = 'areas.open_gross'\nvat = 'vat.standard'\n\
         [spaces.desks]\nentity = 'hub'\nunits = 10\nprice = { base = 200, per = 'unit/month' }\n\
         opens = { at = 'milestones.opening' }\noccupancy = { full = '100%' }\nvat = 'vat.standard'\n");
    let rent = |reading: &Reading| at(reading, "hub.income_statement.B8", "2024-03");
    let on_time = read(&text);
    assert_eq!(rent(&on_time), euro(1_000));
    let late = read_with(&text, &["milestones.opening.delay_months=6"]);
    assert_eq!(rent(&late), euro(0));
    assert_eq!(at(&late, "hub.income_statement.A1", "2024-08"), euro(0));
    assert_eq!(at(&late, "hub.income_statement.B8", "2024-09"), euro(1_000));
    assert_eq!(at(&late, "hub.income_statement.A1", "2024-09"), euro(2_000));
}

/// A plan whose second lot opens in March 2025: an anchor, its space with service charges, and a
/// lease that steps up with it.
fn two_lots() -> String {
    hub(
        "[entities.property]\nname = 'Property'\nkind = 'company'\nlegal_form = 'srl'\nfounded = '2024-01'\n\
         [milestones.lot_1]\ndate = '2024-03'\n[milestones.lot_2]\ndate = '2025-03'\n\
         [leases.campus]\nlessor = 'property'\nlessee = 'hub'\nrent = { base = 12_000, per = 'year' }\n\
         begins = { at = 'milestones.lot_1' }\ninvoiced = 'quarterly_in_advance'\nvat = 'vat.standard'\n\
         steps = [{ at = 'milestones.lot_1', share = '40%' }, { at = 'milestones.lot_2', share = '70%' },\n\
         { at = 'milestones.lot_2', plus_months = 3, share = '100%' }]\n\
         [spaces.offices]\nentity = 'hub'\nunits = 12\narea_m2 = 10\nprice = { base = 120, per = 'm2/year' }\n\
         service_charge = { base = 24, per = 'm2/year' }\nopens = { at = 'milestones.lot_2' }\n\
         occupancy = { initial = '10%', full = '100%', ramp_months = 10 }\nvat = 'vat.standard'\n\
         [tenants.anchor]\nspace = 'offices'\narea_m2 = 20\nvoid_months = 2\n",
    )
}

/// A lot that is six months late moves all that hangs on it by six months, to the cent: the steps
/// of the rent, the ramp, service charges, the anchor. What hangs on the first lot stays.
#[test]
fn a_late_lot_moves_rent_ramp_and_charges() {
    let (on_time, late) = (
        read(&two_lots()),
        read_with(&two_lots(), &["milestones.lot_2.delay_months=6"]),
    );
    let rent = |reading: &Reading| reading.months("leases.campus.rent").to_vec();
    // 400 a month from March 2024, 700 from March 2025, 1,000 from June 2025.
    let rents = |lot_2: usize| -> Vec<Decimal> {
        let of = |month| match month {
            ..2 => 0,
            month if month < lot_2 => 400,
            month if month < lot_2 + 3 => 700,
            _ => 1_000,
        };
        (0..36).map(|month| euro(of(month))).collect()
    };
    assert_eq!(rent(&on_time), rents(14));
    assert_eq!(rent(&late), rents(20));
    for key in [
        "spaces.offices.revenue",
        "spaces.offices.service_charge.revenue",
        "spaces.offices.occupied_m2",
        "tenants.anchor.revenue",
        "tenants.anchor.service_charge.revenue",
    ] {
        let (before, after) = (on_time.months(key), late.months(key));
        assert_eq!(before[..30], after[6..], "{key}");
        assert!(after[..20].iter().all(Decimal::is_zero), "{key}");
        assert!(!after[20].is_zero(), "{key}");
    }
}

/// A tenant whom the plan keeps for ever leaves in a stress, and its part is let again.
#[test]
fn a_tenant_leaves_in_a_stress() {
    let stressed = read_with(&two_lots(), &["tenants.anchor.leaves=2025-05"]);
    let revenue = &stressed.months("tenants.anchor.revenue")[13..20];
    assert_eq!(revenue, [0, 200, 200, 0, 0, 200, 200].map(euro));
    let kept = read(&two_lots());
    assert_eq!(kept.months("tenants.anchor.revenue")[16], euro(200));
}

/// A free year is free: the first rent is of the month in which the lease begins.
#[test]
fn a_free_year_costs_nothing() {
    let reading = read(&hub(
        "[costs.rent]\nentity = 'hub'\naccount = 'B8'\namount = { base = 12_000, per = 'year' }\n\
         begins = '2025-01'\nvat = 'vat.outside'\n",
    ));
    let years = reading.years("hub.income_statement.B8");
    assert_eq!(years, [euro(0), euro(12_000), euro(12_000)]);
}

/// A line is drawn to its limit and no further; the rest of the hole is said.
#[test]
fn a_revolver_does_not_hide_a_hole() {
    let reading = read(&hub(
        "[loans.line]\nborrower = 'hub'\nkind = 'revolving'\nlimit = 30_000\n\
         rate = { fixed = '0%', day_count = 'act/365' }\n\
         [costs.service]\nentity = 'hub'\namount = { base = 20_000, per = 'month' }\n\
         ends = '2024-12'\nvat = 'vat.outside'\npaid_after_days = 0\n",
    ));
    let (line, need) = ("loans.line.closing", "hub.uncovered_need.closing");
    // 100,000 of capital last five months; the line one and a half.
    assert_eq!(at(&reading, line, "2024-05"), euro(0));
    assert_eq!(at(&reading, line, "2024-06"), euro(20_000));
    assert_eq!(at(&reading, line, "2024-07"), euro(30_000));
    assert_eq!(at(&reading, need, "2024-07"), euro(10_000));
    assert_eq!(at(&reading, need, "2024-12"), euro(110_000));
    assert_eq!(at(&reading, "hub.cash.closing", "2024-12"), euro(0));
}
