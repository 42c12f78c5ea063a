//! Trials: blocks of them over all processors, each written at its own place.

use rayon::prelude::*;

use super::draws::Draws;
use super::figures::FigureReader;
use crate::evaluate::Case;
use crate::evaluate::compiled::{InstructionSet, LANES, Lanes, Size, Tape};
use crate::model::PlanUncertainty;
use crate::sheet::{FigureId, InputId, RowId, Sheet};

/// A plan made ready for its trials.
#[derive(Debug)]
pub struct Simulation<'a> {
    draws: Draws,
    tape: Tape,
    reader: FigureReader<'a>,
    rows: Vec<RowId>,
    months: usize,
    set: InstructionSet,
}

/// What came out of the trials.
#[derive(Debug, Clone, PartialEq)]
pub struct Trials {
    /// How many there are.
    pub count: usize,
    /// For each figure asked for its value in each trial; not a number where it is absent.
    pub figures: Vec<Vec<f64>>,
    /// For each row asked for, month by month, its value in each trial; not a number where it is
    /// absent.
    pub rows: Vec<Vec<Vec<f64>>>,
}

impl<'a> Simulation<'a> {
    /// Compiles what the figures and rows need. Stresses of the case act after the draws.
    pub fn new(
        sheet: &'a Sheet,
        case: &Case,
        uncertainty: &PlanUncertainty,
        figures: &[FigureId],
        rows: &[RowId],
    ) -> Simulation<'a> {
        let draws = Draws::new(sheet, uncertainty);
        let value = |input: InputId| {
            let value = sheet.input(input).value(0, None, case.stresses());
            value.to_string().parse().unwrap_or(f64::NAN)
        };
        let reader = FigureReader::new(sheet, figures, rows, value);
        let tape = Tape::compile(sheet, case, &draws.vary(), &reader.wanted());
        Simulation {
            draws,
            tape,
            reader,
            rows: rows.to_vec(),
            months: sheet.timeline().month_count() as usize,
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
        let blocks: Vec<Block> = (0..count.div_ceil(LANES))
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

    fn block(&self, first: u64, width: usize, room: &mut Room) -> Block {
        self.draws.fill(first, &mut room.variables);
        self.tape.run(
            self.set,
            &room.variables,
            &mut room.outputs,
            &mut room.memory,
        );
        let mut block = Block {
            figures: Vec::with_capacity(width),
            rows: Vec::with_capacity(self.rows.len() * self.months),
        };
        for lane in 0..width {
            block.figures.push(self.reader.read(&room.outputs, lane));
        }
        for row in &self.rows {
            for month in 0..self.months {
                let lanes = 0..width;
                let value = |lane| self.reader.cell(*row, month, &room.outputs, lane);
                let values = lanes.map(|lane| value(lane).unwrap_or(f64::NAN));
                block.rows.push(values.collect());
            }
        }
        block
    }

    /// Puts the blocks together in their order.
    fn join(&self, count: usize, blocks: Vec<Block>) -> Trials {
        let figures = self.reader.figures();
        let mut trials = Trials {
            count,
            figures: vec![Vec::with_capacity(count); figures],
            rows: vec![vec![Vec::with_capacity(count); self.months]; self.rows.len()],
        };
        for block in blocks {
            for values in block.figures {
                for (column, value) in trials.figures.iter_mut().zip(values) {
                    column.push(value.unwrap_or(f64::NAN));
                }
            }
            let cells = trials.rows.iter_mut().flatten();
            for (column, values) in cells.zip(block.rows) {
                column.extend(values);
            }
        }
        trials
    }
}

/// What one thread keeps from block to block.
struct Room {
    variables: Vec<Lanes>,
    outputs: Vec<Lanes>,
    memory: crate::evaluate::compiled::Memory,
}

impl Room {
    fn new(simulation: &Simulation<'_>) -> Room {
        Room {
            variables: vec![Lanes::default(); simulation.draws.variables()],
            outputs: vec![Lanes::default(); simulation.tape.outputs()],
            memory: simulation.tape.memory(),
        }
    }
}

struct Block {
    /// Lane by lane, figure by figure.
    figures: Vec<Vec<Option<f64>>>,
    /// Row by row and month by month, lane by lane.
    rows: Vec<Vec<f64>>,
}
