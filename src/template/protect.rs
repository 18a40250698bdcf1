//! Takes out of a text what the CommonMark parser must not touch, and puts it back into the parsed pieces.
//!
//! Placeholders hold underscores and bars; `[ < & `` ` `` begin constructs that clause text does not have. Each becomes
//! a run of private-use characters, which CommonMark treats like letters. Values never take part in this.

use super::markup::{MarkupFault, MarkupProblem, Span};
use super::{Placeholder, PlaceholderError};

pub(super) const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';
const DIGIT_0: u32 = 0xE010;
/// Private-use characters that a user's own text may hold too; those are taken out like the rest.
const RESERVED: std::ops::RangeInclusive<char> = '\u{E000}'..='\u{E01F}';

pub(super) struct Protected {
    /// What the parser sees; line breaks stand where they stood.
    pub source: String,
    pub problems: Vec<MarkupProblem>,
    kept: Vec<Kept>,
}

enum Kept {
    Place(Placeholder),
    Literal(char),
}

impl Protected {
    pub fn new(text: &str) -> Self {
        let mut out =
            Self { source: String::with_capacity(text.len()), problems: Vec::new(), kept: Vec::new() };
        let mut rest = text;
        let mut line = 1;
        while let Some(c) = rest.chars().next() {
            if rest.starts_with("{{") {
                rest = out.placeholder(rest, line);
                continue;
            }
            rest = rest.get(c.len_utf8()..).unwrap_or("");
            if let Some(what) = begins_markup(c, rest) {
                out.problems.push(MarkupProblem { line, what: MarkupFault::Literal(what) });
            }
            match c {
                '[' | '<' | '`' | '&' => out.keep(Kept::Literal(c)),
                c if RESERVED.contains(&c) => out.keep(Kept::Literal(c)),
                c => out.source.push(c),
            }
            line += usize::from(c == '\n');
        }
        out
    }

    /// Takes the placeholder at the head of `rest`; gives what follows.
    fn placeholder<'t>(&mut self, rest: &'t str, line: usize) -> &'t str {
        let tail = rest.get(2..).unwrap_or("");
        let end = head(tail).find("}}").filter(|end| {
            let inner = tail.get(..*end).unwrap_or("");
            !inner.contains("{{")
        });
        let Some(end) = end else {
            let opened: String = head(rest).chars().take(30).collect();
            self.fault(line, PlaceholderError::Unclosed(opened));
            self.source.push_str("{{");
            return tail;
        };
        match Placeholder::parse(tail.get(..end).unwrap_or("")) {
            Ok(place) => {
                self.keep(Kept::Place(place));
                tail.get(end + 2..).unwrap_or("")
            }
            Err(error) => {
                self.fault(line, error);
                self.keep(Kept::Literal('{'));
                self.keep(Kept::Literal('{'));
                tail
            }
        }
    }

    fn fault(&mut self, line: usize, error: PlaceholderError) {
        self.problems.push(MarkupProblem { line, what: MarkupFault::Placeholder(error) });
    }

    fn keep(&mut self, kept: Kept) {
        self.source.push(OPEN);
        for digit in self.kept.len().to_string().bytes() {
            self.source.extend(char::from_u32(DIGIT_0 + u32::from(digit - b'0')));
        }
        self.source.push(CLOSE);
        self.kept.push(kept);
    }

    /// Puts back what was taken out of a piece of the source.
    pub fn restore(&self, piece: &str, into: &mut Vec<Span>) {
        let mut rest = piece;
        while let Some(at) = rest.find(OPEN) {
            push_text(into, rest.get(..at).unwrap_or(""));
            let tail = rest.get(at + OPEN.len_utf8()..).unwrap_or("");
            let end = tail.find(CLOSE).unwrap_or(tail.len());
            match self.kept.get(index(tail.get(..end).unwrap_or(""))) {
                Some(Kept::Place(place)) => into.push(Span::Place(place.clone())),
                Some(Kept::Literal(c)) => push_text(into, c.encode_utf8(&mut [0; 4])),
                None => {}
            }
            rest = tail.get(end + CLOSE.len_utf8()..).unwrap_or("");
        }
        push_text(into, rest);
    }
}

/// The rest of the line, as far as it matters; a line may be a quarter of a million characters long.
fn head(rest: &str) -> &str {
    let near = rest.get(..rest.floor_char_boundary(256)).unwrap_or(rest);
    near.find('\n').and_then(|end| near.get(..end)).unwrap_or(near)
}

/// What other dialects would make of the character, given what follows.
fn begins_markup(c: char, rest: &str) -> Option<&'static str> {
    let line = if matches!(c, '[' | '<' | '&') { head(rest) } else { "" };
    let next = line.chars().next();
    match c {
        '`' => Some("code"),
        '[' if line.contains("](") || line.contains("]:") || line.contains("][") => Some("a link"),
        '<' if next.is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')) => Some("HTML"),
        '&' => {
            let name = line.split_once(';').map_or("", |(name, _)| name.strip_prefix('#').unwrap_or(name));
            let entity = !name.is_empty() && name.chars().all(|n| n.is_ascii_alphanumeric());
            entity.then_some("a character entity")
        }
        _ => None,
    }
}

fn index(digits: &str) -> usize {
    digits.chars().fold(0usize, |n, c| {
        let digit = u32::from(c).saturating_sub(DIGIT_0) as usize;
        n.saturating_mul(10).saturating_add(digit)
    })
}

/// Appends text, joined to text that ends the run.
pub(super) fn push_text(into: &mut Vec<Span>, text: &str) {
    if text.is_empty() {
        return;
    }
    match into.last_mut() {
        Some(Span::Text(last)) => last.push_str(text),
        _ => into.push(Span::Text(text.to_owned())),
    }
}
