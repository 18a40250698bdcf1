//! The bytes of a recovery journal. Pure: from a value to bytes and back, whatever the bytes are.
//!
//! ```text
//! Clausewright recovery journal 1
//! sha256 (64 hexadecimal digits: of the first line and of everything below this one)
//! (draft:"draft-…",title:"…",base:Some((path:"…",hash:"…")),written:1785000000,section:"metrics")
//! (schema: 1, …the draft as its file would hold it…)
//! ```

use super::super::hash::ContentHash;
use super::super::path_text;
use crate::draft::{Draft, ReadError, from_ron, read_located, to_ron};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The version this program writes, and the newest it reads.
pub const JOURNAL_VERSION: u32 = 1;

const MAGIC: &str = "Clausewright recovery journal ";
const CHECKSUM: &str = "sha256 ";

/// A draft as it was at one moment, though nobody saved it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    pub head: JournalHead,
    /// The draft as its file would hold it.
    pub text: Vec<u8>,
}

/// What is known of the draft without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHead {
    /// The draft's id.
    pub draft: String,
    /// What its tab was called.
    pub title: String,
    /// The file it was opened from or last saved to; `None` before the first save.
    pub base: Option<Base>,
    /// Seconds since 1970-01-01 00:00 UTC by the clock of that moment.
    pub written: i64,
    /// The section of the form that was in front; may be empty.
    pub section: String,
}

/// A draft's file, and what it held when the draft was last in step with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// Absolute.
    #[serde(with = "path_text")]
    pub path: PathBuf,
    pub hash: ContentHash,
}

/// Why bytes are no journal that this program can use. They are worth keeping all the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    #[error(
        "it was written by a newer Clausewright (journal version {version}; this one reads up to \
         {JOURNAL_VERSION}). Start that version to recover the draft"
    )]
    Newer { version: u32 },
    #[error("it is damaged: {reason}")]
    Damaged { reason: &'static str },
}

impl Journal {
    /// A journal of this draft. Takes a moment for a large one.
    ///
    /// # Errors
    /// Only if the serialiser fails, which no value of the model makes it do.
    pub fn of(head: JournalHead, draft: &Draft) -> Result<Self, ron::Error> {
        Ok(Self { head, text: to_ron(draft)?.into_bytes() })
    }

    /// The draft itself.
    ///
    /// # Errors
    /// When a newer Clausewright wrote the draft, or it goes beyond what can be opened.
    pub fn draft(&self) -> Result<Draft, ReadError> {
        from_ron(&self.text)
    }

    /// # Errors
    /// Only if the serialiser fails, which no value of the model makes it do.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ron::Error> {
        let first = format!("{MAGIC}{JOURNAL_VERSION}\n");
        let mut rest = ron::to_string(&self.head)?.into_bytes();
        rest.push(b'\n');
        rest.extend_from_slice(&self.text);
        let sum = ContentHash::of_parts(&[first.as_bytes(), &rest]);
        let mut bytes = format!("{first}{CHECKSUM}{sum}\n").into_bytes();
        bytes.append(&mut rest);
        Ok(bytes)
    }

    /// Reads a journal whose every byte is as it was written.
    ///
    /// # Errors
    /// When it is not, or a newer program wrote it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, JournalError> {
        let damaged = |reason| JournalError::Damaged { reason };
        if bytes.is_empty() {
            return Err(damaged("it is empty"));
        }
        let (first, after) = line(bytes).ok_or(damaged("its first line is not that of a journal"))?;
        let version = first
            .strip_prefix(MAGIC)
            .and_then(|digits| digits.parse::<u32>().ok())
            .filter(|version| *version > 0)
            .ok_or(damaged("its first line is not that of a journal"))?;
        if version > JOURNAL_VERSION {
            return Err(JournalError::Newer { version });
        }
        let (second, rest) = line(after).ok_or(damaged("it ends before its checksum"))?;
        let sum = second
            .strip_prefix(CHECKSUM)
            .and_then(|digits| digits.parse::<ContentHash>().ok())
            .ok_or(damaged("its checksum is illegible"))?;
        if ContentHash::of_parts(&[first.as_bytes(), b"\n", rest]) != sum {
            return Err(damaged("its checksum does not fit its content"));
        }
        let (head, text) = line(rest).ok_or(damaged("its description is missing"))?;
        let head = read_located(head).map_err(|_| damaged("its description is illegible"))?;
        Ok(Self { head, text: text.to_vec() })
    }
}

