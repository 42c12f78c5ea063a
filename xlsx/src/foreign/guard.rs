//! What a package is checked for before a parser that trusts it may see it.
//!
//! Every part is unpacked and walked through once, in a buffer of fixed size but for the longest
//! tag or text of it. Checked are, in every part whatever its name:
//!
//! * the number of parts, their paths, the bytes they *really* unpack to, each and in all;
//! * every address of a cell, a row or a range: the reader computes with them unchecked;
//! * the number of texts that a list announces, for which the reader reserves memory at once;
//! * the number of cells, of formats and the length of their names, which the reader multiplies.

use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::refusal::{Excess, Refusal};

/// The rows of a worksheet of the format.
pub(super) const ROWS: u32 = 1_048_576;
/// The columns of a worksheet of the format.
pub(super) const COLUMNS: u16 = 16_384;

/// The largest file that is read.
const PACKED_MAX: usize = 64 * 1024 * 1024;
/// The most parts: a workbook of fifty worksheets has some two hundred.
const PARTS_MAX: usize = 2_000;
/// The most bytes of one part.
const PART_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// The most bytes of all parts.
const BYTES_MAX: u64 = 256 * 1024 * 1024;
/// The most cells of all worksheets.
const CELLS_MAX: u64 = 4_000_000;
/// The most bytes of a list of texts or of formats: the reader keeps these in memory.
const LIST_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// The longest text that is parsed; a cell holds 32,767 characters.
const TEXT_BYTES_MAX: usize = 1024 * 1024;
/// The least bytes of a text in such a list: `<si/>`.
const TEXT_BYTES_MIN: u64 = 5;
/// The most formats of cells; the format itself ends at some 65 thousand.
const FORMATS_MAX: u64 = 65_536;
/// The most characters of the name of a font or of a number format; each format copies both.
const NAME_MAX: usize = 512;

/// The first bytes of a package.
const PACKAGE: &[u8] = b"PK\x03\x04";
/// The first bytes of files that older programs write, and of encrypted ones.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The end of a package: the number of its parts stands ten bytes on.
const END: &[u8] = b"PK\x05\x06";
/// The end of a package that may be larger than 4 GB.
const LARGE_END: &[u8] = b"PK\x06\x07";
/// How far from the end of the file those may stand.
const TAIL: usize = 65_557;

/// Checks a whole package.
pub(super) fn check(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() > PACKED_MAX {
        return Err(excess(Excess::Packed, PACKED_MAX as u64));
    }
    if bytes.starts_with(COMPOUND) {
        return Err(compound(bytes));
    }
    if !bytes.starts_with(PACKAGE) {
        return Err(Refusal::NotAWorkbook);
    }
    check_end(bytes)?;
    let archive = ZipArchive::new(Cursor::new(bytes));
    let mut archive = archive.map_err(|error| Refusal::Malformed(error.to_string()))?;
    if archive.len() > PARTS_MAX {
        return Err(excess(Excess::Parts, PARTS_MAX as u64));
    }
    check_kind(&mut archive)?;
    let mut walk = Walk::default();
    for index in 0..archive.len() {
        let part = archive.by_index(index);
        let part = part.map_err(|error| Refusal::Malformed(error.to_string()))?;
        if part.encrypted() {
            return Err(Refusal::Encrypted);
        }
        let name = part.name();
        let name = name.map_err(|error| Refusal::Malformed(error.to_string()))?;
        check_path(&name)?;
        walk.part(part)?;
    }
    Ok(())
}

fn excess(what: Excess, most: u64) -> Refusal {
    Refusal::TooMuch { what, most }
}

/// A file of the older kind, or an encrypted one, which is packed into such a file.
fn compound(bytes: &[u8]) -> Refusal {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        Refusal::Encrypted
    } else {
        Refusal::OtherFormat(".xls")
    }
}

