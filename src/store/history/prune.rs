//! Keeping the whole history within its limits, and taking away what nobody names any more.

use super::super::folders::Folders;
use super::super::fs::Fs;
use super::super::hash::ContentHash;
use super::super::save::writer_of;
use super::entry::Entry;
use super::index::Index;
use super::keep::{Turn, take_turn};
use super::{HistoryError, MOST_BYTES, MOST_ENTRIES, Place, thin};
use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::Path;

/// Seconds for which a content that nobody names stays where there are no locks: somebody may be about to name it.
const GRACE: i64 = 3_600;

/// What a clean-up came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    pub entries: usize,
    pub files: usize,
}

/// Thins out every list and removes what no entry names, as of `now` (seconds since 1970).
///
/// # Errors
/// When a list cannot be read: nothing is removed then. Or when another process is at work.
pub fn prune(fs: &dyn Fs, folders: &Folders, now: i64) -> Result<Pruned, HistoryError> {
    let place = Place::of(folders);
    let turn = take_turn(fs, &place)?;
    clean_up(fs, &place, &turn, now)
}

pub(super) fn clean_up(fs: &dyn Fs, place: &Place, turn: &Turn, now: i64) -> Result<Pruned, HistoryError> {
    clean_up_to(fs, place, turn, now, MOST_BYTES)
}

/// As [`clean_up`], to `most` bytes.
pub(super) fn clean_up_to(
    fs: &dyn Fs,
    place: &Place,
    turn: &Turn,
    now: i64,
    most: u64,
) -> Result<Pruned, HistoryError> {
    let mut done = Pruned::default();
    let mut lists = load_all(fs, place)?;
    for list in &mut lists {
        let gone = thin::thin(&mut list.index.entries, now, MOST_ENTRIES);
        list.changed |= gone > 0;
        done.entries += gone;
    }
    done.entries += make_room(&mut lists, most);
    // The entries go first: a content that is still named is never missing, whatever comes between.
    for list in lists.iter().filter(|list| list.changed) {
        list.index.store(fs, place)?;
    }
    let named: HashSet<ContentHash> =
        lists.iter().flat_map(|list| list.index.entries.iter().map(|entry| entry.hash)).collect();
    done.files = remove_nameless(fs, place, turn, now, &named)?;
    Ok(done)
}

struct List {
    index: Index,
    changed: bool,
}

/// Every list there is; damaged ones as they could be made again.
fn load_all(fs: &dyn Fs, place: &Place) -> Result<Vec<List>, HistoryError> {
    let load = |key: String| {
        let index = Index::load(fs, place, &key)?;
        Ok(List { changed: index.damage.is_some(), index })
    };
    keys(fs, place)?.into_iter().map(load).collect()
}

/// The names of the lists, in order.
pub(super) fn keys(fs: &dyn Fs, place: &Place) -> Result<Vec<String>, HistoryError> {
    let folder = place.drafts();
    let names = match fs.list(&folder) {
        Ok(names) => names,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(HistoryError::Read { path: folder, source }),
    };
    let mut keys: Vec<String> = names.iter().filter_map(|name| name.to_str().map(str::to_owned)).collect();
    keys.retain(|key| key.ends_with(".log"));
    keys.sort_unstable();
    Ok(keys)
}

/// Drops the oldest entries until the contents fit; the newest of each draft go last.
fn make_room(lists: &mut [List], most: u64) -> usize {
    let mut uses: HashMap<ContentHash, (u64, usize)> = HashMap::new();
    let mut order: Vec<(bool, i64, usize, usize)> = Vec::new();
    for (at, list) in lists.iter().enumerate() {
        for (position, entry) in list.index.entries.iter().enumerate() {
            let use_of = uses.entry(entry.hash).or_insert((entry.stored, 0));
            use_of.0 = use_of.0.max(entry.stored);
            use_of.1 += 1;
            let newest = position + 1 == list.index.entries.len();
            order.push((newest, entry.time, at, position));
        }
    }
    let mut total: u64 = uses.values().map(|(stored, _)| stored).sum();
    if total <= most {
        return 0;
    }
    order.sort_unstable();
    let mut going: HashSet<(usize, usize)> = HashSet::new();
    for (_, _, at, position) in order {
        if total <= most {
            break;
        }
        let Some(entry) = lists.get(at).and_then(|list| list.index.entries.get(position)) else { continue };
        going.insert((at, position));
        if let Some((stored, count)) = uses.get_mut(&entry.hash) {
            *count -= 1;
            if *count == 0 {
                total -= *stored;
            }
        }
    }
    for (at, list) in lists.iter_mut().enumerate() {
        let before = list.index.entries.len();
        let mut position = 0;
        list.index.entries.retain(|_: &Entry| {
            position += 1;
            !going.contains(&(at, position - 1))
        });
        list.changed |= list.index.entries.len() < before;
    }
    going.len()
}

/// Removes contents that no entry names, and temporary files that a kill left behind.
fn remove_nameless(
    fs: &dyn Fs,
    place: &Place,
    turn: &Turn,
    now: i64,
    named: &HashSet<ContentHash>,
) -> Result<usize, HistoryError> {
    let mut removed = 0;
    for folder in [place.objects(), place.drafts()] {
        let names = match fs.list(&folder) {
            Ok(names) => names,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(source) => return Err(HistoryError::Read { path: folder, source }),
        };
        for name in names {
            let path = folder.join(&name);
            if is_nameless(&name, named) && may_go(fs, &path, turn, now) {
                match fs.remove_file(&path) {
                    Ok(()) => removed += 1,
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    Err(source) => return Err(HistoryError::Write { path, source }),
                }
            }
        }
    }
    Ok(removed)
}

fn is_nameless(name: &OsStr, named: &HashSet<ContentHash>) -> bool {
    let hash = name.to_str().and_then(|name| name.parse::<ContentHash>().ok());
    writer_of(name).is_some() || hash.is_some_and(|hash| !named.contains(&hash))
}

fn may_go(fs: &dyn Fs, path: &Path, turn: &Turn, now: i64) -> bool {
    match turn {
        Turn::Alone { .. } => true,
        Turn::Perhaps => {
            let modified = fs.metadata(path).ok().and_then(|found| found.modified);
            modified.is_some_and(|time| now.saturating_sub(time.seconds) > GRACE)
        }
    }
}
