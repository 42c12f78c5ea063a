//! The answer in a sentence: from when the plan stands on its own, and whether money is missing.

use cittadella_engine::calendar::YearMonth;
use cittadella_engine::model::{PlanEntity, Target};
use cittadella_engine::quantity::Decimal;

use super::View;

/// From when, and how far from the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reached {
    /// The month number; 1 is the plan's first month.
    pub(crate) month_number: Decimal,
    /// Months after the target; negative before it.
    pub(crate) months_late: i32,
}

/// When the target is reached; `None` where never.
pub(crate) fn reached(view: &View<'_>, target: &Target) -> Option<Reached> {
    let month_number = view.grid.figure(target.reached).value()?;
    let months_late = view.grid.figure(target.months_late).value()?;
    Some(Reached {
        month_number,
        months_late: i32::try_from(months_late).ok()?,
    })
}

/// Whether the target is reached by its month; true where the scenario states none.
pub(crate) fn on_target(view: &View<'_>) -> bool {
    view.plan
        .target
        .as_ref()
        .is_none_or(|target| reached(view, target).is_some_and(|reached| reached.months_late <= 0))
}

/// The verdict on the target.
pub(crate) fn verdict(view: &View<'_>) -> String {
    let Some(target) = &view.plan.target else {
        return view.words.no_target().to_owned();
    };
    let words = view.words;
    let who = view.label(&target.entity_label);
    let by = view.long(target.by);
    let Some(reached) = reached(view, target) else {
        return words.never_stands(who, &view.long(view.timeline().last()), &by);
    };
    let from = view.month_numbered(reached.month_number).map_or_else(
        || reached.month_number.to_string(),
        |month| view.long(month),
    );
    let distance = reached.months_late.unsigned_abs() as usize;
    let verdict = match reached.months_late.signum() {
        0 => words.on_time(who, &from),
        1 => words.late(who, &from, distance, &by),
        _ => words.early(who, &from, distance, &by),
    };
    match relapse(view, target) {
        Some(month) => format!("{verdict} {}", words.relapses(&view.long(month))),
        None => verdict,
    }
}

/// When the plan as stated reaches the target, beside what its futures do.
pub(crate) fn as_stated(view: &View<'_>, target: &Target) -> String {
    let month = reached(view, target).and_then(|reached| view.month_numbered(reached.month_number));
    view.words
        .stated_reaches(month.map(|month| view.long(month)).as_deref())
}

/// The first shown month in which what was reached is lost again.
pub(crate) fn relapse(view: &View<'_>, target: &Target) -> Option<YearMonth> {
    view.month_numbered(view.grid.figure(target.relapse).value()?)
}

/// What the verdict means; nothing where there is no target.
pub(crate) fn measured(view: &View<'_>) -> Option<String> {
    let target = view.plan.target.as_ref()?;
    Some(
        view.words
            .measured(target.window_months, target.hold_months),
    )
}

/// Whether the entities looked at have the funds they need: a sentence for each that has not,
/// one for all the others.
pub(crate) fn needs(view: &View<'_>) -> Vec<String> {
    // The need of the group is that of its entities: it is told where only the group is asked for.
    let asked = view.entity.is_some();
    let told = view
        .entities()
        .filter(|entity| asked || !view.is_group(entity));
    let (fine, short): (Vec<&PlanEntity>, Vec<&PlanEntity>) = told.partition(|entity| {
        let mut needs = view.grid.cells(entity.uncovered_need).iter();
        needs.all(Decimal::is_zero)
    });
    let mut sentences: Vec<String> = short.iter().map(|entity| need(view, entity)).collect();
    match fine.as_slice() {
        [] => {}
        [one] => sentences.push(need(view, one)),
        several => {
            let names: Vec<&str> = several
                .iter()
                .map(|entity| view.label(&entity.label))
                .collect();
            sentences.push(view.words.no_need_of(&names));
        }
    }
    sentences
}

/// Whether an entity has the funds it needs, in every computed month.
pub(crate) fn need(view: &View<'_>, entity: &PlanEntity) -> String {
    let who = if view.is_group(entity) {
        view.words.the_group()
    } else {
        view.label(&entity.label)
    };
    let needs = view.grid.cells(entity.uncovered_need);
    let missing: Vec<(usize, Decimal)> = needs
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, need)| !need.is_zero())
        .collect();
    let Some(&(first, _)) = missing.first() else {
        return view.words.no_need(who);
    };
    let (at, most) = greatest(&missing);
    view.words.need(
        who,
        missing.len(),
        &view.long_at(first),
        &view.money(most),
        &view.long_at(at),
    )
}

/// The greatest of some dated amounts, the first one where several are equal.
pub(crate) fn greatest(amounts: &[(usize, Decimal)]) -> (usize, Decimal) {
    let mut greatest = amounts[0];
    for amount in &amounts[1..] {
        if amount.1 > greatest.1 {
            greatest = *amount;
        }
    }
    greatest
}
