//! The points of a sample: a uniform number for each coordinate of each trial.
//!
//! A coordinate is one random number of a trial: that of an input, of a common factor, of a month of
//! a process. How the trials share the numbers of a coordinate between them is the sampler's
//! ([`Sampler`]); that a coordinate has random numbers of its own, by its name, is not.

use super::latin;
use super::random::Stream;
use super::sobol::{self, Directions};
use crate::evaluate::compiled::{LANES, Lanes};
use crate::uncertainty::{Design, Sampler};

/// The points of a sample.
#[derive(Debug, Clone)]
pub(super) struct Points {
    coordinates: Vec<Coordinate>,
    replicates: u64,
    trials: u64,
}

#[derive(Debug, Clone)]
struct Coordinate {
    stream: Stream,
    step: u32,
    layout: Layout,
}

/// How the trials share the numbers of a coordinate.
#[derive(Debug, Clone)]
enum Layout {
    Plain,
    /// The key of each replicate's permutation.
    Latin(Vec<u64>),
    /// The dimension of the sequence, with the seed of each replicate's scramble.
    Sobol(&'static Directions, Vec<u32>),
}

impl Points {
    /// The points with these coordinates: streams, each with a step. Their order matters to Sobol'
    /// sequences alone: the earliest are spread best. Beyond the last dimension of the table numbers
    /// are plain.
    pub(super) fn new(design: &Design, coordinates: &[(Stream, u32)]) -> Points {
        let replicates = design.replicated().unwrap_or(1);
        let places = coordinates.iter().enumerate();
        let coordinates = places.map(|(place, (stream, step))| Coordinate {
            stream: *stream,
            step: *step,
            layout: layout(design.sampler, place, replicates, |replicate| {
                stream.key(replicate, *step)
            }),
        });
        Points {
            coordinates: coordinates.collect(),
            replicates: replicates.into(),
            trials: design.trials,
        }
    }

    /// How many coordinates there are.
    pub(super) fn coordinates(&self) -> usize {
        self.coordinates.len()
    }

    /// The number of a coordinate in a trial, strictly between 0 and 1.
    pub(super) fn uniform(&self, coordinate: usize, trial: u64) -> f64 {
        let at = &self.coordinates[coordinate];
        let (replicate, index) = (trial % self.replicates, trial / self.replicates);
        match &at.layout {
            Layout::Plain => at.stream.uniform(trial, at.step),
            Layout::Latin(keys) => self.stratified(at, keys, trial, replicate, index),
            Layout::Sobol(directions, seeds) => {
                let point = sobol::reversed_point(directions, low(index));
                sobol::scrambled(point, seeds[narrow(replicate)])
            }
        }
    }

    /// The numbers of a coordinate in a block of trials, of which the first has this number.
    pub(super) fn fill(&self, coordinate: usize, first: u64, lanes: &mut Lanes) {
        let at = &self.coordinates[coordinate];
        let trials = first..first + LANES as u64;
        match &at.layout {
            Layout::Plain => {
                for (lane, trial) in lanes.0.iter_mut().zip(trials) {
                    *lane = at.stream.uniform(trial, at.step);
                }
            }
            Layout::Latin(_) => {
                for (lane, trial) in lanes.0.iter_mut().zip(trials) {
                    *lane = self.uniform(coordinate, trial);
                }
            }
            Layout::Sobol(directions, seeds) => {
                let (mut replicate, mut index) = (first % self.replicates, first / self.replicates);
                let mut point = sobol::reversed_point(directions, low(index));
                for lane in &mut lanes.0 {
                    *lane = sobol::scrambled(point, seeds[narrow(replicate)]);
                    replicate += 1;
                    if replicate == self.replicates {
                        replicate = 0;
                        index += 1;
                        point = sobol::reversed_point(directions, low(index));
                    }
                }
            }
        }
    }

    /// A number in the stratum that a replicate's permutation gives to its trial.
    fn stratified(
        &self,
        at: &Coordinate,
        keys: &[u64],
        trial: u64,
        replicate: u64,
        index: u64,
    ) -> f64 {
        // The trials of a replicate: those below the stated number that are `replicate` modulo R.
        let behind = self.trials.saturating_sub(replicate);
        let count = behind.div_ceil(self.replicates).max(1);
        let stratum = latin::place(keys[narrow(replicate)], index % count, count);
        let within = at.stream.uniform(trial, at.step);
        ((float(stratum) + within) / float(count)).min(1.0 - f64::EPSILON / 2.0)
    }
}

fn layout(sampler: Sampler, place: usize, replicates: u32, key: impl Fn(u32) -> u64) -> Layout {
    match sampler {
        Sampler::Plain => Layout::Plain,
        Sampler::Latin => Layout::Latin((0..replicates).map(key).collect()),
        Sampler::Sobol => match sobol::dimension(place) {
            Some(directions) => {
                let seeds = (0..replicates).map(|replicate| low(key(replicate)));
                Layout::Sobol(directions, seeds.collect())
            }
            None => Layout::Plain,
        },
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is meant")]
fn low(word: u64) -> u32 {
    word as u32
}

fn narrow(replicate: u64) -> usize {
    usize::try_from(replicate).unwrap_or(0)
}

#[expect(clippy::cast_precision_loss, reason = "counts of trials")]
fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests;
