//! What each cell of a workbook reads, and whether that can be computed in one pass.

use std::collections::HashMap;

use cittadella_xlsx::book::{Book, Cell, Place, WorksheetId};

use super::formula::{Reference, Token, references, tokens};
use super::formula_of;

/// The cells with formulas and the blocks they read.
pub(super) struct Graph<'a> {
    book: &'a Book,
    places: Vec<Place>,
    /// Per worksheet and row, the formula cells by column: 1 and up, 0 where there is none.
    at: Vec<Vec<Vec<usize>>>,
    reads: Vec<Vec<Block>>,
}

/// A block of cells that a formula reads.
#[derive(Debug, Clone, Copy)]
struct Block {
    worksheet: WorksheetId,
    rows: (u32, u32),
    columns: (u16, u16),
}

impl<'a> Graph<'a> {
    /// The graph of a workbook; a block of cells counts as all its cells, and a name as its cell.
    pub(super) fn of(book: &'a Book) -> Graph<'a> {
        let names: HashMap<&str, Place> = book
            .names
            .iter()
            .map(|(name, place)| (name.as_str(), *place))
            .collect();
        assert!(
            names.len() == book.names.len(),
            "two cells have the same name"
        );
        let sheets: HashMap<&str, WorksheetId> = (0_usize..)
            .zip(&book.worksheets)
            .map(|(position, worksheet)| (worksheet.name.as_str(), WorksheetId(position)))
            .collect();
        let mut graph = Graph {
            book,
            places: Vec::new(),
            at: vec![Vec::new(); book.worksheets.len()],
            reads: Vec::new(),
        };
        for (position, worksheet) in book.worksheets.iter().enumerate() {
            for (cell, part) in &worksheet.cells {
                let Some(text) = formula_of(part) else {
                    continue;
                };
                let worksheet = WorksheetId(position);
                let place = Place {
                    worksheet,
                    cell: *cell,
                };
                graph.places.push(place);
                let number = graph.places.len();
                graph.enter(place, number);
                let found =
                    tokens(text).unwrap_or_else(|why| panic!("{}: {why}", graph.show(place)));
                let mut blocks: Vec<Block> = references(&found)
                    .map(|reference| block(reference, worksheet, &sheets))
                    .collect();
                for token in &found {
                    if let Token::Name(name) = token {
                        blocks.push(single(names[name.as_str()]));
                    }
                }
                graph.reads.push(blocks);
            }
        }
        graph
    }

    fn enter(&mut self, place: Place, number: usize) {
        let rows = &mut self.at[place.worksheet.0];
        let (row, column) = (place.cell.row as usize, usize::from(place.cell.column));
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if rows[row].len() <= column {
            rows[row].resize(column + 1, 0);
        }
        rows[row][column] = number;
    }

    /// How many cells hold a formula.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// A circle, as the places that form it, if there is one.
    pub(super) fn circle(&self) -> Option<Vec<String>> {
        #[derive(Clone, Copy, PartialEq)]
        enum State {
            Unseen,
            Open,
            Done,
        }
        let mut states = vec![State::Unseen; self.places.len()];
        for start in 0..self.places.len() {
            if states[start] != State::Unseen {
                continue;
            }
            states[start] = State::Open;
            let mut path = vec![(start, self.precedents(start))];
            while let Some((cell, pending)) = path.last_mut() {
                let Some(next) = pending.pop() else {
                    states[*cell] = State::Done;
                    path.pop();
                    continue;
                };
                match states[next] {
                    State::Done => {}
                    State::Open => {
                        let first = path.iter().position(|(cell, _)| *cell == next);
                        let circle = path[first.unwrap_or(0)..].iter();
                        return Some(
                            circle
                                .map(|(cell, _)| self.show(self.places[*cell]))
                                .collect(),
                        );
                    }
                    State::Unseen => {
                        states[next] = State::Open;
                        let pending = self.precedents(next);
                        path.push((next, pending));
                    }
                }
            }
        }
        None
    }

    /// The formula cells that a cell reads.
    fn precedents(&self, cell: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for block in &self.reads[cell] {
            let rows = &self.at[block.worksheet.0];
            let end = rows.len().min(block.rows.1 as usize + 1);
            for row in rows.get(block.rows.0 as usize..end).unwrap_or_default() {
                let end = row.len().min(usize::from(block.columns.1) + 1);
                let columns = row.get(usize::from(block.columns.0)..end);
                let cells = columns.unwrap_or_default().iter();
                found.extend(cells.filter(|number| **number > 0).map(|number| number - 1));
            }
        }
        found
    }

    /// A place as a person reads it.
    pub(super) fn show(&self, place: Place) -> String {
        format!(
            "{}!{}",
            self.book.worksheet(place.worksheet).name,
            place.cell
        )
    }
}

fn block(reference: &Reference, home: WorksheetId, sheets: &HashMap<&str, WorksheetId>) -> Block {
    let worksheet = reference.worksheet.as_ref().map_or(home, |name| {
        *sheets
            .get(name.as_str())
            .unwrap_or_else(|| panic!("no worksheet is called {name}"))
    });
    Block {
        worksheet,
        rows: reference.rows(),
        columns: reference.columns(),
    }
}

fn single(place: Place) -> Block {
    let Cell { row, column } = place.cell;
    Block {
        worksheet: place.worksheet,
        rows: (row, row),
        columns: (column, column),
    }
}
