//! What trials have answered, column by column.

use std::ops::ControlFlow;

use super::questions::{Column, Questions};
use super::{Sample, Share, Simulation};
use crate::uncertainty::Design;

/// How many trials are run before anybody can stop the run or see how far it is.
const STRIDE: usize = 4_096;

/// The answers of consecutive trials to the same questions.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The number of the first trial.
    pub first: u64,
    /// How many trials there are.
    pub count: usize,
    /// To how many samples they were dealt, where they are not independent of one another:
    /// [`crate::uncertainty::Design::replicated`].
    pub replicates: Option<u32>,
    /// For each question the answer of each trial; not a number where there is none.
    pub columns: Vec<Vec<f64>>,
}

impl Record {
    /// No trials yet of such a design, from this one on.
    pub fn empty(questions: &Questions, design: Design, first: u64) -> Record {
        Record {
            first,
            count: 0,
            replicates: design.replicated(),
            columns: vec![Vec::new(); questions.columns()],
        }
    }

    /// Runs trials until there are so many. After each stride `seen` is told how many there are
    /// and may stop the run; what was computed until then is kept. Whether all were run.
    ///
    /// Results do not depend on strides: a trial depends on its number alone.
    pub fn extend(
        &mut self,
        questions: &Questions,
        simulation: &Simulation<'_>,
        until: usize,
        mut seen: impl FnMut(usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        for column in &mut self.columns {
            column.reserve_exact(until.saturating_sub(column.len()));
        }
        while self.count < until {
            let width = STRIDE.min(until - self.count);
            let first = self.first + self.count as u64;
            let trials = simulation.run(first, width);
            self.append(questions.record(first, self.replicates, trials));
            seen(self.count)?;
        }
        ControlFlow::Continue(())
    }

    /// Puts the trials that follow behind these.
    ///
    /// # Panics
    /// If they do not follow, or answer other questions.
    pub fn append(&mut self, next: Record) {
        assert_eq!(
            self.first + self.count as u64,
            next.first,
            "trials follow each other"
        );
        assert_eq!(
            (self.columns.len(), self.replicates),
            (next.columns.len(), next.replicates),
            "the same questions to trials of one design"
        );
        for (column, more) in self.columns.iter_mut().zip(next.columns) {
            column.extend(more);
        }
        self.count += next.count;
    }

    /// How its trials are counted.
    pub(super) fn tally(&self) -> Tally {
        Tally {
            trials: self.count,
            replicates: self.replicates,
        }
    }

    /// The answers to one question.
    pub(super) fn column(&self, questions: &Questions, column: Column) -> &[f64] {
        &self.columns[questions.position(column)]
    }
}

/// How trials are counted: one by one, or by the samples to which they were dealt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    /// How many there are.
    pub(super) trials: usize,
    /// To how many samples they were dealt.
    pub(super) replicates: Option<u32>,
}

impl Tally {
    /// In how many something holds.
    pub(super) fn share(self, holds: impl Fn(usize) -> bool) -> Share {
        let holds: Vec<bool> = (0..self.trials).map(holds).collect();
        Share::holding(&holds, self.replicates)
    }

    /// Their values, sorted.
    pub(super) fn sample(self, values: &[f64]) -> Sample {
        Sample::replicated(values, self.replicates)
    }
}
