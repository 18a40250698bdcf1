//! Groups and policies on three levels, and the set that binds each group.

use super::Context;
use super::at::{At, capitalised};
use super::grid::Grid;
use crate::agreement::{Group, Level, Policy, Service};
use crate::document::{Block, Inline};

pub(super) fn groups(cx: &Context<'_>) -> Vec<Block> {
    let mut grid = Grid::new()
        .column("Group", 3)
        .column("Members", 5)
        .column("Reason for its own level", 5)
        .column("Contact", 3);
    for (_, at) in At::top(cx).items("groups", &cx.draft.agreement.groups) {
        let cells = vec![at.get("name"), at.get("members"), at.get("reason"), at.get("contact")];
        grid.row(at.path.clone(), cells);
    }
    grid.blocks()
}

pub(super) fn policies(cx: &Context<'_>, level: Level) -> Vec<Block> {
    let mut grid = Grid::new()
        .column("Applies to", 3)
        .column("Topic", 3)
        .column("Policy", 7)
        .column("Requirement", 4)
        .column("Replaces", 3);
    let policies = At::top(cx).items("policies", &cx.draft.agreement.policies);
    for (policy, at) in policies.filter(|(p, _)| p.level == level) {
        let applies_to = match level {
            Level::Corporate => Vec::new(),
            Level::Group => at.must("group"),
            Level::Service => at.must("service"),
        };
        let cells = vec![
            applies_to,
            at.get("topic"),
            at.get("statement"),
            requirement(policy, &at),
            at.get("overrides"),
        ];
        grid.row(at.path.clone(), cells);
    }
    grid.blocks()
}

/// "length of a password: at least 12 characters".
fn requirement(policy: &Policy, at: &At<'_>) -> Vec<Inline> {
    if policy.value.is_none() && policy.comparator.is_none() {
        return at.get("quantity");
    }
    let mut text = at.get("quantity");
    if !text.is_empty() {
        text.push(Inline::Text(": ".to_owned()));
    }
    text.extend(at.say("{!comparator} {!value}"));
    if at.has("unit") {
        text.extend(at.say("\u{a0}{unit}"));
    }
    text
}

/// For each group, the policies in force for it; for its services with policies of their own, what these change.
pub(super) fn effective(cx: &Context<'_>) -> Vec<Block> {
    let agreement = &cx.draft.agreement;
    let mut blocks = Vec::new();
    for (group, at) in At::top(cx).items("groups", &agreement.groups) {
        let general = agreement.effective_policies(Some(&group.id), None);
        let table = table_of(cx, &general, Vec::new());
        if table.is_empty() {
            continue;
        }
        blocks.push(Block::Heading(at.get("name")));
        blocks.extend(table);
        for (service, service_at) in At::top(cx).items("services", &agreement.services) {
            if uses(service, group) {
                let set = agreement.effective_policies(Some(&group.id), Some(&service.id));
                let own: Vec<&Policy> = set.into_iter().filter(|p| !general.contains(p)).collect();
                let caption = service_at.say("For the service {name}, in addition or instead");
                blocks.extend(table_of(cx, &own, caption));
            }
        }
    }
    blocks
}

fn uses(service: &Service, group: &Group) -> bool {
    service.groups.is_empty() || service.groups.contains(&group.id)
}

fn table_of(cx: &Context<'_>, policies: &[&Policy], caption: Vec<Inline>) -> Vec<Block> {
    let mut grid = Grid::new()
        .caption(caption)
        .column("Topic", 3)
        .column("Policy in force", 7)
        .column("Requirement", 4)
        .column("Level", 4);
    let all = &cx.draft.agreement.policies;
    for (policy, at) in At::top(cx).items("policies", all).filter(|(p, _)| policies.contains(p)) {
        let cells = vec![
            at.get("topic"),
            at.get("statement"),
            requirement(policy, &at),
            vec![at.worded("level", standing(policy, all))],
        ];
        grid.row(at.path.clone(), cells);
    }
    grid.blocks()
}

/// Whether the policy is inherited, stands beside the wider ones or takes their place.
fn standing(policy: &Policy, all: &[Policy]) -> String {
    let level = policy.level.label().to_lowercase();
    if policy.level == Level::Corporate {
        return "Corporate, inherited".to_owned();
    }
    let wider: Vec<&Policy> = all.iter().filter(|p| p.level < policy.level && policy.replaces(p)).collect();
    let replaced = wider.iter().map(|p| p.level).max();
    capitalised(&match replaced {
        Some(Level::Corporate) => format!("{level}, replaces the corporate policy"),
        Some(Level::Group | Level::Service) => format!("{level}, replaces the group’s policy"),
        None => format!("{level}, in addition"),
    })
}
