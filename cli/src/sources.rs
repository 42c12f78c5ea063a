//! Files for the engine, which opens none itself.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use cittadella_engine::scenario::{SourceError, Sources, Worksheet, WorksheetError};
use cittadella_xlsx::foreign;

/// Texts longer than this are not read to their end; the engine refuses them by their length.
const BYTES_MAX: u64 = 4 * 1024 * 1024;
/// The same of workbooks.
const WORKBOOK_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// The files of one folder: that of the scenario.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// The first failure, for the exit code.
    failed: Cell<Option<io::ErrorKind>>,
}

impl Folder {
    /// The folder in which a scenario lies.
    pub(crate) fn of(scenario: &Path) -> Folder {
        Folder {
            path: scenario.parent().unwrap_or(Path::new("")).to_owned(),
            failed: Cell::new(None),
        }
    }

    /// Why the first file that could not be read could not.
    pub(crate) fn failed(&self) -> Option<io::ErrorKind> {
        self.failed.get()
    }

    fn text(&self, path: &str) -> io::Result<String> {
        let bytes = bytes(&self.path.join(path), BYTES_MAX)?;
        let too_long = bytes.len() as u64 > BYTES_MAX;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(text),
            // Cut within a character: the length is what is wrong, and what will be said.
            Err(error) if too_long => Ok(String::from_utf8_lossy(error.as_bytes()).into_owned()),
            Err(_) => Err(io::Error::new(io::ErrorKind::InvalidData, "not UTF-8 text")),
        }
    }

    /// Remembers why a file cannot be read.
    fn failure(&self, error: &io::Error) -> SourceError {
        if self.failed.get().is_none() {
            self.failed.set(Some(error.kind()));
        }
        SourceError {
            reason: error.to_string(),
        }
    }
}

/// The bytes of a workbook.
pub(crate) fn workbook(path: &Path) -> io::Result<Vec<u8>> {
    bytes(path, WORKBOOK_BYTES_MAX)
}

/// Reads one byte more than is allowed at most, so that a file of any length, or a device without
/// end, costs no more.
fn bytes(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Sources for Folder {
    fn read(&self, path: &str) -> Result<String, SourceError> {
        self.text(path).map_err(|error| self.failure(&error))
    }

    fn worksheet(&self, path: &str, name: &str) -> Result<Worksheet, WorksheetError> {
        let bytes = workbook(&self.path.join(path));
        let bytes = bytes.map_err(|error| WorksheetError::Unreadable(self.failure(&error)))?;
        foreign::worksheet(bytes, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(content: &[u8]) -> (tempfile::TempDir, Folder) {
        let folder = tempfile::tempdir().unwrap();
        let scenario = folder.path().join("plan.toml");
        std::fs::write(&scenario, content).unwrap();
        let sources = Folder::of(&scenario);
        (folder, sources)
    }

    #[test]
    fn a_file_is_read_from_the_folder_of_the_scenario() {
        let (_keep, folder) = folder_with(b"[plan]");
        assert_eq!(folder.read("plan.toml").as_deref(), Ok("[plan]"));
        assert_eq!(folder.failed(), None);
    }

    #[test]
    fn why_a_file_cannot_be_read_is_remembered() {
        let (_keep, folder) = folder_with(b"");
        assert!(folder.read("other.toml").is_err());
        assert_eq!(folder.failed(), Some(io::ErrorKind::NotFound));
        let (_keep, folder) = folder_with(&[0xff, 0xfe]);
        assert!(folder.read("plan.toml").is_err());
        assert_eq!(folder.failed(), Some(io::ErrorKind::InvalidData));
    }

    #[test]
    fn no_more_is_read_of_a_long_file_than_is_needed_to_refuse_it() {
        let (_keep, folder) = folder_with(&vec![b'#'; 5 * 1024 * 1024]);
        let text = folder.read("plan.toml").unwrap();
        assert_eq!(text.len(), 4 * 1024 * 1024 + 1);
    }
}
