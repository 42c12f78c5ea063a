//! The pages of the workbook that its readers open first: what stands on them, and that nothing a
//! user writes becomes a formula.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use cittadella_engine::diagnostic::Source;
use cittadella_engine::evaluate::Case;
use cittadella_engine::simulate::{Outlook, Questions, Record};
use cittadella_engine::wording::Language;
use cittadella_tests::{Reading, read, read_file};
use cittadella_xlsx::book::{Book, Cached, Cell, Content, Worksheet};
use cittadella_xlsx::export::{Compared, Export, Simulated};
use cittadella_xlsx::pages::scenario_source::{FILE, HEADS, LINE, NUMBER, SETS};

/// Two lines with a name that wants to be a formula, a comment with a grade, and no last line feed.
const HOSTILE: &str = "[plan]\nname = '=1+1'\nstart = '2024-01'\nyears = 2\n\n\
     [entities.hub]\nname = '@SUM(A1)'\nkind = 'company'\nlegal_form = 'srl'\nfounded = '2024-01'\n\
     minimum_cash = 1_000 # [quote] the bank's, of May\n\
     [equity.hub]\nentity = 'hub'\npayments = { '2024-01' = 30_000 } # [deck] the founders'";

fn book(reading: &Reading, text: &str, language: Language) -> Book {
    book_with(reading, text, language, None)
}

fn book_with(
    reading: &Reading,
    text: &str,
    language: Language,
    simulated: Option<Simulated<'_>>,
) -> Book {
    let case = Case::base();
    let sources = [Source {
        file: Arc::from("scenario.toml"),
        text: Arc::from(text),
    }];
    let sets = ["entities.hub.minimum_cash=2000".to_owned()];
    let export = Export {
        plan: &reading.plan,
        base: (&case, &reading.grid),
        compared: vec![Compared {
            label: cittadella_engine::wording::Label::new("Peggio", "Worse"),
            case: &case,
            grid: &reading.grid,
        }],
        chosen: None,
        sources: &sources,
        sets: &sets,
        language,
        simulated,
    };
    cittadella_xlsx::book(&export).expect("the plan fits a workbook")
}

fn hostile() -> (String, Reading) {
    (HOSTILE.to_owned(), read(HOSTILE))
}

fn cluster() -> (String, Reading) {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../scenarios/cluster-lombardo.toml"
    );
    let text = std::fs::read_to_string(path).expect("the scenario is there");
    (text, read_file(Path::new(path)))
}

fn worksheet<'a>(book: &'a Book, name: &str) -> &'a Worksheet {
    let mut worksheets = book.worksheets.iter();
    worksheets
        .find(|worksheet| worksheet.name == name)
        .unwrap_or_else(|| panic!("no worksheet {name}"))
}

fn text_at(worksheet: &Worksheet, cell: Cell) -> Option<&str> {
    match &worksheet.cells.get(&cell)?.content {
        Content::Text(text) | Content::Link(text, _) => Some(text),
        Content::Formula(_, Cached::Text(text)) => Some(text),
        Content::Formula(_, Cached::Number(_))
        | Content::Number(_)
        | Content::Date(_)
        | Content::Blank => None,
    }
}

/// Outputs first, then inputs, calculations, statements, and what an auditor asks for.
#[test]
fn pages_stand_in_the_order_in_which_they_are_read() {
    let (text, reading) = cluster();
    let book = book(&reading, &text, Language::English);
    let names: Vec<&str> = book.worksheets.iter().map(|of| of.name.as_str()).collect();
    let mut last = 0;
    for name in [
        "Cover",
        "Contents",
        "Dashboard",
        "Checks",
        "Sources and uses",
        "Covenants and ratios",
        "Cases compared",
        "Inputs costs",
        "Time",
        "Postings",
        "Chart data",
        "Data book",
        "Formula map",
        "Scenario source",
        "Provenance",
    ] {
        let at = names.iter().position(|known| *known == name);
        let at = at.unwrap_or_else(|| panic!("{name} is not among {names:?}"));
        assert!(at >= last, "{name} stands too early");
        last = at;
    }
}

/// A chart that stops early hides the months that matter: each series has a number for each
/// category, and months are all those shown.
#[test]
fn charts_draw_every_shown_month_or_year() {
    let (text, reading) = cluster();
    let book = book(&reading, &text, Language::Italian);
    let timeline = reading.plan.sheet.timeline();
    let (shown, years) = (timeline.shown(), timeline.shown().div_ceil(12));
    let charts = &worksheet(&book, "Cruscotto").charts;
    assert!(charts.len() >= 4, "{} charts", charts.len());
    for chart in charts {
        for series in &chart.series {
            let extent = |range: cittadella_xlsx::book::Range| {
                let across = u32::from(range.last.column - range.first.column) + 1;
                across * (range.last.row - range.first.row + 1)
            };
            let (values, categories) = (extent(series.values), extent(series.categories));
            assert_eq!(values, categories, "{}", chart.title);
            let bars = series.values.first.column == series.values.last.column;
            assert!(bars || [shown, years].contains(&values), "{}", chart.title);
        }
    }
}

