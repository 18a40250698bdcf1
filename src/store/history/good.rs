//! The newest save that still reads as a draft, for a file that does not any more.

use super::super::folders::Folders;
use super::super::fs::Fs;
use super::entry::{Entry, absolute};
use super::index::Index;
use super::prune::keys;
use super::{Place, object};
use crate::draft::{Draft, from_ron};
use std::path::Path;

/// An earlier save that is whole.
#[derive(Clone, Debug)]
pub struct Good {
    pub entry: Entry,
    pub draft: Draft,
    /// As it stood in the file.
    pub bytes: Vec<u8>,
}

/// The newest kept content that reads as a draft: of the file at `path`, or else of the draft with this id. `None` when
/// there is none, or when the history cannot be read.
pub fn newest_good(fs: &dyn Fs, folders: &Folders, path: Option<&Path>, id: Option<&str>) -> Option<Good> {
    let place = Place::of(folders);
    // A list that cannot be read does not hide the others.
    let lists: Vec<Index> =
        keys(fs, &place).ok()?.iter().filter_map(|key| Index::load(fs, &place, key).ok()).collect();
    let own = path.map(absolute);
    let entries = || lists.iter().flat_map(|list| list.entries.iter().enumerate());
    let mut of_path: Vec<(usize, &Entry)> =
        entries().filter(|(_, e)| own.as_ref().is_some_and(|own| *own == e.path)).collect();
    let mut of_id: Vec<(usize, &Entry)> =
        entries().filter(|(_, e)| id.is_some_and(|id| !id.is_empty() && id == e.draft)).collect();
    for found in [&mut of_path, &mut of_id] {
        found.sort_by_key(|(position, entry)| std::cmp::Reverse((entry.time, *position)));
    }
    of_path.into_iter().chain(of_id).find_map(|(_, entry)| {
        let bytes = object::read(fs, &place, entry.hash).ok()?;
        let draft = from_ron(&bytes).ok()?;
        Some(Good { entry: entry.clone(), draft, bytes })
    })
}
