//! Small files the program keeps for itself. They follow the save path of drafts, and a damaged one never
//! stops the start.

use super::fs::Fs;
use super::load::{LoadError, load};
use super::make_folders::make_private_folders;
use super::save::{Expected, SaveError, save};
use super::words::{Shown, mebibytes};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::ffi::OsString;
use std::io;
use std::path::Path;

/// Characters.
const LONGEST_REASON: usize = 300;

/// The value in the file; or, with a message unless there merely is no file yet, the default.
pub(super) fn load_kept<T: Default + DeserializeOwned>(fs: &dyn Fs, path: &Path) -> (T, Option<String>) {
    read_kept(fs, path)
        .unwrap_or_else(|error| (T::default(), Some(format!("{error} The defaults are used for now."))))
}

/// Like [`load_kept`], but a file that is there and cannot be read now is an error.
fn read_kept<T: Default + DeserializeOwned>(
    fs: &dyn Fs,
    path: &Path,
) -> Result<(T, Option<String>), LoadError> {
    let bytes = match load(fs, path) {
        Ok(loaded) => loaded.bytes,
        Err(LoadError::Missing { .. }) => return Ok((T::default(), None)),
        Err(LoadError::TooLarge { limit, .. }) => {
            let reason = format!("it is larger than {}", mebibytes(limit));
            return Ok((T::default(), Some(set_aside(fs, path, &reason))));
        }
        Err(error) => return Err(error),
    };
    Ok(match parse(&bytes) {
        Ok(value) => (value, None),
        Err(reason) => (T::default(), Some(set_aside(fs, path, &reason))),
    })
}

/// What a file holds that is about to be changed and written back. One that is there but cannot be read now is an error,
/// lest it be overwritten; a damaged one is set aside.
pub(super) fn read_to_change<T: Default + DeserializeOwned>(
    fs: &dyn Fs,
    path: &Path,
) -> Result<T, SaveError> {
    read_kept(fs, path).map(|(value, _)| value).map_err(|error| SaveError::Failed {
        path: path.to_owned(),
        existed: true,
        leftover: None,
        source: match error {
            LoadError::Failed { source, .. } => source,
            other => io::Error::other(other),
        },
    })
}

/// Replaces the file, whatever another window wrote there, and creates its folder if need be.
pub(super) fn save_kept<T>(fs: &dyn Fs, path: &Path, value: &T) -> Result<(), SaveError>
where
    T: Serialize + DeserializeOwned + PartialEq,
{
    let unverified = |reason| SaveError::Unverified { path: path.to_owned(), reason };
    let mut text = ron::ser::to_string_pretty(value, ron::ser::PrettyConfig::new().new_line("\n"))
        .map_err(|error| unverified(error.to_string()))?;
    text.push('\n');
    if let Some(folder) = path.parent() {
        make_private_folders(fs, folder).map_err(|source| SaveError::Failed {
            path: path.to_owned(),
            existed: false,
            leftover: None,
            source,
        })?;
    }
    let verify = |bytes: &[u8]| match parse::<T>(bytes) {
        Ok(again) if again == *value => Ok(()),
        Ok(_) => Err("a value changed".to_owned()),
        Err(reason) => Err(reason),
    };
    save(fs, path, text.as_bytes(), Expected::Overwrite.and_part_links(), &verify).map(drop)
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())?;
    ron::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).map_err(|error| {
        // The parser repeats the word it stumbled over, however long that is.
        error.to_string().chars().take(LONGEST_REASON).collect()
    })
}

/// Renames the file to `*.damaged`, in place of an earlier one, and says so.
fn set_aside(fs: &dyn Fs, path: &Path, reason: &str) -> String {
    let mut damaged = OsString::from(path);
    damaged.push(".damaged");
    let damaged = Path::new(&damaged);
    let outcome = match fs.rename(path, damaged) {
        Ok(()) => format!("It was set aside as {}", Shown(damaged)),
        Err(error) => format!("It could not be set aside ({error})"),
    };
    format!("{} is damaged: {reason}. {outcome}, and the defaults are used.", Shown(path))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{FakeFs, Fault, Operation};
    use super::*;
    use std::io::ErrorKind;

    const PATH: &str = "/home/config/list.ron";

    fn load_list(fs: &FakeFs) -> (Vec<u16>, Option<String>) {
        load_kept(fs, Path::new(PATH))
    }

    #[test]
    fn what_is_kept_comes_back() {
        let fs = FakeFs::new();
        assert_eq!(load_list(&fs), (vec![], None));
        save_kept(&fs, Path::new(PATH), &vec![1_u16, 2]).unwrap();
        assert_eq!(load_list(&fs), (vec![1, 2], None));
        assert_eq!((fs.mode("/home/config"), fs.mode(PATH)), (Some(0o700), Some(0o600)));
    }

    #[test]
    fn a_damaged_file_is_set_aside_with_a_message() {
        for damage in [&b"[1, 2"[..], b"", b"\xff\xfe[\x001\x00]", b"[70000]", &b"[".repeat(100_000)] {
            let fs = FakeFs::new();
            fs.put(PATH, damage);
            fs.put(format!("{PATH}.damaged"), b"older");
            let (list, message) = load_list(&fs);
            assert!(list.is_empty(), "{list:?}");
            let message = message.unwrap();
            assert!(message.starts_with("/home/config/list.ron is damaged: "), "{message}");
            assert!(message.contains("set aside as /home/config/list.ron.damaged"), "{message}");
            assert_eq!(fs.content(PATH), None);
            assert_eq!(fs.content(format!("{PATH}.damaged")).unwrap(), damage);
            assert_eq!(load_list(&fs), (vec![], None), "the next start is clean");
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_damage() {
        let fs = FakeFs::new();
        fs.put(PATH, "\u{feff}[3]".as_bytes());
        assert_eq!(load_list(&fs), (vec![3], None));
    }

    #[test]
    fn a_file_that_cannot_be_read_or_set_aside_does_not_stop_the_start() {
        let fs = FakeFs::new();
        fs.put(PATH, b"[4]");
        fs.fail(Fault::every(Operation::Read, ErrorKind::PermissionDenied));
        let (list, message) = load_list(&fs);
        assert!(list.is_empty(), "{list:?}");
        assert!(message.unwrap().contains("reading it is not permitted"));
        assert_eq!(fs.content(PATH).unwrap(), b"[4]");

        fs.put(PATH, b"damaged");
        fs.fail(Fault::every(Operation::Rename, ErrorKind::ReadOnlyFilesystem));
        let (list, message) = load_list(&fs);
        assert!(list.is_empty(), "{list:?}");
        assert!(message.unwrap().contains("could not be set aside"));
        assert_eq!(fs.content(PATH).unwrap(), b"damaged");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_reported() {
        let fs = FakeFs::new();
        fs.put("/home", b"a file in the way");
        let error = save_kept(&fs, Path::new(PATH), &vec![1_u16]).unwrap_err().to_string();
        assert!(error.contains(PATH) && error.contains("part of its path is a file"), "{error}");
    }
}
