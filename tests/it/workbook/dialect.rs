//! The dialect of formulas: small, without constants inside, and understood by every spreadsheet
//! program alike.

use std::collections::BTreeSet;

use super::formula::{Token, references};

/// The functions that a formula may use. Excel, LibreOffice and IronCalc agree on them; none is
/// volatile, none hides an error, none looks up approximately.
pub(super) const FUNCTIONS: [&str; 28] = [
    "ABS",
    "AND",
    "COUNT",
    "COUNTIF",
    "COUNTIFS",
    "DATE",
    "DAY",
    "EOMONTH",
    "IF",
    "INDEX",
    "INT",
    "IRR",
    "MATCH",
    "MAX",
    "MIN",
    "MOD",
    "MONTH",
    "NOT",
    "NPV",
    "OR",
    "ROUND",
    "ROWS",
    "SUM",
    "SUMIFS",
    "SUMPRODUCT",
    "YEAR",
    "_xlfn.MAXIFS",
    "_xlfn.MINIFS",
];
/// The functions that are not counted as nesting: those that only round, and the one that picks a
/// cell.
const FLAT: [&str; 3] = ["INDEX", "INT", "ROUND"];

/// How long a formula may be, without its `=` and without the names of worksheets: those are made
/// of the names that users give.
const CHARACTERS: usize = 120;
/// How many different cells or blocks it may read.
const REFERENCES: usize = 6;
/// How deep its functions may nest.
const NESTING: usize = 2;

/// What is wrong with a formula, rule by rule.
pub(super) fn breaches(text: &str, tokens: &[Token]) -> Vec<String> {
    let mut found = Vec::new();
    let named: usize = references(tokens)
        .filter_map(|reference| reference.worksheet.as_ref())
        .map(|worksheet| worksheet.chars().count())
        .sum();
    let length = text.chars().count() - named;
    if length > CHARACTERS {
        found.push(format!("{length} characters"));
    }
    let read: BTreeSet<String> = references(tokens)
        .map(|reference| format!("{reference:?}"))
        .collect();
    if read.len() > REFERENCES {
        found.push(format!("{} references", read.len()));
    }
    let choices = tokens
        .iter()
        .filter(|token| matches!(token, Token::Function(name) if name == "IF"));
    if choices.count() > 1 {
        found.push("more than one IF".to_owned());
    }
    found.extend(calls(tokens));
    found
}

/// What functions may not do: unknown ones, nested ones, constants inside.
fn calls(tokens: &[Token]) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        match token {
            Token::Function(name) if !FUNCTIONS.contains(&name.as_str()) => {
                found.push(format!("the function {name}"));
            }
            Token::Open => {
                open.push(match before {
                    Some(Token::Function(name)) => name,
                    _ => "",
                });
                let depth = open
                    .iter()
                    .filter(|name| !name.is_empty() && !FLAT.contains(name));
                if depth.count() > NESTING {
                    found.push(format!("nested deeper than {NESTING}"));
                }
            }
            Token::Close => {
                let closed = open.pop();
                let exact = matches!(before, Some(Token::Number(zero)) if zero == "0");
                if closed == Some("MATCH") && !exact {
                    found.push("MATCH that takes the nearest".to_owned());
                }
            }
            Token::Number(literal) => {
                let digits = open.last() == Some(&"ROUND") && before == Some(&Token::Comma);
                if !digits && literal != "0" && literal != "1" {
                    found.push(format!("the constant {literal}"));
                }
            }
            Token::Function(_)
            | Token::Text(_)
            | Token::Reference(_)
            | Token::Name(_)
            | Token::Operator(_)
            | Token::Comma => {}
        }
    }
    found
}

#[test]
fn a_formula_outside_the_dialect_is_found() {
    let rules = [
        ("ROUND(ROUND(J8*$D9,6),2)", ""),
        ("1-(ROUND(J8-$D9,2)>0)", ""),
        ("IF(J8=0,0,MAX(0,MIN(J9,J10)))", "nested deeper than 2"),
        ("IF(J8=0,0,IF(J9=0,1,0))", "more than one IF"),
        ("J8*12", "the constant 12"),
        ("ROUND(J8*1.22,2)", "the constant 1.22"),
        ("ROUND(2,J8)", "the constant 2"),
        ("OFFSET(J8,0,1)", "the function OFFSET"),
        ("IFERROR(J8,0)", "the function IFERROR"),
        ("MATCH(1,J8:Z8,1)", "MATCH that takes the nearest"),
        ("MATCH(1,J8:Z8)", "MATCH that takes the nearest"),
        ("J1+J2+J3+J4+J5+J6", ""),
        ("J1+J2+J3+J4+J5+J6+J7", "7 references"),
    ];
    for (text, breach) in rules {
        let tokens = super::formula::tokens(text).expect("tokens");
        let found = breaches(text, &tokens);
        assert_eq!(found.first().map_or("", String::as_str), breach, "{text}");
    }
    let long = format!("J8{}", "+J8".repeat(40));
    let tokens = super::formula::tokens(&long).expect("tokens");
    assert_eq!(breaches(&long, &tokens), ["122 characters"]);
}
