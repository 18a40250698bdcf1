//! What a power cut may leave of the changes that nobody waited for.

use super::{Change, Durable, FakeFs, Log};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The names on a disk and what they hold; `None` for a folder.
pub(super) type State = BTreeMap<PathBuf, Option<Vec<u8>>>;

/// What becomes of one change.
#[derive(Clone, Copy)]
enum Fate {
    Lost,
    Kept,
    /// The first so many bytes of a write, and no more.
    Short(usize),
    /// The length of a write, with the first so many of its bytes and zeros after them.
    ZerosAfter(usize),
    /// The length of a write, with zeros in place of its first so many bytes.
    ZerosBefore(usize),
}

/// Every state after `step` steps: all combinations of the fates of what is not durable by then.
pub(super) fn after(log: &Log, step: usize) -> BTreeSet<State> {
    let made: Vec<_> = log.entries.iter().filter(|entry| entry.made <= step).collect();
    let fates: Vec<Vec<Fate>> = made
        .iter()
        .map(|entry| match entry.durable {
            Durable::Since(since) if since <= step => vec![Fate::Kept],
            _ => fates(&entry.change),
        })
        .collect();
    let mut states = BTreeSet::new();
    let mut turn = vec![0; fates.len()];
    loop {
        let chosen = fates.iter().zip(&turn).filter_map(|(all, turn)| all.get(*turn).copied());
        states.insert(state(log, made.iter().map(|entry| &entry.change).zip(chosen)));
        if !advance(&mut turn, &fates) {
            return states;
        }
    }
}

/// The next combination, counting like a clock; false after the last.
fn advance(turn: &mut [usize], fates: &[Vec<Fate>]) -> bool {
    for (turn, all) in turn.iter_mut().zip(fates) {
        *turn += 1;
        if *turn < all.len() {
            return true;
        }
        *turn = 0;
    }
    false
}

fn fates(change: &Change) -> Vec<Fate> {
    let mut all = vec![Fate::Lost, Fate::Kept];
    if let Change::Write { bytes, .. } = change {
        let cuts: BTreeSet<usize> = [1, bytes.len() / 2, bytes.len().saturating_sub(1)].into();
        all.push(Fate::ZerosAfter(0));
        for cut in cuts.into_iter().filter(|cut| (1..bytes.len()).contains(cut)) {
            all.extend([Fate::Short(cut), Fate::ZerosAfter(cut), Fate::ZerosBefore(cut)]);
        }
    }
    all
}

fn state<'a>(log: &Log, changes: impl Iterator<Item = (&'a Change, Fate)>) -> State {
    let mut names = log.names.clone();
    let mut contents = log.contents.clone();
    for (change, fate) in changes {
        match (change, fate) {
            (_, Fate::Lost) => {}
            (Change::Name(place, number), _) => drop(names.insert(place.clone(), Some(*number))),
            (Change::Folder(place), _) => drop(names.insert(place.clone(), None)),
            (Change::NoName(place), _) => drop(names.remove(place)),
            (Change::Write { file, at, bytes }, fate) => {
                write(contents.entry(*file).or_default(), *at, bytes, fate);
            }
            #[cfg(test)]
            (Change::Truncate { file }, _) => contents.entry(*file).or_default().clear(),
        }
    }
    let is_folder = |place: &Path| matches!(names.get(place), Some(None));
    // What is in a folder that did not survive is out of reach.
    let reachable = names.iter().filter(|(place, _)| place.ancestors().skip(1).all(is_folder));
    reachable
        .map(|(place, number)| {
            let content = number.map(|number| contents.get(&number).cloned().unwrap_or_default());
            (place.clone(), content)
        })
        .collect()
}

fn write(content: &mut Vec<u8>, at: usize, bytes: &[u8], fate: Fate) {
    let (kept, length) = match fate {
        Fate::Lost => return,
        Fate::Kept => (0..bytes.len(), bytes.len()),
        Fate::Short(cut) => (0..cut, cut),
        Fate::ZerosAfter(cut) => (0..cut, bytes.len()),
        Fate::ZerosBefore(cut) => (cut..bytes.len(), bytes.len()),
    };
    if content.len() < at + length {
        content.resize(at + length, 0);
    }
    for (place, byte) in bytes.iter().enumerate().take(length) {
        if let Some(there) = content.get_mut(at + place) {
            *there = if kept.contains(&place) { *byte } else { 0 };
        }
    }
}

/// A sound disk in that state, as the next start of the program finds it.
pub(super) fn disk(state: &State) -> FakeFs {
    let disk = FakeFs::new();
    for (place, content) in state {
        match content {
            Some(bytes) => disk.put(place, bytes),
            None => disk.put_folder(place),
        }
    }
    disk
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(fate: Fate) -> Vec<u8> {
        let mut content = b"ab".to_vec();
        write(&mut content, 3, b"wxyz", fate);
        content
    }

    #[test]
    fn a_write_is_torn_in_every_way() {
        assert_eq!(written(Fate::Lost), b"ab");
        assert_eq!(written(Fate::Kept), b"ab\0wxyz");
        assert_eq!(written(Fate::Short(1)), b"ab\0w");
        assert_eq!(written(Fate::ZerosAfter(1)), b"ab\0w\0\0\0");
        assert_eq!(written(Fate::ZerosBefore(3)), b"ab\0\0\0\0z");
    }

    #[test]
    fn combinations_are_counted_to_the_end() {
        let fates =
            [vec![Fate::Kept], vec![Fate::Lost, Fate::Kept], vec![Fate::Lost, Fate::Kept, Fate::Short(1)]];
        let mut turn = vec![0; 3];
        let mut count = 1;
        while advance(&mut turn, &fates) {
            count += 1;
        }
        assert_eq!(count, 6);
    }
}
