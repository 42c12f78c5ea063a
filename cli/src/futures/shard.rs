//! Files of one part of a simulation, written on one machine and put together on another.
//!
//! ```text
//! CITTADELLA SHARD 1          the format's version
//! {"engine": …}               the header, one line of JSON: see [`Header`]
//! …                           the columns one after the other: each answer of each trial as the
//!                             eight bytes of a binary number, least significant first
//! …                           SHA-256 over everything before, 32 bytes
//! ```
//!
//! The header holds the scenario's files and everything else that the answers depend on, so that
//! whoever merges needs the parts alone, and parts that do not belong together are told apart.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use cittadella_engine::simulate::Record;
use cittadella_engine::uncertainty::{Design, Sampler};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Futures, Subject};
use crate::arguments::Shard;
use crate::exit::{Exit, Failure, exit_for};
use crate::output;
use crate::project::Origin;
use crate::remembered::Remembered;
use crate::words::{Words, WrongShard};

/// The first line of a file.
const FORMAT: &str = "CITTADELLA SHARD 1\n";

/// The version of the program, whose answers alone are put together.
const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// No header is longer: sixty-four files of four megabytes.
const HEADER_MAX: u64 = 256 * 1024 * 1024;

/// The length of the checksum.
const CHECKSUM: usize = 32;

/// All that the answers of a part depend on, and which part it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Header {
    /// The version of the program.
    pub(crate) engine: String,
    /// What the plan was read from.
    pub(crate) origin: Origin,
    /// SHA-256 of that.
    pub(crate) scenario: String,
    /// How the random numbers are chosen, from which seed, and how many trials all parts have
    /// together.
    pub(crate) design: Design,
    /// Which part.
    pub(crate) part: Shard,
    /// The number of its first trial.
    pub(crate) first: u64,
    /// How many trials it has.
    pub(crate) count: usize,
    /// What was asked of each trial.
    pub(crate) columns: Vec<String>,
}

impl Header {
    fn of(subject: &Subject<'_>, futures: &Futures, part: Shard) -> Header {
        let origin = subject.project.origin.clone();
        Header {
            engine: ENGINE.to_owned(),
            scenario: hash(&origin),
            origin,
            design: futures.order.design(),
            part,
            first: futures.record.first,
            count: futures.record.count,
            columns: futures.questions.names(&subject.project.plan.sheet),
        }
    }

    fn to_json(&self) -> Value {
        json!({
            "engine": self.engine,
            "scenario": self.scenario,
            "seed": self.design.seed,
            "sampler": self.design.sampler.word(),
            "replicates": self.design.replicates,
            "trials": self.design.trials,
            "part": self.part.index,
            "parts": self.part.count,
            "first": self.first,
            "count": self.count,
            "name": self.origin.name,
            "files": self.origin.files.to_json(),
            "set": self.origin.sets,
            "stress": self.origin.stresses,
            "columns": self.columns,
        })
    }

    fn from_json(value: &Value) -> Option<Header> {
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        let number = |key: &str| value[key].as_u64();
        let texts = |key: &str| {
            let list = value[key].as_array()?.iter();
            list.map(|item| item.as_str().map(str::to_owned))
                .collect::<Option<Vec<String>>>()
        };
        Some(Header {
            engine: text("engine")?,
            scenario: text("scenario")?,
            design: Design {
                seed: number("seed")?,
                sampler: Sampler::ALL
                    .into_iter()
                    .find(|sampler| value["sampler"] == sampler.word())?,
                replicates: u32::try_from(number("replicates")?).ok()?,
                trials: number("trials")?,
            },
            part: Shard {
                index: u32::try_from(number("part")?).ok()?,
                count: u32::try_from(number("parts")?).ok()?,
            },
            first: number("first")?,
            count: usize::try_from(number("count")?).ok()?,
            origin: Origin {
                name: text("name")?,
                files: Remembered::from_json(&value["files"])?,
                sets: texts("set")?,
                stresses: texts("stress")?,
            },
            columns: texts("columns")?,
        })
    }

    /// How many bytes the columns take.
    fn payload(&self) -> Option<u64> {
        let answers = (self.columns.len() as u64).checked_mul(self.count as u64)?;
        answers.checked_mul(8)
    }

    /// In what a part differs from the first one, if in anything that counts.
    pub(crate) fn differs(&self, first: &Header) -> Option<WrongShard> {
        if self.engine != first.engine {
            Some(WrongShard::Version(self.engine.clone()))
        } else if self.scenario != first.scenario {
            Some(WrongShard::Scenario)
        } else if self.design.seed != first.design.seed {
            Some(WrongShard::Seed(self.design.seed))
        } else if (self.design.trials, self.part.count) != (first.design.trials, first.part.count) {
            Some(WrongShard::Cut(self.design.trials, self.part.count))
        } else if self.design != first.design {
            Some(WrongShard::Sampler(self.design))
        } else if self.columns != first.columns {
            Some(WrongShard::Version(self.engine.clone()))
        } else {
            None
        }
    }
}

