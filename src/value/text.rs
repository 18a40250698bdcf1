//! Texts and ids.

use super::leaf::text_leaf;
use super::{Leaf, LeafKind, Limit, ValueError, quoted};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

fn check_text(text: &str, allowed: &[char]) -> Result<(), ValueError> {
    Limit::Text.check(text.len())?;
    let refused = |c: &char| (c.is_control() && !allowed.contains(c)) || is_noncharacter(*c);
    match text.chars().find(refused) {
        Some(c) => {
            let what = if c.is_control() { "the control character" } else { "what is no character:" };
            let message = format!("The text {} holds {what} U+{:04X}", quoted(text), u32::from(c));
            Err(ValueError::new(message, "remove it"))
        }
        None => Ok(()),
    }
}

/// Whether a word stands in a text by itself, written just so: no letter or digit touches it.
pub fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, hit)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + hit.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Code points that Unicode keeps free of characters for good; documents in XML and HTML may not hold them.
pub fn is_noncharacter(c: char) -> bool {
    matches!(u32::from(c), 0xfdd0..=0xfdef) || u32::from(c) & 0xfffe == 0xfffe
}

macro_rules! text_type {
    ($(#[$meta:meta])* $Name:ident, $kind:expr, $allowed:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Name(String);

        impl $Name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Deref for $Name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $Name {
            type Err = ValueError;
            fn from_str(text: &str) -> Result<Self, ValueError> {
                check_text(text, $allowed)?;
                Ok(Self(text.to_owned()))
            }
        }

        text_leaf!($Name, $kind, as_str);
    };
}

text_type!(
    /// One line of text, as the user typed it. No control characters or noncharacters, at most 256 KiB.
    Text, LeafKind::Text, &['\t']
);
text_type!(
    /// Paragraphs of text, as the user typed them. No noncharacters, no control characters but tab and line feed, at most 256 KiB.
    Prose, LeafKind::Prose, &['\t', '\n']
);

/// A list of short texts, one a line when edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(Vec<String>);

impl Lines {
    /// A list without entries is empty, however many blank lines it has: blank fields are not saved.
    fn of(lines: Vec<String>) -> Self {
        if lines.iter().all(|l| l.trim().is_empty()) { Self::default() } else { Self(lines) }
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl Leaf for Lines {
    const KIND: LeafKind = LeafKind::Lines;
    fn text(&self) -> String {
        self.0.join("\n")
    }
    /// Keeps empty lines between entries while typing; a text without entries is an empty list.
    fn parse(text: &str) -> Result<Self, ValueError> {
        check_text(text, &['\t', '\n'])?;
        Ok(Self::of(text.split('\n').map(str::to_owned).collect()))
    }
    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Lines {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let lines = Vec::<String>::deserialize(deserializer)?;
        for line in &lines {
            check_text(line, &['\t']).map_err(serde::de::Error::custom)?;
        }
        // As one text, the way it is edited.
        let whole = lines.iter().map(|l| l.len() + 1).sum::<usize>().saturating_sub(1);
        Limit::Text.check(whole).map_err(serde::de::Error::custom)?;
        Ok(Self::of(lines))
    }
}

/// A stable name for an item of a list: 1 to 63 characters a-z, 0-9 and hyphen, beginning with a letter or digit.
/// Empty only in a new, unnamed item and in a reference that points nowhere yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An id made from a name: "P1 – Critical" gives `p1-critical`. Empty when nothing usable is left.
    pub fn slug(name: &str) -> Self {
        let mut out = String::new();
        for c in name.chars().flat_map(char::to_lowercase) {
            if c.is_ascii_alphanumeric() {
                out.push(c);
            } else if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
        out.truncate(48);
        Self(out.trim_end_matches('-').to_owned())
    }

    /// `base`, or `base-2`, `base-3`, ... : the first that `taken` does not hold.
    pub fn unique(base: &str, taken: &[String]) -> Self {
        let base = if base.is_empty() { "item" } else { base };
        let mut n = 1usize;
        loop {
            let candidate = if n == 1 { base.to_owned() } else { format!("{base}-{n}") };
            if !taken.contains(&candidate) {
                return Self(candidate);
            }
            n += 1;
        }
    }
}

impl Deref for Id {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Id {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.len() > 63 || !text.chars().all(legal) || text.starts_with('-') {
            return Err(ValueError::new(
                format!("{} is not an id", quoted(text)),
                "use a-z, 0-9 and hyphens, at most 63, beginning with a letter or digit",
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

text_leaf!(Id, LeafKind::Id, as_str);

/// The id of an item of another list; empty points nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref(Id);

impl Ref {
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl Deref for Ref {
    type Target = str;
    fn deref(&self) -> &str {
        self.0.as_str()
    }
}

impl From<Id> for Ref {
    fn from(id: Id) -> Self {
        Self(id)
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Ref {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        text.parse().map(Self)
    }
}

text_leaf!(Ref, LeafKind::Ref, as_str);

/// The ids of several items of another list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Refs(Vec<Ref>);

impl Refs {
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(Ref::as_str)
    }
    pub fn contains(&self, id: &str) -> bool {
        self.iter().any(|r| r == id)
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn of(refs: Vec<Ref>) -> Result<Self, ValueError> {
        Limit::Items.check(refs.len())?;
        Ok(Self(refs))
    }
}

impl<'de> Deserialize<'de> for Refs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of(Vec::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl Leaf for Refs {
    const KIND: LeafKind = LeafKind::Refs;
    fn text(&self) -> String {
        self.iter().collect::<Vec<_>>().join(", ")
    }
    fn parse(text: &str) -> Result<Self, ValueError> {
        let parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
        Self::of(parts.map(str::parse).collect::<Result<_, _>>()?)
    }
    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::MOST_IN_TEXT;
    use super::*;

    #[test]
    fn words_are_found_whole() {
        assert!(has_word("kept for P1, always", "P1") && !has_word("P10 and p1", "P1"));
        assert!(has_word("for “Acme”.", "Acme") && !has_word("Acmeville", "Acme"));
    }

    #[test]
    fn control_characters_never_enter_a_text() {
        assert!("a\0b".parse::<Text>().is_err());
        assert!("a\nb".parse::<Text>().is_err());
        assert!("a\nb\tc".parse::<Prose>().is_ok());
        assert!("a\u{1b}[0m".parse::<Prose>().is_err());
        assert!("a\u{ffff}".parse::<Text>().is_err() && "a\u{1fffe}".parse::<Prose>().is_err());
        assert!("\u{fdd0}".parse::<Text>().is_err() && "\u{fffd}\u{fdcf}\u{fdf0}".parse::<Text>().is_ok());
        assert!("x".repeat(MOST_IN_TEXT).parse::<Text>().is_ok());
        assert!("x".repeat(MOST_IN_TEXT + 1).parse::<Text>().is_err());
    }

    #[test]
    fn ids_are_made_from_names_and_kept_apart() {
        assert_eq!(Id::slug("P1 – Critical!").as_str(), "p1-critical");
        assert_eq!(Id::slug("日本").as_str(), "");
        let taken = ["item".to_owned(), "item-2".to_owned()];
        assert_eq!(Id::unique("", &taken).as_str(), "item-3");
        assert!("Ab".parse::<Id>().is_err() && "-a".parse::<Id>().is_err() && "a.b".parse::<Id>().is_err());
    }

    #[test]
    fn lists_are_limited_as_a_whole() {
        let file = |lines: usize| format!("[{}]", format!("\"{}\",", "x".repeat(1023)).repeat(lines));
        assert_eq!(ron::from_str::<Lines>(&file(256)).unwrap().text().len(), MOST_IN_TEXT - 1);
        assert!(ron::from_str::<Lines>(&file(257)).unwrap_err().to_string().contains("257 KiB"));
        let refs = |count: usize| format!("[{}]", "\"a\",".repeat(count));
        assert!(ron::from_str::<Refs>(&refs(5_000)).is_ok());
        assert!(ron::from_str::<Refs>(&refs(5_001)).unwrap_err().to_string().contains("5,001 entries"));
        assert!(<Refs as Leaf>::parse(&"a,".repeat(5_001)).is_err());
    }

    #[test]
    fn lines_and_refs_read_back() {
        let lines = <Lines as Leaf>::parse("one\ntwo").unwrap();
        assert_eq!(lines.iter().collect::<Vec<_>>(), ["one", "two"]);
        for blank in ["", "\n", " \n\t\n"] {
            assert_eq!(<Lines as Leaf>::parse(blank).unwrap(), Lines::default(), "{blank:?}");
        }
        assert_eq!(ron::from_str::<Lines>(r#"["", " "]"#).unwrap(), Lines::default());
        assert_eq!(Leaf::text(&<Lines as Leaf>::parse("one\n\n").unwrap()), "one\n\n");
        let refs = <Refs as Leaf>::parse("p1, p2").unwrap();
        assert!(refs.contains("p2") && !refs.contains("p"));
        assert_eq!(Leaf::text(&refs), "p1, p2");
    }
}
