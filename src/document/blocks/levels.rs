//! Groups and policies on three levels, and the set that binds each group.

use super::Context;
use super::at::{At, series};
use super::{grid::Grid, terms};
use crate::agreement::{Comparator, Group, Level, Policy, Service};
use crate::document::{Block, Inline};

pub(super) fn groups(cx: &Context<'_>) -> Vec<Block> {
    let mut grid = Grid::new()
        .column(&terms::title(cx, "group"), 3)
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
    if policy.comparator == Some(Comparator::AtMost) && policy.value.is_some_and(|v| v.get().is_zero()) {
        text.extend([Inline::Text(": ".to_owned()), at.worded("value", "none")]);
        return text;
    }
    if !text.is_empty() {
        text.push(Inline::Text(": ".to_owned()));
    }
    text.extend(at.say("{!comparator} {!value}"));
    if at.has("unit") {
        text.extend(at.say("\u{a0}{unit}"));
    }
    text
}

/// For each group, the set in force for it: the corporate policies that reach it unchanged by name, its own policies and
/// those of its services in a table.
pub(super) fn effective(cx: &Context<'_>) -> Vec<Block> {
    let agreement = &cx.draft.agreement;
    let mut blocks = Vec::new();
    for (group, at) in At::top(cx).items("groups", &agreement.groups) {
        let general = agreement.effective_policies(Some(&group.id), None);
        let (inherited, own): (Vec<&Policy>, Vec<&Policy>) =
            general.iter().partition(|p| p.level == Level::Corporate);
        let mut below = unchanged(cx, &inherited);
        below.extend(table_of(cx, &[own, of_services(cx, group, &general)].concat()));
        if !below.is_empty() {
            blocks.push(Block::Heading(at.get("name")));
            blocks.extend(below);
        }
    }
    blocks
}

/// What the services that a group uses add to its set, or put in place of a part of it.
fn of_services<'a>(cx: &Context<'a>, group: &Group, general: &[&Policy]) -> Vec<&'a Policy> {
    let agreement = &cx.draft.agreement;
    let used = agreement.services.iter().filter(|s| uses(s, group));
    let sets = used.flat_map(|s| agreement.effective_policies(Some(&group.id), Some(&s.id)));
    sets.filter(|p| !general.contains(p)).collect()
}

/// "The corporate policies on visitors and card return apply unchanged."
fn unchanged(cx: &Context<'_>, policies: &[&Policy]) -> Vec<Block> {
    let all = &cx.draft.agreement.policies;
    let inherited = At::top(cx).items("policies", all).filter(|(p, _)| policies.contains(p));
    let topics: Vec<Vec<Inline>> = inherited.map(|(_, at)| at.get("topic")).collect();
    let (start, end) = match topics.len() {
        0 => return Vec::new(),
        1 => ("The corporate policy on ", " applies unchanged."),
        _ => ("The corporate policies on ", " apply unchanged."),
    };
    let text = |t: &str| vec![Inline::Text(t.to_owned())];
    vec![Block::Paragraph([text(start), series(topics), text(end)].concat())]
}

fn uses(service: &Service, group: &Group) -> bool {
    service.groups.is_empty() || service.groups.contains(&group.id)
}

fn table_of(cx: &Context<'_>, policies: &[&Policy]) -> Vec<Block> {
    let mut grid = Grid::new()
        .column("Topic", 3)
        .column("Policy in force", 7)
        .column("Requirement", 4)
        .column("Level", 4);
    let all = &cx.draft.agreement.policies;
    for (policy, at) in At::top(cx).items("policies", all).filter(|(p, _)| policies.contains(p)) {
        let cells =
            vec![at.get("topic"), at.get("statement"), requirement(policy, &at), standing(policy, all, &at)];
        grid.row(at.path.clone(), cells);
    }
    grid.blocks()
}

/// To what the policy belongs, and whether it stands beside the wider ones or takes their place.
fn standing(policy: &Policy, all: &[Policy], at: &At<'_>) -> Vec<Inline> {
    let mut text = match policy.level {
        Level::Corporate | Level::Service => vec![at.worded("level", policy.level.label())],
        Level::Group => at.words("level", "[^group]"),
    };
    if policy.level == Level::Service {
        text.push(Inline::Text(" ".to_owned()));
        text.extend(at.must("service"));
    }
    let wider = all.iter().filter(|p| p.level < policy.level && policy.replaces(p));
    let standing = match wider.map(|p| p.level).max() {
        Some(Level::Corporate) => ", replaces the corporate policy",
        Some(Level::Group | Level::Service) => ", replaces the policy of the [group]",
        None => ", in addition",
    };
    text.extend(at.words("level", standing));
    text
}
