//! A new draft from an old one: the same terms for somebody else, without the data of the first customer.

use super::new::{random_id, today};
use crate::agreement::{ParentAgreement, Party, Role, Signature, Status};
use crate::draft::Draft;
use crate::value::{FieldPath, Node, Shape, has_word, id_of};

/// What was cleared, in the order in which it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cleared {
    /// Names, registration, address and signatory of the customer and of others, but not of the provider.
    Parties,
    /// Names, e-mail addresses and telephone numbers of their contacts; purposes and functions stay.
    Contacts,
    /// Who speaks for the groups.
    Groups,
    Overview,
    Reference,
    /// The first day, and the last one of a term with a fixed end.
    Dates,
    Parent,
    DataProcessing,
    Signatures,
    Waivers,
    Notes,
    /// States that were given a name.
    History,
}

/// The draft that begins, and what became of the old one's data.
#[derive(Clone, Debug)]
pub struct Again {
    pub draft: Draft,
    pub cleared: Vec<Cleared>,
    /// Places that still name the first customer.
    pub mentions: Vec<FieldPath>,
}

/// A draft with the terms of this one and an id of its own, dated today.
pub fn begin_again(old: &Draft) -> Again {
    let mut draft = old.clone();
    draft.id = random_id();
    draft.created = today();
    let a = &mut draft.agreement;
    let mut cleared = Vec::new();
    let mut note = |what: Cleared, had: bool| {
        if had {
            cleared.push(what);
        }
    };
    let mut names = Vec::new();
    let (mut parties, mut contacts) = (false, false);
    for party in a.parties.iter_mut().filter(|p| p.role != Role::Provider) {
        names.extend([party.legal_name.trim().to_owned(), party.short_name.trim().to_owned()]);
        let bare = nameless(party);
        contacts |= bare.contacts != party.contacts;
        parties |= Party { contacts: party.contacts.clone(), ..bare.clone() } != *party;
        *party = bare;
    }
    note(Cleared::Parties, parties);
    note(Cleared::Contacts, contacts);
    note(Cleared::Groups, a.groups.iter().any(|g| !g.contact.is_empty()));
    a.groups.iter_mut().for_each(|g| g.contact = Default::default());
    note(Cleared::Overview, !a.overview.is_empty());
    a.overview = Default::default();
    note(Cleared::Reference, !a.reference.is_empty());
    a.reference = Default::default();
    note(Cleared::Dates, a.term.effective.is_some() || a.term.until.is_some());
    (a.term.effective, a.term.until) = (None, None);
    note(Cleared::Parent, a.parent != ParentAgreement::default());
    a.parent = ParentAgreement::default();
    note(Cleared::DataProcessing, !a.security.processing_agreement.is_empty());
    a.security.processing_agreement = Default::default();
    let signatures: Vec<Signature> = a.signatures.iter().map(unsigned).collect();
    note(Cleared::Signatures, signatures != a.signatures);
    a.signatures = signatures;
    a.status = Status::Draft;
    a.version = "0.1".parse().unwrap_or_default();
    note(Cleared::Waivers, !draft.waivers.is_empty());
    draft.waivers.clear();
    note(Cleared::Notes, !draft.notes.is_empty());
    draft.notes.clear();
    note(Cleared::History, !draft.milestones.is_empty());
    draft.milestones.clear();
    draft.pending.clear();
    names.retain(|name| !name.is_empty());
    let mentions = mentions(&draft, &names);
    Again { draft, cleared, mentions }
}

/// What a party is for, without who it is.
fn nameless(party: &Party) -> Party {
    let contacts = party.contacts.iter().cloned().map(|mut contact| {
        contact.name = Default::default();
        contact.email = Default::default();
        contact.phone = Default::default();
        contact
    });
    Party {
        id: party.id.clone(),
        role: party.role,
        kind: party.kind,
        contacts: contacts.collect(),
        ..Party::default()
    }
}

fn unsigned(signature: &Signature) -> Signature {
    Signature { id: signature.id.clone(), party: signature.party.clone(), ..Signature::default() }
}

/// The fields in which one of the names stands as a word of its own.
fn mentions(draft: &Draft, names: &[String]) -> Vec<FieldPath> {
    let mut found = Vec::new();
    for part in ["agreement", "headings", "clauses", "extra_clauses", "choices"] {
        if let Some(node) = draft.child(part) {
            // Paths into the agreement leave its name out.
            let path = if part == "agreement" { FieldPath::root() } else { FieldPath::new(part) };
            walk(node, &path, names, &mut found);
        }
    }
    found
}

fn walk(node: &dyn Node, path: &FieldPath, names: &[String], found: &mut Vec<FieldPath>) {
    match node.shape() {
        Shape::Leaf(_) => {
            let text = node.text();
            if names.iter().any(|name| has_word(&text, name)) {
                found.push(path.clone());
            }
        }
        Shape::Record(record) => {
            for field in record.fields {
                if let Some(child) = node.child(field.name) {
                    walk(child, &path.join(field.name), names, found);
                }
            }
        }
        Shape::List(_) => {
            let Some(list) = node.as_list() else { return };
            for item in (0..list.len()).filter_map(|i| list.at(i)) {
                walk(item, &path.join(&id_of(item)), names, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::library;

    #[test]
    fn nothing_of_the_customer_stays_and_the_terms_do() {
        for form in library() {
            let (old, id) = (form.example(), &form.template().id);
            let Again { draft, cleared, mentions } = begin_again(old);
            assert_ne!(draft.id, old.id);
            let customer = old.agreement.party(Role::Customer).unwrap();
            let now = draft.agreement.party(Role::Customer).unwrap();
            assert!(
                now.legal_name.is_empty() && now.address.is_empty() && now.registration.is_empty(),
                "{id}"
            );
            assert_eq!(now.contacts.len(), customer.contacts.len(), "{id}: who is asked for stays");
            assert!(
                now.contacts.iter().all(|c| c.name.is_empty() && c.email.is_empty() && c.phone.is_empty())
            );
            assert_eq!(draft.agreement.party(Role::Provider), old.agreement.party(Role::Provider), "{id}");
            assert_eq!(draft.agreement.metrics, old.agreement.metrics, "{id}");
            assert_eq!(draft.agreement.credits, old.agreement.credits, "{id}");
            assert!(draft.agreement.signatures.iter().all(|s| s.name.is_empty() && s.date.is_none()), "{id}");
            assert!(draft.milestones.is_empty() && draft.agreement.term.effective.is_none(), "{id}");
            for what in [Cleared::Parties, Cleared::Contacts, Cleared::Dates, Cleared::Signatures] {
                assert!(cleared.contains(&what), "{id}: {what:?}");
            }
            for path in &mentions {
                let text = draft.text(path);
                assert!(text.contains(customer.short_name.trim()), "{id}: {path}: {text}");
            }
        }
    }

    #[test]
    fn what_still_names_the_customer_is_found_and_other_words_are_not() {
        let mut old = library()[0].example().clone();
        let short = old.agreement.party(Role::Customer).unwrap().short_name.to_string();
        old.agreement.title = format!("Hosting for {short}, 2026").parse().unwrap();
        let Again { mentions, .. } = begin_again(&old);
        assert!(mentions.iter().any(|path| path.as_str() == "title"), "{mentions:?}");
        let empty = begin_again(library()[0].start());
        assert!(!empty.cleared.contains(&Cleared::Parties), "{:?}", empty.cleared);
    }
}
