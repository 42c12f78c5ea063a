//! A workbook as another program computed it, against the values that the engine computed.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use cittadella_engine::quantity::Unit;
use cittadella_xlsx::book::{Book, Cached, Cell, Content, NumberFormat, Part, Place, WorksheetId};
use std::collections::HashMap;

/// What another program has in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// An error such as `#DIV/0!`, or a value of a kind that we never write.
    Other(String),
}

/// How far two values may lie apart: half a cent of money, a billionth of anything else, a
/// ten-millionth of a rate of return, which every program searches for in its own way.
fn allowed(part: &Part, formula: &str, value: f64) -> f64 {
    let money = match part.style.format {
        NumberFormat::Unit(unit) => unit == Unit::Euro,
        NumberFormat::Cents | NumberFormat::Thousands => true,
        NumberFormat::Text
        | NumberFormat::Month
        | NumberFormat::Whole
        | NumberFormat::RatioOrNone(_) => false,
    };
    if formula.contains("IRR(") {
        1e-7 * value.abs().max(1.0)
    } else if money {
        0.005
    } else {
        1e-9 * value.abs().max(1.0)
    }
}

/// What was compared, and what differs.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// How many cells with formulas were compared.
    pub cells: usize,
    /// Each difference, with its cell and formula.
    pub differences: Vec<String>,
}

impl Comparison {
    /// Compares every formula cell of a workbook with what another program has there.
    pub fn of(book: &Book, found: impl Fn(Place) -> Found) -> Comparison {
        let mut comparison = Comparison::default();
        for (position, worksheet) in book.worksheets.iter().enumerate() {
            for (cell, part) in &worksheet.cells {
                let Content::Formula(formula, cached) = &part.content else {
                    continue;
                };
                comparison.cells += 1;
                let there = found(Place {
                    worksheet: WorksheetId(position),
                    cell: *cell,
                });
                if !agree(part, formula, cached, &there) {
                    comparison.differences.push(format!(
                        "{}!{cell} ={formula}: {cached:?}, found {there:?}",
                        worksheet.name
                    ));
                }
            }
        }
        comparison
    }

    /// Fails where something differs, and where nothing was compared.
    ///
    /// # Panics
    /// Then, with the first differences.
    pub fn assert_equal(&self, what: &str) {
        assert!(self.cells > 1_000, "{what}: {} cells compared", self.cells);
        assert!(
            self.differences.is_empty(),
            "{what}: {} of {} cells differ\n{}",
            self.differences.len(),
            self.cells,
            self.differences[..self.differences.len().min(25)].join("\n")
        );
    }
}

fn agree(part: &Part, formula: &str, cached: &Cached, found: &Found) -> bool {
    match (cached, found) {
        (Cached::Number(value), Found::Number(number)) => {
            (number - value).abs() <= allowed(part, formula, *value)
        }
        (Cached::Text(text), Found::Text(there)) => text == there,
        (Cached::Text(text), Found::Nothing) => text.is_empty(),
        (Cached::Number(_) | Cached::Text(_), _) => false,
    }
}

/// The workbook with a wrong value beside every formula: whoever does not compute is found out.
pub fn corrupted(book: &Book) -> Book {
    let mut book = book.clone();
    for worksheet in &mut book.worksheets {
        for part in worksheet.cells.values_mut() {
            if let Content::Formula(_, cached) = &mut part.content {
                *cached = match cached {
                    Cached::Number(_) => Cached::Number(-987_654.321),
                    Cached::Text(_) => Cached::Text("not computed".to_owned()),
                };
            }
        }
    }
    book
}

/// The values that stand in a file, read by a program that computes nothing.
#[derive(Debug)]
pub struct Values {
    cells: Vec<HashMap<Cell, Found>>,
}

impl Values {
    /// Reads the worksheets of a workbook from a file.
    ///
    /// # Panics
    /// If the file cannot be read or lacks a worksheet.
    pub fn read(bytes: Vec<u8>, book: &Book) -> Values {
        let mut file: Xlsx<_> =
            Xlsx::new(Cursor::new(bytes)).unwrap_or_else(|error| panic!("{error}"));
        let cells = book.worksheets.iter().map(|worksheet| {
            let range = file
                .worksheet_range(&worksheet.name)
                .unwrap_or_else(|error| panic!("{}: {error}", worksheet.name));
            let (row, column) = range.start().unwrap_or_default();
            range
                .used_cells()
                .map(|(r, c, data)| (cell(row + index(r), column + index(c)), found(data)))
                .collect()
        });
        Values {
            cells: cells.collect(),
        }
    }

    /// What stands in a cell.
    pub fn at(&self, place: Place) -> Found {
        let worksheet = &self.cells[place.worksheet.0];
        worksheet
            .get(&place.cell)
            .cloned()
            .unwrap_or(Found::Nothing)
    }
}

fn index(position: usize) -> u32 {
    u32::try_from(position).expect("a position in a worksheet")
}

fn cell(row: u32, column: u32) -> Cell {
    Cell::at(row, u16::try_from(column).expect("a column of a worksheet"))
}

fn found(data: &Data) -> Found {
    match data {
        Data::Empty => Found::Nothing,
        Data::Float(number) => Found::Number(*number),
        #[expect(clippy::cast_precision_loss, reason = "as any spreadsheet program")]
        Data::Int(number) => Found::Number(*number as f64),
        Data::String(text) => Found::Text(text.clone()),
        Data::DateTime(date) => Found::Number(date.as_f64()),
        Data::Bool(_) | Data::DateTimeIso(_) | Data::DurationIso(_) | Data::Error(_) => {
            Found::Other(format!("{data:?}"))
        }
    }
}
