//! Messages call things by their names: an id is nothing that a user has seen.

use super::*;
use crate::value::{LeafKind, Node, Shape};

const SALT: &str = "zq-";

/// Gives every item another id, wherever it is named, so that no name is an id by chance.
fn salt(node: &mut dyn Node) {
    match node.shape() {
        Shape::Leaf(LeafKind::Id | LeafKind::Ref | LeafKind::Refs) => {
            let text = node.text();
            let ids = text.split(',').map(str::trim).filter(|id| !id.is_empty());
            let salted: Vec<String> = ids.map(|id| format!("{SALT}{id}")).collect();
            node.set_text(&salted.join(", ")).unwrap();
        }
        Shape::Leaf(_) => {}
        Shape::Record(record) => {
            // Answers go by the ids of the form's questions.
            for field in record.fields.iter().filter(|f| f.name != "answers") {
                if let Some(child) = node.child_mut(field.name) {
                    salt(child);
                }
            }
        }
        Shape::List(_) => {
            for id in node.as_list().map(|list| list.ids()).unwrap_or_default() {
                if let Some(item) = node.child_mut(&id) {
                    salt(item);
                }
            }
        }
    }
}

fn said(finding: &Finding) -> String {
    let fix = finding.fix.as_ref().map(|fix| fix.title.as_str()).unwrap_or_default();
    format!("{} | {} | {} | {fix}", finding.place, finding.message, finding.hint)
}

#[test]
fn no_message_says_an_id() {
    // What is wrong with an id cannot be said without it.
    const OF_IDS: [&str; 2] = ["D13", "O06"];
    let mut told = Vec::new();
    let mut look = |draft: &Draft, what: &str| {
        for checks in [Checks::default(), Checks { release: true, openslo: true, ..Checks::default() }] {
            let found = run_as(draft, checks);
            let ids = found.iter().filter(|f| said(f).contains(SALT) && !OF_IDS.contains(&f.code));
            told.extend(ids.map(|f| format!("{what}: {} {}", f.code, said(f))));
        }
    };
    for (code, changes) in fixtures() {
        let mut draft = changed(changes);
        salt(&mut draft.agreement);
        look(&draft, code);
    }
    // Every item taken out by itself.
    let mut whole = clean();
    salt(&mut whole.agreement);
    let fields = <crate::agreement::Agreement as Record>::SPEC.fields.iter();
    let lists: Vec<&str> = fields.filter(|f| matches!(f.shape(), Shape::List(_))).map(|f| f.name).collect();
    for list in lists {
        let ids = whole.agreement.child(list).and_then(|n| n.as_list()).map(|l| l.ids()).unwrap_or_default();
        for id in ids {
            let mut draft = whole.clone();
            change(&mut draft, &format!("-{list} {id}"));
            look(&draft, &format!("without {list}.{id}"));
        }
    }
    told.sort();
    told.dedup();
    assert!(told.is_empty(), "{}", told.join("\n"));
}
