//! Reading and writing drafts for the verbs.

use crate::draft::Draft;
use crate::session::{DraftFile, read_draft};
use crate::store::{Expected, RealFs, save_draft};
use crate::template::{self, Form};
use anyhow::Context;
use std::path::Path;
use std::sync::Arc;

pub fn open(path: &Path) -> anyhow::Result<DraftFile> {
    Ok(read_draft(&RealFs, path)?)
}

/// Writes a changed draft back, or to `output`, replacing only what was read.
pub fn save_changed(opened: DraftFile, output: Option<&Path>) -> anyhow::Result<()> {
    let same = output.is_none_or(|o| o == opened.file.path);
    let (path, expected) = match output {
        Some(path) if !same => (path, Expected::New),
        _ => (opened.file.path.as_path(), Expected::Hash(opened.file.hash)),
    };
    save_draft(&RealFs, path, &opened.draft, expected)?;
    Ok(())
}

/// A form of agreement by its id.
pub fn form(id: &str) -> anyhow::Result<Arc<Form>> {
    template::find(id).with_context(|| {
        let known: Vec<String> = template::library().iter().map(|f| f.template().id.to_string()).collect();
        format!("there is no form of agreement “{id}”; there are {}", known.join(", "))
    })
}

/// The draft in a file, or the one a new draft of a form starts with.
pub fn draft_of(what: &str) -> anyhow::Result<Draft> {
    match template::find(what) {
        Some(form) => Ok(form.start().clone()),
        None => open(Path::new(what))
            .map(|opened| opened.draft)
            .with_context(|| format!("“{what}” is neither a form of agreement nor a draft")),
    }
}
