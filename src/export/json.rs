//! The agreement as JSON, for other programs: what was agreed as data, and the document that says it.
//!
//! The shape is documented by the schema in `assets/json`, which [`schema`] prints. Exact values (numbers, percentages,
//! amounts, dates, durations) are strings, so that no reader rounds them; only counts are numbers.

use crate::agreement::Agreement;
use crate::document::Document;
use crate::draft::{Draft, TemplateRef};
use serde::Serialize;

/// Version of the shape below; grows when a reader would have to change.
pub const SHAPE: u32 = 2;

#[derive(Serialize)]
struct File<'a> {
    clausewright_document: u32,
    /// Set while the agreement is not clean.
    draft_mark: Option<&'a str>,
    form: &'a TemplateRef,
    /// What the parties agree, under the names that `clausewright paths` lists. Empty fields are left out.
    agreement: &'a Agreement,
    #[serde(flatten)]
    document: &'a Document,
}

/// The agreement and its document as indented JSON.
///
/// # Errors
/// Only if the serialiser fails.
pub fn export(draft: &Draft, document: &Document, mark: Option<&str>) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&File {
        clausewright_document: SHAPE,
        draft_mark: mark,
        form: &draft.template,
        agreement: &draft.agreement,
        document,
    })?;
    text.push('\n');
    Ok(text)
}

/// The shape of the export, as a JSON Schema with the meaning of every field.
pub fn schema() -> &'static str {
    include_str!("../../assets/json/agreement.schema.json")
}
