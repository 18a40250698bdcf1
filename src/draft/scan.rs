//! A light reader of RON's outline: brackets, strings, comments and field names, nothing else.

use crate::value::{MOST_IN_FILE, MOST_IN_TEXT, MOST_NESTED};
use std::iter::Peekable;
use std::str::CharIndices;

/// Longest name of a field that is worth showing, in bytes.
const LONGEST_NAME: usize = 64;
/// A record with its id takes at least this many bytes of a file that the program saved.
const SHORTEST_RECORD: usize = 38;

/// So many entries of a list are not even read; with a few too many the limit of the list says more.
const FAR_TOO_MANY: usize = 10_000;

/// What a file has too much of to be read at all: it would fill the memory before its parts could be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// Brackets within brackets.
    Depth,
    /// Entries of a list.
    Items,
    /// Brackets in all.
    Brackets,
}

/// A bracket that is not closed yet.
#[derive(Default)]
struct Open<'a> {
    /// The field it belongs to.
    field: &'a str,
    brackets: usize,
    commas: usize,
}

pub(super) struct Scan<'a> {
    text: &'a str,
    chars: Peekable<CharIndices<'a>>,
    open: Vec<Open<'a>>,
    brackets: usize,
    /// Where the word being read begins and ends, in bytes.
    word: (usize, usize),
    field: &'a str,
}

