//! `clausewright set FILE PATH=VALUE ... [-o OUT]`

use super::files::{open, save_changed};
use super::{Outcome, Streams};
use crate::draft::{Draft, Edit, EditError};
use crate::value::FieldPath;
use anyhow::{Context, anyhow, bail};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(after_help = "PATH=VALUE writes a field, LIST+=ID adds an item, LIST-=ID removes one.\n\
    Nothing is written unless every change can be made. `clausewright paths FILE` lists the paths.")]
pub struct Args {
    /// The draft.
    file: PathBuf,
    /// Changes, for example metrics.availability.target=99.95 or parties+=guarantor
    #[arg(required = true, value_name = "PATH=VALUE")]
    changes: Vec<String>,
    /// Write here instead of changing FILE.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

pub fn run(args: &Args, _streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    let mut opened = open(&args.file)?;
    apply(&mut opened.draft, &args.changes)?;
    save_changed(opened, args.output.as_deref())?;
    Ok(Outcome::Fine)
}

/// Makes all changes, or none visible to the caller who drops the draft on error.
pub fn apply(draft: &mut Draft, changes: &[String]) -> anyhow::Result<()> {
    for change in changes {
        let edit = parse(draft, change)?;
        if let Some(entry) = entry_for(draft, &edit) {
            entry.apply_strict(draft).with_context(|| format!("cannot make the change “{change}”"))?;
        }
        edit.apply_strict(draft)
            .map_err(whither)
            .with_context(|| format!("cannot make the change “{change}”"))?;
    }
    Ok(())
}

/// Where the right path is found.
fn whither(error: EditError) -> anyhow::Error {
    match error {
        EditError::NoSuchField(_) => anyhow!("{error}; `clausewright paths` lists them"),
        other => other.into(),
    }
}

/// The entry that holds a decision about a clause or a section of the form, where there is none yet: clauses and sections
/// are there without being added.
fn entry_for(draft: &Draft, edit: &Edit) -> Option<Edit> {
    let Edit::Set { path, .. } = edit else { return None };
    let segments: Vec<&str> = path.segments().collect();
    let [list @ ("choices" | "headings"), id, _] = segments.as_slice() else { return None };
    let form = crate::template::find(&draft.template.id)?;
    let template = form.template();
    let known = match *list {
        "choices" => template.clause(id).is_some(),
        _ => template.sections.iter().any(|section| section.id.as_str() == *id),
    };
    let item = FieldPath::new(*list).join(id);
    (known && draft.node(&item).is_none()).then(|| Edit::Insert {
        list: FieldPath::new(*list),
        at: usize::MAX,
        id: (*id).to_owned(),
    })
}

fn parse(draft: &Draft, change: &str) -> anyhow::Result<Edit> {
    let Some((target, value)) = change.split_once('=') else {
        bail!("“{change}” is not a change; write PATH=VALUE, for example metrics.availability.target=99.95");
    };
    if let Some(list) = target.strip_suffix('+') {
        return Ok(Edit::Insert { list: FieldPath::new(list), at: usize::MAX, id: value.to_owned() });
    }
    if let Some(list) = target.strip_suffix('-').filter(|list| draft.node(&FieldPath::new(*list)).is_some()) {
        return Ok(Edit::Remove { list: FieldPath::new(list), id: value.to_owned() });
    }
    if matches!(target.trim(), "schema" | "id") || target.trim().starts_with("template.") {
        bail!(
            "“{target}” says what file this is and cannot be set; make a new draft with `clausewright new`"
        );
    }
    Ok(Edit::set(target.trim(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(changes: &[&str]) -> Result<Draft, String> {
        let mut draft = Draft::default();
        let changes: Vec<String> = changes.iter().map(|c| (*c).to_owned()).collect();
        apply(&mut draft, &changes).map(|()| draft).map_err(|e| format!("{e:#}"))
    }

    #[test]
    fn items_are_added_filled_and_removed() {
        let draft = changed(&[
            "metrics+=uptime",
            "metrics.uptime.target=99.9",
            "metrics+=x",
            "metrics-=x",
            "title=a=b",
        ]);
        let draft = draft.unwrap();
        assert_eq!(draft.agreement.metrics.len(), 1);
        assert_eq!(draft.text(&"metrics.uptime.target".into()), "99.9");
        assert_eq!(draft.text(&"title".into()), "a=b");
    }

    #[test]
    fn a_clause_of_the_form_is_left_out_without_an_entry_being_made_first() {
        let form = crate::template::find("managed-it-support").unwrap();
        let mut draft = form.example().clone();
        let changes = [
            "choices.services-supported-standards.include=no",
            "choices.services-supported-standards.reason=There are no devices",
            "headings.services.title=Payroll",
        ];
        apply(&mut draft, &changes.map(str::to_owned)).unwrap();
        let document = crate::document::assemble(&draft, &form);
        let section = document.sections.iter().find(|s| s.id == "services").unwrap();
        assert_eq!(section.title, "Payroll");
        assert!(!section.clauses.iter().any(|c| c.id == "supported-standards"));
        let unknown = ["choices.services-nothing.include=no".to_owned()];
        assert!(apply(&mut draft, &unknown).is_err());
    }

    #[test]
    fn what_cannot_be_set_says_why() {
        for (change, want) in [
            ("title", "PATH=VALUE"),
            ("metrics.none.target=1", "no field"),
            ("metrics=1", "group of fields"),
            ("currency=QQQ", "ISO 4217"),
            ("schema=3", "cannot be set"),
            ("id=x", "cannot be set"),
            ("metrics+=Not An Id", "a-z"),
            ("metrics-=gone", "no item"),
        ] {
            let err = changed(&[change]).unwrap_err();
            assert!(err.contains(want), "{change}: {err}");
        }
    }
}
