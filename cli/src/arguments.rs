//! The command line as clap reads it.

mod simulation;

use std::path::PathBuf;

use cittadella_engine::ledger::StatementKind;
use cittadella_engine::wording::Language;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::render::period::{Step, Tail};

pub(crate) use simulation::{MergeArguments, Shard, SimulateArguments, Telling};

/// Five-year business plans from a scenario file: every answer is computed to the cent and can be
/// traced back to the line of the scenario that caused it.
#[derive(Debug, Parser)]
#[command(name = "cittadella", version, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    /// Language of the output: `it` or `en` [default: the scenario's]
    #[arg(
        long,
        global = true,
        value_name = "LANGUAGE",
        hide_possible_values = true
    )]
    pub(crate) lang: Option<Lang>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compute a plan: the verdict, the years, the figures, the three statements
    #[command(long_about = RUN, after_help = EXIT_CODES)]
    Run(RunArguments),
    /// Draw many futures of a plan: how likely the target is, what its figures may be
    #[command(long_about = simulation::SIMULATE, after_help = EXIT_CODES)]
    Simulate(SimulateArguments),
    /// Write the plan as a workbook: live formulas, inputs to change, a case to choose
    #[command(long_about = EXPORT, after_help = EXIT_CODES)]
    Export(ExportArguments),
    /// Put the parts of a simulation together that ran on several machines
    #[command(after_help = EXIT_CODES)]
    Merge(MergeArguments),
    /// Take what was changed in a workbook back as a scenario that extends the exported one
    #[command(long_about = IMPORT, after_help = EXIT_CODES)]
    Import(ImportArguments),
    /// Say whether a workbook is still the plan that it carries, cell by cell
    #[command(long_about = VERIFY, after_help = EXIT_CODES)]
    Verify(VerifyArguments),
    /// Say everything that is wrong with a scenario; say nothing when all is well
    #[command(after_help = EXIT_CODES)]
    Check(CheckArguments),
    /// List the keys of a plan: rows, figures and the inputs that --set takes
    Rows(RowsArguments),
    /// Show why a row has its value in a month, down to the lines of the scenario
    Explain(ExplainArguments),
}

/// Changes to the scenario, shared by the commands that compute.
#[derive(Debug, Args)]
pub(crate) struct Changes {
    /// Change an input: `spaces.desks.price=210`, `=*1.1`, `=+5`, `=+2pp`; `*` in a path is a
    /// wildcard
    #[arg(long, value_name = "PATH=VALUE")]
    pub(crate) set: Vec<String>,
}

/// `cittadella run`
#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// The scenario
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) changes: Changes,
    /// Apply a stress of the scenario; `a+b` applies both in that order. Given several times, the
    /// cases stand side by side
    #[arg(long, value_name = "NAME")]
    pub(crate) stress: Vec<String>,
    /// Print the statements by month
    #[arg(long, group = "step")]
    months: bool,
    /// Print the statements by quarter
    #[arg(long, group = "step")]
    quarters: bool,
    /// Print the statements by fiscal year (as --statement does)
    #[arg(long, group = "step")]
    years: bool,
    /// Print the tail as well: what is computed beyond the plan's years
    #[arg(long)]
    tail: bool,
    /// Only this entity; `group` for all of them together, less what stands between them
    #[arg(long, value_name = "ENTITY")]
    pub(crate) entity: Option<String>,
    /// Print this statement instead of the first screen
    #[arg(long, value_name = "STATEMENT")]
    statement: Option<StatementChoice>,
    /// Print the lists of the first screen in full
    #[arg(long)]
    pub(crate) full: bool,
    /// Print everything as one JSON object
    #[arg(long, conflicts_with_all = ["statement", "step", "tail", "entity"])]
    pub(crate) json: bool,
    /// Also write rows.csv and a file for each statement into this folder
    #[arg(long, value_name = "FOLDER")]
    pub(crate) csv: Option<PathBuf>,
    /// Exit with 3 where the target is missed, an alert holds or a condition is not met
    #[arg(long)]
    pub(crate) fail_on_alert: bool,
}

/// `cittadella export`
#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// The scenario
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The workbook to write
    #[arg(short, long, value_name = "OUT.xlsx")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) changes: Changes,
    /// Offer this combination of stresses as a case too, beside each stress alone: `a+b`
    #[arg(long, value_name = "NAME")]
    pub(crate) stress: Vec<String>,
    /// Write over a workbook that somebody has changed, or over another file
    #[arg(long)]
    pub(crate) force: bool,
}

/// `cittadella import`
#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// The workbook that was changed
    #[arg(value_name = "FILE.xlsx")]
    pub(crate) file: PathBuf,
    /// The scenario to write, in the folder of the one that was exported
    #[arg(short, long, value_name = "OUT.toml")]
    pub(crate) output: PathBuf,
    /// Write over a file that exists
    #[arg(long)]
    pub(crate) force: bool,
}

/// `cittadella verify`
#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// The workbook
    #[arg(value_name = "FILE.xlsx")]
    pub(crate) file: PathBuf,
}

/// `cittadella check`
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// The scenario
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// `cittadella rows`
#[derive(Debug, Args)]
pub(crate) struct RowsArguments {
    /// The scenario
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Only keys that contain this text, or match it where it has a `*`
    #[arg(value_name = "PATTERN")]
    pub(crate) pattern: Option<String>,
}

