//! A sheet from text.

use std::collections::HashMap;
use std::fmt;

use super::block::{Block, Subject};
use super::formula::{FormulaReader, Names, known};
use super::token::Line;
use crate::calendar::Timeline;
use crate::quantity::{Bounds, Decimal, Whole};
use crate::sheet::{
    Direction, Entry, Figure, FigureId, Input, InputId, Kind, Level, ListId, Rank, RowId, RowSpec,
    Sheet, SheetBuilder, Stress, StressId, TagId,
};
use crate::uncertainty::Change;

/// Why a text is no sheet, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, in a sentence.
    pub sentence: String,
}

impl ParseError {
    pub(super) fn new(line: usize, column: usize, sentence: impl Into<String>) -> ParseError {
        ParseError {
            line,
            column,
            sentence: sentence.into(),
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.sentence)
    }
}

impl std::error::Error for ParseError {}

/// Reads a sheet off its text, computes its order and verifies it.
///
/// # Errors
/// The first place that cannot be read; or, where the text reads but the sheet breaks an invariant
/// ([`crate::sheet::verify`]), the first violation, at the line that names what it concerns.
///
/// # Example
/// ```
/// use cittadella_engine::sheet::text::{parse, print};
/// let text = r#"timeline 2024-01 years 1 tail 0
///
/// row savings.closing
///   label "Risparmi" "Savings"
///   kind balance
///   unit [EUR]
///   opening 1000
///   = previous(savings.closing) * 1.01
/// "#;
/// let sheet = parse(text)?;
/// assert_eq!(print(&sheet), text);
/// let error = parse(&text.replace("previous", "last")).map(|_| ());
/// assert_eq!(error.unwrap_err().to_string(), "8:5: there is no function `last`");
/// # Ok::<(), cittadella_engine::sheet::text::ParseError>(())
/// ```
pub fn parse(text: &str) -> Result<Sheet, ParseError> {
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = Line::new(index + 1, line)?;
        if !line.is_empty() {
            lines.push(line);
        }
    }
    let mut lines = lines.into_iter();
    let first = lines.next();
    let timeline = timeline(first.ok_or_else(|| ParseError::new(1, 1, "the text is empty"))?)?;
    let blocks = Block::all(lines)?;
    let names = Names {
        rows: ids(&blocks, Subject::Row, RowId::at)?,
        inputs: ids(&blocks, Subject::Input, InputId::at)?,
        stresses: ids(&blocks, Subject::Stress, StressId::at)?,
        lists: ids(&blocks, Subject::List, ListId::at)?,
        tags: ids(&blocks, Subject::Tag, TagId::at)?,
        figures: ids(&blocks, Subject::Figure, FigureId::at)?,
    };
    let mut s = SheetBuilder::new(timeline);
    for block in &blocks {
        declare(&mut s, block, &names)?;
    }
    for block in &blocks {
        define(&mut s, block, &names)?;
    }
    s.finish().map_err(|violations| {
        let sentence = violations
            .first()
            .map(ToString::to_string)
            .unwrap_or_default();
        let concerned = violations.first().and_then(|violation| {
            blocks
                .iter()
                .find(|block| violation.keys.contains(&block.key))
        });
        concerned.map_or(ParseError::new(1, 1, sentence.clone()), |block| {
            block.header.error_before(sentence)
        })
    })
}

/// The ids of the things of one kind, in their order.
fn ids<Id>(
    blocks: &[Block],
    subject: Subject,
    at: fn(usize) -> Id,
) -> Result<HashMap<String, Id>, ParseError> {
    let mut ids = HashMap::new();
    let of_kind = blocks.iter().filter(|block| block.subject == subject);
    for (index, block) in of_kind.enumerate() {
        let key = block.key.as_str().to_owned();
        if ids.insert(key, at(index)).is_some() {
            let sentence = format!("`{}` stands here a second time", block.key);
            return Err(block.header.error_before(sentence));
        }
    }
    Ok(ids)
}

fn timeline(mut line: Line) -> Result<Timeline, ParseError> {
    line.expect_word("timeline")?;
    let year: u32 = line.whole()?;
    line.sign("-")?;
    let month: u32 = line.whole()?;
    let start = format!("{year:04}-{month:02}").parse();
    let start = start.map_err(|error| line.error_before(format!("{error}")))?;
    line.expect_word("years")?;
    let years: u32 = line.whole()?;
    line.expect_word("tail")?;
    let tail: u32 = line.whole()?;
    if years > YEARS_MAX || tail > YEARS_MAX * 12 {
        return Err(line.error_before(format!("a plan spans at most {YEARS_MAX} years")));
    }
    line.finish()?;
    Ok(Timeline::new(start, years, tail))
}

/// How many years a plan read from text may show, and compute beyond.
const YEARS_MAX: u32 = 100;

fn declare(s: &mut SheetBuilder, block: &Block, names: &Names) -> Result<(), ParseError> {
    match block.subject {
        Subject::Stress => {
            block.only(&["label"])?;
            s.stress(Stress {
                key: block.key.clone(),
                label: block.label()?,
            });
        }
        Subject::Input => {
            let input = input(s, block, names)?;
            s.input(input);
        }
        Subject::Tag => {
            block.only(&[])?;
            s.tag(&block.key);
        }
        Subject::List => {
            s.list(&block.key);
        }
        Subject::Row => {
            let spec = spec(block, names)?;
            s.declare(spec);
        }
        Subject::Figure => {}
    }
    Ok(())
}

