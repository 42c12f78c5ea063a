//! Months as the two languages write them.

use cittadella_engine::calendar::YearMonth;
use cittadella_engine::wording::Language;

const ITALIAN: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// For sentences: `novembre 2024`, `November 2024`.
pub(crate) fn long(month: YearMonth, language: Language) -> String {
    format!("{} {}", name(month, language), month.year())
}

/// For tables: `nov 2024`, `Nov 2024`.
pub(crate) fn short(month: YearMonth, language: Language) -> String {
    let name: String = name(month, language).chars().take(3).collect();
    format!("{name} {}", month.year())
}

fn name(month: YearMonth, language: Language) -> &'static str {
    let index = month.month_of_year() as usize - 1;
    language.pick(ITALIAN[index], ENGLISH[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_written_in_the_language() {
        let month: YearMonth = "2024-11".parse().unwrap();
        assert_eq!(long(month, Language::Italian), "novembre 2024");
        assert_eq!(long(month, Language::English), "November 2024");
        assert_eq!(short(month, Language::Italian), "nov 2024");
        assert_eq!(short(month, Language::English), "Nov 2024");
    }
}