/// `cittadella explain`
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The scenario
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The key of a row or figure, as `cittadella rows` lists them
    #[arg(value_name = "ROW")]
    pub(crate) row: String,
    /// The month, such as 2024-05; a figure has none
    #[arg(value_name = "MONTH")]
    pub(crate) month: Option<String>,
    /// How many levels of causes to show
    #[arg(long, value_name = "LEVELS", default_value_t = 3)]
    pub(crate) depth: usize,
    #[command(flatten)]
    pub(crate) changes: Changes,
    /// Under this stress; `a+b` applies both in that order
    #[arg(long, value_name = "NAME")]
    pub(crate) stress: Option<String>,
}

impl RunArguments {
    /// How long a column of the statements is.
    pub(crate) fn step(&self) -> Step {
        match (self.months, self.quarters) {
            (true, _) => Step::Month,
            (false, true) => Step::Quarter,
            (false, false) => Step::Year,
        }
    }

    /// The statements asked for: by name, or all three where only their step is named.
    pub(crate) fn statements(&self) -> Option<StatementChoice> {
        let stepped = self.months || self.quarters || self.years;
        self.statement
            .or_else(|| stepped.then_some(StatementChoice::All))
    }

    /// Whether the tail is printed.
    pub(crate) fn tail(&self) -> Tail {
        if self.tail { Tail::Shown } else { Tail::Hidden }
    }
}

/// The languages, as `--lang` takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    /// Italian
    It,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Language {
        match lang {
            Lang::It => Language::Italian,
            Lang::En => Language::English,
        }
    }
}

/// What `--statement` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatementChoice {
    /// Income statement
    #[value(alias = "income_statement", alias = "income-statement")]
    Income,
    /// Balance sheet
    #[value(alias = "balance_sheet", alias = "balance-sheet")]
    Balance,
    /// Cash-flow statement
    #[value(alias = "cash_flow", alias = "cash-flow", alias = "cashflow")]
    Cash,
    /// All three
    All,
}

impl StatementChoice {
    /// The statements chosen.
    pub(crate) fn kinds(self) -> &'static [StatementKind] {
        match self {
            StatementChoice::Income => &[StatementKind::Income],
            StatementChoice::Balance => &[StatementKind::BalanceSheet],
            StatementChoice::Cash => &[StatementKind::CashFlow],
            StatementChoice::All => &StatementKind::ALL,
        }
    }
}

const EXIT_CODES: &str = "\
Exit codes: 0 done; 1 an integrity check failed (our error; nothing is written), or a workbook
is not the plan that it carries (verify); 2 wrong command line; 3 target missed, alert or unmet
condition (with --fail-on-alert), or other inputs in a workbook (verify); 65 wrong scenario or
workbook; 66 no such file; 70 internal error; 73 cannot create a file; 74 reading or writing
failed; 77 not permitted; 130 interrupted.";

const EXPORT: &str = "\
Write the plan as a workbook. Every row of the plan is one formula copied across the months, every
number that may be changed is a yellow cell, and on the worksheet of cases one cell chooses the
base case or any stress: the workbook then computes the plan by itself, to the same cents.

A workbook that was changed since it was written is not written over without --force.";

const IMPORT: &str = "\
Take what was changed in a workbook back. The inputs that differ from those of the scenario that the
workbook carries become a file that extends it, with the old values as comments; run on that file
gives what the workbook shows. Where nothing was changed nothing is written.

A text in a number, a formula in an input, a changed formula and a changed cell that is no input are
refused, each with its address.";

const VERIFY: &str = "\
Build the plan again from the scenario that a workbook carries, and compare every formula and every
value. Ends with 0 where all are those of the plan, with 3 where inputs were changed and everything
else follows from them, with 1 where a formula, a value or another cell is not as it has to be.";

const RUN: &str = "\
Compute a plan and print the answer first: from when it stands on its own, the table of its years,
the key figures, alerts, conditions, integrity checks. --statement, --months and --quarters print
the statements instead.

With one --stress or several, the cases stand beside the base case; --statement then adds the
statements of each case.

--json prints one object:
  scenario   name, language, currency, entities, first_month, shown_months, stresses (of the case)
  months     the computed months: [\"2023-01\", ...]
  rows       key -> unit, kind, entity, label, values: decimal strings, null where absent
  figures    key -> unit, entity, label, value, absent (the reason), month, all (several rates)
  target     entity, by, measure, window_months, hold_months, reached, months_late,
             relapse (the month in which it is lost again)
  checks     label, row, holds
  alerts     entity, label, months, amounts
  exchanges  between entities: kind (income, payment, debt, holding), from, to, label, row
  covenants  entity, contract, covenant, rows (threshold, level, margin, tested), figures (worst,
             least_margin), first_breach
  returns    entity, label, figures (asked, obtained, present_value), met
  asserts    name, text, place, value, holds
  notices    sentences
With several --stress it is {\"cases\": [...]}, the base case first.

Amounts in rows are in their natural direction: costs and payments are positive. Only the
cash-flow statement's rows are signed: inflows positive, outflows negative.";
