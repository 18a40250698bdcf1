//! Lists that were damaged are made again from the contents, each of which says what it was first kept for.

use super::super::fs::Fs;
use super::Place;
use super::index::Index;
use super::object::first_entry;
use std::collections::HashSet;

/// Adds the entries of this list that only the contents remember, in the order of their times.
pub(super) fn add_lost(fs: &dyn Fs, place: &Place, index: &mut Index) {
    let Ok(names) = fs.list(&place.objects()) else { return };
    let known: HashSet<_> = index.entries.iter().map(|entry| entry.hash).collect();
    let hashes = names.iter().filter_map(|name| name.to_str()?.parse().ok());
    let lost = hashes.filter(|hash| !known.contains(hash)).filter_map(|hash| first_entry(fs, place, hash));
    let before = index.entries.len();
    index.entries.extend(lost.filter(|entry| entry.key() == index.key));
    if index.entries.len() > before {
        index.entries.sort_by_key(|entry| entry.time);
    }
}
