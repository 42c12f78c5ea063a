//! Printing and parsing undo each other; what cannot be read is located.

pub(crate) mod random;

use proptest::prelude::{ProptestConfig, any, prop, proptest};

use super::formula::{FormulaReader, Names};
use super::token::Line;
use super::{parse, print, print_formula};
use crate::sheet::Sheet;

const SAVINGS: &str = r#"timeline 2024-01 years 1 tail 12

stress high
  label "Alto" "High"

input rate
  label "Tasso" "Rate"
  unit [%]
  level 0.01
  low 0
  high 1
  change high factor 1 shift 0.02
  place "plan.toml:3"

input paid.in
  label "Versamenti" "Payments"
  unit [EUR]
  series 100 x 23, 120.50 x 1

tag bank.cash

list postings
  entry interest rank 3 first bank.cash

row savings
  label "Risparmi" "Savings"
  kind balance
  unit [EUR]
  opening 1000
  entity "La Casa"
  = previous(savings) + interest + $paid.in

row interest
  label "Interessi" "Interest"
  kind flow
  unit [EUR]
  direction in
  reference "art. 1284 c.c."
  = to_cents(previous(savings) * $rate)

row "odd key"
  label "Dì \"ciao\"" "Back\\slash"
  kind flow
  unit [EUR]
  = (1 - (2 - -3 [1/year] * 4 [years])) * sum(postings, first bank.cash, below 4)

figure least
  label "Minimo" "Least"
  unit [EUR]
  = min(savings, shown) * 2 - (last("odd key", computed) - at(interest, 3))
"#;

#[test]
fn a_sheet_reads_and_prints_as_it_stands() {
    let sheet = parse(SAVINGS).unwrap();
    assert_eq!(print(&sheet), SAVINGS);
}

fn refused(text: &str, expected: &str) {
    assert_eq!(parse(text).unwrap_err().to_string(), expected);
}

#[test]
fn errors_are_located_by_line_and_column() {
    refused("", "1:1: the text is empty");
    refused(
        "timeline 2024-13 years 1 tail 0",
        "1:15: `2024-13` is not a month of the form YYYY-MM",
    );
    let row =
        "timeline 2024-01 years 1 tail 0\nrow a\n label \"A\" \"A\"\n kind flow\n unit [EUR]\n";
    refused(&format!("{row} = b + 1"), "6:4: there is no row `b`");
    refused(&format!("{row} = a * (1 + 2"), "6:14: expected `)`");
    refused(
        &format!("{row} = lag(a, 1.5)"),
        "6:11: expected a whole number in range",
    );
    refused(
        &format!("{row} = wobble(a)"),
        "6:4: there is no function `wobble`",
    );
    refused(&format!("{row} = \"a"), "6:4: expected a closing `\"`");
    refused(
        &format!("{row} colour blue"),
        "6:2: expected one of: label, kind, unit, direction, opening, applies, entity, place, reference, =",
    );
    refused(row, "2:5: `a` has no formula");
    refused(
        &format!("{row} = 1\nrow a"),
        "7:5: `a` stands here a second time",
    );
}

#[test]
fn a_broken_invariant_is_told_where_the_row_stands() {
    let text = SAVINGS.replace("to_cents(previous(savings) * $rate)", "savings * $rate");
    assert_eq!(
        parse(&text).unwrap_err().to_string(),
        "25:5: `savings` -> `interest`: these rows read each other in the same month; let one of \
         them read the month before (`previous()`)"
    );
}

#[test]
fn parentheses_without_end_are_refused_before_the_stack_is() {
    let text = SAVINGS.replace(
        "= previous(savings)",
        &format!("= {}1", "(".repeat(100_000)),
    );
    let error = parse(&text).unwrap_err();
    assert_eq!(
        error.sentence,
        "a formula has at most 256 operands, 64 deep"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_sheet_reads_back(seed in any::<u64>()) {
        let sheet = random::sheet(seed);
        assert_eq!(parse(&print(&sheet)), Ok(sheet));
    }

    #[test]
    fn a_damaged_text_is_refused_or_read_but_never_panics(
        seed in any::<u64>(),
        at in any::<prop::sample::Index>(),
        length in 0_usize..12,
        piece in "[ -~\n]{0,6}",
    ) {
        let mut text: Vec<char> = print(&random::sheet(seed)).chars().collect();
        let begin = at.index(text.len());
        let end = (begin + length).min(text.len());
        text.splice(begin..end, piece.chars());
        let _ = parse(&text.into_iter().collect::<String>());
    }

    #[test]
    fn every_formula_reads_back_whatever_its_nesting(seed in any::<u64>()) {
        let sheet = parse(SAVINGS).unwrap();
        let names = names(&sheet);
        let formula = random::formula(seed);
        let text = print_formula(&sheet, &formula);
        let mut line = Line::new(1, &text).unwrap();
        assert_eq!(FormulaReader::new(&mut line, &names).formula(), Ok(formula), "{text}");
        assert_eq!(line.finish(), Ok(()), "{text}");
    }
}

fn names(sheet: &Sheet) -> Names {
    let mut names = Names::default();
    for (id, row) in sheet.rows() {
        names.rows.insert(row.key().to_string(), id);
    }
    for (id, input) in sheet.inputs() {
        names.inputs.insert(input.key.to_string(), id);
    }
    for (id, list) in sheet.lists() {
        names.lists.insert(list.key().to_string(), id);
    }
    for (id, tag) in sheet.tags() {
        names.tags.insert(tag.to_string(), id);
    }
    names
}
