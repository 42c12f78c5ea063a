//! What the reference says of lists in spreadsheets.

use std::collections::BTreeSet;

use cittadella_engine::diagnostic::Code;
use cittadella_engine::wording::Language;

use super::document::Document;
use super::{FIRST, choices, document, load};

/// The heading of what holds for lists in spreadsheets.
const TABLES: &str = "Tables from a spreadsheet";

/// The table that the reference shows, as the file in which it stands.
pub(super) fn staff_list(document: &Document) -> String {
    let part = document.part(TABLES);
    let rows = part.text.lines();
    let rows = rows.skip_while(|line| !line.starts_with("| name |"));
    let rows = rows.take_while(|line| line.starts_with('|'));
    let rows = rows.filter(|line| !line.starts_with("|---"));
    rows.map(|line| line.trim_matches(['|', ' ']).replace(" | ", ",") + "\n")
        .collect()
}

#[test]
fn the_keys_and_sections_of_tables_are_in_the_reference() {
    let document = document();
    let part = document.part(TABLES);
    let written: BTreeSet<String> = part.rows().into_iter().flat_map(|row| row.keys).collect();
    let text = "[staff]\ntable = { file = \"staff.csv\", zzz = 1 }\n";
    let found = load(&document, text).expect_err("`zzz` is no key");
    let unknown = found.iter().find(|found| found.code == Code::UnknownKey);
    let known = choices(unknown.expect("it is told"));
    assert_eq!(written, known.into_iter().collect());
    let mut count = 0;
    for part in &document.parts {
        let Some(section) = part.section().filter(|section| *section != "plan") else {
            continue;
        };
        let text = format!("extends = \"{FIRST}\"\n[{section}]\ntable = 3\n");
        let found = load(&document, &text).expect_err("3 is no table");
        let title = found[0].title(Language::English);
        if title.contains("a file and its worksheet") {
            count += 1;
            let name = format!("`{section}`");
            let part = document.part(TABLES);
            assert!(part.text.contains(&name), "{name} is not in the reference");
        }
    }
    assert_eq!(count, 7, "every section that takes a table has a part");
}
