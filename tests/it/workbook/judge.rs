//! IronCalc, a spreadsheet program that is not ours, as the judge of our workbooks.

use cittadella_engine::calendar::YearMonth;
use cittadella_tests::{Comparison, Found};
use cittadella_xlsx::book::{Book, Content, Place, WorksheetId};
use ironcalc::base::Model;
use ironcalc::base::cell::CellValue;
use ironcalc::import::load_from_xlsx_bytes;

/// A workbook opened in IronCalc.
pub(super) struct Judge {
    model: Model<'static>,
    /// What stands in the cells that are no formulas: the workbook last typed in.
    typed: Book,
}

impl Judge {
    /// Writes a workbook and opens the file.
    pub(super) fn open(book: &Book) -> Judge {
        let bytes = cittadella_xlsx::write::write(book).unwrap_or_else(|error| panic!("{error}"));
        let workbook = load_from_xlsx_bytes(&bytes, "plan", "en", "UTC")
            .unwrap_or_else(|error| panic!("IronCalc refuses the file: {error}"));
        let model = Model::from_workbook(workbook, "en")
            .unwrap_or_else(|error| panic!("IronCalc refuses the workbook: {error}"));
        Judge {
            model,
            typed: book.clone(),
        }
    }

    /// Types into the open workbook whatever stands otherwise in another one: the selector of
    /// the case, the stated inputs.
    ///
    /// # Panics
    /// If the two differ in more than numbers and dates: they would be two workbooks.
    pub(super) fn type_in(&mut self, book: &Book) {
        assert_eq!(self.typed.worksheets.len(), book.worksheets.len());
        let mut typed: Vec<(Place, Change)> = Vec::new();
        for (position, (old, new)) in self
            .typed
            .worksheets
            .iter()
            .zip(&book.worksheets)
            .enumerate()
        {
            assert!(
                old.cells.keys().eq(new.cells.keys()),
                "{}: other cells in another case",
                new.name
            );
            for ((cell, old), part) in old.cells.iter().zip(new.cells.values()) {
                let place = Place {
                    worksheet: WorksheetId(position),
                    cell: *cell,
                };
                let change = change(&old.content, &part.content);
                assert!(
                    change != Change::Forbidden,
                    "{}!{cell} is another cell in another case: {:?}, {:?}",
                    new.name,
                    old.content,
                    part.content
                );
                typed.push((place, change));
            }
        }
        for (place, change) in typed {
            match change {
                Change::Number(number) => self.put(place, number),
                Change::Text(text) => self.put_text(place, &text),
                Change::None | Change::Forbidden => {}
            }
        }
        self.typed = book.clone();
    }

    /// Types a number into a cell, whatever stood there.
    pub(super) fn put(&mut self, place: Place, number: f64) {
        let (sheet, row, column) = indices(place);
        self.model
            .update_cell_with_number(sheet, row, column, number)
            .unwrap_or_else(|error| panic!("{place:?}: {error}"));
    }

    /// Types a text into a cell.
    fn put_text(&mut self, place: Place, text: &str) {
        let (sheet, row, column) = indices(place);
        self.model
            .update_cell_with_text(sheet, row, column, text)
            .unwrap_or_else(|error| panic!("{place:?}: {error}"));
    }

    /// Types a formula (without its `=`) into a cell.
    pub(super) fn put_formula(&mut self, place: Place, formula: &str) {
        let (sheet, row, column) = indices(place);
        self.model
            .set_user_input(sheet, row, column, format!("={formula}"))
            .unwrap_or_else(|error| panic!("{place:?}: {error}"));
    }

    /// Computes every cell.
    pub(super) fn recalculate(&mut self) {
        self.model.evaluate();
    }

    /// What stands in a cell.
    pub(super) fn at(&self, place: Place) -> Found {
        let (sheet, row, column) = indices(place);
        match self.model.get_cell_value_by_index(sheet, row, column) {
            Ok(CellValue::None) => Found::Nothing,
            Ok(CellValue::Number(number)) => Found::Number(number),
            Ok(CellValue::String(text)) => Found::Text(text),
            Ok(CellValue::Boolean(flag)) => Found::Other(flag.to_string()),
            Err(error) => Found::Other(error),
        }
    }

    /// Every formula cell against the values of a workbook.
    pub(super) fn compare(&self, book: &Book) -> Comparison {
        Comparison::of(book, |place| self.at(place))
    }
}

fn indices(place: Place) -> (u32, i32, i32) {
    let index = |number: u32| i32::try_from(number).expect("a cell of a worksheet") + 1;
    let sheet = u32::try_from(place.worksheet.0).expect("a worksheet");
    (
        sheet,
        index(place.cell.row),
        index(place.cell.column.into()),
    )
}

/// What to type into a cell so that it becomes another one.
#[derive(Debug, PartialEq)]
enum Change {
    None,
    Number(f64),
    Text(String),
    /// More than a value that may be typed differs.
    Forbidden,
}

fn change(old: &Content, new: &Content) -> Change {
    match (old, new) {
        (Content::Number(a), Content::Number(b)) if a.to_bits() == b.to_bits() => Change::None,
        (Content::Number(_), Content::Number(b)) => Change::Number(*b),
        (Content::Date(a), Content::Date(b)) if a == b => Change::None,
        (Content::Date(_), Content::Date(b)) => Change::Number(serial(*b)),
        (Content::Text(a), Content::Text(b)) if a == b => Change::None,
        (Content::Text(_), Content::Text(b)) => Change::Text(b.clone()),
        (Content::Formula(a, _), Content::Formula(b, _)) if a == b => Change::None,
        (same, other) if same == other => Change::None,
        (_, _) => Change::Forbidden,
    }
}

/// The number of the last day of a month: 31 for January 1900, and one more than the days since
/// from March 1900 on, because spreadsheets count a 29 February 1900 that never was.
pub(super) fn serial(month: YearMonth) -> f64 {
    let first = YearMonth::new(1900, 1).expect("a month");
    let months = 0..=month.months_since(first);
    let days: u32 = months.map(|months| first.plus_months(months).days()).sum();
    f64::from(days + 1)
}

#[test]
fn months_have_the_numbers_that_spreadsheets_give_them() {
    // Microsoft's documentation of DATE: 1 January 2008 is day 39448.
    let december: YearMonth = "2007-12".parse().expect("a month");
    assert_eq!(serial(december).to_bits(), 39_447_f64.to_bits());
    let february: YearMonth = "2024-02".parse().expect("a month");
    assert_eq!(serial(february).to_bits(), 45_351_f64.to_bits());
}
