//! Formulas of a worksheet taken apart: functions, references, literal numbers.
//!
//! Only what our workbooks may contain is understood; anything else is an error, so that a formula
//! outside the dialect cannot slip through as something harmless.

use cittadella_xlsx::book::Cell;

/// A piece of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A literal number, as written.
    Number(String),
    /// A literal text without its quotes.
    Text(String),
    /// One cell or a block of cells.
    Reference(Reference),
    /// A defined name.
    Name(String),
    /// A function; its opening bracket follows.
    Function(String),
    /// An operator.
    Operator(&'static str),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
}

/// One cell or a block of cells, as a formula spells it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Reference {
    /// The worksheet, where it is another one.
    pub worksheet: Option<String>,
    /// The first corner.
    pub first: Corner,
    /// The second corner; of a single cell the same.
    pub last: Corner,
}

/// A cell in a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Corner {
    /// The cell.
    pub cell: Cell,
    /// Whether the row stays when the formula is copied.
    pub row_fixed: bool,
    /// Whether the column stays.
    pub column_fixed: bool,
}

impl Reference {
    /// The row numbers from zero, first and last.
    pub(super) fn rows(&self) -> (u32, u32) {
        let (a, b) = (self.first.cell.row, self.last.cell.row);
        (a.min(b), a.max(b))
    }

    /// The column numbers from zero, first and last.
    pub(super) fn columns(&self) -> (u16, u16) {
        let (a, b) = (self.first.cell.column, self.last.cell.column);
        (a.min(b), a.max(b))
    }

    /// The reference as seen from a cell: `R[-1]C` for what moves with it, `R5C` for what stays.
    fn relative_to(&self, home: Cell) -> String {
        let worksheet = self
            .worksheet
            .as_ref()
            .map_or(String::new(), |name| format!("'{name}'!"));
        let (first, last) = (self.first.relative_to(home), self.last.relative_to(home));
        if self.first == self.last {
            format!("{worksheet}{first}")
        } else {
            format!("{worksheet}{first}:{last}")
        }
    }
}

impl Corner {
    fn relative_to(self, home: Cell) -> String {
        let part = |letter: char, fixed: bool, at: i64, from: i64| {
            if fixed {
                format!("{letter}{}", at + 1)
            } else {
                format!("{letter}[{}]", at - from)
            }
        };
        let row = part('R', self.row_fixed, self.cell.row.into(), home.row.into());
        let column = part(
            'C',
            self.column_fixed,
            self.cell.column.into(),
            home.column.into(),
        );
        row + &column
    }
}

/// Takes a formula (without its `=`) apart.
pub(super) fn tokens(formula: &str) -> Result<Vec<Token>, String> {
    let mut found = Vec::new();
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        let (token, length) = if first == ' ' {
            (None, 1)
        } else if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
            let end = end.unwrap_or(rest.len());
            (Some(Token::Number(rest[..end].to_owned())), end)
        } else if first == '"' {
            let (text, length) = quoted(rest, '"')?;
            (Some(Token::Text(text)), length)
        } else if let Some(operator) = operator(rest) {
            (Some(Token::Operator(operator)), operator.len())
        } else if let Some(bracket) = bracket(first) {
            (Some(bracket), 1)
        } else {
            let (token, length) = word(rest)?;
            (Some(token), length)
        };
        found.extend(token);
        rest = &rest[length..];
    }
    Ok(found)
}

fn operator(rest: &str) -> Option<&'static str> {
    const OPERATORS: [&str; 12] = [
        "<>", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "^", "&",
    ];
    OPERATORS
        .into_iter()
        .find(|operator| rest.starts_with(operator))
}

fn bracket(first: char) -> Option<Token> {
    match first {
        '(' => Some(Token::Open),
        ')' => Some(Token::Close),
        ',' => Some(Token::Comma),
        _ => None,
    }
}

/// A text in quotes, with what a doubled quote stands for, and how long it is in the formula.
fn quoted(rest: &str, quote: char) -> Result<(String, usize), String> {
    let mut text = String::new();
    let mut letters = rest.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter != quote {
            text.push(letter);
        } else if letters.next_if(|(_, next)| *next == quote).is_some() {
            text.push(quote);
        } else {
            return Ok((text, at + quote.len_utf8()));
        }
    }
    Err(format!("a quote is not closed: {rest}"))
}

