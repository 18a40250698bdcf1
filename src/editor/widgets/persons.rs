//! Persons who are named more than once: suggested while a name is typed, and copied to all contacts of their party.

use super::context::Form;
use crate::draft::{Draft, Edit};
use crate::editor::view::Action;
use crate::value::FieldPath;
use egui::Ui;

/// What describes a contact besides what it is for.
const DETAILS: [&str; 4] = ["name", "function", "email", "phone"];

/// Whether a person is named in this field.
pub fn names_a_person(path: &FieldPath) -> bool {
    let segments: Vec<&str> = path.segments().collect();
    matches!(
        segments.as_slice(),
        ["parties", _, "signatory"] | ["signatures", _, "name"] | ["parties", _, "contacts", _, "name"]
    )
}

/// Everybody who is named in the draft, except in this field; each once, in the order of the parties.
pub fn persons(draft: &Draft, except: &FieldPath) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut add = |path: FieldPath, name: &str, what: &str| {
        let name = name.trim();
        if path != *except && !name.is_empty() && found.iter().all(|(known, _)| known != name) {
            found.push((name.to_owned(), what.trim().to_owned()));
        }
    };
    for party in &draft.agreement.parties {
        let here = FieldPath::new("parties").join(&party.id);
        for contact in &party.contacts {
            let path = here.join("contacts").join(&contact.id).join("name");
            let what = if contact.function.trim().is_empty() { &contact.email } else { &contact.function };
            add(path, &contact.name, what);
        }
        add(here.join("signatory"), &party.signatory, &party.signatory_title);
    }
    for signature in &draft.agreement.signatures {
        let path = FieldPath::new("signatures").join(&signature.id).join("name");
        add(path, &signature.name, &signature.title);
    }
    found
}

/// Below a contact that is filled in: the offer to use it for everything else its party needs one for.
pub fn for_all_ui(ui: &mut Ui, form: &mut Form<'_>, item: &FieldPath) {
    let segments: Vec<&str> = item.segments().collect();
    let ["parties", _, "contacts", _] = segments.as_slice() else { return };
    if form.read_only || form.draft.text(&item.join("name")).trim().is_empty() {
        return;
    }
    let edits = copies(form.draft, item);
    if edits.is_empty() {
        return;
    }
    if ui.button(words::FOR_ALL).on_hover_text(words::FOR_ALL_TIP).clicked() {
        let said = words::used(&form.draft.text(&item.join("name")));
        form.actions.push(Action::EditAndSay { edits, name: words::FOR_ALL.to_owned(), said });
    }
}

/// What makes the other contacts of the party say the same.
fn copies(draft: &Draft, item: &FieldPath) -> Vec<Edit> {
    let Some(list) = item.parent() else { return Vec::new() };
    let ids = draft.node(&list).and_then(|n| n.as_list()).map(|l| l.ids()).unwrap_or_default();
    let mut edits = Vec::new();
    for id in ids.iter().filter(|id| id.as_str() != item.last()) {
        for field in DETAILS {
            let (from, to) = (draft.text(&item.join(field)), list.join(id).join(field));
            if draft.text(&to) != from {
                edits.push(Edit::set(to, from));
            }
        }
    }
    edits
}

mod words {
    pub const FOR_ALL: &str = "Use for all contacts of this party";
    pub const FOR_ALL_TIP: &str =
        "Copies name, function, e-mail and phone to the other contacts; what each is for stays";

    pub fn used(name: &str) -> String {
        format!("“{}” is now every contact of this party.", name.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Draft {
        crate::template::find("cloud-hosting").unwrap().example().clone()
    }

    #[test]
    fn everybody_is_suggested_once_and_nobody_in_their_own_field() {
        let draft = example();
        let party = &draft.agreement.parties[0];
        let field = FieldPath::new("parties").join(&party.id).join("signatory");
        let all = persons(&draft, &FieldPath::root());
        assert!(all.iter().any(|(name, _)| name == party.signatory.trim()));
        let mut names: Vec<_> = all.iter().map(|(name, _)| name.clone()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all.len());
        assert!(names_a_person(&field) && !names_a_person(&"metrics.uptime.name".into()));
    }

    #[test]
    fn one_contact_serves_all_purposes_of_its_own_party_only() {
        let mut draft = example();
        let before = draft.clone();
        let party = draft.agreement.parties[0].clone();
        let item = FieldPath::new("parties").join(&party.id).join("contacts").join(&party.contacts[0].id);
        for edit in copies(&draft, &item) {
            assert_eq!(edit.apply(&mut draft), Ok(true));
        }
        let after = &draft.agreement.parties[0];
        assert!(
            after
                .contacts
                .iter()
                .all(|c| c.name == party.contacts[0].name && c.email == party.contacts[0].email)
        );
        let purposes = |p: &crate::agreement::Party| p.contacts.iter().map(|c| c.purpose).collect::<Vec<_>>();
        assert_eq!(purposes(after), purposes(&party));
        assert_eq!(draft.agreement.parties[1], before.agreement.parties[1]);
        assert!(copies(&draft, &item).is_empty(), "then there is nothing to offer");
    }
}
