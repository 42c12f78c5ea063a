//! The file itself, unpacked: what a bank and its spreadsheet program find in it.

use std::io::{Cursor, Read};

use cittadella_engine::evaluate::Case;
use cittadella_tests::{Comparison, Exported, Values};
use cittadella_xlsx::book::{Cell, Content, Look, Page};
use zip::ZipArchive;

use super::{base, scenario, scenarios};

/// The parts of a workbook file by their names.
pub(super) fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("text");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

/// The parts that are worksheets, in the order of the tabs.
fn worksheets(parts: &[(String, String)]) -> Vec<&str> {
    let mut found: Vec<(u32, &str)> = parts
        .iter()
        .filter_map(|(name, text)| {
            let number = name.strip_prefix("xl/worksheets/sheet")?;
            Some((number.strip_suffix(".xml")?.parse().ok()?, text.as_str()))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, text)| text).collect()
}

fn written(name: &str) -> Vec<u8> {
    cittadella_xlsx::write::write(&base(name).book).unwrap_or_else(|error| panic!("{error}"))
}

/// W19: beside every formula stands its value, for whoever opens the file without computing; and
/// W20, no cell holds an error.
#[test]
fn every_formula_has_its_value_beside_it() {
    for name in scenarios() {
        let base = base(&name);
        let bytes = written(&name);
        let formulas = parts(&bytes)
            .iter()
            .filter(|(part, _)| part.starts_with("xl/worksheets/sheet"))
            .map(|(_, text)| text.matches("<f>").count())
            .sum::<usize>();
        let values = Values::read(bytes, &base.book);
        let comparison = Comparison::of(&base.book, |place| values.at(place));
        comparison.assert_equal(&name);
        assert_eq!(formulas, comparison.cells, "{name}");
    }
}

/// W1: frozen panes, A4 landscape, titles on every page; W9 and W24: no array formulas, no merged
/// cells, nothing hidden; W39: protected against accidents, without a password.
#[test]
fn every_worksheet_is_set_up_for_its_readers() {
    for name in scenarios() {
        let base = base(&name);
        let bytes = written(&name);
        let parts = parts(&bytes);
        let texts = worksheets(&parts);
        assert_eq!(texts.len(), base.book.worksheets.len());
        for (worksheet, text) in base.book.worksheets.iter().zip(texts) {
            let place = format!("{name}: {}", worksheet.name);
            for needed in [
                "state=\"frozen\"",
                "paperSize=\"9\"",
                "orientation=\"landscape\"",
                "<sheetProtection",
            ] {
                assert!(text.contains(needed), "{place} lacks {needed}");
            }
            for banned in [
                "hidden=\"1\"",
                "<mergeCell",
                "t=\"array\"",
                "password=",
                "hashValue=",
                "t=\"e\"",
                "<dataConsolidate",
            ] {
                assert!(!text.contains(banned), "{place} has {banned}");
            }
        }
    }
}

/// W9, W10, W24: the workbook has no macro, no link to another file, no hidden worksheet or name,
/// and does not iterate.
#[test]
fn the_workbook_hides_and_imports_nothing() {
    for name in scenarios() {
        let parts = parts(&written(&name));
        for (part, text) in &parts {
            for banned in ["vbaProject", "externalLink", "connections", "macrosheets"] {
                assert!(!part.contains(banned), "{name}: {part}");
            }
            if part == "xl/workbook.xml" {
                for banned in ["state=\"hidden\"", "veryHidden", "hidden=\"1\"", "iterate="] {
                    assert!(!text.contains(banned), "{name}: {banned}");
                }
            }
        }
    }
}

/// W1: every worksheet that takes more than one page repeats its titles.
#[test]
fn long_worksheets_repeat_their_titles() {
    for name in scenarios() {
        let base = base(&name);
        let parts = parts(&written(&name));
        let workbook = parts.iter().find(|(part, _)| part == "xl/workbook.xml");
        let (_, workbook) = workbook.expect("a workbook");
        for (position, worksheet) in base.book.worksheets.iter().enumerate() {
            if worksheet.printing.page == Page::One {
                continue;
            }
            let titles = format!("name=\"_xlnm.Print_Titles\" localSheetId=\"{position}\"");
            assert!(workbook.contains(&titles), "{name}: {}", worksheet.name);
        }
    }
}

/// W1: a title, one sentence on what the worksheet is for, and the way back.
#[test]
fn every_worksheet_says_what_it_is() {
    for name in scenarios() {
        let base = base(&name);
        for (position, worksheet) in base.book.worksheets.iter().enumerate() {
            let place = format!("{name}: {}", worksheet.name);
            let head = worksheet.cells.range(Cell::at(0, 0)..Cell::at(2, 0));
            let looks: Vec<Look> = head.clone().map(|(_, part)| part.style.look).collect();
            assert!(looks.contains(&Look::Title), "{place} has no title");
            assert!(looks.contains(&Look::Purpose), "{place} has no purpose");
            let leads_on = worksheet.cells.values().any(
                |part| matches!(part.content, Content::Link(_, to) if to.worksheet.0 != position),
            );
            assert!(leads_on, "{place} leads nowhere");
        }
    }
}

/// W37: the same scenario gives the same bytes.
#[test]
fn the_same_scenario_gives_the_same_bytes() {
    let name = "cluster-lombardo";
    let again = Exported::read_file(&scenario(name)).book(&Case::base());
    let again = cittadella_xlsx::write::write(&again).unwrap_or_else(|error| panic!("{error}"));
    assert!(written(name) == again, "two exports differ");
}

/// Names point to single cells, and each input has one.
#[test]
fn a_name_is_one_cell() {
    for name in scenarios() {
        let base = base(&name);
        let parts = parts(&written(&name));
        let workbook = parts.iter().find(|(part, _)| part == "xl/workbook.xml");
        let (_, workbook) = workbook.expect("a workbook");
        let defined = workbook.split("<definedName ").skip(1).filter_map(|text| {
            let (name, rest) = text.strip_prefix("name=\"")?.split_once('"')?;
            let value = rest.split_once('>')?.1.split_once('<')?.0;
            (!name.starts_with("_xlnm.")).then_some((name, value))
        });
        let mut count = 0;
        for (defined, value) in defined {
            count += 1;
            let cell = value.rsplit_once('!').map_or("", |(_, cell)| cell);
            let single = cell.matches('$').count() == 2 && !cell.contains([':', ',', '(']);
            assert!(single, "{name}: {defined} is {value}");
        }
        let inputs = base.exported.plan.sheet.inputs().len();
        assert!(count >= inputs, "{name}: {count} names for {inputs} inputs");
    }
}
