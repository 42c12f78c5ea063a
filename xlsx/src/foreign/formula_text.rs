//! Whether two texts are the same formula: programs that save a workbook write them anew.

/// Whether two formulas are the same but for spaces, capitals, the quotes around the names of
/// worksheets and the prefix of newer functions.
pub(super) fn same_formula(written: &str, found: &str) -> bool {
    written == found || normal(written) == normal(found)
}

/// The formula in one form: without spaces, in capitals but for texts, names of worksheets without
/// quotes.
fn normal(formula: &str) -> String {
    let mut normal = String::with_capacity(formula.len());
    let mut signs = formula.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            // A text: as it stands, up to the quote that no second one follows.
            '"' => {
                normal.push('"');
                while let Some(inside) = signs.next() {
                    normal.push(inside);
                    if inside == '"' {
                        if signs.peek() != Some(&'"') {
                            break;
                        }
                        normal.extend(signs.next());
                    }
                }
            }
            // The name of a worksheet.
            '\'' => {
                while let Some(inside) = signs.next() {
                    if inside == '\'' {
                        if signs.peek() != Some(&'\'') {
                            break;
                        }
                        signs.next();
                    }
                    normal.extend(inside.to_uppercase());
                }
            }
            sign if sign.is_whitespace() => {}
            sign => normal.extend(sign.to_uppercase()),
        }
    }
    for prefix in ["_XLFN.", "_XLWS."] {
        if normal.contains(prefix) {
            normal = normal.replace(prefix, "");
        }
    }
    for word in ["TRUE", "FALSE"] {
        normal = normal.replace(&format!("{word}()"), word);
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::same_formula;

    #[test]
    fn what_a_program_writes_anew_is_the_same() {
        for (written, found) in [
            ("SUM(J8:J12)", "sum( J8:J12 )"),
            ("'Inputs'!$D$12*2", "Inputs!$D$12*2"),
            ("_xlfn.MINIFS(A1:A2,B1:B2,1)", "MINIFS(A1:A2,B1:B2,1)"),
            ("IF(A1=\"a b\",1,0)", "IF(A1=\"a b\", 1, 0)"),
            ("IF(A1,TRUE,0)", "IF(A1,TRUE(),0)"),
        ] {
            assert!(same_formula(written, found), "{written} {found}");
        }
    }

    #[test]
    fn what_says_something_else_is_another() {
        for (written, found) in [
            ("J8+J9", "J8-J9"),
            ("$D12", "D12"),
            ("IF(A1=\"a b\",1,0)", "IF(A1=\"ab\",1,0)"),
            ("IF(A1=\"a\"\" b\",1,0)", "IF(A1=\"a\"\"b\",1,0)"),
            ("'It''s'!A1", "Its!A1"),
        ] {
            assert!(!same_formula(written, found), "{written} {found}");
        }
    }
}
