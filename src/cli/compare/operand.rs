//! What stands on one side of a comparison.

use super::states;
use crate::draft::{Draft, from_ron};
use crate::export::extract;
use crate::store::{Fs, Kind, RealFs, load_up_to};
use crate::template::{self, Form, read_template};
use anyhow::{Context, bail};
use std::path::Path;
use std::sync::Arc;

/// A draft in the text of a form.
pub struct Operand {
    /// As the user knows it.
    pub name: String,
    pub draft: Draft,
    pub form: Arc<Form>,
}

/// Reads a draft, a document with a draft in it, an earlier save, a form or a template; `text` is the template file whose
/// text it is to have, if not its own.
pub fn read(what: &str, text: Option<&Path>) -> anyhow::Result<Operand> {
    let path = Path::new(what);
    if is_there(path) {
        return read_file(path, text);
    }
    if let Some((file, state)) = what.rsplit_once('@').filter(|(file, _)| is_there(Path::new(file))) {
        return states::read(Path::new(file), state, text);
    }
    if let Some(form) = template::find(what) {
        let name = form.template().title.clone();
        return with_text(name, form.start().clone(), Some(form), text);
    }
    let known: Vec<String> = template::library().iter().map(|f| f.template().id.to_string()).collect();
    bail!(
        "“{what}” is neither a file, nor an earlier save of one (such as agreed.ron@1), nor a form of agreement ({})",
        known.join(", ")
    )
}

fn is_there(path: &Path) -> bool {
    RealFs.metadata(path).is_ok_and(|found| found.kind == Kind::File)
}

pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn read_file(path: &Path, text: Option<&Path>) -> anyhow::Result<Operand> {
    let loaded = load_up_to(&RealFs, path, extract::MOST_IN_PDF as u64)?;
    let shown = || path.display().to_string();
    let start = loaded.bytes.get(..loaded.bytes.len().min(1024)).unwrap_or_default();
    if start.starts_with(b"PK") || start.windows(5).any(|window| window == b"%PDF-") {
        let inside = extract::draft_in(&loaded.bytes).with_context(shown)?;
        let draft = from_ron(&inside).with_context(|| format!("the draft inside {}", shown()))?;
        return with_text(file_name(path), draft, None, text);
    }
    match from_ron(&loaded.bytes) {
        Ok(draft) => with_text(file_name(path), draft, None, text),
        Err(not_a_draft) => match read_template(&loaded.bytes) {
            Ok(template) => {
                let form = form_of(template, None).with_context(shown)?;
                with_text(file_name(path), form.start().clone(), Some(form), text)
            }
            Err(_) => Err(not_a_draft).with_context(|| format!("{} is no draft and no template", shown())),
        },
    }
}

/// A draft in the text of `text`, or of `form`, or of the form that it names.
pub fn with_text(
    name: String,
    draft: Draft,
    form: Option<Arc<Form>>,
    text: Option<&Path>,
) -> anyhow::Result<Operand> {
    let own = form.or_else(|| template::find(&draft.template.id));
    if let Some(path) = text {
        let shown = || path.display().to_string();
        let loaded = load_up_to(&RealFs, path, crate::value::MOST_IN_TEMPLATE as u64 + 1)?;
        let template = read_template(&loaded.bytes).with_context(shown)?;
        let form = form_of(template, Some(&draft)).with_context(shown)?;
        return Ok(Operand { name, draft, form });
    }
    let form = own.with_context(|| {
        let known: Vec<String> = template::library().iter().map(|f| f.template().id.to_string()).collect();
        format!(
            "{name} follows the form of agreement “{}”, which this Clausewright does not have; it has {}. Name its \
             template file with --old-form or --new-form",
            draft.template.id,
            known.join(", ")
        )
    })?;
    Ok(Operand { name, draft, form })
}

/// A template with a draft to begin with: the given one, or that of the built-in form of the same id, or an empty one.
fn form_of(template: template::Template, draft: Option<&Draft>) -> anyhow::Result<Arc<Form>> {
    let known = template::find(&template.id);
    let start = match (draft, known) {
        (Some(draft), _) => draft.clone(),
        (None, Some(form)) => form.start().clone(),
        (None, None) => Draft::default(),
    };
    Ok(Arc::new(Form::of_template(template, start)?))
}
