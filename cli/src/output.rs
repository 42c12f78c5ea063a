//! Writing: standard output at once, files atomically.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::exit::{Exit, Failure, exit_for};
use crate::words::Words;

/// A file to be written: its name within the folder, and its whole content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutputFile {
    /// The name, without folders.
    pub(crate) name: String,
    /// The content.
    pub(crate) content: Vec<u8>,
}

/// Writes a finished text to standard output.
///
/// A reader that closes the pipe early (`| head`) has seen what it wanted: that is no failure.
pub(crate) fn print(text: &str, words: Words) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out
        .write_all(printable(text).as_bytes())
        .and_then(|()| out.flush())
    {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::new(Exit::Io, words.cannot_print(&error))),
    }
}

/// The text without control characters: a name in a scenario must not command the terminal.
fn printable(text: &str) -> Cow<'_, str> {
    let commands = |letter: char| letter.is_control() && letter != '\n';
    if text.contains(commands) {
        Cow::Owned(text.replace(commands, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Writes a message to standard error; where even that fails there is nobody left to tell.
pub(crate) fn complain(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Refuses a place before hours are spent on what is to stand there: one in a folder that is not
/// there, and a file that was just read (`read`), which must never be written over.
pub(crate) fn spare(path: &Path, read: &[PathBuf], words: Words) -> Result<(), Failure> {
    let refused = |cause: String| Failure::new(Exit::CannotCreate, cause);
    let shown = path.display().to_string();
    let same = |other: &PathBuf| match (fs::canonicalize(path), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        (Err(_), _) | (_, Err(_)) => false,
    };
    if read.iter().any(same) {
        return Err(refused(words.is_read(&shown))
            .effect(words.nothing_written())
            .remedy(words.another_name()));
    }
    if !folder_of(path).is_dir() {
        let missing = io::Error::from(io::ErrorKind::NotFound);
        return Err(refused(words.cannot_write(&shown, &missing))
            .effect(words.nothing_computed())
            .remedy(words.make_parent(&shown)));
    }
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// A file without a name yet, with the rights that any new file has here.
fn temporary_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    let rights = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(rights);
    builder.tempfile_in(folder)
}

/// Writes one file under its final name, whole or not at all: `fill` writes its content beside the
/// place, and only when that is on the disk does it take the name.
pub(crate) fn write_file(
    path: &Path,
    words: Words,
    fill: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> Result<(), Failure> {
    let folder = folder_of(path);
    let written = || {
        let mut temporary = temporary_in(folder)?;
        let mut writer = io::BufWriter::with_capacity(1 << 16, temporary.as_file_mut());
        fill(&mut writer)?;
        writer.flush()?;
        drop(writer);
        temporary.as_file().sync_all()?;
        temporary.persist(path).map_err(|error| error.error)?;
        sync_folder(folder)
    };
    written().map_err(|error| {
        let failure = Failure::new(
            created(&error),
            words.cannot_write(&path.display().to_string(), &error),
        );
        let failure = failure.effect(words.nothing_written());
        if error.kind() == io::ErrorKind::NotFound {
            failure.remedy(words.make_parent(&path.display().to_string()))
        } else {
            failure
        }
    })
}

/// Writes files into a folder, which is made if only its last part is missing.
///
/// Each file is written beside its place under a temporary name, forced to the disk and then
/// renamed, so that at every instant the old file or the new one is there, whole.
pub(crate) fn write_files(
    folder: &Path,
    files: &[OutputFile],
    words: Words,
) -> Result<(), Failure> {
    let failed = |path: &Path, error: &io::Error| {
        Failure::new(
            created(error),
            words.cannot_write(&path.display().to_string(), error),
        )
    };
    match fs::create_dir(folder) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
        Err(error) => {
            let failure = failed(folder, &error).effect(words.nothing_written());
            return Err(if error.kind() == io::ErrorKind::NotFound {
                failure.remedy(words.make_parent(&folder.display().to_string()))
            } else {
                failure
            });
        }
    }
    let mut ready = Vec::new();
    for file in files {
        let path = folder.join(&file.name);
        let written = temporary_in(folder)
            .and_then(|mut temporary| fill(&mut temporary, &file.content).map(|()| temporary))
            .map_err(|error| failed(&path, &error).effect(words.nothing_written()))?;
        ready.push((written, path));
    }
    // Everything is on the disk under temporary names: only renaming is left.
    for (temporary, path) in ready {
        temporary
            .persist(&path)
            .map_err(|error| failed(&path, &error.error))?;
    }
    sync_folder(folder).map_err(|error| failed(folder, &error))
}

/// The exit code where a file or folder cannot be made: a missing folder is no missing input.
fn created(error: &io::Error) -> Exit {
    let exit = exit_for(error.kind(), Exit::CannotCreate);
    if exit == Exit::InputMissing {
        return Exit::CannotCreate;
    }
    exit
}

fn fill(temporary: &mut tempfile::NamedTempFile, content: &[u8]) -> io::Result<()> {
    temporary.write_all(content)?;
    temporary.flush()?;
    temporary.as_file().sync_all()
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use cittadella_engine::wording::Language;

    #[test]
    fn what_was_read_is_spared_and_a_missing_folder_told_beforehand() {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("plan.toml");
        std::fs::write(&plan, "[plan]").unwrap();
        let words = Words::new(Language::English);
        let read = [plan.clone()];
        let again = folder.path().join(".").join("plan.toml");
        assert!(spare(&again, &read, words).is_err());
        assert!(spare(&folder.path().join("futures.csv"), &read, words).is_ok());
        assert!(spare(&folder.path().join("none/futures.csv"), &read, words).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn others_may_read_what_is_written_where_they_may_read_new_files() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let usual = folder.path().join("usual");
        std::fs::write(&usual, "").unwrap();
        let ours = folder.path().join("ours");
        let words = Words::new(Language::English);
        write_file(&ours, words, |out| out.write_all(b"ours")).unwrap();
        let rights = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(rights(&ours), rights(&usual));
    }

    #[test]
    fn files_replace_older_ones_whole_and_leave_nothing_else() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("out");
        let words = Words::new(Language::English);
        for content in ["old and long", "new"] {
            let file = OutputFile {
                name: "rows.csv".to_owned(),
                content: content.as_bytes().to_vec(),
            };
            write_files(&folder, &[file], words).unwrap();
        }
        assert_eq!(fs::read_to_string(folder.join("rows.csv")).unwrap(), "new");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("part.shard");
        let words = Words::new(Language::English);
        write_file(&path, words, |out| out.write_all(b"whole")).unwrap();
        let half = write_file(&path, words, |out| {
            out.write_all(b"half of anoth")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert_eq!(half.unwrap_err().exit, Exit::Io);
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let missing = folder.path().join("missing").join("part.shard");
        let failure = write_file(&missing, words, |_| Ok(())).unwrap_err();
        assert_eq!(failure.exit, Exit::CannotCreate);
    }

    #[test]
    fn a_name_cannot_command_the_terminal() {
        assert_eq!(printable("Hub\u{1b}[2J\n"), "Hub\u{fffd}[2J\n");
        assert_eq!(printable("Città\n"), "Città\n");
    }

    #[test]
    fn a_folder_within_a_missing_folder_is_refused() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("missing").join("out");
        let failure = write_files(&folder, &[], Words::new(Language::English)).unwrap_err();
        assert_eq!(failure.exit, Exit::CannotCreate);
        assert_eq!(failure.effect.as_deref(), Some("nothing was written"));
    }
}