/// What refers to things that may be declared further below.
fn define(s: &mut SheetBuilder, block: &Block, names: &Names) -> Result<(), ParseError> {
    match block.subject {
        Subject::Stress | Subject::Input | Subject::Tag => {}
        Subject::List => {
            block.only(&["entry"])?;
            let list = names.lists[block.key.as_str()];
            for mut line in block.lines_of("entry") {
                s.enter(list, entry(&mut line, names)?);
                line.finish()?;
            }
        }
        Subject::Row => {
            let mut line = block.formula()?;
            let formula = FormulaReader::new(&mut line, names).formula()?;
            line.finish()?;
            s.define(names.rows[block.key.as_str()], formula);
        }
        Subject::Figure => {
            block.only(&["label", "unit", "place", "reference", "="])?;
            let mut line = block.formula()?;
            let formula = FormulaReader::new(&mut line, names).figure_formula()?;
            line.finish()?;
            let (label, unit) = (block.label()?, block.unit()?);
            s.figure(Figure::new(
                &block.key,
                label,
                unit,
                formula,
                block.origin()?,
            ));
        }
    }
    Ok(())
}

fn input(s: &SheetBuilder, block: &Block, names: &Names) -> Result<Input, ParseError> {
    block.only(&[
        "label",
        "unit",
        "level",
        "series",
        "low",
        "high",
        "whole",
        "change",
        "place",
        "reference",
    ])?;
    let level = if let Some(mut line) = block.line("series") {
        let months = s.timeline().month_count() as usize;
        Level::Series(runs(&mut line, months)?)
    } else {
        Level::Scalar(number(block, "level")?.ok_or_else(|| block.missing("level"))?)
    };
    let mut changes = Vec::new();
    for mut line in block.lines_of("change") {
        changes.push(change(&mut line, names)?);
    }
    Ok(Input {
        key: block.key.clone(),
        label: block.label()?,
        unit: block.unit()?,
        level,
        bounds: Bounds {
            low: number(block, "low")?,
            high: number(block, "high")?,
        },
        whole: if block.line("whole").is_some() {
            Whole::Yes
        } else {
            Whole::No
        },
        changes,
        origin: block.origin()?,
    })
}

fn number(block: &Block, word: &str) -> Result<Option<Decimal>, ParseError> {
    block
        .line(word)
        .map(|mut line| {
            let value = line.number()?;
            line.finish()?;
            Ok(value)
        })
        .transpose()
}

/// Values with how often each stands in a row, at most `most` together.
fn runs(line: &mut Line, most: usize) -> Result<Vec<Decimal>, ParseError> {
    let mut values = Vec::new();
    loop {
        let value = line.number()?;
        line.expect_word("x")?;
        let times: usize = line.whole()?;
        if times > most - values.len() {
            return Err(line.error_before(format!("a series holds {most} values")));
        }
        values.resize(values.len() + times, value);
        if !line.takes(",") {
            line.finish()?;
            return Ok(values);
        }
    }
}

fn change(line: &mut Line, names: &Names) -> Result<(StressId, Change), ParseError> {
    let stress = known(line, &names.stresses, "stress")?;
    line.expect_word("factor")?;
    let factor = line.number()?;
    line.expect_word("shift")?;
    let shift = line.number()?;
    let month = if line.takes_word("month") {
        let number: usize = line.whole()?;
        let index = number.checked_sub(1);
        Some(index.ok_or_else(|| line.error_before("months count from 1"))?)
    } else {
        None
    };
    line.finish()?;
    let change = Change {
        factor,
        shift,
        month,
    };
    Ok((stress, change))
}

fn spec(block: &Block, names: &Names) -> Result<RowSpec, ParseError> {
    block.only(&[
        "label",
        "kind",
        "unit",
        "direction",
        "opening",
        "applies",
        "entity",
        "place",
        "reference",
        "=",
    ])?;
    let mut spec = RowSpec::flow(&block.key, block.label()?, block.unit()?);
    spec.kind = choice(
        block,
        "kind",
        &[
            ("flow", Kind::Flow),
            ("balance", Kind::Balance),
            ("rate", Kind::Rate),
            ("flag", Kind::Flag),
        ],
    )?
    .ok_or_else(|| block.missing("kind"))?;
    let directions = [("in", Direction::In), ("out", Direction::Out)];
    if let Some(direction) = choice(block, "direction", &directions)? {
        spec = spec.direction(direction);
    }
    if let Some(mut line) = block.line("opening") {
        spec = if line.takes("$") {
            spec.opening_from(known(&mut line, &names.inputs, "input")?)
        } else {
            spec.opening(line.number()?)
        };
        line.finish()?;
    }
    if let Some(mut line) = block.line("applies") {
        spec = spec.applies(known(&mut line, &names.rows, "row")?);
        line.finish()?;
    }
    if let Some(entity) = block.text("entity")? {
        spec = spec.entity(entity);
    }
    Ok(spec.origin(block.origin()?))
}

fn choice<T: Copy>(
    block: &Block,
    word: &str,
    choices: &[(&str, T)],
) -> Result<Option<T>, ParseError> {
    let Some(mut line) = block.line(word) else {
        return Ok(None);
    };
    let chosen = line.word()?;
    line.finish()?;
    let found = choices.iter().find(|(name, _)| *name == chosen);
    found.map(|(_, value)| Some(*value)).ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        line.error_before(format!("expected one of: {}", names.join(", ")))
    })
}

fn entry(line: &mut Line, names: &Names) -> Result<Entry, ParseError> {
    let amount = known(line, &names.rows, "row")?;
    line.expect_word("rank")?;
    let rank = Rank(line.whole()?);
    line.expect_word("first")?;
    let first = known(line, &names.tags, "tag")?;
    let mut tag = |word: &str| {
        let stands = line.takes_word(word);
        stands.then(|| known(line, &names.tags, "tag")).transpose()
    };
    Ok(Entry {
        amount,
        rank,
        first,
        second: tag("second")?,
        third: tag("third")?,
    })
}
