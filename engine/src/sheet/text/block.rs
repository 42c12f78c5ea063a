//! Blocks of lines, each under the line that names a thing.

use super::token::Line;
use super::{ParseError, unit};
use crate::quantity::Unit;
use crate::sheet::{Key, Origin};
use crate::wording::Label;

/// What a block is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Stress,
    Input,
    Tag,
    List,
    Row,
    Figure,
}

impl Subject {
    fn of(word: &str) -> Option<Subject> {
        match word {
            "stress" => Some(Subject::Stress),
            "input" => Some(Subject::Input),
            "tag" => Some(Subject::Tag),
            "list" => Some(Subject::List),
            "row" => Some(Subject::Row),
            "figure" => Some(Subject::Figure),
            _ => None,
        }
    }
}

/// A thing, and the lines that describe it.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) subject: Subject,
    pub(super) key: Key,
    pub(super) header: Line,
    pub(super) lines: Vec<Line>,
}

impl Block {
    /// Divides lines into blocks.
    pub(super) fn all(lines: impl Iterator<Item = Line>) -> Result<Vec<Block>, ParseError> {
        let mut blocks: Vec<Block> = Vec::new();
        for line in lines {
            let mut header = line.clone();
            let subject = header.word().ok().as_deref().and_then(Subject::of);
            if let Some(subject) = subject {
                let key = header.key()?;
                header.finish()?;
                blocks.push(Block {
                    subject,
                    key,
                    header,
                    lines: Vec::new(),
                });
            } else if let Some(block) = blocks.last_mut() {
                block.lines.push(line);
            } else {
                return Err(line.error("expected stress, input, tag, list, row or figure"));
            }
        }
        Ok(blocks)
    }

    /// The first line that begins with this word, behind the word.
    pub(super) fn line(&self, word: &str) -> Option<Line> {
        self.lines_of(word).next()
    }

    pub(super) fn lines_of(&self, word: &str) -> impl Iterator<Item = Line> {
        self.lines.iter().filter_map(move |line| {
            let mut line = line.clone();
            line.takes_word(word).then_some(line)
        })
    }

    pub(super) fn missing(&self, what: &str) -> ParseError {
        self.header
            .error_before(format!("`{}` has no {what}", self.key))
    }

    /// Checks that every line begins with one of these words; `=` begins a formula.
    pub(super) fn only(&self, words: &[&str]) -> Result<(), ParseError> {
        for line in &self.lines {
            let mut known = line.clone();
            let known = words.iter().any(|word| match *word {
                "=" => known.takes("="),
                word => known.takes_word(word),
            });
            if !known {
                return Err(line.error(format!("expected one of: {}", words.join(", "))));
            }
        }
        Ok(())
    }

    pub(super) fn label(&self) -> Result<Label, ParseError> {
        let mut line = self.line("label").ok_or_else(|| self.missing("label"))?;
        let label = Label::new(line.quoted()?, line.quoted()?);
        line.finish()?;
        Ok(label)
    }

    pub(super) fn unit(&self) -> Result<Unit, ParseError> {
        let mut line = self.line("unit").ok_or_else(|| self.missing("unit"))?;
        let text = line
            .bracketed()
            .ok_or_else(|| line.error("expected a unit in brackets"))?;
        let unit =
            unit::parse(&text).ok_or_else(|| line.error_before(format!("`{text}` is no unit")))?;
        line.finish()?;
        Ok(unit)
    }

    pub(super) fn origin(&self) -> Result<Origin, ParseError> {
        Ok(Origin {
            place: self.text("place")?,
            reference: self.text("reference")?,
        })
    }

    pub(super) fn text(&self, word: &str) -> Result<Option<String>, ParseError> {
        self.line(word)
            .map(|mut line| {
                let text = line.quoted()?;
                line.finish()?;
                Ok(text)
            })
            .transpose()
    }

    /// The line that begins with `=`, behind that sign.
    pub(super) fn formula(&self) -> Result<Line, ParseError> {
        let mut lines = self.lines.iter().cloned();
        lines
            .find_map(|mut line| line.takes("=").then_some(line))
            .ok_or_else(|| self.missing("formula"))
    }
}
