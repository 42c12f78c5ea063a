//! `cittadella`: five-year business plans on the command line.
//!
//! The program reads a scenario, has the engine compile and compute it, and renders the values.
//! It alone touches files; the engine does the thinking. Data goes to standard output, messages
//! to standard error, and nothing is written before everything is computed.

mod arguments;
mod cases;
mod commands;
mod exit;
mod futures;
mod output;
mod project;
mod remembered;
mod render;
mod sources;
mod suggest;
mod words;

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::ExitCode;

use cittadella_engine::wording::Language;
use clap::Parser;

use arguments::{Arguments, Command};
use exit::{Exit, Failure};
use project::{Project, Request};
use words::Words;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(help_or_mistake) => {
            let exit = if help_or_mistake.use_stderr() {
                Exit::Usage
            } else {
                Exit::Ok
            };
            // Where the terminal is gone there is nobody to tell.
            let _ = help_or_mistake.print();
            return exit.into();
        }
    };
    let language = arguments.lang.map(Language::from);
    let words = Words::new(language.unwrap_or(Language::English));
    panic::set_hook(Box::new(move |info| {
        let failure = Failure::new(Exit::Internal, info.to_string())
            .effect(words.internal_error())
            .remedy(words.report_it());
        output::complain(&failure.render(words.language()));
    }));
    match panic::catch_unwind(AssertUnwindSafe(|| execute(&arguments, language))) {
        Ok(exit) => exit.into(),
        Err(_) => Exit::Internal.into(),
    }
}

/// Carries out the command; a failure is told on standard error.
fn execute(arguments: &Arguments, language: Option<Language>) -> Exit {
    let form = form(&arguments.command);
    let no_change = Request {
        language,
        ..Request::default()
    };
    let over = |file: &Path, request: &Request<'_>, act: &dyn Fn(&Project) -> Outcome| {
        let project = Project::load(file, request)?;
        act(&project).map_err(|failure| (failure, project.words))
    };
    let outcome = match &arguments.command {
        Command::Run(run) => {
            let request = Request {
                set: &run.changes.set,
                stress: &run.stress,
                language,
            };
            over(&run.file, &request, &|project| {
                commands::run::run(run, project)
            })
        }
        Command::Simulate(simulate) => {
            let request = Request {
                set: &simulate.changes.set,
                stress: simulate.stress.as_slice(),
                language,
            };
            over(&simulate.file, &request, &|project| {
                commands::simulate::run(simulate, project)
            })
        }
        Command::Export(export) => {
            let request = Request {
                set: &export.changes.set,
                stress: &export.stress,
                language,
            };
            over(&export.file, &request, &|project| {
                commands::export::run(export, project)
            })
        }
        Command::Merge(merge) => commands::merge::run(merge, language),
        Command::Import(import) => commands::import::run(import, language),
        Command::Verify(verify) => commands::verify::run(verify, language),
        Command::Check(check) => over(&check.file, &no_change, &commands::check::run),
        Command::Rows(rows) => over(&rows.file, &no_change, &|project| {
            commands::rows::run(rows, project)
        }),
        Command::Explain(explain) => {
            let request = Request {
                set: &explain.changes.set,
                stress: explain.stress.as_slice(),
                language,
            };
            over(&explain.file, &request, &|project| {
                commands::explain::run(explain, project)
            })
        }
    };
    match outcome {
        Ok(exit) => exit,
        Err((failure, words)) => report(&failure, words, form),
    }
}

/// How failures of a command are told: as its answer would have been.
fn form(command: &Command) -> Form {
    match command {
        Command::Run(run) if run.json => Form::Json,
        Command::Simulate(simulate) if simulate.telling.json => Form::Json,
        Command::Merge(merge) if merge.telling.json => Form::Json,
        Command::Simulate(_)
        | Command::Merge(_)
        | Command::Run(_)
        | Command::Check(_)
        | Command::Export(_)
        | Command::Import(_)
        | Command::Verify(_)
        | Command::Rows(_)
        | Command::Explain(_) => Form::Text,
    }
}

/// How a command ends.
type Outcome = Result<Exit, Failure>;

/// How a failure is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// To people.
    Text,
    /// To programs.
    Json,
}

fn report(failure: &Failure, words: Words, form: Form) -> Exit {
    output::complain(&match form {
        Form::Text => failure.render(words.language()),
        Form::Json => render::json::text(&failure.to_json()),
    });
    failure.exit
}
