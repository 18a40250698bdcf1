//! Two texts, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::hash::Hash;
use std::ops::Range;

/// A part of two texts laid over each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub run: Run,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// In both texts.
    Same,
    /// Only in the old one.
    Removed,
    /// Only in the new one.
    Added,
}

/// Beyond this many words (or paragraphs) between the equal ends, the whole of it counts as replaced.
const MOST_PARTS: usize = 4_000;

/// Below this share of words in common, in per cent, the old text is struck out whole: a patchwork reads worse.
const LEAST_COMMON: usize = 25;

/// How the new text comes from the old one. Numbers, amounts and dates are never cut in two. The pieces that are not
/// `Added` make the old text, those that are not `Removed` the new one.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let (before, after) = (tokens(old), tokens(new));
    let mut pieces = Vec::new();
    if before.len().max(after.len()) <= MOST_PARTS {
        by_word(&before, &after, &mut pieces);
    } else {
        by_line(old, new, &mut pieces);
    }
    joined(pieces)
}

fn by_line(old: &str, new: &str, pieces: &mut Vec<Piece>) {
    let before: Vec<&str> = old.split_inclusive('\n').collect();
    let after: Vec<&str> = new.split_inclusive('\n').collect();
    let whole = |lines: &[&str], range: Range<usize>| lines.get(range).unwrap_or_default().concat();
    for op in compare(&before, &after) {
        match op {
            DiffOp::Equal { .. } => push(pieces, Run::Same, whole(&before, op.old_range())),
            _ => {
                let (removed, added) = (whole(&before, op.old_range()), whole(&after, op.new_range()));
                let (removed, added) = (tokens(&removed), tokens(&added));
                if removed.len().max(added.len()) <= MOST_PARTS {
                    by_word(&removed, &added, pieces);
                } else {
                    push(pieces, Run::Removed, removed.concat());
                    push(pieces, Run::Added, added.concat());
                }
            }
        }
    }
}

fn by_word(before: &[&str], after: &[&str], pieces: &mut Vec<Piece>) {
    let ops = compare(before, after);
    let of = |tokens: &[&str], range: Range<usize>| tokens.get(range).unwrap_or_default().concat();
    let weight = |range: Range<usize>, tokens: &[&str]| {
        tokens.get(range).unwrap_or_default().iter().filter(|t| !t.trim().is_empty()).count()
    };
    let common: usize = ops
        .iter()
        .filter(|op| matches!(op, DiffOp::Equal { .. }))
        .map(|op| weight(op.old_range(), before))
        .sum();
    let all = weight(0..before.len(), before).max(weight(0..after.len(), after));
    if common * 100 < all * LEAST_COMMON {
        push(pieces, Run::Removed, before.concat());
        push(pieces, Run::Added, after.concat());
        return;
    }
    for op in ops {
        if let DiffOp::Equal { .. } = op {
            push(pieces, Run::Same, of(before, op.old_range()));
        } else {
            push(pieces, Run::Removed, of(before, op.old_range()));
            push(pieces, Run::Added, of(after, op.new_range()));
        }
    }
}

/// The differences between two sequences; what stands between equal ends counts as replaced if it is too long to look
/// at closely.
fn compare<T: Eq + Hash>(before: &[T], after: &[T]) -> Vec<DiffOp> {
    let (old_len, new_len) = (before.len(), after.len());
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let room = old_len.min(new_len) - head;
    let tail = before.iter().rev().zip(after.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    let (old_mid, new_mid) = (old_len - head - tail, new_len - head - tail);
    if old_mid.max(new_mid) <= MOST_PARTS {
        return capture_diff_slices(Algorithm::Myers, before, after);
    }
    let equal = |old_index, new_index, len| DiffOp::Equal { old_index, new_index, len };
    vec![
        equal(0, 0, head),
        DiffOp::Replace { old_index: head, old_len: old_mid, new_index: head, new_len: new_mid },
        equal(old_len - tail, new_len - tail, tail),
    ]
}

fn push(pieces: &mut Vec<Piece>, run: Run, text: String) {
    if !text.is_empty() {
        pieces.push(Piece { run, text });
    }
}

/// Joins neighbours of one sort. A blank between two changes goes with them, so that a changed phrase is one.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    let mut pending_blank = String::new();
    let flush = |out: &mut Vec<Piece>, removed: &mut String, added: &mut String| {
        push(out, Run::Removed, std::mem::take(removed));
        push(out, Run::Added, std::mem::take(added));
    };
    for piece in pieces {
        match piece.run {
            Run::Same if piece.text.trim().is_empty() && !piece.text.contains('\n') => {
                let open = !removed.is_empty() || !added.is_empty();
                if open {
                    pending_blank.push_str(&piece.text);
                } else {
                    same(&mut out, &piece.text);
                }
            }
            Run::Same => {
                flush(&mut out, &mut removed, &mut added);
                same(&mut out, &std::mem::take(&mut pending_blank));
                same(&mut out, &piece.text);
            }
            Run::Removed | Run::Added => {
                let blank = std::mem::take(&mut pending_blank);
                removed.push_str(&blank);
                added.push_str(&blank);
                if piece.run == Run::Removed { &mut removed } else { &mut added }.push_str(&piece.text);
            }
        }
    }
    flush(&mut out, &mut removed, &mut added);
    same(&mut out, &pending_blank);
    out
}

