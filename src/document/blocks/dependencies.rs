//! What the services rest on, and the levels promised for that.

use super::Context;
use super::at::At;
use super::grid::Grid;
use super::prose;
use super::rows::Rows;
use crate::agreement::{Dependency, DependencyKind, Service, Topology};
use crate::document::{Block, Inline};
use crate::settlement::chain;
use crate::value::{FieldPath, NO_BREAK_SPACE};

pub(super) fn blocks(cx: &Context<'_>) -> Vec<Block> {
    let services = &cx.draft.agreement.services;
    let mut grid = Grid::new()
        .column("Service", 9)
        .column("Rests on", 10)
        .column("Delivered by", 12)
        .column("Promised", 9)
        .column("Effect of a failure", 10);
    let mut chains = Rows::new();
    for (service, at) in At::top(cx).items("services", services) {
        chains = chains.add(&key(service), together(service, &at));
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
    let mut blocks = grid.blocks();
    let chains = chains.blocks();
    if !chains.is_empty() {
        blocks.push(Block::Paragraph(vec![Inline::Text(INDEPENDENT.to_owned())]));
        blocks.extend(chains);
    }
    blocks
}

/// What the figures below it rest on.
const INDEPENDENT: &str = "Availabilities of what must work together are multiplied; of copies and backups, enough must \
    work at the same time. Failures are taken to be independent: a common cause makes copies and backups worth less.";

fn key(service: &Service) -> String {
    match service.name.trim() {
        "" => "Together".to_owned(),
        name => name.to_owned(),
    }
}

/// "Together at most 99.940005 % available; promised: 99.9 % (Web availability)"; nothing where there is nothing to put
/// together and nothing to compare.
fn together(service: &Service, at: &At<'_>) -> Vec<Inline> {
    let Some(chain) = chain::chain(service) else { return stated(at) };
    let metrics = &at.cx.draft.agreement.metrics;
    let own = metrics.iter().filter(|m| m.service.as_str() == service.id.as_str());
    let promises: Vec<_> = own.filter_map(|m| Some((m, chain::promised(m)?))).collect();
    if promises.is_empty() && chain.links.len() < 2 {
        return stated(at);
    }
    let level = format!("{}{NO_BREAK_SPACE}%", chain::shown_down(&chain.available));
    let mut text = at.say(if chain.open.is_empty() { "Together " } else { "Together at most " });
    text.push(at.worded("dependencies", level));
    text.extend(at.say(" available"));
    if !chain.open.is_empty() {
        let names: Vec<&str> = chain.open.iter().map(|d| d.name.trim()).filter(|n| !n.is_empty()).collect();
        let which = if names.is_empty() { "what has no level".to_owned() } else { names.join(", ") };
        text.push(at.worded("dependencies", format!(", not counting {which}")));
    }
    for (n, (metric, target)) in promises.into_iter().enumerate() {
        text.extend(at.say(if n == 0 { "; promised: " } else { ", " }));
        let path = FieldPath::new("metrics").join(&metric.id).join("target");
        let name = metric.name.trim();
        text.push(Inline::Value { path, text: format!("{target}{NO_BREAK_SPACE}% ({name})") });
    }
    if at.has("chain") {
        text.push(Inline::Break);
        text.extend(stated(at));
    }
    text
}

fn stated(at: &At<'_>) -> Vec<Inline> {
    if at.has("chain") { at.say("Computed by the parties: {chain}") } else { Vec::new() }
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
    prose::joined([available, response].into_iter().flatten().collect(), &[Inline::Break])
}

fn single(at: &At<'_>) -> Option<Vec<Inline>> {
    at.has("availability").then(|| at.say("{availability} availability"))
}

fn effect(dependency: &Dependency, at: &At<'_>) -> Vec<Inline> {
    let mut text = alone(dependency, at);
    if at.has("backup_group") {
        text.push(Inline::Break);
        text.extend(at.say("Backup group: {backup_group}"));
    }
    text
}

fn alone(dependency: &Dependency, at: &At<'_>) -> Vec<Inline> {
    match dependency.topology {
        Topology::Serial if at.has("backup_group") => {
            at.words("topology", "The [service] fails when all of its backup group fail")
        }
        Topology::Serial => at.words("topology", "The [service] fails with it"),
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
