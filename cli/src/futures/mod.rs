//! Drawing the futures of a plan: how many, how long, in which parts, and what is kept of them.

#[cfg(feature = "parquet")]
mod parquet;
mod progress;
pub(crate) mod shard;
pub(crate) mod trials_out;

use std::ops::ControlFlow;

use cittadella_engine::evaluate::Grid;
use cittadella_engine::evaluate::compiled::Size;
use cittadella_engine::model::{Plan, PlanUncertainty};
use cittadella_engine::simulate::{
    Looks, Outlook, Questions, ReadingOutlook, Record, Simulation, model_risk, readings,
};
use cittadella_engine::uncertainty::Design;

use crate::arguments::{Shard, SimulateArguments};
use crate::exit::{Exit, Failure};
use crate::project::{Named, Project};
use crate::words::Words;
use progress::Progress;

/// The most futures of a run that stops by itself, where the user names no other number.
const MOST: u32 = 1_000_000;

/// The futures of a run that does not.
const USUAL: u32 = 10_000;

/// What is ordered: the whole of a simulation or a part of it.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// When to look whether it is enough.
    pub(crate) looks: Looks,
    /// How wide the interval may be, where the run is to stop by itself.
    pub(crate) until: Option<f64>,
    /// What may be drawn.
    pub(crate) uncertainty: PlanUncertainty,
}

/// The futures that were drawn.
#[derive(Debug)]
pub(crate) struct Futures {
    /// What was asked of each.
    pub(crate) questions: Questions,
    /// What each answered.
    pub(crate) record: Record,
    /// What was to be drawn.
    pub(crate) order: Order,
    /// Whether somebody stopped the run.
    pub(crate) partial: bool,
    /// How many inputs are uncertain.
    pub(crate) dimensions: usize,
    /// The size of what was computed.
    pub(crate) size: Size,
}

impl Order {
    /// What the command line asks for.
    pub(crate) fn of(arguments: &SimulateArguments, plan: &Plan) -> Order {
        let looks = match arguments.until {
            Some(half_width) => Looks::until(half_width, arguments.trials.unwrap_or(MOST) as usize),
            None => Looks::once(arguments.trials.unwrap_or(USUAL) as usize),
        };
        let trials = looks.counts().last().copied().unwrap_or(0);
        Order {
            uncertainty: PlanUncertainty {
                design: arguments.design(plan.uncertainty.design, trials),
                ..plan.uncertainty.clone()
            },
            until: arguments.until,
            looks,
        }
    }

    /// How the random numbers are chosen.
    pub(crate) fn design(&self) -> Design {
        self.uncertainty.design
    }

    /// How many futures there are at most.
    pub(crate) fn trials(&self) -> usize {
        self.looks.counts().last().copied().unwrap_or(0)
    }

    /// The futures of one part: the first and how many. Parts differ by one future at most.
    pub(crate) fn part(&self, shard: Shard) -> (u64, usize) {
        let cut = |index: u32| {
            let trials = self.trials() as u64;
            trials * u64::from(index) / u64::from(shard.count)
        };
        let (first, end) = (cut(shard.index), cut(shard.index + 1));
        (first, usize::try_from(end - first).unwrap_or(usize::MAX))
    }
}

/// What is computed: a plan in a case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    /// The plan.
    pub(crate) project: &'a Project,
    /// The case.
    pub(crate) named: &'a Named,
    /// Its values without any draw.
    pub(crate) base: &'a Grid,
}

impl Subject<'_> {
    fn plan(&self) -> &Plan {
        &self.project.plan
    }

    /// Refuses what would take more memory than allowed.
    pub(crate) fn fits(
        &self,
        questions: &Questions,
        trials: usize,
        memory_max: u64,
    ) -> Result<(), Failure> {
        let needed = questions.bytes(trials);
        if needed <= memory_max {
            return Ok(());
        }
        let words = self.project.words;
        Err(
            Failure::new(Exit::Usage, words.too_much_memory(needed, memory_max))
                .effect(words.nothing_computed())
                .remedy(words.less_memory()),
        )
    }

    /// Draws all futures, or those of one part.
    ///
    /// # Errors
    /// Where too much memory is needed, or somebody stops it before any future is computed.
    pub(crate) fn draw(
        &self,
        order: Order,
        shard: Option<Shard>,
        memory_max: u64,
    ) -> Result<Futures, Failure> {
        let words = self.project.words;
        let questions = Questions::of(self.plan(), self.base);
        let (first, count) = match shard {
            Some(shard) => order.part(shard),
            None => (0, order.trials()),
        };
        self.fits(&questions, count, memory_max)?;
        let simulation = self.simulation(&questions, &order);
        let mut progress = Progress::new(count, words);
        let mut record = Record::empty(&questions, order.design(), first);
        let counts: Vec<usize> = match shard {
            Some(_) => vec![count],
            None => order.looks.counts().to_vec(),
        };
        let mut flow = ControlFlow::Continue(());
        for until in counts {
            flow = record.extend(&questions, &simulation, until, |done| progress.seen(done));
            if flow.is_break() || self.knows_enough(&order, &questions, &record) {
                break;
            }
        }
        progress.done();
        let partial = flow.is_break();
        if partial && (record.count == 0 || shard.is_some()) {
            return Err(interrupted(words));
        }
        Ok(Futures {
            dimensions: simulation.draws().dimensions(),
            size: simulation.size(),
            partial,
            record,
            order,
            questions,
        })
    }

    /// The plan made ready for its trials.
    pub(crate) fn simulation(&self, questions: &Questions, order: &Order) -> Simulation<'_> {
        let sheet = &self.project.plan.sheet;
        questions.simulation(sheet, &self.named.case, &order.uncertainty)
    }

    fn knows_enough(&self, order: &Order, questions: &Questions, record: &Record) -> bool {
        if order.until.is_none() {
            return false;
        }
        let stands = cittadella_engine::simulate::stands(self.plan(), questions, record);
        stands.is_some_and(|stands| order.looks.enough(stands))
    }

    /// The answer under other readings of the uncertainty, from as many futures.
    ///
    /// # Errors
    /// Where somebody stops it.
    pub(crate) fn readings(
        &self,
        order: &Order,
        trials: usize,
    ) -> Result<Vec<ReadingOutlook>, Failure> {
        let words = self.project.words;
        let all = trials * readings(&order.uncertainty);
        let mut progress = Progress::new(all, words);
        let (plan, case) = (self.plan(), &self.named.case);
        let told = model_risk(plan, case, &order.uncertainty, trials, |done| {
            progress.seen(done)
        });
        progress.done();
        told.ok_or_else(|| interrupted(words))
    }

    /// What the futures come to.
    pub(crate) fn outlook(&self, futures: &Futures) -> Outlook {
        Outlook::of(self.plan(), self.base, &futures.questions, &futures.record)
    }
}

fn interrupted(words: Words) -> Failure {
    Failure::new(Exit::Interrupted, words.interrupted()).effect(words.nothing_written())
}
