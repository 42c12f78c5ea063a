//! `cittadella simulate`: the plan in many futures.

use cittadella_engine::simulate::{Questions, ReadingOutlook};
use cittadella_engine::uncertainty::Sampler;

use crate::arguments::{SimulateArguments, Telling};
use crate::cases::{self, Computed};
use crate::exit::{Exit, Failure};
use crate::futures::{Futures, Order, Subject, shard, trials_out};
use crate::output;
use crate::project::Project;
use crate::render::simulation::{self, Told};
use crate::render::{View, json};

/// Draws, computes and tells. The case is the last one named: the stress, or the plan as stated.
pub(crate) fn run(arguments: &SimulateArguments, project: &Project) -> Result<Exit, Failure> {
    let words = project.words;
    let plan = &project.plan;
    if plan.uncertainty.inputs.is_empty() {
        return Err(Failure::new(Exit::BadData, words.nothing_uncertain())
            .effect(words.nothing_computed())
            .remedy(words.state_an_uncertainty()));
    }
    if arguments.until.is_some() && plan.target.is_none() {
        return Err(Failure::new(Exit::Usage, words.until_needs_a_target())
            .effect(words.nothing_computed()));
    }
    let order = Order::of(arguments, plan);
    if arguments.until.is_some() && order.design().sampler == Sampler::Latin {
        return Err(
            Failure::new(Exit::Usage, words.until_not_latin()).effect(words.nothing_computed())
        );
    }
    let Some(named) = project.cases.last() else {
        return Ok(Exit::Ok);
    };
    let telling = &arguments.telling;
    trials_out::writable(telling.trials_out.as_deref(), words)?;
    let read = project.read_from(&arguments.file);
    let written = [&arguments.dump_tape, &arguments.out, &telling.trials_out];
    for path in written.into_iter().flatten() {
        output::spare(path, &read, words)?;
    }
    let computed = cases::compute(plan, named, words)?;
    let subject = Subject {
        project,
        named,
        base: &computed.grid,
    };
    if let Some(file) = &arguments.dump_tape {
        let questions = Questions::of(plan, &computed.grid);
        let tape = subject.simulation(&questions, &order).text();
        output::write_file(file, words, |out| out.write_all(tape.as_bytes()))?;
        return Ok(Exit::Ok);
    }
    let futures = subject.draw(order, arguments.shard, telling.max_memory)?;
    if let (Some(part), Some(file)) = (arguments.shard, &arguments.out) {
        shard::write(&subject, &futures, part, file)?;
        return Ok(Exit::Ok);
    }
    let readings = if arguments.model_risk {
        Some(subject.readings(&futures.order, futures.record.count)?)
    } else {
        None
    };
    tell(&subject, &computed, &futures, readings.as_deref(), telling)
}

/// Prints the answer and writes the files asked for.
pub(crate) fn tell(
    subject: &Subject<'_>,
    computed: &Computed,
    futures: &Futures,
    readings: Option<&[ReadingOutlook]>,
    telling: &Telling,
) -> Result<Exit, Failure> {
    let project = subject.project;
    let words = project.words;
    let plan = &project.plan;
    let outlook = subject.outlook(futures);
    let view = View {
        full: telling.full,
        ..computed.view(plan, words, None)
    };
    let stated = plan.target.as_ref().and_then(|target| target.confidence);
    let told = Told {
        title: &computed.title,
        stresses: &computed.stresses,
        inspect: telling.inspect,
        confidence: telling.confidence.or(stated),
        outlook: &outlook,
        futures,
        readings,
    };
    let text = if telling.json {
        json::text(&simulation::value(&view, &told))
    } else {
        simulation::text(&view, &told, &project.notices)
    };
    if let Some(folder) = &telling.csv {
        let files = simulation::files(&view, &told)
            .map_err(|error| Failure::new(Exit::Io, words.cannot_write("csv", &error.into())))?;
        output::write_files(folder, &files, words)?;
    }
    if let Some(file) = &telling.trials_out {
        trials_out::write(subject, &view, &outlook, futures, file)?;
    }
    output::print(&text, words)?;
    Ok(if futures.partial {
        Exit::Interrupted
    } else {
        Exit::Ok
    })
}
