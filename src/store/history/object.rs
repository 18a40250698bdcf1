//! A content in the history: named by its hash, compressed, below the entry it was first kept for.

use super::super::fs::Fs;
use super::super::hash::ContentHash;
use super::super::load::{DRAFT_LIMIT, LoadError, load_up_to};
use super::super::save::write_private;
use super::entry::Entry;
use super::{HistoryError, Place, line};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use std::io::{Read, Write};

const HEAD: &[u8] = b"clausewright snapshot 1\n";

/// Compressed text is never larger than this, even if it cannot be compressed.
const LIMIT: u64 = DRAFT_LIMIT + (1 << 20);

/// Makes sure that the content is there, and fills in how much room it takes. A copy that is there already is used if it
/// is whole.
pub(super) fn write(fs: &dyn Fs, place: &Place, entry: &mut Entry, bytes: &[u8]) -> Result<(), HistoryError> {
    let path = place.object(entry.hash);
    if let Ok(found) = load_up_to(fs, &path, LIMIT)
        && decode(&found.bytes, entry.hash).is_ok()
    {
        entry.stored = found.bytes.len() as u64;
        return Ok(());
    }
    let encoded =
        encode(entry, bytes).map_err(|source| HistoryError::Write { path: path.clone(), source })?;
    entry.stored = encoded.len() as u64;
    write_private(fs, &path, &encoded)?;
    Ok(())
}

/// The content with this hash.
pub(super) fn read(fs: &dyn Fs, place: &Place, hash: ContentHash) -> Result<Vec<u8>, HistoryError> {
    let path = place.object(hash);
    let found = match load_up_to(fs, &path, LIMIT) {
        Err(LoadError::Missing { .. }) => return Err(HistoryError::Gone { path }),
        found => found?,
    };
    decode(&found.bytes, hash).map_err(|reason| HistoryError::Damaged { path, reason })
}

/// The entry that the content was first kept for, if it can still be read.
pub(super) fn first_entry(fs: &dyn Fs, place: &Place, hash: ContentHash) -> Option<Entry> {
    let found = load_up_to(fs, &place.object(hash), LIMIT).ok()?;
    let rest = found.bytes.strip_prefix(HEAD)?;
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let mut entry = line::read(rest.get(..end)?).filter(|entry| entry.hash == hash)?;
    decode(&found.bytes, hash).ok()?;
    entry.stored = found.bytes.len() as u64;
    Some(entry)
}

fn encode(entry: &Entry, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = HEAD.to_vec();
    out.extend(line::write(entry).map_err(std::io::Error::other)?.as_bytes());
    out.push(b'\n');
    let mut encoder = ZlibEncoder::new(out, Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// The content, if it is the one of this hash.
fn decode(bytes: &[u8], hash: ContentHash) -> Result<Vec<u8>, String> {
    let rest = bytes.strip_prefix(HEAD).ok_or("it does not begin as a snapshot of this program")?;
    let end = rest.iter().position(|byte| *byte == b'\n').ok_or("it ends too early")?;
    let packed = rest.get(end + 1..).unwrap_or_default();
    let mut content = Vec::new();
    ZlibDecoder::new(packed)
        .take(DRAFT_LIMIT + 1)
        .read_to_end(&mut content)
        .map_err(|error| format!("it cannot be unpacked ({error})"))?;
    if ContentHash::of(&content) == hash { Ok(content) } else { Err("its content was altered".to_owned()) }
}
