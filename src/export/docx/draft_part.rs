//! The draft inside the file: the custom XML part from which the agreement can be opened for editing again.

use super::xml::{DECLARATION, escape_into, is_allowed};
use std::fmt::Write;

pub const NAMESPACE: &str = "urn:clausewright:draft";
/// How the bytes of the draft are written.
pub const ENCODING: &str = "encoding";
pub const HEX: &str = "hex";

/// The part with a draft as it is saved: as text, or in hexadecimal digits where XML cannot hold it as it stands.
pub fn part(draft: &[u8]) -> String {
    let mut out = format!("{DECLARATION}<draft xmlns=\"{NAMESPACE}\" ");
    match std::str::from_utf8(draft) {
        Ok(text) if text.chars().all(is_allowed) => {
            let _ = write!(out, "{ENCODING}=\"text\">");
            escape_into(text, &mut out);
        }
        _ => {
            let _ = write!(out, "{ENCODING}=\"{HEX}\">");
            for byte in draft {
                let _ = write!(out, "{byte:02x}");
            }
        }
    }
    out.push_str("</draft>");
    out
}
