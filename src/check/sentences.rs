//! Capitalised phrases in the middle of sentences: how a contract marks a defined term.

/// A run of capitalised words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase<'t> {
    pub(super) text: &'t str,
    /// The word before it, in the same sentence: "the", "each".
    pub(super) before: Option<&'t str>,
}

/// All runs of words that begin with a capital and go on in small letters, as far as their last word is `wanted`. A run
/// at the start of a sentence counts only if more than its first word is capitalised; a line in which every longer word
/// is, is a heading and has none. Words that begin with a letter beyond ASCII are no capitalised words here.
pub(super) fn phrases<'t>(text: &'t str, wanted: impl Fn(&str) -> bool) -> Vec<Phrase<'t>> {
    let mut found = Vec::new();
    for line in text.split('\n') {
        in_line(line, &wanted, &mut found);
    }
    found
}

fn in_line<'t>(line: &'t str, wanted: &impl Fn(&str) -> bool, found: &mut Vec<Phrase<'t>>) {
    let bytes = line.as_bytes();
    let mut words = Words { bytes, at: 0 };
    let mut last: Option<(usize, usize)> = None;
    let mut ahead = words.next();
    while let Some(word) = ahead {
        ahead = words.next();
        let before = last.replace(word);
        if !is_capitalised(bytes, word) {
            continue;
        }
        let (start, mut end) = word;
        let mut several = false;
        let mut closing = word;
        while let Some(next) =
            ahead.filter(|n| is_capitalised(bytes, *n) && bytes.get(end..n.0) == Some(b" "))
        {
            (closing, end, several) = (next, next.1, true);
            last = Some(next);
            ahead = words.next();
        }
        if !line.get(closing.0..closing.1).is_some_and(wanted) {
            continue;
        }
        let opens = opens_sentence(line.get(..start).unwrap_or(""));
        let Some(run) = line.get(start..end).filter(|_| (!opens || several) && !is_heading(line)) else {
            continue;
        };
        let before = before.filter(|_| !opens).and_then(|(from, to)| line.get(from..to));
        found.push(Phrase { text: run, before });
    }
}

/// Runs of letters, digits and hyphens, as byte ranges.
struct Words<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = (usize, usize);
    fn next(&mut self) -> Option<(usize, usize)> {
        while !is_word(*self.bytes.get(self.at)?) {
            self.at += 1;
        }
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(|b| is_word(*b)) {
            self.at += 1;
        }
        Some((start, self.at))
    }
}

/// Bytes of letters beyond ASCII are parts of words, and so are the marks beyond ASCII but for quotation marks and
/// dashes, which begin with this byte.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || (byte >= 0x80 && byte != 0xe2)
}

/// "Downtime", but not "SLA", "API" or "iPhone".
fn is_capitalised(bytes: &[u8], (start, end): (usize, usize)) -> bool {
    let first = bytes.get(start).is_some_and(u8::is_ascii_uppercase);
    first && start + 1 < end && bytes.get(start + 1).is_some_and(|b| b.is_ascii_lowercase() || *b >= 0x80)
}

fn opens_sentence(before: &str) -> bool {
    let before = before
        .trim_end_matches([' ', '\u{a0}', '\t', '(', '“', '"', '‘', '\'', '*', '_', '-', '–', '•', '[']);
    before.is_empty()
        || before.ends_with(['.', '!', '?', ':', ';', '|', '…', '—', '}', '/', ')'])
        || before.bytes().all(|b| b.is_ascii_digit())
}

fn is_heading(line: &str) -> bool {
    let bytes = line.as_bytes();
    let small = |(start, end): (usize, usize)| {
        end - start > 3 && bytes.get(start).is_some_and(u8::is_ascii_lowercase)
    };
    !line.trim_end().ends_with('.') && !Words { bytes, at: 0 }.any(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        phrases(text, |_| true).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn terms_in_sentences_are_found_and_beginnings_are_not() {
        assert_eq!(found("Uptime is the month without Downtime Periods."), ["Downtime Periods"]);
        assert_eq!(found("Service Credits are paid. They reduce the Fee."), ["Service Credits", "Fee"]);
        assert_eq!(found("An API of the SLA is open"), [""; 0]);
        assert_eq!(found("Operating System Updates\nand the rest of it"), [""; 0]);
        assert_eq!(found("(The rest) goes to the Customer’s Fee"), ["Customer", "Fee"]);
        let each = phrases("for each Measurement Period, it", |last| last == "Period");
        assert_eq!(each.first().and_then(|p| p.before), Some("each"));
        assert!(phrases("for each Measurement Period, it", |last| last == "Fee").is_empty());
    }
}
