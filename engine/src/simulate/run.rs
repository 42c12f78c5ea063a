//! Trials: blocks of them over all processors, each written at its own place.

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
    draws: Draws,
    tape: Tape,
    reader: FigureReader<'a>,
    firsts: Vec<RowId>,
    cells: Vec<(RowId, Month)>,
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
        let of_cells = cells.iter().map(|(row, _)| *row);
        let rows: Vec<RowId> = firsts.iter().copied().chain(of_cells).collect();
        let reader = FigureReader::new(sheet, figures, &rows, value);
        let tape = Tape::compile(sheet, case, &draws.vary(), &reader.wanted());
        Simulation {
            draws,
            tape,
            reader,
            firsts: firsts.to_vec(),
            cells: cells.to_vec(),
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

    /// What is drawn.
    pub fn draws(&self) -> &Draws {
        &self.draws
    }

    /// Runs the trials from `first` on. The result of a trial depends on its number alone, so any
    /// way of cutting them into runs, blocks or threads gives the same.
    pub fn run(&self, first: u64, count: usize) -> Trials {
        let blocks: Vec<Vec<f64>> = (0..count.div_ceil(LANES))
            .into_par_iter()
            .map_init(
                || Room::new(self),
                |room, block| {
                    let start = block * LANES;
                    let width = LANES.min(count - start);
                    self.block(first + start as u64, width, room)
                },
            )
            .collect();
        self.join(count, blocks)
    }

    /// The answers of a block, trial by trial.
    fn block(&self, first: u64, width: usize, room: &mut Room) -> Vec<f64> {
        self.draws
            .fill(first, &mut room.scores, &mut room.variables);
        self.tape.run(
            self.set,
            &room.variables,
            &mut room.outputs,
            &mut room.memory,
        );
        let (reader, outputs) = (&self.reader, &room.outputs);
        let mut values = Vec::with_capacity(width * self.columns());
        for lane in 0..width {
            values.extend(reader.read(outputs, lane));
            let firsts = self.firsts.iter();
            values.extend(firsts.map(|row| reader.first(*row, outputs, lane)));
            let cells = self.cells.iter();
            values
                .extend(cells.map(|(row, month)| reader.cell(*row, month.index(), outputs, lane)));
        }
        let number = |value: Option<f64>| value.unwrap_or(f64::NAN);
        values.into_iter().map(number).collect()
    }

    /// How many answers a trial gives.
    fn columns(&self) -> usize {
        self.reader.figures() + self.firsts.len() + self.cells.len()
    }

    /// Puts the blocks together in their order.
    fn join(&self, count: usize, blocks: Vec<Vec<f64>>) -> Trials {
        let columns = |width: usize| vec![Vec::with_capacity(count); width];
        let mut trials = Trials {
            count,
            figures: columns(self.reader.figures()),
            firsts: columns(self.firsts.len()),
            cells: columns(self.cells.len()),
        };
        for block in blocks {
            for values in block.chunks(self.columns().max(1)) {
                let figures = trials.figures.iter_mut().chain(&mut trials.firsts);
                for (column, value) in figures.chain(&mut trials.cells).zip(values) {
                    column.push(*value);
                }
            }
        }
        trials
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
