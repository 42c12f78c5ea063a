//! Explanations rebuild the cell and reach the line of the scenario.

use proptest::prelude::{ProptestConfig, any, proptest};

use super::{Cause, Source, explain};
use crate::calendar::Month;
use crate::evaluate::operations::{binary, compare, divide, unary};
use crate::evaluate::{Case, exact};
use crate::quantity::Decimal;
use crate::sheet::text::parse;
use crate::sheet::text::tests::random;
use crate::sheet::{Formula, Sheet};

/// The value of a formula whose operands yield these values, in order.
fn rebuild(formula: &Formula, reads: &mut impl Iterator<Item = Decimal>) -> Decimal {
    let operands = formula.operands();
    let mut values = operands.into_iter().map(|operand| rebuild(operand, reads));
    match formula {
        Formula::Constant(value, _) => *value,
        Formula::Unary(op, _) => unary(*op, values.next().unwrap()),
        Formula::Binary(op, ..) => {
            let (a, b) = (values.next().unwrap(), values.next().unwrap());
            binary(*op, a, b).unwrap()
        }
        Formula::Divide(_, _, when_zero) => {
            let (a, b) = (values.next().unwrap(), values.next().unwrap());
            divide(a, b, *when_zero).unwrap()
        }
        Formula::Compare(op, scale, ..) => {
            let (a, b) = (values.next().unwrap(), values.next().unwrap());
            compare(*op, *scale, a, b).unwrap()
        }
        Formula::Select(..) => {
            let values: Vec<Decimal> = values.collect();
            values[if values[0].is_zero() { 2 } else { 1 }]
        }
        Formula::Calendar(_)
        | Formula::Input(_)
        | Formula::Row(_)
        | Formula::Previous(_)
        | Formula::Lag { .. }
        | Formula::DelayedBy { .. }
        | Formula::Leading { .. }
        | Formula::YearToDate(_)
        | Formula::Trailing { .. }
        | Formula::RunningTotal(_)
        | Formula::ListSum { .. } => {
            drop(values);
            reads.next().unwrap()
        }
    }
}

fn assert_rebuilt(sheet: &Sheet, cause: &Cause) {
    let Source::Row(row) = cause.source else {
        return;
    };
    let mut reads = cause.reads.iter().map(|read| read.value);
    let rebuilt = rebuild(sheet.row(row).formula(), &mut reads);
    assert_eq!(rebuilt, cause.value, "{}", cause.key);
    assert_eq!(reads.next(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_reads_rebuild_every_cell(seed in any::<u64>()) {
        let sheet = random::sheet(seed);
        let case = Case::base();
        // Sheets with absurd numbers have no cells to explain.
        let Ok(grid) = exact(&sheet, &case) else { return Ok(()) };
        for (row, _) in sheet.rows() {
            for month in sheet.timeline().months() {
                let cause = explain(&sheet, &grid, &case, row, month, 1).cause;
                assert_rebuilt(&sheet, &cause);
            }
        }
    }
}

const SHEET: &str = r#"timeline 2024-01 years 1 tail 0

stress high
  label "Alto" "High"

input rate
  label "Tasso" "Rate"
  unit [%]
  level 0.01
  high 0.05
  change high factor 1 shift 0.06
  place "plan.toml:3"

input debt
  label "Debito" "Debt"
  unit [EUR]
  level 1000
  place "plan.toml:4"

tag cash
tag other

list postings
  entry interest rank 0 first cash
  entry claimed rank 0 first other
  entry nothing rank 1 first cash

row balance
  label "Saldo" "Balance"
  kind balance
  unit [EUR]
  opening $debt
  = previous(balance) + interest

row interest
  label "Interessi" "Interest"
  kind flow
  unit [EUR]
  reference "art. 1284 c.c."
  = to_cents(previous(balance) * $rate)

row claimed
  label "Fatturato" "Claimed"
  kind flow
  unit [EUR]
  = 5 [EUR]

row nothing
  label "Nulla" "Nothing"
  kind flow
  unit [EUR]
  = 0 [EUR]

row lag
  label "Ritardo" "Lag"
  kind rate
  unit [months]
  = 2 [months]

row paid
  label "Pagato" "Paid"
  kind flow
  unit [EUR]
  = delayed_by(claimed, lag, 0, 2)

row posted
  label "Registrato" "Posted"
  kind flow
  unit [EUR]
  = sum(postings, first cash)
"#;

fn explained(key: &str, month: u32, stressed: bool, depth: usize) -> Cause {
    let sheet = parse(SHEET).unwrap();
    let high = sheet.stresses().map(|(id, _)| id).filter(|_| stressed);
    let case = Case::stressed(high);
    let grid = exact(&sheet, &case).unwrap();
    let row = sheet.find_row(key).unwrap();
    explain(&sheet, &grid, &case, row, Month(month), depth).cause
}

#[test]
fn a_depth_of_zero_is_the_cell_alone() {
    let cause = explained("interest", 0, false, 0);
    assert_eq!(
        cause.formula.as_deref(),
        Some("to_cents(previous(balance) * $rate)")
    );
    assert_eq!(cause.value, Decimal::TEN);
    assert_eq!(cause.origin.reference.as_deref(), Some("art. 1284 c.c."));
    assert!(cause.reads.is_empty());
}

#[test]
fn the_first_month_is_explained_by_the_opening_and_its_line() {
    let cause = explained("interest", 0, false, 2);
    let opening = &cause.reads[0].causes[0];
    assert!(matches!(opening.source, Source::Opening(_)));
    assert_eq!((opening.month, opening.value), (None, Decimal::from(1000)));
    let line = &opening.reads[0].causes[0].origin.place;
    assert_eq!(line.as_deref(), Some("plan.toml:4"));
}

#[test]
fn an_input_tells_its_level_its_changes_and_where_it_was_held() {
    let cause = explained("interest", 0, true, 1);
    let rate = &cause.reads[1].causes[0];
    let stated = rate.stated.as_ref().unwrap();
    assert_eq!(cause.reads[1].operand, "$rate");
    assert_eq!(stated.level, Decimal::new(1, 2));
    assert_eq!(stated.changes.len(), 1);
    assert!(stated.clamped);
    assert_eq!(rate.value, Decimal::new(5, 2));
    assert_eq!(rate.origin.place.as_deref(), Some("plan.toml:3"));
}

#[test]
fn a_delayed_amount_is_explained_by_the_month_that_it_comes_from() {
    let cause = explained("paid", 5, false, 1);
    let source = &cause.reads[0].causes;
    assert_eq!(source.len(), 1);
    assert_eq!(source[0].key.as_str(), "claimed");
    assert_eq!(source[0].month, Some(Month(3)));
    // The lag of that month says why it comes now; it is no part of what comes.
    let lag = &cause.reads[0].timing;
    assert_eq!(lag.len(), 1);
    assert_eq!((lag[0].key.as_str(), lag[0].month), ("lag", Some(Month(3))));
    assert_eq!(cause.reads[0].value, cause.value);
}

#[test]
fn a_sum_over_a_list_is_explained_by_its_entries_that_are_not_zero() {
    let cause = explained("posted", 0, false, 1);
    let entries = &cause.reads[0].causes;
    let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
    assert_eq!(keys, ["interest"]);
}
