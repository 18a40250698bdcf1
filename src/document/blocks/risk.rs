//! Indemnities, liability, insurance.

use super::at::At;
use super::grid::Grid;
use super::parties::known_as;
use super::rows::Rows;
use super::{Context, bulleted};
use crate::agreement::{Indemnity, IndemnityDirection};
use crate::document::{Block, Inline};

pub(super) fn indemnities(cx: &Context<'_>) -> Vec<Block> {
    let indemnities = &cx.draft.agreement.indemnities;
    At::top(cx)
        .items("indemnities", indemnities)
        .enumerate()
        .flat_map(|(n, (indemnity, at))| one(n + 1, indemnity, &at))
        .collect()
}

fn one(number: usize, indemnity: &Indemnity, at: &At<'_>) -> Vec<Block> {
    let (heading, promise) = match indemnity.direction {
        IndemnityDirection::ProviderToCustomer => {
            ("by the Provider", "The Provider indemnifies the Customer on these terms:")
        }
        IndemnityDirection::CustomerToProvider => {
            ("by the Customer", "The Customer indemnifies the Provider on these terms:")
        }
        IndemnityDirection::Mutual => ("by each party", "Each party indemnifies the other on these terms:"),
    };
    let title = vec![Inline::Text(format!("Indemnity {number} ")), at.worded("direction", heading)];
    let mut blocks = vec![Block::Heading(title), Block::Paragraph(vec![at.worded("direction", promise)])];
    let rows = Rows::new()
        .field(at, "Against", "trigger")
        .field(at, "Covered losses", "losses")
        .field(at, "Not covered", "carve_outs")
        .say(at, "Cap", "cap", if at.has("cap_per") { "{cap} {cap_per}" } else { "{cap}" })
        .field(at, "Backed by", "insurance")
        .say(at, "Notice of a claim", "notice", "Within {notice} of learning of the claim")
        .field(at, "Conduct of claims", "conduct");
    blocks.extend(rows.blocks());
    blocks
}

pub(super) fn liability(cx: &Context<'_>) -> Vec<Block> {
    let liability = &cx.draft.agreement.liability;
    let at = At::new(cx, "liability", liability);
    let limit = match (liability.cap.is_some(), liability.cap_percent.is_some()) {
        (true, true) => at.say(
            "In each contract year a party is liable for at most {cap} or {cap_percent} of the [fees] of that year, \
             whichever is higher.",
        ),
        (true, false) => at.say("In each contract year a party is liable for at most {cap}."),
        (false, true) => {
            at.say("In each contract year a party is liable for at most {cap_percent} of the [fees] of that year.")
        }
        (false, false) => Vec::new(),
    };
    let mut blocks = Vec::new();
    if !limit.is_empty() {
        blocks.push(Block::Paragraph(limit));
        blocks.extend(bulleted(&at, "This limit does not apply to:", "unlimited"));
    }
    blocks.extend(bulleted(&at, "These losses are not owed at all:", "excluded"));
    blocks
}

pub(super) fn insurance(cx: &Context<'_>) -> Vec<Block> {
    let mut grid = Grid::new()
        .column("Cover", 7)
        .column("Held by", 3)
        .numbers("Minimum a claim", 4)
        .numbers("Minimum a year", 4)
        .column("Evidence", 4)
        .column("Kept after the term", 3);
    for (cover, at) in At::top(cx).items("insurance", &cx.draft.agreement.insurance) {
        let cells = vec![
            at.get("kind"),
            known_as(&at, "party", &cover.party),
            at.get("minimum"),
            at.get("aggregate"),
            at.get("evidence"),
            at.get("survives"),
        ];
        grid.row(at.path.clone(), cells);
    }
    grid.blocks()
}
