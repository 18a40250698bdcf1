//! Characters that hide, that cannot be printed, or that were typed twice.

use super::{Cx, Report, Rule, Severity};
use crate::check::text::TextAt;
use crate::draft::Edit;
use crate::value::quoted;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "U01",
        title: "Invisible character",
        severity: Severity::Error,
        detects: "A text holds a character that cannot be seen: one that turns the direction of writing, one without width, a \
                  soft hyphen, or a tag.",
        why: "Such characters can hide words, reverse the order in which a number is read, and break searches. They usually \
              arrive by copying from web pages.",
        example: "10 % followed by an invisible character that reverses what comes next",
        mend: "10 %",
        in_text: Some(invisible),
        ..Rule::BLANK
    },
    Rule {
        code: "U02",
        title: "Character that cannot be printed",
        severity: Severity::Error,
        detects: "None of the bundled fonts has a picture for a character of a text.",
        why: "The PDF would show a box in its place.",
        example: "Open 24/7 followed by a picture of a clock",
        mend: "Open 24/7",
        run: unprintable,
        ..Rule::BLANK
    },
    Rule {
        code: "U03",
        title: "Doubled word",
        severity: Severity::Hint,
        detects: "A word stands twice in a row.",
        why: "It is a slip that every reader sees.",
        example: "within the the month",
        mend: "within the month",
        in_text: Some(doubled_word),
        ..Rule::BLANK
    },
    Rule {
        code: "U04",
        title: "Doubled space",
        severity: Severity::Hint,
        detects: "Two or more spaces stand in a row inside a line.",
        why: "It shows in justified text and in comparisons.",
        example: "within  30 days",
        mend: "within 30 days",
        in_text: Some(doubled_space),
        ..Rule::BLANK
    },
    Rule {
        code: "U05",
        title: "Unpaired bracket or quotation mark",
        severity: Severity::Hint,
        detects: "A bracket or a quotation mark is opened and not closed, or closed and not opened.",
        why: "The reader cannot tell where the condition ends.",
        example: "30 days (of the report",
        mend: "30 days (of the report)",
        in_text: Some(unpaired),
        ..Rule::BLANK
    },
];

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Joiners are letters' own business in scripts that need them.
fn belongs(c: char, before: Option<char>, after: Option<char>) -> bool {
    let joined = |n: Option<char>| n.is_some_and(|n| n >= '\u{590}' && n.is_alphabetic());
    matches!(c, '\u{200c}' | '\u{200d}') && joined(before) && joined(after)
}

/// The invisible characters of a text, and the text without them.
fn cleaned(text: &str) -> Option<(Vec<char>, String)> {
    if text.is_ascii() {
        return None;
    }
    let mut found = Vec::new();
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if is_invisible(c) && !belongs(c, clean.chars().next_back(), chars.peek().copied()) {
            found.push(c);
        } else {
            clean.push(c);
        }
    }
    (!found.is_empty()).then_some((found, clean))
}

fn point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

fn invisible(at: &TextAt, report: &mut Report) {
    let Some((found, clean)) = cleaned(&at.text) else { return };
    let mut kinds: Vec<char> = found.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let points: Vec<String> = kinds.iter().take(4).map(|c| point(*c)).collect();
    let message = format!(
        "{} holds {} ({})",
        label(at),
        super::count(found.len(), "invisible character"),
        super::list(&points)
    );
    report
        .at(at.path.clone(), message, "Remove what cannot be seen")
        .fix("Remove the invisible characters", vec![Edit::set(at.path.clone(), clean)]);
}

/// The field by its label.
fn label(at: &TextAt) -> String {
    format!("“{}”", at.spec.label)
}

fn unprintable(cx: &Cx<'_>, report: &mut Report) {
    for at in cx.texts().filter(|t| !t.unusual.is_empty()) {
        let lacking = |c: &char| !is_invisible(*c) && !(cx.env.printable)(*c);
        let found: Vec<char> = at.unusual.iter().copied().filter(lacking).collect();
        if found.is_empty() {
            continue;
        }
        let shown: Vec<String> = found.iter().take(6).map(|c| format!("{c} ({})", point(*c))).collect();
        let more = if found.len() > 6 { ", and others," } else { "" };
        let message = format!("No font can print {}{more} in {}", super::list(&shown), label(at));
        report.at(at.path.clone(), message, "Write it in other characters");
    }
}

/// Words that stand twice in good English.
const TWICE: &[&str] = &["that", "had", "is"];

fn doubled_word(at: &TextAt, report: &mut Report) {
    let Some((word, once)) = first_doubled(&at.text).filter(|_| at.is_prose()) else { return };
    let message = format!("The word {} stands twice in a row", quoted(word));
    report
        .at(at.path.clone(), message, "Remove one of the two")
        .fix("Remove the second", vec![Edit::set(at.path.clone(), once)]);
}

