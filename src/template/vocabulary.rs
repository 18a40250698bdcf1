//! Everything that a placeholder can name, as a list: for completion and reference.

use super::{COMPUTED, Facts, PARTY_ROOTS};
use crate::agreement::{Agreement, Party};
use crate::value::{FieldPath, FieldSpec, LeafKind, Node, Record, RecordSpec, Shape};

/// One path of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub path: String,
    /// As shown in the form, with the item it belongs to: "Target (Network availability)".
    pub label: String,
    /// What stands there, in plain words: "percentage, like 99.95".
    pub kind: String,
    /// What it is for.
    pub help: String,
}

impl Facts<'_> {
    /// Every placeholder of this draft and template: computed facts and the parties' short roots first, then the
    /// answers, then every field, list and list item of the agreement.
    pub fn vocabulary(&self) -> Vec<Word> {
        let mut words: Vec<Word> = COMPUTED
            .iter()
            .map(|c| Word {
                path: c.path.to_owned(),
                label: c.label.to_owned(),
                kind: c.kind.describe().to_owned(),
                help: c.help.to_owned(),
            })
            .collect();
        for (root, role) in PARTY_ROOTS {
            for field in Party::SPEC.fields {
                let Shape::Leaf(kind) = field.shape() else { continue };
                // As below: an id is never printed.
                if matches!(kind, LeafKind::Id) {
                    continue;
                }
                words.push(word(&FieldPath::new(*root).join(field.name), field, kind, Some(role.label())));
            }
        }
        words.extend(self.answers());
        let mut lister = Lister(words);
        lister.record(&self.draft().agreement, Agreement::SPEC, &FieldPath::root(), None);
        lister.0
    }

    fn answers(&self) -> Vec<Word> {
        let word = |q: &super::Question| Word {
            path: format!("answers.{}", q.id),
            label: q.label.clone(),
            kind: q.kind.describe(),
            help: q.help.clone(),
        };
        self.template().questions.iter().map(word).collect()
    }
}

struct Lister(Vec<Word>);

impl Lister {
    fn record(&mut self, node: &dyn Node, spec: &'static RecordSpec, at: &FieldPath, item: Option<&str>) {
        for field in spec.fields {
            let Some(child) = node.child(field.name) else { continue };
            let path = at.join(field.name);
            match field.shape() {
                // Ids name things; they are neither printed nor set. Answers are listed by question.
                Shape::Leaf(LeafKind::Id) => {}
                Shape::List(_) if path.as_str() == "answers" => {}
                Shape::Leaf(kind) => self.0.push(word(&path, field, kind, item)),
                Shape::Record(inner) => self.record(child, inner, &path, item),
                Shape::List(inner) => self.list(child, inner, &path, field, item),
            }
        }
    }

    fn list(
        &mut self,
        node: &dyn Node,
        spec: &'static RecordSpec,
        at: &FieldPath,
        field: &FieldSpec,
        item: Option<&str>,
    ) {
        self.0.push(Word {
            path: at.to_string(),
            label: labelled(field.label, item),
            kind: format!("list of {} entries", spec.noun),
            help: field.help().to_owned(),
        });
        let Some(list) = node.as_list() else { return };
        for id in list.ids() {
            let Some(entry) = list.item(&id) else { continue };
            let label = crate::agreement::queries::label_of(entry).unwrap_or_else(|| id.clone());
            let path = at.join(&id);
            self.0.push(Word {
                path: path.to_string(),
                label: label.clone(),
                kind: spec.noun.to_owned(),
                help: spec.help.trim().to_owned(),
            });
            self.record(entry, spec, &path, Some(&label));
        }
    }
}

fn word(path: &FieldPath, field: &FieldSpec, kind: LeafKind, item: Option<&str>) -> Word {
    let kind = match kind {
        LeafKind::Choice(variants) => {
            format!("one of {}", variants.iter().map(|v| v.name).collect::<Vec<_>>().join(", "))
        }
        other => other.describe().to_owned(),
    };
    Word { path: path.to_string(), label: labelled(field.label, item), kind, help: field.help().to_owned() }
}

fn labelled(label: &str, item: Option<&str>) -> String {
    item.map_or_else(|| label.to_owned(), |item| format!("{label} ({item})"))
}
