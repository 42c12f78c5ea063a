//! Bodies that are no companies: what the law asks of companies alone is not asked of them.

use cittadella_engine::diagnostic::Code;
use cittadella_engine::scenario::{Changes, Scenario};
use cittadella_engine::wording::Language::{English, Italian};
use cittadella_tests::{Reading, read};

/// A body of a kind, with 30,000 of its own and a loss of 25,000.
fn with_a_loss(kind: &str) -> String {
    format!(
        "[plan]\nname = 'Body'\nstart = '2024-01'\nyears = 3\n\
         [entities.body]\nname = 'Body'\n{kind}\n\
         [equity.body]\nentity = 'body'\npayments = {{ '2024-01' = 30_000 }}\n\
         [flows.loss]\nentity = 'body'\naccount = 'B14'\nvat = 'vat.outside'\n\
         payments = {{ '2024-02' = 25_000 }}\n"
    )
}

fn capital(reading: &Reading) -> Option<(String, String)> {
    let row = reading.row("body.balance_sheet.liabilities.A.I");
    let label = reading.plan.sheet.row(row).label();
    Some((label.get(Italian).to_owned(), label.get(English).to_owned()))
}

/// Artt. 2430, 2446, 2447, 2482-bis and 2482-ter c.c. speak of companies.
#[test]
fn only_companies_have_capital_tests_and_a_legal_reserve() {
    let of = |kind: &str| {
        let reading = read(&with_a_loss(kind));
        let sheet = &reading.plan.sheet;
        let tested = sheet.find_row("body.alerts.losses_over_a_third").is_some();
        let reserve = sheet.find_row("body.legal_reserve.allocated").is_some();
        (tested, reserve)
    };
    let company = "kind = 'company'\nlegal_form = 'srl'\nfounded = '2024-01'";
    assert_eq!(of(company), (true, true));
    for kind in ["foundation", "association", "network"] {
        assert_eq!(of(&format!("kind = '{kind}'")), (false, false), "{kind}");
    }
}

/// Art. 16 c.c. for the endowment; art. 3 c. 4-ter no. 2 DL 5/2009 for the fund of a network.
#[test]
fn the_capital_of_each_body_has_its_own_name() {
    for (kind, italian, english) in [
        ("foundation", "Fondo di dotazione", "Endowment fund"),
        ("association", "Fondo di dotazione", "Endowment fund"),
        ("network", "Fondo patrimoniale comune", "Common fund"),
    ] {
        let reading = read(&with_a_loss(&format!("kind = '{kind}'")));
        let expected = Some((italian.to_owned(), english.to_owned()));
        assert_eq!(capital(&reading), expected, "{kind}");
    }
}

#[test]
fn a_legal_form_or_another_regime_is_refused_where_it_has_no_sense() {
    let codes = |kind: &str| -> Vec<Code> {
        let files = std::collections::BTreeMap::from([("body".to_owned(), with_a_loss(kind))]);
        let refused = Scenario::load("body", &files, &Changes::default());
        let refused = refused.expect_err("it is refused").diagnostics;
        refused.iter().map(|found| found.code).collect()
    };
    let foundation = "kind = 'foundation'\nlegal_form = 'srl'";
    assert_eq!(codes(foundation), [Code::CompaniesOnly]);
    let company =
        "kind = 'company'\nlegal_form = 'srl'\nfounded = '2024-01'\nregime = 'non_commercial'";
    assert_eq!(codes(company), [Code::UnknownChoice]);
}

/// A foundation, a company that it holds a part of, and the sections given.
fn pair(sections: &str) -> String {
    format!(
        "[plan]\nname = 'Pair'\nstart = '2024-01'\nyears = 2\n\
         [entities.foundation]\nkind = 'foundation'\n\
         [entities.hub]\nkind = 'company'\nlegal_form = 'srl'\nfounded = '2024-01'\n{sections}"
    )
}

/// The codes of what a scenario is refused for.
fn refused(sections: &str) -> Vec<Code> {
    let files = std::collections::BTreeMap::from([("pair".to_owned(), pair(sections))]);
    let loaded = Scenario::load("pair", &files, &Changes::default());
    let found = loaded.expect_err("it is refused").diagnostics;
    found.iter().map(|found| found.code).collect()
}

#[test]
fn holders_that_cannot_be_are_refused() {
    let equity = |entity: &str, rest: &str| {
        let calls = "payments = { '2024-01' = 10_000 }";
        refused(&format!(
            "[equity.it]\nentity = '{entity}'\n{calls}\n{rest}\n"
        ))
    };
    let short = "holders = { foundation = '25%', banks = '70%' }";
    assert_eq!(equity("hub", short), [Code::SharesNotWhole]);
    let own = "holders = { hub = '100%' }";
    assert_eq!(equity("hub", own), [Code::SameEntity]);
    let nobody = "holders = { banks = '100%' }\nrequired_return = { bank = '6%' }";
    assert_eq!(equity("hub", nobody), [Code::UnknownKey]);
    let of_foundation = "holders = { banks = '100%' }";
    assert_eq!(equity("foundation", of_foundation), [Code::CompaniesOnly]);
}

#[test]
fn dividends_that_cannot_be_are_refused() {
    let one = "[dividends.one]\nentity = 'hub'\npayout = '50%'\nmonth = 5\n";
    let again = one.replace("one", "other");
    assert_eq!(refused(&(one.to_owned() + &again)), [Code::Conflict]);
    let foundation = one.replace("hub", "foundation");
    assert_eq!(refused(&foundation), [Code::CompaniesOnly]);
    // Artt. 2364 and 2433 c.c.: accounts are approved first.
    assert_eq!(
        refused(&one.replace("month = 5", "month = 3")),
        [Code::OutOfBounds]
    );
}

#[test]
fn contributions_that_cannot_be_are_refused() {
    let gift = |payer: &str, payee: &str, rest: &str| {
        refused(&format!(
            "[contributions.it]\npayer = '{payer}'\npayee = '{payee}'\n{rest}\n"
        ))
    };
    let year = "amount = { base = 100, per = 'year' }";
    assert_eq!(gift("outside", "outside", year), [Code::Conflict]);
    assert_eq!(gift("hub", "hub", year), [Code::SameEntity]);
    assert_eq!(gift("hub", "found", year), [Code::UnknownReference]);
    let members = format!("{year}\nmembers = 3");
    assert_eq!(gift("hub", "foundation", &members), [Code::WrongPer]);
    let share = |row: &str| format!("share = '20%'\nof = {{ row = '{row}' }}\nmonth = 6");
    for row in ["hub.net_incom", "hab.net_income", "hub"] {
        assert_eq!(
            gift("hub", "foundation", &share(row)),
            [Code::UnknownRow],
            "{row}"
        );
    }
    let both = format!("{year}\n{}", share("hub.net_income"));
    assert_eq!(gift("hub", "foundation", &both), [Code::Conflict]);
    let monthless = "share = '20%'\nof = { row = 'hub.net_income' }";
    assert_eq!(gift("hub", "foundation", monthless), [Code::MissingKey]);
}
