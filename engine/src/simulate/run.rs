//! Trials: blocks of them over all processors, each written at its own place.

use std::fmt::Write;

use rayon::prelude::*;

use super::dependence::Scores;
use super::draws::Draws;
use super::figures::FigureReader;
use crate::calendar::Month;
use crate::evaluate::Case;
use crate::evaluate::compiled::{InstructionSet, LANES, Lanes, Size, Tape};
use crate::model::PlanUncertainty;
use crate::quantity::to_float;
use crate::sheet::{FigureId, InputId, RowId, Sheet};

/// A plan made ready for its trials.
#[derive(Debug)]
pub struct Simulation<'a> {
    sheet: &'a Sheet,
    draws: Draws,
    tape: Tape,
    reader: FigureReader,
    /// How many of the answers are figures, and how many are first months.
    parts: (usize, usize),
    set: InstructionSet,
}

/// What came out of the trials.
#[derive(Debug, Clone, PartialEq)]
pub struct Trials {
    /// How many there are.
    pub count: usize,
    /// For each figure asked for its value in each trial; not a number where it is absent.
    pub figures: Vec<Vec<f64>>,
    /// For each row asked for the number of the first shown month in which it is not zero, in each
    /// trial; not a number where there is none.
    pub firsts: Vec<Vec<f64>>,
    /// For each cell asked for its value in each trial; not a number where it is absent.
    pub cells: Vec<Vec<f64>>,
}

impl<'a> Simulation<'a> {
    /// Compiles what is asked for: figures, rows of which the first month other than zero is
    /// wanted, cells. Stresses of the case act after the draws.
    pub fn new(
        sheet: &'a Sheet,
        case: &Case,
        uncertainty: &PlanUncertainty,
        figures: &[FigureId],
        firsts: &[RowId],
        cells: &[(RowId, Month)],
    ) -> Simulation<'a> {
        let draws = Draws::new(sheet, uncertainty);
        let value = |input: InputId| to_float(sheet.input(input).value(0, None, case.stresses()));
        let reader = FigureReader::new(sheet, figures, firsts, cells, value);
        let tape = Tape::compile(sheet, case, &draws.vary(), reader.wanted());
        Simulation {
            sheet,
            draws,
            tape,
            reader,
            parts: (figures.len(), firsts.len()),
            set: InstructionSet::widest(),
        }
    }

    /// Computes with another instruction set of this machine.
    pub fn on(mut self, set: InstructionSet) -> Simulation<'a> {
        self.set = set;
        self
    }

    /// The size of the tape.
    pub fn size(&self) -> Size {
        self.tape.size()
    }

    /// The sheet that is computed.
    pub fn sheet(&self) -> &'a Sheet {
        self.sheet
    }

    /// The tape that every trial runs.
    pub fn tape(&self) -> &Tape {
        &self.tape
    }

    /// What is drawn.
    pub fn draws(&self) -> &Draws {
        &self.draws
    }

    /// Runs the trials from `first` on. The result of a trial depends on its number alone, so any
    /// way of cutting them into runs, blocks or threads gives the same.
    pub fn run(&self, first: u64, count: usize) -> Trials {
        let mut columns = vec![vec![0.0; count]; self.reader.answers()];
        // For each block its place in every column.
        let mut blocks: Vec<Vec<&mut [f64]>> = Vec::new();
        blocks.resize_with(count.div_ceil(LANES), Vec::new);
        for column in &mut columns {
            for (block, place) in blocks.iter_mut().zip(column.chunks_mut(LANES)) {
                block.push(place);
            }
        }
        blocks.into_par_iter().enumerate().for_each_init(
            || Room::new(self),
            |room, (nth, mut places)| {
                self.block(first + (nth * LANES) as u64, room, &mut places);
            },
        );
        let cells = columns.split_off(self.parts.0 + self.parts.1);
        let firsts = columns.split_off(self.parts.0);
        Trials {
            count,
            figures: columns,
            firsts,
            cells,
        }
    }

    /// Writes the answers of a block.
    fn block(&self, first: u64, room: &mut Room, places: &mut [&mut [f64]]) {
        self.draws
            .fill(first, &mut room.scores, &mut room.variables);
        let (variables, outputs) = (&room.variables, &mut room.outputs);
        self.tape
            .run(self.set, variables, outputs, &mut room.memory);
        self.reader.read(&room.outputs, |answer, lanes| {
            let place = &mut *places[answer];
            place.copy_from_slice(&lanes.0[..place.len()]);
        });
    }

    /// The variables and the outputs of the first block of trials.
    pub fn first_block(&self) -> (Vec<Lanes>, Vec<Lanes>) {
        let mut room = Room::new(self);
        let nothing = &mut vec![[0.0; LANES]; self.reader.answers()];
        let mut places: Vec<&mut [f64]> = nothing.iter_mut().map(|place| &mut place[..]).collect();
        self.block(0, &mut room, &mut places);
        (room.variables, room.outputs)
    }

    /// The tape as text, the variables of the first trials and the outputs that they come to, for
    /// comparisons with other programs. To what `evaluate/compiled/text.rs` says it adds lines
    /// `variable number value …` and `result number value …` with a value for each trial.
    pub fn text(&self) -> String {
        let mut text = self.tape.text(self.draws.variables());
        let (variables, results) = self.first_block();
        for (name, rows) in [("variable", variables), ("result", results)] {
            for (nth, row) in rows.iter().enumerate() {
                let _ = write!(text, "{name} {nth}");
                for value in row.0 {
                    let _ = write!(text, " {value:?}");
                }
                text.push('\n');
            }
        }
        text
    }
}

/// What one thread keeps from block to block.
struct Room {
    scores: Scores,
    variables: Vec<Lanes>,
    outputs: Vec<Lanes>,
    memory: crate::evaluate::compiled::Memory,
}

impl Room {
    fn new(simulation: &Simulation<'_>) -> Room {
        Room {
            scores: Scores::default(),
            variables: vec![Lanes::default(); simulation.draws.variables()],
            outputs: vec![Lanes::default(); simulation.tape.outputs()],
            memory: simulation.tape.memory(),
        }
    }
}
