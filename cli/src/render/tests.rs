//! What the renderings say of a small plan: see [`super::fixture`].

use cittadella_engine::calendar::Month;
use cittadella_engine::evaluate::Case;
use cittadella_engine::explain::explain;
use cittadella_engine::ledger::StatementKind;
use cittadella_engine::model::Assertion;
use cittadella_engine::quantity::Decimal;
use cittadella_engine::sheet::CompareOp;
use cittadella_engine::wording::{Label, Language};
use serde_json::json;

use super::comparison::{self, Side};
use super::fixture::Fixture;
use super::period::{Step, Tail};
use super::statement::{Columns, statements};
use super::{View, alerts, csv, figures, json, rows, screen, table, verdict, years};

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

#[test]
fn several_entities_stand_under_their_names_and_one_can_be_asked_for() {
    let mut fixture = Fixture::new();
    let mut twin = fixture.plan.entities[0].clone();
    twin.name = "twin".to_owned();
    twin.label = Label::same("Twin Srl");
    fixture.plan.entities.push(twin);
    let view = fixture.view(Language::English);
    let years = years::table(&view, Tail::Hidden);
    let headings: Vec<&str> = years.lines().filter(|line| line.contains("Srl")).collect();
    assert_eq!(headings, ["Hub Srl", "Twin Srl"]);
    // The twin has no figures of its own.
    let figures = figures::list(&view);
    let rows: Vec<Vec<&str>> = figures
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(rows[0], ["Hub", "Srl", "Twin", "Srl"]);
    assert_eq!(rows[1], ["Lowest", "cash", "-8,000"]);
    assert_eq!(rows[2], ["in", "Jun", "2024"]);
    let needs = verdict::needs(&view);
    assert_eq!(needs.len(), 2, "{needs:?}");
    // The verdict has told of the money that is missing; the list in full tells it again.
    assert_eq!(alerts::list(&view, 2), "  No alerts.\n");
    let full = View { full: true, ..view };
    assert!(alerts::list(&full, 2).starts_with("  Hub Srl: cash is below zero"));
    let twin = View {
        entity: Some("twin"),
        ..view
    };
    assert!(!screen::screen(&twin, &[], Tail::Hidden).contains("Lowest cash"));
    assert_eq!(alerts::list(&twin, 2), "  No alerts.\n");
}

#[test]
fn a_condition_that_is_not_met_says_what_was_found_and_where_it_is_stated() {
    let mut fixture = Fixture::new();
    let lowest = fixture.plan.figures[0].figure;
    let condition = |op, text: &str, figure| Assertion {
        name: "asserts.bank".to_owned(),
        text: text.to_owned(),
        place: "hub.toml:7".to_owned(),
        figure,
        op,
        number: Decimal::ZERO,
    };
    fixture.plan.assertions = vec![
        condition(CompareOp::AtLeast, "hub.cash.lowest >= 0", lowest),
        condition(CompareOp::Less, "hub.cash.lowest < 0", lowest),
        condition(CompareOp::Less, "hub.never < 0", fixture.absent),
    ];
    assert_eq!(
        alerts::assertions(&fixture.view(Language::English), 2),
        "  asserts.bank: hub.cash.lowest >= 0 — NOT MET (it is -8,000 EUR; hub.toml:7)\n  \
         asserts.bank: hub.cash.lowest < 0 — met (it is -8,000 EUR; hub.toml:7)\n  \
         asserts.bank: hub.never < 0 — cannot be measured (never happens; hub.toml:7)\n"
    );
}

#[test]
fn notices_stand_before_the_checks() {
    let fixture = Fixture::new();
    let notices = ["`services.events.revenue`: the value of 2024 is held".to_owned()];
    let screen = screen::screen(&fixture.view(Language::English), &notices, Tail::Hidden);
    let notice = screen
        .find("Worth knowing\n  `services.events.revenue`")
        .unwrap();
    assert!(notice < screen.find("All 1 integrity").unwrap());
}

#[test]
fn an_explanation_ends_at_the_line_of_the_scenario() {
    let fixture = Fixture::new();
    let view = fixture.stressed(Language::English);
    let stresses = fixture.plan.sheet.stresses().map(|(id, _)| id);
    let case = Case::stressed(stresses);
    let row = fixture.plan.sheet.find_row("sales.billed").unwrap();
    let cause = explain(&fixture.plan.sheet, view.grid, &case, row, Month(2), 2).cause;
    assert_eq!(
        super::explain::cell(&view, &cause),
        "\
sales.billed, Mar 2024 = 1,500.00 EUR
  Sales
  = to_cents($sales.amount)
    sales.amount, Mar 2024 = 1,500.00 EUR
      sales.amount (hub.toml:1)
      stated 3,000.00 EUR, changed (× 0.5) by: Half the sales
"
    );
}