/// The reader of packages reserves memory for as many parts as the end of the file announces.
fn check_end(bytes: &[u8]) -> Result<(), Refusal> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let mut ends = 0;
    for (at, window) in tail.windows(END.len()).enumerate() {
        if window == LARGE_END {
            return Err(excess(Excess::Unpacked, BYTES_MAX));
        }
        if window == END {
            ends += 1;
            let count = tail.get(at + 10..at + 12).unwrap_or(&[0xff, 0xff]);
            let count = u16::from_le_bytes([count[0], count[1]]);
            if usize::from(count) > PARTS_MAX {
                return Err(excess(Excess::Parts, PARTS_MAX as u64));
            }
        }
    }
    if ends == 0 {
        let found = "the end of the package is missing".to_owned();
        return Err(Refusal::Malformed(found));
    }
    Ok(())
}

/// Packages of other programs, by the parts that they have.
fn check_kind(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Refusal> {
    let has = |archive: &ZipArchive<Cursor<&[u8]>>, name| archive.index_for_name(name).is_some();
    if has(archive, "content.xml") && has(archive, "mimetype") {
        return Err(Refusal::OtherFormat(".ods"));
    }
    if has(archive, "xl/workbook.bin") {
        return Err(Refusal::OtherFormat(".xlsb"));
    }
    if !has(archive, "[Content_Types].xml") {
        return Err(Refusal::NotAWorkbook);
    }
    Ok(())
}

/// Refuses paths that leave the package or begin at a root.
fn check_path(name: &str) -> Result<(), Refusal> {
    let outside = name.starts_with(['/', '\\'])
        || name.contains(':')
        || name.split(['/', '\\']).any(|step| step == "..");
    if outside {
        let shown: String = name.chars().take(60).collect();
        return Err(Refusal::BadPath(shown));
    }
    Ok(())
}

/// What has been walked through so far.
#[derive(Debug, Default)]
struct Walk {
    bytes: u64,
    cells: u64,
    formats: u64,
}

/// Counts what is read, and ends where a part is too large or, as long as it is parsed, where a text
/// is longer than any that a cell holds.
#[derive(Debug)]
struct Metered<R> {
    inner: R,
    read: u64,
    /// Bytes since the last `<`; `None` once nothing is parsed any more.
    text: Option<usize>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.read > PART_BYTES_MAX || self.text.is_some_and(|text| text > TEXT_BYTES_MAX) {
            return Err(std::io::Error::other("too large"));
        }
        let count = self.inner.read(buffer)?;
        self.read += count as u64;
        let last = buffer[..count].iter().rposition(|byte| *byte == b'<');
        if let Some(text) = &mut self.text {
            *text = last.map_or(*text + count, |at| count - at);
        }
        Ok(count)
    }
}

