//! A scenario as a workbook in any case: what the tests of the workbook compare with.

use std::path::Path;

use cittadella_engine::diagnostic::Source;
use cittadella_engine::evaluate::{Case, Grid, exact};
use cittadella_engine::model::Plan;
use cittadella_engine::quantity::{Decimal, Unit, Whole};
use cittadella_engine::sheet::{Drawn, InputId, StressId};
use cittadella_engine::wording::{Label, Language};
use cittadella_xlsx::book::Book;
use cittadella_xlsx::export::{Compared, Export};

/// A scenario with all that its workbook is made of.
#[derive(Debug)]
pub struct Exported {
    /// The plan.
    pub plan: Plan,
    sources: Vec<Source>,
    stressed: Vec<(Label, Case, Grid)>,
}

impl Exported {
    /// Reads a scenario of the repository.
    ///
    /// # Panics
    /// If the scenario is refused; the message holds every finding.
    pub fn read_file(path: &Path) -> Exported {
        let (name, folder) = crate::located(path);
        Exported::of(crate::plan(&name, &folder, &[]))
    }

    /// Reads a scenario from its text.
    ///
    /// # Panics
    /// If the scenario is refused; the message holds every finding.
    pub fn read(text: &str) -> Exported {
        Exported::of(crate::plan(
            "scenario.toml",
            &crate::Text(text.to_owned()),
            &[],
        ))
    }

    fn of((plan, _, sources): (Plan, Case, Vec<Source>)) -> Exported {
        let stressed = plan
            .sheet
            .stresses()
            .map(|(id, stress)| {
                let case = Case::stressed([id]);
                let grid = values(&plan, &case);
                (stress.label.clone(), case, grid)
            })
            .collect();
        Exported {
            plan,
            sources,
            stressed,
        }
    }

    /// Every case with one stress, by the key of the stress.
    pub fn stresses(&self) -> Vec<(String, Case)> {
        let sheet = &self.plan.sheet;
        let case = |id: StressId| Case::stressed([id]);
        sheet
            .stresses()
            .map(|(id, stress)| (stress.key.to_string(), case(id)))
            .collect()
    }

    /// The workbook in a case: one of its stresses, if any, chosen in the selector, and what was
    /// drawn typed into the cells of the inputs.
    ///
    /// # Panics
    /// If the workbook exceeds a limit of the format.
    pub fn book(&self, case: &Case) -> Book {
        let sheet = &self.plan.sheet;
        let drawn = sheet
            .inputs()
            .filter_map(|(id, _)| Some((id, case.draw_of(id)?)));
        let base = drawn.fold(Case::base(), |base, (id, drawn)| {
            base.drawn(id, drawn.clone())
        });
        let base_grid = values(&self.plan, &base);
        let grid = values(&self.plan, case);
        let alone = |id: StressId| case.stresses() == [id];
        let chosen = sheet.stresses().position(|(id, _)| alone(id));
        let compared = self.stressed.iter().enumerate();
        let compared = compared.map(|(position, (label, stressed, in_stress))| {
            let here = chosen == Some(position);
            Compared {
                label: label.clone(),
                case: if here { case } else { stressed },
                grid: if here { &grid } else { in_stress },
            }
        });
        cittadella_xlsx::book(&Export {
            plan: &self.plan,
            base: (&base, &base_grid),
            compared: compared.collect(),
            chosen,
            sources: &self.sources,
            sets: &[],
            language: Language::English,
            simulated: None,
        })
        .unwrap_or_else(|error| panic!("{error}"))
    }

    /// A case with other inputs: each price, rate and amount between nine and eleven tenths of
    /// what is stated, each date up to three months away from it.
    pub fn varied(&self, case: Case, seed: u64) -> Case {
        let mut draws = Draws::from(seed);
        let sheet = &self.plan.sheet;
        sheet.inputs().fold(case, |case, (id, input)| {
            if varies(&self.plan, id) {
                case.drawn(id, Drawn::Ratio(draws.ratio()))
            } else if input.unit == Unit::MonthNumber {
                case.drawn(id, Drawn::Difference(draws.months()))
            } else {
                case
            }
        })
    }

    /// Cases at the edge: every amount and share that may be zero at zero, halved, doubled.
    pub fn edges(&self) -> Vec<(String, Case)> {
        let of = |units: fn(Unit) -> bool, ratio: Decimal| {
            let inputs = self.plan.sheet.inputs();
            inputs
                .filter(|(id, input)| varies(&self.plan, *id) && units(input.unit))
                .fold(Case::base(), |case, (id, _)| {
                    case.drawn(id, Drawn::Ratio(ratio))
                })
        };
        let money = |unit| unit == Unit::Euro;
        let share = |unit| unit == Unit::Percent;
        [
            ("no money", of(money, Decimal::ZERO)),
            ("no shares", of(share, Decimal::ZERO)),
            ("half", of(|_| true, Decimal::new(5, 1))),
            ("double", of(|_| true, Decimal::TWO)),
        ]
        .map(|(name, case)| (name.to_owned(), case))
        .into()
    }
}

/// Whether an input may take any value near its level: not dates, lags and counts, whose values
/// are whole and, of lags, known when the plan is compiled; and not the books on the first day,
/// which have to balance among themselves.
fn varies(plan: &Plan, id: InputId) -> bool {
    let input = plan.sheet.input(id);
    let of_the_books = input.key.as_str().starts_with("opening.");
    input.whole == Whole::No && input.unit != Unit::Days && !of_the_books
}

/// The values of a case.
fn values(plan: &Plan, case: &Case) -> Grid {
    exact(&plan.sheet, case).unwrap_or_else(|overflow| panic!("a value is too large: {overflow:?}"))
}

/// A generator of no great quality, whose numbers are the same everywhere.
#[derive(Debug, Clone)]
pub struct Draws(u64);

impl From<u64> for Draws {
    fn from(seed: u64) -> Draws {
        Draws(seed)
    }
}

impl Draws {
    fn below(&mut self, end: u64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % end).expect("a small number")
    }

    /// A ratio between 0.90 and 1.10 with four decimals.
    pub fn ratio(&mut self) -> Decimal {
        Decimal::new(self.below(2_001) + 9_000, 4)
    }

    /// A whole number of months between −3 and 3.
    pub fn months(&mut self) -> Decimal {
        Decimal::from(self.below(7) - 3)
    }
}
