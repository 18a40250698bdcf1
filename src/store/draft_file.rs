//! A draft and its file.

use super::fs::Fs;
use super::hash::ContentHash;
use super::load::{LoadError, load};
use super::save::{Expected, SaveError, Saved, save};
use super::words::Shown;
use crate::draft::{Draft, ReadError, from_ron, to_ron};
use std::path::{Path, PathBuf};

/// A draft as its file holds it.
#[derive(Clone, Debug)]
pub struct OpenedDraft {
    pub draft: Draft,
    /// What the next [`save_draft`] of this file expects.
    pub hash: ContentHash,
    /// The file, byte for byte.
    pub bytes: Vec<u8>,
}

/// Why a file could not be opened as a draft. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error("{} cannot be opened as a draft. {source}", Shown(path))]
    Read { path: PathBuf, source: ReadError },
}

/// Reads a draft file.
///
/// # Errors
/// When the file cannot be read, or what it holds is no draft of a known version.
pub fn open_draft(fs: &dyn Fs, path: &Path) -> Result<OpenedDraft, OpenError> {
    let loaded = load(fs, path)?;
    let draft =
        from_ron(&loaded.bytes).map_err(|source| OpenError::Read { path: path.to_owned(), source })?;
    Ok(OpenedDraft { draft, hash: loaded.hash, bytes: loaded.bytes })
}

/// Saves a draft once its text has proved to read back as the same draft.
///
/// # Errors
/// See [`SaveError`]; the draft is to keep its unsaved mark after each of them.
pub fn save_draft(fs: &dyn Fs, path: &Path, draft: &Draft, expected: Expected) -> Result<Saved, SaveError> {
    let text = to_ron(draft)
        .map_err(|error| SaveError::Unverified { path: path.to_owned(), reason: error.to_string() })?;
    save(fs, path, text.as_bytes(), expected, &|bytes| match from_ron(bytes) {
        Ok(again) if again == *draft => Ok(()),
        Ok(_) => Err("a value comes back changed".to_owned()),
        Err(error) => Err(error.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::FakeFs;
    use super::*;
    use crate::draft::SCHEMA;

    const PATH: &str = "/drafts/hosting.ron";

    fn titled(title: &str) -> Draft {
        let mut draft = Draft { schema: SCHEMA, ..Draft::default() };
        draft.agreement.title = title.parse().unwrap();
        draft
    }

    fn disk() -> FakeFs {
        let fs = FakeFs::new();
        fs.put_folder("/drafts");
        fs
    }

    #[test]
    fn a_draft_comes_back_as_it_was_saved() {
        let fs = disk();
        let saved = save_draft(&fs, Path::new(PATH), &titled("Hosting \"{{x}}\""), Expected::New).unwrap();
        let opened = open_draft(&fs, Path::new(PATH)).unwrap();
        assert_eq!((opened.draft, opened.hash), (titled("Hosting \"{{x}}\""), saved.hash));
        save_draft(&fs, Path::new(PATH), &titled("Cloud"), Expected::Hash(opened.hash)).unwrap();
        assert_eq!(open_draft(&fs, Path::new(PATH)).unwrap().draft, titled("Cloud"));
    }

    #[test]
    fn a_draft_that_would_not_open_again_is_not_saved() {
        let fs = disk();
        let newer = Draft { schema: SCHEMA + 1, ..titled("Hosting") };
        let error = save_draft(&fs, Path::new(PATH), &newer, Expected::New).unwrap_err();
        assert!(matches!(error, SaveError::Unverified { .. }), "{error}");
        assert!(fs.files().is_empty());
    }

    #[test]
    fn a_file_that_is_no_draft_is_named_with_the_reason_and_left_alone() {
        let cases: [(&[u8], &str); 5] = [
            (b"", "The file is empty"),
            (b"\xff\xfe(", "not UTF-8"),
            (b"(schema: 999)", "newer Clausewright"),
            (b"(schema: 1, agreement: (tit", "Line 1"),
            (&[b'('; 4096], "nest deeper"),
        ];
        for (bytes, reason) in cases {
            let fs = disk();
            fs.put(PATH, bytes);
            let message = open_draft(&fs, Path::new(PATH)).unwrap_err().to_string();
            assert!(message.starts_with("/drafts/hosting.ron cannot be opened as a draft. "), "{message}");
            assert!(message.contains(reason), "{message}");
            assert_eq!(fs.content(PATH).unwrap(), bytes);
        }
    }
}
