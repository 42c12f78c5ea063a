//! Workbooks that come back: changed as a bank changes them, by writing parts of the file anew.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what cannot be prepared fails the test"
)]

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const SCENARIO: &str = r#"
[plan]
name = "Small hub"
start = "2025-01"
years = 2
language = "en"

[entities.hub]
name = "Small Hub srl"
kind = "company"
legal_form = "srl"
founded = "2025-01"

[equity.founders]
entity = "hub"
payments = { "2025-01" = 60_000 }

[milestones.works]
date = "2025-02"

[spaces.desks]
entity = "hub"
units = 20
price = { base = 200, per = "unit/month", uniform = [180, 220] }
opens = "milestones.works"
occupancy = { initial = "30%", full = "90%", ramp_months = 12 }
vat = "vat.standard"

[staff.manager]
entity = "hub"
headcount = { from = { "2025-01" = 0.5, "2026-01" = 1 } }
gross_salary = 30_000

[costs.rent]
entity = "hub"
account = "B8"
amount = { yearly = [12_000, 14_000] }
begins = "2025-02"
vat = "vat.outside"

[stresses.dear]
label = "Dear rent"
set = { "costs.rent.amount" = "*1.2" }
"#;

/// A folder with the scenario and its workbook.
fn exported() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("hub.toml"), SCENARIO).unwrap();
    let (text, code) = run(folder.path(), &["export", "hub.toml", "-o", "hub.xlsx"]);
    assert_eq!(code, 0, "{text}");
    folder
}

/// What a command says, on both ways, and its exit code.
fn run(folder: &Path, arguments: &[&str]) -> (String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cittadella"));
    command.current_dir(folder).env("NO_COLOR", "1");
    let output = command.args(arguments).output().unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (text.concat(), output.status.code().unwrap())
}

/// The parts of a workbook, in their order.
struct Package(Vec<(String, Vec<u8>)>);

impl Package {
    fn open(path: &Path) -> Package {
        let mut archive = ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
        let parts = (0..archive.len()).map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        });
        Package(parts.collect())
    }

    fn save(&self, path: &Path) {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            writer
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(content).unwrap();
        }
        fs::write(path, writer.finish().unwrap().into_inner()).unwrap();
    }

    fn text(&self, name: &str) -> String {
        let part = self.0.iter().find(|(known, _)| known == name);
        String::from_utf8(part.unwrap().1.clone()).unwrap()
    }

    fn put(&mut self, name: &str, text: String) {
        let part = self.0.iter_mut().find(|(known, _)| known == name);
        part.unwrap().1 = text.into_bytes();
    }

    /// Worksheet and cell of a name: `'Inputs sales'!$D$13`.
    fn named(&self, name: &str) -> (String, String) {
        let book = self.text("xl/workbook.xml");
        let head = format!("<definedName name=\"{name}\">");
        let (_, rest) = book.split_once(&head).unwrap();
        let (target, _) = rest.split_once('<').unwrap();
        let (worksheet, cell) = target.rsplit_once('!').unwrap();
        (
            worksheet.trim_matches('\'').to_owned(),
            cell.replace('$', ""),
        )
    }

    /// Writes what stands between the tags of a cell anew; `kind` is the cell's type.
    fn set(&mut self, worksheet: &str, cell: &str, kind: &str, inside: &str) -> String {
        let book = self.text("xl/workbook.xml");
        let sheets = book.split("<sheet name=\"").skip(1);
        let position = sheets
            .map(|rest| rest.split_once('"').unwrap().0)
            .position(|name| name == worksheet);
        let part = format!("xl/worksheets/sheet{}.xml", position.unwrap() + 1);
        let text = self.text(&part);
        let head = format!("<c r=\"{cell}\"");
        let start = text
            .find(&head)
            .unwrap_or_else(|| panic!("{worksheet}!{cell}"));
        let (tag, _) = text[start..].split_once('>').unwrap();
        let whole = if tag.ends_with('/') {
            tag.len() + 1
        } else {
            text[start..].find("</c>").unwrap() + 4
        };
        let before = text[start..start + whole].to_owned();
        let style = tag
            .split_once(" s=\"")
            .map(|(_, rest)| rest.split_once('"').unwrap().0);
        let style = style
            .map(|style| format!(" s=\"{style}\""))
            .unwrap_or_default();
        let now = format!("{head}{style}{kind}>{inside}</c>");
        self.put(&part, text.replacen(&before, &now, 1));
        before
    }

    fn number(&mut self, name: &str, value: &str) {
        let (worksheet, cell) = self.named(name);
        self.set(&worksheet, &cell, "", &format!("<v>{value}</v>"));
    }
}

