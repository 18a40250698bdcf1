//! Places where a line may break inside a word that no narrow column could hold.

use std::collections::HashSet;
use unicode_segmentation::UnicodeSegmentation;

/// Words shorter than this, in characters, are left to ordinary line breaking.
const LONG_WORD: usize = 20;
/// The longest plain word of a natural language that hyphenation is trusted with.
const LONG_PLAIN_WORD: usize = 40;
/// A long word of fewer different letters is no word of a language.
const FEWEST_LETTERS: usize = 6;
/// How far apart breaks are offered inside a run that has no natural place for one.
const STRETCH: usize = 8;

/// Cuts `text` where a line may break inside a very long word: after the separators of addresses and paths, and
/// every few characters where there are none. Joined, the pieces are `text`. Most texts are one piece.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = Vec::new();
    for (start, word) in words(text) {
        if word.chars().count() >= LONG_WORD {
            cut_word(start, word, &mut cuts);
        }
    }
    let mut pieces = Vec::with_capacity(cuts.len() + 1);
    let mut rest = text;
    let mut done = 0;
    for cut in cuts {
        if let Some((head, tail)) = rest.split_at_checked(cut - done) {
            pieces.push(head);
            rest = tail;
            done = cut;
        }
    }
    pieces.push(rest);
    pieces
}

/// The runs without white space, each with its offset in bytes.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - base, word))
}

/// Whether a long word has as many different letters as words have that hyphenation knows how to part.
fn varied(word: &str) -> bool {
    word.chars().flat_map(char::to_lowercase).collect::<HashSet<char>>().len() >= FEWEST_LETTERS
}

fn cut_word(start: usize, word: &str, cuts: &mut Vec<usize>) {
    let plain = word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'' || c == '\u{2019}');
    if plain && varied(word) && word.split('-').all(|part| part.chars().count() <= LONG_PLAIN_WORD) {
        return;
    }
    let graphemes: Vec<(usize, &str)> = word.grapheme_indices(true).collect();
    let mut run = 0;
    for (index, window) in graphemes.windows(2).enumerate() {
        let [(_, before), (offset, after)] = window else { continue };
        run += 1;
        let left = graphemes.len() - index - 1;
        let separator = is_separator(before) && after.chars().all(char::is_alphanumeric);
        let digits = after.chars().all(|c| c.is_ascii_digit());
        let natural = separator && !(digits && matches!(*before, "." | "," | ":"));
        if (natural && run >= 3 || run >= STRETCH && !is_separator(after)) && left >= 3 {
            cuts.push(start + offset);
            run = 0;
        } else if *before == "-" {
            run = 0;
        }
    }
}

fn is_separator(grapheme: &str) -> bool {
    matches!(
        grapheme,
        "@" | "." | "/" | "\\" | "_" | "=" | "&" | "?" | ":" | ";" | "," | "+" | "|" | "~" | "%" | "#"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_one_piece() {
        for text in [
            "",
            "The Provider hosts the platform.",
            "Verf\u{fc}gbarkeitsberechnungszeitraum",
            "1,250,000.00 EUR",
        ] {
            assert_eq!(pieces(text), [text]);
        }
    }

    #[test]
    fn addresses_break_after_separators() {
        let text = "Write to operations@northwind-hosting.example today";
        let pieces = pieces(text);
        assert_eq!(pieces.concat(), text);
        assert!(pieces.iter().any(|p| p.ends_with('@')), "{pieces:?}");
    }

    #[test]
    fn a_long_run_is_cut_often_and_keeps_its_clusters() {
        let word = "x\u{301}".repeat(60);
        let pieces = pieces(&word);
        assert_eq!(pieces.concat(), word);
        assert!(pieces.iter().all(|p| p.starts_with('x') && p.chars().count() <= 22), "{pieces:?}");
        assert!(pieces.len() >= 6);
    }
}