/// The first line without its end, and what is behind it. `None` without an end, or if it is no text.
fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((std::str::from_utf8(line).ok()?, rest.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::SCHEMA;

    fn head() -> JournalHead {
        JournalHead {
            draft: "draft-1".into(),
            title: "Hosting\n\"{{x}}\" \u{202e}".into(),
            base: Some(Base { path: "/drafts/100 %.ron".into(), hash: ContentHash::of(b"old") }),
            written: 1_785_000_000,
            section: "metrics".into(),
        }
    }

    fn journal() -> Journal {
        let mut draft = Draft { schema: SCHEMA, ..Draft::default() };
        draft.agreement.title = "Hosting".parse().unwrap();
        Journal::of(head(), &draft).unwrap()
    }

    #[test]
    fn a_journal_comes_back_as_it_was_written() {
        let untitled = JournalHead { base: None, written: -1, ..head() };
        for journal in [journal(), Journal { head: untitled, text: Vec::new() }] {
            assert_eq!(Journal::from_bytes(&journal.to_bytes().unwrap()).unwrap(), journal);
        }
        assert_eq!(journal().draft().unwrap().agreement.title.as_str(), "Hosting");
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_unicode_are_kept() {
        use std::os::unix::ffi::OsStrExt;
        let path = PathBuf::from(std::ffi::OsStr::from_bytes(b"/caf\xe9.ron"));
        let base = Some(Base { path: path.clone(), hash: ContentHash::of(b"") });
        let journal = Journal { head: JournalHead { base, ..head() }, ..journal() };
        let back = Journal::from_bytes(&journal.to_bytes().unwrap()).unwrap();
        assert_eq!(back.head.base.unwrap().path, path);
    }

    #[test]
    fn the_form_of_the_file_is_as_its_description_says() {
        let journal =
            Journal { head: JournalHead { title: "T".into(), base: None, ..head() }, text: b"()".into() };
        let text = String::from_utf8(journal.to_bytes().unwrap()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "Clausewright recovery journal 1");
        assert_eq!(lines[1].len(), "sha256 ".len() + 64);
        assert_eq!(
            lines[2],
            "(draft:\"draft-1\",title:\"T\",base:None,written:1785000000,section:\"metrics\")"
        );
        assert_eq!(lines[3], "()");
    }

    #[test]
    fn every_flipped_bit_and_every_lost_tail_is_noticed() {
        let bytes = journal().to_bytes().unwrap();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                assert!(Journal::from_bytes(&flipped).is_err(), "byte {at}, bit {bit}");
            }
            assert!(Journal::from_bytes(&bytes[..at]).is_err(), "cut at {at}");
        }
        let longer = [bytes.as_slice(), b" "].concat();
        assert!(Journal::from_bytes(&longer).is_err());
    }

    #[test]
    fn a_newer_version_is_named_whatever_follows() {
        let newer = Journal::from_bytes(b"Clausewright recovery journal 7\nanything\xff").unwrap_err();
        assert_eq!(newer, JournalError::Newer { version: 7 });
        assert!(newer.to_string().contains("journal version 7"));
    }

    #[test]
    fn what_is_no_journal_is_said_to_be_damaged() {
        let cases: [(&[u8], &str); 6] = [
            (b"", "empty"),
            (b"(schema: 1)\n", "first line"),
            (b"Clausewright recovery journal 0\n", "first line"),
            (b"Clausewright recovery journal 99999999999\n", "first line"),
            (b"Clausewright recovery journal 1\nsha256 ab", "ends before"),
            (b"Clausewright recovery journal 1\nsha256 zz\n()", "illegible"),
        ];
        for (bytes, reason) in cases {
            let message = Journal::from_bytes(bytes).unwrap_err().to_string();
            assert!(message.starts_with("it is damaged: ") && message.contains(reason), "{message}");
        }
        let first = "Clausewright recovery journal 1\n";
        for rest in ["(draft: 5)\n()", "()", "(((((((((((((((((((((((((((\n"] {
            let sum = ContentHash::of_parts(&[first.as_bytes(), rest.as_bytes()]);
            let bytes = format!("{first}sha256 {sum}\n{rest}");
            let message = Journal::from_bytes(bytes.as_bytes()).unwrap_err().to_string();
            assert!(message.contains("description"), "{message}");
        }
    }
}
