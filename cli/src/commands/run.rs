//! `cittadella run`: the verdict, the years, the figures, the statements.

use cittadella_engine::model::Plan;
use serde_json::json;

use crate::arguments::{RunArguments, StatementChoice};
use crate::cases::{self, Computed};
use crate::exit::{Exit, Failure};
use crate::output::{self, OutputFile};
use crate::project::Project;
use crate::render::comparison::{self, Side};
use crate::render::statement::{self, Columns};
use crate::render::{View, alerts, csv, json as json_text, screen, verdict};
use crate::suggest::unknown;
use crate::words::{Missing, Words};

/// Everything is computed and rendered before a byte is written.
pub(crate) fn run(arguments: &RunArguments, project: &Project) -> Result<Exit, Failure> {
    let words = project.words;
    let plan = &project.plan;
    let entity = entity(arguments, plan, words)?;
    let computed = cases::compute_all(project)?;
    let views: Vec<View<'_>> = computed
        .iter()
        .map(|case| View {
            full: arguments.full,
            ..case.view(plan, words, entity)
        })
        .collect();
    let text = if arguments.json {
        json_document(&computed, &views, &project.notices)
    } else {
        text(arguments, &computed, &views, &project.notices)
    };
    if let Some(folder) = &arguments.csv {
        let files = csv_files(arguments, &computed, &views, words)?;
        output::write_files(folder, &files, words)?;
    }
    output::print(&text, words)?;
    let judged = if arguments.stress.is_empty() {
        &views[..]
    } else {
        &views[1..]
    };
    let alarming = arguments.fail_on_alert && judged.iter().any(alarming);
    Ok(if alarming { Exit::Alert } else { Exit::Ok })
}

fn entity<'a>(
    arguments: &RunArguments,
    plan: &'a Plan,
    words: Words,
) -> Result<Option<&'a str>, Failure> {
    let Some(name) = &arguments.entity else {
        return Ok(None);
    };
    let group = plan.group.iter().map(|group| &group.books);
    let books = plan.entities.iter().chain(group);
    let mut names = books.map(|entity| entity.name.as_str());
    match names.clone().find(|known| known == name) {
        Some(found) => Ok(Some(found)),
        None if name == "group" => {
            let only = names.next().unwrap_or_default();
            Err(Failure::new(Exit::Usage, words.no_group(only))
                .effect(words.nothing_computed())
                .remedy(words.leave_out("--entity group")))
        }
        None => Err(unknown(Missing::Entity, name, names.by_ref(), words)),
    }
}

/// Whether there is something for `--fail-on-alert` in a case.
fn alarming(view: &View<'_>) -> bool {
    let unmet = |assertion| alerts::holds(view, assertion) != Some(true);
    !verdict::on_target(view)
        || alerts::holding(view).next().is_some()
        || view.plan.assertions.iter().any(unmet)
}

fn text(
    arguments: &RunArguments,
    computed: &[Computed],
    views: &[View<'_>],
    notices: &[String],
) -> String {
    let columns = Columns {
        step: arguments.step(),
        tail: arguments.tail(),
    };
    let chosen = arguments.statements();
    if arguments.stress.is_empty() {
        return match chosen {
            None => screen::screen(&views[0], notices, columns.tail),
            Some(choice) => statements(&views[0], choice.kinds(), columns),
        };
    }
    let heads: Vec<String> = (0..computed.len())
        .map(|case| head(case, views[0].words))
        .collect();
    let sides: Vec<Side<'_>> = computed
        .iter()
        .zip(views)
        .zip(&heads)
        .map(|((case, view), head)| Side {
            head,
            title: &case.title,
            view: *view,
        })
        .collect();
    let mut text = comparison::comparison(&sides, notices, columns.tail);
    let kinds = chosen.map_or(&[][..], StatementChoice::kinds);
    for side in &sides {
        let statements = statements(&side.view, kinds, columns);
        if !statements.is_empty() {
            append(
                &mut text,
                &format!("{}: {}\n\n{statements}", side.head, side.title),
            );
        }
    }
    text
}

fn statements(
    view: &View<'_>,
    kinds: &[cittadella_engine::ledger::StatementKind],
    columns: Columns,
) -> String {
    let mut text = statement::statements(view, kinds, columns);
    if !text.is_empty() {
        text += &format!("\n{}\n", view.words.zero_lines_left_out());
    }
    text
}

fn append(text: &mut String, part: &str) {
    if !text.is_empty() && !part.is_empty() {
        text.push('\n');
    }
    *text += part;
}

/// The letter of a case in the columns: the base case, then A, B, C.
fn head(case: usize, words: Words) -> String {
    match case.checked_sub(1).map(u8::try_from) {
        None => words.base().to_owned(),
        Some(Ok(stress @ 0..26)) => char::from(b'A' + stress).to_string(),
        Some(_) => case.to_string(),
    }
}

fn json_document(computed: &[Computed], views: &[View<'_>], notices: &[String]) -> String {
    let case =
        |position: usize| json_text::case(&views[position], &computed[position].stresses, notices);
    let value = match computed.len() {
        1 | 2 => case(computed.len() - 1),
        _ => json!({ "cases": (0..computed.len()).map(case).collect::<Vec<_>>() }),
    };
    json_text::text(&value)
}

fn csv_files(
    arguments: &RunArguments,
    computed: &[Computed],
    views: &[View<'_>],
    words: Words,
) -> Result<Vec<OutputFile>, Failure> {
    let columns = Columns {
        step: arguments.step(),
        tail: arguments.tail(),
    };
    let mut files = Vec::new();
    for (case, view) in computed.iter().zip(views) {
        let prefix = match (case.stresses.is_empty(), computed.len()) {
            (true, 1) => String::new(),
            (true, _) => "base_".to_owned(),
            (false, _) => format!("{}_", case.stresses.join("+")),
        };
        let of_case = csv::files(view, columns)
            .map_err(|error| Failure::new(Exit::Io, words.cannot_write("csv", &error.into())))?;
        files.extend(of_case.into_iter().map(|file| OutputFile {
            name: format!("{prefix}{}", file.name),
            ..file
        }));
    }
    Ok(files)
}
