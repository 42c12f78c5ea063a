//! A plan and its [`Book`] from the texts that a workbook carries.

use std::collections::BTreeMap;

use cittadella_engine::diagnostic::Diagnostic;
use cittadella_engine::evaluate::{Case, Grid, exact};
use cittadella_engine::model::{Plan, compile};
use cittadella_engine::scenario::{Changes, Loaded, Scenario};
use cittadella_engine::sheet::StressId;
use cittadella_engine::wording::Label;

use super::inside::Inside;
use crate::book::Book;
use crate::export::{Compared, Export};
use crate::{WorkbookError, workbook};

/// A plan built again, with the workbook that this program writes of it.
#[derive(Debug)]
pub(super) struct Rebuilt {
    pub(super) loaded: Loaded,
    pub(super) plan: Plan,
    pub(super) book: Book,
    /// The hash of what it was read from.
    pub(super) hash: String,
    /// What the cases beside the base case are called.
    pub(super) cases: Vec<String>,
}

/// Why a plan cannot be built again.
#[derive(Debug, Clone, PartialEq)]
pub enum NotRebuilt {
    /// The texts are refused.
    Scenario(Vec<Diagnostic>),
    /// A number of the plan is larger than what can be computed with.
    Overflow(String),
    /// The workbook cannot be written.
    Workbook(WorkbookError),
}

/// Builds the plan of a scenario and its workbook. `chosen` is the position of its case among those
/// beside the base case.
pub(super) fn rebuild(
    inside: &Inside,
    main: &str,
    texts: &BTreeMap<String, String>,
    chosen: Option<usize>,
) -> Result<Rebuilt, NotRebuilt> {
    let changes = Changes {
        sets: inside.sets.clone(),
        stresses: inside.combinations.clone(),
    };
    let loaded = Scenario::load(main, texts, &changes);
    let loaded = loaded.map_err(|refused| NotRebuilt::Scenario(refused.diagnostics))?;
    let combined: Vec<Vec<usize>> = loaded.cases.iter().map(|of| of.stresses.clone()).collect();
    let plan = compile(&loaded.scenario, &combined).map_err(NotRebuilt::Scenario)?;
    let cases = cases(&loaded, &plan, inside);
    let grids: Result<Vec<Grid>, NotRebuilt> = cases
        .iter()
        .map(|(_, case)| {
            exact(&plan.sheet, case)
                .map_err(|error| NotRebuilt::Overflow(error.describe(&plan.sheet)))
        })
        .collect();
    let grids = grids?;
    let compared = cases.iter().zip(&grids).skip(1);
    let compared = compared.map(|((label, case), grid)| Compared {
        label: label.clone(),
        case,
        grid,
    });
    let others = cases.len() - 1;
    let export = Export {
        plan: &plan,
        base: (&cases[0].1, &grids[0]),
        compared: compared.collect(),
        chosen: chosen.filter(|position| *position < others),
        sources: &loaded.sources,
        sets: &inside.sets,
        language: inside.language,
        simulated: None,
    };
    let book = workbook::book(&export).map_err(NotRebuilt::Workbook)?;
    let hash = workbook::scenario_hash(&export);
    let cases = cases
        .iter()
        .skip(1)
        .map(|(label, _)| label.get(inside.language).to_owned())
        .collect();
    Ok(Rebuilt {
        book,
        hash,
        cases,
        loaded,
        plan,
    })
}

/// The cases in the order of the selector: base, each stress alone, then the combinations.
fn cases(loaded: &Loaded, plan: &Plan, inside: &Inside) -> Vec<(Label, Case)> {
    let ids: Vec<StressId> = plan.sheet.stresses().map(|(id, _)| id).collect();
    let always: Vec<StressId> = loaded
        .scenario
        .base_case()
        .into_iter()
        .map(|at| ids[at])
        .collect();
    let mut cases = vec![(Label::default(), Case::stressed(always.iter().copied()))];
    for (id, stress) in plan.sheet.stresses() {
        if !always.contains(&id) {
            let case = Case::stressed(always.iter().copied().chain([id]));
            cases.push((stress.label.clone(), case));
        }
    }
    for (combination, asked) in loaded.cases.iter().zip(&inside.combinations) {
        let case = Case::stressed(combination.stresses.iter().map(|at| ids[*at]));
        if cases.iter().all(|(_, known)| *known != case) {
            let title = combination.label.get(inside.language);
            cases.push((Label::same(format!("{title} ({asked})")), case));
        }
    }
    cases
}
