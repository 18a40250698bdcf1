//! Telling phrases in texts.

use crate::value::has_word;

/// Whether a text holds one of some phrases, which are given in small letters.
pub(super) fn any_of(text: &str, phrases: &[&str]) -> bool {
    let text = text.to_lowercase();
    phrases.iter().any(|phrase| text.contains(phrase))
}

/// Whether a text denies something: "does not count", "no automatic reply", "other than".
pub(super) fn negated(text: &str) -> bool {
    let text = text.to_lowercase();
    let words = ["not", "no", "never", "without", "nor", "cannot", "non"];
    text.split(|c: char| !c.is_alphanumeric()).any(|w| words.contains(&w))
        || text.contains("other than")
        || text.contains("n’t")
        || text.contains("n't")
}

/// Which of some phrases stands in a text as whole words, in any case of letters; both are in small letters.
pub(super) fn find_word<'p>(lower: &str, phrases: &[&'p str]) -> Option<&'p str> {
    phrases.iter().copied().find(|phrase| has_word(lower, phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_and_denials_understood() {
        assert!(any_of("Upon Confirmation", &["confirm"]));
        assert!(negated("it does not count") && negated("anything other than a reply"));
        assert!(!negated("a note of the notary"));
        assert_eq!(
            find_word("as soon as possible", &["asap", "as soon as possible"]),
            Some("as soon as possible")
        );
        assert_eq!(find_word("unreasonable", &["reasonable"]), None);
    }
}
