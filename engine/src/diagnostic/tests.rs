use super::{Code, Diagnostic, LineIndex};
use crate::wording::Language;

#[test]
fn every_code_has_texts_in_both_languages() {
    for code in Code::ALL {
        for language in Language::ALL {
            let texts = code.texts(language);
            assert!(!texts.title.is_empty(), "{code}");
            assert!(!texts.hint.is_empty(), "{code}");
        }
    }
}

#[test]
fn numbers_are_unique_and_in_order() {
    let numbers: Vec<_> = Code::ALL.iter().map(|code| &code.number()[1..]).collect();
    assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
}

#[test]
fn both_languages_ask_for_the_same_arguments() {
    let names = |text: &str| {
        let mut names: Vec<String> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
            .filter(|name| !name.contains('='))
            .collect();
        names.sort();
        names
    };
    for code in Code::ALL {
        let [italian, english] = Language::ALL.map(|language| code.texts(language));
        assert_eq!(names(italian.title), names(english.title), "{code}");
        assert_eq!(names(italian.hint), names(english.hint), "{code}");
    }
}

#[test]
fn a_hint_falls_back_to_the_alternative_whose_arguments_are_known() {
    let unknown = Diagnostic::without_place(Code::UnknownKey).with("found", "pirce");
    assert_eq!(
        unknown.hint(Language::English).as_deref(),
        Some("remove the line")
    );
    let close = unknown.with("suggestion", "price");
    let hint = close.hint(Language::English);
    assert_eq!(hint.as_deref(), Some("did you mean `price`?"));
}

#[test]
fn places_count_lines_and_characters_from_one() {
    let index = LineIndex::new("a.toml", "x = 1\nè = 22\n");
    let place = index.place(11..13);
    assert_eq!((place.line, place.column), (2, 5));
    assert_eq!(place.to_string(), "a.toml:2");
}

#[test]
fn a_range_beyond_the_text_is_cut() {
    let place = LineIndex::new("a", "xy").place(5..90);
    assert_eq!((place.start, place.end), (2, 2));
}
