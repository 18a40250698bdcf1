//! What is looked for in a text.

use std::ops::Range;

/// A piece of text with the way in which it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    pub text: String,
    /// Capitals and small letters differ.
    pub match_case: bool,
    /// Not as a part of a longer word or number.
    pub whole_words: bool,
}

impl Pattern {
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where it stands in a text, in bytes, from left to right; hits do not overlap.
    pub fn find_in(&self, text: &str) -> Vec<Range<usize>> {
        let wanted: Vec<char> = self.text.chars().map(|c| self.folded(c)).collect();
        let (Some(first), mut hits, mut from) = (wanted.first().copied(), Vec::new(), 0) else {
            return Vec::new();
        };
        while let Some(rest) = text.get(from..) {
            let begins = |(at, c): (usize, char)| (self.folded(c) == first).then_some(from + at);
            let Some(at) = rest.char_indices().find_map(begins) else { break };
            match self.end_of(text, at, &wanted).filter(|end| self.stands_alone(text, at, *end)) {
                Some(end) => {
                    hits.push(at..end);
                    from = end;
                }
                None => from = at + text.get(at..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8),
            }
        }
        hits
    }

    /// Where it ends if it begins here.
    fn end_of(&self, text: &str, at: usize, wanted: &[char]) -> Option<usize> {
        let mut letters = text.get(at..)?.char_indices();
        let mut end = at;
        for want in wanted {
            let (offset, c) = letters.next()?;
            if self.folded(c) != *want {
                return None;
            }
            end = at + offset + c.len_utf8();
        }
        Some(end)
    }

    fn stands_alone(&self, text: &str, at: usize, end: usize) -> bool {
        if !self.whole_words {
            return true;
        }
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(end..).and_then(|t| t.chars().next());
        !word(before) && !word(after)
    }

    /// One character for one, so that positions stay.
    fn folded(&self, c: char) -> char {
        if self.match_case { c } else { c.to_lowercase().next().unwrap_or(c) }
    }
}

/// The parts of a clause text between two pairs of braces, braces included, in bytes.
pub(super) fn placeholders(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|t| t.find("{{")).map(|at| at + from) {
        let Some(close) = text.get(open..).and_then(|t| t.find("}}")).map(|at| at + open + 2) else { break };
        found.push(open..close);
        from = close;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, pattern: &Pattern) -> Vec<Range<usize>> {
        pattern.find_in(text)
    }

    #[test]
    fn case_and_whole_words_count_where_that_is_wanted() {
        let mut pattern = Pattern { text: "Term".to_owned(), ..Pattern::default() };
        let text = "term, Terms, determine; TERM";
        assert_eq!(found(text, &pattern), [0..4, 6..10, 15..19, 24..28]);
        pattern.whole_words = true;
        assert_eq!(found(text, &pattern), [0..4, 24..28]);
        pattern.match_case = true;
        assert_eq!(found(text, &pattern), [Range { start: 0, end: 0 }; 0]);
    }

    #[test]
    fn letters_of_several_bytes_keep_their_places() {
        let pattern = Pattern { text: "ß ü".to_owned(), ..Pattern::default() };
        assert_eq!(found("Straß Übung, aß ü", &pattern), [4..9, 16..21]);
        let dots = Pattern { text: "i".to_owned(), ..Pattern::default() };
        assert_eq!(found("İi", &dots), [0..2, 2..3]);
        assert!(found("", &pattern).is_empty() && found("a", &Pattern::default()).is_empty());
    }

    #[test]
    fn hits_do_not_overlap() {
        let pattern = Pattern { text: "aa".to_owned(), ..Pattern::default() };
        assert_eq!(found("aaaaa", &pattern), [0..2, 2..4]);
    }

    #[test]
    fn placeholders_are_told_from_the_words_around_them() {
        assert_eq!(placeholders("The {{customer}} pays {{a | b}} {{open"), [4..16, 22..31]);
    }
}
