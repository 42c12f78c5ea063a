use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::quantity::Decimal;
use crate::scenario::{Changes, Level, Loaded, Refused, Scenario};
use crate::uncertainty::Change;
use crate::wording::Language;

pub(super) const COBOX: &str = include_str!("../../../../scenarios/cremona-cobox.toml");

pub(super) fn load(text: &str, sets: &[&str]) -> Result<Loaded, Refused> {
    load_files(&[("plan.toml", text)], sets, &[])
}

fn load_files(files: &[(&str, &str)], sets: &[&str], stresses: &[&str]) -> Result<Loaded, Refused> {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let files: BTreeMap<String, String> = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    let changes = Changes {
        sets: owned(sets),
        stresses: owned(stresses),
    };
    Scenario::load("plan.toml", &files, &changes)
}

fn said(diagnostics: &[Diagnostic]) -> Vec<String> {
    let line = |found: &Diagnostic| {
        let place = found.place.as_ref().map(ToString::to_string);
        let hint = found.hint(Language::English).unwrap_or_default();
        let title = found.title(Language::English);
        format!(
            "{} {} {title} | {hint}",
            found.code,
            place.unwrap_or_default()
        )
    };
    diagnostics.iter().map(line).collect()
}

fn cobox(sets: &[&str]) -> Scenario {
    match load(COBOX, sets) {
        Ok(loaded) => loaded.scenario,
        Err(refused) => panic!("{:#?}", said(&refused.diagnostics)),
    }
}

