//! Who agrees, whom to turn to, and the agreement above this one.

use super::Context;
use super::at::{At, series};
use super::{grid::Grid, prose};
use crate::agreement::{ContactPurpose, Party, PartyKind, Precedence, Role};
use crate::document::{Block, Inline, List, ListItem, plain};
use crate::value::{FieldPath, Ref};

pub(super) fn parties(cx: &Context<'_>) -> Vec<Block> {
    let parties = &cx.draft.agreement.parties;
    if parties.is_empty() {
        return At::top(cx).required("parties");
    }
    let last = parties.len() - 1;
    let items = At::top(cx).items("parties", parties).enumerate().map(|(n, (party, at))| {
        let end = match last - n {
            0 => ".",
            1 => "; and",
            _ => ";",
        };
        let mut text = presentation(party, &at);
        text.push(Inline::Text(end.to_owned()));
        ListItem { label: format!("({})", n + 1), blocks: vec![Block::Paragraph(text)] }
    });
    vec![Block::List(List { ordered: true, items: items.collect() })]
}

/// "**Northwind GmbH**, HRB 1, with its registered office at ..., represented by Jane Doe, director (“Northwind”, the
/// “Provider”)".
fn presentation(party: &Party, at: &At<'_>) -> Vec<Inline> {
    let mut text = vec![Inline::Strong(at.get("legal_name"))];
    text.extend(at.say(", {registration}"));
    text.push(Inline::Text(match party.kind {
        PartyKind::Organisation => ", with its registered office at ".to_owned(),
        PartyKind::Individual => ", of ".to_owned(),
    }));
    text.extend(in_one_line(at.get("address")));
    if party.kind == PartyKind::Organisation && at.has("signatory") {
        text.extend(at.say(", represented by {signatory}"));
        if at.has("signatory_title") {
            text.extend(at.say(", {signatory_title}"));
        }
    }
    text.extend(names(party, at));
    text
}

/// The names by which the text knows the party: its short name, and its role where it is another word.
fn names(party: &Party, at: &At<'_>) -> Vec<Inline> {
    let role = match party.role {
        Role::Provider => Some("Provider"),
        Role::Customer => Some("Customer"),
        Role::Other => None,
    };
    let same = role.is_some_and(|r| {
        let short = party.short_name.trim().to_lowercase();
        short.strip_prefix("the ").unwrap_or(&short) == r.to_lowercase()
    });
    match role {
        Some(_) if same => at.say(" (the “{short_name}”)"),
        Some(role) => {
            let mut text = at.say(" (“{short_name}”, the “");
            text.push(at.worded("role", role));
            text.push(Inline::Text("”)".to_owned()));
            text
        }
        None => at.say(" (“{short_name}”)"),
    }
}

/// The party that a field refers to, by the name that the text knows it by.
pub(super) fn known_as(at: &At<'_>, field: &str, id: &Ref) -> Vec<Inline> {
    let Some(party) = at.cx.draft.agreement.parties.iter().find(|p| p.id.as_str() == id.as_str()) else {
        return at.get(field);
    };
    let short = prose::tidy(&party.short_name).into_owned();
    let name = match party.role {
        _ if !short.is_empty() => short,
        Role::Provider => "Provider".to_owned(),
        Role::Customer => "Customer".to_owned(),
        Role::Other => return at.get(field),
    };
    vec![at.worded(field, name)]
}

/// Line ends of an address as commas.
fn in_one_line(address: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in address {
        let comma = matches!(out.last(), Some(Inline::Text(t)) if t == ", ");
        match inline {
            Inline::Break if comma => {}
            Inline::Break => {
                if let Some(Inline::Value { text, .. }) = out.last_mut() {
                    text.truncate(text.trim_end_matches(',').len());
                }
                out.push(Inline::Text(", ".to_owned()));
            }
            other => out.push(other),
        }
    }
    out
}

