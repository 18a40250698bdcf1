//! The title page: what the agreement is called, between whom, from when, under which law.

use super::render::{lines, paragraphs};
use super::{Block, Inline, KeyValue, Meta, PartyLine, Terms};
use crate::agreement::{Agreement, Party};
use crate::draft::Draft;
use crate::template::{Facts, Template};
use crate::value::FieldPath;

pub(super) fn meta(draft: &Draft, template: &Template, terms: &Terms) -> Meta {
    let agreement = &draft.agreement;
    let facts = Facts::new(draft, template);
    let of = |path: &str| fact(&facts, path);
    let text = |path: &str| facts.text(path, None).ok().flatten().unwrap_or_default();
    Meta {
        id: draft.id.to_string(),
        title: of("title"),
        title_text: text("title"),
        // Its own title says what an agreement is; the form's name stands in for it.
        form: if agreement.title.trim().is_empty() { template.title.clone() } else { String::new() },
        reference: if agreement.reference.trim().is_empty() { Vec::new() } else { of("reference") },
        reference_text: text("reference"),
        version: agreement.version.to_string(),
        status: agreement.status.label().to_owned(),
        language: if agreement.language.trim().is_empty() {
            template.language.clone()
        } else {
            agreement.language.trim().to_owned()
        },
        date: draft.created.or(agreement.term.effective).map(|d| d.to_string()),
        facts: rows(agreement, &facts),
        parties: agreement.parties.iter().map(|p| party(p, agreement)).collect(),
        overview: paragraphs(&agreement.overview, &"overview".into(), Some(terms))
            .into_iter()
            .map(Block::Paragraph)
            .collect(),
    }
}

/// The value of a placeholder, or the mark of a missing one.
fn fact(facts: &Facts<'_>, path: &str) -> Vec<Inline> {
    let Ok(fact) = facts.find(path) else { return Vec::new() };
    match fact.printed(None, &facts.draft().agreement) {
        Some(text) => lines(&text, &fact.path, None),
        None => {
            let label = fact.label();
            vec![Inline::Missing { path: fact.path, label }]
        }
    }
}

fn rows(agreement: &Agreement, facts: &Facts<'_>) -> Vec<KeyValue> {
    use crate::agreement::TermKind;
    let mut rows = Vec::new();
    let mut row = |key: &str, value: Vec<Inline>| rows.push(KeyValue { key: key.to_owned(), value });
    let has = |path: &str| facts.find(path).is_ok_and(|f| !f.is_blank());
    row("Effective from", fact(facts, "term.effective"));
    match agreement.term.kind {
        TermKind::Months => {
            let mut value = fact(facts, "term.length");
            if has("term.end") {
                value.push(Inline::Text(", until ".to_owned()));
                value.extend(fact(facts, "term.end"));
            }
            row("Initial term", value);
        }
        TermKind::Until => {
            row("Term", [vec![Inline::Text("until ".to_owned())], fact(facts, "term.until")].concat())
        }
        TermKind::OpenEnded => {
            row("Term", vec![Inline::Value { path: "term.kind".into(), text: "open-ended".to_owned() }]);
        }
    }
    row("Governing law", fact(facts, "governing_law"));
    if has("jurisdiction") {
        row("Place of jurisdiction", fact(facts, "jurisdiction"));
    }
    if agreement.has_parent() {
        row("Parent agreement", fact(facts, "parent.title"));
    }
    rows
}

fn party(party: &Party, agreement: &Agreement) -> PartyLine {
    let base = FieldPath::new("parties").join(&party.id);
    let value = |field: &str, text: &str, label: &str| {
        if text.trim().is_empty() {
            vec![Inline::Missing { path: base.join(field), label: label.to_owned() }]
        } else {
            lines(text, &base.join(field), None)
        }
    };
    let mut details = vec![value("registration", &party.registration, "Registration")];
    details.push(value("address", &party.address, "Address"));
    let short = party.short_name.trim();
    let short_name = if short.is_empty() {
        value("short_name", "", "Short name")
    } else {
        let the = if is_role_name(short, party, agreement) { "the “" } else { "“" };
        let mut out = vec![Inline::Text(the.to_owned())];
        out.extend(value("short_name", short, ""));
        out.push(Inline::Text("”".to_owned()));
        out
    };
    PartyLine {
        role: party.role.label().to_owned(),
        name: value("legal_name", &party.legal_name, "Legal name"),
        details,
        short_name,
    }
}

/// Whether the short name says what the party is ("Customer"), not what it is called ("Northwind").
fn is_role_name(short: &str, party: &Party, _agreement: &Agreement) -> bool {
    const ROLES: [&str; 12] = [
        "provider",
        "supplier",
        "contractor",
        "vendor",
        "agency",
        "client",
        "customer",
        "company",
        "bank",
        "hospital",
        "guarantor",
        "user",
    ];
    let last = short.rsplit(' ').next().unwrap_or(short).to_lowercase();
    short.eq_ignore_ascii_case(party.role.label()) || ROLES.contains(&last.as_str())
}