fn codes(text: &str) -> Vec<Code> {
    match load(text, &[]) {
        Ok(_) => Vec::new(),
        Err(refused) => refused.diagnostics.iter().map(|found| found.code).collect(),
    }
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn the_real_scenario_is_read_without_a_word() {
    let loaded = load(COBOX, &[])
        .map_err(|refused| said(&refused.diagnostics))
        .unwrap();
    assert_eq!(said(&loaded.notices), Vec::<String>::new());
    assert_eq!(loaded.scenario.plan.timeline().month_count(), 84);
}

#[test]
fn every_digit_written_is_kept() {
    let text = COBOX.replace("base = 190", "base = 190.123456789012345678901");
    let loaded = load(&text, &[])
        .map_err(|refused| said(&refused.diagnostics))
        .unwrap();
    let price = loaded.scenario.spaces[0].price.amount.base();
    assert_eq!(price, Some(d("190.123456789012345678901")));
}

#[test]
fn a_live_number_knows_its_line() {
    let scenario = cobox(&[]);
    let place = &scenario.spaces[0].price.amount.place;
    let line = COBOX.lines().nth(place.line as usize - 1).unwrap();
    assert!(line.starts_with("price "), "{line}");
}

#[test]
fn a_set_of_a_live_input_is_a_change_that_acts_in_every_case() {
    let scenario = cobox(&["spaces.desks.price=210"]);
    let price = &scenario.spaces[0].price.amount;
    assert_eq!(price.base(), Some(d("190")), "the level stays");
    assert_eq!(price.changes[0].change, Change::replace(d("210")));
    assert_eq!(scenario.base_case(), vec![0]);
}

#[test]
fn a_set_of_a_structural_choice_changes_the_text() {
    let scenario = cobox(&["plan.years=3", "loans.bank.repayment.years=8"]);
    assert_eq!(scenario.plan.years, 3);
    assert_eq!(scenario.set_stress, None);
}

#[test]
fn a_set_may_add_a_dated_amount() {
    let scenario = cobox(&["equity.founders.payments.2025-01=10000"]);
    let Level::Dated(amounts) = &scenario.equity[0].payments.level else {
        panic!("payments are dated");
    };
    assert_eq!(amounts.len(), 3);
}

#[test]
fn a_set_reaches_one_month_of_a_dated_series() {
    let scenario = cobox(&["equity.founders.payments.2024-01=+10000"]);
    let change = scenario.equity[0].payments.changes[0].change;
    assert_eq!(change, Change::shift(d("10000")).in_month(12));
}

#[test]
fn stresses_reach_every_input_that_a_wildcard_names() {
    let scenario = cobox(&[]);
    for space in &scenario.spaces {
        let ramp = space.occupancy.ramp.as_ref().unwrap();
        assert_eq!(
            ramp.months.changes[0].change,
            Change::scale(d("1.5")),
            "{}",
            space.name
        );
    }
}

#[test]
fn a_combination_lists_its_stresses_in_order_after_the_sets() {
    let files = [("plan.toml", COBOX)];
    let loaded = load_files(&files, &["costs.rent.amount=*2"], &["late_grant+slow_ramp"]).unwrap();
    let names: Vec<&str> = loaded.cases[0]
        .stresses
        .iter()
        .map(|at| loaded.scenario.stresses[*at].name.as_str())
        .collect();
    assert_eq!(names, ["set", "late_grant", "slow_ramp"]);
}

#[test]
fn an_unknown_stress_names_the_nearest() {
    let refused = load_files(&[("plan.toml", COBOX)], &[], &["slow_rampp"]).unwrap_err();
    assert_eq!(
        said(&refused.diagnostics),
        ["E0405  the scenario has no stress `slow_rampp` | did you mean `slow_ramp`?"]
    );
}

#[test]
fn a_case_is_asked_for_once() {
    let files = [("plan.toml", COBOX)];
    let refused = load_files(&files, &[], &["late_grant", "late_grant"]).unwrap_err();
    assert_eq!(
        said(&refused.diagnostics),
        ["E0407  the stress `late_grant` is given twice | remove one of the two"]
    );
    let other_order = ["late_grant+slow_ramp", "slow_ramp+late_grant"];
    let loaded = load_files(&files, &[], &other_order).unwrap();
    let cases: Vec<&[usize]> = loaded.cases.iter().map(|case| &*case.stresses).collect();
    let (late, slow) = (cases[0][0], cases[0][1]);
    assert_eq!(cases, [[late, slow], [slow, late]]);
}

#[test]
fn one_mistake_is_said_once() {
    let mistakes = [
        ("gross_salary", "gros_salary", Code::UnknownKey),
        (
            "= \"2023-01\"     # [deck]\nyears",
            "= \"gennaio\"\nyears",
            Code::NotADate,
        ),
        ("= 5\ntail_months", "= 50\ntail_months", Code::OutOfBounds),
        ("= 150_000   ", "= 150.000   ", Code::ThousandsPoint),
    ];
    for (right, wrong, code) in mistakes {
        let text = COBOX.replacen(right, wrong, 1);
        assert_eq!(codes(&text), [code], "{wrong}");
    }
}

#[test]
fn a_set_that_meets_nothing_suggests_paths_that_exist() {
    let hints = [
        (
            "services.events=3",
            "`cittadella rows FILE` lists the inputs",
        ),
        ("spaces.desk.prise=3", "did you mean `spaces.desks.price`?"),
        (
            "loans.bank.rate=+200bp",
            "did you mean `loans.bank.rate.fixed`?",
        ),
        (
            "entities.hubb.isa=true",
            "`cittadella rows FILE` lists the inputs",
        ),
        (
            "entities.hubb.kind=company",
            "did you mean `entities.hub.kind`?",
        ),
    ];
    for (set, hint) in hints {
        let refused = load(COBOX, &[set]).unwrap_err();
        let [found] = refused.diagnostics.as_slice() else {
            panic!("{set}: {:?}", said(&refused.diagnostics));
        };
        assert_eq!(found.code, Code::PathMatchesNothing);
        assert_eq!(
            found.hint(Language::English).as_deref(),
            Some(hint),
            "{set}"
        );
    }
}

#[test]
fn an_overlay_replaces_a_slot_whole_and_keeps_the_others() {
    let over = "extends = \"base.toml\"\n[spaces.desks]\nprice = 200\n\
                [spaces.desks.occupancy]\nfull = { relative = { uniform = [\"-5pp\", \"0pp\"] } }\n";
    let files = [("plan.toml", over), ("base.toml", COBOX)];
    let loaded = load_files(&files, &[], &[])
        .map_err(|r| said(&r.diagnostics))
        .unwrap();
    let desks = &loaded.scenario.spaces[0];
    assert_eq!(desks.price.amount.base(), Some(d("200")));
    assert_eq!(desks.occupancy.full.base(), Some(d("1")));
    assert_eq!(desks.price.amount.place.to_string(), "plan.toml:3");
}

#[test]
fn an_overlay_removes_an_item() {
    let over = "extends = \"base.toml\"\n[spaces]\nmeeting_room = \"none\"\n";
    let files = [("plan.toml", over), ("base.toml", COBOX)];
    let loaded = load_files(&files, &[], &[])
        .map_err(|r| said(&r.diagnostics))
        .unwrap();
    assert_eq!(loaded.scenario.spaces.len(), 1);
}

#[test]
fn all_mistakes_of_a_file_are_said_at_once() {
    let text = COBOX
        .replace("units           = 90 ", "unitz           = 90 ")
        .replace("direct_cost     = \"60%\"", "direct_cost     = 60")
        .replace("index = ", "indexx = ")
        .replace("\"areas.open_gross\"", "\"areas.open_groos\"")
        .replace("[stresses.slow_ramp]", "[stresses.Slow]");
    let found = codes(&text);
    for code in [
        Code::UnknownKey,
        Code::RateWithoutPercent,
        Code::UnknownChoice,
        Code::KeyForm,
    ] {
        assert!(found.contains(&code), "{code}: {found:?}");
    }
}

#[test]
fn a_rate_of_22_is_mended_to_22_percent() {
    let refused = load(&COBOX.replace("\"60%\"", "22"), &[]).unwrap_err();
    let lines = said(&refused.diagnostics);
    assert!(
        lines.iter().any(|line| line.ends_with("write `\"22%\"`")),
        "{lines:?}"
    );
}

#[test]
fn an_amount_of_the_rules_can_be_overridden() {
    let text = format!("{COBOX}\n[rules.ires]\nrate = \"20%\"\n");
    let loaded = load(&text, &[])
        .map_err(|refused| said(&refused.diagnostics))
        .unwrap();
    assert_eq!(loaded.scenario.rules.ires.rate.base(), Some(d("0.2")));
    assert_eq!(loaded.scenario.rules.ires.loss_cap.base(), Some(d("0.8")));
}

mod fuzz {
    use proptest::prelude::{ProptestConfig, proptest};

    use super::{COBOX, load};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        /// Whatever is cut out of a scenario or written into it, the reader answers.
        #[test]
        fn no_text_makes_the_reader_panic(
            at in 0..COBOX.len(),
            length in 0_usize..60,
            piece in r#"[\[\]{}"=.,+*%a-z0-9\n \-]{0,12}"#,
        ) {
            let clean = |mut at: usize| {
                while !COBOX.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let (start, end) = (clean(at), clean((at + length).min(COBOX.len())));
            let text = format!("{}{piece}{}", &COBOX[..start], &COBOX[end..]);
            let _ = load(&text, &[&piece]);
        }

        /// A value of any kind in the place of any other.
        #[test]
        fn no_value_makes_the_reader_panic(
            line in 0_usize..400,
            value in r#"(-?[0-9]{1,20}(\.[0-9]{1,40})?|1e[0-9]{1,4}|nan|inf|"[^"\\\n]{0,9}"|\[\]|\{\}|true|\[\[1, "50%"\]\]|2024-01-01)"#,
        ) {
            let mut lines: Vec<String> = COBOX.lines().map(str::to_owned).collect();
            let line = line % lines.len();
            if let Some((key, _)) = lines[line].clone().split_once('=') {
                lines[line] = format!("{key}= {value}");
            }
            let _ = load(&lines.join("\n"), &[]);
        }
    }
}
