//! `cittadella merge`: the parts of a simulation as one answer.

use std::path::{Path, PathBuf};

use cittadella_engine::model::PlanUncertainty;
use cittadella_engine::simulate::{Looks, Questions, Record};
use cittadella_engine::wording::Language;

use super::simulate::tell;
use crate::arguments::MergeArguments;
use crate::cases;
use crate::exit::{Exit, Failure};
use crate::futures::shard::{Part, refused};
use crate::futures::{Futures, Order, Subject, trials_out};
use crate::output;
use crate::project::Project;
use crate::words::{Words, WrongShard};

/// Puts the parts together, in whatever order they are named, and tells what one run would have.
pub(crate) fn run(
    arguments: &MergeArguments,
    language: Option<Language>,
) -> Result<Exit, (Failure, Words)> {
    let words = Words::new(language.unwrap_or(Language::English));
    let parts = parts(&arguments.files, words).map_err(|failure| (failure, words))?;
    let Some((_, first)) = parts.first() else {
        return Ok(Exit::Ok);
    };
    let project = Project::again(first.header.origin.clone(), language)?;
    merge(arguments, &project, parts).map_err(|failure| (failure, project.words))
}

fn merge(
    arguments: &MergeArguments,
    project: &Project,
    parts: Vec<(&PathBuf, Part)>,
) -> Result<Exit, Failure> {
    let words = project.words;
    let plan = &project.plan;
    let telling = &arguments.telling;
    trials_out::writable(telling.trials_out.as_deref(), words)?;
    if let Some(path) = &telling.trials_out {
        output::spare(path, &arguments.files, words)?;
    }
    let (Some(named), Some((path, part))) = (project.cases.last(), parts.first()) else {
        return Ok(Exit::Ok);
    };
    let computed = cases::compute(plan, named, words)?;
    let subject = Subject {
        project,
        named,
        base: &computed.grid,
    };
    let questions = Questions::of(plan, &computed.grid);
    let design = part.header.design;
    let trials = usize::try_from(design.trials).unwrap_or(usize::MAX);
    let order = Order {
        looks: Looks::once(trials),
        until: None,
        uncertainty: PlanUncertainty {
            design,
            ..plan.uncertainty.clone()
        },
    };
    if part.header.columns != questions.names(&plan.sheet) {
        let version = WrongShard::Version(part.header.engine.clone());
        return Err(refused(&path.display().to_string(), &version, words));
    }
    for (path, part) in &parts {
        if order.part(part.header.part) != (part.header.first, part.header.count) {
            return Err(refused(
                &path.display().to_string(),
                &WrongShard::Torn,
                words,
            ));
        }
    }
    subject.fits(&questions, trials, telling.max_memory)?;
    let mut record = Record::empty(&questions, design, 0);
    for (path, part) in parts {
        record.append(part.record(path, words)?);
    }
    let simulation = subject.simulation(&questions, &order);
    let futures = Futures {
        dimensions: simulation.draws().dimensions(),
        size: simulation.size(),
        partial: false,
        record,
        order,
        questions,
    };
    tell(&subject, &computed, &futures, None, telling)
}

/// The parts in their order; each must belong to the first, and none be missing or named twice.
fn parts(files: &[PathBuf], words: Words) -> Result<Vec<(&PathBuf, Part)>, Failure> {
    let mut parts = Vec::new();
    for path in files {
        parts.push((path, Part::open(path, words)?));
    }
    let name = |path: &Path| path.display().to_string();
    let Some((_, first)) = parts.first() else {
        return Ok(parts);
    };
    let first = first.header.clone();
    for (path, part) in &parts {
        if let Some(what) = part.header.differs(&first) {
            return Err(refused(&name(path), &what, words));
        }
    }
    if first.engine != env!("CARGO_PKG_VERSION") {
        let (path, _) = parts[0];
        return Err(refused(
            &name(path),
            &WrongShard::Version(first.engine),
            words,
        ));
    }
    parts.sort_by_key(|(_, part)| part.header.part.index);
    for pair in parts.windows(2) {
        let [(one, a), (other, b)] = pair else {
            continue;
        };
        if a.header.part.index == b.header.part.index {
            let twice = WrongShard::Twice(a.header.part.index, name(one));
            return Err(refused(&name(other), &twice, words));
        }
    }
    let missing: Vec<u32> = (0..first.part.count)
        .filter(|index| {
            parts
                .iter()
                .all(|(_, part)| part.header.part.index != *index)
        })
        .collect();
    if !missing.is_empty() {
        return Err(Failure::new(
            Exit::BadData,
            words.missing_shards(&missing, first.part.count),
        )
        .effect(words.nothing_computed())
        .remedy(words.draw_missing(missing[0], first.part.count)));
    }
    Ok(parts)
}
