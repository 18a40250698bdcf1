//! Reading and writing drafts for the verbs.

use crate::draft::Draft;
use crate::session::{DraftFile, FileError, read_draft};
use crate::store::{Expected, OpenError, RealFs, inspect_draft, keep_original, save_draft};
use crate::template::{self, Form};
use anyhow::Context;
use std::path::Path;
use std::sync::Arc;

pub fn open(path: &Path) -> anyhow::Result<DraftFile> {
    read_draft(&RealFs, path).map_err(|error| {
        // Of a damaged file the editor shows what is left; a verb works with all of it or not at all.
        let legible =
            matches!(error, FileError::Open(OpenError::Read { .. })) && inspect_draft(&RealFs, path).is_ok();
        let way_out = "The editor shows what can be read of it";
        if legible {
            anyhow::anyhow!("{error}\n{way_out}: clausewright {}", path.display())
        } else {
            error.into()
        }
    })
}

/// Writes a changed draft back, or to `output`, replacing only what was read.
pub fn save_changed(opened: DraftFile, output: Option<&Path>) -> anyhow::Result<()> {
    let same = output.is_none_or(|o| o == opened.file.path);
    let (path, expected) = match output {
        Some(path) if !same => (path, Expected::New),
        _ => (opened.file.path.as_path(), Expected::Hash(opened.file.hash)),
    };
    if let Some(schema) = opened.older.filter(|_| same) {
        keep_original(&RealFs, path, schema)?;
    }
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
