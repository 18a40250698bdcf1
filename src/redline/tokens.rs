//! A text cut into what is compared: words, signs, and the values of a contract, each of them one piece.
//!
//! A value is a number with its unit ("10 Business Days", "4 h 30 min"), a date ("31 January 2027", "2027-01-31"), an
//! amount ("EUR 1,800.00", "5 €"), a percentage ("99.9 %") or any other number. Defined terms of several words
//! ("Service Credit") are one piece as well.

use super::units::{is_month, unit_length};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// A piece of a text. White space belongs to no piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Pieces with equal keys are taken for the same.
    pub key: Cow<'a, str>,
    pub sort: Sort,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    /// A number, with all that belongs to it.
    Value,
    /// A reference to another place of the text; known by where it leads, not by the number printed.
    Reference,
    Word,
    Sign,
}

/// Defined terms of more than one word, by their first.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon(HashMap<String, Vec<String>>);

impl Lexicon {
    pub fn add(&mut self, term: &str) {
        let first = term.split([' ', '\u{a0}']).next().unwrap_or("");
        if first.len() < term.len() && !first.is_empty() {
            let known = self.0.entry(first.to_owned()).or_default();
            if !known.iter().any(|other| other == term) {
                known.push(term.to_owned());
                known.sort_by_key(|other| std::cmp::Reverse(other.len()));
            }
        }
    }

    /// The length of the term that begins with the word of `first` bytes at the start of `text`.
    fn length(&self, text: &str, first: usize) -> Option<usize> {
        let known = self.0.get(text.get(..first)?)?;
        let ends = |term: &&String| {
            let rest = text.get(term.len()..).unwrap_or("");
            text.starts_with(term.as_str()) && !rest.starts_with(is_word)
        };
        known.iter().find(ends).map(String::len)
    }
}

/// The pieces of a text. `references` are ranges of it that stand for other places, each with a name of the place, in
/// their order; `loose`: a fixed space counts as any space.
pub(super) fn tokens<'a>(
    text: &'a str,
    lexicon: &Lexicon,
    references: &[(Range<usize>, String)],
    loose: bool,
) -> Vec<Token<'a>> {
    let mut found = Vec::new();
    let mut references = references.iter().peekable();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(first) = rest.chars().next() else { break };
        while references.peek().is_some_and(|(range, _)| range.start < at) {
            references.next();
        }
        if let Some((range, place)) = references.next_if(|(range, _)| range.start == at && range.end > at) {
            found.push(Token {
                range: range.clone(),
                key: format!("\u{1}{place}").into(),
                sort: Sort::Reference,
            });
            at = range.end;
            continue;
        }
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let after_word = text.get(..at).and_then(|t| t.chars().next_back()).is_some_and(is_word);
        let (length, sort) = token(rest, first, after_word, lexicon);
        let end = (at + length.max(first.len_utf8())).min(text.len());
        let range = at..end;
        let piece = text.get(range.clone()).unwrap_or("");
        let key = match loose && piece.contains(['\u{a0}', '\u{202f}']) {
            true => Cow::Owned(piece.replace(['\u{a0}', '\u{202f}'], " ")),
            false => Cow::Borrowed(piece),
        };
        found.push(Token { range, key, sort });
        at = end;
    }
    found
}

fn token(rest: &str, first: char, after_word: bool, lexicon: &Lexicon) -> (usize, Sort) {
    if let Some(length) = (!after_word).then(|| value_length(rest, first)).flatten() {
        return (length, Sort::Value);
    }
    if is_single(first) {
        return (with_marks(rest, first.len_utf8()), Sort::Word);
    }
    if !is_word(first) {
        return (with_marks(rest, first.len_utf8()), Sort::Sign);
    }
    let word = word_length(rest);
    let length = if after_word { None } else { lexicon.length(rest, word) };
    (length.unwrap_or(word), Sort::Word)
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Scripts that are written without spaces: each character is a word.
fn is_single(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Characters that belong to the one before them: accents, joiners, shades of pictures.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200c}'..='\u{200d}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0100}'..='\u{e01ef}' | '\u{ad}')
}

/// The length of a character of `length` bytes with the marks behind it; behind a joiner the next one belongs to it too.
fn with_marks(rest: &str, length: usize) -> usize {
    let mut end = length;
    let mut joined = false;
    for c in rest.get(length..).unwrap_or("").chars() {
        if !is_mark(c) && (!joined || c.is_whitespace()) {
            break;
        }
        joined = c == '\u{200d}';
        end += c.len_utf8();
    }
    end
}

/// Letters and digits with the signs inside them: "99.95", "2026-01-31", "08:00–18:00", "don't".
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let inside = matches!(c, '.' | ',' | '-' | '\'' | '’' | ':' | '/' | '@') && is_word(next)
            || matches!(c, '–' | '−') && before.is_ascii_digit() && next.is_ascii_digit();
        let word = is_word(c) && !is_single(c);
        if !(word || is_mark(c) || (inside && !is_single(next))) {
            break;
        }
        before = c;
        end += c.len_utf8();
    }
    end
}

