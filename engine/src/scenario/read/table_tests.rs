//! Tables of spreadsheets as items: what they mean, and what is refused of them with which address.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::scenario::{CellValue, Changes, Level, Loaded, Refused, Scenario, Worksheet};
use crate::wording::Language;

const BASE: &str = r#"
[plan]
name = "Prova"
start = "2024-01"
years = 3
[entities.hub]
name = "Hub srl"
kind = "company"
legal_form = "srl"
founded = "2024-01"
"#;
/// A price list, in TOML.
const SPACES: &str = r#"
[spaces.desks]
label = "Postazioni 24"
entity = "hub"
units = 90
price = { base = 190.5, per = "unit/month" }
opens = "2024-03"
occupancy = { initial = "30%", full = 0.9, ramp_months = 12 }
vat = "vat.standard"
split_payment = true
[spaces.rooms]
label = "2"
entity = "hub"
units = 4
price = { base = 1_200, per = "unit/month" }
opens = "2025-01"
occupancy = { full = "85%" }
vat = "vat.standard"
"#;
/// The same, as a table.
const SPACES_CSV: &str = "\
name;label;entity;units;price.base;price.per;opens;occupancy.initial;occupancy.full;occupancy.ramp_months;vat;split_payment
desks;\"Postazioni 24\";hub;90;190.5;unit/month;2024-03;30%;0.9;12;vat.standard;true

rooms;2;hub;4;1_200;unit/month;2025-01;;85%;;vat.standard;
";

fn load(files: &[(&str, String)]) -> Result<Loaded, Refused> {
    let files: BTreeMap<String, String> = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.clone()))
        .collect();
    Scenario::load("a.toml", &files, &Changes::default())
}

fn with_csv(section: &str, csv: &str) -> Result<Loaded, Refused> {
    load(&[
        (
            "a.toml",
            format!("{BASE}[{section}]\ntable = {{ file = \"t.csv\" }}\n"),
        ),
        ("t.csv", csv.to_owned()),
    ])
}

/// A worksheet from rows of cells.
fn sheet(rows: &[&[CellValue]]) -> Worksheet {
    let mut sheet = Worksheet::default();
    for (row, cells) in (0..).zip(rows) {
        for (column, value) in (0..).zip(*cells) {
            if *value != CellValue::Text(String::new()) {
                sheet.cells.insert((row, column), value.clone());
            }
        }
    }
    sheet
}

fn text(text: &str) -> CellValue {
    CellValue::Text(text.to_owned())
}

fn number(digits: &str) -> CellValue {
    CellValue::Number(digits.parse().unwrap())
}

fn with_sheet(section: &str, sheet: &Worksheet) -> Result<Loaded, Refused> {
    load(&[
        (
            "a.toml",
            format!("{BASE}[{section}]\ntable = {{ file = \"t.xlsx\", sheet = \"List\" }}\n"),
        ),
        ("t.xlsx:List", sheet.text().0),
    ])
}

/// The code, place and title of every finding.
fn findings(read: Result<Loaded, Refused>) -> Vec<String> {
    let refused = read.expect_err("it is refused");
    let shown = refused.diagnostics.iter().map(|found| {
        let place = found.place.as_ref().map(ToString::to_string);
        let title = found.title(Language::English);
        format!("{} {}: {title}", found.code, place.unwrap_or_default())
    });
    shown.collect()
}

/// A scenario without what differs because the text does: places and the texts themselves.
fn shape(loaded: Result<Loaded, Refused>) -> String {
    let loaded = loaded.map_err(|refused| refused.diagnostics).unwrap();
    let text = format!("{:#?}", loaded.scenario);
    let mut kept = Vec::new();
    let mut within = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        match within {
            Some(of) if indent > of => continue,
            Some(_) => {
                within = None;
                continue;
            }
            None if line.ends_with("place: Place {") => within = Some(indent),
            None => kept.push(line),
        }
    }
    kept.join("\n")
}

#[test]
fn a_price_list_in_a_file_is_the_same_as_in_the_scenario() {
    let written = shape(load(&[("a.toml", format!("{BASE}{SPACES}"))]));
    assert!(written.contains("Postazioni 24") && !written.contains("a.toml"));
    assert_eq!(shape(with_csv("spaces", SPACES_CSV)), written);
}

