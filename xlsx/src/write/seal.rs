//! The seal: a hash over the parts of a file, kept in the file, by which a later run sees whether
//! somebody has changed it since.

use std::io::{Cursor, Read, Write};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::WorkbookError;

/// The property that holds the hash.
pub(super) const PROPERTY: &str = "parts_hash";
/// What stands there until the hash is known: as long as a hash.
pub(super) const UNKNOWN: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// The part in which the property stands; it is left out of the hash.
const PART: &str = "docProps/custom.xml";
/// No part of our files that is read here is longer.
const PART_BYTES_MAX: u64 = 1 << 20;

/// What the seal of a file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// The file is as it was written.
    Whole,
    /// It was written by this program and changed since.
    Broken,
    /// It was not written by this program, or is no workbook.
    Missing,
}

/// Whether a file is as this program wrote it.
///
/// Nothing of the file is unpacked but one short part, so that any file may be asked.
pub fn seal_of(bytes: &[u8]) -> Seal {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Seal::Missing;
    };
    let Some(properties) = text_of(&mut archive, PART) else {
        return Seal::Missing;
    };
    let Some(stated) = stated(&properties) else {
        return Seal::Missing;
    };
    match hash(&mut archive) {
        Some(found) if found == stated => Seal::Whole,
        Some(_) | None => Seal::Broken,
    }
}

/// The hash in the property.
fn stated(properties: &str) -> Option<&str> {
    let (_, after) = properties.split_once(&format!("name=\"{PROPERTY}\""))?;
    let (_, value) = after.split_once("<vt:lpwstr>")?;
    let (hash, _) = value.split_once("</vt:lpwstr>")?;
    Some(hash)
}

/// Puts the hash of the parts into the property.
pub(super) fn seal(bytes: &[u8]) -> Result<Vec<u8>, WorkbookError> {
    sealed(bytes).ok_or_else(|| WorkbookError::Refused {
        reason: "the finished file cannot be read back".to_owned(),
    })
}

fn sealed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let hash = hash(&mut archive)?;
    let properties = text_of(&mut archive, PART)?.replace(UNKNOWN, &hash);
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 1024)));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).ok()?;
        if part.name().ok()? == PART {
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .last_modified_time(DateTime::default());
            writer.start_file(PART, options).ok()?;
            writer.write_all(properties.as_bytes()).ok()?;
        } else {
            writer.raw_copy_file(part).ok()?;
        }
    }
    Some(writer.finish().ok()?.into_inner())
}

/// A hash over name, length and check sum of every part but the one that holds it.
fn hash(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Option<String> {
    let mut hash = Sha256::new();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).ok()?;
        let name = part.name().ok()?;
        if name != PART {
            hash.update((name.len() as u64).to_le_bytes());
            hash.update(name.as_bytes());
            hash.update(part.size().to_le_bytes());
            hash.update(part.crc32().to_le_bytes());
        }
    }
    let bytes = hash.finalize();
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn text_of(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    let part = archive.by_name(name).ok()?;
    part.take(PART_BYTES_MAX).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::{PART, Seal, seal, seal_of};
    use crate::book::Book;

    fn written() -> Vec<u8> {
        let book = Book {
            title: "Plan".to_owned(),
            properties: Vec::new(),
            worksheets: vec![crate::book::Worksheet::new(
                "One",
                crate::book::Colour::Output,
            )],
            names: Vec::new(),
        };
        super::super::write(&book).unwrap()
    }

    #[test]
    fn a_file_as_written_is_whole_and_any_other_is_not() {
        let bytes = written();
        assert_eq!(seal_of(&bytes), Seal::Whole);
        assert_eq!(seal_of(b"no workbook"), Seal::Missing);
        assert_eq!(seal_of(&bytes[..bytes.len() / 2]), Seal::Missing);
    }

    #[test]
    fn one_changed_part_breaks_the_seal() {
        use std::io::{Cursor, Write};
        let bytes = written();
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes[..])).unwrap();
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).unwrap();
            let name = part.name().unwrap().into_owned();
            if name == "xl/worksheets/sheet1.xml" {
                let options = zip::write::SimpleFileOptions::default();
                writer.start_file(name, options).unwrap();
                writer.write_all(b"<worksheet/>").unwrap();
            } else {
                writer.raw_copy_file(part).unwrap();
            }
        }
        let changed = writer.finish().unwrap().into_inner();
        assert_eq!(seal_of(&changed), Seal::Broken);
        // Sealing it again does not help: the property holds a hash already.
        assert_eq!(seal_of(&seal(&changed).unwrap()), Seal::Broken);
        assert!(PART.starts_with("docProps/"));
    }

    #[test]
    fn the_same_book_gives_the_same_bytes() {
        assert_eq!(written(), written());
    }
}
