//! Adding to the history.

use super::super::folders::Folders;
use super::super::fs::{Fs, Lock};
use super::super::make_folders::make_private_folders;
use super::entry::{Entry, Kept, Snapshot};
use super::index::Index;
use super::prune::clean_up;
use super::{HistoryError, MOST_ENTRIES, Place, object, thin};
use std::io;
use std::time::Duration;

/// How often and how long to wait for another process that is adding to the history.
const ATTEMPTS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(25);

/// After so many entries of a draft the whole history is looked over, at the latest.
const CLEAN_UP_EVERY: usize = 16;

/// Who is at work on the history.
pub(super) enum Turn {
    /// This process alone, until this is dropped.
    Alone { _lock: Box<dyn Lock> },
    /// The file system knows no locks: others may be at work too.
    Perhaps,
}

/// Keeps a content, as of `now` (seconds since 1970). Where the draft's newest entry has the same content and file nothing
/// is added, and a file as it was opened only if its content is new; the entry is returned either way. Old entries are
/// thinned out on the way.
///
/// # Errors
/// When it could not be written. The draft's own file is not concerned.
pub fn keep(
    fs: &dyn Fs,
    folders: &Folders,
    snapshot: &Snapshot<'_>,
    now: i64,
) -> Result<Entry, HistoryError> {
    let place = Place::of(folders);
    let turn = take_turn(fs, &place)?;
    let mut entry = Entry::of(snapshot, now);
    let mut index = Index::load(fs, &place, &entry.key())?;
    if snapshot.kind == Kept::Opened
        && let Some(known) = index.entries.iter().find(|known| known.hash == entry.hash)
    {
        return Ok(known.clone());
    }
    let is_same = |last: &&Entry| last.hash == entry.hash && last.path == entry.path;
    if index.damage.is_none()
        && let Some(last) = index.entries.last().filter(is_same)
        && object::read(fs, &place, last.hash).is_ok()
    {
        return Ok(last.clone());
    }
    object::write(fs, &place, &mut entry, snapshot.bytes)?;
    index.entries.push(entry.clone());
    let gone = thin::thin(&mut index.entries, now, MOST_ENTRIES);
    index.store(fs, &place)?;
    if gone > 0 || index.entries.len() % CLEAN_UP_EVERY == 1 {
        // The content is kept; that older ones could not be cleared away is no reason to alarm anybody.
        if let Err(error) = clean_up(fs, &place, &turn, now) {
            tracing::warn!("the history of saves was not cleaned up: {error}");
        }
    }
    Ok(entry)
}

/// Waits a little for other processes. Whoever holds the turn alone may remove contents.
pub(super) fn take_turn(fs: &dyn Fs, place: &Place) -> Result<Turn, HistoryError> {
    for folder in [place.objects(), place.drafts()] {
        make_private_folders(fs, &folder).map_err(|source| HistoryError::Write { path: folder, source })?;
    }
    let path = place.lock();
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            std::thread::sleep(PAUSE);
        }
        match fs.try_lock(&path) {
            Ok(Some(lock)) => return Ok(Turn::Alone { _lock: lock }),
            Ok(None) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::Unsupported => return Ok(Turn::Perhaps),
            Err(source) => return Err(HistoryError::Write { path, source }),
        }
    }
    Err(HistoryError::Busy)
}