/// SHA-256 of everything that a plan is read from, in hexadecimal.
fn hash(origin: &Origin) -> String {
    let all = json!([
        origin.name,
        origin.files.to_json(),
        origin.sets,
        origin.stresses
    ]);
    let digest = Sha256::digest(all.to_string().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes one part.
pub(crate) fn write(
    subject: &Subject<'_>,
    futures: &Futures,
    part: Shard,
    file: &Path,
) -> Result<(), Failure> {
    let header = Header::of(subject, futures, part);
    output::write_file(file, subject.project.words, |out| {
        fill(&header, &futures.record, out)
    })
}

fn fill(header: &Header, record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let mut checksum = Sha256::new();
    let mut put = |bytes: &[u8]| {
        checksum.update(bytes);
        out.write_all(bytes)
    };
    put(FORMAT.as_bytes())?;
    put(format!("{}\n", header.to_json()).as_bytes())?;
    for column in &record.columns {
        for answers in column.chunks(1024) {
            let bytes: Vec<u8> = answers
                .iter()
                .flat_map(|answer| answer.to_le_bytes())
                .collect();
            put(&bytes)?;
        }
    }
    out.write_all(&checksum.finalize())
}

/// A part whose header has been read.
#[derive(Debug)]
pub(crate) struct Part {
    /// What it says of itself.
    pub(crate) header: Header,
    file: BufReader<File>,
    checksum: Sha256,
}

impl Part {
    /// Opens a part and reads its header; its length must be what the header says.
    ///
    /// # Errors
    /// Where the file cannot be read, or is no such part, or not a whole one.
    pub(crate) fn open(path: &Path, words: Words) -> Result<Part, Failure> {
        let name = path.display().to_string();
        let unread = |error: &io::Error| unreadable(&name, error, words);
        let wrong = |what: WrongShard| refused(&name, &what, words);
        let opened = File::open(path).map_err(|error| unread(&error))?;
        let length = opened.metadata().map_err(|error| unread(&error))?.len();
        let mut file = BufReader::with_capacity(1 << 16, opened);
        let mut format = vec![0; FORMAT.len()];
        match file.read_exact(&mut format) {
            Ok(()) if format == FORMAT.as_bytes() => {}
            Ok(()) => return Err(wrong(WrongShard::Format)),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(wrong(WrongShard::Format));
            }
            Err(error) => return Err(unread(&error)),
        }
        let mut line = Vec::new();
        let mut limited = (&mut file).take(HEADER_MAX);
        limited
            .read_until(b'\n', &mut line)
            .map_err(|error| unread(&error))?;
        let value = serde_json::from_slice(&line).ok();
        let header = value.and_then(|value| Header::from_json(&value));
        let header = header.ok_or_else(|| wrong(WrongShard::Format))?;
        let before = (FORMAT.len() + line.len() + CHECKSUM) as u64;
        if header
            .payload()
            .and_then(|payload| payload.checked_add(before))
            != Some(length)
        {
            return Err(wrong(WrongShard::Torn));
        }
        let mut checksum = Sha256::new();
        checksum.update(&format);
        checksum.update(&line);
        Ok(Part {
            header,
            file,
            checksum,
        })
    }

    /// Reads the answers and compares the checksum.
    ///
    /// # Errors
    /// Where the file cannot be read to its end, or was damaged.
    pub(crate) fn record(mut self, path: &Path, words: Words) -> Result<Record, Failure> {
        let name = path.display().to_string();
        let unread = |error: &io::Error| unreadable(&name, error, words);
        let mut columns = Vec::with_capacity(self.header.columns.len());
        let mut bytes = vec![0; 8 * self.header.count];
        for _ in &self.header.columns {
            self.file
                .read_exact(&mut bytes)
                .map_err(|error| unread(&error))?;
            self.checksum.update(&bytes);
            let answers = bytes.chunks_exact(8).map(|eight| {
                let mut answer = [0; 8];
                answer.copy_from_slice(eight);
                f64::from_le_bytes(answer)
            });
            columns.push(answers.collect());
        }
        let mut stated = [0; CHECKSUM];
        self.file
            .read_exact(&mut stated)
            .map_err(|error| unread(&error))?;
        if self.checksum.finalize().as_slice() != stated {
            return Err(refused(&name, &WrongShard::Torn, words));
        }
        Ok(Record {
            first: self.header.first,
            count: self.header.count,
            replicates: self.header.design.replicated(),
            columns,
        })
    }
}

fn unreadable(name: &str, error: &io::Error, words: Words) -> Failure {
    Failure::new(
        exit_for(error.kind(), Exit::Io),
        words.cannot_read(name, error),
    )
    .effect(words.nothing_computed())
}

/// A file that is no part, or not one of these.
pub(crate) fn refused(name: &str, what: &WrongShard, words: Words) -> Failure {
    Failure::new(Exit::BadData, words.wrong_shard(name, what)).effect(words.nothing_computed())
}
