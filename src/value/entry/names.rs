//! Names of time zones by their cities, and of months.

use super::locale::Language;
use super::{Entry, two_ways};
use crate::value::Zone;

/// A zone by its name, or by its city alone: "berlin".
pub(super) fn zone(typed: &str) -> Entry {
    let own = typed.parse::<Zone>();
    let Err(error) = own else { return Entry::of(own) };
    let wanted = typed.trim().to_lowercase().replace([' ', '-'], "_");
    let of_city = |name: &&str| {
        let lower = name.to_lowercase();
        lower == wanted || lower.rsplit('/').next() == Some(wanted.as_str())
    };
    let found: Vec<String> = chrono_tz::TZ_VARIANTS
        .iter()
        .map(|zone| zone.name())
        .filter(of_city)
        .map(str::to_owned)
        .take(4)
        .collect();
    match found.as_slice() {
        [] => Entry::Wrong(error),
        [one] => Entry::Value(one.clone()),
        several => Entry::Several(two_ways(typed, several), found),
    }
}

/// The months in English, in small letters.
pub const ENGLISH_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const MONTHS: [(Language, [&str; 12]); 7] = [
    (Language::English, ENGLISH_MONTHS),
    (
        Language::German,
        [
            "januar",
            "februar",
            "märz",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "dezember",
        ],
    ),
    (
        Language::French,
        [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
    ),
    (
        Language::Spanish,
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    ),
    (
        Language::Italian,
        [
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
        ],
    ),
    (
        Language::Dutch,
        [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
    ),
    (
        Language::Portuguese,
        [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
    ),
];

/// The month (1 to 12) that a word in lower case begins, of at least three letters, in this language or in English.
pub(super) fn month(word: &str, language: Language) -> Option<u32> {
    if word.chars().count() < 3 {
        return None;
    }
    let mut found = None;
    for (of, names) in MONTHS.iter().filter(|(of, _)| *of == language || *of == Language::English) {
        for (number, name) in (1u32..).zip(names) {
            if name.starts_with(word) && (*of == language || found.is_none()) {
                // "jui" begins two French months.
                if found.is_some_and(|other| other != number) {
                    return None;
                }
                found = Some(number);
            }
        }
    }
    found
}

/// The weekday (0 is Monday) that an English word in lower case begins.
pub(super) fn weekday(word: &str) -> Option<u32> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    if word.chars().count() < 3 {
        return None;
    }
    (0u32..).zip(DAYS).find(|(_, day)| day.starts_with(word)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_go_by_their_city() {
        assert_eq!(zone("berlin"), Entry::Value("Europe/Berlin".to_owned()));
        assert_eq!(zone("new york"), Entry::Value("America/New_York".to_owned()));
        assert!(matches!(zone("Louisville"), Entry::Several(..)));
        assert!(matches!(zone("Atlantis"), Entry::Wrong(_)));
    }

    #[test]
    fn months_go_by_their_first_letters() {
        assert_eq!(month("jan", Language::English), Some(1));
        assert_eq!(month("märz", Language::German), Some(3));
        assert_eq!(month("dez", Language::German), Some(12));
        assert_eq!(month("mai", Language::English), None);
        assert_eq!(month("jui", Language::French), None);
        assert_eq!(month("ma", Language::English), None);
        assert_eq!(weekday("thu"), Some(3));
    }
}