#[test]
fn a_workbook_that_nobody_changed_says_so() {
    let folder = exported();
    let (text, code) = run(folder.path(), &["verify", "hub.xlsx"]);
    assert!(
        text.ends_with("Every formula and every value are those of the plan.\n"),
        "{text}"
    );
    assert_eq!(code, 0);
    let (text, code) = run(folder.path(), &["import", "hub.xlsx", "-o", "bank.toml"]);
    assert_eq!(
        text,
        "No input was changed in `hub.xlsx`: nothing was written.\n"
    );
    assert_eq!(code, 0);
    assert!(!folder.path().join("bank.toml").exists());
}

#[test]
fn changed_inputs_come_back_as_a_scenario_that_extends_the_exported_one() {
    let folder = exported();
    let path = folder.path().join("edited.xlsx");
    let mut package = Package::open(&folder.path().join("hub.xlsx"));
    package.number("spaces.desks.price", "215.5");
    package.number("spaces.desks.occupancy.full", "0.85");
    package.number("spaces.desks.opens.plus_months", "3");
    // 30 April 2025; any day of the month is the month.
    package.number("costs.rent.begins", "45777");
    let (worksheet, cell) = package.named("equity.founders.payments");
    assert_eq!(&cell[..1], "J", "the first month");
    let line = &cell[1..];
    package.set(&worksheet, &format!("L{line}"), "", "<v>10000</v>");
    let (worksheet, cell) = package.named("staff.manager.headcount");
    let line = &cell[1..];
    package.set(&worksheet, &format!("J{line}"), "", "<v>0.25</v>");
    let (worksheet, cell) = package.named("costs.rent.amount");
    let line = &cell[1..];
    for column in [
        "V", "W", "X", "Y", "Z", "AA", "AB", "AC", "AD", "AE", "AF", "AG",
    ] {
        package.set(&worksheet, &format!("{column}{line}"), "", "<v>15000</v>");
    }
    package.save(&path);
    let (text, code) = run(folder.path(), &["import", "edited.xlsx", "-o", "bank.toml"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("the workbook was not recalculated"), "{text}");
    let overlay = fs::read_to_string(folder.path().join("bank.toml")).unwrap();
    let mut lines: Vec<&str> = overlay.lines().collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "",
            "# What was changed in edited.xlsx, over hub.toml.",
            "costs.rent.amount = { yearly = [12000, 15000] } # was { yearly = [12000, 14000] }",
            "costs.rent.begins = \"2025-04\" # was \"2025-02\"",
            "equity.founders.payments = { \"2025-01\" = 60000, \"2025-03\" = 10000 } # was { \"2025-01\" = 60000 }",
            "extends = \"hub.toml\"",
            "spaces.desks.occupancy.full = \"85%\" # was \"90%\"",
            "spaces.desks.opens = { at = \"milestones.works\", plus_months = 3 } # was { at = \"milestones.works\", plus_months = 0 }",
            "spaces.desks.price = 215.5 # was 200",
            "staff.manager.headcount = { from = { \"2025-01\" = 0.25, \"2025-02\" = 0.5, \"2026-01\" = 1 } } # was { from = { \"2025-01\" = 0.5, \"2026-01\" = 1 } }",
        ]
    );
    let (text, code) = run(folder.path(), &["check", "bank.toml"]);
    assert_eq!((text.as_str(), code), ("", 0));
    let (text, code) = run(folder.path(), &["verify", "edited.xlsx"]);
    assert_eq!(code, 1, "it still shows the old results: {text}");
    let (text, code) = run(folder.path(), &["import", "edited.xlsx", "-o", "bank.toml"]);
    assert_eq!(code, 73, "what is there is not written over: {text}");
}

