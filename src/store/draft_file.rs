//! A draft and its file.

use super::fs::Fs;
use super::hash::ContentHash;
use super::load::{DRAFT_LIMIT, LoadError, load};
use super::save::{Expected, SaveError, Saved, Terms, save};
use super::words::Shown;
use crate::draft::{Draft, ReadError, Reading, Standing, from_ron, read_any, to_ron};
use std::io;
use std::path::{Path, PathBuf};

/// A draft as its file holds it.
#[derive(Clone, Debug)]
pub struct OpenedDraft {
    pub draft: Draft,
    /// What the next [`save_draft`] of this file expects.
    pub hash: ContentHash,
    /// The file, byte for byte.
    pub bytes: Vec<u8>,
    /// The schema of an older version, if the file has one; see [`keep_original`].
    pub older: Option<u32>,
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
    let refused = |source| OpenError::Read { path: path.to_owned(), source };
    let Reading { draft, standing, .. } = read_any(&loaded.bytes).map_err(refused)?;
    let older = match standing {
        Standing::Sound => None,
        Standing::Older { schema } => Some(schema),
        Standing::Newer { schema } => return Err(refused(ReadError::Newer { found: schema })),
        Standing::Damaged(error) => return Err(refused(error)),
    };
    Ok(OpenedDraft { draft, hash: loaded.hash, bytes: loaded.bytes, older })
}

/// A file that was read as far as it could be.
#[derive(Clone, Debug)]
pub struct InspectedDraft {
    pub reading: Reading,
    /// Of the file as it is.
    pub hash: ContentHash,
}

/// Reads whatever can be read of a draft file: also of one of a newer version, and of a damaged one.
///
/// # Errors
/// When the file cannot be read, or holds nothing of a draft.
pub fn inspect_draft(fs: &dyn Fs, path: &Path) -> Result<InspectedDraft, OpenError> {
    let loaded = load(fs, path)?;
    let reading =
        read_any(&loaded.bytes).map_err(|source| OpenError::Read { path: path.to_owned(), source })?;
    Ok(InspectedDraft { reading, hash: loaded.hash })
}

/// Keeps a file of an older schema as `NAME.vSCHEMA-original.ron` beside it before its first save, for ever and in sight of
/// whoever shares the folder and still has the older version. Does nothing where that is there already.
///
/// # Errors
/// When it cannot be read or the copy cannot be written; the file must not be saved then.
pub fn keep_original(fs: &dyn Fs, path: &Path, schema: u32) -> Result<(), SaveError> {
    let failed = |source| SaveError::Failed { path: path.to_owned(), existed: true, leftover: None, source };
    let bytes = match fs.read(path, DRAFT_LIMIT) {
        Ok(bytes) => bytes,
        // Whoever removed it is told by the save itself.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(failed(source)),
    };
    // Room for the addition in the longest name a disk takes.
    const LONGEST_STEM: usize = 200;
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    if name.len() > LONGEST_STEM {
        name = name.to_string_lossy().chars().take(LONGEST_STEM / 4).collect::<String>().into();
    }
    name.push(format!(".v{schema}-original.ron"));
    match save(fs, &path.with_file_name(name), &bytes, Expected::New, &|_| Ok(())) {
        Ok(_) | Err(SaveError::AlreadyExists { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Saves a draft once its text has proved to read back as the same draft.
///
/// # Errors
/// See [`SaveError`]; the draft is to keep its unsaved mark after each of them.
pub fn save_draft(
    fs: &dyn Fs,
    path: &Path,
    draft: &Draft,
    terms: impl Into<Terms>,
) -> Result<Saved, SaveError> {
    let text = to_ron(draft)
        .map_err(|error| SaveError::Unverified { path: path.to_owned(), reason: error.to_string() })?;
    save(fs, path, text.as_bytes(), terms, &|bytes| match from_ron(bytes) {
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

    #[test]
    fn the_original_of_an_older_file_is_kept_once() {
        let fs = disk();
        fs.put(PATH, b"as it was");
        keep_original(&fs, Path::new(PATH), 1).unwrap();
        assert_eq!(fs.content("/drafts/hosting.v1-original.ron").unwrap(), b"as it was");
        fs.put(PATH, b"as it is");
        keep_original(&fs, Path::new(PATH), 1).unwrap();
        assert_eq!(fs.content("/drafts/hosting.v1-original.ron").unwrap(), b"as it was");
        fs.fail(super::super::testing::Fault::every(
            super::super::testing::Operation::Write,
            io::ErrorKind::StorageFull,
        ));
        let error = keep_original(&fs, Path::new(PATH), 2).unwrap_err().to_string();
        assert!(error.contains("hosting.v2-original.ron was not saved: the disk is full"), "{error}");
    }
}
