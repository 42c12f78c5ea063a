//! How files reach the engine, which opens none itself.

use std::collections::BTreeMap;
use std::fmt;

use super::{LiveNumber, Scenario, Stated, Worksheet};
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::wording::Label;

/// Gives the texts of files, and the worksheets of workbooks.
///
/// Paths are relative to the folder of the scenario, with `/` between names, and never lead out of
/// it.
pub trait Sources {
    /// The text of a file.
    ///
    /// # Errors
    /// Where the file cannot be read.
    fn read(&self, path: &str) -> Result<String, SourceError>;

    /// A worksheet of a workbook. Sources that hold texts only have none.
    ///
    /// # Errors
    /// Where the file cannot be read, is no workbook, or has no such worksheet.
    fn worksheet(&self, path: &str, name: &str) -> Result<Worksheet, WorksheetError> {
        let _ = (path, name);
        Err(WorksheetError::Unreadable(SourceError {
            reason: NO_SUCH_FILE.to_owned(),
        }))
    }
}

/// What sources in memory say of a file that they do not have.
const NO_SUCH_FILE: &str = "no such file";

/// Why a worksheet cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorksheetError {
    /// The file cannot be read.
    Unreadable(SourceError),
    /// The file is no workbook that may be read: why, and what to do.
    Refused {
        /// What is wrong with it.
        reason: Label,
        /// What mends it.
        remedy: Label,
    },
    /// The workbook has no worksheet of this name, but these.
    NoSuchWorksheet(Vec<String>),
}

/// Why a file cannot be read, in the words of the operating system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceError {
    /// What happened.
    pub reason: String,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for SourceError {}

/// Files in memory, by their paths.
impl Sources for BTreeMap<String, String> {
    fn read(&self, path: &str) -> Result<String, SourceError> {
        let text = self.get(path).cloned();
        text.ok_or_else(|| SourceError {
            reason: NO_SUCH_FILE.to_owned(),
        })
    }

    /// Worksheets lie in memory as their text forms, under `file:worksheet`, the name that
    /// [`Loaded::sources`] gives them.
    fn worksheet(&self, path: &str, name: &str) -> Result<Worksheet, WorksheetError> {
        let text = self.read(&worksheet_name(path, name));
        let text = text.map_err(WorksheetError::Unreadable)?;
        Worksheet::parse(&text).ok_or_else(|| {
            WorksheetError::Unreadable(SourceError {
                reason: "no worksheet".to_owned(),
            })
        })
    }
}

/// The name of a worksheet among texts: `rents.xlsx:Rents`.
pub(super) fn worksheet_name(path: &str, name: &str) -> String {
    format!("{path}:{name}")
}

/// Changes from outside the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// What `--set` says, each `path=value`.
    pub sets: Vec<String>,
    /// What `--stress` says, each one stress or several joined by `+`.
    pub stresses: Vec<String>,
}

/// A scenario that has been read.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// What is worth knowing.
    pub notices: Vec<Diagnostic>,
    /// One for each `--stress`: the indices of its stresses, in the order in which they act, with
    /// that of `--set` first. The base case, with `--set` alone, is not among them:
    /// [`Scenario::base_case`].
    pub cases: Vec<StressCombination>,
    /// The texts that were read, for excerpts: the statutory rules, the scenario, what it extends
    /// and the tables of each, then what `--set` says.
    pub sources: Vec<Source>,
    /// Every live input as it is stated, to say how it would be stated otherwise.
    pub stated: Vec<Stated>,
}

/// Why a scenario could not be read.
#[derive(Debug, Clone)]
pub struct Refused {
    /// Everything that is wrong, in the order of the places.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that were read, for excerpts.
    pub sources: Vec<Source>,
}

/// Stresses that act together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StressCombination {
    /// What they are called.
    pub label: Label,
    /// Indices into [`Scenario::stresses`], in the order in which they act.
    pub stresses: Vec<usize>,
}

impl Scenario {
    /// The stresses that act in the base case: what `--set` changes.
    pub fn base_case(&self) -> Vec<usize> {
        self.set_stress.into_iter().collect()
    }
}

impl Diagnostic {
    /// A lag whose possible values are not a list of at most sixteen.
    pub fn lag_support(number: &LiveNumber, values: usize) -> Diagnostic {
        Diagnostic::at(Code::LagSupport, &number.place)
            .with("path", number.path.as_str())
            .with_label(
                "found",
                Label::new(format!("{values} valori"), format!("{values} values")),
            )
            .with("most", "16")
    }
}