#[test]
fn what_may_not_be_changed_is_refused_with_its_address_and_nothing_is_written() {
    let folder = exported();
    let mut package = Package::open(&folder.path().join("hub.xlsx"));
    let text = |text: &str| format!("<is><t>{text}</t></is>");
    let (sales, price) = package.named("spaces.desks.price");
    package.set(&sales, &price, " t=\"inlineStr\"", &text("about 200"));
    let (_, full) = package.named("spaces.desks.occupancy.full");
    package.set(&sales, &full, "", "<f>40+9</f><v>49</v>");
    let (_, units) = package.named("spaces.desks.units");
    package.set(&sales, &units, "", "<v>-1</v>");
    let (costs, begins) = package.named("costs.rent.begins");
    package.set(&costs, &begins, "", "");
    let (by_month, amount) = package.named("costs.rent.amount");
    let month = format!("K{}", &amount[1..]);
    package.set(&by_month, &month, "", "<v>1</v>");
    let formula = package.set("Time", "K4", "", "<v>2</v>");
    assert!(formula.contains("<f>"), "{formula}");
    package.set("Cases", "A1", " t=\"inlineStr\"", &text("Mine"));
    let book = package.text("xl/workbook.xml");
    let name = "name=\"staff.manager.gross_salary\"";
    package.put("xl/workbook.xml", book.replace(name, "name=\"staff.gone\""));
    package.save(&folder.path().join("edited.xlsx"));
    let (text, code) = run(
        folder.path(),
        &["import", "edited.xlsx", "-o", "bank.toml", "--lang", "en"],
    );
    assert_eq!(code, 65, "{text}");
    assert!(!folder.path().join("bank.toml").exists());
    for (code, place) in [
        ("E0914", format!("{sales}!{price}")),
        ("E0915", format!("{sales}!{full}")),
        ("E0204", format!("{sales}!{units}")),
        ("E0914", format!("{costs}!{begins}")),
        ("E0919", format!("{by_month}!{month}")),
        ("E0917", "Time!K4".to_owned()),
        ("E0918", "Cases!A1".to_owned()),
    ] {
        let head = format!("error[{code}]");
        let found = text.split("\n\n").any(|part| {
            part.starts_with(&head) && part.contains(&format!("edited.xlsx:{place}\n"))
        });
        assert!(found, "{code} at {place} in\n{text}");
    }
    assert!(
        text.contains("the name `staff.manager.gross_salary` is gone"),
        "{text}"
    );
    assert!(
        text.contains("8 changes in `edited.xlsx` cannot be taken over"),
        "{text}"
    );
    let (text, code) = run(folder.path(), &["verify", "edited.xlsx"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("Time!K4: nothing (written: ="), "{text}");
}

#[test]
fn a_value_that_the_plan_does_not_give_is_found_and_so_is_another_scenario_inside() {
    let folder = exported();
    let mut package = Package::open(&folder.path().join("hub.xlsx"));
    let original = package.set("Time", "K4", "", "<v>0</v>");
    let (_, formula) = original.split_once("<f>").unwrap();
    let (formula, _) = formula.split_once("</f>").unwrap();
    let forged = format!("<f>{formula}</f><v>7</v>");
    package.set("Time", "K4", "", &forged);
    package.save(&folder.path().join("forged.xlsx"));
    let (text, code) = run(folder.path(), &["verify", "forged.xlsx"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("  Time!K4: 7 (the plan gives 2)\n"), "{text}");

    let other = SCENARIO.replace("gross_salary = 30_000", "gross_salary = 31_000");
    let mut package = Package::open(&folder.path().join("hub.xlsx"));
    let text = package.text("xl/sharedStrings.xml");
    assert!(other.contains("31_000") && text.contains("gross_salary = 30_000"));
    let text = text.replace("gross_salary = 30_000", "gross_salary = 31_000");
    package.put("xl/sharedStrings.xml", text);
    package.save(&folder.path().join("other.xlsx"));
    let (text, code) = run(folder.path(), &["verify", "other.xlsx"]);
    assert_eq!(code, 1, "{text}");
    assert!(
        text.contains("The text of the scenario in the workbook was changed"),
        "{text}"
    );
}

#[test]
fn a_chosen_case_is_no_change_of_the_plan() {
    let folder = exported();
    let mut package = Package::open(&folder.path().join("hub.xlsx"));
    package.set(
        "Cases",
        "D4",
        " t=\"inlineStr\"",
        "<is><t>Dear rent</t></is>",
    );
    package.save(&folder.path().join("dear.xlsx"));
    let (text, code) = run(folder.path(), &["import", "dear.xlsx", "-o", "bank.toml"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("shows the case \"Dear rent\""), "{text}");
    assert!(!folder.path().join("bank.toml").exists());
}

#[test]
fn a_file_that_is_no_workbook_of_ours_is_refused() {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/errors/files");
    for (file, code) in [("staff.xlsx", "E0913"), ("text.xlsx", "E0902")] {
        for command in [vec!["verify", file], vec!["import", file, "-o", "x.toml"]] {
            let (text, exit) = run(&files, &command);
            assert!(text.starts_with(&format!("error[{code}]")), "{text}");
            assert_eq!(exit, 65);
        }
    }
    let (text, exit) = run(&files, &["verify", "missing.xlsx"]);
    assert_eq!(exit, 66, "{text}");
}
