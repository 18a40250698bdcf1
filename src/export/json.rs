//! The document tree as JSON, for other programs.

use crate::document::Document;
use serde::Serialize;

/// Version of the shape below; grows when a reader would have to change.
pub const SHAPE: u32 = 1;

#[derive(Serialize)]
struct File<'a> {
    clausewright_document: u32,
    /// Set while the agreement is not clean.
    draft_mark: Option<&'a str>,
    #[serde(flatten)]
    document: &'a Document,
}

/// The tree as indented JSON.
///
/// # Errors
/// Only if the serialiser fails.
pub fn export(document: &Document, mark: Option<&str>) -> Result<String, serde_json::Error> {
    let mut text =
        serde_json::to_string_pretty(&File { clausewright_document: SHAPE, draft_mark: mark, document })?;
    text.push('\n');
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_named_versioned_and_marked() {
        let text = export(&Document::default(), Some("DRAFT")).unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["clausewright_document"], 1);
        assert_eq!(value["draft_mark"], "DRAFT");
        assert!(value["sections"].is_array());
    }
}
