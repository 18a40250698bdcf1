//! Who agrees, who signs, whom to call.

use super::{Cx, Report, Rule, Severity, at, list, named};
use crate::agreement::changes::Read::{self, All};
use crate::agreement::{ContactPurpose, Party, PartyKind, Role};
use crate::draft::Edit;
use crate::value::quoted;

/// All that the rules of this file read.
const READS: &[Read] = &[All("credits"), All("metrics"), All("parties"), All("signatures")];

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "P01",
        title: "Party not identified",
        severity: Severity::Error,
        detects: "The legal name, the registration or the address of a party is missing.",
        why: "A contract with a trade name may be a contract with nobody.",
        example: "\"Acme\"",
        mend: "Acme GmbH, HRB 12345 Berlin, Musterstraße 1, 10115 Berlin",
        reads: READS,
        run: identity,
        ..Rule::BLANK
    },
    Rule {
        code: "P02",
        title: "No authorised signatory",
        severity: Severity::Warning,
        detects: "An organisation names nobody who signs for it, or not with which authority.",
        why: "A signature without authority may not bind.",
        example: "Signatory: (empty)",
        mend: "Jane Doe, Managing director",
        reads: READS,
        run: signatory,
        ..Rule::BLANK
    },
    Rule {
        code: "P03",
        title: "Contact missing",
        severity: Severity::Warning,
        detects: "The provider has no contact for operations, escalation, contract changes or, where credits are claimed, \
                  for claims; or the customer has none for operations or escalation.",
        why: "A deadline that runs from a notice needs somebody who receives it.",
        example: "Claims: see website",
        mend: "Claims: claims@provider.example",
        reads: READS,
        run: contacts,
        ..Rule::BLANK
    },
    Rule {
        code: "P15",
        title: "E-mail address that is none",
        severity: Severity::Warning,
        detects: "What stands as the e-mail address of a contact is not of the form name@domain.",
        why: "Notices, claims and a termination go there.",
        example: "+31 182 555 0100",
        mend: "service@provider.example",
        reads: READS,
        run: addresses,
        ..Rule::BLANK
    },
    Rule {
        code: "S01",
        title: "Signature block missing",
        severity: Severity::Error,
        detects: "A party has no signature block.",
        why: "Who does not sign is not bound.",
        example: "Three parties, two signature blocks",
        mend: "A block for each party",
        reads: READS,
        run: unsigned,
        ..Rule::BLANK
    },
    Rule {
        code: "S02",
        title: "Two signature blocks of one party",
        severity: Severity::Warning,
        detects: "A party signs twice for itself, with the same name or with none.",
        why: "Usually one of the two was meant for another party.",
        example: "Provider, provider",
        mend: "Provider, customer",
        reads: READS,
        run: signed_twice,
        ..Rule::BLANK
    },
];

fn identity(cx: &Cx<'_>, report: &mut Report) {
    for party in &cx.a.parties {
        let who = who(party);
        if party.legal_name.trim().is_empty() {
            let hint = "Enter the name as it stands in the register, with the legal form";
            report.absent(
                at(&["parties", &party.id, "legal_name"]),
                format!("{who} has no legal name"),
                hint,
            );
        }
        if party.registration.trim().is_empty() {
            let hint = match party.kind {
                PartyKind::Organisation => "Enter register and number",
                PartyKind::Individual => "Enter what identifies this person, such as the date of birth",
            };
            report.absent(
                at(&["parties", &party.id, "registration"]),
                format!("{who} has no registration"),
                hint,
            );
        }
        if party.address.trim().is_empty() {
            let hint = "Enter the address at which notices can be served";
            report.absent(at(&["parties", &party.id, "address"]), format!("{who} has no address"), hint);
        }
    }
}

