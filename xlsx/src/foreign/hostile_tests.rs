//! Files made to break a reader end in an error, soon and without much memory; honest ones are read.

use std::io::{Cursor, Write};

use cittadella_engine::scenario::{CellValue, WorksheetError};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::refusal::Excess;
use super::{ForeignValue, Refusal, Workbook, worksheet};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const PACKAGE_RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Rents" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A package of these parts, in their order.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook with one worksheet, and parts besides.
fn workbook_with(sheet: &[u8], others: &[(&str, &[u8])]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", PACKAGE_RELATIONS.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    parts.extend(others);
    package(&parts)
}

fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

fn refused(bytes: Vec<u8>) -> Refusal {
    Workbook::open(bytes).expect_err("it is refused")
}

#[test]
fn a_cell_in_the_last_corner_costs_no_rectangle() {
    let corner = sheet(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
         <row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>",
    );
    let cells = worksheet(workbook_with(corner.as_bytes(), &[]), "Rents").unwrap();
    let last = cells.cells.last_key_value();
    let two = CellValue::Number(2.into());
    assert_eq!(last, Some((&(1_048_575, 16_383), &two)));
}

#[test]
fn a_list_that_announces_four_billion_texts_is_refused() {
    let list = b"<sst count=\"1\" uniqueCount=\"4000000000\"><si><t>a</t></si></sst>";
    for name in ["xl/sharedStrings.xml", "XL/SHAREDstrings.xml", "xl/any.bin"] {
        let bytes = workbook_with(sheet("").as_bytes(), &[(name, list)]);
        let found = refused(bytes);
        assert!(
            matches!(
                found,
                Refusal::TooMuch {
                    what: Excess::Texts,
                    ..
                }
            ),
            "{name}: {found}"
        );
    }
}

#[test]
fn a_part_that_unpacks_to_more_than_64_megabytes_is_refused() {
    // An eighth of it is enough to be refused, and what lies behind is never unpacked.
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(Some(1));
    writer.start_file("[Content_Types].xml", options).unwrap();
    writer
        .start_file("xl/worksheets/sheet1.xml", options)
        .unwrap();
    let letters = vec![b'a'; 1024 * 1024];
    for _ in 0..80 {
        writer.write_all(&letters).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 1024 * 1024);
    let most = 64 * 1024 * 1024;
    let what = Excess::PartBytes;
    assert_eq!(refused(bytes), Refusal::TooMuch { what, most });
}

#[test]
fn addresses_outside_the_format_are_refused_wherever_they_stand() {
    for rows in [
        "<row r=\"1\"><c r=\"ZZZZZZZZ1\"><v>1</v></c></row>",
        "<row r=\"4294967296\"><c><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" r=\"XFE1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"0\" ref=\"B2:A1\">1</f></c></row>",
        "<x:row><x:c r = 'A1048577'/></x:row>",
    ] {
        let bytes = workbook_with(sheet(rows).as_bytes(), &[]);
        assert!(matches!(refused(bytes), Refusal::BadAddress(_)), "{rows}");
    }
    let bytes = workbook_with(
        b"<worksheet><dimension ref=\"C3:A1\"/><sheetData/></worksheet>",
        &[],
    );
    assert_eq!(refused(bytes), Refusal::BadAddress("C3:A1".to_owned()));
}

#[test]
fn formulas_that_share_an_absurd_number_reserve_nothing() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"4000000000\" ref=\"A1:B1\">C1*2</f><v>1</v></c>\
                <c r=\"B1\"><f t=\"shared\" si=\"4000000000\"/><v>2</v></c></row>";
    let mut book = Workbook::open(workbook_with(sheet(rows).as_bytes(), &[])).unwrap();
    let mut formulas = Vec::new();
    book.cells("Rents", |cell| formulas.extend(cell.formula))
        .unwrap();
    assert_eq!(formulas, ["C1*2", "D1*2"], "copied along the row");
}

#[test]
fn a_format_that_every_cell_copies_is_not_long() {
    let styles = format!(
        "<styleSheet><fonts><font><name val=\"{}\"/></font></fonts></styleSheet>",
        "x".repeat(5_000)
    );
    let bytes = workbook_with(
        sheet("").as_bytes(),
        &[("xl/styles.xml", styles.as_bytes())],
    );
    assert!(matches!(
        refused(bytes),
        Refusal::TooMuch {
            what: Excess::Name,
            ..
        }
    ));
}

