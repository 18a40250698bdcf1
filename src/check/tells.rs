//! Telltale phrases of all texts, found in one pass.

use std::sync::LazyLock;

/// What a phrase gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tell {
    /// Something is still to be filled in.
    Open,
    /// A word that cannot be measured.
    Hedge,
    /// A promise to try.
    Effort,
    BusinessDay,
    WorkingDay,
    Penalty,
    /// A run of X.
    Crossed,
}

/// A phrase where it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) tell: Tell,
    pub(super) phrase: &'static str,
    /// Offset of its first byte.
    pub(super) at: usize,
}

/// All in small ASCII letters; of two phrases that begin alike, the longer one first.
const PHRASES: &[(Tell, &[&str])] = &[
    (
        Tell::Open,
        &[
            "tbd",
            "tbc",
            "tba",
            "to be agreed",
            "to be determined",
            "to be confirmed",
            "to be defined",
            "to be completed",
            "guidance note",
            "drafting note",
            "lorem ipsum",
            "insert here",
        ],
    ),
    (
        Tell::Effort,
        &[
            "commercially reasonable",
            "reasonable efforts",
            "reasonable effort",
            "reasonable endeavours",
            "reasonable endeavors",
            "best efforts",
            "best effort",
            "best endeavours",
            "best endeavors",
            "best-effort",
            "as soon as practically possible",
            "as soon as reasonably possible",
            "as soon as reasonably practicable",
            "as soon as practicable",
            "as soon as possible",
            "as quickly as possible",
            "as fast as possible",
            "asap",
            "aims to",
            "aim to",
            "aims at",
            "strives to",
            "strive to",
            "endeavours to",
            "endeavour to",
            "endeavors to",
            "endeavor to",
            "tries to",
            "try to",
            "hopes to",
            "in a timely manner",
            "targets not guarantees",
            "targets, not guarantees",
            "targets and not guarantees",
            "not guarantees",
            "not guaranteed",
            "not a guarantee",
            "no guarantees",
            "no guarantee",
        ],
    ),
    (
        Tell::Hedge,
        &[
            "reasonably",
            "reasonable",
            "promptly",
            "prompt",
            "immediately",
            "immediate",
            "without delay",
            "without undue delay",
            "generally",
            "usually",
            "typically",
            "normally",
            "estimated",
            "approximately",
            "noticeably",
            "noticeable",
            "materially",
            "material",
            "substantially",
            "substantial",
            "significantly",
            "significant",
            "adequately",
            "adequate",
            "quickly",
            "swiftly",
            "shortly",
            "in due course",
            "in due time",
            "where possible",
            "if possible",
            "if practicable",
            "where practicable",
        ],
    ),
    (Tell::BusinessDay, &["business days", "business day"]),
    (Tell::WorkingDay, &["working days", "working day"]),
    (Tell::Penalty, &["penalty", "penalties", "contractual fine", "fines of", "fine of"]),
    (Tell::Crossed, &["xx", "xxx", "xxxx", "xxxxx"]),
];

/// By first letter.
static BY_LETTER: LazyLock<Vec<Vec<(Tell, &'static str)>>> = LazyLock::new(|| {
    let mut table = vec![Vec::new(); 26];
    for (tell, phrase) in PHRASES.iter().flat_map(|(tell, all)| all.iter().map(move |p| (*tell, *p))) {
        if let Some(row) =
            phrase.bytes().next().and_then(|b| table.get_mut(usize::from(b.wrapping_sub(b'a'))))
        {
            row.push((tell, phrase));
        }
    }
    table
});

/// All hits, whole words only, in any case of letters. Letters beyond ASCII count as parts of words.
pub(super) fn hits(text: &str) -> Vec<Hit> {
    let bytes = text.as_bytes();
    let table: &[Vec<(Tell, &'static str)>] = &BY_LETTER;
    let mut found = Vec::new();
    let mut inside = false;
    for (at, byte) in bytes.iter().enumerate() {
        let begins = !inside;
        inside = is_word(*byte);
        if !begins || !byte.is_ascii_alphabetic() {
            continue;
        }
        let Some(row) = table.get(usize::from(byte.to_ascii_lowercase() - b'a')) else { continue };
        let stands = |phrase: &str| {
            let end = at + phrase.len();
            bytes.get(at..end).is_some_and(|b| b.eq_ignore_ascii_case(phrase.as_bytes()))
                && !bytes.get(end).is_some_and(|b| is_word(*b))
        };
        if let Some((tell, phrase)) = row.iter().find(|(_, phrase)| stands(phrase)) {
            found.push(Hit { tell: *tell, phrase, at });
        }
    }
    found
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_phrases_are_found_in_any_case() {
        let found = hits("Reasonable? ASAP, within 5 Business Days; unreasonable – TBD");
        let words: Vec<(&str, usize)> = found.iter().map(|h| (h.phrase, h.at)).collect();
        assert_eq!(words, [("reasonable", 0), ("asap", 12), ("business days", 27), ("tbd", 59)]);
        assert!(hits("penaltyx xasap ütbd").is_empty());
        assert_eq!(hits("best efforts").len(), 1);
    }

    #[test]
    fn phrases_are_ascii_and_the_longer_comes_first() {
        let all: Vec<&str> = PHRASES.iter().flat_map(|(_, all)| all.iter().copied()).collect();
        for (n, phrase) in all.iter().enumerate() {
            assert!(phrase.is_ascii() && phrase.starts_with(|c: char| c.is_ascii_lowercase()), "{phrase}");
            let hidden = all.iter().skip(n + 1).any(|later| later.starts_with(&format!("{phrase} ")));
            assert!(!hidden, "{phrase} hides a longer phrase");
        }
    }
}
