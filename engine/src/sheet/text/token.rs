//! Words, numbers, texts and signs of one line, and a reader over them.

use super::ParseError;
use crate::quantity::Decimal;
use crate::sheet::Key;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A plain dotted word.
    Word(String),
    /// A text that stood in quotes.
    Quoted(String),
    /// What stood in brackets.
    Bracketed(String),
    Number(Decimal),
    Sign(&'static str),
}

/// Longer signs before those that begin them.
const SIGNS: [&str; 14] = [
    "<=", ">=", "<>", "<", ">", "=", "(", ")", ",", "+", "-", "*", "/", "$",
];

/// Whether a key can stand without quotes.
pub(super) fn is_word(text: &str) -> bool {
    text.starts_with(begins_word) && text.chars().all(continues_word)
}

fn begins_word(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

fn continues_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '.'
}

/// The tokens of one line, read from left to right.
#[derive(Debug, Clone)]
pub(super) struct Line {
    number: usize,
    tokens: Vec<(Token, usize)>,
    at: usize,
    end: usize,
}

impl Line {
    pub(super) fn new(number: usize, text: &str) -> Result<Line, ParseError> {
        let mut tokens = Vec::new();
        let mut rest = text;
        let column = |rest: &str| text[..text.len() - rest.len()].chars().count() + 1;
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                break;
            }
            let place = column(rest);
            let (token, after) =
                token(rest).map_err(|sentence| ParseError::new(number, place, sentence))?;
            tokens.push((token, place));
            rest = after;
        }
        Ok(Line {
            number,
            tokens,
            at: 0,
            end: column(""),
        })
    }

    pub(super) fn error(&self, sentence: impl Into<String>) -> ParseError {
        let column = self
            .tokens
            .get(self.at)
            .map_or(self.end, |(_, column)| *column);
        ParseError::new(self.number, column, sentence)
    }

    /// An error at the token read last.
    pub(super) fn error_before(&self, sentence: impl Into<String>) -> ParseError {
        self.error_back(1, sentence)
    }

    /// An error at the token read last but so many, from 1.
    pub(super) fn error_back(&self, tokens: usize, sentence: impl Into<String>) -> ParseError {
        let token = self
            .at
            .checked_sub(tokens)
            .and_then(|at| self.tokens.get(at));
        let column = token.map_or(self.end, |(_, column)| *column);
        ParseError::new(self.number, column, sentence)
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.at += usize::from(token.is_some());
        token
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Reads this sign if it stands here.
    pub(super) fn takes(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(found)) if *found == sign);
        self.at += usize::from(found);
        found
    }

    pub(super) fn sign(&mut self, sign: &str) -> Result<(), ParseError> {
        if self.takes(sign) {
            Ok(())
        } else {
            Err(self.error(format!("expected `{sign}`")))
        }
    }

    /// Reads this word if it stands here.
    pub(super) fn takes_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(found)) if found == word);
        self.at += usize::from(found);
        found
    }

    pub(super) fn word(&mut self) -> Result<String, ParseError> {
        if let Some(Token::Word(word)) = self.peek() {
            let word = word.clone();
            self.at += 1;
            Ok(word)
        } else {
            Err(self.error("expected a word"))
        }
    }

    pub(super) fn expect_word(&mut self, word: &str) -> Result<(), ParseError> {
        if self.takes_word(word) {
            Ok(())
        } else {
            Err(self.error(format!("expected `{word}`")))
        }
    }

    pub(super) fn key(&mut self) -> Result<Key, ParseError> {
        if let Some(Token::Word(text) | Token::Quoted(text)) = self.peek() {
            let key = Key::new(text.clone());
            self.at += 1;
            Ok(key)
        } else {
            Err(self.error("expected a key"))
        }
    }

    pub(super) fn quoted(&mut self) -> Result<String, ParseError> {
        if let Some(Token::Quoted(text)) = self.peek() {
            let text = text.clone();
            self.at += 1;
            Ok(text)
        } else {
            Err(self.error("expected a text in quotes"))
        }
    }

    pub(super) fn bracketed(&mut self) -> Option<String> {
        if let Some(Token::Bracketed(text)) = self.peek() {
            let text = text.clone();
            self.at += 1;
            Some(text)
        } else {
            None
        }
    }

    /// A number with its sign.
    pub(super) fn number(&mut self) -> Result<Decimal, ParseError> {
        let negative = self.takes("-");
        if let Some(Token::Number(value)) = self.peek() {
            let value = *value;
            self.at += 1;
            Ok(if negative { -value } else { value })
        } else {
            Err(self.error("expected a number"))
        }
    }

    /// A whole number of the type wanted.
    pub(super) fn whole<T: TryFrom<Decimal>>(&mut self) -> Result<T, ParseError> {
        let value = self.number()?;
        let whole = value.fract().is_zero().then(|| T::try_from(value).ok());
        whole
            .flatten()
            .ok_or_else(|| self.error_before("expected a whole number in range"))
    }

    /// Checks that nothing stands behind what was read.
    pub(super) fn finish(&self) -> Result<(), ParseError> {
        if self.peek().is_none() {
            Ok(())
        } else {
            Err(self.error("nothing may follow here"))
        }
    }
}

/// The first token of a text that begins with one, and what follows it.
fn token(text: &str) -> Result<(Token, &str), String> {
    if let Some(rest) = text.strip_prefix('"') {
        return quoted(rest);
    }
    if let Some(rest) = text.strip_prefix('[') {
        let (inside, rest) = rest.split_once(']').ok_or("expected `]`")?;
        return Ok((Token::Bracketed(inside.to_owned()), rest));
    }
    if text.starts_with(begins_word) {
        let end = text.find(|c| !continues_word(c)).unwrap_or(text.len());
        return Ok((Token::Word(text[..end].to_owned()), &text[end..]));
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let end = text
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(text.len());
        let value = Decimal::from_str_exact(&text[..end])
            .map_err(|error| format!("`{}` is no number: {error}", &text[..end]))?;
        return Ok((Token::Number(value), &text[end..]));
    }
    let sign = SIGNS.into_iter().find(|sign| text.starts_with(sign));
    sign.map(|sign| (Token::Sign(sign), &text[sign.len()..]))
        .ok_or_else(|| "no word, number, text or sign begins so".to_owned())
}

fn quoted(text: &str) -> Result<(Token, &str), String> {
    let mut inside = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => return Ok((Token::Quoted(inside), characters.as_str())),
            '\\' => match characters.next() {
                Some('n') => inside.push('\n'),
                Some('r') => inside.push('\r'),
                Some(escaped @ ('"' | '\\')) => inside.push(escaped),
                Some(_) | None => return Err("`\\` precedes `\"`, `\\`, `n` or `r`".to_owned()),
            },
            other => inside.push(other),
        }
    }
    Err("expected a closing `\"`".to_owned())
}