/// A row for each purpose and a column for each party, as long as they fit side by side; else a row a contact.
pub(super) fn contacts(cx: &Context<'_>) -> Vec<Block> {
    let parties: Vec<_> = At::top(cx).items("parties", &cx.draft.agreement.parties).collect();
    let with: Vec<_> = parties.iter().filter(|(party, _)| !party.contacts.is_empty()).collect();
    if with.len() > 3 {
        let mut grid = Grid::new().column("Party", 3).column("For", 3).column("Contact", 10);
        for (party, at) in with {
            for (_, contact) in at.items("contacts", &party.contacts) {
                grid.row(
                    contact.path.clone(),
                    vec![at.get("short_name"), contact.begin("purpose"), reached(&contact)],
                );
            }
        }
        return grid.blocks();
    }
    let names = with.iter().map(|(_, at)| plain(&at.get("short_name")));
    let mut grid = names.fold(Grid::new().column("For", 2), |grid, name| grid.column(&name, 5));
    // Whoever serves several purposes for all parties alike stands there once, behind all of them.
    let mut rows: Vec<Reached> = Vec::new();
    for purpose in ContactPurpose::ALL {
        let of = |(party, at): &&(&Party, At<'_>)| -> Vec<(FieldPath, Vec<Inline>)> {
            let contacts = at.items("contacts", &party.contacts).filter(|(c, _)| c.purpose == *purpose);
            contacts.map(|(_, contact)| (contact.path.clone(), reached(&contact))).collect()
        };
        let entries: Vec<_> = with.iter().map(of).collect();
        let Some((path, _)) = entries.iter().flatten().next() else { continue };
        let label = Inline::Value { path: path.join("purpose"), text: purpose.label().to_owned() };
        let path = path.clone();
        let joined = |of_party: Vec<(FieldPath, Vec<Inline>)>| {
            prose::joined(of_party.into_iter().map(|(_, text)| text).collect(), &[Inline::Break])
        };
        let cells: Vec<Vec<Inline>> = entries.into_iter().map(joined).collect();
        let says = |cells: &[Vec<Inline>]| cells.iter().map(|c| plain(c)).collect::<Vec<_>>();
        match rows.iter_mut().find(|row| says(&row.cells) == says(&cells)) {
            Some(row) => row.purposes.extend([Inline::Text(", ".to_owned()), label]),
            None => rows.push(Reached { path, purposes: vec![label], cells }),
        }
    }
    for row in rows {
        grid.row(row.path, std::iter::once(row.purposes).chain(row.cells).collect());
    }
    grid.blocks()
}

/// A row of the contacts: for what, and whom each party names.
struct Reached {
    path: FieldPath,
    purposes: Vec<Inline>,
    cells: Vec<Vec<Inline>>,
}

/// Name and function, address and telephone number.
fn reached(contact: &At<'_>) -> Vec<Inline> {
    let mut text = contact.get("name");
    if contact.has("function") {
        text.extend(contact.say(", {function}"));
    }
    for field in ["email", "phone"] {
        if contact.shows(field) {
            text.push(Inline::Break);
            text.extend(contact.get(field));
        }
    }
    text
}

pub(super) fn parent(cx: &Context<'_>) -> Vec<Block> {
    let agreement = &cx.draft.agreement;
    if !agreement.has_parent() {
        return Vec::new();
    }
    let at = At::new(cx, "parent", &agreement.parent);
    let mut made = at.say("This [agreement] is made under the {title}");
    for (field, pattern) in [("reference", " ({reference})"), ("date", " of {date}")] {
        if at.has(field) {
            made.extend(at.say(pattern));
        }
    }
    made.extend(at.say(", the parent agreement. "));
    made.extend(precedence(agreement.parent.precedence, &at));
    let mut blocks = vec![Block::Paragraph(made)];
    let imported = at.lines("imported_terms");
    if !imported.is_empty() {
        let quoted = imported.into_iter().map(|term| [text("“"), term, text("”")].concat()).collect();
        let mut sentence = text("These terms have the meaning that the parent agreement gives them: ");
        sentence.extend(series(quoted));
        sentence.extend(text("."));
        blocks.push(Block::Paragraph(sentence));
    }
    blocks
}

fn precedence(precedence: Option<Precedence>, at: &At<'_>) -> Vec<Inline> {
    let Some(precedence) = precedence else { return Vec::new() };
    let words = match precedence {
        Precedence::ThisAgreement => "this [agreement] prevails",
        Precedence::ThisForServiceLevels => {
            "this [agreement] prevails for [service levels], their measurement and what follows from them, and the parent \
             agreement for everything else"
        }
        Precedence::Parent => "the parent agreement prevails",
    };
    let mut sentence = text("Where the two rule on the same matter, ");
    sentence.extend(at.words("precedence", words));
    sentence.extend(text("."));
    sentence
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}