#[test]
fn a_worksheet_gives_percentages_months_and_stored_results() {
    let none = || text("");
    let rows = sheet(&[&[text("Prices of 2024")], &[]]);
    assert_eq!(
        findings(with_sheet("spaces", &rows)),
        ["E0904 t.xlsx:List!A1: the table of `[spaces]` lacks the column `name`"]
    );
    let keys: Vec<CellValue> = SPACES_CSV
        .lines()
        .next()
        .unwrap()
        .split(';')
        .map(text)
        .collect();
    let rows = sheet(&[
        &[text("Prices of 2024")],
        &keys,
        &[
            text("desks"),
            text("Postazioni 24"),
            text("hub"),
            number("90"),
            number("190.5"),
            text("unit/month"),
            CellValue::Date("2024-03-01".to_owned()),
            CellValue::Percent("0.3".parse().unwrap()),
            number("0.9"),
            number("12"),
            text("vat.standard "),
            CellValue::Boolean(true),
        ],
        &[],
        &[
            text("rooms"),
            text("2"),
            text("hub"),
            number("4"),
            number("1200"),
            text("unit/month"),
            text("2025-01"),
            none(),
            CellValue::Percent("0.85".parse().unwrap()),
            none(),
            text("vat.standard"),
        ],
    ]);
    let written = shape(load(&[("a.toml", format!("{BASE}{SPACES}"))]));
    assert_eq!(shape(with_sheet("spaces", &rows)), written);
    let loaded = with_sheet("spaces", &rows).unwrap();
    let units = &loaded.scenario.spaces[1].units;
    assert_eq!(units.level, Level::Base(4.into()));
    assert_eq!(units.place.to_string(), "t.xlsx:List!D5", "for `explain`");
}

#[test]
fn rent_rolls_staff_and_investments_are_read_too() {
    let roll = "name,space,area_m2,begins,leaves,void_months\n\
                acme,offices,300,2024-07,2026-03,6\nzeta,spaces.offices,120.5,,never,\n";
    let offices = "[spaces.offices]\nentity = \"hub\"\nunits = 20\narea_m2 = 50\n\
                   price = { base = 120, per = \"m2/year\" }\nopens = \"2024-02\"\n\
                   occupancy = { full = \"50%\" }\nvat = \"vat.standard\"\n";
    let loaded = load(&[
        (
            "a.toml",
            format!("{BASE}{offices}[tenants]\ntable = {{ file = \"lists/t.csv\" }}\n"),
        ),
        ("lists/t.csv", roll.to_owned()),
    ]);
    let tenants = loaded.unwrap().scenario.tenants;
    assert_eq!(tenants.len(), 2);
    assert_eq!(tenants[1].space, "offices");
    assert_eq!(
        tenants[1].area_m2.level,
        Level::Base("120.5".parse().unwrap())
    );

    let staff = "name,entity,headcount.from.2024-03,headcount.from.2025-01,gross_salary\n\
                 host,hub,0.5,1,24000\n";
    let staff = with_csv("staff", staff).unwrap().scenario.staff;
    let Level::Steps(steps) = &staff[0].headcount.level else {
        panic!("{:?}", staff[0].headcount);
    };
    assert_eq!(steps[1].is, 1.into());

    let capex = "name,entity,amount,spend.at,spend.months,in_use,depreciation,account,vat\n\
                 fit_out,hub,320000,2024-01,4,2024-05,12%,B.II.4,vat.standard\n";
    let capex = with_csv("capex", capex).unwrap().scenario.capex;
    assert_eq!(capex[0].amount.level, Level::Base(320_000.into()));
}

