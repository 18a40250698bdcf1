//! Numbers with commas, points and spaces in them.

use super::{Entry, Locale};
use crate::value::number::parse_decimal;
use crate::value::{Leaf, ValueError, quoted};

/// Reads a number of a type, with a unit that may stand behind it.
pub(super) fn read<T: Leaf>(locale: Locale, typed: &str, unit: &str) -> Entry {
    let bare = typed.trim().strip_suffix(unit).unwrap_or(typed).trim();
    let own = T::parse(bare);
    // A number without any comma is canonical, unless its point may group digits.
    if let Ok(value) = &own
        && !(locale.decimal_comma && groups_of_three(bare, '.'))
    {
        return Entry::Value(value.text());
    }
    let wrong = || match (own, parse_decimal(bare)) {
        (Err(error), _) => error,
        (Ok(_), Err(error)) => error,
        (Ok(_), Ok(_)) => {
            ValueError::new(format!("{} is not a number", quoted(typed)), "write digits, like 12.5")
        }
    };
    let found = candidates(bare, locale);
    Entry::among::<T>(&found, typed, wrong)
}

/// The plain numbers ("1250.5") that a text may mean, the likelier first.
pub(super) fn candidates(typed: &str, locale: Locale) -> Vec<String> {
    let (sign, digits) = typed.strip_prefix(['-', '−']).map_or(("", typed), |rest| ("-", rest));
    let plain: String = digits
        .trim()
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | '_'))
        .collect();
    if !plain.starts_with(|c: char| c.is_ascii_digit())
        || !plain.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.')
    {
        return Vec::new();
    }
    let signed = |text: String| format!("{sign}{text}");
    let commas = plain.matches(',').count();
    let points = plain.matches('.').count();
    let without = |mark: char| plain.replace(mark, "");
    let found = match (commas, points) {
        (0, 0) => vec![plain],
        (0, 1) if locale.decimal_comma && groups_of_three(&plain, '.') => vec![without('.'), plain],
        (0, 1) => vec![plain],
        // Nobody writes a whole number with three decimals of nothing where a comma groups digits.
        (1, 0) if groups_of_three(&plain, ',') && !locale.decimal_comma && plain.ends_with(",000") => {
            vec![without(',')]
        }
        (1, 0) if groups_of_three(&plain, ',') => {
            let (grouped, decimal) = (without(','), plain.replace(',', "."));
            if locale.decimal_comma { vec![decimal, grouped] } else { vec![grouped, decimal] }
        }
        (1, 0) => vec![plain.replace(',', ".")],
        (0, _) if groups_of_three(&plain, '.') => vec![without('.')],
        (_, 0) if groups_of_three(&plain, ',') => vec![without(',')],
        // Whatever comes last stands before the decimals.
        (_, 1) if plain.rfind('.') > plain.rfind(',') => split(&plain, ',', '.'),
        (1, _) if plain.rfind(',') > plain.rfind('.') => split(&plain, '.', ','),
        _ => Vec::new(),
    };
    found.into_iter().map(signed).collect()
}

fn split(plain: &str, group: char, decimal: char) -> Vec<String> {
    let Some((whole, fraction)) = plain.split_once(decimal) else { return Vec::new() };
    if fraction.is_empty() || !groups_of_three(whole, group) {
        return Vec::new();
    }
    vec![format!("{}.{fraction}", whole.replace(group, ""))]
}

/// Whether a mark stands only where it groups digits: "1,250", "12.345.678"; not "0.125".
pub(super) fn groups_of_three(plain: &str, mark: char) -> bool {
    let mut groups = plain.split(mark);
    let first = groups.next().unwrap_or_default();
    let digits = |g: &str| !g.is_empty() && g.chars().all(|c| c.is_ascii_digit());
    let mut more = 0;
    for group in groups {
        if group.len() != 3 || !digits(group) {
            return false;
        }
        more += 1;
    }
    more > 0 && digits(first) && first.len() <= 3 && !first.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Number, Percent};

    fn said(entry: Entry) -> String {
        match entry {
            Entry::Value(text) => text,
            Entry::Several(error, readings) => format!("{}: {}", error.what, readings.join(" or ")),
            Entry::Wrong(error) => format!("! {error}"),
        }
    }

    fn english(text: &str) -> String {
        said(read::<Number>(Locale::default(), text, ""))
    }

    fn german(text: &str) -> String {
        said(read::<Number>(Locale::of("de"), text, ""))
    }

    #[test]
    fn a_comma_that_can_only_be_one_thing_is_understood() {
        for (typed, meant) in [
            ("99,9", "99.9"),
            ("1,250.5", "1250.5"),
            ("1.250,5", "1250.5"),
            ("1,250,000", "1250000"),
            ("1.250.000", "1250000"),
            ("1 250", "1250"),
            ("1’250.75", "1250.75"),
            ("0,125", "0.125"),
            ("−4,5", "-4.5"),
        ] {
            assert_eq!(english(typed), meant);
            assert_eq!(german(typed), meant);
        }
    }

    #[test]
    fn what_has_two_readings_brings_both() {
        assert_eq!(english("1,250"), "“1,250” can be read in two ways: 1250 or 1.25");
        assert_eq!(german("1,250"), "“1,250” can be read in two ways: 1.25 or 1250");
        assert_eq!(english("1.250"), "1.25");
        assert_eq!(german("1.250"), "“1.250” can be read in two ways: 1250 or 1.25");
        assert_eq!(german("99.95"), "99.95");
    }

    #[test]
    fn a_reading_that_is_no_such_value_does_not_count() {
        assert_eq!(said(read::<Percent>(Locale::default(), "99,995 %", "%")), "99.995");
        assert_eq!(said(read::<u32>(Locale::default(), "1,000", "")), "1000");
        assert_eq!(said(read::<u32>(Locale::of("de"), "1.000", "")), "1000");
        assert!(said(read::<u32>(Locale::default(), "1.5", "")).starts_with('!'));
        assert_eq!(english("250,000"), "250000");
        assert!(said(read::<Percent>(Locale::default(), "250,000", "%")).starts_with('!'));
    }

    #[test]
    fn nonsense_says_how_to_write_it() {
        for text in ["many", "1,2,3", "1.2.3", "1,25.000,5", "12,", "1e5"] {
            assert!(english(text).starts_with('!'), "{text}: {}", english(text));
        }
    }
}
