//! What the style may read: its own files and the data laid out for it, nothing else.

use super::fonts::FACES;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World};

static STYLE: &[(&str, &str)] = &[
    (MAIN, include_str!("../../../assets/typst/main.typ")),
    ("/tokens.typ", include_str!("../../../assets/typst/tokens.typ")),
    ("/inline.typ", include_str!("../../../assets/typst/inline.typ")),
    ("/blocks.typ", include_str!("../../../assets/typst/blocks.typ")),
    ("/front.typ", include_str!("../../../assets/typst/front.typ")),
];

const MAIN: &str = "/main.typ";

/// Row headers in tables need Typst's extra accessibility functions.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    LazyHash::new(Library::builder().with_features(Features::from_iter([Feature::A11yExtras])).build())
});

static SOURCES: LazyLock<BTreeMap<String, Source>> = LazyLock::new(|| {
    STYLE
        .iter()
        .filter_map(|(path, text)| {
            Some(((*path).to_owned(), Source::new(file_id(path)?, (*text).to_owned())))
        })
        .collect()
});

/// Names a file of the shelf; `None` only for a path that leaves its root.
fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

/// The files that a compilation may see, by their path.
#[derive(Default)]
pub(super) struct Shelf {
    files: BTreeMap<String, Bytes>,
}

impl Shelf {
    /// Puts exactly these files on the shelf. A file whose bytes did not change keeps its identity, so that what was
    /// typeset from it is used again. True if anything is different from before.
    pub fn replace(&mut self, files: Vec<(String, Vec<u8>)>) -> bool {
        let mut old = std::mem::take(&mut self.files);
        let mut changed = false;
        for (path, bytes) in files {
            let kept = old.remove(&path).filter(|kept| kept.as_slice() == bytes.as_slice());
            changed |= kept.is_none();
            self.files.insert(path, kept.unwrap_or_else(|| Bytes::new(bytes)));
        }
        changed || !old.is_empty()
    }

    fn path(id: FileId) -> FileResult<&'static str> {
        let rooted = id.get();
        match rooted.root() {
            VirtualRoot::Project => Ok(rooted.vpath().get_with_slash()),
            VirtualRoot::Package(_) => Err(FileError::AccessDenied),
        }
    }
}

impl World for Shelf {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FACES.book
    }

    fn main(&self) -> FileId {
        match SOURCES.get(MAIN) {
            Some(source) => source.id(),
            None => Source::detached("").id(),
        }
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.get(Self::path(id)?).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = Self::path(id)?;
        if let Some(bytes) = self.files.get(path) {
            return Ok(bytes.clone());
        }
        match SOURCES.get(path) {
            Some(source) => Ok(Bytes::from_string(source.clone().text().to_owned())),
            None => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FACES.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_shelf_can_be_read() {
        let mut shelf = Shelf::default();
        shelf.replace(vec![("/data/page.json".into(), b"{}".to_vec())]);
        assert_eq!(shelf.file(file_id("/data/page.json").unwrap()).unwrap().as_slice(), b"{}");
        assert!(shelf.source(shelf.main()).is_ok());
        for path in ["/etc/passwd", "/data/other.json", "/draft.ron", "/Cargo.toml"] {
            let id = file_id(path).unwrap();
            assert_eq!(shelf.file(id), Err(FileError::AccessDenied), "{path}");
            assert_eq!(shelf.source(id).map(|_| ()), Err(FileError::AccessDenied), "{path}");
        }
        assert!(file_id("/../up").is_none_or(|id| shelf.file(id).is_err()));
        let package = "@preview/anything:1.0.0".parse().unwrap();
        let id =
            RootedPath::new(VirtualRoot::Package(package), VirtualPath::new("/main.typ").unwrap()).intern();
        assert_eq!(shelf.source(id).map(|_| ()), Err(FileError::AccessDenied));
        assert_eq!(shelf.today(None), None);
    }

    #[test]
    fn unchanged_files_keep_their_bytes() {
        let mut shelf = Shelf::default();
        assert!(shelf.replace(vec![("/a".into(), vec![1]), ("/b".into(), vec![2])]));
        assert!(!shelf.replace(vec![("/a".into(), vec![1]), ("/b".into(), vec![2])]), "all as before");
        let before = shelf.files["/a"].as_slice().as_ptr();
        shelf.replace(vec![("/a".into(), vec![1]), ("/b".into(), vec![3])]);
        assert_eq!(shelf.files["/a"].as_slice().as_ptr(), before);
        assert!(shelf.replace(vec![]));
        assert!(shelf.files.is_empty());
    }
}