/// CWE-1236: what a user writes stays a text, whatever it begins with.
#[test]
fn what_a_user_writes_is_never_a_formula() {
    let (text, reading) = hostile();
    let book = book(&reading, &text, Language::English);
    let cover = worksheet(&book, "Cover");
    assert_eq!(text_at(cover, Cell::at(0, 0)), Some("=1+1"));
    let formulas = book.worksheets.iter().flat_map(|of| of.cells.values());
    let texts: Vec<&String> = formulas
        .filter_map(|part| match &part.content {
            Content::Formula(formula, _) => Some(formula),
            Content::Text(_)
            | Content::Number(_)
            | Content::Date(_)
            | Content::Link(..)
            | Content::Blank => None,
        })
        .collect();
    assert!(texts.len() > 1_000);
    for formula in texts {
        assert!(
            !formula.contains("1+1") && !formula.contains("@SUM"),
            "{formula}"
        );
    }
}

/// Whoever has the workbook has the scenario.
#[test]
fn the_texts_of_the_scenario_can_be_put_together_again() {
    let (text, reading) = hostile();
    for text in [text.clone(), format!("{text}\n"), format!("{text}\n\n")] {
        let book = book(&reading, &text, Language::English);
        let page = worksheet(&book, "Scenario source");
        let mut files: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        let last = page.cells.keys().map(|cell| cell.row).max().unwrap_or(0);
        for row in HEADS + 1..=last {
            let file = text_at(page, Cell::at(row, FILE)).expect("each line names its text");
            let line = text_at(page, Cell::at(row, LINE)).unwrap_or_default();
            let lines = files.entry(file.to_owned()).or_default();
            lines.push(line);
            let number = &page.cells[&Cell::at(row, NUMBER)].content;
            let expected = u32::try_from(lines.len()).map(f64::from);
            assert_eq!(*number, Content::Number(expected.expect("a short text")));
        }
        assert_eq!(files["scenario.toml"].join("\n"), text);
        assert_eq!(files[SETS], ["entities.hub.minimum_cash=2000"]);
    }
}

/// Every input stands in the data book, with the source that the file states beside it.
#[test]
fn the_data_book_tells_where_each_number_comes_from() {
    let (text, reading) = hostile();
    let book = book(&reading, &text, Language::English);
    let page = worksheet(&book, "Data book");
    let rows: BTreeMap<&str, u32> = page
        .cells
        .keys()
        .filter(|cell| cell.column == 0)
        .filter_map(|cell| Some((text_at(page, *cell)?, cell.row)))
        .collect();
    for (_, input) in reading.plan.sheet.inputs() {
        assert!(rows.contains_key(input.key.as_str()), "{}", input.key);
    }
    let row = rows["entities.hub.minimum_cash"];
    assert_eq!(text_at(page, Cell::at(row, 7)), Some("quote"));
    assert_eq!(
        text_at(page, Cell::at(row, 8)),
        Some("[quote] the bank's, of May")
    );
    let place = text_at(page, Cell::at(row, 9)).unwrap_or_default();
    assert!(place.ends_with(":11"), "{place}");
}

/// Both languages have the same cells.
#[test]
fn both_languages_say_the_same() {
    let (text, reading) = hostile();
    let cells = |language| {
        let book = book(&reading, &text, language);
        let worksheets = book.worksheets.into_iter();
        let cells = worksheets.map(|worksheet| worksheet.cells.into_keys().collect());
        cells.collect::<Vec<Vec<Cell>>>()
    };
    let (italian, english) = (cells(Language::Italian), cells(Language::English));
    assert_eq!(italian.len(), english.len());
    // Paragraphs break differently; everything else stands in the same place.
    let differing = italian.iter().zip(&english).filter(|(a, b)| a != b).count();
    assert!(differing <= 3, "{differing} worksheets differ");
}

/// A simulation is values alone, and what comes first by a month is one of three things.
#[test]
fn simulated_futures_are_values_and_add_up() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../scenarios/cremona-cobox.toml"
    );
    let text = std::fs::read_to_string(path).expect("the scenario is there");
    let reading = read_file(Path::new(path));
    let plan = &reading.plan;
    let questions = Questions::of(plan, &reading.grid);
    let case = Case::base();
    let simulation = questions.simulation(&plan.sheet, &case, &plan.uncertainty);
    let design = plan.uncertainty.design;
    let mut record = Record::empty(&questions, design, 0);
    let flow = record.extend(&questions, &simulation, 64, |_| ControlFlow::Continue(()));
    assert!(flow.is_continue());
    let outlook = Outlook::of(plan, &reading.grid, &questions, &record);
    let simulated = Simulated {
        outlook: &outlook,
        design,
    };
    let book = book_with(&reading, &text, Language::English, Some(simulated));
    let page = worksheet(&book, "Simulation");
    let formulas = page.cells.values();
    let formulas = formulas.filter(|part| matches!(part.content, Content::Formula(..)));
    assert_eq!(formulas.count(), 1, "the master check alone is live");
    let head = page
        .cells
        .keys()
        .find(|cell| text_at(page, **cell) == Some("By the month"))
        .expect("the target is followed month by month");
    for month in 1..=plan.sheet.timeline().shown() {
        let sum: f64 = (3..6)
            .map(|column| {
                let share = &page.cells[&Cell::at(head.row + month, column)].content;
                let Content::Number(share) = share else {
                    panic!("{share:?} is no share")
                };
                *share
            })
            .sum();
        assert!((sum - 1.0).abs() < 1e-12, "month {month}: {sum}");
    }
}
