//! `clausewright paths FILE_OR_TEMPLATE`

use super::files::draft_of;
use super::{Outcome, Streams};
use crate::draft::Draft;
use crate::value::{FieldSpec, LeafKind, Node, RecordSpec, Shape};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A draft, or the id of a form of agreement.
    #[arg(value_name = "FILE_OR_TEMPLATE")]
    what: String,
}

pub fn run(args: &Args, streams: &mut Streams<'_>) -> anyhow::Result<Outcome> {
    let draft = draft_of(&args.what)?;
    let rows = rows(&draft);
    let width = rows.iter().map(|r| r.path.len()).max().unwrap_or(0).min(48);
    for row in rows {
        writeln!(streams.out, "{:width$}  {:28}  {}", row.path, row.kind, row.meaning)?;
    }
    Ok(Outcome::Fine)
}

struct Row {
    path: String,
    kind: String,
    meaning: String,
}

/// Every field that `set` accepts: of existing items by their id, of an item yet to be added as `<id>`.
fn rows(draft: &Draft) -> Vec<Row> {
    let mut rows = Vec::new();
    fields(&draft.agreement, "", &mut rows);
    for list in [
        "choices",
        "headings",
        "clauses",
        "extra_clauses",
        "waivers",
        "not_applicable",
        "notes",
        "milestones",
    ] {
        if let (Some(node), Some(spec)) =
            (draft.child(list), <Draft as crate::value::Record>::SPEC.field(list))
        {
            field(spec, node, list, &mut rows);
        }
        if list == "choices" {
            clauses(draft, &mut rows);
        }
    }
    rows
}

/// Every clause of the form, to be left out or put in; its entry makes itself.
fn clauses(draft: &Draft, rows: &mut Vec<Row>) {
    let Some(form) = crate::template::find(&draft.template.id) else { return };
    for section in &form.template().sections {
        for clause in &section.clauses {
            let key = section.clause_key(clause);
            if draft.choice(&key).is_none() {
                let state = if clause.starts_included() { "printed" } else { "left out" };
                rows.push(Row {
                    path: format!("choices.{key}.include"),
                    kind: "yes or no".to_owned(),
                    meaning: format!(
                        "“{}”, {state} by the form: no leaves it out, yes puts it in.",
                        section.name_of(clause, draft)
                    ),
                });
            }
        }
    }
}

fn fields(record: &dyn Node, at: &str, rows: &mut Vec<Row>) {
    let Shape::Record(spec) = record.shape() else { return };
    for item in spec.fields {
        let path = if at.is_empty() { item.name.to_owned() } else { format!("{at}.{}", item.name) };
        if let Some(child) = record.child(item.name) {
            field(item, child, &path, rows);
        }
    }
}

fn field(spec: &FieldSpec, node: &dyn Node, path: &str, rows: &mut Vec<Row>) {
    match spec.shape() {
        Shape::Leaf(LeafKind::Id) => {}
        Shape::Leaf(kind) => rows.push(leaf(spec, kind, path)),
        Shape::Record(_) => fields(node, path, rows),
        Shape::List(item) => {
            let ids = node.as_list().map(|l| l.ids()).unwrap_or_default();
            rows.push(Row {
                path: path.to_owned(),
                kind: format!("list of {}", ids.len()),
                meaning: format!("{} Add with {path}+=ID, remove with {path}-=ID.", spec.help()),
            });
            for id in &ids {
                if let Some(child) = node.child(id) {
                    fields(child, &format!("{path}.{id}"), rows);
                }
            }
            if ids.is_empty() {
                blank_item(item, &format!("{path}.<id>"), rows);
            }
        }
    }
}

/// The fields of an item that does not exist yet.
fn blank_item(spec: &RecordSpec, at: &str, rows: &mut Vec<Row>) {
    for item in spec.fields {
        let path = format!("{at}.{}", item.name);
        match item.shape() {
            Shape::Leaf(LeafKind::Id) => {}
            Shape::Leaf(kind) => rows.push(leaf(item, kind, &path)),
            Shape::Record(inner) => blank_item(inner, &path, rows),
            Shape::List(inner) => blank_item(inner, &format!("{path}.<id>"), rows),
        }
    }
}

fn leaf(spec: &FieldSpec, kind: LeafKind, path: &str) -> Row {
    let kind = match kind {
        LeafKind::Choice(variants) => variants.iter().map(|v| v.name).collect::<Vec<_>>().join(" | "),
        LeafKind::Ref | LeafKind::Refs => match spec.refers {
            Some(list) => format!("{} of {list}", if kind == LeafKind::Ref { "id" } else { "ids" }),
            None => kind.describe().to_owned(),
        },
        other => other.describe().to_owned(),
    };
    Row { path: path.to_owned(), kind, meaning: spec.help().to_owned() }
}
