//! `cittadella export`: the plan as a workbook with live formulas.

use std::fs;
use std::io;
use std::num::NonZero;
use std::panic;
use std::path::Path;
use std::thread;

use cittadella_engine::evaluate::Case;
use cittadella_engine::wording::Label;
use cittadella_xlsx::export::{Compared, Export};
use cittadella_xlsx::write::{self, Seal};

use crate::arguments::ExportArguments;
use crate::cases::{self, Computed};
use crate::exit::{Exit, Failure, exit_for};
use crate::output::{self, OutputFile};
use crate::project::{Named, Project};

/// Everything is computed, checked and laid out before a byte is written.
pub(crate) fn run(arguments: &ExportArguments, project: &Project) -> Result<Exit, Failure> {
    let words = project.words;
    let path = &arguments.output;
    let (Some(name), folder) = (path.file_name(), path.parent()) else {
        let failure = Failure::new(Exit::Usage, words.no_file_name(&path.display().to_string()));
        return Err(failure.effect(words.nothing_written()));
    };
    if !arguments.force {
        refuse_edited(path, project)?;
    }
    let (named, labels) = all_cases(project);
    let computed = compute(project, &named)?;
    let compared = labels.into_iter().zip(named.iter().zip(&computed)).skip(1);
    let export = Export {
        plan: &project.plan,
        base: (&named[0].case, &computed[0].grid),
        compared: compared
            .map(|(label, (named, computed))| Compared {
                label,
                case: &named.case,
                grid: &computed.grid,
            })
            .collect(),
        sources: &project.sources,
        chosen: None,
        sets: &arguments.changes.set,
        language: words.language(),
        simulated: None,
    };
    let content = cittadella_xlsx::book(&export).and_then(|book| write::write(&book));
    let content = content.map_err(|error| {
        Failure::new(Exit::BadData, words.no_workbook(&error.to_string()))
            .effect(words.nothing_written())
    })?;
    let file = OutputFile {
        name: name.to_string_lossy().into_owned(),
        content,
    };
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    output::write_files(folder.unwrap_or(Path::new(".")), &[file], words)?;
    Ok(Exit::Ok)
}

/// Computes the cases on all processors; what comes out does not depend on how many there are.
fn compute(project: &Project, named: &[Named]) -> Result<Vec<Computed>, Failure> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let part = named.len().div_ceil(threads).max(1);
    let of_part = |part: &[Named]| -> Result<Vec<Computed>, Failure> {
        let cases = part.iter();
        cases
            .map(|named| cases::compute(&project.plan, named, project.words))
            .collect()
    };
    thread::scope(|scope| {
        let parts = named.chunks(part);
        let running: Vec<_> = parts
            .map(|part| scope.spawn(move || of_part(part)))
            .collect();
        let mut computed = Vec::with_capacity(named.len());
        for part in running {
            let part = part
                .join()
                .unwrap_or_else(|cause| panic::resume_unwind(cause));
            computed.extend(part?);
        }
        Ok(computed)
    })
}

/// The base case, each stress alone, then what `--stress` combines.
fn all_cases(project: &Project) -> (Vec<Named>, Vec<Label>) {
    let sheet = &project.plan.sheet;
    let base = project.cases[0].clone();
    let mut labels = vec![Label::default()];
    let always = base.case.stresses().to_vec();
    let mut named = vec![base];
    for (id, stress) in sheet.stresses() {
        if !always.contains(&id) {
            named.push(Named {
                stresses: vec![stress.key.to_string()],
                title: project.words.label(&stress.label).to_owned(),
                case: Case::stressed(always.iter().copied().chain([id])),
            });
            labels.push(stress.label.clone());
        }
    }
    for case in project.cases.iter().skip(1) {
        let known = named.iter().any(|known| known.case == case.case);
        if !known {
            named.push(case.clone());
            labels.push(Label::same(case.title.clone()));
        }
    }
    (named, labels)
}

/// Refuses to write over a workbook that was changed since it was written, and over any other
/// file.
fn refuse_edited(path: &Path, project: &Project) -> Result<(), Failure> {
    let words = project.words;
    let shown = path.display().to_string();
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            let cause = words.cannot_read(&shown, &error);
            let failure = Failure::new(exit_for(error.kind(), Exit::Io), cause);
            return Err(failure.effect(words.nothing_written()));
        }
    };
    let cause = match write::seal_of(&bytes) {
        Seal::Whole => return Ok(()),
        Seal::Broken => words.edited_since(&shown),
        Seal::Missing => words.not_ours(&shown),
    };
    Err(Failure::new(Exit::CannotCreate, cause)
        .effect(words.nothing_written())
        .remedy(words.force_or_another_name()))
}