/// The length of the value that a text begins with.
fn value_length(text: &str, first: char) -> Option<usize> {
    if first.is_ascii_digit() || (first.is_numeric() && is_word(first)) {
        return Some(number_length(text));
    }
    if matches!(first, '€' | '$' | '£' | '¥') {
        let at = first.len_utf8();
        let number = at + blank(text, at);
        return starts_with_digit(text, number)
            .then(|| number + word_length(text.get(number..).unwrap_or("")));
    }
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let word = word_length(text);
    let name = text.get(..word)?;
    let next = word + blank(text, word);
    if next == word || !starts_with_digit(text, next) {
        return None;
    }
    let number = next + word_length(text.get(next..)?);
    if is_currency(name) {
        return Some(number);
    }
    if !is_month(name) {
        return None;
    }
    // "January 31, 2027", "January 2027"
    let day = text.get(next..number)?;
    let year = match text.get(number..)?.strip_prefix(',') {
        Some(_) if day.len() <= 2 => number + 1 + blank(text, number + 1),
        _ => return Some(number),
    };
    let end = year + word_length(text.get(year..)?);
    Some(if is_year(text.get(year..end)?) { end } else { number })
}

/// The length of a number with what it is a number of.
fn number_length(text: &str) -> usize {
    let mut end = word_length(text);
    let mut next = end + blank(text, end);
    let rest = text.get(next..).unwrap_or("");
    if let Some(sign) = rest.chars().next().filter(|c| matches!(c, '%' | '‰' | '€' | '£' | '$' | '°')) {
        let degree = if sign == '°' { word_length(rest.get(sign.len_utf8()..).unwrap_or("")) } else { 0 };
        return next + sign.len_utf8() + degree;
    }
    if next == end {
        return end;
    }
    let word = word_length(rest);
    let name = rest.get(..word).unwrap_or("");
    if is_month(name) {
        let year = next + word + blank(text, next + word);
        let length = word_length(text.get(year..).unwrap_or(""));
        let whole = text.get(year..year + length).is_some_and(is_year);
        return if whole { year + length } else { next + word };
    }
    if is_currency(name) {
        return next + word;
    }
    // "4 h 30 min"
    while let Some(unit) = text.get(next..).and_then(unit_length) {
        end = next + unit;
        let more = end + blank(text, end);
        if more == end || !starts_with_digit(text, more) {
            break;
        }
        let number = more + word_length(text.get(more..).unwrap_or(""));
        next = number + blank(text, number);
        if next == number {
            break;
        }
    }
    end
}

/// Bytes of the space at `at`, one space or fixed space.
fn blank(text: &str, at: usize) -> usize {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    next.filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}')).map_or(0, char::len_utf8)
}

fn starts_with_digit(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn is_currency(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut lexicon = Lexicon::default();
        lexicon.add("Service Credit");
        lexicon.add("Service Credits");
        lexicon.add("Agreement");
        tokens(text, &lexicon, &[], false).into_iter().map(|t| &text[t.range]).collect()
    }

    #[test]
    fn values_are_one_piece_with_their_units() {
        for value in [
            "99.95",
            "99.9 %",
            "99.9\u{a0}%",
            "EUR 1,800.00",
            "1250.00 EUR",
            "€ 5",
            "5 €",
            "31 January 2027",
            "31\u{a0}January 2027",
            "January 31, 2027",
            "January 2027",
            "2027-01-31",
            "08:00–18:00",
            "24 hours",
            "10 Business Days",
            "4 h 30 min",
            "2 Gbit/s",
            "25 percentage points",
            "5 per cent",
            "27 °C",
            "3rd",
            "1",
        ] {
            assert_eq!(cut(&format!("pays {value}, then")), ["pays", value, ",", "then"], "{value}");
        }
        assert_eq!(cut("3 of 4"), ["3", "of", "4"]);
        assert_eq!(cut("in May 10 days"), ["in", "May 10", "days"]);
        assert_eq!(cut("clause 7.2. Then"), ["clause", "7.2", ".", "Then"]);
    }

    #[test]
    fn words_signs_and_terms_are_told_apart() {
        assert_eq!(cut("(the Service Credits) don’t"), ["(", "the", "Service Credits", ")", "don’t"]);
        assert_eq!(cut("a Service Creditor"), ["a", "Service", "Creditor"]);
        assert_eq!(cut("me@x.example/a, b"), ["me@x.example/a", ",", "b"]);
        assert_eq!(cut("e\u{301}a 👩\u{200d}🚀!"), ["e\u{301}a", "👩\u{200d}🚀", "!"]);
        assert_eq!(cut("株式会社 99.9"), ["株", "式", "会", "社", "99.9"]);
        assert_eq!(cut(" \n\t"), [""; 0]);
    }

    #[test]
    fn references_are_known_by_where_they_lead() {
        let text = "see clause 7.2 below";
        let found = tokens(text, &Lexicon::default(), &[(4..14, "credits".to_owned())], true);
        assert_eq!(found[1].range, 4..14);
        assert_eq!((found[1].sort, found[1].key.as_ref()), (Sort::Reference, "\u{1}credits"));
        assert_eq!(found.len(), 3);
    }
}
