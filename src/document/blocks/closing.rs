//! The end of an agreement: its history and its signatures.

use super::Context;
use super::at::At;
use super::grid::Grid;
use crate::agreement::{Party, PartyKind};
use crate::document::{Block, Inline, KeyValue, SignatureBlock};

pub(super) fn history(cx: &Context<'_>) -> Vec<Block> {
    let mut grid = Grid::new().column("Version", 2).column("Date", 3).column("State", 7);
    for (_, at) in At::top(cx).items("milestones", &cx.draft.milestones) {
        grid.row(at.path.clone(), vec![at.get("version"), at.get("date"), at.get("name")]);
    }
    grid.blocks()
}

/// A block for each signature that is entered; one for each party where none is.
pub(super) fn signatures(cx: &Context<'_>) -> Vec<Block> {
    let agreement = &cx.draft.agreement;
    let parties: Vec<_> = At::top(cx).items("parties", &agreement.parties).collect();
    let mut blocks: Vec<SignatureBlock> = At::top(cx)
        .items("signatures", &agreement.signatures)
        .map(|(signature, at)| {
            let party = parties.iter().find(|(p, _)| p.id.as_str() == signature.party.as_str());
            signed(&at, party)
        })
        .collect();
    if agreement.signatures.is_empty() {
        blocks = parties.iter().map(|(party, at)| unsigned(party, at)).collect();
    }
    if blocks.is_empty() { Vec::new() } else { vec![Block::Signatures(blocks)] }
}

fn signed(at: &At<'_>, party: Option<&(&Party, At<'_>)>) -> SignatureBlock {
    let heading = party.map_or_else(|| at.must("party"), |(party, at)| heading(party, at));
    let individual = party.is_some_and(|(p, _)| p.kind == PartyKind::Individual);
    let or = |field: &str, fallback: &str| match party {
        Some((_, party_at)) if !at.has(field) => party_at.has(fallback).then(|| party_at.get(fallback)),
        _ => Some(at.get(field)),
    };
    let name = or("name", if individual { "legal_name" } else { "signatory" }).unwrap_or_default();
    let title = or("title", "signatory_title").unwrap_or_default();
    lines(heading, name, title, at.get("place"), at.get("date"), individual)
}

fn unsigned(party: &Party, at: &At<'_>) -> SignatureBlock {
    let individual = party.kind == PartyKind::Individual;
    let name = at.get(if individual { "legal_name" } else { "signatory" });
    lines(heading(party, at), name, at.get("signatory_title"), Vec::new(), Vec::new(), individual)
}

fn heading(party: &Party, at: &At<'_>) -> Vec<Inline> {
    let name = Inline::Strong(at.get("legal_name"));
    match party.kind {
        PartyKind::Organisation => vec![Inline::Text("For and on behalf of ".to_owned()), name],
        PartyKind::Individual => vec![name],
    }
}

fn lines(
    heading: Vec<Inline>,
    name: Vec<Inline>,
    title: Vec<Inline>,
    place: Vec<Inline>,
    date: Vec<Inline>,
    individual: bool,
) -> SignatureBlock {
    let mut lines = vec![("Signature", Vec::new()), ("Name", name)];
    if !individual || !title.is_empty() {
        lines.push(("Title", title));
    }
    lines.extend([("Place", place), ("Date", date)]);
    let lines = lines.into_iter().map(|(key, value)| KeyValue { key: key.to_owned(), value }).collect();
    SignatureBlock { heading, lines }
}