fn same(out: &mut Vec<Piece>, text: &str) {
    if text.is_empty() {
        return;
    }
    match out.last_mut().filter(|last| last.run == Run::Same) {
        Some(last) => last.text.push_str(text),
        None => out.push(Piece { run: Run::Same, text: text.to_owned() }),
    }
}

/// Words, blanks and signs. Letters and digits with the signs inside them are one: "99.95", "2026-01-31", "don't";
/// so is a number with the per cent sign behind it.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if is_word(first) {
            word_length(rest)
        } else if first.is_whitespace() && first != '\n' {
            rest.find(|c: char| !c.is_whitespace() || c == '\n').unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        found.push(token);
        rest = after;
    }
    found
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn word_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut digits = false;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        if is_word(c) {
            digits = c.is_ascii_digit();
        } else if digits && (c == '%' || (c == '\u{a0}' && next == Some('%'))) {
            let end = text.get(at..).and_then(|rest| rest.find('%')).map_or(at, |sign| at + sign + 1);
            return end;
        } else if !(matches!(c, '.' | ',' | '-' | '\'' | '’' | ':' | '/') && next.is_some_and(is_word)) {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(old: &str, new: &str) -> String {
        let mark = |p: &Piece| match p.run {
            Run::Same => p.text.clone(),
            Run::Removed => format!("[-{}-]", p.text),
            Run::Added => format!("[+{}+]", p.text),
        };
        words(old, new).iter().map(mark).collect()
    }

    #[test]
    fn a_changed_word_is_marked_and_nothing_else() {
        assert_eq!(
            shown("The provider shall pay.", "The provider may pay."),
            "The provider [-shall-][+may+] pay."
        );
        assert_eq!(
            shown("at least 99.9 % in a month", "at least 99.95 % in a month"),
            "at least [-99.9-][+99.95+] % in a month"
        );
        assert_eq!(
            shown("until 2026-01-31, then", "until 2026-03-31, then"),
            "until [-2026-01-31-][+2026-03-31+], then"
        );
        assert_eq!(shown("same", "same"), "same");
        assert_eq!(shown("", "new"), "[+new+]");
    }

    #[test]
    fn neighbouring_changes_are_one_and_a_new_text_is_whole() {
        assert_eq!(
            shown(
                "The fee is paid within ten days of receipt.",
                "The fee is paid after two weeks of receipt."
            ),
            "The fee is paid [-within ten days-][+after two weeks+] of receipt."
        );
        assert_eq!(
            shown("One two three four.", "Completely other words here!"),
            "[-One two three four.-][+Completely other words here!+]"
        );
    }

    #[test]
    fn numbers_and_their_signs_are_one_word() {
        assert_eq!(
            tokens("EUR 1,250.00 (99.9%), a-b"),
            ["EUR", " ", "1,250.00", " ", "(", "99.9%", ")", ",", " ", "a-b"]
        );
        assert_eq!(tokens("99.9\u{a0}% x"), ["99.9\u{a0}%", " ", "x"]);
        assert_eq!(tokens("end."), ["end", "."]);
    }

    #[test]
    fn long_texts_are_compared_in_time() {
        let old: String = (0..60_000).map(|n| format!("{n} ")).collect();
        let new: String = (0..60_000).map(|n| format!("{} ", n * 7)).collect();
        assert_eq!(read(&words(&old, &new), Run::Added), old);
        let lines: String = (0..120_000).map(|n| format!("{}\n", n % 10)).collect();
        let other: String = (0..120_000).map(|n| format!("{}\n", n % 9)).collect();
        assert_eq!(read(&words(&lines, &other), Run::Removed), other);
    }

    fn read(pieces: &[Piece], without: Run) -> String {
        pieces.iter().filter(|p| p.run != without).map(|p| p.text.as_str()).collect()
    }

    proptest! {
        #[test]
        fn accepting_gives_the_new_text_and_rejecting_the_old(
            old in "[a-c .\n%0-9é]{0,60}", new in "[a-c .\n%0-9é]{0,60}"
        ) {
            let pieces = words(&old, &new);
            prop_assert_eq!(read(&pieces, Run::Added), old.clone());
            prop_assert_eq!(read(&pieces, Run::Removed), new.clone());
            prop_assert_eq!(old == new, pieces.iter().all(|p| p.run == Run::Same));
        }
    }
}