fn addresses(cx: &Cx<'_>, report: &mut Report) {
    for party in &cx.a.parties {
        for contact in &party.contacts {
            let text = contact.email.trim();
            let mut several = text.split([',', ';']).map(str::trim);
            if text.is_empty() || several.all(is_address) {
                continue;
            }
            let name = named(&contact.name, "a contact");
            report.at(
                at(&["parties", &party.id, "contacts", &contact.id, "email"]),
                format!("{} of {name} is no e-mail address", quoted(text)),
                "Enter an address such as service@provider.example; two are parted by a comma",
            );
        }
    }
}

/// Whether a text has the form of an e-mail address; whether anybody reads it, nobody can tell from here.
fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.rsplit_once('@') else { return false };
    let plain = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == '@');
    plain(name) && domain.split('.').count() > 1 && domain.split('.').all(plain)
}

/// "The customer “Alpenrad AG”".
fn who(party: &Party) -> String {
    let role = party.role.label().to_lowercase();
    let name = if party.legal_name.trim().is_empty() { &party.short_name } else { &party.legal_name };
    if name.trim().is_empty() {
        format!("The {role}")
    } else {
        format!("The {role} {}", named(name, "party"))
    }
}

fn signatory(cx: &Cx<'_>, report: &mut Report) {
    for party in cx.a.parties.iter().filter(|p| p.kind == PartyKind::Organisation) {
        let who = who(party);
        if party.signatory.trim().is_empty() {
            let message = format!("Nothing says who signs for {}", crate::check::words::lower_first(&who));
            let path = at(&["parties", &party.id, "signatory"]);
            let found = report.absent(path.clone(), message, "Enter the person who may sign");
            let block = cx.a.signatures.iter().find(|s| s.party.as_str() == party.id.as_str());
            if let Some(block) = block.filter(|b| !b.name.trim().is_empty()) {
                found.fix(
                    format!("{} signs", block.name.trim()),
                    vec![
                        Edit::set(path, block.name.as_str()),
                        Edit::set(at(&["parties", &party.id, "signatory_title"]), block.title.as_str()),
                    ],
                );
            }
        } else if party.signatory_title.trim().is_empty() {
            let message = format!("Nothing says with which authority {} signs", party.signatory.trim());
            let hint = "Enter the office or the power of attorney";
            report.absent(at(&["parties", &party.id, "signatory_title"]), message, hint);
        }
    }
}

fn contacts(cx: &Cx<'_>, report: &mut Report) {
    use ContactPurpose::{Changes, Claims, Escalation, Incidents, Operations};
    for party in &cx.a.parties {
        let serves = |any: &[ContactPurpose]| party.contacts.iter().any(|c| any.contains(&c.purpose));
        let mut missing = Vec::new();
        let mut need = |any: &[ContactPurpose], word: &'static str| {
            if !serves(any) {
                missing.push(word);
            }
        };
        match party.role {
            Role::Provider => {
                need(&[Operations, Incidents], "operations");
                need(&[Escalation], "escalation");
                need(&[Changes], "contract changes");
                if cx.has_credits() && cx.a.credits.claim_needed != Some(false) {
                    need(&[Claims], "credit claims");
                }
            }
            Role::Customer => need(&[Operations, Incidents, Escalation], "operations or escalation"),
            Role::Other => {}
        }
        if !missing.is_empty() {
            let message = format!("{} has no contact for {}", who(party), list(&missing));
            let hint = "Add a contact; one person may serve several purposes";
            report.absent(at(&["parties", &party.id, "contacts"]), message, hint);
        }
    }
}

fn unsigned(cx: &Cx<'_>, report: &mut Report) {
    if cx.a.signatures.is_empty() {
        return;
    }
    let taken: Vec<String> = cx.a.signatures.iter().map(|s| s.id.to_string()).collect();
    for party in &cx.a.parties {
        if party.id.is_empty() || cx.a.signatures.iter().any(|s| s.party.as_str() == party.id.as_str()) {
            continue;
        }
        let id = crate::value::Id::unique(&party.id, &taken).to_string();
        report
            .at(
                "signatures",
                format!("{} has no signature block", who(party)),
                "Add a signature block for each party",
            )
            .related(at(&["parties", &party.id]))
            .fix(
                "Add the block",
                vec![
                    Edit::Insert { list: "signatures".into(), at: usize::MAX, id: id.clone() },
                    Edit::set(at(&["signatures", &id, "party"]), party.id.as_str()),
                    Edit::set(at(&["signatures", &id, "name"]), party.signatory.as_str()),
                    Edit::set(at(&["signatures", &id, "title"]), party.signatory_title.as_str()),
                ],
            );
    }
}

