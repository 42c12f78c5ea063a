//! The names of the cells that may be changed: the TOML path of each input, made legal.
//!
//! Letters without accents, digits, dots and underscores stay. Any other character becomes
//! `_xHEX_`, HEX being its Unicode number. A name that would begin with a digit, be read as a cell
//! (`R1C1`, `AB12`) or have no dot is preceded by `input.`. Names that differ by capitals alone are
//! one name to a spreadsheet: the later ones end in `_2`, `_3`.

use std::collections::BTreeSet;

use cittadella_engine::sheet::Sheet;

/// The name of each input's stated cell, in the order of the inputs. Of an input with a value a
/// month it is the cell of the first month.
pub fn defined_names(sheet: &Sheet) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let inputs = sheet.inputs();
    inputs
        .map(|(_, input)| {
            let name = legal(input.key.as_str());
            let mut free = name.clone();
            let mut number = 2;
            while !taken.insert(free.to_ascii_lowercase()) {
                free = format!("{name}_{number}");
                number += 1;
            }
            free
        })
        .collect()
}

/// A path as a name.
///
/// ```
/// use cittadella_xlsx::names::legal;
/// assert_eq!(legal("spaces.desks.price"), "spaces.desks.price");
/// assert_eq!(legal("opening.hub.\"B.II.3\""), "opening.hub._x22_B.II.3_x22_");
/// assert_eq!(legal("q1"), "input.q1");
/// ```
pub fn legal(path: &str) -> String {
    let mut name = String::with_capacity(path.len());
    for letter in path.chars() {
        if letter.is_ascii_alphanumeric() || letter == '.' || letter == '_' {
            name.push(letter);
        } else {
            name += &format!("_x{:X}_", u32::from(letter));
        }
    }
    let starts = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    if starts && name.contains('.') {
        name
    } else {
        format!("input.{name}")
    }
}
