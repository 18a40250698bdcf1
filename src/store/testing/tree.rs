//! The folders and files of the fake disk.

use super::super::fs::{FileIdentity, Kind, Metadata, Owner, Timestamp};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

pub(super) struct Tree {
    nodes: BTreeMap<PathBuf, Node>,
    /// Every file ever made, by its number: one that is open lives on without a name.
    files: Vec<Content>,
    pub clock: Timestamp,
}

#[derive(Clone)]
enum Node {
    Folder {
        mode: u32,
    },
    /// Position in the list of files.
    File(usize),
    Link(PathBuf),
}

pub(super) struct Content {
    pub bytes: Vec<u8>,
    pub synced: bool,
    pub locked: bool,
    pub owner: Owner,
    mode: u32,
    modified: Timestamp,
}

/// Who uses the fake disk.
pub(super) const USER: Owner = Owner { user: 1000, group: 1000 };
const READ: u32 = 0o400;
const WRITE: u32 = 0o200;
const LONGEST_NAME: usize = 255;
const MOST_LINKS: usize = 40;

impl Default for Tree {
    fn default() -> Self {
        Self {
            nodes: BTreeMap::from([(PathBuf::from("/"), Node::Folder { mode: 0o755 })]),
            files: Vec::new(),
            clock: Timestamp { seconds: 1_785_000_000, nanoseconds: 0 },
        }
    }
}

impl Tree {
    pub fn put(&mut self, path: &Path, bytes: &[u8]) {
        let number = self.new_file(bytes.to_vec(), 0o644);
        self.insert(path, Node::File(number));
    }

    fn new_file(&mut self, bytes: Vec<u8>, mode: u32) -> usize {
        self.files.push(Content {
            bytes,
            synced: true,
            locked: false,
            owner: USER,
            mode,
            modified: self.clock,
        });
        self.files.len() - 1
    }

    pub fn put_folder(&mut self, path: &Path) {
        let _ = self.create_folders(path, 0o755);
    }

    pub fn put_link(&mut self, path: &Path, to: &Path) {
        self.insert(path, Node::Link(to.to_owned()));
    }

    /// A second name for a file. Does nothing when there is no file.
    pub fn put_hard_link(&mut self, path: &Path, of: &Path) {
        if let Ok(number) = self.number(of) {
            self.insert(path, Node::File(number));
        }
    }

    fn insert(&mut self, path: &Path, node: Node) {
        self.put_folder(path.parent().unwrap_or(path));
        if let Ok(place) = self.locate(path, false) {
            self.nodes.insert(place, node);
        }
    }

    pub fn take_away(&mut self, path: &Path) {
        if let Ok(place) = self.locate(path, false) {
            self.nodes.retain(|other, _| !other.starts_with(&place));
        }
    }

    pub fn set_mode(&mut self, path: &Path, new: u32) {
        match self.locate(path, true).ok().and_then(|place| self.nodes.get_mut(&place)) {
            Some(Node::Folder { mode }) => *mode = new,
            Some(Node::File(number)) => {
                let number = *number;
                self.set_mode_of(number, new);
            }
            Some(Node::Link(_)) | None => {}
        }
    }

    pub fn set_mode_of(&mut self, number: usize, new: u32) {
        if let Some(file) = self.files.get_mut(number) {
            file.mode = new;
        }
    }

    pub fn set_owner(&mut self, number: usize, owner: Owner) {
        if let Some(file) = self.files.get_mut(number) {
            file.owner = owner;
        }
    }

    pub fn files(&self) -> Vec<PathBuf> {
        let is_file = |node: &Node| !matches!(node, Node::Folder { .. });
        self.nodes.iter().filter(|(_, node)| is_file(node)).map(|(path, _)| path.clone()).collect()
    }

    /// All names but links, with the number of each file and `None` for a folder.
    pub fn names(&self) -> BTreeMap<PathBuf, Option<usize>> {
        let number = |node: &Node| match node {
            Node::Folder { .. } => Some(None),
            Node::File(number) => Some(Some(*number)),
            Node::Link(_) => None,
        };
        self.nodes.iter().filter_map(|(path, node)| Some((path.clone(), number(node)?))).collect()
    }

