//! Telling phrases in texts.

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

/// Where one of some phrases stands as whole words, in any case of letters; the phrases are in small letters.
pub(super) fn find_word<'p>(lower: &str, phrases: &[&'p str]) -> Option<&'p str> {
    phrases.iter().copied().find(|phrase| {
        lower.match_indices(phrase).any(|(at, hit)| {
            let before = lower.get(..at).and_then(|t| t.chars().next_back());
            let after = lower.get(at + hit.len()..).and_then(|t| t.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    })
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
