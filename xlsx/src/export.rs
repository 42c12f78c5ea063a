//! What a workbook is made of.

use cittadella_engine::diagnostic::Source;
use cittadella_engine::evaluate::{Case, Grid};
use cittadella_engine::model::Plan;
use cittadella_engine::simulate::Outlook;
use cittadella_engine::uncertainty::Design;
use cittadella_engine::wording::{Label, Language};

/// Everything that goes into one workbook.
#[derive(Debug)]
pub struct Export<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The base case (with `--set`, where something is set) and its values.
    pub base: (&'a Case, &'a Grid),
    /// The other cases to compare it with: each stress alone, in the order of the selector, then
    /// the combinations that were asked for.
    pub compared: Vec<Compared<'a>>,
    /// The case that is chosen when the workbook opens, by its position in `compared`; the base
    /// case where there is none. Its values are what stands beside every formula.
    pub chosen: Option<usize>,
    /// The texts the scenario was read from, the file itself last: the worksheet *Scenario source*.
    pub sources: &'a [Source],
    /// What `--set` said, as written.
    pub sets: &'a [String],
    /// The language of every text.
    pub language: Language,
    /// The futures, where they were simulated.
    pub simulated: Option<Simulated<'a>>,
}

/// Simulated futures, and how they were drawn.
#[derive(Debug, Clone, Copy)]
pub struct Simulated<'a> {
    /// What they come to.
    pub outlook: &'a Outlook,
    /// The sampler, its replicates and the seed.
    pub design: Design,
}

impl<'a> Export<'a> {
    /// The chosen case and its values.
    pub fn shown(&self) -> (&'a Case, &'a Grid) {
        let chosen = self.chosen.map(|position| &self.compared[position]);
        chosen.map_or(self.base, |compared| (compared.case, compared.grid))
    }
}

/// A case beside the base case.
#[derive(Debug)]
pub struct Compared<'a> {
    /// What it is called.
    pub label: Label,
    /// The case.
    pub case: &'a Case,
    /// Its values.
    pub grid: &'a Grid,
}
