//! The cases that a command line asks for: the base case and the stresses beside it.

use cittadella_engine::evaluate::{Grid, Overflow, exact};
use cittadella_engine::model::Plan;

use crate::exit::{Exit, Failure};
use crate::project::{Named, Project};
use crate::render::{View, alerts};
use crate::words::Words;

/// One case with its values.
#[derive(Debug)]
pub(crate) struct Computed {
    /// The names of its stresses, in their order; empty for the base case.
    pub(crate) stresses: Vec<String>,
    /// What it is called.
    pub(crate) title: String,
    /// Its values.
    pub(crate) grid: Grid,
}

impl Computed {
    /// Its values as seen by a rendering.
    pub(crate) fn view<'a>(
        &'a self,
        plan: &'a Plan,
        words: Words,
        entity: Option<&'a str>,
    ) -> View<'a> {
        View {
            plan,
            grid: &self.grid,
            words,
            entity,
            full: false,
        }
    }
}

/// Computes a case and refuses it where an integrity check does not hold.
pub(crate) fn compute(plan: &Plan, named: &Named, words: Words) -> Result<Computed, Failure> {
    let grid = exact(&plan.sheet, &named.case).map_err(|overflow| {
        let failure = too_large(plan, overflow, words);
        of_case(failure, named, words)
    })?;
    let computed = Computed {
        stresses: named.stresses.clone(),
        title: named.title.clone(),
        grid,
    };
    let view = computed.view(plan, words, None);
    let broken = alerts::broken(&view);
    if broken.is_empty() {
        return Ok(computed);
    }
    let causes: Vec<String> = broken
        .iter()
        .map(|broken| {
            let sentence = words.check_fails(
                view.label(&broken.check.label),
                &view.long_at(broken.month),
                &format!("{} {}", broken.difference.normalize(), plan.currency),
            );
            let behind = alerts::contracts_behind(&view, broken);
            if behind.is_empty() {
                sentence
            } else {
                format!("{sentence}; {}", words.contracts_behind(&behind.join(", ")))
            }
        })
        .collect();
    let failure = Failure::new(Exit::ChecksFailed, causes.join("\n  "))
        .effect(format!(
            "{}; {}",
            words.internal_error(),
            words.nothing_written()
        ))
        .remedy(words.report_it());
    Err(of_case(failure, named, words))
}

/// Says in which case something failed, where it is not the base case.
fn of_case(failure: Failure, named: &Named, words: Words) -> Failure {
    if named.stresses.is_empty() {
        return failure;
    }
    Failure {
        cause: words.in_case(&named.title, &failure.cause),
        ..failure
    }
}

/// Computes the base case and every case that the command line names.
pub(crate) fn compute_all(project: &Project) -> Result<Vec<Computed>, Failure> {
    let cases = project.cases.iter();
    cases
        .map(|named| compute(&project.plan, named, project.words))
        .collect()
}

/// A number of the plan is larger than what can be computed with: absurd inputs do that.
fn too_large(plan: &Plan, overflow: Overflow, words: Words) -> Failure {
    let sheet = &plan.sheet;
    let cause = match overflow {
        Overflow::Input(input) => words.too_large(sheet.input(input).key.as_str(), None),
        Overflow::Cell(row, month) => {
            let month = sheet.timeline().calendar_month(month).to_string();
            words.too_large(sheet.row(row).key().as_str(), Some(&month))
        }
    };
    Failure::new(Exit::BadData, cause).effect(words.nothing_written())
}

#[cfg(test)]
mod tests {
    use cittadella_engine::evaluate::Case;
    use cittadella_engine::model::Check;
    use cittadella_engine::wording::{Label, Language};

    use super::*;
    use crate::render::fixture::Fixture;

    fn base() -> Named {
        Named {
            stresses: Vec::new(),
            title: "Base case".to_owned(),
            case: Case::base(),
        }
    }

    #[test]
    fn a_check_that_does_not_hold_is_named_with_its_month_and_amount() {
        let mut plan = Fixture::new().plan;
        plan.checks.push(Check {
            label: Label::new("vendite nulle", "no sales"),
            row: plan.sheet.find_row("sales.billed").unwrap(),
        });
        let failure = compute(&plan, &base(), Words::new(Language::English)).unwrap_err();
        assert_eq!(failure.exit, Exit::ChecksFailed);
        assert_eq!(
            failure.cause,
            "the check \"no sales\" does not hold in January 2024: it is out by 1000 EUR"
        );
        let effect = failure.effect.unwrap();
        assert!(effect.contains("the mistake is ours"), "{effect}");
        assert!(effect.ends_with("nothing was written"), "{effect}");
    }

    #[test]
    fn a_check_that_fails_under_a_stress_names_the_stress() {
        let mut plan = Fixture::new().plan;
        plan.checks.push(Check {
            label: Label::new("vendite nulle", "no sales"),
            row: plan.sheet.find_row("sales.billed").unwrap(),
        });
        let stressed = Named {
            stresses: vec!["late".to_owned()],
            title: "Late opening".to_owned(),
            ..base()
        };
        let failure = compute(&plan, &stressed, Words::new(Language::English)).unwrap_err();
        assert_eq!(
            failure.cause,
            "under \"Late opening\": the check \"no sales\" does not hold in January 2024: it is \
             out by 1000 EUR"
        );
    }

    #[test]
    fn a_check_between_two_entities_names_the_contract() {
        let mut plan = Fixture::with_twin().plan;
        plan.checks.push(Check {
            label: Label::new("le due metà", "both halves"),
            row: plan.sheet.find_row("rent.paid").unwrap(),
        });
        let failure = compute(&plan, &base(), Words::new(Language::English)).unwrap_err();
        assert_eq!(
            failure.cause,
            "the check \"both halves\" does not hold in January 2024: it is out by 6500 EUR; the \
             contracts whose two halves differ: rent.paid"
        );
    }

    #[test]
    fn a_plan_whose_checks_hold_is_computed() {
        let plan = Fixture::new().plan;
        let computed = compute(&plan, &base(), Words::new(Language::English)).unwrap();
        assert!(computed.stresses.is_empty());
    }
}
