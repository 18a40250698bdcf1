//! The drafts opened last, for the start screen.

use super::folders::Folders;
use super::fs::Fs;
use super::kept::{load_kept, read_to_change, save_kept};
use super::path_text;
use super::save::SaveError;
use crate::value::Date;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The most drafts remembered.
pub const RECENT_LIMIT: usize = 20;

const LONGEST_TEXT: usize = 200;

/// A draft opened or saved once. It may be gone by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentFile {
    /// Absolute, as the user named it.
    #[serde(with = "path_text")]
    pub path: PathBuf,
    /// The agreement's title, cut to 200 characters.
    pub title: String,
    /// The id of the draft's template.
    pub template: String,
    /// The day it was last opened or saved.
    pub opened: Date,
    /// It stays at the top of the list, however long ago that was.
    #[serde(default)]
    pub pinned: bool,
}

/// The pinned ones first, then the newest first; each path once, at most [`RECENT_LIMIT`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentFiles {
    files: Vec<RecentFile>,
}

impl RecentFiles {
    pub fn files(&self) -> &[RecentFile] {
        &self.files
    }

    /// Puts the draft first, in place of what was known of the same path; a pin stays.
    pub fn remember(&mut self, mut file: RecentFile) {
        for text in [&mut file.title, &mut file.template] {
            if let Some((end, _)) = text.char_indices().nth(LONGEST_TEXT) {
                text.truncate(end);
            }
        }
        file.pinned |= self.files.iter().any(|known| known.path == file.path && known.pinned);
        self.forget(&file.path);
        self.files.insert(0, file);
        self.files.sort_by_key(|file| !file.pinned);
        self.files.truncate(RECENT_LIMIT);
    }

    /// Keeps a draft at the top of the list, or lets it go down with time.
    pub fn pin(&mut self, path: &Path, pinned: bool) {
        self.files.iter_mut().filter(|file| file.path == path).for_each(|file| file.pinned = pinned);
        self.files.sort_by_key(|file| !file.pinned);
    }

    pub fn forget(&mut self, path: &Path) {
        self.files.retain(|file| file.path != path);
    }

    pub fn clear(&mut self) {
        self.files.clear();
    }

    /// A list that keeps its promises whatever the file held.
    fn in_order(self) -> Self {
        let mut list = Self::default();
        self.files.into_iter().rev().for_each(|file| list.remember(file));
        list
    }
}

/// The list, and a message for the user if its file was damaged or unreadable and an empty list stands in. A
/// damaged file is renamed to `recent.ron.damaged`.
pub fn load_recent_files(fs: &dyn Fs, folders: &Folders) -> (RecentFiles, Option<String>) {
    let (stored, message) = load_kept::<RecentFiles>(fs, &place(folders));
    (stored.in_order(), message)
}

/// Changes the list as it is on disk now, so that two windows do not forget each other's drafts, and returns
/// it. A list that cannot be read at the moment is left alone.
pub fn update_recent_files(
    fs: &dyn Fs,
    folders: &Folders,
    change: impl FnOnce(&mut RecentFiles),
) -> Result<RecentFiles, SaveError> {
    let path = place(folders);
    let mut list = read_to_change::<RecentFiles>(fs, &path)?.in_order();
    change(&mut list);
    save_kept(fs, &path, &list)?;
    Ok(list)
}

