//! Why a foreign file is not read.

use std::fmt;

use cittadella_engine::scenario::WorksheetError;
use cittadella_engine::wording::{Label, Language};

/// Why a file is not read as a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// It is no package of the kind that workbooks are.
    NotAWorkbook,
    /// It is protected with a password.
    Encrypted,
    /// It is a workbook of another format, called `.xlsx`: which one.
    OtherFormat(&'static str),
    /// It is cut off or damaged: what the reader met.
    Malformed(String),
    /// A part of the package has a path that a workbook has no use for.
    BadPath(String),
    /// More than is read: what, how much, how much at most.
    TooMuch {
        /// What there is too much of.
        what: Excess,
        /// The most that is read.
        most: u64,
    },
    /// An address outside the format, which ends at XFD1048576.
    BadAddress(String),
}

/// What a file has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess {
    /// Bytes as it lies on the disk.
    Packed,
    /// Parts.
    Parts,
    /// Bytes of one part, unpacked.
    PartBytes,
    /// Bytes in all, unpacked.
    Unpacked,
    /// Cells.
    Cells,
    /// Texts announced.
    Texts,
    /// Formats of cells.
    Formats,
    /// Characters of one name or format.
    Name,
}

impl Excess {
    fn label(self) -> Label {
        match self {
            Excess::Packed => Label::new("byte su disco", "bytes on disk"),
            Excess::Parts => Label::new("parti", "parts"),
            Excess::PartBytes => Label::new("byte in una parte", "bytes in one part"),
            Excess::Unpacked => Label::new("byte decompressi", "bytes unpacked"),
            Excess::Cells => Label::new("celle", "cells"),
            Excess::Texts => Label::new("testi annunciati", "texts announced"),
            Excess::Formats => Label::new("formati di cella", "formats of cells"),
            Excess::Name => Label::new("caratteri in un nome", "characters in a name"),
        }
    }
}

impl Refusal {
    /// What is wrong with the file, to follow a colon.
    pub fn reason(&self) -> Label {
        match self {
            Refusal::NotAWorkbook => {
                Label::new("non è una cartella di lavoro", "it is no workbook")
            }
            Refusal::Encrypted => Label::new(
                "è protetta da una password",
                "it is protected with a password",
            ),
            Refusal::OtherFormat(format) => Label::new(
                format!("è in formato {format}, anche se il nome dice altro"),
                format!("it is of the format {format}, whatever its name says"),
            ),
            Refusal::Malformed(found) => Label::new(
                format!("è incompleta o danneggiata ({found})"),
                format!("it is cut off or damaged ({found})"),
            ),
            Refusal::BadPath(path) => Label::new(
                format!("contiene una parte dal percorso non ammesso, `{path}`"),
                format!("it holds a part of a path that is not allowed, `{path}`"),
            ),
            Refusal::TooMuch { what, most } => {
                let what = what.label();
                Label::new(
                    format!("ha troppi {} (al più {most})", what.get(Language::Italian)),
                    format!(
                        "it has too many {} (at most {most})",
                        what.get(Language::English)
                    ),
                )
            }
            Refusal::BadAddress(address) => Label::new(
                format!("l'indirizzo {address} è fuori dal formato, che finisce a XFD1048576"),
                format!("the address {address} is outside the format, which ends at XFD1048576"),
            ),
        }
    }

    /// What mends it.
    pub fn remedy(&self) -> Label {
        match self {
            Refusal::Encrypted => Label::new(
                "salva una copia senza password",
                "save a copy without the password",
            ),
            Refusal::NotAWorkbook | Refusal::OtherFormat(_) => Label::new(
                "salvala con un foglio di calcolo come cartella di lavoro `.xlsx`",
                "save it with a spreadsheet program as a workbook `.xlsx`",
            ),
            Refusal::TooMuch { .. } => Label::new(
                "copia in una cartella nuova solo i fogli che servono",
                "copy only the worksheets that are needed into a new workbook",
            ),
            Refusal::Malformed(_) | Refusal::BadPath(_) | Refusal::BadAddress(_) => Label::new(
                "chiedi il file di nuovo a chi lo ha mandato, o aprilo e salvalo con un foglio di calcolo",
                "ask its sender for the file again, or open and save it with a spreadsheet program",
            ),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason().get(Language::English))
    }
}

impl std::error::Error for Refusal {}

impl From<Refusal> for WorksheetError {
    fn from(refusal: Refusal) -> WorksheetError {
        WorksheetError::Refused {
            reason: refusal.reason(),
            remedy: refusal.remedy(),
        }
    }
}