impl<'a> Scan<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            chars: text.char_indices().peekable(),
            open: Vec::new(),
            brackets: 0,
            word: (0, 0),
            field: "",
        }
    }

    /// Where there first is too much, in bytes, and of what.
    pub fn excess(mut self) -> Option<(usize, Excess)> {
        while let Some(at) = self.step() {
            let around = self.open.iter().rev().take(2);
            let items = around.clone().any(|open| open.brackets > FAR_TOO_MANY);
            if self.open.len() > MOST_NESTED {
                return Some((at, Excess::Depth));
            } else if items || around.clone().any(|open| open.commas > MOST_IN_TEXT) {
                return Some((at, Excess::Items));
            } else if self.brackets > MOST_IN_FILE / SHORTEST_RECORD {
                return Some((at, Excess::Brackets));
            }
        }
        None
    }

    /// The fields around a place given in bytes, the outermost first.
    pub fn fields_at(mut self, offset: usize) -> Vec<&'a str> {
        while self.chars.peek().is_some_and(|(i, _)| *i < offset) && self.step().is_some() {}
        let mut fields: Vec<&str> =
            self.open.iter().map(|open| open.field).filter(|f| !f.is_empty()).collect();
        if !self.field.is_empty() {
            fields.push(self.field);
        }
        fields
    }

    fn step(&mut self) -> Option<usize> {
        let (at, c) = self.chars.next()?;
        match c {
            '"' => self.skip_string(),
            '/' => self.skip_comment(),
            '\'' => self.skip_char(),
            'r' if self.begins_word(at) && self.skip_raw_string() => {}
            '(' | '[' | '{' => {
                self.brackets += 1;
                if let Some(around) = self.open.last_mut() {
                    around.brackets += 1;
                }
                self.open.push(Open { field: std::mem::take(&mut self.field), ..Open::default() });
                self.word = (at, at);
            }
            ')' | ']' | '}' => {
                self.open.pop();
                self.field = "";
            }
            ':' => {
                let name = self.text.get(self.word.0..self.word.1).unwrap_or("");
                self.field = if name.len() <= LONGEST_NAME { name } else { "" };
                self.word = (at, at);
            }
            ',' => {
                if let Some(around) = self.open.last_mut() {
                    around.commas += 1;
                }
                self.field = "";
                self.word = (at, at);
            }
            c if c.is_alphanumeric() || c == '_' => {
                if self.word.1 != at {
                    self.word.0 = at;
                }
                self.word.1 = at + c.len_utf8();
            }
            _ => {}
        }
        Some(at)
    }

    fn begins_word(&self, at: usize) -> bool {
        self.word.1 != at || self.word.0 == self.word.1
    }

    fn next_is(&mut self, wanted: char) -> bool {
        self.chars.peek().is_some_and(|(_, c)| *c == wanted)
    }

    fn skip_string(&mut self) {
        while let Some((_, c)) = self.chars.next() {
            match c {
                '\\' => {
                    self.chars.next();
                }
                '"' => break,
                _ => {}
            }
        }
    }

    /// Passes over `"..."#` behind `r#`, with as many `#`; false where no such string begins.
    fn skip_raw_string(&mut self) -> bool {
        let mut ahead = self.chars.clone();
        let mut hashes = 0;
        loop {
            match ahead.next() {
                Some((_, '#')) => hashes += 1,
                Some((_, '"')) => break,
                _ => return false,
            }
        }
        let mut closing = None;
        for (_, c) in ahead.by_ref() {
            closing = match (c, closing) {
                ('"', _) => Some(0),
                ('#', Some(seen)) => Some(seen + 1),
                _ => None,
            };
            if closing == Some(hashes) {
                break;
            }
        }
        self.chars = ahead;
        true
    }

    /// A comment to the end of the line, or between `/*` and `*/`, which may nest.
    fn skip_comment(&mut self) {
        if self.next_is('/') {
            while self.chars.peek().is_some_and(|(_, n)| *n != '\n') {
                self.chars.next();
            }
        } else if self.next_is('*') {
            self.chars.next();
            let mut deep = 1usize;
            while deep > 0 {
                match self.chars.next() {
                    Some((_, '*')) if self.next_is('/') => deep -= 1,
                    Some((_, '/')) if self.next_is('*') => deep += 1,
                    Some(_) => continue,
                    None => break,
                }
                self.chars.next();
            }
        }
    }

    /// A single character, which may be a bracket or a quotation mark.
    fn skip_char(&mut self) {
        let mut ahead = self.chars.clone();
        let escaped = matches!(ahead.next(), Some((_, '\\')));
        if escaped {
            ahead.next();
        }
        if matches!(ahead.next(), Some((_, '\''))) {
            self.chars = ahead;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth_is(text: &str, depth: usize) -> bool {
        let mut scan = Scan::new(text);
        let mut deepest = 0;
        while scan.step().is_some() {
            deepest = deepest.max(scan.open.len());
        }
        deepest == depth
    }

    #[test]
    fn too_much_is_noticed_before_it_is_read() {
        let excess = |text: String| Scan::new(&text).excess().map(|(_, excess)| excess);
        let list = |item: &str, count: usize| format!("(notes: [{}])", item.repeat(count));
        assert_eq!(excess("(".repeat(16)), None);
        assert_eq!(excess("(".repeat(17)), Some(Excess::Depth));
        assert_eq!(excess(list("(),", FAR_TOO_MANY)), None);
        assert_eq!(excess(list("(),", FAR_TOO_MANY + 1)), Some(Excess::Items));
        assert_eq!(excess(list("\"\",", 262_144)), None);
        assert_eq!(excess(list("\"\",", 262_145)), Some(Excess::Items));
        let lists = |count: usize| format!("(a: [{}])", format!("({})", "b: [()],".repeat(40)).repeat(count));
        assert_eq!(excess(lists(2_500)), None);
        assert_eq!(excess(lists(4_000)), Some(Excess::Brackets));
    }

    #[test]
    fn what_only_looks_like_brackets_does_not_count() {
        for text in [
            r#"(a: "((((")"#,
            r#"(a: "\"((\\")"#,
            "(a: r\"((\\\")",
            "(a: r#\"((\"(( \"#)",
            "(a: r##\"((\"#(( \"##)",
            "(a: 1) // ((((",
            "(/* (( /* (( */ (( */ a: 1)",
            "(a: '(', b: '\"', c: '\\'')",
        ] {
            assert!(depth_is(text, 1), "{text}");
        }
        assert!(depth_is("(r: [(a: 1)])", 3));
        assert!(depth_is("(for: (a: 1), bar#\"x\": ())", 2));
    }

    #[test]
    fn the_fields_around_a_place_are_named() {
        let text = "(agreement: (parties: [(id: \"a\", /* legal_name: */ legal_name: 7)]))";
        let fields = |what: &str| Scan::new(text).fields_at(text.find(what).unwrap()).join(".");
        assert_eq!(fields("7"), "agreement.parties.legal_name");
        assert_eq!(fields("\"a\""), "agreement.parties.id");
        assert_eq!(fields("agreement"), "");
        let long = format!("({}: 7)", "a".repeat(1000));
        assert!(Scan::new(&long).fields_at(1003).is_empty());
    }

    #[test]
    fn unfinished_strings_and_comments_end_with_the_text() {
        for text in ["(\"", "(r#\"x\"", "(/* /* */", "(//", "('", "(r####", "/", "('\\"] {
            assert_eq!(Scan::new(text).excess(), None, "{text}");
        }
    }
}
