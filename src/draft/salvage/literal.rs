//! A single value out of a literal that may be damaged.

use crate::value::{LeafKind, MOST_IN_TEXT, Node, is_noncharacter, quoted};

/// What a literal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    /// Nothing of it seems to be missing.
    pub whole: bool,
    /// It stood in quotes.
    pub quoted: bool,
}

/// What became of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The value is what the file says.
    Taken,
    /// There is a value, but the file does not say it plainly.
    Mended(String),
    /// The field is empty; the text that was found, and why it is no value.
    Left { found: String, why: String },
}

/// Reads a literal, with or without its quotes.
pub fn decode(raw: &str) -> Said {
    let is_quoted = raw.starts_with(['"', 'r']) && raw.contains('"');
    if is_quoted && let Ok(text) = ron::from_str::<String>(raw) {
        return Said { text, whole: true, quoted: true };
    }
    if !raw.contains('"') {
        // RON writes a choice named None so, to keep it apart from an absent value.
        let raw = raw.strip_prefix("r#").unwrap_or(raw);
        let plain = |c: char| c.is_alphanumeric() || "_+-.".contains(c);
        return Said { text: raw.to_owned(), whole: raw.chars().all(plain), quoted: false };
    }
    let inside = raw.strip_prefix('"').unwrap_or(raw);
    let inside = inside.strip_suffix('"').unwrap_or(inside);
    Said { text: unescaped(inside), whole: false, quoted: true }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some('t')) => out.push('\t'),
            ('\\', Some('r')) => out.push('\r'),
            ('\\', Some('u')) => {
                let rest = chars.as_str();
                let code = rest.strip_prefix('{').and_then(|r| r.split_once('}'));
                let read = code.and_then(|(hex, after)| {
                    let c = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
                    Some((c, after))
                });
                match read {
                    Some((c, after)) => {
                        out.push(c);
                        chars = after.chars();
                    }
                    None => out.push_str("\\u"),
                }
            }
            ('\\', Some(other)) => out.push(other),
            (c, _) => out.push(c),
        }
    }
    out
}

/// Whether a value of this kind stands without quotes.
fn is_bare(kind: LeafKind) -> bool {
    matches!(kind, LeafKind::Choice(_) | LeafKind::YesNo | LeafKind::Whole)
}

/// Whether a part of such a text is still worth having.
fn is_text(kind: LeafKind) -> bool {
    matches!(kind, LeafKind::Text | LeafKind::Prose | LeafKind::Lines)
}

/// Writes what a literal says to a field of this kind.
pub fn take(node: &mut dyn Node, kind: LeafKind, said: &Said) -> Outcome {
    let left = |why: String| Outcome::Left { found: said.text.clone(), why };
    if is_text(kind) {
        return take_text(node, kind, said);
    }
    if !said.whole {
        return left("the entry is cut off or damaged".to_owned());
    }
    match node.set_text(&said.text) {
        Err(error) => left(error.what),
        Ok(()) if said.quoted == is_bare(kind) && !said.text.is_empty() => {
            let quotes = if said.quoted { "in quotes" } else { "without quotes" };
            Outcome::Mended(format!("{} stands {quotes}; it was read all the same", quoted(&said.text)))
        }
        Ok(()) => Outcome::Taken,
    }
}

fn take_text(node: &mut dyn Node, kind: LeafKind, said: &Said) -> Outcome {
    let mut text = said.text.as_str();
    let mut end = text.len().min(MOST_IN_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text = text.get(..end).unwrap_or(text);
    let keep = |c: char| {
        !(c.is_control() || is_noncharacter(c)) || c == '\t' || (c == '\n' && kind != LeafKind::Text)
    };
    let clean: String = text
        .chars()
        .map(|c| if c == '\n' && kind == LeafKind::Text { ' ' } else { c })
        .filter(|c| keep(*c))
        .collect();
    if let Err(error) = node.set_text(&clean) {
        return Outcome::Left { found: clean, why: error.what };
    }
    let mended = |what: &str| Outcome::Mended(what.to_owned());
    if text.len() < said.text.len() {
        mended("the text is longer than 256 KiB; its end was left out")
    } else if clean != said.text {
        mended("the text held characters that are no text; they were left out")
    } else if !said.whole && said.quoted {
        mended("a quote is missing or damaged; read this text again, it may be cut off or hold too much")
    } else if !said.quoted {
        mended("the text stands without quotes; it was read all the same")
    } else if clean.contains('\u{fffd}') {
        mended("some characters could not be read; “�” stands in their place")
    } else {
        Outcome::Taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Percent, Prose, Text};

    #[test]
    fn whole_strings_read_as_ron_reads_them_and_broken_ones_as_far_as_they_go() {
        for raw in [r#""a\n\"b\" \\ \u{e9}""#, "r#\"a\"b\"#", "\"\""] {
            assert_eq!(decode(raw).text, ron::from_str::<String>(raw).unwrap());
            assert!(decode(raw).whole);
        }
        assert_eq!(decode(r#""a\n\u{e9} \u{zz} \"#).text, "a\né \\u{zz} \\");
        assert_eq!(decode("Hosting\"").text, "Hosting");
        assert!(!decode("Hosting\"").whole && !decode("99;5").whole && decode("-1.5").whole);
    }

    #[test]
    fn an_exact_value_is_taken_only_if_the_whole_entry_is_one() {
        let mut target: Option<Percent> = None;
        assert!(matches!(take(&mut target, LeafKind::Percent, &decode("\"99.9")), Outcome::Left { .. }));
        let Outcome::Left { found, why } = take(&mut target, LeafKind::Percent, &decode("\"9x.9\"")) else {
            panic!()
        };
        assert!(found == "9x.9" && why.contains("9x.9"), "{why}");
        assert_eq!(target, None);
        assert!(matches!(take(&mut target, LeafKind::Percent, &decode("99.9")), Outcome::Mended(_)));
        assert_eq!(take(&mut target, LeafKind::Percent, &decode("\"99.95\"")), Outcome::Taken);
        assert_eq!(Node::text(&target), "99.95");
    }

    #[test]
    fn of_a_text_the_readable_part_is_kept() {
        let mut line = Text::default();
        assert!(matches!(take(&mut line, LeafKind::Text, &decode("\"a\u{1}b\\nc\"")), Outcome::Mended(_)));
        assert_eq!(line.as_str(), "ab c");
        let mut prose = Prose::default();
        let long = format!("\"{}\"", "é".repeat(MOST_IN_TEXT));
        assert!(matches!(take(&mut prose, LeafKind::Prose, &decode(&long)), Outcome::Mended(_)));
        assert_eq!(prose.len(), MOST_IN_TEXT);
        assert_eq!(take(&mut prose, LeafKind::Prose, &decode("\"a\\nb\"")), Outcome::Taken);
    }
}