fn place(folders: &Folders) -> PathBuf {
    folders.state().join("recent.ron")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{FakeFs, Fault, Operation};
    use super::*;
    use std::io::ErrorKind;

    fn folders() -> Folders {
        Folders::under(Path::new("/home"))
    }

    fn file(path: &str, title: &str) -> RecentFile {
        RecentFile {
            path: path.into(),
            title: title.into(),
            template: "cloud-hosting".into(),
            opened: "2026-07-31".parse().unwrap(),
            pinned: false,
        }
    }

    fn titles(list: &RecentFiles) -> Vec<&str> {
        list.files().iter().map(|file| file.title.as_str()).collect()
    }

    #[test]
    fn the_newest_comes_first_and_each_path_once() {
        let mut list = RecentFiles::default();
        list.remember(file("/a.ron", "A"));
        list.remember(file("/b.ron", "B"));
        list.remember(file("/a.ron", "A, second version"));
        assert_eq!(titles(&list), ["A, second version", "B"]);
        list.forget(Path::new("/a.ron"));
        assert_eq!(titles(&list), ["B"]);
        list.clear();
        assert_eq!(titles(&list), [""; 0]);
    }

    #[test]
    fn a_pinned_draft_stays_at_the_top_and_on_the_list() {
        let mut list = RecentFiles::default();
        list.remember(file("/a.ron", "A"));
        list.remember(file("/b.ron", "B"));
        list.pin(Path::new("/a.ron"), true);
        assert_eq!(titles(&list), ["A", "B"]);
        for number in 0..25 {
            list.remember(file(&format!("/{number}.ron"), "N"));
        }
        list.remember(file("/a.ron", "A again"));
        assert_eq!((titles(&list)[0], titles(&list)[1]), ("A again", "N"));
        assert_eq!(list.files().len(), RECENT_LIMIT);
        list.pin(Path::new("/a.ron"), false);
        list.remember(file("/c.ron", "C"));
        assert_eq!(titles(&list)[..2], ["C", "A again"]);
    }

    #[test]
    fn the_oldest_fall_off_and_long_titles_are_cut() {
        let mut list = RecentFiles::default();
        for number in 0..25 {
            list.remember(file(&format!("/{number}.ron"), &"ß".repeat(300)));
        }
        assert_eq!(list.files().len(), RECENT_LIMIT);
        assert_eq!(list.files()[0].path, Path::new("/24.ron"));
        assert_eq!(list.files()[0].title.chars().count(), LONGEST_TEXT);
    }

    #[test]
    fn two_windows_keep_each_others_drafts() {
        let fs = FakeFs::new();
        update_recent_files(&fs, &folders(), |list| list.remember(file("/a.ron", "A"))).unwrap();
        let list = update_recent_files(&fs, &folders(), |list| list.remember(file("/b.ron", "B"))).unwrap();
        assert_eq!(titles(&list), ["B", "A"]);
        assert_eq!(load_recent_files(&fs, &folders()), (list, None));
    }

    #[test]
    fn a_list_edited_by_hand_is_put_in_order() {
        let fs = FakeFs::new();
        let entry = "(path: \"/a.ron\", title: \"A\", template: \"\", opened: \"2026-07-31\"),";
        fs.put("/home/state/recent.ron", format!("(files: [{}])", entry.repeat(30)).as_bytes());
        let (list, message) = load_recent_files(&fs, &folders());
        assert_eq!((titles(&list), message), (vec!["A"], None));
    }

    #[test]
    fn a_list_that_cannot_be_read_now_is_not_overwritten() {
        let fs = FakeFs::new();
        update_recent_files(&fs, &folders(), |list| list.remember(file("/a.ron", "A"))).unwrap();
        fs.fail(Fault::every(Operation::Read, ErrorKind::TimedOut));
        let error =
            update_recent_files(&fs, &folders(), |list| list.remember(file("/b.ron", "B"))).unwrap_err();
        assert!(error.to_string().contains("the network drive does not answer"), "{error}");
        fs.heal();
        assert_eq!(titles(&load_recent_files(&fs, &folders()).0), ["A"]);
    }

    #[test]
    fn a_damaged_list_is_set_aside_and_a_full_disk_reported() {
        let fs = FakeFs::new();
        fs.put("/home/state/recent.ron", b"(files: [(path: \"%\"");
        let (list, message) = load_recent_files(&fs, &folders());
        assert_eq!(list, RecentFiles::default());
        assert!(message.unwrap().contains("recent.ron.damaged"));
        fs.fail(Fault::every(Operation::Write, ErrorKind::StorageFull));
        let error = update_recent_files(&fs, &folders(), RecentFiles::clear).unwrap_err();
        assert!(error.to_string().contains("the disk is full"));
        assert_eq!(fs.files(), [Path::new("/home/state/recent.ron.damaged")]);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_unicode_are_remembered() {
        use std::os::unix::ffi::OsStrExt;
        let fs = FakeFs::new();
        let path = Path::new(std::ffi::OsStr::from_bytes(b"/caf\xe9.ron")).to_owned();
        let odd = RecentFile { path: path.clone(), ..file("", "Café") };
        update_recent_files(&fs, &folders(), |list| list.remember(odd)).unwrap();
        assert_eq!(load_recent_files(&fs, &folders()).0.files()[0].path, path);
    }
}