    pub fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        match self.nodes.get(&self.locate(path, true)?) {
            Some(Node::Folder { mode }) => Ok(Metadata {
                kind: Kind::Folder,
                len: 0,
                mode: Some(*mode),
                read_only: mode & 0o222 == 0,
                owner: Some(USER),
                hard_links: None,
                identity: None,
                modified: None,
            }),
            Some(Node::File(number)) => self.metadata_of(*number),
            Some(Node::Link(_)) | None => Err(ErrorKind::NotFound.into()),
        }
    }

    pub fn metadata_of(&self, number: usize) -> io::Result<Metadata> {
        let file = self.files.get(number).ok_or(ErrorKind::NotFound)?;
        let is_name = |node: &&Node| matches!(node, Node::File(other) if *other == number);
        Ok(Metadata {
            kind: Kind::File,
            len: file.bytes.len() as u64,
            mode: Some(file.mode),
            read_only: file.mode & 0o222 == 0,
            owner: Some(file.owner),
            hard_links: Some(self.nodes.values().filter(is_name).count() as u64),
            identity: Some(FileIdentity { device: 1, number: number as u64 }),
            modified: Some(file.modified),
        })
    }

    pub fn link_target(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        match self.locate(path, false) {
            Ok(place) => Ok(match self.nodes.get(&place) {
                Some(Node::Link(to)) => Some(to.clone()),
                _ => None,
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub fn file(&self, path: &Path) -> io::Result<&Content> {
        self.files.get(self.number(path)?).ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// The number of the file a path leads to.
    pub fn number(&self, path: &Path) -> io::Result<usize> {
        match self.nodes.get(&self.locate(path, true)?) {
            Some(Node::File(number)) => Ok(*number),
            Some(Node::Folder { .. }) => Err(ErrorKind::IsADirectory.into()),
            Some(Node::Link(_)) | None => Err(ErrorKind::NotFound.into()),
        }
    }

    pub fn check_writable(&self, path: &Path) -> io::Result<()> {
        if self.file(path)?.mode & WRITE == 0 { Err(ErrorKind::PermissionDenied.into()) } else { Ok(()) }
    }

    /// The number of the new file.
    pub fn create(&mut self, path: &Path, mode: u32) -> io::Result<usize> {
        let place = self.entry(path)?;
        if self.nodes.contains_key(&place) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        let number = self.new_file(Vec::new(), mode);
        self.nodes.insert(place, Node::File(number));
        Ok(number)
    }

    pub fn append(&mut self, number: usize, bytes: &[u8]) -> io::Result<()> {
        let file = self.files.get_mut(number).ok_or(ErrorKind::NotFound)?;
        file.bytes.extend_from_slice(bytes);
        file.synced = false;
        file.modified = self.clock;
        Ok(())
    }

    pub fn sync(&mut self, number: usize) -> io::Result<()> {
        self.files.get_mut(number).ok_or(ErrorKind::NotFound)?.synced = true;
        Ok(())
    }

    /// The file whose lock was taken, made if missing; `None` if it is held.
    pub fn lock(&mut self, path: &Path) -> io::Result<Option<usize>> {
        let number = match self.number(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => self.create(path, 0o600)?,
            found => found?,
        };
        let file = self.files.get_mut(number).ok_or(ErrorKind::NotFound)?;
        let was_free = !file.locked;
        file.locked = true;
        Ok(was_free.then_some(number))
    }

    pub fn unlock(&mut self, number: usize) {
        if let Some(file) = self.files.get_mut(number) {
            file.locked = false;
        }
    }

    pub fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let place = self.locate(folder, true)?;
        match self.nodes.get(&place) {
            Some(Node::Folder { mode }) if mode & READ != 0 => {}
            Some(Node::Folder { .. }) => return Err(ErrorKind::PermissionDenied.into()),
            Some(_) => return Err(ErrorKind::NotADirectory.into()),
            None => return Err(ErrorKind::NotFound.into()),
        }
        let inside = self.nodes.keys().filter(|path| path.parent() == Some(&place));
        Ok(inside.filter_map(|path| path.file_name()).map(OsString::from).collect())
    }

    pub fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
        let place = self.entry(path)?;
        match self.nodes.get(&place) {
            Some(Node::Folder { .. }) => {}
            Some(_) => return Err(ErrorKind::NotADirectory.into()),
            None => return Err(ErrorKind::NotFound.into()),
        }
        if self.nodes.keys().any(|other| other.parent() == Some(&place)) {
            return Err(ErrorKind::DirectoryNotEmpty.into());
        }
        self.nodes.remove(&place);
        Ok(())
    }

    pub fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let (from, to) = (self.entry(from)?, self.entry(to)?);
        if let Some(Node::Folder { .. }) = self.nodes.get(&to) {
            return Err(ErrorKind::IsADirectory.into());
        }
        let node = self.nodes.remove(&from).ok_or(ErrorKind::NotFound)?;
        self.nodes.insert(to, node);
        Ok(())
    }

    pub fn remove_file(&mut self, path: &Path) -> io::Result<()> {
        let place = self.entry(path)?;
        match self.nodes.get(&place) {
            None => Err(ErrorKind::NotFound.into()),
            Some(Node::Folder { .. }) => Err(ErrorKind::IsADirectory.into()),
            Some(_) => {
                self.nodes.remove(&place);
                Ok(())
            }
        }
    }

    pub fn create_folders(&mut self, path: &Path, mode: u32) -> io::Result<()> {
        let mut here = PathBuf::new();
        for part in path.components() {
            here.push(part);
            let place = self.locate(&here, true)?;
            match self.nodes.get(&place) {
                Some(Node::Folder { .. }) => {}
                Some(_) => return Err(ErrorKind::NotADirectory.into()),
                None => {
                    let place = self.entry(&here)?;
                    self.nodes.insert(place, Node::Folder { mode });
                }
            }
        }
        Ok(())
    }

    /// The place of a name whose folder is about to change.
    fn entry(&self, path: &Path) -> io::Result<PathBuf> {
        let place = self.locate(path, false)?;
        match place.parent().and_then(|folder| self.nodes.get(folder)) {
            Some(Node::Folder { mode }) if mode & WRITE != 0 => Ok(place),
            Some(Node::Folder { .. }) => Err(ErrorKind::PermissionDenied.into()),
            Some(_) => Err(ErrorKind::NotADirectory.into()),
            None => Err(ErrorKind::NotFound.into()),
        }
    }

    /// The path without links and dots. The last part need not exist; it is followed if it is a link and
    /// `follow` says so.
    pub fn locate(&self, path: &Path, follow: bool) -> io::Result<PathBuf> {
        let mut ahead = parts(path);
        let mut here = PathBuf::from("/");
        let mut links = 0;
        while let Some(part) = ahead.pop() {
            if part == ".." {
                here.pop();
                continue;
            }
            if part.len() > LONGEST_NAME {
                return Err(ErrorKind::InvalidFilename.into());
            }
            here.push(part);
            let is_last = ahead.is_empty();
            match self.nodes.get(&here) {
                Some(Node::Link(to)) if follow || !is_last => {
                    links += 1;
                    if links > MOST_LINKS {
                        return Err(io::Error::other("too many levels of symbolic links"));
                    }
                    here.pop();
                    if to.has_root() {
                        here = PathBuf::from("/");
                    }
                    ahead.extend(parts(to));
                }
                Some(Node::File(_)) if !is_last => return Err(ErrorKind::NotADirectory.into()),
                None if !is_last => return Err(ErrorKind::NotFound.into()),
                _ => {}
            }
        }
        Ok(here)
    }
}

/// The names in a path, last first.
fn parts(path: &Path) -> Vec<OsString> {
    path.components()
        .rev()
        .filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir))
        .map(|part| part.as_os_str().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_in_every_part_of_a_path() {
        let mut tree = Tree::default();
        tree.put(Path::new("/real/a.ron"), b"a");
        tree.put_link(Path::new("/way"), Path::new("real"));
        tree.put_link(Path::new("/real/back"), Path::new("../way/./a.ron"));
        assert_eq!(tree.file(Path::new("/way/back")).unwrap().bytes, b"a");
        assert_eq!(tree.locate(Path::new("/way/back"), false).unwrap(), Path::new("/real/back"));
        tree.put_link(Path::new("/round"), Path::new("round"));
        assert!(tree.file(Path::new("/round")).is_err());
    }

    #[test]
    fn a_folder_without_write_permission_keeps_its_entries() {
        let mut tree = Tree::default();
        tree.put(Path::new("/kept/a.ron"), b"a");
        tree.set_mode(Path::new("/kept"), 0o555);
        let denied = |done: io::Result<()>| assert_eq!(done.unwrap_err().kind(), ErrorKind::PermissionDenied);
        denied(tree.create(Path::new("/kept/b.ron"), 0o600).map(drop));
        denied(tree.remove_file(Path::new("/kept/a.ron")));
        denied(tree.rename(Path::new("/kept/a.ron"), Path::new("/b.ron")));
        assert_eq!(tree.files(), [Path::new("/kept/a.ron")]);
    }

    #[test]
    fn missing_folders_and_files_in_the_way_are_told_apart() {
        let mut tree = Tree::default();
        tree.put(Path::new("/a/file"), b"");
        let kind = |error: io::Error| error.kind();
        assert_eq!(tree.metadata(Path::new("/b/file")).map_err(kind), Err(ErrorKind::NotFound));
        assert_eq!(tree.metadata(Path::new("/a/file/x")).map_err(kind), Err(ErrorKind::NotADirectory));
        let long = format!("/{}", "n".repeat(256));
        assert_eq!(tree.metadata(Path::new(&long)).map_err(kind), Err(ErrorKind::InvalidFilename));
        tree.take_away(Path::new("/a"));
        assert_eq!(tree.metadata(Path::new("/a/file")).map_err(kind), Err(ErrorKind::NotFound));
    }

    #[test]
    fn names_of_one_file_share_content_and_lock() {
        let mut tree = Tree::default();
        tree.put(Path::new("/a"), b"a");
        tree.put_hard_link(Path::new("/b/c"), Path::new("/a"));
        let of = |tree: &Tree, path: &str| tree.metadata(Path::new(path)).unwrap();
        assert_eq!(of(&tree, "/a"), of(&tree, "/b/c"));
        assert_eq!(of(&tree, "/a").hard_links, Some(2));
        let number = tree.lock(Path::new("/a")).unwrap().unwrap();
        assert_eq!(tree.lock(Path::new("/b/c")).unwrap(), None);
        tree.remove_file(Path::new("/a")).unwrap();
        assert_eq!(of(&tree, "/b/c").hard_links, Some(1));
        tree.unlock(number);
        assert_eq!(tree.lock(Path::new("/b/c")).unwrap(), Some(number));
    }

    #[test]
    fn folders_are_listed_and_removed_only_when_empty() {
        let mut tree = Tree::default();
        tree.put(Path::new("/a/b/c"), b"");
        assert_eq!(tree.list(Path::new("/a")).unwrap(), ["b"]);
        let refused = tree.remove_folder(Path::new("/a/b")).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::DirectoryNotEmpty);
        tree.take_away(Path::new("/a/b/c"));
        tree.remove_folder(Path::new("/a/b")).unwrap();
        assert!(tree.list(Path::new("/a")).unwrap().is_empty());
        tree.set_mode(Path::new("/a"), 0o300);
        assert_eq!(tree.list(Path::new("/a")).unwrap_err().kind(), ErrorKind::PermissionDenied);
    }
}
