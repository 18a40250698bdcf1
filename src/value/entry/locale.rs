//! How numbers and dates are written where the agreement's language is spoken.

/// The habits of writing that decide how an entry is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Locale {
    /// Decimals stand behind a comma, and a point groups digits.
    pub decimal_comma: bool,
    /// 3/4/2026 is the third of April and nothing else. English is written both ways, whatever its region: the other
    /// party may read it differently.
    pub day_first: bool,
    /// The language of the names of months, besides English.
    pub language: Language,
}

/// Languages whose names of months are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    German,
    French,
    Spanish,
    Italian,
    Dutch,
    Portuguese,
}

/// Languages that put decimals behind a comma, and the day before the month.
const COMMA: [&str; 28] = [
    "de", "fr", "es", "it", "nl", "pt", "pl", "da", "nb", "nn", "no", "fi", "cs", "sk", "ro", "bg", "hr",
    "sl", "et", "lv", "el", "tr", "ru", "uk", "id", "ca", "sr", "is",
];
/// Regions that write a decimal point although their language has a comma elsewhere.
const POINT: [&str; 8] = ["ch", "li", "mx", "gt", "hn", "ni", "pa", "pr"];

impl Locale {
    /// Of a language tag: "en", "en-GB", "de-CH".
    pub fn of(tag: &str) -> Self {
        let lower = tag.trim().to_lowercase();
        let mut parts = lower.split(['-', '_']);
        let language = parts.next().unwrap_or_default();
        let pointed = parts.any(|region| POINT.contains(&region));
        let known = COMMA.contains(&language);
        Self {
            decimal_comma: known && !pointed,
            day_first: known,
            language: match language {
                "de" => Language::German,
                "fr" => Language::French,
                "es" => Language::Spanish,
                "it" => Language::Italian,
                "nl" => Language::Dutch,
                "pt" => Language::Portuguese,
                _ => Language::English,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_says_how_numbers_and_dates_are_written() {
        assert_eq!(Locale::of("en-GB"), Locale::default());
        assert_eq!(Locale::of(""), Locale::default());
        let german = Locale::of("de-DE");
        assert!(german.decimal_comma && german.day_first && german.language == Language::German);
        assert!(!Locale::of("de_CH").decimal_comma && Locale::of("de_CH").day_first);
        assert!(!Locale::of("es-MX").decimal_comma && Locale::of("pt-BR").decimal_comma);
    }
}
