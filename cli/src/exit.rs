//! How the program ends: the exit codes, and the message that goes with a bad end.

use std::io;
use std::process::ExitCode;

use cittadella_engine::wording::Language;
use serde_json::{Value, json};

use crate::words::Words;

/// How the program ended, by the codes of `sysexits` where they fit.
///
/// The codes are stable: scripts rely on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was done.
    Ok = 0,
    /// An integrity check failed: the program is wrong, and nothing was written.
    ChecksFailed = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The plan was computed and does not meet what it is held to (only with `--fail-on-alert`).
    Alert = 3,
    /// The scenario is wrong.
    BadData = 65,
    /// The scenario, or a file it refers to, is not there.
    InputMissing = 66,
    /// The program broke one of its own rules.
    Internal = 70,
    /// A file or folder cannot be created.
    CannotCreate = 73,
    /// Reading or writing failed half-way: disk full, device gone.
    Io = 74,
    /// The system does not permit it.
    Permission = 77,
    /// Somebody pressed Ctrl-C: 128 and the number of the signal, as shells have it.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// The exit code for a failure of the file system.
pub(crate) fn exit_for(kind: io::ErrorKind, otherwise: Exit) -> Exit {
    if kind == io::ErrorKind::PermissionDenied {
        Exit::Permission
    } else if kind == io::ErrorKind::NotFound || kind == io::ErrorKind::IsADirectory {
        Exit::InputMissing
    } else if kind == io::ErrorKind::StorageFull {
        Exit::Io
    } else {
        otherwise
    }
}

/// What was found in a scenario, rendered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Findings {
    /// For people.
    pub(crate) text: String,
    /// For programs.
    pub(crate) values: Vec<Value>,
}

/// A bad end in three lines: what happened, what follows from it, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The exit code.
    pub(crate) exit: Exit,
    /// What was found in the scenario, if that is the cause.
    pub(crate) findings: Option<Box<Findings>>,
    /// What happened.
    pub(crate) cause: String,
    /// What follows: what was or was not computed or written.
    pub(crate) effect: Option<String>,
    /// What the user can do.
    pub(crate) remedy: Option<String>,
}

impl Failure {
    /// A failure with its cause alone.
    pub(crate) fn new(exit: Exit, cause: impl Into<String>) -> Failure {
        Failure {
            exit,
            findings: None,
            cause: cause.into(),
            effect: None,
            remedy: None,
        }
    }

    /// Puts what was found in the scenario above it.
    pub(crate) fn findings(mut self, findings: Findings) -> Failure {
        self.findings = Some(Box::new(findings));
        self
    }

    /// Says what follows from it.
    pub(crate) fn effect(mut self, effect: impl Into<String>) -> Failure {
        self.effect = Some(effect.into());
        self
    }

    /// Says what the user can do.
    pub(crate) fn remedy(mut self, remedy: impl Into<String>) -> Failure {
        self.remedy = Some(remedy.into());
        self
    }

    /// Says what the user can do, unless that is said already.
    pub(crate) fn or_remedy(mut self, remedy: impl Into<String>) -> Failure {
        self.remedy.get_or_insert_with(|| remedy.into());
        self
    }

    /// The message for standard error where the user asked for JSON.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "error": {
                "exit": self.exit as u8,
                "cause": self.cause,
                "effect": self.effect,
                "remedy": self.remedy,
                "findings": self.findings.as_ref().map(|findings| &findings.values),
            }
        })
    }

    /// The message for standard error.
    pub(crate) fn render(&self, language: Language) -> String {
        let words = Words::new(language);
        let findings = self.findings.as_ref().map_or("", |findings| &findings.text);
        let mut text = format!("{findings}{}: {}\n", words.error(), self.cause);
        if let Some(effect) = &self.effect {
            text += &format!("  {effect}\n");
        }
        if let Some(remedy) = &self.remedy {
            text += &format!("{}: {remedy}\n", words.hint());
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_of_the_file_system_have_codes_of_their_own() {
        let code = |kind| exit_for(kind, Exit::CannotCreate) as u8;
        assert_eq!(code(io::ErrorKind::NotFound), 66);
        assert_eq!(code(io::ErrorKind::PermissionDenied), 77);
        assert_eq!(code(io::ErrorKind::StorageFull), 74);
        assert_eq!(code(io::ErrorKind::ReadOnlyFilesystem), 73);
    }

    #[test]
    fn a_failure_is_told_as_cause_effect_and_remedy() {
        let failure = Failure::new(Exit::Usage, "no row `x`")
            .effect("nothing was computed")
            .remedy("did you mean `y`?");
        assert_eq!(
            failure.render(Language::English),
            "error: no row `x`\n  nothing was computed\nhint: did you mean `y`?\n"
        );
        assert_eq!(failure.to_json()["error"]["exit"], 2);
    }
}
