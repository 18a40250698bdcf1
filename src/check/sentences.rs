//! Capitalised phrases in the middle of sentences: how a contract marks a defined term.

/// A run of capitalised words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase<'t> {
    pub(super) start: usize,
    pub(super) text: &'t str,
    /// The word before it, in the same sentence: "the", "each".
    pub(super) before: Option<&'t str>,
}

/// All runs of words that begin with a capital and go on in small letters. A run at the start of a sentence counts only
/// if more than its first word is capitalised; a line in which nearly every word is, is a heading and has none.
pub(super) fn phrases(text: &str) -> Vec<Phrase<'_>> {
    let mut found = Vec::new();
    let mut lines = 0usize;
    for line in text.split_inclusive('\n') {
        if !is_heading(line) {
            in_line(text, lines, line, &mut found);
        }
        lines += line.len();
    }
    found
}

fn in_line<'t>(text: &'t str, offset: usize, line: &'t str, found: &mut Vec<Phrase<'t>>) {
    let words = words(line);
    let mut at = 0;
    while let Some((start, word)) = words.get(at).copied() {
        if !is_capitalised(word) {
            at += 1;
            continue;
        }
        let mut end = start + word.len();
        let mut next = at + 1;
        while let Some((s, w)) =
            words.get(next).copied().filter(|(s, w)| is_capitalised(w) && line.get(end..*s) == Some(" "))
        {
            end = s + w.len();
            next += 1;
        }
        let opens = opens_sentence(line.get(..start).unwrap_or(""));
        if let Some(run) = text.get(offset + start..offset + end).filter(|_| !opens || next > at + 1) {
            let before = words.get(at.wrapping_sub(1)).map(|(_, w)| *w).filter(|_| !opens);
            found.push(Phrase { start: offset + start, text: run, before });
        }
        at = next;
    }
}

fn words(line: &str) -> Vec<(usize, &str)> {
    let base = line.as_ptr() as usize;
    line.split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|w| !w.is_empty())
        .map(|w| (w.as_ptr() as usize - base, w))
        .collect()
}

/// "Downtime", but not "SLA", "API" or "iPhone".
fn is_capitalised(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

fn opens_sentence(before: &str) -> bool {
    let before = before
        .trim_end_matches([' ', '\u{a0}', '\t', '(', '“', '"', '‘', '\'', '*', '_', '-', '–', '•', '[']);
    before.is_empty()
        || before.ends_with(['.', '!', '?', ':', ';', '|', '…', '—', '}', '/', ')'])
        || ends_with_number(before)
}

/// "1." was cut to "1": the number of a list item.
fn ends_with_number(before: &str) -> bool {
    before.chars().all(|c| c.is_ascii_digit())
}

fn is_heading(line: &str) -> bool {
    let long: Vec<&str> = words(line).into_iter().map(|(_, w)| w).filter(|w| w.chars().count() > 3).collect();
    let small = long.iter().filter(|w| w.chars().next().is_some_and(char::is_lowercase)).count();
    !line.trim_end().ends_with('.') && small == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        phrases(text).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn terms_in_sentences_are_found_and_beginnings_are_not() {
        assert_eq!(found("Uptime is the month without Downtime Periods."), ["Downtime Periods"]);
        assert_eq!(found("Service Credits are paid. They reduce the Fee."), ["Service Credits", "Fee"]);
        assert_eq!(found("An API of the SLA is open"), [""; 0]);
        assert_eq!(found("Operating System Updates\nand the rest of it"), [""; 0]);
        assert_eq!(found("(The rest) goes to the Customer"), ["Customer"]);
        assert_eq!(phrases("for each Measurement Period, it").first().and_then(|p| p.before), Some("each"));
    }
}
