//! What is suggested is what was meant, or no number at all.

use super::tests::{COBOX, load};
use crate::scenario::RateSource;
use crate::wording::Language;

/// The code and the hint for each finding in the scenario with one text replaced.
fn hints(right: &str, wrong: &str) -> Vec<String> {
    let text = COBOX.replacen(right, wrong, 1);
    assert_ne!(text, COBOX, "{right}");
    let found = load(&text, &[]).unwrap_err().diagnostics;
    let line = |found: &crate::diagnostic::Diagnostic| {
        let hint = found.hint(Language::English).unwrap_or_default();
        format!("{} {hint}", found.code)
    };
    found.iter().map(line).collect()
}

#[test]
fn rates() {
    let fixed = |wrong: &str| hints("fixed = \"4.2%\"", &format!("fixed = {wrong}"));
    assert_eq!(fixed("\"420bp\""), ["E0203 write `\"4.2%\"`"]);
    assert_eq!(fixed("1"), ["E0202 write `\"1%\"`"]);
    assert_eq!(fixed("0.9"), ["E0202 write `\"0.9%\"`"]);
    assert_eq!(fixed("4.2"), ["E0202 write `\"4.2%\"`"]);
    let bare = load(&COBOX.replace("\"4.2%\"", "0.042"), &[]).unwrap();
    let RateSource::Fixed(rate) = &bare.scenario.loans[0].rate.source else {
        panic!("the loan has a fixed rate");
    };
    let rate = rate.base();
    assert_eq!(rate, Some("0.042".parse().unwrap()));
}

#[test]
fn amounts() {
    let salary = |wrong: &str| hints("= 34_000", &format!("= {wrong}"));
    let thousands = "E0212 write `34_000`, or `34.0000` if you do mean 34";
    assert_eq!(salary("34.000"), [thousands]);
    assert_eq!(salary("\"34.000\""), [thousands]);
    assert_eq!(salary("\"€ 34.000\""), ["E0201 write `34_000`"]);
    assert_eq!(salary("\"34.000,50\""), ["E0201 write `34000.50`"]);
    assert_eq!(salary("\"34 000\""), ["E0201 write `34000`"]);
    assert_eq!(salary("\"30 to 34\""), ["E0201 write the number in digits"]);
    assert_eq!(salary("nan"), ["E0201 write the number in digits"]);
    assert_eq!(salary("-inf"), ["E0201 write the number in digits"]);
    assert_eq!(salary("1e30"), ["E0206 round the number"]);
}

#[test]
fn a_number_that_is_not_stated_is_not_made_up() {
    assert_eq!(
        hints("gross_salary = 34_000", ""),
        ["E0103 add `gross_salary = …`"]
    );
    assert_eq!(
        hints("depreciation    = \"12%\"", ""),
        ["E0103 add `depreciation = \"…%\"`"]
    );
}

#[test]
fn the_nearest_whole_number() {
    assert_eq!(
        hints("= 5\ntail", "= 31\ntail"),
        ["E0204 write `years = 30`"]
    );
    assert_eq!(
        hints("tail_months = 24", "tail_months = 100000"),
        ["E0204 write `tail_months = 360`"]
    );
    assert_eq!(
        hints("hold_months   = 6", "hold_months = 1000"),
        ["E0204 write `hold_months = 60`"]
    );
    assert_eq!(hints("months = 4,", "months = 361,"), ["E0204 write `360`"]);
}

#[test]
fn a_percentage_as_a_change_of_an_amount() {
    let rent = hints("\"*1.1\"", "\"10%\"");
    assert_eq!(rent, ["E0601 write `\"+10%\"` or `\"=10\"`"]);
}

#[test]
fn a_currency_is_three_capital_letters() {
    assert_eq!(hints("\"EUR\"", "\"euro\""), ["E0106 did you mean `EUR`?"]);
    assert_eq!(hints("\"EUR\"", "\"chf\""), ["E0106 did you mean `CHF`?"]);
    assert_eq!(
        hints("\"EUR\"", "\"\""),
        ["E0106 write one of the allowed values"]
    );
}

#[test]
fn a_misspelt_section_is_said_once() {
    assert_eq!(
        hints("[entities.hub]", "[entites.hub]"),
        ["E0101 did you mean `[entities]`?"]
    );
    assert_eq!(hints("[plan]", "[plann]"), ["E0101 did you mean `[plan]`?"]);
}