#[test]
fn parts_stay_inside_the_package_and_are_few() {
    for path in [
        "/etc/passwd",
        "../../up.xml",
        "xl\\..\\..\\up.xml",
        "C:evil.xml",
    ] {
        let bytes = workbook_with(sheet("").as_bytes(), &[(path, b"x")]);
        assert_eq!(refused(bytes), Refusal::BadPath(path.to_owned()));
    }
    let names: Vec<String> = (0..2_100).map(|at| format!("xl/{at}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), &b"x"[..]))
        .collect();
    let what = Excess::Parts;
    assert_eq!(
        refused(package(&parts)),
        Refusal::TooMuch { what, most: 2_000 }
    );
}

#[test]
fn files_of_other_kinds_are_called_by_their_kinds() {
    let compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    let old = [&compound[..], &[0; 600]].concat();
    assert_eq!(refused(old), Refusal::OtherFormat(".xls"));
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let encrypted = [&compound[..], &[0; 600], &name].concat();
    assert_eq!(refused(encrypted), Refusal::Encrypted);
    let ods = package(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", b"<x/>"),
    ]);
    assert_eq!(refused(ods), Refusal::OtherFormat(".ods"));
    assert_eq!(refused(package(&[("a.txt", b"a")])), Refusal::NotAWorkbook);
    assert_eq!(refused(b"name,units\n".to_vec()), Refusal::NotAWorkbook);
    assert_eq!(refused(Vec::new()), Refusal::NotAWorkbook);
}

/// An honest workbook, as another program would write it.
fn honest() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Rents").unwrap();
    let percent = Format::new().set_num_format("0.0%");
    let month = Format::new().set_num_format("mmm yyyy");
    let quoted = Format::new().set_num_format("0\"% of sales\"");
    sheet.write(0, 0, "name").unwrap();
    sheet.write_with_format(1, 1, 0.055, &percent).unwrap();
    let march = ExcelDateTime::from_ymd(2025, 3, 1).unwrap();
    sheet.write_with_format(1, 2, &march, &month).unwrap();
    sheet.write(1, 3, 0.1 + 0.2).unwrap();
    sheet.write(1, 4, true).unwrap();
    let sum = Formula::new("=B2*2").set_result("0.11");
    sheet.write_formula(1, 5, sum).unwrap();
    sheet.write_with_format(1, 6, 5, &quoted).unwrap();
    sheet.write_blank(1, 7, &percent).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn an_honest_workbook_is_read_as_it_is_shown() {
    let cells = worksheet(honest(), "Rents").unwrap().cells;
    let shown: Vec<String> = cells
        .iter()
        .map(|((row, column), value)| format!("{row},{column}: {value}"))
        .collect();
    assert_eq!(
        shown,
        [
            "0,0: \"name\"",
            "1,1: 5.5%",
            "1,2: 2025-03-01",
            "1,3: 0.3",
            "1,4: TRUE",
            "1,5: 0.11",
            "1,6: 5",
        ]
    );
    let names = WorksheetError::NoSuchWorksheet(vec!["Rents".to_owned()]);
    assert_eq!(worksheet(honest(), "rents"), Err(names));
}

#[test]
fn a_formula_without_a_stored_value_is_told_from_an_empty_cell() {
    let rows = "<row r=\"1\"><c r=\"A1\"/><c r=\"B1\"><f>1+1</f></c>\
                <c r=\"C1\" t=\"e\"><v>#REF!</v></c></row>";
    let bytes = workbook_with(sheet(rows).as_bytes(), &[]);
    let cells = worksheet(bytes.clone(), "Rents").unwrap().cells;
    let cells: Vec<CellValue> = cells.into_values().collect();
    assert_eq!(
        cells,
        [CellValue::NoValue, CellValue::Error("#REF!".to_owned())]
    );
    let mut book = Workbook::open(bytes).unwrap();
    let mut values = Vec::new();
    book.cells("Rents", |cell| values.push(cell.value)).unwrap();
    assert_eq!(
        values,
        [
            ForeignValue::Nothing,
            ForeignValue::Error("#REF!".to_owned())
        ]
    );
}

#[test]
fn a_file_cut_off_anywhere_is_refused_or_read_but_never_breaks_the_reader() {
    let whole = honest();
    let mut refusals = 0;
    for end in (0..whole.len()).step_by(7) {
        refusals += usize::from(worksheet(whole[..end].to_vec(), "Rents").is_err());
    }
    assert_eq!(
        refusals,
        whole.len().div_ceil(7),
        "the end holds the list of parts"
    );
    // A byte turned over may hit an unused part; whatever it hits, an answer comes.
    for at in (0..whole.len()).step_by(11) {
        let mut turned = whole.clone();
        turned[at] ^= 0x5a;
        let _ = worksheet(turned, "Rents");
    }
}
