//! How the points of a sample are laid out.

/// How the random numbers of the trials are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sampler {
    /// Each by itself: `sampler = "plain"`.
    Plain,
    /// One in each stratum of every random number: `sampler = "latin"`, a Latin hypercube.
    Latin,
    /// Spread evenly in many dimensions at once: `sampler = "sobol"`, a scrambled Sobol' sequence.
    Sobol,
}

impl Sampler {
    /// The samplers, in the order in which they are offered.
    pub const ALL: [Sampler; 3] = [Sampler::Plain, Sampler::Latin, Sampler::Sobol];

    /// The word for it in a scenario and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Sampler::Plain => "plain",
            Sampler::Latin => "latin",
            Sampler::Sobol => "sobol",
        }
    }
}

/// Which random numbers the trials of a simulation take.
///
/// Trials of a Latin hypercube or of a Sobol' sequence are not independent of one another, so how
/// far off their mean may be cannot be seen from the sample as a whole. They are therefore taken as
/// several such samples, the *replicates*, each with random numbers of its own: trial `k` belongs to
/// replicate `k mod replicates`, and the replicates' spread says how far to trust them.
///
/// Trial `k` depends on the seed and on `k` alone, but for the Latin hypercube, whose strata depend
/// on the number of trials as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Design {
    /// How the numbers are chosen.
    pub sampler: Sampler,
    /// How many independent samples the trials are dealt to; plain trials need no such cut.
    pub replicates: u32,
    /// How many trials there will be; only a Latin hypercube depends on it.
    pub trials: u64,
    /// The seed of the random numbers.
    pub seed: u64,
}

impl Design {
    /// The least number of replicates: below it their spread says nothing.
    pub const FEWEST: u32 = 2;
    /// The greatest number of replicates.
    pub const MOST: u32 = 64;
    /// The number of replicates where none is stated.
    pub const USUAL: u32 = 16;

    /// Trials that are independent of one another.
    pub fn plain(seed: u64) -> Design {
        Design {
            sampler: Sampler::Plain,
            replicates: 1,
            trials: 0,
            seed,
        }
    }

    /// Into how many samples the trials are dealt whose spread has to be looked at; `None` where
    /// every trial is independent of the others.
    pub fn replicated(&self) -> Option<u32> {
        match self.sampler {
            Sampler::Plain => None,
            Sampler::Latin | Sampler::Sobol => Some(self.replicates.max(1)),
        }
    }
}

/// Independent trials from the seed 0, which is what a plan has that states nothing.
impl Default for Design {
    fn default() -> Design {
        Design::plain(0)
    }
}
