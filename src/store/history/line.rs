//! An entry as a line of text that tells whether it is whole.

use super::super::hash::ContentHash;
use super::entry::Entry;

/// Hexadecimal digits of the check in front of each line.
const CHECK: usize = 16;

/// The entry without a line break.
pub(super) fn write(entry: &Entry) -> Result<String, String> {
    let text = serde_json::to_string(entry).map_err(|error| error.to_string())?;
    Ok(format!("{} {text}", check_of(&text)))
}

/// The entry of a line; `None` if a byte of it is not what was written.
pub(super) fn read(line: &[u8]) -> Option<Entry> {
    let line = std::str::from_utf8(line).ok()?;
    let (check, text) = line.split_at_checked(CHECK)?;
    let text = text.strip_prefix(' ')?;
    if check != check_of(text) {
        return None;
    }
    serde_json::from_str(text).ok()
}

fn check_of(text: &str) -> String {
    let mut hash = ContentHash::of(text.as_bytes()).to_string();
    hash.truncate(CHECK);
    hash
}
