//! Paths in text files, without loss: file names need not be Unicode.

use serde::{Deserialize, Deserializer, Serializer, de};
use std::path::{Path, PathBuf};

/// As written, except that `%` and bytes that are not UTF-8 become `%` and two hexadecimal digits.
#[cfg(unix)]
fn to_text(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    let mut text = String::new();
    for chunk in path.as_os_str().as_bytes().utf8_chunks() {
        text.push_str(&chunk.valid().replace('%', "%25"));
        chunk.invalid().iter().for_each(|byte| text.push_str(&format!("%{byte:02x}")));
    }
    text
}

/// As written, `%` doubled to stay readable by [`from_text`]. A name that is not Unicode is approximated.
#[cfg(not(unix))]
fn to_text(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25")
}

fn from_text(text: &str) -> Option<PathBuf> {
    let (first, escaped) = match text.split_once('%') {
        Some((first, rest)) => (first, rest.split('%')),
        None => return Some(PathBuf::from(text)),
    };
    let mut bytes = first.as_bytes().to_vec();
    for part in escaped {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(part.get(2..)?.as_bytes());
    }
    from_bytes(bytes)
}

#[cfg(unix)]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(PathBuf::from(std::ffi::OsString::from_vec(bytes)))
}

#[cfg(not(unix))]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

pub(super) fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&to_text(path))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
    let text = String::deserialize(deserializer)?;
    from_text(&text).ok_or_else(|| de::Error::custom(format!("`{text}` does not encode a path")))
}

/// The same for a path that may be absent.
pub(super) mod optional {
    use super::{Deserializer, PathBuf, Serializer};
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    struct Escaped(#[serde(with = "super")] PathBuf);

    pub fn serialize<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
        path.clone().map(Escaped).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PathBuf>, D::Error> {
        Ok(Option::<Escaped>::deserialize(deserializer)?.map(|Escaped(path)| path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_paths_stay_readable() {
        assert_eq!(to_text(Path::new("Ärzte/SLA 2026.ron")), "Ärzte/SLA 2026.ron");
        assert_eq!(to_text(Path::new("100%.ron")), "100%25.ron");
        assert_eq!(from_text("100%25.ron"), Some(PathBuf::from("100%.ron")));
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_unicode_survive() {
        use std::os::unix::ffi::OsStrExt;
        for name in [&b"caf\xe9.ron"[..], b"\xff\xfe%\x80", b"%e9", "é\u{fffd}".as_bytes()] {
            let path = Path::new(std::ffi::OsStr::from_bytes(name));
            assert_eq!(from_text(&to_text(path)).as_deref(), Some(path));
        }
    }

    #[test]
    fn broken_escapes_are_refused() {
        for text in ["%", "a%2", "a%zz", "a%é", "%%25"] {
            assert_eq!(from_text(text), None, "{text}");
        }
    }
}
