//! Text of users that looks like a formula, and plans larger than the format.

use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};
use cittadella_engine::evaluate::Case;
use cittadella_tests::Exported;
use cittadella_xlsx::WorkbookError;
use cittadella_xlsx::book::{Book, Cell, Colour, Content, Look, Style, Worksheet};

use super::package::parts;

/// Beginnings that a spreadsheet program takes for a formula: OWASP, "CSV Injection".
const BEGINNINGS: [&str; 5] = ["=", "+", "-", "@", "'="];

/// W35: text that begins with `= + - @` stays text.
#[test]
fn text_of_users_never_becomes_a_formula() {
    let attack = "1+HYPERLINK(\\\"http://example.org\\\",\\\"x\\\")";
    let items: String = BEGINNINGS
        .iter()
        .enumerate()
        .map(|(number, beginning)| {
            format!(
                "[costs.c{number}]\nentity = 'hub'\nlabel = \"{beginning}{attack}\"\n\
                 amount = {{ base = 100, per = 'month' }}\nvat = 'vat.outside'\n"
            )
        })
        .collect();
    let text = format!(
        "[plan]\nname = \"=1+1\"\nstart = '2024-01'\nyears = 3\nlanguage = 'en'\n\
         [entities.hub]\nname = \"=cmd|' /C calc'!A0\"\nkind = 'company'\nlegal_form = 'srl'\n\
         founded = '2024-01'\n[equity.hub]\nentity = 'hub'\npayments = {{ '2024-01' = 100_000 }}\n\
         [stresses.dear]\nlabel = \"@SUM(1+1)\"\nset = {{ 'costs.c0.amount' = '+10%' }}\n{items}"
    );
    let book = Exported::read(&text).book(&Case::base());
    let bytes = cittadella_xlsx::write::write(&book).unwrap_or_else(|error| panic!("{error}"));
    let mut seen = 0;
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook");
    for worksheet in &book.worksheets {
        let range = file.worksheet_range(&worksheet.name).expect("a worksheet");
        let attack = |data: &Data| {
            data.get_string()
                .is_some_and(|text| text.contains("HYPERLINK("))
        };
        seen += range
            .used_cells()
            .filter(|(_, _, data)| attack(data))
            .count();
    }
    assert!(seen >= BEGINNINGS.len(), "the labels stand in {seen} cells");
    for (part, text) in parts(&bytes) {
        if !part.starts_with("xl/worksheets/sheet") {
            continue;
        }
        let formulas = text.split("<f>").skip(1);
        for formula in formulas.map(|rest| rest.split("</f>").next().unwrap_or_default()) {
            for foreign in ["HYPERLINK", "cmd", "SUM(1+1)"] {
                assert!(!formula.contains(foreign), "a label became ={formula}");
            }
        }
    }
}

fn with(cell: Cell, content: Content) -> Book {
    let mut worksheet = Worksheet::new("Plan", Colour::Output);
    worksheet.put(cell, content, Style::text(Look::Body));
    Book {
        title: "Plan".to_owned(),
        properties: Vec::new(),
        worksheets: vec![worksheet],
        names: Vec::new(),
    }
}

/// A tab or a carriage return is refused in a scenario; should one reach a cell, it stays text.
#[test]
fn a_cell_of_text_is_text_whatever_it_begins_with() {
    for text in [
        "=1+1", "+1", "-1", "@SUM(1)", "\t=1+1", "\r=1+1", "'=1+1", "{=1+1}",
    ] {
        let book = with(Cell::at(4, 2), Content::Text(text.to_owned()));
        let bytes = cittadella_xlsx::write::write(&book).unwrap_or_else(|error| panic!("{error}"));
        let worksheets = parts(&bytes).into_iter();
        let worksheet = worksheets.filter(|(part, _)| part.starts_with("xl/worksheets/sheet"));
        for (_, xml) in worksheet {
            assert!(!xml.contains("<f"), "{text:?} became a formula");
            assert!(xml.contains("t=\"s\""), "{text:?} is no text");
        }
    }
}

/// W36: what the format cannot hold is refused, never cut: 1,048,576 rows, 16,384 columns, 32,767
/// characters in a cell.
#[test]
fn what_the_format_cannot_hold_is_refused() {
    let text = |length: usize| Content::Text("x".repeat(length));
    let last = Cell::at(1_048_575, 16_383);
    assert!(cittadella_xlsx::write::write(&with(last, text(32_767))).is_ok());
    let refused = |book: &Book| cittadella_xlsx::write::write(book).err();
    let rows = refused(&with(Cell::at(1_048_576, 0), text(1)));
    assert!(
        matches!(rows, Some(WorkbookError::TooManyRows { .. })),
        "{rows:?}"
    );
    let columns = refused(&with(Cell::at(0, 16_384), text(1)));
    assert!(
        matches!(columns, Some(WorkbookError::TooManyColumns { .. })),
        "{columns:?}"
    );
    let long = refused(&with(Cell::at(0, 0), text(32_768)));
    assert!(
        matches!(long, Some(WorkbookError::TextTooLong { .. })),
        "{long:?}"
    );
}
