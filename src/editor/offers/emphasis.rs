//! Emphasis in the text of a clause while it is typed: which words will be printed strong or weak.

/// How a stretch of text is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    None,
    Weak,
    Strong,
    /// The stars themselves, which are not printed.
    Sign,
}

/// The stretches of a text, in order and without gaps. Stars without a partner in their paragraph are text.
pub fn emphasis(text: &str) -> Vec<(&str, Emphasis)> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, sign, inside, after)) = next(rest) {
        let look = if sign.len() > 1 { Emphasis::Strong } else { Emphasis::Weak };
        let parts =
            [(before, Emphasis::None), (sign, Emphasis::Sign), (inside, look), (sign, Emphasis::Sign)];
        out.extend(parts);
        rest = after;
    }
    out.push((rest, Emphasis::None));
    out.retain(|(part, _)| !part.is_empty());
    out
}

/// What stands before the first pair of stars, the stars, what they enclose, and what follows.
fn next(text: &str) -> Option<(&str, &'static str, &str, &str)> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find('*')?;
        let (before, rest) = text.split_at_checked(at)?;
        let sign = if rest.starts_with("**") { "**" } else { "*" };
        let behind = rest.get(sign.len()..)?;
        let opens = !before.ends_with('\\') && !behind.starts_with(char::is_whitespace);
        if opens && let Some(end) = end_of(behind, sign) {
            let (inside, after) = (behind.get(..end)?, behind.get(end + sign.len()..)?);
            return Some((before, sign, inside, after));
        }
        from = at + sign.len();
    }
}

/// Where the closing stars stand.
fn end_of(behind: &str, sign: &str) -> Option<usize> {
    let paragraph = behind.split("\n\n").next()?;
    let closes = |at: &usize| {
        let before = paragraph.get(..*at).unwrap_or_default();
        let after = paragraph.get(at + sign.len()..).unwrap_or_default();
        let alone = sign.len() > 1 || !(before.ends_with('*') || after.starts_with('*'));
        alone && !before.is_empty() && !before.ends_with(|c: char| c.is_whitespace() || c == '\\')
    };
    paragraph.match_indices(sign).map(|(at, _)| at).find(closes)
}

#[cfg(test)]
mod tests {
    use super::Emphasis::{None, Sign, Strong, Weak};
    use super::*;

    #[test]
    fn pairs_of_stars_are_emphasis_and_others_are_text() {
        assert_eq!(
            emphasis("a **b c** and *d*."),
            [
                ("a ", None),
                ("**", Sign),
                ("b c", Strong),
                ("**", Sign),
                (" and ", None),
                ("*", Sign),
                ("d", Weak),
                ("*", Sign),
                (".", None)
            ]
        );
        for text in ["2 * 3 * 4", "**open", "\\*not*", "a*", "*a\n\nb*", "***", ""] {
            assert!(emphasis(text).iter().all(|(_, look)| *look == None), "{text}: {:?}", emphasis(text));
        }
    }

    #[test]
    fn nothing_of_the_text_is_lost() {
        for text in ["**ü**é*ñ*", "* one\n* two", "**a*b**", "x****y", "*a **b** c*"] {
            let joined: String = emphasis(text).iter().map(|(part, _)| *part).collect();
            assert_eq!(joined, text);
        }
    }
}