/// The first word that is doubled, and the text without its second occurrence. Words of ASCII letters only.
fn first_doubled(text: &str) -> Option<(&str, String)> {
    let bytes = text.as_bytes();
    let is_word = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'\'' | b'-') || b >= 0x80;
    let mut before: &[u8] = &[];
    let mut start = 0;
    for (at, pair) in bytes.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        if is_word(*left) && *right == b' ' {
            before = bytes.get(start..=at)?;
        } else if *left == b' ' && is_word(*right) {
            start = at + 1;
            let end = start + before.len();
            let same = bytes.get(start..end).is_some_and(|word| word.eq_ignore_ascii_case(before));
            let whole = same && !before.is_empty() && !bytes.get(end).is_some_and(|b| is_word(*b));
            if whole && before.iter().all(u8::is_ascii_alphabetic) {
                let word = text.get(start..end)?;
                if !TWICE.contains(&word.to_ascii_lowercase().as_str()) {
                    return Some((word, format!("{}{}", text.get(..at)?, text.get(end..)?)));
                }
            }
        } else if !is_word(*right) {
            before = &[];
        } else if !is_word(*left) {
            start = at + 1;
            before = &[];
        }
    }
    None
}

fn doubled_space(at: &TextAt, report: &mut Report) {
    if at.text.contains("  ") {
        let lines: Vec<String> = at.text.split('\n').map(single_spaced).collect();
        let clean = lines.join("\n");
        if clean != at.text {
            let message = format!("{} has two spaces in a row", label(at));
            report
                .at(at.path.clone(), message, "Keep one")
                .fix("Keep one space", vec![Edit::set(at.path.clone(), clean)]);
        }
    }
}

/// The line with single spaces; what stands before its first word is left as it is, for it makes lists.
fn single_spaced(line: &str) -> String {
    let body = line.trim_start_matches(' ');
    let mut out = line.get(..line.len() - body.len()).unwrap_or("").to_owned();
    let mut space = false;
    for c in body.chars() {
        if !(space && c == ' ') {
            out.push(c);
        }
        space = c == ' ';
    }
    out
}

fn unpaired(at: &TextAt, report: &mut Report) {
    if let Some(sign) = first_unpaired(&at.text) {
        let message = format!("{sign} has no partner in {}", label(at));
        report.at(at.path.clone(), message, "Add the other one, or remove it");
    }
}

fn first_unpaired(text: &str) -> Option<char> {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('“', '”'), ('«', '»')];
    if !text.bytes().any(|b| matches!(b, b'"' | b'(' | b')' | b'[' | b']') || b >= 0x80) {
        return None;
    }
    let mut open: Vec<char> = Vec::new();
    let mut straight = 0usize;
    let mut token = 0usize;
    for c in text.chars() {
        match c {
            '"' => straight += 1,
            _ if PAIRS.iter().any(|(o, _)| *o == c) => open.push(c),
            _ => {
                if let Some((o, _)) = PAIRS.iter().find(|(_, close)| *close == c) {
                    let listed = c == ')' && token > 0 && token <= 4;
                    match open.iter().rposition(|x| x == o) {
                        Some(at) => {
                            open.remove(at);
                        }
                        // "a)" and "12)" count items.
                        None if listed => {}
                        None => return Some(c),
                    }
                }
            }
        }
        token = if c.is_alphanumeric() { token + 1 } else { 0 };
    }
    // A single straight mark may be inches.
    open.first().copied().or((straight % 2 == 1 && straight > 1).then_some('"'))
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("U01", &["metrics.uptime.purpose=Visitors \u{202e}can order"]),
    ("U01", &["title=Service\u{200b} level agreement"]),
    ("U02", &["title=Agreement \u{1F600}"]),
    ("U03", &["metrics.uptime.purpose=Visitors of the the shop can order"]),
    ("U04", &["metrics.uptime.purpose=Visitors  of the shop can order"]),
    ("U05", &["metrics.uptime.purpose=Visitors (of the shop can order"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn joiners_belong_to_some_scripts() {
        assert!(cleaned("می\u{200c}خواهم").is_none());
        assert_eq!(cleaned("pass\u{200c}word").map(|(_, clean)| clean), Some("password".to_owned()));
        assert_eq!(cleaned("\u{feff}x\u{ad}y").map(|(found, _)| found.len()), Some(2));
    }

    #[test]
    fn unprintable_characters_are_named_once_a_field() {
        let found = run(&changed(&["title=\u{1F600}\u{1F600}\u{1F601}"]));
        let at: Vec<_> = found.iter().filter(|f| f.code == "U02").collect();
        assert_eq!(at.len(), 1);
        assert!(at[0].message.contains("U+1F600") && at[0].message.contains("U+1F601"), "{}", at[0].message);
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for fine in [
            "a) first b) second",
            "the 19\" rack",
            "he said that that is \"so\"",
            "“x” (y) [z]",
            "1) one\\n2) two",
        ] {
            let line = format!("metrics.uptime.purpose={fine}");
            assert!(!codes(&[&line]).iter().any(|c| c.starts_with('U')), "{fine}: {:?}", codes(&[&line]));
        }
        assert_eq!(single_spaced("  - a  b"), "  - a b");
        assert_eq!(first_doubled("The the end").map(|(_, once)| once), Some("The end".to_owned()));
        assert_eq!(
            first_doubled("within  the the month").map(|(_, once)| once),
            Some("within  the month".to_owned())
        );
        for fine in ["the them", "to the. the", "one, one", "he had had it", "5 5", "breathe the air"] {
            assert!(first_doubled(fine).is_none(), "{fine}");
        }
        assert_eq!(first_unpaired("see “this"), Some('“'));
        assert_eq!(first_unpaired("word)"), None);
        assert_eq!(first_unpaired("something)"), Some(')'));
    }
}