#[test]
fn every_mistake_of_a_table_is_told_in_one_run_with_its_cell() {
    let rows = sheet(&[
        &["name", "entity", "headcont", "headcount", "gross_salary"].map(text),
        &[
            text("a"),
            text("hub"),
            number("1"),
            number("1"),
            text("1.234,50"),
        ],
        &[text("b"), text("hbu"), number("1"), text("2"), number("-3")],
        &[
            text("C d"),
            text("hub"),
            number("1"),
            CellValue::Date("2024-03-15".to_owned()),
            CellValue::Error("#N/A".to_owned()),
        ],
        &[
            number("7"),
            text("hub"),
            number("1"),
            CellValue::NoValue,
            number("5"),
        ],
    ]);
    assert_eq!(
        findings(with_sheet("staff", &rows)),
        [
            "E0909 t.xlsx:List!E4: the cell of `gross_salary` holds the error #N/A",
            "E0910 t.xlsx:List!D5: no value is stored beside the formula of `headcount`",
        ],
        "what cannot be read comes first"
    );
    let mut rows = rows;
    rows.cells.insert((3, 4), number("5"));
    rows.cells.insert((4, 3), number("1"));
    assert_eq!(
        findings(with_sheet("staff", &rows)),
        [
            "E0102 t.xlsx:List!C1: `staff.a` has no key `headcont`",
            "E0201 t.xlsx:List!E2: `staff.a.gross_salary`: `1.234,50` is not a number",
            "E0401 t.xlsx:List!B3: there is no `hbu` among [entities]",
            "E0203 t.xlsx:List!D3: `staff.b.headcount` is in people: `2` does not fit",
            "E0204 t.xlsx:List!E3: `staff.b.gross_salary` cannot be -3",
            "E0008 t.xlsx:List!A4: the key `C d` does not have the form of a name",
            "E0201 t.xlsx:List!D4: `staff.C d.headcount`: `2024-03-15` is not a number",
            "E0008 t.xlsx:List!A5: the key `7` does not have the form of a name",
        ]
    );
}

#[test]
fn rows_and_sections_of_one_file_have_different_names_and_a_layer_goes_over_them() {
    let staff = "name,entity,headcount,gross_salary\nhost,hub,1,24000\n";
    let head = "[staff]\ntable = { file = \"t.csv\" }\n";
    let twice =
        format!("{BASE}{head}[staff.host]\nentity = \"hub\"\nheadcount = 2\ngross_salary = 1\n");
    let files = [("a.toml", twice), ("t.csv", staff.to_owned())];
    assert_eq!(
        findings(load(&files)),
        ["E0906 t.csv:2: two items are called `host`"]
    );
    let over = "extends = \"b.toml\"\n[staff.host]\ngross_salary = 25_000\n".to_owned();
    let files = [
        ("a.toml", over),
        ("b.toml", format!("{BASE}{head}")),
        ("t.csv", staff.to_owned()),
    ];
    let loaded = load(&files).unwrap();
    let salary = &loaded.scenario.staff[0].gross_salary;
    assert_eq!(salary.level, Level::Base(25_000.into()));
}

#[test]
fn a_column_of_a_number_and_one_of_its_parts_exclude_each_other() {
    let staff =
        "name,entity,headcount,headcount.base,gross_salary\nhost,hub,1,1,24000\nb,hub,1,1,1\n";
    assert_eq!(
        findings(with_csv("staff", staff)),
        ["E0108 t.csv:1: `staff` has both `headcount` and `headcount.base`"]
    );
}

#[test]
fn what_a_table_names_is_checked() {
    let wrong = [
        ("table = 3", Code::WrongType),
        ("table = { sheet = \"A\" }", Code::MissingKey),
        ("table = { file = \"a.xlsx\" }", Code::MissingKey),
        ("table = { file = 3 }", Code::WrongType),
        (
            "table = { file = \"t.csv\", shet = \"A\" }",
            Code::UnknownKey,
        ),
        (
            "table = { file = \"t.csv\", sheet = \"A\" }",
            Code::Conflict,
        ),
        ("table = { file = \"../t.csv\" }", Code::PathLeavesFolder),
        ("table = { file = \"other.csv\" }", Code::FileUnreadable),
        (
            "table = { file = \"other.xlsx\", sheet = \"A\" }",
            Code::FileUnreadable,
        ),
        ("table = { file = \"t.ods\" }", Code::NotATable),
    ];
    for (line, code) in wrong {
        let files = [
            ("a.toml", format!("{BASE}[staff]\n{line}\n")),
            (
                "t.csv",
                "name,entity,headcount,gross_salary\nhost,hub,1,24000\n".to_owned(),
            ),
        ];
        let refused = load(&files).unwrap_err().diagnostics;
        let codes: Vec<Code> = refused.iter().map(|found| found.code).collect();
        assert_eq!(codes, [code], "{line}");
    }
}

#[test]
fn a_worksheet_of_endless_rows_or_columns_is_refused() {
    for at in [(10_000, 0), (1, 500)] {
        let mut rows = sheet(&[&[text("name"), text("entity")]]);
        rows.cells.insert(at, text("x"));
        let codes = with_sheet("staff", &rows).unwrap_err().diagnostics;
        assert_eq!(codes[0].code, Code::TooMany);
    }
}
