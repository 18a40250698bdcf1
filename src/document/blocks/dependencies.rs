//! What the services rest on, and the levels promised for that.

use super::Context;
use super::at::At;
use super::grid::Grid;
use crate::agreement::{Dependency, DependencyKind, Topology};
use crate::document::{Block, Inline};

pub(super) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let services = &cx.draft.agreement.services;
    let mut grid = Grid::new()
        .column("Service", 4)
        .column("Rests on", 4)
        .column("Delivered by", 4)
        .column("Promised", 4)
        .column("Effect of a failure", 4);
    for (service, at) in At::top(cx).items("services", services) {
        for (n, (dependency, place)) in at.items("dependencies", &service.dependencies).enumerate() {
            let cells = vec![
                if n == 0 { at.get("name") } else { Vec::new() },
                place.get("name"),
                supplier(dependency, &place),
                promised(&place),
                effect(dependency, &place),
            ];
            grid.row(place.path.clone(), cells);
        }
    }
    grid.blocks()
}

fn supplier(dependency: &Dependency, at: &At<'_>) -> Vec<Inline> {
    let kind = match dependency.kind {
        DependencyKind::Internal => "Own department",
        DependencyKind::Ola => "Operational level agreement",
        DependencyKind::UnderpinningContract => "Underpinning contract",
    };
    let mut text = at.get("supplier");
    text.extend([Inline::Break, at.worded("kind", kind)]);
    text
}

fn promised(at: &At<'_>) -> Vec<Inline> {
    let available = at.has("availability").then(|| at.say("{availability} availability of each copy"));
    let available = if at.has("copies") { available } else { single(at) };
    let response = at.has("response").then(|| at.say("Response within {response}"));
    [available, response].into_iter().flatten().collect::<Vec<_>>().join(&Inline::Break)
}

fn single(at: &At<'_>) -> Option<Vec<Inline>> {
    at.has("availability").then(|| at.say("{availability} availability"))
}

fn effect(dependency: &Dependency, at: &At<'_>) -> Vec<Inline> {
    match dependency.topology {
        Topology::Serial => vec![at.worded("topology", "The service fails when it fails")],
        Topology::Redundant => {
            let mut text = at.say("Any one of {!copies} copies is enough");
            text.extend([
                Inline::Text(" (".into()),
                at.worded("topology", "redundant"),
                Inline::Text(")".into()),
            ]);
            text
        }
        Topology::KOfN => {
            let mut text = at.say("{!needed} of {!copies} copies ");
            text.push(at.worded("topology", "must work"));
            text
        }
    }
}
