//! Temporary files that a killed save left behind.

use super::super::fs::{Fs, Kind, Timestamp};
use std::ffi::OsStr;
use std::path::Path;

/// Seconds after which a temporary file is nobody's any more: no save takes a day.
const OLD: i64 = 24 * 60 * 60;

/// The most that one save clears away.
const MOST: usize = 16;

/// The name of a temporary file of a process.
pub(super) fn name(process: u32, count: u32) -> String {
    format!(".cw-{process:x}-{count:x}.tmp")
}

/// The process whose temporary file bears this name; `None` if it is no name that [`name`] gives.
pub(in crate::store) fn writer_of(name: &OsStr) -> Option<u32> {
    let number = |text: &str| u32::from_str_radix(text, 16).ok();
    let middle = name.to_str().and_then(|name| name.strip_prefix(".cw-")?.strip_suffix(".tmp"));
    let (process, count) = middle.and_then(|middle| middle.split_once('-'))?;
    let (process, count) = (number(process)?, number(count)?);
    // Written back it must be the same: no signs, no zeros in front, no capitals.
    (name == OsStr::new(&self::name(process, count))).then_some(process)
}

/// Removes temporary files of earlier saves from `folder`: only ordinary files that bear such a name, have no
/// other, and are a day older than `saved`, a file that was just written there. Both times are by the clock of the same file
/// system; where it was set back, files seem young and stay. What cannot be looked at or removed stays too: the save
/// itself has succeeded.
pub(super) fn clear(fs: &dyn Fs, folder: &Path, saved: &Path) {
    let Ok(names) = fs.list(folder) else { return };
    let mut ours = names.iter().filter(|name| writer_of(name).is_some()).peekable();
    if ours.peek().is_none() {
        return;
    }
    let Some(now) = fs.metadata(saved).ok().and_then(|found| found.modified) else { return };
    for name in ours.take(MOST) {
        let path = folder.join(name);
        if is_abandoned(fs, &path, now)
            && let Err(error) = fs.remove_file(&path)
        {
            tracing::debug!("an old temporary file stays: {error}");
        }
    }
}

fn is_abandoned(fs: &dyn Fs, path: &Path, now: Timestamp) -> bool {
    let is_link = !matches!(fs.link_target(path), Ok(None));
    let Ok(found) = fs.metadata(path) else { return false };
    !is_link
        && found.kind == Kind::File
        && found.hard_links.is_none_or(|names| names == 1)
        && found.modified.is_some_and(|at| now.seconds.saturating_sub(at.seconds) > OLD)
}
