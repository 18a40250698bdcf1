//! Text from elsewhere, as the fields of a draft hold it.

use crate::value::is_noncharacter;

/// A text without what no field holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Cleaned {
    pub text: String,
    /// Characters that were left out.
    pub dropped: usize,
}

/// Line ends of other systems become our own (in a field of one line, spaces); other control characters are left out.
pub fn cleaned(typed: &str, lines: bool) -> Cleaned {
    let kept = |c: char| c == '\t' || (lines && c == '\n') || !(c.is_control() || is_noncharacter(c));
    if typed.chars().all(kept) {
        return Cleaned { text: typed.to_owned(), dropped: 0 };
    }
    let end = if lines { '\n' } else { ' ' };
    let mut text = String::with_capacity(typed.len());
    let mut dropped = 0;
    for c in typed.replace("\r\n", "\n").chars() {
        match c {
            '\t' => text.push('\t'),
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' => text.push(end),
            c if !kept(c) => dropped += 1,
            c => text.push(c),
        }
    }
    Cleaned { text, dropped }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Prose, Text};

    #[test]
    fn every_text_becomes_one_that_a_field_takes() {
        for (typed, lines, one) in [
            ("plain\ttext", "plain\ttext", "plain\ttext"),
            ("a\r\nb\rc\nd", "a\nb\nc\nd", "a b c d"),
            ("page\u{c}break\u{b}line\u{85}", "page\nbreak\nline\n", "page break line "),
            ("be\u{7}ll\0 \u{1b}[0m\u{7f}\u{ffff}", "bell [0m", "bell [0m"),
            ("\u{202e}kept\u{200d}\u{2028}", "\u{202e}kept\u{200d}\u{2028}", "\u{202e}kept\u{200d}\u{2028}"),
        ] {
            assert_eq!(cleaned(typed, true).text, lines);
            assert_eq!(cleaned(typed, false).text, one);
            assert!(lines.parse::<Prose>().is_ok() && one.parse::<Text>().is_ok());
        }
        assert_eq!(cleaned("be\u{7}ll\0\r\n", true).dropped, 2);
    }
}
