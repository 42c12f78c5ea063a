//! `cittadella`: five-year business plans on the command line.
//!
//! The program reads a scenario, has the engine compile and compute it, and renders the values.
//! It alone touches files; the engine does the thinking. Data goes to standard output, messages
//! to standard error, and nothing is written before everything is computed.

mod arguments;
mod cases;
mod commands;
mod exit;
mod output;
mod project;
mod render;
mod sources;
mod suggest;
mod words;

use std::panic::{self, AssertUnwindSafe};
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
    let form = match &arguments.command {
        Command::Run(run) if run.json => Form::Json,
        Command::Simulate(simulate) if simulate.json => Form::Json,
        Command::Simulate(_)
        | Command::Run(_)
        | Command::Check(_)
        | Command::Export(_)
        | Command::Rows(_)
        | Command::Explain(_) => Form::Text,
    };
    let no_change = Request {
        language,
        ..Request::default()
    };
    let (file, request) = match &arguments.command {
        Command::Run(run) => (
            &run.file,
            Request {
                set: &run.changes.set,
                stress: &run.stress,
                language,
            },
        ),
        Command::Simulate(simulate) => (
            &simulate.file,
            Request {
                set: &simulate.changes.set,
                stress: simulate.stress.as_slice(),
                language,
            },
        ),
        Command::Export(export) => (
            &export.file,
            Request {
                set: &export.changes.set,
                stress: &export.stress,
                language,
            },
        ),
        Command::Check(check) => (&check.file, no_change),
        Command::Rows(rows) => (&rows.file, no_change),
        Command::Explain(explain) => (
            &explain.file,
            Request {
                set: &explain.changes.set,
                stress: explain.stress.as_slice(),
                language,
            },
        ),
    };
    let project = match Project::load(file, &request) {
        Ok(project) => project,
        Err((failure, words)) => return report(&failure, words, form),
    };
    let outcome = match &arguments.command {
        Command::Run(run) => commands::run::run(run, &project),
        Command::Simulate(simulate) => commands::simulate::run(simulate, &project),
        Command::Export(export) => commands::export::run(export, &project),
        Command::Check(_) => commands::check::run(&project),
        Command::Rows(rows) => commands::rows::run(rows, &project),
        Command::Explain(explain) => commands::explain::run(explain, &project),
    };
    match outcome {
        Ok(exit) => exit,
        Err(failure) => report(&failure, project.words, form),
    }
}

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