/// A signature block of a party, called as the party, where there is none yet.
pub(super) fn block_for(party: &Party) -> Vec<Edit> {
    if party.id.is_empty() {
        return Vec::new();
    }
    let field = |name: &str| at(&["signatures", &party.id, name]);
    vec![
        Edit::Insert { list: "signatures".into(), at: usize::MAX, id: party.id.to_string() },
        Edit::set(field("party"), party.id.as_str()),
        Edit::set(field("name"), party.signatory.as_str()),
        Edit::set(field("title"), party.signatory_title.as_str()),
    ]
}

fn signed_twice(cx: &Cx<'_>, report: &mut Report) {
    for (n, later) in cx.a.signatures.iter().enumerate() {
        let same =
            |s: &&crate::agreement::Signature| s.party == later.party && s.name.trim() == later.name.trim();
        if later.party.is_empty() {
            continue;
        }
        if let Some(first) = cx.a.signatures.iter().take(n).find(same) {
            let party = cx.a.label_of("parties", &later.party).unwrap_or_else(|| later.party.to_string());
            let message = format!("{} signs twice", named(&party, "party"));
            let edit = Edit::Remove { list: "signatures".into(), id: later.id.to_string() };
            report
                .at(
                    at(&["signatures", &later.id, "party"]),
                    message,
                    "Choose the other party, or remove one block",
                )
                .related(at(&["signatures", &first.id]))
                .fix("Remove the second block", vec![edit]);
        }
    }
}

#[cfg(test)]
pub(super) const FIXTURES: &[super::Fixture] = &[
    ("P01", &["parties.provider.legal_name="]),
    ("P01", &["parties.customer.registration="]),
    ("P01", &["parties.customer.address="]),
    ("P02", &["parties.provider.signatory="]),
    ("P02", &["parties.provider.signatory_title="]),
    ("P03", &["-parties.provider.contacts claims"]),
    ("P03", &["-parties.customer.contacts operations", "-parties.customer.contacts escalation"]),
    ("P15", &["parties.customer.contacts.operations.email=+31 182 555 0100"]),
    ("P15", &["parties.customer.contacts.operations.email=one@customer.example; two at customer.example"]),
    ("S01", &["-signatures customer"]),
    ("S02", &["+signatures again", "signatures.again.party=provider", "signatures.again.name=Jane Doe"]),
];

#[cfg(test)]
mod tests {
    use crate::check::testkit::{changed, codes, run};

    #[test]
    fn several_addresses_are_addresses() {
        for text in ["a@b.example", "a@b.example, c+d@e-f.example", "\u{e9}t\u{e9}@caf\u{e9}.example"] {
            let set = format!("parties.customer.contacts.operations.email={text}");
            assert!(!codes(&[set.as_str()]).contains(&"P15"), "{text}");
        }
    }

    #[test]
    fn an_individual_signs_for_itself() {
        let person = [
            "parties.customer.kind=Individual",
            "parties.customer.signatory=",
            "parties.customer.signatory_title=",
        ];
        assert!(!codes(&person).contains(&"P02"));
    }

    #[test]
    fn missing_contacts_are_one_finding_a_party() {
        let found =
            run(&changed(&["-parties.provider.contacts claims", "-parties.provider.contacts changes"]));
        let at: Vec<_> = found.iter().filter(|f| f.code == "P03").collect();
        assert_eq!(at.len(), 1);
        assert!(
            at[0].message.ends_with("no contact for contract changes and credit claims"),
            "{}",
            at[0].message
        );
        assert!(!codes(&["-parties.provider.contacts claims", "credits.claim_needed=no"]).contains(&"P03"));
    }
}