impl Walk {
    /// Walks through one part: first as what it may be, XML; then what is left of it, as bytes.
    fn part(&mut self, part: impl Read) -> Result<(), Refusal> {
        let metered = Metered {
            inner: part,
            read: 0,
            text: Some(0),
        };
        let mut reader = Reader::from_reader(BufReader::new(metered));
        let config = reader.config_mut();
        config.check_end_names = false;
        config.check_comments = false;
        config.expand_empty_elements = true;
        let mut list = Announced::Nothing;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(element)) => self.element(&element, &mut list)?,
                // The parser stops where this walk stops; only the bytes still count.
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        drop(buffer);
        let mut metered = reader.into_inner().into_inner();
        metered.text = None;
        let drained = std::io::copy(&mut metered, &mut std::io::sink());
        if metered.read > PART_BYTES_MAX {
            return Err(excess(Excess::PartBytes, PART_BYTES_MAX));
        }
        drained.map_err(|error| Refusal::Malformed(error.to_string()))?;
        self.bytes += metered.read;
        if self.bytes > BYTES_MAX {
            return Err(excess(Excess::Unpacked, BYTES_MAX));
        }
        list.check(metered.read)
    }

    fn element(&mut self, element: &BytesStart<'_>, list: &mut Announced) -> Result<(), Refusal> {
        let name = element.local_name();
        match name.as_ref() {
            "c" => {
                self.cells += 1;
                if self.cells > CELLS_MAX {
                    return Err(excess(Excess::Cells, CELLS_MAX));
                }
                check_ranges(element, &["r"])?;
            }
            "row" => check_ranges(element, &["r"])?,
            "dimension" | "f" | "mergeCell" | "hyperlink" | "table" => {
                check_ranges(element, &["ref"])?;
            }
            "xf" => {
                self.formats += 1;
                if self.formats > FORMATS_MAX {
                    return Err(excess(Excess::Formats, FORMATS_MAX));
                }
            }
            "styleSheet" => *list = Announced::Texts(0),
            "sst" => {
                let mut count = 0_u64;
                for (key, value) in attributes(element) {
                    if key == "uniqueCount" || key == "count" {
                        count = count.max(value.trim().parse().unwrap_or(0));
                    }
                }
                *list = Announced::Texts(count);
            }
            "name" | "numFmt" | "rFont" => {
                let longest = attributes(element).map(|(_, value)| value.len()).max();
                if longest.is_some_and(|length| length > NAME_MAX) {
                    return Err(excess(Excess::Name, NAME_MAX as u64));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// What the head of a part announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Announced {
    Nothing,
    /// A list that is kept in memory, with the number of its texts as far as it says one.
    Texts(u64),
}

impl Announced {
    /// Compares it with the bytes that the part really has.
    fn check(self, bytes: u64) -> Result<(), Refusal> {
        match self {
            Announced::Nothing => Ok(()),
            Announced::Texts(_) if bytes > LIST_BYTES_MAX => {
                Err(excess(Excess::PartBytes, LIST_BYTES_MAX))
            }
            Announced::Texts(count) if count > bytes / TEXT_BYTES_MIN => {
                Err(excess(Excess::Texts, bytes / TEXT_BYTES_MIN))
            }
            Announced::Texts(_) => Ok(()),
        }
    }
}

/// The attributes of an element, as far as they are well formed: the parser stops where they are
/// not. Repeated ones are all here, since nobody knows which of them it takes.
fn attributes<'e>(element: &'e BytesStart<'_>) -> impl Iterator<Item = (&'e str, &'e str)> {
    let mut rest = element.attributes_raw();
    std::iter::from_fn(move || {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_ascii_start();
        let quote = after
            .chars()
            .next()
            .filter(|sign| matches!(sign, '"' | '\''))?;
        let value = &after[1..];
        let end = value.find(quote).unwrap_or(value.len());
        rest = value.get(end + 1..).unwrap_or_default();
        Some((key.trim_ascii(), &value[..end]))
    })
}

/// Refuses attributes that are no cell, row or range within the format, its corners in order.
fn check_ranges(element: &BytesStart<'_>, keys: &[&str]) -> Result<(), Refusal> {
    for (_, value) in attributes(element).filter(|(key, _)| keys.contains(key)) {
        let mut before = (0, 0);
        for corner in value.split(':') {
            let at =
                address(corner).filter(|(row, column)| *row >= before.0 && *column >= before.1);
            let Some(at) = at else {
                let shown: String = value.chars().take(40).collect();
                return Err(Refusal::BadAddress(shown));
            };
            before = at;
        }
    }
    Ok(())
}

/// Row and column of `J12`, counted from one; of `12` the column is 0.
fn address(text: &str) -> Option<(u32, u32)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = text.split_at(letters);
    if letters.len() > 3 || digits.is_empty() || digits.len() > 7 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let row: u32 = digits.parse().ok()?;
    ((1..=ROWS).contains(&row) && column <= u32::from(COLUMNS)).then_some((row, column))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_end_where_the_format_ends() {
        assert_eq!(address("J12"), Some((12, 10)));
        assert_eq!(address("12"), Some((12, 0)));
        assert_eq!(address("XFD1048576"), Some((1_048_576, 16_384)));
        for outside in [
            "XFE1",
            "A1048577",
            "ZZZZZZZZ1",
            "A0",
            "A",
            "",
            "A-1",
            "A1B",
            "é1",
        ] {
            assert_eq!(address(outside), None, "{outside}");
        }
    }
}