/// A function, a reference or a name.
fn word(rest: &str) -> Result<(Token, usize), String> {
    let (worksheet, start) = worksheet(rest)?;
    let end = rest[start..]
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '$' | ':' | '.' | '_')))
        .map_or(rest.len(), |end| start + end);
    let text = &rest[start..end];
    if worksheet.is_none() && rest[end..].starts_with('(') {
        return Ok((Token::Function(text.to_owned()), end));
    }
    if let Some((first, last)) = corners(text) {
        let reference = Reference {
            worksheet,
            first,
            last,
        };
        return Ok((Token::Reference(reference), end));
    }
    let begins = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    if worksheet.is_none() && begins && !text.contains(['$', ':']) {
        return Ok((Token::Name(text.to_owned()), end));
    }
    Err(format!("not understood: {rest}"))
}

/// The worksheet before a `!`, and where what follows begins.
fn worksheet(rest: &str) -> Result<(Option<String>, usize), String> {
    if rest.starts_with('\'') {
        let (name, length) = quoted(rest, '\'')?;
        if !rest[length..].starts_with('!') {
            return Err(format!("a worksheet without a cell: {rest}"));
        }
        return Ok((Some(name), length + 1));
    }
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'));
    match end {
        Some(end) if end > 0 && rest[end..].starts_with('!') => {
            Ok((Some(rest[..end].to_owned()), end + 1))
        }
        Some(_) | None => Ok((None, 0)),
    }
}

fn corners(text: &str) -> Option<(Corner, Corner)> {
    match text.split_once(':') {
        Some((first, last)) => Some((corner(first)?, corner(last)?)),
        None => corner(text).map(|corner| (corner, corner)),
    }
}

/// A cell such as `$J12`; nothing beyond the last column and row of the format.
fn corner(text: &str) -> Option<Corner> {
    let column_fixed = text.starts_with('$');
    let text = text.strip_prefix('$').unwrap_or(text);
    let letters = text.find(|c: char| !c.is_ascii_uppercase())?;
    let column = text[..letters].bytes().try_fold(0_u32, |column, letter| {
        (column < 1_000).then(|| column * 26 + u32::from(letter - b'A') + 1)
    })?;
    let text = &text[letters..];
    let row_fixed = text.starts_with('$');
    let row: u32 = text.strip_prefix('$').unwrap_or(text).parse().ok()?;
    let inside = (1..=16_384).contains(&column) && (1..=1_048_576).contains(&row);
    inside.then(|| Corner {
        cell: Cell::at(row - 1, u16::try_from(column - 1).unwrap_or(u16::MAX)),
        row_fixed,
        column_fixed,
    })
}

/// The formula as it reads from its own cell: equal for cells into which one formula was copied.
pub(super) fn as_seen_from(tokens: &[Token], home: Cell) -> String {
    let mut text = String::new();
    for token in tokens {
        match token {
            Token::Number(literal) => text.push_str(literal),
            Token::Text(literal) => text.push_str(&format!("{literal:?}")),
            Token::Reference(reference) => text.push_str(&reference.relative_to(home)),
            Token::Name(name) | Token::Function(name) => text.push_str(name),
            Token::Operator(operator) => text.push_str(operator),
            Token::Open => text.push('('),
            Token::Close => text.push(')'),
            Token::Comma => text.push(','),
        }
    }
    text
}

/// The references of a formula.
pub(super) fn references(tokens: &[Token]) -> impl Iterator<Item = &Reference> {
    tokens.iter().filter_map(|token| match token {
        Token::Reference(reference) => Some(reference),
        Token::Number(_)
        | Token::Text(_)
        | Token::Name(_)
        | Token::Function(_)
        | Token::Operator(_)
        | Token::Open
        | Token::Close
        | Token::Comma => None,
    })
}

#[test]
fn a_formula_comes_apart() {
    let found = tokens("IF(J$4>=$D13,'Time & flags'!$I8:J8,\"a\"\"b\"&loans.r1)").expect("tokens");
    let name = |token: &Token| {
        let Token::Reference(reference) = token else {
            return format!("{token:?}");
        };
        let seen = reference.relative_to(Cell::at(12, 9));
        format!("{:?} {} {seen}", reference.worksheet, reference.first.cell)
    };
    let shown: Vec<String> = found.iter().map(name).collect();
    assert_eq!(
        shown,
        [
            "Function(\"IF\")",
            "Open",
            "None J4 R4C[0]",
            "Operator(\">=\")",
            "None D13 R[0]C4",
            "Comma",
            "Some(\"Time & flags\") I8 'Time & flags'!R[-5]C9:R[-5]C[0]",
            "Comma",
            "Text(\"a\\\"b\")",
            "Operator(\"&\")",
            "Name(\"loans.r1\")",
            "Close",
        ]
    );
}

#[test]
fn what_is_not_a_formula_of_ours_is_an_error() {
    for text in ["{1,2}", "A1#", "[other.xlsx]A!B2", "\"open", "J$4:$"] {
        assert!(tokens(text).is_err(), "{text}");
    }
}
