//! What the renderings say of a small plan: see [`super::fixture`].

use cittadella_engine::ledger::StatementKind;
use cittadella_engine::wording::Language;
use serde_json::json;

use super::comparison::{self, Side};
use super::fixture::Fixture;
use super::period::{Step, Tail};
use super::statement::{Columns, statements};
use super::{alerts, csv, json, rows, screen, table, verdict};

const YEARS: Columns = Columns {
    step: Step::Year,
    tail: Tail::Hidden,
};

#[test]
fn the_verdict_says_from_when_and_how_far_from_the_target() {
    let plan = Fixture::new();
    assert_eq!(
        verdict::verdict(&plan.view(Language::English)),
        "Hub Srl stands on its own from July 2024, 5 months before the target (December 2024)."
    );
    assert_eq!(
        verdict::verdict(&plan.stressed(Language::Italian)),
        "Hub Srl è autosufficiente solo da febbraio 2025, 2 mesi dopo l'obiettivo (dicembre 2024)."
    );
    assert!(verdict::on_target(&plan.view(Language::English)));
    assert!(!verdict::on_target(&plan.stressed(Language::English)));
}

#[test]
fn a_target_that_is_never_reached_is_said_with_the_horizon() {
    let mut fixture = Fixture::new();
    fixture.plan.target.as_mut().unwrap().reached = fixture.absent;
    assert_eq!(
        verdict::verdict(&fixture.view(Language::English)),
        "Hub Srl does not stand on its own within the computed months (to December 2025); the \
         target was December 2024."
    );
    assert!(!verdict::on_target(&fixture.view(Language::English)));
}

#[test]
fn missing_money_is_told_with_its_first_month_and_its_peak() {
    // 10,000 paid in; 5,500 short in January, 4,500 in February: 0 at the end of it. From March
    // to June 3,500 + 2,500 + 1,500 + 500 = 8,000 are missing.
    let plan = Fixture::new();
    let view = plan.view(Language::English);
    assert_eq!(
        verdict::need(&view, &plan.plan.entities[0]),
        "Hub Srl lacks funds from March 2024, in 7 months: at most 8,000 EUR (June 2024), which no \
         source in the scenario covers."
    );
    assert_eq!(
        alerts::list(&view, 2),
        "  Cash is below zero: 7 months, the first Mar 2024, the last Sep 2024; at most 8,000 EUR \
         (Jun 2024)\n"
    );
}

#[test]
fn checks_that_hold_are_one_line_and_none_is_broken() {
    let plan = Fixture::new();
    let view = plan.view(Language::English);
    assert!(alerts::broken(&view).is_empty());
    assert_eq!(
        alerts::checks(&view),
        "All 1 integrity checks hold in all 24 months."
    );
}

#[test]
fn nothing_is_wider_than_the_page() {
    let plan = Fixture::new();
    for language in Language::ALL {
        let view = plan.view(language);
        let months = Columns {
            step: Step::Month,
            tail: Tail::Shown,
        };
        let side = |head, view| Side {
            head,
            title: "Base",
            view,
        };
        let sides = [side("base", view), side("A", plan.stressed(language))];
        for (text, page) in [
            (screen::screen(&view, &[], Tail::Shown), table::PAGE),
            (statements(&view, &StatementKind::ALL, YEARS), table::PAGE),
            (
                statements(&view, &StatementKind::ALL, months),
                table::WIDE_PAGE,
            ),
            (
                comparison::comparison(&sides, &[], Tail::Shown),
                table::PAGE,
            ),
        ] {
            for line in text.lines() {
                assert!(line.chars().count() <= page, "{line}");
                assert_eq!(line, line.trim_end());
            }
        }
    }
}

#[test]
fn an_income_statement_leaves_out_what_is_always_zero() {
    let plan = Fixture::new();
    let text = statements(
        &plan.view(Language::English),
        &[StatementKind::Income],
        YEARS,
    );
    assert_eq!(
        text,
        "\
Income statement · Hub Srl

                                        2024
A Value of production
  A1 Revenue from sales and services  78,000
                                      ──────
Total value of production (A)         78,000

B Costs of production
  B8 Rents, leases and royalties      78,000
                                      ──────
Total costs of production (B)         78,000
Operating result (A − B)                   –
Total financial items (C, D)               –
Result before tax                          –
21 Profit (loss) for the year              –
"
    );
}

#[test]
fn json_holds_decimal_strings_in_the_order_of_the_sheet() {
    let plan = Fixture::new();
    let value = json::case(&plan.stressed(Language::English), &["half".to_owned()], &[]);
    assert_eq!(value["scenario"]["stresses"], json!(["half"]));
    assert_eq!(value["months"][23], "2025-12");
    assert_eq!(value["rows"]["sales.billed"]["values"][0], "500");
    assert_eq!(value["rows"]["sales.billed"]["unit"], "EUR");
    assert_eq!(value["target"]["reached"], "2025-02");
    assert_eq!(value["target"]["months_late"], 2);
    assert_eq!(value["figures"]["hub.cash.lowest"]["value"], "-29000");
    assert_eq!(value["figures"]["hub.cash.lowest"]["month"], "2024-12");
    assert_eq!(value["figures"]["hub.never"]["absent"], "never");
    assert_eq!(value["checks"][0]["holds"], true);
    assert_eq!(value["alerts"][0]["months"][0], "2024-02");
    // 10,000 − (6,500 − 500) − (6,500 − 1,000) = −1,500 at the end of February.
    assert_eq!(value["alerts"][0]["amounts"][0], "1500");
    let text = json::text(&value);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&text).unwrap(),
        value
    );
    assert!(
        text.contains("\n  \"months\": [\"2024-01\", \"2024-02\","),
        "{text}"
    );
}

#[test]
fn csv_has_a_file_for_the_rows_and_one_for_each_statement() {
    let plan = Fixture::new();
    let files = csv::files(&plan.view(Language::English), YEARS).unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "rows.csv",
            "hub_income_statement.csv",
            "hub_balance_sheet.csv",
            "hub_cash_flow.csv"
        ]
    );
    let income = String::from_utf8(files[1].content.clone()).unwrap();
    let lines: Vec<&str> = income.lines().take(3).collect();
    assert_eq!(
        lines,
        [
            "code,line,row,2024",
            "A,Value of production,,",
            "A1,Revenue from sales and services,hub.income_statement.A1,78000",
        ]
    );
}

#[test]
fn inputs_are_listed_by_the_names_that_set_takes() {
    let plan = Fixture::new();
    assert_eq!(
        rows::list(&plan.view(Language::Italian), Some("sales")),
        "sales.billed  EUR  flusso  Vendite\nsales.amount  EUR  dato    sales.amount\n"
    );
}
