//! What changed, in a few words.

use super::fields::{ChangeKind, FieldChange};

/// The names of what changed, each once: "Target (Availability)", "Tiers (2)", "Term and exit (3)". Many changes of one
/// record go by its name, items that were added to a list, removed from it or moved by the list's.
pub fn changed_names(changes: &[FieldChange]) -> Vec<String> {
    const TOGETHER: usize = 3;
    let mut names: Vec<String> = Vec::new();
    let mut groups: Vec<(Group<'_>, Vec<&FieldChange>)> = Vec::new();
    for change in changes {
        let group = Group { items: change.kind != ChangeKind::Changed, place: &change.place };
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, members)) => members.push(change),
            None => groups.push((group, vec![change])),
        }
    }
    for (group, members) in groups {
        let counted = |name: &str| match members.len() {
            1 => name.to_owned(),
            many => format!("{name} ({many})"),
        };
        match group.place.last() {
            Some(list) if group.items => names.push(counted(list)),
            Some(record) if members.len() >= TOGETHER => names.push(counted(record)),
            _ => names.extend(members.iter().map(|change| named(change))),
        }
    }
    let mut once: Vec<String> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once
}

#[derive(PartialEq, Eq)]
struct Group<'a> {
    items: bool,
    place: &'a [String],
}

fn named(change: &FieldChange) -> String {
    match &change.item {
        Some(item) if !change.place.is_empty() => format!("{} ({item})", change.label),
        _ => change.label.clone(),
    }
}

/// The first `most` names with the number of the others: "Target (Availability), Term and 4 more". Long names are cut.
pub fn changed_words(names: &[String], most: usize) -> String {
    const LONGEST: usize = 60;
    let short = |name: &String| {
        if name.chars().count() <= LONGEST {
            return name.clone();
        }
        let cut: String = name.chars().take(LONGEST - 1).collect();
        format!("{}…", cut.trim_end())
    };
    let shown: Vec<String> = names.iter().take(most).map(short).collect();
    match names.len().saturating_sub(most) {
        0 => shown.join(", "),
        rest => format!("{} and {rest} more", shown.join(", ")),
    }
}
