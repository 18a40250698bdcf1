//! Numbers in English words.

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number that stands in words and in figures, and differs.
pub(super) struct Mismatch {
    pub(super) excerpt: String,
    pub(super) words: u32,
    pub(super) figure: u32,
}

/// The first such number: "thirty (60)" or "60 (thirty)".
pub(super) fn mismatch(text: &str) -> Option<Mismatch> {
    text.match_indices('(').find_map(|(at, _)| {
        let inner = text.get(at + 1..)?;
        let inner = inner.get(..inner.find(')')?)?;
        let before = text.get(..at)?.trim_end();
        let (outside, start) = last_number(before)?;
        let inside = number(inner.trim())?;
        // One of the two must be in words, or it is a list such as "5 (1)".
        let mixed = outside.in_words != inside.in_words;
        if !mixed || outside.value == inside.value {
            return None;
        }
        let (words, figure) = if outside.in_words { (outside, inside) } else { (inside, outside) };
        let excerpt = format!("{} ({inner})", before.get(start..)?);
        Some(Mismatch { excerpt, words: words.value, figure: figure.value })
    })
}

#[derive(Clone, Copy)]
struct Read {
    value: u32,
    in_words: bool,
}

/// The number at the end of a text, and where it begins.
fn last_number(text: &str) -> Option<(Read, usize)> {
    let starts: Vec<usize> =
        text.rmatch_indices(char::is_whitespace).map(|(at, c)| at + c.len()).take(4).collect();
    let candidates = starts.iter().copied().chain(std::iter::once(0));
    // The longest run of words that is a number: "one hundred and twenty".
    let read = |start: usize| Some((number(text.get(start..)?)?, start));
    candidates.filter_map(read).fold(None, |_, longer| Some(longer))
}

fn number(text: &str) -> Option<Read> {
    if let Ok(value) = text.parse::<u32>() {
        return Some(Read { value, in_words: false });
    }
    let lower = text.to_lowercase();
    let mut total = 0u32;
    let mut any = false;
    for word in lower.split([' ', '-', '\u{a0}']).filter(|w| !w.is_empty()) {
        if word == "and" && any {
            continue;
        }
        let small = SMALL.iter().position(|w| *w == word);
        let ten = TENS.iter().position(|w| *w == word).map(|n| (n + 2) * 10);
        total = match (small.or(ten), word) {
            (Some(n), _) => total.checked_add(u32::try_from(n).ok()?)?,
            (None, "hundred") => total.max(1).checked_mul(100)?,
            _ => return None,
        };
        any = true;
    }
    any.then_some(Read { value: total, in_words: true })
}

/// A number below a thousand in words; larger ones in figures.
pub(super) fn in_words(n: u32) -> String {
    let below = |n: u32| SMALL.get(n as usize).copied().unwrap_or("");
    let ten = |n: u32| TENS.get((n / 10).saturating_sub(2) as usize).copied().unwrap_or("");
    match n {
        0..20 => below(n).to_owned(),
        20..100 if n.is_multiple_of(10) => ten(n).to_owned(),
        20..100 => format!("{}-{}", ten(n), below(n % 10)),
        100..1000 if n.is_multiple_of(100) => format!("{} hundred", below(n / 100)),
        100..1000 => format!("{} hundred and {}", below(n / 100), in_words(n % 100)),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_figures_are_compared() {
        for (text, words, figure) in [
            ("within thirty (60) days", 30, 60),
            ("within 60 (thirty) days", 30, 60),
            ("twenty-four (48) hours", 24, 48),
            ("one hundred and twenty (12) days", 120, 12),
        ] {
            let found = mismatch(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.words, found.figure), (words, figure), "{text}");
        }
        for fine in [
            "thirty (30) days",
            "clause 5 (1)",
            "thirty (calendar) days",
            "a (1) b",
            "Zürich (8001)",
            "(five)",
        ] {
            assert!(mismatch(fine).is_none(), "{fine}");
        }
    }

    #[test]
    fn numbers_come_back_from_words() {
        for n in [0, 7, 13, 20, 24, 60, 100, 120, 365, 999] {
            let words = in_words(n);
            assert_eq!(number(&words).map(|r| r.value), Some(n), "{words}");
        }
    }
}
