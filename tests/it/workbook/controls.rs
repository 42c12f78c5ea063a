//! The judge can find a wrong workbook guilty.

use cittadella_xlsx::book::{Place, WorksheetId};

use super::judge::Judge;
use super::{base, formula_of, number_in};

const SMALL: &str = "cremona-cobox";

/// A formula that comes to seven more, on any worksheet, is noticed.
#[test]
fn a_wrong_formula_is_found() {
    let base = base(SMALL);
    let mut judge = Judge::open(&base.book);
    judge.recalculate();
    judge.compare(&base.book).assert_equal(SMALL);
    let mut changed = 0;
    for (position, worksheet) in base.book.worksheets.iter().enumerate() {
        let mut numbers = worksheet.cells.iter().filter_map(|(cell, part)| {
            let text = formula_of(part)?;
            let counts = number_in(part)?.abs() > 1.0;
            counts.then(|| (*cell, text.to_owned()))
        });
        let Some((cell, text)) = numbers.next() else {
            continue;
        };
        let place = Place {
            worksheet: WorksheetId(position),
            cell,
        };
        judge.put_formula(place, &format!("({text})+7"));
        judge.recalculate();
        let comparison = judge.compare(&base.book);
        assert!(
            !comparison.differences.is_empty(),
            "{}!{cell} ={text} may come to seven more",
            worksheet.name
        );
        judge.put_formula(place, &text);
        changed += 1;
    }
    assert!(changed > 5, "{changed} formulas were changed");
    judge.recalculate();
    judge.compare(&base.book).assert_equal(SMALL);
}
