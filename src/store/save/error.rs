//! Why a save failed, what is on disk now, and the way out.

use super::super::hash::ContentHash;
use super::super::words::{self, Shown, mebibytes};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A save that was not completed. Except for [`SaveError::Unconfirmed`] the disk is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Parsing the bytes again did not give what was to be saved.
    #[error(
        "{} was not saved, because the text to be written does not read back as the same content: {reason}. \
         This is a fault of Clausewright. Undo the last change and save again. Nothing was written.",
        Shown(path)
    )]
    Unverified { path: PathBuf, reason: String },

    #[error(
        "{} was not saved: it would be {} long, and files over {} cannot be opened again. Remove or shorten \
         the longest texts. Nothing was written.",
        Shown(path), mebibytes(*size), mebibytes(*limit)
    )]
    TooLarge {
        path: PathBuf,
        /// Bytes.
        size: u64,
        /// Bytes.
        limit: u64,
    },

    /// The file holds neither what was loaded nor what is being saved.
    #[error(
        "{} was not saved: another program has changed the file since it was opened. Save a copy under \
         another name, open the file again, or overwrite it. The file on disk is unchanged.",
        Shown(path)
    )]
    ChangedOutside { path: PathBuf },

    /// The folder is there, the file that was loaded is not.
    #[error(
        "{} was not saved: the file is no longer there. It was moved, renamed or deleted, or its drive is not \
         connected. Save it there again, or under another name. Nothing was written.",
        Shown(path)
    )]
    RemovedOutside { path: PathBuf },

    /// A new file was to be made.
    #[error(
        "{} was not saved: a file of this name exists already. Choose another name, or confirm that it may be \
         replaced. The file on disk is unchanged.",
        Shown(path)
    )]
    AlreadyExists { path: PathBuf },

    /// Replacing the file would leave its other names with the old content, and nobody has agreed to that yet.
    #[error(
        "{} was not saved: the file has {} (hard links). Saving would give this name a file of its own, and leave the \
         present content under the other names. Agree to that, or save under another name. The file on disk is \
         unchanged.",
        Shown(path), names_in_words(*names)
    )]
    HardLinked {
        path: PathBuf,
        /// At least 2.
        names: u64,
    },

    #[error("{} is a folder. Add a file name. Nothing was written.", Shown(path))]
    IsFolder { path: PathBuf },

    #[error(
        "{} is not an ordinary file but a device or a connection. Choose another name. Nothing was written.",
        Shown(path)
    )]
    NotAFile { path: PathBuf },

    #[error(
        "{} was not saved: its links lead in a circle. Choose another name. Nothing was written.",
        Shown(path)
    )]
    LinkLoop { path: PathBuf },

    /// The operating system refused a step.
    #[error("{}", Failure { path, existed: *existed, leftover: leftover.as_deref(), cause: source })]
    Failed {
        path: PathBuf,
        /// A file of this name was there before, and still is.
        existed: bool,
        /// The temporary file, if even its removal was refused.
        leftover: Option<PathBuf>,
        source: io::Error,
    },

    /// The new content is in place, but the system would not say that it survives a power cut.
    #[error(
        "{} holds the new version, but the disk did not confirm it: {}. Save again; if this message comes \
         back, save to another disk.",
        Shown(path), words::of_writing(source).cause
    )]
    Unconfirmed {
        path: PathBuf,
        /// What the file holds now, for the next save to expect.
        hash: ContentHash,
        source: io::Error,
    },
}

impl SaveError {
    /// The file as the caller named it.
    pub fn path(&self) -> &Path {
        match self {
            Self::Unverified { path, .. }
            | Self::TooLarge { path, .. }
            | Self::ChangedOutside { path }
            | Self::RemovedOutside { path }
            | Self::AlreadyExists { path }
            | Self::HardLinked { path, .. }
            | Self::IsFolder { path }
            | Self::NotAFile { path }
            | Self::LinkLoop { path }
            | Self::Failed { path, .. }
            | Self::Unconfirmed { path, .. } => path,
        }
    }

    /// The message for someone whose draft is open in the editor.
    pub fn with_draft_open(&self) -> String {
        format!("{self} Your draft is still open, with all its changes.")
    }
}

fn names_in_words(names: u64) -> String {
    if names == 2 { "another name".to_owned() } else { format!("{} other names", names.saturating_sub(1)) }
}

struct Failure<'a> {
    path: &'a Path,
    existed: bool,
    leftover: Option<&'a Path>,
    cause: &'a io::Error,
}

impl fmt::Display for Failure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = words::of_writing(self.cause);
        write!(f, "{} was not saved: {}. {} ", Shown(self.path), plain.cause, plain.advice)?;
        f.write_str(if self.existed { "The file on disk is unchanged." } else { "Nothing was written." })?;
        if let Some(leftover) = self.leftover {
            write!(f, " The temporary file {} could not be removed; delete it.", Shown(leftover))?;
        }
        Ok(())
    }
}
